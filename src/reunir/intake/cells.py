"""Cells: the text of one cell read as one field. Never a guess: what cannot be read is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from reunir.intake.layout import Field, Layout, closed_set, fold
from reunir.model import CODED_FIELDS, DENIAL, REDACTED, YES_NO_FIELDS

YES = frozenset({"yes", "y", "true", "1", "x", "si"})
NO = frozenset({"no", "n", "false", "0"})
SEX = {
    **dict.fromkeys(("f", "female", "woman", "girl", "mujer", "femenino", "femenina", "nina", "hembra"), "F"),
    **dict.fromkeys(("m", "male", "man", "boy", "hombre", "masculino", "masculina", "nino", "varon"), "M"),
}
RELATION = {
    **dict.fromkeys(("mother", "mom", "mum", "mama", "madre", "biologicalmother", "birthmother"), "mother"),
    **dict.fromkeys(("father", "dad", "papa", "padre", "biologicalfather", "birthfather"), "father"),
    **dict.fromkeys(("parent", "padreomadre", "madreopadre", "biologicalparent"), "parent"),
    **dict.fromkeys(("legalguardian", "guardian", "tutor", "tutora", "tutorlegal", "tutoralegal"), "legal_guardian"),
    **dict.fromkeys(
        ("otheradult", "otherrelative", "relative", "familiar", "grandmother", "grandfather", "grandparent",
         "abuela", "abuelo", "aunt", "uncle", "tia", "tio", "brother", "sister", "sibling", "hermano", "hermana",
         "cousin", "primo", "prima", "nonrelative"),
        "other_adult",
    ),
}  # fmt: skip
CHILD_WORDS = frozenset({"son", "daughter", "child", "hijo", "hija", "minor", "menor"})
NO_PHONE = frozenset({"none", "no", "nophone", "nonumber", "ninguno", "ninguna", "notiene", "sintelefono", "unknown"})
EARLIEST, LATEST = 1900, 2100

_CLOCK = re.compile(r"(.*\S)[\sT]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([AaPp])\.?[Mm]\.?)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"[Aa]?(?:[\s.#-]*\d){8,9}")
_WHOLE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?")
_WORD = re.compile(r"[^\W_]{2,}")


class Cell(NamedTuple):
    """One cell read. `filled`: it is not blank. `holds`: it says something of its field, so that a person or an
    event may rest on it. `rule`, `reason`: what is wrong with it, if anything."""

    value: str | date | int | None = None
    time: str | None = None
    filled: bool = False
    holds: bool = False
    rule: str | None = None
    reason: str | None = None


BLANK = Cell()
Reader = Callable[[str], Cell]


def is_date(field: Field) -> bool:
    return field.name == ("on" if field.event else "born_on")


def reader(field: Field, layout: Layout) -> Reader:
    """How a cell of this field is read under this layout: blank, then hidden, then by what the field holds."""
    inner = _inner(field, layout)
    hidden_value = None if is_date(field) or (field.event is None and field.name in _KEYS) else REDACTED
    hidden_rule = is_date(field) or field.name in ("a_number", "age", "minutes")
    hidden = Cell(hidden_value, None, True, True)
    if hidden_rule:
        hidden = hidden._replace(rule="I09", reason="The cell is hidden, so it tells nothing but that something stood there.")

    def read(text: str) -> Cell:
        trimmed = " ".join(text.split())
        if not trimmed or trimmed.casefold() in layout.blank:
            return BLANK
        if _is_hidden(trimmed, layout):
            return hidden
        return inner(trimmed)

    return read


# What tells people apart or reaches them: hidden, it must not look like a value that two people share.
_KEYS = frozenset({"a_number", "given_names", "family_names", "full_name", "age", "phone", "family_unit"})


def _is_hidden(text: str, layout: Layout) -> bool:
    """Whether a cell hides what it held: nothing of two letters is left beside the marks."""
    found = False
    for pattern in layout.redacted:
        if pattern.search(text):
            text, found = pattern.sub(" ", text), True
    return found and not _WORD.search(text)


def _inner(field: Field, layout: Layout) -> Reader:
    """The reader of cells that are neither blank nor hidden."""
    if is_date(field):
        return lambda text: _day(text, layout.dates) if len(text) <= 40 else read_date(text, layout.dates)
    if field.event is None and field.name in _PEOPLE:
        return _coded(_PEOPLE[field.name], field, layout)
    if field.event is not None and field.name == "minutes":
        return _minutes
    if field.event is not None and field.name in YES_NO_FIELDS:
        return _coded(_yes_no, field, layout)
    if field.event is not None and field.name == "outcome":
        return _coded(_outcome(field), field, layout)
    closed = closed_set(field)
    if closed:
        return _coded(_relation(field) if field.name == "relation" else _closed(closed), field, layout)
    return _coded(_words, field, layout)


def _coded(read: Reader, field: Field, layout: Layout) -> Reader:
    """A reader that first looks the cell up among the list's own words for the field."""
    words = {
        **layout.codes.get(field.name if field.event is None else "", {}),
        **layout.codes.get(f"parent.{field.name}" if field.event is None and field.name == "relation" else "", {}),
        **layout.codes.get(field.general, {}),
        **layout.codes.get(field.path, {}),
    }
    if not words:
        return read

    def coded(text: str) -> Cell:
        code = words.get(fold(text))
        return read(text) if code is None else read(code) if code else BLANK

    return coded


def _words(text: str) -> Cell:
    return Cell(text, None, True, True)


