"""Entries: all lines or none, by somebody, about something that is there, and once."""

from __future__ import annotations

import json

import pytest

from reunir import docket, journal
from reunir.errors import EntryError
from tests.docket.matters import BY, day

ON = day("2018-11-05")
CALL = {"kind": "attempt", "on": "2018-08-01", "fields": {"parent.a_number": "999000001", "attempted.channel": "phone"}}
HOLD = {"kind": "hold", "a_number": "999000001", "state": "placed", "why": "no decision on record"}


@pytest.fixture
def filled(matter, listed):
    made = docket.receive(matter, listed(), by=BY, on=day("2018-07-15"), layout="removals")
    return matter, made.receipt["list_id"]


def enter(matter, *lines):
    text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return docket.enter(matter, text, by=BY, on=ON, name="calls.jsonl")


def test_lines_become_entries_in_their_order(filled):
    matter, _ = filled
    made = enter(matter, CALL, "", HOLD)
    assert [(e.kind, e.by, str(e.happened_on)) for e in made.entries] == [
        ("attempt", BY, "2018-08-01"), ("hold", BY, "2018-11-05")]  # fmt: skip
    (fact,) = docket.inputs(matter).facts
    assert (fact.fields, str(fact.entered_on)) == (CALL["fields"], "2018-08-01")


def test_numbers_and_truths_are_written_as_a_list_would(filled):
    matter, _ = filled
    fields = {
        "parent.a_number": 999000001,
        "decided.choice": "leave_child",
        "decided.minutes": 2880,
        "decided.signed": True,
        "decided.prechecked": False,
    }
    (entry,) = enter(matter, {"kind": "decision", "fields": fields}).entries
    assert entry.body["fields"] == {
        "parent.a_number": "999000001",
        "decided.choice": "leave_child", "decided.minutes": "2880", "decided.signed": "yes", "decided.prechecked": "no",
    }  # fmt: skip


def test_lines_sent_again_are_there_already(filled):
    matter, _ = filled
    first = enter(matter, CALL, {**HOLD, "key": "h1"})
    again = enter(matter, CALL, {**HOLD, "key": "h1"})
    assert (first.already, again.already, again.entries) == (0, 2, first.entries)


BAD = [
    ("{", "not JSON"),
    ("[]", "an entry is a JSON object"),
    ({**HOLD, "on": "5 November"}, "'on' is no day"),
    ({**HOLD, "why": ""}, "must be a text, and not an empty one"),
    ({"kind": "received"}, "is made by `reunir receive`"),
    ({"kind": "withdrawn", "list_id": "0123456789ab", "why": "x"}, "There is no list 0123456789ab"),
    ({**CALL, "fields": {"attempted.hat": "red"}}, "'attempted.hat' is no field; attempted has on, at"),
    ({"kind": "corrected", "record_id": "0123456789ab-1-2", "field": "removed.on", "value": "", "why": "x"},
     "0123456789ab-1-2 names nothing in the lists received"),
    ({"kind": "corrected", "record_id": "journal-1-1", "field": "removed.on", "value": "", "why": "x"},
     "journal-1-1 names nothing"),
    ({**HOLD, "key": ""}, "'key' must be a text"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "why"), BAD, ids=[why for _, why in BAD])
def test_one_bad_line_and_nothing_is_entered(filled, line, why):
    matter, _ = filled
    with matter.reading() as cursor:
        before = journal.head(cursor)
    with pytest.raises(EntryError, match=r"calls.jsonl, line 2: .*Nothing was entered") as failure:
        enter(matter, CALL, line, HOLD)
    assert why in str(failure.value)
    with matter.reading() as cursor:
        assert journal.head(cursor) == before


def test_the_latest_judgement_of_a_pair_speaks_from_its_day_on(filled):
    matter, list_id = filled
    one, two = f"{list_id}-1-2/parent", f"{list_id}-1-3/parent"
    judged = [
        docket.judge(matter, *pair, verdict, by=BY, why="seen together", on=day(on))
        for pair, verdict, on in (
            ((one, two), "same", "2018-08-01"), ((two, one), "different", "2018-08-02"), ((one, two), "same", "2018-08-03"),
        )
    ]  # fmt: skip
    assert len({j.seq for j in judged}) == 3
    said = [[j.verdict for j in docket.inputs(matter, day(f"2018-08-0{d}")).judgements] for d in (1, 2, 3)]
    assert said == [["same"], ["different"], ["same"]]


def test_a_judgement_changed_and_changed_back_on_one_day_is_three_acts(filled):
    matter, list_id = filled
    pair = (f"{list_id}-1-2/parent", f"{list_id}-1-3/parent")
    for verdict in ("same", "different", "same", "same"):
        docket.judge(matter, *pair, verdict, by=BY, why="x", on=ON)
    with matter.reading() as cursor:
        assert [e.body["verdict"] for e in journal.entries(cursor, kind="judged")] == ["same", "different", "same"]
    assert [j.verdict for j in docket.inputs(matter).judgements] == ["same"]


def test_a_judgement_about_nobody_is_refused(filled):
    matter, list_id = filled
    with pytest.raises(EntryError, match=f"{list_id}-1-99/parent names nothing"):
        docket.judge(matter, f"{list_id}-1-2/parent", f"{list_id}-1-99/parent", "same", by=BY, why="x", on=ON)


def test_the_latest_correction_of_a_cell_speaks(filled):
    matter, list_id = filled
    line = {"kind": "corrected", "record_id": f"{list_id}-1-2", "field": "removed.on", "why": "the file says so"}
    enter(
        matter, {**line, "value": "2018-06-17", "on": "2018-08-01"}, {**line, "value": "2018-06-18", "on": "2018-08-02"}
    )
    assert [[c.value for c in docket.inputs(matter, day(f"2018-08-0{d}")).corrections] for d in (1, 2)] == [
        ["2018-06-17"], ["2018-06-18"]]  # fmt: skip


def test_an_entry_is_known_from_its_day_on(filled):
    matter, _ = filled
    enter(matter, CALL)
    assert docket.inputs(matter, day("2018-07-31")).facts == ()
    assert len(docket.inputs(matter, day("2018-08-01")).facts) == 1


def test_a_model_is_in_force_from_its_day_on(filled):
    matter, _ = filled
    sha256 = docket.keep_model(matter, {"name": "mine", "prior": 0.25})
    assert docket.inputs(matter, ON).model == {"name": "none"}
    docket.adopt_model(matter, sha256, name="mine", by=BY, why="better", on=ON)
    assert docket.inputs(matter, day("2018-11-04")).model == {"name": "none"}
    assert docket.inputs(matter, ON).model == {"name": "mine", "prior": 0.25}
