"""What the journal promises of entries: in order, once, by somebody, never changed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir import journal
from reunir.errors import DocketError, EntryError
from reunir.model import Entry

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
DAY = date(2018, 7, 2)
WHO = {"parent.a_number": "999000001"}
MODEL = {"name": "shipped", "sha256": "ab" * 32}
HOLD = {"state": "placed", "a_number": "999000001", "why": "no decision on record"}


def hold(why: str = "no decision on record", key: str | None = None, by: str = "A. Clerk") -> Entry:
    return Entry("hold", by, DAY, {**HOLD, "why": why}, key)


def test_the_hash_of_an_entry_is_known(book):
    stored = journal.append(book, Entry("hold", "A. Clerk", DAY, HOLD, "k1"), now=NOON, salt="00" * 16)
    # Worked out by hand with sha256sum over the two canonical forms.
    assert stored.hash == KNOWN_FIRST
    second = journal.append(book, Entry("model", "Zoë", None, MODEL, "k2"), now=NOON, salt="11" * 16)
    assert (second.seq, second.previous) == (2, stored.hash)
    assert second.hash == KNOWN_SECOND


KNOWN_FIRST = "2af9d2c31a89066c9d9642d8a21c079d79005add8883bb0d6872fce2a89e449f"
KNOWN_SECOND = "3c2dc257482a310842ece1caeea7bb72bf865da6cb945c22441b57873e1a9f78"


def test_entries_come_back_as_they_were_entered(book):
    stored = journal.append(book, hold(key="k"))
    assert journal.entries(book) == [stored]
    assert (stored.kind, stored.by, stored.happened_on, stored.body, stored.key) == ("hold", "A. Clerk", DAY, HOLD, "k")
    assert journal.head(book) == (1, stored.hash)
    assert journal.entries(book, kind="judged") == []
    assert journal.entries(book, after=1) == []


def test_the_same_entry_again_is_the_one_that_is_there(book):
    first = journal.append(book, hold(key="k"))
    assert journal.append(book, hold(key="k")) == first
    keyless = journal.append(book, hold())
    assert journal.append(book, hold()) == keyless
    assert len(journal.entries(book)) == 2


@pytest.mark.parametrize("other", [hold(why="another", key="k"), hold(by="B. Clerk", key="k")])
def test_a_key_used_for_something_else_is_refused(book, other):
    journal.append(book, hold(key="k"))
    with pytest.raises(EntryError, match="Entry 1 has the key 'k' and says something else"):
        journal.append(book, other)


def test_accents_written_in_two_ways_are_one_entry(book):
    composed, apart = unicodedata.normalize("NFC", "Zoë"), unicodedata.normalize("NFD", "Zoë")
    assert composed != apart
    first = journal.append(book, hold(why=composed, key="k"))
    assert journal.append(book, hold(why=apart, key="k")) == first


def test_nothing_is_kept_until_the_caller_commits(tmp_path):
    one, two = (journal.connect(tmp_path / "j.sqlite", create=True) for _ in range(2))
    journal.append(one.cursor(), hold())
    assert journal.entries(two.cursor()) == []
    one.rollback()
    journal.append(one.cursor(), hold(why="another"))
    one.commit()
    assert [e.seq for e in journal.entries(two.cursor())] == [1]


def test_an_entry_outside_a_transaction_is_refused(tmp_path):
    journal.connect(tmp_path / "j.sqlite", create=True).close()
    alone = sqlite3.connect(tmp_path / "j.sqlite", isolation_level=None)
    with pytest.raises(EntryError, match="inside a transaction"):
        journal.append(alone.cursor(), hold())
    assert journal.entries(alone.cursor()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update journal_entry set by_whom = 'B. Clerk'",
        "delete from journal_entry where seq = 2",
        "delete from journal_head",
        "update journal_head set seq = 1",
        "insert or replace into journal_entry select 2, kind, 'B. Clerk', happened_on, entered_at, key, body,"
        " body_sha256, previous, hash from journal_entry where seq = 2",
        "insert or replace into journal_entry select 3, kind, 'B. Clerk', happened_on, entered_at, key, body,"
        " body_sha256, (select hash from journal_head), 'x' from journal_entry where seq = 2",
        "insert into journal_entry select 7, kind, by_whom, happened_on, entered_at, 'k7', body, body_sha256,"
        " (select hash from journal_head), 'x' from journal_entry where seq = 2",
    ],
)
@pytest.mark.parametrize("recursive", ["on", "off"])
def test_the_database_refuses_to_change_or_delete(tmp_path, statement, recursive):
    ours = journal.connect(tmp_path / "j.sqlite", create=True)
    for why in ("one", "two"):
        journal.append(ours.cursor(), hold(why=why))
    ours.commit()
    before = journal.entries(ours.cursor())
    theirs = sqlite3.connect(tmp_path / "j.sqlite")
    theirs.execute(f"pragma recursive_triggers = {recursive}")
    with pytest.raises(sqlite3.IntegrityError):
        theirs.execute(statement)
    theirs.rollback()
    assert journal.entries(ours.cursor()) == before


WRITER = """
import sys
from datetime import date
from pathlib import Path
from reunir import journal
from reunir.model import Entry

