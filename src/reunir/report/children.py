"""Counts about the separated children: ages, citizenship, reasons, where they were held, how long, and what then."""

from __future__ import annotations

from reunir.engine import Engine
from reunir.report.contents import FEWEST, SEPARATED, Tally
from reunir.report.words import DISCHARGE_WORDS, number, plural, readable

AGES = (
    (5, "Under 5"),
    (10, "5 to 9"),
    (13, "10 to 12"),
    (16, "13 to 15"),
    (18, "16 or 17"),
    (200, "18 or over"),
)
"""Bands of age in years: below the first number, and its label. Under five is the court's own line."""

SPANS = (
    (8, "A week or less"), (31, "8 to 30 days"), (61, "31 to 60 days"), (91, "61 to 90 days"),
    (181, "91 to 180 days"), (366, "181 to 365 days"), (10**6, "Over a year"),
)  # fmt: skip
"""Bands of days: below the first number, and its label."""

AT_MOST = 15
"""So many places or reasons have a bar of their own."""


def tallies(engine: Engine) -> tuple[Tally, ...]:
    """All counts about children, those with nothing to say left out."""
    whole = engine.value(f"select count(*) from ({SEPARATED})")
    made = (
        _ages(engine, whole), _citizenship(engine, whole), _reasons(engine, whole), _places(engine, whole),
        _in_care(engine), _discharges(engine, whole),
    )  # fmt: skip
    return tuple(t for t in made if t is not None)


def days_apart(engine: Engine) -> Tally | None:
    """How long parent and child were apart, where a list states that they are together again."""
    rows = engine.rows("""
        select reunified_on - separated_on, count(*) from separation
        where basis = 'stated' and standing <> 'no' and separated_on is not null and reunified_on is not null
        group by 1 order by 1""")
    spans = [(int(d), c) for d, c in rows]
    whole = engine.value("select count(*) from separation where basis = 'stated' and standing <> 'no'")
    if not spans:
        return None
    inferred = engine.value(
        "select count(*) from separation where basis = 'stated' and standing <> 'no' and separated_on is not null "
        "and reunified_on is not null and day_inferred"
    )
    note = _median(spans, "apart")
    if inferred:
        note += f" For {number(inferred)} of them no list states the day of separation and it is inferred."
    return Tally(
        "days-apart", "Days from separation to reunification", "separations",
        _banded(spans, SPANS, "Reunified before separated, as stated", whole, "No reunification, or no day, stated"),
        whole, "separation", note,
    )  # fmt: skip


def days_to_removal(engine: Engine) -> Tally | None:
    """How long parent and child had been apart when the parent was removed."""
    rows = engine.rows("""
        select removed_on - separated_on, count(*) from removal where separation = 'stated' group by 1
        order by 1 nulls last""")
    spans, whole = [(int(d), c) for d, c in rows if d is not None], sum(c for _, c in rows)
    if not spans:
        return None
    return Tally(
        "to-removal", "Days from separation to the removal of the parent", "removals apart",
        _banded(spans, SPANS, "Removed before separated, as stated", whole, "A day not stated"), whole, "removal",
        _median(spans, "apart"),
    )  # fmt: skip


def _ages(engine: Engine, whole: int) -> Tally | None:
    rows = engine.rows(f"""
        with child as ({SEPARATED}),
        apart as (select child_id, min(separated_on) as separated_on from separation group by child_id),
        told as (
            select person_id, age from mention where age is not null
            qualify row_number() over (partition by person_id order by list_seq, sheet, row, who) = 1
        )
        select case when p.born_on is not null and a.separated_on is not null and p.born_on <= a.separated_on
                    then extract(year from a.separated_on) - extract(year from p.born_on)
                         - case when extract(month from a.separated_on) * 100 + extract(day from a.separated_on)
                                   < extract(month from p.born_on) * 100 + extract(day from p.born_on)
                                then 1 else 0 end
                    else t.age end as years, count(*)
        from child c left join person p on p.person_id = c.child_id
        left join apart a on a.child_id = c.child_id left join told t on t.person_id = c.child_id
        group by 1 order by 1 nulls last""")
    known = [(int(y), c) for y, c in rows if y is not None]
    if not known:
        return None
    return Tally(
        "ages", "Age when separated", "children", _banded(known, AGES, "", whole, "No age stated"), whole, "person",
        "By birth date where a list gives one, else the age that the earliest list states.",
    )  # fmt: skip


def _citizenship(engine: Engine, whole: int) -> Tally | None:
    rows = engine.rows(f"""
        select trim(p.citizenship), count(*) from ({SEPARATED}) c left join person p on p.person_id = c.child_id
        group by 1""")
    return _worded("citizenship", "Citizenship", rows, whole, "person", "citizenships")


def _reasons(engine: Engine, whole: int) -> Tally | None:
    rows = engine.rows(f"""
        with said as (
            select coalesce(e.child_id, e.person_id) as child_id, regexp_replace(trim(e.reason), '\\s+', ' ', 'g') as reason
            from event e where e.kind = 'separated' and e.stands and e.reason is not null
            qualify row_number() over (partition by coalesce(e.child_id, e.person_id)
                                       order by e.list_seq, e.sheet, e.row, e.statement_id) = 1
        )
        select min(s.reason), count(*) from ({SEPARATED}) c left join said s on s.child_id = c.child_id
        group by lower(s.reason)""")
    return _worded("reasons", "Reason given for the separation", rows, whole, "event", "wordings")


