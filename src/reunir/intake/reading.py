"""Columns: one field over all rows of a list.

Each distinct text of a column is read once, so a column of a million rows costs as many readings as it has
different cells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reunir.intake.cells import BLANK, is_date, reader
from reunir.intake.layout import Field, Layout


@dataclass(frozen=True)
class Faults:
    """What is wrong with cells of one column: at `rows` (positions), the `which`-th of `kinds` (rule, reason)."""

    field: str
    heading: str
    rows: np.ndarray
    cells: pa.Array
    which: np.ndarray
    kinds: tuple[tuple[str, str], ...]

    def where(self, keep: np.ndarray) -> Faults:
        """Those faults for which `keep` (one truth value a fault) holds."""
        return replace(self, rows=self.rows[keep], cells=self.cells.filter(pa.array(keep)), which=self.which[keep])


@dataclass(frozen=True)
class Reading:
    """One field over all rows. `cells`: as received; `time`: of a date only."""

    field: Field
    heading: str
    cells: pa.Array
    value: pa.Array
    time: pa.Array | None
    filled: np.ndarray
    holds: np.ndarray
    faults: tuple[Faults, ...] = ()

    def filter(self, mask: np.ndarray) -> Reading:
        """The reading over the rows where `mask` is true."""
        if mask.all():
            return self
        chosen = pa.array(mask)
        place = np.cumsum(mask) - 1
        kept = (f.where(mask[f.rows]) for f in self.faults)
        return replace(
            self,
            cells=self.cells.filter(chosen),
            value=self.value.filter(chosen),
            time=None if self.time is None else self.time.filter(chosen),
            filled=self.filled[mask],
            holds=self.holds[mask],
            faults=tuple(replace(f, rows=place[f.rows]) for f in kept if len(f.rows)),
        )

    def over(self, other: Reading) -> Reading:
        """This reading, and the other one where this is blank. Where both say something and differ, the
        first speaks and the other cell is a fault (I13)."""
        first, mask = self.filled, pa.array(self.filled)
        differ = np.flatnonzero(first & other.filled & ~_same(self.value, other.value))
        faults = [f for f in (*self.faults, *(f.where(~first[f.rows]) for f in other.faults)) if len(f.rows)]
        if len(differ):
            reason = f"“{self.heading}” and “{other.heading}” are one field and say two things; the first is read."
            faults.append(_faults(other, differ, "I13", reason))
        return replace(
            self,
            cells=pc.if_else(mask, self.cells, other.cells),
            value=pc.if_else(mask, self.value, other.value),
            time=None if self.time is None else pc.if_else(mask, self.time, other.time),
            filled=first | other.filled,
            holds=np.where(first, self.holds, other.holds),
            faults=tuple(faults),
        )

    def corrected(self, rows: np.ndarray, texts: list[str], layout: Layout) -> Reading:
        """The reading with other texts in the place of some cells (by row position)."""
        patch = read_column(self.field, self.heading, pa.array(texts, pa.string()), layout)
        mask = np.zeros(len(self.filled), bool)
        mask[rows] = True
        at = np.zeros(len(mask), np.int64)
        at[rows] = np.arange(len(rows))
        chosen, index = pa.array(mask), pa.array(at)
        kept = (f.where(~mask[f.rows]) for f in self.faults)
        return replace(
            self,
            cells=pc.if_else(chosen, patch.cells.take(index), self.cells),
            value=pc.if_else(chosen, patch.value.take(index), self.value),
            time=None if patch.time is None else pc.if_else(chosen, patch.time.take(index), self.time),
            filled=np.where(mask, patch.filled[at], self.filled),
            holds=np.where(mask, patch.holds[at], self.holds),
            faults=(*(f for f in kept if len(f.rows)), *(replace(f, rows=rows[f.rows]) for f in patch.faults)),
        )


def _same(left: pa.Array, right: pa.Array) -> np.ndarray:
    return pc.fill_null(pc.equal(left, right), True).to_numpy(zero_copy_only=False)


def _faults(reading: Reading, rows: np.ndarray, rule: str, reason: str) -> Faults:
    """One and the same fault at several rows of a reading."""
    which = np.zeros(len(rows), np.int64)
    return Faults(reading.field.path, reading.heading, rows, reading.cells.take(pa.array(rows)), which, ((rule, reason),))


def blank_reading(field: Field, rows: int) -> Reading:
    """A field that no column holds: blank in every row."""
    nothing = np.zeros(rows, bool)
    time = pa.nulls(rows, pa.string()) if is_date(field) else None
    return Reading(field, field.path, pa.nulls(rows, pa.string()), pa.nulls(rows, value_type(field)), time, nothing, nothing)


def value_type(field: Field) -> pa.DataType:
    """The type in which a field's values are kept."""
    if is_date(field):
        return pa.date32()
    return pa.int32() if field.event is None and field.name == "age" else pa.string()


def read_column(field: Field, heading: str, cells: pa.ChunkedArray | pa.Array, layout: Layout) -> Reading:
    """Read a column of text as a field, each distinct text once."""
    texts = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    coded = texts.dictionary_encode()
    read = reader(field, layout)
    outcomes = [*(read(text) for text in coded.dictionary.to_pylist()), BLANK]
    # A row too short to have the cell reads as blank: the last outcome.
    at = pc.fill_null(coded.indices, len(outcomes) - 1).to_numpy(zero_copy_only=False)
    index = pa.array(at)
    value = pa.array([o.value for o in outcomes], value_type(field)).take(index)
    time = pa.array([o.time for o in outcomes], pa.string()).take(index) if is_date(field) else None
    filled = np.array([o.filled for o in outcomes])[at]
    holds = np.array([o.holds for o in outcomes])[at]
    reading = Reading(field, heading, texts, value, time, filled, holds)
    faulty = {i: n for n, i in enumerate(i for i, o in enumerate(outcomes) if o.rule)}
    if not faulty:
        return reading
    number = np.full(len(outcomes), -1, np.int64)
    number[list(faulty)] = list(faulty.values())
    rows = np.flatnonzero(number[at] >= 0)
    kinds = tuple((str(outcomes[i].rule), str(outcomes[i].reason)) for i in faulty)
    faults = Faults(field.path, heading, rows, texts.take(pa.array(rows)), number[at][rows], kinds)
    return replace(reading, faults=(faults,))
