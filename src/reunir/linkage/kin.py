"""What the relatives say: two mentions are the same the likelier, the more alike those are who stand beside them.

Where two people of one name each stand beside a Wilmer of one birth date, chance is no explanation any more. A shared
relative rules out `unrelated` and says nothing between `same` and `sibling` or `partner`, so it is added to the weight
against unrelated people alone.
"""

from __future__ import annotations

from math import log2
from typing import Any

from reunir.engine import Engine
from reunir.linkage.calibrate import calibrated_sql
from reunir.linkage.prepare import MICRO
from reunir.linkage.weigh import weight_sql

SURE = 20
"""Bits that relatives taken for one person are worth; no evidence through relatives counts for more."""

HEARD = 3
"""Bits of evidence from which two relatives are held to be alike at all."""

ENOUGH = 8
"""Bits from which alike relatives make their people a candidate pair, whatever keys these lack."""

HALF = 9
"""Bits that alike relatives are still worth in the second round, if the first did not take them for one person."""


def near(engine: Engine) -> None:
    """Make `link_near(mid, other, kind)`: who stands beside whom in one row, or in one family unit of one list.

    `kind` says what `other` is to `mid`, by their roles. Numbers of units were reused, so a unit of more than
    eight people is none."""
    engine.sql("""
        create or replace table link_near as
        with together as (
          select a.mid, b.mid as other, a.role as role, b.role as other_role
          from link_mention a join link_mention b on a.rid = b.rid and a.mid <> b.mid
          where a.pool = 'kin' and b.pool = 'kin' and not b.nobody
          union
          select a.mid, b.mid, a.role, b.role
          from link_mention a
          join (select list_id, unit from link_mention where unit is not null and pool = 'kin'
                group by list_id, unit having count(*) between 2 and 8) u
            on u.list_id = a.list_id and u.unit = a.unit
          join link_mention b on b.list_id = u.list_id and b.unit = u.unit and a.mid <> b.mid
          where a.pool = 'kin' and b.pool = 'kin' and not b.nobody)
        select mid, other,
          case when other_role = 'person' then 'p' when other_role = 'parent' then 'a' else 'c' end as kind
        from together""")


def _bonus(model: dict[str, Any], evidence: str) -> str:
    """Millionths of a bit for `same` against `unrelated`, from the evidence (millionths) that a relative is shared."""
    share = float(model["kin"]["shared"])
    capped = f"least({evidence}, {SURE * MICRO}) / {MICRO}.0"
    return f"cast(round(log2({share} * power(2.0, {capped}) + {1 - share}) * {MICRO}) as bigint)"


def _without(model: dict[str, Any]) -> int:
    """What it says that both have relatives in their rows, and none is alike."""
    return int(round(log2(1 - float(model["kin"]["shared"])) * MICRO))


_FITS = "case when n.one <> n.two and na.mid <> nb.mid and (na.kind = nb.kind or na.kind = 'p' or nb.kind = 'p') then 1 else 0 end = 1"

_COMPATIBLE = (
    "case when d.x <> d.y and x.rid <> y.rid and (x.role = y.role or x.role = 'person' or y.role = 'person')"
    " and not x.nobody and not y.nobody then 1 else 0 end = 1"
)


def first(engine: Engine, model: dict[str, Any], prior: int) -> None:
    """Make `link_kin(one, two, evidence)`: pairs whose relatives are alike by their own evidence."""
    engine.sql(f"""
        create or replace table link_kin as
        with alike as (
          select p.one, p.two, least(t.u + p.rare, t.k) - ({prior}) as evidence
          from link_scored p join link_pattern t on t.pattern = p.pattern
          where least(t.u + p.rare, t.k) - ({prior}) >= {HEARD * MICRO} and t.k > 0),
        drawn as (
          select na.mid as x, nb.mid as y, n.evidence
          from alike n join link_near na on na.other = n.one join link_near nb on nb.other = n.two
          where {_FITS})
        select least(d.x, d.y) as one, greatest(d.x, d.y) as two, max(d.evidence) as evidence
        from drawn d join link_mention x on x.mid = d.x join link_mention y on y.mid = d.y
        where {_COMPATIBLE}
        group by least(d.x, d.y), greatest(d.x, d.y)""")


