"""Which lists name the separated children: a row for each set of lists, a bar for how many children it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reunir.engine import Engine
from reunir.report.contents import SEPARATED
from reunir.report.document import Head, Picture, Table, table_of
from reunir.report.drawing import INK, SOFT, WIDTH, wide, wrapped
from reunir.report.plot import SHADES, SMALL, Layer, Plane, picture
from reunir.report.words import listed, number, percent, plural, readable

AT_MOST = 12
"""So many sets of lists have a row of their own."""

LISTS = 9
"""So many kinds of list have a column."""


@dataclass(frozen=True)
class Overlaps:
    """`kinds`: layout -> its title; `sets`: (layouts, children) from the most common; `whole`: the children."""

    kinds: dict[str, str]
    sets: tuple[tuple[frozenset[str], int], ...]
    whole: int

    @property
    def named(self) -> Counter[str]:
        """Layout -> children that lists of it name."""
        found: Counter[str] = Counter()
        for layouts, children in self.sets:
            for one in layouts:
                found[one] += children
        return found


def read(engine: Engine) -> Overlaps:
    """The separated children by the layouts whose lists name them."""
    rows = engine.rows(f"""
        select m.person_id, m.layout from mention m join ({SEPARATED}) c on c.child_id = m.person_id
        group by 1, 2 order by 1, 2""")
    by_child: dict[str, set[str]] = {}
    for child, layout in rows:
        by_child.setdefault(child, set()).add(layout)
    counts = Counter(frozenset(layouts) for layouts in by_child.values())
    titles = dict(engine.rows("select layout, min(coalesce(title, layout)) from list group by layout order by layout"))
    kinds = {layout: str(titles.get(layout) or readable(layout)) for s in counts for layout in s}
    sets = sorted(counts.items(), key=lambda s: (-s[1], sorted(s[0])))
    return Overlaps(dict(sorted(kinds.items())), tuple(sets), len(by_child))


def drawn(overlaps: Overlaps) -> Picture | None:
    """The picture; None where one kind of list at most names the children."""
    if len(overlaps.kinds) < 2:
        return None
    named = overlaps.named
    kinds = sorted(named, key=lambda k: (-named[k], k))[:LISTS]
    shown, rest = overlaps.sets[:AT_MOST], overlaps.sets[AT_MOST:]
    column, row, top = 46.0, 25.0, 21.0 * len(kinds) + 14
    dots = column * len(kinds) + 10
    beside = wide(f"{overlaps.whole:,} (99.9%)") + 8
    most = max([n for _, n in shown] + [sum(n for _, n in rest)])
    plane = Plane(WIDTH - dots - beside - 24, top + row * (len(shown) + bool(rest)) + 8, 0, most)
    at = {kind: -dots + column * (i + 0.5) for i, kind in enumerate(kinds)}
    layers = []
    for i, kind in enumerate(kinds):  # the names stand on steps above their columns, so that none is turned
        y = 21.0 * i + 12
        layers += plane.rules(
            [
                {
                    "x": plane.value(at[kind]),
                    "x2": plane.value(at[kind]),
                    "y": y + 9,
                    "y2": top + row * (len(shown) - 0.5),
                }
            ]
        )
        title = wrapped(overlaps.kinds[kind], WIDTH - 24 - column * (i + 1) - 130, 1)[0]
        layers += plane.texts([{"x": plane.value(at[kind] - 5), "y": y, "t": f"{title}: {named[kind]:,}"}])
    y = top
    for layouts, children in shown:
        middle = y + row / 2
        inside = [plane.value(at[k]) for k in kinds if k in layouts]
        layers += plane.points(
            [{"x": plane.value(at[k]), "y": middle} for k in kinds if k not in layouts],
            "circle",
            "#ffffff",
            22,
            "#9aa1a8",
        )
        if len(inside) > 1:
            layers += plane.rules([{"x": inside[0], "x2": inside[-1], "y": middle, "y2": middle}], INK, 2.4)
        layers += plane.points([{"x": x, "y": middle} for x in inside], "circle", INK, 120)
        layers += _bar(plane, middle, children, overlaps.whole, SHADES[1])
        y += row
    if rest:
        middle = y + row / 2
        layers += plane.texts(
            [{"x": plane.value(-14), "y": middle, "t": f"{plural(len(rest), 'other set')}"}],
            "right",
            halo=True,
            size=SMALL,
        )
        layers += _bar(plane, middle, sum(n for _, n in rest), overlaps.whole, SHADES[3])
    layers += plane.rules([{"x": 0, "x2": 0, "y": top, "y2": plane.height - 6}], SOFT)
    title = f"Which lists name the separated children ({number(overlaps.whole)} children)"
    note = "A filled dot: a list of that kind names the child. Beside the name of each kind: the children that its lists name."
    if len(named) > LISTS:
        note += f" {plural(len(named) - LISTS, 'rarer kind')} of list without a column."
    return picture("chart-overlaps", title, told(overlaps), plane, layers, left=dots + 12, note=note)


def _bar(plane: Plane, middle: float, children: int, whole: int, fill: str) -> list[Layer]:
    bar = plane.boxes([{"x": 0, "x2": children, "y": middle - 8, "y2": middle + 8}], fill)
    return [*bar, *plane.texts([{"x": children, "y": middle, "t": f"{children:,} ({percent(children, whole)})"}], dx=6)]


def told(overlaps: Overlaps) -> str:
    """The sets in words, the most common first."""
    sets = [f"{number(n)} by {_words(overlaps, s)}" for s, n in overlaps.sets[:AT_MOST]]
    rest = overlaps.sets[AT_MOST:]
    if rest:
        sets.append(f"{number(sum(n for _, n in rest))} by {plural(len(rest), 'other set')} of lists")
    return f"Of {plural(overlaps.whole, 'separated child', 'separated children')}, named: {'; '.join(sets)}."


def _words(overlaps: Overlaps, layouts: frozenset[str]) -> str:
    names = [overlaps.kinds[k] for k in sorted(layouts)]
    return f"{names[0]} alone" if len(names) == 1 else listed(names)


def table(overlaps: Overlaps) -> Table | None:
    """The sets that have a row in the picture, and the rest."""
    if len(overlaps.kinds) < 2:
        return None
    rows = [[_words(overlaps, s), number(n), percent(n, overlaps.whole)] for s, n in overlaps.sets[:AT_MOST]]
    rest = overlaps.sets[AT_MOST:]
    if rest:
        count = sum(n for _, n in rest)
        rows.append([plural(len(rest), "other set"), number(count), percent(count, overlaps.whole)])
    heads: list[str | Head] = [Head("Named by", share=5), Head("Children", True), Head("Share", True)]
    return table_of("Which lists name the separated children", heads, rows)
