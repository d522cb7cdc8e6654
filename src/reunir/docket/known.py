"""From the journal to what a run is a function of, as known on a day (casebook R19)."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reunir import journal
from reunir.docket import books
from reunir.docket.books import order, text_of
from reunir.docket.folder import Docket, settings_of, sha256_of
from reunir.errors import DocketError, RuleBookError
from reunir.journal import FACTS, KINDS
from reunir.model import Correction, Fact, Inputs, Judgement, Received, Stored

CODE = (".py", ".sql", ".toml", ".json")
"""Endings of the package's files that a run's tables depend on."""
BESIDE = ("casework",)
"""Rooms of the package that no run depends on."""


def last_day(entries: Sequence[Stored]) -> date | None:
    """The last day on which something that a run reads was received or entered."""
    return max((e.happened_on for e in entries if e.happened_on and KINDS[e.kind].read), default=None)


def inputs(docket: Docket, as_of: date | None = None, known_on: date | None = None) -> Inputs:
    """What a run as of a day reads. `as_of` None: the last day on which something was received or entered;
    `known_on`: the day whose knowledge counts, where it is later (casebook R23).

    DocketError where there is nothing yet, or where a list or the model is not as it was received.
    """
    with docket.reading() as cursor:
        entries = journal.entries(cursor)
    day = as_of or last_day(entries)
    if day is None:
        raise DocketError(f"Nothing was received yet: `reunir receive {docket.path} FILE --by WHO --on DATE`.")
    told = known_on or day
    known = [e for e in entries if KINDS[e.kind].read and (e.happened_on is None or e.happened_on <= told)]
    versions = books.in_force(entries, told)
    rule_books = {book: text_of(version) for book, version in versions.items()}
    settings = settings_of(rule_books.get(("docket", "docket"), ""))
    layouts = {name: text for (book, name), text in rule_books.items() if book == "layout"}
    model = books.model_in_force(entries, told)
    model_sha = model.body["sha256"] if model else ""
    made = Inputs(
        as_of=day,
        known_on=known_on,
        run_id=run_id(day, known, list(versions.values()), model_sha),
        head=known[-1].hash if known else journal.GENESIS,
        lists=tuple(lists(docket, known, layouts)),
        corrections=tuple(corrections(known)),
        facts=tuple(facts(known)),
        judgements=tuple(judgements(known)),
        holds=tuple(e for e in known if e.kind == "hold"),
        standard=_standard(rule_books, settings["standard"]),
        settings=settings,
        model=_model(docket, model_sha) if model_sha else {},
    )
    for received in made.lists:
        if not received.path.is_file() or sha256_of(received.path) != received.sha256:
            raise DocketError(
                f"The list {received.list_id} ({received.file}) is not as it was received: see `reunir verify`."
            )
    return made


def run_id(as_of: date, known: Sequence[Stored], versions: Sequence[Stored], model_sha: str) -> str:
    """The first 16 hex digits of the hash of all that a run depends on. The rule books in force are named
    beside the entries, since the earliest version of one speaks even before the day of its adoption."""
    parts = [
        as_of.isoformat(), [e.hash for e in known], sorted(e.hash for e in versions), model_sha, code_sha(),
    ]  # fmt: skip
    return hashlib.sha256(journal.canonical(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def code_sha() -> str:
    """SHA-256 over the package's own files: another version of the code is another run."""
    root = files("reunir")
    found = []

    def walk(folder: Any, prefix: str) -> None:
        for item in folder.iterdir():
            if item.is_dir() and prefix + item.name not in BESIDE:
                walk(item, f"{prefix}{item.name}/")
            elif item.is_file() and item.name.endswith(CODE):
                found.append((prefix + item.name, hashlib.sha256(item.read_bytes()).hexdigest()))

    walk(root, "")
    return hashlib.sha256(json.dumps(sorted(found)).encode()).hexdigest()


def lists(docket: Docket, known: Sequence[Stored], layouts: dict[str, str]) -> list[Received]:
    """The lists that were received and not taken back, each in its newest reading.

    A list of a layout of kind `snapshot`, or one that names the list it replaces, takes the place of the
    earlier from its own day on; where it is taken back the earlier speaks again.
    """
    taken_back = {e.body["list_id"]: order(e) for e in sorted(known, key=order) if e.kind == "withdrawn"}
    first: dict[tuple[str, str], Stored] = {}
    newest: dict[tuple[str, str], Stored] = {}
    for entry in known:
        if entry.kind == "received":
            first.setdefault((entry.body["list_id"], entry.body["sheet"]), entry)
    for entry in sorted(known, key=order):
        if entry.kind == "received" and order(entry) > taken_back.get(entry.body["list_id"], (date.min, 0)):
            newest[entry.body["list_id"], entry.body["sheet"]] = entry
    found = [_received(docket, first[which], entry, layouts) for which, entry in newest.items()]
    found.sort(key=lambda r: (r.seq, r.sheet or ""))
    by_hand = {e.body["replaces"]: e for e in newest.values() if "replaces" in e.body}
    return [_replaced(received, found, by_hand, layouts) for received in found]


