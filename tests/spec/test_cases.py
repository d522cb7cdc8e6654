"""The worked cases, drawn as tables, run through the whole house: answers, rules and the wording of reasons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reunir.engine import Engine
from tests.spec.drawn import Case, answer, read_cases

HERE = Path(__file__).parent


def cases(file: str) -> list:
    return [pytest.param(case, id=case.name.split(":")[0]) for case in read_cases(HERE / file)]


def told(engine: Engine, names: dict[str, str]) -> str:
    """What the audit says, in the words of the drawn cases."""
    removals = engine.dicts("select * from removal")
    lines = []
    twice = {(r["parent_id"], r["child_id"]) for r in removals if r["ordinal"] > 1}
    for r in sorted(removals, key=lambda r: (names[r["child_id"]], names[r["parent_id"]], r["ordinal"])):
        which = f" (removal {r['ordinal']})" if (r["parent_id"], r["child_id"]) in twice else ""
        beside = " (indicated)" if r["separation"] == "indicated" else ""
        lines.append(f"{names[r['parent_id']]}-{names[r['child_id']]}{which}: {r['determination']}{beside}")
        for decision in engine.dicts(
            "select * from decision where removal_id = $id and purports in ('leave', 'unknown') "
            "order by happened_on, event_id", {"id": r["removal_id"]},
        ):  # fmt: skip
            findings = engine.rows(
                "select rule, outcome, bars, reason from finding where subject_id = $id order by rule",
                {"id": decision["decision_id"]},
            )
            if not findings:
                continue
            lines.append(f"  {decision['kind']} {decision['happened_on'] or 'on no stated day'}:")
            for wanted in ("unmet", "unknown"):
                lines += [
                    f"    {outcome}{', bars' if bars else ''}: {rule}: {reason}"
                    for rule, outcome, bars, reason in findings
                    if outcome == wanted
                ]
            lines.append("    met: " + ", ".join(rule for rule, outcome, _, _ in findings if outcome == "met"))
        lines.append(f"  because: {r['reason']}")
    return "\n".join(lines) or "no removal apart"


def blocks(text: str) -> list[str]:
    """The answers of a case, one a removal apart, in any order."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith(" "):
            found[-1] += "\n" + line.rstrip()
        else:
            found.append(line)
    return sorted(found)


@pytest.mark.parametrize("case", cases("audit.txt"))
def test_the_audit(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, names = answer(case, case.as_of[0], tmp_path, monkeypatch)
    assert blocks(told(engine, names)) == blocks(case.expected)


@pytest.mark.parametrize("case", cases("search.txt"))
def test_the_search(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, names = answer(case, case.as_of[0], tmp_path, monkeypatch)
    lines = [f"{names[child]}: {status}" for child, status in engine.rows("select child_id, status from search")]
    lines += [
        f"beside: {names[subject]}: {kind}"
        for kind, subject in engine.rows("select kind, subject_id from beside")
        if kind in ("another relative reached", "contact lost", "no preference yet")
    ]
    assert sorted(lines) == sorted(case.expected.splitlines())


@pytest.mark.parametrize("case", cases("as_of.txt"))
def test_as_of(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def known(day: date) -> str:
        engine, names = answer(case, day, tmp_path, monkeypatch)
        found = [
            f"{names[parent]}-{names[child]} {answered}" + (f", late by {late}" if late else "")
            for parent, child, answered, late in engine.rows("select parent_id, child_id, determination, late_by from removal")
        ]
        figures = dict(engine.rows("select name, value from figure where cohort = 'all'"))
        announced = figures.get("beside.removal_announced", 0)
        return (
            f"{day}: {'; '.join(found) or 'no removal apart'}; separated {figures['children_separated']}; announced {announced}"
        )

    assert [known(day) for day in case.as_of] == case.expected.splitlines()


@pytest.mark.parametrize("case", cases("units.txt"))
def test_units_and_cohorts(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, _ = answer(case, case.as_of[0], tmp_path, monkeypatch)
    figures = {
        (name if cohort == "all" else f"{name} of {cohort}"): value
        for name, cohort, value in engine.rows("select name, cohort, value from figure")
    }
    expected = dict(line.split(" = ") for line in case.expected.splitlines())
    assert {name: str(figures[name]) for name in expected} == expected
    parts = [v for k, v in figures.items() if k.startswith("children_separated of ") and k.split(" of ")[1] in
             ("original_class", "expanded_class", "neither", "later", "undated")]  # fmt: skip
    assert sum(parts) == figures["children_separated"], "no child is in two cohorts of the partition, none in no one"
    assert sum(v for k, v in figures.items() if k.startswith("determination.")) == figures["removals_apart"]
