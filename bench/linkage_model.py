"""Learn the model that ships, from generated lists of the TRAINING world, and write it into the package.

    python bench/linkage_model.py

What the comparisons are worth is learned without labels; then the calibration from the truth of other lists of the same
world, at its own noise and at one and a half times that. Nothing of the world on which linkage is measured is used.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

import lists
from reunir.engine import Engine
from reunir.linkage import calibrate, linking, train

MENTIONS, SEED = 40_000, 20_180_626
NOISES, SEEDS = (1.0, 1.5), (20_180_627, 20_180_628)
ROUNDS = 2
"""The second fits what relatives say once the first says who is who."""
TARGET = Path(__file__).resolve().parents[1] / "src" / "reunir" / "linkage" / "model.json"


def told(model: dict[str, Any], noise: float, seed: int) -> tuple[Any, Any, Any]:
    """Of every weighed pair of one world of lists: its kind, its weight as summed, and whether it is right."""
    drawn = lists.draw(lists.noisier(lists.TRAINING, noise), MENTIONS // 2, seed)
    engine = Engine()
    engine.load_arrow("mention", drawn.mention)
    linking.weighed(engine, model, {})
    pairs = calibrate.summed(engine)
    engine.close()
    who = np.array(drawn.truth)
    one, two, kind, bits = (np.asarray(pairs[n]) for n in ("one", "two", "kind", "bits"))
    return kind.astype(np.int64), bits.astype(np.float64), (who[one - 1] == who[two - 1]).astype(np.float64)


def main() -> None:
    engine = Engine()
    engine.load_arrow("mention", lists.draw(lists.TRAINING, MENTIONS, SEED).mention)
    model = train(engine, SEED)
    engine.close()
    model["calibration"] = {}
    for _ in range(ROUNDS):
        parts = [told(model, noise, seed) for noise in NOISES for seed in SEEDS]
        kind, bits, right = (np.concatenate(column) for column in zip(*parts, strict=True))
        model["calibration"] = calibrate.fitted({}, kind, bits, right)
    TARGET.write_text(json.dumps(model, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{TARGET}: prior {model['prior']}, {len(model['frequency']['family']['bits'])} family names")
    for name, (height, slope) in model["calibration"].items():
        print(f"{name:40}{height:8.3f}{slope:8.3f}")


if __name__ == "__main__":
    main()
