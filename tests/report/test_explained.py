"""An explanation as a document: every row, link, rule and cell that the answer holds is on the page."""

from __future__ import annotations

import copy
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir.explain import explain
from reunir.report import explained, explained_links
from reunir.report.document import Bullets, Document, Notice, Paragraph, Picture, Section, Table, Terms, Tiles

from . import invented

EVIDENCE = [
    {"name": "prior", "level": "against sibling", "weight": 2.0}, {"name": "number", "level": "a few apart", "weight": -3.2},
    {"name": "given names", "level": "equal", "weight": 4.4}, {"name": "relatives", "level": "of the two rows", "weight": 5.1},
]  # fmt: skip


def link(left: str, right: str, weight: float = 8.3, **more: Any) -> dict[str, Any]:
    return {"mention_id_l": left, "mention_id_r": right, "probability": 1.0, "weight": weight, "evidence": EVIDENCE,
            "together": True, "judgement": None, **more}  # fmt: skip


def source(record: str, agency: str, title: str, cells: list[tuple[str, str, str | None]], **more: Any) -> dict[str, Any]:
    list_id, sheet, row = record.split("-")
    return {"record_id": record, "list_id": list_id, "file": f"{list_id}.csv", "title": title, "agency": agency,
            "received_on": "2018-07-02", "sheet": int(sheet), "row": int(row),
            "cells": [{"column": "ABC"[i], "heading": h, "field": f, "cell": c} for i, (h, f, c) in enumerate(cells)], **more}  # fmt: skip


PERSON: dict[str, Any] = {
    "kind": "person", "id": "aa-1-2/parent", "asked": "bb-2-1234/parent", "person_id": "aa-1-2/parent", "role": "parent",
    "given_names": "Elsa", "family_names": "Inventada", "born_on": "1985-12-23", "a_number": "900111222",
    "mentions": [
        {"mention_id": "aa-1-2/parent", "record_id": "aa-1-2", "who": "parent", "given_names": "Elsa", "born_on": "1985-12-23"},
        {"mention_id": "bb-2-1234/parent", "record_id": "bb-2-1234", "who": "parent", "given_names": "Elza", "born_on": "1985-12-23"},
        {"mention_id": "cc-1-4/parent", "record_id": "cc-1-4", "who": "parent", "given_names": "Elsa"},
    ],
    "links": [
        link("aa-1-2/parent", "bb-2-1234/parent"), link("bb-2-1234/parent", "cc-1-4/parent", 7.1),
        link("aa-1-2/parent", "cc-1-4/parent", 6.0), link("aa-1-2/parent", "dd-1-9/parent", -4.5, together=False, judgement="different"),
    ],
    "ties": [{"parent_id": "aa-1-2/parent", "child_id": "aa-1-2/child", "parent": "Elsa Inventada", "child": "Mateo Nadie",
              "relation": "mother", "probability": 0.994997, "basis": "row", "record_ids": ["aa-1-2"]}],
    "family": {"family_id": "aa-1-2/parent", "members": [{"person_id": "aa-1-2/parent", "given_names": "Elsa"},
                                                         {"person_id": "aa-1-2/child", "given_names": "Mateo", "family_names": "Nadie"}]},
    "separations": [{"parent_id": "aa-1-2/parent", "child_id": "aa-1-2/child", "basis": "stated", "separated_on": "2018-05-12",
                     "standing": "conflict", "reunified_on": None, "record_ids": ["aa-1-2"]}],
    "events": [{"event_id": "e", "statement_id": "s", "record_id": "aa-1-2", "kind": "removed", "person_id": "aa-1-2/parent",
                "child_id": None, "happened_on": "2018-07-05", "destination": "Nowhere", "outcome": "did_not_happen", "stands": False}],
    "removals": [{"removal_id": "r~c", "parent_id": "aa-1-2/parent", "child_id": "aa-1-2/child", "removed_on": "2018-07-05",
                  "determination": "flawed", "reason": "it is dated 2018-07-09, after the removal."}],
    "findings": [{"finding_id": "C04/x", "rule": "C04", "subject_id": "x", "outcome": "unmet", "reason": "Two dates.", "record_ids": ["aa-1-2"]},
                 {"finding_id": "C05/x", "rule": "C05", "subject_id": "x", "outcome": "met", "reason": "", "record_ids": []}],
    "search": None,
    "sources": [
        source("aa-1-2", "CBP", "CBP list", [("A-Number", "parent.a_number", "900111222"), ("Sex", "parent.sex", "")]),
        source("bb-2-1234", "ICE", "ICE removals", [("Name", "parent.given_names", "Elza *#$_`<script>")]),
        source("cc-1-4", "ICE", "Decisions", [("Given", "parent.given_names", "Elsa")]),
    ],
}  # fmt: skip


