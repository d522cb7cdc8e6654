"""Why: a person, a family, a determination or a figure, down to file, sheet, row and column.

`explain` reads the tables of a finished run and nothing else. Whatever id the run prints is understood: of a
figure, a removal apart, a decision, a mention or person, a finding, an event, a record, a list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from reunir.engine import Engine
from reunir.errors import ReunirError

FIRST = 20
"""How many cases of a figure are shown with it; `reunir cases` lists all."""

SEPARATION = "select parent_id, child_id, basis, separated_on, standing, reunified_on, record_ids from separation"

Found = dict[str, Any] | None


def explain(engine: Engine, identifier: str) -> dict[str, Any]:
    """What the run knows of an id, as a JSON-able document with `kind` and `id`. ReunirError where it is none."""
    for answer in ANSWERS:
        found = answer(engine, identifier)
        if found is not None:
            return dict(plain(found))
    became = _became(engine, identifier)
    if became is not None:
        return {**explain(engine, became), "asked": identifier}
    raise ReunirError(_none(engine, identifier))


def _became(engine: Engine, identifier: str) -> str | None:
    """The id, in the list that took its place, of what a list that gave way called so; None where it has none."""
    record, slash, rest = identifier.partition("/")
    found = engine.rows("select became from gave_way where record_id = $r and became is not null", {"r": record})
    return f"{found[0][0]}{slash}{rest}" if found else None


def _none(engine: Engine, identifier: str) -> str:
    listed = engine.dicts(
        "select list_id, file, until from list where list_id = $l and until is not null",
        {"l": identifier.split("-")[0]},
    )
    gone = engine.rows("select change from gave_way where record_id = $r", {"r": identifier.split("/")[0]})
    if listed and gone:
        how = "was withdrawn" if gone[0][0] == "withdrawn" else "was replaced by one in which that row is not"
        return (
            f"{identifier} is of the list {listed[0]['list_id']} ({listed[0]['file']}), which {how} "
            f"on {listed[0]['until']}: look at an earlier day with --as-of."
        )
    if listed:
        return (
            f"{identifier} is of the list {listed[0]['list_id']} ({listed[0]['file']}), which a later list replaced "
            f"on {listed[0]['until']}: look at an earlier day with --as-of."
        )
    return (
        f"There is nothing called {identifier} in this run: give an id that `reunir cases` or `reunir figures` prints."
    )


def plain(value: Any) -> Any:
    """A value with its days as text, for JSON."""
    if isinstance(value, dict):
        return {name: plain(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [plain(held) for held in value]
    return value.isoformat() if isinstance(value, date) else value


def sources(engine: Engine, record_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Where records stand: file, sheet and row, and the cells that the layout reads, by column, as received."""
    wanted = sorted(set(record_ids))
    if not wanted:
        return []
    columns: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for column in engine.dicts("select * from column_map where field is not null order by list_seq, sheet, position"):
        columns.setdefault((column["list_id"], column["sheet"]), []).append(column)
    rows = engine.dicts(
        "select r.record_id, r.list_id, l.file, l.title, r.agency, r.received_on, r.sheet, r.row, r.raw "
        "from record r left join list l on l.list_id = r.list_id and l.sheet = r.sheet "
        "where list_contains($ids, r.record_id) order by r.list_seq, r.sheet, r.row",
        {"ids": wanted},
    )
    made = []
    for row in rows:
        cells = json.loads(row.pop("raw"))
        mapped = columns.get((row["list_id"], row["sheet"]))
        if mapped is None:  # an entry of the journal: its fields are its columns
            row["cells"] = [{"column": None, "heading": h, "field": h, "cell": c} for h, c in cells.items()]
        else:
            row["cells"] = [
                {"column": m["letter"], "heading": m["heading"], "field": m["field"], "cell": cells.get(m["heading"])}
                for m in mapped
                if cells.get(m["heading"]) is not None
            ]
        made.append(row)
    return made


def _record_ids(*found: Iterable[dict[str, Any]]) -> list[str]:
    ids: list[str] = []
    for rows in found:
        for row in rows:
            ids += row.get("record_ids") or ([row["record_id"]] if row.get("record_id") else [])
    return ids


def _figure(engine: Engine, identifier: str) -> Found:
    rows = engine.dicts("select * from figure where name = $i order by cohort", {"i": identifier})
    if not rows:
        return None
    cases_of = engine.dicts(
        "select name, cohort, subject_id from figure_case where name = $i order by cohort, subject_id",
        {"i": identifier},
    )
    for row in rows:
        of_cohort = [c["subject_id"] for c in cases_of if c["cohort"] == row["cohort"]]
        row["first_cases"] = of_cohort[:FIRST]
    return {
        "kind": "figure", "id": identifier, "definition": rows[0].get("definition"), "unit": rows[0]["unit"],
        "figures": rows,
    }  # fmt: skip


