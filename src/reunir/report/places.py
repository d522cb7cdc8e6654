"""By place: the determinations where parents were removed or families taken apart, and the stays where children
were held. A place is printed where at least `FEWEST` children share it; the others are counted together."""

from __future__ import annotations

from dataclasses import dataclass

from reunir.engine import Engine
from reunir.model import DETERMINATIONS, REDACTED
from reunir.report import charts, words
from reunir.report.contents import FEWEST, SEPARATED
from reunir.report.document import Head, Picture, Table, table_of
from reunir.report.words import number, plural

AT_MOST = 15
"""So many places have a bar of their own."""

KINDS = (
    ("removed", "place", "place of removal"),
    ("separated", "place", "place of separation"),
    ("apprehended", "place", "place where the parent was apprehended"),
    ("removed", "destination", "country of removal"),
)
"""Event and column that may hold a place, the nearest to the removal first, and its words."""


@dataclass(frozen=True)
class Places:
    """`by`: which place it is; `rows`: (place, a count for each determination); the last rows are the others, those
    hidden and those not stated."""

    by: str
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def read(engine: Engine) -> Places | None:
    """Removals apart by the first kind of place that enough children share, by determination; None where none is."""
    for kind, column, by in KINDS:
        rows = engine.rows(f"""
            with said as (
              select e.person_id, e.child_id, e.happened_on, e.list_seq, e.sheet, e.row, e.statement_id,
                     regexp_replace(trim(e.{column}), '\\s+', ' ', 'g') as place
              from event e where e.kind = '{kind}' and e.stands and e.{column} is not null and trim(e.{column}) <> ''
            ), one as (
              select r.removal_id, s.place
              from removal r join said s on s.person_id = r.parent_id and (s.child_id is null or s.child_id = r.child_id)
                and (s.happened_on is null or r.removed_on is null or s.happened_on <= r.removed_on)
              where r.separation = 'stated'
              qualify row_number() over (partition by r.removal_id order by s.happened_on desc nulls last, s.list_seq,
                                         s.sheet, s.row, s.statement_id) = 1
            )
            select lower(o.place) as folded, min(o.place), r.determination, count(*), count(distinct r.child_id)
            from removal r left join one o on o.removal_id = r.removal_id where r.separation = 'stated'
            group by lower(o.place), r.determination order by 1 nulls last, 3""")  # fmt: skip
        children = dict(
            engine.rows(f"""
            select lower(regexp_replace(trim(e.{column}), '\\s+', ' ', 'g')), count(distinct r.child_id)
            from removal r join event e on e.person_id = r.parent_id and (e.child_id is null or e.child_id = r.child_id)
            where e.kind = '{kind}' and e.stands and e.{column} is not null and r.separation = 'stated' group by 1""")
        )
        made = _gathered(rows, children)
        if made:
            return Places(by, tuple(made))
    return None


def _gathered(
    rows: list[tuple[str | None, str, str, int, int]], children: dict[str, int]
) -> list[tuple[str, tuple[int, ...]]]:
    """Rows by place, the most common first, those of few children together; nothing where no place has enough."""
    counts: dict[str | None, list[int]] = {}
    labels: dict[str | None, str] = {}
    for folded, place, determination, removals, _ in rows:
        if determination not in DETERMINATIONS:
            continue
        counts.setdefault(folded, [0] * len(DETERMINATIONS))[DETERMINATIONS.index(determination)] += removals
        labels[folded] = min(labels.get(folded, place), place) if place else ""
    own = sorted(
        (p for p in counts if p and p != REDACTED and children.get(p, 0) >= FEWEST), key=lambda p: (-sum(counts[p]), p)
    )[:AT_MOST]
    if not own:
        return []
    rest = [p for p in counts if p and p != REDACTED and p not in own]
    made = [(labels[p], tuple(counts[p])) for p in own]
    if rest:
        made.append(
            (
                f"All others ({plural(len(rest), 'place')})",
                tuple(map(sum, zip(*(counts[p] for p in rest), strict=True))),
            )
        )
    return made + [
        (label, tuple(counts[key]))
        for key, label in ((REDACTED, "Hidden in the list"), (None, "Not stated"))
        if key in counts
    ]


