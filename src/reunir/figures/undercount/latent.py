"""A latent-class model: Manrique-Vallier, Bayesian population size estimation using Dirichlet process mixtures,
Biometrics 72 (2016).

People fall into classes, of which there may be few or many (a Dirichlet process, cut at some number); within a class the
lists find people independently. So lists may depend on one another in any way, and people differ in how easily they are
found. Sampled by the Gibbs steps of the paper's section 4, on counts of patterns and not of people; and since these walk
slowly where most people are on no list, each round begins with a leap: one class becomes harder or easier to find, and as
much larger or smaller as leaves what was found of it as it was. The leap is weighed with the unseen summed out
(Metropolis and Hastings), so the posterior is the paper's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, logsumexp

from reunir.figures.undercount.posterior import Posterior

Vector = NDArray[Any]

CLASSES = 10
"""Where the Dirichlet process is cut."""
SHAPE, RATE = 0.25, 0.25
"""Of the gamma prior of its concentration (paper, section 5)."""
DRAWS = 2_500
"""Draws that each chain gives."""
EDGE = 1e-12
"""How near to 0 and 1 a chance may come."""


@dataclass
class _State:
    """Where every chain stands. `share` (chains, classes): of each class; `found` (chains, classes, lists): how likely each
    list finds somebody of it; `stick`: what the shares are broken off by; `concentration`: of the process."""

    share: Vector
    found: Vector
    stick: Vector
    concentration: Vector

    def taken(self, yes: NDArray[np.bool_], other: _State) -> _State:
        """The other's state in the chains that say yes."""
        return _State(*(
            np.where(yes.reshape(-1, *([1] * (mine.ndim - 1))), theirs, mine)
            for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)
        ))  # fmt: skip


def sampled(
    patterns: NDArray[np.int64], counts: NDArray[np.int64], most: int, *, chains: int = 16, draws: int = DRAWS,
    burn: int = 1_000, seed: int = 1,
) -> Posterior:  # fmt: skip
    """The posterior of the number on no list, as drawn. `patterns`: a row a pattern, a column a list, 0 or 1; `counts`: people of each; `most`: the
    greatest population held possible; before the lists every population is as likely as its inverse.

    `chains` begin apart and walk side by side. The same `seed`, the same draws."""
    rng = np.random.default_rng(seed)
    known, lists = int(counts.sum()), patterns.shape[1]
    on, off = patterns.astype(float), 1.0 - patterns
    stick = rng.beta(1, 1, (chains, CLASSES - 1))
    state = _State(_broken(stick), rng.uniform(0.02, 0.8, (chains, CLASSES, lists)), stick, np.ones(chains))
    kept = np.empty((draws, chains), dtype=np.int64)
    for draw in range(-burn, draws):
        state = _leapt(rng, state, on, off, counts)
        # Whose class: of those seen, by pattern; then how many are unseen, and of which class.
        log = _chances(state, on, off)
        placed = rng.multinomial(counts, np.exp(log - logsumexp(log, axis=2, keepdims=True)))
        missed = state.share * np.prod(1 - state.found, axis=2)
        gone = np.minimum(missed.sum(axis=1), 1 - 1e-9)
        unseen = rng.negative_binomial(known, 1 - gone)
        lost = rng.multinomial(unseen, missed / missed.sum(axis=1, keepdims=True))
        members = placed.sum(axis=1) + lost
        hits = placed.swapaxes(1, 2) @ on
        state.found = np.clip(rng.beta(1 + hits, 1 + members[:, :, None] - hits), EDGE, 1 - EDGE)
        # Sticks, and the concentration (paper, step 4).
        beyond = members[:, ::-1].cumsum(axis=1)[:, ::-1] - members
        state.stick = np.clip(rng.beta(1 + members[:, :-1], state.concentration[:, None] + beyond[:, :-1]), EDGE, 1 - EDGE)
        state.share = _broken(state.stick)
        rate = RATE - np.log1p(-state.stick).sum(axis=1)
        state.concentration = np.maximum(rng.gamma(SHAPE + CLASSES - 1, 1 / rate), 1e-6)
        if draw >= 0:
            kept[draw] = unseen
    # The prior ends at `most`: draws beyond it are none of the posterior.
    unseen, times = np.unique(kept[kept <= most - known], return_counts=True)
    return Posterior(unseen, times / times.sum())


def _broken(stick: Vector) -> Vector:
    """Shares of the classes, from how much of what is left each breaks off."""
    ones = np.ones((len(stick), 1))
    left = np.concatenate([ones, np.cumprod(1 - stick, axis=1)], axis=1)
    return np.maximum(left * np.concatenate([stick, ones], axis=1), 1e-300)


def _chances(state: _State, on: Vector, off: Vector) -> Vector:
    """(chains, patterns, classes): log-probability of a pattern and a class."""
    return (
        np.log(state.share)[:, None, :] + on @ np.log(state.found).swapaxes(1, 2) + off @ np.log1p(-state.found).swapaxes(1, 2)
    )


LEAPS = (0.3, 1.0, 3.0)
"""How far a class leaps, in log-odds of being found: one of these scales, drawn at random."""


def _leapt(rng: np.random.Generator, state: _State, on: Vector, off: Vector, counts: NDArray[np.int64]) -> _State:
    """One class of each chain found more or less easily by every list, or not, as the posterior weighs it."""
    chains = np.arange(len(state.share))
    which = rng.integers(CLASSES, size=len(chains))
    far = rng.normal(size=len(chains)) * rng.choice(LEAPS, size=len(chains))
    found = state.found.copy()
    found[chains, which] = np.clip(expit(logit(found[chains, which]) + far[:, None]), EDGE, 1 - EDGE)
    seen, would = (1 - np.prod(1 - f[chains, which], axis=1) for f in (state.found, found))
    share = state.share.copy()
    share[chains, which] *= seen / would
    share /= share.sum(axis=1, keepdims=True)
    left = np.cumsum(share[:, ::-1], axis=1)[:, ::-1]
    stick = np.clip(share[:, :-1] / left[:, :-1], EDGE, 1 - EDGE)
    other = _State(_broken(stick), found, stick, state.concentration)
    gain = _density(other, on, off, counts) - _density(state, on, off, counts)
    return state.taken(np.log(rng.uniform(size=len(chains))) < gain, other)


def _density(state: _State, on: Vector, off: Vector, counts: NDArray[np.int64]) -> Vector:
    """Log of the posterior density of each chain's classes, the unseen summed out (with prior 1/N that leaves the chance of
    what was seen over the chance of being seen), in log-odds of being found and log-ratios of shares, in which a leap
    keeps volumes."""
    seen = 1 - (state.share * np.prod(1 - state.found, axis=2)).sum(axis=1)
    likelihood = logsumexp(_chances(state, on, off), axis=2) @ counts - counts.sum() * np.log(np.maximum(seen, 1e-300))
    flat = (np.log(state.found) + np.log1p(-state.found)).sum(axis=(1, 2))
    left = np.concatenate([np.zeros((len(seen), 1)), np.cumsum(np.log1p(-state.stick), axis=1)[:, :-1]], axis=1)
    broken = ((state.concentration[:, None] - 1) * np.log1p(-state.stick) - left).sum(axis=1)
    return likelihood + flat + broken + np.log(state.share).sum(axis=1)