def _removal(engine: Engine, identifier: str) -> Found:
    rows = engine.dicts("select * from removal where removal_id = $i", {"i": identifier})
    if not rows:
        return None
    removal = rows[0]
    decisions = engine.dicts("select * from decision where removal_id = $i order by decision_id", {"i": identifier})
    subjects = [identifier, *(d["decision_id"] for d in decisions), *(d["event_id"] for d in decisions)]
    findings = engine.dicts(
        "select * from finding where list_contains($ids, subject_id) order by rule, subject_id, finding_id",
        {"ids": subjects},
    )
    return {
        "kind": "removal", "id": identifier, **removal,
        "parent": _who(engine, removal["parent_id"]), "child": _who(engine, removal["child_id"]),
        "decisions": decisions, "findings": findings,
        "sources": sources(engine, _record_ids([removal], decisions, findings)),
    }  # fmt: skip


def _decision(engine: Engine, identifier: str) -> Found:
    rows = engine.dicts("select removal_id from decision where decision_id = $i", {"i": identifier})
    return _removal(engine, rows[0]["removal_id"]) if rows else None


def _person(engine: Engine, identifier: str) -> Found:
    held = engine.value("select person_id from mention where mention_id = $i", {"i": identifier})
    if held is None:
        return None
    one = {"p": held}
    mentions = engine.dicts(
        "select mention_id, record_id, who, a_number, given_names, family_names, full_name, born_on, age, sex, "
        "citizenship, language, family_unit, relation from mention where person_id = $p order by list_seq, sheet, row, who",
        one,
    )
    links = engine.dicts(
        "select k.* from link k join mention l on l.mention_id = k.mention_id_l "
        "join mention r on r.mention_id = k.mention_id_r where l.person_id = $p or r.person_id = $p "
        "order by k.together desc, k.weight desc, k.mention_id_l, k.mention_id_r",
        one,
    )
    for link in links:
        link["evidence"] = json.loads(link["evidence"] or "[]")
    ties = engine.dicts("select * from tie where parent_id = $p or child_id = $p order by parent_id, child_id", one)
    family = engine.value("select min(family_id) from family where person_id = $p", one)
    events = engine.dicts(
        "select event_id, statement_id, record_id, kind, person_id, child_id, happened_on, place, reason, outcome, "
        "destination, stands from event where person_id = $p or child_id = $p "
        "order by happened_on nulls first, list_seq, sheet, row, kind, statement_id",
        one,
    )
    removals = engine.dicts(
        "select removal_id, parent_id, child_id, removed_on, determination, reason from removal "
        "where parent_id = $p or child_id = $p order by removal_id",
        one,
    )
    separations = engine.dicts(
        f"{SEPARATION} where parent_id = $p or child_id = $p order by parent_id nulls first, child_id", one
    )
    findings = engine.dicts("select * from finding where subject_id = $p order by rule, finding_id", one)
    search = engine.dicts("select status, reason, record_ids from search where child_id = $p", one)
    return {
        "kind": "person", "id": held, "asked": identifier, **_who(engine, held), "mentions": mentions, "links": links,
        "ties": [{**t, "parent": _name(engine, t["parent_id"]), "child": _name(engine, t["child_id"])} for t in ties],
        "family": {"family_id": family, "members": _members(engine, family)} if family else None,
        "separations": separations, "events": events, "removals": removals, "findings": findings, "search": search[0] if search else None,
        "sources": sources(engine, _record_ids(mentions, ties, separations, events, findings, search)),
    }  # fmt: skip


def _pair(engine: Engine, identifier: str) -> Found:
    """A parent and a child, `parent~child`: their separation, their tie, and what is counted beside."""
    parent, _, child = identifier.partition("~")
    pair = {"p": parent, "c": child}
    separations = engine.dicts(f"{SEPARATION} where parent_id = $p and child_id = $c", pair)
    ties = engine.dicts("select * from tie where parent_id = $p and child_id = $c", pair)
    if not separations and not ties:
        return None
    beside = engine.dicts("select kind, record_ids from beside where subject_id = $i order by kind", {"i": identifier})
    return {
        "kind": "pair", "id": identifier, "parent": _who(engine, parent), "child": _who(engine, child),
        "separations": separations, "ties": ties, "beside": beside,
        "sources": sources(engine, _record_ids(separations, ties, beside)),
    }  # fmt: skip


def _members(engine: Engine, family_id: str) -> list[dict[str, Any]]:
    rows = engine.rows("select person_id from family where family_id = $f order by person_id", {"f": family_id})
    return [_who(engine, person_id) for (person_id,) in rows]


