"""Invented populations whose size is known: drawn from the two families of models, and from two outside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from reunir.figures.undercount import Patterns, latent, loglinear
from reunir.figures.undercount.structures import structures

LEAST, MOST = 500, 20_000
LISTS = 4


def size(rng: np.random.Generator) -> int:
    """A population's size by the prior: each as likely as its inverse, between LEAST and MOST."""
    sizes = np.arange(LEAST, MOST + 1)
    return int(rng.choice(sizes, p=(1 / sizes) / (1 / sizes).sum()))


def table(people: np.ndarray) -> Patterns:
    """Patterns of people, a row each, 0 or 1 a list; those on none are lost."""
    found = Counter(tuple(int(v) for v in row) for row in people if row.any())
    return Patterns(tuple(f"list {i + 1}" for i in range(people.shape[1])), found)


def by_structure(rng: np.random.Generator) -> tuple[int, Patterns]:
    """A structure at random and probabilities by its hyper-Dirichlet prior, drawn clique by clique."""
    every = structures(LISTS)
    structure = every[int(rng.integers(len(every)))]
    population = size(rng)
    people = np.zeros((population, LISTS), dtype=np.int64)
    told: set[int] = set()
    left = list(structure.cliques)
    while left:
        # The next clique is one whose lists told already are all in one clique told before: a junction forest's order.
        clique = max(left, key=lambda c: sum(1 for v in told if c >> v & 1)) if told else left[0]
        left.remove(clique)
        inside = [v for v in range(LISTS) if clique >> v & 1]
        given, new = [v for v in inside if v in told], [v for v in inside if v not in told]
        weight = loglinear.STRONG / 2 ** len(inside)
        states = people[:, given] @ (1 << np.arange(len(given)))
        for state in range(1 << len(given)):
            which = np.flatnonzero(states == state)
            drawn = rng.choice(1 << len(new), size=len(which), p=_dirichlet(rng, weight, 1 << len(new)))
            for place, v in enumerate(new):
                people[which, v] = drawn >> place & 1
        told |= set(inside)
    return population, table(people)


def by_classes(rng: np.random.Generator) -> tuple[int, Patterns]:
    """Classes by a stick-breaking process and each list's chance in each, by the priors of the latent-class model."""
    population = size(rng)
    concentration = max(rng.gamma(latent.SHAPE, 1 / latent.RATE), 1e-6)
    stick = np.append(rng.beta(1, concentration, latent.CLASSES - 1), 1.0)
    share = stick * np.concatenate([[1.0], np.cumprod(1 - stick[:-1])])
    found = rng.uniform(size=(latent.CLASSES, LISTS))
    of = rng.choice(latent.CLASSES, size=population, p=share / share.sum())
    return population, table((rng.uniform(size=(population, LISTS)) < found[of]).astype(np.int64))


def by_ease(rng: np.random.Generator) -> tuple[int, Patterns]:
    """Outside both: each person found the more easily by every list, by an ease of their own (log-normal)."""
    population = int(rng.integers(1_000, 5_000))
    ease = rng.normal(0, 1, population)[:, None] + rng.normal(-1.5, 0.5, LISTS)
    return population, table((rng.uniform(size=(population, LISTS)) < 1 / (1 + np.exp(-ease))).astype(np.int64))


def by_referral(rng: np.random.Generator) -> tuple[int, Patterns]:
    """Outside both in part: lists in a ring, each hearing of some of those whom the one before it found."""
    population = int(rng.integers(1_000, 5_000))
    people = rng.uniform(size=(population, LISTS)) < rng.uniform(0.05, 0.25, LISTS)
    heard = np.roll(people, 1, axis=1) & (rng.uniform(size=people.shape) < 0.3)
    return population, table((people | heard).astype(np.int64))


def _dirichlet(rng: np.random.Generator, weight: float, cells: int) -> np.ndarray:
    """Of gammas in logs, since those of little weight are too small for a float."""
    logs = np.log(rng.gamma(weight + 1, size=cells)) + np.log(rng.uniform(size=cells)) / weight
    made = np.exp(logs - logs.max())
    return made / made.sum()


def many(draw, seed: int) -> Iterator[tuple[int, Patterns]]:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(seed)
    while True:
        yield draw(rng)
