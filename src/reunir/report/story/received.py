"""What was received and how it was read: lists, rows set aside, columns not read, cells that could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reunir.report.document import Block, Head, Span, Table, Words, code, small, table_of, words
from reunir.report.story.told import Told, said
from reunir.report.words import day, number


def received(told: Told) -> Iterator[Block]:
    lists = told.contents.lists
    if not lists:
        yield said("No list has been received. The figures below are empty for that reason alone.")
        return
    yield said(
        "Every row of a list is either a record or set aside with its reason; none is lost. Lists are kept byte for byte "
        "as they were received, and known by the hash of those bytes."
    )
    yield _lists(lists)
    aside = [[words(_title(one), " ", code(one["list_id"])), reason, number(rows)] for one in lists for reason, rows in one["reasons"]]
    if aside:
        yield table_of("Rows set aside, by reason", [Head("List", share=3), Head("Reason", share=3), Head("Rows", True)], aside)
    else:
        yield said("No row was set aside.")
    unread = _unread(told)
    if unread:
        heads = [Head("Kind of list", share=2), Head("Lists", True), Head("Columns", share=5)]
        yield table_of("Columns that no layout reads", heads, [[t, number(n), "; ".join(c)] for t, c, n in unread])
    else:
        yield said("Every column with a heading is read.")


def _title(one: dict[str, Any]) -> str:
    return str(one["title"] or one["layout"] or "")


def _lists(lists: tuple[dict[str, Any], ...]) -> Table:
    heads = (Head("List", share=6), Head("Received", share=2.4), *(Head(h, True, 1.2) for h in ("Rows", "Accepted", "Set aside")))
    rows = []
    for one in lists:
        told = f"{one['agency'] or 'agency not stated'}; {one['kind'] or 'addition'}; layout {one['layout']}\n"
        told += f"file {one['file']}, " if one["file"] else ""
        told += f"list {one['list_id']}" + (f", sheet {one['sheet']}" if one["sheet"] and one["sheet"] > 1 else "")
        told += f"\ngave way to a later list on {day(one['until'])}" if one["until"] else ""
        rows.append((
            words(_title(one), small(told)), words(day(one["received_on"]), small(f"by {one['received_by'] or '–'}")),
            *(words(number(one[k])) for k in ("rows", "accepted", "set_aside")),
        ))  # fmt: skip
    sums = [words(number(sum(one[k] or 0 for one in lists))) for k in ("rows", "accepted", "set_aside")]
    return Table("Lists received (rows below the heading row)", heads, tuple(rows), ((words("All lists"), (), *sums),))


def _unread(told: Told) -> list[tuple[str, tuple[str, ...], int]]:
    """Columns that no layout reads: lists of one title that leave the same ones unread are told together."""
    counts = Counter((_title(one), one["unread"]) for one in told.contents.lists if one["unread"])
    return [(title, columns, lists) for (title, columns), lists in counts.items()]


def cells(told: Told) -> Iterator[Block]:
    found = told.contents.cells
    if not found:
        yield said("Every cell that a layout reads could be read.")
        return
    yield said(
        "A cell that cannot be read, or that contradicts its own row, is never guessed at. It stays as received, leaves "
        "what it would have said empty, and is counted here."
    )
    accepted = sum(one["accepted"] or 0 for one in told.contents.lists)
    heads = [Head("Rule", share=3), Head("Where", share=3), Head("Cells", True), Head("Rows", True)]
    rows: list[list[str | Words]] = [
        [words(f"{c['title']} ", code(c["rule"])), _where(c["fields"]), number(c["cells"]), number(c["records"])] for c in found
    ]
    yield table_of(f"Unreadable and contradictory cells, by rule (of {number(accepted)} rows accepted)", heads, rows)


def _where(fields: list[tuple[str, int]]) -> Words:
    made: list[Span | str] = []
    for i, (name, count) in enumerate(fields):
        made += [", " if i else "", code(name), f" {number(count)}"]
    return words(*made)
