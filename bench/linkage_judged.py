"""Whether judgements make linkage better: models trained on a list with none, a hundred and five hundred of them.

    python bench/linkage_judged.py [mentions]

Who judges knows the truth. Pairs are drawn two ways: at random among those in doubt, and the most doubtful first. Three
worlds: the one that the shipped model learned from, the hard one, and `other noise`: few slips of the keyboard, but
second names dropped and crossed three times as often and birth dates wrong four times as often. `learned`: the
judgements train and are not given to the run, so that what is measured is what was learned; `told`: the run has them
too, as every run of a docket has. The error of probabilities is the mean gap between given and right over pairs given
0.05 to 0.95, of what was learned.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import linkage_calibration as calibration
import linkage_marks as marks
import lists
from reunir.engine import Engine
from reunir.linkage import link, train
from reunir.model import Judgement

RESULTS = Path(__file__).resolve().parent / "results"
SEEDS, MANY = (4, 5), (100, 500)
OTHER = replace(lists.HARD, typo=0.02, respell=0.03, drop=0.54, cross=0.12, birth=0.24)
WORLDS = {"training": lists.TRAINING, "hard": lists.HARD, "other noise": OTHER}
DOUBT = (0.02, 0.98)


def linked(drawn: lists.Lists, model: dict[str, Any], told: Sequence[Judgement] = ()) -> tuple[float, float, list[tuple[str, str, float, bool]]]:
    """Pairwise F1, the error of probabilities in doubt, and every link with its probability and whether it is right."""
    engine = Engine()
    engine.load_arrow("mention", drawn.mention)
    link(engine, model, {}, told)
    ids = [m for (m,) in engine.rows("select mention_id from mention order by list_seq, sheet, row, who")]
    who = dict(zip(ids, drawn.truth, strict=True))
    pairs = [(a, b, p, who[a] == who[b]) for a, b, p in engine.rows(
        "select mention_id_l, mention_id_r, probability from link where probability is not null order by 1, 2")]  # fmt: skip
    f1 = marks.pairwise(engine, drawn.truth).f1
    engine.close()
    bins = calibration.binned(np.array([(p, right) for _, _, p, right in pairs], dtype=np.float64))
    return f1, calibration.gap([b for b in bins if b["from"] >= 0.05 and b["to"] <= 0.95]), pairs


def said(pairs: list[tuple[str, str, float, bool]], n: int, how: str, seed: int) -> list[Judgement]:
    """The first `n` judgements of somebody who knows."""
    doubtful = [x for x in pairs if DOUBT[0] < x[2] < DOUBT[1]]
    if how == "at random":
        random.Random(seed).shuffle(doubtful)
    else:
        doubtful.sort(key=lambda x: (abs(x[2] - 0.5), x[0], x[1]))
    return [Judgement(i, a, b, "same" if right else "different")
            for i, (a, b, _, right) in enumerate(doubtful[:n], 1)]  # fmt: skip


def trained(drawn: lists.Lists, seed: int, judgements: list[Judgement]) -> dict[str, Any]:
    engine = Engine()
    engine.load_arrow("mention", drawn.mention)
    model = train(engine, seed, judgements)
    engine.close()
    return model


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 11_000
    out: dict[str, Any] = {"mentions": size, "seeds": SEEDS}
    print(f"{'':14}{'':22}{'judgements':>11}{'learned':>9}{'told':>8}{'error of probabilities':>24}")
    for name, world in WORLDS.items():
        found: dict[tuple[str, int], list[tuple[float, float, float]]] = {}
        for seed in SEEDS:
            drawn = lists.draw(world, size, seed)
            f1, error, pairs = linked(drawn, trained(drawn, seed, []))
            found.setdefault(("none", 0), []).append((f1, f1, error))
            for how in ("at random", "most doubtful first"):
                for n in MANY:
                    judgements = said(pairs, n, how, seed)
                    model = trained(drawn, seed, judgements)
                    f1, error, _ = linked(drawn, model)
                    found.setdefault((how, n), []).append((f1, linked(drawn, model, judgements)[0], error))
        for (how, n), each in found.items():
            f1, told, error = (float(v) for v in np.mean(each, axis=0))
            out[f"{name}, {how}, {n}"] = {"f1": round(f1, 4), "f1_told": round(told, 4), "error": round(error, 4)}
            print(f"{name:14}{how:22}{n:11}{f1:9.4f}{told:8.4f}{error:24.4f}", flush=True)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "linkage_judged.json").write_text(json.dumps(out, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
