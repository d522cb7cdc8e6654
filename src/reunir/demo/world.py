"""The people of the demo docket and what happened to them: the truth that the lists tell in their own ways."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from reunir.demo import names, published
from reunir.demo.plan import FamilyPlan
from reunir.demo.scripts import Script

CARE_DAY = date(2018, 6, 26)
"""The day that divides the two classes (casebook R24)."""

STATIONS = (
    ("Yuma", "AZ"), ("McAllen", "TX"), ("El Paso", "TX"), ("Rio Grande City", "TX"), ("San Luis", "AZ"),
    ("San Ysidro", "CA"), ("Del Rio", "TX"), ("Nogales", "AZ"),
)  # fmt: skip
SHELTERS = (
    "Casa Ejemplo Brownsville", "Casa Ejemplo Phoenix", "Invented Shelter El Paso", "Nowhere Transitional Care",
    "Hogar Supuesto San Benito", "Example Foster Care Grand Rapids", "Example Foster Care New York",
    "Casa Ninguna Houston", "Imaginary Youth Center Miami", "Placeholder House Chicago",
)  # fmt: skip


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


@dataclass
class _Drawing:
    """What must stay unique while people are drawn: numbers, and a name with its birth date."""

    rng: Random
    number: int = 900_100_000
    old_number: int = 90_000_000
    phone: int = 0

    def __post_init__(self) -> None:
        self.known: set[tuple[str, date]] = set()

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


def folded(text: str) -> str:
    """Lower case without accents: how two spellings are compared here."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if unicodedata.category(c) != "Mn").lower()


def people(rng: Random, plans: list[FamilyPlan]) -> list[Family]:
    """One family for each plan. The first two of a block stand on the first and the last day of its period."""
    draw = _Drawing(rng)
    seen: dict[str, int] = {}
    made = []
    for plan in plans:
        nth = seen[plan.block.name] = seen.get(plan.block.name, 0) + 1
        made.append(_family(draw, plan, nth))
    return made


def _family(draw: _Drawing, plan: FamilyPlan, nth: int) -> Family:
    rng, block = draw.rng, plan.block
    day = {1: block.first, 2: block.last}.get(nth) or draw.between(block.first, block.last)
    apprehended = day - timedelta(days=rng.choice((0, 0, 1, 1, 2)))
    placed = None if block.ending == "never" else day + timedelta(days=rng.choice((1, 1, 2, 2, 3)))
    if block.in_class and placed is not None:
        placed = min(placed, CARE_DAY)
    removals = tuple(_removal(draw, plan, day, p) for p in range(plan.parents))
    discharged, outcome = _discharge(draw, plan, placed, removals, nth)
    parents, children = _members(draw, plan, apprehended, removals)
    with_her = block.name == "original, reunified" and nth % 150 == 5
    return Family(
        plan, parents, children, apprehended, None if block.stated == "none" else day, rng.choice(STATIONS),
        _unit(rng, plan), placed, rng.choice(SHELTERS), discharged, outcome, removals,
        _reached(draw, plan, nth, removals), _phones(draw, plan, parents[0].citizenship),
        _grandmother(draw, plan, parents[0]) if with_her else None,
    )  # fmt: skip


def _removal(draw: _Drawing, plan: FamilyPlan, day: date, parent: int) -> Removal | None:
    block, rng = plan.block, draw.rng
    if block.ending in ("sponsor", "reunified") or (block.ending == "never" and plan.number % 2):
        return None
    if block.ending in ("together", "never"):
        start = date(2018, 8, 1) if block.in_class else day + timedelta(days=12)
        on = draw.between(start, start + timedelta(days=60))
        return Removal(on, on - timedelta(days=10), True)
    if block.ending == "adult":
        on = draw.between(day + timedelta(days=20), published.WINDOW[1])
        return Removal(on, on - timedelta(days=10), False)
    script = plan.scripts[parent]
    on = _apart_on(draw, plan, script, day)
    late = script.quirk == "order_late"
    return Removal(on, on - timedelta(days=2 if late else rng.randint(10, 14)), False, script)


def _apart_on(draw: _Drawing, plan: FamilyPlan, script: Script, day: date) -> date:
    """The day of a removal apart: within the inspector general's period unless the script is a later one.

    Every parent without a decision on record is removed within it, the last day included: after it the forms
    were routine, so that the figure is the same with the period and without.
    """
    rng, first, last = draw.rng, day + timedelta(days=20), published.WINDOW[1]
    if not script.leave_on_record:
        return last if rng.random() < 0.02 else draw.between(first, last)
    if script.era == "before" or (script.era == "any" and first < last and rng.random() < 0.6):
        return draw.between(first, last - timedelta(days=1))
    start = max(first, date(2018, 7, 24))
    return draw.between(start, start + timedelta(days=80 if plan.block.in_class else 300))


