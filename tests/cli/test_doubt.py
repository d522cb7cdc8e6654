"""Doubt, at the command line: the next pair to judge, and figures that say how far they hang on links."""

from __future__ import annotations

import pytest

OUTREACH = """Parent,Day,Outcome
Elena Inventado,2018-11-02,
"""
LAYOUT = """
title = "Outreach"
agency = "Searchers"
kind = "log"
dates = ["%Y-%m-%d"]
[columns]
"Parent" = "parent.full_name"
"Day" = "reached.on"
"Outcome" = "reached.outcome"
"""


@pytest.fixture
def doubtful(also):
    """A docket in which one row of a search names a parent by two words alone, one of them near hers."""
    return also(OUTREACH, LAYOUT)


def test_the_next_pair_to_judge_is_asked_until_it_is_judged(reunir, doubtful):
    (pair,) = reunir("judge", doubtful, "--next", "--json").json["next"]
    assert 0.02 < pair["probability"] < 0.98
    assert pair["cases"] > 0
    assert {"children_not_reached", "children_separated"} & set(pair["figures"])
    told = reunir("judge", doubtful, "--next").out
    assert "taken for" in told
    assert f"reunir judge {doubtful} {pair['mention_id_l']} {pair['mention_id_r']}" in told
    one, two = pair["mention_id_l"], pair["mention_id_r"]
    assert reunir("judge", doubtful, one, two, "same", "--by", "A", "--why", "asked her", "--on", "2018-12-02").code == 0
    assert reunir("run", doubtful).code == 0
    assert (one, two) not in [
        (p["mention_id_l"], p["mention_id_r"]) for p in reunir("judge", doubtful, "--next", "--most", 9, "--json").json["next"]
    ]


def test_a_judgement_without_its_pair_says_what_is_missing(reunir, doubtful):
    said = reunir("judge", doubtful)
    assert (said.code, "--by" in said.err, "--next" in said.err) == (1, True, True)


def test_figures_say_how_far_they_hang_on_links_where_samples_are_asked_for(reunir, doubtful):
    assert "low" not in reunir("figures", doubtful, "--json").json["figures"][0]
    settings = doubtful / "docket.toml"
    settings.write_text(settings.read_text().replace("samples = 0", "samples = 40"))
    assert reunir("run", doubtful, "--by", "A").code == 0
    found = {(f["name"], f["cohort"]): f for f in reunir("figures", doubtful, "--json").json["figures"]}
    sure, doubt = found["children_separated", "all"], found["parents_separated", "all"]
    assert (sure["low"], sure["high"], sure["changing"], sure["samples"]) == (2, 2, 0, 40)
    assert doubt["low"] <= doubt["value"] <= doubt["high"]
    reached = found["children_reached", "all"]
    assert (reached["low"], reached["high"], reached["changing"]) == (0, 1, 1), "it hangs on one doubtful link"
    assert "over samples" in reunir("figures", doubtful).out
