"""A layout proposed for a list that has none: from its headings, in English and Spanish, checked against its values.

What is not sure is left out (as a comment, with the reason and what comes to mind), because a wrong field is worse
than a missing one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from reunir.errors import ListError
from reunir.intake.files import open_book, rows, sheet_numbers
from reunir.intake.header import HEADINGS_WITHIN, PAIRS_WITHIN, paired
from reunir.intake.heading_words import read_heading, read_headings, words
from reunir.intake.layout import Layout, fold, parse_layout
from reunir.intake.looks import SAMPLE, SWAPPED, Look, formats, is_date
from reunir.intake.meanings import Proposal, understand
from reunir.intake.own_words import blanks_seen, codes_for, is_blank, is_hidden, marks_seen
from reunir.intake.whose import List

SAMPLE_ROWS = 2000
LOOKED_AT = 200
"""Cells of a row that are looked at to tell headings from other rows."""


@dataclass(frozen=True)
class _Sheet:
    """The top of a sheet: its headings, the cells under each, and the words above them."""

    name: str
    headings: list[str]
    cells: list[list[str]]
    above: str


def propose(path: Path, sheet: str | None = None) -> str:
    """The TOML text of a layout for a file, to be looked over. ListError where no headings can be found.

    It loads with `parse_layout`, unless no column at all is understood.
    """
    top = _top(Path(path), sheet)
    looks = [Look(tuple([c for c in column if not is_blank(c) and not is_hidden(c)][:SAMPLE])) for column in top.cells]
    title = frozenset(words(f"{top.name} {top.above}"))
    proposals, whole = understand(read_headings(top.headings), looks, title)
    return _toml(top, looks, _once(top.headings, proposals), whole)


def _top(path: Path, sheet: str | None) -> _Sheet:
    """The sheet that was asked for, else the one most of whose headings are understood, the first of equals."""
    book = open_book(path)
    found = []
    for number in sheet_numbers(book, sheet):
        top = list(islice(rows(book, number), HEADINGS_WITHIN + SAMPLE_ROWS))
        if any(c.strip() for _, row in top for c in row):
            at, headings = _heading_row(top, book.file, book.facts(number).merged)
            found.append((len({_says(h) for h in headings[:LOOKED_AT]} - {None}), -number, at, headings, top))
    if not found:
        raise ListError(f"{book.file}: is empty; ask for the list again")
    _, minus, at, headings, top = max(found, key=lambda one: one[:2])
    body = [row for _, row in top[at + 1 :]]
    cells = [[" ".join(row[i].split()) for row in body if i < len(row)] for i in range(len(headings))]
    above = " ".join(c for _, row in top[:at] for c in row if c.strip())[:500]
    return _Sheet(f"{Path(book.file).stem} {book.sheets[-minus - 1]}".strip(), headings, cells, above)


def _heading_row(
    top: Sequence[tuple[int, list[str]]], file: str, merged: Sequence[tuple[int, int, int, int]]
) -> tuple[int, list[str]]:
    """Where the headings stand, and what they are: the row with the most headings that are understood, else the first
    that is as wide as most rows; with the row above it, where the two joined say more."""
    filled = [(i, row) for i, (_, row) in enumerate(top) if any(c.strip() for c in row)]
    if not filled:
        raise ListError(f"{file}: is empty; ask for the list again")
    widest = max(sum(bool(c.strip()) for c in row) for _, row in filled)
    at, row = max(
        filled[:HEADINGS_WITHIN],
        key=lambda item: (
            len({_says(c) for c in item[1][:LOOKED_AT]} - {None}),
            sum(bool(c.strip()) and not any(ch.isdigit() for ch in c) for c in item[1]) > widest / 2,
            -item[0],
        ),
    )
    alone = [c.strip() for c in row]
    if 0 < at < PAIRS_WITHIN and any(c.strip() for c in top[at - 1][1]):
        both = paired(top[at - 1][1], top[at][0], row, _plain_layout(), merged).texts
        if len({_says(c) for c in both[:LOOKED_AT]} - {None}) > len({_says(c) for c in alone[:LOOKED_AT]} - {None}):
            return at, both
    return at, alone


def _says(cell: str) -> tuple[tuple[str, ...], ...] | None:
    """What a cell says as a heading of a field, or None where its words name none: `Mother` is as often a cell."""
    if not cell.strip() or len(cell) > 80:
        return None
    h = read_heading(cell)
    names = h.says and bool(h.fields or h.named or (h.events and h.slots))
    return (h.who, h.fields, h.events, h.slots, h.named) if names else None


def _once(headings: Sequence[str], proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals, without those of headings that read as one with an earlier heading: a layout knows a column by
    its heading, and the first is read."""
    seen: set[str] = set()
    found = []
    for heading, proposal in zip(headings, proposals, strict=True):
        key = fold(heading) if heading else ""
        twice = bool(key) and key in seen
        seen.add(key)
        found.append(Proposal(None, "a heading that stands twice: rename it to have it read") if twice else proposal)
    return found


