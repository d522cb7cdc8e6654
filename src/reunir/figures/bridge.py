"""A bridge: the way from one day's figure to another's, in steps that sum (casebook R23).

Three runs are laid side by side: what was known at FROM; the state on FROM, as known at TO; and the state on TO.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import pyarrow as pa

from reunir.engine import Engine
from reunir.figures import open_cases
from reunir.model import Inputs

STEPS = {
    "definition": "the definition of the figure changed; both definitions on what was known then",
    "learned": "learned since of that day",
    "happened": "happened since",
}
"""The steps of a bridge, in order."""

CAUSES = {
    "definition": "counted by one definition and not by the other",
    "identified": "newly identified: somebody of the case was on no list received by then",
    "late": "a record received later",
    "corrected": "a cell corrected",
    "judged": "a link judged",
    "replaced": "a list withdrawn or replaced by a newer one",
    "linked": "linked otherwise, because of what else was received",
    "rules": "a rule book or the linkage model changed",
    "other": "the case's own records say the same; what stands beside them changed",
    "reunified": "reunified", "reached": "a parent reached", "separated": "separated", "removed": "removed",
    "decided": "a decision taken down", "stated": "a wish stated", "apprehended": "apprehended",
    "detained": "detained", "placed": "placed in care", "discharged": "discharged from care",
    "transferred": "transferred", "ordered": "ordered removed", "referred": "referred",
    "referred_to_care": "referred to care", "attempted": "an attempt to reach a parent", "time": "time passed",
}  # fmt: skip
"""Each cause in words. Where several hold for a case learned of, it stands under one: a judgement before the rest,
then what undid an answer (a correction, a list that gave way), then what a later record added."""

_OF_PERSON = ("reunified", "reached", "removed", "apprehended", "detained", "separated", "placed", "discharged",
              "decided", "stated", "transferred", "ordered", "referred", "referred_to_care", "attempted")  # fmt: skip
_OF_REMOVAL = ("removed", "decided", "stated", "reunified", "separated", "placed", "discharged", "apprehended",
               "detained", "ordered", "transferred", "referred", "referred_to_care", "reached", "attempted")  # fmt: skip
"""Of events between the two days, the first of these says why a case came or left."""


@dataclass(frozen=True)
class Change:
    """Cases that entered or left a figure for one cause, in one step. A case that enters in one step and leaves
    in another stands in both."""

    step: str
    cause: str
    entered: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def net(self) -> int:
        return len(self.entered) - len(self.left)


@dataclass(frozen=True)
class Bridge:
    """From `opening` on `from_day` to `closing` on `to_day`: opening + the changes' nets = closing."""

    figure: str
    cohort: str
    unit: str
    from_day: date
    to_day: date
    opening: int
    closing: int
    means_from: str
    means_to: str
    changes: tuple[Change, ...]

    def of(self, step: str) -> tuple[Change, ...]:
        """The changes of one step."""
        return tuple(c for c in self.changes if c.step == step)


def bridges(before: Engine, learned: Engine, after: Engine, inputs: tuple[Inputs, Inputs]) -> list[Bridge]:
    """The bridges of all figures, in the order of the later run's, with those that only the earlier run has.

    `before`: the run of FROM; `learned`: that of the state on FROM, as known at TO; `after`: that of TO. `inputs`:
    what the first and the last of them are functions of.
    """
    then, now = inputs
    engine = Engine()
    try:
        _load(engine, before, learned, after, then, now)
        engine.script(files(__package__).joinpath("bridge.sql").read_text("utf-8"), {
            "rules_changed": _rules(then) != _rules(now),
        })  # fmt: skip
        found = _bridges(engine, before, after, then, now)
    finally:
        engine.close()
    for made in found:  # the three steps are differences of sets: if they do not sum, a case was lost
        if made.opening + sum(c.net for c in made.changes) != made.closing:
            raise AssertionError(f"the bridge of {made.figure} ({made.cohort}) does not sum")
    return found


def _rules(inputs: Inputs) -> tuple[Any, ...]:
    return inputs.standard, inputs.settings, inputs.model


