"""How long the filing takes: a full run of the demonstration, a bridge, and every document. The goal is a minute.

    python bench/documents_speed.py
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from reunir import demo, docket, report
from reunir.docket import runs

RESULTS = Path(__file__).resolve().parent / "results"
FROM, TO = date(2021, 4, 7), date(2021, 5, 19)
GOAL = 60.0


def main() -> None:
    seconds: dict[str, float] = {}

    @contextmanager
    def timed(what: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        seconds[what] = round(time.perf_counter() - began, 1)
        print(f"{what:28}{seconds[what]:8.1f} s", flush=True)

    with tempfile.TemporaryDirectory() as there:
        folder = Path(there)
        demo.generate(folder / "lists", 1)
        made = docket.new(folder / "docket", title="invented")
        demo.hand_over(made, folder / "lists")
        with timed("full run"):
            runs.make(made)
        with timed("bridge, with its three runs"):
            bridges, _ = docket.bridge(made, FROM, TO)
        engine, about = docket.open_run(made)
        chosen = [b for b in bridges if b.cohort == "all" and b.changes and b.figure.startswith("children_")]
        for ending in ("html", "pdf", "docx", "xlsx"):
            with timed(f"report.{ending}"):
                report.write(engine, about, folder / f"report.{ending}", bridges=chosen)
        with timed("annex.pdf, masked"):
            report.annex(engine, about, folder / "annex.pdf")
        engine.close()
    whole = sum(seconds.values())
    print(f"{'together':28}{whole:8.1f} s   goal: {GOAL:.0f}; as a share of it {whole / GOAL:.2f}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "documents_speed.json").write_text(json.dumps({**seconds, "together": round(whole, 1)}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
