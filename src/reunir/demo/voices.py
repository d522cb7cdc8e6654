"""The lists of what parents decided, said, and were told when somebody reached them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from reunir.demo import published
from reunir.demo.family import Family, Person, Removal
from reunir.demo.faults import written
from reunir.demo.files import Row
from reunir.demo.scripts import Act
from reunir.demo.teller import Cells, Teller

MISSED = ("no answer", "disconnected", "wrong person", "no answer", "call back later", "area closed")
FOUND = ("needs further discussion", "wants the child home", "wants the child to stay", "no preference yet")
CHANNELS = ("telephone", "on the ground", "toll-free line", "letter", "radio")
SEARCHERS = ("Defender 1 (invented)", "Defender 2 (invented)", "Call team (invented)")


def acts(families: Sequence[Family], kind: str, since: date, until: date) -> list[tuple[Family, Person, Removal, Act]]:
    """Every act of one kind, decided or stated, with the parent and the removal it goes with: of the days after
    `since` and up to `until`; one without a day is told with the removal."""
    return [
        (f, parent, removal, act)
        for f in families
        for parent, removal in zip(f.parents, f.removals, strict=True)
        if removal and removal.script
        for act in removal.script.acts
        if act.kind == kind and since < (act.on(removal.on) or removal.on) <= until
    ]


def about(act: Act, children: Sequence[Person]) -> list[Person]:
    """The children whom an act names."""
    if act.whom == "none":
        return []
    if act.whom == "rest":
        return list(children[1:])
    return list(children) if act.whom == "all" else [children[int(act.whom)]]


def decisions(teller: Teller, families: Sequence[Family], since: date, until: date) -> list[Row]:
    """A row for each decision and child; now and then the form names two children."""
    rows = []
    for f, parent, removal, act in acts(families, "decided", since, until):
        on = act.on(removal.on)
        said: Cells = {f"decided.{k}": v for k, v in act.fields(on).items()}
        if on is not None:
            said["decided.on"] = _moment(on, act.hour)
        fields = ("family_names", "given_names", *(("born_on",) if f.plan.number % 5 == 0 else ("a_number",)))
        adult = teller.named("dec", "parent", parent, *fields)
        named = about(act, f.children)
        together = len(named) > 1 and f.plan.number % 3 == 0
        groups = [named[i : i + 3] for i in range(0, len(named), 3)] if together else [[c] for c in named] or [[]]
        for group in groups:
            minors: Cells = {}
            people = {"parent": parent.key}
            for n, child in enumerate(group):
                who = "child" if n == 0 else f"child{n + 1}"
                people[who] = child.key
                minors |= teller.named("dec", who, child, "a_number", "full_name")
            rows.append(Row({**adult, **minors, **said}, people))
    return rows


def statements(teller: Teller, families: Sequence[Family], since: date, until: date) -> list[Row]:
    """A row for each wish: a letter, a consulate's request, an officer's note, what searchers were told."""
    rows = []
    for f, parent, removal, act in acts(families, "stated", since, until):
        on = act.on(removal.on)
        said: Cells = {f"stated.{k}": v for k, v in act.says.items()}
        if on is not None:
            said["stated.on"] = _moment(on, act.hour)
        # A letter names its writer and the child; the number of one of the two is there.
        numbered = f.plan.number % 3 != 0
        adult = teller.named(
            "st", "parent", parent, "full_name", *(("a_number",) if numbered or act.whom == "none" else ("born_on",))
        )
        named: list[Person | None] = [*about(act, f.children)] or [None]
        for child in named:
            minor = teller.named("st", "child", child, "full_name", "a_number") if child else {}
            rows.append(
                Row({**adult, **minor, **said}, {"parent": parent.key, **({"child": child.key} if child else {})})
            )
    return rows


def _moment(day: date, hour: str) -> date:
    return datetime.combine(day, time.fromisoformat(hour)) if hour else day


def reached(teller: Teller, f: Family, on: date, outcome: str = "") -> list[Row]:
    """The row by which searchers tell that they reached a parent."""
    return [_sought(teller, f, {
        "attempted.on": on, "attempted.channel": teller.rng.choice(CHANNELS), "attempted.outcome": "reached",
        "reached.on": on, "reached.by": teller.rng.choice(SEARCHERS), "reached.outcome": outcome or teller.rng.choice(FOUND),
    })]  # fmt: skip


def attempt(teller: Teller, f: Family, on: date, outcome: str = "") -> Row:
    return _sought(teller, f, {
        "attempted.on": on, "attempted.channel": teller.rng.choice(CHANNELS),
        "attempted.outcome": outcome or teller.rng.choice(MISSED), "attempted.by": teller.rng.choice(SEARCHERS),
    })  # fmt: skip


def _sought(teller: Teller, f: Family, said: Cells) -> Row:
    """Searchers know the child by number and the parent mostly by name alone."""
    parent, child = f.parents[0], f.children[0]
    known = ("full_name", "a_number") if f.plan.number % 10 < 3 or teller.misnamed(parent) else ("full_name",)
    cells = {"child.a_number": written(child.a_number, 1), **teller.named("out", "parent", parent, *known), **said}
    if f.plan.number % 3 == 0:
        cells["parent.municipality"] = parent.municipality
    return Row(cells, {"parent": parent.key, "child": child.key})


def contacts(teller: Teller, families: Sequence[Family]) -> list[Row]:
    """The courts' contact data of 25 November 2020: of those without any number, and of some others."""
    rows = []
    for f in families:
        block = f.plan.block
        if not block.searched or block.contact == "never" or (block.contact == "early" and f.plan.number % 4):
            continue
        cells = {
            "child.a_number": written(f.children[0].a_number, 1), **teller.named("out", "parent", f.parents[0], "full_name", "a_number"),
        }  # fmt: skip
        cells |= {f"{who}.phone": phone for who, phone in f.phones.items() if who in ("parent", "attorney")}
        rows.append(Row(cells, {"parent": f.parents[0].key, "child": f.children[0].key}))
        for child in f.children[1:]:
            rows.append(
                Row(
                    {**cells, "child.a_number": written(child.a_number, 1)},
                    {"parent": f.parents[0].key, "child": child.key},
                )
            )
    return rows