def _places(engine: Engine, whole: int) -> Tally | None:
    rows = engine.rows(f"""
        with said as (
            select distinct coalesce(e.child_id, e.person_id) as child_id,
                   regexp_replace(trim(e.place), '\\s+', ' ', 'g') as place
            from event e where e.kind = 'placed' and e.stands and e.place is not null
        ), named as (select child_id, lower(place) as folded, min(place) as place from said group by 1, 2)
        select min(n.place), count(distinct c.child_id)
        from ({SEPARATED}) c left join named n on n.child_id = c.child_id
        group by n.folded""")
    tally = _worded("places", "Where children were held", rows, whole, "event", "places")
    if tally is None:
        return None
    moved = sum(v for _, v in tally.rows) - whole
    note = f"{tally.note} A child placed in several places counts in each." if moved > 0 else tally.note
    return Tally(tally.key, tally.title, tally.unit, tally.rows, whole, tally.table, note.strip())


def _in_care(engine: Engine) -> Tally | None:
    rows = engine.rows(f"""
        select s.ended_on - s.began_on, count(*) from stay s join ({SEPARATED}) c on c.child_id = s.person_id
        where s.kind = 'care' group by 1 order by 1 nulls last""")
    known, whole = [(int(d), c) for d, c in rows if d is not None], sum(c for _, c in rows)
    if not known:
        return None
    return Tally(
        "in-care", "Days in care", "stays",
        _banded(known, SPANS, "Ended before it began, as stated", whole, "Still in care, or a day not stated"),
        whole, "stay", _median(known, "in care"),
    )  # fmt: skip


def _discharges(engine: Engine, whole: int) -> Tally | None:
    rows = engine.rows(f"""
        with said as (
            select coalesce(e.child_id, e.person_id) as child_id, e.outcome
            from event e where e.kind = 'discharged' and e.stands and coalesce(e.outcome, '') <> 'did_not_happen'
            qualify row_number() over (partition by coalesce(e.child_id, e.person_id)
                order by e.happened_on desc nulls last, e.list_seq desc, e.sheet, e.row, e.statement_id) = 1
        )
        select case when s.child_id is null then '-' when s.outcome in ('reunified_with_parent', 'other_sponsor',
               'turned_18', 'other') then s.outcome else '?' end, count(*)
        from ({SEPARATED}) c left join said s on s.child_id = c.child_id group by 1""")
    found = dict(rows)
    if not set(found) - {"-"}:
        return None
    words = {
        **DISCHARGE_WORDS,
        "?": "Discharged, outcome not stated or in other words",
        "-": "No discharge stated",
    }
    return Tally(
        "discharges", "What the lists say became of the child in care", "children",
        tuple((label, found[key]) for key, label in words.items() if key in found), whole, "event",
        "By the latest discharge stated. The day and the truth of an outcome are the lists' own word.",
    )  # fmt: skip


def _worded(
    key: str, title: str, rows: list[tuple[str | None, int]], whole: int, table: str, what: str
) -> Tally | None:
    """A tally of a list's own words: those that few share, or beyond the most common, are counted together."""
    said = sorted(((w, c) for w, c in rows if w), key=lambda r: (-r[1], r[0]))
    hidden = sum(c for w, c in said if w == "[redacted]")
    said = [(w, c) for w, c in said if w != "[redacted]"]
    silent = sum(c for w, c in rows if not w)
    own = [(w, c) for w, c in said if c >= FEWEST][:AT_MOST]
    if not own:
        return None
    rest = said[len(own) :]
    made = [(readable(w) if "_" in w else w, c) for w, c in own]
    if rest:
        made.append((f"All others ({plural(len(rest), what[:-1], what)})", sum(c for _, c in rest)))
    made += [("Hidden in the list", hidden)] if hidden else []
    made += [("Not stated", silent)] if silent else []
    note = (
        f"In the lists' own words; those that fewer than {FEWEST} children share are counted together." if rest else ""
    )
    return Tally(key, title, "children", tuple(made), whole, table, note)


def _banded(
    values: list[tuple[int, int]], bands: tuple[tuple[int, str], ...], negative: str, whole: int, rest: str
) -> tuple[tuple[str, int], ...]:
    """Counts in bands; values below zero and the rest of the whole have rows of their own, where there are any."""
    made, low = [], 0
    for high, label in bands:
        made.append((label, sum(c for v, c in values if low <= v < high)))
        low = high
    below = sum(c for v, c in values if v < 0)
    made += [(negative or "Below zero", below)] if below else []
    left = whole - sum(c for _, c in values)
    return (*made, (rest, left)) if left > 0 else tuple(made)


def _median(values: list[tuple[int, int]], what: str) -> str:
    """The middle one of those that are not below zero, and the longest, in one sentence."""
    sound = [(v, c) for v, c in sorted(values) if v >= 0]
    total = sum(c for _, c in sound)
    if not total:
        return ""
    seen = 0
    for value, count in sound:
        seen += count
        if 2 * seen >= total:
            return f"Of {number(total)} with both days in order, half were {what} {number(value)} days or fewer; the longest, {number(sound[-1][0])}."
    return ""
