"""The PDF: PDF/A and PDF/UA at once, tagged and named, the same bytes for the same run, and no word of it is markup."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir import report
from reunir.report import faces, pdf
from reunir.report.document import (
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
    code,
    table_of,
    words,
)

from . import invented

HOSTILE = '#panic("x") *a* _b_ `c` $d$ @e <f> \\g [h] = i // j /* k */ ~l "m" \'n\' ]#{ &amp; <script>'


def document(*blocks: Any, **more: Any) -> Document:
    made: dict[str, Any] = {
        "title": "A title", "kind": "Kind", "facts": ((words("As of"), words("a day")),), "foot": "Foot", "day": "2021-04-07",
        "sections": (Section("one", "One", tuple(blocks)),),
    }  # fmt: skip
    return Document(**{**made, **more})


def everywhere(text: str) -> Document:
    """A document that says a text in every place that can hold one."""
    said = words(text, Span(text, "strong"), Span(text, "em"), code(text), Span(text, "small"))
    table = replace(table_of(text, [text, text], [[said, text], [text, said]], note=text), foot=((said, said),))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    return Document(
        text, text, ((said, said),),
        (Section("a", text, (
            Paragraph(said), Bullets((said,)), Bullets((said,), numbered=True), Terms(((said, said),)), Terms(((said, said),), below=True),
            Notice(text, (said,)), Tiles((Tile(text, text, (said,)),)), table, Picture(text, svg, text, text),
            Section("b", text, (Paragraph(said),)),
        )),), text, text, seal=text, short=text,
    )  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    engine = invented.loaded(invented.tables(12))
    report.write(engine, invented.RUN, path)
    engine.close()
    return path


@pytest.fixture(scope="module")
def opened(written: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(written) as file:
        yield file


def tags(node: Any) -> Iterator[Any]:
    """The elements of a tag tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from tags(one)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from tags(node.K)


def of(file: pikepdf.Pdf, *names: str) -> list[Any]:
    return [node for node in tags(file.Root.StructTreeRoot.K) if str(node.S) in names]


def test_it_claims_both_standards_and_says_what_it_is(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == invented.RUN["title"]
    root = opened.Root
    assert str(root.Lang) == "en"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_pictures_have_words_and_tables_have_headings(opened: pikepdf.Pdf) -> None:
    pictures, tables = of(opened, "/Figure"), of(opened, "/Table")
    assert len(pictures) > 5
    assert len(tables) > 5
    assert all(len(str(p.Alt)) > 20 for p in pictures)
    for table in tables:
        heads = [node for node in tags(table.K) if str(node.S) == "/TH"]
        assert heads
        assert all(any(str(a.get("/Scope")) == "/Column" for a in head.A if a.O == "/Table") for head in heads)


def test_headings_do_not_skip_and_are_bookmarks(opened: pikepdf.Pdf) -> None:
    levels = [int(str(node.S)[2:]) for node in tags(opened.Root.StructTreeRoot.K) if re.fullmatch(r"/H\d", str(node.S))]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root if item.title != "Contents"]
    assert titles[:2] == ["1. What this is", "2. At a glance"]
    assert titles[-1] == "14. Words used"


def test_every_face_is_in_the_file(opened: pikepdf.Pdf) -> None:
    faces_of = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
    assert faces_of
    assert all("/FontFile2" in f or "/FontFile3" in f for f in faces_of)


