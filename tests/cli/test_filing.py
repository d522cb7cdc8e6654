"""The filing at the command line: bridges, reports in every format, the annex, explanations as pages."""

from __future__ import annotations

import pytest

OUTREACH = """Parent,Parent No,Day
Elsa Inventado Uno,999000001,2018-11-02
"""
LAYOUT = """
title = "Outreach"
agency = "Searchers"
kind = "log"
dates = ["%Y-%m-%d"]
[columns]
"Parent" = "parent.full_name"
"Parent No" = "parent.a_number"
"Day" = "reached.on"
"""
NAMED = ("Inventado", "Elsa", "Mateo", "999000001", "999000002", "2011-05-06")


@pytest.fixture
def searched(also):
    """A docket in which one parent was reached on 2 November 2018, as a list of December says."""
    return also(OUTREACH, LAYOUT)


@pytest.mark.parametrize(("day", "step", "cause"), [("2018-10-15", "happened", "reached"), ("2018-11-15", "learned", "late")])
def test_a_bridge_says_why_and_opens_to_its_cases(reunir, searched, day, step, cause):
    found = reunir("bridge", searched, day, "2018-12-01", "--figure", "children_not_reached", "--json").json
    (bridge,) = found["bridges"]
    assert (bridge["opening"], bridge["closing"]) == (2, 1)
    (told,) = [(s["step"], c["cause"], c["left"]) for s in bridge["steps"] for c in s["causes"]]
    assert told[:2] == (step, cause)
    (child,) = told[2]
    assert reunir("explain", searched, child, "--json").json["given_names"] == "Mateo"
    lines = reunir("bridge", searched, day, "2018-12-01", "--figure", "children_not_reached").out
    assert child in lines
    assert "children_not_reached" in reunir("bridge", searched, day, "2018-12-01").out


def test_a_bridge_as_a_page_has_its_waterfall_and_sums(reunir, searched, tmp_path):
    to = tmp_path / "bridge.html"
    said = reunir("bridge", searched, "2018-10-15", "2018-12-01", "--figure", "children_not_reached", "--to", to)
    assert (said.code, said.out) == (0, "")
    text = to.read_text()
    assert "It sums: 2 + 0 + 0 − 1 = 1" in text
    assert text.count("<svg") == 1


def test_a_bridge_adopts_a_rule_book_that_changed_and_says_so(reunir, searched):
    settings = searched / "docket.toml"
    settings.write_text(settings.read_text().replace("certain = 0.9", "certain = 0.95"))
    assert "docket.toml" in reunir("bridge", searched, "2018-10-15", "2018-12-01").err
    assert reunir("verify", searched).code == 0


def test_a_bridge_asked_for_wrongly_says_how_to_ask(reunir, searched):
    assert "goes forward" in reunir("bridge", searched, "2018-12-01", "2018-10-15").err
    said = reunir("bridge", searched, "2018-10-15", "2018-12-01", "--figure", "nothing")
    assert (said.code, "children_not_reached" in said.err) == (1, True)


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "xlsx"])
def test_a_report_and_its_annex_in_every_format_twice_the_same_bytes(reunir, searched, tmp_path, ending):
    made = []
    for n in (1, 2):
        to, annex = tmp_path / f"report-{n}.{ending}", tmp_path / f"annex-{n}.{ending}"
        said = reunir("report", searched, "--to", to, "--since", "2018-10-15", "--annex", annex, "--json")
        assert (said.code, said.json["sealed"], [b["name"] for b in said.json["bridges"]][:1]) == (0, False, ["children_not_reached"])
        made.append((to.read_bytes(), annex.read_bytes()))
    assert made[0] == made[1]
    if ending == "html":
        assert not [name for name in NAMED for data in made[0] if name in data.decode()]


def test_sealed_names_people_and_is_a_word_about_the_annex(reunir, searched, tmp_path):
    assert reunir("report", searched, "--to", tmp_path / "r.html", "--sealed").code == 1
    said = reunir("report", searched, "--to", tmp_path / "r.html", "--annex", tmp_path / "a.html", "--sealed")
    assert (said.code, "under seal" in said.out) == (0, True)
    assert "Inventado" in (tmp_path / "a.html").read_text()
    assert "Inventado" not in (tmp_path / "r.html").read_text()


@pytest.mark.parametrize("ending", ["html", "pdf", "docx"])
def test_an_explanation_as_a_page(reunir, searched, tmp_path, ending):
    (case, *_) = reunir("cases", searched, "removals_apart", "--json").json["cases"]
    to = tmp_path / f"why.{ending}"
    said = reunir("explain", searched, case["subject_id"], "--to", to)
    assert (said.code, said.out) == (0, "")
    assert to.stat().st_size > 1000


def test_a_family_s_timeline_as_a_picture_and_none_of_a_figure(reunir, searched, tmp_path):
    (case, *_) = reunir("cases", searched, "children_separated", "--json").json["cases"]
    assert reunir("explain", searched, case["subject_id"], "--to", tmp_path / "family.svg").code == 0
    assert (tmp_path / "family.svg").read_text().startswith("<svg")
    said = reunir("explain", searched, "children_separated", "--to", tmp_path / "figure.svg")
    assert (said.code, "no timeline" in said.err) == (1, True)
    assert not (tmp_path / "figure.svg").exists()
