"""From pairs and the model to weights: how many bits of evidence say that two mentions are one person.

The levels of a pair make a pattern; a few thousand patterns are weighed once each, and a pair's weight is its
pattern's, with how rare the names are that agree, and what its relatives say (`kin`). Weights are whole millionths
of a bit, so they add up exactly and in any order.
"""

from __future__ import annotations

import json
from math import log2
from typing import Any

import pyarrow as pa

from reunir.engine import Engine
from reunir.linkage.candidates import COMPATIBLE
from reunir.linkage.compare import ALTERNATIVES, COMPARISONS, levels_of, levels_sql, pattern_sql, rarity_sql
from reunir.linkage.prepare import MICRO


def micro(bits: float) -> int:
    return int(round(bits * MICRO))


def prior(model: dict[str, Any], alternative: str, mentions: int) -> float:
    """Bits for `same` against an alternative before anything is compared.

    A docket more than four times the size that the model learned from has more people who merely look alike: each
    fourfold lowers the prior by two bits, in steps so that it seldom moves."""
    bits = float(model["prior"][alternative])
    size = model["mentions"]
    while alternative == "unrelated" and mentions > 4 * size:
        bits -= 2
        size *= 4
    return bits


def level_bits(model: dict[str, Any], comparison: int, level: int, alternative: str) -> float:
    """Bits that one level adds for `same` against an alternative; 0 where nothing was compared."""
    if not level:
        return 0.0
    c = COMPARISONS[comparison]
    odds = model["levels"][c.name][c.levels[level - 1].name]
    return log2(odds["same"] / odds[alternative])


def compared(engine: Engine, model: dict[str, Any], source: str, target: str, where: str = COMPATIBLE) -> None:
    """Put the pairs (one, two) of `source` to one another: `target(one, two, pattern, rare)`.

    `rare`: how much rarer than the average the names are that agree, in millionths of a bit."""
    averages = {kind: micro(of["average"]) for kind, of in model["frequency"].items()}
    engine.sql(f"""
        create or replace table {target} as
        select one, two, {pattern_sql()} as pattern, {rarity_sql(averages)} as rare
        from ({levels_sql(source, where)})""")


def compared_rows(engine: Engine, model: dict[str, Any], source: str, target: str) -> None:
    """The same for pairs of one row, which are never candidates."""
    compared(engine, model, source, target, "true")


def patterns(engine: Engine, model: dict[str, Any], source: str) -> None:
    """Add to `link_pattern` the patterns of `source` that it lacks, each weighed once.

    `u`: weight against unrelated people, `k`: against the likeliest kinship. `evidence_u`, `evidence_k`: the
    items of each, as the inside of a JSON array; what belongs to the pair alone is added where it is shown."""
    mentions = engine.value("select count(*) from link_mention")
    if not engine.has("link_pattern"):
        engine.sql("create table link_pattern "
                   "(pattern bigint, u bigint, k bigint, evidence_u varchar, evidence_k varchar)")  # fmt: skip
    found = [p for (p,) in engine.rows(
        f"select s.pattern from (select pattern from {source} group by pattern) s "
        "where not exists (select 1 from link_pattern t where t.pattern = s.pattern) order by s.pattern")]  # fmt: skip
    columns: dict[str, list[Any]] = {n: [] for n in ("pattern", "u", "k", "evidence_u", "evidence_k")}
    worth, words = _worth(model, mentions)
    for pattern in found:
        levels = levels_of(pattern)
        sums = [base + sum(worth[a][i][level] for i, level in enumerate(levels)) for a, base in enumerate(worth[-1])]
        kinship = min(range(1, len(ALTERNATIVES)), key=lambda a: sums[a])
        columns["pattern"].append(pattern)
        columns["u"].append(sums[0])
        columns["k"].append(sums[kinship])
        for name, a in (("evidence_u", 0), ("evidence_k", kinship)):
            columns[name].append(", ".join([words[-1][a], *(words[a][i][level] for i, level in enumerate(levels) if level)]))
    text, whole = pa.string(), pa.int64()
    types = {"pattern": whole, "u": whole, "k": whole, "evidence_u": text, "evidence_k": text}
    engine.load_arrow("link_weighed", pa.table({n: pa.array(v, type=types[n]) for n, v in columns.items()}))
    engine.sql("insert into link_pattern select * from link_weighed")
    engine.sql("drop table link_weighed")


def _worth(model: dict[str, Any], mentions: int) -> tuple[list[Any], list[Any]]:
    """Of each alternative, comparison and level what it adds, in millionths of a bit, and the same as an item of JSON;
    last, of each alternative, what holds before anything is compared."""
    worth: list[Any] = []
    words: list[Any] = []
    for alternative in ALTERNATIVES:
        bits = [[micro(level_bits(model, i, level, alternative)) for level in range(len(c.levels) + 1)]
                for i, c in enumerate(COMPARISONS)]  # fmt: skip
        worth.append(bits)
        words.append([["", *(_item(c.name, level.name, w) for level, w in zip(c.levels, of[1:], strict=True))]
                      for c, of in zip(COMPARISONS, bits, strict=True)])  # fmt: skip
    priors = [micro(prior(model, alternative, mentions)) for alternative in ALTERNATIVES]
    named = [_item("prior", f"against {a.replace('_', ' and ')}", w) for a, w in zip(ALTERNATIVES, priors, strict=True)]
    return [*worth, priors], [*words, named]


def _item(name: str, level: str, weight: int) -> str:
    return json.dumps({"name": name, "level": level, "weight": weight / MICRO})


def weight_sql(kin: str) -> str:
    """A pair's weight in millionths of a bit: `p` its row, `t` its pattern's, `kin` what its relatives say."""
    return f"least(t.u + p.rare + {kin}, t.k)"
