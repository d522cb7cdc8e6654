"""What linkage leaves behind: persons, links, ties and families, as declared in `model`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from reunir.engine import Engine
from reunir.linkage.cluster import components
from reunir.linkage.prepare import MICRO
from reunir.linkage.weigh import weight_sql
from reunir.model import TABLES

_CHOSEN = ("a_number", "given_names", "family_names", "full_name", "born_on", "sex", "citizenship")

FLOOR = "0.01"
"""Pairs less probable than this are shown only where they are taken for one person all the same."""

ROW, UNIT, CROWD = 0.995, 0.92, 0.7
"""How far a tie is trusted when its mentions are surely who they are taken for: stated by a row, or drawn from one
family unit on one day (units were deleted, reused, and people put in the wrong one), and from a unit of more than
two adults, or of a child whom a row ties to somebody else."""


def persons(engine: Engine) -> None:
    """Fill `mention.person_id` and make `person`."""
    columns = ", ".join("a.mention_id as person_id" if c == "person_id" else f"m.{c}" for c in TABLES["mention"].names)
    engine.sql(f"""
        create or replace table mention as
        select {columns} from mention m join link_mention x on x.mention_id = m.mention_id
        join link_cluster c on c.mid = x.mid join link_mention a on a.mid = c.cluster""")
    engine.sql(f"""
        create or replace table link_member as
        select c.mid, c.cluster, m.mention_id, m.record_id, m.role, {', '.join('m.' + c for c in _CHOSEN)}
        from mention m join link_mention x on x.mention_id = m.mention_id join link_cluster c on c.mid = x.mid""")
    for column in _CHOSEN:
        engine.sql(f"""
            create or replace table link_choice_{column} as
            select cluster, arg_min({column}, -1000000000000 * votes + earliest) as {column} from (
              select cluster, {column}, count(*) as votes, min(mid) as earliest
              from link_member where {column} is not null group by cluster, {column})
            group by cluster""")
    choices = " ".join(f"left join link_choice_{c} on link_choice_{c}.cluster = w.cluster" for c in _CHOSEN)
    engine.fill("person", f"""
        with whole as (
          select cluster, min(case when role = 'parent' then 1 when role = 'child' then 2 end) as kinship,
            arg_min(role, mid) as anchor_role, count(*) as mentions, arg_min(mention_id, mid) as person_id,
            list(record_id order by mid) as record_ids
          from link_member group by cluster)
        select w.person_id, case w.kinship when 1 then 'parent' when 2 then 'child' else w.anchor_role end as role,
          {', '.join(_CHOSEN)}, w.mentions, w.record_ids
        from whole w {choices}""")
    engine.sql("drop table link_member")
    for column in _CHOSEN:
        engine.sql(f"drop table link_choice_{column}")


_RULED_OUT = """', {"name": "relatives", "level": "one in common: unrelated is ruled out", "weight": 0.0}'"""


def links(engine: Engine, spoken: list[tuple[int, int, str]]) -> None:
    """Make `link`: a view, its evidence put into words where it is read."""
    engine.load_arrow("link_spoken", pa.table({
        "one": pa.array([s[0] for s in spoken], type=pa.int32()),
        "two": pa.array([s[1] for s in spoken], type=pa.int32()),
        "judgement": pa.array([s[2] for s in spoken], type=pa.string()),
    }))  # fmt: skip
    worth = f"{MICRO}.0"

    def item(name: str, level: str, weight: str) -> str:
        return (f"case when {weight} <> 0 then ', {{\"name\": \"{name}\", \"level\": \"{level}\", \"weight\": ' || "
                f"cast({weight} / {worth} as varchar) || '}}' else '' end")  # fmt: skip

    rare = "case when w.by_u then w.rare else 0 end"
    kin = "case when w.by_u then w.kin else 0 end"
    engine.sql(f"""
        create or replace view link_shown as
        select w.one, w.two, w.weight, c1.cluster = c2.cluster as together,
          round(1.0 / (1.0 + power(2.0, -w.weight / {worth})), 6) as probability,
          '[' || case when w.by_u then w.evidence_u else w.evidence_k end
            || {item('rarity of the names', 'of those that agree', rare)}
            || {item('relatives', 'of the two rows', kin)}
            || case when not w.by_u and w.kin > 0 then {_RULED_OUT} else '' end
            || {item('calibration', 'what such weights turned out to be worth', 'w.moved')} || ']' as evidence
        from (select p.one, p.two, p.rare, p.kin, p.weight, t.u + p.rare + p.kin <= t.k as by_u,
                p.weight - {weight_sql('p.kin')} as moved,
                t.evidence_u, t.evidence_k
              from link_weight p join link_pattern t on t.pattern = p.pattern) w
        join link_cluster c1 on c1.mid = w.one join link_cluster c2 on c2.mid = w.two""")
    engine.sql("drop table if exists link")
    engine.sql(f"""
        create or replace view link as
        select a.mention_id as mention_id_l, b.mention_id as mention_id_r, x.probability, x.weight, x.evidence,
          x.together, x.judgement
        from (
          select s.one, s.two, s.probability, s.weight / {worth} as weight, s.evidence, s.together, j.judgement
          from link_shown s left join link_spoken j on j.one = s.one and j.two = s.two
          where s.probability >= {FLOOR} or s.together or j.judgement is not null
          union all
          select j.one, j.two, cast(null as double), cast(null as double), '[]', c1.cluster = c2.cluster, j.judgement
          from link_spoken j join link_cluster c1 on c1.mid = j.one join link_cluster c2 on c2.mid = j.two
          where not exists (select 1 from link_weight p where p.one = j.one and p.two = j.two)) x
        join link_mention a on a.mid = x.one join link_mention b on b.mid = x.two""")


def confidence(engine: Engine, always: list[tuple[int, int]]) -> None:
    """Make `link_sure(mid, sure)`: how surely a mention belongs to its person: the mean weight of its compared pairs
    within the person, as a probability; 1 for a person's only mention, and for one judged to be the same."""
    engine.load_arrow("link_judged", pa.table({
        "mid": pa.array(sorted({m for pair in always for m in pair}), type=pa.int32()),
    }))  # fmt: skip
    engine.sql(f"""
        create or replace table link_sure as
        with inside as (
          select w.one, w.two, least(w.weight, {25 * MICRO}) as weight
          from link_weight w join link_cluster a on a.mid = w.one join link_cluster b on b.mid = w.two
          where a.cluster = b.cluster),
        ends as (select one as mid, weight from inside union all select two, weight from inside),
        mean as (select mid, cast(sum(weight) as bigint) as total, count(*) as n from ends group by mid)
        select c.mid,
          case when j.mid is not null or m.mid is null then 1.0
               else 1.0 / (1.0 + power(2.0, -(m.total / m.n) / {MICRO}.0)) end as sure
        from link_cluster c left join mean m on m.mid = c.mid left join link_judged j on j.mid = c.mid""")