def _who(engine: Engine, person_id: str | None) -> dict[str, Any]:
    """A person's own row, without the list of all records."""
    rows = engine.dicts(
        "select person_id, role, a_number, given_names, family_names, full_name, born_on, sex, citizenship, mentions "
        "as mention_count from person where person_id = $p",
        {"p": person_id},
    )
    return rows[0] if rows else {"person_id": person_id}


def name_of(person: dict[str, Any]) -> str:
    """What a person is called, or the id where no list names them."""
    parts = (person.get("given_names"), person.get("family_names"))
    return " ".join(p for p in parts if p) or person.get("full_name") or str(person.get("person_id"))


def _name(engine: Engine, person_id: str | None) -> str:
    return name_of(_who(engine, person_id))


def _finding(engine: Engine, identifier: str) -> Found:
    rows = engine.dicts("select * from finding where finding_id = $i", {"i": identifier})
    if not rows:
        return None
    return {"kind": "finding", "id": identifier, **rows[0], "sources": sources(engine, _record_ids(rows))}


def _event(engine: Engine, identifier: str) -> Found:
    rows = engine.dicts(
        "select * from event where event_id = $i or event_id = (select min(event_id) from event where statement_id = $i) "
        "order by list_seq, sheet, row, kind, statement_id",
        {"i": identifier},
    )
    if not rows:
        return None
    told = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return {
        "kind": "event", "id": rows[0]["event_id"], "event": rows[0]["kind"], "happened_on": rows[0]["happened_on"],
        "person_id": rows[0]["person_id"], "child_id": rows[0]["child_id"],
        "statements": told, "sources": sources(engine, _record_ids(rows)),
    }  # fmt: skip


def _record(engine: Engine, identifier: str) -> Found:
    found = sources(engine, [identifier])
    if not found:
        return None
    mentions = engine.dicts(
        "select mention_id, who, person_id from mention where record_id = $i order by who", {"i": identifier}
    )
    cells = engine.dicts(
        "select rule, field, heading, cell, reason from cell_finding where record_id = $i order by rule, field",
        {"i": identifier},
    )
    return {"kind": "record", "id": identifier, "mentions": mentions, "cell_findings": cells, "sources": found}


def _set_aside(engine: Engine, identifier: str) -> Found:
    rows = engine.dicts("select * from set_aside where record_id = $i", {"i": identifier})
    return {"kind": "set aside", "id": identifier, **rows[0]} if rows else None


def _list(engine: Engine, identifier: str) -> Found:
    rows = engine.dicts("select * from list where list_id = $i order by sheet", {"i": identifier})
    if not rows:
        return None
    aside = engine.dicts(
        "select reason, count(*) as n, min(row) as first_row from set_aside where list_id = $i "
        "group by reason order by reason",
        {"i": identifier},
    )
    return {"kind": "list", "id": identifier, "readings": rows, "set_aside": aside}


def unopened(engine: Engine) -> list[tuple[str, str, str]]:
    """The cases (figure, cohort, subject) that do not open down to a cell of a list or an entry of the journal.

    What `explain` walks for one case, this walks for all at once; a sound run has none.
    """
    return [(name, cohort, subject) for name, cohort, subject in engine.rows(UNOPENED)]


UNOPENED = """
with opened as (
  select removal_id as subject_id, record_ids from removal
  union all select decision_id as subject_id, record_ids from decision
  union all select person_id as subject_id, record_ids from person
  union all select f.family_id as subject_id, p.record_ids from family f join person p on p.person_id = f.person_id
  union all select concat(parent_id, '~', child_id) as subject_id, record_ids from separation where parent_id is not null
  union all select subject_id, record_ids from beside),
cited as (select distinct subject_id, unnest(record_ids) as record_id from opened
  union select event_id as subject_id, record_id from event),
read as (select distinct list_id, sheet from column_map where field is not null),
stands as (
  select k.subject_id, min(case when r.list_id = 'journal' or m.list_id is not null then 1 else 0 end) as whole
  from cited k left join record r on r.record_id = k.record_id
  left join read m on m.list_id = r.list_id and m.sheet = r.sheet
  group by k.subject_id)
select c.name, c.cohort, c.subject_id from figure_case c left join stands s on s.subject_id = c.subject_id
where coalesce(s.whole, 0) = 0 order by c.name, c.cohort, c.subject_id
"""


ANSWERS: tuple[Callable[[Engine, str], Found], ...] = (
    _figure, _removal, _decision, _person, _pair, _finding, _event, _record, _set_aside, _list,
)  # fmt: skip
"""Who is asked for an id, in this order. A family's id is the id of its first person, who shows the family."""
