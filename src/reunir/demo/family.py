"""The nouns of the demo docket: a person, a removal, a family. What is in them is the truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reunir.demo.plan import FamilyPlan
from reunir.demo.scripts import Script


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist. `language`: None where no list says."""

    key: str
    role: str
    sex: str
    given: str
    family: str
    born_on: date
    a_number: str
    citizenship: str
    language: str | None
    municipality: str
    relation: str = ""


@dataclass(frozen=True)
class Removal:
    """A removal of one parent: `together` with the children, or apart. `ordered_on`: the final order."""

    on: date
    ordered_on: date
    together: bool
    script: Script | None = None


@dataclass(frozen=True)
class Family:
    """One family and its days. `removals`: one a parent, None where the parent was not removed."""

    plan: FamilyPlan
    parents: tuple[Person, ...]
    children: tuple[Person, ...]
    apprehended_on: date
    separated_on: date | None
    station: tuple[str, str]
    unit: str
    placed_on: date | None
    shelter: str
    discharged_on: date | None
    outcome: str
    removals: tuple[Removal | None, ...]
    reached_on: date | None
    phones: dict[str, str]
    """Whose number was handed over: parent, sponsor or attorney, by the list that plan.block.contact says."""
    grandmother: Person | None = None
    """Another adult of the family, removed too: counted beside, and in no removal apart (casebook R14)."""

    @property
    def everyone(self) -> tuple[Person, ...]:
        return (*self.parents, *self.children, *((self.grandmother,) if self.grandmother else ()))
