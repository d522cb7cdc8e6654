"""Whether probabilities mean what they say: of links given nine in ten, how many are right; the same of ties.

    python bench/linkage_calibration.py [mentions]

Hard generated lists, three seeds put together, each noise by itself, the shipped model. Every link that a run shows
counts, also those that it did not follow (`link`: from a hundredth up), and every tie down to nothing. A tie is right
where its two persons' earliest mentions are truly parent and child. The error is the mean gap between what was given
and what was right, over twenty bins, each weighed by how many it holds. Writes `docs/img/reliability.svg`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import lists
from reunir.engine import Engine
from reunir.linkage import link, shipped_model
from reunir.report.plot import Layer, Plane, picture

ROOT = Path(__file__).resolve().parents[1]
SEEDS, NOISES, BINS = (1, 2, 3), (1.0, 1.5), 20

Given = NDArray[np.float64]
"""Two columns: the probability given, and 1 where it was right."""


def told(noise: float, size: int) -> dict[str, Given]:
    """Links and ties of all seeds, each with its probability and whether it is right."""
    links: list[tuple[float, bool]] = []
    ties: list[tuple[float, bool]] = []
    for seed in SEEDS:
        drawn = lists.draw(lists.noisier(lists.HARD, noise), size, seed)
        engine = Engine()
        engine.load_arrow("mention", drawn.mention)
        link(engine, shipped_model(), {"possible": 0.0}, [])
        ids = [m for (m,) in engine.rows("select mention_id from mention order by list_seq, sheet, row, who")]
        who = dict(zip(ids, drawn.truth, strict=True))
        links += [(p, who[one] == who[two]) for one, two, p in engine.rows(
            "select mention_id_l, mention_id_r, probability from link order by 1, 2")]  # fmt: skip
        ties += [(p, (who[parent], who[child]) in drawn.ties) for parent, child, p in engine.rows(
            "select parent_id, child_id, probability from tie order by 1, 2")]  # fmt: skip
        engine.close()
    return {"link": np.array(links, dtype=np.float64), "tie": np.array(ties, dtype=np.float64)}


def binned(given: Given) -> list[dict[str, float]]:
    """Twenty bins of equal width: how many, the mean given, the share right; an empty bin is left out."""
    at = np.minimum((given[:, 0] * BINS).astype(int), BINS - 1)
    out = []
    for b in range(BINS):
        inside = given[at == b]
        if len(inside):
            out.append({"from": b / BINS, "to": (b + 1) / BINS, "n": len(inside),
                        "given": float(inside[:, 0].mean()), "right": float(inside[:, 1].mean())})  # fmt: skip
    return out


def gap(bins: list[dict[str, float]]) -> float:
    """The mean gap of these bins, each weighed by how many it holds: of all, the expected calibration error."""
    return sum(b["n"] * abs(b["given"] - b["right"]) for b in bins) / sum(b["n"] for b in bins)


MARKS = {1.0: ("circle", "#2f5679", ()), 1.5: ("square", "#ffffff", (5, 3))}
"""Of each noise: the shape and fill of its points, and the dash of its line."""


def drawn_as(tables: dict[str, Any]) -> str:
    """Two planes side by side are one: links at 0..1, ties at 1.25..2.25."""
    plane = Plane(640, 300, -0.02, 2.27)
    down = 300

    def y(share: float) -> float:
        return 10 + (down - 50) * (1 - share)

    layers: list[Layer] = []
    for kind, left in (("link", 0.0), ("tie", 1.25)):
        name = "Links" if kind == "link" else "Ties"
        layers += plane.rules([{"x": left, "x2": left + 1, "y": y(s), "y2": y(s)} for s in (0, 0.5, 1)])
        layers += plane.rules([{"x": left, "x2": left + 1, "y": y(0), "y2": y(1)}], "#84919d", 1, (2, 3))
        layers += plane.texts([{"x": left, "y": y(s), "t": t} for s, t in ((0, "0"), (0.5, "0.5"), (1, "1"))],
                              "right", size=12, dx=-6)  # fmt: skip
        layers += plane.texts([{"x": left + s, "y": y(0) + 14, "t": t} for s, t in ((0, "0"), (0.5, "0.5"), (1, "1"))],
                              "center", size=12)  # fmt: skip
        layers += plane.texts([{"x": left + 0.5, "y": y(0) + 32, "t": f"{name}: probability given"}], "center")
        for noise, (shape, fill, dash) in MARKS.items():
            rows = [{"x": left + b["given"], "y": y(b["right"])} for b in tables[f"{kind}, noise {noise}"]["bins"]
                    if b["n"] >= FEWEST]  # fmt: skip
            layers += plane.path(rows, "#2f5679", 1.5, dash)
            layers += plane.points(rows, shape, fill, 45, "#2f5679")
    for i, noise in enumerate(NOISES):
        shape, fill, _ = MARKS[noise]
        layers += plane.points([{"x": 0.05, "y": 22 + 20 * i}], shape, fill, 45, "#2f5679")
        layers += plane.texts([{"x": 0.09, "y": 22 + 20 * i, "t": f"noise {noise}"}], size=12)
    said = "; ".join(f"{name}: error {t['error']:.3f}" for name, t in tables.items())
    return str(picture(
        "reliability", "Probabilities given, and how many were right", "Share right against probability given, in "
        f"twenty bins; on the dotted line both are the same. {said}.", plane, layers, left=60).svg)  # fmt: skip


FEWEST = 30
"""A bin of fewer says nothing and is printed but not drawn."""


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 22_000
    tables: dict[str, Any] = {}
    for noise in NOISES:
        for kind, given in told(noise, size).items():
            bins = binned(given)
            tables[f"{kind}, noise {noise}"] = {
                "error": gap(bins), "between": gap([b for b in bins if b["from"] >= 0.05 and b["to"] <= 0.95]),
                "n": len(given), "bins": bins}  # fmt: skip
    for name, table in tables.items():
        print(f"\n{name}: {table['n']:,}, expected calibration error {table['error']:.4f}, "
              f"between 0.05 and 0.95 {table['between']:.4f}")  # fmt: skip
        print(f"{'from':>6}{'to':>6}{'n':>9}{'given':>8}{'right':>8}")
        for b in table["bins"]:
            print(f"{b['from']:6.2f}{b['to']:6.2f}{b['n']:9,}{b['given']:8.3f}{b['right']:8.3f}")
    out = json.loads(json.dumps({"mentions": size, "seeds": SEEDS, **tables}),
                     parse_float=lambda text: round(float(text), 4))  # fmt: skip
    (ROOT / "bench" / "results").mkdir(exist_ok=True)
    (ROOT / "bench" / "results" / "linkage_calibration.json").write_text(json.dumps(out, indent=1) + "\n", "utf-8")
    (ROOT / "docs" / "img" / "reliability.svg").write_text(drawn_as(tables) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
