"""Standards are data: rules are named by them, and one that crashes is said to have not been run, never zero."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from reunir import audit, run
from reunir.engine import Engine
from reunir.errors import RuleBookError
from tests.spec.drawn import STANDARD, prepare, read_cases

SPEC = Path(__file__).resolve().parents[1] / "spec"


def case(name: str):  # type: ignore[no-untyped-def]
    return next(c for c in read_cases(SPEC / "audit.txt") if c.name.startswith(name))


def determined(name: str, standard: dict, folder: Path) -> tuple[list, dict]:
    drawn = case(name)
    inputs, _ = prepare(drawn, drawn.as_of[0], folder)
    engine = Engine(threads=1)
    notes = run.compute(engine, replace(inputs, standard=standard))
    return engine.rows("select determination from removal"), notes


def test_another_standard_stands_beside_without_code(tmp_path: Path) -> None:
    text = files("reunir").joinpath("standards/oig-21-36.toml").read_text("utf-8")
    milder = tomllib.loads(text.replace("not_group = {}", "").replace("minutes = 2880", "minutes = 60"))
    assert determined("D03-j", STANDARD, tmp_path)[0] == [("flawed",)]
    assert determined("D03-j", milder, tmp_path)[0] == [("documented",)]


def test_a_standard_that_names_no_rule_of_ours_is_refused_in_one_line() -> None:
    with pytest.raises(RuleBookError, match="the rule `nonesuch`, which is none"):
        audit.rules({"rules": {"nonesuch": {}}})


def test_a_rule_that_crashes_is_not_run_and_nothing_is_documented_by_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = audit.rules

    def with_one_broken(standard: dict) -> list[audit.Rule]:
        return [replace(r, sql="select no_such_column from waiver") if r.code == "told" else r for r in whole(standard)]

    monkeypatch.setattr(audit, "rules", with_one_broken)
    answers, notes = determined("D01-a", STANDARD, tmp_path)
    assert set(notes["rules_not_run"]) == {"told"}
    assert answers == [("undetermined",)], "what no rule could be asked about is not documented"


@pytest.mark.parametrize("spelled", ["K’iche’", "k'iche'", "Quiché", "kiche"])
def test_a_language_is_the_parents_however_it_is_spelled(spelled: str, tmp_path: Path) -> None:
    drawn = case("D01-a")
    rows = [
        replace(r, fields={k: {"parent.language": "K'iche'", "decided.language": spelled}.get(k, v) for k, v in r.fields.items()})
        for r in drawn.rows
    ]
    inputs, _ = prepare(replace(drawn, rows=tuple(rows)), date(2018, 12, 31), tmp_path)
    engine = Engine(threads=1)
    run.compute(engine, inputs)
    assert engine.rows("select outcome from finding where rule = 'language'") == [("met",)]


def test_every_rule_says_what_it_asks_what_it_cites_and_what_fault_it_finds() -> None:
    rules = audit.rules(STANDARD)
    assert sorted(r.code for r in rules) == audit.codes()
    assert all(r.title and r.cites and r.fault for r in rules)
