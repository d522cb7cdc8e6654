"""Counts of findings: by rule, of cells that could not be read, and of the sums that a run must keep."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from reunir import audit
from reunir.engine import Engine
from reunir.intake import RULES as CELL_RULES
from reunir.model import DETERMINATIONS, EVENT_FIELDS, EVENTS, PERSON_FIELDS, ROLES, STATUSES
from reunir.report.words import readable

NOT_RUN = "It stopped on an error, which is kept with the run."
"""What the report says of a rule that crashed: the error's own words may hold a cell of a list."""


@dataclass(frozen=True)
class RuleCount:
    """One rule and how its subjects fared. `subject`: decision, removal apart, or records (events, people, ties)."""

    rule: str
    title: str
    cites: str
    since: str
    until: str
    subject: str
    met: int = 0
    unmet: int = 0
    unknown: int = 0
    not_run: str = ""
    fault: str = ""
    """What is wrong where it is unmet, in a few words."""

    @property
    def subjects(self) -> int:
        return self.met + self.unmet + self.unknown


def by_rule(engine: Engine, run: dict[str, Any]) -> list[RuleCount]:
    """Findings by rule, in the order in which the run lists its rules, then by code; a rule that found no subject
    stays, with none, and one that did not run says so."""
    known = {str(r.get("rule")): r for r in run.get("rules") or []}
    not_run = {str(r.get("rule")): NOT_RUN for r in run.get("not_run") or []}
    faults = _fault_words(run)
    rows = engine.rows("""
        select rule,
               case when max(d.decision_id) is not null then 'decision'
                    when max(r.removal_id) is not null then 'removal apart' else 'records' end,
               count(*) filter (where outcome = 'met'), count(*) filter (where outcome = 'unmet'),
               count(*) filter (where outcome = 'unknown')
        from finding f
        left join (select distinct decision_id from decision) d on d.decision_id = f.subject_id
        left join (select distinct removal_id from removal) r on r.removal_id = f.subject_id
        group by rule order by rule""")
    counted = {rule: rest for rule, *rest in rows}
    order = [*known, *sorted((set(counted) | set(not_run)) - set(known))]
    made = []
    for rule in order:
        info, (subject, met, unmet, unknown) = known.get(rule, {}), counted.get(rule, ("", 0, 0, 0))
        made.append(RuleCount(
            rule, _words(info.get("title")) or audit.RECORD_RULES.get(rule) or readable(rule), _words(info.get("cites")), _words(info.get("since")),
            _words(info.get("until")), subject, met, unmet, unknown, not_run.get(rule, ""),
            faults.get(rule) or _words(info.get("title")) or rule.replace("_", " "),
        ))  # fmt: skip
    cell_rules = {r for (r,) in engine.rows("select distinct rule from cell_finding")}
    return [r for r in made if r.rule not in cell_rules]


def _fault_words(run: dict[str, Any]) -> dict[str, str]:
    """Rule -> what is wrong where it is unmet: as the run says it, else as the rule's own file does."""
    in_force = [code for code in (run.get("standard") or {}).get("rules") or {} if code in audit.codes()]
    known = {rule.code: rule.fault for rule in audit.rules({"rules": {code: {} for code in in_force}})}
    return {**known, **{str(r.get("rule")): str(r["fault"]) for r in run.get("rules") or [] if r.get("fault")}}


def _words(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value)


def cells(engine: Engine, run: dict[str, Any]) -> list[dict[str, Any]]:
    """Cells that could not be read, or that contradict their row, by rule."""
    titles = {**CELL_RULES, **{str(r.get("rule")): str(r.get("title") or "") for r in run.get("rules") or []}}
    rows = engine.dicts("""
        select rule, count(*) as cells, count(distinct record_id) as records,
               count(distinct list_id) as lists from cell_finding group by rule order by rule""")
    fields: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for rule, name, count in engine.rows(
        "select rule, field, count(*) from cell_finding group by 1, 2 order by 1, 3 desc, 2 nulls last"
    ):
        fields[rule].append((name if _is_field(name) else "another", count))
    return [{**row, "title": str(titles.get(row["rule"], "")), "fields": fields[row["rule"]]} for row in rows]


def _is_field(name: str | None) -> bool:
    """Whether a field is of the vocabulary; what an entry calls one may be anybody's words."""
    *owners, last = (name or "").split(".")
    known = {*PERSON_FIELDS, *EVENT_FIELDS, *(f for kind in EVENTS.values() for f in kind.fields)}
    return last in known and all(o in EVENTS or o.rstrip("0123456789") in ROLES for o in owners)


def checks(engine: Engine, figures: tuple[dict[str, Any], ...]) -> list[tuple[str, bool]]:
    """Sums that must hold whatever the lists say, worked out again from the tables as the report is printed."""
    values = {f["name"]: f["value"] for f in figures if f["cohort"] == "all"}
    lost = engine.value("select count(*) from list where rows <> accepted + set_aside")
    opened = engine.value("""
        select count(*) from figure f left join
               (select name, cohort, count(*) as cases from figure_case group by name, cohort) c
               on c.name = f.name and c.cohort = f.cohort
        where f.cases <> coalesce(c.cases, 0)""")
    checks = [
        ("In every list, rows received are rows accepted and rows set aside, and none is lost", lost == 0),
        ("Every figure opens into as many cases as it says", opened == 0),
    ]
    if "removals_apart" in values:
        stated = engine.value("select count(*) from removal where separation = 'stated'")
        parts = sum(values.get(f"determination.{d}", 0) for d in DETERMINATIONS)
        checks.append(("The determinations sum to the removals apart", parts == values["removals_apart"] == stated))
    if "children_not_reached" in values:
        parts = sum(values.get(f"children_not_reached.{s}", 0) for s in STATUSES[2:])
        checks.append(("The three groups not reached sum to the children not reached",
                       parts == values["children_not_reached"]))  # fmt: skip
    return checks
