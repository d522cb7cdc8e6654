"""A million mentions: Reunir's linkage against Splink called directly, in one run on one machine.

    python bench/linkage_speed.py [mentions]

Each runs in a process of its own, so that peak memory is its own. Reunir's time is the whole of `link`: reading the
cells, candidates, weights, two rounds of relatives, merging, persons, ties and families. Splink's is `predict` and
its clustering alone, on tokens that Reunir's preparation made for it (timed apart), with a model trained beforehand.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import linkage_marks as marks
import lists
from reunir.engine import Engine
from reunir.linkage import link, shipped_model
from reunir.linkage.prepare import prepare

RESULTS = Path(__file__).resolve().parent / "results"
THRESHOLDS = (-2, 0, 1, 2, 3, 4, 6)
"""Match weights at which Splink's clusters are made; the best for it counts."""

ROUNDS = 2
"""Each is run so many times, by turns; the quickest counts."""


def load(folder: Path) -> tuple[Engine, list[int]]:
    engine = Engine()
    engine.load_arrow("mention", pq.read_table(folder / "mention.parquet"))
    return engine, json.loads((folder / "truth.json").read_text("utf-8"))


def reunir(folder: Path) -> dict[str, Any]:
    engine, truth = load(folder)
    began = time.perf_counter()
    link(engine, shipped_model(), {}, [])
    seconds, peak = time.perf_counter() - began, _peak()
    found = marks.pairwise(engine, truth)
    return {"seconds": seconds, "peak_gb": peak, "f1": found.f1, "precision": found.precision, "recall": found.recall}


def splink(folder: Path, which: str) -> dict[str, Any]:
    import linkage_peers as peers

    engine, truth = load(folder)
    began = time.perf_counter()
    prepare(engine, shipped_model())
    prepared = time.perf_counter() - began
    data = peers.inputs(engine.con)
    engine.close()
    linker, trained = peers.linked(data, getattr(peers, which)(), peers.BLOCKS)
    pairs, predicted = peers.predicted(linker, -4)
    best: dict[str, Any] = {"f1": -1.0}
    clustering = []
    peak = _peak()
    for weight in THRESHOLDS:
        rows, seconds = peers.clusters(linker, pairs, weight)
        clustering.append(seconds)
        found = marks.marks_of([c for _, c in rows], [truth[m - 1] for m, _ in rows])
        if found.f1 > best["f1"]:
            best = {"f1": found.f1, "precision": found.precision, "recall": found.recall, "threshold": weight}
    return {**best, "seconds": predicted + min(clustering), "preparation": prepared, "peak_gb": peak, **trained}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def apart(what: str, folder: Path) -> dict[str, Any]:
    """One of the two, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--only", what, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{what}: {done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    if "--only" in sys.argv:
        what, folder = sys.argv[2], Path(sys.argv[3])
        print(json.dumps(reunir(folder) if what == "reunir" else splink(folder, what)))
        return
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as place:
        out: dict[str, Any] = {"mentions": size}
        for label, mentions in (("tenth", size // 10), ("whole", size)):
            folder = Path(place) / label
            folder.mkdir()
            drawn = lists.draw(lists.HARD, mentions, 1)
            pq.write_table(drawn.mention, folder / "mention.parquet")
            (folder / "truth.json").write_text(json.dumps(drawn.truth), "utf-8")
            del drawn
        for _ in range(ROUNDS):  # by turns, so that a busy moment of the machine falls on all alike
            for name, what, label in (("reunir_tenth", "reunir", "tenth"), ("reunir", "reunir", "whole"),
                                      ("documented", "documented", "whole"), ("by_hand", "by_hand", "whole")):  # fmt: skip
                got = apart(what, Path(place) / label)
                if name not in out or got["seconds"] < out[name]["seconds"]:
                    out[name] = got
    out["ratio_to_a_tenth"] = out["reunir"]["seconds"] / out["reunir_tenth"]["seconds"]
    for what in ("documented", "by_hand"):
        peer = out[what]
        peer["reunir_takes_times"] = out["reunir"]["seconds"] / peer["seconds"]
        peer["reunir_takes_times_with_preparation"] = out["reunir"]["seconds"] / (peer["seconds"] + peer["preparation"])
    out = json.loads(json.dumps(out), parse_float=lambda text: round(float(text), 4))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "linkage_speed.json").write_text(json.dumps(out, indent=1) + "\n", "utf-8")
    print(f"{'':22}{'seconds':>9}{'prepare':>9}{'peak GB':>9}{'F1':>8}{'precision':>11}{'recall':>8}")
    for name in ("reunir_tenth", "reunir", "documented", "by_hand"):
        r = out[name]
        title = name if name.startswith("reunir") else f"splink, {name}"
        print(f"{title:22}{r['seconds']:9.1f}{r.get('preparation', 0):9.1f}{r['peak_gb']:9.2f}{r['f1']:8.3f}"
              f"{r['precision']:11.3f}{r['recall']:8.3f}")  # fmt: skip
    for name in ("documented", "by_hand"):
        print(f"reunir takes {out[name]['reunir_takes_times']:.2f} times splink {name}, "
              f"{out[name]['reunir_takes_times_with_preparation']:.2f} with preparation")
    print(f"ten times the mentions take {out['ratio_to_a_tenth']:.1f} times as long")


if __name__ == "__main__":
    main()
