"""Learn the model that ships, from generated lists of the TRAINING world, and write it into the package.

    python bench/linkage_model.py
"""

from __future__ import annotations

import json
from pathlib import Path

import lists
from reunir.engine import Engine
from reunir.linkage import train

MENTIONS, SEED = 40_000, 20_180_626
TARGET = Path(__file__).resolve().parents[1] / "src" / "reunir" / "linkage" / "model.json"


def main() -> None:
    engine = Engine()
    engine.load_arrow("mention", lists.draw(lists.TRAINING, MENTIONS, SEED).mention)
    model = train(engine, SEED)
    TARGET.write_text(json.dumps(model, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{TARGET}: prior {model['prior']}, {len(model['frequency']['family']['bits'])} family names")


if __name__ == "__main__":
    main()
