"""Entries in a database: appended in order under a lock, and never changed."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reunir.errors import DocketError, EntryError
from reunir.journal import kinds
from reunir.journal.chain import GENESIS, Fault, Row, canonical, entry_hash, faults, sha256
from reunir.model import Entry, Stored

WAIT = 60.0
"""Seconds that a writer waits for another to finish."""

SCHEMA = """
create table if not exists journal_head (
    id integer primary key check (id = 1), seq integer not null, hash text not null
);
create table if not exists journal_entry (
    seq integer primary key, kind text not null, by_whom text not null, happened_on text,
    entered_at text not null, key text not null unique, body text not null, body_sha256 text not null,
    previous text not null, hash text not null unique
);
create trigger if not exists journal_entry_kept before update on journal_entry
    begin select raise(abort, 'entries are never changed'); end;
create trigger if not exists journal_entry_stays before delete on journal_entry
    begin select raise(abort, 'entries are never deleted'); end;
create trigger if not exists journal_entry_follows before insert on journal_entry
    when new.seq <> (select seq + 1 from journal_head) or new.previous <> (select hash from journal_head)
        or exists (select 1 from journal_entry where key = new.key or hash = new.hash)
    begin select raise(abort, 'an entry follows the head, once'); end;
create trigger if not exists journal_head_follows before update on journal_head
    when not exists (select 1 from journal_entry where seq = new.seq and hash = new.hash)
        and not (new.seq = old.seq and new.hash = old.hash)
    begin select raise(abort, 'the head is the last entry'); end;
create trigger if not exists journal_head_stays before delete on journal_head
    begin select raise(abort, 'the head is never deleted'); end;
"""
# `insert or replace` deletes without asking the delete triggers unless recursive_triggers is on, and that is
# a setting of each connection: so the insert trigger refuses it too, whoever connects.

COLUMNS = "seq, kind, by_whom, happened_on, entered_at, key, body, body_sha256, previous, hash"


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open a journal kept in SQLite. Writing begins with BEGIN IMMEDIATE; a commit is on the disk (FULL)."""
    if not create and not path.is_file():
        raise DocketError(f"There is no journal at {path}: this is no docket, or its journal was taken away.")
    if not create and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return _connect_read_only(path)
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level="IMMEDIATE")
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma recursive_triggers = on")
        if create:
            connection.executescript(SCHEMA)
            connection.execute(f"insert or ignore into journal_head values (1, 0, '{GENESIS}')")
            connection.commit()
        connection.execute("select seq from journal_head").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DocketError(f"{path} cannot be read as a journal: {error}.") from error
    return connection


def _connect_read_only(path: Path) -> sqlite3.Connection:
    """Open a journal on a medium that cannot be written, as a copy handed over for checking may be."""
    uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level="IMMEDIATE")
    try:
        connection.execute("select seq from journal_head").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DocketError(f"{path} cannot be read as a journal: {error}.") from error
    return connection


def unguarded(connection: sqlite3.Connection) -> list[str]:
    """What a journal in SQLite lacks of its guards: triggers taken off or rewritten, pages that do not agree."""
    made = sqlite3.connect(":memory:")
    made.executescript(SCHEMA)
    triggers = "select name, sql from sqlite_master where type = 'trigger' order by name"
    there = dict(connection.execute(triggers).fetchall())
    lacking = [name for name, sql in made.execute(triggers).fetchall() if there.get(name) != sql]
    made.close()
    said = [f"the guard {name} is not as it was made" for name in lacking]
    try:
        said += [str(line) for (line,) in connection.execute("pragma integrity_check(5)").fetchall() if line != "ok"]
    except sqlite3.DatabaseError as error:
        said.append(str(error))
    return said


