"""From weights to persons: greedy merging by the mean weight over all cross pairs, under constraints.

Not connected components: those let one wrong link close a chain. Two groups are merged while the mean weight over
all their cross pairs is above the threshold, the highest mean first; a pair that was never compared counts as none.
Average linkage is reducible (a merge brings no other pair closer), so all pairs of groups that are each other's best
may be merged at once, and the answer is the greedy one. Weights are whole numbers and ties go to the earlier
mentions, so the answer depends on nothing but its input.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

NEVER = -(10**12)
"""The weight of two mentions that cannot be one person."""

PARENT, CHILD = 1, 2
"""Bits of a mention's role: a group never holds both."""


def components(size: int, a: Whole, b: Whole) -> Whole:
    """The least member of each node's connected component; edges (a, b) among nodes 0..size-1."""
    label = np.arange(size, dtype=np.int64)
    while len(a):
        la, lb = label[a], label[b]
        open_ = la != lb
        a, b, la, lb = a[open_], b[open_], la[open_], lb[open_]
        if not len(a):
            break
        low, high = np.minimum(la, lb), np.maximum(la, lb)
        np.minimum.at(label, high, low)
        while True:
            jumped = label[label]
            if np.array_equal(jumped, label):
                break
            label = jumped
    return label


def merge(
    size: int, one: Whole, two: Whole, weight: Whole, role: Whole, never: tuple[Whole, Whole],
    always: tuple[Whole, Whole], threshold: int, limit: int,
) -> Whole:  # fmt: skip
    """The least mention of each mention's group.

    `one`, `two`, `weight`: compared pairs, in millionths of a bit; each weight counts for no more than `limit`, so
    that no single pair outvotes a group; a pair never compared speaks neither for nor against, also where the
    threshold is below nought. `role`: PARENT, CHILD or 0. `never`, `always`: pairs that must stay apart
    or are one (judgements). Groups are merged while the mean is above `threshold`."""
    label = components(size, *always)
    group_role = np.zeros(size, dtype=np.int64)
    np.bitwise_or.at(group_role, label, role)
    group_role[group_role == (PARENT | CHILD)] = 0  # judged to be one: what a list calls them no longer counts
    members = np.bincount(label, minlength=size).astype(np.int64)
    # Only what positive weights connect can ever be merged.
    hopeful = weight > threshold
    reach = components(size, np.concatenate([one[hopeful], always[0]]), np.concatenate([two[hopeful], always[1]]))
    inside = reach[one] == reach[two]
    apart = reach[never[0]] == reach[never[1]]
    a = np.concatenate([one[inside], never[0][apart]])
    b = np.concatenate([two[inside], never[1][apart]])
    # Weights are told from the threshold where it is below nought, so that a pair never compared stays at nought.
    told = np.where(weight == NEVER, NEVER, np.clip(weight, -limit, limit) - min(threshold, 0))[inside]
    s = np.concatenate([told, np.full(int(apart.sum()), NEVER, dtype=np.int64)])
    threshold = max(threshold, 0)
    a, b = label[a], label[b]
    while True:
        a, b, s = _summed(a, b, s, size)
        if not len(a):
            break
        allowed = (group_role[a] | group_role[b]) != (PARENT | CHILD)
        mean = s / (members[a] * members[b]).astype(np.float64)
        good = allowed & (mean > threshold)
        if not good.any():
            break
        ga, gb, gm = a[good], b[good], mean[good]
        best = np.full(size, -np.inf)
        np.maximum.at(best, ga, gm)
        np.maximum.at(best, gb, gm)
        key = ga * size + gb
        first = np.full(size, np.iinfo(np.int64).max)
        top_a, top_b = gm == best[ga], gm == best[gb]
        np.minimum.at(first, ga[top_a], key[top_a])
        np.minimum.at(first, gb[top_b], key[top_b])
        mutual = top_a & top_b & (first[ga] == key) & (first[gb] == key)
        into, gone = ga[mutual], gb[mutual]
        step = np.arange(size, dtype=np.int64)
        step[gone] = into
        members[into] += members[gone]
        group_role[into] |= group_role[gone]
        label = step[label]
        # A group that nothing draws now is drawn by nothing later: its pairs can go.
        alive = np.isfinite(best)
        keep = alive[a] & alive[b]
        a, b, s = step[a[keep]], step[b[keep]], s[keep]
    return label


def _summed(a: Whole, b: Whole, s: Whole, size: int) -> tuple[Whole, Whole, Whole]:
    """Weights of pairs of groups, each pair once with the lower group first; pairs within a group are gone."""
    apart = a != b
    a, b, s = a[apart], b[apart], s[apart]
    low, high = np.minimum(a, b), np.maximum(a, b)
    key = low * size + high
    order = np.argsort(key, kind="stable")
    key, s = key[order], s[order]
    if not len(key):
        return key, key, s
    start = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    total = np.add.reduceat(s, start)
    key = key[start]
    return key // size, key % size, total
