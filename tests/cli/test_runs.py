"""From lists to figures, and from a figure back to the cell of a list, at the prompt."""

from __future__ import annotations

import csv
import json

import pyarrow.parquet as pq
import pytest

from reunir import docket
from reunir.explain import explain, unopened
from reunir.model import DETERMINATIONS, TABLES
from tests.cli.conftest import LISTS


def figure(reunir, matter, name, *more):
    found = reunir("figures", matter, "--json", *more).json
    (one,) = [f for f in found["figures"] if f["name"] == name and f["cohort"] == "all"]
    return one


def test_figures_have_the_shape_that_others_read(reunir, ran):
    found = reunir("figures", ran, "--json").json
    assert set(found) == {"run_id", "as_of", "figures"}
    assert found["as_of"] == "2018-10-01"
    assert {"name", "unit", "cohort", "value", "numerator", "denominator", "cases"} <= set(found["figures"][0])


def test_the_two_families_come_out_right(reunir, ran):
    assert figure(reunir, ran, "children_separated")["value"] == 2
    found = {d: figure(reunir, ran, f"determination.{d}")["value"] for d in DETERMINATIONS}
    assert found == {"against_wish": 1, "undocumented": 1, "flawed": 0, "documented": 0, "undetermined": 0}


def test_an_earlier_day_is_answered_and_the_current_run_stays(reunir, ran):
    assert figure(reunir, ran, "determination.against_wish", "--as-of", "2018-09-30")["value"] == 0
    assert figure(reunir, ran, "determination.undocumented", "--as-of", "2018-09-30")["value"] == 2
    assert reunir("figures", ran, "--json").json["as_of"] == "2018-10-01"


def test_before_any_list_was_received_every_figure_is_nothing(reunir, ran):
    found = reunir("figures", ran, "--as-of", "2017-01-01", "--json").json
    assert found["as_of"] == "2017-01-01"
    assert {f["value"] for f in found["figures"]} == {0}


def test_what_is_entered_is_counted_and_opens_into_its_entry(reunir, ran, lists):
    call = {"kind": "reached", "on": "2018-10-05", "fields": {
        "parent.a_number": "999000001", "parent.given_names": "Elsa", "reached.on": "2018-10-04", "reached.channel": "phone"}}  # fmt: skip
    (lists / "calls.jsonl").write_text(json.dumps(call))
    assert reunir("enter", ran, lists / "calls.jsonl", "--by", "A. Clerk").code == 0
    assert reunir("run", ran).code == 0
    assert figure(reunir, ran, "children_reached")["value"] == 1
    (case,) = reunir("cases", ran, "children_reached", "--cohort", "all", "--json").json["cases"]
    said = reunir("explain", ran, case["subject_id"])
    assert "of the journal" in said.out
    assert "'reached.on' (reached.on): '2018-10-04'" in said.out
    assert figure(reunir, ran, "children_reached", "--as-of", "2018-10-04")["value"] == 0


def test_a_correction_moves_the_answer_and_leaves_the_cell(reunir, ran, lists):
    (case,) = reunir("cases", ran, "determination.against_wish", "--json").json["cases"]
    (letter,) = [
        s for s in reunir("explain", ran, case["subject_id"], "--json").json["sources"] if s["file"] == "letters.csv"
    ]
    line = {"kind": "corrected", "on": "2018-10-06", "record_id": letter["record_id"], "field": "stated.wish",
            "value": "leave_child", "why": "the letter was read again"}  # fmt: skip
    (lists / "mended.jsonl").write_text(json.dumps(line))
    assert reunir("enter", ran, lists / "mended.jsonl", "--by", "A. Clerk").code == 0
    assert reunir("run", ran).code == 0
    assert figure(reunir, ran, "determination.against_wish")["value"] == 0
    assert figure(reunir, ran, "determination.against_wish", "--as-of", "2018-10-05")["value"] == 1
    assert "'take_child'" in reunir("explain", ran, letter["record_id"]).out


