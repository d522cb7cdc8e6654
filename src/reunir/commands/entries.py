"""`enter`, `judge`, `train`: what people enter, and what linkage learns from it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from reunir import docket, journal, linkage
from reunir.commands import show
from reunir.commands.say import answer, count, note, progress
from reunir.docket.folder import author
from reunir.doubt import next_to_judge
from reunir.errors import EntryError
from reunir.explain import plain
from reunir.model import Entry


def enter(args: Namespace) -> int:
    opened = docket.open(args.docket)
    path = Path(args.file)
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EntryError(f"{path} cannot be read as lines of JSON in UTF-8: {error}.") from error
    made = docket.enter(opened, lines, by=args.by, on=args.on or docket.today(opened), name=path.name)
    kinds = [e.kind for e in made.entries]
    told = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)) or "none"
    answer(
        args,
        {"entered": len(made.entries) - made.already, "already": made.already, "entries": [e.seq for e in made.entries]},
        [f"{count(len(made.entries), 'entry', 'entries')} ({told}), of which {made.already} were there already. "
         f"Next: `reunir run {args.docket}`."],
    )  # fmt: skip
    return 0


def judge(args: Namespace) -> int:
    """Judge a pair; with --next say which pair to judge next, and why that one."""
    opened = docket.open(args.docket)
    if args.next:
        engine, about = docket.open_run(opened)
        try:
            found = next_to_judge(engine, args.most)
        finally:
            engine.close()
        answer(args, {"run_id": about["run_id"], "as_of": about["as_of"], "next": plain(found)}, show.pairs(found, args.docket))
        return 0
    missing = [name for name, value in (("MENTION MENTION same|different|unsure", args.verdict), ("--by", args.by), ("--why", args.why)) if not value]
    if missing:
        raise EntryError(f"To judge a pair give {' and '.join(missing)}; `reunir judge {args.docket} --next` says which pair to judge.")
    on = args.on or docket.today(opened)
    entry = docket.judge(opened, args.left, args.right, args.verdict, by=args.by, why=args.why, on=on)
    answer(
        args,
        {"entry": entry.seq, "verdict": args.verdict, "on": str(entry.happened_on)},
        [f"Judged {args.verdict} by {entry.by} (entry {entry.seq}). Next: `reunir run {args.docket}`."],
    )
    return 0


def train(args: Namespace) -> int:
    opened = docket.open(args.docket)
    if args.adopt:
        author(args.by)
    engine, about = docket.open_run(opened)
    try:
        progress()("learning from the mentions of the current run")
        judgements = docket.inputs(opened).judgements
        model = linkage.train(engine, args.seed, judgements)
    finally:
        engine.close()
    sha256 = docket.keep_model(opened, model)
    on = args.on or docket.today(opened)
    with opened.writing() as cursor:
        body = {"sha256": sha256, "seed": args.seed, "as_of": about["as_of"], "judgements": len(judgements)}
        journal.append(cursor, Entry("train", args.by or "reunir train", on, body))
    told = count(len(judgements), "judgement")
    lines = [f"Learned the model {sha256[:12]} (seed {args.seed}, {told}); it is kept in models/."]
    if args.adopt:
        entry = docket.adopt_model(opened, sha256, name=args.name, by=args.by, why=args.why, on=on)
        lines.append(f"Adopted from {entry.happened_on} on (entry {entry.seq}). Next: `reunir run {args.docket}`.")
    else:
        note("not adopted: runs keep the model they have; `reunir train ... --adopt --by WHO` adopts it")
    answer(args, {"sha256": sha256, "seed": args.seed, "adopted": bool(args.adopt)}, lines)
    return 0
