"""Which link to judge next: the one whose answer would move the figures most."""

from __future__ import annotations

import json
from typing import Any

from reunir.engine import Engine

DOUBTFUL = (0.02, 0.98)
"""A pair less or more probable than this is not asked about: its answer is as good as known."""


def next_to_judge(engine: Engine, most: int = 1) -> list[dict[str, Any]]:
    """The pairs of mentions to judge next, the first first: not judged yet, in doubt, and by how much is in doubt
    (p times 1 - p) times how many cases of figures hang on the people. Of pairs of the same people the most probable.

    Each with `mention_id_l`, `mention_id_r`, `probability`, `together`, `evidence`, `cases` (how many hang on it) and
    `figures` (their names)."""
    low, high = DOUBTFUL
    found = engine.dicts(NEXT, {"low": low, "high": high, "most": most})
    for pair in found:
        pair["evidence"] = json.loads(pair["evidence"] or "[]")
        pair["figures"] = [name for (name,) in engine.rows(FIGURES, {"p": pair.pop("person_l"), "q": pair.pop("person_r")})]
        for side in ("l", "r"):
            pair[side] = engine.dicts(
                "select mention_id, given_names, family_names, full_name, born_on, a_number, sex, citizenship, layout, "
                "sheet, row from mention where mention_id = $m", {"m": pair[f"mention_id_{side}"]},
            )[0]  # fmt: skip
    return found


HANGING = """
select c.name, c.subject_id, c.subject_id as person_id from figure_case c where c.cohort = 'all'
union
select c.name, c.subject_id, r.parent_id from figure_case c join removal r on r.removal_id = c.subject_id where c.cohort = 'all'
union
select c.name, c.subject_id, r.child_id from figure_case c join removal r on r.removal_id = c.subject_id where c.cohort = 'all'
union
select c.name, c.subject_id, f.person_id from figure_case c join family f on f.family_id = c.subject_id
where c.cohort = 'all' and c.name = 'families_separated'
union
select c.name, c.subject_id, t.parent_id from figure_case c join tie t on t.child_id = c.subject_id where c.cohort = 'all'
"""
"""Cases and the people on whom they hang; a child's also hang on its parents."""

NEXT = f"""
with doubtful as (
  select k.mention_id_l, k.mention_id_r, k.probability, k.together, k.evidence,
    l.person_id as person_l, r.person_id as person_r,
    row_number() over (
      partition by least(l.person_id, r.person_id), greatest(l.person_id, r.person_id)
      order by abs(k.probability - 0.5), k.mention_id_l, k.mention_id_r
    ) as nth
  from link k
  join mention l on l.mention_id = k.mention_id_l
  join mention r on r.mention_id = k.mention_id_r
  where k.judgement is null and k.probability between $low and $high
),
hanging as ({HANGING}),
weight as (
  select d.mention_id_l, d.mention_id_r, count(distinct concat(h.name, '|', h.subject_id)) as cases
  from doubtful d
  left join hanging h on h.person_id = d.person_l or h.person_id = d.person_r
  where d.nth = 1
  group by d.mention_id_l, d.mention_id_r
)
select d.mention_id_l, d.mention_id_r, d.probability, d.together, d.evidence, d.person_l, d.person_r, w.cases
from weight w join doubtful d on d.mention_id_l = w.mention_id_l and d.mention_id_r = w.mention_id_r
order by round(d.probability * (1 - d.probability) * w.cases, 6) desc, d.mention_id_l, d.mention_id_r
limit $most
"""

FIGURES = f"select distinct name from ({HANGING}) h where person_id in ($p, $q) order by name"