def append(cursor: Any, entry: Entry, *, now: datetime | None = None, salt: str | None = None) -> Stored:
    """Append an entry through the caller's open cursor; the caller commits.

    The same key with the same content gives back the entry that is there; with another content, EntryError.
    `now` (with a time zone; None: the machine's time) and `salt` are for tests that must know the hash.
    """
    kinds.check_entry(entry)
    if "salt" in entry.body:
        raise EntryError("'salt' is the journal's own field of a body.")
    day = entry.happened_on.isoformat() if entry.happened_on else None
    content = canonical([entry.kind, entry.by, day, entry.body])
    key = entry.key or "content/" + sha256(content)
    # Touching the head takes the lock on it (the whole database in SQLite, the row in PostgreSQL) before it
    # is read, so two writers never take one number.
    cursor.execute("update journal_head set seq = seq where id = 1")
    if isinstance(cursor, sqlite3.Cursor) and not cursor.connection.in_transaction:
        raise EntryError("An entry is appended inside a transaction, which the caller begins and commits.")
    there = by_key(cursor, key)
    if there is not None:
        was = there.happened_on.isoformat() if there.happened_on else None
        if canonical([there.kind, there.by, was, there.body]) != content:
            raise EntryError(f"Entry {there.seq} has the key {key!r} and says something else: give a key of its own.")
        return there
    last, previous = head(cursor)
    seq, entered_at = last + 1, _instant(now or datetime.now(UTC))
    body = canonical({**entry.body, "salt": salt or secrets.token_hex(16)})
    digest = entry_hash(previous, seq, entry.kind, entry.by, day, entered_at, key, sha256(body))
    row = (seq, entry.kind, entry.by, day, entered_at, key, body, sha256(body), previous, digest)
    _execute(cursor, f"insert into journal_entry ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    _execute(cursor, "update journal_head set seq = ?, hash = ? where id = 1", (seq, digest))
    return _stored(row)


def head(cursor: Any) -> tuple[int, str]:
    """Sequence and hash of the last entry; 0 and zeros where there is none."""
    cursor.execute("select seq, hash from journal_head where id = 1")
    row = cursor.fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def entries(
    cursor: Any, *, kind: str | Sequence[str] | None = None, after: int = 0, only_sound: bool = False
) -> list[Stored]:
    """Entries in the order of their numbers: all, or of a kind or several, or those after a number.

    `only_sound` leaves out those that are not what an entry can be, which otherwise is a DocketError.
    """
    _execute(cursor, f"select {COLUMNS} from journal_entry where seq > ? order by seq", (after,))
    wanted = (kind,) if isinstance(kind, str) else kind
    rows = cursor.fetchall()
    found = []
    for row in rows:
        if wanted is not None and row[1] not in wanted:
            continue
        try:
            found.append(_stored(row))
            if only_sound:
                kinds.check_entry(found[-1])
        except DocketError:
            if not only_sound:
                raise
        except EntryError:
            found.pop()
    return found


def by_key(cursor: Any, key: str) -> Stored | None:
    """The entry that has a key."""
    _execute(cursor, f"select {COLUMNS} from journal_entry where key = ?", (key,))
    row = cursor.fetchone()
    return _stored(row) if row else None


def check(cursor: Any, printed: Iterable[tuple[str, str]] = ()) -> list[Fault]:
    """What is altered, inserted, reordered or missing; `printed` as for `chain.faults`."""
    cursor.execute(f"select {COLUMNS} from journal_entry order by seq")
    rows = [Row(*row) for row in cursor.fetchall()]
    return faults(rows, *head(cursor), printed)


def _execute(cursor: Any, text: str, values: Sequence[Any]) -> None:
    """Run a statement written with `?`, which PostgreSQL and Django write as `%s`."""
    cursor.execute(text if isinstance(cursor, sqlite3.Cursor) else text.replace("?", "%s"), values)


def _stored(row: Sequence[Any]) -> Stored:
    try:
        body = json.loads(row[6])
        salt = body.pop("salt", "")
        day = date.fromisoformat(row[3]) if row[3] else None
        entered_at = datetime.fromisoformat(row[4])
    except (ValueError, TypeError, AttributeError) as error:
        raise DocketError(f"Entry {row[0]} of the journal cannot be read: see `reunir verify`.") from error
    return Stored(
        row[1], row[2], day, body, row[5], seq=row[0],
        entered_at=entered_at, salt=salt, previous=row[8], hash=row[9],
    )  # fmt: skip


def _instant(moment: datetime | None) -> str:
    if moment is None or moment.tzinfo is None:
        raise EntryError("The time of an entry needs its time zone.")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