def second(engine: Engine) -> None:
    """The same once the first round has said who is who (`link_cluster(mid, cluster)`).

    A relative known from any row of a person speaks, but for the row that is being asked about: else people wrongly
    taken for one would vouch for each other. Where nothing else of a pair can be compared, the relatives of the two
    rows themselves must be one person."""
    engine.sql("""
        create or replace table link_beside as
        select n.mid, c.cluster as own, d.cluster as other, min(n.kind) as kind
        from link_near n join link_cluster c on c.mid = n.mid join link_cluster d on d.mid = n.other
        group by n.mid, c.cluster, d.cluster""")
    engine.sql("""
        create or replace table link_beside_all as
        select own, other, count(*) as times from link_beside group by own, other""")
    ask = " union all ".join(
        f"select p.one, p.two from link_scored p join link_pattern t on t.pattern = p.pattern "
        f"join link_cluster c1 on c1.mid = p.one join link_cluster c2 on c2.mid = p.two "
        f"join link_beside b on b.mid = p.{a} join link_beside_all v on v.own = c{2 if a == 'one' else 1}.cluster "
        "and v.other = b.other "
        "where t.k > -4000000 and v.times > case when c1.cluster = c2.cluster then 1 else 0 end "
        "and (p.pattern <> 0 or c1.cluster <> c2.cluster)"
        for a in ("one", "two")
    )
    engine.sql(f"""
        create or replace table link_kin_second as
        select one, two, max(evidence) as evidence from (
          select one, two, {SURE * MICRO} as evidence from ({ask})
          union all
          select p.one, p.two, {SURE * MICRO}
          from link_scored p
          join link_beside b on b.mid = p.one join link_beside v on v.mid = p.two and v.own = b.own and v.other = b.other
          where p.pattern = 0
          union all select k.one, k.two, least(k.evidence, {HALF * MICRO}) from link_kin k
          union all
          select b.mid, v.mid, {SURE * MICRO} from link_beside b
          join link_beside v on v.other = b.other and v.kind = b.kind and v.mid > b.mid
          join link_mention m on m.mid = b.mid join link_mention n on n.mid = v.mid
          where m.rid <> n.rid and b.own <> v.own and m.role = n.role and m.pool = n.pool)
        group by one, two""")
    engine.sql("create or replace table link_kin as select * from link_kin_second")
    for name in ("link_beside", "link_beside_all", "link_kin_second"):
        engine.sql(f"drop table {name}")


def fresh(engine: Engine) -> None:
    """Make `link_fresh(one, two)`: pairs that no key brought together and a relative does."""
    engine.sql(f"""
        create or replace table link_fresh as
        select k.one, k.two from link_kin k
        where k.evidence >= {ENOUGH * MICRO}
          and not exists (select 1 from link_scored p where p.one = k.one and p.two = k.two)""")


def bonus_table(engine: Engine, model: dict[str, Any]) -> None:
    """Make `link_weight(one, two, pattern, rare, kin, weight)`: every scored pair with what its relatives say."""
    engine.sql("""
        create or replace table link_has as
        select mid, max(case when kind = 'a' then 1 else 0 end) as parents,
          max(case when kind = 'c' then 1 else 0 end) as children, max(case when kind = 'p' then 1 else 0 end) as people
        from link_near group by mid""")
    engine.sql(f"create or replace table link_weight as {_weighed(model, 'link_scored')}")


def reweighed(engine: Engine, model: dict[str, Any], source: str) -> None:
    """Make `link_reweighed`, like `link_weight`, of the scored pairs of `source`, by the relatives of the two rows
    themselves: people of one cluster that is in doubt do not vouch for one another."""
    engine.sql(f"""
        create or replace table link_beside as
        select distinct n.mid, d.cluster as other
        from link_near n join link_cluster d on d.mid = n.other
        where n.mid in (select one from {source} union select two from {source})""")
    engine.sql(f"""
        create or replace table link_kin_direct as
        select p.one, p.two, {SURE * MICRO} as evidence
        from {source} p join link_beside b on b.mid = p.one join link_beside v on v.mid = p.two and v.other = b.other
        group by p.one, p.two""")
    engine.sql(f"create or replace table link_reweighed as {_weighed(model, source, 'link_kin_direct')}")
    for name in ("link_beside", "link_kin_direct"):
        engine.sql(f"drop table {name}")


def _weighed(model: dict[str, Any], source: str, kin: str = "link_kin") -> str:
    return f"""
        select one, two, pattern, rare, kin, {calibrated_sql(model, "summed", "pattern", "kin")} as weight from (
          select p.one, p.two, p.pattern, p.rare,
            case when k.evidence is not null then {_bonus(model, "k.evidence")}
                 when (h1.parents + h2.parents = 2) or (h1.children + h2.children = 2)
                   or (h1.people + h2.people = 2) then {_without(model)}
                 else 0 end as kin, {weight_sql("kin")} as summed
          from {source} p join link_pattern t on t.pattern = p.pattern
          left join {kin} k on k.one = p.one and k.two = p.two
          left join link_has h1 on h1.mid = p.one left join link_has h2 on h2.mid = p.two)"""
