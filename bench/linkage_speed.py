"""A million mentions: Reunir's linkage against Splink called directly, in one run on one machine.

    python bench/linkage_speed.py [mentions]

Each runs in a process of its own, so that peak memory is its own. `linking` is what both do: candidates, weights and
clusters (with Reunir's two rounds of relatives; Splink's `predict` and its clustering, its model trained beforehand).
`prepare` is the cells made into tokens, which is Reunir's own work and is handed to Splink. `after` is what only
Reunir makes: persons, links, ties and families.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import linkage_marks as marks
import lists
from reunir.engine import Engine
from reunir.linkage import link, linking, people, shipped_model
from reunir.linkage.prepare import prepare

RESULTS = Path(__file__).resolve().parent / "results"
THRESHOLDS = (-2, 0, 1, 2, 3, 4, 6)
"""Match weights at which Splink's clusters are made; the best for it counts."""

ROUNDS = 3
"""Each is run so many times, by turns; the quickest counts."""


def load(folder: Path) -> tuple[Engine, list[int]]:
    engine = Engine()
    engine.load_arrow("mention", pq.read_table(folder / "mention.parquet"))
    return engine, json.loads((folder / "truth.json").read_text("utf-8"))


def reunir(folder: Path) -> dict[str, Any]:
    engine, truth = load(folder)
    spent = {"prepare": 0.0, "after": 0.0}

    def timed(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def inner(*given: Any) -> Any:
            began = time.perf_counter()
            out = call(*given)
            spent[name] += time.perf_counter() - began
            return out

        return inner

    linking.prepare = timed("prepare", linking.prepare)
    for step in ("persons", "links", "confidence", "ties", "families"):
        setattr(people, step, timed("after", getattr(people, step)))
    began = time.perf_counter()
    link(engine, shipped_model(), {}, [])
    whole, peak = time.perf_counter() - began, _peak()
    found = marks.pairwise(engine, truth)
    return {"linking": whole - sum(spent.values()), **spent, "whole": whole, "peak_gb": peak, "f1": found.f1,
            "precision": found.precision, "recall": found.recall}  # fmt: skip


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
    spent = predicted + min(clustering)
    return {**best, "linking": spent, "prepare": prepared, "after": 0.0, "whole": spent + prepared, "peak_gb": peak, **trained}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def apart(what: str, folder: Path) -> dict[str, Any]:
    """One of the two, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--only", what, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{what}: {done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def draw(folder: Path, mentions: int) -> dict[str, Any]:
    folder.mkdir()
    drawn = lists.draw(lists.HARD, mentions, 1)
    pq.write_table(drawn.mention, folder / "mention.parquet")
    (folder / "truth.json").write_text(json.dumps(drawn.truth), "utf-8")
    return {"mentions": len(drawn.truth)}


TURNS = (("reunir, a tenth", "reunir", "tenth"), ("reunir", "reunir", "whole"),
         ("splink, documented", "documented", "whole"), ("splink, by hand", "by_hand", "whole"))  # fmt: skip


def main() -> None:
    if "--only" in sys.argv:
        what, folder = sys.argv[2], Path(sys.argv[3])
        if what.startswith("draw="):
            print(json.dumps(draw(folder, int(what[5:]))))
        else:
            print(json.dumps(reunir(folder) if what == "reunir" else splink(folder, what)))
        return
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    out: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place:
        apart(f"draw={size // 10}", Path(place) / "tenth")
        drawn = apart(f"draw={size}", Path(place) / "whole")
        for _ in range(ROUNDS):  # by turns, so that a busy moment of the machine falls on all alike
            for name, what, label in TURNS:
                got = apart(what, Path(place) / label)
                if name not in out or got["whole"] < out[name]["whole"]:
                    out[name] = got
    mine = out["reunir"]
    ratios = {"to a tenth, whole": mine["whole"] / out["reunir, a tenth"]["whole"]}
    for name in ("splink, documented", "splink, by hand"):
        ratios[f"to {name}, linking"] = mine["linking"] / out[name]["linking"]
        ratios[f"to {name}, whole"] = mine["whole"] / out[name]["whole"]
    result = {**drawn, **out, "ratios": ratios}
    result = json.loads(json.dumps(result), parse_float=lambda text: round(float(text), 4))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "linkage_speed.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(f"{'':20}{'prepare':>9}{'linking':>9}{'after':>7}{'whole':>7}{'peak GB':>9}{'F1':>8}{'precision':>11}{'recall':>8}")
    for name, r in out.items():
        print(f"{name:20}{r['prepare']:9.1f}{r['linking']:9.1f}{r['after']:7.1f}{r['whole']:7.1f}{r['peak_gb']:9.2f}"
              f"{r['f1']:8.3f}{r['precision']:11.3f}{r['recall']:8.3f}")  # fmt: skip
    for name, ratio in ratios.items():
        print(f"reunir {name}: {ratio:.2f}")


if __name__ == "__main__":
    main()
