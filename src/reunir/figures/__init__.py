"""Findings and events -> figures, each of which opens into its cases.

`compute` needs the tables of custody and audit; it makes `search`, `trend`, `cohort`, `figure` and `figure_case`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pyarrow as pa

from reunir.engine import Engine
from reunir.model import DETERMINATIONS


@dataclass(frozen=True)
class Definition:
    """What a figure counts. `cases`: a query of the subjects, with `subject_id` and, where the figure is given
    by cohort of child, `child_id`; one given by period ends in a condition on `removal`. `whole`: the figure whose value of the same cohort is its denominator."""

    name: str
    unit: str
    means: str
    cases: str
    by_cohort: bool = False
    whole: str | None = None
    by_period: bool = False


_APART = "select * from removal where separation = 'stated'"
_SEPARATED = "select distinct child_id as subject_id, child_id from separation where basis = 'stated' and standing <> 'no'"
_SURE = f"select * from ({_APART}) r where doubt is null"


def _searched(statuses: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{s}'" for s in statuses) or "null"
    return f"select child_id as subject_id, child_id from search where status in ({listed})"


def definitions(standard: dict[str, Any], as_of: date) -> list[Definition]:
    """All figures, in the order in which they are printed, as defined on `as_of`."""
    not_reached = _definition_in_force(standard, "children_not_reached", as_of)
    counted = tuple(not_reached["counts"])
    found = [
        Definition("children_separated", "children", "children whom a list states to have been separated from a parent",
                   _SEPARATED, by_cohort=True),
        Definition("parents_separated", "parents", "parents from whom a list states that a child was separated",
                   "select distinct parent_id as subject_id from separation "
                   "where basis = 'stated' and standing <> 'no' and parent_id is not null"),
        Definition("families_separated", "families", "families in which a list states a separation",
                   "select distinct f.family_id as subject_id from family f join separation s on s.child_id = f.person_id "
                   "where s.basis = 'stated' and s.standing <> 'no'"),
        Definition("removals_apart", "removals apart", "removals of a parent without the child, one for each parent, child "
                   "and removal, where a list states the separation", f"select removal_id as subject_id from ({_APART}) r"),
        Definition("removals_apart.indicated", "removals apart", "the same where the separation is only indicated: beside, "
                   "in no other figure", "select removal_id as subject_id from removal where separation = 'indicated'"),
        Definition("parents_removed_apart", "parents", "parents with at least one removal apart",
                   f"select distinct parent_id as subject_id from ({_APART}) r where true", whole="parents_separated",
                   by_period=True),
    ]  # fmt: skip
    found += [
        Definition(f"determination.{answer}", "removals apart", f"removals apart that the audit finds {_words(answer)}",
                   f"select removal_id as subject_id from ({_APART}) r where determination = '{answer}'", whole="removals_apart")
        for answer in DETERMINATIONS
    ]  # fmt: skip
    order = " ".join(f"when '{answer}' then {place}" for place, answer in enumerate(DETERMINATIONS))
    found += [
        Definition(f"parents_by_gravest.{answer}", "parents", f"parents the gravest of whose determinations is {_words(answer)}; "
                   "each parent counts once",
                   f"select parent_id as subject_id from (select parent_id, min(case determination {order} end) as gravest "
                   f"from ({_APART}) r group by parent_id) g where gravest = {place}", whole="parents_removed_apart")
        for place, answer in enumerate(DETERMINATIONS)
    ]  # fmt: skip
    found += [
        Definition(f"children_with.{answer}", "children", f"children of whom a removal apart is {_words(answer)}; "
                   "a child may count under several",
                   f"select distinct child_id as subject_id from ({_APART}) r where determination = '{answer}'")
        for answer in DETERMINATIONS
    ]  # fmt: skip
    found += [
        Definition("no_documented_wish", "parents", "parents with at least one removal apart and no record of a decision to "
                   "leave that child, whether or not another wish is on record",
                   f"select distinct parent_id as subject_id, parent_id from ({_SURE}) s where no_documented_wish",
                   whole="parents_removed_apart", by_period=True),
        Definition("against_wish_overlap", "parents", "of the parents with no documented wish to leave the child, those who on "
                   "record wished the child to come along",
                   f"select distinct parent_id as subject_id, parent_id from ({_SURE}) s "
                   "where no_documented_wish and against_wish = 'yes'", whole="no_documented_wish", by_period=True),
        Definition("children_not_reached", "children", not_reached["means"], _searched(counted), by_cohort=True,
                   whole="children_separated"),
    ]  # fmt: skip
    meaning = {
        "removed": "whose parent is last known removed",
        "in_country": "whose parent is not last known removed",
        "no_contact": "for whom no list gives a phone of parent, child, sponsor or attorney",
    }
    found += [
        Definition(f"children_not_reached.{status}", "children", f"children not reached {means}",
                   _searched((status,) if status in counted else ()),
                   by_cohort=True, whole="children_not_reached")
        for status, means in meaning.items()
    ]  # fmt: skip
    found += [
        Definition("children_reached", "children", "children a separated parent of whom was reached, and who are not reunified",
                   _searched(("reached",)), by_cohort=True, whole="children_separated"),
        Definition("children_reunified", "children", "children with a separated parent again, as a list states",
                   _searched(("reunified",)), by_cohort=True, whole="children_separated"),
    ]  # fmt: skip
    return found


def _words(answer: str) -> str:
    return answer.replace("_", " ")


def _definition_in_force(standard: dict[str, Any], figure: str, as_of: date) -> dict[str, Any]:
    """The latest definition of a figure in force on a day; the earliest, where the day is before all of them."""
    known = sorted(
        (d for d in standard["definitions"] if d["figure"] == figure), key=lambda d: d.get("since", date.min)
    )
    in_force = [d for d in known if d.get("since", date.min) <= as_of]
    return (in_force or known)[-1 if in_force else 0]


def compute(engine: Engine, *, standard: dict[str, Any], as_of: date) -> None:
    """Make `search`, `cohort`, `figure` and `figure_case` as known on `as_of`."""
    engine.script(files(__package__).joinpath("search.sql").read_text("utf-8"))
    engine.load_arrow("trend_day", pa.table({"on_day": pa.array(trend_days(standard, as_of), pa.date32())}))
    engine.script(files(__package__).joinpath("trend.sql").read_text("utf-8"))
    _cohorts(engine, standard)
    cohorts = ["all", *(c["name"] for c in standard["cohorts"])]
    figures = open_cases(engine, standard, as_of)
    rows = [
        {"name": f.name, "unit": f.unit, "cohort": cohort, "as_of": as_of, "definition": f.means, "whole": f.whole}
        for f in figures
        for cohort in (
            cohorts if f.by_cohort else ["all", *(p["name"] for p in standard.get("periods", ()))] if f.by_period else ["all"]
        )
    ]
    _count(engine, rows, figures)


def overlap(engine: Engine, sample: int) -> pa.Table:
    """The table `overlap` of one clustering: children separated by which lists mention them. Facts that our own people
    entered are no list of somebody else's, and are left out."""
    return engine.arrow(
        """
        with said as (
          select m.person_id as child_id, array_to_string(list_sort(array_agg(distinct m.layout)), ',') as lists
          from mention m join figure_case c on c.subject_id = m.person_id
          where c.name = 'children_separated' and c.cohort = 'all' and m.list_id <> 'journal'
          group by m.person_id)
        select c.cohort, cast($sample as integer) as sample, s.lists, count(*) as children
        from said s join figure_case c on c.subject_id = s.child_id
        where c.name = 'children_separated' group by c.cohort, s.lists order by c.cohort, s.lists""",
        {"sample": sample},
    )