def relatives(families: Sequence[Family], children: int) -> set[int]:
    """Families not reached by 2 December 2020 with so many children, where another relative was reached."""
    chosen, left = set(), children
    for f in families:
        late = f.plan.block.reached is None or f.plan.block.reached > 2
        if f.plan.block.searched and late and f.plan.block.contact == "early" and len(f.children) <= left:
            chosen.add(f.plan.number)
            left -= len(f.children)
    return chosen


def search_log(teller: Teller, families: Sequence[Family], report: int, relative: set[int]) -> list[Row]:
    """What searchers handed over for one report: whom they reached since, and whom they tried."""
    day = published.SEARCH[report].on
    before = published.SEARCH[report - 1].on if report else date(2019, 11, 1)
    rows = []
    for f in families:
        block = f.plan.block
        if f.reached_on and (
            block.reached == report or (report == 0 and not block.searched and f.reached_on > date(2019, 2, 13))
        ):
            rows += reached(teller, f, f.reached_on)
        if not block.searched:
            continue
        if block.withdrawn and report == 4:  # logged as reached: it was somebody else (corrected on 1 April)
            rows += reached(teller, f, before + timedelta(days=9))
        open_still = block.reached is None or block.reached > report
        known = block.contact == "early" or (block.contact == "courts" and day > published.CONTACTS_RECEIVED)
        if open_still and known and f.plan.number in relative and report == 0:
            rows.append(attempt(teller, f, before + timedelta(days=200), "other relative reached"))
        elif open_still and known and (report == 0 or teller.chance(0.3)):
            rows.append(attempt(teller, f, before + timedelta(days=teller.rng.randint(1, max(1, (day - before).days)))))
    return rows
