"""A new docket, and what people do in one: entries, judgements, models."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from sqlite3 import Cursor
from typing import Any

from reunir import intake, journal, linkage
from reunir.docket import books
from reunir.docket.folder import FOLDERS, Docket, author, keep, shipped
from reunir.docket.lists import known_list
from reunir.docket.runs import missing_in_current
from reunir.errors import DocketError, EntryError, ReunirError
from reunir.journal import FACTS
from reunir.model import Entry, Stored

BY_COMMAND = {
    "received": "reunir receive", "withdrawn": "reunir withdraw", "adopted": "reunir run", "model": "reunir train",
    "train": "reunir train",
}  # fmt: skip
"""Kinds that are entered by a command of their own, since they keep more than the entry."""


@dataclass(frozen=True)
class Entered:
    """What came of a file of entries, in its order. `already`: how many of them were there before."""

    entries: tuple[Stored, ...]
    already: int


def new(path: Path | str, *, title: str | None = None, notice: str = "") -> Docket:
    """Make a docket with the layouts, the standard and the model that come with Reunir, in force since ever."""
    target = Path(path)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DocketError(f"{path} is there already and not empty: name another folder for the docket.")
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Docket(target.with_name(f".{target.name}.{os.getpid()}"))
    try:
        _fill(made, title or target.resolve().name, notice)
        os.replace(made.path, target)
    finally:
        shutil.rmtree(made.path, ignore_errors=True)
    return Docket(target)


def _fill(made: Docket, title: str, notice: str) -> None:
    for folder in ("", *FOLDERS):
        (made.path / folder).mkdir(exist_ok=True)
    settings = files("reunir.docket").joinpath("docket.toml").read_text("utf-8")
    for mark, text in (("@TITLE@", title), ("@NOTICE@", notice)):
        settings = settings.replace(f'"{mark}"', json.dumps(text, ensure_ascii=False))
    (made.path / "docket.toml").write_text(settings, "utf-8")
    for folder, texts in (("layouts", intake.shipped_layouts()), ("standards", shipped("standards"))):
        for name, text in texts.items():
            (made.path / folder / f"{name}.toml").write_text(text, "utf-8")
    connection = journal.connect(made.journal, create=True)
    try:
        cursor = connection.cursor()
        for book in books.on_disk(made):
            journal.append(cursor, books.entry_of(book, "reunir new", None))
        sha256 = keep_model(made, linkage.shipped_model())
        journal.append(cursor, Entry("model", "reunir new", None, {"name": "shipped", "sha256": sha256}))
        connection.commit()
    finally:
        connection.close()


def keep_model(docket: Docket, model: dict[str, Any]) -> str:
    """Keep a linkage model by its hash; the same model is the same file. Gives its SHA-256."""
    text = json.dumps(model, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=1).encode() + b"\n"
    sha256 = hashlib.sha256(text).hexdigest()
    path = docket.models / f"{sha256}.json"
    if not path.is_file():
        keep(path, text)
    return sha256


def adopt_model(docket: Docket, sha256: str, *, name: str, by: str, why: str, on: date) -> Stored:
    """Put a kept model in force from the day `on`."""
    with docket.writing() as cursor:
        last = journal.entries(cursor, kind="model")
        if last and last[-1].body["sha256"] == sha256:
            return last[-1]
        body = {"name": name, "sha256": sha256, "why": why}
        return journal.append(cursor, Entry("model", author(by), on, body, f"model/{sha256}/{len(last)}"))


def judge(docket: Docket, left: str, right: str, verdict: str, *, by: str, why: str, on: date) -> Stored:
    """Judge two mentions `same`, `different` or `unsure`. The same judgement again changes nothing."""
    entry = Entry(
        "judged", author(by), on, {"mention_id_l": left, "mention_id_r": right, "verdict": verdict, "why": why}
    )
    journal.check_entry(entry)
    lost = missing_in_current(docket, _named(entry))
    with docket.writing() as cursor:
        return _append(cursor, entry, journal.entries(cursor), lost)


def enter(docket: Docket, lines: Iterable[str], *, by: str, on: date, name: str = "the file") -> Entered:
    """Enter one entry a line: {"kind", "on"?, "key"?, and what the kind needs}. All are entered, or none.

    `on`: the day of those that state none. An entry sent again (the same key, or with no key the same
    content) is the one that is there. EntryError names the line.
    """
    by, read, made = author(by), [], []
    for number, line in enumerate(lines, 1):
        if line.strip():
            with _line(name, number):
                entry = _entry(line, by, on)
                journal.check_entry(entry)
                read.append((number, entry))
    lost = missing_in_current(docket, [i for _, entry in read for i in _named(entry)])
    with docket.writing() as cursor:
        entries = journal.entries(cursor)
        before = len(entries)
        for number, entry in read:
            with _line(name, number):
                made.append(_append(cursor, entry, entries, lost))
    return Entered(tuple(made), len(made) - (len(entries) - before))


@contextmanager
def _line(name: str, number: int) -> Iterator[None]:
    """What goes wrong is said of this line, and nothing is entered."""
    try:
        yield
    except ReunirError as error:
        raise EntryError(f"{name}, line {number}: {error} Nothing was entered.") from error


def _entry(line: str, by: str, on: date) -> Entry:
    try:
        given = json.loads(line.lstrip("\ufeff"))
    except ValueError as error:
        raise EntryError(f"not JSON: {error}.") from error
    if not isinstance(given, dict):
        raise EntryError("an entry is a JSON object.")
    kind, day, key = given.pop("kind", None), given.pop("on", None), given.pop("key", None)
    if kind in BY_COMMAND and kind != "withdrawn":
        raise EntryError(f"an entry of kind {kind} is made by `{BY_COMMAND[kind]}`.")
    if day is not None:
        try:
            on = date.fromisoformat(day)
        except (TypeError, ValueError):
            raise EntryError(f"'on' is no day: write {day!r} as 2018-06-15.") from None
    if key is not None and (not isinstance(key, str) or not key.strip()):
        raise EntryError("'key' must be a text, and not an empty one.")
    if isinstance(given.get("fields"), dict):
        given["fields"] = {name: _as_cell(value) for name, value in given["fields"].items()}
    return Entry(str(kind), by, on, given, key)


def _as_cell(value: Any) -> Any:
    """A JSON value as the text of a cell: true is yes, 2880 is "2880"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int) else value


