"""Findings about cells: each names its record, its cell and what is wrong, and changes nothing."""

from __future__ import annotations

import pytest

from reunir import intake
from tests.intake.conftest import Take

FOUND = "select row, rule, field, cell, reason from cell_finding order by row, rule, field"


def test_a_child_over_17_by_age_or_by_birth_date(take: Take) -> None:
    engine = take("""
        child.age | child.born_on | parent.age | apprehended.on | placed.on
        17        |               |            | 2018-06-15     |
        18        |               | 40         | 2018-06-15     |
                  | 2000-06-16    |            | 2018-06-15     |
                  | 2000-06-15    |            | 2018-06-15     | 2018-06-16
                  | 2000-06-15    |            |                | 2018-06-14
                  | 2000-06-15    |            |                |
    """)  # fmt: skip
    assert engine.rows(FOUND) == [
        (3, "I03", "child.age", "18", "A child of 18 years."),
        (5, "I03", "child.born_on", "2000-06-15",
         "Born on 2000-06-15, so 18 years old on 2018-06-15, the row's first event."),
    ]  # fmt: skip
    assert engine.value("select count(born_on) from mention") == 4


@pytest.mark.parametrize(
    ("start", "end"),
    [("placed", "discharged"), ("apprehended", "placed"), ("apprehended", "referred_to_care"), ("separated", "removed")],
)
def test_an_end_before_its_start(take: Take, start: str, end: str) -> None:
    engine = take(f"""
        parent.given_names | child.given_names | {start}.on | {end}.on
        Elsa               | Mateo             | 2018-06-15 | 2018-06-14
        Elsa               | Mateo             | 2018-06-15 | 2018-06-15
        Elsa               | Mateo             |            | 2018-06-15
    """)  # fmt: skip
    says = f"{end.replace('_', ' ')} on 2018-06-14, before {start.replace('_', ' ')} on 2018-06-15."
    assert engine.rows(FOUND) == [(2, "I06", f"{end}.on", "2018-06-14", says)]
    assert engine.value(f"select count(happened_on) from statement where kind = '{end}' and row = 2") > 0


def test_what_befell_one_is_no_contradiction_of_what_befell_another(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | child.apprehended.on | parent.removed.on
        Elsa               | Mateo             | 2018-06-15           | 2018-06-14
    """)  # fmt: skip
    assert engine.rows(FOUND) == []


def test_a_birth_after_the_rows_first_event_or_the_receipt(take: Take) -> None:
    engine = take("""
        child.born_on | placed.on
        2018-06-16    | 2018-06-15
        2019-04-02    |
        2019-04-01    |
    """)
    assert engine.rows(FOUND) == [
        (2, "I10", "child.born_on", "2018-06-16", "Born on 2018-06-16, after 2018-06-15."),
        (3, "I10", "child.born_on", "2019-04-02", "Born on 2019-04-02, after 2019-04-01."),
    ]


def test_cells_that_cannot_be_read_are_found_with_heading_and_cell_as_received(take: Take) -> None:
    engine = take("""
        Born      | Number | Left     | Read  | Hidden
        5/6/1980  | 123    | 31/31/18 | maybe | (b)(6)
    """, 'dates = ["%m/%d/%Y", "%d/%m/%Y"]\n[columns]\n"Born" = "parent.born_on"\n"Number" = "parent.a_number"\n'
         '"Left" = "removed.on"\n"Read" = "decided.read_aloud"\n"Hidden" = "decided.on"')  # fmt: skip
    assert engine.rows("select rule, field, heading, cell from cell_finding order by 1") == [
        ("I01", "parent.born_on", "Born", "5/6/1980"),
        ("I02", "removed.on", "Left", "31/31/18"),
        ("I04", "parent.a_number", "Number", "123"),
        ("I07", "decided.read_aloud", "Read", "maybe"),
        ("I09", "decided.on", "Hidden", "(b)(6)"),
    ]
    assert engine.rows("select kind, happened_on, read_aloud from statement order by 1") == [
        ("decided", None, "maybe"), ("removed", None, None),
    ]  # fmt: skip


def test_every_rule_has_a_title() -> None:
    assert list(intake.RULES) == [f"I{n:02}" for n in range(1, len(intake.RULES) + 1)]
    assert len(set(intake.RULES.values())) == len(intake.RULES)
