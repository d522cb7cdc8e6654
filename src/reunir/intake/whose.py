"""Whose each column of a list is, where its heading does not say.

From the columns beside it (a birth date right of a child's name is the child's), else from the list as a whole (one of
minors; adults beside columns that name the child).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reunir.intake.heading_words import Heading
from reunir.intake.layout import Field
from reunir.intake.looks import Look, denies
from reunir.intake.words import CHILD_LISTS, CHILDREN_ONLY, PARENT_LISTS
from reunir.model import IDENTIFYING_FIELDS

OF_CHILDREN = frozenset({"placed", "discharged", "referred_to_care"})
BEFORE = "the column before it"
NAMES = frozenset({"full_name", "given_names", "family_names"})
OF_PARENTS = frozenset({"referred", "detained", "ordered", "decided", "stated", "attempted", "reached"})


@dataclass(frozen=True)
class Column:
    """A column with its heading read. `role`: whose it says it is; `who`: whose it is taken to be, and `by` what."""

    heading: Heading
    look: Look
    role: str | None = None
    who: str | None = None
    by: str = ""


@dataclass(frozen=True)
class List:
    """What the columns of a list say together. `relations`: what each of its rows says of the parents; `surnamed`: who
    has a column of family names, so that a name beside it is a given name; `deciding`: it speaks of decisions."""

    columns: tuple[Column, ...]
    default: str | None
    events: frozenset[str]
    deciding: bool
    relations: tuple[tuple[str, str], ...] = ()

    @cached_property
    def surnamed(self) -> frozenset[str | None]:
        return frozenset(c.who for c in self.columns if c.heading.says and "family_names" in c.heading.fields)

    @cached_property
    def of_children(self) -> bool:
        return self.default == "child" or any(c.role and c.role.startswith("child") for c in self.columns)

    @cached_property
    def of_parents(self) -> bool:
        return self.default == "parent" or any(c.role and c.role.startswith("parent") for c in self.columns)


def together(headings: Sequence[Heading], looks: Sequence[Look], title: frozenset[str]) -> List:
    """A list's columns, and whose each is. `title`: the words of the file's, the sheet's and the banner's names."""
    roles, relations = _parents(headings)
    columns = [Column(h, look, _role(h, roles) if _names_somebody(h, look) else None)
               for h, look in zip(headings, looks, strict=True)]  # fmt: skip
    columns = _neighbours(columns)
    events = frozenset(e for h in headings if h.says for e in h.events)
    named = [n for h in headings if h.says for n in h.named]
    deciding = "decided" in events or sum(n.startswith("decided.") for n in named) >= 2
    default = _default(columns, title, events, deciding)
    columns = [c if c.who or not default else replace(c, who=default, by="the list") for c in columns]
    return List(tuple(columns), default, events, deciding, relations)


def _parents(headings: Sequence[Heading]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Which roles mothers and fathers are: two parents where a list has columns of each, else the parent, whose
    relation the headings say. `padre` alone may be either parent."""
    said = list(dict.fromkeys(w.rstrip("23456789") for h in headings if h.says for w in h.who))
    parents = [w for w in said if w in ("mother", "father")]
    if len(parents) == 2:
        roles = {parents[0]: "parent", parents[1]: "parent2", "parent": ""}
        return roles, ((roles["mother"], "mother"), (roles["father"], "father"))
    if parents == ["mother"] and "parent" not in said:
        return {"mother": "parent"}, (("parent", "mother"),)
    return {"mother": "parent", "father": "parent"}, ()


def _names_somebody(heading: Heading, look: Look) -> bool:
    """Whether a heading is of a column of somebody's: `juvenile flag` is not the juvenile's, nor is `under age`, of
    yes and no, the age of a child."""
    if len(heading.fields) == 1 and not heading.events and denies(Field(None, None, heading.fields[0]), look):
        return False
    return bool(heading.fields or heading.events or heading.named) or (not heading.slots and look.names)


def _role(heading: Heading, roles: dict[str, str]) -> str | None:
    """The role that a heading names, None where it names none, "" where it cannot be told which of two."""
    if not heading.says or not heading.who:
        return None
    who = list(heading.who)
    if ("relation" in heading.fields and len(who) > 1) or (who == ["child"] and "relation" in heading.fields):
        who = [w for w in who if not w.startswith("child")]  # the child is whom the relation is to
        if not who:
            return None
    if len(who) > 2:
        return ""
    # `parent of the child`, `padre del menor`; but `child's parent`.
    one = who[0] if {"of", "de", "del"} & set(heading.tokens) else who[-1]
    base = one.rstrip("23456789")
    role = roles.get(base, base)
    number = one[len(base):]
    return role and (role.rstrip("2") + number if number else role)


