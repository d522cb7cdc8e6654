"""Headings and cells together: which field each column of a list is, or why none is proposed.

What the cells deny is not proposed, and of two columns of one field the one with the plainer heading is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reunir.intake.heading_words import Heading
from reunir.intake.layout import Field, parse_field
from reunir.intake.looks import Look, denies
from reunir.intake.own_words import tells_discharges
from reunir.intake.whose import BEFORE, OF_CHILDREN, Column, List, together
from reunir.intake.words import FACILITIES, SECTORS, SHELTERS
from reunir.model import EVENTS

TWO_THINGS = "it speaks of two things"
WHICH_EVENT = "which event it speaks of cannot be told"


@dataclass(frozen=True)
class Proposal:
    """The field proposed for a column and, where its heading alone does not say it, why; or why none is, and what
    comes to mind."""

    field: Field | None = None
    why: str = ""
    perhaps: tuple[str, ...] = ()


def understand(
    headings: Sequence[Heading], looks: Sequence[Look], title: frozenset[str]
) -> tuple[list[Proposal], List]:
    """A proposal for each column. `title`: the words of the file's, the sheet's and the banner's names."""
    whole = together(headings, looks, title)
    found = [_proposal(c, whole) for c in whole.columns]
    plainest: dict[str, int] = {}
    for i in sorted(range(len(found)), key=lambda i: (whole.columns[i].heading.spare, i)):
        if found[i].field:
            plainest.setdefault(found[i].field.path, i)  # type: ignore[union-attr]
    for i, p in enumerate(found):
        if p.field and plainest[p.field.path] != i:
            other = headings[plainest[p.field.path]].text
            found[i] = Proposal(None, f"“{other}” is already that", (p.field.path,))
    return found, whole


def _proposal(c: Column, whole: List) -> Proposal:
    """The field of one column, or why none is proposed."""
    h = c.heading
    if not h.text.strip():
        return Proposal()
    path, why = _path(c, whole)
    field = parse_field(path) if path else None
    if field is None:
        return Proposal(None, why or _unread(h), _perhaps(c, whole))
    denied = denies(field, c.look)
    if denied:
        return Proposal(None, denied, (field.path,))
    return Proposal(field, why)


def _unread(h: Heading) -> str:
    if h.no_field:
        return "no field of the vocabulary"
    if h.strange:
        return f"not understood: {', '.join(dict.fromkeys(h.strange))}"
    return "no field that can be told from its words" if h.says else "not understood"


def _path(c: Column, whole: List) -> tuple[str, str]:
    """The path of a column's field, and why where its heading alone does not say it; or "" and why not."""
    h = c.heading
    if c.role == "":
        return "", "whose it is cannot be told"
    if not h.says:
        return _by_its_cells(c)
    if len(h.named) == 1 and h.events == (h.named[0].split(".")[0],) and h.slots == ("on",):
        return f"{h.events[0]}.on", ""  # `date election signed`
    if len(h.named) == 1 and not (h.events or [s for s in h.slots if s not in ("on", "flag", "by")]):
        return _named(c, h.named[0], whole)
    if h.named or len(h.events) > 1 or len(h.fields) > 1:
        return "", TWO_THINGS
    if h.fields:
        return _of_a_person(c, h.fields[0], whole)
    if h.events:
        return _of_an_event(c, h.events[0], whole)
    if h.slots:
        return _of_the_list(c, whole)
    if c.look.names and c.role:  # `Sponsor`, `Attorney of record`
        return f"{c.role}.full_name", "its cells are names"
    return "", "its cells are not names"


def _of_a_person(c: Column, name: str, whole: List) -> tuple[str, str]:
    h = c.heading
    if name == "language" and "decided" in h.events:
        return "decided.language", ""
    if name == "full_name" and h.events in (("attempted",), ("reached",)) and h.slots == ("by",):
        return f"{h.events[0]}.by", ""
    if h.events or set(h.slots) - ({"channel"} if name == "relation" else set()):
        return "", TWO_THINGS
    if name == "family_unit" and not c.role:
        return "person.family_unit", ""
    if name == "relation" and c.role is None:
        before = c.who if c.by == BEFORE and (c.who or "").rstrip("23") in ("sponsor", "relative") else None
        if not before and not whole.of_parents:
            return "", "the list names nobody whose relation it could be"
        return f"{before or 'parent'}.relation", "" if not before else "taken from the column before it"
    who = c.who
    if not who:
        return "", "the list does not say whose it is"
    if name == "full_name" and who in whole.surnamed:
        name = "given_names"
    return f"{who}.{name}", f"whose it is, is taken from {c.by}" if c.by and not c.role and who != "person" else ""


def _named(c: Column, path: str, whole: List) -> tuple[str, str]:
    event, name = path.split(".")
    if event == "decided" and not whole.deciding:
        return "", "nothing else in the list speaks of a decision"
    if event == "placed" and not whole.of_children:
        return "", "the list does not speak of children"
    if "on" in c.heading.slots:
        return f"{event}.on", ""
    if path == "decided.form" and "language" in c.heading.fields:
        return "decided.language", ""
    if (c.heading.fields and c.heading.fields != ("full_name",)) or (name == "signed" and c.look.days):
        return ("decided.on", "its cells are days") if c.look.days and not c.heading.fields else ("", TWO_THINGS)
    return path, ""


