"""Lists as files: the headings of the layouts that ship, banners, page headers, encodings; and who is in which row."""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

BANNER = "INVENTED DATA - nobody in this list exists"


@dataclass(frozen=True)
class Row:
    """One row: its cells by field of the vocabulary, and who its people are: who in the row -> person's key."""

    cells: Mapping[str, str | date]
    people: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    """What is in the column that no layout reads."""


@dataclass(frozen=True)
class List:
    """One list to be handed over. `layout`: its name, `text` the layout's TOML. `page`: rows to a page, after
    which the headings stand again; 0: none. `file`: its name, whose ending says what it is."""

    file: str
    layout: str
    text: str
    by: str
    on: date
    rows: tuple[Row, ...]
    encoding: str = "utf-8"
    delimiter: str = ","
    page: int = 0
    letters: bool = False
    """Page headers are the columns' letters, as a printed spreadsheet has them."""


@dataclass(frozen=True)
class Written:
    """A list as it was written: its id, and the mention ids of its people."""

    list: List
    list_id: str
    mentions: dict[str, str]
    rows: tuple[int, ...]
    """The number of each row, as a person sees it in a spreadsheet."""

    def record_id(self, index: int) -> str:
        return f"{self.list_id}-1-{self.rows[index]}"


def headings(text: str) -> dict[str, str]:
    """The first heading that a layout has for each field, in the layout's order."""
    found: dict[str, str] = {}
    for heading, path in tomllib.loads(text)["columns"].items():
        found.setdefault(path, heading)
    return found


def own_words(text: str) -> dict[str, dict[str, list[str]]]:
    """The words that a layout has for each code of a field: the ways in which the list itself writes it."""
    words: dict[str, dict[str, list[str]]] = {}
    for path, codes in tomllib.loads(text).get("codes", {}).items():
        for word, code in codes.items():
            words.setdefault(path, {}).setdefault(code, []).append(word)
    return words


def write(folder: Path, lst: List) -> Written:
    """Write a list and say who is in it. ValueError where a row says what its layout has no heading for."""
    heads = headings(lst.text)
    used = {f for row in lst.rows for f in row.cells}
    lacking = sorted(used - set(heads))
    if lacking:
        raise ValueError(f"layout {lst.layout} has no heading for {', '.join(lacking)}")
    order = [f for f in heads if f in used]
    day_format = tomllib.loads(lst.text).get("dates", ["%Y-%m-%d"])[0]
    words = own_words(lst.text)
    top = [heads[f] for f in order] + ["Remarks"]
    grid: list[list[str | date]] = [[BANNER], [f"{lst.by}, {lst.on.isoformat()}"], list(top)]
    numbers: list[int] = []
    mentions_at: list[tuple[int, str, str]] = []
    first_seen: dict[int, int] = {}
    for index, row in enumerate(lst.rows):
        if lst.page and index and index % lst.page == 0:
            grid.append([""] * len(top))
            grid.append(
                [chr(65 + i) if i < 26 else "A" + chr(39 + i) for i in range(len(top))] if lst.letters else list(top)
            )
        nth = first_seen.setdefault(id(row), index)  # a row that stands twice is the same both times
        cells = [_worded(f, row.cells.get(f, ""), words, nth) for f in order]
        grid.append([*cells, row.note])
        numbers.append(len(grid))
        mentions_at.extend((len(grid), who, key) for who, key in row.people.items())
    path = folder / lst.file
    data = _xlsx(grid, lst.on) if lst.file.endswith(".xlsx") else _csv(grid, lst, day_format)
    path.write_bytes(data)
    list_id = hashlib.sha256(data).hexdigest()[:12]
    return Written(lst, list_id, {f"{list_id}-1-{n}/{who}": key for n, who, key in mentions_at}, tuple(numbers))


def _worded(path: str, cell: str | date, words: Mapping[str, Mapping[str, list[str]]], nth: int) -> str | date:
    """A code in one of the list's own words for it, where the layout gives some."""
    own = words.get(path, {}).get(cell) if isinstance(cell, str) else None
    return own[nth % len(own)] if own else cell


def _csv(grid: list[list[str | date]], lst: List, day_format: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=lst.delimiter, lineterminator="\r\n")
    for row in grid:
        writer.writerow([_text(c, day_format) for c in row])
    return out.getvalue().encode(lst.encoding)


def _text(cell: str | date, day_format: str) -> str:
    if isinstance(cell, datetime):
        return cell.strftime(f"{day_format} %H:%M")
    return cell.strftime(day_format) if isinstance(cell, date) else cell


def _xlsx(grid: list[list[str | date]], made: date) -> bytes:
    """A workbook whose days are typed cells; its own date of making is the list's, so the bytes are the same."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(made.year, made.month, made.day, tzinfo=UTC), "comments": BANNER})
    sheet = book.add_worksheet("Removals")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "mm/dd/yyyy"})
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(r, c, cell, day)
            elif cell:
                sheet.write_string(r, c, cell, bold if r < 3 else None)
    book.close()
    return out.getvalue()
