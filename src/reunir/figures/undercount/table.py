"""Tables of list patterns: a column a list, 0 or 1, and how many have the pattern."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reunir.errors import ListError
from reunir.text import folded

COUNT = "count"
WIDEST = 60
"""Lists of which a table may speak."""


@dataclass(frozen=True)
class Patterns:
    """How many have each pattern. `lists`: their names; `counts`: pattern (a 1 or 0 for each list) -> how many."""

    lists: tuple[str, ...]
    counts: Mapping[tuple[int, ...], int]

    @property
    def known(self) -> int:
        """How many are on at least one list."""
        return sum(self.counts.values())

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Patterns, a row each, and their counts, in the order of the patterns."""
        ordered = sorted(self.counts)
        return np.array(ordered, dtype=np.int64).reshape(-1, len(self.lists)), np.array([self.counts[p] for p in ordered], dtype=np.int64)

    def shared(self) -> NDArray[np.int64]:
        """How many each two lists share; of a list with itself, how many are on it."""
        patterns, counts = self.arrays()
        return (patterns * counts[:, None]).T @ patterns

    def cells(self) -> NDArray[np.int64]:
        """Counts by pattern as a whole number, list i at bit i: 2^lists places."""
        made = np.zeros(1 << len(self.lists), dtype=np.int64)
        for pattern, count in self.counts.items():
            made[sum(bit << i for i, bit in enumerate(pattern))] += count
        return made


def from_overlap(rows: Sequence[tuple[str, int]], lists: Sequence[str]) -> Patterns:
    """Patterns from a run's table `overlap`: (names of lists with commas, how many). `lists`: those that count."""
    counts: dict[tuple[int, ...], int] = {}
    for names, count in rows:
        pattern = tuple(int(name in names.split(",")) for name in lists)
        if any(pattern):
            counts[pattern] = counts.get(pattern, 0) + count
    return Patterns(tuple(lists), counts)


def read_table(path: Path) -> Patterns:
    """Read a CSV of list patterns: a heading row of the lists' names and `count`, then a row a pattern. The same pattern
    twice is added up. ListError names the row and column of what cannot be read, and a row of those on no list."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ListError(f"{path} cannot be read as UTF-8 text: {error}.") from error
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or COUNT not in [folded(h) for h in rows[0]]:
        raise ListError(f'{path.name} needs a heading row with a column for each list and one that is called "{COUNT}".')
    heading = [h.strip() for h in rows[0]]
    at = [folded(h) for h in heading].index(COUNT)
    lists = [i for i in range(len(heading)) if i != at]
    if len(lists) > WIDEST or len({heading[i] for i in lists}) < len(lists):
        raise ListError(f"{path.name}: the lists need names of their own, and there may be {WIDEST} of them.")
    counts: dict[tuple[int, ...], int] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(heading):
            raise ListError(f"{path.name}, row {number}: it has {len(row)} cells and the heading row {len(heading)}.")
        for i in lists:
            if row[i].strip() not in ("0", "1"):
                raise ListError(f"{path.name}, row {number}, column {heading[i]!r}: {row[i]!r} is neither 0 nor 1.")
        count = row[at].strip()
        if not count.isascii() or not count.isdigit() or len(count) > 9:
            raise ListError(f"{path.name}, row {number}: {row[at]!r} is no count of people.")
        pattern = tuple(int(row[i]) for i in lists)
        if int(count) and not any(pattern):
            raise ListError(f"{path.name}, row {number}: those on no list are what is asked for; leave that row out.")
        if int(count):
            counts[pattern] = counts.get(pattern, 0) + int(count)
    return Patterns(tuple(heading[i] for i in lists), counts)
