"""Merging: greedy by the mean over all cross pairs, under constraints; the fast way gives the greedy answer."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir.linkage.cluster import CHILD, PARENT, components, merge

NONE = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def merged(size: int, edges: dict[tuple[int, int], int], never=(), always=(), roles=None) -> list[int]:
    def pairs(some) -> tuple[np.ndarray, np.ndarray]:
        both = np.array(sorted(some), dtype=np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    one, two = pairs(edges)
    weight = np.array([edges[e] for e in sorted(edges)], dtype=np.int64)
    role = np.array(roles or [0] * size, dtype=np.int64)
    return merge(size, one, two, weight, role, pairs(never), pairs(always), 0, 10**9).tolist()


def greedy(size: int, edges: dict[tuple[int, int], int]) -> list[int]:
    """The same written plainly: the best pair of groups first, until no mean is above zero."""
    groups = {i: {i} for i in range(size)}
    while True:
        best = None
        for a in groups:
            for b in groups:
                if a < b:
                    total = sum(edges.get((min(x, y), max(x, y)), 0) for x in groups[a] for y in groups[b])
                    mean = total / float(len(groups[a]) * len(groups[b]))
                    if mean > 0 and (best is None or (-mean, a, b) < best):
                        best = (-mean, a, b)
        if best is None:
            break
        groups[best[1]] |= groups.pop(best[2])
    label = [0] * size
    for a, members in groups.items():
        for m in members:
            label[m] = a
    return label


EDGES = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda p: p[0] < p[1]), st.integers(-10**6, 10**6), max_size=30)


@settings(max_examples=200, deadline=None)
@given(EDGES)
def test_merging_all_mutual_bests_at_once_is_the_greedy_answer(edges: dict[tuple[int, int], int]) -> None:
    means = sorted(edges.values())
    if len(set(means)) == len(means):  # ties may be broken either way further on
        assert merged(9, edges) == greedy(9, edges)


def test_one_wrong_link_closes_no_chain() -> None:
    chain = {(0, 1): 9, (1, 2): 1, (2, 3): 9, (0, 2): -9, (0, 3): -9, (1, 3): -9}
    assert merged(4, chain) == [0, 0, 2, 2]


def test_never_outweighs_any_number_of_links() -> None:
    assert merged(3, {(0, 1): 10, (1, 2): 9, (0, 2): 9}, never=[(0, 2)]) == [0, 0, 2]


def test_a_group_never_holds_parent_and_child() -> None:
    assert merged(3, {(0, 1): 10, (1, 2): 9}, roles=[PARENT, 0, CHILD]) == [0, 0, 2]


def test_always_is_kept_against_every_weight() -> None:
    assert merged(2, {(0, 1): -10}, always=[(0, 1)]) == [0, 0]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=14))
def test_components_are_named_by_their_least_member(pairs: list[tuple[int, int]]) -> None:
    a, b = (np.array([p[i] for p in pairs], dtype=np.int64) for i in (0, 1))
    label = components(12, a, b)
    assert all(label[x] == label[y] for x, y in pairs)
    assert all(label[label[i]] == label[i] <= i for i in range(12))
    reached = {i: {i} for i in range(12)}
    for _ in range(12):
        for x, y in pairs:
            reached[x] |= reached[y]
            reached[y] |= reached[x]
    assert all(label[i] == min(reached[i]) for i in range(12))


def test_a_pair_never_compared_is_neutral_where_the_threshold_is_below_nought() -> None:
    """Two couples, of whose four cross pairs two were compared: they decide, and the two others do not help."""
    one, two = np.array([0, 2, 1, 0]), np.array([1, 3, 2, 2])
    nobody = np.zeros(4, dtype=np.int64)

    def at(against: int) -> list[int]:
        weight = np.array([900, 900, against, -60])
        return merge(4, one, two, weight, nobody, NONE, NONE, -100, 10**9).tolist()

    assert at(-130) == [0, 0, 0, 0]  # 30 below the threshold, and the other 40 above it
    assert at(-150) == [0, 0, 2, 2]