def told(block: Any) -> list[str]:
    """All words of a block, a text a piece."""
    def of(words: Any) -> str:
        return "".join(span.text for span in words)

    if isinstance(block, Document):
        return [block.title, *(of(w) for pair in block.facts for w in pair), *(t for s in block.sections for t in told(s))]
    if isinstance(block, Section):
        return [block.title, *(t for b in block.blocks for t in told(b))]
    if isinstance(block, Paragraph):
        return [of(block.words)]
    if isinstance(block, Terms):
        return [of(w) for pair in block.items for w in pair]
    if isinstance(block, Table):
        return [block.title, *(h.title for h in block.heads), *(of(c) for row in block.rows for c in row), block.note]
    if isinstance(block, Picture):
        return [block.title, block.alt, block.note]
    assert isinstance(block, Bullets | Notice | Tiles)
    return []


def blocks(document: Document, kind: type) -> list[Any]:
    found: list[Any] = []

    def walk(section: Section) -> None:
        for block in section.blocks:
            if isinstance(block, kind):
                found.append(block)
            if isinstance(block, Section):
                walk(block)

    for section in document.sections:
        walk(section)
    return found


def table(document: Document, title: str) -> list[list[str]]:
    one = next(t for t in blocks(document, Table) if title in t.title)
    return [["".join(s.text for s in cell) for cell in row] for row in one.rows]


def test_every_version_of_each_fact_stands_beside_the_others() -> None:
    document = explained.page(PERSON)
    rows = table(document, "Every version")
    assert ["Given names (2 versions)", "Elsa", "2", "CBP, row 2; Decisions, row 4"] in rows
    assert ["Given names", "Elza", "1", "ICE removals, row 1234 of sheet 2"] in rows
    assert [row[1] for row in rows[:2]] == ["Elsa", "Elza"], "what most rows say stands first"
    assert ["Birth date", "23 December 1985", "2", "CBP, row 2; ICE removals, row 1234 of sheet 2"] in rows


def test_every_link_has_a_row_and_those_that_matter_a_picture_that_sums() -> None:
    document = explained.page(PERSON)
    assert len(table(document, "Pairs of rows")) == 4
    pictures = blocks(document, Picture)
    assert len(pictures) == 3, "two that hold three rows together, and the one judged"
    first = pictures[0].alt
    assert "Before any comparison, against a sibling: +2.0; Number: a few apart: −3.2" in first
    assert "The family: of the two rows: +5.1" in first
    assert first.endswith("Together: +8.3.")
    assert "not taken for one person, judged different" in pictures[-1].title
    ids = [ElementTree.fromstring(p.svg).get("id") for p in pictures]
    assert len(set(ids)) == len(ids)


def test_no_probability_is_said_to_be_certain() -> None:
    assert "100.0%" not in "".join(told(explained.page(PERSON)))
    assert "over 99.9%" in table(explained.page(PERSON), "Pairs of rows")[0]


def test_what_happened_is_said_in_words() -> None:
    document = explained.page(PERSON)
    assert table(document, "Separations") == [
        ["Elsa", "Mateo Nadie", "12 May 2018", "stated, lists in conflict", "no list says so"]
    ]
    assert table(document, "Events") == [
        ["5 July 2018", "Removed from the country: it did not happen (the agency later said otherwise)", "Nowhere", "CBP, row 2"]
    ]
    assert table(document, "Removals apart")[0][3:5] == ["Flawed", "It is dated 9 July 2018, after the removal."]
    assert [row[:3] for row in table(document, "Findings")] == [
        ["Lists agree on a person's birth date", "Unmet", "Two dates."],
        ["Lists agree on who an adult is to a child", "Met", "–"],
    ]


def test_the_cells_are_as_received_and_blank_ones_are_counted() -> None:
    document = explained.page(PERSON)
    assert table(document, "Cells") == [["A", "A-Number", "parent.a_number", "900111222"]]
    notes = [t.note for t in blocks(document, Table) if t.title == "Cells of the row"]
    assert notes == ["1 column that the layout reads is blank in this row.", "", ""]
    assert "Elza *#$_`<script>" in told(document)
    assert "2, 1234" in told(document), "a row is a number to look up, not a count"


def test_the_timeline_stands_with_its_own_description() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>T</title><desc id="d">1 parent &amp; 1 child.</desc></svg>'
    picture = blocks(explained.page(PERSON, svg), Picture)[0]
    assert (picture.svg, picture.alt) == (svg, "1 parent & 1 child.")


def test_it_says_that_it_is_not_for_filing_and_bears_a_day_of_its_lists() -> None:
    document = explained.page(PERSON)
    assert document.seal == "Names people: not for filing"
    assert document.day == "2018-07-02"
    assert "bb-2-1234/parent" in told(document)


def test_the_same_answer_gives_the_same_document() -> None:
    assert explained.page(copy.deepcopy(PERSON)) == explained.page(PERSON)


