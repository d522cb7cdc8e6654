"""What a report holds, read from the tables of one run before a word of it is printed.

Everything is a count. No name, number, birth date, phone, municipality or free text of a cell gets this far:
words that a list says of people (a place, a reason, a citizenship) are printed where at least `FEWEST` children
share them, and counted together below that, so that nobody can be picked out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reunir.engine import Engine
from reunir.model import DETERMINATIONS, TABLES
from reunir.report import findings, removals
from reunir.report.removals import Months

FEWEST = 10
"""A word of a list is printed where so many children share it."""


@dataclass(frozen=True)
class Tally:
    """Counts of one thing by one property. `whole`: the denominator; `table`: the run's table that opens them."""

    key: str
    title: str
    unit: str
    rows: tuple[tuple[str, int], ...]
    whole: int
    table: str
    note: str = ""


@dataclass(frozen=True)
class Contents:
    """One run, counted. `absent`: declared tables that the run does not hold."""

    absent: tuple[str, ...]
    lists: tuple[dict[str, Any], ...]
    figures: tuple[dict[str, Any], ...]
    removals: dict[tuple[str, str], int]
    """(separation, determination) -> removals apart."""
    months: Months
    overlaps: dict[tuple[str, str], int]
    """(determination, another answer that holds as well) -> removals apart."""
    decisions: tuple[dict[str, Any], ...]
    """What purports a decision or states a wish: kind, purports, and a count for each place before or after."""
    rules: tuple[findings.RuleCount, ...]
    cells: tuple[dict[str, Any], ...]
    beside: tuple[tuple[str, int], ...]
    search: dict[str, int]
    children: int
    parents: int
    """Mentions of parents."""
    kinds: dict[str, int]
    """Kind of event -> statements."""
    certain: float
    """Probability from which a tie is taken for certain."""
    example: dict[str, Any] | None = None
    checks: tuple[tuple[str, bool], ...] = field(default=())

    def figure(self, name: str, cohort: str = "all") -> dict[str, Any] | None:
        """The figure of that name, where the run has it."""
        return next((f for f in self.figures if f["name"] == name and f["cohort"] == cohort), None)

    def determinations(self, separation: str) -> dict[str, int]:
        """Determination -> removals apart whose separation is `stated`, or `indicated`."""
        return {d: self.removals.get((separation, d), 0) for d in DETERMINATIONS}

    def value(self, name: str, cohort: str = "all") -> int:
        found = self.figure(name, cohort)
        return found["value"] if found else 0


def gather(engine: Engine, run: dict[str, Any]) -> Contents:
    """Read all that the report prints. A declared table that is not there is made empty, and said."""
    absent = tuple(name for name in TABLES if not engine.has(name))
    for name in absent:
        engine.create(name)
    figures = tuple(sorted(engine.dicts("select * from figure"), key=_place(run)))
    return Contents(
        absent=absent,
        lists=tuple(_lists(engine)),
        figures=figures,
        removals=removals.by_determination(engine),
        months=removals.over_time(engine),
        overlaps=removals.overlaps(engine),
        decisions=tuple(removals.decisions(engine)),
        rules=tuple(findings.by_rule(engine, run)),
        cells=tuple(findings.cells(engine, run)),
        beside=tuple(engine.rows("select kind, count(distinct subject_id) from beside group by kind order by kind")),
        search=dict(engine.rows("select status, count(*) from search group by status")),
        children=engine.value(f"select count(*) from ({SEPARATED})"),
        parents=engine.value("select count(*) from mention where role = 'parent'"),
        kinds=dict(engine.rows("select kind, count(*) from event group by kind")),
        certain=float(((run.get("settings") or {}).get("linkage") or {}).get("certain", 0.9)),
        example=removals.example(engine),
        checks=tuple(findings.checks(engine, figures)),
    )


SEPARATED = """
    select distinct subject_id as child_id from figure_case where name = 'children_separated' and cohort = 'all'
    union
    select distinct child_id from separation
    where basis = 'stated' and standing <> 'no'
      and not exists (select 1 from figure where name = 'children_separated' and cohort = 'all')
"""
"""The children of the figure `children_separated`: the whole that the counts about children are shares of."""


ORDER = (
    "children_separated", "parents_separated", "families_separated", "removals_apart", "parents_removed_apart",
    "determination", "parents_by_gravest", "children_with", "no_documented_wish", "against_wish_overlap",
    "children_not_reached", "children_reached", "children_reunified",
)  # fmt: skip
"""Figures, by the first part of their name, in the order in which they are printed; others come after these."""


def _place(run: dict[str, Any]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """The place of a figure: by its name, then all before the cohorts, and those in the standard's order."""
    standard = run.get("standard") or {}
    cohorts = ["all", *(c.get("name") for k in ("cohorts", "periods") for c in standard.get(k) or ())]

    def place(figure: dict[str, Any]) -> tuple[Any, ...]:
        name, cohort, first = figure["name"], figure["cohort"], figure["name"].split(".")[0]
        answer = name.partition(".")[2]
        return (
            ORDER.index(first) if first in ORDER else len(ORDER),
            DETERMINATIONS.index(answer) if answer in DETERMINATIONS else 0,
            name, cohorts.index(cohort) if cohort in cohorts else len(cohorts), cohort,
        )  # fmt: skip

    return place


def _lists(engine: Engine) -> list[dict[str, Any]]:
    lists = engine.dicts("select * from list order by list_seq, sheet")
    aside: dict[Any, list[tuple[str, int]]] = defaultdict(list)
    for list_id, sheet, reason, rows in engine.rows(
        "select list_id, sheet, coalesce(reason, 'no reason given') as why, count(*) from set_aside "
        "group by list_id, sheet, why order by list_id, sheet, count(*) desc, why"
    ):
        aside[list_id, sheet].append((reason, rows))
    unread: dict[Any, list[str]] = defaultdict(list)
    for list_id, sheet, heading in engine.rows(
        "select list_id, sheet, heading from column_map where field is null and trim(coalesce(heading, '')) <> '' "
        "order by list_id, sheet, position"
    ):
        unread[list_id, sheet].append(" ".join(heading.split()))
    for one in lists:
        one["reasons"] = aside[one["list_id"], one["sheet"]]
        one["unread"] = tuple(unread[one["list_id"], one["sheet"]])
        left = (one["set_aside"] or 0) - sum(count for _, count in one["reasons"])
        if left > 0:  # a list that no longer speaks has no rows in the run, only its numbers
            one["reasons"].append(("told on the list's receipt", left))
    return lists
