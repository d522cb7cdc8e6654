"""Judgements as constraints: what people said of two mentions overrides every score.

The latest judgement of a pair speaks, and `same` is transitive. Where judgements of different pairs contradict each
other through a chain, the later ones are kept and an earlier one that cannot hold beside them gives way.
"""

from __future__ import annotations

from collections.abc import Sequence

from reunir.model import Judgement

Pair = tuple[int, int]


def latest(judgements: Sequence[Judgement], mids: dict[str, int]) -> dict[Pair, Judgement]:
    """The latest judgement of each pair of mentions that the run knows, by mention number, the lower first."""
    out: dict[Pair, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: j.seq):
        one, two = mids.get(judgement.mention_id_l), mids.get(judgement.mention_id_r)
        if one is None or two is None or one == two:
            continue
        out[min(one, two), max(one, two)] = judgement
    return out


def constraints(spoken: dict[Pair, Judgement]) -> tuple[list[Pair], list[Pair]]:
    """Pairs that are one person, and pairs that never are, after the latest word has been given way to."""
    leader: dict[int, int] = {}

    def find(x: int) -> int:
        while leader.setdefault(x, x) != x:
            leader[x] = leader[leader[x]]
            x = leader[x]
        return x

    always: list[Pair] = []
    never: list[Pair] = []
    for (one, two), judgement in sorted(spoken.items(), key=lambda item: -item[1].seq):
        a, b = find(one), find(two)
        if judgement.verdict == "same" and a != b:
            if not any({find(x), find(y)} == {a, b} for x, y in never):
                leader[max(a, b)] = min(a, b)
                always.append((one, two))
        elif judgement.verdict == "different" and a != b:
            never.append((one, two))
    return always, never