connection = journal.connect(Path(sys.argv[1]))
for i in range(40):
    body = {"state": "placed", "a_number": "999000001", "why": f"{sys.argv[2]} {i}"}
    journal.append(connection.cursor(), Entry("hold", sys.argv[2], date(2018, 7, 2), body))
    connection.commit()
"""


def test_two_processes_append_at_the_same_time(tmp_path):
    path = tmp_path / "j.sqlite"
    connection = journal.connect(path, create=True)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), who]) for who in ("A", "B")]
    assert [w.wait(timeout=60) for w in writers] == [0, 0]
    cursor = connection.cursor()
    found = journal.entries(cursor)
    assert [e.seq for e in found] == list(range(1, 81))
    assert {e.by for e in found} == {"A", "B"}
    assert journal.check(cursor) == []


def test_a_journal_survives_on_the_disk_in_full(tmp_path):
    connection = journal.connect(tmp_path / "j.sqlite", create=True)
    assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    assert connection.execute("pragma synchronous").fetchone() == (2,)
    assert connection.execute("pragma recursive_triggers").fetchone() == (1,)


def test_what_is_no_journal_is_said_in_one_line(tmp_path):
    with pytest.raises(DocketError, match="There is no journal at"):
        journal.connect(tmp_path / "absent.sqlite")
    (tmp_path / "noise.sqlite").write_bytes(b"noise " * 500)
    with pytest.raises(DocketError, match="cannot be read as a journal"):
        journal.connect(tmp_path / "noise.sqlite")


REFUSED = [
    (Entry("hold", " ", DAY, HOLD), "needs its author"),
    (Entry("hold", "A", None, HOLD), "needs its day"),
    (Entry("hunch", "A", DAY, {}), "There is no kind of entry 'hunch'"),
    (Entry("hold", "A", DAY, {"state": "placed", "a_number": "999000001"}), "needs 'why'"),
    (Entry("hold", "A", DAY, {**HOLD, "colour": "red"}), "has no 'colour'"),
    (Entry("hold", "A", DAY, {**HOLD, "state": "kept"}), "must be one of placed, lifted"),
    (Entry("hold", "A", DAY, {**HOLD, "mention_id": "0123456789ab-1-2/parent"}), "either 'a_number' or 'mention_id'"),
    (Entry("hold", "A", DAY, {**HOLD, "a_number": "99-1"}), "eight or nine digits"),
    (Entry("hold", "A", DAY, {**HOLD, "why": float("nan")}), "must be a text"),
    (Entry("hold", "A", DAY, {**HOLD, "why": "\ud800"}), "cannot be written as JSON in UTF-8"),
    (Entry("judged", "A", DAY, {"mention_id_l": "journal-1-4/parent", "mention_id_r": "journal-1-4/parent",
                                "verdict": "same", "why": "x"}), "cannot be judged against itself"),
    (Entry("judged", "A", DAY, {"mention_id_l": "row 4", "mention_id_r": "journal-1-4/parent",
                                "verdict": "same", "why": "x"}), "must be the id of a mention"),
    (Entry("corrected", "A", DAY, {"record_id": "journal-1-4", "field": "parent.hat", "value": "", "why": "x"}),
     "'parent.hat' is no field of a person"),
    (Entry("decision", "A", DAY, {"fields": {}}), "must be an object of vocabulary fields"),
    (Entry("decision", "A", DAY, {"fields": {"parent.a_number": "999000001"}}), "must hold a field of 'decided'"),
    (Entry("decision", "A", DAY, {"fields": {**WHO, "decided.on": "June"}}), "'decided.on' is no day"),
    (Entry("decision", "A", DAY, {"fields": {**WHO, "decided.choice": "leave"}}), "is one of take_child, leave_child"),
    (Entry("decision", "A", DAY, {"fields": {**WHO, "decided.signed": "1"}}), "is one of yes, no"),
    (Entry("decision", "A", DAY, {"fields": {"decided.on": "2018-06-10", "relation": "mother"}}), "must say of whom"),
    (Entry("event", "A", DAY, {"fields": {"parent.a_number": "999000001"}}), "must speak of an event"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_an_entry_that_is_not_acceptable_is_refused(book, entry, why):
    with pytest.raises(EntryError, match=why.replace("(", r"\(")):
        journal.append(book, entry)
    assert journal.entries(book) == []


@pytest.mark.parametrize("fields", [
    {"decided.on": "2018-06-10", "decided.choice": "leave_child", "child2.a_number": "999000002"},
    {"parent.full_name": "Elsa", "parent.decided.on": "2018-06-10 15:30", "decided.form": "", "relation": "mother"},
])  # fmt: skip
def test_a_decision_taken_down_in_the_words_of_a_list_is_taken(book, fields):
    assert journal.append(book, Entry("decision", "A", DAY, {"fields": fields})).body == {"fields": fields}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip), max_size=6))
def test_any_text_that_is_entered_is_kept_and_the_chain_holds(whys):
    connection = journal.connect(Path(":memory:"), create=True)
    cursor = connection.cursor()
    for number, why in enumerate(whys):
        stored = journal.append(cursor, hold(why=why, key=str(number)))
        assert stored.body["why"] == unicodedata.normalize("NFC", why)
    assert journal.check(cursor) == []
    connection.close()