def _load(engine: Engine, before: Engine, learned: Engine, after: Engine, then: Inputs, now: Inputs) -> None:
    """Everything that the steps compare, in one engine. The cases of FROM and of what was learned are opened by
    the definitions of both days."""
    cases = "select name, cohort, subject_id from figure_case"
    engine.load_arrow("case_opening", before.arrow(cases))
    engine.load_arrow("case_after", after.arrow(cases))
    for name, run in (("before", before), ("learned", learned)):
        engine.load_arrow(f"case_{name}", _redefined(run, now))
        engine.load_arrow(f"mention_{name}", run.arrow("select mention_id, person_id, record_id, who, list_seq, sheet, row from mention"))
        engine.load_arrow(f"record_{name}", run.arrow("select record_id from record"))
        engine.load_arrow(f"answer_{name}", run.arrow(ANSWERS))
    for name, run in (("before", before), ("learned", learned), ("after", after)):
        engine.load_arrow(f"subject_{name}", run.arrow(SUBJECTS))
        engine.load_arrow(f"status_{name}", run.arrow(f"select child_id, status, {PLACE} as place from search"))
    engine.load_arrow("asked", engine.arrow(ASKED))
    engine.load_arrow("happening", after.arrow(HAPPENING, {"from_day": then.as_of}))
    engine.load_arrow("became", _became(learned))
    mended = {(r.list_id, r.sheet, r.layout_text) for r in then.lists} - {(r.list_id, r.sheet, r.layout_text) for r in now.lists}
    engine.load_arrow("reread_list", _texts("list_id", {list_id for list_id, _, _ in mended}))
    known = {(c.record_id, c.field, c.value) for c in then.corrections}
    changed = {(c.record_id, c.field, c.value) for c in now.corrections} ^ known
    engine.load_arrow("corrected_record", _texts("record_id", {record for record, _, _ in changed}))
    judged = {(j.mention_id_l, j.mention_id_r, j.verdict) for j in now.judgements}
    judged ^= {(j.mention_id_l, j.mention_id_r, j.verdict) for j in then.judgements}
    engine.load_arrow("judged_mention", _texts("mention_id", {m for left, right, _ in judged for m in (left, right)}))


def _redefined(run: Engine, now: Inputs) -> pa.Table:
    """The cases of a finished run by the definitions of another day. The run's own tables are left as they are."""
    mine = Engine()
    try:
        for name in ("search", "separation", "removal", "cohort", "family", "beside"):
            mine.load_arrow(name, run.arrow(f"select * from {name}"))
        open_cases(mine, now.standard, now.as_of)
        return mine.arrow("select name, cohort, subject_id from figure_case")
    finally:
        mine.close()


def _became(run: Engine) -> pa.Table:
    """The last row that each row of a list which gave way stands for now, over any number of replacements."""
    rows = {r: (b, change) for r, b, change in run.rows("select record_id, became, change from gave_way")}
    found = []
    for record in rows:
        last: str | None = record
        changed = False
        while last in rows:
            last, how = rows[last]
            changed = changed or how != "same"
        found.append((record, last, changed))
    return pa.table({
        "record_id": pa.array([r for r, _, _ in found], pa.string()),
        "last_id": pa.array([r for _, r, _ in found], pa.string()),
        "changed": pa.array([c for _, _, c in found], pa.bool_()),
    })  # fmt: skip


def _texts(name: str, values: Iterable[str]) -> pa.Table:
    return pa.table({name: pa.array(sorted(values), pa.string())})


def _place(column: str, names: Sequence[str]) -> str:
    whens = " ".join(f"when '{name}' then {place}" for place, name in enumerate(names))
    return f"case {column} {whens} else {len(names)} end"


PLACE = "case status when 'reunified' then 0 when 'reached' then 1 else 2 end"
"""A search that went back from one of these to a later one lost what it had rested on."""

