"""What the printed report promises: every number is the run's, nobody is named, the same run gives the same bytes."""

from __future__ import annotations

import copy
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reunir import report
from reunir.engine import Engine
from reunir.errors import ReunirError
from reunir.model import EVENT_CELLS, TABLES

from . import invented, reading

WRITTEN = {
    "mention": ("a_number", "given_names", "family_names", "full_name", "citizenship", "language", "phone",
                "municipality", "family_unit", "note"),
    "person": ("a_number", "given_names", "family_names", "full_name", "citizenship"),
    "event": EVENT_CELLS,
    "cell_finding": ("cell", "reason", "heading"),
    "removal": ("reason", "doubt"),
    "search": ("reason",),
    "finding": ("reason",),
    "stay": ("place",),
    "record": ("raw",),
}  # fmt: skip
"""Columns that hold what a list says, or words made of it."""


def page_of(made: invented.Tables, run: dict[str, Any] = invented.RUN, folder: Path | None = None) -> str:
    engine = invented.loaded(made)
    path = (folder or Path("/tmp")) / "report.html"
    report.write(engine, run, path)
    engine.close()
    return path.read_text(encoding="utf-8")


@pytest.fixture
def printed(tmp_path: Path) -> str:
    return page_of(invented.tables(), folder=tmp_path)


def test_a_report_names_nobody(printed: str) -> None:
    for secret in invented.SECRETS:
        assert secret not in printed


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzáñ'", min_size=6, max_size=12))
def test_no_cell_of_a_list_reaches_a_report(tmp_path: Path, word: str) -> None:
    word = f"Zq{word}"
    made = invented.tables()
    for name, columns in WRITTEN.items():
        for row in made[name]:
            row.update({c: word for c in columns if row.get(c) not in ("take_child", "leave_child", "did_not_happen")})
    why = f"no cast of {word}"
    run = {**invented.RUN, "not_run": [{"rule": "told", "why": why}], "warnings": [f"rule told was not run: {why}"]}
    assert word not in page_of(made, run, tmp_path)


@pytest.mark.parametrize(("children", "shown"), [(9, False), (10, True)])
def test_a_place_is_named_where_ten_children_share_it(tmp_path: Path, children: int, shown: bool) -> None:
    made = invented.tables(children)
    for row in made["event"]:
        if row["kind"] == "placed":
            row["place"] = "Shelter of Nowhere"
    for row in made["stay"]:
        row["place"] = "Shelter of Nowhere"
    assert ("Shelter of Nowhere" in page_of(made, folder=tmp_path)) is shown


@pytest.mark.parametrize("families", [3, 12])
def test_every_figure_printed_is_the_tables(tmp_path: Path, families: int) -> None:
    made = invented.tables(families)
    page = reading.read(page_of(made, folder=tmp_path))
    shown = {row[0].split(" ")[0]: row[2:] for row in reading.rows(page, "all cohorts and periods together")}
    expected = {
        f["name"]: [f"{f[k]:,}" if f[k] is not None else "–" for k in ("value", "denominator", "cases")]
        for f in made["figure"] if f["cohort"] == "all"
    }  # fmt: skip
    assert shown == expected


def test_tables_beside_the_charts_say_what_the_figures_say(tmp_path: Path) -> None:
    page = reading.read(page_of(invented.tables(12), folder=tmp_path))
    by_cohort = {row[0]: row[1] for row in reading.table(page, "by cohort or period")}
    assert by_cohort == {"All": "12", "Original class": "6", "Expanded class": "6"}
    determinations = [row[2] for row in reading.table(page, "Determinations")]
    assert determinations == ["3", "3", "2", "2", "2"]
    assert [row[2] for row in reading.table(page, "The search for parents")] == ["3", "3", "2", "2", "2"]


def test_the_figures_at_a_glance_carry_their_denominators(printed: str) -> None:
    glance = reading.section(reading.read(printed), "At a glance")
    assert "2 parents with no documented wish to leave the child 40.0% of 5 parents" in glance
    assert "1 removals against a stated wish 20.0% of 5 removals apart" in glance
    assert "3 children whose parent was not reached" in glance
    assert "Definition of no_documented_wish. Unit: parents." in glance


