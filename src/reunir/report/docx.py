"""A document as DOCX, for whoever edits it: real styles, captions that count, headings that number themselves.

The body is written as WordprocessingML; python-docx has the package, the styles and the pictures. The same document
gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reunir.report import docx_styles as styles
from reunir.report.document import (
    Block,
    Bullets,
    Document,
    Notice,
    Paragraph,
    Picture,
    Section,
    Span,
    Table,
    Terms,
    Tile,
    Tiles,
    Words,
    caption,
    printable,
    words,
)
from reunir.report.faces import broken, widths
from reunir.report.packing import packed

RUNS = {"strong": "Strong", "em": "Emphasis", "code": "Code", "small": "Small"}
"""Style of a span -> the character style of Word."""

SHORT = 14
"""A table of at most so many rows is kept on one page."""


def docx(document: Document) -> bytes:
    """The whole file. python-docx takes a moment to load, so it is loaded when the first DOCX is written."""
    file = styles.blank(document)
    writing = Writing(file, styles.WIDE if document.wide else styles.UPRIGHT)
    body = file.element.body
    last = body.sectPr
    for xml in _document(document, writing):
        last.addprevious(_parsed(xml))
    for place, drawing in writing.drawings.items():
        marker = body.xpath(f".//w:r[@w:rsidR='{place:08X}']")[0]
        del marker.attrib[f"{{{styles.W}}}rsidR"]
        marker.append(drawing)
    made = BytesIO()
    file.save(made)
    return packed(made.getvalue())


@dataclass
class Writing:
    """The file that is written, the width of its text in points, and what is to be numbered or filled in."""

    file: Any
    width: float
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    pictures: Iterator[int] = field(default_factory=lambda: count(1))
    marks: Iterator[int] = field(default_factory=lambda: count(1))
    drawings: dict[int, Any] = field(default_factory=dict)


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(re.sub(r"^<w:\w+", lambda start: f"{start[0]} {styles.NAMESPACES}", xml, count=1))


def _document(document: Document, writing: Writing) -> Iterator[str]:
    yield _paragraph("Kind", words(document.kind))
    yield _paragraph("Title", words(document.title))
    yield from (_paragraph("Facts", (*name, Span("\t"), *value)) for name, value in document.facts)
    if document.contents:
        yield _paragraph("TOC Heading", words("Contents"))
        yield from _contents(document.sections)
    yield from _blocks(document.sections, 1, writing, document.contents)


def _contents(sections: Sequence[Section]) -> Iterator[str]:
    """A field that Word fills with page numbers when it is asked to; until then, its entries as links."""
    for i, section in enumerate(sections):
        first = _field_part("begin") + f'<w:r><w:instrText xml:space="preserve">{CONTENTS}</w:instrText></w:r>' + _field_part("separate")
        entry = f'<w:hyperlink w:anchor={quoteattr(_mark(section.id))} w:history="1">{_run(Span(f"{i + 1}. {section.title}"))}</w:hyperlink>'
        last = _field_part("end") if i == len(sections) - 1 else ""
        yield f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{first if i == 0 else ""}{entry}{last}</w:p>'


CONTENTS = ' TOC \\o "1-1" \\h \\z \\u '


def _field_part(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _blocks(blocks: Iterable[Block], level: int, writing: Writing, numbered: bool) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Section):
            number = next(writing.marks)
            style = f"Heading{min(level, 3)}"
            plain = "" if numbered or level > 1 else '<w:numPr><w:numId w:val="0"/></w:numPr>'
            mark = quoteattr(_mark(block.id))
            yield (
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{plain}</w:pPr><w:bookmarkStart w:id="{number}" w:name={mark}/>'
                f'{_run(Span(block.title))}<w:bookmarkEnd w:id="{number}"/></w:p>'
            )
            yield from _blocks(block.blocks, level + 1, writing, numbered)
        else:
            yield from _block(block, writing)


def _block(block: Block, writing: Writing) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _paragraph("BodyText", block.words)
    elif isinstance(block, Bullets):
        yield from (_paragraph("ListNumber" if block.numbered else "ListBullet", item) for item in block.items)
    elif isinstance(block, Terms):
        for term, means in block.items:
            if block.below:
                yield _paragraph("Term", term)
                yield _paragraph("Meaning", means)
            else:
                yield _paragraph("Facts", (*term, Span("\t"), *means))
    elif isinstance(block, Notice):
        yield _paragraph("Notice", words(Span(block.title, "strong")))
        yield from (_paragraph("Notice", item) for item in block.items)
    elif isinstance(block, Tiles):
        yield from _tiles(block.items, writing)
    elif isinstance(block, Table):
        number = next(writing.tables)
        yield _caption("Table", number, block.title)
        yield _table(block, writing.width)
        yield _paragraph("Note", words(block.note))
    elif isinstance(block, Picture):
        yield from _picture(block, writing)


def _tiles(tiles: Sequence[Tile], writing: Writing) -> Iterator[str]:
    """Figures at the head as a table: a number, and what it says."""
    grid = [90.0, writing.width - 90.0]
    rows = []
    for tile in tiles:
        value = f'<w:p><w:pPr><w:pStyle w:val="TileNumber"/></w:pPr>{_run(Span(tile.value))}</w:p>'
        label = _paragraph("TableText", words(Span(tile.label, "strong")))
        lines = "".join(_paragraph("TableText", line) for line in tile.lines)
        rows.append(_row([value, label + lines], grid))
    head = _row([_paragraph("TableText", words(Span(h, "strong"))) for h in ("Number", "What it counts")], grid, head=True)
    yield _framed("Figures at a glance", grid, [head, *rows])
    yield _paragraph("Note", ())


def _caption(kind: str, number: int, title: str) -> str:
    main, more = caption(title)
    field = f'<w:fldSimple w:instr=" SEQ {kind} \\* ARABIC ">{_run(Span(str(number)))}</w:fldSimple>'
    rest = _run(Span(f". {main}")) + (_run(Span(f" {more}", "small")) if more else "")
    return f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{_run(Span(f"{kind} "))}{field}{rest}</w:p>'


def _table(table: Table, width: float) -> str:
    grid = widths(table, width, 4.9, 12)
    ends = ["right" if h.number else "" for h in table.heads]
    together = len(table.rows) + len(table.foot) <= SHORT
    heads = [
        _paragraph("TableText", words(Span(broken(h.title, int(w / 5)) if h.code else h.title, "code" if h.code else "strong")), e, True)
        for h, e, w in zip(table.heads, ends, grid, strict=True)
    ]
    rows = [_row(heads, grid, head=True)]
    body = [*table.rows, *(tuple(tuple(Span(s.text, s.style or "strong", s.to) for s in cell) for cell in row) for row in table.foot)]
    for i, row in enumerate(body):
        keep = together and i < len(body) - 1
        rows.append(_row([_paragraph("TableText", cell, e, keep, cell=True) for cell, e in zip(row, ends, strict=True)], grid))
    return _framed(caption(table.title)[0], grid, rows)


def _framed(title: str, grid: Sequence[float], rows: Sequence[str]) -> str:
    columns = "".join(f'<w:gridCol w:w="{round(w * 20)}"/>' for w in grid)
    told = quoteattr(printable(title))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{round(sum(grid) * 20)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={told}/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], grid: Sequence[float], head: bool = False) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{round(w * 20)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell, w in zip(cells, grid, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{made}</w:tr>"


def _picture(picture: Picture, writing: Writing) -> Iterator[str]:
    import vl_convert

    number = next(writing.pictures)
    yield _caption("Figure", number, picture.title)
    png = vl_convert.svg_to_png(picture.svg, scale=2)
    place = 0x00F00000 + number
    writing.drawings[place] = styles.drawn(writing.file, png, writing.width, number, printable(picture.title), printable(picture.alt))
    yield f'<w:p><w:pPr><w:pStyle w:val="Drawing"/></w:pPr><w:r w:rsidR="{place:08X}"/></w:p>'
    yield _paragraph("Note", words(picture.note))


def _paragraph(style: str, said: Words, align: str = "", keep: bool = False, cell: bool = False) -> str:
    more = ("<w:keepNext/>" if keep else "") + (f'<w:jc w:val="{align}"/>' if align else "")
    style = style.replace(" ", "")
    runs = []
    for i, span in enumerate(said):
        runs.append(_run(span, broken=cell and span.style == "small" and i > 0))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(runs)}</w:p>'


def _run(span: Span, broken: bool = False) -> str:
    style = RUNS.get(span.style, "")
    inside = "<w:br/>" if broken else ""
    for i, line in enumerate(printable(span.text).split("\n")):
        inside += "<w:br/>" if i else ""
        inside += "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t"))
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    made = f"<w:r>{properties}{inside}</w:r>"
    return f"<w:hyperlink w:anchor={quoteattr(_mark(span.to))}>{made}</w:hyperlink>" if span.to else made


def _mark(section: str) -> str:
    """A bookmark's name: letters, figures and underscores, at most 40."""
    return ("s_" + "".join(c if c.isascii() and c.isalnum() else "_" for c in section))[:40]
