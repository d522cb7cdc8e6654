"""The words of a report, once: a run as a document, from which HTML, PDF and DOCX are printed.

A module a part of the report; `told` has what they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reunir.engine import Engine
from reunir.figures.bridge import Bridge
from reunir.report.contents import Contents
from reunir.report.document import Document, Section, code, words
from reunir.report.story import audited, children, ends, front, received, search, way
from reunir.report.story.told import Told, told_of
from reunir.report.words import day, number

SECTIONS = (
    ("about", "What this is", front.about),
    ("glance", "At a glance", front.glance),
    ("received", "What was received", received.received),
    ("children", "The children separated", children.children),
    ("removals", "Removals apart", audited.removals),
    ("decisions", "Decisions and their faults", audited.decisions),
    ("search", "The search for parents", search.search),
    ("way", "The way from the last figures", way.way),
    ("figures", "All figures and what they count", search.figures),
    ("findings", "Findings by rule", audited.findings),
    ("cells", "Cells that could not be read", received.cells),
    ("beside", "Counted beside", audited.beside),
    ("limits", "What these records cannot say", ends.limits),
    ("check", "How to check this report", ends.check),
    ("glossary", "Words used", ends.glossary),
)
"""The sections, in order. All are there whether or not a run has anything for them, but the bridges: only where
some were asked for."""


def document(engine: Engine, run: dict[str, Any], contents: Contents, bridges: Sequence[Bridge] = ()) -> Document:
    """The report of a run. The same run gives the same document."""
    chosen = [s for s in SECTIONS if s[0] != "way" or bridges]
    told = told_of(engine, run, contents, bridges, tuple(key for key, _, _ in chosen))
    title = told.run["title"] or "Report"
    return Document(
        title, "Report on families separated in custody", _facts(told),
        tuple(Section(key, heading, tuple(make(told))) for key, heading, make in chosen),
        foot_of(told.run), told.run["as_of"], short=f"{title}: as of {day(told.run['as_of'])} (run {told.run['run_id']})",
    )  # fmt: skip


def _facts(told: Told) -> tuple[Any, ...]:
    run, standard = told.run, told.standard
    facts = [("As of", words(day(run["as_of"]))), ("Lists received", words(number(len(told.contents.lists))))]
    if standard["title"]:
        facts.append(("Standard", words(standard["title"])))
    if told.bridges:
        froms = sorted({b.from_day for b in told.bridges})
        facts.append(("Compared with", words("; ".join(day(d) for d in froms))))
    facts += [("Run", words(code(run["run_id"]))), ("Journal head", words(code(run["head"])))]
    return tuple((words(name), value) for name, value in facts)


def foot_of(run: dict[str, Any]) -> str:
    """What the foot of every page says of its run: `run` as text."""
    head = run["head"]
    return f"Run {run['run_id']}, journal head {head[:16]}{'…' if len(head) > 16 else ''}"


__all__ = ["SECTIONS", "document", "foot_of"]
