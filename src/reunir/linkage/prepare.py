"""From the table `mention` to `link_mention`: what two mentions are compared by, one row a mention.

`mid` numbers the mentions in the order of receipt (list_seq, sheet, row, who), so the lower of two is the earlier.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from reunir.engine import Engine
from reunir.linkage.names import folded, place, sound, token
from reunir.model import REDACTED

KIN = ("parent", "child", "person")
"""Roles that are linked with one another; a sponsor or an attorney is only ever the same sponsor or attorney."""

MICRO = 1_000_000
"""Weights are whole millionths of a bit: sums of them do not depend on their order."""

POPULATION = 10_000
"""Tokens that a docket is taken to hold at least, when the rarity of a name is counted in it."""

TOKENS = 5
"""A whole name is split on its first five tokens; what comes after belongs to the family names."""


def prepare(engine: Engine, model: dict[str, Any]) -> None:
    """Make `link_token`, `link_name` and `link_mention`."""
    _texts(engine)
    _tokens(engine, model)
    _names(engine)
    _places(engine)
    _mentions(engine, model)
    for name in ("link_order", "link_source", "link_text", "link_name", "link_place"):
        engine.sql(f"drop table if exists {name}")


def _shown(column: str) -> str:
    return f"nullif({column}, '{REDACTED}')"


def _texts(engine: Engine) -> None:
    """Every name cell, folded once however often it occurs, and cut into tokens."""
    engine.sql("""
        create or replace table link_order as
        select mention_id, record_id, cast(row_number() over (order by list_seq, sheet, row, who) as integer) as mid
        from mention""")
    engine.sql(f"""
        create or replace table link_source as
        with first as (select record_id, min(mid) as rid from link_order group by record_id)
        select o.mid, f.rid, m.mention_id, m.record_id,
          role, {_shown('a_number')} as a_number,
          {_shown('given_names')} as given_names, {_shown('family_names')} as family_names,
          case when {_shown('given_names')} is null or {_shown('family_names')} is null
               then {_shown('full_name')} end as full_name,
          born_on, age, {_shown('sex')} as sex, {_shown('citizenship')} as citizenship, {_shown('phone')} as phone,
          {_shown('municipality')} as municipality, {_shown('family_unit')} as family_unit, list_id, list_seq,
          received_on
        from link_order o join mention m on m.mention_id = o.mention_id join first f on f.record_id = o.record_id""")
    tokens = ", ".join(f"{token('plain', i)} as t{i}" for i in range(1, TOKENS + 1))
    engine.sql(f"""
        create or replace table link_text as
        with cells as (
          select given_names as text, count(*) as given, 0 as family, 0 as whole from link_source
          where given_names is not null group by given_names
          union all select family_names, 0, count(*), 0 from link_source
          where family_names is not null group by family_names
          union all select full_name, 0, 0, count(*) from link_source where full_name is not null group by full_name),
        once as (
          select text, cast(sum(given) as bigint) as given, cast(sum(family) as bigint) as family,
            cast(sum(whole) as bigint) as whole from cells group by text),
        plain as (
          select text, given, family, whole, {folded('text')} as plain, position(',' in text) as comma from once),
        parts as (
          select text, given, family, whole, plain, comma,
            case when comma > 0 then {folded('substr(text, 1, comma - 1)')} end as before,
            case when comma > 0 then {folded('substr(text, comma + 1)')} end as after
          from plain)
        select text, given, family, whole, plain, nullif(before, '') as before, nullif(after, '') as after, {tokens} from parts""")


def _tokens(engine: Engine, model: dict[str, Any]) -> None:
    """Every token of a name: its sound, its rarity, and whether columns of given or of family names hold it.

    Rarity is the model's, in millionths of a bit; a token that the model does not know is as rare as the docket shows
    it, in whole bits, so that a new list seldom moves it. Which column holds a token is the docket's own word, with the
    model's frequencies where the docket has no lists with separate columns."""
    every = " union all ".join(
        f"select t{i} as token, given, family, whole from link_text "
        f"where t{i} is not null and given + family + whole > 0" for i in range(1, TOKENS + 1)
    )  # fmt: skip
    frequency = model["frequency"]
    engine.load_arrow("link_frequency", _frequency_table(frequency))
    unseen = " ".join(
        f"""coalesce(f.{kind}_bits, cast(round(least({frequency[kind]['unseen']},
          -log2((c.times + 1.0) / greatest(sum(c.times) over (), {POPULATION})))) * {MICRO} as integer)) as {kind}_bits,"""
        for kind in ("given", "family"))  # fmt: skip
    engine.sql(f"""
        create or replace table link_known as
        with counted as (
          select token, cast(sum(given) as bigint) as given, cast(sum(family) as bigint) as family,
            cast(sum(given + family + whole) as bigint) as times
          from ({every}) group by token),
        known as (
          select c.token, c.given, c.family,
            {unseen} coalesce(f.lean, 0) as lean
          from counted c left join link_frequency f on f.token = c.token)
        select token, {sound('token')} as sound, given_bits, family_bits,
          least(greatest(cast(round(log2((given + 0.5) / (family + 0.5)) * 1000) as integer) + lean, -9000), 9000)
            as lean
        from known""")
    # A sound is a number where keys are made of it.
    engine.sql("""
        create or replace table link_token as
        select k.*, s.number as sound_number from link_known k
        join (select sound, cast(row_number() over (order by sound) as integer) as number from link_known group by sound) s
          on s.sound = k.sound""")
    engine.sql("drop table link_known")


