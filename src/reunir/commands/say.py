"""How commands speak: what was asked for on standard output, all else on standard error."""

from __future__ import annotations

import json
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Progress = Callable[[str], None]


def answer(args: Namespace, document: Any, lines: Iterable[str]) -> None:
    """Print what was asked for: one JSON document with --json, else lines for a reader."""
    if getattr(args, "json", False):
        json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=str)
        sys.stdout.write("\n")
    else:
        for line in lines:
            print(line)


def note(*lines: str) -> None:
    """Say something beside the answer."""
    for line in lines:
        print(f"reunir: {line}", file=sys.stderr)


def progress() -> Progress:
    """A function that shows a step of long work on a terminal, with the time since the beginning; mute in a pipe."""
    if not sys.stderr.isatty():
        return lambda step: None
    began = time.monotonic()

    def show(step: str) -> None:
        print(f"  {time.monotonic() - began:6.1f} s  {step}", file=sys.stderr, flush=True)

    return show


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 row, 3,108 rows."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]], *, right: Sequence[int] = ()) -> list[str]:
    """Rows under headings in aligned columns; `right`: columns of numbers."""
    text = [["" if cell is None else _shown(cell) for cell in row] for row in rows]
    if not text:
        return []
    widths = [max(len(line[i]) for line in [list(headings), *text]) for i in range(len(headings))]

    def line(cells: Sequence[str]) -> str:
        set_out = [c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))]
        return "  ".join(set_out).rstrip()

    return [line(headings), line(["-" * w for w in widths]), *map(line, text)]


def _shown(cell: Any) -> str:
    return f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)


def numbers(found: Sequence[int], most: int = 12) -> str:
    """Row numbers, runs of them as a span: 2, 5 to 9, and 40 more."""
    spans: list[list[int]] = []
    for number in found:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [str(a) if a == b else f"{a} to {b}" for a, b in spans[:most]]
    left = sum(b - a + 1 for a, b in spans[most:])
    return ", ".join(shown) + (f" and {left:,} more" if left else "")
