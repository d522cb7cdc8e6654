"""A layout proposed for a list that has none: from its headings, in English and Spanish, checked against its values.

What is not sure is left out (as a comment), because a wrong field is worse than a missing one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from reunir.errors import ListError
from reunir.intake.cells import EARLIEST, LATEST, NO, SEX, YES
from reunir.intake.files import open_book, rows, sheet_numbers
from reunir.intake.grid import HEADINGS_WITHIN
from reunir.intake.layout import Field, fold, parse_field
from reunir.intake.words import CHILD_LISTS, EVENT_WORDS, PERSON_WORDS, SLOT_WORDS, WHO_WORDS
from reunir.model import EVENTS

SAMPLE_ROWS = 2000
FORMATS = (
    "%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%m-%d-%Y", "%d-%m-%Y", "%d.%m.%Y", "%m/%d/%y", "%d/%m/%y",
    "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y", "%Y/%m/%d", "%Y%m%d",
)  # fmt: skip
SWAPPED = {"%m/%d/%Y": "%d/%m/%Y", "%m-%d-%Y": "%d-%m-%Y", "%m/%d/%y": "%d/%m/%y"}
_BLANK = frozenset({"", "n/a", "na", "unk", "-", "--", "none", "null", "unknown"})
_CLOCK = re.compile(r"[\sT]+\d{1,2}:\d{2}.*$")


def propose(path: Path, sheet: str | None = None) -> str:
    """The TOML text of a layout for a file, to be looked over. ListError where no headings can be found."""
    book = open_book(Path(path))
    number = sheet_numbers(book, sheet)[0]
    top = list(islice(rows(book, number), HEADINGS_WITHIN + SAMPLE_ROWS))
    headings, body = _headings(top, book.file)
    values = [[" ".join(r[i].split()) for r in body if i < len(r)] for i in range(len(headings))]
    values = [[v for v in column if v.casefold() not in _BLANK] for column in values]
    fields = _fields(headings, values)
    days = [v for f, column in zip(fields, values, strict=True) if f and _is_day(f) for v in column]
    return _toml(Path(book.file).stem, headings, fields, *_formats(days))


def _headings(top: Sequence[tuple[int, list[str]]], file: str) -> tuple[list[str], list[list[str]]]:
    """The row with the most headings that are understood, else the first that is as wide as most rows."""
    filled = [(i, row) for i, (_, row) in enumerate(top) if any(c.strip() for c in row)]
    if not filled:
        raise ListError(f"{file}: is empty; ask for the list again")
    widest = max(sum(bool(c.strip()) for c in row) for _, row in filled)
    best = max(
        filled[:HEADINGS_WITHIN],
        key=lambda item: (
            sum(_guess(_tokens(c)) is not None for c in item[1] if len(c) < 80),
            sum(bool(c.strip()) and not any(ch.isdigit() for ch in c) for c in item[1]) > widest / 2,
            -item[0],
        ),
    )
    return [c.strip() for c in best[1]], [row for _, row in top[best[0] + 1 :]]


def _tokens(heading: str) -> list[str]:
    """The words of a heading, without case and accents, `DateOfBirth` and `DATE_OF_BIRTH` alike."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", heading).replace("#", " number ")
    folded = unicodedata.normalize("NFKD", spaced).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", plain)


def _guess(tokens: Sequence[str]) -> Field | None:
    """The field that a heading's words speak of, or None. Who is None where the heading does not say."""
    text = f" {' '.join(tokens)} "
    who = next((who for who, words in WHO_WORDS.items() if any(f" {w} " in text for w in words)), None)
    # An attorney's phone is a field of the attorney; the parent's date of birth no event.
    person = next((name for name, words in PERSON_WORDS if any(f" {w} " in text for w in words)), None)
    if person:
        return Field(who, None, person)
    event = next((kind for kind, words in EVENT_WORDS if any(f" {w} " in text for w in words)), None)
    slot = next((name for name, words in SLOT_WORDS if any(f" {w} " in text for w in words)), None)
    if event and "." in event:
        kind, name = event.split(".")
        return Field(None, kind, "on" if slot == "on" else name)
    return Field(who, event, slot or "") if event else None


def _fields(headings: Sequence[str], values: Sequence[Sequence[str]]) -> list[Field | None]:
    guesses = [_guess(_tokens(h)) if h else None for h in headings]
    named = {g.who for g in guesses if g and g.event is None} - {None}
    default = _default_who(headings, guesses, values, named)
    surnames = {g.who for g in guesses if g and g.event is None and g.name == "family_names"}
    fields: list[Field | None] = []
    taken: set[str] = set()
    for guess, column in zip(guesses, values, strict=True):
        field = guess and _settled(guess, column, default, surnames)
        # Two columns of one field are read as one; which of two is meant is not for a proposal to say.
        if field is None or field.path in taken or not _plausible(field, column):
            fields.append(None)
            continue
        taken.add(field.path)
        fields.append(field)
    return fields


def _default_who(
    headings: Sequence[str], guesses: Sequence[Field | None], values: Sequence[Sequence[str]], named: set[str | None]
) -> str | None:
    """Whom columns speak of that do not say so: `child` where these are minors or the list is one of children;
    beside headings that name the child, `parent` where these are adults; `person` where no heading names
    either; None, and so no proposal, where it cannot be told."""
    main = named & {"parent", "child"}
    if len(main) > 1:
        return None
    minors = _minors(guesses, values)
    words = {t for h in headings for t in _tokens(h)}
    if "child" not in main and (minors or (minors is None and words & CHILD_LISTS)):
        return "child"
    if not main:
        return "person"
    return "parent" if main == {"child"} and minors is False else None


