"""The plan of the demo docket: which families there are, so that the published figures must come out.

A block is a number of children to whom the same happened; blocks are filled with families, and every parent
removed apart is dealt a script. Nobody has a name yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from reunir.demo import published
from reunir.demo.scripts import WITH, WITHOUT, Script


@dataclass(frozen=True)
class Block:
    """So many children, separated between two days, whose families end alike.

    `ending`: apart (the parent removed while the child stays), together (removed with the child),
    reunified, sponsor (the child discharged to another, the parent in the country), never (not separated),
    adult (the child is 18 by the removal). `stated`: how the separation is told: lists, late (only from
    January 2019 on), denied (said, then taken back), indicated, or none. `contact`: when a telephone number
    was first handed over: early, courts (November 2020) or never. `reached`: the report by which the parent
    was reached, an index into the reports of the search; -1 the first; None: not searched for, or never.
    """

    name: str
    children: int
    first: date
    last: date
    ending: str
    stated: str = "lists"
    in_class: bool = False
    contact: str = "early"
    searched: bool = False
    reached: int | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class FamilyPlan:
    """One family: how many, what happens, and one script for each parent removed apart."""

    block: Block
    children: int
    parents: int = 1
    scripts: tuple[Script, ...] = ()
    number: int = 0
    """Its place in the plan, from 1: families are known by it in the truth."""


PILOT = (date(2017, 7, 1), date(2018, 5, 4))
ZERO_TOLERANCE = (date(2018, 5, 5), date(2018, 6, 20))
ZERO_TOLERANCE_SHORT = (date(2018, 5, 5), date(2018, 6, 8))
SCALE_FLOOR = 1


def blocks(scale: float) -> list[Block]:
    """All blocks, their children scaled so that every total is the published one times the scale."""
    original = [
        Block("original, removed apart", 474, *ZERO_TOLERANCE, "apart", in_class=True),
        Block("original, an adult by then", 6, *ZERO_TOLERANCE, "adult", in_class=True),
        Block("original, removed together", 150, *ZERO_TOLERANCE, "together", in_class=True),
        Block("original, added in 2019", published.ADDED, *ZERO_TOLERANCE, "reunified", "late", in_class=True),
        Block("original, another sponsor", 300, *ZERO_TOLERANCE, "sponsor", in_class=True),
        Block("original, before zero tolerance", 137, date(2018, 2, 1), date(2018, 5, 4), "reunified", in_class=True),
        Block("original, the last days", 10, date(2018, 6, 21), date(2018, 6, 25), "reunified", in_class=True),
    ]
    rest = dict(published.ORIGINAL_CLASS)[date(2019, 1, 17)] - sum(b.children for b in original)
    original.append(Block("original, reunified", rest, *ZERO_TOLERANCE, "reunified", in_class=True))
    in_original = sum(b.children for b in original if b.first >= ZERO_TOLERANCE[0] and b.last <= ZERO_TOLERANCE[1])
    short = published.ZERO_TOLERANCE - in_original
    reunited = published.EXPANDED_CLASS - published.SEARCH_COHORT
    expanded = [
        Block("expanded, reunified", reunited - 100, *PILOT, "reunified"),
        Block("expanded, reunified, zero tolerance", 100, *ZERO_TOLERANCE_SHORT, "reunified"),
        Block(
            "searched, first, zero tolerance", short - 100, *ZERO_TOLERANCE_SHORT, "sponsor", searched=True, reached=0
        ),
        Block("searched, first, removed", 121, *PILOT, "apart", searched=True, reached=0),
        Block(
            "searched, first",
            published.REACHED_FIRST - 121 - (short - 100),
            *PILOT,
            "sponsor",
            searched=True,
            reached=0,
        ),
    ]
    others = [
        Block("after, removed apart", 10, date(2018, 6, 27), date(2018, 10, 31), "apart"),
        Block("after, reunified", published.AFTER - 10, date(2018, 6, 27), date(2019, 1, 31), "reunified"),
        Block("not separated after all", published.FOUND_NOT_SEPARATED, *ZERO_TOLERANCE, "reunified", "denied", in_class=True),
        Block("indicated, removed apart", 60, date(2018, 3, 1), date(2018, 6, 10), "apart", "indicated"),
        Block("indicated", published.INDICATED - 60, date(2018, 3, 1), date(2018, 6, 20), "reunified", "indicated"),
        Block("before July 2017", 5, date(2017, 5, 20), date(2017, 6, 30), "reunified"),
        Block("never separated", 450, date(2017, 7, 1), date(2018, 10, 31), "never", "none"),
    ]  # fmt: skip
    return [*_scaled(original, scale), *_scaled(expanded, scale), *_search(scale), *[
        replace(b, children=max(SCALE_FLOOR, round(b.children * scale))) for b in others
    ]]  # fmt: skip


def _scaled(group: Sequence[Block], scale: float) -> list[Block]:
    """Blocks of one total: rounded along the running sum, so that the total is rounded once."""
    made, total, before = [], 0, 0
    for block in group:
        total += block.children
        made.append(replace(block, children=round(total * scale) - before))
        before = round(total * scale)
    return made


def state(index: int, scale: float) -> tuple[int, int, int]:
    """Children not reached on a report's day: removed, in the country, no contact; scaled."""
    s = published.SEARCH[index]
    return round(s.removed * scale), round(s.in_country * scale), round(s.no_contact * scale)


