"""The house style of charts: a plane on which Altair draws, rendered to SVG by vl-convert without a browser.

Nothing is said by colour alone: shades differ in lightness, lines in dash, points in shape, and what is what stands
beside it in words. Sizes are given and not measured, so that a chart is the same wherever it is drawn. Text stays
text. Altair takes a second to load, so it is loaded when the first chart is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from reunir.report.document import Picture
from reunir.report.drawing import FAMILY, INK, RULE, SOFT, WIDTH, plain, wide

SHADES = ("#3a0a10", "#2f5679", "#84919d", "#bfc8cf", "#f6f7f8")
"""Fills of series, the gravest first: dark to light in steps that a photocopy keeps apart."""

SIZE = 13
SMALL = 12
"""Sizes of text: none smaller, since a printed column shows 12 as 8 points."""

SVG = "http://www.w3.org/2000/svg"

Row = dict[str, Any]
"""One mark: `x` a value, `y` units from the top; `x2`, `y2` where it ends; `t` its words."""


@dataclass(frozen=True)
class Layer:
    """Marks of one kind and one style."""

    kind: str
    style: tuple[tuple[str, Any], ...]
    rows: tuple[Row, ...]


def _layer(kind: str, rows: Sequence[Row], **style: Any) -> list[Layer]:
    told = tuple({**row, "t": plain(row["t"])} if "t" in row else row for row in rows)
    return [Layer(kind, tuple(style.items()), told)] if rows else []


@dataclass(frozen=True)
class Plane:
    """The inside of a chart: its width and height in user units, and the values at its left and right ends."""

    width: float
    height: float
    low: float
    high: float

    def value(self, across: float) -> float:
        """The value that stands so many units from the left."""
        return self.low + (self.high - self.low) * across / self.width

    def across(self, value: float) -> float:
        """How many units from the left a value stands."""
        return self.width * (value - self.low) / (self.high - self.low)

    def boxes(self, rows: Sequence[Row], fill: str, stroke: str = INK) -> list[Layer]:
        """Rectangles from (x, y) to (x2, y2)."""
        return _layer("rect", rows, fill=fill, stroke=stroke, strokeWidth=0.8, opacity=1)

    def rules(
        self, rows: Sequence[Row], stroke: str = RULE, width: float = 1, dash: Sequence[float] = ()
    ) -> list[Layer]:
        """Straight lines from (x, y) to (x2, y2)."""
        return _layer("rule", rows, stroke=stroke, strokeWidth=width, strokeDash=tuple(dash))

    def path(self, rows: Sequence[Row], stroke: str = INK, width: float = 2, dash: Sequence[float] = ()) -> list[Layer]:
        """One line through points, in the order of their x."""
        return _layer("line", rows, stroke=stroke, strokeWidth=width, strokeDash=tuple(dash), strokeJoin="round")

    def points(
        self, rows: Sequence[Row], shape: str = "circle", fill: str = INK, size: float = 60, stroke: str = INK
    ) -> list[Layer]:
        """Marks at (x, y); `size` is their area."""
        return _layer("point", rows, shape=shape, fill=fill, stroke=stroke, strokeWidth=1.6, size=size, opacity=1)

    def texts(
        self, rows: Sequence[Row], align: str = "left", *, color: str = INK, size: float = SIZE, bold: bool = False,
        halo: bool = False, dx: float = 0,
    ) -> list[Layer]:  # fmt: skip
        """Words `t`, their middle line at y. `halo`: a white edge that parts them from lines behind."""
        weight = "bold" if bold else "normal"
        style: dict[str, Any] = {"align": align, "baseline": "middle", "fontSize": size, "fontWeight": weight, "dx": dx}
        edge = _layer("text", rows, **style, fill="#fff", stroke="#fff", strokeWidth=3.5) if halo else []
        over = {"opacity": 1} if halo else {}  # so that words with an edge are drawn after all edges
        return [*edge, *_layer("text", rows, **style, fill=color, **over)]

    def scale(self, ticks: Sequence[int], y: float, top: float = 0.0) -> list[Layer]:
        """Rules at these values from `top` down to `y`, their numbers below."""
        return [
            *self.rules([{"x": t, "x2": t, "y": top, "y2": y} for t in ticks]),
            *self.texts([{"x": t, "y": y + 13, "t": f"{t:,}"} for t in ticks], "center", color=SOFT, size=SMALL),
        ]

    def legend(
        self, names: Sequence[str], y: float, left: float, shades: Sequence[str] = SHADES
    ) -> tuple[list[Layer], float]:
        """Swatches with their names, in rows from `left` (units from the plane's left); gives the y below them."""
        swatches: list[tuple[str, Row]] = []
        words: list[Row] = []
        across = left
        for name, shade in zip(names, shades, strict=False):
            if across > left and across + 20 + wide(name) > self.width:
                across, y = left, y + 21
            swatches.append((shade, {"x": self.value(across), "x2": self.value(across + 14), "y": y - 7, "y2": y + 7}))
            words.append({"x": self.value(across + 20), "y": y, "t": name})
            across += 40 + wide(name)
        made = [layer for shade, row in swatches for layer in self.boxes([row], shade)]
        return [*made, *self.texts(words)], y + 12


def picture(
    chart_id: str, title: str, alt_text: str, plane: Plane, layers: Iterable[Layer], *, left: float, top: float = 6,
    below: float = 6, note: str = "",
) -> Picture:  # fmt: skip
    """What Altair draws as a picture `WIDTH` wide: the plane set `left` units in, `top` down, with room `below`.

    Layers of one kind and style become one, where the first of them stands; lines stay each its own.
    """
    import altair as alt
    import vl_convert
    from altair.utils.schemapi import debug_mode

    joined: dict[Any, list[Row]] = {}
    for at, layer in enumerate(layers):
        joined.setdefault((layer.kind, layer.style, at if layer.kind == "line" else None), []).extend(layer.rows)
    with debug_mode(False):  # what is drawn is the house's own, and to check each mark takes longer than to draw it
        chart = alt.layer(*(_drawn(alt, plane, kind, dict(style), rows) for (kind, style, _), rows in joined.items()))
        chart = chart.properties(
            width=plane.width, height=plane.height, background="white", autosize=alt.AutoSizeParams(type="none"),
            padding={"left": left, "top": top, "right": WIDTH - left - plane.width, "bottom": below},
        ).configure(font=FAMILY).configure_view(stroke=None)  # fmt: skip
        drawn = vl_convert.vegalite_to_svg(chart.to_dict(validate=False))
    return Picture(title, _cleaned(chart_id, title, alt_text, drawn), alt_text, note)


def _drawn(alt: Any, plane: Plane, kind: str, style: dict[str, Any], rows: list[Row]) -> Any:
    """One layer as an Altair chart."""
    if "strokeDash" in style:
        style["strokeDash"] = list(style["strokeDash"])
    across, down = [plane.low, plane.high], [0, plane.height]
    channels = {
        "x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=across, nice=False, zero=False)),
        "y": alt.Y("y:Q", axis=None, scale=alt.Scale(domain=down, range=down, nice=False)),
    }
    if "x2" in rows[0]:
        channels |= {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
    if "t" in rows[0]:
        channels["text"] = alt.Text("t:N")
    return getattr(alt.Chart(alt.Data(values=rows)), f"mark_{kind}")(**style).encode(**channels)


ODD = ("class", "role", "pointer-events", "font-family", "aria-hidden", "aria-roledescription", "aria-label", "version")


def _cleaned(chart_id: str, title: str, alt_text: str, drawn: str) -> str:
    """A rendered chart named and described, its ids its own, coordinates to a hundredth, nothing unseen left in."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(drawn)
    for node in root.iter():
        for child in list(node):
            empty = child.tag == f"{{{SVG}}}path" and child.get("d") in ("", None, "M0,0h0v0h0Z")
            unseen = child.get("opacity") == "0" or child.get("display") == "none"
            blank = child.get("class") == "background" and child.get("stroke") is None and child.get("fill") is None
            if empty or unseen or blank:
                node.remove(child)
    for node in root.iter():
        for name in ODD:
            node.attrib.pop(name, None)
        for name, value in list(node.attrib.items()):
            if name == "id":
                node.set(name, f"{chart_id}-{value}")
            elif name == "opacity" and value == "1":
                del node.attrib[name]
            else:
                value = value.replace("url(#", f"url(#{chart_id}-")
                node.set(name, re.sub(r"-?\d+\.\d+", lambda m: _short(m[0]), value))
    for name, value in (
        ("id", chart_id), ("role", "img"), ("aria-labelledby", f"{chart_id}-title {chart_id}-desc"),
        ("font-family", FAMILY), ("font-size", str(SIZE)),
    ):  # fmt: skip
        root.set(name, value)
    for place, (tag, words) in enumerate((("title", title), ("desc", alt_text))):
        told = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{chart_id}-{tag}"})
        told.text = plain(words)
        root.insert(place, told)
    return ElementTree.tostring(root, encoding="unicode")


def _short(number: str) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".") if "." in number else number


def ticks(most: int, about: int = 4) -> list[int]:
    """Whole numbers from zero to at least `most`, in steps of 1, 2 or 5 times a power of ten."""
    step = 1
    for power in range(12):
        for factor in (1, 2, 5):
            step = factor * 10**power
            if step * about >= most:
                return list(range(0, most + step, step))
    return [0, most]
