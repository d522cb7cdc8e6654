"""The page as a document: well formed, self-contained, and open to those who do not see it."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir import report
from reunir.errors import ReunirError
from reunir.report import html
from reunir.report.document import printable

from . import invented, reading
from .test_page import page_of
from .test_pdf import HOSTILE, everywhere


@pytest.fixture(params=[{}, invented.tables(1), invented.tables(12)], ids=["empty", "one family", "twelve"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> reading.Node:
    return reading.read(page_of(request.param, folder=tmp_path))


def test_ids_are_unique_and_every_reference_is_to_one(page: reading.Node) -> None:
    ids = [node.attrs["id"] for node in page.all() if "id" in node.attrs]
    assert len(ids) == len(set(ids))
    for node in page.all():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set((node.attrs.get(name) or "").split()) <= set(ids)
        if (href := node.attrs.get("href") or "").startswith("#"):
            assert href[1:] in ids
        for url in re.findall(r"url\(#([^)]+)\)", str(node.attrs.get("fill"))):
            assert url in ids


def test_landmarks_and_headings_are_in_order(page: reading.Node) -> None:
    assert page.find("html")[0].attrs["lang"] == "en"
    for tag in ("h1", "main", "header", "nav"):
        assert len(page.find(tag)) == 1
    levels = [int(h.tag[1]) for h in page.find("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert page.find("title")[0].text


def test_every_table_has_a_caption_and_its_headings_a_scope(page: reading.Node) -> None:
    tables = page.find("table")
    numbers = []
    for one in tables:
        caption = one.find("caption")
        assert len(caption) == 1
        numbers.append(int(re.match(r"Table (\d+)\.", caption[0].text)[1]))  # type: ignore[index]
        assert all(th.attrs.get("scope") in ("row", "col") for th in one.find("th"))
        widths = {
            sum(int(c.attrs.get("colspan") or 1) for c in row.find("th", "td")) for row in one.find("tr")
        }  # fmt: skip
        assert len(widths) == 1
    assert numbers == list(range(1, len(tables) + 1))


def test_every_picture_says_what_it_shows(page: reading.Node) -> None:
    pictures = page.find("svg")
    assert len(pictures) == len(page.find("figure"))
    for svg in pictures:
        assert svg.attrs["role"] == "img"
        title, desc = svg.find("title"), svg.find("desc")
        assert svg.attrs["aria-labelledby"] == f"{title[0].attrs['id']} {desc[0].attrs['id']}"
        assert title[0].text
        assert len(desc[0].text) > 20


def test_nothing_is_fetched(page: reading.Node) -> None:
    for node in page.all():
        assert node.tag not in ("script", "link", "iframe", "img", "object", "embed")
        assert not (node.attrs.get("href") or "").startswith(("http", "//"))
        assert "src" not in node.attrs
    style = page.find("style")[0].text
    assert "url(" not in style
    assert "@import" not in style


def test_words_of_the_run_and_the_lists_cannot_become_markup(tmp_path: Path) -> None:
    made = invented.tables()
    bad = '"><script>x</script>\\";}'
    made["list"][0].update(file=bad, title=bad, received_by=bad)
    made["column_map"][1]["heading"] = bad
    run = {**invented.RUN, "title": bad, "run_id": bad, "head": bad, "warnings": [bad]}
    page = reading.read(page_of(made, run, tmp_path))
    assert not page.find("script")
    assert page.find("h1")[0].text == bad
    assert page.find("style")[0].text.count("{") == page.find("style")[0].text.count("}")


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.just(HOSTILE), st.text(min_size=1, max_size=60)))
def test_any_text_can_stand_anywhere_on_a_page(text: str) -> None:
    page = reading.read(html.html(everywhere(text)))
    assert not page.find("script")
    assert " ".join(printable(text).split()) in page.find("h1")[0].text
    assert len(page.find("table")) == 1


@pytest.mark.parametrize("ending", ["html", "pdf", "docx"])
def test_any_document_can_be_saved_and_is_the_same_each_time(tmp_path: Path, ending: str) -> None:
    for name in ("one", "two"):
        report.save(everywhere("words"), tmp_path / f"{name}.{ending}")
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()
    with pytest.raises(ReunirError, match=r"\.html, \.pdf or \.docx"):
        report.save(everywhere("words"), tmp_path / "three.xlsx")


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "xlsx"])
@pytest.mark.parametrize("made", [{}, invented.tables(1)], ids=["empty", "one family"])
def test_a_docket_of_little_or_nothing_is_printed_in_every_format(tmp_path: Path, ending: str, made: invented.Tables) -> None:
    report.write(invented.loaded(made), {**invented.RUN, "as_of": None, "title": ""}, tmp_path / f"report.{ending}")
    assert (tmp_path / f"report.{ending}").stat().st_size > 3000
