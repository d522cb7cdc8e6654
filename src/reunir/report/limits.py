"""What the records cannot say, in plain words, worked out from the records themselves.

Each limit is a sentence or two for a reader who has none of the lists. Absence is about the records: it is
always "not in the lists received", never "did not happen".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reunir.engine import Engine
from reunir.model import DENIAL, REDACTED
from reunir.report.contents import Contents
from reunir.report.words import EVENT_WORDS, day, listed, number, percent, plural

LATE_DAYS = 90
"""A list that came so many days after the last thing it tells of is called late."""

Limit = tuple[str, str]
"""What is limited, in a few words, and how."""


def limits(engine: Engine, contents: Contents, run: dict[str, Any]) -> list[Limit]:
    """All limits that the records of this run have, those on what is missing altogether first. Without any list
    there is nothing to have limits."""
    looks = LOOKS if contents.lists or contents.kinds else ()
    found = [limit for look in looks if (limit := look(engine, contents)) is not None]
    late = _late_entries(run)
    return found + ([late] if late else [])


def _no_parents(engine: Engine, contents: Contents) -> Limit | None:
    if contents.parents:
        return None
    return (
        "No parents",
        "No list names a parent. No removal apart can be found in these lists, whoever was removed, and nothing can be "
        "said of any parent's decision or whereabouts.",
    )


def _no_removals(engine: Engine, contents: Contents) -> Limit | None:
    if contents.kinds.get("removed"):
        return None
    return (
        "No removals",
        "No list speaks of anybody's removal from the country. That there is no removal apart here says nothing about "
        "whether parents were removed.",
    )


def _no_decisions(engine: Engine, contents: Contents) -> Limit | None:
    if contents.kinds.get("decided") or contents.kinds.get("stated"):
        return None
    follows = (
        " Every removal apart is therefore without a documented decision in these records."
        if any(contents.removals.values()) else ""
    )  # fmt: skip
    return "No decisions", f"No list records what any parent decided, said or wished about a child.{follows}"


def _no_phones(engine: Engine, contents: Contents) -> Limit | None:
    if not contents.search or engine.value(
        "select count(*) from mention where phone is not null and role in ('parent', 'child', 'sponsor', 'attorney')"
    ):
        return None
    return (
        "No contact information",
        "No list gives a telephone number of a parent, child, sponsor or attorney. Every child whose parent was not "
        "reached counts under no contact for that reason alone.",
    )


def _no_searchers(engine: Engine, contents: Contents) -> Limit | None:
    if not contents.search or engine.value("select count(*) from event where kind in ('attempted', 'reached')"):
        return None
    return (
        "No record of a search",
        "No list of those who search for parents was received. “Not reached” means here that no list says that a "
        "parent was reached, not that anybody tried.",
    )


def _days_inferred(engine: Engine, contents: Contents) -> Limit | None:
    stated, inferred, none = engine.rows("""
        select count(*), count(*) filter (where day_inferred and separated_on is not null),
               count(*) filter (where separated_on is null)
        from separation where basis = 'stated' and standing <> 'no'""")[0]
    if not stated or not (inferred or none):
        return None
    if inferred + none == stated:
        text = "No list states the day of any separation."
    else:
        text = (
            f"For {number(inferred + none)} of {plural(stated, 'separation')} ({percent(inferred + none, stated)}) "
            "no list states the day."
        )
    if inferred:
        text += (
            f" {'For ' + number(inferred) + ' it' if none else 'It'} is inferred from the first day of referral, "
            "placement or apprehension, so cohorts by day of separation rest on an inference."
        )
    if none:
        text += f" {number(none)} cannot be dated at all."
    return "Days of separation", text


def _indications(engine: Engine, contents: Contents) -> Limit | None:
    pairs = engine.value("select count(*) from separation where basis = 'indicated'")
    if not pairs:
        return None
    removals = sum(c for (separation, _), c in contents.removals.items() if separation == "indicated")
    return (
        "Indications",
        f"For {plural(pairs, 'pair')} of parent and child no list states a separation, but the child was placed in care "
        f"alone after an apprehension shared with the parent. {plural(removals, 'removal')} apart rest on such an "
        "indication: they are audited alike, printed beside, and in none of the figures of stated separations.",
    )


def _contested(engine: Engine, contents: Contents) -> Limit | None:
    pairs = engine.value("select count(*) from separation where standing = 'conflict'")
    if not pairs:
        return None
    return (
        "Separations in dispute",
        f"For {plural(pairs, 'pair')} of parent and child one list says that they were separated and another that they "
        "were not. Both are kept as readings; nothing here settles which is right.",
    )


def _set_aside(engine: Engine, contents: Contents) -> Limit | None:
    rows = sum(one["rows"] or 0 for one in contents.lists)
    aside = sum(one["set_aside"] or 0 for one in contents.lists)
    if not aside:
        return None
    reasons: dict[str, int] = {}
    for one in contents.lists:
        for reason, count in one["reasons"]:
            reasons[reason] = reasons.get(reason, 0) + count
    said = listed([f"{reason} {number(c)}" for reason, c in sorted(reasons.items(), key=lambda r: (-r[1], r[0]))])
    return (
        "Rows set aside",
        f"{number(aside)} of {plural(rows, 'row')} received are no record and were set aside{f' ({said})' if said else ''}. "
        "They are kept with the lists and can be looked up.",
    )


def _unread(engine: Engine, contents: Contents) -> Limit | None:
    columns = sum(len(one["unread"]) for one in contents.lists)
    if not columns:
        return None
    lists = sum(1 for one in contents.lists if one["unread"])
    return (
        "Columns not read",
        f"{plural(columns, 'column')} of {plural(lists, 'list')} {'is' if columns == 1 else 'are'} read by no layout. "
        "What stands there is kept and played no part in this report.",
    )


def _undated(engine: Engine, contents: Contents) -> Limit | None:
    rows = engine.rows("""
        select kind, count(*) filter (where happened_on is null), count(*) from event
        where stands and coalesce(outcome, '') <> 'did_not_happen' group by kind order by kind""")
    undated = [(EVENT_WORDS.get(kind, kind), none, all_) for kind, none, all_ in rows if none and kind != "separated"]
    if not undated:
        return None
    said = listed([f"{words} {number(none)} of {number(all_)}" for words, none, all_ in undated])
    return (
        "Statements without a day",
        f"The lists tell of events without saying when: {said}. Where the day decides, the answer is unknown.",
    )


def _hidden(engine: Engine, contents: Contents) -> Limit | None:
    decisions = engine.value(
        f"select count(*) from event where kind = 'decided' and '{REDACTED}' in (coalesce(choice, ''), "
        "coalesce(form, ''), coalesce(information_given, ''), coalesce(option_offered, ''), coalesce(language, ''), "
        "coalesce(interpreter, ''), coalesce(signed, ''), coalesce(witness, ''), coalesce(counsel, ''))"
    )
    if not decisions:
        return None
    return (
        "Hidden cells",
        f"In {plural(decisions, 'statement')} of a decision a cell that a rule needs is blacked out. It is taken for a "
        "missing fact, never for a blank.",
    )


def _doubted(engine: Engine, contents: Contents) -> Limit | None:
    """Figures that come out otherwise where the links in doubt do, if clusterings were sampled."""
    rows = engine.dicts(
        "select d.*, f.value from figure_doubt d join figure f on f.name = d.name and f.cohort = d.cohort "
        "where d.cohort = 'all' and (d.changing > 0 or d.low <> d.high) order by d.changing desc, d.name"
    ) if engine.has("figure_doubt") else []  # fmt: skip
    if not rows:
        return None
    told = [
        f"{r['name']} {number(r['value'])} ({number(r['low'])} to {number(r['high'])}, {plural(r['changing'], 'case')} in doubt)"
        for r in rows
    ]
    return "Links in doubt", (
        f"Over the middle 95 in 100 of {number(rows[0]['samples'])} clusterings, drawn by how probable each link is: {'; '.join(told)}."
    )


def _uncertain_ties(engine: Engine, contents: Contents) -> Limit | None:
    ties, weak, differ = engine.rows(
        "select count(*), count(*) filter (where probability < $certain), "
        "count(*) filter (where relation = 'conflict') from tie",
        {"certain": contents.certain},
    )[0]
    if not (weak or differ):
        return None
    text = f"Of {plural(ties, 'tie')} between parent and child, "
    parts = [f"{number(weak)} rest on a link of less than {contents.certain:g} probability"] if weak else []
    parts += [f"on {number(differ)} the lists differ whether the adult is a parent"] if differ else []
    return "Who is whose parent", text + listed(parts) + ". Removals apart that hang on them are undetermined."


def _without_number(engine: Engine, contents: Contents) -> Limit | None:
    people, none = engine.rows("""
        select count(*), count(*) filter (where a_number is null) from person where role in ('parent', 'child')""")[0]
    if not none:
        return None
    text = (
        "No list gives a registration number of anybody, so a person on two rows may count as two."
        if none == people
        else f"{number(none)} of {plural(people, 'person', 'people')} ({percent(none, people)}) are on no list with a registration "
        "number; they were matched by name, birth date and family, or stand alone."
    )
    return "Who is who", text


def _late_lists(engine: Engine, contents: Contents) -> Limit | None:
    rows = engine.rows(f"""
        select l.list_seq, max(l.received_on) - max(e.happened_on) from list l join event e on e.list_id = l.list_id
        where e.happened_on <= l.received_on group by l.list_seq
        having max(l.received_on) - max(e.happened_on) > {LATE_DAYS} order by 1""")
    if not rows:
        return None
    longest = max(int(days) for _, days in rows)
    every = len(contents.lists)
    return (
        "Lists received late",
        f"{number(len(rows))} of {plural(every, 'list')} came more than {LATE_DAYS} days after the last event that "
        f"{'it tells' if len(rows) == 1 else 'they tell'} of, the latest {plural(longest, 'day')} after. What was known "
        "on an earlier day is another run, as of that day.",
    )


def _late_decisions(engine: Engine, contents: Contents) -> Limit | None:
    count = engine.value("select count(*) from removal where late_by > 0")
    if not count:
        return None
    return (
        "Decisions received after the removal",
        f"For {plural(count, 'removal')} apart the decision that the determination rests on was first received after the "
        "parent had been removed. The report says what the records show now, not what was known on the day.",
    )


def _no_longer_spoken(engine: Engine, contents: Contents) -> Limit | None:
    lists = sum(1 for one in contents.lists if one["until"])
    words = engine.value("select count(*) from event where not stands")
    if not (lists or words):
        return None
    parts = [f"{plural(lists, 'list')} gave way to a later list of the same kind"] if lists else []
    parts += [f"{plural(words, 'statement')} gave way to the same agency's later word"] if words else []
    return (
        "Earlier words",
        f"By the day of this report {listed(parts)}. The earlier ones are kept and still speak for earlier days.",
    )


def _denied(engine: Engine, contents: Contents) -> Limit | None:
    rows = engine.rows(
        f"select kind, count(*) from event where outcome = '{DENIAL}' and stands group by kind order by 2 desc, kind"
    )
    if not rows:
        return None
    said = listed([f"{EVENT_WORDS.get(kind, kind)} {number(count)}" for kind, count in rows])
    total = sum(count for _, count in rows)
    return (
        "Events denied",
        f"{plural(total, 'statement')} {'says' if total == 1 else 'say'} that an event did not happen ({said}). Where another "
        "list says that it did, both are readings.",
    )


def _unknowns(engine: Engine, contents: Contents) -> Limit | None:
    unknown, all_ = sum(r.unknown for r in contents.rules), sum(r.subjects for r in contents.rules)
    if not unknown:
        return None
    return (
        "Findings unknown",
        f"{number(unknown)} of {plural(all_, 'finding')} ({percent(unknown, all_)}) are unknown: a fact on which the rule "
        "turns is missing, hidden or in conflict. They are counted apart and never as met.",
    )


def _not_run(engine: Engine, contents: Contents) -> Limit | None:
    rules = [r.title or r.rule for r in contents.rules if r.not_run]
    return ("Rules not run", f"Not run, so that nothing is said of them: {listed(rules)}.") if rules else None


def _late_entries(run: dict[str, Any]) -> Limit | None:
    """Where the day that somebody stated and the machine's own differ by more than a week."""
    entries = run.get("late_entries") or []
    if not entries:
        return None
    stated = sorted(str(e["happened_on"]) for e in entries if e.get("happened_on"))
    entered = sorted(str(e["entered_at"]) for e in entries if e.get("entered_at"))
    days = f", stated {_span(stated)} and entered {_span(entered)}" if stated and entered else ""
    return (
        "Days stated and days entered",
        f"{plural(len(entries), 'entry', 'entries')} of the journal {'was' if len(entries) == 1 else 'were'} made more "
        f"than a week from the day stated{days}. Knowledge goes by the day stated; the machine's own is kept beside it.",
    )


def _span(days: list[str]) -> str:
    return f"on {day(days[0])}" if days[0] == days[-1] else f"between {day(days[0])} and {day(days[-1])}"


LOOKS: tuple[Callable[[Engine, Contents], Limit | None], ...] = (
    _not_run, _no_parents, _no_removals, _no_decisions, _no_phones, _no_searchers, _days_inferred, _indications,
    _contested, _undated, _hidden, _unknowns, _without_number, _uncertain_ties, _doubted, _late_lists, _late_decisions,
    _no_longer_spoken, _denied, _set_aside, _unread,
)  # fmt: skip
"""Every look for a limit, in the order in which they are printed."""
