"""`new`, `receive`, `withdraw`, `layout`: a docket and the lists that come into it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from reunir import docket, intake
from reunir.commands.say import answer, count, note, numbers
from reunir.docket import Reception


def new(args: Namespace) -> int:
    made = docket.new(args.docket, title=args.title)
    layouts = sorted(p.stem for p in made.layouts.glob("*.toml"))
    answer(args, {"docket": str(made.path), "layouts": layouts}, [
        f"A docket was made at {made.path}.",
        f"It reads {', '.join(layouts)}." if layouts else "It has no layout yet.",
        f"Next: look over {made.path}/docket.toml, then `reunir receive {made.path} FILE --by WHO --on DATE`.",
    ])  # fmt: skip
    return 0


def receive(args: Namespace) -> int:
    opened = docket.open(args.docket)
    made = docket.receive(
        opened, args.file, by=args.by, on=args.on, layout=args.layout, sheet=args.sheet, replaces=args.replaces,
        dry_run=args.dry_run,
    )  # fmt: skip
    note(*docket.describe(made.adopted))
    if args.on > docket.today(opened):
        note(f"{args.on} lies after today; a run without --as-of now counts from that day")
    if made.chosen:
        note(f"read as {made.receipt['layout']}, the layout whose headings fit")
    note(*made.notes)
    answer(args, made.receipt, receipt_lines(args, made))
    return 0


def receipt_lines(args: Namespace, made: Reception) -> Iterator[str]:
    """A receipt for a reader."""
    r = made.receipt
    yield f"{r.get('file', args.file)}: list {r['list_id']}, read as {r['layout']}"
    found = []
    if r.get("encoding"):
        found.append(f"encoding {r['encoding']}")
    if r.get("delimiter"):
        found.append(f"delimiter {DELIMITERS.get(r['delimiter'], r['delimiter'])}")
    if r.get("sheet_name"):
        found.append(f"sheet {r['sheet']} {r['sheet_name']!r}")
    if r.get("heading_row"):
        found.append(f"headings in row {r['heading_row']}")
    if found:
        yield f"  {', '.join(found)}"
    yield f"  {count(r['rows'], 'row')} = {r['accepted']:,} accepted + {r['set_aside']:,} set aside"
    for reason in r["reasons"]:
        yield f"    set aside, {reason['reason']}: {count(len(reason['rows']), 'row')} ({numbers(reason['rows'])})"
    if r["duplicates"]:
        yield f"  {count(r['duplicates'], 'row repeats', 'rows repeat')} an earlier one cell for cell (accepted)"
    if r["columns_unmapped"]:
        yield f"  columns not read: {', '.join(map(repr, r['columns_unmapped']))}"
    for code in r["codes_unknown"]:
        yield f"  unknown word for {code['field']}: {code['cell']!r} ({count(code['rows'], 'row')})"
    for rule in r.get("unreadable", ()):
        yield f"  {rule['rule']} {rule['title']}: {count(rule['cells'], 'cell')}"
    for said in r.get("notes", ()):
        yield f"  {said}"
    if args.dry_run:
        yield "Nothing was kept. Without --dry-run the list is received."
    elif made.already:
        yield f"Received already (entry {r['entry']}): nothing changed."
    else:
        yield f"Received as entry {r['entry']} on {r['received_on']}. Next: `reunir run {args.docket}`."


DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def withdraw(args: Namespace) -> int:
    opened = docket.open(args.docket)
    entry = docket.withdraw(opened, args.list, by=args.by, why=args.why, on=args.on or docket.today(opened))
    list_id = entry.body["list_id"]
    answer(
        args,
        {"entry": entry.seq, "list_id": list_id, "withdrawn_on": str(entry.happened_on)},
        [f"The list {list_id} is withdrawn from {entry.happened_on} on (entry {entry.seq}). "
         f"Next: `reunir run {args.docket}`."],
    )  # fmt: skip
    return 0


def layout(args: Namespace) -> int:
    path = Path(args.file)
    intake.check_file(path)
    sys.stdout.write(intake.guarded(intake.Limits(), path.name, intake.propose, path, args.sheet))
    note("a proposal, to be looked over: what it leaves out it did not understand")
    return 0
