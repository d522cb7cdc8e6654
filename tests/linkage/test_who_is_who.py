"""Who is taken for whom: small lists, each with its one right answer."""

from __future__ import annotations

import pytest

from tests.linkage.drawn import groups, linked, people, ties

SAME = {
    "one number and one name": ("""
        record | who    | number    | given
        A.2    | parent | 201000001 | Elsa
        B.2    | parent | 201000001 | Elsa
        """, "A.2/parent B.2/parent"),
    "one number, the name absent": ("""
        record | who   | number    | given
        A.2    | child | 201000002 | Mateo
        B.2    | child | 201000002 |
        """, "A.2/child B.2/child"),
    "a list that holds somebody twice": ("""
        record | who    | number    | given | family
        A.2    | parent | 201000001 | Elsa  | Xol Choc
        A.9    | parent | 201000001 | Elsa  | Xol
        """, "A.2/parent A.9/parent"),
    "family names crossed, an accent lost, day and month swapped": ("""
        record | who    | number | given      | family       | born
        A.2    | parent |        | María José | Zelaya Tzul  | 1985-03-07
        B.2    | parent |        | MARIA JOSE | TZUL ZELAYA  | 1985-07-03
        """, "A.2/parent B.2/parent"),
    "one family name dropped, one column for the whole name": ("""
        record | who    | number | given   | family        | full               | born
        A.2    | parent |        | Selvin  | Ajanel Cuxum  |                    | 1985-03-07
        B.2    | parent |        |         |               | AJANEL, SELVIN     | 1985-03-07
        """, "A.2/parent B.2/parent"),
    "a digit off in the number": ("""
        record | who    | number    | given   | family        | born
        A.2    | parent | 201047001 | Selvin  | Ajanel Cuxum  | 1985-03-07
        B.2    | parent | 201097001 | Selvin  | Ajanel Cuxum  | 1985-03-07
        """, "A.2/parent B.2/parent"),
    "two digits swapped in the number": ("""
        record | who    | number    | given   | family        | born
        A.2    | parent | 201047001 | Selvin  | Ajanel Cuxum  | 1985-03-07
        B.2    | parent | 201407001 | Selvin  | Ajanel Cuxum  | 1985-03-07
        """, "A.2/parent B.2/parent"),
    "a Mayan name in two spellings": ("""
        record | who   | number | given    | family       | born
        A.2    | child |        | Wilmer   | K'ich Tzul   | 2011-03-07
        B.2    | child |        | Vilmer   | Quix Sul     | 2011-03-07
        """, "A.2/child B.2/child"),
    "known by name alone, through the child's number": ("""
        record | who    | number    | given | family    | full
        A.2    | parent | 201000001 | Maria | Lopez     |
        A.2    | child  | 201000002 | Mateo | Lopez     |
        B.2    | parent |           |       |           | Maria Lopez
        B.2    | child  | 201000002 |       |           |
        """, "A.2/parent B.2/parent; A.2/child B.2/child"),
    "both known by name alone, each vouching for the other": ("""
        record | who    | given   | family
        A.2    | parent | Bernarda | Xol Ajanel
        A.2    | child  | Wilmer   | Tzul Xol
        B.2    | parent | Bernarda | Xol
        B.2    | child  | Wilmer   | Tzul Xol
        """, "A.2/parent B.2/parent; A.2/child B.2/child"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_taken_for_one(name: str) -> None:
    drawn, expected = SAME[name]
    assert people(linked(drawn)) == groups(expected)


APART = {
    "one common name and nothing else": """
        record | who    | given | family
        A.2    | parent | Maria | Lopez
        B.2    | parent | Maria | Lopez
        """,
    "a mother and her child with neighbouring numbers": """
        record | who    | number    | given | family
        A.2    | parent | 201000001 | Elsa  | Lopez
        A.2    | child  | 201000002 | Mateo | Lopez
        """,
    "sisters, neighbouring numbers, on two rows": """
        record | who   | number    | given | family      | born
        A.2    | child | 201000001 | Ana   | Xol Ajanel  | 2010-05-01
        B.2    | child | 201000002 | Rosa  | Xol Ajanel  | 2012-05-01
        """,
    "twins": """
        record | who   | number    | given | family      | born
        A.2    | child | 201000001 | Ana   | Xol Ajanel  | 2010-05-01
        B.2    | child | 201000002 | Rosa  | Xol Ajanel  | 2010-05-01
        """,
    "father and son of one name": """
        record | who    | number    | given       | family      | born
        A.2    | person | 201000001 | Juan Carlos | Xol Ajanel  | 1980-05-01
        B.2    | person | 201000002 | Juan Carlos | Xol Ajanel  | 2010-05-01
        """,
    "one number keyed for another person": """
        record | who    | number    | given  | family       | born
        A.2    | parent | 201000001 | Elsa   | Xol Ajanel   | 1980-05-01
        B.2    | parent | 201000001 | Wilmer | Mejia Rivera | 1992-11-23
        """,
    "two people of one row, even with one name": """
        record | who     | number | given | family      | born
        A.2    | child   |        | Ana   | Xol Ajanel  | 2010-05-01
        A.2    | child2  |        | Ana   | Xol Ajanel  | 2010-05-01
        """,
    "blank mentions": """
        record | who    | number | given | sex | citizenship
        A.2    | parent |        |       | F   | HONDURAS
        B.2    | parent |        |       | F   | HONDURAS
        C.2    | parent |        |       | F   | HONDURAS
        """,
    "hidden names": """
        record | who    | given      | family
        A.2    | parent | [redacted] | [redacted]
        B.2    | parent | [redacted] | [redacted]
        """,
    "Ana and Anita with numbers of their own": """
        record | who   | number    | given
        A.2    | child | 250000004 | Ana
        A.3    | child | 250000006 | Anita
        """,
}


@pytest.mark.parametrize("name", APART)
def test_kept_apart(name: str) -> None:
    assert people(linked(APART[name])) == set()


A02 = """
    record | who    | number    | given
    A.2    | parent | 239000001 | Elsa
    A.2    | child  | 239000002 | Mateo
    B.2    | parent | 239000001 | Elsa
    C.2    | parent |           | Elsa
    C.2    | child  | 239000002 | Mateo
    """


def test_a_decision_without_a_number_is_joined_through_the_child_until_judged() -> None:
    """Casebook A02."""
    engine = linked(A02)
    assert frozenset({"A.2/parent", "B.2/parent", "C.2/parent"}) in people(engine)
    assert ties(engine)["A.2/parent", "A.2/child"][1] >= 0.9
    after = linked(A02, "C.2/parent different A.2/parent")
    assert frozenset({"A.2/parent", "B.2/parent"}) in people(after)
    assert ("C.2/parent", "A.2/child") in ties(after)


def test_another_parent_of_the_child_is_another_person() -> None:
    engine = linked("""
        record | who    | number    | given | family    | full
        A.2    | parent | 201000001 | Maria | Lopez     |
        A.2    | child  | 201000002 | Mateo | Lopez     |
        B.2    | parent |           |       |           | Ernesto Tzul
        B.2    | child  | 201000002 |       |           |
        """)
    assert people(engine) == groups("A.2/child B.2/child")
    assert set(ties(engine)) == {("A.2/parent", "A.2/child"), ("B.2/parent", "A.2/child")}


def test_no_giant_cluster_of_one_common_name() -> None:
    rows = "\n".join(f"A.{i} | parent | Maria | Lopez" for i in range(2, 60))
    assert people(linked(f"record | who | given | family\n{rows}")) == set()


def test_the_anchor_is_the_earliest_mention_and_a_later_list_renames_nobody() -> None:
    before = linked("""
        record | who    | number    | given | family
        A.2    | parent | 201000001 | Elsa  | Xol
        B.2    | parent | 201000001 | Elsa  | Xol
        """)
    after = linked("""
        record | who    | number    | given | family
        A.2    | parent | 201000001 | Elsa  | Xol
        B.2    | parent | 201000001 | Elsa  | Xol
        C.2    | parent | 201000001 | ELSA  | XOL
        C.3    | parent | 201000077 | Berta | Rivera
        """)
    assert before.rows("select distinct person_id from mention") == [("A.2/parent",)]
    assert set(after.rows("select distinct person_id from mention")) == {("A.2/parent",), ("C.3/parent",)}


def test_no_mentions_no_persons() -> None:
    engine = linked("record | who | given")
    assert [engine.value(f"select count(*) from {t}") for t in ("person", "link", "tie", "family")] == [0, 0, 0, 0]


def test_a_sponsor_is_a_person_and_never_tied() -> None:
    engine = linked("""
        record | who     | number    | given | family | phone
        A.2    | child   | 201000002 | Mateo | Lopez  |
        A.2    | sponsor |           | Rosa  | Lopez  | 555-0100
        """)
    assert engine.value("select role from person where person_id = 'A.2/sponsor'") == "sponsor"
    assert ties(engine) == {}


TWO_SILVIAS = """
    record | who    | number    | given         | family          | born
    A.2    | parent | 201761065 | Silvia Lorena | Castillo García | 1973-09-02
    A.2    | child  | 201761066 | Wilmer        | Xol Castillo    | 2010-02-03
    A.5    | parent | 201258489 | Silvia Lorena | Castillo García | 1986-11-09
    A.5    | child  | 201258490 | Nehemías      | Tzul Castillo   | 2012-05-06
    B.2    | parent |           | Silvia Lorena | Castillo García | 1973-09-02
    B.2    | child  | 201761066 | Wilmer        | Xol Castillo    | 2010-02-03
    B.5    | parent |           | Silvia Lorena | Castillo García |
    B.5    | child  | 201258490 | Nehemías      | Tzul Castillo   | 2012-05-06
    C.2    | parent |           | Silvia Lorena | Castillo García |
    C.3    | parent |           | Silvia Lorena | Castillo García |
    C.4    | parent |           | Silvia Lorena | Castillo García |
    C.5    | parent |           | Silvia Lorena | Castillo García |
    """


def test_rows_with_a_name_alone_do_not_make_one_of_two_people_with_two_numbers_and_birth_dates() -> None:
    who = {m: g for g in people(linked(TWO_SILVIAS)) for m in g}
    assert who["A.2/parent"] is not who.get("A.5/parent")
    assert {"A.2/parent", "B.2/parent"} <= who["A.2/parent"]
    assert {"A.5/parent", "B.5/parent"} <= who["A.5/parent"]
