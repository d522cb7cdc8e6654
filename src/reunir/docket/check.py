"""`verify`: is everything as it was received, adopted and entered? Each thing that is not is named."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reunir import intake, journal
from reunir.docket import books, lists
from reunir.docket.folder import Docket, sha256_of
from reunir.docket.runs import printed_heads
from reunir.errors import DocketError, ReunirError
from reunir.model import Stored

SHOWN = 20
"""How many altered rows of a list are named one by one."""


@dataclass(frozen=True)
class Alteration:
    """Something that is not as it was. `kind`: list, rows, rule_book, model, entry or journal; `id`: which;
    `path`: the file, inside the docket; `what`: in one sentence; `rows`: of a list, as a spreadsheet counts."""

    kind: str
    id: str
    path: str
    what: str
    rows: tuple[int, ...] = ()


def verify(docket: Docket) -> list[Alteration]:
    """All that is altered, missing or put in: received lists, the journal's chain, rule books, models."""
    found: list[Alteration] = []
    try:
        with docket.reading() as cursor:
            for fault in journal.check(cursor, printed_heads(docket)):
                found.append(Alteration("entry", str(fault.seq), docket.journal.name, f"{fault.kind}: {fault.what}"))
            for said in journal.unguarded(cursor.connection):
                found.append(Alteration("journal", "journal", docket.journal.name, said))
            entries = journal.entries(cursor, only_sound=True)
    except (DocketError, sqlite3.DatabaseError) as error:
        return [*found, Alteration("journal", "journal", docket.journal.name, str(error))]
    found += [a for e in entries if e.kind == "received" for a in _list(docket, e)]
    found += _books(docket, entries)
    found += [a for e in entries if e.kind == "model" for a in _model(docket, e)]
    return list(dict.fromkeys(found))


def as_json(found: Sequence[Alteration]) -> dict[str, Any]:
    """The contract's JSON shape, with what is wrong beside."""
    return {"ok": not found, "altered": [{**asdict(a), "rows": list(a.rows)} for a in found], "sealed": []}


def _list(docket: Docket, entry: Stored) -> list[Alteration]:
    body = entry.body
    path, inside = docket.received / body["stored"], f"received/{body['stored']}"
    beside = docket.received / lists.rows_file(body)
    made: list[Alteration] = []
    leaves = beside.read_bytes() if beside.is_file() else b""
    hashes = [leaves[i : i + 32] for i in range(0, len(leaves), 32)]
    vouched = journal.root(hashes).hex() == body["rows"]["root"]
    if not vouched:
        made.append(Alteration("rows", body["list_id"], f"received/{beside.name}",
                               f"the row hashes of {body['file']} are not those of its receipt"))  # fmt: skip
    if not path.is_file():
        made.append(Alteration("list", body["list_id"], inside, f"{body['file']} is missing"))
    elif sha256_of(path) != body["sha256"]:
        rows = _rows(path, body, hashes) if vouched else ()
        named = ", ".join(map(str, rows[:SHOWN])) + (f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")
        where = f": row {named}" if rows else ""
        made.append(Alteration("list", body["list_id"], inside,
                               f"{body['file']} is not as it was received{where}", rows))  # fmt: skip
    return made


def _texts(path: Path, sheet: str | None) -> list[tuple[int, list[str]]]:
    return list(intake.row_texts(path, sheet))


def _rows(path: Path, body: dict[str, Any], hashes: Sequence[bytes]) -> tuple[int, ...]:
    """The rows of an altered list whose hashes are no longer those of its receipt, as far as it can be read."""
    secret, found = bytes.fromhex(body["rows"]["salt"]), []
    try:
        rows = intake.guarded(intake.Limits(), path.name, _texts, path, body["sheet"])
    except ReunirError:
        return ()
    for place, was in enumerate(hashes):
        number, cells = rows[place] if place < len(rows) else (place + 1, [])
        if place >= len(rows) or journal.row_hash(secret, number, cells) != was:
            found.append(number)
    return (*found, *(number for number, _ in rows[len(hashes) :]))


def _books(docket: Docket, entries: Sequence[Stored]) -> list[Alteration]:
    found = []
    for (book, name), version in books.newest(entries).items():
        path, inside = docket.path / books.book_path(book, name), books.book_path(book, name)
        held = hashlib.sha256(books.bytes_of(version)).hexdigest()
        if held != version.body["sha256"]:
            found.append(Alteration("entry", str(version.seq), docket.journal.name, f"altered: its text of {inside}"))
        if not path.is_file():
            found.append(Alteration("rule_book", name, inside, f"{inside} is missing; entry {version.seq} holds it"))
        elif sha256_of(path) != version.body["sha256"]:
            what = f"{inside} is not the version that entry {version.seq} adopted"
            found.append(Alteration("rule_book", name, inside, what))
    return found


def _model(docket: Docket, entry: Stored) -> list[Alteration]:
    sha256 = entry.body["sha256"]
    path = docket.models / f"{sha256}.json"
    if path.is_file() and sha256_of(path) == sha256:
        return []
    what = "is not as it was adopted" if path.is_file() else "is missing"
    return [Alteration("model", sha256[:12], f"models/{path.name}", f"the linkage model of entry {entry.seq} {what}")]
