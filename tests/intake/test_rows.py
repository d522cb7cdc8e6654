"""Every row of a list is accounted for: accepted, or set aside for a reason, under its own number."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reunir import intake
from reunir.engine import Engine
from reunir.errors import ReunirError
from tests.intake.conftest import Take, as_csv, cells, columns, inputs, received

LAYOUT = intake.parse_layout(columns("parent.a_number", "parent.family_names", "removed.on"), "drawn")
HEADINGS = "parent.a_number,parent.family_names,removed.on\n"
FileOf = Callable[..., Path]


def test_a_row_is_set_aside_with_its_reason_and_its_number(file: FileOf) -> None:
    path = file(as_csv(cells("""
        INVENTED DATA   |                     |            |
        parent.a_number | parent.family_names | removed.on | Remarks
        201000001       | Muñoz               | 2018-06-15 |
                        |                     |            |
        parent.a_number | Parent Family Names | removed.on | Remarks
        A               | B                   | C          | D
        Page 2 of 9     |                     |            |
        INVENTED DATA   |                     |            |
                        |                     |            | total 3
        201000001       | Muñoz               | 2018-06-15 |
                        |                     |            | a remark
        201000002       | Güell               |            |
                        |                     |            |
    """)))  # fmt: skip
    receipt = intake.receipt(path, LAYOUT)
    assert receipt.heading_row == 2
    assert receipt.reasons == {
        "empty": (4,), "nothing that the layout reads": (11,), "page header": (5, 6, 7, 8), "total": (9,),
    }  # fmt: skip
    assert (receipt.rows, receipt.accepted, receipt.set_aside) == (10, 3, 7)
    assert receipt.duplicates == 1
    assert receipt.columns_unmapped == ("Remarks",)


def test_a_row_is_one_row_even_where_a_cell_holds_line_breaks(file: FileOf) -> None:
    path = file((HEADINGS + '201000001,"Mu\nñoz",\n\n201000002,Güell,\n').encode())
    assert [n for n, _ in intake.row_texts(path)] == [1, 2, 3, 4]
    receipt = intake.receipt(path, LAYOUT)
    assert (receipt.accepted, receipt.reasons) == (2, {"empty": (3,)})


def test_cells_beyond_the_headings_are_kept_and_short_rows_are_fine(file: FileOf) -> None:
    path = file((HEADINGS + "201000001,Muñoz,2018-06-15,more,and more\n201000002\n").encode())
    engine = Engine(threads=1)
    intake.read(engine, inputs(received(path, LAYOUT.text)))
    raw = [json.loads(r) for (r,) in engine.rows("select raw from record order by row")]
    assert raw[0] == {"parent.a_number": "201000001", "parent.family_names": "Muñoz", "removed.on": "2018-06-15",
                      "(column D)": "more", "(column E)": "and more"}  # fmt: skip
    assert raw[1] == {"parent.a_number": "201000002"}
    assert intake.receipt(path, LAYOUT).columns_unmapped == ("(column D)", "(column E)")


def test_of_two_headings_that_read_alike_the_first_is_read_and_it_is_said(file: FileOf) -> None:
    path = file(b"parent.a_number,parent.family_names,Parent Family-Names,removed.on\n201000001,A,B,\n")
    receipt = intake.receipt(path, LAYOUT)
    assert receipt.columns_unmapped == ("Parent Family-Names",)
    assert "stands twice (B and C): the first is read" in receipt.notes[0]


def test_a_record_keeps_its_cells_as_received(take: Take) -> None:
    engine = take("""
        parent.a_number | Remarks
        A201-000-001    | "so", she said
    """)
    assert json.loads(engine.value("select raw from record")) == {"parent.a_number": "A201-000-001", "Remarks": '"so", she said'}
    assert engine.rows("select position, letter, heading, field from column_map order by 1") == [
        (1, "A", "parent.a_number", "parent.a_number"), (2, "B", "Remarks", None),
    ]  # fmt: skip


def refused(act: Callable[[], object]) -> str | None:
    """What an act is refused with, or None where it is done. Anything but an operator's error is a fault."""
    try:
        act()
    except ReunirError as error:
        return str(error)
    return None


CELL: st.SearchStrategy[str] = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8) | st.sampled_from(
    ["", " ", "A", "B", "C", "201000001", "A201000001", "2018-06-15", "6/15/2018", "(b)(6)", "yes", "page 3", '"', "\n", ","]
)
FIELDS = st.sampled_from([
    "parent.a_number", "child.a_number", "child.born_on", "child.age", "person.full_name", "person.family_unit", "relation",
    "separated.on", "separated.outcome", "removed.on", "child.removed.on", "person.apprehended.on", "decided.choice",
    "decided.minutes", "discharged.outcome", "placed.on", "parent2.family_names", "sponsor.phone", "sponsor.reached.on",
])  # fmt: skip


