"""What `check` promises: whatever is altered, inserted, reordered or missing is named, and nothing else is."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir import journal
from reunir.journal import chain
from reunir.model import Entry

DAY = date(2018, 7, 2)
ENTRIES = 6


@pytest.fixture
def path(tmp_path) -> Path:
    return filled(tmp_path / "journal.sqlite")


def filled(path: Path) -> Path:
    connection = journal.connect(path, create=True)
    for number in range(1, ENTRIES + 1):
        body = {"state": "placed", "a_number": "999000001", "why": f"reason {number}"}
        journal.append(connection.cursor(), Entry("hold", "A. Clerk", DAY, body))
    connection.commit()
    connection.close()
    return path


def tampered(path: Path, *statements: str) -> list[tuple[str, int]]:
    """What is found after somebody who can write to the file, and knows of the triggers, has been at it."""
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        connection.execute(f"drop trigger {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    found = [(f.kind, f.seq) for f in journal.check(connection.cursor())]
    connection.close()
    return found


def test_a_journal_left_alone_has_no_fault(path):
    assert tampered(path) == []


@pytest.mark.parametrize(
    "column", ["kind", "by_whom", "happened_on", "entered_at", "key", "body", "body_sha256", "hash"]
)
@pytest.mark.parametrize("seq", [1, 3, ENTRIES])
def test_an_altered_cell_is_named(path, column, seq):
    assert tampered(path, f"update journal_entry set {column} = 'other' where seq = {seq}") == [("altered", seq)]


@pytest.mark.parametrize("seq", [2, 3, ENTRIES])
def test_an_altered_link_is_named_at_the_entry_that_holds_it(path, seq):
    assert tampered(path, f"update journal_entry set previous = 'other' where seq = {seq}") == [("altered", seq)]


def test_an_entry_altered_with_its_hashes_made_anew_is_named(path):
    connection = sqlite3.connect(path)
    row = connection.execute(f"select {journal.store.COLUMNS} from journal_entry where seq = 3").fetchone()
    body = json.dumps({**json.loads(row[6]), "why": "another"}, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(body.encode()).hexdigest()
    made = chain.entry_hash(row[8], 3, row[1], row[2], row[3], row[4], row[5], digest)
    connection.close()
    assert tampered(
        path, f"update journal_entry set body = '{body}', body_sha256 = '{digest}', hash = '{made}' where seq = 3"
    ) == [("altered", 3)]


@pytest.mark.parametrize("seq", [1, 3, ENTRIES])
def test_a_missing_entry_is_named(path, seq):
    assert tampered(path, f"delete from journal_entry where seq = {seq}") == [("missing", seq)]


def test_entries_cut_off_at_the_end_are_named(path):
    assert tampered(path, "delete from journal_entry where seq > 4") == [("missing", 5), ("missing", 6)]


def test_a_missing_entry_is_named_although_the_rest_closed_ranks(path):
    found = tampered(
        path,
        "delete from journal_entry where seq = 3",
        "update journal_entry set seq = seq - 1 where seq > 3",
        "update journal_head set seq = seq - 1",
    )
    assert ("missing", 3) in found
    assert {kind for kind, _ in found} == {"missing", "reordered", "altered"}
    assert [seq for kind, seq in found if kind == "altered"] == [0]


def test_entries_that_changed_places_are_named(path):
    found = tampered(
        path,
        "update journal_entry set seq = -seq where seq in (2, 4)",
        "update journal_entry set seq = 4 where seq = -2",
        "update journal_entry set seq = 2 where seq = -4",
    )
    assert found == [("reordered", 2), ("reordered", 4)]


COPY = "insert into journal_entry select {seq}, kind, 'B. Clerk', happened_on, entered_at, 'new', body, body_sha256, {previous}, 'new' from journal_entry where seq = 3"


def test_an_entry_put_in_at_the_end_is_named(path):
    put_in = COPY.format(seq=ENTRIES + 1, previous="(select hash from journal_head)")
    assert tampered(path, put_in) == [("inserted", ENTRIES + 1)]


def test_an_entry_put_in_between_is_named_although_the_rest_made_room(path):
    found = tampered(
        path,
        "update journal_entry set seq = -seq - 1 where seq >= 4",
        "update journal_entry set seq = -seq where seq < 0",
        COPY.format(seq=4, previous="(select hash from journal_entry where seq = 3)"),
        "update journal_head set seq = seq + 1",
    )
    assert ("inserted", 4) in found
    assert not any(kind in ("altered", "missing") and seq for kind, seq in found)


def test_a_head_set_back_is_seen(path):
    assert tampered(path, "update journal_head set seq = 4, hash = (select hash from journal_entry where seq = 4)") == [
        ("inserted", 5), ("inserted", 6)]  # fmt: skip


def test_a_chain_rewritten_as_a_whole_is_betrayed_by_a_head_that_was_printed(path, tmp_path):
    printed = journal.connect(path).execute("select hash from journal_entry where seq = 4").fetchone()[0]
    other = journal.connect(filled(tmp_path / "rewritten.sqlite"))
    assert journal.check(other.cursor()) == []
    faults = journal.check(other.cursor(), [(printed, "run 0123")])
    assert [(f.kind, f.what) for f in faults] == [("missing", "no entry bears the head that run 0123 printed")]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, ENTRIES), min_size=1, max_size=ENTRIES, unique=True))
def test_each_entry_that_is_gone_is_named_and_no_other(gone):
    rows = _rows()
    kept = [row for row in rows if row.seq not in gone]
    assert [(f.kind, f.seq) for f in chain.faults(kept, ENTRIES, rows[-1].hash)] == [
        ("missing", seq) for seq in sorted(gone)
    ]


def _rows() -> list[chain.Row]:
    rows, previous = [], chain.GENESIS
    for seq in range(1, ENTRIES + 1):
        digest = chain.sha256("{}")
        made = chain.entry_hash(previous, seq, "hold", "A", None, "now", str(seq), digest)
        rows.append(chain.Row(seq, "hold", "A", None, "now", str(seq), "{}", digest, previous, made))
        previous = made
    return rows
