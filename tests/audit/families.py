"""Random families over the vocabulary, and a slow reading-by-reading answer to hold the audit against.

A family here is one parent and one child, separated, and one removal of the parent. `brute_answer` takes every
reading of what is missing (casebook R2): each possible moment of each act, each day of the removal, each way of a
hidden fact; and says the gravest determination that holds in all of them. It shares no code with the audit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import strategies as st

START = date(2018, 6, 1)
"""Before the forms existed: the rules in force do not change within the days of these families."""
DAYS = 4
HOURS = ("08:00", "20:00")
RECEIVED = date(2018, 9, 14)

GOOD = {
    "form": "written statement", "information_given": "both choices", "option_offered": "yes", "language": "Spanish",
    "signed": "yes", "setting": "alone", "prechecked": "no", "refused_to_sign": "no",
}  # fmt: skip


@dataclass(frozen=True)
class Act:
    """What a list says the parent decided or stated. `day` is None where it has no date."""

    kind: str
    choice: str | None
    day: int | None
    hour: str | None
    validity: str
    received: date = RECEIVED

    def cells(self) -> dict[str, Any]:
        if self.kind == "stated":
            return {"wish": self.choice}
        fault = {
            "valid": {}, "bare": {"prechecked": None, "setting": None}, "flawed": {"setting": "group"},
            "hidden": {"signed": "[redacted]"}, "hidden and flawed": {"signed": "[redacted]", "option_offered": None},
        }[self.validity]  # fmt: skip
        return {**GOOD, "choice": self.choice, **fault}


@dataclass(frozen=True)
class Family:
    acts: tuple[Act, ...]
    removed: tuple[int, ...]
    """Days that lists state for the removal; empty where it has no date."""
    records: dict[str, Any] = field(default_factory=dict)


def acts() -> st.SearchStrategy[Act]:
    decided = st.builds(
        Act, st.just("decided"), st.sampled_from(["leave_child", "leave_child", "take_child", "undecided", None, "[redacted]"]),
        st.one_of(st.none(), st.integers(0, DAYS)), st.one_of(st.none(), st.sampled_from(HOURS)),
        st.sampled_from(["valid", "valid", "bare", "flawed", "hidden", "hidden and flawed"]),
    )  # fmt: skip
    stated = st.builds(
        Act, st.just("stated"), st.sampled_from(["take_child", "take_child", "leave_child"]),
        st.one_of(st.none(), st.integers(0, DAYS)), st.one_of(st.none(), st.sampled_from(HOURS)), st.just("valid"),
    )  # fmt: skip
    early = st.sampled_from([RECEIVED, RECEIVED, START + timedelta(days=1)])
    return st.builds(
        lambda act, received: act if act.day is not None else Act(act.kind, act.choice, None, None, act.validity, received),
        st.one_of(decided, stated), early,
    )  # fmt: skip


def families() -> st.SearchStrategy[Family]:
    return st.builds(
        Family, st.lists(acts(), max_size=3, unique=True).map(tuple),
        st.sampled_from([(2,), (2,), (1,), (3,), (1, 3), (0, 2), ()]),
    )  # fmt: skip


# --- Every reading, one by one ----------------------------------------------------------------------


def _moments(act: Act) -> list[float]:
    """When it may have been, in days since START. Quarters of a day stand for all orders within it; ties of two
    acts without hours are broken both ways because they take every quarter."""
    if act.day is None:
        last = (act.received - START).days
        # one moment before everything, each part of each day that matters, one after everything
        return [-9.0, *(d + q for d in range(DAYS + 1) if d <= last for q in (0.1, 0.5, 0.9)), *([(RECEIVED - START).days + 0.95] if last > DAYS else [])]
    if act.hour is None:
        return [act.day + q for q in (0.1, 0.2, 0.5, 0.9, 0.95)]
    at = act.day + (0.33 if act.hour == "08:00" else 0.83)
    # two acts of one hour may have come in either order
    return [at - 0.01, at + 0.01]


def _ways(act: Act) -> list[tuple[str, bool]]:
    """What it comes to: (leave, take or undecided; does it meet the rules other than its day)."""
    if act.kind == "stated":
        return [("take", False)] if act.choice == "take_child" else [("oral", False)]
    meets = {"valid": [True], "bare": [True], "flawed": [False], "hidden": [True, False], "hidden and flawed": [False]}[act.validity]
    return {
        "leave_child": [("leave", m) for m in meets],
        "take_child": [("take", False)],
        "undecided": [("undecided", False)],
        None: [("leave", False)],
        "[redacted]": [*(("leave", m) for m in meets), ("take", False), ("undecided", False)],
    }[act.choice]


def brute_answer(family: Family) -> str:
    # undated: some day from the separation, before all of these acts, to the list's receipt, after all of them
    days = family.removed or (-20, *range(DAYS + 2), (RECEIVED - START).days)
    holding: set[str] | None = None
    for removed in days:
        for moments in product(*map(_moments, family.acts)):
            for ways in product(*map(_ways, family.acts)):
                held = _holds(removed, [(m, a, w) for m, a, w in zip(moments, family.acts, ways, strict=True)])
                holding = held if holding is None else holding & held
    assert holding is not None
    return next((d for d in ("against_wish", "undocumented", "flawed", "documented") if d in holding), "undetermined")


def _holds(removed: int, acts_: list[tuple[float, Act, tuple[str, bool]]]) -> set[str]:
    """The determinations whose condition holds when every fact is known (docs/interpretation.md, casebook R4 to R9)."""
    by_then = lambda moment: moment < removed + 1  # noqa: E731
    takes = [m for m, _, (what, _) in acts_ if what == "take" and by_then(m)]
    undecided = [m for m, _, (what, _) in acts_ if what == "undecided" and by_then(m)]
    leaves = [(m, ok and by_then(m)) for m, _, (what, ok) in acts_ if what == "leave"]
    orals = [m for m, _, (what, _) in acts_ if what == "oral" and by_then(m)]
    decided_take = [m for m, a, (what, _) in acts_ if what == "take" and a.kind == "decided" and by_then(m)]
    last_undecided = max(undecided, default=-99.0)
    standing = [(m, ok) for m, ok in leaves if m > last_undecided]
    standing_orals = [m for m in orals if m > last_undecided]
    held = set()
    if any(not any(ok and m > wish for m, ok in leaves) for wish in takes):
        held.add("against_wish")
    if not standing and not standing_orals and not decided_take:
        held.add("undocumented")
    if (standing or standing_orals) and not any(ok for _, ok in standing):
        held.add("flawed")
    if any(ok and not any(t > m for t in takes) for m, ok in standing):
        held.add("documented")
    return held


# --- The same family as tables of a run --------------------------------------------------------------


def tables(family: Family, number: int) -> dict[str, list[dict[str, Any]]]:
    """The rows that the rooms before the audit would have made of a family."""
    parent, child = f"f{number:05d}/parent", f"f{number:05d}/child"
    common = {"list_seq": 1, "sheet": 1, "layout": "drawn", "stands": True, "received_on": RECEIVED, "list_id": "drawn"}
    events = [
        {**common, "event_id": f"r{number:05d}", "statement_id": f"r{number:05d}-{n}", "record_id": f"r{number:05d}-{n}",
         "person_id": parent, "kind": "removed", "happened_on": START + timedelta(days=day), "agency": f"A{n}", "row": n}
        for n, day in enumerate(family.removed or (None,))
        if day is not None
    ] or [{**common, "event_id": f"r{number:05d}", "statement_id": f"r{number:05d}-0", "record_id": f"r{number:05d}-0",
           "person_id": parent, "kind": "removed", "happened_on": None, "agency": "A0", "row": 0}]  # fmt: skip
    for n, act in enumerate(family.acts):
        event = f"d{number:05d}-{n}"
        events.append({
            **common, "event_id": event, "statement_id": event, "record_id": event, "person_id": parent, "child_id": child,
            "kind": act.kind, "happened_on": None if act.day is None else START + timedelta(days=act.day),
            "happened_time": act.hour if act.day is not None else None, "received_on": act.received, "agency": "D", "row": n,
            **act.cells(),
        })  # fmt: skip
    return {
        "event": events,
        "mention": [{"mention_id": parent, "person_id": parent, "role": "parent", "language": "Spanish", "record_id": f"m{number:05d}"}],
        "tie": [{"parent_id": parent, "child_id": child, "probability": 1.0, "relation": "mother", "record_ids": [f"m{number:05d}"]}],
        "separation": [{
            "parent_id": parent, "child_id": child, "basis": "stated", "standing": "yes",
            "separated_on": date(2018, 5, 10), "day_inferred": False, "record_ids": [f"m{number:05d}"],
        }],
    }  # fmt: skip


