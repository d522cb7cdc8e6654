"""The estimate of how many are on no list, by two families of models, or a refusal in words.

The headline is the log-linear models' average; every model that is shown has its own interval, and the range over them is
always shown with it, because the lists cannot say which model is right. A refusal is data too: it says what the lists
lack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reunir.figures.undercount import latent, loglinear
from reunir.figures.undercount.posterior import Posterior, pooled
from reunir.figures.undercount.structures import MOST_LISTS
from reunir.figures.undercount.table import Patterns

LOW, HIGH = 0.025, 0.975
TIMES = 100
"""The greatest population held possible, in times of those known, where nobody says."""
EXPECTED = 10
"""People whom two lists would share, were they independent, from which their sharing nobody is no chance."""
LEAST = 0.001
"""How probable a structure must be to be shown by itself."""
SHORT = 400
"""Draws of each chain for one of several clusterings, which are pooled."""


@dataclass(frozen=True)
class Estimate:
    """One model's answer: population (people on a list and on none), with the interval that holds 95 in 100 of what is
    possible. `weight`: how probable the model is among its family."""

    name: str
    estimate: int
    low: int
    high: int
    weight: float | None = None


@dataclass(frozen=True)
class Answer:
    """An estimate. `headline`: the log-linear models averaged (the latent classes where there are too many lists for
    these). `models`: every model shown, the headline's first. `notes`: what a reader must know."""

    known: int
    lists: tuple[str, ...]
    headline: Estimate
    models: tuple[Estimate, ...]
    notes: tuple[str, ...]

    @property
    def range(self) -> tuple[int, int]:
        """From the least low to the greatest high of the models shown."""
        return min(m.low for m in self.models), max(m.high for m in self.models)


@dataclass(frozen=True)
class Refusal:
    """Why the lists cannot carry an estimate, and what would help."""

    known: int
    lists: tuple[str, ...]
    why: str


def estimate(
    patterns: Patterns, others: Sequence[Patterns] = (), *, most: int | None = None, seed: int = 1
) -> Answer | Refusal:
    """How many there are, on a list and on none. `others`: the same lists linked otherwise, each as likely as the first
    (sampled clusterings): doubt about links goes into the averaged intervals. `most`: the greatest population held
    possible (else 100 times those known). Deterministic: the same tables and seed, the same answer."""
    why = lacking(patterns)
    if why:
        return Refusal(patterns.known, patterns.lists, why)
    known = patterns.known
    most = max(most or known * TIMES, known + 1)
    tables = [patterns, *(o for o in others if not lacking(o))]
    draws = latent.DRAWS if len(tables) == 1 else SHORT
    classes = pooled([latent.sampled(*t.arrays(), most, draws=draws, seed=seed).plus(t.known) for t in tables])
    shown = [_told("latent classes", classes)]
    notes: list[str] = []
    headline = classes
    if len(patterns.lists) > MOST_LISTS:
        notes.append(f"Of {len(patterns.lists)} lists not every structure can be tried (of {MOST_LISTS} it can): latent classes alone.")
    else:
        first, single = loglinear.averaged(patterns.cells(), len(patterns.lists), most)
        more = [loglinear.averaged(t.cells(), len(t.lists), most)[0].plus(t.known) for t in tables[1:]]
        headline = pooled([first.plus(known), *more])
        shown.insert(0, _told("log-linear, averaged", headline))
        shown += [
            _told(_named(patterns, w), w.posterior.plus(known), round(w.weight, 4))
            for w in single if w.weight >= LEAST
        ]  # fmt: skip
    if headline.beyond(most / 2) > 1 - HIGH:
        return Refusal(known, patterns.lists, (
            "The lists do not bound the number from above: the answer would be what is held possible beforehand, and not "
            "what the lists say. More people on two lists, or another list, would help."
        ))  # fmt: skip
    notes += [f"{a} and {b} share nobody, which chance can explain." for a, b, _ in _apart(patterns)]
    notes += [
        f"All of {a} are also on {b}: where the one was drawn from the other, this says nothing of whom {b} misses."
        for a, b in _within(patterns)
    ]
    if len(tables) > 1:
        notes.append(f"Over {len(tables)} ways of linking the lists, each as likely as another.")
    return Answer(known, patterns.lists, shown[0], tuple(shown), tuple(notes))


