"""What a false link costs against a missed one decides how much must speak for a link, and moves no judgement."""

from __future__ import annotations

import pytest

from tests.linkage.drawn import groups, linked, people

NAMES = """
    record | who    | number | given | family       | born
    A.2    | parent |        | Elsa  | Xol Choc     | 1985-03-07
    B.2    | parent |        | Elsa  | Xol          |
    """


@pytest.mark.parametrize(("costs", "who"), [(1 / 1000, "A.2/parent B.2/parent"), (1000, "")])
def test_the_dearer_a_false_link_the_fewer_links(costs: float, who: str) -> None:
    assert people(linked(NAMES, settings={"false_link_costs": costs})) == groups(who)


def test_a_judgement_costs_nothing() -> None:
    assert people(linked(NAMES, "A.2/parent same B.2/parent", settings={"false_link_costs": 1000})) == groups("A.2/parent B.2/parent")
