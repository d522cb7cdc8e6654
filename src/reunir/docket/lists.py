"""Lists as received: kept byte for byte, read-only, each receipt an entry that commits to every row."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reunir import intake, journal
from reunir.docket import books
from reunir.docket.folder import Docket, author, keep, limits_of, read_text, settings, settle
from reunir.errors import ListError, ReunirError, RuleBookError
from reunir.model import Entry, Stored


@dataclass(frozen=True)
class Reception:
    """What came of a list handed in. `receipt`: the contract's JSON shape; `already`: nothing changed;
    `chosen`: the layout was found by its headings; `adopted`: the rule books adopted on the way."""

    receipt: dict[str, Any]
    already: bool = False
    chosen: bool = False
    adopted: tuple[Stored, ...] = ()
    notes: tuple[str, ...] = ()


def receive(
    docket: Docket,
    file: Path | str,
    *,
    by: str,
    on: date,
    layout: str | None = None,
    sheet: str | None = None,
    replaces: str | None = None,
    dry_run: bool = False,
) -> Reception:
    """Keep a list's bytes and enter its receipt. `on`: the day it was received. `layout`: a name in layouts/
    or the path of a .toml, which is copied there; None takes the layout whose headings fit.

    A receipt is (bytes, sheet, layout): the same three again change nothing. `dry_run` keeps nothing.
    """  # fmt: skip
    by, source, limits = author(by), Path(file), limits_of(settings(docket)["receive"])
    if source.is_dir() or not source.exists():
        hint = "it is a folder, name the list in it" if source.is_dir() else "check the path of the list"
        raise ListError(f"There is no file {file}: {hint}.")
    intake.check_file(source)
    if replaces is not None:
        with docket.reading() as cursor:
            replaces = known_list(journal.entries(cursor, kind="received"), replaces)
    if dry_run:
        taken = intake.guarded(limits, source.name, _take_in, source, _texts(docket, layout), sheet, None)
        receipt, _, chosen = _taken(taken, source, layout)
        return Reception(receipt, chosen=chosen, notes=("nothing was kept",))
    intake.glance(source)
    with _copy(docket, source) as (copy, sha256):
        texts, secret = _texts(docket, layout), secrets.token_bytes(32)
        taken = intake.guarded(limits, source.name, _take_in, copy, texts, sheet, secret)
        receipt, leaves, chosen = _taken(taken, source, layout)
        name = receipt["layout"]
        with _brought_in(docket, Path(layout) if layout is not None and _is_path(layout) else None):
            adopted = books.adopt(docket, by=by, on=on)
        stored, already, notes = _enter(
            docket, copy, sha256, receipt, name, texts[name], by, on, replaces, secret, leaves
        )
        return Reception(
            {**receipt, "file": stored.body["file"], "entry": stored.seq, "by": stored.by, "already": already,
             "received_on": stored.happened_on.isoformat() if stored.happened_on else None},
            already, chosen, tuple(adopted), notes,
        )  # fmt: skip


def withdraw(docket: Docket, list_id: str, *, by: str, why: str, on: date) -> Stored:
    """Take a list back from the day `on`: it still speaks for days before. Withdrawn already: nothing changes."""
    with docket.writing() as cursor:
        entries = journal.entries(cursor, kind=("received", "withdrawn"))
        list_id = known_list(entries, list_id)
        last = [e for e in entries if e.body["list_id"] == list_id][-1]
        if last.kind == "withdrawn":
            return last
        body = {"list_id": list_id, "why": why}
        return journal.append(cursor, Entry("withdrawn", author(by), on, body, f"withdrawn/{list_id}/{last.seq}"))


def known_list(entries: Sequence[Stored], given: str) -> str:
    """The id of a received list, from its id or hash or the beginning of either. ListError where none fits."""
    ids = {e.body["list_id"]: e.body["file"] for e in entries if e.kind == "received"}
    wanted = given.strip().lower()
    fitting = [i for i in ids if len(wanted) >= 4 and (i.startswith(wanted) or wanted.startswith(i))]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(f"{i} ({file})" for i, file in ids.items()) or "none yet"
    raise ListError(f"There is no list {given} in this docket; received: {known}.")


@contextmanager
def _copy(docket: Docket, source: Path) -> Iterator[tuple[Path, str]]:
    """The bytes under their own name in a folder that is gone afterwards, and their SHA-256: what is hashed,
    read and kept is one copy, whatever becomes of the file meanwhile."""
    docket.received.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=docket.received) as folder:
        copy, digest = Path(folder) / source.name, hashlib.sha256()
        try:
            with source.open("rb") as read, copy.open("wb") as write:
                while chunk := read.read(1 << 20):
                    digest.update(chunk)
                    write.write(chunk)
                write.flush()
                os.fsync(write.fileno())
        except OSError as error:
            raise ListError(f"{source} cannot be read: {error.strerror}.") from error
        yield copy, digest.hexdigest()


def _is_path(layout: str) -> bool:
    return layout.endswith(".toml") or os.sep in layout


def _texts(docket: Docket, layout: str | None) -> dict[str, str]:
    """The layouts to read by, by name: the one that was named, else all of the docket's."""
    if layout is not None and _is_path(layout):
        return {Path(layout).stem: read_text(Path(layout))}
    texts = {p.stem: read_text(p) for p in sorted(docket.layouts.glob("*.toml"))}
    if layout is None:
        return texts
    if layout not in texts:
        raise RuleBookError(f"There is no layout {layout!r} in this docket; it has {', '.join(texts) or 'none'}.")
    return {layout: texts[layout]}