def test_figures_for_a_reader_have_their_definitions(reunir, ran):
    said = reunir("figures", ran)
    assert "determination.against_wish" in said.out
    assert "children_separated: children whom" in said.out.replace("\n    ", " ")


def test_every_figure_opens_down_to_a_cell_as_received(ran):
    walked = 0
    engine, _ = docket.open_run(docket.open(ran))
    for name, cohort, cases in engine.rows("select name, cohort, cases from figure order by name, cohort"):
        opened = engine.rows(
            "select subject_id from figure_case where name = $n and cohort = $c order by subject_id",
            {"n": name, "c": cohort},
        )
        assert len(opened) == cases, (name, cohort)
        for (subject,) in opened:
            explained = explain(engine, subject)
            assert explained["sources"], (name, subject)
            for source in explained["sources"]:
                table = list(csv.reader(LISTS[source["file"]].splitlines()))
                for cell in source["cells"]:
                    column = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(cell["column"])
                    assert table[0][column] == cell["heading"]
                    assert table[source["row"] - 1][column] == cell["cell"]
                    walked += 1
    assert walked > 50


def test_a_case_that_opens_into_nothing_is_named(ran):
    engine, _ = docket.open_run(docket.open(ran))
    assert unopened(engine) == []
    engine.sql(
        "create or replace table kept as select * from record where list_id <> (select list_id from list where layout = 'letters')"
    )
    engine.sql("create or replace view record as select * from kept")
    found = unopened(engine)
    assert ("determination.against_wish", "all") in {(name, cohort) for name, cohort, _ in found}
    assert "determination.undocumented" not in {name for name, _, _ in found}


def test_the_cases_of_a_figure_are_as_many_as_it_says(reunir, ran):
    for one in reunir("figures", ran, "--json").json["figures"]:
        if one["name"].startswith("determination."):
            opened = reunir("cases", ran, one["name"], "--cohort", one["cohort"], "--json").json["cases"]
            assert (len(opened), {c["determination"] for c in opened} or {one["name"][14:]}) == (
                one["cases"],
                {one["name"][14:]},
            )


def test_a_removal_is_explained_with_reason_findings_and_place(reunir, ran):
    (case,) = reunir("cases", ran, "determination.against_wish", "--json").json["cases"]
    said = reunir("explain", ran, case["subject_id"])
    assert "determination: against_wish" in said.out
    assert "letters.csv, sheet 1, row 2" in said.out
    assert "column E 'Wish' (stated.wish): 'take_child'" in said.out


def test_a_person_is_explained_with_the_weight_of_each_piece_of_evidence(reunir, ran):
    (case,) = reunir("cases", ran, "determination.against_wish", "--json").json["cases"]
    parent = reunir("explain", ran, case["subject_id"], "--json").json["parent"]["person_id"]
    person = reunir("explain", ran, parent, "--json").json
    assert (person["kind"], len(person["mentions"])) == ("person", 3)
    assert any(link["together"] for link in person["links"])
    for link in person["links"]:
        assert sum(e["weight"] for e in link["evidence"]) == pytest.approx(link["weight"], abs=1e-3)
    assert {m["person_id"] for m in person["family"]["members"]} == {parent, person["ties"][0]["child_id"]}
    assert "one person" in reunir("explain", ran, parent).out


PRINTED = {
    "mention": "mention_id", "event": "event_id", "finding": "finding_id", "record": "record_id", "family": "family_id",
    "removal": "removal_id", "decision": "decision_id", "list": "list_id", "figure": "name", "beside": "subject_id",
    "figure_case": "subject_id", "person": "person_id",
}  # fmt: skip


