"""Which mentions are put to one another: those that share a key of some rule, and those that share a relative.

A key that too many mentions share says nothing and is left to the narrower rules, so the pairs grow with the
mentions and not with their square.
"""

from __future__ import annotations

from dataclasses import dataclass

from reunir.engine import Engine


@dataclass(frozen=True)
class Rule:
    """`keys`: SQL expressions over `link_mention`, each a key of the mention, NULL where it has none; two mentions
    that share one are a candidate pair. `widest`: a key that more mentions share is passed over."""

    name: str
    keys: tuple[str, ...]
    widest: int


def _joined(*parts: str) -> str:
    """One key of several parts; NULL where one is missing."""
    return " || '|' || ".join(parts)


_GIVEN = ("sg1", "sg2")
_FAMILY = ("sf1", "sf2")

RULES: tuple[Rule, ...] = (
    Rule("number", ("number",), 60),
    Rule("any given, any family", tuple(_joined(g, f) for g in _GIVEN for f in _FAMILY), 30),
    Rule("any given, any family, year",
         tuple(_joined(g, f, "cast(born_year as varchar)") for g in _GIVEN for f in _FAMILY), 40),
    Rule("first given, both families",
         (_joined("sg1", "least(sf1, coalesce(sf2, sf1))", "greatest(sf1, coalesce(sf2, sf1))"),), 40),
    Rule("birth date, initial", (_joined("born", "substr(sg1, 1, 1)"),), 60),
    Rule("birth date, any family", tuple(_joined("born", f) for f in _FAMILY), 60),
    Rule("given, start of number", (_joined("sg1", "substr(number, 1, 6)"),), 30),
    Rule("given, end of number", (_joined("sg1", "substr(number, 4, 6)"),), 30),
    Rule("given, any family, municipality", tuple(_joined("sg1", f, "place") for f in _FAMILY), 30),
    Rule("phone, initial", (_joined("phone", "substr(sg1, 1, 1)"),), 30),
)  # fmt: skip

COMPATIBLE = (
    "case when p.one <> p.two and l.rid <> r.rid and (l.role = r.role or l.role = 'person' or r.role = 'person' "
    "or l.digits = r.digits) then 1 else 0 end = 1"
)
"""Of pairs `p` of one pool. A parent and a child are put to one another only where a number says that they may be one
person. (One expression over all three tables: else a planner takes it for a way to join mentions with mentions.)"""


def by_keys(engine: Engine) -> None:
    """Make `link_pair(one, two)`: the candidate pairs of the rules, `one` the earlier mention."""
    parts = []
    for i, rule in enumerate(RULES):
        keys = " union ".join(f"select mid, pool, {key} as key from link_mention where {key} is not null and not nobody"
                              for key in rule.keys)  # fmt: skip
        engine.sql(f"""
            create or replace table link_key_{i} as
            with keys as ({keys}),
            wide as (select key, pool from keys group by key, pool having count(*) between 2 and {rule.widest})
            select k.key, k.pool, k.mid from keys k join wide w on w.key = k.key and w.pool = k.pool""")
        parts.append(f"select a.mid as one, b.mid as two from link_key_{i} a join link_key_{i} b "
                     "on a.key = b.key and a.pool = b.pool and a.mid < b.mid")  # fmt: skip
    engine.sql(f"create or replace table link_pair as select distinct one, two from ({' union all '.join(parts)})")
    for i in range(len(RULES)):
        engine.sql(f"drop table link_key_{i}")