def _fault(text: str, rule: str, reason: str, *, keep: bool = True) -> Cell:
    return Cell(text if keep else None, None, True, True, rule, reason)


def read_date(text: str, formats: tuple[str, ...]) -> Cell:
    """A day, and an hour where one is stated, by the layout's formats; an ISO day where none of them fits.

    Midnight is no hour: it is what programs write where no hour is known.
    """
    day_text, clock = text, None
    found = _CLOCK.fullmatch(text)
    if found:
        hour, minute = int(found[2]), int(found[3])
        if found[5]:
            hour = hour % 12 + (12 if found[5] in "Pp" else 0) if 1 <= hour <= 12 else 99
        if hour < 24 and minute < 60:
            day_text, clock = found[1], (hour, minute)
    readings: set[tuple[date, tuple[int, int] | None]] = set()
    for form in formats:
        timed = any(d in form for d in ("%H", "%I", "%X", "%c", "%M"))
        try:
            moment = datetime.strptime(text if timed else day_text, form)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        readings.add((moment.date(), (moment.hour, moment.minute) if timed else clock))
    if not readings and _ISO.fullmatch(day_text):
        with suppress(ValueError):
            readings.add((date.fromisoformat(day_text), clock))
    days = sorted({day for day, _ in readings})
    if len(days) > 1:
        both = " or ".join(d.isoformat() for d in days)
        return Cell(None, None, True, True, "I01", f"“{text}” reads as {both}, so it is left unread.")
    if not days or not EARLIEST <= days[0].year <= LATEST:
        # Words in the place of a day (“pending”) do not say that anything happened; a mistyped day does.
        happened = any(c.isdigit() for c in text) or fold(text) in YES
        return Cell(None, None, True, happened, "I02", f"“{text}” is no date that the layout reads.")
    hours = sorted({h for _, h in readings if h is not None and h != (0, 0)})
    return Cell(days[0], f"{hours[0][0]:02}:{hours[0][1]:02}" if len(hours) == 1 else None, True, True)


# A list is read in parts, and the same days stand in each of them.
_day = lru_cache(maxsize=1 << 16)(read_date)


def _a_number(text: str) -> Cell:
    plain_digits = text[1:] if text[0] in "Aa" else text
    digits = plain_digits if plain_digits.isdecimal() else "".join(c for c in text if c.isdecimal())
    if not text.isascii() or not _NUMBER.fullmatch(text) or digits == digits[0] * len(digits):
        return _fault(text, "I04", f"“{text}” is no A-number, which has eight or nine digits.", keep=False)
    return Cell(digits.zfill(9), None, True, True)


def _age(text: str) -> Cell:
    found = _WHOLE.fullmatch(text)
    if not found or int(found[1].replace(",", "")[:4]) > 120:
        return _fault(text, "I08", f"“{text}” is no age in whole years.", keep=False)
    return Cell(int(found[1]), None, True, True)


def _minutes(text: str) -> Cell:
    found = _WHOLE.fullmatch(re.sub(r"\s*(minutes?|mins?|minutos?)\.?$", "", text, flags=re.IGNORECASE))
    if not found:
        return _fault(text, "I08", f"“{text}” is no number of minutes.")
    return Cell(str(int(found[1].replace(",", "")[:9])), None, True, True)


def _phone(text: str) -> Cell:
    if sum(c.isdigit() for c in text) >= 7:
        return Cell(text, None, True, True)
    if fold(text) in NO_PHONE:
        return Cell(None, None, True, False)
    return Cell(None, None, True, False, "I11", f"“{text}” is no telephone number.")


def _sex(text: str) -> Cell:
    code = SEX.get(fold(text))
    if code is None:
        return _fault(text, "I05", f"“{text}” is not a word for a sex that is known here.")
    return Cell(code, None, True, True)


def _yes_no(text: str) -> Cell:
    word = fold(text)
    if word in YES or word in NO:
        return Cell("yes" if word in YES else "no", None, True, True)
    return _fault(text, "I07", f"“{text}” is neither yes nor no.")


def _outcome(field: Field) -> Reader:
    closed = CODED_FIELDS.get(field.general, ())

    def read(text: str) -> Cell:
        word = fold(text)
        if word == fold(DENIAL):
            return Cell(DENIAL, None, True, True)
        # An attempt has outcomes of its own, and “no” is one; of any other event it says that it did not happen.
        if field.event != "attempted" and word in NO | YES:
            return Cell(DENIAL if word in NO else "yes", None, True, True)
        return _closed(closed)(text) if closed else _words(text)

    return read


def _closed(codes: tuple[str, ...]) -> Reader:
    folded = {fold(code): code for code in codes}

    def read(text: str) -> Cell:
        code = folded.get(fold(text))
        if code is None:
            return _fault(text, "I05", f"“{text}” is none of {', '.join(codes)}.")
        return Cell(code, None, True, True)

    return read


def _relation(field: Field) -> Reader:
    known = {**RELATION, **{fold(code): code for code in closed_set(field)}}

    def read(text: str) -> Cell:
        word = fold(text)
        if word in CHILD_WORDS and field.role == "child":
            return Cell(None, None, True, False)
        if word not in known:
            return _fault(text, "I05", f"“{text}” is not a word for a relation that is known here.")
        return Cell(known[word], None, True, True)

    return read


_PEOPLE: dict[str, Reader] = {"a_number": _a_number, "age": _age, "phone": _phone, "sex": _sex}
