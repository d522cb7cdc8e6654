"""One run of linkage: mentions in, persons, links, ties and families out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np
import pyarrow as pa

from reunir.engine import Engine
from reunir.errors import RuleBookError
from reunir.linkage import candidates, judged, kin, people, weigh
from reunir.linkage.beginning import FORMAT
from reunir.linkage.cluster import CHILD, NEVER, PARENT, Whole, components, merge
from reunir.linkage.compare import contradicted_sql
from reunir.linkage.prepare import MICRO, prepare
from reunir.model import Judgement

LIMIT = 25
"""Bits for which a single pair counts at most when groups are merged."""


@dataclass(frozen=True)
class Weighed:
    """Every candidate pair weighed (`link_weight`), and what is needed to settle who is who from there.

    `always`, `never`: pairs of mentions that judgements make one or keep apart; `spoken`: each judgement."""

    model: dict[str, Any]
    always: tuple[judged.Pair, ...]
    never: tuple[judged.Pair, ...]
    spoken: tuple[tuple[int, int, str], ...]


def link(
    engine: Engine, model: dict[str, Any], settings: dict[str, Any], judgements: Sequence[Judgement] = ()
) -> None:
    """Say who is who among the mentions of a run.

    Fills `mention.person_id` and makes `person`, `link`, `tie` and `family`. `model`: what linkage has learned
    (`shipped_model`, `train`), used as it is. `settings`: `possible`, the probability below which there is no tie
    (0.5); `false_link_costs`, what a false link costs against a missed one (1). `judgements`: what people said of
    pairs of mentions; it overrides every score."""
    settle(engine, weighed(engine, model, settings, judgements), settings)


def weighed(
    engine: Engine, model: dict[str, Any], settings: dict[str, Any], judgements: Sequence[Judgement] = ()
) -> Weighed:
    """Weigh every candidate pair, relatives' evidence included. RuleBookError where the model is of another form."""
    if model.get("format") != FORMAT:
        raise RuleBookError(
            "The linkage model in force was learned by another version of Reunir: learn one anew with `reunir train --adopt`."
        )
    _clear(engine)
    model = {**model, "threshold": float(model["threshold"]) + log2(float(settings.get("false_link_costs", 1)))}
    prepare(engine, model)
    spoken = _spoken(engine, judgements)
    always, never = judged.constraints(spoken)
    known = Weighed(model, tuple(always), tuple(never), tuple((*pair, j.verdict) for pair, j in sorted(spoken.items())))
    score(engine, model)
    clustered(engine, known)
    again(engine, model)
    clustered(engine, known)
    torn(engine, known)
    return known


def settle(engine: Engine, known: Weighed, settings: dict[str, Any]) -> None:
    """Say who is who by the weights, and let go of what linkage needed on the way."""
    _settled(engine, known, settings)
    people.links(engine, list(known.spoken))
    for name in SCRATCH:
        engine.sql(f"drop table if exists {name}")


def settle_sample(engine: Engine, known: Weighed, settings: dict[str, Any], sample: int) -> None:
    """Say who is who as it might as well be: each pair's log-odds with logistic noise of its own, so that a pair of
    probability p is drawn as one person p times of a hundred. `link` is left as it is; the weights stay.

    `sample` numbers the draw: the same number, the same clusters."""
    engine.sql("create or replace table link_cluster_kept as select * from link_cluster")
    clustered(engine, known, sample)
    torn(engine, known, sample)
    _settled(engine, known, settings)
    engine.sql("create or replace table link_cluster as select * from link_cluster_kept")
    engine.sql("drop table link_cluster_kept")


def _settled(engine: Engine, known: Weighed, settings: dict[str, Any]) -> None:
    people.persons(engine)
    people.confidence(engine, list(known.always))
    people.ties(engine, float(settings.get("possible", 0.5)))
    people.families(engine)


SCRATCH = ("link_scored", "link_kin", "link_has", "link_torn", "link_reweighed", "link_vouched", "link_near", "link_fresh",
           "link_token", "link_frequency", "link_person",
           "link_sure", "link_judged", "link_stated")  # fmt: skip
"""Tables of linkage's own that nothing reads once it is done. `link` itself is a view over the others."""


def _clear(engine: Engine) -> None:
    """Take away what an earlier linkage in this engine left, so that it can be made anew."""
    for (name,) in engine.rows(
        "select table_name from information_schema.tables where table_type = 'VIEW' "
        "and table_name in ('link', 'link_shown') order by table_name"
    ):
        engine.sql(f"drop view {name}")
    engine.sql("drop table if exists link_pattern")


def score(engine: Engine, model: dict[str, Any]) -> None:
    """Candidates, their weights, and what the relatives of each pair say by their own evidence."""
    kin.near(engine)
    candidates.by_keys(engine, model)
    weigh.compared(engine, model, "link_pair", "link_scored")
    engine.sql("drop table link_pair")
    weigh.patterns(engine, model, "link_scored")
    kin.first(engine, model, _prior(engine, model))
    _compare_fresh(engine, model)
    kin.bonus_table(engine, model)


