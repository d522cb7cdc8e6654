"""What is true in the demo docket: kept beside it for tests, never in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from reunir.demo import published
from reunir.demo.family import Family, Person
from reunir.demo.files import Written
from reunir.demo.plan import ZERO_TOLERANCE
from reunir.demo.teller import Teller


@dataclass(frozen=True)
class Pair:
    """One removal apart, and the determination that must come out."""

    parent: str
    child: str
    removed_on: date
    determination: str
    separation: str
    lacking: bool
    """No record of a decision to leave this child: the parent is one of the 348, where it is stated."""
    script: str
    fault: str


@dataclass(frozen=True)
class Child:
    """Where a child stands: the cohort of the separation, how it is stated, and the search."""

    key: str
    cohort: str
    separated_on: date | None
    stated: str
    searched: bool
    reached_on: date | None
    group: str
    """removed, in_country or no_contact, while the parent is not reached; else reunified or other."""


@dataclass(frozen=True)
class Truth:
    """Who is who, which mention is whom, and what the audit and the search must find.

    `mentions`: mention id -> key of a person. `faults`: mention id -> what is wrong with it. `figures`: as-of
    day -> name and cohort -> value.
    """

    seed: int
    scale: float
    people: dict[str, Person]
    mentions: dict[str, str]
    faults: dict[str, str]
    pairs: tuple[Pair, ...]
    children: tuple[Child, ...]
    lists: dict[str, str]
    figures: dict[str, dict[str, int]]

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), default=str, ensure_ascii=False, sort_keys=True), "utf-8")


_LISTS = {"cbp-apprehensions": "cbp", "orr-placements": "orr", "ice-removals": "ice", "decisions": "dec",
          "statements": "st", "outreach": "out"}  # fmt: skip


def tell(seed: int, scale: float, families: Sequence[Family], written: Sequence[Written], teller: Teller) -> Truth:
    """The truth of one docket."""
    people = {p.key: p for f in families for p in f.everyone}
    mentions: dict[str, str] = {}
    faults: dict[str, str] = {}
    for w in written:
        for mention, key in w.mentions.items():
            mentions[mention] = key
            fault = teller.faults.get((_LISTS[w.list.layout], key))
            if fault:
                faults[mention] = fault
    pairs = tuple(p for f in families for p in _pairs(f))
    children = tuple(_child(f, c) for f in families for c in f.children)
    return Truth(
        seed, scale, people, mentions, faults, pairs, children, {w.list_id: w.list.file for w in written},
        figures(families, pairs, children),
    )  # fmt: skip


def _pairs(f: Family) -> list[Pair]:
    return [
        Pair(parent.key, child.key, removal.on, removal.script.answer(n),
             "indicated" if f.plan.block.stated == "indicated" else "stated",
             not removal.script.leave_on_record and removal.script.answer(n) != "documented",
             removal.script.name, removal.script.fault)
        for parent, removal in zip(f.parents, f.removals, strict=True)
        if removal and removal.script
        for n, child in enumerate(f.children)
    ]  # fmt: skip


def _child(f: Family, child: Person) -> Child:
    block = f.plan.block
    if block.stated not in ("lists", "late"):
        cohort = "none"
    elif block.in_class:
        cohort = "original_class"
    elif block.name.startswith(("expanded", "searched")):
        cohort = "expanded_class"
    else:
        cohort = "neither" if block.name.startswith("before") else "later"
    if block.searched:
        group = "no_contact" if block.contact == "never" else "removed" if block.ending == "apart" else "in_country"
    else:
        group = "reunified" if f.outcome == "reunified_with_parent" else "other"
    return Child(child.key, cohort, f.separated_on, block.stated, block.searched, f.reached_on, group)


def figures(families: Sequence[Family], pairs: Sequence[Pair], children: Sequence[Child]) -> dict[str, dict[str, int]]:
    """The figures that must come out on each day that matters, counted from the truth."""
    found: dict[str, dict[str, int]] = {}
    separated = [c for c in children if c.cohort != "none"]
    last = str(published.SEARCH[-1].on)
    found[last] = whole = {"children_separated/all": len(separated)}
    for cohort, n in sorted(Counter(c.cohort for c in separated).items()):
        whole[f"children_separated/{cohort}"] = n
    first, until = ZERO_TOLERANCE
    whole["children_separated/zero_tolerance"] = sum(
        first <= c.separated_on <= until for c in separated if c.separated_on
    )
    stated = [p for p in pairs if p.separation == "stated"]
    whole["removals_apart/all"] = len(stated)
    for answer, n in sorted(Counter(p.determination for p in stated).items()):
        whole[f"determination.{answer}/all"] = n
    whole["no_documented_wish/all"] = len({p.parent for p in stated if p.lacking})
    for index, (day, _) in enumerate(published.ORIGINAL_CLASS):
        found[str(day)] = {"children_separated/original_class": _class_on(children, families, index)}
    for index, state in enumerate(published.SEARCH):
        found.setdefault(str(state.on), {}).update(_search_on(families, index))
    return found


def _class_on(children: Sequence[Child], families: Sequence[Family], edition: int) -> int:
    """The class as the first edition of the placements list has it, and as the later ones do."""
    of_class = {c.key for f in families if f.plan.block.in_class for c in f.children}
    told = ("lists", "denied") if edition == 0 else ("lists", "late")
    return sum(c.key in of_class and c.stated in told for c in children)


def _search_on(families: Sequence[Family], index: int) -> dict[str, int]:
    day = published.SEARCH[index].on
    counts = Counter[str]()
    for f in families:
        block = f.plan.block
        if (
            not block.searched
            or (block.reached is not None and block.reached <= index)
            or (block.withdrawn and index == 4)
        ):
            continue
        contact = block.contact == "early" or (block.contact == "courts" and day >= published.CONTACTS_RECEIVED)
        group = "no_contact" if not contact else "removed" if block.ending == "apart" else "in_country"
        counts[group] += len(f.children)
    parts = {f"children_not_reached.{g}/all": counts[g] for g in ("removed", "in_country", "no_contact")}
    if not published.SEARCH[index].counts_no_contact:  # what the total took in changed (docs/interpretation.md)
        parts["children_not_reached.no_contact/all"] = 0
    return {"children_not_reached/all": sum(parts.values()), **parts}