def drawn(places: Places | None) -> Picture | None:
    if places is None:
        return None
    names = [words.determination(d) for d in DETERMINATIONS]
    rows = [(label, values, number(sum(values))) for label, values in places.rows]
    title = f"Removals apart by {places.by} and determination ({number(sum(sum(v) for _, v in places.rows))} removals apart)"
    return charts.parts("chart-places", title, names, rows, "removals apart", note=_note(places))


def _note(places: Places) -> str:
    few = any(label.startswith("All others") for label, _ in places.rows)
    return (
        f"In the lists' own words; those that fewer than {FEWEST} children share, or beyond the {AT_MOST} most common, are counted together."
        if few
        else "In the lists' own words."
    )


def table(places: Places | None) -> Table | None:
    """The same as rows: a place, its removals apart by determination, their sum."""
    if places is None:
        return None
    heads: list[str | Head] = [
        Head(words.readable(places.by), share=2.5),
        *(Head(words.determination(d), True) for d in DETERMINATIONS),
        Head("All", True),
    ]
    rows = [[label, *map(number, values), number(sum(values))] for label, values in places.rows]
    return table_of(f"Removals apart by {places.by} and determination", heads, rows)


@dataclass(frozen=True)
class Held:
    """`rows`: (place, stays, children, days that half of the stays with both days lasted at most)."""

    rows: tuple[tuple[str, int, int, int | None], ...]
    stays: int


def held(engine: Engine) -> Held | None:
    """Stays in care of the separated children, by place; None where no place has enough children."""
    stayed = f"""
        select s.person_id, s.ended_on - s.began_on as days, regexp_replace(trim(s.place), '\\s+', ' ', 'g') as place
        from stay s join ({SEPARATED}) c on c.child_id = s.person_id where s.kind = 'care'"""
    days: dict[str | None, list[tuple[int, int]]] = {}
    for folded, lasted, stays in engine.rows(
        f"select lower(place), days, count(*) from ({stayed}) t where days >= 0 group by 1, 2 order by 1, 2"
    ):
        days.setdefault(folded, []).append((int(lasted), stays))
    counts = engine.rows(f"""
        select lower(place), min(place), count(*), count(distinct person_id)
        from ({stayed}) t group by lower(place) order by 3 desc, 1 nulls last""")
    rows = [(*row, _half(days.get(row[0], []))) for row in counts]
    said = [r for r in rows if r[0] and r[1] != REDACTED]
    own = [r for r in said if r[3] >= FEWEST][:AT_MOST]
    if not own:
        return None
    rest = [r for r in said if r not in own]
    made = [(place, stays, children, half) for _, place, stays, children, half in own]
    if rest:
        made.append(
            (f"All others ({plural(len(rest), 'place')})", sum(r[2] for r in rest), sum(r[3] for r in rest), None)
        )
    for label, these in (
        ("Hidden in the list", [r for r in rows if r[1] == REDACTED]),
        ("Not stated", [r for r in rows if not r[0]]),
    ):
        made += [(label, sum(r[2] for r in these), sum(r[3] for r in these), None)] if these else []
    return Held(tuple(made), sum(r[2] for r in rows))


def _half(values: list[tuple[int, int]]) -> int | None:
    """The fewest days within which half of the stays ended."""
    known, seen = sum(stays for _, stays in values), 0
    for days, stays in values:
        seen += stays
        if 2 * seen >= known:
            return days
    return None


def held_drawn(found: Held | None) -> Picture | None:
    if found is None:
        return None
    rows = [
        (place, stays, f"(half {plural(half, 'day')} or fewer)" if half is not None else "")
        for place, stays, _, half in found.rows
    ]
    note = f"{plural(found.stays, 'stay')} in care. In the lists' own words, the place where a stay began; those that fewer than {FEWEST} children share are counted together."
    return charts.bars("chart-held", "Where children were held", rows, unit="stays in care", note=note)


def held_table(found: Held | None) -> Table | None:
    if found is None:
        return None
    heads: list[str | Head] = [
        Head("Place", share=3),
        Head("Stays", True),
        Head("Children", True),
        Head("Half of them, days at most", True),
    ]
    return table_of("Where children were held", heads, [[p, number(s), number(c), number(h)] for p, s, c, h in found.rows],
                    "A child with stays in several places counts in each.")  # fmt: skip