def _places(engine: Engine) -> None:
    """Make `link_place`: every place cell folded, letters and digits, and how rare the docket shows it, in whole bits
    as names that the model does not know."""
    engine.sql(f"""
        create or replace table link_place as
        with cells as (
          select municipality as text, count(*) as times from link_source where municipality is not null
          group by municipality),
        plain as (select text, times, {place('text')} as place from cells),
        counted as (select place, sum(times) as times from plain group by place),
        shared as (select place, times, sum(times) over () as total from counted)
        select p.text, p.place, cast(round(-log2((c.times + 1.0) / (c.total + 1.0))) * {MICRO} as integer) as bits
        from plain p join shared c on c.place = p.place""")


def _frequency_table(frequency: dict[str, Any]) -> Any:
    """The model's name frequencies as an Arrow table: token, given_bits, family_bits (millionths), lean."""
    given, family = frequency["given"], frequency["family"]
    tokens = sorted({*given["bits"], *family["bits"]})
    rows = []
    for t in tokens:
        g = given["bits"].get(t, given["unseen"])
        f = family["bits"].get(t, family["unseen"])
        rows.append((t, int(round(g * MICRO)), int(round(f * MICRO)), int(round((f - g) * 500))))
    names = ("token", "given_bits", "family_bits", "lean")
    types = (pa.string(), pa.int32(), pa.int32(), pa.int32())
    return pa.table(
        {n: pa.array([r[i] for r in rows], type=t) for i, (n, t) in enumerate(zip(names, types, strict=True))}
    )


SPLITS: dict[int, dict[int, int]] = {2: {1: 500}, 3: {1: 1000, 2: 0}, 4: {2: 2000, 1: -500, 3: -500},
                                     5: {2: 500, 3: 0, 1: -1500, 4: -1500}}  # fmt: skip
"""Where a whole name of n tokens parts into given and family names: a lead of each place, in thousandths of a bit.
Two and two is the custom; with three it is more often one given name and two family names."""

FAMILY_FIRST = -3000
"""The lead of family names written first without a comma."""


def _names(engine: Engine) -> None:
    """`link_name`: every whole name split into given and family tokens by the vocabulary of its tokens."""
    joins = " ".join(f"left join link_token l{i} on l{i}.token = t.t{i}" for i in range(1, TOKENS + 1))
    count = " + ".join(f"case when t.t{i} is null then 0 else 1 end" for i in range(1, TOKENS + 1))
    leans = ", ".join(f"coalesce(l{i}.lean, 0) as lean{i}" for i in range(1, TOKENS + 1))
    engine.sql(f"""
        create or replace table link_leaning as
        select t.*, {count} as n, {leans} from link_text t {joins}
        where t.whole > 0""")
    plain = "(before is null or after is null)"
    branches = [
        f"select text, t1 as g1, cast(null as varchar) as g2, cast(null as varchar) as f1, "
        f"cast(null as varchar) as f2 from link_leaning where n = 1 and {plain}",
        f"select text, {token('after', 1)}, {token('after', 2)}, {token('before', 1)}, {token('before', 2)} "
        "from link_leaning where before is not null and after is not null",
    ]
    for n, places in SPLITS.items():
        options = []
        for k, lead in places.items():
            options.append((list(range(1, k + 1)), list(range(k + 1, n + 1)), lead))
            options.append((list(range(n - k + 1, n + 1)), list(range(1, n - k + 1)), lead + FAMILY_FIRST))
        scores = [" + ".join(f"lean{i}" for i in given) + " - " + " - ".join(f"lean{i}" for i in family) + f" + {lead}"
                  for given, family, lead in options]  # fmt: skip
        best = "greatest(" + ", ".join(f"s{j}" for j in range(len(options))) + ")"
        columns = []
        for name, side, at in (("g1", 0, 0), ("g2", 0, 1), ("f1", 1, 0), ("f2", 1, 1)):
            sides = [option[:2][side] for option in options]
            picks = [f"t{tokens[at]}" if len(tokens) > at else "null" for tokens in sides]
            columns.append("case " + " ".join(f"when s{j} = {best} then {p}" for j, p in enumerate(picks))
                           + f" end as {name}")  # fmt: skip
        scored = ", ".join(f"{s} as s{j}" for j, s in enumerate(scores))
        branches.append(f"select text, {', '.join(columns)} from "
                        f"(select *, {scored} from link_leaning where n = {n} and {plain})")  # fmt: skip
    engine.sql("create or replace table link_name as " + " union all ".join(branches))
    engine.sql("drop table link_leaning")