def _named(entry: Entry) -> list[str]:
    """The records and mentions that an entry is about."""
    return [entry.body[f] for f in ("record_id", "mention_id", "mention_id_l", "mention_id_r") if f in entry.body]


def _append(cursor: Cursor, entry: Entry, entries: list[Stored], lost: Collection[str]) -> Stored:
    """Append an entry whose ids name something. `entries`: all that is there, kept up; `lost`: ids that the
    current run knows to be none."""
    body = entry.body
    if "list_id" in body:
        body["list_id"] = known_list(entries, body["list_id"])
    for identifier in _named(entry):
        _known(entries, identifier, lost)
    if entry.kind == "judged" and entry.key is None:
        pair = sorted((body["mention_id_l"], body["mention_id_r"]))
        of_pair = [e for e in entries if e.kind == "judged" and _pair(e) == pair]
        if of_pair:
            last = of_pair[-1]
            told = (last.by, last.happened_on, last.body["verdict"], last.body["why"])
            if told == (entry.by, entry.happened_on, body["verdict"], body["why"]):
                return last
        # Judged one way, then another, then the first again: three acts, each with a key of its own.
        key = f"judged/{pair[0]}/{pair[1]}/after-{of_pair[-1].seq if of_pair else 0}"
        entry = Entry(entry.kind, entry.by, entry.happened_on, body, key)
    made = journal.append(cursor, entry)
    if not entries or made.seq > entries[-1].seq:
        entries.append(made)
    return made


def _pair(entry: Stored) -> list[str]:
    return sorted((entry.body["mention_id_l"], entry.body["mention_id_r"]))


def _known(entries: Sequence[Stored], identifier: str, lost: Collection[str]) -> None:
    """EntryError where a record or a mention is of no list of this docket, or of no row that it has."""
    list_id, _, row = identifier.split("/")[0].split("-")
    if list_id == "journal":
        there = any(e.seq == int(row) and e.kind in FACTS for e in entries)
    else:
        of_list = [e for e in entries if e.kind == "received" and e.body["list_id"] == list_id]
        there = any(1 <= int(row) <= e.body["rows"]["count"] for e in of_list)
    if not there or identifier in lost:
        raise EntryError(f"{identifier} names nothing in the lists received: copy the id from `reunir explain`.")
