"""The list of separated children that ORR kept: every row accounted for, its faults found and counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reunir import intake
from reunir.engine import Engine
from tests.intake.conftest import inputs, received

LIST = Path(__file__).resolve().parents[3] / "shared" / "data" / "orr-separated-children" / "list.csv"
NAME = "orr-separated-children"
pytestmark = pytest.mark.skipif(not LIST.exists(), reason="the list is not at hand")


@pytest.fixture(scope="module")
def engine() -> Engine:
    engine = Engine(threads=2)
    intake.read(engine, inputs(received(LIST, intake.shipped_layouts()[NAME], layout=NAME)))
    return engine


def test_its_layout_is_found_and_its_rows_are_accounted_for() -> None:
    assert intake.best_fit(LIST, intake.shipped_layouts()) == NAME
    receipt = intake.receipt(LIST, intake.parse_layout(intake.shipped_layouts()[NAME], NAME))
    assert (receipt.rows, receipt.accepted, receipt.set_aside) == (3170, 3108, 62)
    assert {reason: len(rows) for reason, rows in receipt.reasons.items()} == {"page header": 62}
    assert receipt.columns_unmapped == ("UAC STATUS",)
    assert receipt.codes_unknown == ()
    assert receipt.duplicates == 23
    assert receipt.unreadable == {"I03": 4, "I06": 17}
    assert (receipt.encoding, receipt.delimiter, receipt.heading_row) == ("utf-8", ",", 1)


def test_every_row_is_a_child_who_was_separated_on_a_day_that_is_not_stated(engine: Engine) -> None:
    assert engine.rows("select who, count(*) from mention group by 1") == [("child", 3108)]
    assert engine.rows("select kind, count(*), count(happened_on) from statement group by 1 order by 1") == [
        ("apprehended", 3108, 3108), ("discharged", 3108, 2913), ("placed", 3108, 3108), ("referred_to_care", 3108, 3108),
        ("separated", 3108, 0),
    ]  # fmt: skip
    # Two of the discharged have no day.
    assert engine.rows("select min(happened_on), max(happened_on) from statement where kind = 'placed'") == [
        (date(2018, 1, 3), date(2019, 3, 20))
    ]  # fmt: skip


def test_the_spellings_of_one_status_are_one(engine: Engine) -> None:
    assert engine.rows("select outcome, count(*) from statement where kind = 'discharged' group by 1 order by 2 desc") == [
        ("reunified_with_parent", 2192), ("other", 723), ("did_not_happen", 193),
    ]  # fmt: skip
    reasons = dict(engine.rows("select reason, count(*) from statement where kind = 'separated' group by 1"))
    assert reasons["Zero Tolerance Policy"] == 2723
    assert reasons["Parent has criminal history"] == 229
    assert not [r for r in reasons if "\n" in r]


def test_adults_and_disordered_dates_are_found(engine: Engine) -> None:
    assert engine.rows("select rule, field, count(*) from cell_finding group by 1, 2 order by 1, 2") == [
        ("I03", "child.age", 4), ("I06", "placed.on", 17),
    ]  # fmt: skip
