"""How right linkage is on hard generated lists, beside Splink called directly at the threshold that is best for it.

    python bench/linkage_quality.py [mentions]

Several seeds and two levels of noise. Splink is marked at whichever of many thresholds gives it its best F1, which
its user, who has no truth, cannot know; Reunir at the one threshold of its model. Intervals are of 95 in 100, over
resamples of people (the same resamples for all). `of Splink's error`: 1 - F1 over that of the better Splink of the
same noise. The worst subgroups are named.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

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


CALLS = (
    ("reunir, shipped model", lambda d, s: reunir(d, s, False)),
    ("reunir, trained here", lambda d, s: reunir(d, s, True)),
    ("splink, documented", lambda d, s: splink(d, "documented")),
    ("splink, by hand", lambda d, s: splink(d, "by_hand")),
)


def measured(size: int, noise: float) -> dict[str, list[dict[str, Any]]]:
    """Each one's marks on every seed, with the F1 of each resample."""
    results: dict[str, list[dict[str, Any]]] = {}
    for seed in SEEDS:
        drawn = lists.draw(lists.noisier(lists.HARD, noise), size, seed)
        groups, draws = subgroups(drawn), marks.draws(len(set(drawn.truth)), seed)
        for name, call in CALLS:
            try:
                cluster, more = call(drawn, seed)
            except ValueError as error:  # Splink's training stops where a level was met by nobody
                print(f"{name}, seed {seed}, noise {noise}: did not finish: {str(error)[:90]}")
                continue
            results.setdefault(name, []).append({
                "seed": seed, **marked(cluster, drawn, groups), **more,
                "resamples": marks.resampled(cluster, drawn.truth, draws)})  # fmt: skip
    return results


def summed(results: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The mean of the seeds, the worst of them, intervals, and each one's error as a share of the better Splink's."""
    f1 = {name: np.mean([r["resamples"] for r in runs], axis=0) for name, runs in results.items()}
    best = max((n for n in results if n.startswith("splink")), key=lambda n: np.mean([r["f1"] for r in results[n]]))
    error = 1 - np.mean([r["f1"] for r in results[best]])
    out = {}
    for name, runs in results.items():
        mean = {k: sum(r[k] for r in runs) / len(runs)
                for k in runs[0] if k not in ("seed", "subgroups", "resamples")}  # fmt: skip
        mean["f1_interval"] = marks.interval(f1[name])
        mean["of_splinks_error"] = (1 - mean["f1"]) / error
        mean["of_splinks_error_interval"] = marks.interval((1 - f1[name]) / (1 - f1[best]))
        mean["least_f1"] = min(r["f1"] for r in runs)
        mean["f1_by_seed"] = {str(r["seed"]): r["f1"] for r in runs}
        mean["subgroups"] = {g: sum(r["subgroups"][g] for r in runs) / len(runs) for g in runs[0]["subgroups"]}
        mean["least_of_subgroups"] = {g: min(r["subgroups"][g] for r in runs) for g in runs[0]["subgroups"]}
        out[name] = mean
    return out


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 22_000
    out: dict[str, Any] = {"mentions": size, "seeds": SEEDS, "resamples": marks.RESAMPLES}
    for noise in NOISES:
        out.update({f"{name} (noise {noise})": mean for name, mean in summed(measured(size, noise)).items()})
    rows = {n: m for n, m in out.items() if isinstance(m, dict)}
    print(f"{'':36}{'F1':>7}  {'95 in 100':15}{'least':>7}{'prec':>7}{'recall':>8}{'cluster':>9}{'tie prec':>10}"
          f"{'tie rec':>9}  of Splink's error")  # fmt: skip
    for name, m in rows.items():
        ties = f"{m['tie_precision']:10.4f}{m['tie_recall']:9.4f}" if "tie_precision" in m else " " * 19
        low, high = m["f1_interval"]
        least, most = m["of_splinks_error_interval"]
        print(f"{name:36}{m['f1']:7.4f}  {low:.4f}-{high:.4f}  {m['least_f1']:7.4f}{m['precision']:7.4f}"
              f"{m['recall']:8.4f}{m['cluster_f1']:9.4f}{ties}  {m['of_splinks_error']:.3f} ({least:.3f}-{most:.3f})")  # fmt: skip
    for title, key in (("F1 of subgroups", "subgroups"), ("the least of the seeds", "least_of_subgroups")):
        print(f"\n{title:36}" + "".join(f"{g[:12]:>14}" for g in next(iter(rows.values()))[key]))
        for name, m in rows.items():
            print(f"{name:36}" + "".join(f"{v:14.4f}" for v in m[key].values()))
    out = json.loads(json.dumps(out), parse_float=lambda text: round(float(text), 4))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "linkage_quality.json").write_text(json.dumps(out, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
