"""The report as a workbook, for whoever checks it: each figure, its cases, and the rows of the lists they rest on.

It names nobody: ids, files and rows, and no cell of a list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reunir.engine import Engine
from reunir.figures.bridge import ANSWERS, ASKS, CAUSES, STEPS, Bridge
from reunir.report.contents import Contents
from reunir.report.sheets import Book, Column, lines
from reunir.report.story import foot_of
from reunir.report.story.told import in_words, sentence
from reunir.report.words import DETERMINATION_WORDS, GLOSSARY, STATUS_WORDS, day

BATCH = 20_000
"""Lines read from the engine at a time."""


def xlsx(engine: Engine, run: dict[str, Any], contents: Contents, bridges: Sequence[Bridge] = ()) -> bytes:
    """The whole workbook. The same run gives the same bytes."""
    told = in_words(run)
    try:
        as_of = date.fromisoformat(told["as_of"][:10])
    except ValueError:
        as_of = date(1970, 1, 1)
    book = Book(told["title"] or "Report", as_of, foot_of(told))
    lines(book, "Read me", told["title"] or "Report", _read_me(told, run, contents, bridges))
    _figures(book, engine, contents)
    if bridges:
        _bridge(book, bridges)
    _lists(book, contents)
    _set_aside(book, engine)
    lines(book, "Definitions", "Definitions", _definitions(contents))
    return book.closed()


def _read_me(told: dict[str, Any], run: dict[str, Any], contents: Contents, bridges: Sequence[Bridge]) -> list[tuple[str, str]]:
    standard = run.get("standard") or {}
    rows = [("As of", day(told["as_of"])), ("Run", told["run_id"]), ("Journal head", told["head"])]
    rows += [(name, str(value)) for name, value in (
        ("Code", told["code"]), ("Linkage model", told["model"]), ("Standard", standard.get("title")), ("Cites", standard.get("cites")),
    ) if value]  # fmt: skip
    rows += [("To be known first", w) for w in told["warnings"]]
    rows += [
        ("What this is", "Every figure of the report, each with a sheet of its cases, and for each case the rows of the lists on "
         "which the answer rests. It names nobody: a case is known by its id, and a row by its file, its sheet and its number."),
        ("How to check it", "On the sheet Figures, “Cases” is what the run says and “Counted” what stands on the figure's sheet: "
         "different cases of that cohort. “Agrees” must say yes on every line."),
        ("", "On a figure's sheet a line is one case and one row of a list. Filter “Cohorts” by what it contains to see one cohort; "
         "“all” contains every case. A row's number is the one that a spreadsheet shows; the heading of a plain file is row 1."),
        ("", "reunir verify DOCKET names any altered byte of a list, a rule book or the model, and any altered entry of the "
         "journal; reunir explain DOCKET ID opens a case down to its cells."),
        ("", "No cell of this workbook is a formula: numbers are what the run counted."),
    ]  # fmt: skip
    rows += [("What must hold", f"{what}: {'yes' if holds else 'No: do not rely on these figures'}.") for what, holds in contents.checks]
    if contents.absent:
        rows.append(("Incomplete run", f"It lacks {', '.join(contents.absent)}; what rests on them is empty here and says nothing."))
    if bridges:
        rows.append(("Bridges", "The sheet Bridges has the sums of each way from an earlier figure; the sheet Bridge its cases by cause."))
    return rows


FIGURES = (
    Column("Figure", 34), Column("Cohort", 18), Column("Unit", 16), Column("As of", 12), Column("Value", 10, True),
    Column("Of", 10, True), Column("Cases", 10, True), Column("Counted", 10, True), Column("Agrees", 9), Column("Definition", 80),
)  # fmt: skip

CASES = (
    Column("Case", 48), Column("Cohorts", 26), Column("Answer", 22), Column("Rules unmet", 30), Column("List", 16),
    Column("File", 34), Column("Sheet", 8, True), Column("Row", 9, True), Column("Record", 28),
)  # fmt: skip


def _figures(book: Book, engine: Engine, contents: Contents) -> None:
    """The sheet of figures, and a sheet of cases a figure, each counted as it is written."""
    figures = book.sheet("Figures", FIGURES)
    names = list(dict.fromkeys(f["name"] for f in contents.figures))
    width = len(str(len(names)))
    sheets = {name: book.sheet(f"{i:0{width}} {name}", CASES) for i, name in enumerate(names, 1)}
    counted: dict[tuple[str, str], int] = defaultdict(int)
    last: tuple[str, str] | None = None
    for name, subject, cohorts, *rest in _cases(engine):
        if name not in sheets:
            continue
        if (name, subject) != last:
            last = (name, subject)
            for cohort in cohorts:
                counted[name, cohort] += 1
        sheets[name].add((subject, "; ".join(cohorts), *rest))
    for sheet in sheets.values():
        sheet.end()
    for f in contents.figures:
        count = counted[f["name"], f["cohort"]]
        agrees = "yes" if count == f["cases"] else "NO"
        figures.add((f["name"], f["cohort"], f["unit"], f["as_of"], f["value"], f["denominator"], f["cases"], count, agrees, sentence(f["definition"])),
                    link=sheets[f["name"]].names[0])  # fmt: skip
    figures.end()


CASE_LINES = f"""
with answer as ({ANSWERS}),
counted as (
  select name, subject_id, array_agg(distinct cohort) as cohorts,
    {ASKS} as of
  from figure_case group by name, subject_id
),
rested as (
  select c.name, c.subject_id, c.cohorts, a.record_id
  from counted c left join answer a on a.of = c.of and a.subject_id = c.subject_id
),
source as (select list_id, sheet, min(file) as file from list group by list_id, sheet),
judged as (
  select removal_id as subject_id, determination as answer from removal
  union all select parent_id, determination from removal
  union all select child_id, determination from removal
  union all select child_id, status from search
),
said as (select subject_id, array_agg(distinct answer) as answers from judged group by subject_id),
put as (
  select r.removal_id as subject_id, f.rule from finding f join removal r on r.removal_id = f.subject_id where f.outcome = 'unmet'
  union all
  select d.removal_id, f.rule from finding f join decision d on d.decision_id = f.subject_id where f.outcome = 'unmet'
),
unmet as (select subject_id, array_agg(distinct rule) as rules from put group by subject_id)
select c.name, c.subject_id, c.cohorts, s.answers, u.rules, r.list_id, l.file, r.sheet, r.row, c.record_id
from rested c
left join said s on s.subject_id = c.subject_id
left join unmet u on u.subject_id = c.subject_id
left join record r on r.record_id = c.record_id
left join source l on l.list_id = r.list_id and l.sheet = r.sheet
order by c.name, c.subject_id, r.list_seq nulls last, r.sheet, r.row, c.record_id
"""
"""A line a case and a record: what the case is, its answers, the rules it does not meet, and where the record stands."""


def _cases(engine: Engine) -> Iterator[tuple[Any, ...]]:
    found = engine.con.execute(CASE_LINES)
    while batch := found.fetchmany(BATCH):
        for name, subject, cohorts, answers, rules, list_id, file, sheet, row, record in batch:
            yield (
                name, subject, sorted(cohorts, key=lambda c: (c != "all", c)), "; ".join(sorted(a for a in answers or () if a)),
                "; ".join(sorted(rules or ())), list_id, file or (list_id or ""), sheet, row, record,
            )  # fmt: skip


def _bridge(book: Book, bridges: Sequence[Bridge]) -> None:
    sums = book.sheet("Bridges", (
        Column("Figure", 34), Column("Cohort", 18), Column("From", 12), Column("To", 12), Column("Step", 14), Column("Cause", 50),
        Column("Entered", 10, True), Column("Left", 10, True), Column("Net", 10, True), Column("Value", 10, True),
    ))  # fmt: skip
    cases = book.sheet("Bridge", (
        Column("Case", 48), Column("Figure", 34), Column("Cohort", 18), Column("From", 12), Column("To", 12), Column("Step", 14),
        Column("Cause", 50), Column("Entered or left", 14),
    ))  # fmt: skip
    for one in bridges:
        start = (one.figure, one.cohort, one.from_day, one.to_day)
        sums.add((*start, "", f"Value on {one.from_day}", None, None, None, one.opening))
        for step in STEPS:
            for change in one.of(step):
                cause = CAUSES.get(change.cause, change.cause)
                sums.add((*start, step, cause, len(change.entered), len(change.left), change.net, None))
                for word, ids in (("entered", change.entered), ("left", change.left)):
                    for subject in ids:
                        cases.add((subject, *start, step, cause, word))
        sums.add((*start, "", f"Value on {one.to_day}", None, None, None, one.closing))
    sums.end()
    cases.end()


def _lists(book: Book, contents: Contents) -> None:
    sheet = book.sheet("Lists", (
        Column("List", 16), Column("Sheet", 8, True), Column("Title", 32), Column("Agency", 22), Column("Layout", 22), Column("Kind", 12),
        Column("File", 38), Column("Received on", 12), Column("Received by", 24), Column("Rows", 10, True), Column("Accepted", 10, True),
        Column("Set aside", 10, True), Column("Sums", 8), Column("Gave way on", 12), Column("SHA-256", 70),
    ))  # fmt: skip
    for one in contents.lists:
        holds = "yes" if one["rows"] == (one["accepted"] or 0) + (one["set_aside"] or 0) else "NO"
        sheet.add((*(one[k] for k in ("list_id", "sheet", "title", "agency", "layout", "kind", "file", "received_on", "received_by", "rows",
                                      "accepted", "set_aside")), holds, one["until"], one["sha256"]))  # fmt: skip
    sheet.end()


def _set_aside(book: Book, engine: Engine) -> None:
    sheet = book.sheet("Rows set aside", (
        Column("Record", 28), Column("List", 16), Column("File", 38), Column("Sheet", 8, True), Column("Row", 9, True), Column("Reason", 40),
    ))  # fmt: skip
    found = engine.con.execute("""
        select a.record_id, a.list_id, l.file, a.sheet, a.row, coalesce(a.reason, 'no reason given')
        from set_aside a left join (select list_id, sheet, min(file) as file from list group by list_id, sheet) l
          on l.list_id = a.list_id and l.sheet = a.sheet
        order by a.list_seq, a.sheet, a.row""")
    while batch := found.fetchmany(BATCH):
        for row in batch:
            sheet.add(row)
    sheet.end()


def _definitions(contents: Contents) -> list[tuple[str, str]]:
    rows = [(f["name"], sentence(f["definition"])) for f in contents.figures if f["cohort"] == "all"]
    rows += [(name, f"{label}: {means}.") for name, (label, means) in (DETERMINATION_WORDS | STATUS_WORDS).items()]
    rows += [(r.rule, "; ".join(filter(None, (r.title, r.cites)))) for r in contents.rules]
    return rows + list(GLOSSARY)