def again(engine: Engine, model: dict[str, Any]) -> None:
    """The second round: relatives are those whom the first round took for one person."""
    kin.second(engine)
    _compare_fresh(engine, model)
    kin.bonus_table(engine, model)


def clustered(engine: Engine, known: Weighed, sample: int | None = None) -> None:
    """Make `link_cluster(mid, cluster)` of `link_weight`; a cluster is named by its earliest mention."""
    same = np.array(known.always, dtype=np.int64).reshape(-1, 2)
    size = int(engine.value("select count(*) from link_mention")) + 1
    threshold = _threshold(known.model) - (0 if sample is None else LOUDEST * MICRO)
    label = _merged(engine, known, _within_reach(engine, size, threshold, same), sample)
    engine.load_arrow("link_cluster", pa.table({
        "mid": pa.array(np.arange(1, size), type=pa.int32()), "cluster": pa.array(label[1:], type=pa.int32()),
    }))  # fmt: skip


LOUDEST = 10
"""Bits beyond which no noise of a sampled clustering goes: less than once in a thousand it would."""


def _noise(one: Whole, two: Whole, sample: int) -> Whole:
    """Logistic noise in millionths of a bit, of a pair's own: the same pair and sample, the same noise (splitmix64)."""
    mixed = (one.astype(np.uint64) << np.uint64(32)) ^ two.astype(np.uint64)
    mixed = mixed + np.uint64((sample + 1) * 0x9E3779B97F4A7C15 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    share = ((mixed >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53
    bits = np.clip(np.log2(share / (1.0 - share)), -LOUDEST, LOUDEST)
    return np.rint(bits * MICRO).astype(np.int64)


WIDEST = 200
"""Mentions of a cluster up to which all its pairs are compared."""


IMPOSSIBLE = 8
"""Bits against, from which two members of a cluster that is in doubt are never one person, where both their numbers
and their birth dates contradict each other: one of the two may be a slip."""


def torn(engine: Engine, known: Weighed, sample: int | None = None) -> None:
    """Put together anew the clusters whose members bear different numbers, with every pair of theirs compared.

    A pair that no key brought together counts for nothing when groups are merged, so people of one name and two
    numbers may come together through rows without a number: here their contradiction is heard. A cluster of which
    somebody judged two to be one is left: they have spoken of it."""
    model = known.model
    vouched = sorted({m for pair in known.always for m in pair})
    engine.load_arrow("link_vouched", pa.table({"mid": pa.array(vouched, type=pa.int32())}))
    engine.sql(f"""
        create or replace table link_torn as
        select c.mid, c.cluster from link_cluster c
        where c.cluster in (
          select d.cluster from link_cluster d join link_mention m on m.mid = d.mid
          group by d.cluster having min(m.digits) <> max(m.digits) and count(*) <= {WIDEST})
          and c.cluster not in (select d.cluster from link_cluster d join link_vouched v on v.mid = d.mid)""")
    if not engine.value("select count(*) from link_torn"):
        return
    engine.sql("""
        create or replace table link_fresh as
        select a.mid as one, b.mid as two from link_torn a join link_torn b on b.cluster = a.cluster and a.mid < b.mid
        join link_mention m on m.mid = a.mid join link_mention n on n.mid = b.mid
        where m.ng1 is not null and n.ng1 is not null
          and not exists (select 1 from link_scored p where p.one = a.mid and p.two = b.mid)""")
    weigh.compared(engine, model, "link_fresh", "link_more")
    weigh.patterns(engine, model, "link_more")
    engine.sql("""
        insert into link_more
        select p.* from link_scored p join link_torn a on a.mid = p.one join link_torn b on b.mid = p.two
        where a.cluster = b.cluster""")
    kin.reweighed(engine, model, "link_more")
    engine.sql("drop table link_more")
    if sample is None:  # a sample leaves the weights as they are
        engine.sql("""
            create or replace table link_weight as
            select w.* from link_weight w
            where not exists (select 1 from link_reweighed r where r.one = w.one and r.two = w.two)
            union all select * from link_reweighed""")
    pairs = engine.arrays(f"""
        select one, two, case when weight <= {-IMPOSSIBLE * MICRO} and {contradicted_sql("pattern")} then {NEVER}
          else weight end as weight
        from link_reweighed""")
    label = _merged(engine, known, pairs, sample)
    engine.load_arrow("link_mended", pa.table({
        "mid": pa.array(np.arange(len(label)), type=pa.int32()), "cluster": pa.array(label, type=pa.int32()),
    }))  # fmt: skip
    engine.sql("""
        create or replace table link_cluster as
        select c.mid, case when t.mid is not null then n.cluster else c.cluster end as cluster
        from link_cluster c left join link_torn t on t.mid = c.mid left join link_mended n on n.mid = c.mid""")
    engine.sql("drop table link_mended")


def _threshold(model: dict[str, Any]) -> int:
    return int(round(float(model["threshold"]) * MICRO))


def _merged(engine: Engine, known: Weighed, pairs: dict[str, Any], sample: int | None) -> Any:
    """The least mention of each mention's group, from compared pairs (`one`, `two`, `weight`)."""
    same = np.array(known.always, dtype=np.int64).reshape(-1, 2)
    roles = engine.arrays("select role from link_mention order by mid")["role"]
    size = len(roles) + 1
    role = np.zeros(size, dtype=np.int64)
    role[1:][np.asarray(roles == "parent", dtype=bool)] = PARENT
    role[1:][np.asarray(roles == "child", dtype=bool)] = CHILD
    # Where a number says that somebody called a parent here is called a child there, roles are no obstacle.
    both = engine.arrays("""
        select w.one, w.two from link_weight w join link_mention a on a.mid = w.one
        join link_mention b on b.mid = w.two
        where a.role <> b.role and a.role <> 'person' and b.role <> 'person' and w.weight > 0""")
    for column in both.values():
        role[np.asarray(column, dtype=np.int64)] = 0
    # Different: people of one row, and children of one family unit of one list whose birth dates are no one's slip.
    rows = engine.arrays("""
        select a.mid as one, b.mid as two from link_mention a join link_mention b on b.rid = a.rid and b.mid > a.mid
        where a.pool = 'kin' and b.pool = 'kin'
        union
        select a.mid, b.mid from link_mention a
        join link_mention b on b.list_id = a.list_id and b.unit = a.unit and b.mid > a.mid
        where a.role = 'child' and b.role = 'child' and (a.born // 100) % 100 <> (b.born // 100) % 100
          and a.born % 100 <> b.born % 100 and (a.born // 100) % 100 <> b.born % 100
        order by one, two""")
    one, two, weight, row_one, row_two = (
        np.asarray(column, dtype=np.int64) for column in (*pairs.values(), *rows.values())
    )
    apart = np.array(known.never, dtype=np.int64).reshape(-1, 2)
    if sample is not None:
        weight = np.where(weight == NEVER, NEVER, weight + _noise(one, two, sample))
    return merge(
        size, one, two, weight, role,
        (np.concatenate([row_one, apart[:, 0]]), np.concatenate([row_two, apart[:, 1]])),
        (same[:, 0], same[:, 1]), _threshold(known.model), LIMIT * MICRO,
    )  # fmt: skip


def _within_reach(engine: Engine, size: int, threshold: int, same: Any) -> dict[str, Any]:
    """The pairs that merging can turn on: those whose mentions weights above the threshold connect.

    (`+ 0 * w.one`: else a planner joins mentions with mentions by their label first.)"""
    drawn = engine.arrays(
        "select one, two from link_weight where weight > $threshold", {"threshold": threshold})  # fmt: skip
    one, two = (np.asarray(c, dtype=np.int64) for c in drawn.values())
    label = components(size, np.concatenate([one, same[:, 0]]), np.concatenate([two, same[:, 1]]))
    engine.load_arrow("link_reach", pa.table({
        "mid": pa.array(np.arange(1, size), type=pa.int32()), "label": pa.array(label[1:], type=pa.int32()),
    }))  # fmt: skip
    pairs = engine.arrays("""
        select w.one, w.two, w.weight from link_weight w join link_reach a on a.mid = w.one
        join link_reach b on b.mid = w.two where a.label + 0 * w.one = b.label""")
    engine.sql("drop table link_reach")
    return pairs


def _spoken(engine: Engine, judgements: Sequence[Judgement]) -> dict[judged.Pair, Judgement]:
    if not judgements:
        return {}
    ids = sorted({i for j in judgements for i in (j.mention_id_l, j.mention_id_r)})
    engine.load_arrow("link_named", pa.table({"mention_id": pa.array(ids, type=pa.string())}))
    found = engine.rows(
        "select m.mention_id, m.mid from link_mention m join link_named n on n.mention_id = m.mention_id")
    engine.sql("drop table link_named")
    return judged.latest(judgements, dict(found))


def _prior(engine: Engine, model: dict[str, Any]) -> int:
    return weigh.micro(weigh.prior(model, "unrelated", engine.value("select count(*) from link_mention")))


def _compare_fresh(engine: Engine, model: dict[str, Any]) -> None:
    """Compare the pairs that only their relatives brought together."""
    kin.fresh(engine)
    weigh.compared(engine, model, "link_fresh", "link_more")
    weigh.patterns(engine, model, "link_more")
    engine.sql("insert into link_scored select * from link_more")
    engine.sql("drop table link_more")
