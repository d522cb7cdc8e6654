"""A person explained: who they are by every list, why the rows are one person, and what happened to them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from reunir.report.document import Head, Paragraph, Picture, Section, code, strong, table_of, words
from reunir.report.explained_links import certain, why_one
from reunir.report.explained_parts import Found, at, cell, findings, list_of, places, records, said, spoken
from reunir.report.words import EVENT_WORDS, STATUS_WORDS, day, determination, number, plural, readable

FACTS = (
    ("given_names", "Given names"), ("family_names", "Family names"), ("full_name", "Whole name"), ("a_number", "A-number"),
    ("born_on", "Birth date"), ("age", "Age as stated"), ("sex", "Sex"), ("citizenship", "Citizenship"),
    ("language", "Language"), ("family_unit", "Family unit"), ("relation", "Relation to the child"),
)  # fmt: skip
"""Fields of a mention and their words."""


def name_of(person: Found) -> str:
    """What a person is called, or the id where no list names them."""
    parts = [str(person[k]) for k in ("given_names", "family_names") if person.get(k)]
    return " ".join(parts) or str(person.get("full_name") or person.get("person_id") or "Somebody without a name")


def page(found: Found, timeline: str | None) -> tuple[str, tuple[Any, ...], list[Section]]:
    """Title, facts and sections of a person's page."""
    labels = places(found)
    of = {str(m.get("mention_id")): m for m in list_of(found, "mentions")}
    facts = [(words("Role"), words(cell(found.get("role"))))]
    facts += [(words(label), words(_told(name, found[name]))) for name, label in FACTS if found.get(name)]
    facts.append((words("Named in"), words(plural(len(of), "row"))))
    names = {str(p.get("person_id")): name_of(p) for p in list_of(found.get("family") or {}, "members")}
    sections = [Section("who", "Who this is, by every list", _who(found, labels))]
    family = _family(found, timeline)
    if family:
        sections.append(Section("family", "The family", family))
    happened = [
        *separations(found, names),
        *_events(found, labels, names),
        *_removals(found, names),
        *_search(found, labels),
    ]
    if happened:
        sections.append(Section("happened", "What happened", tuple(happened)))
    odd = list_of(found, "findings")
    if odd:
        sections.append(
            Section("findings", "Do the lists agree?", (findings("Findings about this person", odd, labels),))
        )
    sections.append(Section("links", "Why these rows are one person", tuple(why_one(found, labels, of))))
    return name_of(found), tuple(facts), [*sections, *records(found)]


def _told(name: str, value: Any) -> str:
    return day(value) if name == "born_on" else str(value)


def _who(found: Found, labels: dict[str, str]) -> tuple[Any, ...]:
    mentions = list_of(found, "mentions")
    rows = []
    for name, label in FACTS:
        versions: dict[str, list[str]] = {}
        for m in mentions:
            if m.get(name) not in (None, ""):
                versions.setdefault(_told(name, m[name]), []).append(str(m.get("record_id")))
        ordered = sorted(versions.items(), key=lambda v: (-len(v[1]), v[0]))
        for i, (version, said_by) in enumerate(ordered):
            first = (
                words(strong(label), f" ({len(versions)} versions)" if len(versions) > 1 else "")
                if i == 0
                else words(label)
            )
            rows.append([first, words(version), words(number(len(said_by))), words(at(labels, said_by))])
    heads: list[str | Head] = [
        Head("Fact", share=1.3),
        Head("As received", share=1.6),
        Head("Rows", True, 0.5),
        Head("Said by", share=2.6),
    ]
    if not rows:
        return (Paragraph(words("No list says anything of this person but that there is one.")),)
    return (table_of("Every version of each fact, and the rows that have it", heads, rows),)


def _family(found: Found, timeline: str | None) -> tuple[Any, ...]:
    blocks: list[Any] = []
    if timeline:
        blocks.append(Picture("The family over time", timeline, described(timeline)))
    return (*blocks, *ties(found))


def described(svg: str) -> str:
    """The description that a picture carries within itself."""
    told = re.search(r"<desc[^>]*>(.*?)</desc>", svg, re.DOTALL)
    return unescape(told[1]) if told else "A family's timeline."


