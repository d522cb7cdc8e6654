"""Events -> decisions, findings and determinations (docs/interpretation.md).

`audit` needs the tables of custody and linkage; it makes `finding`, `decision`, `removal` and `beside`.
A rule is a file of `rules/`: a header of facts and one query over `waiver` that returns every subject it
applies to with `outcome`, `bars`, `reason` and `evidence`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import duckdb

from reunir.engine import Engine, named_in, statements
from reunir.errors import RuleBookError
from reunir.model import EVENTS, REDACTED
from reunir.text import folded

FREE_TEXT = ("form", "information_given", "language", "interpreter", "witness", "counsel")
"""Cells of a decision in which two lists may use different words for the same thing."""

RECORD_RULES = {
    "C01": "Lists that tell one event agree on its day",
    "C02": "No list denies an event that another states",
    "C03": "An agency's earlier word was not replaced by its later one",
    "C04": "Lists agree on a person's birth date",
    "C05": "Lists agree on who an adult is to a child",
    "C06": "No list denies a separation that another states",
    "L01": "A row of a list that gave way is in the list that took its place",
    "L02": "A row of a list that gave way reads the same in the list that took its place",
}
"""Rules about the records rather than about what was done; those of cells (I..) are the intake's."""

CELLS = tuple(dict.fromkeys((*EVENTS["decided"].fields, *EVENTS["stated"].fields)))
"""The cells of a decision or a statement."""


@dataclass(frozen=True)
class Rule:
    """One rule of the audit. `code` is its file's stem; `since` the day of decision from which it is in force."""

    code: str
    title: str
    cites: str
    fault: str
    sql: str
    since: date | None
    settings: dict[str, Any]


def rules(standard: dict[str, Any]) -> list[Rule]:
    """The rules that a standard puts in force, in its order."""
    folder = files(__package__).joinpath("rules")
    found = []
    for code, settings in standard["rules"].items():
        source = folder.joinpath(f"{code}.sql")
        if not source.is_file():
            raise RuleBookError(f"the standard names the rule `{code}`, which is none: use one of {', '.join(codes())}")
        text = source.read_text("utf-8")
        header = dict(re.findall(r"^-- (title|cites|fault): (.+)$", text, re.MULTILINE))
        found.append(Rule(code, header["title"], header["cites"], header["fault"], text, settings.get("since"), settings))
    return found


def codes() -> list[str]:
    """The code of every rule that there is."""
    names = (entry.name for entry in files(__package__).joinpath("rules").iterdir())
    return sorted(name.removesuffix(".sql") for name in names if name.endswith(".sql"))


def audit(engine: Engine, *, standard: dict[str, Any], settings: dict[str, Any], as_of: date) -> dict[str, str]:
    """Audit every removal apart. Returns the rules that could not be run: code -> what went wrong."""
    params = {
        "as_of": as_of,
        "certain": float(settings.get("certain", 0.9)),
        "possible": float(settings.get("possible", 0.5)),
        "removed_from": standard["removed_from"],
        "adult_at": int(standard["adult_at"]),
    }
    _load_words(engine, standard)
    _run(engine, "candidates", params)
    _run(engine, "decisions", params)
    failed = _put_rules(engine, rules(standard), params)
    _run(engine, "determine", {**params, "rules_not_run": len(failed)})
    _run(engine, "records", params)
    return failed


def _run(engine: Engine, step: str, params: dict[str, Any]) -> None:
    text = files(__package__).joinpath(f"{step}.sql").read_text("utf-8")
    engine.script(text.replace("{cells}", ", ".join(CELLS)).replace("{merged_cells}", _merged_cells()), params)


def _merged_cells() -> str:
    """A column for each cell of a decision, as all lists that tell it say it (casebook R2, R8)."""
    columns = []
    for cell in CELLS:
        said = f"case when {cell} <> '{REDACTED}' then {cell} end"
        one = f"coalesce(min({said}), min({cell}))"
        if cell in FREE_TEXT:
            columns.append(f"{one} as {cell}")
        else:
            columns.append(f"case when min({said}) <> max({said}) then '{REDACTED}' else {one} end as {cell}")
    return ",\n  ".join(columns)


def _load_words(engine: Engine, standard: dict[str, Any]) -> None:
    """The standard's forms and languages as tables, their words folded as a list's are."""
    engine.sql("create or replace table language_alias (alias varchar, name varchar)")
    engine.sql("create or replace table form_known (name varchar, since date)")
    for name, others in standard.get("languages", {}).items():
        aliases = {folded(name), *map(folded, others)}
        # an apostrophe is written in several ways, or left out
        for alias in sorted({a.replace("'", mark) for a in aliases for mark in ("'", "’", "‘", "`", "")}):
            engine.sql("insert into language_alias values ($alias, $name)", {"alias": alias, "name": folded(name)})
    for form in standard.get("forms", ()):
        engine.sql("insert into form_known values ($name, $since)", {"name": folded(form["name"]), "since": form["since"]})


def _put_rules(engine: Engine, in_force: list[Rule], params: dict[str, Any]) -> dict[str, str]:
    """Put each rule to every decision it applies to. One that crashes is named, and is never taken for zero."""
    engine.create("finding")
    engine.sql("create or replace table decision_rule (rule varchar)")
    first_form = engine.value("select coalesce(min(since), date '0001-01-01') from form_known")
    failed = {}
    for rule in in_force:
        engine.sql("insert into decision_rule values ($rule)", {"rule": rule.code})
        known = {**params, "first_form_on": first_form, "since": rule.since or date.min, **rule.settings}
        (query,) = statements(rule.sql)
        try:
            engine.sql(
                "insert into finding by name select concat($rule, '/', subject) as finding_id, $rule as rule, "
                f"subject as subject_id, outcome, reason, bars, evidence as record_ids from ({query}) q",
                {**named_in(query, known), "rule": rule.code},
            )
        except duckdb.Error as error:
            failed[rule.code] = str(error).splitlines()[0]
    return failed
