"""Lists drawn as tables, read under a layout of a few lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reunir import intake
from reunir.engine import Engine
from reunir.model import Correction, Fact, Inputs, Received

AS_OF = date(2021, 1, 1)


def cells(drawn: str) -> list[list[str]]:
    """The cells of a table drawn with `|`; the rule under the headings is left out."""
    rows = [[c.strip() for c in line.split("|")] for line in drawn.strip("\n").splitlines() if line.strip()]
    return [r for r in rows if not "".join(r) or set("".join(r)) - set("-+")]


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def columns(*fields: str, more: str = "") -> str:
    """A layout whose headings are the fields themselves."""
    return more + "\n[columns]\n" + "\n".join(f'"{f}" = "{f}"' for f in fields)


def received(path: Path, layout_text: str, **other: object) -> Received:
    given = {
        "list_id": "0123456789ab", "seq": 1, "sha256": "", "path": path, "file": path.name, "layout": "drawn",
        "layout_text": layout_text, "sheet": None, "received_on": date(2019, 4, 1), "by": "Nora Ficticia",
    }  # fmt: skip
    return Received(**{**given, **other})  # type: ignore[arg-type]


def inputs(*lists: Received, corrections: tuple[Correction, ...] = (), facts: tuple[Fact, ...] = ()) -> Inputs:
    return Inputs(as_of=AS_OF, run_id="r", head="h", lists=lists, corrections=corrections, facts=facts)


Take = Callable[..., Engine]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Read a drawn list: `take(drawn, layout)`. Without a layout the headings are taken for fields."""

    def run(drawn: str, layout: str | None = None, *, more: str = "", corrections: tuple[Correction, ...] = (),
            facts: tuple[Fact, ...] = (), threads: int = 1, **other: object) -> Engine:  # fmt: skip
        rows = cells(drawn)
        path = tmp_path / "list.csv"
        path.write_bytes(as_csv(rows))
        engine = Engine(threads=threads)
        layout = layout or columns(*(c for c in rows[0] if intake.parse_field(c)), more=more)
        intake.read(engine, inputs(received(path, layout, **other), corrections=corrections, facts=facts))
        return engine

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes, str], Path]:
    """A file with these bytes."""

    def write(data: bytes, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write
