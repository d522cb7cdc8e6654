"""What a run promises whatever the lists say: one altered cell moves what must move, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reunir.engine import Engine
from tests.spec.drawn import Case, answer, read_cases

CASE = read_cases(Path(__file__).parent / "promises.txt")[0]
DAY = date(2018, 12, 31)

Known = tuple[dict[str, int], Counter]


def known(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Known:
    folder.mkdir()
    engine, _ = answer(case, DAY, folder, monkeypatch)
    return figures(engine), Counter(engine.rows("select rule, outcome, count(*) from finding group by rule, outcome"))


def figures(engine: Engine) -> dict[str, int]:
    return {f"{name} of {cohort}": value for name, cohort, value in engine.rows("select name, cohort, value from figure")}


def altered(row: int, field: str, value: str) -> Case:
    rows = list(CASE.rows)
    assert rows[row].fields[field] != value
    rows[row] = replace(rows[row], fields={**rows[row].fields, field: value})
    return replace(CASE, rows=tuple(rows))


def moved(before: Known, after: Known) -> tuple[dict[str, int], dict[str, int]]:
    """How figures moved, and how the counts of findings by rule and outcome did."""
    names = sorted({*before[0], *after[0]})
    by_figure = {n: after[0].get(n, 0) - before[0].get(n, 0) for n in names}
    count = [Counter({f"{rule} {outcome}": n for rule, outcome, n in found}) for _, found in (before, after)]
    by_rule = {n: count[1][n] - count[0][n] for n in sorted({*count[0], *count[1]})}
    return {n: d for n, d in by_figure.items() if d}, {n: d for n, d in by_rule.items() if d}


def test_a_box_on_a_form_moves_its_figures_and_its_rule_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known(CASE, tmp_path / "a", monkeypatch)
    after = known(altered(6, "decided.prechecked", "yes"), tmp_path / "b", monkeypatch)
    assert moved(before, after) == (
        {
            "determination.documented of all": -1, "determination.flawed of all": 1,
            "parents_by_gravest.documented of all": -1, "parents_by_gravest.flawed of all": 1,
            "children_with.documented of all": -1, "children_with.flawed of all": 1,
        },
        {"not_prechecked met": -1, "not_prechecked unmet": 1},
    )  # fmt: skip


def test_the_date_of_a_statement_moves_its_figures_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known(CASE, tmp_path / "a", monkeypatch)
    after = known(altered(8, "stated.on", "2018-06-12"), tmp_path / "b", monkeypatch)
    assert moved(before, after) == (
        {
            "determination.documented of all": -1, "determination.against_wish of all": 1,
            "parents_by_gravest.documented of all": -1, "parents_by_gravest.against_wish of all": 1,
            "children_with.documented of all": -1, "children_with.against_wish of all": 1,
        },
        {},
    )  # fmt: skip


def test_a_cell_that_decides_nothing_moves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known(CASE, tmp_path / "a", monkeypatch)
    after = known(altered(8, "stated.how", "told an officer"), tmp_path / "b", monkeypatch)
    assert moved(before, after) == ({}, {})
