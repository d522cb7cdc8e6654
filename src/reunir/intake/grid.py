"""A sheet's rows as columns: the heading row found, every row below it accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from json.encoder import encode_basestring

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reunir.errors import ListError
from reunir.intake.files import Book, rows, sheet_numbers
from reunir.intake.layout import Field, Layout, fold

CHUNK = 1 << 16
HEADINGS_WITHIN = 200
"""Rows from the top among which the headings are looked for."""

EMPTY = "empty"
PAGE_HEADER = "page header"
UNREAD = "nothing that the layout reads"

_DIGIT = re.compile(r"\d")
_PAGE = re.compile(r"(page|p[aá]gina|p[aá]g\.?)\s*\d+(\s*(of|de|/)\s*\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Grid:
    """The rows of one sheet under its headings.

    `cells`: a column each, text as received; NULL where a row is too short to have the cell.
    `numbers`: the row numbers, beside `cells`. `set_aside`: (row number, reason) of rows that are not in `cells`.
    """

    book: Book
    sheet: int
    heading_row: int
    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    notes: tuple[str, ...]
    cells: tuple[pa.ChunkedArray, ...]
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

    def raw(self) -> pa.ChunkedArray:
        """Each row as a JSON object, heading -> cell as received; a cell that the row lacks is left out."""
        if not self.cells:
            return pa.chunked_array([pa.array([], pa.string())])
        parts = []
        for batch in pa.table(list(self.cells), names=[str(i) for i in range(len(self.cells))]).to_batches():
            pairs = [_pairs(h, column) for h, column in zip(self.headings, batch.columns, strict=True)]
            body = pc.binary_join_element_wise(*pairs, ", ", null_handling="skip")
            parts.append(pc.binary_join_element_wise("{", body, "}", ""))
        return pa.chunked_array(parts, pa.string())


def _pairs(heading: str, column: pa.Array) -> pa.Array:
    """A column as `"heading": "cell"` texts, each distinct cell written once."""
    coded = column.dictionary_encode()
    key = f"{encode_basestring(heading)}: "
    texts = [key + encode_basestring(cell) for cell in coded.dictionary.to_pylist()]
    return pa.array(texts, pa.string()).take(coded.indices)


def letter(position: int) -> str:
    """A column as a spreadsheet names it: 1 is A, 27 is AA."""
    name = ""
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def matches(row: list[str], layout: Layout) -> int:
    """How many different fields of the layout a row's cells are headings of."""
    return len({layout.columns[f].path for f in map(fold, row) if f in layout.columns})


def find_headings(book: Book, sheet: int, layout: Layout) -> tuple[int, list[str]] | None:
    """The row, among the first ones, whose cells are the most headings of the layout, and its number.

    One heading is enough only where the layout has no other, or it is half of the row's cells: a banner
    that happens to hold one word of the layout is no heading row.
    """
    best: tuple[int, int, list[str]] | None = None
    enough = min(2, len(layout.columns))
    for number, row in islice(rows(book, sheet), HEADINGS_WITHIN):
        found = matches(row, layout)
        if found >= enough or (found == 1 and sum(bool(c.strip()) for c in row) <= 2):
            best = max(best or (0, 0, []), (found, -number, row), key=lambda b: b[:2])
    return (-best[1], best[2]) if best else None


def read_grid(book: Book, layout: Layout, sheet: str | None) -> Grid:
    """Read the sheet that fits the layout: the one named, else the first whose headings do.

    ListError where no heading of the layout is found, or nothing lies below the headings.
    """
    for number in sheet_numbers(book, sheet):
        found = find_headings(book, number, layout)
        if found:
            return _read(book, number, layout, *found)
    where = f"sheet {sheet}" if sheet else "it"
    raise ListError(
        f"{book.file}: {where} has no row of headings that layout {layout.name} knows; choose another layout, "
        f"or let `reunir layout` propose one"
    )


def _read(book: Book, sheet: int, layout: Layout, heading_row: int, heading_cells: list[str]) -> Grid:
    headers = _PageHeaders(heading_cells, layout)
    source = rows(book, sheet)
    for _, row in islice(source, heading_row - 1):
        headers.banner(row)
    next(source)
    aside: list[tuple[int, str]] = []
    chunks, numbers = _columns(source, headers, aside)
    if not len(numbers) and not aside:
        raise ListError(f"{book.file}: has headings in row {heading_row} and no row below; ask for the list again")
    cells = _joined(chunks, len(heading_cells))
    headings, fields, notes = _headings(heading_cells, cells, layout)
    # The text is of no more use and may be large.
    book = replace(book, text="", workbook=None)
    return Grid(book, sheet, heading_row, headings, fields, notes, cells, numbers, tuple(aside))