def accounted_for(path: Path, layout: intake.Layout) -> None:
    receipt = intake.receipt(path, layout)
    assert receipt.rows == receipt.accepted + receipt.set_aside
    assert receipt.set_aside == sum(map(len, receipt.reasons.values()))
    engine = Engine(threads=1)
    intake.read(engine, inputs(received(path, layout.text)))
    there = {n for n, cells in intake.row_texts(path, str(receipt.sheet)) if n > receipt.heading_row and "".join(cells).strip()}
    records = {n for (n,) in engine.rows("select row from record")}
    aside = {n for (n,) in engine.rows("select row from set_aside")}
    assert not records & aside
    assert there <= records | aside, "a row that holds something is lost"
    assert len(records) == receipt.accepted
    assert len(aside) == receipt.set_aside
    # What is told of people and events hangs on a record, and each statement and mention is one.
    for table, key in (("mention", "mention_id"), ("statement", "statement_id")):
        assert engine.value(f"select count(*) = count(distinct {key}) from {table}")
        assert engine.value(f"select count(*) from {table} where record_id not in (select record_id from record)") == 0
    assert engine.value("""
        select count(*) from statement
        where coalesce(mention_id not in (select mention_id from mention), false)
           or coalesce(child_mention_id not in (select mention_id from mention), false)
           or coalesce(mention_id, child_mention_id) is null
    """) == 0  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.lists(FIELDS, min_size=1, max_size=6, unique=True), rows=st.lists(st.lists(CELL, max_size=7), max_size=12))
def test_rows_are_never_lost_whatever_they_hold(tmp_path: Path, fields: list[str], rows: list[list[str]]) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv([fields, *rows]))
    says = refused(lambda: accounted_for(path, intake.parse_layout(columns(*fields), "drawn")))
    assert says is None or says.startswith("list.csv: has headings in row 1 and no row below"), says


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.lists(FIELDS, min_size=2, max_size=5, unique=True),
    rows=st.lists(st.lists(st.integers(-5, 10**9) | st.floats(-9, 9) | st.booleans() | CELL, max_size=6), max_size=8),
    down=st.integers(0, 4),
)
def test_rows_of_a_spreadsheet_are_never_lost_either(tmp_path: Path, fields: list[str], rows: list[list[Any]], down: int) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_urls": False, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    table: list[list[Any]] = [fields, *rows]
    for r, row in enumerate(table, down):
        for c, cell in enumerate(row):
            sheet.write(r, c + 1, cell)
    book.close()
    path = tmp_path / "list.xlsx"
    path.write_bytes(out.getvalue())
    says = refused(lambda: accounted_for(path, intake.parse_layout(columns(*fields), "drawn")))
    assert says is None or "no row below" in says, says


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | st.tuples(st.sampled_from([b"PK\x03\x04", HEADINGS.encode(), b"\xff\xfe", b"\xd0\xcf\x11\xe0"]),
                                                st.binary(max_size=100)).map(b"".join))  # fmt: skip
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    for act in (lambda: intake.receipt(path, LAYOUT), lambda: intake.propose(path), lambda: list(intake.row_texts(path)),
                lambda: intake.best_fit(path, {"drawn": LAYOUT})):  # fmt: skip
        says = refused(act)
        assert says is None or says.startswith("list.csv: ")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.tuples(st.sampled_from(["[columns]\n", "dates = ", "[codes.x]\n"]), st.text(max_size=40)).map("".join))
def test_any_text_is_a_layout_or_refused_in_one_line(text: str) -> None:
    says = refused(lambda: intake.parse_layout(text, "drawn"))
    assert says is None or (says.startswith("layout drawn: ") and len(says.splitlines()) == 1)


def test_a_list_read_in_parts_says_what_it_says_as_a_whole(file: FileOf, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["parent.a_number", "removed.on", "decided.choice", "Note"]]
    rows += [[str(201000000 + i % 7), "2018-06-15" if i % 3 else "13/45/2018", "home" if i % 4 else "", ""] for i in range(20)]
    rows[9:9] = [["", "", "", ""], ["Total", "9", "", ""], ["", "", "", ""]]
    rows[-1] += ["beyond", "the headings"]
    path = file(as_csv(rows))
    layout = intake.parse_layout(columns("parent.a_number", "removed.on", "decided.choice"), "drawn")

    def told() -> tuple[object, ...]:
        engine = Engine(threads=1)
        intake.read(engine, inputs(received(path, layout.text)))
        tables = ("list", "record", "set_aside", "column_map", "mention", "statement", "cell_finding")
        return (intake.receipt(path, layout).as_json(), *(sorted(map(str, engine.rows(f"select * from {t}"))) for t in tables))

    whole = told()
    for size in (1, 2, 7):
        monkeypatch.setattr("reunir.intake.grid.CHUNK_ROWS", size)
        assert told() == whole
