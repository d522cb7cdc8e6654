"""What a workbook says of a sheet beside its values: merged cells, what is hidden, errors, formulas without a value.

The reader of workbooks gives values alone. What is said here is taken from the sheet's own XML, which is looked
through as a stream; no entity that it declares is ever followed. Rows and columns count from 1.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import normpath
from typing import IO, Any
from xml.parsers import expat

CHUNK = 1 << 20
LARGEST_PART = 1 << 24  # bytes of the parts that only name other parts
Span = tuple[int, int]
"""First and last row, or column."""


@dataclass
class Facts:
    """Of one sheet. `merged`: first row, last row, first column, last column. `errors`: row -> (column, words).
    `unvalued`: cells, as (row, column), that hold a formula and no value."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    unvalued: list[tuple[int, int]] = field(default_factory=list)

    def hide_row(self, first: int, last: int) -> None:
        if self.hidden_rows and self.hidden_rows[-1][1] == first - 1:
            first = self.hidden_rows.pop()[0]
        self.hidden_rows.append((first, last))


def column_number(letters: str) -> int:
    """A column's number from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


# --- XLSX -------------------------------------------------------------------------------------------

_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^<>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_FORMULA = rb"<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
_ERROR = re.compile(rb"<(?:\w+:)?c\b(?=[^<>]*\st=[\"']e[\"'])([^<>]*)>\s*(?:" + _FORMULA + rb")?<(?:\w+:)?v>([^<]*)<")
_UNVALUED = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*" + _FORMULA + rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELL = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def xlsx_parts(archive: zipfile.ZipFile) -> list[str | None]:
    """The part that holds each sheet, in the workbook's order; None where the workbook does not say."""
    try:
        relations = {
            a.get("Id"): a.get("Target", "") for a in map(_attributes, _RELATION.findall(_part(archive, "xl/_rels/workbook.xml.rels")))
        }
        sheets = [_attributes(tag) for tag in _SHEET.findall(_part(archive, "xl/workbook.xml"))]
    except KeyError:
        return []
    names = set(archive.namelist())
    parts = []
    for sheet in sheets:
        target = relations.get(next((v for k, v in sheet.items() if k.endswith(":id")), ""), "")
        part = normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        parts.append(part if part in names else None)
    return parts


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(LARGEST_PART)


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(tag)}


def _true(value: str | None) -> bool:
    return value in ("1", "true")


def xlsx_facts(file: IO[bytes]) -> Facts:
    """The facts of a sheet's XML but its merged cells, which the reader of workbooks tells."""
    facts, row = Facts(), 0
    for piece in _pieces(file):
        if b"hidden" in piece:
            for tag in _COLUMN.findall(piece):
                a = _attributes(tag)
                if _true(a.get("hidden")) and a.get("min", "").isdecimal() and a.get("max", "").isdecimal():
                    facts.hidden_columns.append((int(a["min"]), int(a["max"])))
        for tag in _ROW.findall(piece):
            a = _attributes(tag) if b"hidden" in tag or b"r=" in tag else {}
            row = int(a["r"]) if a.get("r", "").isdecimal() else row + 1
            if _true(a.get("hidden")):
                facts.hide_row(row, row)
        if b't="e"' in piece or b"t='e'" in piece:
            for tag, words in _ERROR.findall(piece):
                at = _CELL.fullmatch(_attributes(tag).get("r", ""))
                if at:
                    facts.errors.setdefault(int(at[2]), []).append((column_number(at[1]), words.decode("utf-8", "replace")))
        if b"<f" in piece or b":f" in piece:
            for tag in _UNVALUED.findall(piece):
                a = _attributes(tag)
                at = _CELL.fullmatch(a.get("r", ""))
                if at and a.get("t") != "str":  # a formula of type text may well give an empty one
                    facts.unvalued.append((int(at[2]), column_number(at[1])))
    return facts


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end where a row does."""
    rest = b""
    while chunk := file.read(CHUNK):
        rest += chunk
        cut = rest.rfind(b"row>") + 4
        if cut < 4:
            if len(rest) < LARGEST_PART:
                continue
            cut = len(rest)
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


# --- ODS --------------------------------------------------------------------------------------------

_WRONG = re.compile(r"#[A-Z/0]+[!?]?|#N/A|(Err|Fehler|Erreur|Error):\d+")
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "


class Declared(ValueError):
    """The XML declares entities: no office program writes any."""


def ods_facts(file: IO[bytes]) -> list[Facts]:
    """The facts of every sheet of a document's content. expat.ExpatError or Declared where it is not sound."""
    reader = _Ods()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.declared
    while chunk := file.read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return reader.sheets


def _times(attributes: dict[str, str], name: str) -> int:
    given = attributes.get(_TABLE + name, "1")
    return max(1, int(given)) if given.isdecimal() and len(given) < 10 else 1


class _Ods:
    """Where the parser stands in a document: the sheet, the row and the column that come next."""

    def __init__(self) -> None:
        self.sheets: list[Facts] = []
        self.row = self.column = self.rows = self.columns = 0
        self.depth = 0  # tables within tables are no sheets
        self.words: list[str] | None = None
        self.cell: dict[str, str] = {}

    def declared(self, *_: Any) -> None:
        raise Declared

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _TABLE + "table":
            self.depth += 1
            if self.depth == 1:
                self.sheets.append(Facts())
                self.row = self.column = 0
        elif self.depth != 1:
            return
        elif name == _TABLE + "table-column":
            times = _times(attributes, "number-columns-repeated")
            if attributes.get(_TABLE + "visibility", "visible") != "visible":
                self.sheets[-1].hidden_columns.append((self.column + 1, self.column + times))
            self.column += times
        elif name == _TABLE + "table-row":
            self.rows, self.columns, self.column = _times(attributes, "number-rows-repeated"), 1, 0
            if attributes.get(_TABLE + "visibility", "visible") != "visible":
                self.sheets[-1].hide_row(self.row + 1, self.row + self.rows)
        elif name in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            self.columns, self.cell, self.words = _times(attributes, "number-columns-repeated"), attributes, []
            down, right = _times(attributes, "number-rows-spanned"), _times(attributes, "number-columns-spanned")
            if down > 1 or right > 1:
                at = (self.row + 1, self.row + down, self.column + 1, self.column + right)
                self.sheets[-1].merged.append(at)

    def text(self, words: str) -> None:
        if self.words is not None and self.depth == 1 and len(self.words) < 64:
            self.words.append(words)

    def end(self, name: str) -> None:
        if name == _TABLE + "table":
            self.depth -= 1
        elif self.depth != 1:
            return
        elif name == _TABLE + "table-row":
            self.row += self.rows
        elif name in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            self._cell("".join(self.words or ()).strip())
            self.column += self.columns
            self.words = None

    def _cell(self, words: str) -> None:
        formula = _TABLE + "formula" in self.cell
        wrong = self.cell.get(_CALCEXT + "value-type") == "error" or (formula and _WRONG.fullmatch(words))
        if wrong and self.rows <= 1000 and self.columns <= 1000:
            for row in range(self.row + 1, self.row + 1 + self.rows):
                found = self.sheets[-1].errors.setdefault(row, [])
                found += ((self.column + 1 + i, words) for i in range(self.columns))
        elif formula and _OFFICE + "value-type" not in self.cell and not words:
            self.sheets[-1].unvalued.append((self.row + 1, self.column + 1))
