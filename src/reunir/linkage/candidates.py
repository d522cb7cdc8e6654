"""Which mentions are put to one another: those that share a key of some rule, and those that share a relative.

A key that too many mentions share says nothing and is left to the narrower rules, so the pairs grow with the
mentions and not with their square.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reunir.engine import Engine


@dataclass(frozen=True)
class Rule:
    """`keys`: SQL expressions over `link_mention`, each a key of the mention, NULL where it has none; two mentions
    that share one are a candidate pair. `widest`: a key that more mentions share is passed over. `source`: keys over
    `link_dyad` are of a parent and a child of one row, and bring the two parents together and the two children."""

    name: str
    keys: tuple[str, ...]
    widest: int
    source: str = "link_mention"


WIDTH = 1 << 21
"""More sounds than a docket of tens of millions of mentions holds."""


DYAD = "link_dyad"
"""The table whose rows are a parent and a child of one row of a list."""


def _two(one: str, other: str) -> str:
    """One number of two sounds; NULL where one is missing."""
    return f"(cast({one} as bigint) * {WIDTH} + {other})"


_INITIAL = "ascii(sg1)"
_STARTS = "least(substr(f1, 1, 2), substr(f2, 1, 2)) || greatest(substr(f1, 1, 2), substr(f2, 1, 2))"
_ANY = tuple(_two(f"least({g}, {f})", f"greatest({g}, {f})") for g in ("ng1", "ng2") for f in ("nf1", "nf2"))

RULES: tuple[Rule, ...] = (
    Rule("number", ("digits",), 60),
    Rule("any given, any family", _ANY, 30),
    Rule("any given, any family, year", tuple(f"{k} * 256 + born_year % 256" for k in _ANY), 8),
    Rule("first given, both families",
         ("ng1 || '|' || least(nf1, nf2) || '|' || greatest(nf1, nf2)",), 30),
    Rule("birth date, initial", (f"cast(born as bigint) * 256 + {_INITIAL}",), 8),
    Rule("birth date, any family", tuple(f"cast(born as bigint) * {WIDTH} + {f}" for f in ("nf1", "nf2")), 8),
    Rule("birth date, place", ("born || '|' || place",), 8),
    Rule("place, any name", ("place || '|' || ng1", "place || '|' || nf1"), 8),
    Rule("given, start of number", (f"(digits // 100) * {WIDTH} + ng1",), 8),
    Rule("phone, initial", (f"cast(phone as bigint) * 256 + {_INITIAL}",), 30),
    Rule("both families, initial", (f"{_two('least(nf1, nf2)', 'greatest(nf1, nf2)')} * 256 + {_INITIAL}",), 30),
    Rule("start of given, any family", tuple(f"{f} || '|' || substr(g1, 1, 3)" for f in ("nf1", "nf2")), 15),
    Rule("given, start of both families", (f"ng1 || '|' || {_STARTS}",), 15),
    Rule("both given", (_two("ag", "cg"),), 8, DYAD),
    Rule("given and family crosswise", (_two("ag", "cf"), _two("af", "cg")), 8, DYAD),
    Rule("both given, a family name", (f"{_two('ag', 'cg')} || '|' || af", f"{_two('ag', 'cg')} || '|' || cf"), 8, DYAD),
    Rule("a given name, the other's family names", (f"{_two('cf', 'cf2')} || '|' || ag", f"{_two('af', 'af2')} || '|' || cg"), 8, DYAD),
)  # fmt: skip

COMPATIBLE = (
    "case when p.one <> p.two and l.rid <> r.rid and (l.part = r.part or l.part = 0 or r.part = 0 "
    "or l.digits = r.digits) then 1 else 0 end = 1"
)
"""Of pairs `p` of one pool. A parent and a child are put to one another only where a number says that they may be one
person. (One expression over all three tables: else a planner takes it for a way to join mentions with mentions.)"""


def _dyads(engine: Engine) -> None:
    """Make `link_dyad`: a row a parent and child of one row, by `mid` its parent and by `child` its child."""
    engine.sql("""
        create or replace table link_dyad as
        select a.mid, c.mid as child, a.pool, a.ng1 as ag, a.nf1 as af, a.nf2 as af2, c.ng1 as cg, c.nf1 as cf,
          c.nf2 as cf2, a.nobody or c.nobody as nobody
        from link_mention a join link_mention c on c.rid = a.rid
        where a.role = 'parent' and c.role = 'child'""")


def by_keys(engine: Engine, model: dict[str, Any]) -> None:
    """Make `link_pair(one, two)`: the candidate pairs of the rules, `one` the earlier mention.

    The model's `width` says how many times as wide as usual keys may be, where a person has many mentions."""
    _dyads(engine)
    parts = []
    for i, rule in enumerate(RULES):
        both = ", child" if rule.source == DYAD else ""
        keys = " union all ".join(f"select mid{both}, pool, {key} as key from {rule.source} where {key} is not null and not nobody"
                              for key in rule.keys)  # fmt: skip
        engine.sql(f"""
            create or replace table link_key_{i} as
            with keys as ({keys}),
            wide as (select key, pool from keys group by key, pool having count(*) between 2 and {rule.widest * model["width"]})
            select k.* from keys k join wide w on w.key = k.key and w.pool = k.pool""")
        met = f"link_key_{i} a join link_key_{i} b on a.key = b.key and a.pool = b.pool"
        parts.append(f"select a.mid as one, b.mid as two from {met} and a.mid < b.mid")
        if rule.source == DYAD:
            parts.append(f"select a.child as one, b.child as two from {met} and a.child < b.child")
    engine.sql(f"create or replace table link_pair as select distinct one, two from ({' union all '.join(parts)})")
    for i in range(len(RULES)):
        engine.sql(f"drop table link_key_{i}")
    engine.sql("drop table link_dyad")
