"""A family's timeline as a picture: a lane a person, bars for custody, marks for events, the time apart shaded.

Marks are numbered and named in a key below the axis, so that no label runs into another; shapes tell the kinds
apart without colour. Sizes are in SVG user units.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from markupsafe import Markup

from reunir.engine import Engine
from reunir.report import charts, family
from reunir.report.charts import BAR, INK, SOFT, n, rect, text, wide, wrapped
from reunir.report.words import day, plural

LANE = 62
"""Height of a lane."""

LEFT, RIGHT, TOP = 118.0, 708.0, 12.0
"""Where the time axis begins and ends, and where the first lane begins."""

APART = 17.0
"""Least room between two marks on a lane."""

HALO = ' font-size="11" stroke="#fff" stroke-width="3" paint-order="stroke"'
"""What keeps a number legible over bars, shading and lines."""

SHAPES: dict[str, str] = {
    "apprehended": '<circle r="6" fill="#fff" stroke="#1b1b1b" stroke-width="2"/>',
    "referred": '<path d="M-5 -6H5V6H-5Z" fill="#fff" stroke="#1b1b1b" stroke-width="1.6"/><path d="M-5 6L5 -6" stroke="#1b1b1b" stroke-width="1.6"/>',
    "separated": '<path d="M-6 -6L6 6M-6 6L6 -6" stroke="#fff" stroke-width="7"/><path d="M-6 -6L6 6M-6 6L6 -6" stroke="#1b1b1b" stroke-width="3.4"/>',
    "referred_to_care": '<path d="M0 -6L6 5H-6Z" fill="#fff" stroke="#1b1b1b" stroke-width="1.8"/>',
    "placed": '<path d="M0 -7L7 6H-7Z" fill="#1b1b1b" stroke="#fff"/>',
    "transferred": '<path d="M-7 0H5M1 -4L6 0L1 4" fill="none" stroke="#1b1b1b" stroke-width="2.2"/>',
    "discharged": '<path d="M0 7L7 -6H-7Z" fill="#fff" stroke="#1b1b1b" stroke-width="2"/>',
    "detained": '<rect x="-6" y="-6" width="12" height="12" fill="#1b1b1b" stroke="#fff"/>',
    "ordered": '<rect x="-6" y="-6" width="12" height="12" fill="#fff" stroke="#1b1b1b" stroke-width="2"/>',
    "decided": '<path d="M0 -8L8 0L0 8L-8 0Z" fill="#1b1b1b" stroke="#fff"/>',
    "stated": '<path d="M0 -8L8 0L0 8L-8 0Z" fill="#fff" stroke="#1b1b1b" stroke-width="2"/>',
    "removed": '<path d="M-7 -7L8 0L-7 7Z" fill="#1b1b1b" stroke="#fff"/><path d="M8 -8V8" stroke="#1b1b1b" stroke-width="2.4"/>',
    "attempted": '<path d="M0 -7V7" stroke="#1b1b1b" stroke-width="2"/>',
    "reached": '<circle r="7" fill="#fff" stroke="#1b1b1b" stroke-width="2"/><circle r="3" fill="#1b1b1b"/>',
    "reunified": '<circle r="7" fill="#1b1b1b" stroke="#fff"/>',
}  # fmt: skip
"""Kind of event -> its mark, drawn about the origin; no two alike in black and white."""


def timeline_svg(engine: Engine, family_id: str, masked: bool = True) -> str:
    """A family's timeline as an SVG picture with a title and a description.

    Masked (the default), people are `parent 1`, `child 1`; otherwise by name. Raises ReunirError where the run
    has no such family.
    """
    told = family.read(engine, family_id, masked)
    name = "timeline-" + hashlib.sha256(f"{family_id}{masked}".encode()).hexdigest()[:8]
    return draw(told, name)


def draw(told: family.Family, name: str) -> Markup:
    """The picture of a family; `name` is the start of its ids."""
    days = [d for m in told.marks for d in m.days]
    days += [d for b in told.bars for d in (b.began, b.ended) if d] + [
        d for a in told.apart for d in (a.began, a.ended) if d
    ]
    lanes = told.lanes
    floor = TOP + LANE * len(lanes) + 4
    title = f"Timeline of a family of {plural(len(lanes), 'person', 'people')}"
    if not days:
        out = [text(20, TOP + 20, "No list gives a day of anything that happened to this family.", fill=SOFT)]
        out += [text(20, TOP + 44 + 20 * i, words) for i, words in enumerate(told.undated)]
        return charts.svg(name, title, family.told_in_words(told), round(TOP + 54 + 20 * len(told.undated)), out)
    axis = Axis(min(days), max(days))
    out = [_defs(name)]
    out += _shading(told, axis, name)
    out += _lanes(told, axis)
    out += _bars(told, axis, name)
    out += axis.drawn(floor)
    out += _marks(told, axis)
    key, bottom = _key(told, floor + 52, name)
    return charts.svg(name, title, family.told_in_words(told), round(bottom) + 8, out + key)


class Axis:
    """Days to positions, with a little room at both ends."""

    def __init__(self, first: date, last: date) -> None:
        room = max(3, (last - first).days // 20)
        self.first, self.last = first - timedelta(days=room), last + timedelta(days=room)

    def x(self, on: date) -> float:
        return LEFT + (RIGHT - LEFT) * (on - self.first).days / max((self.last - self.first).days, 1)

    def drawn(self, y: float) -> list[str]:
        """The axis with its days: weeks, months or years, whichever leaves room for their labels."""
        out = [charts.line(LEFT, y, RIGHT, y, INK)]
        for on, label in self.ticks():
            x = self.x(on)
            out += [
                charts.line(x, y, x, y + 6, INK),
                text(min(x, RIGHT - wide(label, 12) / 2), y + 21, label, "middle", SOFT, ' font-size="12"'),
            ]
        return out

    def ticks(self) -> list[tuple[date, str]]:
        span = (self.last - self.first).days
        short = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
        if span <= 56:
            step = 7 if span > 21 else 3
            start = self.first + timedelta(days=1)
            days = [start + timedelta(days=i) for i in range(0, span, step)]
            return [(d, f"{d.day} {short[d.month - 1]} {d.year}" if i == 0 else f"{d.day} {short[d.month - 1]}")
                    for i, d in enumerate(days)]  # fmt: skip
        months = span // 30 + 1
        every = next((m for m in (1, 2, 3, 6, 12, 24, 60, 120) if months / m <= 8), 240)
        first = self.first.year * 12 + self.first.month - 1
        ticks = [date(k // 12, k % 12 + 1, 1) for k in range(first + 1, self.last.year * 12 + self.last.month)
                 if k % every == 0 or every == 1]  # fmt: skip
        return [(d, str(d.year) if every >= 12 else f"{short[d.month - 1]} {d.year}") for d in ticks]


def _defs(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-care" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="#fff"/><rect width="2.6" height="6" fill="{BAR}"/></pattern>'
        f'<pattern id="{name}-apart" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#f3ead6"/>'
        f'<circle cx="2.5" cy="2.5" r="0.75" fill="#9a7b3c"/></pattern></defs>'
    )


def _middle(lane: int) -> float:
    return TOP + LANE * lane + LANE * 0.56


def _shading(told: family.Family, axis: Axis, name: str) -> list[str]:
    """The time apart behind each lane it concerns, overlapping times drawn as one, with its length on the child's."""
    out = []
    for lane in told.lanes:
        spans = sorted((a.began, a.ended or axis.last, a.ended is None) for a in told.apart if lane.number in a.lanes)
        joined: list[tuple[date, date, bool]] = []
        for began, ended, is_open in spans:
            if joined and began <= joined[-1][1]:
                last = joined.pop()
                began, ended, is_open = last[0], max(last[1], ended), last[2] or is_open
            joined.append((began, ended, is_open))
        for began, ended, is_open in joined:
            x1, x2 = axis.x(began), RIGHT if is_open else axis.x(ended)
            out.append(rect(x1, TOP + LANE * lane.number + 3, max(x2 - x1, 2), LANE - 6, f"url(#{name}-apart)"))
            if lane.role != "parent":
                words = "apart, no end in the records" if is_open else f"apart {plural((ended - began).days, 'day')}"
                if wide(words, 11.5) + 8 < x2 - x1:
                    x = (x1 + x2) / 2
                    out.append(
                        rect(
                            x - wide(words, 11.5) / 2 - 3,
                            TOP + LANE * lane.number + 4,
                            wide(words, 11.5) + 6,
                            14,
                            "#f3ead6",
                        )
                    )
                    out.append(
                        text(
                            x,
                            TOP + LANE * lane.number + 15,
                            words,
                            "middle",
                            INK,
                            ' font-size="11.5" font-style="italic"',
                        )
                    )
    return out


