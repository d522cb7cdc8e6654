"""Who is in a family: people drawn so that no number, and no name with its birth date, is anybody else's too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from reunir.demo import names
from reunir.demo.family import Person, Removal
from reunir.demo.plan import FamilyPlan
from reunir.demo.scripts import Script
from reunir.text import folded


@dataclass
class Drawing:
    """What must stay unique while people are drawn: numbers, a name with its birth date, a unit on its day."""

    rng: Random
    number: int = 900_100_000
    old_number: int = 90_000_000
    phone: int = 0

    def __post_init__(self) -> None:
        self.known: set[tuple[str, date | str]] = set()
        self.units: set[tuple[str, date]] = set()

    def between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randint(0, max(0, (last - first).days)))

    def next_number(self) -> str:
        self.number += 1 if self.rng.random() < 0.75 else 2
        return f"{self.number:09d}"

    def next_old_number(self) -> str:
        """A number of eight digits, as older ones are: nine with a leading zero, which lists lose."""
        self.old_number += self.rng.randint(50, 9000)
        return f"{self.old_number:09d}"

    def next_phone(self, country: str) -> str:
        """Numbers of exchanges that are kept for fiction, or of one that is not in use."""
        self.phone += 1
        if country == "US":
            return f"({('305', '713', '323', '404', '512')[self.phone % 5]}) 555-01{self.phone // 5 % 100:02d}"
        return f"+{names.DIALLING[country]} 5550-{self.phone % 10_000:04d}"


def members(
    draw: Drawing, plan: FamilyPlan, apprehended: date, removals: tuple[Removal | None, ...]
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """The parents and the children of a family. Who speaks what follows from the script of the removal."""
    rng, block = draw.rng, plan.block
    scripted = [r.script for r in removals if r and r.script]
    country = "Guatemala" if any(s.language not in ("Spanish", None) for s in scripted) else names.country(rng)
    place = rng.choice(names.MUNICIPALITIES[country])
    draw.number += rng.randint(4, 8000)
    first_sex = rng.choice("FFM")
    sexes = [first_sex, "M" if first_sex == "F" else "F"][: plan.parents]
    lines = {s: f"{names.family_name(rng)} {names.family_name(rng)}" for s in "MF"}
    child_family = f"{_first(lines['M'])} {_first(lines['F'])}"

    births: list[date] = []
    for _ in range(plan.children):
        if block.ending == "adult":
            on = max(r.on for r in removals if r)  # 18 on the very day: no longer audited (casebook R13)
            births.append(on.replace(year=on.year - 18))
        elif births and rng.random() < 0.03:
            births.append(births[-1])  # twins
        else:
            most = 15 if block.ending == "apart" else 17
            births.append(
                apprehended - timedelta(days=int(365.25 * min(rng.triangular(0, most, most * 0.6), most - 0.1)) + 40)
            )
    parents = []
    for n, sex in enumerate(sexes):
        script = removals[n].script if removals[n] else None  # type: ignore[union-attr]
        number = draw.next_old_number() if rng.random() < 0.03 else draw.next_number()
        relation = "mother" if sex == "F" else "father"
        if plan.parents == 1 and rng.random() < 0.02:
            relation = "legal_guardian"
        born = min(births) - timedelta(days=rng.randint(17 * 365, 33 * 365))
        parents.append(_person(draw, f"f{plan.number:04d}/parent{n + 1}", "parent", sex, lines[sex], born, number, country,
                               _language(rng, script, country), place, relation))  # fmt: skip
    children = [
        _person(draw, f"f{plan.number:04d}/child{n + 1}", "child", rng.choice("FM"), child_family, born, draw.next_number(),
                country, parents[0].language, place, "")
        for n, born in enumerate(births)
    ]  # fmt: skip
    return tuple(parents), tuple(children)


def grandmother(draw: Drawing, plan: FamilyPlan, parent: Person) -> Person:
    """The mother of a parent: another adult."""
    born = parent.born_on - timedelta(days=draw.rng.randint(18 * 365, 25 * 365))
    family = f"{_first(parent.family)} {names.family_name(draw.rng)}"
    return _person(draw, f"f{plan.number:04d}/grandmother", "parent", "F", family, born, draw.next_number(),
                   parent.citizenship, "Spanish", parent.municipality, "grandmother")  # fmt: skip


def _first(family: str) -> str:
    """The first of two family names, its particles with it."""
    words = family.split()
    taken = [words[0]]
    while words[len(taken) - 1].lower() in ("de", "la", "del"):
        taken.append(words[len(taken)])
    return " ".join(taken)


def _person(
    draw: Drawing, key: str, role: str, sex: str, family: str, born: date, number: str, country: str,
    language: str | None, place: str, relation: str,
) -> Person:  # fmt: skip
    while True:
        given = names.given_names(draw.rng, sex)
        who = (folded(f"{given} {family}"), born)
        siblings = (folded(f"{given.split()[0]} {family}"), key.split("/")[0])
        if who not in draw.known and siblings not in draw.known:
            draw.known.update((who, siblings))
            return Person(key, role, sex, given, family, born, number, country, language, place, relation)


def _language(rng: Random, script: Script | None, country: str) -> str | None:
    if script is not None and script.language != "Spanish":
        return None if script.language is None else rng.choice(names.LANGUAGES)
    if script is None and country == "Guatemala" and rng.random() < 0.15:
        return rng.choice(names.LANGUAGES)
    return "Spanish"


def phones(draw: Drawing, plan: FamilyPlan, country: str) -> dict[str, str]:
    """Whose telephone number was ever handed over, and the number."""
    contact = plan.block.contact
    if contact == "never" or (not plan.block.searched and draw.rng.random() < 0.15):
        return {}
    if contact == "courts":
        who = draw.rng.choice(("parent", "attorney"))
    else:
        who = draw.rng.choice(("parent", "parent", "sponsor", "sponsor", "both"))
    found = {}
    if who in ("parent", "both"):
        found["parent"] = draw.next_phone(country)
    if who in ("sponsor", "both", "attorney"):
        found["attorney" if who == "attorney" else "sponsor"] = draw.next_phone("US")
    return found
