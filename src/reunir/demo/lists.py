"""All lists of the demo docket, in the order in which they came, and the entries of its journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from reunir.demo import agencies, published, voices
from reunir.demo.family import Family
from reunir.demo.files import List, Row, Written
from reunir.demo.teller import Teller

DESK = "Records desk (invented)"
FIRST_APPREHENSIONS, ALL_APPREHENSIONS = date(2018, 7, 2), date(2019, 10, 24)
FIRST_REMOVALS, ALL_REMOVALS = date(2018, 9, 14), date(2019, 10, 24)
FIRST_DECISIONS, ALL_DECISIONS = date(2018, 9, 14), date(2019, 11, 20)
FIRST_WISHES, ALL_WISHES = date(2018, 10, 1), date(2019, 11, 20)
FIRST_SEARCHES = (date(2018, 11, 8), date(2019, 2, 13))
CORRECTED_ON = date(2021, 4, 1)


@dataclass(frozen=True)
class Handed:
    """One list, and the name of the file whose place it takes."""

    list: List
    replaces: str | None = None


def early(family: Family) -> bool:
    """Whether a family was on the first lists: those of the class that was certified first, and their kind."""
    name = family.plan.block.name
    return (
        not name.startswith(("expanded", "searched", "before", "after")) and family.apprehended_on < FIRST_APPREHENSIONS
    )


def handed_over(rng: Random, families: Sequence[Family], layouts: dict[str, str]) -> tuple[list[Handed], Teller]:
    """Every list, in order of receipt."""
    teller = Teller(rng, families)
    first = [f for f in families if early(f)]
    rest = [f for f in families if not early(f)]

    def made(layout: str, day: date, rows: Sequence[Row], ending: str = "csv", **how: Any) -> List:
        file = f"invented-{layout}-{day.isoformat()}.{ending}"
        return List(file, layout, layouts[layout], DESK, day, tuple(rows), **how)

    def edition_file(edition: int) -> str:
        return f"invented-orr-placements-{agencies.SNAPSHOTS[edition].isoformat()}.csv"

    def placements(edition: int) -> List:
        rows = agencies.placements(teller, families, edition)
        return made("orr-placements", agencies.SNAPSHOTS[edition], rows, page=50, letters=True)

    Told = Callable[[Teller, Sequence[Family], date, date], list[Row]]

    def told(rows: Told, day: date) -> list[Row]:
        """What the first list of its kind says: of the families known then, what happened by then."""
        return rows(teller, first, date.min, day)

    def told_later(rows: Told, after: date, day: date) -> list[Row]:
        return [*rows(teller, first, after, day), *rows(teller, rest, date.min, day)]

    removals, decisions, statements = agencies.removals, voices.decisions, voices.statements
    handed = [
        Handed(made("cbp-apprehensions", FIRST_APPREHENSIONS, agencies.apprehensions(teller, first), page=400)),
        Handed(placements(0)),
        Handed(made("ice-removals", FIRST_REMOVALS, told(removals, FIRST_REMOVALS), "xlsx")),
        Handed(made("decisions", FIRST_DECISIONS, told(decisions, FIRST_DECISIONS), encoding="utf-8-sig")),
        Handed(made("statements", FIRST_WISHES, told(statements, FIRST_WISHES), encoding="cp1252", delimiter=";")),
        Handed(made("outreach", FIRST_SEARCHES[0], _first_searches(teller, families, FIRST_SEARCHES[0]))),
        Handed(placements(1), replaces=edition_file(0)),
        Handed(made("outreach", FIRST_SEARCHES[1], _first_searches(teller, families, FIRST_SEARCHES[1]))),
        Handed(made("cbp-apprehensions", ALL_APPREHENSIONS, agencies.apprehensions(teller, rest), page=400)),
        Handed(made("ice-removals", ALL_REMOVALS, told_later(removals, FIRST_REMOVALS, ALL_REMOVALS), encoding="utf-16")),
        Handed(placements(2), replaces=edition_file(1)),
        Handed(
            made("decisions", ALL_DECISIONS, told_later(decisions, FIRST_DECISIONS, ALL_DECISIONS), encoding="utf-8-sig")
        ),
        Handed(made(
            "statements", ALL_WISHES, told_later(statements, FIRST_WISHES, ALL_WISHES), encoding="cp1252", delimiter=";"
        )),
    ]  # fmt: skip
    searched = sum(len(f.children) for f in families if f.plan.block.searched)
    others = round(published.OTHER_RELATIVE_REACHED * searched / published.SEARCH_COHORT)
    relative = voices.relatives(families, others)
    for report, state in enumerate(published.SEARCH):
        if published.SEARCH[report - 1].on < published.CONTACTS_RECEIVED <= state.on:
            day = published.CONTACTS_RECEIVED
            courts = made("outreach", day, voices.contacts(teller, families), "txt", delimiter="\t")
            handed.append(Handed(courts))
        handed.append(Handed(made("outreach", state.on, voices.search_log(teller, families, report, relative))))
    return [h for h in handed if h.list.rows], teller


def _first_searches(teller: Teller, families: Sequence[Family], day: date) -> list[Row]:
    """Parents of the first class who were reached by then, since the list before."""
    since = max((d for d in FIRST_SEARCHES if d < day), default=date.min)
    return [
        row
        for f in families
        if f.reached_on and not f.plan.block.searched and since < f.reached_on <= day
        for row in voices.reached(teller, f, f.reached_on)
    ]


Entry = dict[str, Any]


def entries(families: Sequence[Family], written: Sequence[Written]) -> list[Entry]:
    """The entries of the journal, each as a line of a file to `enter`."""
    found: list[Entry] = []
    found += _denials(families)
    found += _corrections(families, written)
    found += _judgements(families, written)
    return sorted(found, key=lambda e: (e["on"], e["key"]))


def _denials(families: Sequence[Family]) -> list[Entry]:
    """A removal that our own people heard did not happen."""
    return [
        {
            "kind": "event", "on": "2018-11-15", "key": f"demo/denied/{f.plan.number}",
            "fields": {
                "parent.a_number": parent.a_number, "parent.given_names": parent.given, "parent.family_names": parent.family,
                "removed.on": removal.on.isoformat(), "removed.outcome": "did_not_happen",
                "removed.note": "says she is in the country still",
            },
        }
        for f in families
        for parent, removal in zip(f.parents, f.removals, strict=True)
        if removal and removal.script and removal.script.quirk == "denied"
    ]  # fmt: skip


def _corrections(families: Sequence[Family], written: Sequence[Written]) -> list[Entry]:
    """Those logged as reached by mistake: the cell is corrected, the list stays as it was received."""
    mistaken = {f.parents[0].key for f in families if f.plan.block.withdrawn}
    log = next((w for w in written if w.list.layout == "outreach" and w.list.on == published.SEARCH[4].on), None)
    if log is None:
        return []
    return [
        {
            "kind": "corrected", "on": CORRECTED_ON.isoformat(), "key": f"demo/corrected/{log.record_id(i)}",
            "record_id": log.record_id(i), "field": "reached.outcome", "value": "wrong person",
            "why": "It was somebody else of the same name who answered.",
        }
        for i, row in enumerate(log.list.rows)
        if row.people.get("parent") in mistaken and "reached.on" in row.cells
    ]  # fmt: skip


def _judgements(families: Sequence[Family], written: Sequence[Written]) -> list[Entry]:
    """A few links that somebody looked at: two mentions of one parent, and two parents of one name."""
    where: dict[str, list[str]] = {}
    for w in written:
        if w.list.layout in ("cbp-apprehensions", "ice-removals"):
            for mention, key in w.mentions.items():
                where.setdefault(key, []).append(mention)
    parents = [p for f in families for p in f.parents if p.key in where]
    twice = [p for p in parents if len({m.split("-")[0] for m in where[p.key]}) > 1][:3]
    judged = [(where[p.key][0], where[p.key][-1], "same", "The fingerprint card is the same.") for p in twice]
    by_name: dict[str, str] = {}
    for p in parents:
        other = by_name.setdefault(f"{p.given} {p.family}", p.key)
        if other != p.key and len(judged) < 5:
            judged.append((where[other][0], where[p.key][0], "different", "Two birth dates, two mothers' names."))
    return [
        {"kind": "judged", "on": "2019-12-02", "key": f"demo/judged/{n}", "mention_id_l": left, "mention_id_r": right,
         "verdict": verdict, "why": why}
        for n, (left, right, verdict, why) in enumerate(judged, 1)
    ]  # fmt: skip
