"""What the records cannot say: each limit is printed where the records have it, and not where they do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from reunir.report.contents import gather
from reunir.report.limits import LOOKS, limits

from . import invented

Change = Callable[[invented.Tables], object]


def said(made: invented.Tables, run: dict[str, Any] = invented.RUN) -> dict[str, str]:
    engine = invented.loaded(made)
    return dict(limits(engine, gather(engine, run), run))


def without(table: str, column: str, *values: str) -> Change:
    def change(made: invented.Tables) -> None:
        made[table] = [row for row in made[table] if row[column] not in values]

    return change


def every(table: str, **cells: Any) -> Change:
    return lambda made: [row.update(cells) for row in made[table]]


def first(table: str, **cells: Any) -> Change:
    return lambda made: made[table][0].update(cells)


CASES: list[tuple[str, Change, str]] = [
    ("No parents", without("mention", "role", "parent"), "No list names a parent."),
    ("No removals", without("event", "kind", "removed"), "No list speaks of anybody's removal"),
    ("No decisions", without("event", "kind", "decided", "stated"), "Every removal apart is therefore without"),
    ("No contact information", every("mention", phone=None), "for that reason alone"),
    ("No record of a search", without("event", "kind", "reached"), "No list of those who search"),
    ("Days of separation", every("separation", day_inferred=True), "No list states the day of any separation. It is inferred"),
    ("Days of separation", first("separation", day_inferred=True), "For 1 of 5 separations (20.0%) no list states the day."),
    ("Days of separation", first("separation", separated_on=None), "1 cannot be dated at all."),
    ("Indications", first("separation", basis="indicated"), "For 1 pair of parent and child no list states a separation"),
    ("Separations in dispute", first("separation", standing="conflict"), "For 1 pair"),
    ("Statements without a day", every("event", happened_on=None), "removed from the country 5 of 5"),
    ("Hidden cells", lambda made: [e.update(witness="[redacted]") for e in made["event"] if e["kind"] == "decided"],
     "In 3 statements of a decision"),
    ("Who is who", every("person", a_number=None), "No list gives a registration number of anybody"),
    ("Who is who", first("person", a_number=None), "1 of 10 people (10.0%) are on no list"),
    ("Who is whose parent", first("tie", probability=0.7), "1 rest on a link of less than 0.9"),
    ("Who is whose parent", first("tie", relation="conflict"), "on 1 the lists differ"),
    ("Decisions received after the removal", first("removal", late_by=91), "For 1 removal apart"),
    ("Earlier words", first("list", until=date(2019, 1, 1)), "1 list gave way to a later list"),
    ("Earlier words", first("event", stands=False), "1 statement gave way"),
    ("Events denied", first("event", outcome="did_not_happen"), "1 statement says that an event did not happen (apprehended 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "words"), CASES)
def test_a_limit_is_said_where_the_records_have_it(what: str, change: Change, words: str) -> None:
    made = invented.tables()
    assert words not in said(made).get(what, "")
    change(made)
    assert words in said(made)[what]


def test_limits_of_the_invented_docket_are_these() -> None:
    assert list(said(invented.tables())) == [
        "Findings unknown", "Lists received late", "Rows set aside", "Columns not read",
    ]  # fmt: skip
    told = said(invented.tables())
    assert told["Rows set aside"].startswith(
        "2 of 12 rows received are no record and were set aside (empty 1 and page header 1)."
    )
    assert told["Lists received late"].startswith("1 of 2 lists came more than 90 days after the last event that it tells of, "
                                                  "the latest 332 days after.")  # fmt: skip
    assert told["Findings unknown"].startswith("3 of 11 findings (27.3%)")


def test_entries_made_long_after_their_stated_day_are_said() -> None:
    late = [{"seq": 3, "kind": "received", "happened_on": "2018-07-02", "entered_at": "2025-01-31"},
            {"seq": 4, "kind": "judged", "happened_on": "2019-07-02", "entered_at": "2025-01-31"}]  # fmt: skip
    what = "Days stated and days entered"
    assert what not in said(invented.tables())
    told = said(invented.tables(), {**invented.RUN, "late_entries": late})[what]
    assert told.startswith("2 entries of the journal were made more than a week from the day stated, stated between "
                           "2 July 2018 and 2 July 2019 and entered on 31 January 2025.")  # fmt: skip


def test_every_look_has_a_name_of_its_own() -> None:
    assert len({look.__name__ for look in LOOKS}) == len(LOOKS)


def test_figures_that_hang_on_links_in_doubt_are_named_with_how_far() -> None:
    made = invented.tables()
    name = made["figure"][0]["name"]
    doubt = {"cohort": "all", "low": 1, "high": 4, "samples": 40, "changing": 3}
    made["figure_doubt"] = [{"name": name, **doubt}, {"name": made["figure"][1]["name"], **doubt, "low": 2, "high": 2, "changing": 0}]
    told = said(made)["Links in doubt"]
    assert "1 to 4, 3 cases in doubt" in told
    assert told.count("in doubt)") == 1
    assert "Links in doubt" not in said(invented.tables())
