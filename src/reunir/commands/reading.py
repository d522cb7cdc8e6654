"""`run`, `figures`, `cases`, `explain`, `report`, `table`: a run made, and a run read."""

from __future__ import annotations

import csv
import json
from argparse import Namespace
from datetime import date
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
        _adopt(opened)
    return docket.open_run(opened, args.as_of, progress=progress())


def _adopt(opened: docket.Docket) -> None:
    """Adopt the rule books that changed, and say so, before a run is made that reads them."""
    note(*docket.describe(docket.adopt(opened, by="reunir", on=docket.today(opened))))


def figures(args: Namespace) -> int:
    engine, about = _open(args)
    try:
        found = engine.dicts("select * from figure")
        doubt = {(d["name"], d["cohort"]): d for d in engine.dicts("select * from figure_doubt")} if engine.has("figure_doubt") else {}
    finally:
        engine.close()
    found.sort(key=_place)
    shape = ["name", "unit", "cohort", "value", "numerator", "denominator", "cases", "definition"]
    if doubt:  # sampled clusterings were asked for
        shape += ["low", "high", "changing", "samples"]
        for f in found:
            f.update({n: doubt[f["name"], f["cohort"]][n] for n in ("low", "high", "changing", "samples")})
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
    """Why, in lines; with --to as a page (.html, .pdf, .docx), or a person's family as a picture (.svg)."""
    engine, about = _open(args)
    try:
        found = explained(engine, args.id)
        family = (found.get("family") or {}).get("family_id") if found["kind"] == "person" else None
        timeline = report.timeline_svg(engine, family) if family and args.to else None
    finally:
        engine.close()
    if args.to:
        target = Path(args.to)
        if target.suffix.lower() == ".svg":
            if timeline is None:
                raise ReunirError(f"{args.id} has no timeline: only a person of a family has one; name a file ending in .html.")
            target.write_text(timeline, encoding="utf-8")
        else:
            report.save(report.explanation(found, timeline), target)
        note(f"written to {args.to}; it names people")
    answer(args, {"run_id": about["run_id"], "as_of": about["as_of"], **found},
           [] if args.to and not args.json else show.explained(found))  # fmt: skip
    return 0


def bridge(args: Namespace) -> int:
    """The bridges of the figures asked for; without --figure those that changed, of all children together."""
    opened = docket.open(args.docket)
    _adopt(opened)
    found, ids = docket.bridge(opened, args.from_day, args.to_day, progress=progress())
    cohort = args.cohort or "all"
    asked = [b for b in found if (args.figure is None or b.figure == args.figure) and b.cohort == cohort]
    asked.sort(key=lambda b: _place({"name": b.figure, "cohort": b.cohort}))
    if not asked:
        names = ", ".join(sorted({b.figure for b in found}))
        raise ReunirError(f"There is no figure {args.figure or 'of any name'} of cohort {cohort}; figures: {names}.")
    document = {
        "from": args.from_day, "to": args.to_day, "runs": ids, "cohort": cohort,
        "bridges": [_bridge(b) for b in asked],
    }  # fmt: skip
    if args.to:
        changed = [b for b in asked if b.changes] or asked[:1]
        title = docket.settings(opened)["title"] or "Bridge"
        report.save(report.bridge_page(title, changed, ids), Path(args.to))
        note(f"written to {args.to}")
    answer(args, document, [] if args.to and not args.json else show.bridges(asked, cases=args.figure is not None))
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


MAIN = (
    "children_not_reached", "children_not_reached.removed", "children_not_reached.in_country",
    "children_not_reached.no_contact", "children_reached", "children_reunified", "children_separated",
    "removals_apart", "no_documented_wish",
)  # fmt: skip
"""The figures whose bridges a report prints, where they changed; `reunir bridge` has them all."""


def write_report(args: Namespace) -> int:
    """The report, and the annex where one is asked for. A sealed annex is written only by that word."""
    if args.sealed and not args.annex:
        raise ReunirError("--sealed says how the annex is written: name its file with --annex.")
    engine, about = _open(args)
    bridges: list[Bridge] = []
    try:
        if args.since:
            found, _ = docket.bridge(docket.open(args.docket), args.since, date.fromisoformat(about["as_of"]), progress=progress())
            bridges = [b for name in MAIN for b in found if b.figure == name and b.cohort == "all" and b.changes]
        progress()("writing the report")
        report.write(engine, about, Path(args.to), bridges=bridges)
        if args.annex:
            progress()("writing the annex")
            report.annex(engine, about, Path(args.annex), sealed=args.sealed)
    finally:
        engine.close()
    lines = [f"The report of run {about['run_id']} as of {about['as_of']} is in {args.to}."]
    if args.annex:
        how = "names people in full: file it under seal" if args.sealed else "has initials, birth years and masked numbers"
        lines.append(f"The annex is in {args.annex}; it {how}.")
    answer(args, {"run_id": about["run_id"], "as_of": about["as_of"], "report": args.to, "annex": args.annex,
                  "sealed": bool(args.annex and args.sealed), "bridges": [_bridge(b) for b in bridges]}, lines)  # fmt: skip
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