def _discharge(
    draw: _Drawing, plan: FamilyPlan, placed: date | None, removals: tuple[Removal | None, ...], nth: int
) -> tuple[date | None, str]:
    rng, block = draw.rng, plan.block
    if placed is None:
        return None, ""
    if block.name.startswith(("expanded", "searched")):  # out of care before the day of the classes
        last = min(CARE_DAY - timedelta(days=1), placed + timedelta(days=140))
        first = min(placed + timedelta(days=9), last)
        return draw.between(first, last), "reunified_with_parent" if block.ending == "reunified" else "other_sponsor"
    if block.ending == "apart":
        after = max(r.on for r in removals if r)
        plain = plan.parents == 1 and not plan.scripts[0].quirk
        outcome = (
            "reunified_with_parent"
            if block.stated == "indicated" or (plain and rng.random() < 0.4)
            else "other_sponsor"
        )
        if block.in_class:
            after = max(after, CARE_DAY)
        return draw.between(after + timedelta(days=10), after + timedelta(days=120)), outcome
    if block.ending == "adult":
        return draw.between(published.WINDOW[1], published.WINDOW[1] + timedelta(days=20)), "turned_18"
    if block.in_class:
        if nth == 3:
            return CARE_DAY, "reunified_with_parent" if block.ending != "sponsor" else "other_sponsor"
        last = date(2018, 7, 26) if block.ending == "together" or rng.random() < 0.7 else date(2018, 11, 5)
        return draw.between(
            date(2018, 7, 5), last
        ), "other_sponsor" if block.ending == "sponsor" else "reunified_with_parent"
    return draw.between(placed + timedelta(days=12), placed + timedelta(days=150)), "reunified_with_parent"


def _reached(draw: _Drawing, plan: FamilyPlan, nth: int, removals: tuple[Removal | None, ...]) -> date | None:
    """The day on which a parent was reached: after the report before, and by the report that counts it.

    One in eight was reached before the earlier report and told of late. The others of the original class,
    and the few later ones, were all reached by February 2019.
    """
    block = plan.block
    if block.searched:
        if block.withdrawn or block.reached is None:
            return None
        last = published.SEARCH[block.reached].on
        if block.reached == 0:
            return draw.between(date(2019, 11, 1), last)
        before = published.SEARCH[block.reached - 1].on
        if nth == 1:
            return last
        late = draw.rng.random() < 0.125
        return draw.between(*((before - timedelta(days=20), before) if late else (before + timedelta(days=1), last)))
    if block.ending not in ("apart", "sponsor", "adult") or block.stated == "indicated":
        return None
    after = max([r.on for r in removals if r], default=date(2018, 7, 26))
    return draw.between(after + timedelta(days=20), max(after + timedelta(days=60), date(2019, 1, 31)))


def _members(
    draw: _Drawing, plan: FamilyPlan, apprehended: date, removals: tuple[Removal | None, ...]
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
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


def _grandmother(draw: _Drawing, plan: FamilyPlan, parent: Person) -> Person:
    born = parent.born_on - timedelta(days=draw.rng.randint(18 * 365, 25 * 365))
    family = f"{_first(parent.family)} {names.family_name(draw.rng)}"
    return _person(draw, f"f{plan.number:04d}/grandmother", "parent", "F", family, born, draw.next_number(),
                   parent.citizenship, "Spanish", parent.municipality, "grandmother")  # fmt: skip


def _unit(rng: Random, plan: FamilyPlan) -> str:
    """A family unit's number; one in twelve is used a second time, for another family."""
    return f"FU{(plan.number // 2 if rng.random() < 0.08 else plan.number) * 641 % 10_000_000:07d}"


def _first(family: str) -> str:
    """The first of two family names, its particles with it."""
    words = family.split()
    taken = [words[0]]
    while words[len(taken) - 1].lower() in ("de", "la", "del"):
        taken.append(words[len(taken)])
    return " ".join(taken)


def _person(
    draw: _Drawing, key: str, role: str, sex: str, family: str, born: date, number: str, country: str,
    language: str | None, place: str, relation: str,
) -> Person:  # fmt: skip
    while True:
        given = names.given_names(draw.rng, sex)
        who = (folded(f"{given} {family}"), born)
        siblings = (folded(f"{given.split()[0]} {family}"), born)
        if who not in draw.known and siblings not in draw.known:
            draw.known.update((who, siblings))
            return Person(key, role, sex, given, family, born, number, country, language, place, relation)


def _language(rng: Random, script: Script | None, country: str) -> str | None:
    if script is not None and script.language != "Spanish":
        return None if script.language is None else rng.choice(names.LANGUAGES)
    if script is None and country == "Guatemala" and rng.random() < 0.15:
        return rng.choice(names.LANGUAGES)
    return "Spanish"


def _phones(draw: _Drawing, plan: FamilyPlan, country: str) -> dict[str, str]:
    contact = plan.block.contact
    if contact == "never" or (not plan.block.searched and draw.rng.random() < 0.15):
        return {}
    if contact == "courts":
        who = draw.rng.choice(("parent", "attorney"))
    else:
        who = draw.rng.choice(("parent", "parent", "sponsor", "sponsor", "both"))
    phones = {}
    if who in ("parent", "both"):
        phones["parent"] = draw.next_phone(country)
    if who in ("sponsor", "both", "attorney"):
        phones["attorney" if who == "attorney" else "sponsor"] = draw.next_phone("US")
    return phones
