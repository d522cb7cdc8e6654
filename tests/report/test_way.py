"""The way from the last figures: printed where it was asked for, and it sums."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from reunir import report
from reunir.figures.bridge import Bridge, Change

from . import invented, reading

BRIDGE = Bridge(
    "children_not_reached", "all", "children", date(2020, 10, 20), date(2021, 4, 7), 5, 3, "the definition of then", "the definition of now",
    (
        Change("definition", "definition", ("c/new",), ()),
        Change("learned", "identified", ("c/1", "c/2"), ()),
        Change("learned", "corrected", (), ("c/3",)),
        Change("happened", "reached", (), ("c/1", "c/4", "c/5", "c/6")),
    ),
)  # fmt: skip
STILL = Bridge("children_reunified", "expanded_class", "children", date(2020, 10, 20), date(2021, 4, 7), 7, 7, "same", "same", ())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("way")
    engine = invented.loaded(invented.tables())
    for ending in ("html", "pdf", "docx", "xlsx"):
        report.write(engine, invented.RUN, path / f"report.{ending}", bridges=[BRIDGE, STILL])
    engine.close()
    return path


def test_a_bridge_is_printed_with_its_steps_and_sums(folder: Path) -> None:
    page = reading.read((folder / "report.html").read_text("utf-8"))
    rows = reading.table(page, "Children not reached: from 20 October 2020 to 7 April 2021")
    assert rows[0] == ["On 20 October 2020", "", "", "", "5"]
    assert [row[2:] for row in rows[1:]] == [["1", "0", "+1"], ["2", "0", "+2"], ["0", "1", "−1"], ["0", "4", "−4"]]
    assert 5 + sum(int(row[4].replace("−", "-")) for row in rows[1:]) == 3
    text = page.find("main")[0].text
    assert "It sums: 5 + 1 + 1 − 4 = 3" in text
    assert "On 20 October 2020 it counted: The definition of then." in text
    assert "On 7 April 2021 it counts: The definition of now." in text
    assert "It counts: Same." in text
    assert "No case entered it and none left it." in text
    assert any("bridge-" in (svg.attrs["id"] or "") for svg in page.find("svg"))


def test_each_cause_opens_into_its_cases(folder: Path) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO((folder / "report.xlsx").read_bytes()))
    cases = [(r[0], r[5], r[7]) for r in book.get_sheet_by_name("Bridge").to_python()[1:]]
    expected = [(c, one.step, word) for one in BRIDGE.changes for word, ids in (("entered", one.entered), ("left", one.left)) for c in ids]
    assert cases == expected
    sums = book.get_sheet_by_name("Bridges").to_python()[1:]
    assert [r[9] for r in sums if r[0] == "children_not_reached" and r[9] != ""] == [5, 3]


def test_without_a_bridge_there_is_no_section_and_the_numbers_of_sections_follow(folder: Path, tmp_path: Path) -> None:
    report.write(invented.loaded(invented.tables()), invented.RUN, tmp_path / "report.html")
    for path, there, last in ((folder / "report.html", True, "15. Words used"), (tmp_path / "report.html", False, "14. Words used")):
        page = reading.read(path.read_text("utf-8"))
        headings = [h.text for h in page.find("h2")]
        assert any("The way from" in h for h in headings) is there
        assert headings[-1] == last
        about = reading.section(page, "What this is")
        assert f"section {last.split('.')[0]} what the words mean" in about