@pytest.mark.parametrize("name", PRINTED)
def test_every_id_that_the_run_prints_can_be_explained(ran, name):
    engine, _ = docket.open_run(docket.open(ran))
    ids = engine.rows(f"select distinct {PRINTED[name]} from {name} order by 1")
    assert ids or name in ("finding",)
    for (identifier,) in ids:
        assert explain(engine, identifier)["kind"], identifier


def test_a_mention_still_resolves_after_a_judgement(reunir, ran, lists):
    mentions = [m for m in table(reunir, ran, "mention", lists) if m["a_number"] == "999000001"]
    one, two = (m["mention_id"] for m in mentions)
    said = reunir(
        "judge", ran, one, two, "different", "--by", "A. Clerk", "--why", "another woman", "--on", "2018-10-02"
    )
    assert said.code == 0
    assert "judged since the current run" in reunir("status", ran).out
    reunir("run", ran)
    assert reunir("explain", ran, two, "--json").json["id"] == two
    assert reunir("explain", ran, two, "--as-of", "2018-10-01", "--json").json["id"] == one


def table(reunir, ran, name, folder):
    assert reunir("table", ran, name, "--to", folder / f"{name}.csv").code == 0
    with (folder / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", TABLES)
def test_any_table_goes_out_as_csv_and_as_parquet(reunir, ran, tmp_path, name):
    rows = table(reunir, ran, name, tmp_path)
    assert reunir("table", ran, name, "--to", tmp_path / "t.parquet").code == 0
    parquet = pq.read_table(tmp_path / "t.parquet")
    assert parquet.num_rows == len(rows)
    assert tuple(parquet.column_names) == TABLES[name].names
    if rows:
        assert tuple(rows[0]) == TABLES[name].names


def test_lists_in_a_csv_are_json_and_a_formula_cannot_run(reunir, matter, lists):
    (lists / "more.csv").write_text("A-Number,Last Name,First Name,Departed\n999000021,=1+1,Ines,2018-06-21\n")
    reunir("receive", matter, lists / "more.csv", "--by", "A", "--on", "2018-10-02", "--layout", "removals")
    assert reunir("run", matter).code == 0
    assert json.loads(table(reunir, matter, "tie", lists)[0]["record_ids"])
    assert "'=1+1" in {m["family_names"] for m in table(reunir, matter, "mention", lists)}
    reunir("table", matter, "mention", "--to", lists / "exact.csv", "--exact")
    assert ",=1+1," in (lists / "exact.csv").read_text()


def test_the_report_is_written_and_says_which_run_it_is(reunir, ran, tmp_path):
    said = reunir("report", ran, "--to", tmp_path / "report.html", "--json")
    assert said.code == 0, said.err
    text = (tmp_path / "report.html").read_text()
    assert said.json["run_id"] in text
    assert "Inventad" not in text


def test_verify_is_exit_code_3_once_a_byte_is_altered(reunir, ran):
    said = reunir("verify", ran, "--json")
    assert (said.code, said.json) == (0, {"ok": True, "altered": [], "sealed": []})
    (path,) = [p for p in (ran / "received").glob("*.csv") if b"Departed" in p.read_bytes()]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"2018-06-15", b"2018-06-16"))
    said = reunir("verify", ran, "--json")
    assert said.code == 3
    (altered,) = said.json["altered"]
    assert (said.json["ok"], altered["kind"], altered["path"], altered["rows"]) == (
        False, "list", f"received/{path.name}", [2])  # fmt: skip
    assert "row 2" in reunir("verify", ran).out


def test_a_figure_or_table_that_is_none_is_answered_with_those_that_are(reunir, ran, tmp_path):
    assert "figures: against_wish_overlap" in reunir("cases", ran, "hope").err
    assert "there are list, record" in reunir("table", ran, "hope", "--to", tmp_path / "t.csv").err
    assert "must end in .csv or .parquet" in reunir("table", ran, "record", "--to", tmp_path / "t.txt").err
    assert "There is nothing called hope" in reunir("explain", ran, "hope").err
