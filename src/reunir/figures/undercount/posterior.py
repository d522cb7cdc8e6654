"""What is known of the number on no list, whichever model says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Posterior:
    """`unseen`: numbers, ascending; `chance`: of each, summing to 1 (of a grid, what lies about each point)."""

    unseen: NDArray[np.int64]
    chance: NDArray[np.float64]

    def quantile(self, share: float) -> int:
        """The least number at or under which so much of the chance lies."""
        at = int(np.searchsorted(np.cumsum(self.chance), share * (1 - 1e-12)))
        return int(self.unseen[min(at, len(self.unseen) - 1)])

    def beyond(self, number: float) -> float:
        """The chance of more than that number."""
        return float(self.chance[self.unseen > number].sum())

    def plus(self, known: int) -> Posterior:
        """The same of everybody: those known added."""
        return Posterior(self.unseen + known, self.chance)


def pooled(posteriors: Sequence[Posterior]) -> Posterior:
    """Several, each as likely as another, as one."""
    numbers = np.concatenate([p.unseen for p in posteriors])
    chance = np.concatenate([p.chance for p in posteriors]) / len(posteriors)
    order = np.argsort(numbers, kind="stable")
    return Posterior(numbers[order], chance[order])
