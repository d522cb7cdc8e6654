"""The workbook: every figure counted again on its sheet, every line a case and a row of a list, nothing that runs."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reunir import report
from reunir.report import sheets
from reunir.report.sheets import Book, Column

from . import invented
from .test_docx import text_of

NOT_TEXT = re.compile("<f>|<f |t=\"e\"")


def rows_of(data: bytes, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(name).to_python()


def written(made: invented.Tables, folder: Path, run: dict[str, Any] = invented.RUN) -> bytes:
    engine = invented.loaded(made)
    report.write(engine, run, folder / "report.xlsx")
    engine.close()
    return (folder / "report.xlsx").read_bytes()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return written(invented.tables(12), tmp_path_factory.mktemp("xlsx"))


def test_it_has_its_sheets(data: bytes) -> None:
    names = CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names
    assert names[:2] == ["Read me", "Figures"]
    assert names[-3:] == ["Lists", "Rows set aside", "Definitions"]
    assert "Bridge" not in names
    assert len(names) == 5 + len({f["name"] for f in invented.tables(12)["figure"]})


def test_each_figure_is_counted_again_on_its_sheet(data: bytes) -> None:
    made = invented.tables(12)
    head, *rows = rows_of(data, "Figures")
    assert head[4:9] == ["Value", "Of", "Cases", "Counted", "Agrees"]
    expected = {(f["name"], f["cohort"]): f["value"] for f in made["figure"]}
    assert {(r[0], r[1]): r[4] for r in rows} == expected
    links = dict(re.findall(r"location=\"'([^']+)'!A1\"[^>]*display=\"([^\"]+)\"", text_of(data)))
    sheet_of = {display: name for name, display in links.items()}
    for name, cohort, *rest in rows:
        lines = rows_of(data, sheet_of[name])[1:]
        cases = {line[0] for line in lines if cohort in line[1].split("; ")}
        assert len(cases) == rest[2] == rest[4] == rest[5]
        assert rest[6] == "yes"
        assert cases == {c["subject_id"] for c in made["figure_case"] if (c["name"], c["cohort"]) == (name, cohort)}


def test_a_figure_that_does_not_open_is_said(tmp_path: Path) -> None:
    made = invented.tables(5)
    made["figure_case"] = [c for c in made["figure_case"] if c["name"] != "removals_apart"]
    assert {(r[0], r[8]) for r in rows_of(written(made, tmp_path), "Figures")[1:] if r[8] != "yes"} == {("removals_apart", "NO")}


def test_each_line_leads_to_a_row_of_a_list(tmp_path: Path) -> None:
    made = invented.tables(5)
    ids = {r for row in made["removal"] for r in row["record_ids"]}
    for record in sorted(ids):
        list_id, sheet, row = record.split("-")
        made["record"].append({"record_id": record, **invented.source(list_id, 3, int(row), "CBP", made["list"][0]["received_on"])})
    data = written(made, tmp_path)
    sheet = next(n for n in CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names if n.endswith(" removals_apart"))
    lines = rows_of(data, sheet)[1:]
    told = {(line[0], line[8]) for line in lines}
    assert told == {(r["removal_id"], record) for r in made["removal"] for record in r["record_ids"]}
    flawed = next(r for r in made["removal"] if r["determination"] == "flawed")
    first = next(line for line in lines if line[0] == flawed["removal_id"] and line[4] == "aaaaaaaaaaaa")
    assert first[2:8] == ["flawed", "told", "aaaaaaaaaaaa", "CBP.csv", 1.0, 4.0]


def test_what_was_received_is_accounted_for(data: bytes) -> None:
    lists = rows_of(data, "Lists")[1:]
    assert [(r[9], r[10], r[11], r[12]) for r in lists] == [(14, 12, 2, "yes"), (12, 12, 0, "yes")]
    assert [(r[4], r[5]) for r in rows_of(data, "Rows set aside")[1:]] == [(90, "page header"), (91, "empty")]


def test_a_report_names_nobody(tmp_path: Path) -> None:
    text = text_of(written(invented.tables(), tmp_path))
    assert "removals_apart" in text
    for secret in invented.SECRETS:
        assert secret not in text


def test_the_same_run_gives_the_same_bytes(data: bytes, tmp_path: Path) -> None:
    assert written(invented.tables(12), tmp_path) == data


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=1}", "http://x.invalid/", "internal:x", "\t=1", "0012", "1e5")


def test_no_text_of_a_list_or_a_run_can_run(tmp_path: Path) -> None:
    made = invented.tables()
    for i, bad in enumerate(FORMULAS):
        made["list"].append({**made["list"][0], "list_id": f"{i:012x}", "list_seq": 20 + i, "file": bad, "title": bad, "received_by": bad})
    data = written(made, tmp_path, {**invented.RUN, "title": "=1+1", "warnings": list(FORMULAS)})
    assert not NOT_TEXT.search(text_of(data))
    assert "http://x.invalid/" not in "".join(re.findall(r"Target=\"([^\"]*)\"", text_of(data)))
    told = {r[6] for r in rows_of(data, "Lists")}
    assert {bad.strip() for bad in FORMULAS} <= {str(t).strip() for t in told}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=50), min_size=1, max_size=6))
def test_sheet_names_are_allowed_and_differ(wanted: list[str]) -> None:
    book = Book("t", invented.date(2021, 4, 7), "foot")
    names = [book.sheet(w, [Column("A")]).names[0] for w in [*wanted, *wanted]]
    assert len({n.lower() for n in names}) == len(names)
    assert all(0 < len(n.encode("utf-16-le")) // 2 <= 31 and not set(n) & set("[]:*?/\\") and not n.startswith("'") and not n.endswith("'") for n in names)
    with ZipFile(BytesIO(book.closed())) as file:
        for part in file.namelist():
            ElementTree.fromstring(file.read(part))


def test_rows_go_on_where_a_sheet_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    book = Book("t", invented.date(2021, 4, 7), "foot")
    sheet = book.sheet("Cases", [Column("Case"), Column("N", number=True)])
    for i in range(7):
        sheet.add((f"case {i}", i))
    sheet.end()
    data = book.closed()
    assert CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names == ["Cases", "Cases (2)", "Cases (3)"]
    assert [r[0] for n in ("Cases", "Cases (2)", "Cases (3)") for r in rows_of(data, n)[1:]] == [f"case {i}" for i in range(7)]


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    assert len(sheets.text("x" * 40_000)) == sheets.MOST_TEXT
    assert sheets.text("x" * 40_000).endswith("…")
