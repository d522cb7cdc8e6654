"""Waterfalls: a bridge between two days' figures, and the evidence that makes a link."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from reunir.figures.bridge import CAUSES, STEPS, Bridge
from reunir.report.document import Picture
from reunir.report.drawing import INK, RULE, SOFT, WIDTH, wide, wrapped
from reunir.report.plot import SHADES, SMALL, Layer, Plane, Row, picture
from reunir.report.words import day, number, plural, readable

CAME, WENT, WHOLE = "#ffffff", SHADES[1], SHADES[2]

ROW = 30.0

STEP_WORDS = {"definition": "Definition", "learned": "Learned since of that day", "happened": "Happened since"}


SHORT = {
    "definition": "counted by one definition alone", "identified": "newly identified",
    "replaced": "list withdrawn or replaced", "linked": "linked otherwise",
    "rules": "rule book or model changed", "other": "what stands beside the case changed",
}  # fmt: skip
"""Causes whose words do not fit beside a bar; the table of the bridge has them in full."""


def _cause(cause: str) -> str:
    return SHORT.get(cause) or CAUSES.get(cause) or readable(cause)


def signed(net: int) -> str:
    """+12, −3, ±0."""
    return f"+{net:,}" if net > 0 else f"−{-net:,}" if net < 0 else "±0"


def waterfall(bridge: Bridge) -> Picture:
    """From the opening figure to the closing one, a row a cause: to the right what entered, back what left.

    Where the changes are small beside the figures, the scale does not begin at nought; then the two figures are
    drawn as points, not as bars, and the note says so.
    """
    chart_id = "bridge-" + hashlib.sha256(
        f"{bridge.figure}|{bridge.cohort}|{bridge.from_day}|{bridge.to_day}".encode()
    ).hexdigest()[:8]  # fmt: skip
    name = readable(bridge.figure) + ("" if bridge.cohort == "all" else f" ({readable(bridge.cohort)})")
    title = f"{name}: from {day(bridge.from_day)} to {day(bridge.to_day)}"
    running, low, high = bridge.opening, bridge.opening, bridge.opening
    for change in bridge.changes:
        high = max(high, running + len(change.entered))
        running += change.net
        low = min(low, running)
    low, high = min(low, bridge.closing), max(high, bridge.closing, 1)
    cut = low > 0 and high - low < high / 8
    start = max(0, low - max((high - low) // 4, 2)) if cut else 0
    steps = [step for step in STEPS if bridge.of(step)]
    labels, numbers = 250.0, 150.0
    plane = Plane(WIDTH - labels - numbers, 24 + ROW * (2 + len(bridge.changes)) + 24 * len(steps) + 8, start, high)
    layers, y = _heads(plane, numbers), 24.0
    total: list[Row] = []
    ends = [(f"{day(bridge.from_day)}", bridge.opening), (f"{day(bridge.to_day)}", bridge.closing)]
    layers += _figure(plane, y, *ends[0], cut)
    total.append({"x": bridge.opening, "y": y + ROW / 2 + 9})
    y += ROW
    running = bridge.opening
    for step in steps:
        height = 24 + ROW * len(bridge.of(step))
        layers = [
            *plane.boxes(
                [
                    {
                        "x": plane.value(-labels + 4),
                        "x2": plane.value(plane.width + numbers - 4),
                        "y": y + 1,
                        "y2": y + height - 1,
                    }
                ],
                "#f1f2f3",
                "#f1f2f3",
            ),
            *layers,
        ]
        net = sum(c.net for c in bridge.of(step))
        layers += plane.texts([{"x": plane.value(-labels + 10), "y": y + 13, "t": STEP_WORDS[step]}], bold=True)
        layers += plane.texts(
            [{"x": plane.value(plane.width + numbers - 10), "y": y + 13, "t": signed(net)}], "right", bold=True
        )
        y += 24
        for change in bridge.of(step):
            came, went, middle = len(change.entered), len(change.left), y + ROW / 2
            layers += _joined(plane, running, total[-1]["y"], middle)
            layers += plane.boxes(
                [{"x": running, "x2": running + came, "y": middle - 9, "y2": middle + (0 if went else 9)}]
                if came
                else [],
                CAME,
            )
            layers += plane.boxes(
                [{"x": running + came - went, "x2": running + came, "y": middle - (0 if came else 9), "y2": middle + 9}]
                if went
                else [],
                WENT,
            )
            lines = wrapped(_cause(change.cause), labels - 34, 2)
            layers += plane.texts(
                [
                    {"x": plane.value(-12), "y": middle + 14 * (i - (len(lines) - 1) / 2), "t": part}
                    for i, part in enumerate(lines)
                ],
                "right",
                size=SMALL,
            )
            layers += _numbers(plane, numbers, middle, (number(came), number(went), signed(change.net)))
            running += change.net
            total.append({"x": running, "y": middle + 9})
            y += ROW
    layers += _joined(plane, running, total[-1]["y"], y + ROW / 2)
    layers += _figure(plane, y, *ends[1], cut)
    if not cut:
        layers += plane.rules([{"x": 0, "x2": 0, "y": 22, "y2": y + ROW}], INK)
    note = "White: entered the figure; dark: left it."
    if cut:
        note += f" The scale begins at {number(start)}, not at nought."
    return picture(chart_id, title, told(bridge), plane, layers, left=labels, note=note)


def _joined(plane: Plane, at: int, above: float, below: float) -> list[Layer]:
    return plane.rules([{"x": at, "x2": at, "y": above, "y2": below - 9}], SOFT, 1, (2, 2)) if below - 9 > above else []


def _heads(plane: Plane, numbers: float) -> list[Layer]:
    return _numbers(plane, numbers, 11, ("entered", "left", "net"), SOFT)


def _numbers(plane: Plane, numbers: float, y: float, cells: Sequence[str], color: str = INK) -> list[Layer]:
    """Three columns of numbers beside the plane."""
    return [
        layer for i, cell in enumerate(cells)
        for layer in plane.texts([{"x": plane.value(plane.width + numbers - 10 - (2 - i) * 46), "y": y, "t": cell}], "right", size=SMALL, color=color)
    ]  # fmt: skip


def _figure(plane: Plane, y: float, label: str, value: int, cut: bool) -> list[Layer]:
    middle = y + ROW / 2
    made = plane.texts([{"x": plane.value(-12), "y": middle, "t": label}], "right", bold=True)
    if cut:
        made += plane.rules([{"x": plane.low, "x2": value, "y": middle, "y2": middle}], RULE, 1.5, (1, 3))
        made += plane.points([{"x": value, "y": middle}], "diamond", WHOLE, 110)
    elif value:
        made += plane.boxes([{"x": 0, "x2": value, "y": middle - 9, "y2": middle + 9}], WHOLE)
    inside = plane.across(value) + wide(f"{value:,}") + 12 > plane.width
    beside = plane.value(plane.across(value) + (-8 if inside else 8))
    return made + plane.texts(
        [{"x": beside, "y": middle, "t": f"{value:,}"}], "right" if inside else "left", bold=True, halo=True
    )


def told(bridge: Bridge) -> str:
    """A bridge in a few sentences."""
    said = [f"{number(bridge.opening)} {bridge.unit} on {day(bridge.from_day)}."]
    for step in STEPS:
        if bridge.of(step):
            causes = "; ".join(
                f"{_cause(c.cause)}: {plural(len(c.entered), 'case')} entered, {number(len(c.left))} left"
                for c in bridge.of(step)
            )
            said.append(f"{STEP_WORDS[step]}, {signed(sum(c.net for c in bridge.of(step)))} ({causes}).")
    if not bridge.changes:
        said.append("No case entered or left.")
    return " ".join([*said, f"{number(bridge.closing)} {bridge.unit} on {day(bridge.to_day)}."])


def evidence(
    chart_id: str, title: str, rows: Sequence[tuple[str, float]], total: float, before: str = "Before any comparison"
) -> Picture:
    """What each comparison says for or against two mentions being one person, in bits, and the sum.

    `rows`: (words, bits) in order; the first may be the odds that hold before any comparison.
    """
    low, high, running = 0.0, 0.0, 0.0
    for _, bits in rows:
        running += bits
        low, high = min(low, running), max(high, running)
    low, high = min(low, total) - 0.5, max(high, total) + 0.5
    labels, numbers = 300.0, 64.0
    plane = Plane(WIDTH - labels - numbers, ROW * (len(rows) + 1) + 24, low, high)
    layers = plane.rules([{"x": 0, "x2": 0, "y": 0, "y2": plane.height - 20}], INK)
    layers += plane.texts([{"x": 0, "y": plane.height - 9, "t": "even odds"}], "center", color=SOFT, size=SMALL)
    running, y, last = 0.0, 0.0, 0.0
    for words, bits in rows:
        middle = y + ROW / 2
        if y:
            layers += plane.rules([{"x": running, "x2": running, "y": last, "y2": middle - 9}], SOFT, 1, (2, 2))
        if bits:
            edge = sorted((running, running + bits))
            layers += plane.boxes(
                [{"x": edge[0], "x2": edge[1], "y": middle - 9, "y2": middle + 9}], CAME if bits > 0 else WENT
            )
        layers += _named(plane, words, middle, labels) + plane.texts(
            [{"x": plane.value(plane.width + numbers - 4), "y": middle, "t": bits_of(bits)}], "right"
        )
        running, y, last = running + bits, y + ROW, middle + 9
    middle = y + ROW / 2
    edge = sorted((0.0, total))
    layers += plane.boxes([{"x": edge[0], "x2": edge[1], "y": middle - 9, "y2": middle + 9}], WHOLE)
    layers += plane.texts([{"x": plane.value(-12), "y": middle, "t": "Together"}], "right", bold=True)
    layers += plane.texts(
        [{"x": plane.value(plane.width + numbers - 4), "y": middle, "t": bits_of(total)}], "right", bold=True
    )
    said = "; ".join(f"{words}: {bits_of(bits)}" for words, bits in rows)
    alt = f"Evidence in bits, each a doubling of the odds. {said}. Together: {bits_of(total)}."
    return picture(
        chart_id,
        title,
        alt,
        plane,
        layers,
        left=labels,
        note="White: for one person; dark: against. A bit doubles the odds, or halves them.",
    )


def _named(plane: Plane, words: str, middle: float, labels: float) -> list[Layer]:
    lines = wrapped(words, labels - 20, 2)
    return plane.texts(
        [
            {"x": plane.value(-12), "y": middle + 14 * (i - (len(lines) - 1) / 2), "t": part}
            for i, part in enumerate(lines)
        ],
        "right",
        size=SMALL,
    )


def bits_of(bits: float) -> str:
    """A weight to a tenth of a bit, with its sign."""
    tenths = round(bits * 10)
    return f"{'−' if tenths < 0 else '+' if tenths > 0 else '±'}{abs(tenths) // 10}.{abs(tenths) % 10}"
