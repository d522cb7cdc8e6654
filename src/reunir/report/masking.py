"""How an annex names people: masked, as court rules ask of minors and of numbers, or in full for a filing under seal.

Masked are the initials, the year of birth and the last four figures of the registration number (Fed. R. Civ. P. 5.2(a);
Fed. R. Crim. P. 49.1(a)). Parents are masked alike, since a parent's name tells the child's.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

FEWEST_DIGITS = 8
"""A number of fewer figures is masked whole: its last four would be half of it."""


@dataclass(frozen=True)
class Named:
    """One person as an annex prints them, each as text: empty where no list tells."""

    name: str
    born: str
    number: str


NOBODY = Named("", "", "")


def masked(name: str, born_on: date | None, a_number: str | None) -> Named:
    """Initials, birth year, and the last four figures of the number."""
    return Named(initials(name), str(born_on.year) if born_on else "", last_four(a_number or ""))


def in_full(name: str, born_on: date | None, a_number: str | None) -> Named:
    return Named(" ".join(name.split()), born_on.isoformat() if born_on else "", a_number or "")


def initials(name: str) -> str:
    """`María José Pérez-López` -> `M.J.P.L.`: the first letter of each word; nothing of a word without a letter."""
    words, word = [], ""
    for c in unicodedata.normalize("NFC", name) + " ":
        if c.isalpha():
            word += c
        elif unicodedata.category(c)[0] != "M" and c not in "'’":
            words.append(word)
            word = ""
    return "".join(f"{word[0].upper()[0]}." for word in words if word)


def last_four(number: str) -> str:
    figures = "".join(c for c in number if c.isdigit())
    return ("…" + figures[-4:]) if len(figures) >= FEWEST_DIGITS else ("masked" if number else "")
