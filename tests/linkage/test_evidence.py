"""What is evidence that two rows are of one person, and what brings them together to be compared."""

from __future__ import annotations

import json

import pytest

from reunir.engine import Engine
from reunir.errors import RuleBookError
from reunir.linkage import link, shipped_model
from reunir.linkage.calibrate import KINDS
from tests.linkage.drawn import groups, linked, mentions, people

TWO = """
    record | who    | number    | given | family | born
    A.2    | parent | 201000001 | Elsa  | Xol    | 1985-03-07
    B.2    | parent |           | Elsa  | Xol    | 1985-03-07
    """


def level(engine: Engine, name: str) -> str | None:
    """The level of one comparison of the only link."""
    items = json.loads(engine.value("select evidence from link"))
    return next((item["level"] for item in items if item["name"] == name), None)


@pytest.mark.parametrize(("given", "family"), [("Lopez", "Mateo"), ("Lopes", "Mateo"), ("Lopez", "Matteo")])
def test_given_and_family_name_may_change_places(given: str, family: str) -> None:
    engine = linked(f"""
        record | who    | given   | family   | born
        A.2    | person | Mateo   | Lopez    | 1985-03-07
        B.2    | person | {given} | {family} | 1985-03-07
        """)
    assert people(engine) == groups("A.2/person B.2/person")
    assert level(engine, "given names") == "changed places with the family name"
    assert level(engine, "family names") is None  # said once, not twice


def test_a_parent_and_a_child_bring_each_other_together_where_neither_family_name_is_spelled_alike() -> None:
    """Neither the two parents nor the two children share a key of their own: their family names begin otherwise."""
    engine = linked("""
        record | who    | given    | family  | born
        A.2    | parent | Nehemias | Quixtan | 1985-03-07
        A.2    | child  | Wilmer   | Xicay   | 2010-02-03
        B.2    | parent | Nehemias | Tuixtan |
        B.2    | child  | Wilmer   | Cicay   |
        """)
    assert people(engine) == groups("A.2/parent B.2/parent; A.2/child B.2/child")


def test_titles_tell_nobody_apart() -> None:
    engine = linked("""
        record | who    | given      | family | born
        A.2    | person | Mr Nehemias | Quib  | 1985-03-07
        B.2    | person | Nehemias   | Quib   | 1985-03-07
        """)
    assert level(engine, "given names") == "equal"


def test_a_rare_place_says_more_than_a_common_one() -> None:
    common = "\n".join(f"C.{i} | person | Given{chr(97 + i)} | Family{chr(97 + i)} | Choluteca" for i in range(2, 20))
    engine = linked(f"""
        record | who    | given | family | municipality
        A.2    | person | Elsa  | Xol    | Choluteca
        A.3    | person | Elsa  | Xol    | Nebaj
        B.2    | person | Elsa  | Xol    | CHOLUTECA
        B.3    | person | Elsa  | Xol    | Nebáj
        {common}
        """)
    weight = dict(engine.rows("select mention_id_l || ' ' || mention_id_r, weight from link"))
    assert weight["A.3/person B.3/person"] > weight["A.2/person B.2/person"]


def test_calibration_is_an_item_of_its_own_and_a_line_moves_its_kind_alone() -> None:
    weights = {}
    for name, lines in (("none", {}), ("this", {KINDS[2]: [1.5, 1.0]}), ("another", {KINDS[0]: [1.5, 1.0]})):
        engine = Engine()
        engine.load("mention", mentions(TWO))
        link(engine, {**shipped_model(), "calibration": lines}, {}, [])
        weights[name] = engine.value("select weight from link")
        items = {item["name"]: item["weight"] for item in json.loads(engine.value("select evidence from link"))}
        assert items.get("calibration") == (1.5 if name == "this" else None)
    assert weights["this"] == pytest.approx(weights["none"] + 1.5)
    assert weights["another"] == weights["none"]


def test_a_model_of_another_form_is_said_in_one_line_and_not_used() -> None:
    engine = Engine()
    engine.load("mention", mentions(TWO))
    with pytest.raises(RuleBookError, match=r"learned by another version.*reunir train"):
        link(engine, {**shipped_model(), "format": 1}, {}, [])
