"""What is in a docket, what is stale, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from reunir import journal
from reunir.docket import books, runs
from reunir.docket.books import order
from reunir.docket.folder import Docket, settings
from reunir.docket.known import inputs, last_day
from reunir.errors import ReunirError
from reunir.journal import KINDS
from reunir.model import Stored


def status(docket: Docket) -> dict[str, Any]:
    """A JSON-able account of the docket: lists, entries, current run, what is stale, the next command."""
    with docket.reading() as cursor:
        entries = journal.entries(cursor)
        seq, head = journal.head(cursor)
    folder = runs.current(docket)
    about = runs.about(folder) if folder else None
    changed = [book.shown for book in books.changed(docket, entries)]
    stale = [f"{path} changed and is not adopted yet" for path in changed]
    received = [e for e in entries if e.kind == "received"]
    if about:
        stale += _stale(docket, entries, about)
    if not received:
        do = f"`reunir receive {docket.path} FILE --by WHO --on DATE`"
    elif about is None or stale:
        do = f"`reunir run {docket.path}`"
    else:
        do = f"`reunir figures {docket.path}` or `reunir report {docket.path} --to report.html`"
    return {
        "docket": str(docket.path), "title": settings(docket)["title"], "lists": _lists(docket, entries),
        "entries": {"count": seq, "head": head, "by_kind": dict(Counter(e.kind for e in entries))},
        "last_day": str(last_day(entries) or ""),
        "run": {"run_id": about["run_id"], "as_of": about["as_of"], "head": about["head"]} if about else None,
        "rule_books_changed": changed, "stale": stale, "next": do,
    }  # fmt: skip


def _stale(docket: Docket, entries: Sequence[Stored], about: dict[str, Any]) -> list[str]:
    """Why the current run is not the one that `reunir run` would make now."""
    since = [e for e in entries if e.seq > about.get("head_seq", 0) and KINDS[e.kind].read]
    try:
        if inputs(docket).run_id == about["run_id"]:
            return []
    except ReunirError as error:
        return [str(error)]
    if since:
        kinds = Counter(e.kind for e in since)
        return [f"{n} {kind} since the current run" for kind, n in kinds.items()]
    if str(last_day(entries)) != about["as_of"]:
        return [f"the current run is as of {about['as_of']}, and the last entry of {last_day(entries)}"]
    return ["the current run was made by another version of Reunir, or from other inputs"]


def _lists(docket: Docket, entries: Sequence[Stored]) -> list[dict[str, Any]]:
    try:
        in_force = {(r.list_id, r.sheet): r for r in inputs(docket).lists}
    except ReunirError:
        in_force = {}
    taken_back = {e.body["list_id"]: e for e in sorted(entries, key=order) if e.kind == "withdrawn"}
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for e in entries:
        if e.kind != "received":
            continue
        which = (e.body["list_id"], e.body["sheet"])
        reading = in_force.get(which)
        if reading and reading.until:
            state = f"replaced by {reading.replaced_by} on {reading.until}"
        elif reading:
            state = "read"
        elif e.body["list_id"] in taken_back:
            state = f"withdrawn on {taken_back[e.body['list_id']].happened_on}"
        else:
            state = "received"
        first = made.get(which, {})
        made[which] = {
            "list_id": e.body["list_id"], "file": e.body["file"], "layout": e.body["layout"], "sheet": e.body["sheet"],
            "received_on": first.get("received_on", str(e.happened_on)), "by": first.get("by", e.by),
            "seq": first.get("seq", e.seq), "readings": first.get("readings", 0) + 1, "state": state,
        }  # fmt: skip
    return list(made.values())