def _of_an_event(c: Column, event: str, whole: List) -> tuple[str, str]:
    who = c.role or ""
    if event in OF_CHILDREN and not whole.of_children:
        return "", "the list does not speak of children"
    if event in ("decided", "stated", "reached") and not (whole.of_children or whole.of_parents):
        return "", "the list does not speak of parents and children"
    if event == "removed" and who.startswith("child") and {"removal", "removed"} & set(c.heading.tokens):
        return "", "a child’s removal may be from the country or from the parent"
    if event in ("reunified", "discharged") and c.look.choices and tells_discharges(c.look.distinct):
        return "discharged.outcome", "its cells tell how children left care"
    if c.heading.place in SHELTERS and event not in OF_CHILDREN | {"transferred"}:
        return "", TWO_THINGS  # a program of arrests is no place
    name, why = _slot(c, event)
    if not name:
        return "", why
    kind = EVENTS[event]
    alone = kind.owners == (who.rstrip("23456789"),) and not who[-1:].isdigit()
    owned = who.startswith(("parent", "child")) and not (alone or kind.pair or kind.about_child)
    return f"{who}.{event}.{name}" if owned else f"{event}.{name}", why


def _slot(c: Column, event: str) -> tuple[str, str]:
    """Which field of an event a column is, and why; or "" and why not."""
    slots = set(c.heading.slots)
    if {"to", "at"} <= slots and c.heading.slots.index("to") < c.heading.slots.index("at"):
        slots -= {"at"}  # `transferred to facility`
    if "how" not in slots and slots == {"channel"} and event == "stated":
        slots = {"how"}
    if len(slots) > 1:
        return "", TWO_THINGS
    slot = next(iter(slots), "")
    known = {"on", "at", "to", "reason", "outcome", "note", *EVENTS[event].fields}
    if slot in known:
        free = event in ("attempted", "discharged", "reached")
        if slot == "outcome" and c.look.cells and not (free or c.look.yes_no):
            return "", "its cells are neither yes nor no"
        return slot, ""
    if slot == "kind" and event == "discharged":
        return "outcome", ""
    if slot == "flag" or not slot:
        if c.look.yes_no:
            return "outcome", "its cells are yes and no"
        if not slot and c.look.days:
            return "on", "its cells are days"
        if not slot and event in ("decided", "stated") and (c.look.choices or not c.look.cells):
            return ("choice" if event == "decided" else "wish"), ""
    return "", "which part of the event it is cannot be told"


def _of_the_list(c: Column, whole: List) -> tuple[str, str]:
    """A column that names a place, a reason or a note alone: of the one event that the list speaks of, if it is one."""
    if len(c.heading.slots) != 1 or c.heading.slots[0] not in ("at", "reason", "note", "outcome", "channel"):
        return "", WHICH_EVENT
    slot, place = c.heading.slots[0], c.heading.place
    if place in SECTORS and (not whole.events or "apprehended" in whole.events):
        return "apprehended.at", "a sector is where people are apprehended"
    held = whole.events & {"placed", "discharged", "detained"}
    if place in SHELTERS and whole.of_children and "detained" not in held:
        return "placed.at", "a shelter is where children are placed"
    if place in FACILITIES and len(held - {"discharged"}) == 1:
        return f"{next(iter(held - {'discharged'}))}.at", "the list speaks of one kind of custody"
    if len(whole.events) == 1 and not c.heading.spare and slot in ("reason", "outcome", "channel"):
        event = next(iter(whole.events))
        name, _ = _slot(c, event)
        return (f"{event}.{name}", "the list speaks of one event") if name else ("", WHICH_EVENT)
    return "", WHICH_EVENT


def _by_its_cells(c: Column) -> tuple[str, str]:
    """A column whose heading is not understood but whose cells are A-numbers beyond doubt."""
    if c.look.a_numbers and not c.heading.no_field and not c.heading.who and c.who and len(c.look.cells) >= 5:
        return f"{c.who}.a_number", "its cells are A-numbers; look whose they are"
    return "", ""


def _perhaps(c: Column, whole: List) -> tuple[str, ...]:
    """What comes to mind for a column that is left to a person: by its words, else by its cells."""
    h, who = c.heading, c.role or c.who or "person"
    found = [f"{who}.{f}" for f in h.fields]
    slots = [s if s in ("at", "reason", "note", "to", "outcome") else "on" for s in h.slots or ("on",)]
    found += [f"{e}.{s}" for e in h.events for s in slots]
    found += h.named
    if not found and c.look.a_numbers:
        found = [f"{who}.a_number"]
    found = [f for f in dict.fromkeys(found) if (p := parse_field(f)) and not denies(p, c.look)]
    return tuple(found[:3])
