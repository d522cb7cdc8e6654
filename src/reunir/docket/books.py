"""Rule books: layouts, standards, claims and docket.toml, each version adopted by an entry that holds its bytes."""

from __future__ import annotations

import base64
import hashlib
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reunir import intake, journal
from reunir.docket.folder import Docket, read_text, settings_of
from reunir.errors import ListError, RuleBookError
from reunir.model import Entry, Stored

FOLDER_OF = {"layout": "layouts", "standard": "standards", "claims": "claims"}


@dataclass(frozen=True)
class Book:
    """A rule book on the disk. `book`: layout, standard, claims or docket; `name`: its stem."""

    book: str
    name: str
    path: Path

    @property
    def shown(self) -> str:
        """How it is called to the operator: its path inside the docket."""
        return book_path(self.book, self.name)


def book_path(book: str, name: str) -> str:
    return "docket.toml" if book == "docket" else f"{FOLDER_OF[book]}/{name}.toml"


def on_disk(docket: Docket) -> list[Book]:
    """The rule books that lie in the docket's folder, docket.toml first."""
    found = [Book("docket", "docket", docket.path / "docket.toml")]
    for book, folder in FOLDER_OF.items():
        found += [Book(book, p.stem, p) for p in sorted((docket.path / folder).glob("*.toml"))]
    return [book for book in found if book.path.is_file()]


def entry_of(book: Book, by: str, on: date | None) -> Entry:
    """The entry that adopts a rule book as it lies on the disk. `on` None: in force since ever."""
    data, text = book.path.read_bytes(), read_text(book.path)
    body = {"book": book.book, "name": book.name, "sha256": hashlib.sha256(data).hexdigest(), "text": text}
    if not unicodedata.is_normalized("NFC", text) or text.encode() != data:
        # The canonical form of an entry composes accents, and text leaves out a byte order mark.
        body["base64"] = base64.b64encode(data).decode()
    return Entry("adopted", by, on, body)


def bytes_of(version: Stored) -> bytes:
    """The bytes of an adopted version, exactly as its file held them."""
    if "base64" in version.body:
        return base64.b64decode(version.body["base64"])
    return str(version.body["text"]).encode()


def text_of(version: Stored) -> str:
    """The text of an adopted version."""
    return bytes_of(version).decode("utf-8-sig")


def order(entry: Stored) -> tuple[date, int]:
    """By the day that was stated, then by the journal: what takes effect later speaks."""
    return (entry.happened_on or date.min, entry.seq)


def newest(entries: Iterable[Stored]) -> dict[tuple[str, str], Stored]:
    """The version of each rule book that was adopted last."""
    return {(e.body["book"], e.body["name"]): e for e in entries if e.kind == "adopted"}


def in_force(entries: Sequence[Stored], as_of: date) -> dict[tuple[str, str], Stored]:
    """The version of each rule book that is in force on a day: the latest by then, else the earliest of all."""
    versions: dict[tuple[str, str], list[Stored]] = {}
    for entry in entries:
        if entry.kind == "adopted":
            versions.setdefault((entry.body["book"], entry.body["name"]), []).append(entry)
    return {book: _speaks(found, as_of) for book, found in versions.items()}


def _speaks(versions: Sequence[Stored], as_of: date) -> Stored:
    by_then = [v for v in versions if v.happened_on is None or v.happened_on <= as_of]
    return max(by_then, key=order) if by_then else min(versions, key=order)


def model_in_force(entries: Sequence[Stored], as_of: date) -> Stored | None:
    """The entry that adopted the linkage model in force on a day."""
    models = [e for e in entries if e.kind == "model"]
    return _speaks(models, as_of) if models else None


def changed(docket: Docket, entries: Sequence[Stored]) -> list[Book]:
    """Rule books on the disk that differ from the version adopted last, or that never were adopted."""
    adopted = newest(entries)
    found = []
    for book in on_disk(docket):
        last = adopted.get((book.book, book.name))
        if last is None or last.body["sha256"] != hashlib.sha256(book.path.read_bytes()).hexdigest():
            found.append(book)
    return found


def adopt(docket: Docket, *, by: str, on: date) -> list[Stored]:
    """Adopt what changed on the disk, from the day `on`; a rule book that is new is in force since ever.

    A version never takes effect before the one that it replaces. RuleBookError, and nothing adopted, where
    one is not well formed or no longer reads a list that was received under it.
    """
    with docket.reading() as cursor:
        if not changed(docket, journal.entries(cursor)):
            return []
    with docket.writing() as cursor:
        entries = journal.entries(cursor)
        last, made = newest(entries), []
        for book in changed(docket, entries):
            _well_formed(docket, book, entries)
            before = last.get((book.book, book.name))
            day = max(on, before.happened_on or on) if before else None
            entry = entry_of(book, by, day)
            key = f"adopted/{book.book}/{book.name}/{entry.body['sha256']}/after-{before.seq if before else 0}"
            made.append(journal.append(cursor, Entry(entry.kind, entry.by, entry.happened_on, entry.body, key)))
        return made


def _well_formed(docket: Docket, book: Book, entries: Sequence[Stored]) -> None:
    text = read_text(book.path)
    if book.book == "docket":
        settings_of(text)
    elif book.book == "layout":
        layout = intake.parse_layout(text, book.name)
        for e in {(e.body["stored"], e.body["sheet"]): e for e in entries if e.kind == "received"}.values():
            path = docket.received / e.body["stored"]
            if e.body["layout"] != book.name or not path.is_file():
                continue
            try:
                intake.receipt(path, layout, e.body["sheet"])
            except ListError as error:
                raise RuleBookError(
                    f"{book.shown} no longer reads list {e.body['list_id']} ({e.body['file']}), which was received "
                    f"under it ({error}): mend it, or keep both and give the new one another name."
                ) from error
    else:
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RuleBookError(f"{book.shown} is not well formed: {error}.") from error


def describe(versions: Iterable[Stored]) -> list[str]:
    """What was adopted, a line each, for the operator."""
    return [
        f"adopted {book_path(v.body['book'], v.body['name'])}"
        + (f" from {v.happened_on.isoformat()} on" if v.happened_on else "")
        for v in versions
    ]