def test_the_same_run_gives_the_same_bytes_dated_as_of_its_day(written: Path, tmp_path: Path) -> None:
    engine = invented.loaded(invented.tables(12))
    report.write(engine, invented.RUN, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == written.read_bytes()
    with pikepdf.open(written) as file:
        assert str(file.docinfo["/CreationDate"]).startswith("D:20210407000000")


def text_of(data: bytes) -> str:
    program = shutil.which("pdftotext")
    if not program:
        pytest.skip("pdftotext is not at hand")
    return subprocess.run([program, "-layout", "-", "-"], input=data, capture_output=True, check=True).stdout.decode("utf-8")


def test_run_and_journal_head_stand_on_every_page(written: Path) -> None:
    pages = text_of(written.read_bytes()).split("\f")[:-1]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"Run {invented.RUN['run_id']}, journal head {invented.RUN['head'][:16]}" in page
        assert f"Page {number} of {len(pages)}" in page


def test_a_report_names_nobody(tmp_path: Path) -> None:
    report.write(invented.loaded(invented.tables()), invented.RUN, tmp_path / "few.pdf")
    text = text_of((tmp_path / "few.pdf").read_bytes())
    assert "What this is" in text
    for secret in invented.SECRETS:
        assert secret not in text


def test_words_are_never_markup() -> None:
    text = text_of(pdf.pdf(document(Paragraph(words(HOSTILE)), table_of(HOSTILE, ["Head"], [[HOSTILE]]))))
    assert "".join(text.split()).count("".join(HOSTILE.split())) == 3


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_can_be_set(text: str) -> None:
    assert pdf.pdf(everywhere(text)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("part", range(4))
def test_every_character_that_is_passed_on_has_a_glyph(part: int) -> None:
    shown = [c for c in map(chr, range(0x20, 0x3000)) if faces.shown(c) == c][part::4]
    lines = ["".join(shown[i : i + 40]) for i in range(0, len(shown), 40)]
    told = pdf.data(document(*(Paragraph(words(line, Span(line, "strong"), Span(line, "em"), code(line))) for line in lines)))
    assert pdf._set(json.dumps(told), document()).startswith(b"%PDF")


def test_where_no_face_has_two_characters_together_what_is_beyond_latin_is_its_code_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "shown", str)
    text = text_of(pdf.pdf(document(Paragraph(words("before \u6f22\u0416 José after")))))
    assert "before [U+6F22][U+0416] José after" in text


def test_a_character_without_a_glyph_is_printed_as_its_code_point() -> None:
    assert faces.shown("Jos\u00e9 \u6f22\U0001f600") == "José [U+6F22][U+1F600]"
    assert faces.shown("Jose\u0301") == "José"
    assert faces.shown("a\x00b\u202ec") == "a\ufffdb\ufffdc"


def test_a_long_word_breaks_and_loses_nothing() -> None:
    word = "f" * 70 + "_" + "g" * 70
    broken = faces.broken(word, 20)
    assert broken.replace("\u200b", "") == word
    assert max(map(len, broken.split("\u200b"))) <= 20
    assert faces.broken("short words stay whole", 8) == "short words stay whole"


def wide(columns: int, word: int) -> Table:
    return table_of("T", [f"Head{i}" for i in range(columns)], [["w" * word] * columns] * 3)


@pytest.mark.parametrize(("columns", "word"), [(1, 5), (3, 200), (9, 30), (14, 14)])
def test_columns_fill_the_page_and_none_runs_out_of_it(columns: int, word: int) -> None:
    made = faces.widths(wide(columns, word), 499, 5, 10)
    assert sum(made) == pytest.approx(499)
    assert min(made) > 20
    with pikepdf.open(BytesIO(pdf.pdf(document(wide(columns, word))))) as file:
        for page in file.pages:
            assert page.mediabox[2] == 612


def test_a_row_longer_than_a_page_goes_on_on_the_next() -> None:
    text = " ".join(f"word{i}" for i in range(3000))
    made = text_of(pdf.pdf(document(table_of("T", ["Head", "Text"], [["a", text]]))))
    assert made.count("\f") > 2
    assert all(f"word{i}" in made for i in (0, 1500, 2999))


def test_a_high_picture_is_made_to_fit() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 900"/>'
    told = pdf.data(document(Picture("P", svg, "Alt")))["sections"][0]["blocks"][0]
    assert told["height"] <= 590
    assert told["width"] == pytest.approx(told["height"] / 9, abs=0.1)
