"""Bridges of a docket: what was learned shows as what it is, and an earlier figure stays what it was."""

from __future__ import annotations

import pytest

from reunir import docket
from reunir.errors import DocketError
from reunir.figures.bridge import Bridge
from tests.docket.matters import BY, day

CARE = """
title = "Children in care"
agency = "Office of Care"
kind = "snapshot"
dates = ["%Y-%m-%d"]
[columns]
"Child" = "child.a_number"
"Name" = "child.given_names"
"Parent" = "parent.a_number"
"Separated" = "separated.on"
"Telephone" = "parent.phone"
"""

SEARCH = """
title = "The search"
agency = "Searchers"
kind = "log"
dates = ["%Y-%m-%d"]
[columns]
"Parent" = "parent.a_number"
"Day" = "reached.on"
"Outcome" = "reached.outcome"
"""

ALL = """Child,Name,Parent,Separated,Telephone
999000001,Mateo,999000011,2018-05-10,502-5550-0101
999000002,Ana,999000012,2018-05-11,502-5550-0102
999000003,Luis,999000013,2018-05-12,502-5550-0103
"""
FROM, TO = day("2021-02-24"), day("2021-04-07")


@pytest.fixture
def searched(tmp_path) -> docket.Docket:
    made = docket.new(tmp_path / "matter", title="A matter")
    for path in made.layouts.iterdir():
        path.unlink()
    (made.layouts / "care.toml").write_text(CARE)
    (made.layouts / "search.toml").write_text(SEARCH)
    return made


def receive(matter: docket.Docket, listed, text: str, name: str, on: str, layout: str, **how) -> str:
    return docket.receive(matter, listed(text, name), by=BY, on=day(on), layout=layout, **how).receipt["list_id"]


def bridge(matter: docket.Docket) -> Bridge:
    found, _ = docket.bridge(matter, FROM, TO)
    return next(b for b in found if b.figure == "children_not_reached" and b.cohort == "all")


def told(matter: docket.Docket) -> tuple[int, list[tuple[str, str, int]], int]:
    b = bridge(matter)
    return b.opening, [(c.step, c.cause, c.net) for c in b.changes], b.closing


def test_a_snapshot_that_loses_a_row(searched, listed):
    receive(searched, listed, ALL, "care-1.csv", "2021-02-01", "care")
    receive(searched, listed, "\n".join(ALL.splitlines()[:3]) + "\n", "care-2.csv", "2021-03-01", "care")
    assert told(searched) == (3, [("learned", "replaced", -1)], 2)


def test_a_snapshot_sent_again_with_its_rows_moved_changes_nothing(searched, listed):
    receive(searched, listed, ALL, "care-1.csv", "2021-02-01", "care")
    head, *rows = ALL.splitlines()
    receive(searched, listed, "\n".join([head, *reversed(rows)]) + "\n", "care-2.csv", "2021-03-01", "care")
    receive(searched, listed, "\n".join([head, *rows[1:], rows[0]]) + "\n", "care-3.csv", "2021-03-09", "care")
    assert told(searched) == (3, [], 3)


def test_a_list_withdrawn(searched, listed):
    receive(searched, listed, ALL, "care-1.csv", "2021-02-01", "care")
    log = receive(searched, listed, "Parent,Day,Outcome\n999000011,2021-02-03,\n", "search.csv", "2021-02-10", "search")
    docket.withdraw(searched, log, by=BY, why="of another matter", on=day("2021-03-05"))
    assert told(searched) == (2, [("learned", "replaced", 1)], 3)


def test_a_late_record_and_what_happened_since(searched, listed):
    receive(searched, listed, ALL, "care-1.csv", "2021-02-01", "care")
    log = "Parent,Day,Outcome\n999000011,2021-02-03,\n999000012,2021-03-03,\n"
    receive(searched, listed, log, "search.csv", "2021-03-10", "search")
    assert told(searched) == (3, [("learned", "late", -1), ("happened", "reached", -1)], 1)


def test_a_cell_corrected(searched, listed):
    receive(searched, listed, ALL, "care-1.csv", "2021-02-01", "care")
    log = receive(searched, listed, "Parent,Day,Outcome\n999000011,2021-02-03,\n", "search.csv", "2021-02-10", "search")
    line = (
        f'{{"kind": "corrected", "record_id": "{log}-1-2", "field": "reached.outcome", "value": "wrong person", "why": "asked"}}'
    )
    docket.enter(searched, [line], by=BY, on=day("2021-03-20"), name="corrections.jsonl")
    assert told(searched) == (2, [("learned", "corrected", 1)], 3)


def test_a_layout_mended(searched, listed):
    receive(searched, listed, ALL, "care-1.csv", "2021-02-01", "care")
    docket.adopt(searched, by=BY, on=day("2021-02-02"))
    (searched.layouts / "care.toml").write_text(CARE.replace('"parent.phone"', '"parent.note"'))
    docket.adopt(searched, by=BY, on=day("2021-03-02"))
    docket.receive(searched, listed(ALL, "care-1.csv"), by=BY, on=day("2021-03-02"), layout="care")
    found, _ = docket.bridge(searched, FROM, TO)
    parts = {b.figure: b for b in found if b.cohort == "all"}
    assert parts["children_not_reached"].changes == ()
    silent = parts["children_not_reached.no_contact"]
    assert (silent.opening, [(c.step, c.cause, c.net) for c in silent.changes], silent.closing) == (
        0, [("learned", "rules", 3)], 3)  # fmt: skip


def test_the_figure_printed_for_the_earlier_day_stays(searched, listed):
    """What is learned later opens a bridge and moves no figure that was printed."""
    receive(searched, listed, ALL, "care-1.csv", "2021-02-01", "care")
    engine, before = docket.open_run(searched, FROM)
    engine.close()
    receive(searched, listed, "Parent,Day,Outcome\n999000011,2021-02-03,\n", "search.csv", "2021-03-10", "search")
    assert told(searched)[0] == 3
    engine, after = docket.open_run(searched, FROM)
    engine.close()
    assert before["run_id"] == after["run_id"]


def test_a_bridge_goes_forward(searched, listed):
    receive(searched, listed, ALL, "care-1.csv", "2021-02-01", "care")
    with pytest.raises(DocketError, match="goes forward"):
        docket.bridge(searched, TO, FROM)
