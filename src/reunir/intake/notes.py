"""What a receipt says of a sheet beside its rows: what is hidden, merged, wrong or without a value, and other sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reunir.intake.facts import Facts, Span
from reunir.intake.files import Book
from reunir.intake.header import Head, letter

NAMED = 8
"""How many places are named one by one."""


def facts_said(book: Book, sheet: int, facts: Facts, head: Head, headings: Sequence[str]) -> Iterator[str]:
    """What the operator must know of how the sheet was read, a line each."""
    if book.hidden(sheet):
        yield f"sheet {book.sheets[sheet - 1]!r} is hidden in the workbook; it is read like any other"
    below = [(max(a, head.row + 1), b) for a, b in facts.hidden_rows if b > head.row]
    if below:
        one = len(below) == 1 and below[0][0] == below[0][1]
        yield f"row{'' if one else 's'} {_spans(below)} {'is' if one else 'are'} hidden in the workbook; {'it is' if one else 'they are'} read like the others"
    columns = [(a, min(b, len(headings))) for a, b in facts.hidden_columns if a <= len(headings)]
    if columns:
        named = [headings[i - 1] for a, b in columns for i in range(a, b + 1) if not headings[i - 1].startswith("(column ")]
        one = len(columns) == 1 and columns[0][0] == columns[0][1]
        shown = f" ({', '.join(map(repr, named[:NAMED]))})" if named else ""
        yield (
            f"column{'' if one else 's'} {_spans(columns, letter)}{shown} {'is' if one else 'are'} hidden in the workbook; "
            f"{'it is' if one else 'they are'} read like the others"
        )
    down = [f"{letter(c)}{a}:{letter(c)}{b}" for a, b, c, _ in sorted(facts.merged) if b > a > head.row]
    if down:
        yield f"cells merged over several rows are read in each of these rows that holds anything: {_some(down)}"
    across = [f"{letter(c)}{a}:{letter(d)}{b}" for a, b, c, d in sorted(facts.merged) if d > c and a > head.row]
    if across:
        yield f"cells merged over several columns are read in the first of them: {_some(across)}"
    unvalued = [f"{letter(c)}{r}" for r, c in sorted(facts.unvalued) if r > head.row]
    if unvalued:
        yield (
            f"{len(unvalued):,} formula{'s' if len(unvalued) > 1 else ''} without a stored value, read as blank: {_some(unvalued)}; "
            f"open the workbook in a spreadsheet and save it, then receive it again"
        )
    wrong = [f"{letter(c)}{r} {words}" for r, cells in sorted(facts.errors.items()) if r > head.row for c, words in sorted(cells)]
    if wrong:
        yield f"{len(wrong):,} cell{'s' if len(wrong) > 1 else ''} with an error, kept as its words: {_some(wrong)}"


def other_sheets(book: Book, chosen: int, fitting: Mapping[int, Head]) -> Iterator[str]:
    """The other sheets that hold rows, and how to receive those that fit the layout."""
    fit = [n for n in fitting if n != chosen]
    if fit:
        named = ", ".join(f"{n} {book.sheets[n - 1]!r}" for n in fit[:NAMED])
        yield (
            f"other sheets have this layout's headings too and were not read: {named}{_more(fit)}; "
            f"receive each with --sheet {fit[0]}" + (" and so on" if len(fit) > 1 else "")
        )
    rest = [n for n in range(1, len(book.sheets) + 1) if n != chosen and n not in fitting]
    held = [(n, book.workbook.filled(n) if book.workbook else 0) for n in rest]
    held = [(n, count) for n, count in held if count]
    if held:
        named = ", ".join(
            f"{n} {book.sheets[n - 1]!r} ({count:,} row{'s' if count > 1 else ''}{', hidden' if book.hidden(n) else ''})"
            for n, count in held[:NAMED]
        )
        yield f"other sheets hold rows under other headings and were not read: {named}{_more(held)}"


def _spans(spans: Iterable[Span], say: object = str) -> str:
    name = letter if say is letter else str
    texts = [name(a) if a == b else f"{name(a)}-{name(b)}" for a, b in spans]
    return _some(texts)


def _some(texts: Sequence[str]) -> str:
    return ", ".join(texts[:NAMED]) + _more(texts)


def _more(items: Sequence[object]) -> str:
    return f" and {len(items) - NAMED:,} more" if len(items) > NAMED else ""
