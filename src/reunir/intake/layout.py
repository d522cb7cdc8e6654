"""Layouts: how to read one kind of list, as a TOML file that an operator can write."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reunir.errors import RuleBookError
from reunir.model import CODED_FIELDS, DENIAL, EVENT_FIELDS, EVENTS, PERSON_FIELDS, RELATIONS, ROLES

KINDS = ("addition", "snapshot", "log")
DEFAULT_DATES = ("%Y-%m-%d",)
DEFAULT_BLANK = ("", "N/A", "-", "--", "—")
# The exemption that censors of United States records print over what they hide, and the bar itself.
DEFAULT_REDACTED = (r"\(b\)\s*\(\d+\)(\s*\([a-z]\))?|[█■]+|\[?redacted\]?",)
KEYS = ("title", "agency", "kind", "dates", "blank", "redacted", "lists", "columns", "every_row", "codes")

_WHO = re.compile(rf"({'|'.join(ROLES)})([2-9]|[1-9]\d)?")


@dataclass(frozen=True)
class Field:
    """A field of the vocabulary: `who` or `event` or both (`child.removed.on`), and the field's name."""

    who: str | None
    event: str | None
    name: str

    @property
    def path(self) -> str:
        return ".".join(part for part in (self.who, self.event, self.name) if part)

    @property
    def general(self) -> str:
        """The field without whose it is: `removed.on`, or for a person's field its bare name."""
        return f"{self.event}.{self.name}" if self.event else self.name

    @property
    def role(self) -> str | None:
        return self.who.rstrip("0123456789") if self.who else None


@dataclass(frozen=True)
class Layout:
    """How to read one kind of list ; the words are `model`'s. Headings and codes are kept folded."""

    name: str
    title: str
    agency: str
    kind: str
    dates: tuple[str, ...]
    blank: frozenset[str]
    redacted: tuple[re.Pattern[str], ...]
    columns: dict[str, Field]
    every_row: dict[Field, str]
    codes: dict[str, dict[str, str]]
    lists: frozenset[str]
    """Kinds of event that every accepted row of the list is, dated or not."""
    text: str = field(default="", repr=False)


def fold(text: str) -> str:
    """Text without case, accents, spaces and punctuation; text that is nothing else stays, trimmed."""
    return _folded_once(text) if len(text) <= 200 else _folded(text)  # what is kept must not grow without bounds


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum()) or text.strip()


_folded_once = lru_cache(maxsize=65536)(_folded)


def plain(text: str) -> str:
    """Text in lower case with its spaces made one: how `blank` cells are compared, so that a family
    named Na is not taken for an N/A."""
    return " ".join(text.split()).casefold()


def parse_field(text: str) -> Field | None:
    """The field of the vocabulary that a path such as `child2.removed.on` names, or None."""
    parts = text.strip().split(".")
    if parts == ["relation"]:
        return Field("parent", None, "relation")
    who = parts.pop(0) if _WHO.fullmatch(parts[0]) else None
    if who and len(parts) == 1 and parts[0] in PERSON_FIELDS:
        return Field(who, None, parts[0])
    if len(parts) == 2 and parts[0] in EVENTS and parts[1] in (*EVENT_FIELDS, *EVENTS[parts[0]].fields):
        return Field(who, parts[0], parts[1])
    return None


def vocabulary() -> tuple[str, ...]:
    """Every field that a layout can name, each who without a number."""
    people = (f"{who}.{name}" for who in ROLES for name in PERSON_FIELDS)
    events = (f"{e.name}.{name}" for e in EVENTS.values() for name in (*EVENT_FIELDS, *e.fields))
    return (*people, *events)


def shipped_layouts() -> dict[str, str]:
    """The layouts that come with Reunir: name -> TOML text."""
    folder = files("reunir.intake") / "layouts"
    found = {f.name.removesuffix(".toml"): f for f in folder.iterdir() if f.name.endswith(".toml")}
    return {name: found[name].read_text(encoding="utf-8") for name in sorted(found)}


def parse_layout(text: str, name: str) -> Layout:
    """Read a layout's TOML. RuleBookError names the layout, the key, and what to do."""
    fail = _Fail(name)
    try:
        book = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise fail("the file", f"is not TOML ({error}); mend it there") from None
    for key in book:
        if key not in KEYS:
            raise fail(key, f"is no key of a layout; the keys are {', '.join(KEYS)}")
    kind = _text(fail, book, "kind", "addition")
    if kind not in KINDS:
        raise fail("kind", f"is {kind!r}; write one of {', '.join(KINDS)}")
    columns = _columns(fail, _table(fail, book, "columns"))
    every_row = {_field(fail, "every_row", path): _string(fail, f"every_row.{path}", value)
                 for path, value in _table(fail, book, "every_row").items()}  # fmt: skip
    if not columns:
        raise fail("columns", "maps no heading; write lines such as \"A-Number\" = \"parent.a_number\"")
    return Layout(
        name=name,
        title=_text(fail, book, "title", name),
        agency=_text(fail, book, "agency", name) or name,
        kind=kind,
        dates=_dates(fail, _texts(fail, book, "dates", DEFAULT_DATES)),
        blank=frozenset(plain(b) for b in ("", *_texts(fail, book, "blank", DEFAULT_BLANK))),
        redacted=_patterns(fail, _texts(fail, book, "redacted", DEFAULT_REDACTED)),
        columns=columns,
        every_row=every_row,
        codes=_codes(fail, _table(fail, book, "codes")),
        lists=_lists(fail, book, columns.values(), every_row),
        text=text,
    )


