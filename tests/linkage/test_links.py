"""Links open into evidence; the same mentions give the same tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reunir.engine import Engine
from reunir.linkage import link, shipped_model, train
from tests.linkage.drawn import linked


def engine_of(hard, threads: int) -> Engine:
    engine = Engine(threads=threads)
    engine.load_arrow("mention", hard.mention)
    return engine


@pytest.fixture(scope="module")
def run(hard) -> Engine:
    engine = engine_of(hard, 2)
    link(engine, shipped_model(), {}, [])
    return engine


def test_the_evidence_of_every_link_adds_up_to_its_weight(run: Engine) -> None:
    rows = run.rows("select weight, evidence, probability from link")
    assert len(rows) > 1000
    for weight, evidence, probability in rows:
        items = json.loads(evidence)
        assert items[0]["name"] == "prior"
        assert all(set(item) == {"name", "level", "weight"} for item in items)
        assert sum(round(item["weight"] * 1e6) for item in items) == round(weight * 1e6)
        assert probability == pytest.approx(1 / (1 + 2**-weight), abs=1e-6)


def test_the_relatives_are_a_bar_of_their_own() -> None:
    engine = linked("""
        record | who    | number    | given | family | full
        A.2    | parent | 201000001 | Maria | Lopez  |
        A.2    | child  | 201000002 | Mateo | Lopez  |
        B.2    | parent |           |       |        | Maria Lopez
        B.2    | child  | 201000002 |       |        |
        """)
    evidence = json.loads(engine.value("select evidence from link where mention_id_r = 'B.2/parent'"))
    assert "relatives" in {item["name"] for item in evidence}


def test_every_pair_of_a_person_that_was_compared_is_shown_and_every_mention_is_somebody(run: Engine) -> None:
    assert run.value("select count(*) from mention where person_id is null") == 0
    assert run.value("select sum(mentions) from person") == run.value("select count(*) from mention")
    assert run.value("select count(*) from link where together and probability < 0.5") > 0  # shown all the same


def test_the_same_mentions_give_the_same_bytes_with_one_thread_or_two(hard, run: Engine, tmp_path: Path) -> None:
    other = engine_of(hard, 1)
    link(other, shipped_model(), {}, [])
    for name, engine in (("two", run), ("one", other)):
        (tmp_path / name).mkdir()
        for table in ("mention", "person", "link", "tie", "family"):
            engine.write(table, tmp_path / name)
    for table in ("mention", "person", "link", "tie", "family"):
        assert (tmp_path / "one" / f"{table}.parquet").read_bytes() == (tmp_path / "two" / f"{table}.parquet").read_bytes()


def test_two_people_of_one_row_are_never_one(run: Engine) -> None:
    assert run.rows("""select record_id, person_id from mention group by record_id, person_id having count(*) > 1""") == []


def test_no_person_is_called_a_parent_here_and_a_child_there_without_a_number_that_says_so(run: Engine) -> None:
    mixed = run.rows("""
        select person_id from mention where role in ('parent', 'child')
        group by person_id having count(distinct role) > 1""")
    assert len(mixed) <= run.value("select count(distinct person_id) from mention") // 500


def test_generated_lists_come_out_nearly_right(hard, run: Engine) -> None:
    from linkage_marks import pairwise, tie_marks

    marks = pairwise(run, hard.truth)
    assert marks.f1 > 0.95
    assert marks.precision > 0.98
    tied = tie_marks(run, hard)
    assert tied.precision > 0.97
    assert tied.recall > 0.95


def test_training_needs_no_labels_and_gives_the_same_model_twice(hard) -> None:
    first, second = train(engine_of(hard, 1), 5), train(engine_of(hard, 2), 5)
    assert json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)
    for name, levels in first["levels"].items():
        assert all(0 < p <= 1 for odds in levels.values() for p in odds.values()), name
    assert first["levels"]["number"]["equal"]["same"] > 0.7
    assert first["levels"]["given names"]["different"]["unrelated"] > 0.8


def test_a_model_is_used_as_it_is(hard) -> None:
    model = shipped_model()
    before = json.dumps(model, sort_keys=True)
    link(engine_of(hard, 2), model, {}, [])
    assert json.dumps(model, sort_keys=True) == before
