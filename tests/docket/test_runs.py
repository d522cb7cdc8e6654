"""A run is kept whole under the hash of its inputs, and one pointer says which is current."""

from __future__ import annotations

import json

import pytest

from reunir import docket, run
from reunir.docket import runs
from reunir.docket.status import status
from reunir.errors import DocketError
from tests.docket.matters import BY, REMOVALS, day


@pytest.fixture
def filled(matter, listed):
    docket.receive(matter, listed(), by=BY, on=day("2018-07-15"), layout="removals")
    return matter


def test_a_run_is_as_of_the_last_day_on_which_something_was_entered(filled, listed, stub_run):
    docket.enter(filled, ['{"kind": "hold", "on": "2018-08-03", "a_number": "999000001", "state": "placed", "why": "x"}'],
                 by=BY, on=day("2026-01-01"))  # fmt: skip
    docket.make(filled)
    assert str(stub_run[0].as_of) == "2018-08-03"


def test_there_is_no_run_before_a_list(matter, stub_run):
    with pytest.raises(DocketError, match="Nothing was received yet"):
        docket.make(matter)
    with pytest.raises(DocketError, match="There is no run to read yet"):
        docket.open_run(matter)


def test_the_same_inputs_are_the_same_run_and_are_computed_once(filled, stub_run):
    one, two = docket.make(filled), docket.make(filled)
    assert one == two
    assert len(stub_run) == 1
    assert sorted(p.name for p in filled.runs.iterdir()) == sorted([one.name, "current"])


def test_a_run_deleted_is_made_again_under_its_name_to_the_byte(filled, stub_run):
    import shutil

    one = docket.make(filled)
    before = {p.name: p.read_bytes() for p in one.iterdir()}
    shutil.rmtree(one)
    assert {p.name: p.read_bytes() for p in docket.make(filled).iterdir()} == before


def test_reading_an_earlier_day_makes_its_run_and_leaves_the_current_one(filled, listed, stub_run):
    first = docket.make(filled)
    docket.receive(
        filled, listed(REMOVALS + "999000003,Invented,Ines,\n"), by=BY, on=day("2018-09-01"), layout="removals"
    )
    second = docket.make(filled)
    engine, about = docket.open_run(filled, day("2018-07-20"))
    engine.close()
    assert (about["as_of"], runs.current(filled)) == ("2018-07-20", second)
    assert len({first, second, filled.runs / about["run_id"]}) == 3
    engine, about = docket.open_run(filled)
    engine.close()
    assert about["run_id"] == second.name


def test_a_list_received_later_leaves_the_run_of_a_day_before_it_the_same(filled, listed, stub_run):
    before = docket.make(filled, day("2018-08-01"), current=False)
    docket.receive(
        filled, listed(REMOVALS + "999000003,Invented,Ines,\n"), by=BY, on=day("2018-09-01"), layout="removals"
    )
    assert docket.make(filled, day("2018-08-01"), current=False) == before


def test_a_run_that_fails_leaves_nothing_behind(filled, monkeypatch):
    def fail(inputs, folder, *, threads=None, progress=None):
        (folder / "record.parquet").write_bytes(b"half")
        raise RuntimeError("power")

    monkeypatch.setattr(run, "build", fail)
    with pytest.raises(RuntimeError):
        docket.make(filled)
    assert list(filled.runs.iterdir()) == []


def test_a_run_says_what_it_was_made_from(filled, stub_run):
    about = json.loads((docket.make(filled) / "run.json").read_text())
    assert (about["as_of"], about["title"], about["standard"]["name"]) == ("2018-07-15", "A matter", "oig-21-36")
    assert [(r["file"], r["layout"], r["received_on"]) for r in about["lists"]] == [
        ("removals.csv", "removals", "2018-07-15")]  # fmt: skip
    assert about["counts"]["record"] == 0
    assert {rule["rule"] for rule in about["rules"]} >= {"told", "counsel"}
    # Received years after the day that was stated: the report prints both.
    assert [late["kind"] for late in about["late_entries"]] == ["received"]


@pytest.mark.parametrize("what", ["list", "entry", "rule book", "model", "code", "day"])
def test_another_input_is_another_run(filled, listed, stub_run, monkeypatch, what):
    on, as_of = day("2018-07-15"), None
    before = docket.inputs(filled).run_id
    if what == "list":
        docket.receive(filled, listed(REMOVALS + "999000003,Invented,Ines,\n"), by=BY, on=on, layout="removals")
    elif what == "entry":
        docket.enter(filled, ['{"kind": "hold", "a_number": "999000001", "state": "placed", "why": "x"}'], by=BY, on=on)
    elif what == "rule book":
        with (filled.path / "docket.toml").open("a") as file:
            file.write("# a word\n")
        docket.adopt(filled, by=BY, on=on)
    elif what == "model":
        docket.adopt_model(filled, docket.keep_model(filled, {"name": "mine"}), name="mine", by=BY, why="x", on=on)
    elif what == "code":
        monkeypatch.setattr("reunir.docket.known.code_sha", lambda: "another")
    else:
        as_of = day("2018-07-16")
    assert docket.inputs(filled, as_of).run_id != before


def test_what_no_run_reads_makes_no_run_stale(filled, stub_run):
    docket.make(filled)
    docket.enter(
        filled, ['{"kind": "reviewed", "finding_id": "told/x", "why": "looked at"}'], by=BY, on=day("2018-09-01")
    )
    assert status(filled)["stale"] == []


def test_status_says_what_is_stale_and_what_to_do(matter, listed, stub_run):
    assert status(matter)["next"].startswith("`reunir receive ")
    docket.receive(matter, listed(), by=BY, on=day("2018-07-15"), layout="removals")
    assert status(matter)["next"] == f"`reunir run {matter.path}`"
    docket.make(matter)
    found = status(matter)
    assert (found["stale"], found["lists"][0]["state"]) == ([], "read")
    assert found["next"].startswith("`reunir figures ")
    docket.withdraw(matter, found["lists"][0]["list_id"], by=BY, why="x", on=day("2018-08-01"))
    found = status(matter)
    assert (found["stale"], found["lists"][0]["state"]) == (
        ["1 withdrawn since the current run"],
        "withdrawn on 2018-08-01",
    )
    with (matter.path / "docket.toml").open("a") as file:
        file.write("# a word\n")
    assert "docket.toml changed and is not adopted yet" in status(matter)["stale"]
