"""`verify` names whatever is not as it was received, adopted or entered, and nothing else."""

from __future__ import annotations

import sqlite3

import pytest

from reunir import docket
from reunir.errors import DocketError
from tests.docket.matters import BY, REMOVALS, day


@pytest.fixture
def filled(matter, listed):
    docket.receive(matter, listed(), by=BY, on=day("2018-07-15"), layout="removals")
    return matter


def kept(matter):
    (path,) = matter.received.glob("*.csv")
    return path


def rewrite(path, data: bytes):
    path.chmod(0o644)
    path.write_bytes(data)


def found(matter):
    return [(a.kind, a.path, a.rows) for a in docket.verify(matter)]


def test_a_docket_left_alone_is_in_order(filled):
    assert docket.verify(filled) == []
    assert docket.as_json([]) == {"ok": True, "altered": [], "sealed": []}


ALTERED = {
    "one cell": (REMOVALS.replace("06-15", "06-17"), (2,)),
    "two rows": (REMOVALS.replace("Invented", "Inventado"), (2, 3)),
    "a row cut off": (REMOVALS.splitlines()[0] + "\n" + REMOVALS.splitlines()[1] + "\n", (3,)),
    "a row added": (REMOVALS + "999000003,Invented,Ines,\n", (4,)),
    "only the line ends": (REMOVALS.replace("\n", "\r\n"), ()),
}


@pytest.mark.parametrize("what", ALTERED)
def test_a_list_that_was_altered_is_named_with_its_rows(filled, what):
    text, rows = ALTERED[what]
    rewrite(kept(filled), text.encode())
    assert found(filled) == [("list", f"received/{kept(filled).name}", rows)]


def test_every_single_byte_counts(filled):
    data = kept(filled).read_bytes()
    for at in range(0, len(data), 7):
        rewrite(kept(filled), data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert [kind for kind, _, _ in found(filled)] == ["list"], at
    rewrite(kept(filled), data)
    assert found(filled) == []


def test_a_run_over_an_altered_list_is_refused(filled):
    rewrite(kept(filled), ALTERED["one cell"][0].encode())
    with pytest.raises(DocketError, match=r"\(removals.csv\) is not as it was received"):
        docket.inputs(filled)


def test_a_list_that_is_gone_is_named(filled):
    path = kept(filled)
    path.unlink()
    assert found(filled) == [("list", f"received/{path.name}", ())]


def test_row_hashes_that_were_altered_are_named_and_not_believed(filled):
    (beside,) = filled.received.glob("*.rows")
    rewrite(beside, b"\0" * beside.stat().st_size)
    rewrite(kept(filled), ALTERED["one cell"][0].encode())
    assert found(filled) == [("rows", f"received/{beside.name}", ()), ("list", f"received/{kept(filled).name}", ())]


@pytest.mark.parametrize("name", ["docket.toml", "standards/oig-21-36.toml", "layouts/removals.toml"])
def test_a_rule_book_edited_behind_the_journals_back_is_named(filled, name):
    with (filled.path / name).open("a") as file:
        file.write("# a word\n")
    assert found(filled) == [("rule_book", name, ())]
    docket.adopt(filled, by=BY, on=day("2018-08-01"))
    assert found(filled) == []


def test_a_rule_book_that_is_gone_is_named(filled):
    (filled.layouts / "removals.toml").unlink()
    assert found(filled) == [("rule_book", "layouts/removals.toml", ())]


@pytest.mark.parametrize("deed", ["alter", "remove"])
def test_a_model_that_is_not_the_one_adopted_is_named(filled, deed):
    (path,) = filled.models.glob("*.json")
    rewrite(path, b"{}") if deed == "alter" else path.unlink()
    assert found(filled) == [("model", f"models/{path.name}", ())]


def journal_edit(matter, *statements):
    """Somebody who knows of the guards takes them off, and puts them back afterwards."""
    connection = sqlite3.connect(matter.journal)
    guards = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"drop trigger {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in guards:
        connection.execute(sql)
    connection.commit()
    connection.close()


def test_an_altered_entry_is_named(filled):
    last = sqlite3.connect(filled.journal).execute("select max(seq) from journal_entry").fetchone()[0]
    journal_edit(filled, f"update journal_entry set by_whom = 'B. Clerk' where seq = {last}")
    assert [(a.kind, a.id) for a in docket.verify(filled)] == [("entry", str(last))]


def test_an_adopted_text_altered_in_the_journal_is_named(filled):
    journal_edit(
        filled, "update journal_entry set body = replace(body, '0.9', '0.8') where kind = 'adopted' and seq = 1"
    )
    assert ("entry", "1") in [(a.kind, a.id) for a in docket.verify(filled)]


def test_a_journal_cut_short_is_betrayed_by_the_runs_at_hand(filled, stub_run):
    docket.make(filled)
    last = sqlite3.connect(filled.journal).execute("select max(seq) from journal_entry").fetchone()[0]
    journal_edit(
        filled,
        f"delete from journal_entry where seq = {last}",
        f"update journal_head set seq = {last - 1}, hash = (select hash from journal_entry where seq = {last - 1})",
    )
    whats = [a.what for a in docket.verify(filled)]
    assert len(whats) == 1
    assert whats[0].startswith("missing: no entry bears the head that run ")


@pytest.mark.parametrize("bytes_", [b"", b"noise" * 1000])
def test_a_journal_that_cannot_be_read_is_named(filled, bytes_):
    for beside in filled.path.glob("journal.sqlite-*"):
        beside.unlink()
    filled.journal.write_bytes(bytes_)
    assert [a.kind for a in docket.verify(filled)] == ["journal"]


BODIES = ["{", "[]", "null", '{"salt": 1}', '{"list_id": "0123456789ab"}']


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", ["adopted", "model", "received"])
def test_a_body_that_is_none_is_named_and_hides_nothing_else(filled, body, kind):
    seq = (
        sqlite3.connect(filled.journal)
        .execute(f"select max(seq) from journal_entry where kind = '{kind}'")
        .fetchone()[0]
    )
    journal_edit(filled, f"update journal_entry set body = '{body}' where seq = {seq}")
    rewrite(filled.path / "docket.toml", b"# nothing")
    assert [(a.kind, a.id) for a in docket.verify(filled)] == [("entry", str(seq)), ("rule_book", "docket")]


@pytest.mark.parametrize("column", ["happened_on", "entered_at"])
def test_a_day_that_is_none_is_named_and_a_run_is_refused(filled, column):
    journal_edit(filled, f"update journal_entry set {column} = 'June' where seq = 3")
    assert [(a.kind, a.id) for a in docket.verify(filled)] == [("entry", "3")]
    with pytest.raises(DocketError, match="Entry 3 of the journal cannot be read"):
        docket.inputs(filled)


def test_a_guard_taken_off_is_named(filled):
    connection = sqlite3.connect(filled.journal)
    connection.execute("drop trigger journal_entry_stays")
    connection.commit()
    assert [(a.kind, a.what) for a in docket.verify(filled)] == [
        ("journal", "the guard journal_entry_stays is not as it was made")]  # fmt: skip


def test_a_byte_of_the_journal_is_seen_wherever_it_tells_something(filled):
    data = filled.journal.read_bytes()
    at = data.index(b"A. Clerk")
    filled.journal.write_bytes(data[:at] + b"B" + data[at + 1 :])
    assert [a.kind for a in docket.verify(filled)] == ["entry"]


def test_a_docket_that_cannot_be_written_can_be_verified_and_read(filled, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert docket.verify(filled) == []
    assert len(docket.inputs(filled).lists) == 1
