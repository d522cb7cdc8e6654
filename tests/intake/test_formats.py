"""Each kind of file, and each kind of cell in it, as text: what is typed, hidden, merged, wrong or left out is said."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P

from reunir import docket, intake
from reunir.errors import ListError
from reunir.intake.facts import column_number
from reunir.intake.grid import letter
from tests.intake.hostile import inline, parts_of, sheet_xml, with_sheet, zipped

FileOf = Callable[..., Path]
LAYOUT = intake.parse_layout(
    'dates = ["%m/%d/%Y"]\n[columns]\n"A-Number" = "parent.a_number"\n"Last Name" = "parent.family_names"\n'
    '"Departed" = "removed.on"\n"With Child" = "removed.with_child"', "drawn",
)  # fmt: skip
HEADINGS = ["A-Number", "Last Name", "Departed", "With Child", "Note"]


def texts(path: Path, sheet: str | None = None) -> list[list[str]]:
    return [cells for _, cells in intake.row_texts(path, sheet)]


def xlsx(draw: Callable[[Any, Any], None], **options: Any) -> bytes:
    """An XLSX whose first sheet `draw(book, sheet)` fills below its headings."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet("List")
    sheet.write_row(0, 0, HEADINGS)
    draw(book, sheet)
    book.close()
    return out.getvalue()


