"""A document as one HTML page: no script, nothing fetched, every word escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from markupsafe import escape

from reunir.report.document import (
    Block,
    Bullets,
    Document,
    Head,
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
)
from reunir.report.words import css_string

STYLE = Path(__file__).parent / "templates" / "report.css"

WIDE = 5
"""A table of so many columns may be wider than a small screen, and scrolls there."""


def html(document: Document) -> str:
    """The whole page. The same document gives the same text."""
    return "\n".join(_page(document)) + "\n"


def _page(document: Document) -> Iterator[str]:
    foot = css_string(document.foot)
    size = "A4 landscape" if document.wide else "auto"
    yield f'<!doctype html>\n<html lang="{_text(document.language)}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">'
    yield f"<title>{_text(document.short or document.title)}</title>\n<style>"
    yield STYLE.read_text(encoding="utf-8").rstrip()
    seal = f'\n  @top-center {{ content: "{css_string(document.seal)}"; font: bold 9pt Helvetica, Arial, sans-serif; }}' if document.seal else ""
    yield f"""@page {{ size: {size}; margin: 18mm 17mm 20mm;{seal}
  @bottom-left {{ content: "{foot}"; font: 8pt Helvetica, Arial, sans-serif; color: #50565e; }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 8pt Helvetica, Arial, sans-serif; color: #50565e; }} }}
</style>\n</head>\n<body{' class="wide"' if document.wide else ""}>"""
    yield '<a class="skip" href="#main">Skip to the text</a>\n<header>\n<div>'
    if document.seal:
        yield f'<p class="seal">{_text(document.seal)}</p>'
    yield f'<p class="kind">{_text(document.kind)}</p>\n<h1>{_text(document.title)}</h1>'
    yield from _beside(document.facts)
    yield "</div>\n</header>"
    if document.contents:
        yield '<nav aria-labelledby="contents-heading">\n<h2 id="contents-heading">Contents</h2>\n<ol>'
        yield from (f'<li><a href="#{_id(s.id)}">{_text(s.title)}</a></li>' for s in document.sections)
        yield "</ol>\n</nav>"
    yield '<main id="main">'
    numbers = count(1), count(1)
    for i, section in enumerate(document.sections, 1):
        start = f"{i}. " if document.contents else ""
        yield f'\n<section aria-labelledby="{_id(section.id)}">\n<h2 id="{_id(section.id)}">{start}{_text(section.title)}</h2>'
        yield from _blocks(section.blocks, 3, numbers)
        yield "</section>"
    seal = f"{_text(document.seal)}. " if document.seal else ""
    facts = " ".join(f"{_words(name)}: {_words(value)}." for name, value in document.facts if any(s.style == "code" for s in value))
    yield f"</main>\n<footer>\n<p>{seal}{facts or _text(document.foot)} Made with Reunir.</p>\n</footer>\n</body>\n</html>"


Numbers = tuple["count[int]", "count[int]"]
"""The next number of a table, and of a picture."""


def _blocks(blocks: Iterable[Block], level: int, numbers: Numbers) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Section):
            yield f'<h{level} id="{_id(block.id)}">{_text(block.title)}</h{level}>'
            yield from _blocks(block.blocks, level + 1, numbers)
        else:
            yield from _block(block, numbers)


def _block(block: Block, numbers: Numbers) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"<p>{_words(block.words)}</p>"
    elif isinstance(block, Bullets):
        tag = "ol" if block.numbered else "ul"
        yield f"<{tag}>\n" + "\n".join(f"<li>{_words(item)}</li>" for item in block.items) + f"\n</{tag}>"
    elif isinstance(block, Terms):
        yield from _below(block) if block.below else _beside(block.items)
    elif isinstance(block, Notice):
        items = "".join(f"<li>{_words(item)}</li>" for item in block.items)
        title = _text(block.title)
        yield f'<div class="notice" role="note" aria-label="{title}"><p><strong>{title}</strong></p><ul>{items}</ul></div>'
    elif isinstance(block, Tiles):
        yield '<ul class="glance">\n' + "\n".join(map(_tile, block.items)) + "\n</ul>"
    elif isinstance(block, Table):
        yield from _table(block, next(numbers[0]))
    elif isinstance(block, Picture):
        yield from _picture(block, next(numbers[1]))


def _beside(items: Sequence[tuple[Words, Words]]) -> Iterator[str]:
    yield '<dl class="facts">'
    yield from (f"<dt>{_words(term)}</dt><dd>{_words(means)}</dd>" for term, means in items)
    yield "</dl>"


def _below(terms: Terms) -> Iterator[str]:
    yield '<dl class="words">'
    yield from (f"<div><dt>{_words(term)}</dt><dd>{_words(means)}</dd></div>" for term, means in terms.items)
    yield "</dl>"


def _tile(tile: Tile) -> str:
    lines = "".join(
        f" <small>{_words(_unstyled(line))}</small>" if line and line[0].style == "small" else f' <span class="share">{_words(line)}</span>'
        for line in tile.lines
    )
    return f"<li><strong>{_text(tile.value)}</strong> <b>{_text(tile.label)}</b>{lines}</li>"


def _unstyled(said: Words) -> Words:
    """Small words of a line that is small as a whole."""
    return tuple(Span(s.text, "", s.to) if s.style == "small" else s for s in said)


def _table(table: Table, number: int) -> Iterator[str]:
    main, more = caption(table.title)
    wide = len(table.heads) >= WIDE
    if wide:
        yield f'<div class="scroll" tabindex="0" role="group" aria-label="{_text(main)}">'
    yield '<table class="matrix">' if any(h.code for h in table.heads) else "<table>"
    yield f"<caption>Table {number}. {_text(main)}{f' <span>{_text(more)}</span>' if more else ''}</caption>"
    yield "<thead><tr>" + "".join(map(_head, table.heads)) + "</tr></thead>\n<tbody>"
    yield from (_row(row, table.heads) for row in table.rows)
    yield "</tbody>"
    if table.foot:
        yield "<tfoot>" + "\n".join(_row(row, table.heads) for row in table.foot) + "</tfoot>"
    yield "</table>"
    if wide:
        yield "</div>"
    if table.note:
        yield f'<p class="note under">{_text(table.note)}</p>'


def _head(head: Head) -> str:
    title = f"<code>{_broken(_text(head.title))}</code>" if head.code else _text(head.title)
    return f'<th scope="col"{" class=" + chr(34) + "num" + chr(34) if head.number else ""}>{title}</th>'


def _row(row: Sequence[Words], heads: Sequence[Head]) -> str:
    cells = []
    for i, (cell, head) in enumerate(zip(row, heads, strict=True)):
        if i == 0:
            cells.append(f'<th scope="row">{_cell(cell)}</th>')
        else:
            cells.append(f'<td class="num">{_cell(cell)}</td>' if head.number else f"<td>{_cell(cell)}</td>")
    return "<tr>" + "".join(cells) + "</tr>"


def _cell(said: Words) -> str:
    """Words of a cell: small ones stand below the others."""
    made = ""
    for span in said:
        if span.style == "small":
            made += f'{" " if made else ""}<span class="why">{_lines(span.text)}</span>'
        else:
            made += _span(span)
    return made


def _picture(picture: Picture, number: int) -> Iterator[str]:
    main, more = caption(picture.title)
    yield f"<figure>\n<figcaption>Figure {number}. {_text(main)}{f' <span>{_text(more)}</span>' if more else ''}</figcaption>"
    yield f'<div class="scroll" tabindex="0" role="group" aria-label="{_text(main)}">{picture.svg}</div>'
    if picture.note:
        yield f'<p class="note">{_text(picture.note)}</p>'
    yield "</figure>"


def _words(said: Words) -> str:
    return "".join(map(_span, said))


def _span(span: Span) -> str:
    made = _lines(span.text)
    if span.style == "code":
        made = f"<code>{_broken(made)}</code>"
    elif span.style:
        made = f"<{span.style}>{made}</{span.style}>"
    return f'<a href="#{_id(span.to)}">{made}</a>' if span.to else made


def _lines(text: str) -> str:
    return _text(text).replace("\n", "<br>\n")


def _broken(escaped: str) -> str:
    """A name that may break over lines behind its dots and underscores."""
    return escaped.replace("_", "_<wbr>").replace(".", ".<wbr>") if len(escaped) < 64 else escaped


def _id(section: str) -> str:
    return _text("".join(c if c.isalnum() or c in "-_" else "-" for c in section)) + "-heading"


def _text(text: str) -> str:
    return str(escape(printable(text)))
