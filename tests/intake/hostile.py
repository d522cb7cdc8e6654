"""Files made to do harm, each by a function of the folder to write into and of its size (1 is the real thing).

`FILES` names them all, with a word of the line that refuses each; None where the file is harmless once it is read.
"""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
import xlwt
from xlwt.CompoundDoc import XlsDoc

HEADINGS = ("A-Number", "Last Name", "First Name", "DOB", "Departed Date")
Make = Callable[[Path, float], Path]
FILES: dict[str, tuple[Make, str | None]] = {}

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def hostile(says: str | None) -> Callable[[Make], Make]:
    def note(make: Make) -> Make:
        FILES[make.__name__] = (make, says)
        return make

    return note


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def xlsx(rows: int = 50) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("List")
    sheet.write_row(0, 0, HEADINGS)
    for i in range(1, rows):
        sheet.write_row(i, 0, (f"A{201000000 + i}", "Muñoz", "Elsa", "1985-03-25", "2018-06-15"))
    book.close()
    return out.getvalue()


def xls_stream(rows: int = 50) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("List")
    for c, heading in enumerate(HEADINGS):
        sheet.write(0, c, heading)
    for i in range(1, rows):
        for c, cell in enumerate((f"A{201000000 + i}", "Muñoz", "Elsa", "1985-03-25", "2018-06-15")):
            sheet.write(i, c, cell)
    return bytes(book.get_biff_data())


def compound(stream: bytes) -> bytes:
    out = io.BytesIO()
    XlsDoc().save(out, stream)
    return out.getvalue()


def xls(rows: int = 50) -> bytes:
    return compound(xls_stream(rows))


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
CONTENT = (
    '<?xml version="1.0"?>{doctype}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="' + TABLE + '">'
    '<office:body><office:spreadsheet><table:table table:name="List">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def ods_row(cells: tuple[str, ...], more: str = "", cell_more: str = "") -> str:
    made = "".join(f'<table:table-cell office:value-type="string"{cell_more}><text:p>{c}</text:p></table:table-cell>' for c in cells)
    return f"<table:table-row{more}>{made}</table:table-row>"


def ods(rows: str | None = None, doctype: str = "") -> bytes:
    rows = rows if rows is not None else "".join(ods_row((f"A{201000000 + i}", "Muñoz", "Elsa", "1985-03-25", "2018-06-15")) for i in range(50))
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": CONTENT.format(doctype=doctype, rows=ods_row(HEADINGS) + rows).encode(),
        "META-INF/manifest.xml": b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    })  # fmt: skip


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


def with_sheet(xml: str, shared: str | None = None) -> bytes:
    """An XLSX whose sheet (and shared texts) are these."""
    parts = parts_of(xlsx(3))
    parts["xl/worksheets/sheet1.xml"] = xml.encode()
    if shared is not None:
        parts["xl/sharedStrings.xml"] = shared.encode()
    return zipped(parts)


def sheet_xml(rows: str, doctype: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>'


def inline(row: int, cells: tuple[str, ...]) -> str:
    made = "".join(f'<c r="{chr(65 + i)}{row}" t="inlineStr"><is><t>{c}</t></is></c>' for i, c in enumerate(cells))
    return f'<row r="{row}">{made}</row>'


def laughs(levels: int = 9) -> str:
    kinds = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, levels + 1))
    return f"<!DOCTYPE x [{kinds}]>"


