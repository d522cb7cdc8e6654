"""Runs: folders of tables that may be deleted and made again, one of them current."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import reunir
from reunir import audit, journal
from reunir.docket import books
from reunir.docket.folder import Docket, keep
from reunir.docket.known import code_sha, inputs
from reunir.engine import Engine
from reunir.errors import DocketError
from reunir.journal import KINDS
from reunir.model import TABLES, Inputs

Progress = Callable[[str], None]
LATE = 7
"""Days between the stated day of an entry and the machine's beyond which a report prints both."""


def make(
    docket: Docket, as_of: date | None = None, *, current: bool = True, threads: int | None = None,
    progress: Progress | None = None,
) -> Path:  # fmt: skip
    """The folder of the run as of a day, made if it is not there. `current`: reading commands read it then."""
    return make_of(docket, inputs(docket, as_of), current=current, threads=threads, progress=progress)


def make_of(
    docket: Docket, given: Inputs, *, current: bool, threads: int | None = None, progress: Progress | None = None
) -> Path:
    """The same for a run of which the inputs are at hand.

    It is built beside its place and moved there whole, so a run that is there is complete.
    """
    from reunir import run

    folder = docket.runs / given.run_id
    if not (folder / "run.json").is_file():
        docket.runs.mkdir(exist_ok=True)
        building = docket.runs / f"{given.run_id}.tmp-{os.getpid()}"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        try:
            threads = threads or given.settings.get("threads") or None
            run.build(given, building, threads=threads, progress=progress or (lambda _: None))
            about = json.dumps(describe(docket, given, building), indent=1, ensure_ascii=False, default=str)
            keep(building / "run.json", about.encode() + b"\n", read_only=False)
            if folder.exists():  # half a run that something else left
                shutil.rmtree(folder)
            try:
                os.replace(building, folder)
            except OSError:  # another process made the same run meanwhile
                if not (folder / "run.json").is_file():
                    raise
        finally:
            shutil.rmtree(building, ignore_errors=True)
    if current:
        keep(docket.runs / "current", f"{given.run_id}\n".encode(), read_only=False)
    return folder


def describe(docket: Docket, given: Inputs, folder: Path) -> dict[str, Any]:
    """What run.json says: the run's inputs, the code, and how many rows each table has."""
    with docket.reading() as cursor:
        entries = journal.entries(cursor)
    engine = Engine(threads=1)
    try:
        engine.attach(folder)
        counts = {name: engine.value(f"select count(*) from {name}") for name in TABLES if engine.has(name)}
    finally:
        engine.close()
    told = given.known_on or given.as_of
    late = [
        {"seq": e.seq, "kind": e.kind, "happened_on": str(e.happened_on), "entered_at": str(e.entered_at.date())}
        for e in entries
        if KINDS[e.kind].read and e.happened_on and e.entered_at and e.happened_on <= told
        and abs((e.entered_at.date() - e.happened_on).days) > LATE
    ]  # fmt: skip
    not_run = _not_run(folder)
    head = next((e.seq for e in entries if e.hash == given.head), 0)
    model = books.model_in_force(entries, told)
    return {
        "run_id": given.run_id, "as_of": given.as_of.isoformat(), "known_on": told.isoformat(), "head": given.head, "head_seq": head,
        "title": given.settings.get("title", ""), "standard": given.standard, "settings": given.settings,
        "model": model.body["sha256"] if model else "",
        "code": code_sha(), "version": reunir.__version__,
        "lists": [
            {"list_id": r.list_id, "seq": r.seq, "file": r.file, "sha256": r.sha256, "layout": r.layout,
             "sheet": r.sheet, "received_on": r.received_on.isoformat(), "by": r.by,
             "until": r.until.isoformat() if r.until else None, "replaced_by": r.replaced_by}
            for r in given.lists
        ],
        "entries": {"corrections": len(given.corrections), "facts": len(given.facts),
                    "judgements": len(given.judgements), "holds": len(given.holds)},
        "late_entries": late, "not_run": not_run, "warnings": _warnings(given, not_run), "rules": _rules(given), "counts": counts,
    }  # fmt: skip


def _warnings(given: Inputs, not_run: list[dict[str, str]]) -> list[str]:
    """What a reader must know first. Why a rule was not run may hold a cell, so it stays in `not_run`."""
    notice = given.settings.get("notice")
    missing = [f"The rule {r['rule']} was not run; what rests on it is undetermined." for r in not_run]
    return [*([notice] if notice else []), *missing]


def _not_run(folder: Path) -> list[dict[str, str]]:
    """The rules that the run could not put, from its own notes."""
    notes = folder / "notes.json"
    failed = json.loads(notes.read_bytes()).get("rules_not_run", {}) if notes.is_file() else {}
    return [{"rule": code, "why": str(why)} for code, why in sorted(failed.items())]


def _rules(given: Inputs) -> list[dict[str, Any]]:
    """The audit's rules, as the report cites them."""
    return [
        {"rule": r.code, "title": r.title, "cites": r.cites, "fault": r.fault, "since": r.since.isoformat() if r.since else None,
         "until": None}
        for r in audit.rules(given.standard)
    ] + [
        {"rule": code, "title": title, "cites": "", "since": None, "until": None}
        for code, title in audit.RECORD_RULES.items()
    ]  # fmt: skip


def current(docket: Docket) -> Path | None:
    """The folder of the current run; None where there is none."""
    pointer = docket.runs / "current"
    if not pointer.is_file():
        return None
    folder = docket.runs / pointer.read_text().strip()
    return folder if (folder / "run.json").is_file() else None


def open_run(docket: Docket, as_of: date | None = None, *, progress: Progress | None = None) -> tuple[Engine, dict]:
    """An engine with a run's tables, and its run.json: the current run, or the one as of a day, made if absent."""
    folder = current(docket) if as_of is None else make(docket, as_of, current=False, progress=progress)
    if folder is None:
        raise DocketError(f"There is no run to read yet: make one with `reunir run {docket.path}`.")
    engine = Engine()
    engine.attach(folder)
    return engine, about(folder)


def about(folder: Path) -> dict[str, Any]:
    """What run.json of a run says."""
    return dict(json.loads((folder / "run.json").read_bytes()))


def folder_of(docket: Docket, run: dict[str, Any]) -> Path:
    """The folder of a run that was opened."""
    return docket.runs / str(run["run_id"])


def printed_heads(docket: Docket) -> list[tuple[str, str]]:
    """The journal heads that the runs at hand were made from, which the journal must still bear."""
    found = []
    for path in sorted(docket.runs.glob("*/run.json")):
        try:
            found.append((str(about(path.parent)["head"]), f"run {path.parent.name}"))
        except (ValueError, KeyError):
            continue
    return found


def missing_in_current(docket: Docket, ids: Sequence[str]) -> set[str]:
    """Which records or mentions are none, by the current run, although it has read their list."""
    folder = current(docket)
    if folder is None or not ids:
        return set()
    engine = Engine(threads=1)
    try:
        engine.attach(folder, ("list", "record", "mention"))
        read = {list_id for (list_id,) in engine.rows("select list_id from list where until is null")}
        asked = [i for i in dict.fromkeys(ids) if i.split("-")[0] in read]
        there = engine.rows(
            "select record_id from record where list_contains($ids, record_id) "
            "union all select mention_id from mention where list_contains($ids, mention_id)",
            {"ids": asked},
        )
        return set(asked) - {found for (found,) in there}
    finally:
        engine.close()
