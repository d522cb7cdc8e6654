"""The lists of the agencies that held people: apprehensions, placements, removals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reunir.demo.family import Family, Person
from reunir.demo.faults import written
from reunir.demo.files import Row
from reunir.demo.teller import Cells, Teller

SNAPSHOTS = (date(2018, 9, 6), date(2019, 1, 17), date(2019, 10, 24))
"""The days of the placements list, each edition in the place of the one before."""

RELATION = {
    "mother": ("Mother", "MOTHER", "Madre"), "father": ("Father", "FATHER", "Padre"),
    "legal_guardian": ("Legal Guardian", "Guardian"), "grandmother": ("Grandmother", "Abuela"),
}  # fmt: skip
LANGUAGE = {
    "Spanish": ("Spanish", "SPANISH", "Español"), "K'iche'": ("K'iche'", "Quiche"), "Q'eqchi'": ("Q'eqchi'", "Kekchi"),
    "Akatek": ("Akatek", "Acateco"), "Q'anjob'al": ("Q'anjob'al", "Kanjobal"),
}  # fmt: skip
_ADULT = _CHILD = ("a_number", "family_names", "given_names", "born_on", "sex", "citizenship")
REASONS = (
    "Referred for prosecution",
    "Zero tolerance",
    "Referred for prosecution",
    "Unverified familial relationship",
    "",
)


def told_by(family: Family) -> tuple[bool, bool]:
    """Which of the two lists states the separation, apprehensions and placements: one of them at least."""
    if family.plan.block.stated != "lists":
        return False, family.plan.block.stated in ("late", "denied")
    n = family.plan.number
    first = n % 7 != 0 or len(family.parents) > 1  # placements name one parent only
    return first, n % 5 != 0 or not first


def apart_at_booking(family: Family) -> bool:
    """Whether parent and child were booked as strangers, the family unit deleted."""
    stated_by_care = told_by(family)[1] and not told_by(family)[0]
    return stated_by_care and len(family.parents) == 1 and family.plan.number % 3 == 0


def apprehensions(teller: Teller, families: Sequence[Family]) -> list[Row]:
    """A row for a parent with a child; parent and child on rows of their own where they were booked as strangers."""
    rows = []
    for f in families:
        stated = told_by(f)[0]
        seen: Cells = {"apprehended.on": f.apprehended_on, "apprehended.at": f.station[0]}
        if apart_at_booking(f):
            rows.append(Row({**_adult(teller, f.parents[0]), **seen}, {"parent": f.parents[0].key}, "SINGLE ADULT"))
            rows += [Row({**_minor(teller, c), **seen}, {"child": c.key}, "UAC") for c in f.children]
            continue
        deleted = f.plan.block.stated in ("lists", "late") and teller.chance(0.25)
        unit: Cells = {} if deleted else {"person.family_unit": f.unit}
        for parent in f.parents:
            for child in f.children:
                apart: Cells = {}
                if stated:
                    # The mark and the day were used as each station saw fit: one, the other, or both.
                    apart = {
                        "separated.outcome": teller.rng.choice(("Y", "X", "Yes")),
                        "separated.on": f.separated_on or "",
                    }
                    if teller.chance(0.2):
                        del apart["separated.outcome"]
                    apart["separated.reason"] = teller.rng.choice(REASONS)
                elif f.plan.block.name == "original, reunified" and f.plan.number % 35 == 14:
                    apart = {"separated.outcome": "N"}  # one list denies what the other states
                cells = {**_adult(teller, parent), **_minor(teller, child), **seen, **unit, **apart}
                rows.append(Row(
                    {**cells, **_mistyped(f, child)},
                    {"parent": parent.key, "child": child.key},
                    "FMU DELETED TO PROCESS ADULT" if deleted else "",
                ))  # fmt: skip
        if f.grandmother:
            adult, minor = _adult(teller, f.grandmother), _minor(teller, f.children[0])
            rows.append(Row({**adult, **minor, **seen}, {"parent": f.grandmother.key, "child": f.children[0].key}))
    return rows


def _mistyped(f: Family, child: Person) -> Cells:
    """Cells that cannot be read, or cannot be: where nothing is counted, so that nothing turns on them."""
    if f.plan.block.ending != "never" or f.plan.number % 4:
        return {}
    wrong: tuple[Cells, ...] = (
        {"child.born_on": child.born_on.replace(year=child.born_on.year - 20, day=min(child.born_on.day, 28))},
        {"parent.sex": "U"}, {"apprehended.on": f"13/45/{f.apprehended_on.year}"}, {"child.sex": "?"},
    )  # fmt: skip
    return wrong[f.plan.number // 4 % len(wrong)]


def _adult(teller: Teller, parent: Person) -> Cells:
    words: Cells = {"parent.relation": teller.rng.choice(RELATION[parent.relation])}
    if parent.language:
        words["parent.language"] = teller.rng.choice(LANGUAGE.get(parent.language, (parent.language,)))
    return {**teller.named("cbp", "parent", parent, *_ADULT), **words}


def _minor(teller: Teller, child: Person) -> Cells:
    return teller.named("cbp", "child", child, "a_number", "family_names", "given_names", "born_on", "sex")


def placements(teller: Teller, families: Sequence[Family], edition: int) -> list[Row]:
    """One edition of the list of children in care, as it stood on its day. A row a child."""
    day = SNAPSHOTS[edition]
    rows = []
    for f in families:
        if f.placed_on is None or f.placed_on > day:
            continue
        if f.plan.block.name.startswith(("expanded", "searched", "before")) and edition < 2:
            continue  # not asked for before the class was expanded
        for n, child in enumerate(f.children):
            cells = {**teller.named("orr", "child", child, *_CHILD), **_care(f, day), **_apart(f, edition)}
            people = {"child": child.key}
            cells.update(parent := _parent_in_care(teller, f))
            if parent:
                people["parent"] = f.parents[0].key
            cells.update(_sponsor(f, n))
            rows.append(Row(cells, people))
            if f.plan.number % 101 == 0:
                rows.append(rows[-1])  # the same row twice
    return rows


def _care(f: Family, day: date) -> Cells:
    placed = f.placed_on or day
    cells: Cells = {
        "referred_to_care.on": max(f.apprehended_on, placed - timedelta(days=1)), "referred_to_care.at": ", ".join(f.station),
        "placed.on": placed, "placed.at": f.shelter, "discharged.outcome": "did_not_happen",
    }  # fmt: skip
    if f.discharged_on and f.discharged_on <= day:
        cells |= {"discharged.on": f.discharged_on, "discharged.outcome": f.outcome}
        if f.plan.block.stated == "indicated" and f.plan.number % 131 == 0:
            cells["discharged.on"] = placed - timedelta(days=300)  # a year mistyped: out before in
    return cells


def _apart(f: Family, edition: int) -> Cells:
    """What this edition says of the separation: added in January 2019, or said and then taken back."""
    block = f.plan.block
    if block.stated == "denied":
        return (
            {"separated.outcome": "Y", "separated.on": f.separated_on or ""}
            if edition == 0
            else {"separated.outcome": "N"}
        )
    if not told_by(f)[1] or (block.stated == "late" and edition == 0):
        return {}
    later = f.plan.number % 4 == 0 and told_by(f)[0]  # a day apart from the other list, which has the true one
    return {"separated.outcome": "Y", "separated.on": (f.separated_on or date.min) + timedelta(days=int(later)),
            "separated.reason": REASONS[f.plan.number % len(REASONS)]}  # fmt: skip


def _parent_in_care(teller: Teller, f: Family) -> Cells:
    """The parent as the list of children has them: by number, by birth date, or by name alone beside the child."""
    n = f.plan.number
    if n % 6 == 1 and not apart_at_booking(f) and f.plan.block.stated != "denied" and "parent" not in f.phones:
        return {}
    known: tuple[str, ...] = ("a_number",) if n % 3 else ("born_on",)
    if apart_at_booking(f):
        known = ("a_number", "born_on")
    elif teller.misnamed(f.parents[0]) or any(teller.fault("orr", c) == "no number" for c in f.children):
        known = ("a_number",)  # the row has one number at least, by which it is known whose it is
    elif n % 8 == 0:
        known = ()
    fields = ("family_names", "given_names", *known)
    cells = teller.named("orr", "parent", f.parents[0], *fields)
    cells["parent.relation"] = RELATION[f.parents[0].relation][0]
    return cells


def _sponsor(f: Family, nth: int) -> Cells:
    if f.plan.block.contact != "early":
        return {}
    cells: Cells = {}
    if not f.phones and f.plan.number % 3 == 0:
        cells["sponsor.phone"] = "(b)(6)"  # hidden: no number was given
    if "sponsor" in f.phones:
        cells["sponsor.phone"] = f.phones["sponsor"]
    if "parent" in f.phones and nth == 0:
        cells["parent.phone"] = f.phones["parent"]
    return cells


def removals(teller: Teller, families: Sequence[Family], since: date, until: date) -> list[Row]:
    """A row for each removal of a parent after one day and up to another; the child's number is mostly not there."""
    rows = []
    for f in families:
        if f.grandmother:
            day = (f.separated_on or f.apprehended_on) + timedelta(days=18)
            cells: Cells = {
                **teller.named("ice", "parent", f.grandmother, *_ADULT),
                "ordered.on": day,
                "removed.on": day,
            }
            if since < day <= until:
                rows.append(Row(cells, {"parent": f.grandmother.key}))
        for parent, removal in zip(f.parents, f.removals, strict=True):
            if removal is None or not since < removal.on <= until:
                continue
            quirk = removal.script.quirk if removal.script else ""
            cells = {
                **teller.named("ice", "parent", parent, *_ADULT),
                "ordered.on": removal.ordered_on, "removed.to": parent.citizenship.upper(),
            }  # fmt: skip
            if quirk != "undated":
                cells["removed.on"] = removal.on
            if removal.together or quirk == "with_child":
                cells["removed.with_child"] = "Y"
            people = {"parent": parent.key}
            if f.plan.number % 10 < 3:
                child = f.children[0]
                cells["child.a_number"] = written(child.a_number, 3)
                people["child"] = child.key
            rows.append(Row(cells, people, "8-Excluded/Removed - Inadmissibility"))
            if f.plan.number % 83 == 0:
                rows.append(rows[-1])
    return rows