def ties(found: Found) -> list[Any]:
    """Who is whose parent, and how that is known."""
    rows = list_of(found, "ties")
    if not rows:
        return []
    labels = places(found)
    names = {str(p.get("person_id")): name_of(p) for k in ("parent", "child") if isinstance(p := found.get(k), dict)}
    how = {"row": "a row names both", "family_unit": "one family unit", "number": "a number", "name": "a name"}
    made = [
        [_name(t, "parent", names), _name(t, "child", names), readable(str(t.get("relation") or "parent")), certain(t.get("probability")),
         how.get(str(t.get("basis")), cell(t.get("basis"))), at(labels, t.get("record_ids"))]
        for t in rows
    ]  # fmt: skip
    heads: list[str | Head] = [
        Head("Parent", share=1.5),
        Head("Child", share=1.5),
        "Relation",
        Head("Probability", True, 0.9),
        "Known by",
        Head("Rests on", share=1.6),
    ]
    return [table_of("Parent and child", heads, made)]


def _name(row: Found, who: str, names: dict[str, str]) -> str:
    told = row.get(who)
    person = str(row.get(f"{who}_id") or "")
    return told if isinstance(told, str) else names.get(person, person) or "not named"


def separations(found: Found, names: dict[str, str]) -> list[Any]:
    """Each separation: whom, since when, how it is known, until when."""
    rows = list_of(found, "separations")
    if not rows:
        return []
    people = {
        **names,
        **{str(p.get("person_id")): name_of(p) for k in ("parent", "child") if isinstance(p := found.get(k), dict)},
    }
    standing = {"yes": "", "no": ", denied by all who stated it", "conflict": ", lists in conflict"}
    made = [
        [_name(s, "parent", people), _name(s, "child", people), day(s.get("separated_on")),
         f"{s.get('basis') or '–'}{standing.get(str(s.get('standing')), '')}", day(s.get("reunified_on")) if s.get("reunified_on") else "no list says so"]
        for s in rows
    ]  # fmt: skip
    heads: list[str | Head] = [
        Head("Parent", share=1.5),
        Head("Child", share=1.5),
        "Separated on",
        "How it is known",
        "Together again",
    ]
    return [table_of("Separations", heads, made)]


def _events(found: Found, labels: dict[str, str], names: dict[str, str]) -> list[Any]:
    rows = list_of(found, "events")
    if not rows:
        return []
    made = []
    for e in sorted(rows, key=lambda e: (str(e.get("happened_on") or "9999"), str(e.get("statement_id")))):
        kind = str(e.get("kind") or "")
        what = EVENT_WORDS.get(kind, readable(kind))
        about = (
            names.get(str(e.get("child_id")), "") if e.get("child_id") and e.get("child_id") != found.get("id") else ""
        )
        more = "; ".join(str(e[k]) for k in ("place", "destination", "reason") if e.get(k))
        if e.get("outcome") == "did_not_happen":
            what += ": it did not happen"
        stands = "" if e.get("stands", True) else " (the agency later said otherwise)"
        made.append(
            [
                day(e.get("happened_on")),
                what[:1].upper() + what[1:] + (f", {about}" if about else "") + stands,
                more or "–",
                at(labels, [e.get("record_id")]),
            ]
        )
    heads: list[str | Head] = [
        Head("Day", share=1.1),
        Head("What", share=1.8),
        Head("Where, why", share=1.6),
        Head("Said by", share=1.4),
    ]
    return [table_of("Events, as each list states them", heads, made)]


def _removals(found: Found, names: dict[str, str]) -> list[Any]:
    rows = list_of(found, "removals")
    if not rows:
        return []
    made = [
        [words(day(r.get("removed_on"))), words(_name(r, "parent", names)), words(_name(r, "child", names)),
         words(strong(determination(str(r.get("determination"))))), words(spoken(r.get("reason"))), words(code(str(r.get("removal_id") or "")))]
        for r in rows
    ]  # fmt: skip
    heads: list[str | Head] = [
        "Removed on",
        Head("Parent", share=1.2),
        Head("Child", share=1.2),
        "Determination",
        Head("Why", share=2.2),
        Head("Id", share=1.6),
    ]
    return [table_of("Removals apart", heads, made)]


def _search(found: Found, labels: dict[str, str]) -> list[Any]:
    search = found.get("search")
    if not isinstance(search, dict):
        return []
    status = STATUS_WORDS.get(str(search.get("status")), (readable(str(search.get("status") or "")), ""))[0]
    return [
        Paragraph(
            words(
                "The search for this child's parents: ",
                strong(status),
                f". {said(search.get('reason'))} ({at(labels, search.get('record_ids'))})",
            )
        )
    ]
