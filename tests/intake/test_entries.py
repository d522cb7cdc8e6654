"""Entries beside the lists: facts are records of the list `journal`, corrections are overlaid, replaced lists fall silent."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from reunir import intake
from reunir.engine import Engine
from reunir.model import Correction, Fact
from tests.intake.conftest import AS_OF, Take, as_csv, columns, inputs, received

DRAWN = """
    parent.a_number | parent.given_names | removed.on
    201000001       | Elsa               | 2018-06-15
    201000002       | Rosa               | 13/45/2018
"""


def correction(seq: int, row: int, field: str, value: str) -> Correction:
    return Correction(seq, f"0123456789ab-1-{row}", field, value)


def test_a_correction_speaks_and_the_cell_stays_as_received(take: Take) -> None:
    engine = take(DRAWN, corrections=(
        correction(9, 3, "removed.on", "2018-06-20"),
        correction(8, 3, "removed.on", "2018-06-19"),
        correction(7, 2, "parent.given_names", "Elsa María"),
    ))  # fmt: skip
    assert engine.rows("select row, cast(happened_on as varchar) from statement order by 1") == [(2, "2018-06-15"), (3, "2018-06-20")]
    assert engine.rows("select row, given_names from mention order by 1") == [(2, "Elsa María"), (3, "Rosa")]
    assert engine.rows("select * from cell_finding") == []
    raw = [json.loads(r) for (r,) in engine.rows("select raw from record order by row")]
    assert [r["removed.on"] for r in raw] == ["2018-06-15", "13/45/2018"]
    assert raw[0]["parent.given_names"] == "Elsa"


def test_a_correction_may_fill_a_field_without_a_column_or_blank_one(take: Take) -> None:
    engine = take(DRAWN, more="lists = []", corrections=(
        correction(7, 2, "relation", "mother"),
        correction(8, 2, "separated.on", "2018-05-10"),
        correction(9, 3, "removed.on", ""),
    ))  # fmt: skip
    assert engine.rows("select row, kind, cast(happened_on as varchar) from statement order by 1, 2") == [
        (2, "removed", "2018-06-15"), (2, "separated", "2018-05-10"),
    ]  # fmt: skip
    assert engine.rows("select row, relation from mention order by 1") == [(2, "mother"), (3, None)]


def test_a_correction_of_no_field_or_of_a_row_that_is_not_there_changes_nothing(take: Take) -> None:
    engine = take(DRAWN, corrections=(correction(7, 2, "removed.because", "x"), correction(8, 99, "removed.on", "2018-01-01")))
    assert engine.rows("select row, rule, field, cell from cell_finding where rule <> 'I02'") == [(2, "I14", "removed.because", "x")]


def test_a_correction_of_an_unreadable_value_is_a_finding_of_its_own(take: Take) -> None:
    engine = take(DRAWN, corrections=(correction(7, 2, "parent.a_number", "12"),))
    assert engine.rows("select rule, row, cell from cell_finding order by 1") == [("I02", 3, "13/45/2018"), ("I04", 2, "12")]
    assert engine.value("select a_number from mention where row = 2") is None


def test_facts_are_records_of_the_list_journal(take: Take) -> None:
    engine = take(DRAWN, seq=3, facts=(
        Fact(12, "Nora Ficticia", date(2020, 2, 2), {"parent.a_number": "A201-000-001", "reached.on": "2020-02-01"}, "NGO"),
        Fact(7, "Nora Ficticia", date(2020, 1, 1), {"child.given_names": "Mateo", "removed.on": "", "removed.x": "1"}),
    ))  # fmt: skip
    assert engine.dicts("select list_id, list_seq, sheet, layout, kind, received_by, rows, accepted, set_aside from list where list_id = 'journal'") == [
        {"list_id": "journal", "list_seq": 7, "sheet": 1, "layout": "journal", "kind": "log", "received_by": "Nora Ficticia",
         "rows": 2, "accepted": 2, "set_aside": 0},
    ]  # fmt: skip
    assert engine.rows("select record_id, list_seq, row, agency, cast(received_on as varchar) from record where list_id = 'journal' order by 1") == [
        ("journal-1-12", 12, 12, "NGO", "2020-02-02"), ("journal-1-7", 7, 7, "journal", "2020-01-01"),
    ]  # fmt: skip
    assert engine.rows("select mention_id, a_number, given_names from mention where list_id = 'journal' order by 1") == [
        ("journal-1-12/parent", "201000001", None), ("journal-1-7/child", None, "Mateo"),
    ]  # fmt: skip
    # An entry that names a day and leaves it blank is an event without a day.
    assert engine.rows("select statement_id, cast(happened_on as varchar) from statement where list_id = 'journal' order by 1") == [
        ("journal-1-12/reached/parent", "2020-02-01"), ("journal-1-7/removed/child", None),
    ]  # fmt: skip
    assert engine.rows("select rule, record_id, cell from cell_finding where list_id = 'journal'") == [("I14", "journal-1-7", "1")]


def test_a_fact_may_be_corrected(take: Take) -> None:
    fact = Fact(7, "Nora Ficticia", date(2020, 1, 1), {"parent.a_number": "201000001", "removed.on": "2018-06-15"})
    engine = take(DRAWN, facts=(fact,), corrections=(Correction(8, "journal-1-7", "removed.on", "2018-06-16"),))
    assert engine.value("select cast(happened_on as varchar) from statement where list_id = 'journal'") == "2018-06-16"
    assert json.loads(engine.value("select raw from record where list_id = 'journal'"))["removed.on"] == "2018-06-15"


@pytest.mark.parametrize(("until", "speaks"), [(None, True), (date(2020, 6, 1), False), (AS_OF, False), (date(2021, 1, 2), True)])
def test_a_list_that_no_longer_speaks_is_listed_and_says_nothing(take: Take, until: date | None, speaks: bool) -> None:
    engine = take(DRAWN, until=until)
    assert engine.rows("select rows, accepted, set_aside, until from list") == [(2, 2, 0, until)]
    for table in ("record", "mention", "statement", "column_map", "cell_finding"):
        assert bool(engine.value(f"select count(*) from {table}")) is speaks


def test_the_tables_are_there_without_any_list() -> None:
    engine = Engine(threads=1)
    intake.read(engine, inputs())
    for table in ("list", "record", "set_aside", "column_map", "mention", "statement", "cell_finding"):
        assert engine.value(f"select count(*) from {table}") == 0


def test_the_same_lists_make_the_same_bytes_by_one_thread_or_two(tmp_path: Path) -> None:
    fields = ("parent.a_number", "child.given_names", "separated.on", "removed.on")
    rows = [list(fields)] + [[str(201000001 + i), f"Mateo {i % 7}", f"2018-05-{i % 40:02}", "" if i % 3 else "2018-06-15"]
                             for i in range(5000)]  # fmt: skip
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv(rows))
    made = []
    for threads in (1, 2):
        engine = Engine(threads=threads)
        intake.read(engine, inputs(received(path, columns(*fields))))
        folder = tmp_path / str(threads)
        folder.mkdir()
        for name in ("record", "mention", "statement", "cell_finding", "column_map", "list"):
            engine.write(name, folder)
        made.append({p.name: p.read_bytes() for p in sorted(folder.iterdir())})
    assert made[0] == made[1]
