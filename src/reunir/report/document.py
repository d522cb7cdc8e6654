"""A document before it has a format: what HTML, PDF and DOCX are printed from, so that they say the same.

A document is sections of blocks; a block's words are spans. Nothing here knows a run or a format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Span:
    """Words in one style. `style`: "", `strong`, `em`, `code` or `small`; `to`: id of a section that they lead to."""

    text: str
    style: str = ""
    to: str = ""


Words = tuple[Span, ...]


def words(*parts: str | Span | Words) -> Words:
    """Spans from texts and spans, in order."""
    made: list[Span] = []
    for part in parts:
        made += [Span(part)] if isinstance(part, str) else [part] if isinstance(part, Span) else list(part)
    return tuple(span for span in made if span.text)


def strong(text: str) -> Span:
    return Span(text, "strong")


def code(text: str) -> Span:
    return Span(text, "code")


@dataclass(frozen=True)
class Paragraph:
    words: Words


@dataclass(frozen=True)
class Bullets:
    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Terms:
    """Terms and what stands beside each: facts of a run, a glossary."""

    items: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True)
class Notice:
    """What a reader must know first, set apart."""

    title: str
    items: tuple[Words, ...]


@dataclass(frozen=True)
class Tile:
    """One figure at the head of a document: its number, a few words, and lines beneath."""

    value: str
    label: str
    lines: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Tiles:
    items: tuple[Tile, ...]


@dataclass(frozen=True)
class Head:
    """A column's heading. `number`: its cells are numbers, set to the right; `share`: its part of the width."""

    title: str
    number: bool = False
    share: float = 1.0


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first cell of a row is its heading. Each cell is words; `foot`: rows of sums."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Words, ...], ...]
    foot: tuple[tuple[Words, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG. `alt`: what it shows, in a sentence or two, for whoever cannot see it."""

    title: str
    svg: str
    alt: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """`id`: where links lead; sections within sections are headings of the next level."""

    id: str
    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | Bullets | Terms | Notice | Tiles | Table | Picture | Section


@dataclass(frozen=True)
class Document:
    """`kind`: what sort of document it is, over its title; `facts`: what it says of itself under it; `foot`: the
    line at the foot of each page; `day`: ISO day that its files bear, the same for the same run."""

    title: str
    kind: str
    facts: tuple[tuple[Words, Words], ...]
    sections: tuple[Section, ...]
    foot: str
    day: str
    language: str = "en"
    contents: bool = True
    stylesheet: str = field(default="")


def table_of(title: str, heads: Sequence[str | Head], rows: Sequence[Sequence[str | Span | Words]], note: str = "") -> Table:
    """A table from plain cells."""
    made = tuple(Head(h) if isinstance(h, str) else h for h in heads)
    return Table(title, made, tuple(tuple(words(cell) for cell in row) for row in rows), note=note)
