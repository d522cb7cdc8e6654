"""The children not reached over the days, with what was published of them beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reunir.engine import Engine
from reunir.report.document import Head, Picture, Table, table_of
from reunir.report.drawing import INK, SOFT, WIDTH
from reunir.report.plot import SHADES, SMALL, Layer, Plane, Row, picture, ticks
from reunir.report.words import MONTHS, day, number

LINES: dict[str, tuple[str, str, tuple[int, ...], float]] = {
    "total": ("All not reached", INK, (), 3.0),
    "removed": ("Parent removed", SHADES[1], (9, 4), 2.2),
    "in_country": ("Parent in the country", SHADES[1], (2, 3), 2.4),
    "no_contact": ("No contact", "#6b747c", (), 1.4),
}
"""Series -> its label, its ink, its dash and its width."""

SOURCE = "Diamonds: as published. Lines: as counted here, by what happened up to each day, as far as it is known now."


@dataclass(frozen=True)
class Trend:
    """`days`: (day, status -> children); `published`: (day, value, source) of days up to the last of them;
    `left_out`: day of a published figure -> statuses that its definition did not count."""

    days: tuple[tuple[date, dict[str, int]], ...]
    published: tuple[tuple[date, int, str], ...]
    left_out: dict[date, tuple[str, ...]]

    def total(self, at: int) -> int:
        return sum(self.days[at][1].values())


def read(engine: Engine, run: dict[str, Any]) -> Trend:
    """The trend of the run and what its standard says was published; no days where no list records a search, since
    then nobody could have been reached."""
    searched = engine.has("trend") and engine.value("select count(*) from event where kind in ('attempted', 'reached')")
    rows = engine.rows("select on_day, status, children from trend order by on_day, status") if searched else []
    days: dict[date, dict[str, int]] = {}
    for on, status, children in rows:
        days.setdefault(on, {})[status] = children
    standard = run.get("standard") or {}
    last = max(days, default=None)
    told = [
        (_day(p.get("as_of")), p.get("value"), str(p.get("source") or ""))
        for p in standard.get("published") or () if p.get("figure") == "children_not_reached"
    ]  # fmt: skip
    published = sorted(
        (on, value, source) for on, value, source in told if on and last and isinstance(value, int) and on <= last
    )
    return Trend(tuple(sorted(days.items())), tuple(published), _left_out(standard, [on for on, _, _ in published]))


def _left_out(standard: dict[str, Any], days: Sequence[date]) -> dict[date, tuple[str, ...]]:
    """What the definition in force on each day did not count."""
    known = sorted(
        (_day(d.get("since")) or date.min, tuple(d.get("counts") or ()))
        for d in standard.get("definitions") or () if d.get("figure") == "children_not_reached"
    )  # fmt: skip
    made = {}
    for on in days:
        counts = next((counts for since, counts in reversed(known) if since <= on), ())
        missing = tuple(s for s in ("removed", "in_country", "no_contact") if counts and s not in counts)
        if missing:
            made[on] = missing
    return made


def _day(value: Any) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None


def drawn(trend: Trend) -> Picture | None:
    """Lines by status and in all, diamonds for what was published; None for fewer than two days, or none to count."""
    if len(trend.days) < 2 or not any(trend.total(i) for i in range(len(trend.days))):
        return None
    days = [on for on, _ in trend.days]
    published = [p for p in trend.published if p[0] >= days[0]]
    first, last = days[0].toordinal(), days[-1].toordinal()
    marks = ticks(max([trend.total(i) for i in range(len(days))] + [p[1] for p in published]), 6)
    left, right, top, floor = 52.0, 176.0, 10.0, 320.0
    plane = Plane(WIDTH - left - right, floor + 42, first, last)
    high = (floor - top) / marks[-1]
    heights = [floor - mark * high for mark in marks]
    layers = plane.rules([{"x": first, "x2": last, "y": y, "y2": y} for y in heights[1:]])
    layers += plane.texts(
        [{"x": plane.value(-7), "y": y, "t": f"{m:,}"} for m, y in zip(marks, heights, strict=True)],
        "right",
        color=SOFT,
        size=SMALL,
    )
    layers += _calendar(plane, days, floor)
    layers += plane.rules([{"x": first, "x2": last, "y": floor, "y2": floor}], INK)
    ends: list[tuple[float, str, bool]] = []
    for status, (label, ink, dash, width) in LINES.items():
        values = [
            trend.total(i) if status == "total" else counted.get(status, 0) for i, (_, counted) in enumerate(trend.days)
        ]
        if not any(values):
            continue
        layers += plane.path(
            [{"x": on.toordinal(), "y": floor - v * high} for on, v in zip(days, values, strict=True)], ink, width, dash
        )
        ends.append((floor - values[-1] * high, f"{label} {values[-1]:,}", status == "total"))
    layers += _ends(plane, ends, floor)
    layers += plane.texts(
        [{"x": first, "y": floor - trend.total(0) * high - 14, "t": number(trend.total(0))}], halo=True, bold=True
    )
    layers += plane.points(
        [{"x": on.toordinal(), "y": floor - v * high} for on, v, _ in published], "diamond", "#ffffff", 95
    )
    layers += _published(plane, published, trend, floor, high)
    title = f"Children whose parents were not reached, {day(days[0])} to {day(days[-1])}"
    return picture(
        "chart-trend",
        title,
        told(trend),
        plane,
        layers,
        left=left,
        note=" ".join([SOURCE, *_defined(trend)]) if published else "",
    )


def _defined(trend: Trend) -> list[str]:
    """What a published figure left out by its own definition, so that it stands off the line."""
    return [
        f"The figure of {day(on)} left out: {', '.join(LINES[s][0].lower() for s in missing)}."
        for on, missing in sorted(trend.left_out.items())
    ]


def _calendar(plane: Plane, days: Sequence[date], floor: float) -> list[Layer]:
    """Quarters, or years where there are many, along the foot."""
    first, last = days[0], days[-1]
    months = (last.year - first.year) * 12 + last.month - first.month
    every = next((m for m in (1, 3, 6, 12, 24, 60) if months / m <= 9), 120)
    firsts = [date(k // 12, k % 12 + 1, 1) for k in range(first.year * 12 + first.month, last.year * 12 + last.month)
              if k % every == 0]  # fmt: skip
    layers = plane.rules(
        [{"x": on.toordinal(), "x2": on.toordinal(), "y": floor, "y2": floor + 5} for on in firsts], INK
    )
    labels = (
        [{"x": on.toordinal(), "y": floor + 15, "t": MONTHS[on.month - 1][:3]} for on in firsts] if every < 12 else []
    )
    years = [on for i, on in enumerate(firsts) if i == 0 or on.year != firsts[i - 1].year]
    layers += plane.texts(labels, "center", color=SOFT, size=SMALL)
    return [
        *layers,
        *plane.texts(
            [{"x": on.toordinal(), "y": floor + (31 if labels else 15), "t": str(on.year)} for on in years],
            "center",
            bold=True,
            size=SMALL,
        ),
    ]


def _ends(plane: Plane, ends: list[tuple[float, str, bool]], floor: float) -> list[Layer]:
    """The name and the last number of each line at its end, moved apart where they would touch."""
    layers, above = [], -100.0
    placed: list[tuple[float, float, str, bool]] = []
    for y, words, bold in sorted(ends):
        above = max(y, above + 17)
        placed.append((y, above, words, bold))
    over = max(0.0, above - floor)
    for y, at, words, bold in placed:
        at -= over
        layers += plane.rules([{"x": plane.high, "x2": plane.value(plane.width + 12), "y": y, "y2": at}], SOFT)
        layers += plane.texts([{"x": plane.value(plane.width + 16), "y": at, "t": words}], bold=bold)
    return layers


def _published(
    plane: Plane, published: Sequence[tuple[date, int, str]], trend: Trend, floor: float, high: float
) -> list[Layer]:
    """The number of each published figure, above its mark where it is over the line and below it where under, and
    on the other side where it would touch the last one on that side."""
    at = {on: trend.total(i) for i, (on, _) in enumerate(trend.days)}
    rows: list[Row] = []
    taken: list[tuple[float, float]] = []
    for on, value, _ in published:
        x, y = plane.across(on.toordinal()), floor - value * high
        over = value >= at.get(on, value)
        choices = [y - 15, y + 16] if over else [y + 16, y - 15]
        free = [
            c
            for c in [*choices, choices[0] - 15, choices[1] + 15]
            if all(abs(x - tx) > 27 or abs(c - ty) > 14 for tx, ty in taken)
        ]
        place = min(free[0] if free else choices[0], floor - 8)
        taken.append((x, place))
        rows.append({"x": on.toordinal(), "y": place, "t": f"{value:,}"})
    return plane.texts(rows, "center", halo=True, size=SMALL)


def told(trend: Trend) -> str:
    """The trend in a few sentences: its ends by status, and what was published beside what is counted."""
    parts = []
    for at in (0, len(trend.days) - 1):
        on, counted = trend.days[at]
        split = ", ".join(
            f"{LINES[s][0].lower()} {number(counted[s])}"
            for s in ("removed", "in_country", "no_contact")
            if counted.get(s)
        )
        parts.append(f"{day(on)}: {number(trend.total(at))} children not reached ({split or 'none'}).")
    at_day = {on: trend.total(i) for i, (on, _) in enumerate(trend.days)}
    said = [
        f"{day(on)} {number(value)}" + (f" (counted here {number(at_day[on])})" if on in at_day else "")
        for on, value, _ in trend.published
        if on >= trend.days[0][0]
    ]
    return " ".join(parts + ([f"Published: {'; '.join(said)}.", *_defined(trend)] if said else []))


def table(trend: Trend) -> Table | None:
    """The days that have a published figure, and the first and the last, with what is counted on each."""
    if not trend.days:
        return None
    published = {on: (value, source) for on, value, source in trend.published}
    rows = []
    for i, (on, counted) in enumerate(trend.days):
        if on in published or i in (0, len(trend.days) - 1):
            value, source = published.get(on, (None, ""))
            rows.append([day(on), number(trend.total(i)), *(number(counted.get(s, 0)) for s in ("removed", "in_country", "no_contact")),
                         number(value), source or "–"])  # fmt: skip
    heads: list[str | Head] = [
        Head("Day", share=1.3),
        *(Head(h, True) for h in ("Counted here", "Removed", "In the country", "No contact", "Published")),
        Head("Source", share=3),
    ]
    return table_of("Children whose parents were not reached, as counted here and as published", heads, rows)
