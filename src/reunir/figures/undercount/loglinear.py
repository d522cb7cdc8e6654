"""Log-linear models over all structures, averaged: Madigan and York, Bayesian methods for estimation of the size of a
closed population, Biometrika 84 (1997).

Under a decomposable structure with a hyper-Dirichlet prior, the probability of the whole table, those on no list among
it, has a closed form (their section 3). So the posterior of the number on no list is summed exactly over a grid, for
every structure, and over structures by how probable each is: no sampling, no iteration.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from reunir.figures.undercount.posterior import Posterior
from reunir.figures.undercount.structures import Structure, structures

Vector = NDArray[np.float64]

STRONG = 1.0
"""Prior weight of the whole table in people, spread over its cells evenly (Madigan and York: a prior that says little)."""
FINE, COARSE = 500, 1_500
"""Numbers on no list that are tried one by one, and how many are tried beyond."""
CHUNK = 512
"""Structures weighed at once, which bounds memory."""


@dataclass(frozen=True)
class Weighed:
    """A structure, how probable it is among all, and what it says by itself."""

    structure: Structure
    weight: float
    posterior: Posterior


def grid(most: int) -> tuple[NDArray[np.int64], Vector]:
    """Numbers from 0 to `most` (every one up to FINE, then less than a hundredth apart), and for how many whole numbers
    each stands."""
    points = np.unique(np.concatenate([
        np.arange(min(most, FINE) + 1), np.rint(np.geomspace(FINE, max(most, FINE + 1), COARSE)).astype(np.int64),
    ]))  # fmt: skip
    points = points[points <= most].astype(np.int64)
    edges = np.concatenate([[-0.5], (points[1:] + points[:-1]) / 2, [points[-1] + 0.5]])
    return points, np.diff(edges)


def averaged(table: NDArray[np.int64], lists: int, most: int) -> tuple[Posterior, list[Weighed]]:
    """The posterior over all structures, and each structure's own, the most probable first.

    `table`: people by pattern, 2^lists whole numbers, pattern p at place p (bit i: on list i); place 0 is not read.
    `most`: the greatest population held possible; before the lists every population is as likely as its inverse."""
    known = int(table[1:].sum())
    unseen, width = grid(most - known)
    population = unseen + known
    # Prior 1/N; N! / n0! ways to tell the people apart (the other factorials are the same for all).
    base = -np.log(population) + gammaln(population + 1) - gammaln(unseen + 1) + np.log(width)
    said = np.stack([_said(table, lists, subset, unseen) for subset in range(1 << lists)])
    every, signs = structures(lists), _signs(lists)
    evidence, mixed = np.empty(len(every)), np.full(len(unseen), -np.inf)
    for begin in range(0, len(every), CHUNK):
        part = signs[begin : begin + CHUNK] @ said + base
        evidence[begin : begin + CHUNK] = logsumexp(part, axis=1)
        mixed = np.logaddexp(mixed, logsumexp(part, axis=0))
    share = _chances(evidence)
    order = np.lexsort((np.arange(len(every)), -np.round(share, 12)))[:KEPT]
    kept = [Weighed(every[i], float(share[i]), Posterior(unseen, _chances(signs[i] @ said + base))) for i in order]
    return Posterior(unseen, _chances(mixed)), kept


KEPT = 10
"""Structures whose own posterior is kept, the most probable first."""


@lru_cache(maxsize=8)
def _signs(lists: int) -> Vector:
    """A row a structure, a column a set of lists: how often the set is a clique less how often it is a separator."""
    made = np.zeros((len(structures(lists)), 1 << lists))
    for row, structure in enumerate(structures(lists)):
        np.add.at(made[row], list(structure.cliques), 1)
        np.add.at(made[row], list(structure.separators), -1)
    return made


def _said(table: NDArray[np.int64], lists: int, subset: int, unseen: NDArray[np.int64]) -> Vector:
    """The log-probability of the table summed to the lists of a subset, for each number on no list."""
    if not subset:
        return np.zeros(len(unseen))
    cells = np.bincount(np.arange(1 << lists) & subset, weights=np.concatenate([[0], table[1:]]), minlength=1 << lists)
    inside = [p for p in range(1 << lists) if p & ~subset == 0]
    prior = STRONG / len(inside)
    seen = sum(gammaln(cells[p] + prior) - gammaln(prior) for p in inside if p)
    return (
        seen + gammaln(cells[0] + unseen + prior) - gammaln(prior)
        + gammaln(STRONG) - gammaln(STRONG + table[1:].sum() + unseen)
    )  # fmt: skip


def _chances(logs: Vector) -> Vector:
    """Chances that sum to 1, from their logs up to a constant."""
    return np.exp(logs - logsumexp(logs))