def _lanes(told: family.Family, axis: Axis) -> list[str]:
    """The name of each lane and its line; dotted once the person is removed from the country."""
    out = []
    for lane in told.lanes:
        y = _middle(lane.number)
        words = wrapped(lane.label[:1].upper() + lane.label[1:], LEFT - 26, 3)
        for i, part in enumerate(words):
            out.append(
                text(
                    LEFT - 12,
                    y + 4.5 + 15 * (i - (len(words) - 1) / 2),
                    part,
                    "end",
                    INK,
                    ' font-weight="bold"',
                )
            )
        removed = [
            m.days[-1]
            for m in told.marks
            if m.kind == "removed" and lane.number in m.lanes and "did not happen" not in m.words
        ]
        x = axis.x(max(removed)) if removed else RIGHT
        out.append(charts.line(LEFT, y, x, y, SOFT, ' stroke-width="1.2"'))
        if removed:
            out.append(charts.line(x, y, RIGHT, y, SOFT, ' stroke-width="1.4" stroke-dasharray="1.5 5"'))
        if lane.number:
            out.append(charts.line(10, TOP + LANE * lane.number, RIGHT, TOP + LANE * lane.number, "#dfe1e2"))
    return out


def _bars(told: family.Family, axis: Axis, name: str) -> list[str]:
    out = []
    for bar in told.bars:
        x1, x2 = axis.x(bar.began), axis.x(bar.ended) if bar.ended else RIGHT
        fill = f"url(#{name}-care)" if bar.kind == "care" else "#8a929b"
        y = _middle(bar.lane)
        out.append(rect(x1, y - 6, max(x2 - x1, 2), 12, fill, f' stroke="{INK}" stroke-width="0.9"'))
        if bar.ended is None:
            out.append(f'<path d="M{n(RIGHT)} {n(y - 9)}L{n(RIGHT + 9)} {n(y)}L{n(RIGHT)} {n(y + 9)}Z" fill="{INK}"/>')
    return out