def _received(docket: Docket, first: Stored, entry: Stored, layouts: dict[str, str]) -> Received:
    body, name = entry.body, entry.body["layout"]
    if first.happened_on is None or name not in layouts:
        raise DocketError(f"Entry {entry.seq} names a layout or a day that the journal lacks: see `reunir verify`.")
    return Received(
        list_id=body["list_id"], seq=first.seq, sha256=body["sha256"], path=docket.received / body["stored"],
        file=first.body["file"], layout=name, layout_text=layouts[name], sheet=body["sheet"],
        received_on=first.happened_on, by=first.by,
    )  # fmt: skip


def _replaced(
    received: Received, found: Sequence[Received], by_hand: dict[str, Stored], layouts: dict[str, str]
) -> Received:
    """A list with the list that took its place, if one did."""
    takers = []
    if received.list_id in by_hand:
        taker = by_hand[received.list_id]
        takers.append((taker.happened_on or date.min, taker.seq, taker.body["list_id"]))
    if kind_of(layouts[received.layout]) == "snapshot":
        takers += [
            (other.received_on, other.seq, other.list_id)
            for other in found
            if other.layout == received.layout
            and other.list_id != received.list_id  # another sheet of the same workbook stands beside it
            and (other.received_on, other.seq) > (received.received_on, received.seq)
        ]
    if not takers:
        return received
    day, _, list_id = min(takers)
    return replace(received, until=day, replaced_by=list_id)


@lru_cache(maxsize=256)
def kind_of(layout_text: str) -> str:
    """The kind of list that a layout reads: addition, snapshot or log."""
    return str(tomllib.loads(layout_text).get("kind", "addition"))


def corrections(known: Sequence[Stored]) -> list[Correction]:
    """The correction of each cell that speaks: the latest, by the day stated and then by the journal."""
    latest = {(e.body["record_id"], e.body["field"]): e for e in sorted(known, key=order) if e.kind == "corrected"}
    return [
        Correction(e.seq, e.body["record_id"], e.body["field"], e.body["value"], e.body["why"])
        for e in sorted(latest.values(), key=lambda e: e.seq)
    ]


def judgements(known: Sequence[Stored]) -> list[Judgement]:
    """The judgement of each pair that speaks: the latest, by the day stated and then by the journal. A fact that was
    entered of a mention (`of`) says as much of its own mentions, until somebody judges otherwise."""
    latest: dict[tuple[str, ...], Stored] = {}
    for e in sorted(known, key=order):
        if e.kind == "judged":
            latest[tuple(sorted((e.body["mention_id_l"], e.body["mention_id_r"])))] = e
    spoken = [
        Judgement(e.seq, left, right, e.body["verdict"], e.by, e.body["why"])
        for (left, right), e in sorted(latest.items(), key=lambda pair: pair[1].seq)
    ]
    entered = [
        Judgement(e.seq, pair[0], pair[1], "same", e.by, "entered of this person")
        for e in known
        if e.kind in FACTS
        for who, mention_id in sorted(e.body.get("of", {}).items())
        if (pair := tuple(sorted((mention_id, f"journal-1-{e.seq}/{who}")))) not in latest
    ]
    return sorted(spoken + entered, key=lambda j: (j.seq, j.mention_id_l, j.mention_id_r))


def facts(known: Sequence[Stored]) -> list[Fact]:
    """What our own people state, read as records of the list `journal`."""
    return [
        Fact(e.seq, e.by, e.happened_on, dict(e.body["fields"]), e.body.get("agency", "journal"))
        for e in known
        if e.kind in FACTS and e.happened_on is not None
    ]


def _standard(rule_books: dict[tuple[str, str], str], name: str) -> dict[str, Any]:
    text = rule_books.get(("standard", name))
    if text is None:
        there = sorted(n for book, n in rule_books if book == "standard")
        raise RuleBookError(f"docket.toml names the standard {name!r}; standards/ has {', '.join(there) or 'none'}.")
    return {"name": name, **tomllib.loads(text)}


def _model(docket: Docket, sha256: str) -> dict[str, Any]:
    path = docket.models / f"{sha256}.json"
    if not path.is_file() or sha256_of(path) != sha256:
        raise DocketError(f"The linkage model {path} is not the one that was adopted: see `reunir verify`.")
    return dict(json.loads(path.read_bytes()))
