"""A family's timeline as a picture: a lane a person, bars for custody, marks for events, the time apart shaded.

Marks are numbered and named in a key below the axis, so that no label runs into another; shapes tell the kinds
apart without colour. Sizes are in SVG user units.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from reunir.engine import Engine
from reunir.report import drawing, family
from reunir.report.axis import LEFT, RIGHT, TOP, Axis
from reunir.report.document import Picture
from reunir.report.drawing import INK, SOFT, n, rect, text, wide, wrapped
from reunir.report.words import day, determination, plural

LANE = 62
"""Height of a lane."""

APART = 17.0
"""Least room between two marks on a lane."""

CARE, APART_FILL = "#2f5679", "#e9eaeb"
"""The hatching of care, and the shade of the time apart."""

HALO = ' font-size="12" stroke="#fff" stroke-width="3" paint-order="stroke"'
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
        return drawing.svg(name, title, family.told_in_words(told), round(TOP + 54 + 20 * len(told.undated)), out)
    axis = Axis(min(days), max(days))
    out = [_defs(name)]
    out += _shading(told, axis)
    out += axis.behind(floor)
    out += _lanes(told, axis)
    out += _bars(told, axis, name)
    out += axis.drawn(floor)
    out += _marks(told, axis)
    key, bottom = _key(told, floor + 52, name)
    return drawing.svg(name, title, family.told_in_words(told), round(bottom) + 8, out + key)


def _defs(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-care" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="#fff"/><rect width="2.6" height="6" fill="{CARE}"/></pattern></defs>'
    )


def _middle(lane: int) -> float:
    return TOP + LANE * lane + LANE * 0.56


def _spans(told: family.Family, lane: int, last: date) -> list[tuple[date, date, bool]]:
    """The times apart of a lane, overlapping ones as one: first day, last day, whether no list ends it."""
    joined: list[tuple[date, date, bool]] = []
    for began, ended, is_open in sorted(
        (a.began, a.ended or last, a.ended is None) for a in told.apart if lane in a.lanes
    ):
        if joined and began <= joined[-1][1]:
            before = joined.pop()
            began, ended, is_open = before[0], max(before[1], ended), before[2] or is_open
        joined.append((began, ended, is_open))
    return joined


def _shading(told: family.Family, axis: Axis) -> list[str]:
    """The time apart as a shade behind each lane that it concerns; on the child's an arrow with its length."""
    out = []
    for lane in told.lanes:
        for began, ended, is_open in _spans(told, lane.number, axis.last):
            x1, x2 = axis.x(began), RIGHT if is_open else axis.x(ended)
            y = TOP + LANE * lane.number
            out.append(rect(x1, y + 3, max(x2 - x1, 2), LANE - 6, APART_FILL))
            if lane.role != "parent":
                out += _length(x1, x2, y + 12, _long(began, ended, is_open, told.known_until), is_open)
    return out


def _long(began: date, ended: date, is_open: bool, known_until: date | None) -> tuple[str, ...]:
    """How long apart, in words, the longest first."""
    if not is_open:
        days = plural((ended - began).days, "day")
        return (f"apart {days}", days)
    short = "apart, no end in the records"
    if known_until is None or known_until < began:
        return (short, "no end")
    days = plural((known_until - began).days, "day")
    return (f"apart, {days} by {day(known_until)} and no end in the records", f"{short} ({days})", short, "no end")


def _length(x1: float, x2: float, y: float, choices: Sequence[str], is_open: bool) -> list[str]:
    """A line from end to end with the words on it; an arrow where it has no end."""
    words = next((w for w in choices if wide(w, 12) + 40 < x2 - x1), "")
    out = [drawing.line(x1, y, x2, y, INK), drawing.line(x1, y - 5, x1, y + 5, INK, ' stroke-width="1.4"')]
    out.append(
        f'<path d="M{n(x2 - 6)} {n(y - 4)}L{n(x2)} {n(y)}L{n(x2 - 6)} {n(y + 4)}" fill="none" stroke="{INK}" stroke-width="1.4"/>'
        if is_open else drawing.line(x2, y - 5, x2, y + 5, INK, ' stroke-width="1.4"')
    )  # fmt: skip
    if words:
        x, room = (x1 + x2) / 2, wide(words, 12)
        out.append(rect(x - room / 2 - 4, y - 7, room + 8, 14, APART_FILL))
        out.append(text(x, y + 4, words, "middle", INK, ' font-size="12" font-weight="bold"'))
    return out


