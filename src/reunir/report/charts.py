"""Charts of counts: horizontal bars, bars in parts, and columns in parts over time.

Every chart is a `Picture` whose description holds its numbers. A chart of nothing is drawn as its labels with
noughts; whether there is anything to draw is for whoever calls to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from reunir.report.document import Picture
from reunir.report.drawing import INK, SOFT, WIDTH, wide, wrapped
from reunir.report.plot import SHADES, SMALL, Plane, Row, picture, ticks
from reunir.report.waterfall import waterfall

__all__ = ["bars", "parts", "stacked", "waterfall"]

BAR, REST = SHADES[1], SHADES[3]
RESTS = ("All others (", "Hidden in the list", "Not stated", "No ", "A day not stated", "Still in care, or a day")
"""How rows begin that are no kind of their own."""

LINE = 16.0
"""Height of a line of a label."""


def bars(
    chart_id: str, title: str, rows: Sequence[tuple[str, int, str]], shades: Sequence[str] = (), unit: str = "",
    note: str = "",
) -> Picture:  # fmt: skip
    """Horizontal bars: (label, value, words beside the value such as a share). Zero keeps its row. Without `shades`
    what is counted together or is not stated stands back in a lighter one."""
    said = "; ".join(f"{label}: {value:,}{f' {more}' if more else ''}" for label, value, more in rows)
    colours = [
        shades[i % len(shades)] if shades else REST if label.startswith(RESTS) else BAR
        for i, (label, _, _) in enumerate(rows)
    ]
    parted = [(label, (value,), f"{value:,} {more}".strip()) for label, value, more in rows]
    return _lying(
        chart_id, title, f"Bar chart{f' of {unit}' if unit else ''}. {said}.", parted, (), [[c] for c in colours], note
    )


def parts(
    chart_id: str, title: str, names: Sequence[str], rows: Sequence[tuple[str, Sequence[int], str]], unit: str,
    shades: Sequence[str] = SHADES, note: str = "",
) -> Picture:  # fmt: skip
    """Horizontal bars in parts: (label, a value for each of `names`, words beside the bar)."""
    said = "; ".join(
        f"{label}: {told} (" + ", ".join(f"{name} {value:,}" for name, value in zip(names, values, strict=True) if value) + ")"
        for label, values, told in rows if sum(values)
    )  # fmt: skip
    return _lying(chart_id, title, f"Bars of {unit}, in parts. {said}.", rows, names, [shades] * len(rows), note)


def _lying(
    chart_id: str, title: str, alt: str, rows: Sequence[tuple[str, Sequence[int], str]], names: Sequence[str],
    shades: Sequence[Sequence[str]], note: str,
) -> Picture:  # fmt: skip
    labels = min(280.0, max([wide(label) for label, _, _ in rows] + [90.0]) + 4)
    beside = max([wide(words) for _, _, words in rows] + [0.0]) + 14
    left = labels + 14
    most = max([sum(values) for _, values, _ in rows] + [1])
    broken = [wrapped(label, labels, 3) for label, _, _ in rows]
    tall = [11 + LINE * len(words) if len(words) > 1 else 27.0 for words in broken]
    _, y = Plane(WIDTH - left - beside, 1, 0, most).legend(names, 10, 8 - left) if names else ([], 0.0)
    top = y + 8 if names else 4.0
    plane = Plane(WIDTH - left - beside, top + sum(tall) + 4, 0, most)
    layers, words, ends = [], [], []
    y = top
    for (_, values, told), lines, height, fills in zip(rows, broken, tall, shades, strict=True):
        middle, start = y + height / 2, 0
        for value, fill in zip(values, fills, strict=False):
            if value:
                layers += plane.boxes([{"x": start, "x2": start + value, "y": middle - 9, "y2": middle + 9}], fill)
            start += value
        words += [
            {"x": plane.value(-9), "y": middle + LINE * (i - (len(lines) - 1) / 2), "t": part}
            for i, part in enumerate(lines)
        ]
        ends.append({"x": start, "y": middle, "t": told})
        y += height
    layers += plane.legend(names, 10, 8 - left, shades[0] if shades else SHADES)[0] if names else []
    layers += plane.texts(words, "right") + plane.texts(ends, dx=7)
    layers += plane.rules([{"x": 0, "x2": 0, "y": top - 3, "y2": y + 3}], SOFT)
    return picture(chart_id, title, alt, plane, layers, left=left, note=note)


def stacked(
    chart_id: str, title: str, columns: Sequence[tuple[str, str]], series: Sequence[tuple[str, Sequence[int]]],
    unit: str, note: str = "",
) -> Picture:  # fmt: skip
    """Columns in parts over time. `columns`: (short label, year or group below it); `series`: name and values,
    the first at the foot."""
    totals = [sum(values[i] for _, values in series) for i in range(len(columns))]
    marks = ticks(max([*totals, 1]))
    names = [name for name, _ in series]
    left, wide_all = 52.0, WIDTH - 60.0
    probe = Plane(wide_all, 1, 0, len(columns))
    _, top = probe.legend(names, 10, 0)
    top, floor = top + 20, top + 230
    plane = Plane(wide_all, floor + 44, 0, max(len(columns), 1))
    unit_high = (floor - top) / marks[-1]
    key, _ = plane.legend(names, 10, 0)
    heights = [floor - mark * unit_high for mark in marks]
    layers = plane.rules([{"x": 0, "x2": plane.high, "y": y, "y2": y} for y in heights[1:]])
    layers += plane.texts(
        [{"x": plane.value(-7), "y": y, "t": f"{m:,}"} for m, y in zip(marks, heights, strict=True)],
        "right",
        color=SOFT,
        size=SMALL,
    )
    bases = [floor] * len(columns)
    half = min(0.39, 23 / (wide_all / max(len(columns), 1)))
    for k, (_, values) in enumerate(series):
        boxes: list[Row] = []
        for i, value in enumerate(values):
            if value:
                boxes.append(
                    {"x": i + 0.5 - half, "x2": i + 0.5 + half, "y": bases[i] - value * unit_high, "y2": bases[i]}
                )
                bases[i] -= value * unit_high
        layers += plane.boxes(boxes, SHADES[k % len(SHADES)])
    step = wide_all / max(len(columns), 1)
    every = 1 if step >= 34 else 2 if step >= 17 else 3
    if step >= 30:
        layers += plane.texts(
            [{"x": i + 0.5, "y": bases[i] - 9, "t": f"{total:,}"} for i, total in enumerate(totals) if total],
            "center",
            size=SMALL,
        )
    layers += plane.texts(
        [{"x": i + 0.5, "y": floor + 14, "t": label} for i, (label, _) in enumerate(columns) if i % every == 0], "center", color=SOFT, size=SMALL
    )  # fmt: skip
    groups = [(i, below) for i, (_, below) in enumerate(columns) if below and (i == 0 or columns[i - 1][1] != below)]
    layers += plane.texts([{"x": i, "y": floor + 32, "t": below} for i, below in groups], bold=True, dx=5)
    layers += plane.rules([{"x": i, "x2": i, "y": floor, "y2": floor + 38} for i, _ in groups], SOFT)
    layers += plane.rules([{"x": 0, "x2": plane.high, "y": floor, "y2": floor}], INK)
    said = "; ".join(
        f"{label} {below}".strip() + ": " + ", ".join(f"{name} {values[i]:,}" for name, values in series if values[i])
        for i, (label, below) in enumerate(columns) if totals[i]
    )  # fmt: skip
    return picture(
        chart_id, title, f"Columns of {unit}, in parts. {said}.", plane, [*layers, *key], left=left, note=note
    )