MONTHS_BACK = 24
"""Months before the as-of day whose last days the trend shows, beside the days of published figures."""


def trend_days(standard: dict[str, Any], as_of: date) -> list[date]:
    """The days of the trend: ends of months, days of published figures, and the as-of day."""
    days = {p["as_of"] for p in standard.get("published", ()) if p["as_of"] <= as_of} | {as_of}
    end = as_of.replace(day=1) - timedelta(days=1)
    for _ in range(MONTHS_BACK):
        days.add(end)
        end = end.replace(day=1) - timedelta(days=1)
    return sorted(days)


def open_cases(engine: Engine, standard: dict[str, Any], as_of: date) -> list[Definition]:
    """Make `figure_case` over the run's tables by the definitions in force on `as_of`; gives these definitions."""
    figures = definitions(standard, as_of)
    engine.create("figure_case")
    for figure in figures:
        _open(engine, figure, standard)
    _beside(engine, figures)
    return figures


def doubt(engine: Engine, samples: Sequence[tuple[pa.Table, pa.Table]]) -> None:
    """Make `figure_doubt` of the figures and the cases that sampled clusterings gave; empty where there are none."""
    if not samples:
        engine.create("figure_doubt")
        return
    for name, which in (("sampled_figure", 0), ("sampled_case", 1)):
        engine.load_arrow(name, pa.concat_tables([
            one[which].append_column("sample", pa.array([n] * len(one[which]), pa.int32())) for n, one in enumerate(samples)
        ]))  # fmt: skip
    engine.script(files(__package__).joinpath("doubt.sql").read_text("utf-8"), {"samples": len(samples)})
    for name in ("sampled_figure", "sampled_case"):
        engine.sql(f"drop table {name}")


