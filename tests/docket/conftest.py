"""A docket on the disk with one small layout; nobody in it exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from reunir import docket, linkage, run
from reunir.engine import Engine
from reunir.model import TABLES, Inputs
from tests.docket.matters import LAYOUT, REMOVALS


@pytest.fixture
def matter(tmp_path, monkeypatch) -> docket.Docket:
    """A new docket with a linkage model of no importance and the layouts `removals` and `monthly` (a snapshot)."""
    monkeypatch.setattr(linkage, "shipped_model", lambda: {"name": "none"})
    made = docket.new(tmp_path / "matter", title="A matter")
    (made.layouts / "removals.toml").write_text(LAYOUT.format(kind="addition"))
    (made.layouts / "monthly.toml").write_text(LAYOUT.format(kind="snapshot"))
    return made


@pytest.fixture
def listed(tmp_path):
    """Write a list: the removals, or other text, under a name."""

    def write(text: str = REMOVALS, name: str = "removals.csv") -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


@pytest.fixture
def stub_run(monkeypatch):
    """A run that writes its tables empty, and remembers what it was given."""
    given: list[Inputs] = []

    def build(inputs: Inputs, folder: Path, *, threads=None, progress=None) -> None:
        given.append(inputs)
        engine = Engine(threads=1)
        for name in TABLES:
            engine.create(name)
            engine.write(name, folder)
        engine.close()

    monkeypatch.setattr(run, "build", build)
    return given
