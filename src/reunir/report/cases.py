"""The annex of a report: the cases of the audit and of the search, one by one.

Masked, it holds no name, no birth date, no number, no phone, no municipality and no free text of anybody, so that it
can be filed in public; sealed, it holds names, birth dates, numbers and records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reunir.engine import Engine
from reunir.model import DETERMINATIONS, STATUSES
from reunir.report import findings
from reunir.report.document import Block, Document, Head, Section, Span, Table, Words, code, small, table_of, words
from reunir.report.masking import NOBODY, Named, in_full, masked
from reunir.report.sheets import Book, Column, lines
from reunir.report.story import foot_of
from reunir.report.story.told import in_words, said
from reunir.report.words import DETERMINATION_WORDS, STATUS_WORDS, day, determination, plural

SEAL = "FILED UNDER SEAL"

NOT_REACHED = STATUSES[2:]


@dataclass(frozen=True)
class Case:
    """One removal apart, or one child whose parents were not reached. `answer`: its determination or its status;
    `found`: what is wrong, and what cannot be known, in the words of the rules."""

    case_id: str
    answer: str
    parents: tuple[Named, ...]
    child: Named
    separated_on: date | None
    removed_on: date | None
    found: str
    records: tuple[str, ...]
    indicated: bool = False


def removals(engine: Engine, run: dict[str, Any], sealed: bool) -> list[Case]:
    """Every removal apart, the gravest determinations first, then by day and id."""
    people, wrong = _people(engine, sealed), _findings(engine, run)
    rows = engine.dicts("select * from removal")
    rows.sort(key=lambda r: (r["separation"] != "stated", DETERMINATIONS.index(r["determination"]), r["removed_on"] or date.max, r["removal_id"]))
    return [
        Case(
            r["removal_id"], r["determination"], (people.get(r["parent_id"], NOBODY),), people.get(r["child_id"], NOBODY),
            r["separated_on"], r["removed_on"], wrong.get(r["removal_id"], ""), tuple(r["record_ids"] or ()), r["separation"] != "stated",
        )
        for r in rows
    ]  # fmt: skip


def not_reached(engine: Engine, sealed: bool) -> list[Case]:
    """Every child not reached, by status and id, with the parents from whom it was separated."""
    people = _people(engine, sealed)
    parents: dict[str, list[str]] = {}
    days: dict[str, date] = {}
    for child, parent, on in engine.rows(
        "select child_id, parent_id, separated_on from separation where basis = 'stated' and standing <> 'no' order by child_id, parent_id"
    ):
        parents.setdefault(child, []).extend([parent] if parent else [])
        if on and (child not in days or on < days[child]):
            days[child] = on
    rows = [r for r in engine.dicts("select * from search") if r["status"] in NOT_REACHED]
    rows.sort(key=lambda r: (NOT_REACHED.index(r["status"]), r["child_id"]))
    return [
        Case(
            r["child_id"], r["status"], tuple(people.get(p, NOBODY) for p in parents.get(r["child_id"], ())),
            people.get(r["child_id"], NOBODY), days.get(r["child_id"]), None, "", tuple(r["record_ids"] or ()),
        )
        for r in rows
    ]  # fmt: skip


def _people(engine: Engine, sealed: bool) -> dict[str, Named]:
    shown: Callable[[str, date | None, str | None], Named] = in_full if sealed else masked
    made = {}
    for person, given, family, full, born_on, a_number in engine.rows(
        "select person_id, given_names, family_names, full_name, born_on, a_number from person"
    ):
        made[person] = shown(" ".join(filter(None, (given, family))) or full or "", born_on, a_number)
    return made


def _findings(engine: Engine, run: dict[str, Any]) -> dict[str, str]:
    """Removal -> the faults of what was put to the rules for it, and what of it cannot be known."""
    faults = {r.rule: r.fault for r in findings.by_rule(engine, run)}
    found: dict[str, dict[str, list[str]]] = {}
    for removal, outcome, rule in engine.rows("""
        select removal_id, outcome, rule from (
          select r.removal_id, f.outcome, f.rule from finding f join removal r on r.removal_id = f.subject_id
          union
          select d.removal_id, f.outcome, f.rule from finding f join decision d on d.decision_id = f.subject_id
        ) x where outcome in ('unmet', 'unknown') order by removal_id, outcome, rule"""):
        found.setdefault(removal, {}).setdefault(outcome, []).append(faults.get(rule, rule))
    made = {}
    for removal, of in found.items():
        unknown = [f for f in of.get("unknown", []) if f not in of.get("unmet", [])]
        parts = ["; ".join(of.get("unmet", []))] if of.get("unmet") else []
        parts += [f"cannot be known: {'; '.join(unknown)}"] if unknown else []
        made[removal] = ". ".join(p[:1].upper() + p[1:] for p in parts) + "."
    return made


# --- As a document ----------------------------------------------------------------------------------


def document(engine: Engine, run: dict[str, Any], sealed: bool = False) -> Document:
    """The annex as a document, its pages on their side. The same run gives the same document."""
    told = in_words(run)
    audit, search = removals(engine, run, sealed), not_reached(engine, sealed)
    facts = [("As of", words(day(told["as_of"])))]
    facts += [("Cases", words(f"{plural(len(audit), 'removal')} apart, {plural(len(search), 'child', 'children')} not reached"))]
    facts += [("Run", words(code(told["run_id"]))), ("Journal head", words(code(told["head"])))]
    title = told["title"] or "Report"
    kind = "Annex to the report: cases in full" if sealed else "Annex to the report: cases, masked"
    sections = [Section("about", "What this is", tuple(said(*p) for p in _about(sealed))), _audit(audit, sealed), _search(search, sealed)]
    return Document(
        title, kind, tuple((words(name), value) for name, value in facts), tuple(sections), foot_of(told), told["as_of"],
        seal=SEAL if sealed else "", short=f"{title}: annex, as of {day(told['as_of'])}", wide=True,
    )  # fmt: skip


def _about(sealed: bool) -> list[tuple[str | Span, ...]]:
    who = (
        "It names people in full, with birth dates and numbers. It may be filed only under seal, and may be shown only to those whom "
        "the court or the law allows."
        if sealed else
        "People stand with their initials, their year of birth and the last four figures of their registration number, as Federal Rule "
        "of Civil Procedure 5.2(a) and Federal Rule of Criminal Procedure 49.1(a) ask of minors and of numbers. Parents are masked "
        "alike, since a parent's name tells the child's. No phone, no municipality and no free text of a list is here."
    )  # fmt: skip
    return [
        ("This annex lists the cases behind the report's figures: every removal apart, with its determination and what the rules "
         "found, and every child whose parents were not reached.",),
        (who,),
        ("A case is known by its id. ", code("reunir explain DOCKET ID"), " opens it down to file, sheet, row and column."),
    ]  # fmt: skip


def _audit(cases: Sequence[Case], sealed: bool) -> Section:
    blocks: list[Block] = []
    for name in DETERMINATIONS:
        these = [c for c in cases if c.answer == name and not c.indicated]
        if these:
            title = f"{determination(name)}: {plural(len(these), 'removal')} apart"
            heading = f"{title} ({DETERMINATION_WORDS[name][1]})"
            blocks.append(Section(f"audit-{name}", title, (_removals(heading, these, sealed),)))
    beside = [c for c in cases if c.indicated]
    if beside:
        title = f"Separation indicated only: {plural(len(beside), 'removal')} apart"
        heading = f"{title} (audited alike, in no figure of stated separations)"
        blocks.append(Section("audit-indicated", title, (_removals(heading, beside, sealed, True),)))
    return Section("audit", "Removals apart", tuple(blocks) or (said("No removal apart is in these lists."),))


def _removals(title: str, cases: Sequence[Case], sealed: bool, answers: bool = False) -> Table:
    heads = [Head("Case", share=3), Head("Parent", share=2), Head("Child", share=2), Head("Separated", share=1.2), Head("Removed", share=1.2)]
    heads += [Head("Determination", share=1.3)] if answers else []
    heads += [Head("What the rules found", share=3.5)] + ([Head("Records", share=5)] if sealed else [])
    return table_of(title, heads, [
        [
            code(c.case_id), _who(c.parents), _who((c.child,)), _day(c.separated_on), _day(c.removed_on),
            *([determination(c.answer)] if answers else []), c.found or "–", *([", ".join(c.records)] if sealed else []),
        ]
        for c in cases
    ])  # fmt: skip


def _search(cases: Sequence[Case], sealed: bool) -> Section:
    blocks: list[Block] = []
    for status in NOT_REACHED:
        these = [c for c in cases if c.answer == status]
        if these:
            label, means = STATUS_WORDS[status]
            title = f"{label}: {plural(len(these), 'child', 'children')}"
            heads = [Head("Case", share=2.5), Head("Child", share=2), Head("Parents from whom it was separated", share=3), Head("Separated", share=1.2)]
            heads += [Head("Records", share=4)] if sealed else []
            table = table_of(f"{title} ({means})", heads, [
                [code(c.case_id), _who((c.child,)), _who(c.parents), _day(c.separated_on), *([", ".join(c.records)] if sealed else [])]
                for c in these
            ])  # fmt: skip
            blocks.append(Section(f"search-{status}", title, (table,)))
    return Section("search", "Children whose parents were not reached", tuple(blocks) or (said("There is none."),))


def _day(on: date | None) -> str:
    return on.isoformat() if on else "not stated"


def _who(people: Sequence[Named]) -> Words:
    """A name, and below it what else is known; people one below the other."""
    parts: list[Span] = []
    for person in people:
        more = ", ".join(filter(None, (f"born {person.born}" if person.born else "", f"A {person.number}" if person.number else "")))
        parts.append(Span(("\n" if parts else "") + (person.name or "name not stated")))
        parts += [small(more)] if more else []
    return words(*parts) if parts else words("not stated")


# --- As a workbook ----------------------------------------------------------------------------------


def workbook(engine: Engine, run: dict[str, Any], day_of: date, sealed: bool = False) -> bytes:
    """The annex as a workbook: a sheet of removals apart, and one of children not reached."""
    told = in_words(run)
    book = Book(f"{told['title'] or 'Report'}: annex", day_of, foot_of(told), SEAL if sealed else "")
    about = [("", "".join(p if isinstance(p, str) else p.text for p in part)) for part in _about(sealed)]
    facts = [("As of", day(told["as_of"])), ("Run", told["run_id"]), ("Journal head", told["head"])]
    lines(book, "Read me", f"{told['title'] or 'Report'}: annex", [*([("Seal", SEAL)] if sealed else []), *facts, *about])
    who = [Column("{}", 34 if sealed else 14), Column("{} born", 12), Column("{} number", 14)]
    parent, child = ([Column(c.title.format(name), c.width) for c in who] for name in ("Parent", "Child"))
    tail = [Column("Records", 60)] if sealed else []
    sheet = book.sheet("Removals apart", [
        Column("Case", 56), Column("Determination", 16), Column("Separation", 12), *parent, *child, Column("Separated", 12), Column("Removed", 12),
        Column("What the rules found", 70), *tail,
    ])  # fmt: skip
    for c in removals(engine, run, sealed):
        sheet.add((
            c.case_id, c.answer, "indicated" if c.indicated else "stated", *_cells(c.parents[0]), *_cells(c.child), c.separated_on, c.removed_on,
            c.found, *(["; ".join(c.records)] if sealed else []),
        ))  # fmt: skip
    sheet.end()
    sheet = book.sheet("Not reached", [Column("Case", 32), Column("Status", 14), *child, *parent, Column("Separated", 12), *tail])
    for c in not_reached(engine, sealed):
        parents = [_cells(p) for p in c.parents] or [("", "", "")]
        sheet.add((c.case_id, c.answer, *_cells(c.child), *("; ".join(filter(None, column)) for column in zip(*parents, strict=True)), c.separated_on,
                   *(["; ".join(c.records)] if sealed else [])))  # fmt: skip
    sheet.end()
    return book.closed()


def _cells(person: Named) -> tuple[str, str, str]:
    return person.name, person.born, person.number

