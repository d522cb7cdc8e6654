"""A list read in parts: of each part its grid, and every field that its layout maps, over its accepted rows."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa

from reunir.intake.checks import check_rows
from reunir.intake.files import Book
from reunir.intake.grid import UNREAD, Grid, grids
from reunir.intake.layout import Field, Layout, parse_field
from reunir.intake.reading import Faults, Reading, blank_reading, read_column
from reunir.model import Correction


@dataclass(frozen=True)
class Parsed:
    """`readings`: by field, a value a row of the grid; `every_row`: what the layout states of each row;
    `faults`: findings about rows and about entries, beside those that each reading carries."""

    grid: Grid
    layout: Layout
    readings: dict[Field, Reading]
    every_row: dict[Field, Reading]
    faults: tuple[Faults, ...] = ()

    def all_faults(self) -> list[Faults]:
        every = (*(f for r in self.readings.values() for f in r.faults), *self.faults)
        return [f for f in every if len(f.rows)]


@contextmanager
def without_collecting() -> Iterator[None]:
    """Spare the garbage collector, which otherwise walks the millions of cells again and again; nothing
    here makes cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def parse_list(
    book: Book, layout: Layout, sheet: str | None, received_on: date | None = None,
    corrections: Iterable[Correction] = (), list_id: str | None = None,
) -> Iterator[Parsed]:  # fmt: skip
    """Read a list under its layout, with `corrections` overlaid on its cells (never on `Grid.cells`), in parts of
    bounded size: no rule of intake looks beyond its row, so a part is read as the whole would be."""
    corrections = sorted(corrections, key=lambda c: c.seq)
    for grid in grids(book, layout, sheet):
        prefix = f"{list_id or book.list_id}-{grid.sheet}-"
        yield _parsed(grid, layout, received_on, [c for c in corrections if c.record_id.startswith(prefix)], len(prefix))


def _parsed(
    grid: Grid, layout: Layout, received_on: date | None, corrections: Sequence[Correction], prefix: int
) -> Parsed:
    readings: dict[Field, Reading] = {}
    for field, heading, cells in zip(grid.fields, grid.headings, grid.cells, strict=True):
        if field is not None:
            reading = read_column(field, heading, cells, layout)
            readings[field] = readings[field].over(reading) if field in readings else reading
    filled = np.zeros(len(grid.numbers), bool)
    for reading in readings.values():
        filled |= reading.filled
    grid = grid.keep(filled, UNREAD)
    readings = {f: r.filter(filled) for f, r in readings.items()}
    place = {str(n): i for i, n in enumerate(grid.numbers.tolist())} if corrections else {}
    ours = [(place[c.record_id[prefix:]], c) for c in corrections if c.record_id[prefix:] in place]
    faults = overlay(readings, ours, len(grid.numbers), layout)
    every_row = {f: _constant(f, text, len(grid.numbers), layout) for f, text in layout.every_row.items()}
    faults += check_rows(readings, received_on)
    return Parsed(grid, layout, readings, every_row, tuple(faults))


def overlay(
    readings: dict[Field, Reading], corrections: Iterable[tuple[int, Correction]], rows: int, layout: Layout
) -> list[Faults]:
    """Put corrected values in the place of cells (by row position), in `readings`; the latest of a cell speaks.

    A correction may fill a field for which the list has no column. One that names no field of the
    vocabulary changes nothing and is a finding (I14).
    """
    latest: dict[Field, dict[int, str]] = {}
    faults = []
    for at, correction in sorted(corrections, key=lambda c: c[1].seq):
        field = parse_field(correction.field)
        if field is None:
            reason = f"Entry {correction.seq} corrects “{correction.field}”, which is no field of the vocabulary."
            faults.append(unknown_field(correction.field, correction.value, at, reason))
        else:
            latest.setdefault(field, {})[at] = correction.value
    iso = replace(layout, dates=tuple(dict.fromkeys((*layout.dates, "%Y-%m-%d"))))
    for field, values in latest.items():
        reading = readings.get(field) or blank_reading(field, rows)
        order = sorted(values)
        readings[field] = reading.corrected(np.array(order, np.int64), [values[i] for i in order], iso)
    return faults


def unknown_field(path: str, value: str, at: int, reason: str) -> Faults:
    """An entry that names no field of the vocabulary (I14)."""
    where = np.array([at], np.int64)
    return Faults(path, path, where, pa.array([value], pa.string()), np.zeros(1, np.int64), (("I14", reason),))


def _constant(field: Field, text: str, rows: int, layout: Layout) -> Reading:
    one = read_column(field, field.path, pa.array([text], pa.string()), layout)
    at = pa.array(np.zeros(rows, np.int64))
    return Reading(
        field, field.path, one.cells.take(at), one.value.take(at), None if one.time is None else one.time.take(at),
        np.repeat(one.filled, rows), np.repeat(one.holds, rows),
    )  # fmt: skip
