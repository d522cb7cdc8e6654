"""`status`, `verify`, `demo`: what is here, whether it is as it was, and a docket to look at."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reunir import docket
from reunir.commands import serving
from reunir.commands.say import answer, count, note, progress, table
from reunir.docket import status as state


def status(args: Namespace) -> int:
    found = state.status(docket.open(args.docket))
    answer(args, found, _status(found))
    return 0


def _status(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['title']} ({found['docket']})"
    yield ""
    rows = [(r["list_id"], r["file"], r["layout"], r["received_on"], r["by"], r["state"]) for r in found["lists"]]
    yield from table(("list", "file", "layout", "received on", "by", "state"), rows) or ["No list was received yet."]
    yield ""
    kinds = ", ".join(f"{n} {kind}" for kind, n in found["entries"]["by_kind"].items())
    yield f"Journal: {count(found['entries']['count'], 'entry', 'entries')} ({kinds}); head {found['entries']['head'][:16]}"
    if found["run"]:
        yield f"Current run: {found['run']['run_id']} as of {found['run']['as_of']}"
    else:
        yield "Current run: none"
    for reason in found["stale"]:
        yield f"  stale: {reason}"
    yield f"Next: {found['next']}"


def verify(args: Namespace) -> int:
    opened = docket.open(args.docket)
    found = docket.verify(opened)
    lines = [f"{a.path}: {a.what}" for a in found] or ["Everything is as it was received, adopted and entered."]
    answer(args, docket.as_json(found), lines)
    return 3 if found else 0


def demo(args: Namespace) -> int:
    from reunir import demo as invented

    folder = Path(args.dir)
    note(f"making a docket of invented people in {folder} (seed {args.seed}); nobody in it exists")
    printed = invented.build(folder, args.seed, progress())
    print(f"The report is in {printed}, and as {printed.with_suffix('.pdf').name} beside it.")
    note(f"`reunir figures {folder}` and `reunir status {folder}` show what is in it")
    note(f"`reunir bridge {folder} 2021-04-07 2021-05-19 --figure children_not_reached` says why 445 became 391")
    if args.no_serve:
        return 0
    return serving.demonstrate(folder, args.port)
