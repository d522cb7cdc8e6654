"""The DOCX: real styles, headings and tables that a lawyer can edit, and the same bytes for the same run."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir import report
from reunir.report.docx import docx
from reunir.report.docx_styles import W

from . import invented, reading
from .test_pdf import HOSTILE, everywhere


def tag(name: str) -> str:
    return f"{{{W}}}{name}"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docx") / "report.docx"
    engine = invented.loaded(invented.tables(12))
    report.write(engine, invented.RUN, path)
    report.write(engine, invented.RUN, path.with_suffix(".html"))
    engine.close()
    return path


@pytest.fixture(scope="module")
def opened(written: Path) -> Any:
    return python_docx.Document(str(written))


def test_headings_are_headings_and_do_not_skip(opened: Any) -> None:
    assert opened.paragraphs[1].style.name == "Title"
    assert opened.paragraphs[1].text == invented.RUN["title"]
    levels = [int(p.style.name[-1]) for p in opened.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_it_says_what_the_page_says(opened: Any, written: Path) -> None:
    page = reading.read(written.with_suffix(".html").read_text("utf-8"))
    headings = [h.text.split(". ", 1)[1] for h in page.find("h2") if h.text[0].isdigit()]
    assert [p.text for p in opened.paragraphs if p.style.name == "Heading 1"] == headings
    captions = ["".join(t.text for t in p._p.iter(tag("t"))) for p in opened.paragraphs if p.style.name == "Caption"]
    told = [" ".join(c.text.split()) for c in page.find("caption", "figcaption")]
    assert captions == told
    tables = [t for t in opened.tables if "Number" not in t.rows[0].cells[0].text]
    bodies = [[[" ".join(c.text.replace("\u200b", "").split()) for c in row.cells] for row in t.rows] for t in tables]
    assert [[[c.text for c in row.find("th", "td")] for row in t.find("tr")] for t in page.find("table")] == bodies


def test_every_table_has_the_style_a_caption_and_a_heading_that_repeats(opened: Any) -> None:
    assert len(opened.tables) > 8
    for table in opened.tables:
        assert table.style.name == "Report Table"
        assert table.rows[0]._tr.trPr.find(tag("tblHeader")) is not None
        assert table._tbl.tblPr.find(tag("tblCaption")).get(tag("val"))
        widths = [int(c.get(tag("w"))) for c in table._tbl.tblGrid.findall(tag("gridCol"))]
        assert sum(widths) == pytest.approx(499 * 20, abs=20)


def test_captions_count_themselves(opened: Any) -> None:
    body = opened.element.body
    for kind in ("Table", "Figure"):
        fields = [f for f in body.iter(tag("fldSimple")) if f" SEQ {kind} " in f.get(tag("instr"))]
        assert ["".join(t.text for t in f.iter(tag("t"))) for f in fields] == [str(i) for i in range(1, len(fields) + 1)]
        assert fields


def test_every_picture_says_what_it_shows(opened: Any) -> None:
    told = [shape._inline.docPr for shape in opened.inline_shapes]
    assert len(told) == len([p for p in opened.paragraphs if p.text.startswith("Figure ") and p.style.name == "Caption"])
    assert all(len(one.get("descr")) > 20 and one.get("title") for one in told)
    assert len({one.id for one in told}) == len(told)


def test_contents_and_links_lead_to_bookmarks(opened: Any) -> None:
    body = opened.element.body
    marks = {b.get(tag("name")) for b in body.iter(tag("bookmarkStart"))}
    links = [link.get(tag("anchor")) for link in body.iter(tag("hyperlink"))]
    assert len(links) >= len([p for p in opened.paragraphs if p.style.name == "Heading 1"])
    assert set(links) <= marks
    assert any("TOC " in (i.text or "") for i in body.iter(tag("instrText")))
    kinds = [f.get(tag("fldCharType")) for f in body.iter(tag("fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_foot_language_and_properties(opened: Any) -> None:
    foot = opened.sections[0].footer
    assert f"Run {invented.RUN['run_id']}" in foot.paragraphs[0].text
    assert [f.get(tag("instr")).strip() for f in foot._element.iter(tag("fldSimple"))] == ["PAGE", "NUMPAGES"]
    told = opened.core_properties
    assert (told.author, told.title, told.language) == ("Reunir", invented.RUN["title"], "en")
    assert told.created == told.modified
    assert told.created.isoformat().startswith("2021-04-07T00:00:00")
    assert [lang.get(tag("val")) for lang in opened.styles.element.iter(tag("lang"))] == ["en-US"]


def test_the_same_run_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    report.write(invented.loaded(invented.tables(12)), invented.RUN, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == written.read_bytes()


def text_of(data: bytes) -> str:
    """Every part of a package of XML, as text."""
    with ZipFile(BytesIO(data)) as file:
        return "\n".join(file.read(n).decode("utf-8") for n in file.namelist() if n.endswith((".xml", ".rels")))


def test_a_report_names_nobody(tmp_path: Path) -> None:
    report.write(invented.loaded(invented.tables()), invented.RUN, tmp_path / "few.docx")
    text = text_of((tmp_path / "few.docx").read_bytes())
    assert "What this is" in text
    for secret in invented.SECRETS:
        assert secret not in text


@settings(max_examples=15, deadline=None)
@given(st.one_of(st.just(HOSTILE), st.text(min_size=1, max_size=60)))
def test_any_text_can_be_written_and_stays_text(text: str) -> None:
    opened = python_docx.Document(BytesIO(docx(everywhere(text))))
    assert len(opened.tables) == 2
    assert not [i for i in opened.element.body.iter(tag("instrText")) if text in (i.text or "") and "TOC" not in (i.text or "")]
