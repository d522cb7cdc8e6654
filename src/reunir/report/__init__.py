"""Report: a run, printed as HTML, PDF, DOCX or XLSX. The report names nobody; its annex lists the cases.

`write` prints one run and `annex` its cases; `save` prints any document; `explanation` is an answer of `explain` as a
document, and `bridge_page` bridges; `timeline_svg` draws one family.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reunir.engine import Engine
from reunir.errors import ReunirError
from reunir.figures.bridge import Bridge
from reunir.model import TABLES
from reunir.report import cases, docx, html, pdf, story, xlsx
from reunir.report.contents import gather
from reunir.report.document import Document
from reunir.report.explained import page as explanation
from reunir.report.story.way import page as bridge_page
from reunir.report.timeline import timeline_svg

__all__ = ["annex", "bridge_page", "explanation", "save", "timeline_svg", "write"]


def write(engine: Engine, run: dict[str, Any], path: Path, *, bridges: Sequence[Bridge] = ()) -> None:
    """Print the run whose tables `engine` holds to `path`, which ends in `.html`, `.pdf`, `.docx` or `.xlsx`.

    `run` is the run's own account of itself: `run_id`, `as_of`, `head`, `code`, `model`, `title`, `standard`
    (as parsed), `settings`, `warnings`; and where there are any, `rules` (each with `rule`, `title`, `cites`, and
    `fault`, `since`, `until` where it has them), `not_run` (each with `rule` and `why`) and `late_entries`
    (each with `happened_on` and `entered_at`). `bridges`: ways from earlier figures to this run's, printed as a section
    of their own. The same run gives the same bytes. Raises ReunirError for another ending, or a path that cannot be written.
    """
    print_it = _printer(path, "a report", (".xlsx",))
    contents = gather(engine, run)
    if print_it is None:
        _put(xlsx.xlsx(engine, run, contents, bridges), path)
    else:
        _put(print_it(story.document(engine, run, contents, bridges)), path)


def annex(engine: Engine, run: dict[str, Any], path: Path, sealed: bool = False) -> None:
    """Print the cases of a run, as `write` prints its figures: every removal apart with its determination, and every
    child not reached. People have initials, a birth year and the last four figures of a number; `sealed`: they have
    names, birth dates and numbers, and each page says that it is filed under seal."""
    print_it = _printer(path, "an annex", (".xlsx",))
    for name in TABLES:
        if not engine.has(name):
            engine.create(name)
    document = cases.document(engine, run, sealed)
    _put(cases.workbook(engine, run, document.date, sealed) if print_it is None else print_it(document), path)


def save(document: Document, path: Path) -> None:
    """Print a document to `path`, which ends in `.html`, `.pdf` or `.docx`. The same document gives the same bytes."""
    print_it = _printer(path, "a document", ())
    assert print_it is not None
    _put(print_it(document), path)


PRINTERS: dict[str, Callable[[Document], bytes]] = {
    ".html": lambda document: html.html(document).encode("utf-8"), ".htm": lambda document: html.html(document).encode("utf-8"),
    ".pdf": pdf.pdf, ".docx": docx.docx,
}  # fmt: skip


def _printer(path: Path, what: str, more: tuple[str, ...]) -> Callable[[Document], bytes] | None:
    """What prints a file of that ending; None for one of `more`."""
    ending = path.suffix.lower()
    if ending not in PRINTERS and ending not in more:
        *most, last = (".html", ".pdf", ".docx", *more)
        raise ReunirError(f"cannot write {what} to {path.name}: it is written as {', '.join(most)} or {last}; give a file name that ends so")
    return PRINTERS.get(ending)


def _put(data: bytes, path: Path) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ReunirError(
            f"cannot write the report to {path}: {error.strerror}; give a path that can be written"
        ) from None
