"""The children separated: by cohort, age, citizenship, reason, place, how long apart, and what then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reunir.report import children as counts
from reunir.report import pictures
from reunir.report.contents import Tally
from reunir.report.document import Block, Head, Picture, Table, table_of, words
from reunir.report.story.told import Told, opened, said, sentence
from reunir.report.words import listed, number, percent, plural, readable


def children(told: Told) -> Iterator[Block]:
    contents = told.contents
    if not contents.children:
        if sum(contents.determinations("indicated").values()):
            yield said("No list states that any child was separated; indications are counted in ", told.section("removals"), ".")
        else:
            yield said("No list states that any child was separated.")
        return
    yield said(
        f"The lists state that {plural(contents.children, 'child was', 'children were')} separated. The counts in this "
        "section are shares of these children unless a caption says otherwise."
    )
    yield from told.drawn("cohorts", "figure")
    yield from told.drawn("periods", "figure")
    if cohorts := _cohorts(told):
        yield _cohort_table(told, cohorts)
    yield from told.drawn("overlaps", "mention")
    for tally in counts.tallies(told.engine):
        if tally.key != "places" or "held" not in told.pictures:
            yield _drawn(tally)
    yield from told.drawn("held", "stay")
    apart = counts.days_apart(told.engine)
    if apart:
        yield _drawn(apart)
        yield from told.drawn("apart", "separation")
    else:
        yield said(
            "How long parents and children were apart cannot be said: for no separation do the lists give both its day "
            "and the day of a reunification."
        )


def _drawn(tally: Tally) -> Picture:
    made = pictures.tally(tally)
    title = f"{tally.title} ({number(tally.whole)} {tally.unit})"
    return opened(Picture(title, made.svg, made.alt, made.note), tally.table)


def to_removal(told: Told) -> Iterator[Block]:
    """How long parent and child had been apart when the parent was removed."""
    tally = counts.days_to_removal(told.engine)
    if tally:
        yield _drawn(tally)


def _cohorts(told: Told) -> list[dict[str, Any]]:
    """Children separated by cohort, in the standard's order; whether the cohort is of the partition that sums."""
    known = {c.get("name"): c for c in (told.raw.get("standard") or {}).get("cohorts") or []}
    return [
        {
            "cohort": f["cohort"], "value": f["value"], "partition": bool(known.get(f["cohort"], {}).get("partition")),
            "means": sentence(known.get(f["cohort"], {}).get("means") or f["definition"]),
        }
        for f in told.contents.figures if f["name"] == "children_separated" and f["cohort"] != "all"
    ]  # fmt: skip


def _cohort_table(told: Told, cohorts: list[dict[str, Any]]) -> Table:
    whole = told.contents.value("children_separated")
    heads = [Head("Cohort", share=2), Head("Who is in it", share=5), Head("Children", True), Head("Share", True)]
    rows = [[readable(c["cohort"]), c["means"], number(c["value"]), percent(c["value"], whole)] for c in cohorts]
    made = table_of(
        f"Cohorts of the children separated (of {number(whole)}; cohorts by class and by period divide the same children in two ways)",
        heads, rows,
    )  # fmt: skip
    parts = [c for c in cohorts if c["partition"]]
    if not parts:
        return made
    total = sum(c["value"] for c in parts)
    names = listed([readable(c["cohort"]) for c in parts])
    foot = (words(names), words("No child is in two of these."), words(number(total)), words(percent(total, whole)))
    return Table(made.title, made.heads, made.rows, (foot,), made.note)
