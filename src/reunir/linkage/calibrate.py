"""Calibration: what a weight turned out to be worth where the truth was known.

Evidence is summed as if each piece spoke by itself. It does not quite: names that are written well are so in both
halves, and relatives who are alike say more than one comparison allows for. So a model keeps, for each kind of pair,
a line from the weight as summed to the log-odds of being right. The lines of the shipped model were fitted on a
generated world whose truth is known; judgements of a docket move them (`learn.train`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reunir.engine import Engine
from reunir.linkage.compare import of_pattern_sql
from reunir.linkage.prepare import MICRO
from reunir.linkage.weigh import weight_sql

Floats = NDArray[np.float64]

RELATIVES = ("alike", "not named", "unlike")
KNOWN = ("more", "names alone")
KINDS = tuple(f"relatives {r}, {k}" for r in RELATIVES for k in KNOWN)
"""Kinds of pairs: what their relatives say, and whether a number or a birth date of theirs was compared."""

REACH = (-8.0, 12.0)
"""Bits between which lines are fitted: beyond, a pair is decided whatever its line."""

SHRINK = (8.0, 40.0)
"""How many pairs' worth of certainty a line's start has, in its height (in natural log-odds squared) and its slope."""

STEEPEST = 2.0
"""How many times as steep as another a line may be at most, and as flat."""

STEPS = 25
"""Newton's steps of the fit; it has settled long before."""


def kind_sql(pattern: str, kin: str) -> str:
    """The kind of a pair, as its place in `KINDS`."""
    bare = " and ".join(f"{of_pattern_sql(pattern, name)} = 0" for name in ("number", "birth date"))
    return f"case when {kin} > 0 then 0 when {kin} = 0 then 2 else 4 end + case when {bare} then 1 else 0 end"


def calibrated_sql(model: dict[str, Any], weight: str, pattern: str, kin: str) -> str:
    """A weight in millionths of a bit, by the line of its kind."""
    lines = model["calibration"]
    arms = " ".join(
        f"when {i} then cast(round({weight} * {slope} + {round(height * MICRO)}) as bigint)"
        for i, (height, slope) in enumerate(lines.get(kind, (0.0, 1.0)) for kind in KINDS) if (height, slope) != (0.0, 1.0))  # fmt: skip
    return f"case {kind_sql(pattern, kin)} {arms} else {weight} end" if arms else weight


def summed(engine: Engine) -> dict[str, Any]:
    """Of every weighed pair (`one`, `two`, in that order) its kind and its weight as summed, in bits."""
    return engine.arrays(f"""
        select p.one, p.two, {kind_sql('p.pattern', 'p.kin')} as kind, {weight_sql('p.kin')} / {MICRO}.0 as bits
        from link_weight p join link_pattern t on t.pattern = p.pattern order by p.one, p.two""")


def fitted(start: dict[str, Any], kind: NDArray[np.int64], bits: Floats, right: Floats) -> dict[str, list[float]]:
    """Lines by logistic regression, each pulled to where it starts by so much as `SHRINK` says.

    `kind`, `bits`, `right` (0 or 1): one of each a pair whose truth is known."""
    out: dict[str, list[float]] = {}
    for i, name in enumerate(KINDS):
        before = np.array(start.get(name, (0.0, 1.0)), dtype=np.float64)
        mine = (kind == i) & (bits >= REACH[0]) & (bits <= REACH[1])
        x, y = bits[mine], right[mine]
        line = before.copy()
        pull = np.array([SHRINK[0], SHRINK[1]]) * np.log(2)
        for _ in range(STEPS):
            p = 1.0 / (1.0 + np.exp2(-(line[0] + line[1] * x)))
            slope = np.array([(y - p).sum(), ((y - p) * x).sum()]) * np.log(2) - pull * (line - before)
            v = p * (1.0 - p) * np.log(2) ** 2
            curve = np.array([[v.sum(), (v * x).sum()], [(v * x).sum(), (v * x * x).sum()]]) + np.diag(pull)
            line = line + np.clip(np.linalg.solve(curve, slope), -2.0, 2.0)
            line[1] = min(max(line[1], 1.0 / STEEPEST), STEEPEST)
        out[name] = [round(float(v), 3) for v in line]
    return out
