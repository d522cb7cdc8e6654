"""A run: `f(lists, journal, rule books, model, code, as_of)`, a folder of tables that may be made again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from reunir import audit, custody, figures, intake, linkage, lookup
from reunir.engine import Engine
from reunir.model import TABLES, Inputs

STAGES = ("reading the lists", "linking people", "laying out events", "auditing removals", "counting", "writing")


def compute(engine: Engine, inputs: Inputs, progress: Callable[[str], None] = lambda stage: None) -> dict[str, Any]:
    """All tables of a run, in `engine`. Returns what the run has to say of itself: the rules it could not run."""
    settings = inputs.settings.get("linkage", {})
    progress(STAGES[0])
    intake.read(engine, inputs)
    progress(STAGES[1])
    known = linkage.weighed(engine, inputs.model, settings, inputs.judgements)
    samples, drawn, overlaps = int(settings.get("samples", 0)), [], []
    for sample in range(samples):
        progress(f"{STAGES[1]}, as it might be: {sample + 1} of {samples}")
        linkage.settle_sample(engine, known, settings, sample)
        _counted(engine, inputs, settings)
        drawn.append((engine.arrow("select name, cohort, value from figure"),
                      engine.arrow("select name, cohort, subject_id from figure_case")))  # fmt: skip
        overlaps.append(figures.overlap(engine, sample + 1))
    linkage.settle(engine, known, settings)
    failed = _counted(engine, inputs, settings, progress)
    figures.doubt(engine, drawn)
    engine.load_arrow("overlap", pa.concat_tables([figures.overlap(engine, 0), *overlaps]))
    return {"rules_not_run": failed}


def _counted(
    engine: Engine, inputs: Inputs, settings: dict[str, Any], progress: Callable[[str], None] = lambda stage: None
) -> dict[str, str]:
    """Everything from persons to figures. Returns the rules that could not be run."""
    progress(STAGES[2])
    days = int(inputs.standard["indication_days"])
    custody.build(engine, as_of=inputs.as_of, settings=settings, indication_days=days)
    progress(STAGES[3])
    failed = audit.audit(engine, standard=inputs.standard, settings=settings, as_of=inputs.as_of)
    progress(STAGES[4])
    figures.compute(engine, standard=inputs.standard, as_of=inputs.as_of)
    return failed


def build(
    inputs: Inputs, folder: Path, *, threads: int | None = None, progress: Callable[[str], None] = lambda stage: None
) -> None:
    """Compute a run and write its tables to `folder` as Parquet: the same inputs, the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    engine = Engine(threads=threads, memory_limit=inputs.settings.get("memory_limit"), spill=folder / "spill")
    try:
        notes = compute(engine, inputs, progress)
        progress(STAGES[5])
        for name in TABLES:
            engine.write(name, folder)
        lookup.write(engine, folder / "lookup.sqlite")
        (folder / "notes.json").write_text(json.dumps(notes, sort_keys=True), "utf-8")
    finally:
        engine.close()