def _columns(
    source: Iterator[tuple[int, list[str]]], headers: _PageHeaders, aside: list[tuple[int, str]]
) -> tuple[list[list[pa.Array]], np.ndarray]:
    """The rows as columns, in chunks, and their numbers; rows set aside are added to `aside`."""
    chunks: list[list[pa.Array]] = []
    numbers: list[np.ndarray] = []
    empties: list[int] = []  # rows that count only if one that holds something follows
    kept: list[list[str]] = []
    kept_numbers: list[int] = []

    def flush() -> None:
        if kept:
            width = max(map(len, kept))
            padded = (r if len(r) == width else [*r, *[None] * (width - len(r))] for r in kept)
            chunks.append([pa.array(column, pa.string()) for column in zip(*padded, strict=True)])
            numbers.append(np.array(kept_numbers, dtype=np.int32))
            kept.clear()
            kept_numbers.clear()

    for number, row in source:
        joined = "".join(row)
        if not joined or joined.isspace():
            empties.append(number)
            continue
        if empties:
            aside.extend((n, EMPTY) for n in empties)
            empties.clear()
        if headers.matches(row, joined):
            aside.append((number, PAGE_HEADER))
            continue
        kept.append(row)
        kept_numbers.append(number)
        if len(kept) == CHUNK:
            flush()
    flush()
    return chunks, np.concatenate(numbers) if numbers else np.array([], dtype=np.int32)


def _joined(chunks: list[list[pa.Array]], width: int) -> tuple[pa.ChunkedArray, ...]:
    width = max([width, *map(len, chunks)])
    return tuple(
        pa.chunked_array(
            [c[i] if i < len(c) else pa.nulls(len(c[0]), pa.string()) for c in chunks], pa.string()
        )
        for i in range(width)
    )


class _PageHeaders:
    """Rows that a printed page brings along: the headings again, the banner again, the columns' letters, `page 3`."""

    def __init__(self, headings: list[str], layout: Layout) -> None:
        self.folded = [fold(h) for h in headings]
        self.width = sum(map(bool, self.folded))
        self.key = next((i for i, f in enumerate(self.folded) if f in layout.columns), 0)
        self.key_text = self.folded[self.key] if headings else ""
        self.digits = any(c.isdigit() for h in headings for c in h)
        self.letters = {"".join(letter(i + 1) for i in range(n)) for n in range(2, min(len(headings), 702) + 1)}
        self.known: set[str] = set()

    def banner(self, row: list[str]) -> None:
        if "".join(row).strip():
            self.known.add("\x1f".join(c.strip() for c in row).strip("\x1f"))

    def matches(self, row: list[str], joined: str) -> bool:
        if joined in self.letters and all(c == letter(i) for i, c in enumerate(row, 1) if c):
            return len(joined) > 1
        if self.known and "\x1f".join(c.strip() for c in row).strip("\x1f") in self.known:
            return True
        if len(joined) <= 40 and _PAGE.fullmatch(joined.strip()):
            return True
        # Most rows hold a digit somewhere and most headings do not, which spares folding a million cells.
        if not self.digits and _DIGIT.search(joined):
            return False
        text = row[self.key] if self.key < len(row) else ""
        if len(text) <= 200 and text and fold(text) == self.key_text:
            folded = [fold(c) for c in row]
            same = sum(a == b for a, b in zip(folded, self.folded, strict=False) if a)
            # A list of one column may hold its heading as a cell; a repeated heading row is one either way.
            return same == sum(map(bool, folded)) and same >= max(1, self.width - 1)
        return False


def _headings(
    cells: list[str], columns: tuple[pa.ChunkedArray, ...], layout: Layout
) -> tuple[tuple[str, ...], tuple[Field | None, ...], tuple[str, ...]]:
    """A name for every column (as received where it is its own), its field, and what has to be said."""
    headings: list[str] = []
    fields: list[Field | None] = []
    notes: list[str] = []
    seen: dict[str, str] = {}
    for i in range(len(columns)):
        text = cells[i].strip() if i < len(cells) else ""
        made = f"(column {letter(i + 1)})"
        heading = text if text and text not in headings else f"{text} {made}".strip()
        found = layout.columns.get(fold(text)) if text else None
        if found and fold(text) in seen:
            notes.append(f"heading {text!r} stands twice ({seen[fold(text)]} and {letter(i + 1)}): the first is read")
            found = None
        if text:
            seen.setdefault(fold(text), letter(i + 1))
        headings.append(heading)
        fields.append(found)
    return tuple(headings), tuple(fields), tuple(notes)

