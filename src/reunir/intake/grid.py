"""A sheet's rows as columns, in parts: the heading row found, every row below it accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from json.encoder import encode_basestring

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reunir.errors import ListError
from reunir.intake.facts import Facts
from reunir.intake.files import Book, rows, sheet_numbers
from reunir.intake.header import HEADINGS_WITHIN, Head, PageHeaders, find_headings, is_total, letter, top_rows
from reunir.intake.layout import Field, Layout
from reunir.intake.notes import facts_said, other_sheets

__all__ = ["EMPTY", "HEADINGS_WITHIN", "PAGE_HEADER", "TOTAL", "UNREAD", "Grid", "grids", "letter"]

CHUNK_ROWS = 1 << 16
CHUNK_CELLS = 1 << 20
CHUNK_LETTERS = 1 << 23
"""A part of a sheet ends at so many rows, cells or letters: what is held at once is bounded, whatever rows are like."""

EMPTY = "empty"
PAGE_HEADER = "page header"
TOTAL = "total"
UNREAD = "nothing that the layout reads"


@dataclass(frozen=True)
class Grid:
    """Rows of one sheet under its headings: a part of the sheet, the parts in their order.

    `cells`: a column each, text as received; NULL where a row is too short to have the cell.
    `numbers`: the row numbers, beside `cells`. `set_aside`: (row number, reason) of rows that are not in `cells`.
    `notes`: what is to be said of the sheet, the same in each part.
    """

    book: Book
    sheet: int
    heading_row: int
    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    notes: tuple[str, ...]
    cells: tuple[pa.Array, ...]
    numbers: np.ndarray
    set_aside: tuple[tuple[int, str], ...]

    @property
    def rows(self) -> int:
        return len(self.numbers) + len(self.set_aside)

    def keep(self, mask: np.ndarray, reason: str) -> Grid:
        """The grid without the rows where `mask` is false, which are set aside for a reason."""
        if mask.all():
            return self
        aside = ((int(n), reason) for n in self.numbers[~mask])
        return replace(
            self,
            cells=tuple(c.filter(pa.array(mask)) for c in self.cells),
            numbers=self.numbers[mask],
            set_aside=tuple(sorted((*self.set_aside, *aside))),
        )

    def raw(self) -> pa.Array:
        """Each row as a JSON object, heading -> cell as received; a cell that the row lacks is left out."""
        if not self.cells:
            return pa.array([], pa.string())
        pairs = [_pairs(h, column) for h, column in zip(self.headings, self.cells, strict=True)]
        body = pc.binary_join_element_wise(*pairs, ", ", null_handling="skip")
        return pc.binary_join_element_wise("{", body, "}", "")


def _pairs(heading: str, column: pa.Array) -> pa.Array:
    """A column as `"heading": "cell"` texts, each distinct cell written once."""
    coded = column.dictionary_encode()
    key = f"{encode_basestring(heading)}: "
    texts = [key + encode_basestring(cell) for cell in coded.dictionary.to_pylist()]
    return pa.array(texts, pa.string()).take(coded.indices)


def grids(book: Book, layout: Layout, sheet: str | None) -> Iterator[Grid]:
    """Read the sheet that fits the layout, in parts: the one named, else the one whose headings fit best (of equals
    one that is not hidden, then the first).

    ListError where no heading of the layout is found, or nothing lies below the headings.
    """
    numbers = sheet_numbers(book, sheet)
    heads = {n: find_headings(top_rows(book, n), layout, book.facts(n).merged) for n in numbers}
    fitting = {n: head for n, head in heads.items() if head}
    if not fitting:
        where = f"sheet {sheet}" if sheet else "it"
        raise ListError(
            f"{book.file}: {where} has no row of headings that layout {layout.name} knows; choose another layout, "
            f"or let `reunir layout` propose one"
        )
    chosen = max(fitting, key=lambda n: (fitting[n].known, not book.hidden(n), -n))
    head, facts = fitting[chosen], book.facts(chosen)
    notes = (
        *((f"headings stand on rows {head.row - 1} and {head.row}, read together",) if head.pair else ()),
        *facts_said(book, chosen, facts, head, head.columns(len(head.texts), layout)[0]),
        *(other_sheets(book, chosen, fitting) if sheet is None else ()),
    )
    yield from _read(book, chosen, layout, head, facts, notes)


def _read(book: Book, sheet: int, layout: Layout, head: Head, facts: Facts, notes: tuple[str, ...]) -> Iterator[Grid]:
    headers = PageHeaders(head.cells, layout)
    source = rows(book, sheet)
    for _, row in islice(source, head.row - 1):
        headers.banner(row)
    next(source)
    _, fields, _ = head.columns(len(head.texts), layout)
    numbered = [i for i, f in enumerate(fields) if f and f.name == "a_number"]
    part = _Part()
    read = 0
    for number, row in _carried(source, facts, head.row):
        joined = "".join(row)
        if not joined or joined.isspace():
            part.empties.append(number)
            continue
        if part.empties:
            part.aside.extend((n, EMPTY) for n in part.empties)
            part.empties.clear()
        if number in book.aside:
            part.aside.append((number, book.aside[number]))
        elif headers.matches(row, joined):
            part.aside.append((number, PAGE_HEADER))
        elif is_total(row, joined, numbered):
            part.aside.append((number, TOTAL))
        else:
            part.keep(number, row, len(joined))
            if part.full:
                made = part.grid(book, sheet, layout, head, notes)
                read += made.rows
                yield made
                part = _Part()
    if part.rows or part.aside:
        made = part.grid(book, sheet, layout, head, notes)
        read += made.rows
        yield made
    if not read:
        raise ListError(f"{book.file}: has headings in row {head.row} and no row below; ask for the list again")


class _Part:
    """Rows on their way into a grid. `empties`: rows that count only if one that holds something follows."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.numbers: list[int] = []
        self.aside: list[tuple[int, str]] = []
        self.empties: list[int] = []
        self.width = self.letters = 0

    def keep(self, number: int, row: list[str], letters: int) -> None:
        self.rows.append(row)
        self.numbers.append(number)
        self.letters += letters
        if len(row) > self.width:
            self.width = len(row)

    @property
    def full(self) -> bool:
        rows = len(self.rows)
        return rows >= CHUNK_ROWS or rows * self.width >= CHUNK_CELLS or self.letters >= CHUNK_LETTERS

    def grid(self, book: Book, sheet: int, layout: Layout, head: Head, notes: tuple[str, ...]) -> Grid:
        width = max(self.width, len(head.texts))
        padded = (r if len(r) == width else [*r, *[None] * (width - len(r))] for r in self.rows)
        cells = tuple(pa.array(column, pa.string()) for column in zip(*padded, strict=True))
        headings, fields, said = head.columns(width, layout)
        return Grid(
            book, sheet, head.row, headings, fields, (*said, *notes), cells or (pa.array([], pa.string()),) * width,
            np.array(self.numbers, np.int32), tuple(self.aside),
        )  # fmt: skip


def _carried(source: Iterator[tuple[int, list[str]]], facts: Facts, heading_row: int) -> Iterator[tuple[int, list[str]]]:
    """The rows, with what stands in a cell that is merged over several rows in each of them that holds anything.

    To the eye such a cell belongs to all the rows beside it; in the file it belongs to the first. A row that
    holds nothing else stays empty, and cells merged across columns stay where they are: they are one cell.
    """
    starts: dict[int, list[tuple[int, int]]] = {}
    for first, last, column, _ in facts.merged:
        if last > first > heading_row:
            starts.setdefault(first, []).append((last, column - 1))
    if not starts:
        yield from source
        return
    open_: dict[int, tuple[int, str]] = {}
    for number, row in source:
        if open_ and any(row):
            for column, (last, text) in list(open_.items()):
                if number > last:
                    del open_[column]
                elif not (row[column] if column < len(row) else ""):
                    row = [*row, *[""] * (column + 1 - len(row))]
                    row[column] = text
        for last, column in starts.get(number, ()):
            if column < len(row) and row[column]:
                open_[column] = (last, row[column])
        yield number, row