def xls(draw: Callable[[Any, Any], None]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("List")
    for c, heading in enumerate(HEADINGS):
        sheet.write(0, c, heading)
    draw(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods_cell(shown: str, **typed: Any) -> TableCell:
    cell = TableCell(**(typed or {"valuetype": "string"}))
    cell.addElement(P(text=shown))
    return cell


def ods(*rows: TableRow, columns: tuple[TableColumn, ...] = ()) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="List")
    for column in columns:
        table.addElement(column)
    head = TableRow()
    for heading in HEADINGS:
        head.addElement(ods_cell(heading))
    for row in (head, *rows):
        table.addElement(row)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def ods_row(*cells: Any, **more: Any) -> TableRow:
    row = TableRow(**more)
    for cell in cells:
        row.addElement(ods_cell(cell) if isinstance(cell, str) else cell)
    return row


JUNE = date(2018, 6, 15)

# --- Typed cells ------------------------------------------------------------------------------------


def test_typed_cells_of_an_xlsx(file: FileOf) -> None:
    def draw(book: Any, sheet: Any) -> None:
        day, hour = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(1, 0, (201000001, "000201000001", "'201000001", 1e20, 12.5))
        sheet.write_datetime(2, 0, datetime(2018, 6, 15), day)  # noqa: DTZ001
        sheet.write_datetime(2, 1, datetime(2018, 6, 15, 15, 30), hour)  # noqa: DTZ001
        for column, serial in enumerate((1, 59, 61), 2):
            sheet.write_number(2, column, serial, day)
        sheet.write_row(3, 0, (True, False))

    assert texts(file(xlsx(draw), "list.xlsx"))[1:] == [
        ["201000001", "000201000001", "'201000001", "1e+20", "12.5"],
        # Day 60 of this calendar never was; days before it are counted as spreadsheets show them.
        ["2018-06-15", "2018-06-15 15:30", "1900-01-01", "1900-02-28", "1900-03-01"],
        ["TRUE", "FALSE", "", "", ""],
    ]


def test_dates_in_the_1904_system_and_before_1904(file: FileOf) -> None:
    def draw(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 0, JUNE, day)
        for column, serial in enumerate((1, 59, 60), 1):
            sheet.write_number(1, column, serial, day)

    assert texts(file(xlsx(draw, date_1904=True), "list.xlsx"))[1][:4] == ["2018-06-15", "1904-01-02", "1904-02-29", "1904-03-01"]

    def old(book: Any, sheet: Any) -> None:
        book.dates_1904 = True
        sheet.write(1, 0, 41804, xlwt.easyxf(num_format_str="YYYY-MM-DD"))

    assert texts(file(xls(old), "list.xls"))[1][0] == "2018-06-15"
    before = ods_row(ods_cell("3 May 1899", valuetype="date", datevalue="1899-05-03"))
    assert texts(file(ods(before), "list.ods"))[1][0] == "1899-05-03"


def test_typed_cells_of_an_xls(file: FileOf) -> None:
    def draw(book: Any, sheet: Any) -> None:
        for column, cell in enumerate((201000001, "0201000001", True, 12.5)):
            sheet.write(1, column, cell)
        sheet.write(2, 0, JUNE, xlwt.easyxf(num_format_str="YYYY-MM-DD"))

    assert texts(file(xls(draw), "list.xls"))[1:] == [["201000001", "0201000001", "TRUE", "12.5", ""], ["2018-06-15", "", "", "", ""]]


def test_typed_cells_of_an_ods(file: FileOf) -> None:
    row = ods_row(
        ods_cell("201,000,001", valuetype="float", value="201000001"),
        "0201000001",
        ods_cell("June", valuetype="date", datevalue="2018-06-15T15:30:00"),
        ods_cell("TRUE", valuetype="boolean", booleanvalue="true"),
        ods_cell("50%", valuetype="percentage", value="0.5"),
    )
    assert texts(file(ods(row), "list.ods"))[1] == ["201000001", "0201000001", "2018-06-15 15:30", "TRUE", "0.5"]


def test_typed_columns_of_a_parquet_file(file: FileOf) -> None:
    table = pa.table({
        "whole": pa.array([201000001, None], pa.int64()),
        "float": pa.array([201000001.0, 12.5]),
        "decimal": pa.array([Decimal("5.00"), Decimal("0.25")]),
        "day": pa.array([JUNE, None]),
        "moment": pa.array([datetime(2018, 6, 15, 15, 30), datetime(2018, 6, 15)], pa.timestamp("ns")),  # noqa: DTZ001
        "hour": pa.array([time(15, 30), None]),
        "truth": pa.array([True, False]),
        "coded": pa.array(["a", "b"]).dictionary_encode(),
        "bytes": pa.array([b"Mu\xc3\xb1oz", b"\xff\x00"]),
        "list": pa.array([["Elsa", "María"], None]),
        "struct": pa.array([{"a": 1, "d": JUNE}, None]),
        "far": pa.array([10**7, 0], pa.int32()).cast(pa.date32()),
    })  # fmt: skip
    out = io.BytesIO()
    pq.write_table(table, out)
    read = texts(file(out.getvalue(), "list.csv"))
    assert read[0] == table.column_names
    assert read[1][:-1] == ["201000001", "201000001", "5", "2018-06-15", "2018-06-15 15:30", "15:30:00", "TRUE", "a", "Muñoz",
                       '["Elsa", "María"]', '{"a": 1, "d": "2018-06-15"}']  # fmt: skip
    assert read[1][-1]  # a day that no calendar here reaches keeps some word of its own
    assert read[2] == ["", "12.5", "0.25", "", "2018-06-15", "", "FALSE", "b", "ff00", "", "", "1970-01-01"]


def test_json_lines_are_a_table_in_the_order_of_their_names(file: FileOf) -> None:
    data = "\n".join([
        '{"A-Number": "201000001", "Last Name": "Muñoz"}',
        '{"Departed": "2018-06-15", "A-Number": 201000002, "With Child": false, "Last Name": null}',
        "",
        '{"A-Number": 201000003.0, "Note": {"a": [1, "é"]}}',
        "not an object",
        '["A-Number", 1]',
        '{"A-Number": 1, "A-Number": 2}',
        '{"A-Number": "201000004", "Note": "\\ud800 \\u0000"}',
    ])  # fmt: skip
    path = file(data.encode(), "list.csv")
    assert texts(path) == [
        ["A-Number", "Last Name", "Departed", "With Child", "Note"],
        ["201000001", "Muñoz", "", "", ""],
        ["201000002", "", "2018-06-15", "FALSE", ""],
        ["", "", "", "", ""],
        ["201000003", "", "", "", '{"a": [1, "é"]}'],
        ["not an object"],
        ['["A-Number", 1]'],
        ['{"A-Number": 1, "A-Number": 2}'],
        ["201000004", "", "", "", "\\ud800 \0"],
    ]
    receipt = intake.receipt(path, LAYOUT)
    assert (receipt.rows, receipt.accepted) == (8, 4)
    assert receipt.reasons == {"empty": (4,), "no JSON object": (6, 7), "a name stands twice in the object": (8,)}
    assert (receipt.encoding, receipt.delimiter, receipt.heading_row) == ("utf-8", None, 1)


def test_json_that_is_not_json_lines_is_refused(file: FileOf) -> None:
    for data, says in ((b'[{"A-Number": 1}]', "one JSON document"), (b'{\n"A-Number": 1\n}', "no line of it is an object")):
        with pytest.raises(ListError, match=says):
            intake.receipt(file(data), LAYOUT)


# --- What is wrong, hidden or merged ----------------------------------------------------------------


def errors_xlsx() -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ("201000001", "Muñoz"))
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")
        sheet.write_formula(1, 4, "=A99", None, "#REF!")

    return xlsx(draw)