Taken = tuple[dict[str, Any] | None, bytes]
"""A receipt, or None where no layout fits, and the row hashes one after the other."""


def _take_in(path: Path, texts: dict[str, str], sheet: str | None, secret: bytes | None) -> Taken:
    """Read a list under the one layout given, or under that of several whose headings fit. All that a list's own
    bytes are asked is asked here, in a process of its own."""
    layouts = {n: intake.parse_layout(t, n) for n, t in texts.items()}
    book = intake.open_book(path)
    name = next(iter(layouts)) if len(layouts) == 1 else intake.best_fit(book, layouts, sheet)
    if name is None:
        return None, b""
    receipt = dict(intake.receipt(book, layouts[name], sheet).as_json())
    rows = intake.row_texts(book, str(receipt["sheet"])) if secret else ()
    return receipt, b"".join(journal.row_hashes(secret or b"", rows))


def _taken(taken: Taken, source: Path, layout: str | None) -> tuple[dict[str, Any], list[bytes], bool]:
    """The receipt, the row hashes, and whether the layout was found by the headings."""
    receipt, hashes = taken
    if receipt is None:
        raise ListError(
            f"No layout of this docket fits {source.name}: `reunir layout {source} > {_slug(source)}.toml` proposes one; "
            f"look it over, then receive the list with --layout {_slug(source)}.toml."
        )
    return receipt, [hashes[i : i + 32] for i in range(0, len(hashes), 32)], layout is None


def _slug(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "list"


@contextmanager
def _brought_in(docket: Docket, path: Path | None) -> Iterator[None]:
    """A layout given by its path lies in the docket, to be adopted with what else changed; where that is
    refused, what lay there before lies there again."""
    if path is None:
        yield
        return
    kept = docket.layouts / path.name
    before = kept.read_bytes() if kept.is_file() else None
    given = path.read_bytes()
    if given != before:
        keep(kept, given, read_only=False)
    try:
        yield
    except ReunirError:
        if before is None:
            kept.unlink()
        elif given != before:
            keep(kept, before, read_only=False)
        raise


def _enter(
    docket: Docket, copy: Path, sha256: str, receipt: dict[str, Any], layout: str, text: str, by: str, on: date,
    replaces: str | None, secret: bytes, leaves: list[bytes],
) -> tuple[Stored, bool, tuple[str, ...]]:  # fmt: skip
    """Enter the receipt, unless it is there. The bytes are in their place before the entry that names them."""
    sheet = str(receipt.get("sheet") or 1)
    layout_sha256 = hashlib.sha256(text.encode()).hexdigest()
    with docket.reading() as cursor:
        there, key = _there(journal.entries(cursor), sha256, sheet, layout_sha256, replaces)
    if there:
        return there[0], True, there[1]
    root = journal.root(leaves).hex()
    stored = sha256 + _suffix(copy)
    body: dict[str, Any] = {
        "list_id": sha256[:12], "sha256": sha256, "file": _clean(copy.name), "stored": stored,
        "bytes": copy.stat().st_size, "sheet": sheet, "layout": layout, "layout_sha256": layout_sha256,
        "rows": {"count": len(leaves), "root": root, "salt": secret.hex()},
    }  # fmt: skip
    if replaces:
        body["replaces"] = replaces
    with docket.writing() as cursor:
        there, key = _there(journal.entries(cursor), sha256, sheet, layout_sha256, replaces)
        if there:
            return there[0], True, there[1]
        keep(docket.received / rows_file(body), b"".join(leaves))
        settle(copy, docket.received / stored, read_only=True)
        return journal.append(cursor, Entry("received", by, on, body, key)), False, ()


def rows_file(body: dict[str, Any]) -> str:
    """The file beside a list that holds its rows' hashes, which the root in the entry vouches for."""
    return f"{body['sha256']}.{body['rows']['root'][:12]}.rows"


def _there(
    entries: Sequence[Stored], sha256: str, sheet: str, layout_sha256: str, replaces: str | None
) -> tuple[tuple[Stored, tuple[str, ...]] | None, str]:
    """The receipt of the same three, with what to say of it, and the key for a new one."""
    list_id = sha256[:12]
    of_list = [e for e in entries if e.kind in ("received", "withdrawn") and e.body["list_id"] == list_id]
    key = f"received/{sha256}/{sheet}/{layout_sha256}" + (f"/replaces/{replaces}" if replaces else "")
    taken_back = [e.seq for e in of_list if e.kind == "withdrawn"]
    if taken_back and of_list[-1].kind == "withdrawn":  # handed in again: it speaks again from its day on
        return None, f"{key}/after-{taken_back[-1]}"
    since = taken_back[-1] if taken_back else 0
    for entry in of_list:
        same = entry.kind == "received" and (entry.body["sheet"], entry.body["layout_sha256"]) == (sheet, layout_sha256)
        if same and entry.seq > since and (replaces is None or entry.body.get("replaces") == replaces):
            return (entry, (f"received already as entry {entry.seq} on {entry.happened_on}: nothing changed",)), key
    return None, f"{key}/after-{since}" if since else key


def _suffix(path: Path) -> str:
    """The ending of a file's name, as far as it is harmless."""
    suffix = path.suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""


def _clean(name: str) -> str:
    return name.encode("utf-8", "replace").decode()
