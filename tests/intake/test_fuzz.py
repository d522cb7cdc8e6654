"""Any bytes, damaged files of each kind, and any table written in each kind: no error but the operator's, and no row lost.

REUNIR_SOAK=1 runs long.
"""

from __future__ import annotations

import csv
import io
import json
import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reunir import intake
from reunir.errors import ReunirError
from reunir.intake import Limits, guarded
from tests.intake.hostile import FILES, HEADINGS, ods, ods_row, parquet, xls, xlsx, zipped

LONG = 100 if os.environ.get("REUNIR_SOAK") else 1
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
LAYOUT = intake.parse_layout(
    'dates = ["%m/%d/%Y"]\n[columns]\n"A-Number" = "parent.a_number"\n"Last Name" = "parent.family_names"\n'
    '"DOB" = "parent.born_on"\n"Departed Date" = "removed.on"', "drawn",
)  # fmt: skip
NAUGHTY = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "naughty"


def read(path: Path) -> None:
    """Receive a file: every row is accepted or set aside, once, or the file is refused in one line."""
    try:
        book = intake.open_book(path)
        intake.best_fit(book, {"drawn": LAYOUT})
        there = {n for n, cells in intake.row_texts(book) if "".join(cells).strip()}
        receipt = intake.receipt(book, LAYOUT)
    except ReunirError as error:
        said = str(error)
    else:
        said = None
    if said is not None:
        assert said.startswith(f"{path.name}: ")
        assert "\n" not in said
        return
    aside = [n for numbers in receipt.reasons.values() for n in numbers]
    assert receipt.rows == receipt.accepted + receipt.set_aside
    assert receipt.set_aside == len(aside) == len(set(aside))
    if receipt.sheet == 1:
        below = {n for n in there if n > receipt.heading_row}
        assert len(below - set(aside)) == receipt.accepted


def read_guarded(path: Path) -> None:
    """The same as a docket does it, in a process of its own: a damaged workbook may ask for any amount of memory."""
    try:
        guarded(Limits(memory=400 << 20, seconds=10), path.name, read, path)
    except ReunirError as error:
        said = str(error)
    else:
        said = f"{path.name}: "
    assert said.startswith(f"{path.name}: ")
    assert "\n" not in said


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