def errors_xls() -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write(1, 0, "201000001")
        sheet.write(1, 1, "Muñoz")
        sheet.row(1).set_cell_error(2, 0x2A)
        sheet.row(1).set_cell_error(4, 0x17)

    return xls(draw)


def errors_ods() -> bytes:
    return ods(ods_row(
        "201000001", "Muñoz", ods_cell("#N/A", valuetype="float", value="0", formula="of:=NA()"), "",
        ods_cell("#REF!", valuetype="float", value="0", formula="of:=#REF!"),
    ))  # fmt: skip


@pytest.mark.parametrize("made", [errors_xlsx, errors_xls, errors_ods])
def test_an_error_is_kept_as_the_words_it_shows(file: FileOf, made: Callable[[], bytes]) -> None:
    path = file(made(), "list.bin")
    assert texts(path)[1] == ["201000001", "Muñoz", "#N/A", "", "#REF!"]
    receipt = intake.receipt(path, LAYOUT)
    assert receipt.notes == ("2 cells with an error, kept as its words: C2 #N/A, E2 #REF!",)
    assert receipt.unreadable == {"I02": 1}  # the layout does not say that #N/A is blank
    blank = intake.parse_layout('blank = ["", "#N/A"]\n' + LAYOUT.text, "drawn")
    assert intake.receipt(path, blank).unreadable == {}


def test_a_formula_is_read_as_the_value_stored_and_said_where_there_is_none(file: FileOf) -> None:
    rows = (
        inline(1, tuple(HEADINGS)) + '<row r="2"><c r="A2"><f>200000000+1000001</f><v>201000001</v></c>'
        '<c r="B2" t="str"><f>A1&amp;""</f><v></v></c><c r="C2"><f>TODAY()</f></c><c r="E2"><f>1+1</f><v></v></c></row>'
    )
    path = file(with_sheet(sheet_xml(rows)), "list.xlsx")
    assert texts(path)[1][:3] == ["201000001", "", ""]
    (said,) = intake.receipt(path, LAYOUT).notes
    assert said.startswith("2 formulas without a stored value, read as blank: C2, E2;")


def hidden_xlsx() -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        for row in range(1, 7):
            sheet.write_row(row, 0, (f"20100000{row}", "Muñoz", "2018-06-15"))
        for row in (3, 4, 6):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})

    return xlsx(draw)


def hidden_xls() -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        for row in range(1, 7):
            for column, cell in enumerate((f"20100000{row}", "Muñoz", "2018-06-15")):
                sheet.write(row, column, cell)
        for row in (3, 4, 6):
            sheet.row(row).hidden = True
        sheet.col(2).hidden = True

    return xls(draw)


def hidden_ods() -> bytes:
    rows = [ods_row(f"20100000{row}", "Muñoz", "2018-06-15", **({"visibility": "filter"} if row in (3, 4, 6) else {}))
            for row in range(1, 7)]  # fmt: skip
    return ods(*rows, columns=(TableColumn(numbercolumnsrepeated=2), TableColumn(visibility="collapse")))


@pytest.mark.parametrize("made", [hidden_xlsx, hidden_xls, hidden_ods])
def test_what_is_hidden_is_read_and_said(file: FileOf, made: Callable[[], bytes]) -> None:
    receipt = intake.receipt(file(made(), "list.bin"), LAYOUT)
    assert receipt.accepted == 6
    assert receipt.notes == (
        "rows 4-5, 7 are hidden in the workbook; they are read like the others",
        "column C ('Departed') is hidden in the workbook; it is read like the others",
    )


def merged_xlsx() -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        sheet.merge_range("A2:A5", "201000001")
        for row, name in ((1, "Mateo"), (2, "Ana"), (4, "Luis")):
            sheet.write(row, 4, name)
        sheet.merge_range("A6:B6", "201000002")

    return xlsx(draw)


def merged_xls() -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_merge(1, 4, 0, 0, "201000001")
        for row, name in ((1, "Mateo"), (2, "Ana"), (4, "Luis")):
            sheet.write(row, 4, name)
        sheet.write_merge(5, 5, 0, 1, "201000002")

    return xls(draw)


def merged_ods() -> bytes:
    covered = [CoveredTableCell() for _ in range(4)]
    return ods(
        ods_row(ods_cell("201000001", valuetype="string", numberrowsspanned="4"), "", "", "", "Mateo"),
        ods_row(covered[0], "", "", "", "Ana"),
        ods_row(covered[1]),
        ods_row(covered[2], "", "", "", "Luis"),
        ods_row(ods_cell("201000002", valuetype="string", numbercolumnsspanned="2"), covered[3]),
    )


