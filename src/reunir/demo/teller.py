"""How each list names people: at most one of a person's mentions is wrong, and each list has its own ways."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random

from reunir.demo import faults
from reunir.demo.family import Family, Person
from reunir.demo.faults import Numbers

CAPITALS = ("cbp", "ice")
"""Lists in capitals without accents."""

STYLES = {"cbp": 1, "orr": 0, "ice": 3, "dec": 0, "st": 2, "out": 1}
"""How each list writes a number; ICE's loses a leading zero."""

FAULTY = 0.25
"""Share of people with a fault in one of the lists that name them."""

Cells = dict[str, str | date]


class Teller:
    """Names people for the lists, always in the same way in one list, and remembers what is wrong where."""

    def __init__(self, rng: Random, families: Iterable[Family]) -> None:
        self.rng = rng
        self.people = [(f, p) for f in families for p in f.everyone]
        self.numbers = Numbers({p.a_number for _, p in self.people})
        self.faults: dict[tuple[str, str], str] = {}
        self._told: dict[tuple[str, str], Cells] = {}
        for family, person in self.people:
            lists = _named_by(family, person)
            kind = faults.draw(rng, person, FAULTY)
            if kind != faults.NONE and lists:
                self.faults[rng.choice(lists), person.key] = kind

    def fault(self, lst: str, person: Person) -> str:
        return self.faults.get((lst, person.key), faults.NONE)

    def cells(self, lst: str, person: Person) -> Cells:
        """Number, names, birth date, sex and citizenship of a person as one list has them."""
        key = lst, person.key
        if key not in self._told:
            self._told[key] = faults.described(
                self.rng, person, self.fault(lst, person), self.numbers, capitals=lst in CAPITALS, style=STYLES[lst]
            )
        return self._told[key]

    def named(self, lst: str, who: str, person: Person, *fields: str) -> Cells:
        """Some of those cells, under `who` in the row; `full_name` is the given and then the family names."""
        cells = self.cells(lst, person)
        found: Cells = {}
        for name in fields:
            value = f"{cells['given_names']} {cells['family_names']}" if name == "full_name" else cells[name]
            if value:
                found[f"{who}.{name}"] = value
        return found

    def misnamed(self, person: Person) -> bool:
        """Whether some list has the name wrong: then a name alone elsewhere would mend nothing."""
        return any(self.fault(lst, person) in faults.OF_NAMES for lst in STYLES)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


def _named_by(family: Family, person: Person) -> list[str]:
    """The lists in which a fault of this person's mention is mended by what the other lists say."""
    if person is family.grandmother:
        return []
    removed = person.role == "parent" and family.removals[family.parents.index(person)] is not None
    lists = ["cbp"] if family.placed_on is None else ["cbp", "orr"]
    if person.role == "child":
        return lists
    return ["cbp", *(["ice"] if removed else [])]
