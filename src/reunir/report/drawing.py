"""Drawing by hand: the few marks of SVG from which a family's timeline is made, and how wide a text is.

A picture stands alone (no style sheet) and has `role="img"` with a title and a description. Ids start with the
picture's own, so that several stand on one page. Sizes are in SVG user units.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from markupsafe import Markup, escape

WIDTH = 720
"""Width of every picture. At the 17 cm of a printed column a text of size 12 is 8 points high."""

FAMILY = "'Liberation Sans', Arial, Helvetica, 'Libertinus Serif', sans-serif"
"""Faces of a browser and of a desk, then the one that the typesetter of PDF brings along."""

INK = "#1b1b1b"
SOFT = "#4d5359"
RULE = "#c6cace"


def plain(words: str) -> str:
    """A text without the characters that no XML may hold or that turn a line about."""
    return "".join(" " if unicodedata.category(c)[0] == "C" else c for c in words)


def svg(chart_id: str, title: str, desc: str, height: int, inside: Sequence[str], width: int = WIDTH) -> Markup:
    """The frame of a picture on white: its size, its name and its description."""
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{chart_id}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{chart_id}-title {chart_id}-desc" font-family="{FAMILY}" '
        f'font-size="13"><title id="{chart_id}-title">{escape(plain(title))}</title><desc id="{chart_id}-desc">{escape(plain(desc))}'
        f'</desc><rect width="{width}" height="{height}" fill="#fff"/>' + "".join(inside) + "</svg>"
    )


def text(x: float, y: float, words: str, anchor: str = "start", fill: str = INK, more: str = "") -> str:
    """A line of text; `y` is its baseline."""
    return f'<text x="{n(x)}" y="{n(y)}" text-anchor="{anchor}" fill="{fill}"{more}>{escape(plain(words))}</text>'


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = RULE, more: str = "") -> str:
    return f'<line x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}" stroke="{stroke}"{more}/>'


def rect(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" fill="{fill}"{more}/>'


def n(value: float) -> str:
    """A coordinate, to a tenth, the same on every machine."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def wide(words: str, size: float = 13) -> float:
    """About how wide a text is: what a sans serif of that size takes at most."""
    return sum(0.34 if c in " .,:;'|il()tfj-" else 0.86 if c in "MWmw@%" or c.isupper() else 0.57 for c in words) * size


def wrapped(words: str, width: float, lines: int = 2, size: float = 13) -> list[str]:
    """A text broken into at most so many lines of a width, the rest left off behind an ellipsis. A word wider
    than the width is broken where it must be."""
    out: list[str] = []
    last = ""
    for word in words.split():
        part = word
        if wide(part, size) > width:  # a name without a space would run out of its column
            out += [last] if last else []
            last = ""
            while wide(part, size) > width and len(part) > 1:
                fits = max((i for i in range(1, len(part)) if wide(part[:i], size) <= width), default=1)
                out.append(part[:fits])
                part = part[fits:]
        joined = f"{last} {part}".strip()
        if last and wide(joined, size) > width:
            out.append(last)
            joined = part
        last = joined
    out += [last] if last or not out else []
    if len(out) > lines:
        out = out[:lines]
        while len(out[-1]) > 1 and wide(f"{out[-1]} …", size) > width:
            out[-1] = out[-1].rpartition(" ")[0] or out[-1][:-1]
        out[-1] = out[-1].rstrip(",;") + " …"
    return out
