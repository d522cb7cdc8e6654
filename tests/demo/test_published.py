"""The published figures come out of the computation, each on its own day, and the bridges between them sum."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from reunir import docket
from reunir.demo import published
from tests.demo.conftest import Made, make

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "published-figures.csv"
Figures = dict[tuple[str, str], int]


def figures(made: Made, day: date) -> Figures:
    assert made.docket is not None
    engine, _ = docket.open_run(made.docket, day)
    try:
        return {(name, cohort): n for name, cohort, n in engine.rows("select name, cohort, value from figure")}
    finally:
        engine.close()


@pytest.mark.parametrize("report", published.SEARCH, ids=lambda s: str(s.on))
def test_each_report_of_the_search_comes_out(full: Made, report: published.Search) -> None:
    found = figures(full, report.on)
    parts = [found[f"children_not_reached.{part}", "all"] for part in ("removed", "in_country", "no_contact")]
    assert (found["children_not_reached", "all"], sum(parts)) == (report.total, report.total)
    assert parts == [report.removed, report.in_country, report.no_contact if report.counts_no_contact else 0]


def test_the_other_published_figures_come_out(full: Made) -> None:
    last, search = published.SEARCH[-1].on, figures(full, date(2020, 12, 2))
    found = figures(full, last)
    assert found["children_separated", "zero_tolerance"] >= published.ZERO_TOLERANCE_AT_LEAST
    assert found["children_separated", "expanded_class"] == 1556
    assert found["no_documented_wish", "review_period"] == 348
    assert 0 < found["against_wish_overlap", "review_period"] < 348
    assert found["determination.flawed", "all"] > 0
    # the cohort of the search: reached or not, and not with their parents already
    assert search["children_not_reached", "all"] + search["children_reached", "expanded_class"] == 1198
    assert figures(full, date(2020, 10, 20))["children_reached", "expanded_class"] == 485


@pytest.mark.parametrize(("from_day", "to_day", "net"), [
    (date(2020, 10, 20), date(2020, 11, 9), {"definition": 168, "learned": -1, "happened": -46}),
    (date(2021, 2, 24), date(2021, 4, 7), {"definition": 0, "learned": 0, "happened": -61}),
    (date(2021, 4, 7), date(2021, 5, 19), {"definition": 0, "learned": -3, "happened": -51}),
], ids=["545 to 666", "506 to 445", "445 to 391"])  # fmt: skip
def test_the_bridge_between_two_reports(full: Made, from_day: date, to_day: date, net: dict[str, int]) -> None:
    assert full.docket is not None
    bridges, _ = docket.bridge(full.docket, from_day, to_day)
    found = next(b for b in bridges if b.figure == "children_not_reached" and b.cohort == "all")
    assert {step: sum(c.net for c in found.of(step)) for step in net} == net
    totals = {s.on: s.total for s in published.SEARCH}
    assert (found.opening, found.closing) == (totals[from_day], totals[to_day])


def test_another_seed_tells_the_same_story(tmp_path: Path) -> None:
    found = figures(make(tmp_path, 7, 1.0), date(2021, 5, 19))
    assert found["children_not_reached", "all"] == 391
    assert found["children_separated", "expanded_class"] == 1556
    assert found["no_documented_wish", "review_period"] == 348


@pytest.mark.skipif(not SHARED.exists(), reason="the list of published figures is not at hand")
def test_what_the_demo_is_solved_for_is_what_was_published() -> None:
    rows = {r["id"]: r for r in csv.DictReader(SHARED.open(encoding="utf-8"))}
    told = {r["as_of"]: int(r["value"]) for r in rows.values() if r["figure"] == "not reached" and len(r["as_of"]) == 10}
    assert {s.on.isoformat(): s.total for s in published.SEARCH if s.on.isoformat() in told} == told
    for s in published.SEARCH:
        parts = [rows.get(f"jsr-{s.on}-{part}") for part in ("removed", "in-us", "no-contact")]
        if s.split and all(parts):
            assert [int(p["value"]) for p in parts if p] == [s.removed, s.in_country, s.no_contact]
    assert int(rows["jsr-2020-12-02-identified"]["value"]) == published.SEARCH_COHORT
    assert int(rows["dhs-oig-21-36"]["value"]) == published.NO_DOCUMENTED_WISH
    assert int(rows["gov-2018-before"]["value"]) == published.EXPANDED_CLASS
    assert int(rows["gov-2018-total"]["value"]) == published.ZERO_TOLERANCE_AT_LEAST
    assert dict(published.ORIGINAL_CLASS)[date(2019, 1, 17)] == int(rows["hhs-oig-2019-01-list"]["value"])