def _toml(top: _Sheet, looks: Sequence[Look], proposals: Sequence[Proposal], whole: List) -> str:
    days = [v for p, look in zip(proposals, looks, strict=True) if p.field and is_date(p.field) for v in look.cells]
    dates, say = formats(days)
    say += _both_ways(top.headings, looks, proposals) if len(dates) > 1 else ""
    blank = blanks_seen(top.cells, [c.heading.fields for c in whole.columns])
    hidden = marks_seen(top.cells)
    lines = [
        "# Proposed from the headings and values of the list: look it over, line by line, before a",
        "# list is received by it.",
        "# To decide by hand: whose word the list is (agency), and whether the next list of this kind adds to it",
        "# (addition), takes its place (snapshot), or tells of things that happened (log).",
        "",
        f"title  = {_quoted(top.name)}",
        f"agency = {_quoted(top.name)}".ljust(40) + " # whose word the list is",
        'kind   = "addition"'.ljust(40) + " # addition, snapshot or log",
        f"dates  = [{', '.join(map(_quoted, dates))}]" + (f"  # {say}" if say else ""),
        f"blank  = [{', '.join(map(_quoted, blank))}]".ljust(40) + " # cells that say nothing, as far as any were seen",
    ]
    if hidden:
        lines.append(f"redacted = [{', '.join(map(_quoted, hidden))}]  # cells that hide something")
    lines.append('# lists = ["separated"]'.ljust(40) + " # where every row is an event, dated or not, name the event")
    lines += ["", "[columns]"]
    pairs = list(zip(top.headings, proposals, strict=True))
    width = max([len(_quoted(h)) for h, p in pairs if p.field], default=0)
    for heading, p in pairs:
        if p.field:
            line = f"{_quoted(heading).ljust(width)} = {_quoted(p.field.path)}"
            lines.append(f"{line}  # {_plain(p.why)}" if p.why else line)
    lines += _left([(h, p) for h, p in pairs if h and not p.field])
    lines += _every_row(proposals, whole) + _codes(looks, proposals)
    return "\n".join(lines) + "\n"


def _both_ways(headings: Sequence[str], looks: Sequence[Look], proposals: Sequence[Proposal]) -> str:
    """Which columns read day first alone and which month first alone, where a list has some of each."""
    alone: dict[str, list[str]] = {}
    for heading, look, p in zip(headings, looks, proposals, strict=True):
        if p.field and is_date(p.field):
            found, _ = formats(look.cells)
            if len(found) == 1 and found[0] in (*SWAPPED, *SWAPPED.values()):
                alone.setdefault("day first" if found[0] in SWAPPED.values() else "month first", []).append(heading)
    if len(alone) < 2:
        return ""
    return "".join(f"; {way}: {', '.join(_quoted(h) for h in names[:3])}" for way, names in sorted(alone.items()))


def _left(pairs: Sequence[tuple[str, Proposal]]) -> list[str]:
    """The columns that are not read, each with the reason and what comes to mind."""
    if not pairs:
        return []
    lines = ["", "# Not read, unless you say what they are:"]
    for heading, p in pairs:
        near = f"; perhaps {' or '.join(p.perhaps)}" if p.perhaps else ""
        lines.append(f"# {_quoted(heading)} = \"\"" + (f"  # {_plain(p.why)}{near}" if p.why or near else ""))
    return lines


def _every_row(proposals: Sequence[Proposal], whole: List) -> list[str]:
    """What the headings say of every row: that the parent of the columns is the mother."""
    people = {p.field.who for p in proposals if p.field and p.field.event is None and p.field.name != "relation"}
    related = {p.field.who for p in proposals if p.field and p.field.event is None and p.field.name == "relation"}
    said = [(who, relation) for who, relation in whole.relations if who in people - related]
    lines = [f"{_quoted(f'{who}.relation')} = {_quoted(relation)}" for who, relation in said]
    return ["", "[every_row]", *lines] if lines else []


def _codes(looks: Sequence[Look], proposals: Sequence[Proposal]) -> list[str]:
    """A table for each column of a closed set whose own words the reader does not know."""
    lines: list[str] = []
    for look, p in zip(looks, proposals, strict=True):
        found = codes_for(p.field, look.distinct, _plain_layout()) if p.field else []
        if p.field and found:
            lines += ["", f"[codes.{_quoted(p.field.path)}]"]
            lines += [f"{_quoted(w)} = {_quoted(code)}" for w, code in _folded_once(found) if code]
            lines += [f"# {_quoted(w)} = \"\"  # say what it stands for" for w, code in _folded_once(found) if not code]
    return lines


def _folded_once(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each word once that reads as one with another (`Age Out`, `AGE OUT`)."""
    return list({fold(w): (w, code) for w, code in reversed(found)}.values())[::-1]


@cache
def _plain_layout() -> Layout:
    """A layout that knows no word of its own."""
    return parse_layout('[columns]\n"note" = "person.note"\n', "plain")


def _plain(text: str) -> str:
    """A comment on one line, without what TOML does not bear in comments."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
