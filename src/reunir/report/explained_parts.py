"""What the pages of `explained` share: sources in words, cells as received, findings in plain words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from reunir import audit
from reunir.report.document import Head, Paragraph, Section, Span, Table, Terms, Words, code, table_of, words
from reunir.report.words import day, plural, readable

Found = dict[str, Any]


def list_of(found: Found, name: str) -> list[Found]:
    """The rows under a name; none where there are none."""
    held = found.get(name)
    return [row for row in held if isinstance(row, dict)] if isinstance(held, list) else []


def said(text: Any) -> str:
    """A sentence with its days in words and a capital at its head."""
    parts = [_spelled(word) for word in str(text or "").split(" ")]
    told = " ".join(parts).strip()
    return told[:1].upper() + told[1:]


def spoken(reason: Any) -> str:
    """A reason that lists the rules unmet by their codes, with what is wrong in words instead."""
    told = re.sub(r"unmet: ([a-z_]+(?:, [a-z_]+)*)", lambda m: "; ".join(_fault(c) for c in m[1].split(", ")), str(reason or ""))
    return said(told)


def _fault(rule: str) -> str:
    return (_rules()[rule][2] if rule in _rules() else "") or rule.replace("_", " ")


def _spelled(word: str) -> str:
    body = word.rstrip(".,;:)")
    plain = len(body) == 10 and body[4:5] == body[7:8] == "-" and body.replace("-", "").isdigit()
    return (day(body) + word[len(body) :]) if plain else word


def cell(value: Any) -> str:
    """A value as words; nothing is a dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _where(source: Found, by: str) -> str:
    """A record's place in a few words: agency or list, row, sheet where it is not the first."""
    sheet = source.get("sheet")
    if source.get("list_id") == "journal":
        return f"journal, entry {source.get('row')}"
    of = source.get(by) or source.get("title") or source.get("agency") or source.get("list_id")
    return f"{of}, row {source.get('row')}" + (f" of sheet {sheet}" if isinstance(sheet, int) and sheet > 1 else "")


def places(found: Found) -> dict[str, str]:
    """Record id -> where it stands: by its agency; by the list's title where the answer rests on several kinds of
    list of the agency; and with the day where that leaves two alike."""
    sources = list_of(found, "sources")
    kinds: dict[Any, set[Any]] = {}
    for s in sources:
        kinds.setdefault(s.get("agency"), set()).add(s.get("title"))
    labels = {
        str(s.get("record_id")): _where(s, "title" if len(kinds[s.get("agency")]) > 1 else "agency") for s in sources
    }
    counts = Counter(labels.values())
    for s in sources:
        record = str(s.get("record_id"))
        if counts[labels[record]] > 1:
            labels[record] += f" (received {day(s.get('received_on'))})"
    return labels


def at(labels: dict[str, str], record_ids: Any) -> str:
    """Records in words, each by its place where it is known."""
    return "; ".join(labels.get(str(r), str(r)) for r in record_ids or ()) or "–"


def records(found: Found) -> list[Section]:
    """Each record that the answer rests on, cell by cell as received, in a section of its own within one."""
    sources = list_of(found, "sources")
    if not sources:
        return []
    inner: list[Any] = [Paragraph(words(
        f"What is above rests on {plural(len(sources), 'record')}. Cells are as received; blank ones are counted, not shown."
    ))]  # fmt: skip
    labels = places(found)
    for i, source in enumerate(sources, 1):
        title = labels[str(source.get("record_id"))]
        inner.append(Section(f"record-{i}", title[:1].upper() + title[1:], (_place(source), _cells(source))))
    return [Section("records", "The records, as received", tuple(inner))]


def _place(source: Found) -> Terms:
    facts: list[tuple[Words, Words]] = [
        (words("File"), words(str(source.get("file") or "the journal"))),
        (words("Sheet and row"), words(f"{source.get('sheet') or '–'}, {source.get('row') or '–'}")),
        (words("List"), words(str(source.get("title") or "–"), ", ", code(str(source.get("list_id") or "")))),
        (words("Received"), words(day(source.get("received_on")))),
        (words("Record"), words(code(str(source.get("record_id") or "")))),
    ]
    return Terms(tuple(facts))


def _cells(source: Found) -> Table | Paragraph:
    held = list_of(source, "cells")
    full = [c for c in held if str(c.get("cell") or "").strip()]
    if not full:
        return Paragraph(words("Every cell that is read of this row is blank."))
    rows: list[list[str | Span | Words]] = [
        [cell(c.get("column")), str(c.get("heading") or ""), code(str(c.get("field") or "")), str(c.get("cell"))]
        for c in full
    ]
    blank = len(held) - len(full)
    note = (
        f"{plural(blank, 'column')} that the layout reads {'is' if blank == 1 else 'are'} blank in this row."
        if blank
        else ""
    )
    heads: list[str | Head] = [
        Head("Column", share=0.7),
        Head("Heading", share=1.6),
        Head("Read as", share=1.7),
        Head("Cell", share=2.4),
    ]
    return table_of("Cells of the row", heads, rows, note)


@cache
def _rules() -> dict[str, tuple[str, str, str]]:
    """Rule -> its title, its citation, and what is wrong where it is unmet."""
    known = {r.code: (r.title, r.cites, r.fault) for r in audit.rules({"rules": {c: {} for c in audit.codes()}})}
    return {**{c: (title, "", "") for c, title in audit.RECORD_RULES.items()}, **known}


def rule_title(rule: str) -> str:
    """What a rule asks, in words."""
    return _rules()[rule][0] if rule in _rules() else readable(rule)


def rule_cites(rule: str) -> str:
    return _rules()[rule][1] if rule in _rules() else ""


OUTCOMES = {"unmet": 0, "unknown": 1, "met": 2}
"""What a reader looks for first."""


def findings(title: str, rows: Sequence[Found], labels: dict[str, str]) -> Table:
    """Findings in plain words, the unmet first, then the unknown."""
    ordered = sorted(
        rows, key=lambda f: (OUTCOMES.get(str(f.get("outcome")), 3), str(f.get("rule")), str(f.get("finding_id")))
    )
    made = [
        [words(rule_title(str(f.get("rule")))), words(str(f.get("outcome") or "–").capitalize()), words(said(f.get("reason")) or "–"),
         words(at(labels, f.get("record_ids")))]
        for f in ordered
    ]  # fmt: skip
    heads: list[str | Head] = [
        Head("The rule asks", share=2),
        Head("Outcome", share=0.8),
        Head("Why", share=2.4),
        Head("Rests on", share=1.4),
    ]
    return table_of(title, heads, made)


def fields_of(found: Found) -> Terms:
    """An answer as its fields, where its kind has no page of its own."""
    return Terms(tuple(
        (words(readable(str(name))), words(json.dumps(value, sort_keys=True, ensure_ascii=False) if isinstance(value, dict | list) else cell(value)))
        for name, value in found.items()
    ))  # fmt: skip
