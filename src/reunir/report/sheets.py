"""Sheets of a workbook: text that stays text, rows that go on where a sheet is full, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from reunir.report.document import printable

MOST_ROWS = 1_048_576
"""Rows that a sheet can hold, its heading among them."""

MOST_NAME = 31
"""Characters of a sheet's name, as Excel counts them: one beyond U+FFFF is two."""

MOST_TEXT = 32_767
"""Characters that a cell can hold."""


WRAPPED = 60
"""A column of so many characters wraps its text."""

LINE = 13.5
"""Points of a row of one line."""


def _cut(name: str, most: int) -> str:
    while len(name.encode("utf-16-le")) // 2 > most:
        name = name[:-1]
    return name.rstrip("' ")


def _high(value: Any, width: float) -> float:
    """How high a row is, in points, in which a column of that width wraps this text; not above what a row can be."""
    lines_of = sum(-(-max(len(part), 1) // max(int(width * 0.95), 1)) for part in str(value).split("\n"))
    return min(LINE * lines_of, 405.0)


@dataclass(frozen=True)
class Column:
    """A column's heading and its width in characters; `number`: its cells are whole numbers."""

    title: str
    width: float = 14
    number: bool = False


@dataclass
class Book:
    """A workbook that is written row by row, so that its size does not depend on the memory at hand."""

    title: str
    day: date
    foot: str
    seal: str = ""
    made: BytesIO = field(default_factory=BytesIO)
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        import xlsxwriter

        self.file: Any = xlsxwriter.Workbook(self.made, {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        })  # fmt: skip
        self.file.set_properties({
            "title": printable(self.title), "author": "Reunir", "created": datetime.combine(self.day, datetime.min.time()),
            "comments": printable(self.foot),
        })  # fmt: skip
        face = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self.plain = self.file.add_format({**face, "indent": 1})
        self.wrapped = self.file.add_format({**face, "text_wrap": True, "indent": 1})
        self.bold = self.file.add_format({**face, "bold": True, "text_wrap": True})
        self.head = self.file.add_format({**face, "bold": True, "text_wrap": True, "bottom": 2, "bg_color": "#F3F4F5"})
        self.large = self.file.add_format({**face, "bold": True, "font_size": 16})
        self.number = self.file.add_format({**face, "num_format": "#,##0"})
        self.link = self.file.add_format({**face, "font_color": "#1F4E79", "underline": 1})

    def printed(self, page: Any) -> None:
        """How a sheet is printed: on its side, as wide as a page, with the foot of the report and the seal."""
        page.set_landscape()
        page.set_paper(1)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L&8{self.foot.replace('&', '&&')[:120]}&R&8&A, page &P of &N")
        if self.seal:
            page.set_header(f"&C&B{self.seal}")

    def closed(self) -> bytes:
        self.file.close()
        return self.made.getvalue()

    def name(self, wanted: str) -> str:
        """A name that a sheet can have: at most `MOST_NAME` characters, none of `[]:*?/\\`, and no other sheet's."""
        clean = "".join("-" if c in "[]:*?/\\" else c for c in printable(wanted)).strip("' \t\n\r") or "Sheet"
        made, n = _cut(clean, MOST_NAME), 1
        while made.lower() in self.names:
            n += 1
            end = f" ({n})"
            made = _cut(clean, MOST_NAME - len(end)) + end
        self.names.add(made.lower())
        return made

    def sheet(self, wanted: str, columns: Sequence[Column]) -> Sheet:
        return Sheet(self, wanted, tuple(columns))


class Sheet:
    """Rows under headings. Where a sheet is full, the rows go on in another of the same name with a number behind."""

    def __init__(self, book: Book, wanted: str, columns: tuple[Column, ...]) -> None:
        self.book, self.wanted, self.columns = book, wanted, columns
        self.names: list[str] = []
        self._begin()

    def _begin(self) -> None:
        self.names.append(self.book.name(self.wanted))
        self.page = self.book.file.add_worksheet(self.names[-1])
        self.page.hide_gridlines(2)
        self.page.freeze_panes(1, 1)
        self.page.repeat_rows(0)
        self.book.printed(self.page)
        for i, column in enumerate(self.columns):
            self.page.set_column(i, i, column.width)
        for i, column in enumerate(self.columns):
            self.page.write_string(0, i, column.title, self.book.head)
        self.row = 1

    def add(self, cells: Iterable[Any], link: str = "") -> None:
        """A row: numbers as numbers, all else as text. `link`: the sheet to which its first cell leads."""
        if self.row >= MOST_ROWS:
            self._end()
            self._begin()
        row = list(zip(cells, self.columns, strict=True))
        high = max((_high(cell, column.width) for cell, column in row if column.width >= WRAPPED and cell), default=LINE)
        if high > LINE:
            self.page.set_row(self.row, high)
        for i, (cell, column) in enumerate(row):
            if cell is None or cell == "":
                continue
            if column.number and isinstance(cell, int):
                self.page.write_number(self.row, i, cell, self.book.number)
            elif i == 0 and link:
                self.page.write_url(self.row, i, f"internal:'{link}'!A1", self.book.link, string=text(cell))
            else:
                self.page.write_string(self.row, i, text(cell), self.book.wrapped if column.width >= WRAPPED else self.book.plain)
        self.row += 1

    def _end(self) -> None:
        last = max(self.row - 1, 1)
        self.page.autofilter(0, 0, last, len(self.columns) - 1)
        self.page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})

    def end(self) -> None:
        """Close the sheet: what depends on how many rows there are."""
        self._end()


def lines(book: Book, name: str, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """A sheet of words: a title, then a term and what it says a row."""
    page = book.file.add_worksheet(book.name(name))
    page.hide_gridlines(2)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 100)
    book.printed(page)
    page.write_string(0, 0, text(title), book.large)
    for i, (term, means) in enumerate(rows, 2):
        page.set_row(i, _high(means, 100) + 3)
        page.write_string(i, 0, text(term), book.bold)
        page.write_string(i, 1, text(means), book.wrapped)


def text(value: Any) -> str:
    """A cell's text, which no spreadsheet takes for anything else."""
    made = value.isoformat() if isinstance(value, date) else str(value)
    made = printable(made).replace("\r\n", "\n").replace("\r", "\n")
    return made if len(made) <= MOST_TEXT else made[: MOST_TEXT - 1] + "…"