def as_xlsx(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write_string(r, c, cell)
    book.close()
    return out.getvalue()


def as_xls(rows: list[list[str]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("List")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(rows: list[list[str]]) -> bytes:
    from xml.sax.saxutils import escape

    # A space beside another is written as an element of its own: OpenDocument makes runs of spaces one.
    spaced = [tuple(escape(c).replace(" ", "<text:s/>").replace("\n", "</text:p><text:p>") for c in row) for row in rows]
    content = ods("".join(ods_row(row) for row in spaced[1:]))
    assert content
    return content if tuple(rows[0]) == HEADINGS else b""


def as_parquet(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    columns = zip(*rows, strict=True)
    pq.write_table(pa.table({c[0]: pa.array(c[1:], pa.string()) for c in columns}), out)
    return out.getvalue()


def as_objects(rows: list[list[str]]) -> bytes:
    return "\n".join(json.dumps(dict(zip(rows[0], row, strict=True))) for row in rows[1:]).encode()


WRITERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "csv": as_csv, "xlsx": as_xlsx, "xls": as_xls, "ods": as_ods, "parquet": as_parquet, "jsonl": as_objects,
}  # fmt: skip
# What the programs that write spreadsheets cannot write, or write in a way of their own.
PLAIN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff\ufffe\uffff")
CELL: st.SearchStrategy[str] = st.text(PLAIN, max_size=12).map(str.strip) | st.sampled_from(
    ["", "A201000001", "6/15/2018", "(b)(6)", "007", "1e5", "TRUE", "=1+1", "'x", '"', ",;\t|".strip(), "_x0041_", "Total", "#N/A"]
)


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=60 * LONG, deadline=None, suppress_health_check=QUIET)
@given(rows=st.lists(st.lists(CELL, min_size=len(HEADINGS), max_size=len(HEADINGS)), min_size=1, max_size=6))
def test_any_table_is_read_back_as_it_was_written(tmp_path: Path, kind: str, rows: list[list[str]]) -> None:
    rows[-1][0] = "A201000009"  # a last row that holds something, and a first column to every row
    path = tmp_path / f"list.{kind}"
    path.write_bytes(WRITERS[kind]([list(HEADINGS), *rows]))
    got = [cells + [""] * (len(HEADINGS) - len(cells)) for _, cells in intake.row_texts(path)]
    assert got == [list(HEADINGS), *rows]
    read(path)


SEEDS = {
    "csv": as_csv([list(HEADINGS), ["A201000001", "Muñoz", "Elsa", "3/25/1985", "6/15/2018"]] * 3),
    "xlsx": xlsx(4), "xls": xls(4), "ods": ods(), "parquet": parquet(4),
    "jsonl": as_objects([list(HEADINGS), ["A201000001", "Muñoz", "Elsa", "3/25/1985", "6/15/2018"]]),
}  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, seed: bytes) -> bytes:
    """A file with some bytes changed, left out, put in or said twice."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        how = draw(st.sampled_from("xdiracd"))
        if how == "x" and data:
            data[at] = draw(st.integers(0, 255))
        elif how == "d":
            del data[at : at + draw(st.integers(1, 200))]
        elif how == "i":
            data[at:at] = draw(st.binary(max_size=8) | st.sampled_from([b"\0", b"\xff\xff\xff\xff", b'"', b"\r", b"<", b"&l;"]))
        elif how == "r":
            data[at:at] = data[at : at + draw(st.integers(1, 64))] * draw(st.integers(1, 20))
        elif how == "a":
            del data[at:]
    return bytes(data)


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=50 * LONG, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_in_one_line(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    path = tmp_path / "list.bin"
    path.write_bytes(data.draw(damaged(SEEDS[kind])))
    read_guarded(path)


def parts_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from ((n, archive.read(n)) for n in archive.namelist())


@pytest.mark.parametrize(("kind", "part"), [("xlsx", "xl/worksheets/sheet1.xml"), ("xlsx", "xl/sharedStrings.xml"),
                                            ("xlsx", "xl/workbook.xml"), ("ods", "content.xml")])  # fmt: skip
@settings(max_examples=40 * LONG, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_a_workbook_of_damaged_parts_is_read_or_refused_in_one_line(tmp_path: Path, kind: str, part: str, data: st.DataObject) -> None:
    parts = dict(parts_of(SEEDS[kind]))
    parts[part] = data.draw(damaged(parts[part]))
    path = tmp_path / "list.bin"
    path.write_bytes(zipped(parts))
    read_guarded(path)


BEGINNINGS = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"\xff\xfe", b"\xef\xbb\xbf", b'{"A-Number": 1}\n{',
              b"sep=;\n", b"[", ",".join(HEADINGS).encode() + b"\n"]  # fmt: skip


@settings(max_examples=80 * LONG, deadline=None, suppress_health_check=QUIET)
@given(begin=st.sampled_from(BEGINNINGS), data=st.binary(max_size=400))
@example(b"PAR1", b"PAR1")
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path: Path, begin: bytes, data: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(begin + data)
    read_guarded(path)


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the strings are not at hand")
@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "jsonl"])
def test_strings_that_break_programs_come_back_in_each_kind_of_file(tmp_path: Path, kind: str) -> None:
    given_: list[Any] = json.loads((NAUGHTY / "blns.json").read_text())
    held = [s for s in given_ if s and "\0" not in s and (kind != "xlsx" or all(c >= " " or c in "\t\n" for c in s))]
    if kind == "xlsx":
        held = [s for s in held if not set(s) & {"\ufffe", "\uffff"}]
    path = tmp_path / f"list.{kind}"
    path.write_bytes(WRITERS[kind]([list(HEADINGS), *(["A201000001", s, "", "", ""] for s in held)]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert [cells[1] for _, cells in intake.row_texts(path)][1:] == held
        read(path)


def test_each_hostile_file_has_a_name_of_its_own() -> None:
    assert len(FILES) >= 35
