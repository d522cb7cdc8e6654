"""What happened to the families of the demo docket: their days, drawn within the bounds of the plan."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from reunir.demo import members, published
from reunir.demo.family import Family, Removal
from reunir.demo.members import Drawing
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


def people(rng: Random, plans: list[FamilyPlan]) -> list[Family]:
    """One family for each plan. The first two of a block stand on the first and the last day of its period."""
    draw = Drawing(rng)
    seen: dict[str, int] = {}
    made = []
    for plan in plans:
        nth = seen[plan.block.name] = seen.get(plan.block.name, 0) + 1
        made.append(_family(draw, plan, nth))
    return made


def _family(draw: Drawing, plan: FamilyPlan, nth: int) -> Family:
    rng, block = draw.rng, plan.block
    day = {1: block.first, 2: block.last}.get(nth) or draw.between(block.first, block.last)
    apprehended = day - timedelta(days=rng.choice((0, 0, 1, 1, 2)))
    placed = None if block.ending == "never" else day + timedelta(days=rng.choice((1, 1, 2, 2, 3)))
    if block.in_class and placed is not None:
        placed = min(placed, CARE_DAY)
    removals = tuple(_removal(draw, plan, day, p) for p in range(plan.parents))
    discharged, outcome = _discharge(draw, plan, placed, removals, nth)
    parents, children = members.members(draw, plan, apprehended, removals)
    with_her = block.name == "original, reunified" and nth % 150 == 5
    return Family(
        plan, parents, children, apprehended, None if block.stated == "none" else day, rng.choice(STATIONS),
        _unit(draw, plan, apprehended), placed, rng.choice(SHELTERS), discharged, outcome, removals,
        _reached(draw, plan, nth, removals), members.phones(draw, plan, parents[0].citizenship),
        members.grandmother(draw, plan, parents[0]) if with_her else None,
    )  # fmt: skip


def _removal(draw: Drawing, plan: FamilyPlan, day: date, parent: int) -> Removal | None:
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


def _apart_on(draw: Drawing, plan: FamilyPlan, script: Script, day: date) -> date:
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
    draw: Drawing, plan: FamilyPlan, placed: date | None, removals: tuple[Removal | None, ...], nth: int
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
        if nth == 3 and placed < CARE_DAY:
            return CARE_DAY, "reunified_with_parent" if block.ending != "sponsor" else "other_sponsor"
        last = date(2018, 7, 26) if block.ending == "together" or rng.random() < 0.7 else date(2018, 11, 5)
        return draw.between(
            date(2018, 7, 5), last
        ), "other_sponsor" if block.ending == "sponsor" else "reunified_with_parent"
    return draw.between(placed + timedelta(days=12), placed + timedelta(days=150)), "reunified_with_parent"


def _reached(draw: Drawing, plan: FamilyPlan, nth: int, removals: tuple[Removal | None, ...]) -> date | None:
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


def _unit(draw: Drawing, plan: FamilyPlan, apprehended: date) -> str:
    """A family unit's number; one in twelve is used a second time, on another day, for another family."""
    again = plan.number // 2 if draw.rng.random() < 0.08 else plan.number
    units = [f"FU{n * 641 % 10_000_000:07d}" for n in (again, plan.number)]
    unit = units[(units[0], apprehended) in draw.units]
    draw.units.add((unit, apprehended))
    return unit
