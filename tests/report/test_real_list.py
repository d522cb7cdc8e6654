"""The report of a real list, a court's own, of children alone: no parents, no removals, no decisions.

The list is beside the repository, not in it; without it these tests are skipped.
"""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from reunir import intake, linkage, report, run
from reunir.engine import Engine
from reunir.model import Inputs, Received

from . import reading

LIST = Path(__file__).resolve().parents[3] / "shared" / "data" / "orr-separated-children" / "list.csv"
pytestmark = pytest.mark.skipif(not LIST.exists(), reason="the real list is not at hand")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> reading.Node:
    sha = hashlib.sha256(LIST.read_bytes()).hexdigest()
    day, layout = date(2019, 3, 15), "orr-separated-children"
    standard = tomllib.loads(files("reunir").joinpath("standards/oig-21-36.toml").read_text("utf-8"))
    inputs = Inputs(
        as_of=day, run_id="0" * 16, head="0" * 64, standard=standard, model=linkage.shipped_model(),
        lists=(Received(sha[:12], 3, sha, LIST, LIST.name, layout, intake.shipped_layouts()[layout], None, day, "A. Clerk"),),
    )  # fmt: skip
    engine = Engine(threads=2)
    run.compute(engine, inputs)
    path = tmp_path_factory.mktemp("real") / "report.html"
    about = {
        "run_id": inputs.run_id,
        "as_of": str(day),
        "head": inputs.head,
        "title": "A real list",
        "standard": standard,
    }
    report.write(engine, about, path)
    engine.close()
    return reading.read(path.read_text("utf-8"))


def test_every_row_is_accounted_for(page: reading.Node) -> None:
    assert reading.table(page, "Lists received")[0][2:] == ["3,170", "3,108", "62"]
    assert [row[1:] for row in reading.table(page, "Rows set aside")] == [["page header", "62"]]


def test_it_says_what_became_of_the_children(page: reading.Node) -> None:
    told = {svg.find("title")[0].text: svg.find("desc")[0].text for svg in page.find("svg")}
    assert "Zero Tolerance Policy: 2,723" in told["Reason given for the separation"]
    assert "Guatemala: 1,657" in told["Citizenship"]
    assert "18 or over: 4" in told["Age when separated"]
    held = next(desc for title, desc in told.items() if "children were held" in title)
    assert "Southwest Key Casa Padre: 244" in held
    assert "31 to 60 days" in told["Days in care"]


def test_it_says_that_these_lists_could_not_show_a_removal_apart(page: reading.Node) -> None:
    assert "No list names a parent, so none could be found." in reading.section(page, "At a glance")
    assert "No removal apart is in these lists" in reading.section(page, "Removals apart")
    limits = reading.section(page, "cannot say")
    for words in ("No list names a parent", "No list states the day of any separation", "62 of 3,170 rows"):
        assert words in limits


def test_its_sums_hold(page: reading.Node) -> None:
    assert {row[1] for row in reading.table(page, "Sums worked out again")} == {"yes"}
