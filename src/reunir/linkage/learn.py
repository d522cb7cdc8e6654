"""Learning a model from mentions alone, without labels.

Expectation maximisation over the patterns of levels, in a fixed number of steps from a fixed start, so the same
mentions give the same model. What is known beforehand is used: two people of one row are two people, so rows and
units teach what siblings, partners, parents and children look like; and pairs drawn evenly from all mentions teach
what chance looks like, but for numbers and birth dates, where chance is too rare to be met and is counted instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import Any

import numpy as np

from reunir.engine import Engine
from reunir.linkage import calibrate, candidates, judged, kin, linking, weigh
from reunir.linkage.beginning import CHANCE_BY_HAND, START, shipped_model, start
from reunir.linkage.compare import ALTERNATIVES, COMPARISONS, levels_of, of_pattern_sql
from reunir.linkage.prepare import prepare
from reunir.model import Judgement

STEPS = 30
"""Rounds of expectation maximisation; the shares have settled long before."""

SAMPLE = 400_000
"""Pairs drawn evenly from all mentions, from which chance agreement is counted."""

FAMILIARITY = 20.0
"""How many pairs the start counts for, so that no level that a docket happens to lack gets a probability of zero."""

KEPT = 1500
"""Name tokens that the model keeps the frequency of, of each kind; the rest are rare alike."""

def train(engine: Engine, seed: int, judgements: Sequence[Judgement] = ()) -> dict[str, Any]:
    """A model learned from the mentions in the engine.

    `seed`: which even sample of pairs shows chance; nothing else is drawn. `judgements`: what people said of pairs of
    mentions; the more there are, the more they move what a weight is held to be worth (`calibrate`)."""
    model = start()
    model["calibration"] = shipped_model()["calibration"]
    model["frequency"] = _frequencies(engine, model)
    prepare(engine, model)
    kin.near(engine)
    mentions = engine.value("select count(*) from link_mention where pool = 'kin' and not nobody")
    model["mentions"] = max(int(mentions), 2_000)
    _chance(engine, model, seed)
    _relatives(engine, model)
    model["width"] = _width(engine)
    candidates.by_keys(engine, model)
    weigh.compared(engine, model, "link_pair", "link_scored")
    _same(engine, model)
    _priors(engine, model)
    _shared(engine, model)
    for name, levels in model["levels"].items():
        for level, odds in levels.items():
            model["levels"][name][level] = {k: float(f"{v:.6g}") for k, v in odds.items()}
    if judgements:
        _judged(engine, model, judgements)
    return model


def _judged(engine: Engine, model: dict[str, Any], judgements: Sequence[Judgement]) -> None:
    """Move the lines of calibration by the pairs that were judged, where linkage by this model weighs them."""
    mids = dict(engine.rows("select mention_id, mid from link_mention"))
    said = {pair: j.verdict for pair, j in judged.latest(judgements, mids).items() if j.verdict in ("same", "different")}
    if not said:
        return
    linking.weighed(engine, model, {})
    pairs = calibrate.summed(engine)
    one, two, kind, bits = (np.asarray(pairs[n]) for n in ("one", "two", "kind", "bits"))
    size = int(max(mids.values())) + 1
    spoken = sorted(said)
    known = np.array([a * size + b for a, b in spoken], dtype=np.int64)
    key = one.astype(np.int64) * size + two.astype(np.int64)
    at = np.flatnonzero(np.isin(key, known))
    right = np.array([said[spoken[i]] == "same" for i in np.searchsorted(known, key[at])], dtype=np.float64)
    model["calibration"] = calibrate.fitted(model["calibration"], kind[at].astype(np.int64), bits[at].astype(np.float64), right)


def _frequencies(engine: Engine, model: dict[str, Any]) -> dict[str, Any]:
    """How rare each name token is, in bits, by persons' rows; tokens seen once or twice are rare alike."""
    prepare(engine, model)
    out: dict[str, Any] = {}
    for kind, tokens in (("given", ("g1", "g2")), ("family", ("f1", "f2")), ("place", ("place",))):
        every = " union all ".join(f"select {t} as token from link_mention where {t} is not null" for t in tokens)
        counts = engine.rows(f"select token, count(*) from ({every}) group by token order by count(*) desc, token")
        total = sum(n for _, n in counts) or 1
        kept = {t: round(-log2(n / total), 4) for t, n in counts[:KEPT] if n >= 8 and kind != "place"}
        collision = sum((n / total) ** 2 for _, n in counts) or 2**-7
        rest = [n for t, n in counts if t not in kept]
        unseen = -log2((sum(n * n for n in rest) / max(sum(rest), 1)) / total) if rest else -log2(1 / total)
        out[kind] = {"bits": kept, "unseen": round(min(unseen, 13.0), 4), "average": round(-log2(collision), 4)}
    return out