def _cohorts(engine: Engine, standard: dict[str, Any]) -> None:
    """Each separated child under every cohort whose rule holds; within the partition, under the first only."""
    engine.create("cohort")
    engine.sql(
        "create or replace table separated_child as select child_id, min(separated_on) as separated_on from separation "
        "where basis = 'stated' and standing <> 'no' group by child_id"
    )
    for cohort in standard["cohorts"]:
        where, params = ["true"], {"name": cohort["name"]}
        if "in_care_on" in cohort:
            where.append(
                "c.child_id in (select person_id from stay where kind = 'care' and began_on <= $day "
                "and (ended_on is null or ended_on >= $day))"
            )
            params["day"] = cohort["in_care_on"]
        if "separated_from" in cohort:
            where.append("c.separated_on >= $from_day")
            params["from_day"] = cohort["separated_from"]
        if "separated_to" in cohort:
            where.append("c.separated_on <= $to_day")
            params["to_day"] = cohort["separated_to"]
        if cohort.get("undated"):
            where.append("c.separated_on is null")
        if cohort.get("partition"):
            earlier = [c["name"] for c in standard["cohorts"] if c.get("partition")]
            taken = ", ".join(f"'{n}'" for n in earlier[: earlier.index(cohort["name"])]) or "''"
            where.append(f"c.child_id not in (select child_id from cohort where cohort in ({taken}))")
        engine.sql(
            "insert into cohort by name select $name as cohort, c.child_id from separated_child c where " + " and ".join(where),
            params,
        )


def _open(engine: Engine, figure: Definition, standard: dict[str, Any]) -> None:
    """The cases of a figure, for all and for each cohort or period in which it is given."""
    add = "insert into figure_case by name "
    engine.sql(f"{add} select $name as name, 'all' as cohort, subject_id from ({figure.cases}) q", {"name": figure.name})
    if figure.by_cohort:
        engine.sql(
            f"{add} select $name as name, c.cohort, q.subject_id from ({figure.cases}) q "
            "join cohort c on c.child_id = q.child_id",
            {"name": figure.name},
        )
    if figure.by_period:
        for period in standard.get("periods", ()):
            engine.sql(
                f"{add} select $name as name, $period as cohort, subject_id from ({figure.cases} "
                "and removed_on_high >= $from_day and removed_on_low <= $to_day) q",
                {"name": figure.name, "period": period["name"], "from_day": period["removed_from"], "to_day": period["removed_to"]},
            )


def _beside(engine: Engine, figures: list[Definition]) -> None:
    """What is counted beside, as figures of their own that no other figure includes (casebook R22)."""
    for (kind,) in engine.rows("select distinct kind from beside order by kind"):
        name = f"beside.{kind.replace(' ', '_')}"
        figures.append(Definition(name, "cases", f"counted beside, in no other figure: {kind}", ""))
        engine.sql(
            "insert into figure_case by name select distinct $name as name, 'all' as cohort, subject_id from beside where kind = $kind",
            {"name": name, "kind": kind},
        )


def _count(engine: Engine, rows: list[dict[str, Any]], figures: list[Definition]) -> None:
    """Values and denominators: the whole of the same cohort or period, where it is given by it."""
    split = {f.name for f in figures if f.by_cohort or f.by_period}
    counts = {
        (name, cohort): n
        for name, cohort, n in engine.rows("select name, cohort, count(*) from figure_case group by name, cohort")
    }
    for row in rows:
        row["value"] = row["cases"] = counts.get((row["name"], row["cohort"]), 0)
        whole = row.pop("whole")
        if whole:
            row["numerator"] = row["value"]
            row["denominator"] = counts.get((whole, row["cohort"] if whole in split else "all"), 0)
    engine.load("figure", rows)
