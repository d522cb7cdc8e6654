"""What a row says happened, and to whom."""

from __future__ import annotations

import pytest

from reunir.engine import Engine
from tests.intake.conftest import Take, columns

TOLD = """
    select row, kind, who, split_part(mention_id, '/', 2), split_part(child_mention_id, '/', 2), cast(happened_on as varchar)
    from statement order by row, kind, who
"""


def told(engine: Engine) -> list[tuple[object, ...]]:
    return engine.rows(TOLD)


@pytest.mark.parametrize("kind", ["separated", "reunified", "decided", "stated"])
def test_what_is_between_parent_and_child_is_said_of_each_pair_of_the_row(take: Take, kind: str) -> None:
    engine = take(f"""
        parent.given_names | parent2.given_names | child.given_names | child2.given_names | {kind}.on
        Elsa               |                     | Mateo             |                    | 2018-05-10
        Elsa               | Luis                | Mateo             | Ana                | 2018-05-10
        Elsa               |                     |                   |                    | 2018-05-10
                           |                     | Mateo             |                    | 2018-05-10
        Elsa               |                     | Mateo             |                    |
    """)  # fmt: skip
    day = "2018-05-10"
    assert told(engine) == [
        (2, kind, "parent+child", "parent", "child", day),
        (3, kind, "parent+child", "parent", "child", day),
        (3, kind, "parent+child2", "parent", "child2", day),
        (3, kind, "parent2+child", "parent2", "child", day),
        (3, kind, "parent2+child2", "parent2", "child2", day),
        (4, kind, "parent", "parent", None, day),
        (5, kind, "child", None, "child", day),
    ]


def test_a_removal_is_the_parents_where_the_row_names_one_else_the_childs(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | person.given_names | removed.on
        Elsa               | Mateo             |                    | 2018-06-15
                           | Mateo             |                    | 2018-06-25
                           |                   | Rosa               | 2018-06-26
    """)  # fmt: skip
    assert told(engine) == [
        (2, "removed", "parent", "parent", None, "2018-06-15"),
        (3, "removed", "child", "child", None, "2018-06-25"),
        (4, "removed", "person", "person", None, "2018-06-26"),
    ]


@pytest.mark.parametrize("kind", ["referred", "detained", "ordered", "attempted", "reached"])
def test_what_is_the_parents_leaves_the_parent_open_where_only_the_child_is_named(take: Take, kind: str) -> None:
    engine = take(f"""
        parent.given_names | child.given_names | {kind}.on
        Elsa               | Mateo             | 2021-03-01
                           | Mateo             | 2021-03-01
    """)  # fmt: skip
    assert told(engine) == [
        (2, kind, "parent", "parent", None, "2021-03-01"),
        (3, kind, "child", None, "child", "2021-03-01"),
    ]


@pytest.mark.parametrize("kind", ["placed", "discharged", "referred_to_care"])
def test_care_is_the_childrens(take: Take, kind: str) -> None:
    engine = take(f"""
        parent.given_names | child.given_names | child2.given_names | person.given_names | {kind}.on
        Elsa               | Mateo             | Ana                |                    | 2018-05-11
                           |                   |                    | Rosa               | 2018-05-11
        Elsa               |                   |                    |                    | 2018-05-11
    """)  # fmt: skip
    assert told(engine) == [
        (2, kind, "child", "child", None, "2018-05-11"),
        (2, kind, "child2", "child2", None, "2018-05-11"),
        (3, kind, "person", "person", None, "2018-05-11"),
    ]
    assert engine.rows("select row, rule, field from cell_finding") == [(4, "I12", f"{kind}.on")]


@pytest.mark.parametrize("kind", ["apprehended", "transferred"])
def test_custody_is_everybodys_in_the_row(take: Take, kind: str) -> None:
    engine = take(f"""
        parent.given_names | child.given_names | sponsor.phone | {kind}.on
        Elsa               | Mateo             | 305-555-0110  | 2018-05-10
    """)  # fmt: skip
    assert [who for _, _, who, *_ in told(engine)] == ["child", "parent"]


def test_the_layout_may_say_whose_an_event_is(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | relative.full_name | removed.on | child.removed.on | relative.reached.on
        Elsa               | Mateo             | Rosa Ficticia      | 2018-06-15 | 2018-06-25       | 2021-03-01
                           | Mateo             |                    |            | 2018-06-25       |
                           |                   | Rosa Ficticia      |            | 2018-06-27       |
    """)  # fmt: skip
    assert told(engine) == [
        (2, "reached", "relative", "relative", None, "2021-03-01"),
        (2, "removed", "child", "child", None, "2018-06-25"),
        (2, "removed", "parent", "parent", None, "2018-06-15"),
        (3, "removed", "child", "child", None, "2018-06-25"),
    ]
    assert engine.rows("select row, rule, field from cell_finding") == [(4, "I12", "child.removed.on")]


