"""The search for parents, and all figures with what they count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reunir.model import STATUSES
from reunir.report.document import Block, Head, Table, code, small, table_of, words
from reunir.report.story.told import Told, said
from reunir.report.words import STATUS_WORDS, day, number, percent, readable


def search(told: Told) -> Iterator[Block]:
    counts = told.contents.search
    total = sum(counts.values())
    if not total:
        yield said("No child has a status of the search: no list states that any child was separated.")
        return
    caveat = told.caveats.get("children_not_reached", "")
    yield said(
        "Each separated child has exactly one status, the first that holds of those below. “Not reached” is not “still "
        "separated”: some families found each other without anybody’s help, and no list may say so."
        f"{f' {caveat}' if caveat else ''}"
    )
    yield from told.drawn("search", "search")
    heads = (Head("Status", share=2), Head("When", share=4), Head("Children", True), Head("Share", True))
    rows = tuple(
        tuple(map(words, (*STATUS_WORDS[s], number(counts.get(s, 0)), percent(counts.get(s, 0), total)))) for s in STATUSES
    )
    foot = tuple(map(words, ("All", "", number(total), percent(total, total))))
    yield Table("The search for parents (unit: children)", heads, rows, (foot,))
    yield from told.drawn("trend", "trend")


def figures(told: Told) -> Iterator[Block]:
    found = told.contents.figures
    if not found:
        yield said("There are no figures.")
        return
    yield said("Names of figures are fixed once published. ", code("reunir cases DOCKET FIGURE"), " lists the cases behind each.")
    whole = [f for f in found if f["cohort"] == "all"]
    as_of = day(told.run["as_of"])
    for title, these in (
        (f"Figures as of {as_of} (all cohorts and periods together)", [f for f in whole if f["value"]]),
        (f"Figures that are 0 as of {as_of} (all cohorts and periods together)", [f for f in whole if not f["value"]]),
    ):
        if these:
            yield _table(title, these)
    yield from _matrices(told)


def _table(title: str, these: list[dict[str, Any]]) -> Table:
    heads = [Head("Figure and what it counts", share=6), Head("Unit", share=1.6), *(Head(h, True) for h in ("Value", "Of", "Cases"))]
    return table_of(title, heads, [
        [words(code(f["name"]), small(f["definition"] or "")), f["unit"] or "", *map(number, (f["value"], f["denominator"], f["cases"]))]
        for f in these
    ])  # fmt: skip


COLUMNS = 5
"""So many figures stand beside one another in a table by cohort."""


def _matrices(told: Told) -> Iterator[Table]:
    """Figures given by cohort or period, those of the same cohorts in one table: a row a cohort, a column a figure."""
    means = {c.get("name"): c.get("means") for c in (told.raw.get("standard") or {}).get("periods") or ()}
    cohorts: dict[str, list[str]] = {}
    for figure in told.contents.figures:
        cohorts.setdefault(figure["name"], []).append(figure["cohort"])
    tables: dict[tuple[str, ...], list[str]] = {}
    for name, of in cohorts.items():
        if len(of) > 1:
            tables.setdefault(tuple(of), []).append(name)
    for cohort_names, all_names in tables.items():
        for start in range(0, len(all_names), COLUMNS):
            names = all_names[start : start + COLUMNS]
            heads = [Head("Cohort", share=1.8), *(Head(n, True, code=True) for n in names)]
            yield table_of(f"The same figures by cohort or period: {', '.join(names)}", heads, [
                [words(readable(c), small(str(means.get(c) or ""))), *(number(told.contents.value(n, c)) for n in names)]
                for c in cohort_names
            ])  # fmt: skip