def _search(scale: float) -> list[Block]:
    """The children not yet reached on the first report's day, by the report by which their parents were.

    Those without any number on the first day go to the two other groups when the courts' contacts arrive.
    """
    courts = next(i for i, s in enumerate(published.SEARCH) if s.on >= published.CONTACTS_RECEIVED)
    reports = range(len(published.SEARCH))
    states = [state(i, scale) for i in reports]
    moved = states[courts - 1][2] - states[courts][2]
    to_removed = round(42 * scale)
    withdrawn = min(round(published.WITHDRAWN_REACHED * scale), states[4][0] - states[5][0])
    made: list[Block] = []
    for group, ending in ((0, "apart"), (1, "sponsor"), (2, "apart")):
        late = (to_removed, moved - to_removed, 0)[group]
        left = states[0][group] + late if group < 2 else states[courts][2]
        contact = "never" if group == 2 else "early"
        for i in [*reports[1:], None]:
            after = 0 if i is None else states[i][group]
            if group < 2 and i is not None and i < courts:
                after += late
            if group == 2 and i is not None and i <= courts:
                continue
            n, left = left - after, after
            name = f"searched, {('removed', 'in the country', 'no contact')[group]}, {i or 'not reached'}"
            block = Block(name, n, *PILOT, ending, contact=contact, searched=True, reached=i)
            if group == 0 and i == 5 and withdrawn:  # logged as reached one report earlier, by mistake
                made.append(
                    replace(
                        block, name="searched, reached by mistake", children=withdrawn, reached=None, withdrawn=True
                    )
                )
            made.append(block)
    return _late_contacts(_settled(made, withdrawn), {"removed": to_removed, "in the country": moved - to_removed})


def _late_contacts(made: list[Block], late: dict[str, int]) -> list[Block]:
    """Of those reached last or not at all, so many had no number before the courts' contacts came."""
    split: list[Block] = []
    for block in reversed(made):
        group = next((g for g in late if f"searched, {g}," in block.name), None)
        many = min(late.get(group or "", 0), block.children)
        if group and many:
            late[group] -= many
            split.append(replace(block, name=f"{block.name}, courts", children=many, contact="courts"))
        split.append(replace(block, children=block.children - many))
    return split[::-1]


def _settled(made: list[Block], withdrawn: int) -> list[Block]:
    """Those logged by mistake return to the children not reached, so others were found in their stead."""
    return [
        replace(b, children=b.children - withdrawn) if b.name == "searched, removed, 4" else
        replace(b, children=b.children + withdrawn) if b.name == "searched, removed, 5" else
        replace(b, children=b.children - withdrawn) if b.name == "searched, removed, not reached" else b
        for b in made
    ]  # fmt: skip


def families(rng: Random, scale: float) -> list[FamilyPlan]:
    """Families for all blocks, every parent removed apart with a script."""
    made: list[FamilyPlan] = []
    for block in blocks(scale):
        left = block.children
        while left > 0:
            size = min(left, rng.choices((1, 2, 3), (78, 17, 5))[0])
            parents = (
                2 if block.ending in ("apart", "sponsor") and block.stated == "lists" and rng.random() < 0.04 else 1
            )
            made.append(FamilyPlan(block, size, parents))
            left -= size
    rng.shuffle(made)
    return [replace(f, number=n) for n, f in enumerate(_dealt(rng, made, scale), 1)]


def _dealt(rng: Random, made: list[FamilyPlan], scale: float) -> list[FamilyPlan]:
    """Deal the scripts: the published number of parents without a decision on record, all others with one."""
    seats = [(i, p) for i, f in enumerate(made) if f.block.ending == "apart" for p in range(f.parents)]
    could_lack = [
        s for s in seats if made[s[0]].block.stated == "lists" and not made[s[0]].block.name.startswith("after")
    ]
    rng.shuffle(could_lack)
    lacking = set(could_lack[: round(published.NO_DOCUMENTED_WISH * scale)])
    dealt: dict[tuple[int, int], Script] = {}
    for deck, chosen in ((WITHOUT, lacking), (WITH, set(seats) - lacking)):
        open_seats = [s for s in seats if s in chosen]
        rng.shuffle(open_seats)
        for script in deck:  # one of each first, where a family fits it
            seat = next((s for s in open_seats if s not in dealt and _fits(script, made[s[0]])), None)
            if seat is not None:
                dealt[seat] = script
        for seat in open_seats:
            if seat not in dealt:
                fitting = [s for s in deck if _fits(s, made[seat[0]])]
                dealt[seat] = rng.choices(fitting, [s.weight for s in fitting])[0]
    return [
        replace(f, scripts=tuple(dealt[i, p] for p in range(f.parents))) if f.block.ending == "apart" else f
        for i, f in enumerate(made)
    ]


def _fits(script: Script, family: FamilyPlan) -> bool:
    if not script.children <= family.children <= script.most_children:
        return False
    if script.quirk in ("undated", "with_child", "denied"):  # where the search does not turn on the removal
        return family.block.in_class and family.parents == 1
    return not (script.era == "before" and family.block.name.startswith("after"))


def total(plans: Iterable[FamilyPlan]) -> int:
    return sum(p.children for p in plans)