def test_what_is_particular_speaks_before_what_is_general(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | apprehended.on | child.apprehended.on | apprehended.at
        Elsa               | Mateo             | 2018-05-10     | 2018-05-11           | Yuma
        Elsa               | Mateo             | 2018-05-10     |                      | Yuma
    """)  # fmt: skip
    assert engine.rows("select row, who, cast(happened_on as varchar), place from statement order by 1, 2") == [
        (2, "child", "2018-05-11", "Yuma"), (2, "parent", "2018-05-10", "Yuma"),
        (3, "child", "2018-05-10", "Yuma"), (3, "parent", "2018-05-10", "Yuma"),
    ]  # fmt: skip


def test_an_event_said_of_person_is_said_of_parent_and_child(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | person.family_unit | person.apprehended.on
        Elsa               | Mateo             | F77                | 2018-05-10
    """)  # fmt: skip
    assert [(who, day) for _, _, who, _, _, day in told(engine)] == [("child", "2018-05-10"), ("parent", "2018-05-10")]


def test_a_row_without_the_event_states_none(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | separated.on | separated.outcome | separated.note
        Elsa               | Mateo             |              |                   |
        Elsa               | Mateo             |              |                   | a note alone
        Elsa               | Mateo             |              | yes               |
        Elsa               | Mateo             |              | N                 |
        Elsa               | Mateo             | (b)(6)       |                   |
        Elsa               | Mateo             | pending      |                   |
    """)  # fmt: skip
    assert engine.rows("select row, happened_on, outcome from statement order by row") == [
        (4, None, "yes"), (5, None, "did_not_happen"), (6, None, None),
    ]  # fmt: skip


def test_every_row_of_a_list_of_removals_is_one_dated_or_not(take: Take) -> None:
    engine = take("""
        parent.given_names | ordered.on | removed.on
        Elsa               | 2018-05-25 |
        Rosa               | 2018-05-25 | 2018-06-15
    """)  # fmt: skip
    assert told(engine) == [
        (2, "ordered", "parent", "parent", None, "2018-05-25"), (2, "removed", "parent", "parent", None, None),
        (3, "ordered", "parent", "parent", None, "2018-05-25"), (3, "removed", "parent", "parent", None, "2018-06-15"),
    ]  # fmt: skip


def test_what_every_row_states_does_not_by_itself_invent_an_event(take: Take) -> None:
    drawn = """
        parent.given_names | apprehended.on | removed.on
        Elsa               | 2018-05-10     |
        Rosa               | 2018-05-10     | 2018-06-15
    """
    layout = columns("parent.given_names", "apprehended.on", "removed.on") + '\n[every_row]\n"removed.reason" = "final order"'
    engine = take(drawn, layout)
    assert engine.rows("select row, reason from statement where kind = 'removed'") == [(3, "final order")]
    engine = take(drawn, 'lists = "removed"' + layout)
    assert engine.rows("select row, reason from statement where kind = 'removed' order by 1") == [
        (2, "final order"), (3, "final order"),
    ]  # fmt: skip


def test_what_is_listed_is_theirs_alone_to_whom_the_layout_gives_it(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | child.removed.on
        Elsa               | Mateo             |
    """, more='lists = ["removed"]')  # fmt: skip
    assert told(engine) == [(2, "removed", "child", "child", None, None)]


def test_a_statement_holds_the_fields_of_its_event_with_the_hour(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | decided.on       | decided.choice | decided.witness | decided.signed | decided.at
        Elsa               | Mateo             | 2018-06-10 15:30 | leave_child    | (b)(6)          | sí             | Yuma
    """)  # fmt: skip
    columns = "statement_id, cast(happened_on as varchar), happened_time, choice, witness, signed, place, interpreter"
    assert engine.rows(f"select {columns} from statement") == [
        ("0123456789ab-1-2/decided/parent+child", "2018-06-10", "15:30", "leave_child", "[redacted]", "yes", "Yuma", None)
    ]