def _shares(rows: Sequence[tuple[int, float]], model: dict[str, Any], into: str, keep: tuple[str, ...] = ()) -> None:
    """Set the probabilities of class `into` from patterns and how many pairs of the class have each."""
    for i, c in enumerate(COMPARISONS):
        if c.name in keep:
            continue
        counts = np.zeros(len(c.levels) + 1)
        for pattern, n in rows:
            counts[levels_of(pattern)[i]] += n
        levels = model["levels"][c.name]
        place = ("same", *ALTERNATIVES).index(into)
        before = np.array([START[c.name][level.name][place] for level in c.levels])
        after = counts[1:] + FAMILIARITY * before / before.sum()
        after = after / after.sum()
        if c.name == "birth date" and counts[1:].sum() > 0:
            after = _dates_and_ages(counts[1:], before)
        for level, p in zip(c.levels, after, strict=True):
            levels[level.name][into] = float(max(p, 1e-9))


AGES = ("age fits", "age near")


def _dates_and_ages(counts: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Levels of two birth dates, and of an age and a date, each add up to one by themselves; the levels that both
    can have (`different`, `a generation apart`) follow the dates."""
    names = [level.name for level in next(c for c in COMPARISONS if c.name == "birth date").levels]
    ages = np.array([n in AGES for n in names])
    dates = counts * ~ages + FAMILIARITY * before * ~ages / (before * ~ages).sum()
    rest = float(counts[[names.index(n) for n in ("different", "a generation apart")]].sum()) * 0.1
    aged = counts * ages + FAMILIARITY * before * ages
    return np.where(ages, aged / (aged.sum() + rest + FAMILIARITY * 0.05), dates / dates.sum())


def _patterns(engine: Engine, source: str, where: str = "true") -> list[tuple[int, int]]:
    return engine.rows(f"select pattern, count(*) from {source} where {where} group by pattern order by pattern")


def _chance(engine: Engine, model: dict[str, Any], seed: int) -> None:
    """What unrelated people look like: pairs of mentions a fixed stride apart, spread over all."""
    n = int(engine.value("select count(*) from link_mention") or 0)
    if n < 50:
        return
    strides = max(1, min(SAMPLE // n, n // 3))
    steps = sorted({1 + (seed * 7919 + 104_729 * i) % (n - 1) for i in range(1, strides + 1)})
    union = " union all ".join(
        f"select least(mid, 1 + (mid + {s}) % {n}) as one, greatest(mid, 1 + (mid + {s}) % {n}) as two "
        "from link_mention" for s in steps)  # fmt: skip
    engine.sql(f"create or replace table link_sample as select one, two from ({union}) where one <> two")
    weigh.compared(engine, model, "link_sample", "link_chance")
    _shares(_patterns(engine, "link_chance"), model, "unrelated", CHANCE_BY_HAND)
    engine.sql("drop table link_sample")
    engine.sql("drop table link_chance")


def _relatives(engine: Engine, model: dict[str, Any]) -> None:
    """What kin look like: people whom one row or one unit names side by side are not one person."""
    classes = (("sibling", "a.role = 'child' and b.role = 'child'"),
               ("partner", "a.role = 'parent' and b.role = 'parent'"),
               ("parent_child", "a.role <> b.role and a.role in ('parent', 'child') and b.role in ('parent', 'child')"))
    for name, where in classes:
        engine.sql(f"""
            create or replace table link_side as
            select n.mid as one, n.other as two from link_near n
            join link_mention a on a.mid = n.mid join link_mention b on b.mid = n.other
            where n.mid < n.other and {where}""")
        weigh.compared_rows(engine, model, "link_side", "link_kinship")
        # One unit may hold one person twice: those whose numbers or whose names and birth dates agree are left out.
        rows = [(p, n) for p, n in _patterns(engine, "link_kinship") if not _likely_same(p)]
        if sum(n for _, n in rows) >= 30:
            _shares(rows, model, name)
    engine.sql("drop table link_side")
    engine.sql("drop table link_kinship")


def _likely_same(pattern: int) -> bool:
    levels = dict(zip((c.name for c in COMPARISONS), levels_of(pattern), strict=True))
    return levels["number"] == 1 or (levels["given names"] in (1, 2, 3, 4) and levels["birth date"] in (0, 1))


def _same(engine: Engine, model: dict[str, Any]) -> None:
    """What one person looks like in two rows: everything but the number from pairs of one number, and the number from
    pairs of one name and one birth date; each a mixture of same and not, told apart by expectation maximisation."""
    every = _patterns(engine, "link_scored")
    by_number = [(p, n) for p, n in every if levels_of(p)[0] == 1]
    by_name = [(p, n) for p, n in every if _name_and_birth(p)]
    names = ("given names", "family names")
    rest = tuple(c.name for c in COMPARISONS if c.name not in (*names, "birth date"))
    if sum(n for _, n in by_number) >= FEWEST:
        _mixture(by_number, model, ("number",), 0.97)
        _mixture(by_name, model, (*names, "birth date"), 0.95, ("number",))
        return
    # Lists without numbers: names from pairs of one birth date, the rest from pairs of one name.
    for _ in range(2):
        _mixture([(p, n) for p, n in every if levels_of(p)[BIRTH] == 1], model, ("birth date",), 0.9, names)
        _mixture([(p, n) for p, n in every if _named(p)], model, names, 0.9, ("birth date", *rest))


FEWEST = 50
"""Pairs of which anything is learned."""

BIRTH = [c.name for c in COMPARISONS].index("birth date")


def _named(pattern: int) -> bool:
    levels = dict(zip((c.name for c in COMPARISONS), levels_of(pattern), strict=True))
    return levels["given names"] in (1, 2) and levels["family names"] in (1, 3)


def _name_and_birth(pattern: int) -> bool:
    return _named(pattern) and levels_of(pattern)[BIRTH] == 1


def _mixture(
    rows: list[tuple[int, int]], model: dict[str, Any], fixed: tuple[str, ...], share: float, only: tuple[str, ...] = ()
) -> None:
    """Set `same` for the comparisons that are not `fixed` (those by which the pairs were chosen), or for `only` some."""
    if sum(n for _, n in rows) < FEWEST:
        return
    left = fixed if not only else tuple(c.name for c in COMPARISONS if c.name not in only)
    for _ in range(STEPS):
        weighed, mine = [], 0.0
        for pattern, n in rows:
            bits = log2(share / (1 - share))
            for i, (c, level) in enumerate(zip(COMPARISONS, levels_of(pattern), strict=True)):
                if c.name not in fixed and level:
                    bits += weigh.level_bits(model, i, level, "unrelated")
            p = 1 / (1 + 2.0 ** -max(min(bits, 60.0), -60.0))
            weighed.append((pattern, n * p))
            mine += n * p
        _shares(weighed, model, "same", left)
        share = min(max(mine / sum(n for _, n in rows), 0.5), 0.995)


def _width(engine: Engine) -> int:
    """How many times as wide as usual keys are to be: a power of two, by how many mentions share a birth date and an
    initial, as a mention meets it."""
    depth = engine.value(f"""
        select cast(sum(n * n) as double) / sum(n) from (
          select count(*) as n from link_mention where born is not null and sg1 is not null
          group by born, ascii(sg1), pool having count(*) <= {CROWD})""")
    return int(2 ** min(max(round(log2(float(depth or 1) / USUAL)), 0), 3))


USUAL = 2.8
"""Mentions of one birth date and initial, as a mention of lists like those of separated families meets it, and a little
more."""

CROWD = 60
"""Mentions of one date and initial that are no longer one person's: 1 January, for want of a better day."""


def _priors(engine: Engine, model: dict[str, Any]) -> None:
    """How many of all pairs are one person: from the pairs that the model so far takes for one."""
    weigh.patterns(engine, model, "link_scored")
    sure = engine.value("""
        select count(*) from link_scored p join link_pattern t on t.pattern = p.pattern
        where least(t.u + p.rare, t.k) > 0""")
    n = max(model["mentions"], 2)
    pairs = n * (n - 1) / 2
    model["prior"]["unrelated"] = round(log2(max(1.2 * sure, 1.0) / pairs), 3)


def _shared(engine: Engine, model: dict[str, Any]) -> None:
    """How often one person's two rows, if both name a relative of one kind, name one who is alike: from pairs of one
    number, which no relative brought together."""
    mentions = engine.value("select count(*) from link_mention")
    kin.first(engine, model, weigh.micro(weigh.prior(model, "unrelated", int(mentions or 0))))
    kin.bonus_table(engine, model)
    alike, n = engine.rows(f"""
        select count(case when kin > 0 then 1 end), count(*) from link_weight
        where kin <> 0 and {of_pattern_sql("pattern", "number")} = 1 and weight > 0""")[0]
    if n >= FEWEST:
        model["kin"]["shared"] = round(min(max(alike / n, 0.5), 0.95), 4)
