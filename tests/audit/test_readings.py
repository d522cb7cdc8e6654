"""The audit's answer is the gravest that holds under every reading: held against one that takes them one by one."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reunir import audit
from reunir.engine import Engine
from reunir.model import DETERMINATIONS
from tests.audit.families import Family, brute_answer, families, tables

STANDARD = tomllib.loads(files("reunir").joinpath("standards/oig-21-36.toml").read_text("utf-8"))
AS_OF = date(2018, 12, 31)


def audited(drawn: list[Family]) -> dict[int, str]:
    engine = Engine(threads=1)
    rows: dict[str, list] = {"event": [], "mention": [], "tie": [], "separation": [], "statement": [], "cell_finding": [], "gave_way": []}
    for number, family in enumerate(drawn):
        for name, more in tables(family, number).items():
            rows[name] += more
    for name, filled in rows.items():
        engine.load(name, filled)
    for helper, columns in {
        "reunion": "parent_id varchar, child_id varchar, happened_on date, record_id varchar, denies boolean, certain boolean",
        "separation_word": "parent_id varchar, child_id varchar, happened_on date, record_id varchar, denies boolean",
        "first_day": "person_id varchar, referred_on date, placed_on date, apprehended_on date",
    }.items():
        engine.sql(f"create table {helper} ({columns})")
    assert audit.audit(engine, standard=STANDARD, settings={}, as_of=AS_OF) == {}
    answers = engine.rows("select cast(substr(parent_id, 2, 5) as integer), determination from removal")
    assert len({n for n, _ in answers}) == len(answers), "one answer for each removal apart"
    return dict(answers)


# Without shrinking: a batch is many families, and the one that fails is printed alone.
@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(st.lists(families(), min_size=40, max_size=80))
def test_the_answer_is_the_gravest_that_holds_under_every_reading(drawn: list[Family]) -> None:
    answers = audited(drawn)
    assert set(answers) == set(range(len(drawn))), "complete: every removal apart has an answer"
    assert set(answers.values()) <= set(DETERMINATIONS)
    wrong = {n: (answers[n], brute_answer(f), f) for n, f in enumerate(drawn) if answers[n] != brute_answer(f)}
    assert not wrong, next(iter(wrong.values()))


def test_the_generator_reaches_every_determination() -> None:
    found: Counter[str] = Counter()

    @settings(max_examples=200, deadline=None, database=None, derandomize=True)
    @given(families())
    def draw(family: Family) -> None:
        found[brute_answer(family)] += 1

    draw()
    assert set(found) == set(DETERMINATIONS)
