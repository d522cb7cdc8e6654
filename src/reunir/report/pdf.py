"""A document as PDF: PDF/A-2a and PDF/UA-1 at once, set by Typst from one template.

Words go to the template as data, so that none can be markup. Only the faces that come with Typst are used: the same
document gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from reunir.report.document import (
    Block,
    Bullets,
    Document,
    Notice,
    Paragraph,
    Section,
    Span,
    Table,
    Terms,
    Tiles,
    Words,
    caption,
)
from reunir.report.faces import broken, latin, shown, widths

TEMPLATE = Path(__file__).parent / "templates" / "document.typ"

STANDARDS = ["a-2a", "ua-1"]


def pdf(document: Document) -> bytes:
    """The whole file. Typst takes a moment to load, so it is loaded when the first PDF is set."""
    import typst

    said = json.dumps(data(document), ensure_ascii=False)
    try:
        return _set(said, document)
    except typst.TypstError:  # two characters side by side that no face has together, most likely
        return _set(latin(said), document)


def _set(said: str, document: Document) -> bytes:
    import typst

    standards: list[Any] = [*STANDARDS]
    made = typst.compile(
        TEMPLATE.read_bytes(), format="pdf", sys_inputs={"document": said}, pdf_standards=standards, ignore_system_fonts=True,
        timestamp=datetime.combine(document.date, datetime.min.time(), UTC),
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


def data(document: Document) -> dict[str, Any]:
    """What the template is given: all that the file says."""
    setting = Setting(WIDE if document.wide else UPRIGHT, frozenset(_ids(document.sections)))
    return {
        "title": shown(document.title), "kind": shown(document.kind), "foot": shown(document.foot), "seal": shown(document.seal),
        "day": document.date.isoformat(), "language": document.language, "contents": document.contents, "wide": document.wide,
        "facts": _pairs(document.facts), "sections": _blocks(document.sections, setting),
    }  # fmt: skip


UPRIGHT, WIDE = 499.0, 679.0
"""Points across the text of a page that stands, and of one that lies on its side."""

HIGH = {UPRIGHT: 590.0, WIDE: 400.0}
"""Points that a picture may be high."""

SMALL = 7
"""A table of more columns is set smaller; of three fewer on a page that lies on its side."""


LONG = 600
"""A row in which a cell has more letters may be parted between pages."""


@dataclass(frozen=True)
class Setting:
    """The width of the text in points, the sections that words may lead to, and the next numbers of tables and of
    pictures."""

    width: float
    ids: frozenset[str] = frozenset()
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    pictures: Iterator[int] = field(default_factory=lambda: count(1))


def _ids(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Section):
            yield block.id
            yield from _ids(block.blocks)


def _blocks(blocks: Iterable[Block], setting: Setting) -> list[dict[str, Any]]:
    return [_block(block, setting) for block in blocks]


def _block(block: Block, setting: Setting) -> dict[str, Any]:
    if isinstance(block, Section):
        return {"kind": "section", "id": block.id, "title": shown(block.title), "blocks": _blocks(block.blocks, setting)}
    if isinstance(block, Paragraph):
        said = tuple(s if s.to in setting.ids else Span(s.text, s.style) for s in block.words)
        return {"kind": "paragraph", "words": _words(said)}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "numbered": block.numbered, "items": [_words(item) for item in block.items]}
    if isinstance(block, Terms):
        return {"kind": "terms", "below": block.below, "items": _pairs(block.items)}
    if isinstance(block, Notice):
        return {"kind": "notice", "title": shown(block.title), "items": [_words(item) for item in block.items]}
    if isinstance(block, Tiles):
        return {"kind": "tiles", "items": [
            {"value": shown(t.value), "label": shown(t.label), "lines": [_words(line, 30) for line in t.lines]} for t in block.items
        ]}  # fmt: skip
    if isinstance(block, Table):
        return _table(block, next(setting.tables), setting.width)
    wide, high = _size(block.svg, setting.width)
    return {
        "kind": "picture", "number": next(setting.pictures), "title": _title(block.title), "svg": shown(block.svg),
        "alt": shown(block.alt) or shown(block.title) or "Picture", "note": shown(block.note), "width": round(wide, 2), "height": round(high, 2),
    }  # fmt: skip


def _table(table: Table, number: int, whole: float) -> dict[str, Any]:
    size = 8.0 if len(table.heads) > (SMALL if whole == UPRIGHT else SMALL - 3) else 9.0
    columns = widths(table, whole, size * 0.56, 10)
    room = [int((one - 8) / (size * 0.62)) for one in columns]
    long = max((sum(len(span.text) for span in cell) for row in table.rows for cell in row), default=0) > LONG
    return {
        "kind": "table", "number": number, "long": long, "title": _title(table.title), "note": shown(table.note), "size": size,
        "heads": [
            {"title": broken(shown(h.title), int((w - 8) / (size * 0.55))), "number": h.number, "width": round(w, 2), "code": h.code}
            for h, w in zip(table.heads, columns, strict=True)
        ],
        "rows": _rows(table.rows, room), "foot": _rows(table.foot, room),
    }  # fmt: skip


def _rows(rows: Sequence[Sequence[Words]], room: Sequence[int]) -> list[list[list[list[str]]]]:
    return [[_words(cell, r) for cell, r in zip(row, room, strict=True)] for row in rows]


def _pairs(pairs: Sequence[tuple[Words, Words]]) -> list[list[list[list[str]]]]:
    return [[_words(term, 24), _words(means, 70)] for term, means in pairs]


def _words(said: Words, room: int = 80) -> list[list[str]]:
    return [[broken(shown(span.text), room), span.style, span.to] for span in said]


def _title(title: str) -> list[str]:
    return [broken(shown(part), 80) for part in caption(title)]


def _size(svg: str, width: float) -> tuple[float, float]:
    """How wide and high a picture is set, in points: as wide as the text, or as high as a page has room for."""
    found = re.search(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"', svg)
    ratio = float(found[2]) / max(float(found[1]), 1) if found else 1.0
    high = min(width * ratio, HIGH[width])
    return (high / ratio if ratio else width), high
