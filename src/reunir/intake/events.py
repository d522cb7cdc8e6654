"""What a row says happened, and to whom: statements.

Which rows state an event:

- one of the event's columns says something in the row (a note alone does not, nor a value in `every_row`), or
- the layout's `lists` names the event, so that every accepted row is one, dated or not.

Whose it is, unless the layout says otherwise:

- `separated` and `reunified` happen to each parent with each child of the row, `decided` and `stated` are each
  parent's about each child; where the row names only one side, the other is left open;
- `removed` is the parents', where the row names one, else the children's;
- `apprehended` and `transferred` are everybody's in the row; `placed`, `discharged` and `referred_to_care` the children's;
- what is a parent's, in a row that names only a child, is about that child, the parent left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reunir.intake.layout import Field
from reunir.intake.people import SOURCE, People, declared
from reunir.intake.reading import Faults, Reading
from reunir.model import EVENT_FIELDS, EVENTS, EventKind, event_column


@dataclass(frozen=True)
class Target:
    """Whom a statement can speak of: the mention it happened to, the child it is about, and in which rows."""

    owner: str | None
    child: str | None
    rows: np.ndarray

    @property
    def who(self) -> str:
        return "+".join(w for w in (self.owner, self.child) if w)


def targets(kind: EventKind, people: People) -> list[Target]:
    """Whom an event belongs to in which rows, where the layout does not say (the module's docstring says how)."""
    present = people.present
    parent, child, person = people.any("parent"), people.any("child"), people.any("person")
    found: list[Target] = []
    if kind.pair or kind.about_child:
        for p in people.of("parent"):
            found += [Target(p, c, present[p] & present[c]) for c in people.of("child")]
            found.append(Target(p, None, present[p] & ~child))
        found += [Target(None, c, present[c] & ~parent) for c in people.of("child")]
        found += [Target(x, None, present[x] & ~parent & ~child) for x in people.of("person")]
    elif "person" in kind.owners:
        found += [Target(w, None, present[w]) for w in people.of(*kind.owners)]
    elif "parent" in kind.owners:
        found += [Target(p, None, present[p]) for p in people.of("parent")]
        if "child" in kind.owners:
            found += [Target(c, None, present[c] & ~parent) for c in people.of("child")]
            found += [Target(x, None, present[x] & ~parent & ~child) for x in people.of("person")]
        else:
            found += [Target(x, None, present[x] & ~parent) for x in people.of("person")]
            found += [Target(None, c, present[c] & ~parent & ~person) for c in people.of("child")]
    else:
        found += [Target(c, None, present[c]) for c in people.of("child")]
        found += [Target(x, None, present[x] & ~child) for x in people.of("person")]
    return found


def statements(
    source: pa.Table,
    readings: Mapping[Field, Reading],
    every_row: Mapping[Field, Reading],
    listed: Mapping[str, np.ndarray],
    people: People,
    faults: list[Faults],
) -> Iterator[pa.Table]:
    """The statement table's rows of one list, in parts; events that belong to nobody in their row (I12) are
    added to `faults`.

    `listed`: kind of event -> the rows that are such an event whatever its columns hold.
    """
    for kind in EVENTS.values():
        own = {f: r for f, r in readings.items() if f.event == kind.name}
        if not own and kind.name not in listed:
            continue
        taken = np.zeros(len(source), bool)
        paired = kind.pair or kind.about_child
        general = targets(kind, people)
        named = {f.who for f in own if f.who} - {"person"}
        # Where the layout names whose the event is in each of its fields, being listed makes it theirs alone.
        theirs = named if own and all(f.who in named for f in own) else None
        for target in [*general, *_named(paired, named, general, people)]:
            said = _said(own, target, paired, people)
            exists = _listed(target, theirs, people) & listed.get(kind.name, np.zeros(len(source), bool))
            for reading, rows in said:
                if reading.field.name != "note":
                    exists |= reading.holds & rows
            taken |= exists
            if exists.any():
                yield _statements(source, kind, target, said, every_row, exists)
        faults += _of_nobody(own, taken)


def _named(paired: bool, named: set[str], general: list[Target], people: People) -> list[Target]:
    """Targets for those whom the layout names and to whom the event would not belong by itself."""
    known = {t.owner for t in general} | ({t.child for t in general} if paired else set())
    return [Target(w, None, np.zeros(len(people.everyone), bool)) for w in sorted(named - known) if w in people.present]


def _listed(target: Target, theirs: set[str] | None, people: People) -> np.ndarray:
    """The rows in which an event that every row is belongs to a target."""
    if theirs is None:
        return target.rows.copy()
    if target.child is None and target.owner in theirs:
        return people.present[target.owner].copy()
    return target.rows & bool(theirs & {target.owner, target.child})


def _said(
    own: Mapping[Field, Reading], target: Target, paired: bool, people: People
) -> list[tuple[Reading, np.ndarray]]:
    """The readings that speak of a target and in which rows, the most particular first."""
    said: list[tuple[int, Reading, np.ndarray]] = []
    members = {target.owner, target.child} if paired else {target.owner}
    for field, reading in own.items():
        if field.who is None:
            said.append((2, reading, target.rows))
        elif field.who in members:
            said.append((0, reading, target.rows if paired and target.rows.any() else people.present[field.who]))
        elif field.who == "person" and any(w and w.startswith(("parent", "child")) for w in members):
            said.append((1, reading, target.rows & people.everyone))
    return [(reading, rows) for _, reading, rows in sorted(said, key=lambda s: s[0])]


def _statements(
    source: pa.Table,
    kind: EventKind,
    target: Target,
    said: list[tuple[Reading, np.ndarray]],
    every_row: Mapping[Field, Reading],
    exists: np.ndarray,
) -> pa.Table:
    chosen = pa.array(exists)
    rows = source.filter(chosen)
    columns: dict[str, Any] = {
        "statement_id": pc.binary_join_element_wise(rows["record_id"], kind.name, target.who, "/"),
        "record_id": rows["record_id"],
        "kind": pa.array([kind.name] * len(rows), pa.string()),
        "who": pa.array([target.who] * len(rows), pa.string()),
    }
    for column, who in (("mention_id", target.owner), ("child_mention_id", target.child)):
        if who:
            columns[column] = pc.binary_join_element_wise(rows["record_id"], who, "/")
    constants = [every_row[f] for f in _constants(kind, target) if f in every_row]
    for name in (*EVENT_FIELDS, *kind.fields):
        spoken = [(r, at) for r, at in said if r.field.name == name]
        spoken += [(r, exists) for r in constants if r.field.name == name]
        if spoken:
            columns[event_column(name)] = _first(spoken, "value").filter(chosen)
            if name == "on":
                columns["happened_time"] = _first(spoken, "time").filter(chosen)
    columns |= {name: rows[name] for name in SOURCE}
    return declared("statement", columns)


def _constants(kind: EventKind, target: Target) -> Iterable[Field]:
    """The fields by which `every_row` may speak of a target, the most particular first."""
    for who in dict.fromkeys((target.child, target.owner, None)):
        for name in (*EVENT_FIELDS, *kind.fields):
            yield Field(who, kind.name, name)


def _first(spoken: list[tuple[Reading, np.ndarray]], part: str) -> pa.Array:
    """Row by row the first that says something. A day and its hour come from one cell."""
    answer = None
    for reading, rows in reversed(spoken):
        value = getattr(reading, part)
        speaks = pa.array(rows & reading.filled)
        answer = pc.if_else(speaks, value, pa.nulls(len(rows), value.type) if answer is None else answer)
    return answer


def _of_nobody(own: Mapping[Field, Reading], taken: np.ndarray) -> list[Faults]:
    faults = []
    for field, reading in own.items():
        rows = np.flatnonzero(reading.holds & ~taken)
        if len(rows) and field.name != "note":
            reason = f"The row says {field.event} of nobody whom it names, so no event comes of it."
            which = np.zeros(len(rows), np.int64)
            cells = reading.cells.take(pa.array(rows))
            faults.append(Faults(field.path, reading.heading, rows, cells, which, (("I12", reason),)))
    return faults