REMOVAL: dict[str, Any] = {
    "kind": "removal", "id": "r~c", "removal_id": "r~c", "parent_id": "p", "child_id": "c", "determination": "flawed",
    "removed_on": "2018-07-05", "removed_on_low": "2018-07-05", "removed_on_high": "2018-07-09", "ordinal": 2,
    "separation": "stated", "separated_on": "2018-05-12", "reason": "nothing meets the standard; unmet: option, told, comet_rule.", "against_wish": "no", "undocumented": "no",
    "flawed": "yes", "documented": "unknown", "doubt": "the tie is 0.7 sure", "no_documented_wish": False, "late_by": 3,
    "parent": {"person_id": "p", "given_names": "Elsa"}, "child": {"person_id": "c", "full_name": "Mateo Nadie"},
    "decisions": [{"decision_id": "d~r~c", "event_id": "d", "kind": "decided", "purports": "leave", "happened_on": "2018-07-02",
                   "position": "before", "meets": "no", "record_ids": ["aa-1-2"]}],
    "findings": [
        {"finding_id": "told/d", "rule": "told", "subject_id": "d~r~c", "outcome": "met", "reason": "It is.", "record_ids": ["aa-1-2"]},
        {"finding_id": "option/d", "rule": "option", "subject_id": "d~r~c", "outcome": "unmet", "reason": "not on 2018-07-02.", "record_ids": ["aa-1-2"]},
        {"finding_id": "C01/r", "rule": "C01", "subject_id": "r~c", "outcome": "unknown", "reason": None, "record_ids": []},
    ],
    "sources": PERSON["sources"][:1],
}  # fmt: skip


def test_a_removal_says_why_and_every_rule_with_its_outcome() -> None:
    document = explained.page(REMOVAL)
    words = told(document)
    assert document.title == "Removal apart: Elsa without Mateo Nadie"
    assert "5 July 2018 (lists allow 5 July 2018 to 9 July 2018); removal 2 of this parent" in words
    assert (
        "Flawed. Nothing meets the standard; the option to reunify not shown as offered; what the parent was told not recorded; "
        "comet rule."
    ) in words
    assert "The removal apart itself is in doubt: The tie is 0.7 sure" in words
    assert "The decision that it rests on was first received 3 days after the removal." in words
    assert {"Flawed: yes", "Against the wish: no", "Documented: unknown"} <= set(words)
    rules = next(t for t in blocks(document, Table) if "1 rule of 2 unmet" in t.title)
    assert ["".join(s.text for s in row[1]) for row in rules.rows] == ["Unmet", "Met"], "what fails stands first"
    assert "Not on 2 July 2018." in words
    assert [row[:2] for row in table(document, "Rules put to the removal")] == [["Lists that tell one event agree on its day", "Unknown"]]


def ids() -> dict[str, str]:
    engine = invented.loaded(invented.tables())
    of = {
        "person": "select min(person_id) from person", "removal": "select min(removal_id) from removal where determination = 'flawed'",
        "finding": "select min(finding_id) from finding", "event": "select min(event_id) from event",
        "record": "select min(record_id) from record", "list": "select min(list_id) from list",
        "pair": "select min(concat(parent_id, '~', child_id)) from separation", "set aside": "select min(record_id) from set_aside",
    }  # fmt: skip
    return {"figure": "removals_apart", **{kind: value for kind, query in of.items() if (value := engine.value(query))}}


@pytest.mark.parametrize(("kind", "name"), sorted(ids().items()))
def test_each_kind_of_answer_has_a_page(kind: str, name: str) -> None:
    found = explain(invented.loaded(invented.tables()), name)
    assert found["kind"] == kind
    document = explained.page(found)
    assert document.title
    assert document.sections
    words = "\n".join(told(document))
    for one in found.get("findings") or ():
        assert str(one["reason"]) in words
    for one in found.get("sources") or ():
        for cell in one["cells"]:
            assert not cell["cell"] or str(cell["cell"]) in words
    headings = [s.id for s in document.sections]
    assert len(set(headings)) == len(headings)


def test_a_kind_that_is_not_known_is_printed_as_its_fields() -> None:
    words = told(explained.page({"kind": "comet", "id": "x", "tail": [1, 2], "count": 1234}))
    assert {"Tail", "[1, 2]", "Count", "1,234"} <= set(words)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([PERSON, REMOVAL]), st.data())
def test_an_answer_with_something_missing_is_still_printed(found: dict[str, Any], data: Any) -> None:
    cut = copy.deepcopy(found)
    cut["links"] = []  # pictures are drawn by the tests above
    for name in data.draw(st.lists(st.sampled_from(sorted(set(found) - {"kind"})), max_size=6)):
        cut[name] = None
    for rows in [v for v in cut.values() if isinstance(v, list)]:
        for row in rows:
            if isinstance(row, dict) and row:
                row[data.draw(st.sampled_from(sorted(row)))] = None
    assert explained.page(cut).title


def test_rows_that_hold_together_are_drawn_before_others() -> None:
    mentions = {f"m{i}": {} for i in range(30)}
    links = [link(f"m{i}", f"m{j}", 30 - i - j / 100) for i in range(30) for j in range(i + 1, 30)]
    shown = explained_links._shown(links, mentions)
    assert len(shown) == explained_links.PICTURES
    few = {m: mentions[m] for m in ("m0", "m1", "m2", "m3")}
    tree = explained_links._shown([k for k in links if {k["mention_id_l"], k["mention_id_r"]} <= set(few)], few)
    joined = {"m0"}
    for k in tree:
        joined |= {k["mention_id_l"], k["mention_id_r"]}
    assert len(tree) == 3
    assert joined == set(few)

