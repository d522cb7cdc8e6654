"""The structures of dependence among lists: all decomposable graphs over them.

A log-linear model whose interactions are those of a decomposable graph (one in which every cycle of four or more has a
chord) has a closed form: its likelihood is a product over cliques divided by one over separators (Darroch, Lauritzen and
Speed 1980; Lauritzen, Graphical Models, 1996, 4.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

MOST_LISTS = 6
"""Lists up to which every structure is tried: 18,153 of six; of seven some 617,000."""


@dataclass(frozen=True)
class Structure:
    """One graph. `cliques` and `separators`: sets of lists as bits (list i is bit i); an empty separator parts components.
    `edges`: pairs of lists that depend on one another directly."""

    cliques: tuple[int, ...]
    separators: tuple[int, ...]
    edges: tuple[tuple[int, int], ...]


@lru_cache(maxsize=8)
def structures(lists: int) -> tuple[Structure, ...]:
    """Every decomposable graph over so many lists but the complete one, which says nothing of who is on none.

    Two lists have 1, three 7, four 60, five 821, six 18,153. Ordered by the number of edges, then by the edges."""
    pairs = list(combinations(range(lists), 2))
    found = []
    for size in range(len(pairs)):
        for edges in combinations(pairs, size):
            made = _decomposed(lists, edges)
            if made is not None:
                found.append(Structure(*made, edges))
    return tuple(found)


def _decomposed(lists: int, edges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Cliques and separators, by taking away one simplicial vertex after another; None where none is left to take.

    A vertex is simplicial where its neighbours are all joined: it and they are a clique, and what they share with the
    rest is a separator (Lauritzen 1996, 2.1.3)."""
    near = [0] * lists
    for a, b in edges:
        near[a] |= 1 << b
        near[b] |= 1 << a
    cliques: list[int] = []
    separators: list[int] = []
    left = (1 << lists) - 1
    while left:
        for v in range(lists):
            beside = near[v] & left
            if left >> v & 1 and all(beside & ~near[u] & ~(1 << u) == 0 for u in range(lists) if beside >> u & 1):
                break
        else:
            return None
        clique = beside | 1 << v
        if not any(clique & ~other == 0 for other in cliques):
            cliques.append(clique)
        left &= ~(1 << v)
    # A junction forest: each clique after the first is joined to an earlier one by the largest set that they share.
    order, rest = [cliques[0]], cliques[1:]
    while rest:
        shared, nearest = max(
            ((a & b, b) for a in order for b in rest), key=lambda pair: (pair[0].bit_count(), -rest.index(pair[1]))
        )
        separators.append(shared)
        order.append(nearest)
        rest.remove(nearest)
    return tuple(sorted(cliques)), tuple(sorted(separators))
