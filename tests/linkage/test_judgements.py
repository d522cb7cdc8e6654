"""What people judged overrides every score, survives every run, and the latest word on a pair speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir.engine import Engine
from reunir.linkage import calibrate, linking, train
from reunir.linkage.calibrate import KINDS, fitted
from reunir.model import Judgement
from tests.linkage.drawn import groups, linked, people

ANA = """
    record | who   | number    | given
    A.2    | child | 250000004 | Ana
    A.3    | child | 250000006 | Anita
    B.2    | child | 250000004 | Ana
    """


def test_judged_same() -> None:
    engine = linked(ANA, "A.2/child same A.3/child")
    assert people(engine) == groups("A.2/child A.3/child B.2/child")
    assert engine.rows("select judgement, together from link where judgement is not null") == [("same", True)]


def test_the_latest_speaks() -> None:
    assert people(linked(ANA, "A.2/child same A.3/child", "A.3/child different A.2/child")) == groups(
        "A.2/child B.2/child")
    assert people(linked(ANA, "A.2/child different B.2/child", "A.2/child unsure B.2/child")) == groups(
        "A.2/child B.2/child")


def test_judged_different_keeps_one_number_apart() -> None:
    engine = linked(ANA, "A.2/child different B.2/child")
    assert people(engine) == set()
    assert engine.rows("select judgement, together from link where judgement is not null") == [("different", False)]


def test_unsure_is_recorded_and_changes_nothing() -> None:
    engine = linked(ANA, "A.2/child unsure A.3/child")
    assert people(engine) == groups("A.2/child B.2/child")
    assert engine.value("select judgement from link where mention_id_r = 'A.3/child' and judgement is not null") == "unsure"


def test_same_is_transitive_and_an_earlier_word_gives_way() -> None:
    drawn = """
        record | who   | given
        A.2    | child | Ana
        A.3    | child | Berta
        A.4    | child | Clara
        """
    assert people(linked(drawn, "A.2/child same A.3/child", "A.3/child same A.4/child")) == groups(
        "A.2/child A.3/child A.4/child")
    assert people(linked(drawn, "A.2/child different A.4/child", "A.2/child same A.3/child",
                         "A.3/child same A.4/child")) == groups("A.2/child A.3/child A.4/child")  # fmt: skip
    assert people(linked(drawn, "A.2/child same A.3/child", "A.3/child same A.4/child",
                         "A.2/child different A.4/child")) == groups("A.3/child A.4/child")  # fmt: skip


def test_a_mention_that_is_not_in_the_run_is_passed_over() -> None:
    assert people(linked(ANA, "A.2/child same Z.9/child")) == groups("A.2/child B.2/child")


SIX = "record | who | given\n" + "\n".join(f"A.{i} | child | {n}" for i, n in enumerate(
    ("Ana", "Berta", "Clara", "Dora", "Elsa", "Fina"), 2))  # fmt: skip
PAIRS = st.tuples(st.integers(2, 7), st.sampled_from(["same", "different", "unsure"]), st.integers(2, 7))


@settings(max_examples=8, deadline=None)
@given(st.lists(PAIRS.filter(lambda p: p[0] != p[2]), max_size=6))
def test_the_last_judgement_of_all_always_holds(said: list[tuple[int, str, int]]) -> None:
    """Whatever was said before it, and with nothing else to link or part these mentions."""
    engine = linked(SIX, *(f"A.{a}/child {v} A.{b}/child" for a, v, b in said))
    if said:
        a, verdict, b = said[-1]
        person = dict(engine.rows("select mention_id, person_id from mention"))
        together = person[f"A.{a}/child"] == person[f"A.{b}/child"]
        assert verdict == "unsure" or together == (verdict == "same")


def test_judgements_move_what_a_weight_is_held_to_be_worth() -> None:
    """Where people say of pairs of one kind that they are one more often than was thought, such pairs weigh more;
    other kinds are left as they were, and few judgements move little."""
    start = {kind: [0.0, 1.0] for kind in KINDS}
    bits = np.linspace(-4, 4, 200)
    same = (bits > -2).astype(np.float64)
    kind = np.full(200, 3, dtype=np.int64)
    many, few = fitted(start, kind, bits, same), fitted(start, kind[::20], bits[::20], same[::20])
    assert many[KINDS[3]][0] > 1 > few[KINDS[3]][0] > 0
    assert all(many[name] == [0.0, 1.0] for name in KINDS if name != KINDS[3])


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(-30, 30), st.booleans()), max_size=60))
def test_lines_keep_the_order_of_weights(told: list[tuple[int, float, bool]]) -> None:
    kind = np.array([t[0] for t in told], dtype=np.int64)
    lines = fitted({}, kind, np.array([t[1] for t in told]), np.array([float(t[2]) for t in told]))
    assert all(0.5 <= slope <= 2 and np.isfinite(height) for height, slope in lines.values())


def test_what_judgements_teach_holds_for_pairs_that_nobody_judged() -> None:
    """On lists whose faults are others than those that the calibration was fitted on: the loss of probabilities (in
    bits, over doubtful pairs) is less with the lines of a model trained on judgements of other pairs."""
    import lists

    # Few slips of the keyboard; names dropped and crossed and birth dates wrong several times as often.
    other = replace(lists.HARD, typo=0.02, respell=0.03, drop=0.54, cross=0.12, birth=0.24)
    drawn = lists.draw(other, 5_000, 9)
    engine = Engine()
    engine.load_arrow("mention", drawn.mention)
    before = train(engine, 1)
    linking.weighed(engine, before, {})
    pairs = {name: np.asarray(column) for name, column in calibrate.summed(engine).items()}
    ids = dict(engine.rows("select mid, mention_id from link_mention"))
    who = np.array(drawn.truth)
    same = who[pairs["one"] - 1] == who[pairs["two"] - 1]
    doubtful = np.flatnonzero(np.abs(pairs["bits"]) < 6)
    np.random.default_rng(1).shuffle(doubtful)
    judged, rest = doubtful[:400], doubtful[400:]
    after = train(engine, 1, [
        Judgement(n, ids[pairs["one"][i]], ids[pairs["two"][i]], "same" if same[i] else "different")
        for n, i in enumerate(judged, 1)])  # fmt: skip

    def loss(model: dict[str, Any]) -> float:
        lines = np.array([model["calibration"][kind] for kind in calibrate.KINDS])[pairs["kind"][rest]]
        bits = lines[:, 0] + lines[:, 1] * pairs["bits"][rest]
        return float(np.mean(np.log2(1 + np.exp2(np.where(same[rest], -bits, bits)))))

    assert len(rest) > 100
    assert loss(after) < loss(before)
