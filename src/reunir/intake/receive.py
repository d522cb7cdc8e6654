"""What a list holds before it is kept: the receipt, and the layout that fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from reunir.intake.checks import RULES
from reunir.intake.files import Book, open_book, sheet_numbers
from reunir.intake.grid import Grid
from reunir.intake.header import Top, find_headings, top_rows
from reunir.intake.layout import Layout, fold, parse_layout
from reunir.intake.parse import Parsed, parse_list, without_collecting
from reunir.intake.people import find_people
from reunir.intake.reading import Faults


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


def receipt(path: Path | Book, layout: Layout, sheet: str | None = None) -> Receipt:
    """Read a list under a layout and say what is in it; nothing is kept."""
    book = path if isinstance(path, Book) else open_book(Path(path))
    found = _Found()
    with without_collecting():
        for parsed in parse_list(book, layout, sheet):
            found.add(parsed)
    grid = found.widest
    assert grid is not None  # a list without a row is refused before
    mapped = list(zip(grid.headings, grid.fields, strict=True))
    aside = {reason: tuple(numbers) for reason, numbers in sorted(found.reasons.items())}
    return Receipt(
        list_id=book.list_id, sha256=book.sha256, layout=layout.name, rows=found.rows, accepted=found.accepted,
        set_aside=found.rows - found.accepted, reasons=aside,
        columns_unmapped=tuple(h for h, f in mapped if f is None),
        codes_unknown=tuple((*key, n) for key, n in sorted(found.unknown.items())), duplicates=found.duplicates(),
        file=book.file, sheet=grid.sheet, sheet_name=book.sheets[grid.sheet - 1], heading_row=grid.heading_row,
        encoding=book.encoding, delimiter=book.delimiter,
        columns_mapped=tuple((h, f.path) for h, f in mapped if f is not None),
        unreadable=dict(sorted(found.unreadable.items())), mentions=found.mentions, notes=grid.notes,
    )  # fmt: skip


class _Found:
    """What the parts of a list come to."""

    def __init__(self) -> None:
        self.rows = self.accepted = self.mentions = 0
        self.reasons: dict[str, list[int]] = {}
        self.unknown: Counter[tuple[str, str, str]] = Counter()
        self.unreadable: Counter[str] = Counter()
        self.widest: Grid | None = None
        self.marks: list[np.ndarray] = []

    def add(self, parsed: Parsed) -> None:
        grid = parsed.grid
        self.rows, self.accepted = self.rows + grid.rows, self.accepted + len(grid.numbers)
        for number, reason in grid.set_aside:
            self.reasons.setdefault(reason, []).append(number)
        self.mentions += sum(int(m.sum()) for m in find_people(parsed.readings, len(grid.numbers)).present.values())
        for fault in parsed.all_faults():
            self._fault(fault)
        # A row's hash stands for it: two rows of 128 bits are equal by chance never.
        digests = (blake2b(text.encode(), digest_size=16).digest() for text in grid.raw().to_pylist())
        self.marks.append(np.frombuffer(b"".join(digests), MARK))
        if self.widest is None or len(grid.headings) > len(self.widest.headings):
            self.widest = replace(grid, cells=(), set_aside=())

    def _fault(self, fault: Faults) -> None:
        for which, n in zip(*np.unique(fault.which, return_counts=True), strict=True):
            self.unreadable[fault.kinds[which][0]] += int(n)
        words = np.array([rule in ("I05", "I07") for rule, _ in fault.kinds])
        for cell in fault.cells.filter(words[fault.which]).to_pylist():
            self.unknown[fault.field, fault.heading, " ".join(cell.split())] += 1

    def duplicates(self) -> int:
        """How many rows repeat an earlier one."""
        return self.accepted - len(np.unique(np.concatenate(self.marks)))


MARK = np.dtype([("high", "<u8"), ("low", "<u8")])


def best_fit(path: Path | Book, layouts: Mapping[str, Layout | str], sheet: str | None = None) -> str | None:
    """The name of the layout whose headings a file has, or None where none fits, or two do equally well.

    A layout fits where it knows half of the headings, and two of them at least. Of several, the one that
    knows the most, then the one with the fewest fields that the file lacks.
    """
    book = path if isinstance(path, Book) else open_book(Path(path))
    tops = [(top_rows(book, number), book.facts(number).merged) for number in sheet_numbers(book, sheet)]
    scores = []
    for name, given in sorted(layouts.items()):
        layout = parse_layout(given, name) if isinstance(given, str) else given
        fit = max(_known(top, merged, layout) for top, merged in tops)
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


def _known(top: Top, merged: Sequence[tuple[int, int, int, int]], layout: Layout) -> _Fit:
    found = find_headings(top, layout, merged)
    headings = {fold(key) for key in found.keys if key.strip()} if found else set()
    known = headings & layout.columns.keys()
    fields = {layout.columns[h].path for h in known}
    return _Fit(len(known), len({f.path for f in layout.columns.values()} - fields), len(headings))
