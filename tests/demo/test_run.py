"""The published story comes out of the computation: lists in, run, and the figures are those of the truth."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from reunir import docket
from reunir.engine import Engine
from tests.demo.conftest import Made


def figures(engine: Engine) -> dict[str, int]:
    return {f"{name}/{cohort}": n for name, cohort, n in engine.rows("select name, cohort, value from figure")}


def persons(made: Made, engine: Engine) -> dict[str, str]:
    """Key of a person in the truth -> the person whom most of their mentions are."""
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for mention, person in engine.rows("select mention_id, person_id from mention"):
        if mention in made.truth.mentions:
            held[made.truth.mentions[mention]][person] += 1
    return {key: max(sorted(c), key=c.__getitem__) for key, c in held.items()}


def test_every_figure_of_the_truth_is_computed(small: Made, run: Engine) -> None:
    computed = figures(run)
    wanted = small.truth.figures["2022-01-06"]
    assert {name: computed.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("day", ["2018-09-06", "2019-01-17", "2020-10-20", "2021-04-07"])
def test_and_so_on_earlier_days(small: Made, day: str) -> None:
    assert small.docket is not None
    engine, _ = docket.open_run(small.docket, date.fromisoformat(day))
    try:
        computed = figures(engine)
    finally:
        engine.close()
    wanted = small.truth.figures[day]
    assert {name: computed.get(name) for name in wanted} == wanted


def test_each_removal_apart_gets_its_determination(small: Made, run: Engine) -> None:
    who = persons(small, run)
    computed = {
        (parent, child): (determination, separation)
        for parent, child, determination, separation in run.rows(
            "select parent_id, child_id, determination, separation from removal"
        )
    }
    wanted = {(who[p.parent], who[p.child]): (p.determination, p.separation) for p in small.truth.pairs}
    assert computed == wanted


def test_mentions_are_whom_the_truth_says(small: Made, run: Engine) -> None:
    found = run.rows(
        "select mention_id, person_id from mention where role in ('parent', 'child') and layout <> 'journal'"
    )
    assert {m for m, _ in found} <= set(small.truth.mentions)
    together: dict[str, set[str]] = defaultdict(set)
    apart: dict[str, set[str]] = defaultdict(set)
    for mention, person in found:
        together[person].add(small.truth.mentions[mention])
        apart[small.truth.mentions[mention]].add(person)
    wrong = sum(len(keys) > 1 for keys in together.values()) + sum(len(p) > 1 for p in apart.values())
    assert wrong <= len(apart) / 250


def test_the_lists_are_as_bad_as_lists_are(run: Engine) -> None:
    rules = {rule for (rule,) in run.rows("select distinct rule from cell_finding")}
    assert {"I02", "I04", "I05"} <= rules
    assert run.value("select count(*) from list where until is not null") == 2