def _lanes(told: family.Family, axis: Axis) -> list[str]:
    """The name of each lane and its line; dotted once the person is removed from the country."""
    out = []
    for lane in told.lanes:
        y = _middle(lane.number)
        words = wrapped(lane.label[:1].upper() + lane.label[1:], LEFT - 26, 4)
        high = 15 if len(words) < 4 else 14
        for i, part in enumerate(words):
            at = y + 4.5 + high * (i - (len(words) - 1) / 2)
            out.append(text(LEFT - 12, at, part, "end", INK, ' font-weight="bold"'))
        removed = [
            m.days[-1] for m in told.marks
            if m.kind == "removed" and lane.number in m.lanes and "did not happen" not in m.words
        ]  # fmt: skip
        x = axis.x(max(removed)) if removed else RIGHT
        out.append(drawing.line(LEFT, y, x, y, SOFT, ' stroke-width="1.2"'))
        if removed:
            out.append(drawing.line(x, y, RIGHT, y, SOFT, ' stroke-width="1.4" stroke-dasharray="1.5 5"'))
        if lane.number:
            out.append(drawing.line(10, TOP + LANE * lane.number, RIGHT, TOP + LANE * lane.number, "#dfe1e2"))
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
            out.append(drawing.line(x, ends[0], x, ends[1], INK, f' stroke-width="1.6"{dash}'))
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
    room = (drawing.WIDTH - 20) / columns - 56
    half = -(-len(lines) // columns)
    out, bottom = [], y
    for c in range(columns):
        at, x = y, 10 + c * (drawing.WIDTH - 20) / columns
        for label, kind, words in lines[c * half : (c + 1) * half]:
            out.append(text(x + 16, at + 4.5, label, "end", INK, ' font-size="12"'))
            if kind:
                out.append(
                    f'<g transform="translate({n(x + 30)} {n(at)}) scale(0.85)">{SHAPES.get(kind, SHAPES["apprehended"])}</g>'
                )
            for part in wrapped(words, room, 6, 12):
                out.append(text(x + 44, at + 4.5, part, "start", INK, ' font-size="12"'))
                at += 15
            at += 6
        bottom = max(bottom, at)
    x, y = 10.0, bottom + 8
    used = [("care", "in care")] if any(b.kind == "care" for b in told.bars) else []
    used += [("detention", "in detention")] if any(b.kind != "care" for b in told.bars) else []
    used += [("apart", "apart from parent or child")] if told.apart else []
    for kind, words in used:
        fill = "#8a929b" if kind == "detention" else APART_FILL if kind == "apart" else f"url(#{name}-care)"
        out += [
            rect(x, y - 7, 26, 12, fill, f' stroke="{INK}" stroke-width="0.9"'),
            text(x + 33, y + 4, words, "start", INK, ' font-size="12"'),
        ]
        x += 52 + wide(words, 12)
    if any(m.kind == "removed" for m in told.marks):
        out += [
            drawing.line(x, y, x + 26, y, SOFT, ' stroke-width="1.4" stroke-dasharray="1.5 5"'),
            text(x + 33, y + 4, "out of the country", "start", INK, ' font-size="12"'),
        ]
    return out, y + 10


def example(engine: Engine, chosen: dict[str, Any] | None) -> Picture | None:
    """The family of a report's example, masked; None where the report has none."""
    if not chosen:
        return None
    told = family.read(engine, chosen["family_id"], True)
    title = f"One family as an example, determined “{determination(chosen['determination']).lower()}”"
    note = f"Removal apart {chosen['removal_id']}, chosen among the gravest by how much the lists tell of it. It stands for no other."
    return Picture(title, timeline_svg(engine, chosen["family_id"]), family.told_in_words(told), note)
