"""Events of all lists side by side: one event with every statement, stays and the gaps between them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reunir.engine import Engine
from tests.spec.drawn import answer, read_cases

DRAWN = """
case T01: told by several lists

  list  | received   | who                      | says
  CBP   | 2018-07-02 | parent Elsa, child Mateo | apprehended.on=2018-05-10; separated.on=2018-05-10
  ORR   | 2018-07-10 | child Mateo              | apprehended.on=2018-05-11; placed.on=2018-05-12; placed.at=Casa Uno
  ICE   | 2018-09-14 | parent Elsa              | detained.on=2018-05-10; removed.on=2018-06-15
  EOIR  | 2018-09-14 | parent Elsa              | removed.on=2018-06-19
  ICE   | 2018-10-14 | parent Elsa              | removed.on=2018-06-16

-

case T02: care, twice

  list | received   | who         | says
  ORR  | 2018-07-10 | child Mateo | placed.on=2018-05-12; placed.at=Casa Uno; discharged.on=2018-06-01; discharged.outcome=other
  ORR  | 2018-07-10 | child Mateo | placed.on=2018-06-20; placed.at=Casa Dos; discharged.on=2018-07-01; discharged.outcome=other
  ORR  | 2018-07-10 | child Ana   | placed.on=2018-05-12; discharged.on=2018-06-01; discharged.outcome=other
  ORR  | 2018-07-10 | child Ana   | placed.on=2018-06-01; placed.at=Casa Dos

-
"""


@pytest.fixture
def run_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    drawn = tmp_path / "drawn.txt"
    drawn.write_text(DRAWN, "utf-8")
    cases = {case.name.split(":")[0]: case for case in read_cases(drawn)}

    def ran(name: str) -> tuple[Engine, dict[str, str]]:
        return answer(cases[name], date(2018, 12, 31), tmp_path, monkeypatch)

    return ran


def test_one_event_has_every_statement_and_a_finding_where_they_differ(run_of) -> None:  # type: ignore[no-untyped-def]
    engine, _ = run_of("T01")
    told = engine.rows(
        "select kind, count(distinct event_id), count(*) from event where kind in ('apprehended', 'removed') group by kind order by kind"
    )
    assert told == [("apprehended", 2, 3), ("removed", 1, 3)]
    days = engine.rows("select outcome, reason from finding where rule = 'C01' order by reason")
    assert days == [
        ("unmet", "Lists differ on the day it was apprehended: from 2018-05-10 to 2018-05-11."),
        ("unmet", "Lists differ on the day it was removed: from 2018-06-16 to 2018-06-19."),
    ]


def test_an_agencys_later_word_takes_the_place_of_its_own_alone(run_of) -> None:  # type: ignore[no-untyped-def]
    engine, _ = run_of("T01")
    stands = engine.rows("select happened_on, stands from event where kind = 'removed' order by happened_on")
    assert stands == [(date(2018, 6, 15), False), (date(2018, 6, 16), True), (date(2018, 6, 19), True)]
    assert engine.value("select count(*) from finding where rule = 'C03'") == 1
    low, high = engine.rows("select removed_on_low, removed_on_high from removal")[0]
    assert (low, high) == (date(2018, 6, 16), date(2018, 6, 19))


def test_stays_and_the_gaps_between_them(run_of) -> None:  # type: ignore[no-untyped-def]
    engine, names = run_of("T02")
    stays = engine.rows("select person_id, began_on, ended_on, place from stay order by person_id, began_on")
    assert [(names[p], str(began), str(ended), place) for p, began, ended, place in stays] == [
        ("Mateo", "2018-05-12", "2018-06-01", "Casa Uno"),
        ("Mateo", "2018-06-20", "2018-07-01", "Casa Dos"),
        ("Ana", "2018-05-12", "2018-06-01", None),
        ("Ana", "2018-06-01", "None", "Casa Dos"),
    ]
    gaps = engine.rows("select person_id, began_on, ended_on, days from gap")
    assert [(names[p], str(a), str(b), n) for p, a, b, n in gaps] == [("Mateo", "2018-06-01", "2018-06-20", 19)]
