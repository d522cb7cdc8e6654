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


WIDTH = 1 << 21
"""More sounds than a docket of tens of millions of mentions holds."""


def _two(one: str, other: str) -> str:
    """One number of two sounds; NULL where one is missing."""
    return f"(cast({one} as bigint) * {WIDTH} + {other})"


_INITIAL = "ascii(sg1)"
_ANY = tuple(_two(g, f) for g in ("ng1", "ng2") for f in ("nf1", "nf2"))

RULES: tuple[Rule, ...] = (
    Rule("number", ("digits",), 60),
    Rule("any given, any family", _ANY, 30),
    Rule("any given, any family, year", tuple(f"{k} * 256 + born_year % 256" for k in _ANY), 8),
    Rule("first given, both families",
         ("ng1 || '|' || least(nf1, nf2) || '|' || greatest(nf1, nf2)",), 30),
    Rule("birth date, initial", (f"cast(born as bigint) * 256 + {_INITIAL}",), 8),
    Rule("birth date, any family", tuple(f"cast(born as bigint) * {WIDTH} + {f}" for f in ("nf1", "nf2")), 8),
    Rule("given, start of number", (f"(digits // 100) * {WIDTH} + ng1",), 8),
    Rule("phone, initial", (f"cast(phone as bigint) * 256 + {_INITIAL}",), 30),
)  # fmt: skip

COMPATIBLE = (
    "case when p.one <> p.two and l.rid <> r.rid and (l.part = r.part or l.part = 0 or r.part = 0 "
    "or l.digits = r.digits) then 1 else 0 end = 1"
)
"""Of pairs `p` of one pool. A parent and a child are put to one another only where a number says that they may be one
person. (One expression over all three tables: else a planner takes it for a way to join mentions with mentions.)"""


def by_keys(engine: Engine) -> None:
    """Make `link_pair(one, two)`: the candidate pairs of the rules, `one` the earlier mention."""
    parts = []
    for i, rule in enumerate(RULES):
        keys = " union all ".join(f"select mid, pool, {key} as key from link_mention where {key} is not null and not nobody"
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
