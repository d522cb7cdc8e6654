"""What people judged overrides every score, survives every run, and the latest word on a pair speaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

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
