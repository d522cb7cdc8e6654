"""The demo: a docket of the size of the real one, in which nobody exists.

`generate` writes its lists, `build` makes the docket of them, runs it and prints the report. The published
figures of `published` come out of the computation, for any seed; everything beneath them is invented.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from reunir import docket, intake, report
from reunir.demo import lists, truth
from reunir.demo.files import BANNER, Written, write
from reunir.demo.plan import families
from reunir.demo.truth import Truth
from reunir.demo.world import people

TITLE = "A demonstration: invented families"
NOTICE = "Everybody in this docket is invented, and every list of it: nobody here exists."


def generate(folder: Path, seed: int, *, scale: float = 1.0) -> Truth:
    """Write the lists of a docket, `manifest.json` (how each was handed over) and `entries.jsonl` to a folder.

    `scale`: of the published numbers; 0.05 makes a docket of some 300 children. The same seed and scale give
    the same bytes. Returns what is true, which nothing in the folder says.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)
    everyone = people(rng, families(rng, scale))
    handed, teller = lists.handed_over(rng, everyone, intake.shipped_layouts())
    written = [write(folder, h.list) for h in handed]
    manifest = {
        "banner": BANNER,
        "seed": seed,
        "scale": scale,
        "lists": [_line(h, w, written) for h, w in zip(handed, written, strict=True)],
    }
    _dump(folder / "manifest.json", manifest)
    entries = lists.entries(everyone, written)
    text = "".join(json.dumps(e, ensure_ascii=False, sort_keys=True) + "\n" for e in entries)
    (folder / "entries.jsonl").write_text(text, "utf-8")
    return truth.tell(seed, scale, everyone, written, teller)


def build(
    folder: Path, seed: int, progress: Callable[[str], None] = lambda stage: None, *, scale: float = 1.0,
    as_of: date | None = None,
) -> Path:  # fmt: skip
    """Make the demo docket in `folder`, with its lists in a folder beside it (`<folder>-lists`); returns the report.

    `as_of`: the day of its run; None: the last day on which something was received. DocketError where the
    folder is there already.
    """
    made = docket.new(folder, title=TITLE, notice=NOTICE)
    handed = folder.with_name(f"{folder.name}-lists")
    progress("inventing families")
    generate(handed, seed, scale=scale)
    hand_over(made, handed, progress)
    docket.make(made, as_of, progress=progress)
    engine, run = docket.open_run(made)
    try:
        progress("printing the report")
        for ending in ("html", "pdf"):
            report.write(engine, run, folder / f"report.{ending}")
    finally:
        engine.close()
    return folder / "report.html"


def hand_over(made: docket.Docket, folder: Path, progress: Callable[[str], None] = lambda stage: None) -> None:
    """Receive the lists of a generated folder as its manifest says, and enter its entries."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for line in manifest["lists"]:
        progress(f"receiving {line['file']}")
        docket.receive(
            made, folder / line["file"], layout=line["layout"], by=line["by"], on=date.fromisoformat(line["on"]),
            replaces=line.get("replaces"),
        )  # fmt: skip
    entries = (folder / "entries.jsonl").read_text("utf-8").splitlines()
    docket.enter(made, entries, by=lists.DESK, on=lists.CORRECTED_ON, name="entries.jsonl")


def _line(handed: lists.Handed, w: Written, written: list[Written]) -> dict[str, Any]:
    line = {
        "file": w.list.file,
        "layout": w.list.layout,
        "by": w.list.by,
        "on": w.list.on.isoformat(),
        "list_id": w.list_id,
    }
    if handed.replaces is not None:
        line["replaces"] = next(w.list_id for w in written if w.list.file == handed.replaces)
    return line


def _dump(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n", "utf-8")