@pytest.mark.parametrize("made", [merged_xlsx, merged_xls, merged_ods])
def test_a_cell_merged_over_rows_is_read_in_each_that_holds_anything(file: FileOf, made: Callable[[], bytes]) -> None:
    path = file(made(), "list.bin")
    assert [r[0] for r in texts(path)] == ["A-Number", "201000001", "", "", "", "201000002"]  # the file's own cells
    receipt = intake.receipt(path, LAYOUT)
    assert (receipt.accepted, receipt.reasons) == (4, {"empty": (4,)})
    assert receipt.mentions == 4
    assert receipt.notes == (
        "cells merged over several rows are read in each of these rows that holds anything: A2:A5",
        "cells merged over several columns are read in the first of them: A6:B6",
    )


# --- Headings on two rows, totals -------------------------------------------------------------------

FAMILIES = intake.parse_layout(
    '[columns]\n"Parent A-Number" = "parent.a_number"\n"Parent Name" = "parent.full_name"\n"Child Name" = "child.full_name"\n'
    '"Child DOB" = "child.born_on"\n"Case" = "person.family_unit"', "families",
)  # fmt: skip


def test_headings_on_two_rows_are_read_as_one(file: FileOf) -> None:
    path = file(
        b"INVENTED\nParent,,Child,,\nA-Number,Name,Name,DOB,Case\n201000001,Elsa,Mateo,2010-03-25,7\n"
        b"Parent,,Child,,\nA-Number,Name,Name,DOB,Case\n201000002,Rosa,Ana,2011-03-25,8\n"
    )
    receipt = intake.receipt(path, FAMILIES)
    assert receipt.heading_row == 3
    assert dict(receipt.columns_mapped) == {
        "Parent A-Number": "parent.a_number", "Parent Name": "parent.full_name", "Child Name": "child.full_name",
        "Child DOB": "child.born_on", "Child Case": "person.family_unit",
    }  # fmt: skip
    assert (receipt.accepted, receipt.reasons) == (2, {"page header": (5, 6)})
    assert receipt.notes == ("headings stand on rows 2 and 3, read together",)
    assert intake.best_fit(path, {"families": FAMILIES, "drawn": LAYOUT}) == "families"


def test_a_group_is_as_wide_as_its_merged_cell(file: FileOf) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.merge_range("A1:B1", "Parent")
    sheet.merge_range("C1:D1", "Child")
    sheet.merge_range("E1:E2", "Case")
    sheet.write_row(1, 0, ("A-Number", "Name", "Name", "DOB"))
    sheet.write(1, 5, "Remarks")
    sheet.write_row(2, 0, ("201000001", "Elsa", "Mateo", "2010-03-25", "7", "none"))
    book.close()
    receipt = intake.receipt(file(out.getvalue(), "list.xlsx"), FAMILIES)
    assert [h for h, _ in receipt.columns_mapped] == ["Parent A-Number", "Parent Name", "Child Name", "Child DOB", "Case"]
    assert receipt.columns_unmapped == ("Remarks",)


def test_one_row_of_headings_is_enough_where_it_says_as_much(file: FileOf) -> None:
    path = file(b"Parent,List\nA-Number,Last Name,Departed\n201000001,A,2018-06-15\n")
    receipt = intake.receipt(path, LAYOUT)
    assert (receipt.heading_row, receipt.notes) == (2, ())
    assert receipt.columns_mapped[0] == ("A-Number", "parent.a_number")


@pytest.mark.parametrize(
    ("row", "total"),
    [
        ("Total,3108,,", True), ('"Total 3,108",,,', True), ("Totales,,,12", True), (",Total records: 12,,", True),
        ("GRAND TOTAL,,,", True), ("Total general,,45,$12.50", True), ("Subtotal,45,,", True), ("Total de registros,45,,", True),
        ("201000001,Total,,", False), ("Total,Muñoz,,", False), (",Totally,,", False), ("Total recall,12,,", False),
    ],
)  # fmt: skip
def test_a_total_is_set_aside_as_one(file: FileOf, row: str, total: bool) -> None:
    path = file(f"A-Number,Last Name,Departed,Note\n201000001,Muñoz,2018-06-15,\n{row}\n".encode())
    receipt = intake.receipt(path, LAYOUT)
    assert (receipt.reasons.get("total") == (3,)) is total
    assert receipt.rows == 2


# --- Sheets -----------------------------------------------------------------------------------------