def test_a_figure_that_the_lists_could_not_have_shown_otherwise_says_so(tmp_path: Path) -> None:
    made = invented.tables()
    words = "No list records a search for parents."
    assert words not in page_of(made, folder=tmp_path)
    made["event"] = [e for e in made["event"] if e["kind"] not in ("reached", "removed")]
    page = reading.read(page_of(made, folder=tmp_path))
    glance = reading.section(page, "At a glance")
    assert f"3 children whose parent was not reached {words}" in glance
    assert "removals apart No list speaks of a removal, so none could be found." in glance
    assert words in reading.section(page, "The search for parents")


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 16), st.integers(1, 10**9))
def test_a_figure_that_changes_changes_the_page(tmp_path: Path, place: int, more: int) -> None:
    made = invented.tables()
    before = page_of(made, folder=tmp_path)
    changed = copy.deepcopy(made)
    figure = changed["figure"][place % len(changed["figure"])]
    figure["value"] += more
    after = page_of(changed, folder=tmp_path)
    assert f"{figure['value']:,}" in after
    assert after != before


def test_a_figure_that_does_not_add_up_is_said(tmp_path: Path, printed: str) -> None:
    assert "do not rely on these figures" not in printed
    made = invented.tables()
    for figure in made["figure"]:
        if figure["name"] == "determination.flawed":
            figure["value"] += 1
    page = reading.read(page_of(made, folder=tmp_path))
    broken = [row[0] for row in reading.table(page, "Sums worked out again") if row[1] != "yes"]
    assert broken == ["The determinations sum to the removals apart"]


