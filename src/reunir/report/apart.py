"""How long parents and children were apart, by cohort: where the middle half and the middle eight tenths lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reunir.engine import Engine
from reunir.report.contents import FEWEST
from reunir.report.document import Head, Picture, Table, table_of
from reunir.report.drawing import INK, WIDTH, wrapped
from reunir.report.plot import SHADES, SMALL, Layer, Plane, picture, ticks
from reunir.report.words import number, readable

AT = (10, 25, 50, 75, 90)
"""The percentiles drawn. Each is the least number of days that covers so many in a hundred."""


@dataclass(frozen=True)
class Spread:
    """One cohort: its separations, those with both days in order, and the days at each percentile of `AT`."""

    cohort: str
    whole: int
    known: int
    days: tuple[int, ...]
    longest: int

    @property
    def label(self) -> str:
        return "All separations" if self.cohort == "all" else readable(self.cohort)


def read(engine: Engine, run: dict[str, Any]) -> tuple[Spread, ...]:
    """Each cohort of whose separations at least `FEWEST` have both days in order; fewer would show single children."""
    rows = engine.rows("""
        with apart as (
            select s.parent_id, s.child_id, s.reunified_on - s.separated_on as days
            from separation s where s.basis = 'stated' and s.standing <> 'no'
        )
        select 'all' as cohort, days, count(*) from apart group by 2
        union all
        select c.cohort, a.days, count(*) from apart a join cohort c on c.child_id = a.child_id group by 1, 2
        order by 1, 2 nulls last""")
    of: dict[str, list[tuple[int | None, int]]] = {}
    for cohort, days, count in rows:
        of.setdefault(cohort, []).append((days, count))
    order = ["all", *(str(c.get("name")) for c in (run.get("standard") or {}).get("cohorts") or ())]
    order += sorted(set(of) - set(order))
    made = []
    for cohort in order:
        values = of.get(cohort, [])
        sound = [(int(d), c) for d, c in values if d is not None and d >= 0]
        known = sum(c for _, c in sound)
        if known >= FEWEST:
            made.append(
                Spread(cohort, sum(c for _, c in values), known, tuple(_at(sound, known, p) for p in AT), sound[-1][0])
            )
    return tuple(made)


def _at(values: list[tuple[int, int]], known: int, percent: int) -> int:
    seen = 0
    for days, count in values:
        seen += count
        if 100 * seen >= percent * known:
            return days
    return values[-1][0]


def drawn(spreads: tuple[Spread, ...]) -> Picture | None:
    """A row a cohort; None where no cohort has enough."""
    if not spreads:
        return None
    labels, row, top = 208.0, 52.0, 54.0
    marks = ticks(max(s.days[-1] for s in spreads) or 1, 6)
    plane = Plane(WIDTH - labels - 40, top + row * len(spreads) + 38, 0, marks[-1])
    floor = top + row * len(spreads)
    layers = plane.scale(marks, floor, top - 8)
    layers += plane.texts(
        [{"x": plane.value(plane.width / 2), "y": floor + 30, "t": "days apart"}], "center", size=SMALL
    )
    layers += _sample(plane)
    for i, one in enumerate(spreads):
        y = top + row * i + row / 2 + 5
        low, quarter, half, three, high = one.days
        layers += plane.rules([{"x": low, "x2": high, "y": y, "y2": y}], INK, 1.6)
        layers += plane.rules([{"x": x, "x2": x, "y": y - 6, "y2": y + 6} for x in (low, high)], INK, 1.6)
        layers += plane.boxes([{"x": quarter, "x2": three, "y": y - 9, "y2": y + 9}], SHADES[3])
        layers += plane.rules([{"x": half, "x2": half, "y": y - 12, "y2": y + 12}], SHADES[0], 4)
        layers += plane.texts([{"x": half, "y": y - 20, "t": number(half)}], "center", bold=True, halo=True)
        beside = [(low, "right", -5), (high, "left", 5)]
        for value, align, dx in beside:
            layers += plane.texts([{"x": value, "y": y, "t": number(value)}], align, size=SMALL, halo=True, dx=dx)
        words = wrapped(one.label, labels - 24, 1)[0]
        layers += plane.texts([{"x": plane.value(-34), "y": y - 7, "t": words}], "right", bold=True)
        layers += plane.texts(
            [{"x": plane.value(-34), "y": y + 10, "t": f"{one.known:,} of {one.whole:,} known"}], "right", size=SMALL
        )
    return picture("chart-apart", "Days from separation to reunification, by cohort", told(spreads), plane, layers, left=labels,
                   note="Cohorts by class and by period overlap. Separations whose two days no list gives, or gives out of order, are left out; "
                   f"so are cohorts with fewer than {FEWEST} known.")  # fmt: skip


def _sample(plane: Plane) -> list[Layer]:
    """One row drawn large as the key: what box, lines and thick mark are."""
    spots = [plane.value(plane.width * part) for part in (0.04, 0.22, 0.40, 0.64, 0.86)]
    y = 14.0
    layers = plane.rules([{"x": spots[0], "x2": spots[4], "y": y, "y2": y}], INK, 1.6)
    layers += plane.rules([{"x": x, "x2": x, "y": y - 6, "y2": y + 6} for x in (spots[0], spots[4])], INK, 1.6)
    layers += plane.boxes([{"x": spots[1], "x2": spots[3], "y": y - 8, "y2": y + 8}], SHADES[3])
    layers += plane.rules([{"x": spots[2], "x2": spots[2], "y": y - 11, "y2": y + 11}], SHADES[0], 4)
    words = ("one in ten", "a quarter", "half", "three quarters", "nine in ten")
    layers += plane.texts(
        [{"x": x, "y": y + 20, "t": t} for x, t in zip(spots, words, strict=True)], "center", size=SMALL
    )
    return [
        *layers,
        *plane.texts([{"x": plane.value(-34), "y": y, "t": "Reunified within, of those known:"}], "right", size=SMALL),
    ]


def told(spreads: tuple[Spread, ...]) -> str:
    """The middle and the ends of each cohort in words."""
    said = [
        f"{s.label}: of {number(s.known)} known, half {number(s.days[2])} days or fewer, the middle half {number(s.days[1])} to "
        f"{number(s.days[3])}, nine in ten {number(s.days[4])} or fewer"
        for s in spreads
    ]
    return f"Days from separation to reunification. {'; '.join(said)}."


def table(spreads: tuple[Spread, ...]) -> Table | None:
    if not spreads:
        return None
    heads: list[str | Head] = [
        Head("Cohort", share=2.4),
        *(Head(h, True) for h in ("Separations", "Both days known", *(f"{p}%" for p in AT), "Longest")),
    ]
    rows = [
        [s.label, number(s.whole), number(s.known), *(number(d) for d in s.days), number(s.longest)] for s in spreads
    ]
    note = "Under each share: the days within which that share of those known were together again."
    return table_of("Days from separation to reunification, by cohort", heads, rows, note)