def ties(engine: Engine, possible: float) -> None:
    """Make `tie`: parents and children of one row, and adults and children of one family unit on one day whom no
    row ties. Its probability: how far the record is trusted, times how surely its two mentions are who they are
    taken for; the most probable record speaks."""
    engine.sql(f"""
        create or replace table link_stated as
        select p.mid as parent_mid, c.mid as child_mid, m.record_id, coalesce(m.relation, n.relation) as relation,
          cast({ROW} as double) as trust, 1 as basis
        from link_mention p join link_mention c on c.rid = p.rid and p.role = 'parent' and c.role = 'child'
        join mention m on m.mention_id = p.mention_id join mention n on n.mention_id = c.mention_id""")
    if engine.has("statement"):
        _by_unit(engine)
    engine.fill("tie", f"""
        with stated as (
          select a.cluster as parent, b.cluster as child, s.record_id, s.relation, s.basis,
            s.trust * ps.sure * cs.sure as probability
          from link_stated s
          join link_cluster a on a.mid = s.parent_mid join link_cluster b on b.mid = s.child_mid
          join link_sure ps on ps.mid = s.parent_mid join link_sure cs on cs.mid = s.child_mid
          where a.cluster <> b.cluster),
        whole as (
          select parent, child, round(max(probability), 6) as probability, min(basis) as basis,
            max(case when relation = 'mother' then 1 else 0 end) as mother,
            max(case when relation = 'father' then 1 else 0 end) as father,
            max(case when relation = 'legal_guardian' then 1 else 0 end) as guardian,
            max(case when relation = 'parent' then 1 else 0 end) as parental,
            max(case when relation = 'other_adult' then 1 else 0 end) as other,
            list(distinct record_id order by record_id) as record_ids
          from stated group by parent, child)
        select a.mention_id as parent_id, b.mention_id as child_id, w.probability, w.record_ids,
          case when other = 1 and mother + father + guardian + parental > 0 then 'conflict'
               when other = 1 then 'other_adult' when mother = 1 and father = 1 then 'parent'
               when mother = 1 then 'mother' when father = 1 then 'father'
               when guardian = 1 then 'legal_guardian' else 'parent' end as relation,
          case w.basis when 1 then 'row' else 'family_unit' end as basis
        from whole w join link_mention a on a.mid = w.parent join link_mention b on b.mid = w.child
        where w.probability >= {possible}""")


