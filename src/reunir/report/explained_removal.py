"""A removal apart explained: the determination and why, the decisions, and every rule put to them."""

from __future__ import annotations

from typing import Any

from reunir.report.document import Head, Paragraph, Section, Terms, code, strong, table_of, words
from reunir.report.explained_parts import (
    Found,
    at,
    cell,
    findings,
    list_of,
    places,
    records,
    rule_cites,
    rule_title,
    said,
    spoken,
)
from reunir.report.explained_person import name_of
from reunir.report.words import DETERMINATION_WORDS, PURPORT_WORDS, day, determination, plural, readable

POSITIONS = {"before": "before the removal", "after": "after the removal", "spent": "spent on an earlier removal",
             "unknown": "not known whether before the removal"}  # fmt: skip


def page(found: Found, timeline: str | None) -> tuple[str, tuple[Any, ...], list[Section]]:
    """Title, facts and sections of a removal's page."""
    labels = places(found)
    parent, child = _person(found, "parent"), _person(found, "child")
    answer = str(found.get("determination") or "")
    facts = (
        (words("Determination"), words(strong(determination(answer)))),
        (words("Parent"), words(name_of(parent), ", ", code(str(found.get("parent_id") or "–")))),
        (words("Child"), words(name_of(child), ", ", code(str(found.get("child_id") or "–")))),
        (words("Removed on"), words(_removed(found))),
        (words("Separated on"), words(day(found.get("separated_on")), f" ({found.get('separation') or '–'})")),
    )
    sections = [Section("why", "The determination, and why", tuple(_why(found, answer)))]
    sections.append(Section("decisions", "Decisions and wishes", _decisions(found, labels)))
    rules = _rules(found, labels)
    if rules:
        sections.append(Section("rules", "Every rule, and how it came out", rules))
    return f"Removal apart: {name_of(parent)} without {name_of(child)}", facts, [*sections, *records(found)]


def _person(found: Found, who: str) -> Found:
    held = found.get(who)
    return held if isinstance(held, dict) else {}


def _removed(found: Found) -> str:
    low, high = found.get("removed_on_low"), found.get("removed_on_high")
    told = day(found.get("removed_on"))
    ordinal = found.get("ordinal")
    which = f"; removal {ordinal} of this parent" if isinstance(ordinal, int) and ordinal > 1 else ""
    return told + (f" (lists allow {day(low)} to {day(high)})" if low != high else "") + which


def _why(found: Found, answer: str) -> list[Any]:
    blocks: list[Any] = [Paragraph(words(strong(f"{determination(answer)}. "), spoken(found.get("reason"))))]
    if found.get("doubt"):
        blocks.append(Paragraph(words("The removal apart itself is in doubt: ", said(found["doubt"]))))
    if isinstance(found.get("late_by"), int) and found["late_by"] > 0:
        blocks.append(
            Paragraph(
                words(
                    f"The decision that it rests on was first received {plural(found['late_by'], 'day')} after the removal."
                )
            )
        )
    items = []
    for name in ("against_wish", "undocumented", "flawed", "documented"):
        label, means = DETERMINATION_WORDS[name]
        mark = " (the determination: the gravest that holds)" if name == answer else ""
        items.append(
            (words(label, ": ", strong(cell(found.get(name)))), words(means[:1].upper() + means[1:] + "." + mark))
        )
    blocks.append(Paragraph(words("What holds of this removal apart, answer by answer:")))
    blocks.append(Terms(tuple(items)))
    blocks.append(
        Paragraph(
            words(
                "It counts among the removals with no documented wish to leave the child: ",
                strong(cell(found.get("no_documented_wish"))),
                ".",
            )
        )
    )
    return blocks


def _decisions(found: Found, labels: dict[str, str]) -> tuple[Any, ...]:
    rows = list_of(found, "decisions")
    if not rows:
        return (Paragraph(words("No record purports a decision or states a wish of this parent about this child.")),)
    made = [
        [words(day(d.get("happened_on"))), words(_purports(d)), words(POSITIONS.get(str(d.get("position")), "–")),
         words(cell(d.get("meets"))), words(at(labels, d.get("record_ids"))), words(code(str(d.get("event_id") or "")))]
        for d in rows
    ]  # fmt: skip
    heads: list[str | Head] = [
        "Day",
        Head("What it purports", share=1.8),
        Head("Where it stands", share=1.3),
        Head("Meets every rule", share=0.8),
        Head("Said by", share=1.3),
        Head("Event", share=1.5),
    ]
    return (table_of("What purports a decision, or states a wish", heads, made),)


def _purports(decision: Found) -> str:
    key = (str(decision.get("kind")), str(decision.get("purports")))
    return PURPORT_WORDS.get(key, f"{readable(key[0])}: {key[1]}")


def _rules(found: Found, labels: dict[str, str]) -> tuple[Any, ...]:
    """The rules put to each decision in a table of its own, then those put to the removal or to an event of it."""
    rows = list_of(found, "findings")
    blocks: list[Any] = []
    for decision in list_of(found, "decisions"):
        of = [f for f in rows if f.get("subject_id") == decision.get("decision_id")]
        if of:
            unmet = sum(f.get("outcome") == "unmet" for f in of)
            title = (
                f"{_purports(decision)}, {day(decision.get('happened_on'))}: {plural(unmet, 'rule')} of {len(of)} unmet"
            )
            blocks.append(findings(title, of, labels))
    told = {str(d.get("decision_id")) for d in list_of(found, "decisions")}
    rest = [f for f in rows if str(f.get("subject_id")) not in told]
    if rest:
        blocks.append(findings("Rules put to the removal and to the records of it", rest, labels))
    cited = sorted({str(f.get("rule")) for f in rows if rule_cites(str(f.get("rule")))})
    if cited:
        blocks.append(
            table_of(
                "Where each rule comes from",
                [Head("The rule asks", share=2), Head("Citation", share=3)],
                [[rule_title(r), rule_cites(r)] for r in cited],
            )
        )
    return tuple(blocks)
