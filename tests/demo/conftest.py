"""Generated dockets: one of the full size (its lists only), and a small one that is run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reunir import demo, docket
from reunir.demo.truth import Truth
from reunir.engine import Engine


@dataclass(frozen=True)
class Made:
    """A generated docket: its lists' folder, what is true, and the docket if it was made."""

    folder: Path
    truth: Truth
    docket: docket.Docket | None = None

    @property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / "manifest.json").read_text("utf-8"))


def make(folder: Path, seed: int, scale: float) -> Made:
    truth = demo.generate(folder / "lists", seed, scale=scale)
    made = docket.new(folder / "docket", title="invented")
    demo.hand_over(made, folder / "lists")
    return Made(folder / "lists", truth, made)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("full"), 1, 1.0)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("small"), 3, 0.05)


@pytest.fixture(scope="session")
def run(small: Made) -> Iterator[Engine]:
    assert small.docket is not None
    docket.make(small.docket)
    engine, _ = docket.open_run(small.docket)
    yield engine
    engine.close()
