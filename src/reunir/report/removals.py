"""Counts about removals apart: determinations, what else holds, decisions, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reunir.engine import Engine
from reunir.model import DETERMINATIONS


@dataclass(frozen=True)
class Months:
    """Removals apart by the time they happened: columns (short label, year), a row of counts a determination."""

    columns: tuple[tuple[str, str], ...] = ()
    series: tuple[tuple[str, tuple[int, ...]], ...] = ()
    undated: int = 0


def by_determination(engine: Engine) -> dict[tuple[str, str], int]:
    """(separation, determination) -> removals apart."""
    rows = engine.rows("select separation, determination, count(*) from removal group by separation, determination")
    return {(separation, determination): count for separation, determination, count in rows}


def overlaps(engine: Engine) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for other in DETERMINATIONS[:-1]:
        for determination, count in engine.rows(
            f"select determination, count(*) from removal where separation = 'stated' and {other} = 'yes' "
            f"and determination <> '{other}' group by determination"
        ):
            counts[determination, other] = count
    return counts


def decisions(engine: Engine) -> list[dict[str, Any]]:
    """Each decision or wish for each removal apart that it speaks to, by what it purports and where it stands."""
    return engine.dicts("""
        select d.kind, d.purports, count(*) as every, count(*) filter (where d.position = 'before') as before_it,
               count(*) filter (where d.position = 'after') as after_it,
               count(*) filter (where d.position = 'spent') as spent,
               count(*) filter (where coalesce(d.position, 'unknown') = 'unknown') as unclear,
               count(*) filter (where d.meets = 'yes' and d.kind = 'decided' and d.purports = 'leave') as meets
        from decision d join removal r on r.removal_id = d.removal_id where r.separation = 'stated'
        group by d.kind, d.purports order by d.kind, d.purports""")


def over_time(engine: Engine) -> Months:
    """Removals apart with a stated separation, by month; by year where that would be over 36 columns."""
    counts = {
        (year, month, determination): count
        for year, month, determination, count in engine.rows(
            "select extract(year from removed_on), extract(month from removed_on), determination, count(*) "
            "from removal where separation = 'stated' group by 1, 2, 3"
        )
    }
    dated = sorted({(y, m) for y, m, _ in counts if y is not None})
    undated = sum(count for (y, _, _), count in counts.items() if y is None)
    if not dated:
        return Months(undated=undated)
    (y1, m1), (y2, m2) = dated[0], dated[-1]
    times = [(k // 12, k % 12 + 1) for k in range(y1 * 12 + m1 - 1, y2 * 12 + m2)]
    if len(times) > 36:
        years = range(y1, y2 + 1)
        return Months(
            tuple((str(y), "") for y in years),
            tuple(
                (d, tuple(sum(c for (yy, _, dd), c in counts.items() if (yy, dd) == (y, d)) for y in years))
                for d in DETERMINATIONS
            ),
            undated,
        )
    short = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return Months(
        tuple((short[m - 1], str(y)) for y, m in times),
        tuple((d, tuple(counts.get((y, m, d), 0) for y, m in times)) for d in DETERMINATIONS),
        undated,
    )


def example(engine: Engine) -> dict[str, Any] | None:
    """One removal apart to draw: the gravest, of the family with most to show within reason, first by id."""
    rows = engine.dicts("""
        select r.removal_id, r.determination, f.family_id
        from removal r join family f on f.person_id = r.parent_id
        join (select family_id, count(*) as members from family group by family_id) m on m.family_id = f.family_id
        left join (select removal_id, count(*) as decisions from decision group by removal_id) d
               on d.removal_id = r.removal_id
        left join (select person_id, count(distinct kind) as kinds from event group by person_id) k
               on k.person_id = r.parent_id
        where r.separation = 'stated' and r.removed_on is not null
        order by case when m.members <= 5 then 0 else 1 end,
                 case r.determination when 'against_wish' then 0 when 'flawed' then 1 when 'undocumented' then 2
                      else 3 end,
                 case when coalesce(d.decisions, 0) > 0 then 0 else 1 end,
                 coalesce(k.kinds, 0) desc, r.removal_id
        limit 1""")
    return rows[0] if rows else None