def _positions(told: family.Family, axis: Axis) -> list[float]:
    """Where each mark stands: on its day, moved aside where another on one of its lanes is too near."""
    xs: list[float] = []
    last: dict[int, float] = {}
    for mark in told.marks:
        x = max([axis.x(mark.days[0]), *(last[i] + APART for i in mark.lanes if i in last)])
        xs.append(x)
        last.update(dict.fromkeys(mark.lanes, x))
    room: dict[int, float] = {}
    for i in range(len(xs) - 1, -1, -1):  # and back, those pushed off the right end
        xs[i] = min([xs[i], *(room.get(lane, RIGHT - 2) for lane in told.marks[i].lanes)])
        room.update(dict.fromkeys(told.marks[i].lanes, xs[i] - APART))
    return xs


def _marks(told: family.Family, axis: Axis) -> list[str]:
    """Each mark with its number below it; one that was moved has a thin line to its day. Where two are parted or
    joined, a line runs from lane to lane."""
    out: list[str] = []
    xs = _positions(told, axis)
    for mark, x in zip(told.marks, xs, strict=True):
        if mark.kind in ("separated", "reunified") and len(mark.lanes) > 1:
            dash = ' stroke-dasharray="4 3"' if mark.kind == "separated" else ""
            ends = _middle(min(mark.lanes)), _middle(max(mark.lanes))
            out.append(charts.line(x, ends[0], x, ends[1], INK, f' stroke-width="1.6"{dash}'))
    for i, (mark, x) in enumerate(zip(told.marks, xs, strict=True), 1):
        for lane in mark.lanes:
            y, true = _middle(lane), axis.x(mark.days[0])
            out += [_shape(mark.kind, axis.x(on), y) for on in mark.days[1:]]
            if abs(x - true) > 3:
                path = f"M{n(true)} {n(y)}V{n(y - 11)}H{n(x)}V{n(y)}"
                out.append(f'<path d="{path}" fill="none" stroke="{SOFT}" stroke-width="0.8"/>')
            out.append(_shape(mark.kind, x, y))
            out.append(text(x, y + 22, str(i), "middle", INK, HALO))
    return out


def _shape(kind: str, x: float, y: float) -> str:
    return f'<g transform="translate({n(x)} {n(y)})">{SHAPES.get(kind, SHAPES["apprehended"])}</g>'


def _key(told: family.Family, y: float, name: str) -> tuple[list[str], float]:
    """What each number is, in two columns where both fit, and what bars and shading are."""
    lines = [(f"{i}", m.kind, f"{day(m.days[0])}: {m.words}") for i, m in enumerate(told.marks, 1)]
    lines += [("", "", f"Without a day: {words}") for words in told.undated]
    two = len(lines) > 6
    columns = 2 if two else 1
    room = (charts.WIDTH - 20) / columns - 56
    half = -(-len(lines) // columns)
    out, bottom = [], y
    for c in range(columns):
        at, x = y, 10 + c * (charts.WIDTH - 20) / columns
        for label, kind, words in lines[c * half : (c + 1) * half]:
            out.append(text(x + 16, at + 4.5, label, "end", INK, ' font-size="12"'))
            if kind:
                out.append(
                    f'<g transform="translate({n(x + 30)} {n(at)}) scale(0.85)">{SHAPES.get(kind, SHAPES["apprehended"])}</g>'
                )
            for part in wrapped(words, room, 3):
                out.append(text(x + 44, at + 4.5, part, "start", INK, ' font-size="12"'))
                at += 15
            at += 6
        bottom = max(bottom, at)
    x, y = 10.0, bottom + 8
    used = [("care", "in care")] if any(b.kind == "care" for b in told.bars) else []
    used += [("detention", "in detention")] if any(b.kind != "care" for b in told.bars) else []
    used += [("apart", "apart from parent or child")] if told.apart else []
    for kind, words in used:
        fill = "#8a929b" if kind == "detention" else f"url(#{name}-{kind})"
        out += [
            rect(x, y - 7, 26, 12, fill, f' stroke="{INK}" stroke-width="0.9"'),
            text(x + 33, y + 4, words, "start", INK, ' font-size="12"'),
        ]
        x += 52 + wide(words, 12)
    if any(m.kind == "removed" for m in told.marks):
        out += [
            charts.line(x, y, x + 26, y, SOFT, ' stroke-width="1.4" stroke-dasharray="1.5 5"'),
            text(x + 33, y + 4, "out of the country", "start", INK, ' font-size="12"'),
        ]
    return out, y + 10
