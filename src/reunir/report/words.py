"""The words a report prints: labels of the nouns, numbers and days in English, and the glossary."""

from __future__ import annotations

from datetime import date
from typing import Any

DETERMINATION_WORDS = {
    "against_wish": (
        "Against the wish",
        "on or before the removal the parent said, or decided, that the child should come along, "
        "and no later decision to leave the child meets every rule",
    ),
    "undocumented": ("Undocumented", "no decision of the parent about this child is in the lists received"),
    "flawed": (
        "Flawed",
        "something purports a decision to leave the child, and nothing that does meets the standard",
    ),
    "documented": ("Documented", "a decision to leave the child meets every rule and was not taken back"),
    "undetermined": (
        "Undetermined",
        "none of these holds under every reading of what is missing or in conflict",
    ),
}
"""Determination -> its label, and when it is given."""

STATUS_WORDS = {
    "reunified": ("Reunified", "a list says that parent and child are together again"),
    "reached": ("Parent reached", "a parent from whom the child was separated was reached"),
    "no_contact": ("Not reached, no contact", "no list gives a phone of parent, child, sponsor or attorney"),
    "in_country": ("Not reached, in the country", "a separated parent is not last known removed"),
    "removed": ("Not reached, removed", "every separated parent is last known removed from the country"),
}
"""Status of the search -> its label, and when it is given."""

EVENT_WORDS = {
    "apprehended": "apprehended",
    "referred": "referred for prosecution",
    "separated": "separated",
    "referred_to_care": "referred to care",
    "placed": "placed in care",
    "transferred": "transferred",
    "discharged": "discharged from care",
    "detained": "detained",
    "ordered": "ordered removed",
    "decided": "decided",
    "stated": "stated a wish",
    "removed": "removed from the country",
    "attempted": "attempt to reach",
    "reached": "reached",
    "reunified": "reunified",
}

DISCHARGE_WORDS = {
    "reunified_with_parent": "Reunified with the parent",
    "other_sponsor": "To another sponsor",
    "turned_18": "Turned 18",
    "other": "Discharged otherwise",
}

CHOICE_WORDS = {
    "take_child": "to take the child",
    "leave_child": "to leave the child",
    "undecided": "undecided",
}

PURPORT_WORDS = {
    ("decided", "leave"): "Decision to leave the child, or one whose choice is not stated",
    ("decided", "take"): "Decision to take the child along",
    ("decided", "undecided"): "Undecided",
    ("decided", "unknown"): "Decision whose choice is hidden or in conflict",
    ("stated", "leave"): "Stated wish to leave the child",
    ("stated", "take"): "Stated wish that the child come along",
    ("stated", "unknown"): "Stated wish whose content is not clear",
}
"""(kind, what it purports) -> its label."""

GLOSSARY: tuple[tuple[str, str], ...] = (
    ("Removal", "The parent leaving the country under an order. In child welfare the same word means taking a "
     "child away; here that is a separation, always."),
    ("Separation", "The taking of the child from the parent. It is stated where a list says so."),
    ("Indication", "No list states a separation, but a child was placed in care alone within 30 days of an "
     "apprehension shared with the parent. Counted beside the figures, never in them."),
    ("Removal apart", "One parent, one child, one removal of that parent, with the child separated from the parent "
     "and neither back with the parent nor removed. It is the unit of determinations."),
    ("Determination", "The one answer of the audit for one removal apart: the gravest that holds under every "
     "reading of what is missing or in conflict."),
    ("Decision", "The parent's own decision about the child, as a record tells it. To take the child along, to leave "
     "the child, or undecided."),
    ("Wish", "What the parent said or wrote outside any form: to an officer, in a letter, to a consulate."),
    ("Standard", "The set of rules, with citations and dates in force, by which decisions are judged."),
    ("Finding", "One rule put to one subject: met, unmet or unknown."),
    ("Met, unmet, unknown", "Met: the records show what the rule asks. Unmet: they do not. Unknown: a fact on which "
     "it turns is missing, hidden or in conflict."),
    ("Figure", "One published number, with its unit, its cohort, its day, and the cases behind it."),
    ("Cohort", "The children that an inclusion rule takes in. Cohorts by class and by period overlap."),
    ("Custody", "Physical custody. Care is the custody of children; detention that of adults."),
    ("Reunified", "Parent and child are together again, as a list says."),
    ("Reached", "Those who search spoke with a parent from whom the child was separated. Not reached does not mean "
     "still separated: some families found each other."),
    ("Record", "One row of one list, its cells untouched."),
    ("Set aside", "A row that is no record, such as a page header, kept and counted with its reason."),
    ("As of", "The day whose knowledge counts: lists received and events dated on or before it."),
    ("Journal", "The chained entries of what people did with this docket. Its head is the hash of the last one."),
    ("Run", "All tables computed at once from the lists, the journal, the rule books and the model."),
)  # fmt: skip
"""Word -> what it means here, *removal* first: the two meanings of that word are what goes wrong."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def number(value: int | None) -> str:
    """1234 -> `1,234`; nothing -> a dash."""
    return "–" if value is None else f"{value:,}"


def percent(part: int, whole: int) -> str:
    """A share in per cent with one decimal, in whole-number arithmetic; never 0 or 100 unless it is."""
    if whole <= 0:
        return "–"
    tenths = (1000 * part + whole // 2) // whole
    if part > 0 and tenths == 0:
        return "under 0.1%"
    if part < whole and tenths >= 1000:
        return "over 99.9%"
    return f"{tenths // 10}.{tenths % 10}%"


def day(value: date | str | None) -> str:
    """A day as `7 April 2021`; text that is no ISO day stays as it is; nothing -> a dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        try:
            return day(date.fromisoformat(value[:10]))
        except ValueError:
            return value
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 row`, `2 rows`, `2 children`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def readable(name: str) -> str:
    """A name with underscores and dots as words: `other_sponsor` -> `Other sponsor`."""
    text = name.replace("_", " ").replace(".", ", ").strip()
    return text[:1].upper() + text[1:]


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def determination(name: str) -> str:
    return DETERMINATION_WORDS[name][0] if name in DETERMINATION_WORDS else readable(name)


def css_string(value: Any) -> str:
    """Text as the inside of a CSS string: whatever is not plain becomes an escape."""
    return "".join(c if c.isascii() and (c.isalnum() or c in " .,:-") else f"\\{ord(c):x} " for c in str(value))