CITIZENSHIPS = {"guat": "gt", "gtm": "gt", "gt": "gt", "hond": "hn", "hnd": "hn", "hn": "hn", "ho": "hn", "elsa": "sv", "els": "sv",
                "salv": "sv", "slv": "sv", "sv": "sv", "es": "sv", "mexi": "mx", "mex": "mx", "mx": "mx",
                "braz": "br", "bras": "br", "bra": "br", "br": "br", "nica": "ni", "nic": "ni", "ecua": "ec",
                "ecu": "ec", "peru": "pe", "per": "pe", "colo": "co", "roma": "ro", "rom": "ro", "gu": "gt"}  # fmt: skip
"""The first letters of a country as lists write it, and one code for it."""


def _mentions(engine: Engine, model: dict[str, Any]) -> None:
    """`link_mention`: a row a mention, everything that two mentions are compared by."""
    land = "substr(regexp_replace(translate(lower(citizenship), 'áéíóúñ', 'aeioun'), '[^a-z]', '', 'g'), 1, 4)"
    lands = " ".join(f"when '{k}' then '{v}'" for k, v in CITIZENSHIPS.items())
    digits = "right(regexp_replace(phone, '[^0-9]', '', 'g'), 8)"
    kin = ", ".join(f"'{role}'" for role in KIN)
    engine.sql(f"""
        create or replace table link_mention as
        with split as (
          select s.*, try_cast(s.a_number as bigint) as number,
            case when s.full_name is not null then n.g1 else g.t1 end as g1,
            case when s.full_name is not null then n.g2 else g.t2 end as g2,
            case when s.full_name is not null then n.f1 else f.t1 end as f1,
            case when s.full_name is not null then n.f2 else f.t2 end as f2,
            nullif(p.place, '') as place, p.bits as place_bits
          from link_source s
          left join link_text g on g.text = s.given_names
          left join link_text f on f.text = s.family_names
          left join link_place p on p.text = s.municipality
          left join link_name n on n.text = s.full_name)
        select s.mid, s.mention_id, s.record_id,
          s.rid, case when s.role in ({kin}) then 'kin' else s.role end as pool,
          s.role, case s.role when 'parent' then 1 when 'child' then 2 when 'person' then 0 else 3 end as part,
          s.number as digits, s.g1, s.g2, s.f1, s.f2, tg1.sound as sg1,
          tg1.sound_number as ng1, tg2.sound_number as ng2, tf1.sound_number as nf1, tf2.sound_number as nf2,
          coalesce(tg1.given_bits, 0) as g1_bits, coalesce(tg2.given_bits, 0) as g2_bits,
          coalesce(tf1.family_bits, 0) as f1_bits, coalesce(tf2.family_bits, 0) as f2_bits,
          cast(year(s.born_on) * 10000 + month(s.born_on) * 100 + day(s.born_on) as integer) as born,
          cast(coalesce(year(s.born_on), year(s.received_on) - s.age) as integer) as born_year,
          case s.sex when 'F' then 1 when 'M' then 2 end as sex,
          case {land} {lands} else nullif({land}, '') end as land,
          s.place, coalesce(s.place_bits, 0) as place_bits, try_cast(nullif({digits}, '') as integer) as phone, s.family_unit as unit, s.list_id,
          s.number is null and s.g1 is null and s.f1 is null and s.born_on is null as nobody
        from split s
        left join link_token tg1 on tg1.token = s.g1
        left join link_token tg2 on tg2.token = s.g2
        left join link_token tf1 on tf1.token = s.f1
        left join link_token tf2 on tf2.token = s.f2
        order by s.mid""")
