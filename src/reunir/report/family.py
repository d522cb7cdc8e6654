"""One family, read from the tables of a run: who is in it, what happened to each, when they were apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reunir.engine import Engine
from reunir.errors import ReunirError
from reunir.model import DENIAL
from reunir.report.words import CHOICE_WORDS, EVENT_WORDS, day, listed, number, plural

FEW_ATTEMPTS = 3
"""Attempts to reach a parent beyond so many are drawn as ticks with one line of the key."""


@dataclass(frozen=True)
class Lane:
    """One person of the family. `number`: position from the top, from 0."""

    person_id: str
    role: str
    label: str
    number: int


@dataclass(frozen=True)
class Mark:
    """One event, or several of one kind. `days`: all its days; `lanes`: the numbers of the lanes it stands on."""

    kind: str
    days: tuple[date, ...]
    lanes: tuple[int, ...]
    words: str


@dataclass(frozen=True)
class Bar:
    """A stay in custody. An end that no list states is None."""

    lane: int
    kind: str
    began: date
    ended: date | None


@dataclass(frozen=True)
class Apart:
    """The time from separation to reunification of one pair; `ended` None: no list says it ended."""

    lanes: tuple[int, ...]
    began: date
    ended: date | None
    stated: bool


@dataclass(frozen=True)
class Family:
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    undated: tuple[str, ...]
    bars: tuple[Bar, ...]
    apart: tuple[Apart, ...]
    known_until: date | None
    """The as-of day of the run, where its figures carry one."""


def read(engine: Engine, family_id: str, masked: bool) -> Family:
    """The family of that id; masked, its people are `parent 1`, `child 1` and no place or other word of a list
    is in it."""
    people = engine.dicts(
        """select f.person_id, p.role, p.full_name, p.given_names, p.family_names, min(m.list_seq) as seq,
                  bool_or(t.parent_id is not null) as is_parent
           from family f left join person p on p.person_id = f.person_id
           left join mention m on m.mention_id = f.person_id
           left join (select distinct parent_id from tie) t on t.parent_id = f.person_id
           where f.family_id = $family_id
           group by f.person_id, p.role, p.full_name, p.given_names, p.family_names
           order by case when bool_or(t.parent_id is not null) or p.role = 'parent' then 0 else 1 end,
                    min(m.list_seq) nulls last, f.person_id""",
        {"family_id": family_id},
    )
    if not people:
        raise ReunirError(f"no family {family_id} in this run; table `family` has the ids")
    lanes = tuple(_named(people, masked))
    at = {lane.person_id: lane.number for lane in lanes}
    marks, undated = _marks(engine, family_id, lanes, at)
    return Family(
        lanes, marks, undated, _bars(engine, family_id, at), _apart(engine, family_id, at),
        engine.value("select max(as_of) from figure"),
    )  # fmt: skip


def _named(people: Sequence[dict[str, Any]], masked: bool) -> list[Lane]:
    lanes: list[Lane] = []
    for i, one in enumerate(people):
        role = (
            "parent" if one["is_parent"] or one["role"] == "parent" else "child" if one["role"] == "child" else "person"
        )
        label = f"{role} {1 + sum(lane.role == role for lane in lanes)}"
        if not masked:
            apart = " ".join(w for w in (one["given_names"], one["family_names"]) if w)
            label = one["full_name"] or apart or label
        lanes.append(Lane(one["person_id"], role, label, i))
    return lanes


def _marks(
    engine: Engine, family_id: str, lanes: Sequence[Lane], at: dict[str, int]
) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """Events that stand, each once, by day; those without a day as words."""
    rows = engine.dicts(
        """select e.event_id, e.kind, e.person_id, e.child_id, e.happened_on, e.choice, e.wish, e.outcome, e.with_child
           from event e
           where e.stands and (e.person_id in (select person_id from family where family_id = $family_id)
                               or e.child_id in (select person_id from family where family_id = $family_id))
           order by e.happened_on nulls last, e.kind, e.list_seq, e.sheet, e.row, e.statement_id""",
        {"family_id": family_id},
    )
    events: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        events.setdefault(row["event_id"], []).append(row)
    told = [happening for of in events.values() if (happening := _happening(of, lanes, at)) is not None]
    joined = _joined(told)
    names = [lane.label for lane in lanes]
    dated = [(h.days, h.kind, h.lanes, h.words(names)) for h in joined if h.days]
    dated.sort(key=lambda e: (e[0][0], _place(e[1]), e[2], e[3]))
    return tuple(_gathered(dated, names)), tuple(h.words(names) for h in joined if not h.days)


@dataclass(frozen=True)
class _Happening:
    """What happened on one day in one way. `who` and `about`: lanes; of a pair `pairs` has each (parent, child)."""

    kind: str
    days: tuple[date, ...]
    who: tuple[int, ...]
    about: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    how: str
    but: str

    @property
    def lanes(self) -> tuple[int, ...]:
        return tuple(sorted({lane for pair in self.pairs for lane in pair})) or self.who

    def words(self, names: Sequence[str]) -> str:
        """The happening as a sentence without its end."""
        said = listed([names[i] for i in self.who])
        if self.pairs:
            parents, children = (tuple(dict.fromkeys(pair[i] for pair in self.pairs)) for i in (0, 1))
            link = "from" if self.kind == "separated" else "with"
            if len(self.pairs) == len(parents) * len(children):
                said = f"{listed([names[i] for i in parents])} {self.how} {link} {listed([names[i] for i in children])}"
            else:
                said = "; ".join(f"{names[parent]} {self.how} {link} {names[child]}" for parent, child in self.pairs)
        elif self.kind == "attempted":
            said = f"{self.how} {said}"
        else:
            said = f"{said} {self.how}"
        if self.about:
            said = said.replace("the child", "the children") if len(self.about) > 1 else said
            said += f" ({listed([names[i] for i in self.about])})"
        others = f" (lists differ: also {listed([day(d) for d in self.days[1:]])})" if len(self.days) > 1 else ""
        return said + self.but + others


def _joined(told: Sequence[_Happening]) -> list[_Happening]:
    """The same thing on the same day is told once: of one parent about several children, of several people, of
    several pairs."""
    about: dict[Any, list[_Happening]] = {}
    for one in told:
        about.setdefault(
            (one.kind, one.days, one.how, one.but, bool(one.pairs), one.who if not one.pairs else ()), []
        ).append(one)
    first = [
        replace(of[0], about=tuple(sorted({c for h in of for c in h.about})), pairs=tuple(sorted({p for h in of for p in h.pairs})))
        for of in about.values()
    ]  # fmt: skip
    whom: dict[Any, list[_Happening]] = {}
    for one in first:
        whom.setdefault((one.kind, one.days, one.how, one.but, one.about, one.pairs), []).append(one)
    return [replace(of[0], who=tuple(sorted({w for h in of for w in h.who}))) for of in whom.values()]


def _place(kind: str) -> int:
    return list(EVENT_WORDS).index(kind) if kind in EVENT_WORDS else len(EVENT_WORDS)


def _whose(event: dict[str, Any]) -> list[str]:
    """Whose lanes an event stands on: both of a pair that is parted or joined, else the one it happened to."""
    if event["kind"] in ("separated", "reunified"):
        return [p for p in (event["person_id"], event["child_id"]) if p]
    return [p for p in (event["person_id"] or event["child_id"],) if p]


def _happening(told: Sequence[dict[str, Any]], lanes: Sequence[Lane], at: dict[str, int]) -> _Happening | None:
    """One event of which one or several lists tell; None where nobody of it is of the family."""
    on = tuple(dict.fromkeys(at[p] for t in told for p in _whose(t) if p in at))
    if not on:
        return None
    first = told[0]
    kind = first["kind"]
    how = EVENT_WORDS.get(kind, kind.replace("_", " "))
    choices = sorted({c for t in told for c in (t["choice"], t["wish"]) if c in CHOICE_WORDS})
    if kind == "decided":
        how += f" {CHOICE_WORDS[choices[0]]}" if len(choices) == 1 else ", the choice not stated or in conflict"
    elif kind == "stated" and len(choices) == 1:
        how += f" {CHOICE_WORDS[choices[0]]}"
    child = first["child_id"]
    several = sum(lane.role == "child" for lane in lanes) > 1
    about = (at[child],) if kind in ("decided", "stated") and child in at and several else ()
    if kind == "removed" and "yes" in {t["with_child"] for t in told}:
        how += " with a child"
    if kind == "discharged" and "reunified_with_parent" in {t["outcome"] for t in told}:
        how += " to a parent"
    denied, but = {t["outcome"] == DENIAL for t in told}, ""
    if denied == {True}:
        but = ": a list says that it did not happen"
    elif True in denied:
        but = " (another list says that it did not happen)"
    days = tuple(sorted({t["happened_on"] for t in told if t["happened_on"] is not None}))
    pair = kind in ("separated", "reunified") and len(on) == 2
    return _Happening(kind, days, () if pair else tuple(sorted(on)), about, ((on[0], on[1]),) if pair else (), how, but)


def _gathered(dated: list[tuple[tuple[date, ...], str, tuple[int, ...], str]], names: Sequence[str]) -> list[Mark]:
    """Marks in order, many attempts to reach one person as one."""
    attempts: dict[tuple[int, ...], list[date]] = {}
    for days_told, kind, lanes, _ in dated:
        if kind == "attempted":
            attempts.setdefault(lanes, []).append(days_told[0])
    made: list[Mark] = []
    for (on, *_), kind, lanes, words in dated:
        days = attempts.get(lanes, [])
        if kind != "attempted" or len(days) <= FEW_ATTEMPTS:
            made.append(Mark(kind, (on,), lanes, words))
        elif on == days[0] and not any(m.kind == kind and m.lanes == lanes for m in made):
            made.append(Mark(
                kind, tuple(days), lanes,
                f"{number(len(days))} attempts to reach {listed([names[i] for i in lanes])}, the last on {day(days[-1])}",
            ))  # fmt: skip
    return made


def _bars(engine: Engine, family_id: str, at: dict[str, int]) -> tuple[Bar, ...]:
    rows = engine.rows(
        """select person_id, kind, began_on, ended_on from stay
           where began_on is not null and person_id in (select person_id from family where family_id = $family_id)
           order by person_id, began_on, kind, ended_on nulls last""",
        {"family_id": family_id},
    )
    return tuple(Bar(at[p], kind, began, ended) for p, kind, began, ended in rows if ended is None or ended >= began)


def _apart(engine: Engine, family_id: str, at: dict[str, int]) -> tuple[Apart, ...]:
    rows = engine.rows(
        """select parent_id, child_id, separated_on, reunified_on, basis from separation
           where separated_on is not null and standing <> 'no'
             and child_id in (select person_id from family where family_id = $family_id)
           order by separated_on, child_id, parent_id nulls first""",
        {"family_id": family_id},
    )
    return tuple(
        Apart(tuple(sorted(at[p] for p in (parent, child) if p in at)), began, ended, basis == "stated")
        for parent, child, began, ended, basis in rows
        if ended is None or ended >= began
    )


def told_in_words(family: Family) -> str:
    """The picture for those who do not see it: who is in it, when each pair was apart, and every event."""
    parts = [f"{plural(sum(x.role == 'parent' for x in family.lanes), 'parent')} and "
             f"{plural(sum(x.role == 'child' for x in family.lanes), 'child', 'children')}."]  # fmt: skip
    for span in family.apart:
        who = listed([family.lanes[i].label for i in span.lanes])
        how = "apart" if span.stated else "apart, as indicated and not stated,"
        parts.append(
            f"{who}: {how} from {day(span.began)} to {day(span.ended)}, {plural((span.ended - span.began).days, 'day')}."
            if span.ended
            else f"{who}: {how} from {day(span.began)}; no list says that they are together again."
        )
    parts += [f"{day(m.days[0])}: {m.words}." for m in family.marks]
    parts += [f"Without a day: {words}." for words in family.undated]
    return " ".join(parts)
