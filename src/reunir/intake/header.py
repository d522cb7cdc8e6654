"""Where a sheet's headings stand, on one row or on two, and the rows below them that are no records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from reunir.intake.files import Book, rows
from reunir.intake.layout import Field, Layout, fold

HEADINGS_WITHIN = 200
"""Rows from the top among which the headings are looked for."""

PAIRS_WITHIN = 50
"""Rows from the top among which headings on two rows are looked for."""

LONGEST_HEADING = 500
"""Characters; a longer cell is no heading."""

_DIGIT = re.compile(r"\d")
_PAGE = re.compile(r"(page|p[aá]gina|p[aá]g\.?)\s*\d+(\s*(of|de|/)\s*\d+)?", re.IGNORECASE)
_COUNTED = (
    r"rows?|records?|registros?|filas?|cases?|casos?|children|ni[nñ][oa]s?|menores|parents?|padres|madres|adults?|adultos|"
    r"famil(?:y|ies|ias?)|people|persons?|personas?|removals?|separations?|separaciones|deportaciones|general|count|n[uú]mero|number|listed"
)
_TOTAL = re.compile(
    rf"(?:grand|overall|report|sub|gran)?[\s-]*(?:total(?:s|es)?|subtotal(?:s|es)?)(?:\s+(?:of|de|del|for|the|los|las|{_COUNTED}))*"
    r"\s*[:=]?\s*(?P<number>\d[\d.,\s]*)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+(]?\s*\$?\s*\d[\d.,\s]*\s*%?\)?")
_A_NUMBER = re.compile(r"\d{8,9}")

Top = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Head:
    """A sheet's headings. `row`: where they stand, the lower where there are two; `cells`: that row; `texts`: what
    a column is called; `keys`: what it is looked up by in the layout; `known`: how many fields they name."""

    row: int
    cells: list[str]
    texts: list[str]
    keys: list[str]
    known: int
    pair: bool = False

    def columns(self, width: int, layout: Layout) -> tuple[tuple[str, ...], tuple[Field | None, ...], tuple[str, ...]]:
        """A name for each of `width` columns (as received where it is its own), its field, and what has to be said."""
        headings: dict[str, None] = {}
        fields: list[Field | None] = []
        notes: list[str] = []
        seen: dict[str, str] = {}
        for i in range(width):
            text = self.texts[i].strip() if i < len(self.texts) else ""
            key = fold(self.keys[i]) if i < len(self.keys) and text else ""
            made = f"(column {letter(i + 1)})"
            heading = text if text and text not in headings else f"{text} {made}".strip()
            while heading in headings:  # somebody gave another column this very name
                heading += "'"
            found = layout.columns.get(key) if key else None
            if found and key in seen:
                notes.append(f"heading {text!r} stands twice ({seen[key]} and {letter(i + 1)}): the first is read")
                found = None
            if key:
                seen.setdefault(key, letter(i + 1))
            headings[heading] = None
            fields.append(found)
        return tuple(headings), tuple(fields), tuple(notes)


def letter(position: int) -> str:
    """A column as a spreadsheet names it: 1 is A, 27 is AA."""
    name = ""
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def top_rows(book: Book, sheet: int) -> Top:
    """The rows of a sheet among which its headings are looked for."""
    return list(islice(rows(book, sheet), HEADINGS_WITHIN))


def find_headings(
    top: Top, layout: Layout, merged: Sequence[tuple[int, int, int, int]] = ()
) -> Head | None:
    """The row, among the first ones, whose cells are the most headings of the layout; or two rows, an upper one
    that groups columns (“Parent”, “Child”) and a lower one, where their joined texts are more of them.

    One heading is enough only where the layout has no other, or it is half of the row's cells: a banner
    that happens to hold one word of the layout is no heading row.
    """
    best: Head | None = None
    enough = min(2, len(layout.columns))
    for at, (number, row) in enumerate(top):
        found = [Head(number, row, row, row, _known(row, layout))]
        if 0 < at < PAIRS_WITHIN and any(top[at - 1][1]):
            found.append(paired(top[at - 1][1], number, row, layout, merged))
        for head in found:
            wide = sum(bool(c.strip()) for c in row)
            if (head.known >= enough or (head.known == 1 and wide <= 2)) and head.known > (best.known if best else 0):
                best = head
    return best


def _known(cells: Sequence[str], layout: Layout) -> int:
    """How many different fields of the layout cells are headings of."""
    folded = (fold(c) for c in cells if c and len(c) <= LONGEST_HEADING)
    return len({layout.columns[f].path for f in folded if f in layout.columns})


def paired(
    upper: Sequence[str], number: int, row: list[str], layout: Layout, merged: Sequence[tuple[int, int, int, int]]
) -> Head:
    """Headings on two rows as one. A heading of the lower row alone speaks where it stands once and the joined text
    is none of the layout's."""
    texts = join_headings(upper, number, row, merged)
    times = Counter(fold(c) for c in row if c and len(c) <= LONGEST_HEADING)
    keys = []
    for i, text in enumerate(texts):
        own = row[i].strip() if i < len(row) else ""
        unknown = fold(text[:LONGEST_HEADING]) not in layout.columns
        alone = own and unknown and len(own) <= LONGEST_HEADING and times[fold(own)] == 1 and fold(own) in layout.columns
        keys.append(own if alone else text)
    return Head(number, row, texts, keys, _known(keys, layout), pair=True)