def _neighbours(columns: Sequence[Column]) -> list[Column]:
    """Give a person's column that says nobody to the person named right before it, block by block."""
    loose = (i for i, c in enumerate(columns) if c.role is None and c.heading.says and NAMES & set(c.heading.fields))
    opened = next(loose, len(columns))  # from here on the list may speak of people of its own
    taken: set[tuple[str | None, str]] = {(c.role, f) for c in columns if c.role for f in c.heading.fields}
    found: list[Column] = []
    block, anchored = None, False
    for i, c in enumerate(columns):
        field = c.heading.fields[0] if c.heading.says and len(c.heading.fields) == 1 and not c.heading.events else None
        if c.role:
            names = field in NAMES | {"a_number"}
            anchored = names or (anchored and block == c.role)
            block = c.role
            found.append(replace(c, who=c.role))
        elif field and c.role is None and block and anchored and i < opened and (block, field) not in taken:
            taken.add((block, field))
            found.append(replace(c, who=block, by=BEFORE))
        else:
            if not c.heading.no_field:  # a place of birth among a child's columns is the child's too
                block, anchored = None, False
            found.append(c)
    return _at_odds(_leading(found, taken), columns)


def _leading(columns: list[Column], taken: set[tuple[str | None, str]]) -> list[Column]:
    """A number that opens the list, right before somebody's names, is theirs."""
    first = columns[0].heading if len(columns) > 1 else None
    if first and first.says and first.fields == ("a_number",) and not columns[0].who:
        after = columns[1]
        named = after.heading.fields[:1] in (("full_name",), ("given_names",), ("family_names",))
        if after.role and named and (after.role, "a_number") not in taken:
            columns[0] = replace(columns[0], who=after.role, by="the column after it")
    return columns


def _at_odds(found: list[Column], columns: Sequence[Column]) -> list[Column]:
    """Take back what the ages deny: a birth date right of a child's name that is no minor's."""
    last = max((y for c in columns if c.heading.events for y in c.look.years), default=0)
    for i, c in enumerate(found):
        if c.by and c.heading.fields[0] in ("born_on", "age") and (c.who or "").startswith(("child", "parent")):
            minors = _minors([c], last)
            if minors is not None and minors != (c.who or "").startswith("child"):
                found[i] = replace(c, who=None, by="")
    return found


def _default(columns: Sequence[Column], title: frozenset[str], events: frozenset[str], deciding: bool) -> str | None:
    """Whom columns speak of that do not say so: `child` where these are minors or the list is one of children;
    beside headings that name the child, `parent` where these are adults; `person` where no heading names either;
    None, and so no proposal, where it cannot be told."""
    main = {c.role[:6].rstrip("23456789") for c in columns if c.role} & {"parent", "child"}
    if len(main) > 1:
        return None
    loose = [c for c in columns if c.role is None and c.who is None and c.heading.fields and not c.heading.events]
    last = max((y for c in columns if c.heading.events for y in c.look.years), default=0)
    minors = _minors(loose, last)
    tokens = {t for c in columns for t in c.heading.tokens}
    words = title | {t for c in columns if c.heading.says for t in c.heading.tokens} | (tokens & CHILDREN_ONLY)
    if minors or (minors is None and not main and words & CHILD_LISTS):
        return "child"
    if not main:
        return "parent" if words & PARENT_LISTS and minors is not True else "person"
    unnamed = not any(f in IDENTIFYING_FIELDS for c in loose for f in c.heading.fields)
    if main == {"child"} and minors is not True:
        related = any(c.heading.fields == ("relation",) and (c.role or "parent").startswith("parent") for c in columns)
        if minors is False or events & OF_PARENTS or deciding or related:
            return "parent"
        return "child" if unnamed else None
    if main == {"parent"} and minors is not False:
        return "child" if events & OF_CHILDREN and not unnamed else "parent" if unnamed else None
    return None


def _minors(columns: Sequence[Column], last: int) -> bool | None:
    """Whether those whom columns speak of are minors, by their ages or births; None where nothing tells.
    `last`: the latest year of any event."""
    ages = [int(v) for c in columns if c.heading.fields[:1] == ("age",) for v in c.look.cells if v.isdecimal()]
    births = [y for c in columns if c.heading.fields[:1] == ("born_on",) for y in c.look.years]
    if not ages and last:
        ages = [last - y for y in births]
    elif not ages and births and max(births) - min(births) > 19:
        return False  # no day finds them all minors
    share = sum(a < 18 for a in ages) / len(ages) if ages else 0.5
    return True if share >= 0.9 else False if share <= 0.1 else None
