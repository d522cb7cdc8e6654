"""Where a model begins: the one that ships, and what learning starts from."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from reunir.linkage.compare import ALTERNATIVES

START: dict[str, dict[str, tuple[float, float, float, float, float]]] = {
    # level: same, unrelated, sibling, partner, parent and child
    "number": {
        "equal": (0.93, 5e-6, 0.002, 0.002, 0.002), "a few apart": (0.008, 5e-4, 0.80, 0.85, 0.85),
        "one digit off": (0.03, 5e-4, 0.05, 0.04, 0.04), "two digits swapped": (0.015, 5e-5, 0.003, 0.003, 0.003),
        "different": (0.02, 0.998, 0.145, 0.105, 0.105)},
    "given names": {
        "both equal": (0.35, 0.0005, 0.002, 0.001, 0.02), "equal": (0.28, 0.006, 0.004, 0.001, 0.03),
        "equal, one dropped": (0.15, 0.009, 0.01, 0.003, 0.02), "sound alike": (0.15, 0.008, 0.01, 0.01, 0.01),
        "changed places with the family name": (0.01, 1e-6, 1e-6, 1e-6, 1e-6),
        "the second alone": (0.02, 0.01, 0.02, 0.01, 0.02), "a letter off": (0.02, 0.003, 0.01, 0.003, 0.003),
        "the second alone, alike": (0.01, 0.01, 0.02, 0.01, 0.02), "near": (0.01, 0.02, 0.03, 0.02, 0.02),
        "one of two": (0.03, 0.02, 0.05, 0.02, 0.03), "the second differs": (0.015, 0.01, 0.05, 0.01, 0.02),
        "different": (0.025, 0.9465, 0.874, 0.955, 0.87)},
    "family names": {
        "both equal": (0.45, 0.0003, 0.72, 0.001, 0.10), "both crossed": (0.02, 0.0003, 0.01, 0.001, 0.01),
        "equal": (0.10, 0.008, 0.06, 0.01, 0.05), "equal, one dropped": (0.14, 0.01, 0.10, 0.01, 0.12),
        "the second alone": (0.03, 0.01, 0.02, 0.02, 0.12), "both sound alike": (0.13, 0.0005, 0.02, 0.001, 0.02),
        "sounds alike": (0.06, 0.02, 0.02, 0.02, 0.03), "one equal, one a letter off": (0.02, 0.0005, 0.02, 0.001, 0.02),
        "both crossed, alike": (0.005, 0.0003, 0.005, 0.001, 0.01), "both near": (0.005, 0.0005, 0.005, 0.001, 0.005),
        "near": (0.01, 0.01, 0.01, 0.01, 0.01),
        "one of two": (0.04, 0.06, 0.03, 0.08, 0.45), "different": (0.03, 0.89, 0.02, 0.855, 0.10)},
    "birth date": {
        "equal": (0.86, 0.0001, 0.03, 0.0002, 0.0001), "day and month swapped": (0.01, 0.0001, 0.0005, 0.0001, 0.0001),
        "one digit off": (0.06, 0.003, 0.012, 0.003, 0.002), "age fits": (0.96, 0.12, 0.15, 0.10, 0.01),
        "age near": (0.02, 0.25, 0.35, 0.25, 0.03), "same year": (0.01, 0.05, 0.06, 0.05, 0.001),
        "different": (0.04, 0.75, 0.85, 0.80, 0.05), "a generation apart": (0.01, 0.20, 0.02, 0.05, 0.80)},
    "sex": {"equal": (0.985, 0.5, 0.5, 0.03, 0.5), "different": (0.015, 0.5, 0.5, 0.97, 0.5)},
    "citizenship": {"equal": (0.99, 0.37, 0.98, 0.95, 0.97), "different": (0.01, 0.63, 0.02, 0.05, 0.03)},
    "municipality": {"equal": (0.85, 0.08, 0.8, 0.8, 0.8), "alike": (0.02, 0.003, 0.01, 0.01, 0.01),
                     "different": (0.13, 0.917, 0.19, 0.19, 0.19)},
    "phone": {"equal": (0.6, 1e-5, 0.5, 0.5, 0.5), "different": (0.4, 0.99999, 0.5, 0.5, 0.5)},
}  # fmt: skip
"""Where learning starts, and what a level keeps that no mention ever showed."""

CHANCE_BY_HAND = ("number", "phone")
"""Comparisons whose chance agreement no sample of a docket meets: the start's is kept."""


FORMAT = 2
"""The form of a model: one of another form lacks levels that are compared now, and must be learned anew."""


def shipped_model() -> dict[str, Any]:
    """The model that comes with Reunir, learned from generated lists."""
    return json.loads(resources.files("reunir.linkage").joinpath("model.json").read_text(encoding="utf-8"))


def start() -> dict[str, Any]:
    """The model before anything is learned."""
    classes = ("same", *ALTERNATIVES)
    return {
        "format": FORMAT, "mentions": 20_000, "threshold": 0.0, "width": 1, "calibration": {},
        "prior": {"unrelated": -12.5, "sibling": 1.5, "partner": 2.0, "parent_child": 1.0},
        "kin": {"shared": 0.85},
        "levels": {name: {level: dict(zip(classes, odds, strict=True)) for level, odds in levels.items()}
                   for name, levels in START.items()},
        "frequency": {kind: {"bits": {}, "unseen": 9.0, "average": 7.0} for kind in ("given", "family", "place")},
    }  # fmt: skip