SUBJECTS = """
select removal_id as subject_id, parent_id as first_id, child_id as second_id, cast(ordinal as varchar) as which,
  cast(null as varchar) as record_id
from removal
union all
select person_id, person_id, null, '', null from person
union all
select concat(parent_id, '~', child_id), parent_id, child_id, '', null
from (select parent_id, child_id from separation where parent_id is not null
      union select parent_id, child_id from tie) p
union all
select event_id, null, null, kind, min(record_id)
from event
where event_id not in (select person_id from person)
group by event_id, kind
union all
select b.subject_id, p.person_id, c.person_id, e.kind, min(e.record_id)
from (
  select distinct subject_id, split_part(subject_id, '~', 1) as one, split_part(subject_id, '~', 2) as other
  from beside
  where subject_id like '%~%' and subject_id not in (select removal_id from removal)
) b
join event e on e.event_id = b.one
left join person c on c.person_id = b.other
left join person p on p.person_id = e.person_id
group by b.subject_id, p.person_id, c.person_id, e.kind
"""
"""What a case can be: a removal apart, a person (a family is known by its first), a pair, an event, or an event of a
parent beside a child."""

ANSWERS = """
select 'search' as of, child_id as subject_id, unnest(record_ids) as record_id from search
union
select 'search', child_id, unnest(record_ids) from separation where standing = 'no'
union
select 'separation', child_id, unnest(record_ids) from separation
union
select 'separation', parent_id, unnest(record_ids) from separation where parent_id is not null
union
select 'separation', f.family_id, unnest(s.record_ids) from family f join separation s on s.child_id = f.person_id
union
select 'audit', removal_id, unnest(record_ids) from removal
union
select 'audit', parent_id, unnest(record_ids) from removal
union
select 'audit', child_id, unnest(record_ids) from removal
union
select concat('beside.', replace(kind, ' ', '_')), subject_id, unnest(record_ids) from beside
"""
"""The records that the answer about a case rests on, by what was asked."""

ASKS = """case when name like 'beside.%' then name
  when name like 'children_not_reached%' or name in ('children_reached', 'children_reunified') then 'search'
  when name in ('children_separated', 'parents_separated', 'families_separated') then 'separation'
  else 'audit' end"""
"""What a figure asks, by its name: which of the answers says why a case counts."""

ASKED = f"select distinct name, {ASKS} as of from (select name from case_opening union select name from case_after) n"

HAPPENING = f"""
select person_id, kind, {_place("kind", _OF_PERSON)} as place_of_person, {_place("kind", _OF_REMOVAL)} as place_of_removal
from (
  select person_id, kind from event where stands and happened_on > $from_day and person_id is not null
  union
  select child_id, kind from event where stands and happened_on > $from_day and child_id is not null
  union
  select s.child_id, e.kind
  from event e join separation s on s.parent_id = e.person_id
  where e.stands and e.happened_on > $from_day
) k
"""
"""Kinds of events after FROM by person; a parent's are the child's too."""


def _bridges(engine: Engine, before: Engine, after: Engine, then: Inputs, now: Inputs) -> list[Bridge]:
    shape = "select name, cohort, unit, value, definition from figure"
    opening = {(f["name"], f["cohort"]): f for f in before.dicts(shape)}
    closing = {(f["name"], f["cohort"]): f for f in after.dicts(shape)}
    changes: dict[tuple[str, str], dict[tuple[str, str], tuple[list[str], list[str]]]] = {}
    for step, cause, name, cohort, subject, entered in engine.rows(
        "select step, cause, name, cohort, subject_id, entered from bridge_change order by name, cohort, subject_id, step, cause"
    ):
        both = changes.setdefault((name, cohort), {}).setdefault((step, cause), ([], []))
        both[0 if entered else 1].append(subject)
    order = list(STEPS), list(CAUSES)
    made = []
    for key in [*closing, *(k for k in opening if k not in closing)]:
        first, last = opening.get(key), closing.get(key)
        one = last or first
        assert one is not None
        found = sorted(changes.get(key, {}).items(), key=lambda c: (order[0].index(c[0][0]), order[1].index(c[0][1])))
        made.append(Bridge(
            key[0], key[1], one["unit"], then.as_of, now.as_of, first["value"] if first else 0, last["value"] if last else 0,
            (first or one)["definition"] or "", (last or one)["definition"] or "",
            tuple(Change(step, cause, tuple(came), tuple(left)) for (step, cause), (came, left) in found),
        ))  # fmt: skip
    return made
