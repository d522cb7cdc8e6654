"""Charts as SVG, drawn by hand: text stays text, marks carry patterns and print in black and white.

Every chart stands alone (no style sheet) and has `role="img"` with a title and a description that holds its
numbers. Ids start with the chart's own, so that several stand on one page. Sizes are in SVG user units.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

WIDTH = 720
FONT = "font-family=\"'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif\""
INK = "#1b1b1b"
SOFT = "#565c65"
RULE = "#c6cace"
BAR = "#2c4a6b"

PATTERNS = ("solid", "diagonal", "dots", "plain", "grid")
"""Fills that stay apart without colour, in the order in which series take them."""


def pattern_defs(chart_id: str) -> str:
    """The fills of a chart as SVG patterns, their ids its own."""

    def pattern(name: str, size: int, inside: str, turn: str = "") -> str:
        return (
            f'<pattern id="{chart_id}-{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turn}>'
            f'<rect width="{size}" height="{size}" fill="#fff"/>{inside}</pattern>'
        )

    return "<defs>" + "".join((
        pattern("solid", 8, '<rect width="8" height="8" fill="#7a1c1c"/>'),
        pattern("diagonal", 6, f'<rect width="3.4" height="6" fill="{BAR}"/>', ' patternTransform="rotate(45)"'),
        pattern("dots", 6, f'<circle cx="3" cy="3" r="1.6" fill="{BAR}"/>'),
        pattern("plain", 8, ""),
        pattern("grid", 7, f'<path d="M0 0H7M0 0V7" stroke="{SOFT}" stroke-width="1.6"/>'),
    )) + "</defs>"  # fmt: skip


def svg(chart_id: str, title: str, desc: str, height: int, inside: Sequence[str], width: int = WIDTH) -> Markup:
    """The frame of a picture: its size, its name and its description."""
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{chart_id}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{chart_id}-title {chart_id}-desc" {FONT} font-size="13">'
        f'<title id="{chart_id}-title">{escape(title)}</title><desc id="{chart_id}-desc">{escape(desc)}</desc>'
        + "".join(inside)
        + "</svg>"
    )


def text(x: float, y: float, words: str, anchor: str = "start", fill: str = INK, more: str = "") -> str:
    """A line of text; `y` is its baseline."""
    return f'<text x="{n(x)}" y="{n(y)}" text-anchor="{anchor}" fill="{fill}"{more}>{escape(words)}</text>'


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


def wrapped(words: str, width: float, lines: int = 2) -> list[str]:
    """A text broken into at most so many lines of a width, the rest left off behind an ellipsis."""
    out = [""]
    for word in words.split():
        if not out[-1] or wide(f"{out[-1]} {word}") <= width:
            out[-1] = f"{out[-1]} {word}".strip()
        else:
            out.append(word)
    if len(out) > lines:
        out = out[:lines]
        while " " in out[-1] and wide(f"{out[-1]} …") > width:
            out[-1] = out[-1].rpartition(" ")[0]
        out[-1] = out[-1].rstrip(",;") + " …"
    return out


def bars(
    chart_id: str,
    title: str,
    rows: Sequence[tuple[str, int, str]],
    patterns: Sequence[str] = (),
    unit: str = "",
) -> Markup:
    """Horizontal bars: (label, value, words beside the value such as a share). Zero keeps its row."""
    label_width = min(280.0, max([wide(label) for label, _, _ in rows] + [90.0]) + 4)
    beside = max([wide(f"{value:,} {more}".strip()) for _, value, more in rows] + [0.0]) + 14
    left = label_width + 12
    room = WIDTH - left - beside
    most = max([value for _, value, _ in rows] + [1])
    out, y = [pattern_defs(chart_id) if patterns else ""], 4.0
    for i, (label, value, more) in enumerate(rows):
        words = wrapped(label, label_width, 3)
        tall = 11.0 + 15 * max(len(words), 1) if len(words) > 1 else 26.0
        middle = y + tall / 2
        for j, part in enumerate(words):
            out.append(text(left - 8, middle + 4.5 + (j - (len(words) - 1) / 2) * 15, part, "end"))
        fill = f"url(#{chart_id}-{patterns[i % len(patterns)]})" if patterns else BAR
        if value:
            length = max(1.5, room * value / most)
            out.append(rect(left, middle - 9, length, 18, fill, f' stroke="{INK}" stroke-width="0.8"'))
        else:
            length = 0.0
        out.append(text(left + length + 7, middle + 4.5, f"{value:,} {more}".strip()))
        y += tall
    out.append(line(left, 2, left, y + 2, SOFT))
    said = "; ".join(f"{label}: {value:,}{f' {more}' if more else ''}" for label, value, more in rows)
    return svg(chart_id, title, f"Bar chart{f' of {unit}' if unit else ''}. {said}.", round(y) + 6, out)


def ticks(most: int, about: int = 4) -> list[int]:
    """Whole numbers from zero to at least `most`, in steps of 1, 2 or 5 times a power of ten."""
    step = 1
    for power in range(12):
        for factor in (1, 2, 5):
            step = factor * 10**power
            if step * about >= most:
                return list(range(0, most + step, step))
    return [0, most]


def stacked(
    chart_id: str,
    title: str,
    columns: Sequence[tuple[str, str]],
    series: Sequence[tuple[str, Sequence[int]]],
    unit: str,
) -> Markup:
    """Stacked columns over time. `columns`: (short label, year or group below it); `series`: name and values."""
    left, right, top, floor = 46.0, WIDTH - 6.0, 14.0, 236.0
    totals = [sum(values[i] for _, values in series) for i in range(len(columns))]
    marks = ticks(max([*totals, 1]))
    scale = (floor - top) / marks[-1]
    step = (right - left) / max(len(columns), 1)
    out = [pattern_defs(chart_id)]
    for mark in marks:
        y = floor - mark * scale
        out += [line(left, y, right, y), text(left - 6, y + 4.5, f"{mark:,}", "end", SOFT)]
    every = max(1, round(30 / step + 0.49)) if step < 30 else 1
    group = None
    for i, (label, below) in enumerate(columns):
        x, base, wide_bar = left + i * step, floor, min(step * 0.78, 46.0)
        for k, (_, values) in enumerate(series):
            tall = values[i] * scale
            if tall:
                fill = f"url(#{chart_id}-{PATTERNS[k % len(PATTERNS)]})"
                out.append(rect(x + (step - wide_bar) / 2, base - tall, wide_bar, tall, fill,
                                f' stroke="{INK}" stroke-width="0.8"'))  # fmt: skip
                base -= tall
        if i % every == 0:
            out.append(text(x + step / 2, floor + 17, label, "middle", SOFT))
        if below and below != group:
            out.append(text(x + max(step / 2 - 12, 0), floor + 34, below, "start", INK, ' font-weight="bold"'))
            group = below
    out.append(line(left, floor, right, floor, INK))
    out += legend(chart_id, [name for name, _ in series], left, floor + 56)
    said = "; ".join(
        f"{label} {below}: " + ", ".join(f"{name} {values[i]:,}" for name, values in series if values[i])
        for i, (label, below) in enumerate(columns) if totals[i]
    )  # fmt: skip
    rows = legend_rows([name for name, _ in series], left)
    return svg(chart_id, title, f"Stacked columns of {unit}. {said}.", round(floor) + 46 + 20 * rows, out)


def legend(chart_id: str, names: Sequence[str], left: float, y: float) -> list[str]:
    """Swatches with their names, in rows that fit the width."""
    out, x = [], left
    for k, name in enumerate(names):
        if x > left and x + 22 + wide(name) > WIDTH:
            x, y = left, y + 20
        out.append(rect(x, y - 11, 14, 14, f"url(#{chart_id}-{PATTERNS[k % len(PATTERNS)]})",
                        f' stroke="{INK}" stroke-width="0.8"'))  # fmt: skip
        out.append(text(x + 20, y, name))
        x += 40 + wide(name)
    return out


def legend_rows(names: Sequence[str], left: float) -> int:
    rows, x = 1, left
    for name in names:
        if x > left and x + 22 + wide(name) > WIDTH:
            rows, x = rows + 1, left
        x += 40 + wide(name)
    return rows
