"""Why, as a document: what `explain` found of an id, down to the cells as received.

`page` takes the answer as plain data and gives a document for the printers of a report. Unlike a report it names
people: it is for whoever works the case, and says so on each page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reunir.report import explained_person, explained_removal
from reunir.report.document import Document, Head, Paragraph, Section, Span, code, table_of, words
from reunir.report.explained_parts import fields_of, list_of, records, said
from reunir.report.words import day, number, plural, readable

SEAL = "Names people: not for filing"
"""What the head of each page says."""

Found = dict[str, Any]


def page(found: Found, timeline: str | None = None) -> Document:
    """The document of an answer of `explain`; `timeline`: the family's picture as SVG, for a person.

    Kinds of answer: person, removal, pair, figure, finding, event, record, list and set aside. A kind that is none
    of these is printed as its fields.
    """
    kind = str(found.get("kind") or "")
    title, facts, sections = PAGES.get(kind, _fields)(found, timeline)
    asked = found.get("asked")
    told = [(words("What"), words(readable(kind or "answer"))), (words("Id"), words(code(str(found.get("id") or ""))))]
    if asked and asked != found.get("id"):
        told.append((words("Asked for"), words(code(str(asked)))))
    days = [s["received_on"] for s in list_of(found, "sources") if s.get("received_on")]
    return Document(
        title, "Explanation", (*told, *facts), tuple(sections), f"Explanation of {found.get('id') or ''}".strip(),
        max(map(str, days), default="1970-01-01")[:10], contents=len(sections) > 3, seal=SEAL,
    )  # fmt: skip


Page = tuple[str, tuple[Any, ...], list[Section]]


def _figure(found: Found, timeline: str | None) -> Page:
    rows = [
        [_cohort(f), number(f.get("value")), number(f.get("denominator")), number(f.get("cases"))]
        for f in list_of(found, "figures")
    ]
    heads: list[str | Head] = [Head("Cohort", share=2), *(Head(h, True) for h in ("Value", "Of", "Cases"))]
    sections = [Section("figure", "The figure", (
        Paragraph(words(said(found.get("definition")) or "No definition is kept with this figure.")),
        table_of("The figure by cohort", heads, rows),
    ))]  # fmt: skip
    cases = []
    for f in list_of(found, "figures"):
        first = [str(c) for c in f.get("first_cases") or ()]
        if first:
            title = (
                f"{_cohort(f)}: {'all' if len(first) == f.get('cases') else 'the first'} {plural(len(first), 'case')}"
            )
            cases.append(table_of(title, ["Case"], [[code(c)] for c in first]))
    if cases:
        tail = Paragraph(
            words("Each case opens with ", code("reunir explain"), "; ", code("reunir cases"), " lists them all.")
        )
        sections.append(Section("cases", "The cases behind it", (*cases, tail)))
    return f"Figure {found.get('id')}", ((words("Unit"), words(str(found.get("unit") or "–"))),), sections


def _cohort(figure: Found) -> str:
    return "All" if figure.get("cohort") == "all" else readable(str(figure.get("cohort") or ""))


def _pair(found: Found, timeline: str | None) -> Page:
    parent, child = (explained_person.name_of(found.get(k) or {}) for k in ("parent", "child"))
    blocks: list[Any] = [*explained_person.separations(found, {}), *explained_person.ties(found)]
    beside = list_of(found, "beside")
    if beside:
        rows = [[readable(str(b.get("kind") or "")), ", ".join(map(str, b.get("record_ids") or ()))] for b in beside]
        blocks.append(table_of("Counted beside, in no other figure", ["What", Head("Records", share=2)], rows))
    return (
        f"{parent} and {child}",
        (),
        [Section("pair", "What the lists say of the two", tuple(blocks)), *records(found)],
    )


def _finding(found: Found, timeline: str | None) -> Page:
    facts = (
        (words("Rule"), words(code(str(found.get("rule") or "")))), (words("Outcome"), words(str(found.get("outcome") or "–"))),
        (words("Put to"), words(code(str(found.get("subject_id") or "")))),
    )  # fmt: skip
    why = Section(
        "why", "Why", (Paragraph(words(said(found.get("reason")) or "The rule gives no reason beyond its outcome.")),)
    )
    return (
        f"Finding: {readable(str(found.get('rule') or ''))} is {found.get('outcome') or '–'}",
        facts,
        [why, *records(found)],
    )


def _event(found: Found, timeline: str | None) -> Page:
    statements = list_of(found, "statements")
    names = [n for n in dict.fromkeys(k for s in statements for k in s) if n not in SOURCE_FIELDS]
    rows = [[readable(n), *(_cell(s.get(n)) for s in statements)] for n in names]
    heads: list[str | Head] = [
        "",
        *(Head(f"{s.get('agency') or 'Journal'}, row {s.get('row') or '–'}") for s in statements),
    ]
    facts = ((words("Happened on"), words(day(found.get("happened_on")))), (words("Person"), words(code(str(found.get("person_id") or "–")))),
             (words("Child"), words(code(str(found.get("child_id") or "–")))))  # fmt: skip
    sections = [Section("said", "What each list says of it", (table_of("Statements side by side", heads, rows),))]
    return f"Event: {readable(str(found.get('event') or ''))}", facts, [*sections, *records(found)]


SOURCE_FIELDS = (
    "event_id",
    "statement_id",
    "list_id",
    "list_seq",
    "kind",
    "person_id",
    "child_id",
    "mention_id",
    "child_mention_id",
    "layout",
    "sheet",
)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _record(found: Found, timeline: str | None) -> Page:
    sections = []
    mentions = list_of(found, "mentions")
    if mentions:
        rows: list[list[str | Span]] = [
            [readable(str(m.get("who") or "")), code(str(m.get("person_id") or "–"))] for m in mentions
        ]
        sections.append(
            Section(
                "who", "Whom the row names", (table_of("People of the row", ["As", Head("Person", share=3)], rows),)
            )
        )
    odd = list_of(found, "cell_findings")
    if odd:
        cells = [
            [str(c.get("heading") or c.get("field") or ""), _cell(c.get("cell")), said(c.get("reason"))] for c in odd
        ]
        table = table_of(
            "Cells that could not be read, or that contradict their row",
            ["Heading", "Cell", Head("What is wrong", share=2)],
            cells,
        )
        sections.append(Section("odd", "What could not be read", (table,)))
    return f"Record {found.get('id')}", (), [*sections, *records(found)]


def _list(found: Found, timeline: str | None) -> Page:
    readings = list_of(found, "readings")
    first = readings[0] if readings else {}
    names = [n for n in first if n not in ("list_id", "list_seq")]
    rows = [
        [
            readable(n),
            *(day(str(r[n])) if n in ("received_on", "until") and r.get(n) else _cell(r.get(n)) for r in readings),
        ]
        for n in names
    ]
    heads: list[str | Head] = ["", *(Head(f"Sheet {r.get('sheet') or 1}", share=2) for r in readings)]
    sections = [Section("list", "How it was received and read", (table_of("The list, by sheet", heads, rows),))]
    aside = list_of(found, "set_aside")
    if aside:
        table = table_of(
            "Rows set aside",
            [Head("Reason", share=3), Head("Rows", True), Head("First row", True)],
            [
                [said(a.get("reason")) or "no reason given", number(a.get("n")), number(a.get("first_row"))]
                for a in aside
            ],
        )
        sections.append(Section("aside", "Rows that became no record", (table,)))
    return f"List {first.get('file') or found.get('id')}", (), sections


def _aside(found: Found, timeline: str | None) -> Page:
    facts = ((words("List"), words(code(str(found.get("list_id") or "")))), (words("Sheet"), words(_cell(found.get("sheet")))),
             (words("Row"), words(_cell(found.get("row")))))  # fmt: skip
    why = Section("why", "Why it is no record", (Paragraph(words(said(found.get("reason")) or "No reason is kept.")),))
    return f"Row set aside: {found.get('id')}", facts, [why]


def _fields(found: Found, timeline: str | None) -> Page:
    return f"Explanation of {found.get('id') or 'an id'}", (), [Section("fields", "What is known", (fields_of(found),))]


PAGES: dict[str, Callable[[Found, str | None], Page]] = {
    "person": explained_person.page, "removal": explained_removal.page, "pair": _pair, "figure": _figure,
    "finding": _finding, "event": _event, "record": _record, "list": _list, "set aside": _aside,
}  # fmt: skip
"""Kind of answer -> its title, its facts and its sections."""
