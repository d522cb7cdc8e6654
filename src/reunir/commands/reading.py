"""`run`, `figures`, `cases`, `explain`, `report`, `table`: a run made, and a run read."""

from __future__ import annotations

import csv
import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from reunir import docket, report
from reunir.commands import show
from reunir.commands.say import answer, note, progress
from reunir.docket import runs
from reunir.engine import Engine, ordering, quoted
from reunir.errors import ReunirError
from reunir.explain import explain as explained
from reunir.explain import plain
from reunir.figures.bridge import CAUSES, STEPS, Bridge
from reunir.model import DETERMINATIONS, STATUSES, TABLES

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""


def run(args: Namespace) -> int:
    opened = docket.open(args.docket)
    note(*docket.describe(docket.adopt(opened, by=args.by or "reunir run", on=docket.today(opened))))
    folder = docket.make(opened, args.as_of, threads=args.threads, progress=progress())
    about = runs.about(folder)
    note(*about["warnings"])
    answer(args, about, [
        f"Run {about['run_id']} as of {about['as_of']}: {about['counts'].get('record', 0):,} records, "
        f"{about['counts'].get('person', 0):,} persons, {about['counts'].get('removal', 0):,} removals apart.",
        f"Next: `reunir figures {args.docket}` or `reunir report {args.docket} --to report.html`.",
    ])  # fmt: skip
    return 0


def _open(args: Namespace) -> tuple[Engine, dict[str, Any]]:
    """The run that a reading command reads: the current one, or the one as of a day."""
    opened = docket.open(args.docket)
    if args.as_of is not None:
        note(*docket.describe(docket.adopt(opened, by="reunir", on=docket.today(opened))))
    return docket.open_run(opened, args.as_of, progress=progress())


def figures(args: Namespace) -> int:
    engine, about = _open(args)
    try:
        found = engine.dicts("select * from figure")
    finally:
        engine.close()
    found.sort(key=_place)
    shape = ("name", "unit", "cohort", "value", "numerator", "denominator", "cases", "definition")
    document = {
        "run_id": about["run_id"], "as_of": about["as_of"],
        "figures": [{name: f.get(name) for name in shape} for f in found],
    }  # fmt: skip
    answer(args, document, show.figures(about, found))
    return 0


FIGURES = (
    "children_separated", "parents_separated", "families_separated", "removals_apart", "parents_removed_apart",
    "determination", "parents_by_gravest", "children_with", "no_documented_wish", "against_wish_overlap",
    "children_not_reached", "children_reached", "children_reunified",
)  # fmt: skip
"""The order in which figures are read out; others follow by name."""


def _place(figure: dict[str, Any]) -> tuple[Any, ...]:
    name, _, answer = figure["name"].partition(".")
    answers = ("", *DETERMINATIONS, *STATUSES)
    return (
        FIGURES.index(name) if name in FIGURES else len(FIGURES),
        name,
        answers.index(answer) if answer in answers else len(answers),
        answer,
        figure["cohort"] != "all",
        figure["cohort"],
    )


def cases(args: Namespace) -> int:
    engine, about = _open(args)
    try:
        where = "name = $n" + (" and cohort = $c" if args.cohort else "")
        params = {"n": args.figure} | ({"c": args.cohort} if args.cohort else {})
        if not engine.value(f"select count(*) from figure where {where}", params):
            names = ", ".join(n for (n,) in engine.rows("select distinct name from figure order by name"))
            raise ReunirError(f"There is no figure {args.figure!r} (cohort {args.cohort or 'any'}); figures: {names}.")
        found = engine.dicts(
            "select c.cohort, c.subject_id, r.removed_on, r.determination, coalesce(r.reason, s.reason) as reason, "
            "s.status from figure_case c left join removal r on r.removal_id = c.subject_id "
            f"left join search s on s.child_id = c.subject_id where {where} order by c.cohort, c.subject_id",
            params,
        )
    finally:
        engine.close()
    document = {"run_id": about["run_id"], "as_of": about["as_of"], "figure": args.figure, "cohort": args.cohort,
                "cases": plain(found)}  # fmt: skip
    answer(args, document, show.cases(found))
    return 0


