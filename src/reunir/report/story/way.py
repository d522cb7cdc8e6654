"""The way from the last figures: a bridge each, as a sentence, a waterfall and a table that sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reunir.figures.bridge import CAUSES, STEPS, Bridge
from reunir.report import charts
from reunir.report.document import Block, Document, Head, Section, Table, Words, code, strong, words
from reunir.report.story.told import Told, said, sentence
from reunir.report.words import day, number, readable


def way(told: Told) -> Iterator[Block]:
    yield said(
        "A figure changes from one day to another in three steps, which are never mixed: its definition changed; more was "
        "learned of the earlier day; and things happened since. Each cause opens into its cases. A case that enters in one "
        "step and leaves in another stands in both."
    )
    for bridge in told.bridges:
        yield Section(f"way-{bridge.figure}-{bridge.cohort}", name_of(bridge), tuple(_bridge(bridge)))


def page(title: str, bridges: Sequence[Bridge], runs: Mapping[str, str]) -> Document:
    """Bridges between two days as a document of their own. `runs`: the ids of the runs that they rest on, by which
    state each is of (before, learned, after)."""
    one = bridges[0]
    facts = (
        (words("From"), words(day(one.from_day))), (words("To"), words(day(one.to_day))),
        *((words(f"Run: {RUNS[name]}"), words(code(run))) for name, run in runs.items()),
    )  # fmt: skip
    sections = tuple(Section(f"way-{b.figure}-{b.cohort}", name_of(b), tuple(_bridge(b))) for b in bridges)
    foot = f"Bridge from {day(one.from_day)} to {day(one.to_day)}, run {runs.get('after', '')}".removesuffix(", run ")
    return Document(
        title, "The way from one day's figures to another's", facts, sections, foot, one.to_day.isoformat(), contents=len(sections) > 3
    )


RUNS = {
    "before": "what was known at the first day", "learned": "the state on the first day, as known at the second",
    "after": "what was known at the second day",
}  # fmt: skip


def name_of(bridge: Bridge) -> str:
    """The figure in words, with its cohort where it has one."""
    return readable(bridge.figure) + ("" if bridge.cohort == "all" else f", {readable(bridge.cohort).lower()}")


def _bridge(bridge: Bridge) -> Iterator[Block]:
    net = bridge.closing - bridge.opening
    moved = f"{number(abs(net))} {'more' if net > 0 else 'fewer'}" if net else "as many"
    cohort = () if bridge.cohort == "all" else (" in cohort ", code(bridge.cohort))
    yield said(
        "From ", strong(number(bridge.opening)), f" {bridge.unit} on {day(bridge.from_day)} to ", strong(number(bridge.closing)),
        f" on {day(bridge.to_day)}: {moved}. Figure ", code(bridge.figure), *cohort, ".",
    )  # fmt: skip
    if bridge.means_from == bridge.means_to:
        yield said(f"It counts: {sentence(bridge.means_to)}" if bridge.means_to else "No definition is kept with this figure.")
    else:
        yield said(f"On {day(bridge.from_day)} it counted: {sentence(bridge.means_from)}")
        yield said(f"On {day(bridge.to_day)} it counts: {sentence(bridge.means_to)}")
    if not bridge.changes:
        yield said("No case entered it and none left it.")
        return
    yield charts.waterfall(bridge)
    yield table(bridge)
    parts = " ".join(f"{'+' if (n := sum(c.net for c in bridge.of(s))) >= 0 else '−'} {number(abs(n))}" for s in STEPS)
    yield said(f"It sums: {number(bridge.opening)} {parts} = {number(bridge.closing)} (definition, learned, happened).")


def table(bridge: Bridge) -> Table:
    """Steps and causes, with the cases that entered and left, and the net."""
    heads = (Head("Step", share=2.4), Head("Cause", share=3.6), *(Head(h, True) for h in ("Entered", "Left", "Net")))
    rows: list[tuple[Words, ...]] = [(words(f"On {day(bridge.from_day)}"), (), (), (), words(number(bridge.opening)))]
    for step, means in STEPS.items():
        for i, change in enumerate(bridge.of(step)):
            cells = (number(len(change.entered)), number(len(change.left)), _signed(change.net))
            rows.append((words(sentence(means) if i == 0 else "The same"), words(CAUSES.get(change.cause) or readable(change.cause)), *map(words, cells)))
    foot = (words(f"On {day(bridge.to_day)}"), (), (), (), words(number(bridge.closing)))
    return Table(f"{name_of(bridge)}: from {day(bridge.from_day)} to {day(bridge.to_day)}", heads, tuple(rows), (foot,))


def _signed(net: int) -> str:
    return f"+{net:,}" if net > 0 else f"−{-net:,}" if net else "0"