def test_rows_that_were_lost_are_said(tmp_path: Path) -> None:
    made = invented.tables()
    made["list"][0]["accepted"] -= 1
    page = reading.read(page_of(made, folder=tmp_path))
    assert next(row[1] for row in reading.table(page, "Sums worked out again")).startswith("No")


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    made = invented.tables(12)
    first = page_of(made, folder=tmp_path)
    shuffled = copy.deepcopy(made)
    for rows in shuffled.values():
        random.Random(7).shuffle(rows)
    engine = Engine(threads=1)
    for name in TABLES:
        engine.load(name, shuffled[name])
    report.write(engine, copy.deepcopy(invented.RUN), tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == first


def test_run_and_journal_head_stand_on_every_page(printed: str) -> None:
    run = invented.RUN
    assert f'content: "Run {run["run_id"]}, journal head {run["head"][:16]}' in printed
    page = reading.read(printed)
    for part in ("header", "footer"):
        assert run["run_id"] in page.find(part)[0].text
        assert run["head"] in page.find(part)[0].text
    assert "reunir verify DOCKET" in reading.section(page, "How to check")


def test_a_docket_without_anything_reads_well(tmp_path: Path) -> None:
    page = reading.read(page_of({}, {**invented.RUN, "warnings": [], "rules": []}, tmp_path))
    text = page.find("body")[0].text
    for words in (
        "No list has been received", "This run has no figures", "No list states that any child was separated",
        "No removal apart is in these lists", "There is nothing to judge by the standard", "There are no figures",
        "There are no records yet",
    ):  # fmt: skip
        assert words in text
    for leak in ("None ", "null", "nan", "{{", "()"):
        assert leak not in text


def test_tables_that_a_run_lacks_are_said_and_not_taken_for_zero(tmp_path: Path) -> None:
    engine = Engine(threads=1)
    for name in set(TABLES) - {"search", "stay"}:
        engine.load(name, invented.tables()[name])
    report.write(engine, invented.RUN, tmp_path / "report.html")
    text = reading.read((tmp_path / "report.html").read_text("utf-8")).text
    assert "This run is incomplete. It lacks stay and search" in text


def test_findings_by_rule_carry_their_denominators_and_citations(printed: str) -> None:
    page = reading.read(printed)
    assert reading.table(page, "purports a decision") == [
        ["What the parent was told is recorded told; OIG-21-36, finding 4", "3", "2", "1", "0"],
        ["Notice of counsel was given counsel; Order of 12 July 2018; Notice; since 12 July 2018", "3", "0", "0", "3"],
    ]
    assert reading.table(page, "Do the lists agree") == [["The lists agree on the day one_day; casebook R1", *"5500"]]
    assert reading.table(page, "nothing in these lists") == [["A rule with nothing to be put to idle", "nowhere"]]
    faults = next(s for s in page.find("svg") if s.attrs["id"] == "chart-faults")
    assert "what the parent was told not recorded: 1 of 3" in faults.find("desc")[0].text


def test_a_fault_is_named_as_the_rules_own_file_names_it(tmp_path: Path) -> None:
    rules = [{k: v for k, v in rule.items() if k != "fault"} for rule in invented.RULES]
    run = {**invented.RUN, "rules": rules, "standard": {"rules": {"told": {}, "a rule that is none": {}}}}
    assert "what the parent was told not recorded: 1 of 3" in page_of(invented.tables(), run, tmp_path)


def test_a_rule_that_was_not_run_is_said_and_is_no_zero(tmp_path: Path) -> None:
    made = invented.tables()
    made["finding"] = [f for f in made["finding"] if f["rule"] != "told"]
    page = reading.read(page_of(made, {**invented.RUN, "not_run": [{"rule": "told", "why": "some error"}]}, tmp_path))
    assert reading.table(page, "not run")[0][0].startswith("What the parent was told is recorded")
    assert "Not run, so that nothing is said of them: What the parent was told" in reading.section(page, "cannot say")


def test_what_was_received_is_accounted_for(printed: str) -> None:
    page = reading.read(printed)
    rows = reading.table(page, "Lists received")
    assert [row[2:] for row in rows] == [["7", "5", "2"], ["5", "5", "0"]]
    assert "by A. Clerk" in rows[0][1]
    assert [row[1:] for row in reading.table(page, "Rows set aside")] == [["empty", "1"], ["page header", "1"]]
    assert reading.table(page, "no layout reads") == [["CBP apprehensions", "1", "Sector"]]
    assert [row[1:] for row in reading.table(page, "contradictory cells")] == [["separated.on 1", "1", "1"]]


def test_decisions_and_overlaps_are_counted(tmp_path: Path) -> None:
    made = invented.tables(5)
    made["removal"][0].update(against_wish="yes", flawed="yes", undocumented="no")
    made["decision"][1]["position"] = "after"
    page = reading.read(page_of(made, folder=tmp_path))
    assert reading.table(page, "Other answers") == [["Against the wish (1)", "0", "1", "0"]]
    assert reading.table(page, "decisions and wishes") == [
        ["Decision to leave the child, or one whose choice is not stated", "2", "1", "0", "0", "1", "3"]
    ]


def test_rows_set_aside_by_a_list_that_gave_way_are_still_counted(tmp_path: Path) -> None:
    made = invented.tables()
    made["list"][0]["until"] = date(2019, 1, 1)
    made["set_aside"] = []
    page = reading.read(page_of(made, folder=tmp_path))
    assert [row[1:] for row in reading.table(page, "Rows set aside")] == [["told on the list's receipt", "2"]]
    assert "gave way to a later list on 1 January 2019" in reading.table(page, "Lists received")[0][0]


def test_entries_of_the_journal_are_a_list_without_a_file(tmp_path: Path) -> None:
    made = invented.tables()
    made["list"].append({
        "list_id": "journal", "list_seq": 9, "sheet": 1, "layout": "journal", "kind": "log", "rows": 1, "accepted": 1,
        "set_aside": 0, "title": "Entries of the journal", "received_on": date(2019, 1, 1), "agency": "journal",
    })  # fmt: skip
    page = reading.read(page_of(made, folder=tmp_path))
    assert reading.table(page, "Lists received")[2][2:] == ["1", "1", "0"]
    assert "None" not in page.find("main")[0].text
    assert len(reading.table(page, "SHA-256")) == 2


def test_removals_by_month_count_every_removal_once(tmp_path: Path) -> None:
    made = invented.tables(7)
    made["removal"][0]["removed_on"] = None
    made["removal"][1]["separation"] = "indicated"
    page = reading.read(page_of(made, folder=tmp_path))
    rows = reading.table(page, "Removals apart over time")
    assert next(row[0] for row in rows) == "Aug 2018"
    assert sum(int(row[-1]) for row in rows) == 5
    assert "1 without a day are left out" in page.text
    assert [row[4] for row in reading.table(page, "Determinations")] == ["0", "1", "0", "0", "0"]


def test_removals_over_many_years_are_counted_by_year(tmp_path: Path) -> None:
    made = invented.tables(5)
    made["removal"][0]["removed_on"] = date(2012, 3, 1)
    rows = reading.table(reading.read(page_of(made, folder=tmp_path)), "Removals apart over time")
    assert [row[0] for row in rows] == [str(y) for y in range(2012, 2019)]


@pytest.mark.parametrize("name", ["report.txt", "report.xls", "report"])
def test_another_ending_is_the_operators_to_mend(tmp_path: Path, name: str) -> None:
    for write in (report.write, report.annex):
        with pytest.raises(ReunirError, match=r"\.html, \.pdf, \.docx or \.xlsx"):
            write(invented.loaded({}), invented.RUN, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_path_that_cannot_be_written_is_the_operators_to_mend(tmp_path: Path) -> None:
    with pytest.raises(ReunirError, match="cannot write"):
        report.write(invented.loaded({}), invented.RUN, tmp_path / "no" / "folder" / "report.html")