def explain(args: Namespace) -> int:
    engine, about = _open(args)
    try:
        found = explained(engine, args.id)
    finally:
        engine.close()
    answer(args, {"run_id": about["run_id"], "as_of": about["as_of"], **found}, show.explained(found))
    return 0


def bridge(args: Namespace) -> int:
    """The bridges of the figures asked for; without --figure those that changed, of all children together."""
    opened = docket.open(args.docket)
    found, ids = docket.bridge(opened, args.from_day, args.to_day, progress=progress())
    cohort = args.cohort or "all"
    asked = [b for b in found if (args.figure is None or b.figure == args.figure) and b.cohort == cohort]
    if not asked:
        names = ", ".join(sorted({b.figure for b in found}))
        raise ReunirError(f"There is no figure {args.figure or 'of any name'} of cohort {cohort}; figures: {names}.")
    document = {
        "from": args.from_day, "to": args.to_day, "runs": ids, "cohort": cohort,
        "bridges": [_bridge(b) for b in asked],
    }  # fmt: skip
    answer(args, document, show.bridges(asked, cases=args.figure is not None))
    return 0


def _bridge(one: Bridge) -> dict[str, Any]:
    """A bridge as JSON: steps in order, each with its causes."""
    return {
        "name": one.figure, "cohort": one.cohort, "unit": one.unit, "opening": one.opening, "closing": one.closing,
        "definition_from": one.means_from, "definition_to": one.means_to,
        "steps": [
            {"step": step, "net": sum(c.net for c in one.of(step)),
             "causes": [{"cause": c.cause, "means": CAUSES[c.cause], "net": c.net, "entered": list(c.entered),
                         "left": list(c.left)} for c in one.of(step)]}
            for step in STEPS
        ],
    }  # fmt: skip


def write_report(args: Namespace) -> int:
    engine, about = _open(args)
    try:
        progress()("writing the report")
        report.write(engine, about, Path(args.to))
    finally:
        engine.close()
    answer(args, {"run_id": about["run_id"], "as_of": about["as_of"], "report": args.to},
           [f"The report of run {about['run_id']} as of {about['as_of']} is in {args.to}."])  # fmt: skip
    return 0


def table(args: Namespace) -> int:
    """Any table of the run. In .csv a text that a spreadsheet would run as a formula gets a ' before it, unless
    --exact; lists are JSON arrays; an empty cell is NULL. .parquet is exact."""
    engine, about = _open(args)
    target = Path(args.to)
    try:
        if args.name not in TABLES or not engine.has(args.name):
            raise ReunirError(f"There is no table {args.name!r} in a run; there are {', '.join(TABLES)}.")
        if target.suffix.lower() == ".parquet":
            target.write_bytes((runs.folder_of(docket.open(args.docket), about) / f"{args.name}.parquet").read_bytes())
            rows = engine.value(f"select count(*) from {quoted(args.name)}")
        elif target.suffix.lower() == ".csv":
            rows = _csv(engine, args.name, target, exact=args.exact)
        else:
            raise ReunirError(f"{args.to} must end in .csv or .parquet.")
    finally:
        engine.close()
    answer(args, {"table": args.name, "rows": rows, "to": args.to}, [f"{rows:,} rows of {args.name} are in {args.to}."])
    return 0


def _csv(engine: Engine, name: str, target: Path, *, exact: bool) -> int:
    declared, rows = TABLES[name], 0
    order = f"select {', '.join(map(quoted, declared.names))} from {quoted(name)} order by {ordering(declared)}"
    found = engine.con.execute(order)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(declared.names)
        while batch := found.fetchmany(10_000):
            writer.writerows([cell(value, exact=exact) for value in row] for row in batch)
            rows += len(batch)
    return rows


def cell(value: Any, *, exact: bool = False) -> Any:
    """A value as a cell of a .csv."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA) and not exact:
        return "'" + value
    return value
