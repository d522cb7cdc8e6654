"""The plan: the published figures are in the truth of every seed, and so is every way a decision can fail."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from reunir.demo import published
from reunir.demo.family import Family
from reunir.demo.plan import blocks, families
from reunir.demo.scripts import FAULTS, FORM_IN_FORCE, SCRIPTS, VALID, VALID_SINCE, Act
from reunir.demo.truth import _child, _pairs, figures
from reunir.demo.world import CARE_DAY, people
from reunir.model import DETERMINATIONS


@pytest.fixture(scope="module", params=[0, 1, 2026])
def everyone(request: pytest.FixtureRequest) -> list[Family]:
    rng = Random(request.param)
    return people(rng, families(rng, 1.0))


def counted(everyone: list[Family]) -> dict[str, dict[str, int]]:
    return figures(
        everyone, [p for f in everyone for p in _pairs(f)], [_child(f, c) for f in everyone for c in f.children]
    )


def test_the_truth_has_the_published_figures(everyone: list[Family]) -> None:
    found = counted(everyone)
    last = found["2022-01-06"]
    assert last["children_separated/zero_tolerance"] >= published.ZERO_TOLERANCE_AT_LEAST
    assert last["children_separated/expanded_class"] == 1556
    assert last["no_documented_wish/all"] == 348
    assert found["2018-09-06"]["children_separated/original_class"] == 2654
    assert found["2019-01-17"]["children_separated/original_class"] == 2737
    assert sum(len(f.children) for f in everyone if f.plan.block.searched) == 1198


@pytest.mark.parametrize("report", published.SEARCH, ids=lambda s: str(s.on))
def test_the_truth_has_each_report_of_the_search(everyone: list[Family], report: published.Search) -> None:
    found = counted(everyone)[str(report.on)]
    parts = [found[f"children_not_reached.{g}/all"] for g in ("removed", "in_country", "no_contact")]
    assert found["children_not_reached/all"] == report.total == sum(parts)
    assert parts == [report.removed, report.in_country, report.no_contact if report.counts_no_contact else 0]


@pytest.mark.parametrize(("state", "more"), list(zip(published.SEARCH, published.SEARCH[1:], strict=False)))
def test_the_published_reports_fit_one_another(state: published.Search, more: published.Search) -> None:
    parts = state.removed + state.in_country + (state.no_contact if state.counts_no_contact else 0)
    assert parts == state.total
    assert state.on < more.on
    assert state.removed + state.in_country + state.no_contact > more.removed + more.in_country + more.no_contact


def test_every_script_is_played_and_every_determination_comes_of_one(everyone: list[Family]) -> None:
    played = Counter(s.name for f in everyone for s in f.plan.scripts)
    assert set(played) == set(SCRIPTS)
    assert {p.determination for f in everyone for p in _pairs(f)} == set(DETERMINATIONS)
    assert {s.fault for s in SCRIPTS.values() if s.fault} == set(FAULTS) | set()


def test_days_are_in_their_order(everyone: list[Family]) -> None:
    for f in everyone:
        if f.placed_on and f.discharged_on:
            assert f.apprehended_on <= f.placed_on < f.discharged_on
        for child in f.children:
            assert (
                child.born_on
                < f.apprehended_on
                < child.born_on.replace(year=child.born_on.year + 18, day=1) + timedelta(31)
            )
            assert all(p.born_on < child.born_on - timedelta(days=16 * 365) for p in f.parents)
        for removal in filter(None, f.removals):
            assert f.apprehended_on < removal.ordered_on <= removal.on
            if removal.script:
                assert f.separated_on is not None
                assert f.separated_on + timedelta(days=20) <= removal.on
                assert all(f.separated_on < (a.on(removal.on) or removal.on) for a in removal.script.acts)


def test_the_edges_of_the_rules_are_stood_on(everyone: list[Family]) -> None:
    lacking = [r.on for f in everyone for r in f.removals if r and r.script and not r.script.leave_on_record]
    assert max(lacking) == published.WINDOW[1]
    assert any(f.discharged_on == CARE_DAY and f.plan.block.in_class for f in everyone)
    expanded = [f.separated_on for f in everyone if f.plan.block.name.startswith(("expanded", "searched"))]
    assert min(d for d in expanded if d) == published.WINDOW[0]
    reports = {s.on for s in published.SEARCH}
    assert {f.reached_on for f in everyone if f.plan.block.searched} & reports
    assert any(  # reached before a report, and told of after it
        f.plan.block.reached and f.reached_on and f.reached_on <= published.SEARCH[f.plan.block.reached - 1].on
        for f in everyone
    )


@pytest.mark.parametrize("scale", [0.01, 0.05, 0.3])
def test_a_smaller_docket_keeps_the_proportions(scale: float) -> None:
    small = blocks(scale)
    assert all(b.children >= 0 for b in small)
    assert sum(b.children for b in small if b.name.startswith("original")) == round(2737 * scale)
    searched = sum(b.children for b in small if b.searched)
    assert abs(searched - 1198 * scale) <= 3


def test_a_valid_decision_is_the_one_of_its_day() -> None:
    act = Act("decided", -5, "valid")
    before, after = FORM_IN_FORCE + timedelta(days=4), FORM_IN_FORCE + timedelta(days=5)
    assert act.fields(act.on(before)) == VALID
    assert act.fields(act.on(after)) == VALID_SINCE
    assert "choice" not in Act("decided", -5, "valid", {"choice": ""}).fields(before)
