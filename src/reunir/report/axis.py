"""The time axis of a family's timeline: where a day stands, and which days are labelled."""

from __future__ import annotations

from datetime import date, timedelta

from reunir.report import drawing
from reunir.report.drawing import INK, SOFT, text, wide
from reunir.report.words import MONTHS

LEFT, RIGHT, TOP = 118.0, 708.0, 12.0
"""Where the time axis begins and ends, and where the first lane begins."""


class Axis:
    """Days to positions, with a little room at both ends."""

    def __init__(self, first: date, last: date) -> None:
        room = max(3, (last - first).days // 20)
        self.first, self.last = first - timedelta(days=room), last + timedelta(days=room)

    def x(self, on: date) -> float:
        return LEFT + (RIGHT - LEFT) * (on - self.first).days / max((self.last - self.first).days, 1)

    def drawn(self, y: float) -> list[str]:
        """The axis with its days: weeks, months or years, whichever leaves room for their labels."""
        out = [drawing.line(LEFT, y, RIGHT, y, INK)]
        for on, label in self.ticks():
            x = self.x(on)
            out += [
                drawing.line(x, y, x, y + 6, INK),
                text(min(x, RIGHT - wide(label, 12) / 2), y + 21, label, "middle", SOFT, ' font-size="12"'),
            ]
        return out

    def behind(self, y: float) -> list[str]:
        """Faint lines from each labelled day up through the lanes."""
        return [
            drawing.line(self.x(on), TOP, self.x(on), y, "#d3d6d9", ' stroke-dasharray="1 3"') for on, _ in self.ticks()
        ]

    def ticks(self) -> list[tuple[date, str]]:
        """Days with their labels: every few days, the firsts of months, or of years, at most some eight of them."""
        span = (self.last - self.first).days
        short = [month[:3] for month in MONTHS]
        step = next((s for s in (1, 2, 3, 7, 14) if span / s <= 9), None)
        if step:
            days = [self.first + timedelta(days=i) for i in range(1, span, step)]
            return [(d, f"{d.day} {short[d.month - 1]}" + (f" {d.year}" if i == 0 or d.year != days[i - 1].year else ""))
                    for i, d in enumerate(days)]  # fmt: skip
        months = span // 30 + 1
        every = next((m for m in (1, 2, 3, 6, 12, 24, 60, 120) if months / m <= 8), 240)
        first = self.first.year * 12 + self.first.month - 1
        ticks = [date(k // 12, k % 12 + 1, 1) for k in range(first + 1, self.last.year * 12 + self.last.month)
                 if k % every == 0 or every == 1]  # fmt: skip
        return [(d, str(d.year) if every >= 12 else f"{short[d.month - 1]} {d.year}") for d in ticks]