def lacking(patterns: Patterns) -> str | None:
    """What a table lacks for an estimate; None where it lacks nothing that can be seen beforehand."""
    cells, counts = patterns.arrays()
    there = [i for i in range(len(patterns.lists)) if counts @ cells[:, i]] if len(counts) else []
    if len(there) < 3:
        return f"An estimate needs three lists with people on them; there {_are(len(there))}. Two cannot tell who is on neither."
    if len(there) < len(patterns.lists):
        empty = [name for i, name in enumerate(patterns.lists) if i not in there]
        return f"{_and(empty)} has nobody on it: leave it out."
    if not counts[cells.sum(axis=1) > 1].sum():
        return "Nobody is on two lists, so nothing says how many each of them misses. Were people on two lists linked?"
    groups = _groups(patterns.shared())
    if len(groups) > 1:
        parts = "; ".join(_and([patterns.lists[i] for i in group]) for group in groups)
        return f"The lists fall into groups that share nobody ({parts}): estimate each by itself, or bring them together by another list."
    for a, b, expected in _apart(patterns):
        if expected >= EXPECTED:
            return (
                f"{a} and {b} exclude one another: nobody is on both, and {expected:.0f} would be by chance. Make them one list "
                "(whoever is on either), since they cannot tell who is on neither."
            )
    return None


def _apart(patterns: Patterns) -> list[tuple[str, str, float]]:
    """Pairs of lists that share nobody, and how many they would share, were they independent, in a population as small as
    these lists allow (Chao's lower bound)."""
    cells, counts = patterns.arrays()
    shared = patterns.shared()
    on = cells.sum(axis=1)
    once, twice = counts[on == 1].sum(), max(counts[on == 2].sum(), 1)
    population = counts.sum() + once**2 / (2 * twice)
    return [
        (patterns.lists[i], patterns.lists[j], float(shared[i, i] * shared[j, j] / population))
        for i in range(len(shared)) for j in range(i + 1, len(shared)) if not shared[i, j]
    ]  # fmt: skip


def _within(patterns: Patterns) -> list[tuple[str, str]]:
    """Pairs of lists the first of which has nobody whom the second lacks."""
    shared = patterns.shared()
    pairs = [(i, j) for i in range(len(shared)) for j in range(len(shared)) if i != j and shared[i, j] == shared[i, i]]
    return [(patterns.lists[i], patterns.lists[j]) for i, j in pairs]


def _groups(shared: Any) -> list[list[int]]:
    """Lists joined by people whom they share, whatever the way."""
    left, groups = set(range(len(shared))), []
    while left:
        group, new = set(), {min(left)}
        while new:
            group |= new
            new = {j for i in new for j in left if shared[i, j]} - group
        groups.append(sorted(group))
        left -= group
    return groups


def _told(name: str, everybody: Posterior, weight: float | None = None) -> Estimate:
    low, middle, high = (everybody.quantile(q) for q in (LOW, 0.5, HIGH))
    return Estimate(name, middle, low, high, weight)


def _named(patterns: Patterns, weighed: loglinear.Weighed) -> str:
    pairs = [f"{patterns.lists[a]} with {patterns.lists[b]}" for a, b in weighed.structure.edges]
    return f"log-linear: {', '.join(pairs)}" if pairs else "log-linear: all lists independent"


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _are(number: int) -> str:
    return {0: "are none", 1: "is one", 2: "are two"}[number]


def as_json(answer: Answer | Refusal) -> dict[str, Any]:
    """`{"known", "estimate", "low", "high", "models": [..]}`, or `{"refused": why}`."""
    if isinstance(answer, Refusal):
        return {"known": answer.known, "lists": list(answer.lists), "refused": answer.why}
    told = answer.headline
    return {
        "known": answer.known, "lists": list(answer.lists), "estimate": told.estimate, "low": told.low, "high": told.high,
        "range": list(answer.range),
        "models": [
            {"name": m.name, "estimate": m.estimate, "low": m.low, "high": m.high, "weight": m.weight} for m in answer.models
        ],
        "notes": list(answer.notes),
    }  # fmt: skip
