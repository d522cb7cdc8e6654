"""The charts of a report, each drawn from the contents of a run."""

from __future__ import annotations

from typing import Any

from reunir.engine import Engine
from reunir.model import STATUSES
from reunir.report import apart, charts, overlaps, places, trend, words
from reunir.report.contents import Contents, Tally
from reunir.report.document import Picture, Table
from reunir.report.findings import RuleCount
from reunir.report.plot import SHADES
from reunir.report.timeline import example


def drawn(engine: Engine, contents: Contents, run: dict[str, Any]) -> tuple[dict[str, Picture], dict[str, Table]]:
    """Every picture of a report that the run has something to draw for, by its key: trend, search, determinations,
    months, places, faults, apart, held, overlaps, example, cohorts and periods (the children by the cohorts that
    divide them, and by those that overlap); and, by the same keys, the numbers that no other table of a report holds."""
    over, where, days = trend.read(engine, run), places.read(engine), apart.read(engine, run)
    held, named = places.held(engine), overlaps.read(engine)
    made: dict[str, Picture | None] = {
        "trend": trend.drawn(over), "cohorts": cohorts(contents, run, True), "periods": cohorts(contents, run, False),
        "determinations": determinations(contents), "months": months(contents), "places": places.drawn(where),
        "faults": fault_bars(contents), "apart": apart.drawn(days), "held": places.held_drawn(held),
        "overlaps": overlaps.drawn(named), "search": search(contents), "example": example(engine, contents.example),
    }  # fmt: skip
    tables = {
        "trend": trend.table(over), "places": places.table(where), "apart": apart.table(days),
        "held": places.held_table(held), "overlaps": overlaps.table(named),
    }  # fmt: skip
    return (
        {key: one for key, one in made.items() if one is not None},
        {key: one for key, one in tables.items() if one is not None},
    )


def tally(one: Tally) -> Picture:
    """Counts of one thing by one property, as bars."""
    rows = [(label, value, f"({words.percent(value, one.whole)})") for label, value in one.rows]
    return charts.bars(f"chart-{one.key}", one.title, rows, unit=one.unit, note=one.note)


def cohorts(contents: Contents, run: dict[str, Any], partition: bool) -> Picture | None:
    """Children by the cohorts that divide them, or by those that overlap these; cohorts of nobody are left out where
    there are others."""
    divides = {c.get("name") for c in (run.get("standard") or {}).get("cohorts") or () if c.get("partition")}
    whole = contents.value("children_separated")
    rows = [
        (words.readable(f["cohort"]), f["value"], f"({words.percent(f['value'], whole)})")
        for f in contents.figures
        if f["name"] == "children_separated" and f["cohort"] != "all" and (f["cohort"] in divides) == partition
    ]
    if not whole or not rows:
        return None
    key, title = ("class", "by class") if partition else ("period", "by other cohorts")
    return charts.bars(
        f"chart-cohorts-{key}", f"Children separated, {title} ({words.number(whole)} children)", rows, unit="children"
    )


def determinations(contents: Contents) -> Picture | None:
    stated = contents.determinations("stated")
    whole = sum(stated.values())
    if not whole:
        return None
    rows = [(words.determination(d), c, f"({words.percent(c, whole)})") for d, c in stated.items()]
    return charts.bars(
        "chart-determinations",
        f"Determinations of {words.plural(whole, 'removal')} apart",
        rows,
        SHADES,
        "removals apart",
    )


def months(contents: Contents) -> Picture | None:
    counted = contents.months
    if len(counted.columns) < 2:
        return None
    series = [(words.determination(d), values) for d, values in counted.series]
    by = "month" if counted.columns[0][1] else "year"
    note = f"{words.number(counted.undated)} without a day are left out." if counted.undated else ""
    return charts.stacked(
        "chart-months", f"Removals apart by {by} and determination", counted.columns, series, "removals apart", note
    )


def faults(contents: Contents) -> list[RuleCount]:
    """Rules that a decision failed, the most common first."""
    rules = [r for r in contents.rules if r.subject == "decision" and r.unmet]
    return sorted(rules, key=lambda r: (-r.unmet, r.rule))


def fault_bars(contents: Contents) -> Picture | None:
    """How many decisions fail each rule, of those that it applies to; the rest of each bar is unknown and met."""
    rules = faults(contents)
    if not rules:
        return None
    rows = [
        (r.fault, (r.unmet, r.unknown, r.met), f"{words.number(r.unmet)} of {words.number(r.subjects)}") for r in rules
    ]
    return charts.parts(
        "chart-faults", "Faults of decisions", ("fails the rule", "cannot be known", "meets the rule"), rows,
        "decisions that each rule applies to", (SHADES[0], SHADES[2], SHADES[4]),
    )  # fmt: skip


def search(contents: Contents) -> Picture | None:
    whole = sum(contents.search.values())
    if not whole:
        return None
    counts = [(s, contents.search.get(s, 0)) for s in STATUSES]
    rows = [(words.STATUS_WORDS[s][0], count, f"({words.percent(count, whole)})") for s, count in counts]
    title = f"Where the search for each child's parents stands ({words.plural(whole, 'child', 'children')})"
    shades = (SHADES[4], SHADES[3], charts.BAR, charts.BAR, charts.BAR)
    return charts.bars("chart-search", title, rows, shades, unit="children")
