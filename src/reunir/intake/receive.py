"""What a list holds before it is kept: the receipt, and the layout that fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.compute as pc

from reunir.intake.checks import RULES
from reunir.intake.files import Book, open_book, sheet_numbers
from reunir.intake.grid import find_headings
from reunir.intake.layout import Layout, fold, parse_layout
from reunir.intake.parse import Parsed, parse_list, without_collecting
from reunir.intake.people import find_people


@dataclass(frozen=True)
class Receipt:
    """What was found in a list: every row accounted for (`rows = accepted + set_aside`), and what was not read.

    `reasons`: reason -> row numbers. `codes_unknown`: (field, heading, cell, how many). `duplicates`: how many
    rows repeat an earlier one cell for cell (they are accepted). `unreadable`: rule -> how many cells.
    `sheet`: number and name of the sheet read; give the number to read the same sheet again.
    """

    list_id: str
    sha256: str
    layout: str
    rows: int
    accepted: int
    set_aside: int
    reasons: dict[str, tuple[int, ...]]
    columns_unmapped: tuple[str, ...]
    codes_unknown: tuple[tuple[str, str, str, int], ...]
    duplicates: int
    file: str
    sheet: int
    sheet_name: str
    heading_row: int
    encoding: str | None
    delimiter: str | None
    columns_mapped: tuple[tuple[str, str], ...]
    unreadable: dict[str, int]
    mentions: int
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The receipt as a JSON document: the fixed shape first, then what was found."""
        return {
            "list_id": self.list_id, "sha256": self.sha256, "layout": self.layout, "rows": self.rows,
            "accepted": self.accepted, "set_aside": self.set_aside,
            "reasons": [{"reason": reason, "rows": list(rows)} for reason, rows in self.reasons.items()],
            "columns_unmapped": list(self.columns_unmapped),
            "codes_unknown": [dict(zip(("field", "heading", "cell", "rows"), code, strict=True)) for code in self.codes_unknown],
            "duplicates": self.duplicates,
            "file": self.file, "sheet": self.sheet, "sheet_name": self.sheet_name, "heading_row": self.heading_row,
            "encoding": self.encoding, "delimiter": self.delimiter,
            "columns": [{"heading": heading, "field": field} for heading, field in self.columns_mapped],
            "unreadable": [{"rule": rule, "title": RULES[rule], "cells": n} for rule, n in self.unreadable.items()],
            "mentions": self.mentions, "notes": list(self.notes),
        }  # fmt: skip


def receipt(path: Path, layout: Layout, sheet: str | None = None) -> Receipt:
    """Read a list under a layout and say what is in it; nothing is kept."""
    with without_collecting():
        parsed = parse_list(open_book(Path(path)), layout, sheet)
    grid, book = parsed.grid, parsed.grid.book
    reasons: dict[str, list[int]] = {}
    for number, reason in grid.set_aside:
        reasons.setdefault(reason, []).append(number)
    mapped = list(zip(grid.headings, grid.fields, strict=True))
    return Receipt(
        list_id=book.list_id, sha256=book.sha256, layout=layout.name, rows=grid.rows, accepted=len(grid.numbers),
        set_aside=len(grid.set_aside), reasons={r: tuple(sorted(n)) for r, n in sorted(reasons.items())},
        columns_unmapped=tuple(h for h, f in mapped if f is None),
        codes_unknown=_unknown(parsed), duplicates=len(grid.numbers) - pc.count_distinct(grid.raw()).as_py(),
        file=book.file, sheet=grid.sheet, sheet_name=book.sheets[grid.sheet - 1], heading_row=grid.heading_row,
        encoding=book.encoding, delimiter=book.delimiter,
        columns_mapped=tuple((h, f.path) for h, f in mapped if f is not None),
        unreadable=_unreadable(parsed), mentions=_mentions(parsed), notes=grid.notes,
    )  # fmt: skip


def _mentions(parsed: Parsed) -> int:
    present = find_people(parsed.readings, len(parsed.grid.numbers)).present
    return sum(int(mask.sum()) for mask in present.values())


def _unknown(parsed: Parsed) -> tuple[tuple[str, str, str, int], ...]:
    """The words of coded fields that are none of their codes, each with how many rows hold it."""
    counts: dict[tuple[str, str, str], int] = {}
    for fault in parsed.all_faults():
        rules = np.array([rule in ("I05", "I07") for rule, _ in fault.kinds])
        for cell in fault.cells.filter(rules[fault.which]).to_pylist():
            key = (fault.field, fault.heading, " ".join(cell.split()))
            counts[key] = counts.get(key, 0) + 1
    return tuple((*key, n) for key, n in sorted(counts.items()))


def _unreadable(parsed: Parsed) -> dict[str, int]:
    counts: dict[str, int] = {}
    for fault in parsed.all_faults():
        for which, n in zip(*np.unique(fault.which, return_counts=True), strict=True):
            rule = fault.kinds[which][0]
            counts[rule] = counts.get(rule, 0) + int(n)
    return dict(sorted(counts.items()))


def best_fit(path: Path, layouts: Mapping[str, Layout | str], sheet: str | None = None) -> str | None:
    """The name of the layout whose headings a file has, or None where none fits, or two do equally well.

    A layout fits where it knows half of the headings, and two of them at least. Of several, the one that
    knows the most, then the one with the fewest fields that the file lacks.
    """
    book = open_book(Path(path))
    scores = []
    for name, given in sorted(layouts.items()):
        layout = parse_layout(given, name) if isinstance(given, str) else given
        fit = max(_known(book, number, layout) for number in sheet_numbers(book, sheet))
        if fit.known >= max(2, fit.headings / 2):
            scores.append((fit.known, -fit.lacking, name))
    scores.sort(reverse=True)
    tied = len(scores) > 1 and scores[0][:2] == scores[1][:2]
    return scores[0][2] if scores and not tied else None


class _Fit(NamedTuple):
    """How many of a sheet's headings a layout knows, how many of its fields the sheet lacks, and its headings."""

    known: int
    lacking: int
    headings: int


def _known(book: Book, number: int, layout: Layout) -> _Fit:
    found = find_headings(book, number, layout)
    headings = {fold(cell) for cell in found[1] if cell.strip()} if found else set()
    known = headings & layout.columns.keys()
    fields = {layout.columns[h].path for h in known}
    return _Fit(len(known), len({f.path for f in layout.columns.values()} - fields), len(headings))
