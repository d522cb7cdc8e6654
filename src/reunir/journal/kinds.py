"""The kinds of entries, and what each must say: one table, and the checks behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reunir.errors import EntryError
from reunir.model import CODED_FIELDS, EVENT_FIELDS, EVENTS, PERSON_FIELDS, ROLES, YES_NO_FIELDS, Entry

VERDICTS = ("same", "different", "unsure")
BOOKS = ("layout", "standard", "claims", "docket")


@dataclass(frozen=True)
class Kind:
    """One kind of entry. `needs` and `may`: the fields its body must and may hold. `event`: for a fact, the
    event it must speak of (empty: any). `read`: whether a run reads it, so that it makes a run stale."""

    name: str
    means: str
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    event: str | None = None
    read: bool = True


KINDS: dict[str, Kind] = {
    k.name: k
    for k in (
        Kind("received", "a list received, or read anew under a mended layout",
             ("list_id", "sha256", "file", "stored", "layout", "layout_sha256", "rows"),
             ("sheet", "replaces", "bytes", "note")),
        Kind("withdrawn", "a list taken back", ("list_id", "why")),
        Kind("adopted", "a version of a rule book in force from its day on",
             ("book", "name", "sha256", "text"), ("base64",)),
        Kind("model", "a linkage model in force from its day on", ("name", "sha256"), ("why",)),
        Kind("train", "a linkage model learned, and not thereby adopted", ("sha256", "seed", "as_of"), read=False),
        Kind("judged", "two mentions judged to be one person or two",
             ("mention_id_l", "mention_id_r", "verdict", "why")),
        Kind("corrected", "one cell corrected", ("record_id", "field", "value", "why")),
        Kind("decision", "a parent's decision taken down", ("fields",), ("agency", "note", "of"), event="decided"),
        Kind("stated", "a parent's wish taken down", ("fields",), ("agency", "note", "of"), event="stated"),
        Kind("attempt", "an attempt to reach a parent", ("fields",), ("agency", "note", "of"), event="attempted"),
        Kind("reached", "a parent reached", ("fields",), ("agency", "note", "of"), event="reached"),
        Kind("reunified", "parent and child together again", ("fields",), ("agency", "note", "of"), event="reunified"),
        Kind("event", "any other thing that happened", ("fields",), ("agency", "note", "of"), event=""),
        Kind("hold", "a hold on a removal placed or lifted", ("state", "why"), ("a_number", "mention_id")),
        Kind("assigned", "a family given to somebody or to a team, or an earlier such entry ended", (),
             ("mention_id", "user", "team", "ends", "why"), read=False),
        Kind("opened", "a family opened by somebody who does not work it, in an emergency", ("mention_id", "why"), read=False),
        Kind("reviewed", "a finding looked at", ("finding_id", "why"), ("verdict",), read=False),
        Kind("report_issued", "a report given out", ("run_id", "sha256", "file"), read=False),
    )
}  # fmt: skip

FACTS = tuple(k.name for k in KINDS.values() if k.event is not None)
"""Kinds that state facts: read as records of the list `journal`."""

SINCE_EVER = ("adopted", "model")
"""Kinds that may have no day: what comes with a new docket is in force since ever."""

_RECORD = r"(?:[0-9a-f]{12}|journal)-\d+-\d+"
_WHO = re.compile(rf"(?:{'|'.join(ROLES)})\d*")


def check_entry(entry: Entry) -> None:
    """EntryError where an entry is not acceptable, naming the field and what it must hold."""
    kind, by, body = entry.kind, entry.by, entry.body
    if not isinstance(by, str) or not by.strip():
        raise EntryError("An entry needs its author: say by whom.")
    known = KINDS.get(kind) if isinstance(kind, str) else None
    if known is None:
        raise EntryError(f"There is no kind of entry {kind!r}; the kinds are {', '.join(KINDS)}.")
    if entry.happened_on is None and kind not in SINCE_EVER:
        raise EntryError(f"An entry of kind {kind} needs its day.")
    for name in known.needs:
        if name not in body:
            raise EntryError(f"An entry of kind {kind} needs {name!r}.")
    for name, value in body.items():
        if name not in (*known.needs, *known.may):
            offered = ", ".join((*known.needs, *known.may))
            raise EntryError(f"An entry of kind {kind} has no {name!r}; it holds {offered}.")
        fault = CHECKS.get(name, _text)(value)
        if fault:
            raise EntryError(f"{name!r} of an entry of kind {kind} {fault}.")
    if known.event is not None:
        _check_event(known, body["fields"])
    if kind == "judged" and body["mention_id_l"] == body["mention_id_r"]:
        raise EntryError("A mention cannot be judged against itself: name two.")
    if kind == "hold" and ("a_number" in body) == ("mention_id" in body):
        raise EntryError("A hold names either 'a_number' or 'mention_id'.")


def field_fault(name: str) -> str | None:
    """Why a name is no field of the vocabulary: `who.field`, `event.field` or `who.event.field`."""
    parts = name.split(".")
    if name == "relation":
        return None
    if len(parts) == 3 and _WHO.fullmatch(parts[0]):
        parts = parts[1:]
    elif len(parts) == 2 and _WHO.fullmatch(parts[0]):
        return None if parts[1] in PERSON_FIELDS else f"{name!r} is no field of a person"
    if len(parts) != 2 or parts[0] not in EVENTS:
        return f"{name!r} is no field: write who.field or event.field, as in child.a_number or decided.on"
    known = (*EVENT_FIELDS, *EVENTS[parts[0]].fields)
    return None if parts[1] in known else f"{name!r} is no field; {parts[0]} has {', '.join(known)}"


def event_of(name: str) -> str | None:
    """The event that a field speaks of; None for a field of a person."""
    return next((part for part in name.split(".")[:-1] if part in EVENTS), None)


def value_fault(name: str, value: str) -> str | None:
    """Why a value cannot stand in a field, where the field is a day, a yes or no, or one of a few words."""
    event, last = event_of(name), name.split(".")[-1]
    if last == "born_on" or (event and last == "on"):
        day, _, hour = value.replace(" ", "T").partition("T")
        if not _is_day(day) or (hour and not re.fullmatch(r"[0-2]\d:[0-5]\d(:[0-5]\d)?", hour)):
            return f"{name!r} is no day: write it as 2018-06-15"
    words = CODED_FIELDS.get(f"{event}.{last}") or (CODED_FIELDS.get(last) if event or last == "relation" else None)
    if event and last in YES_NO_FIELDS:
        words = ("yes", "no")
    if words and value not in words:
        return f"{name!r} is one of {', '.join(words)}, not {value!r}"
    return None


def _check_event(kind: Kind, fields: Mapping[str, str]) -> None:
    spoken = {event_of(name) for name in fields} - {None}
    if not any(event_of(name) is None and name != "relation" and value for name, value in fields.items()):
        raise EntryError(f"An entry of kind {kind.name} must say of whom, as in parent.a_number or child.full_name.")
    if kind.event == "" and not spoken:
        raise EntryError(f"An entry of kind {kind.name} must speak of an event, as in removed.on.")
    if kind.event and kind.event not in spoken:
        raise EntryError(f"An entry of kind {kind.name} must hold a field of {kind.event!r}, as in {kind.event}.on.")


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "must be a text, and not an empty one"


def _any_text(value: Any) -> str | None:
    return None if isinstance(value, str) else "must be a text"


def _matching(pattern: str, means: str) -> Callable[[Any], str | None]:
    compiled = re.compile(pattern)
    return lambda value: None if isinstance(value, str) and compiled.fullmatch(value) else f"must be {means}"


def _one_of(*words: str) -> Callable[[Any], str | None]:
    return lambda value: None if value in words else f"must be one of {', '.join(words)}"


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _rows(value: Any) -> str | None:
    hexed = CHECKS["sha256"]
    if isinstance(value, Mapping) and set(value) == {"count", "root", "salt"} and isinstance(value["count"], int):
        return hexed(value["root"]) or hexed(value["salt"])
    return "must hold the count, the root and the salt of the rows' hashes"


def _fields(value: Any) -> str | None:
    if not isinstance(value, Mapping) or not value:
        return 'must be an object of vocabulary fields, as in {"decided.on": "2018-06-10"}'
    for name, held in value.items():
        if not isinstance(held, str):
            return f"holds a value for {name!r} that is no text"
        fault = field_fault(name) or (value_fault(name, held) if held else None)
        if fault:
            return f"cannot be taken: {fault}"
    return None


def _of(value: Any) -> str | None:
    """Whom a fact is about, beyond doubt: role of its fields -> mention."""
    if not isinstance(value, Mapping) or not value:
        return 'must say who is which mention, as in {"parent": "0123456789ab-1-2/parent"}'
    for who, mention_id in value.items():
        if not _WHO.fullmatch(who):
            return f"has {who!r}, which is none of {', '.join(ROLES)}"
        fault = CHECKS["mention_id"](mention_id)
        if fault:
            return f"has for {who!r} what {fault}"
    return None


CHECKS: dict[str, Callable[[Any], str | None]] = {
    "a_number": _matching(r"\d{8,9}", "eight or nine digits"),
    "as_of": lambda value: None if _is_day(value) else "must be a day, as in 2018-06-15",
    "base64": _any_text,
    "book": _one_of(*BOOKS),
    "bytes": lambda value: None if isinstance(value, int) else "must be a number of bytes",
    "field": lambda value: _text(value) or field_fault(value),
    "fields": _fields,
    "layout_sha256": _matching(r"[0-9a-f]{64}", "a SHA-256 in hexadecimal"),
    "list_id": _matching(r"[0-9a-f]{12}", "the id of a list, twelve hexadecimal digits"),
    "mention_id": _matching(rf"{_RECORD}/{_WHO.pattern}", "the id of a mention, as in 0123456789ab-1-2/parent"),
    "mention_id_l": _matching(rf"{_RECORD}/{_WHO.pattern}", "the id of a mention, as in 0123456789ab-1-2/parent"),
    "mention_id_r": _matching(rf"{_RECORD}/{_WHO.pattern}", "the id of a mention, as in 0123456789ab-1-2/child"),
    "record_id": _matching(_RECORD, "the id of a record, as in 0123456789ab-1-2"),
    "replaces": _matching(r"[0-9a-f]{12}", "the id of a list, twelve hexadecimal digits"),
    "ends": lambda value: None if isinstance(value, int) else "must be the number of an entry",
    "of": _of,
    "rows": _rows,
    "seed": lambda value: None if isinstance(value, int) else "must be a whole number",
    "sha256": _matching(r"[0-9a-f]{64}", "a SHA-256 in hexadecimal"),
    "state": _one_of("placed", "lifted"),
    "text": _any_text,
    "value": _any_text,
    "verdict": _one_of(*VERDICTS),
}
"""How each field of a body is checked; one that is not named here is a text that is not empty."""
