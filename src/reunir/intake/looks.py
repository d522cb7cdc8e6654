"""What a column's cells look like: days, numbers, names, yes and no. Proposals are held against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from reunir.intake.cells import EARLIEST, LATEST, NO, RELATION, SEX, YES
from reunir.intake.layout import Field, fold
from reunir.model import YES_NO_FIELDS

FORMATS = (
    "%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%m-%d-%Y", "%d-%m-%Y", "%d.%m.%Y", "%m/%d/%y", "%d/%m/%y",
    "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y", "%Y/%m/%d", "%Y%m%d",
)  # fmt: skip
SWAPPED = {"%m/%d/%Y": "%d/%m/%Y", "%m-%d-%Y": "%d-%m-%Y", "%m/%d/%y": "%d/%m/%y"}
SAMPLE = 400
FEW = 15
"""The most different words that a column of choices holds."""

_CLOCK = re.compile(r"[\sT]+\d{1,2}:\d{2}.*$")
_A_NUMBER = re.compile(r"[Aa]?[\s#.-]*(?:\d[\s.-]*){7,9}")
_LETTERED_A_NUMBER = re.compile(r"[Aa][\s#.-]*(?:\d[\s.-]*){8,9}")
_DIGITS_ONLY = re.compile(r"[\d\s.,/-]+")
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[\s,.'’-]+[^\W\d_]+)+[.,]?|[^\W\d_]{2,}")


@dataclass(frozen=True)
class Look:
    """A sample of a column's cells that are neither blank nor hidden, and what they look like."""

    cells: tuple[str, ...]

    def share(self, is_one: Callable[[str], bool]) -> float:
        """The share of the cells of which something is true; 0 where there are none."""
        return sum(map(is_one, self.cells)) / len(self.cells) if self.cells else 0.0

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.cells)))

    @cached_property
    def days(self) -> bool:
        return self.share(is_day) >= 0.7

    @cached_property
    def yes_no(self) -> bool:
        return self.share(lambda v: fold(v) in YES | NO) >= 0.9

    @cached_property
    def numbers(self) -> bool:
        return self.share(lambda v: _DIGITS_ONLY.fullmatch(v) is not None) >= 0.8

    @cached_property
    def a_numbers(self) -> bool:
        """A-numbers beyond doubt: the letter and eight or nine digits."""
        return self.share(lambda v: _LETTERED_A_NUMBER.fullmatch(v) is not None) >= 0.95

    @cached_property
    def names(self) -> bool:
        """Names of people: letters alone, mostly two words or more, and many different ones."""
        two = self.share(lambda v: _NAME.fullmatch(v) is not None and len(v.split()) in range(2, 7))
        return two >= 0.8 and len(self.distinct) > min(FEW, 0.3 * len(self.cells))

    @cached_property
    def choices(self) -> bool:
        """A few words over and over."""
        return 0 < len(self.distinct) <= min(FEW, max(4, 0.5 * len(self.cells))) and not (self.numbers or self.days)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of the days, whichever way round a day is written."""
        return tuple(y for y in map(year, self.cells) if y)


@lru_cache(maxsize=65536)
def year(text: str) -> int | None:
    """The year of a day in any of `FORMATS`, or None."""
    form = next((f for f in FORMATS if reads(text, f)), None)
    return datetime.strptime(_CLOCK.sub("", text), form).year if form else None  # noqa: DTZ007 - a day


@lru_cache(maxsize=262144)
def reads(text: str, form: str) -> bool:
    """Whether a text is a day, with or without an hour, in one format."""
    try:
        return EARLIEST <= datetime.strptime(_CLOCK.sub("", text), form).year <= LATEST  # noqa: DTZ007 - a day
    except ValueError:
        return False


def is_day(text: str) -> bool:
    return any(reads(text, f) for f in FORMATS)


def is_date(field: Field) -> bool:
    return field.name == ("on" if field.event else "born_on")


def denies(field: Field, look: Look) -> str:
    """Why what a column holds cannot be the field, in a few words, or nothing. An empty column denies nothing."""
    if not look.cells:
        return ""
    if is_date(field):
        return "" if look.days else "its cells are no days that are read here"
    if look.days:
        return "its cells are days"
    if field.event is None and field.name in _PERSONAL:
        is_one, least, said = _PERSONAL[field.name]
        return "" if look.share(is_one) >= least else f"its cells are not {said}"
    if field.name in YES_NO_FIELDS:
        return "" if look.share(lambda v: fold(v) in YES | NO) >= 0.6 else "its cells are not yes and no"
    if field.name == "minutes":
        return "" if look.share(lambda v: v[:1].isdigit()) >= 0.7 else "its cells are no numbers"
    if field.name in ("choice", "wish", "setting"):
        return "" if look.choices and not look.yes_no else "its cells are not a few words over and over"
    told = field.name in ("at", "to", "reason", "note", "channel", "by", "how", "language")
    if told and (look.numbers or look.yes_no):
        return "its cells are numbers or yes and no"
    return ""


def _no_digits(text: str) -> bool:
    return not any(c.isdigit() for c in text)


_PERSONAL: dict[str, tuple[Callable[[str], bool], float, str]] = {
    "a_number": (lambda v: _A_NUMBER.fullmatch(v) is not None, 0.5, "A-numbers"),
    "age": (lambda v: v.removesuffix(".0").isdecimal() and int(v.removesuffix(".0")[:4]) <= 120, 0.7, "ages in years"),
    "sex": (lambda v: fold(v) in SEX or fold(v) in ("h", "masc", "fem"), 0.6, "words for a sex"),
    "phone": (lambda v: sum(c.isdigit() for c in v) >= 7 or _no_digits(v), 0.6, "telephone numbers"),
    "relation": (lambda v: fold(v) in RELATION or _no_digits(v), 0.8, "relations"),
    "family_unit": (lambda v: any(c.isdigit() for c in v), 0.5, "numbers"),
    **{
        name: (lambda v: _no_digits(v) and fold(v) not in YES | NO - {"n", "y", "x"}, 0.8, said)
        for name, said in (("family_names", "names"), ("given_names", "names"), ("full_name", "names"),
                           ("citizenship", "countries"), ("language", "languages"), ("municipality", "places"))
    },
}  # fmt: skip


def formats(days: Sequence[str]) -> tuple[list[str], str]:
    """The formats that the days need, in the order in which they are to be tried, and what has to be said of them."""
    rest, chosen, say = sorted(set(days)), [], ""
    for form in FORMATS:
        if form in SWAPPED.values():
            continue
        swapped = SWAPPED.get(form)
        here, there = [{v for v in rest if reads(v, f)} if f else set() for f in (form, swapped)]
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
