"""How lists get people wrong: each mention has at most one fault, of a kind that its other cells still mend.

A fault that nothing mends would be a different matter: the demo shows that the published figures come out of
lists as bad as these, and a test bench for linkage is another generator with other rules.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from random import Random

from reunir.demo.family import Person

NONE = "none"
KINDS = (
    "digit", "swapped digits", "no number", "day and month", "no birth date", "misspelt", "names swapped",
    "name dropped", "given names cut",
)  # fmt: skip
"""Faults of a mention. A leading zero lost, accents and capitals lost are ways of whole lists, beside these."""

OF_NAMES = ("misspelt", "names swapped", "name dropped", "given names cut")

_SOUNDS = (
    ("v", "b"), ("z", "s"), ("ll", "y"), ("h", ""), ("ge", "je"), ("gi", "ji"), ("qu", "k"), ("c", "s"), ("x", "sh"),
    ("ch", "sh"), ("i", "y"), ("s", "z"), ("b", "v"), ("m", "n"), ("r", "rr"), ("l", "ll"),
)  # fmt: skip


@dataclass
class Numbers:
    """Every number in use, so that a mistyped one is nobody's."""

    used: set[str]

    def mistyped(self, rng: Random, number: str, kind: str) -> str:
        for _ in range(50):
            digits = list(number)
            if kind == "digit":
                i = rng.randrange(3, 7)  # not among the last two: those are a relative's
                digits[i] = rng.choice([d for d in "0123456789" if d != digits[i]])
            else:
                i = rng.randrange(3, 6)
                digits[i], digits[i + 1] = digits[i + 1], digits[i]
            wrong = "".join(digits)
            if wrong not in self.used:
                return wrong
        return number


def plain(text: str) -> str:
    """Capitals without accents, as older systems keep names."""
    letters = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(c for c in letters if unicodedata.category(c) != "Mn").upper()


def misspelt(rng: Random, name: str) -> str:
    """One spelling that sounds alike in the first word that has one; else a letter doubled."""
    options = [(old, new) for old, new in _SOUNDS if old in name.lower()[1:]]
    if not options:
        at = rng.randrange(1, len(name))
        return name[:at] + name[at].lower() + name[at:]
    old, new = rng.choice(options)
    at = name.lower().index(old, 1)
    return name[:at] + new + name[at + len(old) :]


def split_family(family: str) -> tuple[str, str]:
    """The two family names, particles with the name they belong to."""
    words, parts, held = family.split(), [], []
    for word in words:
        held.append(word)
        if word.lower() not in ("de", "la", "del"):
            parts.append(" ".join(held))
            held = []
    return parts[0], " ".join(parts[1:])


def day_and_month(born: date) -> date | None:
    if born.day > 12 or born.day == born.month:
        return None
    return born.replace(month=born.day, day=born.month)


def _nearly_adult(person: Person) -> bool:
    """A child whose other birth date could make an adult of it by the removal: that nothing else on a list mends."""
    return person.role == "child" and person.born_on.year <= 2001


def draw(rng: Random, person: Person, share: float, kinds: tuple[str, ...] = KINDS) -> str:
    """The fault of a mention, if any: one in `share`."""
    if rng.random() >= share:
        return NONE
    kind = rng.choice(kinds)
    first, second = split_family(person.family)
    fits = {
        "day and month": day_and_month(person.born_on) is not None and not _nearly_adult(person),
        "names swapped": bool(second) and first != second,
        "name dropped": bool(second),
        "given names cut": " " in person.given,
    }
    return kind if fits.get(kind, True) else NONE


def described(
    rng: Random, person: Person, fault: str, numbers: Numbers, *, capitals: bool, style: int
) -> dict[str, str | date]:
    """A person as one list has them: number, names, birth date, sex, citizenship. `style`: how numbers are written."""
    given, family, born = person.given, person.family, person.born_on
    first, second = split_family(family)
    number = person.a_number
    if fault in ("digit", "swapped digits"):
        number = numbers.mistyped(rng, number, fault)
    if fault == "misspelt":
        if rng.random() < 0.5:
            given = misspelt(rng, given)
        else:
            family = misspelt(rng, family)
    elif fault == "names swapped":
        family = f"{second} {first}"
    elif fault == "name dropped":
        family = first
    elif fault == "given names cut":
        given = given.split()[0]
    elif fault == "day and month":
        born = day_and_month(born) or born
    cells: dict[str, str | date] = {
        "a_number": rng.choice(("", "UNK", "PENDING")) if fault == "no number" else written(number, style),
        "given_names": plain(given) if capitals else given,
        "family_names": plain(family) if capitals else family,
        "born_on": born,
        "sex": person.sex,
        "citizenship": plain(person.citizenship) if capitals else person.citizenship,
    }
    if fault == "no birth date":
        cells["born_on"] = rng.choice(("", "UNK", f"00/00/{born.year}"))
    return cells


def written(number: str, style: int) -> str:
    """A number as lists write it: A912-345-678, 912345678, A912 345 678; style 3 loses a leading zero."""
    if style == 0:
        return f"A{number[:3]}-{number[3:6]}-{number[6:]}"
    if style == 2:
        return f"A{number[:3]} {number[3:6]} {number[6:]}"
    return number.lstrip("0") if style == 3 else number
