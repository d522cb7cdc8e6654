"""How many are on no list: known answers, intervals that hold as often as they say, and refusals in words."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from reunir.__main__ import main
from reunir.figures import undercount
from reunir.figures.undercount import Answer, Patterns, Refusal, latent, loglinear
from reunir.figures.undercount.estimating import lacking
from reunir.figures.undercount.structures import structures
from tests.figures import populations

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "undercount"
SOAK = bool(os.environ.get("REUNIR_SOAK"))
NARROWEST = 10
"""Intervals of fewer people are left out of counts of coverage: there a whole number holds more than its share."""


def patterns(lists: str, **counts: int) -> Patterns:
    """`patterns("A B C", p110=4)`: four people on A and B."""
    return Patterns(tuple(lists.split()), {tuple(int(c) for c in name[1:]): n for name, n in counts.items()})


INDEPENDENT = patterns("A B C", p100=210, p010=140, p001=90, p110=60, p101=39, p011=26, p111=11)
"""Of 1,000 people each list finds three, two and one in ten... of whom some 400 are on none."""


def test_the_structures_are_as_many_as_there_are_decomposable_graphs() -> None:
    # Wormald, Counting labelled chordal graphs (1985): 2, 8, 61, 822, 18154; the complete one is left out.
    assert [len(structures(n)) for n in (2, 3, 4, 5, 6)] == [1, 7, 60, 821, 18153]


def test_a_structure_s_closed_form_is_a_multinomial_s_integral() -> None:
    """All lists independent: the chance of the table is a product of one beta-binomial a list."""
    from scipy.special import betaln, gammaln

    _, kept = loglinear.averaged(INDEPENDENT.cells(), 3, 5_000)
    (alone,) = [w for w in kept if not w.structure.edges]
    cells, counts = INDEPENDENT.arrays()
    known, on = INDEPENDENT.known, counts @ cells
    unseen, width = loglinear.grid(5_000 - known)
    population = known + unseen
    logs = -np.log(population) + gammaln(population + 1) - gammaln(unseen + 1) + np.log(width)
    for found in on:
        logs = logs + betaln(found + 0.5, population - found + 0.5)
    chance = np.exp(logs - logs.max())
    assert np.allclose(alone.posterior.chance, chance / chance.sum(), atol=1e-12)


def test_independent_lists_give_what_capture_and_recapture_gives() -> None:
    """Two of three lists by hand (Lincoln and Petersen): 320 on A, 237 on B, 71 on both, so some 1,068."""
    found = undercount.estimate(INDEPENDENT)
    assert isinstance(found, Answer)
    assert found.headline.low < 1_068 < found.headline.high
    assert found.range[0] <= found.headline.low <= found.headline.estimate <= found.headline.high <= found.range[1]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published tables are not beside the project")
def test_the_united_kingdom_2013_is_as_published() -> None:
    """2,744 known; published 10,000 to 13,000 (Bales, Hesketh and Silverman 2015)."""
    found = undercount.estimate(undercount.read_table(SHARED / "uk-2013.csv"))
    assert isinstance(found, Answer)
    assert found.known == 2_744
    assert 10_000 <= found.headline.estimate <= 13_000
    assert found.headline.low < 10_500
    assert found.range[1] > 2 * found.headline.estimate  # the models differ widely, and that is shown
    assert "LA and GP share nobody, which chance can explain." in found.notes


REFUSED = [
    (patterns("A B", p10=50, p01=40, p11=20), "needs three lists"),
    (patterns("A B C", p100=50, p010=40, p001=30), "Nobody is on two lists"),
    (patterns("A B C", p100=50, p010=40, p110=10), "needs three lists"),
    (patterns("A B C D", p1000=50, p0100=40, p1100=10, p0010=60, p0001=20, p0011=9), "groups that share nobody (A and B; C and D)"),
    (patterns("A B C", p100=400, p010=400, p001=200, p101=90, p011=80), "A and B exclude one another"),
    (patterns("A B C", p100=900, p010=800, p001=700, p110=1, p011=1, p101=0), "do not bound the number"),
    (patterns("A B C"), "needs three lists"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "why"), REFUSED)
def test_what_the_lists_cannot_carry_is_refused_in_words(table: Patterns, why: str) -> None:
    found = undercount.estimate(table)
    assert isinstance(found, Refusal)
    assert why in found.why


def test_a_list_with_nobody_on_it_is_to_be_left_out() -> None:
    assert "D has nobody on it" in str(lacking(patterns("A B C D", p1000=40, p0100=40, p0010=30, p1100=9, p0110=8)))


def test_the_same_table_and_seed_give_the_same_answer() -> None:
    assert undercount.estimate(INDEPENDENT) == undercount.estimate(INDEPENDENT)


def test_doubt_about_links_widens_the_interval() -> None:
    fewer = patterns("A B C", p100=240, p010=170, p001=110, p110=35, p101=25, p011=16, p111=5)
    alone, both = undercount.estimate(INDEPENDENT), undercount.estimate(INDEPENDENT, [fewer])
    assert isinstance(alone, Answer)
    assert isinstance(both, Answer)
    assert both.headline.high - both.headline.low > alone.headline.high - alone.headline.low
    assert both.known == alone.known


def inside(draw, posterior, wanted: int, seed: int) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    """How often the truth lies in the interval that holds 95 in 100, of so many tables that can carry an estimate."""
    held = answered = 0
    for population, table in populations.many(draw, seed):
        if not table.counts or lacking(table):
            continue
        everybody = posterior(table).plus(table.known)
        low, high = everybody.quantile(0.025), everybody.quantile(0.975)
        if everybody.beyond(populations.MOST / 2) > 0.025 or high - low < NARROWEST:
            continue
        held += low <= population <= high
        answered += 1
        if answered == wanted:
            return held, answered
    raise AssertionError


def by_structures(table: Patterns):  # type: ignore[no-untyped-def]
    return loglinear.averaged(table.cells(), populations.LISTS, populations.MOST)[0]


def by_classes(table: Patterns):  # type: ignore[no-untyped-def]
    return latent.sampled(*table.arrays(), populations.MOST, chains=8, draws=1_000 if SOAK else 400, burn=300)


def test_intervals_of_the_structures_hold_as_often_as_they_say() -> None:
    held, answered = inside(populations.by_structure, by_structures, 1_000, 1)
    assert answered == 1_000
    assert 930 <= held <= 970, f"{held} of 1,000"


def test_intervals_of_the_classes_hold_as_often_as_they_say() -> None:
    """1,000 populations in the long run; in short 40, of which 33 or fewer would come about once in 3,000 times."""
    held, answered = inside(populations.by_classes, by_classes, 1_000 if SOAK else 40, 1)
    assert (930 <= held <= 970) if SOAK else held > 33, f"{held} of {answered}"


@pytest.mark.parametrize("draw", [populations.by_ease, populations.by_referral])
def test_outside_the_classes_coverage_is_printed(draw, capsys) -> None:  # type: ignore[no-untyped-def]
    held, answered = inside(draw, by_structures, 20, 1)
    with capsys.disabled():
        print(f"\n{draw.__name__}: the truth is inside {held} of {answered} intervals")
    assert answered == 20


def told(path: Path, *rows: list[object]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["A", "B"], [1, 0]], 'one that is called "count"'),
        ([["A", "B", "C", "count"], [1, 0, 2, 5]], "row 2, column 'C': '2' is neither 0 nor 1"),
        ([["A", "B", "C", "count"], [1, 0, 0, "many"]], "row 2: 'many' is no count"),
        ([["A", "B", "C", "count"], [0, 0, 0, 7]], "row 2: those on no list"),
        ([["A", "B", "C", "count"], [1, 0, 0]], "row 2: it has 3 cells and the heading row 4"),
        ([["A", "A", "C", "count"], [1, 0, 0, 1]], "names of their own"),
    ],
)
def test_a_table_that_cannot_be_read_is_said_in_one_line(tmp_path: Path, rows, says: str, capsys) -> None:  # type: ignore[no-untyped-def]
    assert main(["estimate", "--table", str(told(tmp_path / "t.csv", *rows))]) == 1
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1


def test_the_command_answers_in_json(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    rows = [[*pattern, n] for pattern, n in INDEPENDENT.counts.items()]
    assert main(["estimate", "--table", str(told(tmp_path / "t.csv", ["A", "B", "C", "count"], *rows)), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"known", "estimate", "low", "high", "models"} <= set(said)
    assert said["known"] == 576
    assert main(["estimate", "--table", str(told(tmp_path / "u.csv", ["A", "B", "count"], [1, 1, 5])), "--json"]) == 0
    assert "needs three lists" in json.loads(capsys.readouterr().out)["refused"]