def _minors(guesses: Sequence[Field | None], values: Sequence[Sequence[str]]) -> bool | None:
    """Whether those of whom the headings do not say who they are, are minors; None where nothing tells."""
    columns = list(zip(guesses, values, strict=True))
    mine = [(g, column) for g, column in columns if g and g.who is None and g.event is None]
    ages = [int(v) for g, column in mine if g.name == "age" for v in column if v.isdecimal()]
    if not ages:
        days = [y for g, column in columns if g and g.event for y in map(_year, column) if y]
        born = [y for g, column in mine if g.name == "born_on" for y in map(_year, column) if y]
        ages = [max(days) - y for y in born] if days else []
    share = sum(a < 18 for a in ages) / len(ages) if ages else 0.5
    return True if share >= 0.9 else False if share <= 0.1 else None


def _year(text: str) -> int | None:
    """The year of a day, whichever way round the day is written."""
    for form in FORMATS:
        if _reads(text, form):
            return datetime.strptime(_CLOCK.sub("", text), form).year  # noqa: DTZ007 - a day has no zone
    return None


def _settled(guess: Field, column: Sequence[str], default: str | None, surnames: set[str | None]) -> Field | None:
    """A guess with whose it is, and of an event which of its fields, by what the column holds."""
    if guess.event is None:
        who = guess.who or ("person" if guess.name == "family_unit" else "parent" if guess.name == "relation" else default)
        name = "given_names" if guess.name == "full_name" and guess.who in surnames else guess.name
        return Field(who, None, name) if who else None
    name = guess.name
    if not name:
        name = "on" if _days(column) else "outcome" if _yes_no(column) else ""
    if name == "outcome" and not column:
        return None
    kind = EVENTS[guess.event]
    owner = guess.who if guess.who in ("parent", "child") and not kind.pair and not kind.about_child else None
    return parse_field(".".join(p for p in (owner, guess.event, name) if p)) if name else None


def _plausible(field: Field, column: Sequence[str]) -> bool:
    """Whether what a column holds can be what its heading says. A column without values is believed."""
    if not column:
        return True
    if _is_day(field):
        return _days(column)
    if field.event is None and field.name in _LOOKS:
        look = _LOOKS[field.name]
        return sum(map(look, column)) >= 0.5 * len(column)
    return not _days(column)


_LOOKS = {
    "a_number": lambda v: re.fullmatch(r"[Aa]?[\s#-]*(\d[\s-]*){7,9}", v) is not None,
    "age": lambda v: v.isdecimal() and int(v) <= 120,
    "sex": lambda v: fold(v) in SEX,
    "phone": lambda v: sum(c.isdigit() for c in v) >= 7,
    "family_names": lambda v: not any(c.isdigit() for c in v),
    "given_names": lambda v: not any(c.isdigit() for c in v),
    "full_name": lambda v: not any(c.isdigit() for c in v),
    "citizenship": lambda v: not any(c.isdigit() for c in v),
    "language": lambda v: not any(c.isdigit() for c in v),
    "relation": lambda v: not any(c.isdigit() for c in v),
}


def _is_day(field: Field) -> bool:
    return field.name == ("on" if field.event else "born_on")


def _reads(text: str, form: str) -> bool:
    try:
        return EARLIEST <= datetime.strptime(_CLOCK.sub("", text), form).year <= LATEST  # noqa: DTZ007 - a day
    except ValueError:
        return False


def _days(column: Sequence[str]) -> bool:
    """Whether most of a column are days."""
    some = column[:100]
    return bool(some) and sum(any(_reads(v, f) for f in FORMATS) for v in some) >= 0.7 * len(some)


def _yes_no(column: Sequence[str]) -> bool:
    return bool(column) and all(fold(v) in YES | NO for v in column)


def _formats(days: Sequence[str]) -> tuple[list[str], str]:
    """The formats that the days need, and what has to be said of them."""
    distinct = sorted(set(days))
    rest, chosen, say = distinct, [], ""
    for form in FORMATS:
        if form in SWAPPED.values():
            continue
        swapped = SWAPPED.get(form)
        here, there = [{v for v in rest if _reads(v, f)} if f else set() for f in (form, swapped)]
        if not here | there:
            continue
        if here - there and there - here:
            chosen += [form, str(swapped)]
            say = "some days read only day first and some only month first: those that read both ways stay unread"
        elif there - here:
            chosen.append(str(swapped))
        elif swapped and here == there:
            chosen += [form, swapped]
            say = "nothing here tells day from month: keep the one format that the agency uses"
        else:
            chosen.append(form)
        rest = [v for v in rest if v not in here | there]
    return chosen or ["%Y-%m-%d"], say


def _toml(stem: str, headings: Sequence[str], fields: Sequence[Field | None], formats: list[str], say: str) -> str:
    lines = [
        "# Proposed from the headings and values of the list: look it over, line by line, before a list is received by it.",
        "",
        f"title  = {_quoted(stem)}",
        f"agency = {_quoted(stem)}".ljust(40) + " # whose word the list is",
        'kind   = "addition"'.ljust(40) + " # addition, snapshot (replaces the list before) or log",
        f"dates  = [{', '.join(map(_quoted, formats))}]" + (f"  # {say}" if say else ""),
        "",
        "[columns]",
    ]
    width = max([len(_quoted(h)) for h, f in zip(headings, fields, strict=True) if f], default=0)
    lines += [f"{_quoted(h).ljust(width)} = {_quoted(f.path)}" for h, f in zip(headings, fields, strict=True) if f]
    rest = [h for h, f in zip(headings, fields, strict=True) if f is None and h]
    if rest:
        lines += ["", "# Not read, unless you say what they are:", *(f"# {_quoted(h)} = \"\"" for h in rest)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
