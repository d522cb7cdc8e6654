"""`new`, `receive`, `withdraw`, `enter`, `judge`, `status` at the prompt."""

from __future__ import annotations

import json

SHAPE = ["list_id", "sha256", "layout", "rows", "accepted", "set_aside", "reasons", "columns_unmapped", "codes_unknown",
         "duplicates"]  # fmt: skip


def test_the_receipt_as_json_has_the_shape_that_others_read(reunir, matter, lists):
    (lists / "more.csv").write_text(
        "A-Number,Last Name,First Name,Departed,Colour\n999000021,Inventada Tres,Ines,2018-06-21,red\n,,,,\n999000022,x,y,,\n"
    )
    said = reunir("receive", matter, lists / "more.csv", "--by", "A. Clerk", "--on", "2018-09-15", "--json")
    receipt = said.json
    assert list(receipt)[: len(SHAPE)] == SHAPE
    assert (receipt["layout"], receipt["rows"], receipt["accepted"], receipt["set_aside"]) == ("removals", 3, 2, 1)
    assert receipt["reasons"] == [{"reason": "empty", "rows": [3]}]
    assert receipt["columns_unmapped"] == ["Colour"]
    assert "read as removals, the layout whose headings fit" in said.err


def test_the_receipt_for_a_reader_says_the_same(reunir, matter, lists):
    (lists / "more.csv").write_text(
        "A-Number,Last Name,First Name,Departed,Colour\n999000021,Inventada Tres,Ines,2018-06-21,red\n,,,,\n999000022,x,y,,\n"
    )
    said = reunir("receive", matter, lists / "more.csv", "--by", "A. Clerk", "--on", "2018-09-15")
    assert "3 rows = 2 accepted + 1 set aside" in said.out
    assert "set aside, empty: 1 row (3)" in said.out
    assert "columns not read: 'Colour'" in said.out
    assert f"Next: `reunir run {matter}`" in said.out


def test_the_same_list_again_is_exit_code_0_and_says_already(reunir, matter, lists):
    said = reunir(
        "receive", matter, lists / "removals.csv", "--by", "B", "--on", "2018-12-01", "--layout", "removals", "--json"
    )
    assert said.code == 0
    assert (said.json["already"], said.json["by"], said.json["received_on"]) == (True, "A. Clerk", "2018-09-14")
    assert "received already" in said.err


def test_a_dry_run_says_that_nothing_was_kept(reunir, matter, lists):
    before = reunir("status", matter, "--json").json
    (lists / "more.csv").write_text(
        "A-Number,Last Name,First Name,Departed\n999000021,Inventada Tres,Ines,2018-06-21\n"
    )
    said = reunir("receive", matter, lists / "more.csv", "--by", "A", "--on", "2018-09-15", "--dry-run")
    assert "Nothing was kept" in said.out
    assert reunir("status", matter, "--json").json == before


def test_a_list_without_a_layout_is_pointed_to_layout(reunir, matter, lists):
    (lists / "odd.csv").write_text("Colour,Shape\nred,round\n")
    said = reunir("receive", matter, lists / "odd.csv", "--by", "A", "--on", "2018-09-15")
    assert said.code == 1
    assert "reunir layout" in said.err


def test_a_list_is_withdrawn_from_its_day_on(reunir, matter):
    listed = reunir("status", matter, "--json").json["lists"][2]
    said = reunir("withdraw", matter, listed["list_id"], "--by", "A", "--why", "sent by mistake", "--on", "2018-10-02")
    assert said.code == 0
    assert reunir("status", matter, "--json").json["lists"][2]["state"] == "withdrawn on 2018-10-02"


def test_entries_come_in_by_the_line_and_a_bad_one_stops_all(reunir, matter, lists):
    call = {
        "kind": "attempt",
        "on": "2018-10-05",
        "fields": {"parent.a_number": "999000001", "attempted.channel": "phone"},
    }
    (lists / "calls.jsonl").write_text(json.dumps(call) + "\n")
    assert (
        "1 entry (1 attempt), of which 0 were there already"
        in reunir("enter", matter, lists / "calls.jsonl", "--by", "A").out
    )
    again = reunir("enter", matter, lists / "calls.jsonl", "--by", "A", "--json").json
    assert (again["entered"], again["already"]) == (0, 1)
    (lists / "calls.jsonl").write_text(
        json.dumps({**call, "key": "a"}) + "\n" + json.dumps({**call, "kind": "guess"}) + "\n"
    )
    said = reunir("enter", matter, lists / "calls.jsonl", "--by", "A")
    assert said.code == 1
    assert "calls.jsonl, line 2: There is no kind of entry 'guess'" in said.err
    assert reunir("status", matter, "--json").json["entries"]["by_kind"]["attempt"] == 1


def test_status_lists_what_is_here_and_what_to_do(reunir, matter):
    said = reunir("status", matter)
    assert "A matter" in said.out
    assert "removals.csv" in said.out
    assert f"Next: `reunir run {matter}`" in said.out
