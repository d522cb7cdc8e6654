"""Promises kept on a docket with the faults of real lists: figures open, bytes repeat, ids survive, rules matter."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reunir import audit, demo, docket, explain, run
from reunir.engine import Engine
from reunir.model import TABLES, Inputs
from tests.demo.conftest import Made


@pytest.fixture(scope="module")
def inputs(small: Made) -> Inputs:
    assert small.docket is not None
    return docket.inputs(small.docket)


def digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in TABLES}


def test_every_figure_opens_to_file_sheet_row_and_column(run: Engine) -> None:
    assert run.value("select count(*) from figure_case") > 1000
    assert explain.unopened(run) == []


def test_what_a_figure_counts_is_what_its_cases_are(run: Engine) -> None:
    differ = run.rows(
        "select f.name, f.cohort, f.value, count(c.subject_id) from figure f "
        "left join figure_case c on c.name = f.name and c.cohort = f.cohort "
        "group by f.name, f.cohort, f.value having f.value <> count(distinct c.subject_id) or f.value <> count(c.subject_id)"
    )
    assert differ == []


def test_determinations_and_statuses_are_exclusive_and_complete(run: Engine) -> None:
    figures = dict(run.rows("select name, value from figure where cohort = 'all'"))
    assert sum(v for n, v in figures.items() if n.startswith("determination.")) == figures["removals_apart"]
    searched = ("children_not_reached", "children_reached", "children_reunified")
    assert sum(figures[n] for n in searched) == figures["children_separated"]
    assert sum(v for n, v in figures.items() if n.startswith("children_not_reached.")) == figures["children_not_reached"]
    assert run.value("select count(*) - count(distinct removal_id) from removal") == 0
    assert run.value("select count(*) - count(distinct child_id) from search") == 0


def test_every_row_is_a_record_or_set_aside(run: Engine) -> None:
    lost = run.rows(
        "select l.list_id from list l left join (select list_id, count(*) as n from "
        "(select list_id from record union all select list_id from set_aside) x group by list_id) r on r.list_id = l.list_id "
        "where l.rows <> l.accepted + l.set_aside or (l.until is null and l.rows <> coalesce(r.n, 0))"
    )
    assert lost == []


def test_the_same_inputs_give_the_same_bytes_with_any_number_of_threads(inputs: Inputs, tmp_path: Path) -> None:
    made = []
    for name, threads in (("one", 1), ("two", 2), ("again", 2)):
        run.build(inputs, tmp_path / name, threads=threads)
        made.append(digests(tmp_path / name))
    assert made[0] == made[1] == made[2]


def test_a_new_list_renames_nobody(inputs: Inputs) -> None:
    last = max(received.received_on for received in inputs.lists)
    before = replace(inputs, lists=tuple(r for r in inputs.lists if r.received_on < last))
    earlier, later = Engine(threads=1), Engine(threads=1)
    run.compute(earlier, before)
    run.compute(later, inputs)
    people = set(earlier.rows("select person_id from person where role in ('parent', 'child')"))
    now = dict(later.rows("select mention_id, person_id from mention"))
    resolved = {now.get(person) for (person,) in people}
    assert None not in resolved, "any mention id ever printed resolves"
    kept = sum(now[person] == person for (person,) in people)
    assert kept >= 0.99 * len(people), "only people whom the new list showed to be one may take another's id"


def test_a_day_before_a_list_was_received_gives_what_it_gave(small: Made, inputs: Inputs, tmp_path: Path) -> None:
    assert small.docket is not None
    last = max(received.received_on for received in inputs.lists)
    day = date.fromordinal(last.toordinal() - 1)
    # a docket that never received what came later: what it says of that day is what it gave then
    lists = tmp_path / "lists"
    shutil.copytree(small.folder, lists)
    manifest = small.manifest
    manifest["lists"] = [line for line in manifest["lists"] if line["on"] <= day.isoformat()]
    assert len(manifest["lists"]) < len(small.manifest["lists"])
    (lists / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    then = docket.new(tmp_path / "docket", title="invented")
    demo.hand_over(then, lists)
    figures = []
    for made in (then, small.docket):
        engine = Engine()
        run.compute(engine, docket.inputs(made, day))
        figures.append([
            engine.rows("select name, cohort, value from figure order by name, cohort"),
            engine.rows("select mention_id, person_id from mention where list_id <> 'journal' order by mention_id"),
            engine.rows("select parent_id, child_id, ordinal, determination, reason from removal order by removal_id"),
        ])  # fmt: skip
    assert figures[0] == figures[1]
    assert figures[0][2], "and there was something to be said"


def test_each_rule_matters_without_it_the_figures_would_be_wrong(full: Made) -> None:
    assert full.docket is not None
    inputs = docket.inputs(full.docket)
    engine = Engine()
    run.compute(engine, inputs)

    def answers(without: str | None = None) -> Counter:
        kept = {code: facts for code, facts in inputs.standard["rules"].items() if code != without}
        standard = {**inputs.standard, "rules": kept}
        audit.audit(engine, standard=standard, settings=inputs.settings["linkage"], as_of=inputs.as_of)
        return Counter(engine.rows("select determination, count(*) from removal group by determination"))

    whole = answers()
    # a decision after the removal documents nothing whether or not a rule says so: it is not on time in any reading
    tried = [code for code in inputs.standard["rules"] if code != "before_removal"]
    assert [code for code in tried if answers(without=code) == whole] == []
