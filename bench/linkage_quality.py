"""How right linkage is on hard generated lists, beside Splink called directly at the threshold that is best for it.

    python bench/linkage_quality.py [mentions]

Several seeds and two levels of noise. Splink is marked at whichever of many thresholds gives it its best F1, which
its user, who has no truth, cannot know; Reunir at the one threshold of its model. The worst subgroups are named.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import linkage_marks as marks
import linkage_peers as peers
import lists
from reunir.engine import Engine
from reunir.linkage import link, shipped_model, train
from reunir.linkage.prepare import prepare

RESULTS = Path(__file__).resolve().parent / "results"
SEEDS, NOISES = (1, 2, 3), (1.0, 1.5)
THRESHOLDS = (-2, 0, 1, 2, 3, 4, 5, 6, 8, 10)


def subgroups(drawn: lists.Lists) -> dict[str, list[bool]]:
    """Which mentions are of each subgroup, by what the mention or the person is."""
    columns = {n: drawn.mention.column(n).to_pylist() for n in
               ("a_number", "born_on", "given_names", "family_names", "full_name", "role")}  # fmt: skip
    births: dict[int, Any] = {}
    for key, born in zip(drawn.truth, columns["born_on"], strict=True):
        births.setdefault(key, born) if born else None
    number = [n is None for n in columns["a_number"]]
    birth = [b is None for b in columns["born_on"]]
    return {
        "no number": number,
        "no birth date": birth,
        "name alone": [n and b for n, b in zip(number, birth, strict=True)],
        "children under five": [bool(births.get(k)) and births[k].year >= 2014 for k in drawn.truth],
        "Mayan names": [k in drawn.maya for k in drawn.truth],
        "one family name": [" " not in (f or "").strip() and w is None
                            for f, w in zip(columns["family_names"], columns["full_name"], strict=True)],
        "parents": [r == "parent" for r in columns["role"]],
        "children": [r == "child" for r in columns["role"]],
    }  # fmt: skip


def reunir(drawn: lists.Lists, seed: int, learned: bool) -> tuple[list[Any], dict[str, float]]:
    engine = Engine()
    engine.load_arrow("mention", drawn.mention)
    link(engine, train(engine, seed) if learned else shipped_model(), {}, [])
    tied = marks.tie_marks(engine, drawn)
    return marks.clusters_of(engine), {"tie_precision": tied.precision, "tie_recall": tied.recall}


def splink(drawn: lists.Lists, which: str) -> tuple[list[Any], dict[str, float]]:
    engine = Engine()
    engine.load_arrow("mention", drawn.mention)
    prepare(engine, shipped_model())
    data = peers.inputs(engine.con)
    engine.close()
    linker, _ = peers.linked(data, getattr(peers, which)(), peers.WIDE)
    pairs, _ = peers.predicted(linker, -4)
    best: tuple[float, list[Any], float] = (-1.0, [], 0.0)
    for weight in THRESHOLDS:
        cluster: list[Any] = [("alone", i) for i in range(len(drawn.truth))]
        for mid, name in peers.clusters(linker, pairs, weight)[0]:
            cluster[mid - 1] = name
        f1 = marks.marks_of(cluster, drawn.truth).f1
        if f1 > best[0]:
            best = (f1, cluster, weight)
    return best[1], {"threshold": best[2]}


def marked(cluster: list[Any], drawn: lists.Lists, groups: dict[str, list[bool]]) -> dict[str, Any]:
    every, whole = marks.marks_of(cluster, drawn.truth), marks.whole(cluster, drawn.truth)
    return {
        "f1": every.f1, "precision": every.precision, "recall": every.recall, "cluster_f1": whole.f1,
        "subgroups": {n: marks.subgroup(cluster, drawn.truth, m).f1 for n, m in groups.items()},
    }  # fmt: skip


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 22_000
    results: dict[str, list[dict[str, Any]]] = {}
    for noise in NOISES:
        for seed in SEEDS:
            drawn = lists.draw(lists.noisier(lists.HARD, noise), size, seed)
            groups = subgroups(drawn)
            for name, call in (
                ("reunir, shipped model", lambda d, s: reunir(d, s, False)),
                ("reunir, trained here", lambda d, s: reunir(d, s, True)),
                ("splink, documented", lambda d, s: splink(d, "documented")),
                ("splink, by hand", lambda d, s: splink(d, "by_hand")),
            ):
                try:
                    cluster, more = call(drawn, seed)
                except ValueError as error:  # Splink's training stops where a level was met by nobody
                    print(f"{name}, seed {seed}, noise {noise}: did not finish: {str(error)[:90]}")
                    continue
                results.setdefault(f"{name} (noise {noise})", []).append(
                    {"seed": seed, **marked(cluster, drawn, groups), **more})  # fmt: skip
    print(f"{'':36}{'F1':>7}{'least':>7}{'prec':>7}{'recall':>8}{'cluster':>9}{'tie prec':>10}{'tie rec':>9}")
    out: dict[str, Any] = {"mentions": size, "seeds": SEEDS}
    for name, runs in results.items():
        mean = {k: sum(r[k] for r in runs) / len(runs)
                for k in runs[0] if k not in ("seed", "subgroups")}  # fmt: skip
        mean["least_f1"] = min(r["f1"] for r in runs)
        mean["subgroups"] = {g: sum(r["subgroups"][g] for r in runs) / len(runs) for g in runs[0]["subgroups"]}
        out[name] = mean
        ties = (f"{mean['tie_precision']:10.4f}{mean['tie_recall']:9.4f}" if "tie_precision" in mean else "")
        print(f"{name:36}{mean['f1']:7.4f}{mean['least_f1']:7.4f}{mean['precision']:7.4f}{mean['recall']:8.4f}"
              f"{mean['cluster_f1']:9.4f}{ties}")  # fmt: skip
    print(f"\n{'F1 of subgroups':36}" + "".join(f"{g[:12]:>14}" for g in next(iter(results.values()))[0]["subgroups"]))
    for name in results:
        print(f"{name:36}" + "".join(f"{v:14.4f}" for v in out[name]["subgroups"].values()))
    out = json.loads(json.dumps(out), parse_float=lambda text: round(float(text), 4))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "linkage_quality.json").write_text(json.dumps(out, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