def _by_unit(engine: Engine) -> None:
    """Add to `link_stated` the ties of family units: one unit, apprehended on one day, in lists of one agency."""
    engine.sql(f"""
        insert into link_stated
        with there as (
          select distinct m.mid, m.record_id, m.unit, m.rid, s.agency, s.happened_on, c.cluster,
            case when m.role = 'child' or (m.role = 'person' and year(s.happened_on) - m.born_year < 18) then 1 else 0
            end as minor,
            case when m.role = 'parent' or (m.role = 'person' and year(s.happened_on) - m.born_year > 18) then 1 else 0
            end as adult
          from statement s join link_mention m on m.mention_id = s.mention_id
          join link_cluster c on c.mid = m.mid
          where s.kind = 'apprehended' and s.happened_on is not null and m.unit is not null and m.pool = 'kin'
            and coalesce(s.outcome, '') <> 'did_not_happen'),
        crowd as (
          select agency, unit, happened_on, count(distinct case when adult = 1 then cluster end) as adults
          from there group by agency, unit, happened_on having count(distinct cluster) <= 8),
        known as (
          select distinct a.cluster as parent, b.cluster as child
          from link_stated s join link_cluster a on a.mid = s.parent_mid join link_cluster b on b.mid = s.child_mid),
        found as (
          select p.mid as parent_mid, c.mid as child_mid, p.record_id as r1, c.record_id as r2,
            case when w.adults > 2 or exists (select 1 from known o where o.child = c.cluster) then {CROWD} else {UNIT}
            end as trust
          from there p join there c on c.agency = p.agency and c.unit = p.unit and c.happened_on = p.happened_on
          join crowd w on w.agency = p.agency and w.unit = p.unit and w.happened_on = p.happened_on
          where p.adult = 1 and c.minor = 1 and p.cluster <> c.cluster
            and not exists (select 1 from known k where k.parent = p.cluster and k.child = c.cluster))
        select parent_mid, child_mid, r1 as record_id, cast(null as varchar) as relation, cast(trust as double), 2
        from found
        union all select parent_mid, child_mid, r2, cast(null as varchar), cast(trust as double), 2 from found
        where r1 <> r2""")


def families(engine: Engine) -> None:
    """Make `family`: what ties connect, named by its earliest person."""
    pairs = engine.arrays(
        "select a.mid, b.mid from tie t join link_mention a on a.mention_id = t.parent_id "
        "join link_mention b on b.mention_id = t.child_id order by 1, 2")  # fmt: skip
    one, two = (np.asarray(column, dtype=np.int64) for column in pairs.values())
    size = int(engine.value("select coalesce(max(mid), 0) + 1 from link_mention"))
    label = components(size, one, two)
    members = np.unique(np.concatenate([one, two]))
    engine.load_arrow("link_family", pa.table({"mid": pa.array(members, type=pa.int32()),
                                               "head": pa.array(label[members], type=pa.int32())}))  # fmt: skip
    engine.fill("family", """
        select h.mention_id as family_id, p.mention_id as person_id
        from link_family f join link_mention h on h.mid = f.head join link_mention p on p.mid = f.mid""")
    engine.sql("drop table link_family")
