"""A document before it has a format: what HTML, PDF and DOCX are printed from, so that they say the same.

A document is sections of blocks; a block's words are spans. Nothing here knows a run or a format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """Words in one style. `style`: "", `strong`, `em`, `code` or `small`; `to`: id of a section that they lead to.

    In a cell, `small` words after others stand below them; a line break in the text is a line break.
    """

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


def em(text: str) -> Span:
    return Span(text, "em")


def small(text: str) -> Span:
    return Span(text, "small")


def plain(said: Words) -> str:
    """The words without their styles; small ones after others behind a blank."""
    return "".join(f" {span.text}" if span.style == "small" and i else span.text for i, span in enumerate(said))


def printable(text: str) -> str:
    """Text that every format can hold: what is no character of XML (controls, half a pair) becomes U+FFFD, and so does
    what would turn the words after it around."""
    return NO_TEXT.sub("\ufffd", text)


NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Paragraph:
    words: Words


@dataclass(frozen=True)
class Bullets:
    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Terms:
    """Terms and what stands beside each: facts of a run. `below`: it stands below its term, as in a glossary."""

    items: tuple[tuple[Words, Words], ...]
    below: bool = False


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
    """A column's heading. `number`: its cells are numbers, set to the right; `share`: its part of the width;
    `code`: its title is a name in the run."""

    title: str
    number: bool = False
    share: float = 1.0
    code: bool = False


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
    line at the foot of each page; `day`: ISO day that its files bear, the same for the same run; `contents`: its
    sections are numbered and listed at its head; `seal`: what the head of each page says; `short`: the title of the
    window or the file, where it says more; `wide`: pages lie on their side."""

    title: str
    kind: str
    facts: tuple[tuple[Words, Words], ...]
    sections: tuple[Section, ...]
    foot: str
    day: str
    language: str = "en"
    contents: bool = True
    seal: str = ""
    short: str = ""
    wide: bool = False

    @property
    def date(self) -> date:
        """`day` as a date; 1 January 1970 where it is none."""
        try:
            return date.fromisoformat(self.day[:10])
        except ValueError:
            return date(1970, 1, 1)


def caption(title: str) -> tuple[str, str]:
    """A title, and what it adds in round brackets at its end."""
    main, bracket, rest = title.partition(" (")
    return (main, f"({rest}") if bracket and rest.endswith(")") else (title, "")


def table_of(title: str, heads: Sequence[str | Head], rows: Sequence[Sequence[str | Span | Words]], note: str = "") -> Table:
    """A table from plain cells."""
    made = tuple(Head(h) if isinstance(h, str) else h for h in heads)
    return Table(title, made, tuple(tuple(words(cell) for cell in row) for row in rows), note=note)