@dataclass(frozen=True)
class _Fail:
    layout: str

    def __call__(self, key: str, what: str) -> RuleBookError:
        return RuleBookError(" ".join(f"layout {self.layout}: {key} {what}".split()))


def _text(fail: _Fail, book: dict[str, Any], key: str, default: str) -> str:
    return _string(fail, key, book.get(key, default))


def _string(fail: _Fail, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise fail(key, f"is {value!r}; write it as text between quotes")
    return value


def _texts(fail: _Fail, book: dict[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = book.get(key, list(default))
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise fail(key, f"is {value!r}; write a list of texts, such as [\"one\", \"two\"]")
    return tuple(value)


def _table(fail: _Fail, book: dict[str, Any], key: str) -> dict[str, Any]:
    value = book.get(key, {})
    if not isinstance(value, dict):
        raise fail(key, f"is {value!r}; write it as a table under [{key}]")
    return value


def _field(fail: _Fail, key: str, path: Any) -> Field:
    found = parse_field(path) if isinstance(path, str) else None
    if found is None:
        near = difflib.get_close_matches(str(path), vocabulary(), 1, 0.6)
        hint = f"; perhaps {near[0]}" if near else "; write <who>.<field> or <event>.<field>"
        raise fail(key, f"names {path!r}, which is no field of the vocabulary{hint}")
    return found


def _columns(fail: _Fail, table: dict[str, Any]) -> dict[str, Field]:
    columns: dict[str, Field] = {}
    for heading, path in table.items():
        found = _field(fail, f"columns.{heading!r}", path)
        if columns.setdefault(fold(heading), found) != found:
            raise fail(f"columns.{heading!r}", "reads as one with another heading that has another field; keep one")
    return columns


def _dates(fail: _Fail, formats: tuple[str, ...]) -> tuple[str, ...]:
    for form in formats:
        # A day that tells every directive apart, so that a format without a day, month or year is seen.
        day = datetime(2018, 11, 23, 14, 35)  # noqa: DTZ001 - a day has no zone
        try:
            back = datetime.strptime(day.strftime(form), form)  # noqa: DTZ007
        except ValueError:
            back = None
        if back is None or back.date() != day.date():
            raise fail("dates", f"has {form!r}, which gives no whole day; write a format such as \"%m/%d/%Y\"")
    return formats


def _patterns(fail: _Fail, texts: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    patterns = []
    for text in texts:
        try:
            patterns.append(re.compile(text, re.IGNORECASE))
        except (re.error, RecursionError, OverflowError) as error:
            raise fail("redacted", f"has {text!r}, which is no regular expression ({error})") from None
    return tuple(patterns)


def _codes(fail: _Fail, table: dict[str, Any]) -> dict[str, dict[str, str]]:
    codes: dict[str, dict[str, str]] = {}
    for path, words in table.items():
        key = f"codes.{path!r}"
        if not isinstance(words, dict) or any(isinstance(w, dict) for w in words.values()):
            raise fail(key, f"is no table of words; quote the field: [codes.\"{path}.…\"]")
        bare = path in PERSON_FIELDS
        found = Field(None, None, path) if bare else _field(fail, key, path)
        allowed = closed_set(found)
        codes[path if bare else found.path] = folded = {}
        for word, code in words.items():
            code = _string(fail, f"{key}.{word!r}", code)
            if allowed and code and code != DENIAL and code not in allowed:
                raise fail(f"{key}.{word!r}", f"is {code!r}; write one of {', '.join(allowed)}")
            folded[fold(word)] = code
    return codes


def closed_set(of: Field) -> tuple[str, ...]:
    """The words that a field may hold, where they are a closed set; else nothing."""
    if of.event is None:
        return RELATIONS if of.name == "relation" else ()
    return CODED_FIELDS.get(of.general) or CODED_FIELDS.get(of.name, ())


def _lists(
    fail: _Fail, book: dict[str, Any], columns: Iterable[Field], every_row: Iterable[Field]
) -> frozenset[str]:
    """The kinds of event that every row is: as the layout says, else

    - those that `every_row` speaks of and no column does (the row's statement is the event), and
    - `removed`, where the list has a column for its day and tells of nothing else but orders: a list of
      removals, so that a blank day is a removal without a date (casebook R16, M09).
    """
    if "lists" in book:
        kinds = _texts(fail, book, "lists", ())
        for kind in kinds:
            if kind not in EVENTS:
                raise fail("lists", f"names {kind!r}; write kinds of event, of {', '.join(EVENTS)}")
        return frozenset(kinds)
    columns = list(columns)
    told = {f.event for f in columns if f.event}
    stated = {f.event for f in every_row if f.event}
    listed = stated - told
    if any(f.event == "removed" and f.name == "on" for f in columns) and told | stated <= {"removed", "ordered"}:
        listed.add("removed")
    return frozenset(listed)
