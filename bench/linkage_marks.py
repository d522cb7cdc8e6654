"""Marks of a linkage against the truth: pairwise and cluster precision, recall and F1, ties, subgroups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reunir.engine import Engine

RESAMPLES = 400


@dataclass(frozen=True)
class Marks:
    right: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0


def _pairs(sizes: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def marks_of(cluster: list[Any], truth: list[int]) -> Marks:
    """Pairwise: of all pairs of mentions, those put together and those that belong together."""
    both = _pairs(Counter(zip(cluster, truth, strict=True)))
    return Marks(both, _pairs(Counter(cluster)), _pairs(Counter(truth)))


def clusters_of(engine: Engine) -> list[str]:
    """The person of each mention, in the order in which the generator drew them."""
    return [p for (p,) in engine.rows("select person_id from mention order by list_seq, sheet, row, who")]


def pairwise(engine: Engine, truth: list[int]) -> Marks:
    return marks_of(clusters_of(engine), truth)


def whole(cluster: list[Any], truth: list[int]) -> Marks:
    """Cluster: people whose mentions are exactly one cluster."""
    mine: dict[Any, set[int]] = {}
    yours: dict[int, set[int]] = {}
    for i, (c, t) in enumerate(zip(cluster, truth, strict=True)):
        mine.setdefault(c, set()).add(i)
        yours.setdefault(t, set()).add(i)
    exact = {frozenset(s) for s in mine.values()} & {frozenset(s) for s in yours.values()}
    return Marks(len(exact), len(mine), len(yours))


def subgroup(cluster: list[Any], truth: list[int], member: list[bool]) -> Marks:
    """Pairwise marks of the pairs in which at least one mention is of the subgroup."""
    outside_c = [c for c, m in zip(cluster, member, strict=True) if not m]
    outside_t = [t for t, m in zip(truth, member, strict=True) if not m]
    every, rest = marks_of(cluster, truth), marks_of(outside_c, outside_t)
    return Marks(every.right - rest.right, every.found - rest.found, every.true - rest.true)


def shares(cluster: list[Any], truth: list[int]) -> NDArray[np.float64]:
    """What each person adds to right, found and true pairs, a row a person in the order of their keys.

    A pair of two people that was found is half of each, so the rows add up to the marks of the whole."""
    _, c = np.unique(np.array([str(x) for x in cluster]), return_inverse=True)
    _, t = np.unique(np.array(truth), return_inverse=True)
    people = int(t.max()) + 1
    cell, n = np.unique(c.astype(np.int64) * people + t, return_counts=True)
    who, size = cell % people, np.bincount(c)[cell // people]
    whole = np.bincount(t).astype(np.float64)
    right = np.bincount(who, n * (n - 1) / 2, people)
    found = right + np.bincount(who, n * (size - n) / 2, people)
    return np.stack([right, found, whole * (whole - 1) / 2], axis=1)


def draws(people: int, seed: int, resamples: int = RESAMPLES) -> NDArray[np.float64]:
    """How often each resample draws each person, with replacement: the same for everyone marked on one list."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(people, np.full(people, 1 / people), resamples).astype(np.float64)


def resampled(cluster: list[Any], truth: list[int], drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pairwise F1 of each resample of people."""
    right, found, true = (drawn @ shares(cluster, truth)).T
    return 2 * right / (found + true)


def interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """The middle 95 in 100."""
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def tie_marks(engine: Engine, drawn: Any) -> Marks:
    """Ties that are right, by whom the two persons' earliest mentions belong to; recall over distinct true ties."""
    ids = [m for (m,) in engine.rows("select mention_id from mention order by list_seq, sheet, row, who")]
    who = dict(zip(ids, drawn.truth, strict=True))
    found = [(who[p], who[c]) for p, c in engine.rows("select parent_id, child_id from tie")]
    right = sum(pair in drawn.ties for pair in found)
    return TieMarks(right, len(found), len(drawn.ties), len(set(found) & drawn.ties))


@dataclass(frozen=True)
class TieMarks(Marks):
    reached: int = 0

    @property
    def recall(self) -> float:
        return self.reached / self.true if self.true else 1.0
