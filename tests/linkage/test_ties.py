"""Ties: who is stated to be whose parent, by which records, and how surely."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.linkage.drawn import linked, ties


def relation(*stated: str) -> str:
    rows = "\n".join(f"{chr(65 + i)}.2 | parent | 201000001 | Berta | {r}\n{chr(65 + i)}.2 | child | 201000002 | Mateo |"
                     for i, r in enumerate(stated))  # fmt: skip
    engine = linked(f"record | who | number | given | relation\n{rows}")
    return ties(engine)["A.2/parent", "A.2/child"][0]


@pytest.mark.parametrize(("stated", "expected"), [
    ([""], "parent"), (["mother"], "mother"), (["parent", "mother"], "mother"), (["", "legal_guardian"], "legal_guardian"),
    (["other_adult"], "other_adult"), (["", "other_adult"], "other_adult"),
    (["mother", "other_adult"], "conflict"), (["legal_guardian", "other_adult"], "conflict"),
    (["mother", "father"], "parent"),
])  # fmt: skip
def test_relation(stated: list[str], expected: str) -> None:
    """Casebook R14."""
    assert relation(*stated) == expected


def test_all_parents_with_all_children_of_a_row() -> None:
    engine = linked("""
        record | who     | number    | given
        A.2    | parent  | 201000001 | Elsa
        A.2    | parent2 | 201000002 | Juan
        A.2    | child   | 201000003 | Mateo
        A.2    | child2  | 201000004 | Ana
        """)
    assert {(p[4:], c[4:]) for p, c in ties(engine)} == {
        ("parent", "child"), ("parent", "child2"), ("parent2", "child"), ("parent2", "child2")}  # fmt: skip
    assert len(set(engine.rows("select family_id from family"))) == 1
    assert engine.value("select count(*) from family") == 4


def test_a_row_tie_is_sure_and_names_its_records() -> None:
    engine = linked("""
        record | who    | number    | given
        A.2    | parent | 201000001 | Elsa
        A.2    | child  | 201000003 | Mateo
        B.7    | parent | 201000001 | Elsa
        B.7    | child  | 201000003 | Mateo
        """)
    assert engine.rows("select probability >= 0.99, basis, record_ids from tie") == [(True, "row", ["A.2", "B.7"])]


def apprehended(*rows: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [{"statement_id": f"{m}/apprehended", "record_id": m.split("/")[0], "kind": "apprehended", "who": "person",
             "mention_id": m, "happened_on": date.fromisoformat(day), "agency": agency}
            for m, day, agency in rows]  # fmt: skip


UNIT = """
    record | who    | number    | given | family | unit | age
    A.2    | person | 201000001 | Elsa  | Xol    | F77  | 31
    A.3    | person | 201000002 | Mateo | Xol    | F77  | 7
    A.9    | person | 201000901 | Berta | Rivera | F78  | 40
    """


def test_a_family_unit_on_one_day_ties() -> None:
    engine = linked(UNIT, statements=apprehended(("A.2/person", "2018-05-10", "CBP"), ("A.3/person", "2018-05-10", "CBP")))
    assert set(ties(engine)) == {("A.2/person", "A.3/person")}
    assert engine.value("select basis from tie") == "family_unit"


def test_a_unit_number_used_again_on_another_day_does_not() -> None:
    engine = linked(UNIT, statements=apprehended(("A.2/person", "2018-05-10", "CBP"), ("A.3/person", "2018-06-10", "CBP")))
    assert ties(engine) == {}


DOUBT = """
    record | who    | number    | given | family | full
    A.2    | parent | 201000001 | Maria | Lopez  |
    A.2    | child  | 201000002 | Mateo | Lopez  |
    B.2    | child  |           | Mateo | Lopez  |
    """


def test_below_possible_there_is_no_tie() -> None:
    drawn = """
        record | who    | number    | given
        A.2    | parent | 201000001 | Elsa
        A.2    | child  | 201000003 | Mateo
        """
    assert ties(linked(drawn, settings={"possible": 0.999})) == {}
    assert len(ties(linked(drawn, settings={"possible": 0.5}))) == 1


def test_every_probability_is_one_and_a_tie_through_a_doubtful_link_is_less_sure() -> None:
    drawn = """
        record | who    | number    | given   | family      | born
        A.2    | parent | 201000001 | Wilmina | Xol         | 1980-02-03
        A.2    | child  |           | Mateo   | Xol Ajanel  |
        B.2    | child  | 201000002 | Matteo  | Xol Ajanel  |
        """
    engine = linked(drawn)
    doubtful = ties(engine)["A.2/parent", "A.2/child"][1]
    judged = ties(linked(drawn, "A.2/child same B.2/child"))["A.2/parent", "A.2/child"][1]
    assert 0 < doubtful <= judged <= 1
    if engine.value("select count(distinct person_id) from mention") == 2:
        assert doubtful < judged
