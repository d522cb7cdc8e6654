"""Files as they come: encodings and delimiters found and stated, spreadsheets typed, what is no list refused in a line."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from reunir import intake
from reunir.errors import ListError
from reunir.intake.files import open_book

LAYOUT = intake.parse_layout(
    'dates = ["%m/%d/%Y"]\n[columns]\n"A-Number" = "parent.a_number"\n"Last Name" = "parent.family_names"\n'
    '"Departed" = "removed.on"\n"With Child" = "removed.with_child"', "drawn",
)  # fmt: skip
FileOf = Callable[..., Path]
TEXT = "A-Number;Last Name;Departed\n201000001;Muñoz Pérez;6/15/2018\n201000002;Güell;6/16/2018\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac-roman", "mac-roman"),
        ("cp850", "cp850"),
    ],
)
def test_the_encoding_is_found_and_stated(file: FileOf, encoding: str, said: str) -> None:
    path = file(TEXT.encode(encoding))
    assert intake.receipt(path, LAYOUT).encoding == said
    assert [r for _, r in intake.row_texts(path)][1] == ["201000001", "Muñoz Pérez", "6/15/2018"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_stated(file: FileOf, delimiter: str) -> None:
    path = file(TEXT.replace(";", delimiter).encode())
    assert intake.receipt(path, LAYOUT).delimiter == delimiter


def test_commas_within_cells_do_not_mislead(file: FileOf) -> None:
    path = file(b"A-Number;Last Name;Departed\n201000001;Perez, Ana;6/15/2018\n201000002;Lopez, Eva;6/15/2018\n")
    assert intake.receipt(path, LAYOUT).delimiter == ";"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "list.csv", "is empty"),
        (b"\xef\xbb\xbf \r\n", "list.csv", "is empty"),
        (b"A-Number,Last Name\n2\x0001,x\n", "list.csv", "NUL bytes"),
        (b"A-Number,Last Name,Departed\n", "list.csv", "no row below"),
        (b"A-Number,Last Name,Departed\n\n,,\n", "list.csv", "no row below"),
        (b"one,two\n1,2\n", "list.csv", "no row of headings that layout drawn knows"),
        (b"%PDF-1.7 ...", "list.csv", "is a PDF"),
        (b"PK\x03\x04 and then nothing", "list.xlsx", "no workbook that can be read"),
        (b'A-Number,Last Name,Departed\n1,"' + b"x" * 200_000, "list.csv", "a quote not closed"),
        (b"A-Number,Last Name,Departed\n" + b"," * 20_000 + b"x\n", "list.csv", "is it a table at all"),
    ],
)
def test_what_is_no_list_is_refused_in_one_line(file: FileOf, data: bytes, name: str, says: str) -> None:
    path = file(data, name)
    with pytest.raises(ListError) as caught:
        intake.receipt(path, LAYOUT)
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="check the path"):
        intake.receipt(tmp_path / "none.csv", LAYOUT)


def test_a_zip_that_is_no_workbook_is_refused(file: FileOf) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(ListError, match="no workbook"):
        intake.receipt(file(out.getvalue(), "list.xlsx"), LAYOUT)


def workbook(sheets: dict[str, list[tuple[int, int, object]]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for name, given in sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, value in given:
            if isinstance(value, datetime):
                sheet.write_datetime(row, column, value, day)
            else:
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


JUNE = datetime.fromisoformat("2018-06-15")
TYPED = [
    (3, 2, "A-Number"), (3, 3, "Last Name"), (3, 4, "Departed"), (3, 5, "With Child"), (3, 6, "Weight"),
    (4, 2, 201000001), (4, 3, "Muñoz"), (4, 4, JUNE), (4, 5, False), (4, 6, 12.5),
    (6, 2, 201000002), (6, 3, "Güell"), (6, 4, JUNE + timedelta(days=1, hours=15, minutes=30)), (6, 5, True),
]  # fmt: skip


def test_typed_cells_are_kept_as_text_and_rows_have_the_spreadsheets_own_numbers(file: FileOf, take: object) -> None:
    path = file(workbook({"Notes": [(0, 0, "Nothing here")], "Removals": TYPED}), "list.xlsx")
    receipt = intake.receipt(path, LAYOUT)
    assert (receipt.sheet, receipt.sheet_name, receipt.heading_row) == (2, "Removals", 4)
    assert (receipt.rows, receipt.accepted, receipt.reasons) == (3, 2, {"empty": (6,)})
    rows = dict(intake.row_texts(path, "2"))
    assert rows[5][2:] == ["201000001", "Muñoz", "2018-06-15", "FALSE", "12.5"]
    assert rows[7][2:] == ["201000002", "Güell", "2018-06-16 15:30", "TRUE", ""]


def test_a_sheet_is_chosen_by_name_or_number(file: FileOf) -> None:
    path = file(workbook({"May": TYPED, "June": TYPED}), "list.xlsx")
    assert intake.receipt(path, LAYOUT).sheet == 1
    assert intake.receipt(path, LAYOUT, "June").sheet == 2
    assert intake.receipt(path, LAYOUT, "2").sheet_name == "June"
    with pytest.raises(ListError, match="has no sheet 'July'; it has 1 'May', 2 'June'"):
        intake.receipt(path, LAYOUT, "July")


def test_what_a_file_is_goes_by_its_bytes_and_not_its_ending(file: FileOf) -> None:
    assert intake.receipt(file(workbook({"May": TYPED}), "list.csv"), LAYOUT).accepted == 2
    assert intake.receipt(file(TEXT.encode(), "list.xlsx"), LAYOUT).accepted == 2


SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "naughty"


@pytest.mark.skipif(not SHARED.exists(), reason="the strings are not at hand")
def test_strings_that_break_programs_come_back_as_they_went_in(file: FileOf) -> None:
    strings = [s for s in json.loads((SHARED / "blns.json").read_text()) if "\0" not in s]
    rows = ["A-Number,Last Name,Departed"]
    rows += ['{},"{}",'.format(i, s.replace('"', '""')) for i, s in enumerate(strings, 201000001)]
    path = file("\n".join(rows).encode("utf-8", "surrogatepass"))
    read = [cells[1] for _, cells in intake.row_texts(path)][1:]
    assert read == strings
    assert intake.receipt(path, LAYOUT).accepted == len(strings)


@pytest.mark.skipif(not SHARED.exists(), reason="the files are not at hand")
@pytest.mark.parametrize("path", sorted((SHARED / "csv-spectrum" / "csvs").glob("*.csv")), ids=lambda p: p.stem)
def test_small_files_that_break_programs_mean_what_they_mean(path: Path) -> None:
    means = json.loads((SHARED / "csv-spectrum" / "json" / f"{path.stem}.json").read_text())
    (_, headings), *rows = intake.row_texts(path)
    assert [dict(zip(headings, cells, strict=True)) for _, cells in rows] == means
    assert open_book(path).delimiter == ","
