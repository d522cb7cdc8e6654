"""The worked bridges: opening, closing, and each child under one step and one cause; and that every bridge sums."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reunir import run
from reunir.engine import Engine
from reunir.figures.bridge import Bridge, bridges
from reunir.model import Inputs
from tests.spec.drawn import STANDARD, Case, prepare, read_cases

CASES = read_cases(Path(__file__).parent / "bridges.txt")
COUNTED = ["no_contact", "in_country", "removed"]


def standard_of(case: Case) -> dict[str, Any]:
    """The standard with the definition that a case draws: those without a phone count always, or from a day on."""
    text = (Path(__file__).parent / "bridges.txt").read_text("utf-8")
    block = text[text.index(f"case {case.name}") :].split("\ncase ")[0]
    since = re.search(r"^those without a phone count from (\S+) on$", block, re.MULTILINE)
    definitions = [{"figure": "children_not_reached", "counts": COUNTED, "means": "all"}]
    if since:
        definitions = [
            {"figure": "children_not_reached", "counts": COUNTED[1:], "means": "those with a phone"},
            {"figure": "children_not_reached", "counts": COUNTED, "means": "all", "since": date.fromisoformat(since[1])},
        ]
    return {**STANDARD, "definitions": definitions}


def computed(inputs: Inputs) -> Engine:
    engine = Engine(threads=1)
    run.compute(engine, inputs)
    return engine


def bridged(case: Case, folder: Path) -> tuple[list[Bridge], dict[str, str], list[Engine]]:
    """All bridges of a case, the drawn name of each person, and the three runs."""
    first, last = case.as_of
    standard = standard_of(case)
    then, _ = prepare(case, first, folder)
    now, mentions = prepare(case, last, folder)
    then, now = replace(then, standard=standard), replace(now, standard=standard)
    engines = [computed(then), computed(replace(now, as_of=first, known_on=last)), computed(now)]
    return bridges(engines[0], engines[1], engines[2], (then, now)), mentions, engines


@pytest.mark.parametrize("case", CASES, ids=[c.name.split(":")[0] for c in CASES])
def test_each_case_of_a_bridge_stands_under_its_step_and_cause(case: Case, tmp_path: Path) -> None:
    found, names, engines = bridged(case, tmp_path)
    whole = next(b for b in found if b.figure == "children_not_reached" and b.cohort == "all")
    told = [
        f"{sign}{names[subject]}: {c.step}, {c.cause}"
        for c in whole.changes
        for sign, side in (("+", c.entered), ("-", c.left))
        for subject in side
    ]
    lines = case.expected.splitlines()
    assert [f"{whole.opening} on {whole.from_day}", f"{whole.closing} on {whole.to_day}"] == [lines[0], lines[-1]]
    assert sorted(told) == sorted(lines[1:-1])
    _starts_and_ends_at_what_the_runs_print(found, *engines)


def _starts_and_ends_at_what_the_runs_print(found: list[Bridge], before: Engine, _: Engine, after: Engine) -> None:
    for b in found:
        printed = [
            run_.value("select value from figure where name = $n and cohort = $c", {"n": b.figure, "c": b.cohort}) or 0
            for run_ in (before, after)
        ]
        assert [b.opening, b.closing] == printed
        assert b.opening + sum(c.net for c in b.changes) == b.closing
        for step in ("definition", "learned", "happened"):  # within a step nobody both enters and leaves, or does so twice
            moved = [s for c in b.of(step) for s in (*c.entered, *c.left)]
            assert len(moved) == len(set(moved))


def test_the_trend_is_the_state_of_each_day_as_known_now(tmp_path: Path) -> None:
    """The trend of the later run shows for the earlier day what the run of that day's state counts."""
    for case in CASES:
        folder = tmp_path / case.name.split(":")[0]
        folder.mkdir()
        first, last = case.as_of
        now, _ = prepare(case, last, folder)
        now = replace(now, standard={**standard_of(case), "published": [
            {"figure": "children_not_reached", "as_of": day, "value": 0, "source": "drawn"} for day in (first, last)
        ]})  # fmt: skip
        after, learned = computed(now), computed(replace(now, as_of=first, known_on=last))
        for day, run_ in ((first, learned), (last, after)):
            counted = dict(run_.rows(
                "select status, count(*) from search where status in ('removed', 'in_country', 'no_contact') group by status"
            ))  # fmt: skip
            shown = after.rows("select status, children from trend where on_day = $day", {"day": day})
            assert dict(shown) == counted, (case.name, day)