@hostile("cut short")
def truncated_xlsx(folder: Path, size: float) -> Path:
    return write(folder / "list.xlsx", (data := xlsx())[: len(data) // 2])


@hostile("no workbook that can be read")
def truncated_xls(folder: Path, size: float) -> Path:
    return write(folder / "list.xls", (data := xls(2000))[: len(data) // 2])


@hostile("cut short")
def truncated_ods(folder: Path, size: float) -> Path:
    return write(folder / "list.ods", (data := ods())[: len(data) // 2])


def parquet(rows: int = 50) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({h: [f"{h} {i}" for i in range(rows)] for h in HEADINGS}), out)
    return out.getvalue()


@hostile("no Parquet file that can be read")
def truncated_parquet(folder: Path, size: float) -> Path:
    return write(folder / "list.parquet", (data := parquet(2000))[: len(data) // 2])


@hostile("encrypted")
def encrypted_xlsx(folder: Path, size: float) -> Path:
    name, other = ("Workbook\0".encode("utf-16-le"), "EncryptedPackage\0".encode("utf-16-le"))
    data = bytearray(compound(b"\0" * 5000))
    at = data.index(name)
    data[at : at + len(other)] = other
    struct.pack_into("<H", data, at + 64, len(other))
    return write(folder / "list.xlsx", bytes(data))


@hostile("encrypted")
def encrypted_xls(folder: Path, size: float) -> Path:
    stream = xls_stream()
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    password = struct.pack("<HHHHH48x", 0x2F, 54, 1, 1, 1)
    return write(folder / "list.xls", compound(stream[:first] + password + stream[first:]))


@hostile("encrypted")
def encrypted_zip(folder: Path, size: float) -> Path:
    data = bytearray(xlsx())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return write(folder / "list.xlsx", bytes(data))


@hostile("unpacks to more than 2 GB")
def zip_bomb(folder: Path, size: float) -> Path:
    path = folder / "list.xlsx"
    parts = parts_of(xlsx(3))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        with archive.open("xl/media/image.png", "w", force_zip64=True) as out:
            for _ in range(2100 if size >= 1 else 1):
                out.write(bytes(1 << 20))
    if size < 1:  # the size that is written down is what tells
        data = bytearray(path.read_bytes())
        struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 0x90000000)
        path.write_bytes(data)
    return path


@hostile("declared")
def zip_bomb_that_lies(folder: Path, size: float) -> Path:
    """A sheet far larger than the archive says."""
    long = "".join(inline(i, ("x" * 50,) * 20) for i in range(2, 2002))
    count = int(200 * size) + 1
    sheet = sheet_xml(inline(1, HEADINGS) + long * count)
    data = bytearray(with_sheet(sheet))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            if struct.unpack_from("<I", data, at + offset)[0] == len(sheet.encode()):
                struct.pack_into("<I", data, at + offset, 1000)
            at += 4
    return write(folder / "list.xlsx", bytes(data))


@hostile("is a zip archive and no workbook")
def nested_zip(folder: Path, size: float) -> Path:
    data = zipped({"a.txt": bytes(1 << 20)})
    for i in range(10):
        data = zipped({f"{i}-{j}.zip": data for j in range(8)})
    return write(folder / "list.xlsx", data)


@hostile("parts; save its sheet")
def zip_of_many_parts(folder: Path, size: float) -> Path:
    return write(folder / "list.xlsx", zipped({**parts_of(xlsx(3)), **{f"xl/media/{i}": b"" for i in range(int(60_000 * size) + 10_001)}}))


@hostile("memory")
def two_far_cells(folder: Path, size: float) -> Path:
    rows = inline(1, HEADINGS) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return write(folder / "list.xlsx", with_sheet(sheet_xml(rows)))


@hostile("memory")
def one_long_text_in_many_cells(folder: Path, size: float) -> Path:
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(2, 20_002))
    shared = f'<?xml version="1.0"?><sst {MAIN} count="20000" uniqueCount="1"><si><t>{"x" * 1_000_000}</t></si></sst>'
    return write(folder / "list.xlsx", with_sheet(sheet_xml(inline(1, HEADINGS) + rows), shared))


@hostile("")
def xml_bomb_in_a_sheet(folder: Path, size: float) -> Path:
    return write(folder / "list.xlsx", with_sheet(sheet_xml(inline(1, HEADINGS) + inline(2, ("&l9;",) * 5), laughs())))


@hostile("")
def xml_bomb_in_shared_texts(folder: Path, size: float) -> Path:
    shared = f'<?xml version="1.0"?>{laughs()}<sst {MAIN} count="1" uniqueCount="1"><si><t>&l9;</t></si></sst>'
    row = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    return write(folder / "list.xlsx", with_sheet(sheet_xml(inline(1, HEADINGS) + row), shared))


@hostile("")
def xml_bomb_in_ods(folder: Path, size: float) -> Path:
    return write(folder / "list.ods", ods(ods_row(("&l9;",) * 5), laughs()))


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@hostile("")
def external_entity_in_a_sheet(folder: Path, size: float) -> Path:
    return write(folder / "list.xlsx", with_sheet(sheet_xml(inline(1, HEADINGS) + inline(2, ("&e;",) * 5), ENTITY)))


@hostile("")
def external_entity_in_ods(folder: Path, size: float) -> Path:
    return write(folder / "list.ods", ods(ods_row(("&e;",) * 5), ENTITY))


@hostile("")
def ods_of_a_billion_rows(folder: Path, size: float) -> Path:
    return write(folder / "list.ods", ods(ods_row(("x",) * 5, ' table:number-rows-repeated="1000000000"')))


@hostile(None)
def ods_of_a_billion_columns(folder: Path, size: float) -> Path:
    return write(folder / "list.ods", ods(ods_row(("x",), "", ' table:number-columns-repeated="1000000000"')))


@hostile("longer than")
def one_line(folder: Path, size: float) -> Path:
    path = folder / "list.csv"
    with path.open("wb") as file:
        for _ in range(int(2048 * size) + 33):
            file.write(b"x" * (1 << 20))
    return path


@hostile("NUL bytes")
def one_sparse_line(folder: Path, size: float) -> Path:
    path = folder / "list.csv"
    path.write_bytes(",".join(HEADINGS).encode() + b"\n")
    os.truncate(path, int((2 << 30) * size) + (40 << 20))
    return path


@hostile("longer than")
def one_line_after_headings(folder: Path, size: float) -> Path:
    path = folder / "list.csv"
    with path.open("wb") as file:
        file.write(",".join(HEADINGS).encode() + b"\n")
        for _ in range(int(2048 * size) + 33):
            file.write(b"x" * (1 << 20))
    return path


@hostile("cells; is it a table")
def a_million_columns(folder: Path, size: float) -> Path:
    return write(folder / "list.csv", b",".join(b"h%d" % i for i in range(1_000_000)) + b"\n1\n")


@hostile("is it a table")
def a_million_names(folder: Path, size: float) -> Path:
    return write(folder / "list.jsonl", json.dumps({f"h{i}": i for i in range(1_000_000)})[: 7 << 20].encode() + b'"}\n'
                 if size > 2 else b"".join(json.dumps({f"h{i}": 1}).encode() + b"\n" for i in range(20_000)))  # fmt: skip


@hostile("columns; is it a table")
def a_million_parquet_columns(folder: Path, size: float) -> Path:
    path = folder / "list.parquet"
    count = int(200_000 * size) + 20_000
    pq.write_table(pa.table({f"h{i}": pa.array([1], pa.int8()) for i in range(count)}), path)
    return path


@hostile("NUL bytes")
def nul_bytes(folder: Path, size: float) -> Path:
    return write(folder / "list.csv", ",".join(HEADINGS).encode() + b"\nA201000001,Mu\0,x,,\n")


@hostile("is a PDF")
def a_pdf_named_csv(folder: Path, size: float) -> Path:
    return write(folder / "list.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")


@hostile("web page or XML")
def a_web_page_named_xls(folder: Path, size: float) -> Path:
    return write(folder / "list.xls", b"<html><body><table><tr><td>A-Number</td></tr></table></body></html>")


@hostile("gzip")
def a_gzip_named_csv(folder: Path, size: float) -> Path:
    return write(folder / "list.csv", b"\x1f\x8b\x08\0\0\0\0\0\0\3")


@hostile("is empty")
def empty(folder: Path, size: float) -> Path:
    return write(folder / "list.csv", b"")


@hostile("no line of it is an object")
def deep_json(folder: Path, size: float) -> Path:
    return write(folder / "list.jsonl", b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"\n")


@hostile("one JSON document")
def deep_json_array(folder: Path, size: float) -> Path:
    return write(folder / "list.json", b"[" * 1_000_000)


@hostile("no Parquet file that can be read")
def parquet_of_absurd_length(folder: Path, size: float) -> Path:
    data = bytearray(parquet())
    struct.pack_into("<I", data, len(data) - 8, 0x7FFFFFF0)
    return write(folder / "list.parquet", bytes(data))


@hostile("")
def parquet_of_absurd_metadata(folder: Path, size: float) -> Path:
    """A footer of some 0xFF where lengths stand: a list of two billion columns."""
    data = bytearray(parquet())
    (length,) = struct.unpack_from("<I", data, len(data) - 8)
    start = len(data) - 8 - length
    data[start + 2 : start + 8] = b"\x19\xfc\xff\xff\xff\x7f"
    return write(folder / "list.parquet", bytes(data))


@hostile("")
def parquet_of_a_billion_rows(folder: Path, size: float) -> Path:
    """One value, a billion times: a file of some kilobytes."""
    path = folder / "list.parquet"
    part = 1 << 20
    column = pa.DictionaryArray.from_arrays(pa.array([0] * part, pa.int32()), pa.array(["x" * 100]))
    with pq.ParquetWriter(path, pa.schema([(h, column.type) for h in HEADINGS]), compression="zstd") as out:
        table = pa.table({h: column for h in HEADINGS})
        for _ in range(int(60 * size) + 2):
            out.write_table(table)
    return path


@hostile("a quote not closed")
def a_quote_never_closed(folder: Path, size: float) -> Path:
    path = folder / "list.csv"
    with path.open("wb") as file:
        file.write(",".join(HEADINGS).encode() + b'\nA201000001,"Mu')
        for _ in range(int(200_000 * size) + 10_000):
            file.write(b"x,y,z and more of the same, without an end\n")
    return path