def join_headings(
    upper: Sequence[str], number: int, row: Sequence[str], merged: Sequence[tuple[int, int, int, int]] = ()
) -> list[str]:
    """Headings on two rows as one: `Parent | | Child` over `Name | DOB | Name` is `Parent Name | Parent DOB | Child Name`.

    `number` is that of the lower row. Where the workbook has merged cells in the upper row, a group is as wide as its
    cell; else it goes on to the next. A column without a lower heading has the upper one.
    """
    width = max(len(upper), len(row))
    groups = _spread(upper, number - 1, width, merged)
    texts = []
    for i in range(width):
        own = row[i].strip() if i < len(row) else ""
        group = groups[i] if own else (upper[i].strip() if i < len(upper) else "")
        texts.append(f"{group} {own}".strip())
    return texts


def _spread(upper: Sequence[str], number: int, width: int, merged: Sequence[tuple[int, int, int, int]]) -> list[str]:
    groups = [upper[i].strip() if i < len(upper) else "" for i in range(width)]
    wide = [m for m in merged if m[0] <= number <= m[1] and m[3] > m[2]]
    if wide:
        for _, _, first, last in wide:
            for i in range(first, min(last, width)):
                groups[i] = groups[i] or groups[first - 1]
        return groups
    for i in range(1, width):
        groups[i] = groups[i] or groups[i - 1]
    return groups


class PageHeaders:
    """Rows that a printed page brings along: the headings again, the banner again, the columns' letters, `page 3`."""

    def __init__(self, headings: Sequence[str], layout: Layout) -> None:
        self.folded = [fold(h) for h in headings]
        self.width = sum(map(bool, self.folded))
        self.key = next((i for i, f in enumerate(self.folded) if f in layout.columns or (f and not layout.columns)), None)
        if self.key is None:  # of headings on two rows, the lower may hold no word that the layout knows
            self.key = next((i for i, f in enumerate(self.folded) if f), 0)
        self.key_text = self.folded[self.key] if headings else ""
        self.digits = any(c.isdigit() for h in headings for c in h)
        self.letters = {"".join(letter(i + 1) for i in range(n)) for n in range(2, min(len(headings), 702) + 1)}
        self.known: set[str] = set()

    def banner(self, row: list[str]) -> None:
        """A row above the headings."""
        if "".join(row).strip():
            self.known.add("\x1f".join(c.strip() for c in row).strip("\x1f"))

    def matches(self, row: list[str], joined: str) -> bool:
        if joined in self.letters and all(c == letter(i) for i, c in enumerate(row, 1) if c):
            return len(joined) > 1
        if self.known and "\x1f".join(c.strip() for c in row).strip("\x1f") in self.known:
            return True
        if len(joined) <= 40 and _PAGE.fullmatch(joined.strip()):
            return True
        # Most rows hold a digit somewhere and most headings do not, which spares folding a million cells.
        if not self.digits and _DIGIT.search(joined):
            return False
        text = row[self.key] if self.key is not None and self.key < len(row) else ""
        if len(text) <= 200 and text and fold(text) == self.key_text:
            folded = [fold(c) for c in row]
            same = sum(a == b for a, b in zip(folded, self.folded, strict=False) if a)
            # A list of one column may hold its heading as a cell; a repeated heading row is one either way.
            return same == sum(map(bool, folded)) and same >= max(1, self.width - 1)
        return False


def is_total(row: Sequence[str], joined: str, numbered: Sequence[int]) -> bool:
    """Whether a row is a total: all it holds is a label (“Total”, “Total 3,108”, “Totales”) and numbers.

    `numbered`: the places of columns that hold A-numbers; one that does makes the row a record (of a family
    whose name is Total).
    """
    if "otal" not in joined and "OTAL" not in joined:
        return False
    if any(_A_NUMBER.fullmatch(row[i].strip()) for i in numbered if i < len(row)):
        return False
    labels = 0
    for cell in filter(None, (c.strip() for c in row)):
        if len(cell) <= 100 and _TOTAL.fullmatch(cell):
            labels += 1
        elif not (len(cell) <= 40 and _NUMBER.fullmatch(cell)):
            return False
    return labels > 0
