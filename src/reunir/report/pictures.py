"""The charts of a report, each drawn from the contents of a run."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from reunir.model import STATUSES
from reunir.report import charts, words
from reunir.report.contents import Contents, Tally
from reunir.report.findings import RuleCount


def tally_bars(tally: Tally) -> Markup:
    rows = [(label, value, f"({words.percent(value, tally.whole)})") for label, value in tally.rows]
    return charts.bars(f"chart-{tally.key}", tally.title, rows, unit=tally.unit)


def cohort_charts(contents: Contents, cohorts: list[dict[str, Any]]) -> list[tuple[str, Markup]]:
    """A chart of the cohorts that divide the children, and one of those that overlap them."""
    whole, made = contents.value("children_separated"), []
    for key, title, partition in (
        ("class", "Children separated, by class", True), ("period", "Children separated, by other cohorts", False)
    ):  # fmt: skip
        rows = [
            (words.readable(c["cohort"]), c["value"], f"({words.percent(c['value'], whole)})")
            for c in cohorts if c["partition"] == partition
        ]  # fmt: skip
        if whole and rows:
            title = f"{title} ({words.number(whole)} children)"
            made.append((title, charts.bars(f"chart-cohorts-{key}", title, rows, unit="children")))
    return made


def determination_chart(contents: Contents) -> Markup | None:
    stated = contents.determinations("stated")
    whole = sum(stated.values())
    if not whole:
        return None
    rows = [(words.determination(d), c, f"({words.percent(c, whole)})") for d, c in stated.items()]
    return charts.bars(
        "chart-determinations", "Determinations of removals apart", rows, charts.PATTERNS, "removals apart"
    )


def month_chart(contents: Contents) -> Markup | None:
    months = contents.months
    if len(months.columns) < 2:
        return None
    series = [(words.determination(d), values) for d, values in months.series]
    by = "month" if months.columns[0][1] else "year"
    return charts.stacked(
        "chart-months", f"Removals apart by {by} and determination", months.columns, series, "removals apart"
    )


def faults(contents: Contents) -> list[RuleCount]:
    """Rules that a decision failed, the most common first."""
    rules = [r for r in contents.rules if r.subject == "decision" and r.unmet]
    return sorted(rules, key=lambda r: (-r.unmet, r.rule))


def fault_chart(contents: Contents) -> Markup | None:
    rules = faults(contents)
    if not rules:
        return None
    rows = [(r.fault, r.unmet, f"of {words.number(r.subjects)}") for r in rules]
    return charts.bars(
        "chart-faults", "Faults of decisions", rows, unit="decisions that fail a rule, of those it applies to"
    )


def search_chart(contents: Contents) -> Markup | None:
    whole = sum(contents.search.values())
    if not whole:
        return None
    rows = [
        (
            words.STATUS_WORDS[s][0],
            contents.search.get(s, 0),
            f"({words.percent(contents.search.get(s, 0), whole)})",
        )
        for s in STATUSES
    ]
    return charts.bars("chart-search", "Where the search for each child's parents stands", rows, unit="children")