def test_the_sheet_that_fits_best_is_read_and_the_others_are_said(file: FileOf) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, rows in (
        ("Summary", [["A-Number", "Last Name"], ["how many", "3"]]),
        ("May", [HEADINGS, ["201000001", "A"]]),
        ("June", [HEADINGS, ["201000002", "B"]]),
        ("Codes", [["x"], ["y"]]),
        ("Empty", []),
    ):
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            sheet.write_row(r, 0, row)
    book.close()
    path = file(out.getvalue(), "list.xlsx")
    receipt = intake.receipt(path, LAYOUT)
    assert (receipt.sheet, receipt.sheet_name) == (2, "May")
    assert receipt.notes == (
        "other sheets have this layout's headings too and were not read: 1 'Summary', 3 'June'; receive each with --sheet 1 and so on",
        "other sheets hold rows under other headings and were not read: 4 'Codes' (2 rows)",
    )
    assert intake.receipt(path, LAYOUT, "June").notes == ()


def test_of_equal_sheets_one_that_is_not_hidden_is_read_and_a_hidden_one_is_said(file: FileOf) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name in ("Old", "New"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["201000001", name])
    book.worksheets()[1].activate()
    book.worksheets()[0].hide()
    book.close()
    path = file(out.getvalue(), "list.xlsx")
    assert intake.receipt(path, LAYOUT).sheet_name == "New"
    assert "sheet 'Old' is hidden in the workbook; it is read like any other" in intake.receipt(path, LAYOUT, "Old").notes


def test_parts_named_in_another_way_and_with_prefixes_are_found(file: FileOf) -> None:
    parts = parts_of(hidden_xlsx())
    sheet = parts.pop("xl/worksheets/sheet1.xml").decode()
    for name in ("row", "c", "v", "cols", "col", "sheetData", "worksheet"):
        sheet = sheet.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>").replace(f"</{name}>", f"</x:{name}>")
    parts["xl/elsewhere/one.xml"] = sheet.replace("<x:worksheet ", '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ').encode()
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = relations.replace('"worksheets/sheet1.xml"', '"/xl/elsewhere/one.xml"').encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"/xl/worksheets/sheet1.xml", b"/xl/elsewhere/one.xml")
    receipt = intake.receipt(file(zipped(parts), "list.xlsx"), LAYOUT)
    assert receipt.accepted == 6
    assert receipt.notes[0].startswith("rows 4-5, 7 are hidden")


@pytest.mark.parametrize("number", [1, 26, 27, 702, 703, 16384])
def test_a_columns_letters_and_number_are_one(number: int) -> None:
    assert column_number(letter(number)) == number


# --- In a docket ------------------------------------------------------------------------------------


def as_parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"A-Number": [201000001, 201000002], "Last Name": ["Muñoz", "Güell"], "Departed": [JUNE, JUNE]}), out)
    return out.getvalue()


def as_objects() -> bytes:
    rows = [{"A-Number": 201000001, "Last Name": "Muñoz", "Departed": "2018-06-15"}, {"A-Number": 201000002, "Last Name": "Güell"}]
    return "\n".join(json.dumps(r) for r in rows).encode()


def as_xls() -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        for row, cells in enumerate(((201000001, "Muñoz", "2018-06-15"), (201000002, "Güell", "2018-06-15")), 1):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)

    return xls(draw)


def as_ods() -> bytes:
    return ods(ods_row("201000001", "Muñoz", "2018-06-15"), ods_row("201000002", "Güell", "2018-06-15"))


@pytest.mark.parametrize(("made", "name"), [(as_parquet, "a.parquet"), (as_objects, "a.jsonl"), (as_xls, "a.xls"), (as_ods, "a.ods")])
def test_each_kind_of_file_is_received_run_and_verified_row_by_row(tmp_path: Path, made: Callable[[], bytes], name: str) -> None:
    matter = docket.new(tmp_path / "matter")
    path, layout = tmp_path / name, tmp_path / "drawn.toml"
    path.write_bytes(made())
    layout.write_text(LAYOUT.text)
    got = docket.receive(matter, path, by="Nora Ficticia", on=date(2019, 4, 1), layout=str(layout))
    assert got.receipt["accepted"] == 2
    docket.make(matter)
    assert docket.verify(matter) == []
    (kept,) = [p for p in matter.received.iterdir() if p.suffix == path.suffix]
    kept.chmod(0o644)
    if name == "a.jsonl":  # of a file of text a row can be altered alone, and is named
        kept.write_bytes(made().replace(b"G\\u00fcell", b"Gomez"))
        (altered,) = docket.verify(matter)
        assert altered.rows == (3,)
    else:
        kept.write_bytes(made() + b"\0")
        assert [a.kind for a in docket.verify(matter)] == ["list"]
