"""Who a row speaks of."""

from __future__ import annotations

from tests.intake.conftest import Take

WHO = "select row, who from mention order by row, who"


def test_each_who_with_something_to_say_is_a_mention(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | child2.given_names | sponsor.phone | relation
        Elsa               | Mateo             |                    |               | mother
        Elsa               |                   |                    | 305-555-0110  | mother
                           | Mateo             | Ana                |               | mother
                           |                   |                    |               | mother
    """)  # fmt: skip
    assert engine.rows(WHO) == [
        (2, "child"), (2, "parent"), (3, "parent"), (3, "sponsor"), (4, "child"), (4, "child2"),
    ]  # fmt: skip
    assert engine.rows("select row, relation from mention where who = 'parent' order by 1") == [(2, "mother"), (3, "mother")]
    assert engine.value("select count(*) from record") == 4


def test_a_mention_says_where_it_stands(take: Take) -> None:
    engine = take("""
        parent2.a_number
        A201 000 001
    """)
    assert engine.dicts("select * exclude (note) from mention") == [{
        "mention_id": "0123456789ab-1-2/parent2", "record_id": "0123456789ab-1-2", "who": "parent2", "role": "parent",
        "person_id": None, "a_number": "201000001", "given_names": None, "family_names": None, "full_name": None,
        "born_on": None, "age": None, "sex": None, "citizenship": None, "language": None, "phone": None,
        "municipality": None, "family_unit": None, "relation": None, "list_id": "0123456789ab", "list_seq": 1,
        "layout": "drawn", "agency": "drawn", "received_on": engine.value("select date '2019-04-01'"), "sheet": 1, "row": 2,
    }]  # fmt: skip


def test_what_is_said_of_person_without_a_name_is_said_of_parent_and_child(take: Take) -> None:
    engine = take("""
        parent.given_names | child.given_names | person.family_unit | person.full_name
        Elsa               | Mateo             | F77                |
        Elsa               | Mateo             | F78                | Rosa Ficticia
                           |                   | F79                |
    """)  # fmt: skip
    assert engine.rows("select row, who, family_unit from mention order by row, who") == [
        (2, "child", "F77"), (2, "parent", "F77"),
        (3, "child", None), (3, "parent", None), (3, "person", "F78"),
        (4, "person", "F79"),
    ]  # fmt: skip


def test_what_every_row_states_fills_blanks_and_makes_nobody(take: Take) -> None:
    engine = take("""
        parent.given_names | parent.citizenship | child.given_names
        Elsa               | Guatemala          |
                           |                    | Mateo
        Rosa               |                    | Ana
    """, '[columns]\n"parent.given_names" = "parent.given_names"\n"parent.citizenship" = "parent.citizenship"\n'
         '"child.given_names" = "child.given_names"\n[every_row]\n"parent.citizenship" = "Honduras"\n"child.sex" = "F"')  # fmt: skip
    assert engine.rows("select row, who, citizenship, sex from mention order by row, who") == [
        (2, "parent", "Guatemala", None), (3, "child", None, "F"), (4, "child", None, "F"), (4, "parent", "Honduras", None),
    ]  # fmt: skip


def test_a_hidden_name_or_number_is_somebody_and_nobodys_likeness(take: Take) -> None:
    engine = take("""
        parent.family_names | parent.a_number
        (b)(6)              | (b)(6)
        (b)(6)              | (b)(6)
    """)
    assert engine.rows("select row, family_names, a_number from mention order by 1") == [(2, None, None), (3, None, None)]


def test_two_columns_of_one_field_are_one_and_a_difference_is_said(take: Take) -> None:
    engine = take("""
        Home phone    | Cell phone    | A
        502-5550-0101 |               | 201000001
                      | 502-5550-0102 | 201000002
        502-5550-0103 | 502-5550-0104 | 201000003
        502-5550-0105 | 502-5550-0105 | 201000004
    """, '[columns]\n"A" = "parent.a_number"\n"Home phone" = "parent.phone"\n"Cell phone" = "parent.phone"')  # fmt: skip
    assert engine.rows("select row, phone from mention order by 1") == [
        (2, "502-5550-0101"), (3, "502-5550-0102"), (4, "502-5550-0103"),
        (5, "502-5550-0105"),
    ]  # fmt: skip
    assert engine.rows("select rule, heading, cell from cell_finding") == [("I13", "Cell phone", "502-5550-0104")]
