"""A family's timeline: who is in it, what happened when, how long they were apart; nobody named unless asked."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from reunir import report
from reunir.engine import Engine
from reunir.errors import ReunirError
from reunir.model import EVENTS, TABLES
from reunir.report.drawing import RULE, SOFT
from reunir.report.timeline import APART_FILL, CARE, SHAPES

from . import invented, reading

ELSA, MATEO, LUCIA = "l-1-2/parent", "l-1-2/child", "l-1-2/child2"


def day(text: str) -> date:
    return date.fromisoformat(text)


def drawn(text: str) -> list[dict[str, Any]]:
    """Events of a drawn table: kind | day | person | child | cell=value."""
    made = []
    for i, row in enumerate(line.strip() for line in text.strip().splitlines()):
        kind, on, person, child, cell = (part.strip() or None for part in row.split("|"))
        key, _, value = (cell or "note=").partition("=")
        made.append({
            "event_id": f"l-1-{i}/{kind}", "statement_id": f"l-1-{i}/{kind}", "record_id": f"l-1-{i}", "kind": kind,
            "happened_on": on and day(on), "person_id": PEOPLE.get(person or ""), "child_id": PEOPLE.get(child or ""),
            "stands": True, "list_id": "l", "list_seq": 1, "sheet": 1, "row": i, key: value or None,
        })  # fmt: skip
    return made


PEOPLE = {"Elsa": ELSA, "Mateo": MATEO, "Lucia": LUCIA}

EVENTS_OF_ELSA = """
    apprehended | 2018-05-10 | Elsa  |       |
    separated   | 2018-05-12 | Elsa  | Mateo |
    separated   | 2018-05-12 | Elsa  | Lucia |
    placed      | 2018-05-14 | Mateo |       | place=Casa Secreta
    stated      | 2018-06-04 | Elsa  | Mateo | wish=take_child
    decided     | 2018-07-02 | Elsa  |       | choice=leave_child
    removed     | 2018-07-05 | Elsa  |       |
    attempted   | 2018-08-01 | Elsa  |       |
    attempted   | 2018-08-02 | Elsa  |       |
    attempted   | 2018-08-03 | Elsa  |       |
    attempted   | 2018-08-09 | Elsa  |       |
    discharged  |            | Lucia |       | outcome=other_sponsor
    reunified   | 2019-02-12 | Elsa  | Mateo |
"""


def family(events: str = EVENTS_OF_ELSA, **others: list[dict[str, Any]]) -> Engine:
    engine = Engine(threads=1)
    tables = {
        "event": drawn(events),
        "family": [{"family_id": ELSA, "person_id": p} for p in PEOPLE.values()],
        "person": [
            {"person_id": ELSA, "role": "parent", "full_name": "Elsa Inventada"},
            {"person_id": MATEO, "role": "child", "given_names": "Mateo", "family_names": "Nadie"},
            {"person_id": LUCIA, "role": "child"},
        ],
        "tie": [{"parent_id": ELSA, "child_id": c} for c in (MATEO, LUCIA)],
        "stay": [{"person_id": MATEO, "kind": "care", "began_on": day("2018-05-14"), "ended_on": day("2019-02-12"),
                  "place": "Casa Secreta"}],
        "separation": [
            {"parent_id": ELSA, "child_id": MATEO, "basis": "stated", "standing": "yes",
             "separated_on": day("2018-05-12"), "reunified_on": day("2019-02-12")},
            {"parent_id": ELSA, "child_id": LUCIA, "basis": "stated", "standing": "yes",
             "separated_on": day("2018-05-12")},
        ],
        **others,
    }  # fmt: skip
    for name in TABLES:
        engine.load(name, tables.get(name, []))
    return engine


def told(svg: str) -> str:
    return reading.read(svg).find("desc")[0].text


def test_the_description_tells_the_whole_story() -> None:
    assert told(report.timeline_svg(family(), ELSA)) == (
        "1 parent and 2 children. "
        "parent 1 and child 1: apart from 12 May 2018 to 12 February 2019, 276 days. "
        "parent 1 and child 2: apart from 12 May 2018; no list says that they are together again. "
        "10 May 2018: parent 1 apprehended. 12 May 2018: parent 1 separated from child 1 and child 2. 14 May 2018: child 1 placed in care. "
        "4 June 2018: parent 1 stated a wish to take the child (child 1). "
        "2 July 2018: parent 1 decided to leave the child. 5 July 2018: parent 1 removed from the country. "
        "1 August 2018: 4 attempts to reach parent 1, the last on 9 August 2018. "
        "12 February 2019: parent 1 reunified with child 1. "
        "Without a day: child 2 discharged from care."
    )


def test_masked_it_names_nobody_and_no_place() -> None:
    svg = report.timeline_svg(family(), ELSA)
    for word in ("Elsa", "Mateo", "Nadie", "Inventada", "Casa Secreta"):
        assert word not in svg
    assert "Parent 1" in reading.read(svg).text


def test_unmasked_it_names_them() -> None:
    svg = report.timeline_svg(family(), ELSA, masked=False)
    assert "Elsa Inventada separated from Mateo Nadie and child 2" in told(svg), "a person without a name keeps a label"


def test_every_number_of_the_picture_is_in_its_key() -> None:
    texts = [t.text for t in reading.read(report.timeline_svg(family(), ELSA)).find("text")]
    numbers = [int(t) for t in texts if t.isdigit() and len(t) < 3]
    assert set(numbers) == set(range(1, 9))
    assert all(numbers.count(i) >= 2 for i in set(numbers))
    assert "apart 276 days" in texts
    assert "apart, no end in the records" in texts
    assert "276 days" not in texts


def test_every_mark_stands_within_the_picture() -> None:
    close = "\n".join(
        f"attempted | 2018-08-{d:02} | {who} | |" for d in (1, 2, 3) for who in ("Elsa", "Mateo", "Lucia")
    )
    svg = report.timeline_svg(family(EVENTS_OF_ELSA + close.replace("attempted", "transferred")), ELSA)
    for group in reading.read(svg).find("g"):
        x, y = (float(v) for v in (group.attrs["transform"] or "").removeprefix("translate(").split(")")[0].split())
        assert 0 < x < 720
        assert 0 < y < float(reading.read(svg).find("svg")[0].attrs["height"] or 0)


def test_lists_that_differ_on_a_day_are_said() -> None:
    events = drawn("removed | 2018-07-05 | Elsa | |\nremoved | 2018-07-09 | Elsa | |")
    for event in events:
        event["event_id"] = "one"
    assert "5 July 2018: parent 1 removed from the country (lists differ: also 9 July 2018)." in told(
        report.timeline_svg(family(event=events), ELSA)
    )


def test_an_event_that_is_denied_or_no_longer_stands_is_not_told_as_done() -> None:
    events = drawn("removed | 2018-07-05 | Elsa | | outcome=did_not_happen\nreached | 2019-01-01 | Elsa | |")
    events[1]["stands"] = False
    words = told(report.timeline_svg(family(event=events), ELSA))
    assert "parent 1 removed from the country: a list says that it did not happen." in words
    assert "reached" not in words


def test_a_family_without_a_single_day_is_still_drawn() -> None:
    svg = report.timeline_svg(family("separated | | Elsa | Mateo |", stay=[], separation=[]), ELSA)
    assert "Without a day: parent 1 separated from child 1." in told(svg)
    assert "No list gives a day" in reading.read(svg).text


def test_a_family_that_is_none_is_the_operators_to_mend() -> None:
    with pytest.raises(ReunirError, match="no family nobody"):
        report.timeline_svg(family(), "nobody")


def test_every_kind_of_event_has_a_mark_of_its_own() -> None:
    assert set(SHAPES) == set(EVENTS)
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_the_same_family_gives_the_same_picture() -> None:
    assert report.timeline_svg(family(), ELSA) == report.timeline_svg(family(), ELSA)
    engine = invented.loaded(invented.tables())
    one = report.timeline_svg(engine, "aaaaaaaaaaaa-1-2/parent")
    assert one != report.timeline_svg(engine, "aaaaaaaaaaaa-1-3/parent")


def test_the_same_thing_on_the_same_day_is_told_once() -> None:
    events = """
        apprehended | 2018-05-10 | Elsa  |       |
        apprehended | 2018-05-10 | Mateo |       |
        apprehended | 2018-05-11 | Lucia |       |
        stated      | 2018-06-04 | Elsa  | Mateo | wish=take_child
        stated      | 2018-06-04 | Elsa  | Lucia | wish=take_child
        decided     | 2018-06-05 | Elsa  | Mateo | choice=leave_child
        decided     | 2018-06-05 | Elsa  | Lucia | choice=take_child
    """
    words = told(report.timeline_svg(family(events), ELSA))
    assert "10 May 2018: parent 1 and child 1 apprehended. 11 May 2018: child 2 apprehended." in words
    assert "4 June 2018: parent 1 stated a wish to take the children (child 1 and child 2)." in words
    assert "5 June 2018: parent 1 decided to leave the child (child 1). 5 June 2018: parent 1 decided to take the child (child 2)." in words


def test_a_denied_event_is_not_told_in_one_with_one_that_is_not() -> None:
    events = drawn("removed | 2018-07-05 | Elsa | |\nremoved | 2018-07-05 | Mateo | | outcome=did_not_happen")
    words = told(report.timeline_svg(family(event=events), ELSA))
    assert "5 July 2018: parent 1 removed from the country. " in words
    assert "5 July 2018: child 1 removed from the country: a list says that it did not happen." in words


def test_time_apart_without_an_end_is_counted_to_the_day_of_the_run() -> None:
    figure = [{"name": "x", "cohort": "all", "unit": "children", "as_of": day("2021-04-07"), "value": 0}]
    texts = [t.text for t in reading.read(report.timeline_svg(family(figure=figure), ELSA)).find("text")]
    assert "apart, 1,061 days by 7 April 2021 and no end in the records" in texts


def test_a_timeline_is_a_picture_of_its_own_on_white() -> None:
    svg = report.timeline_svg(family(), ELSA)
    root = ElementTree.fromstring(svg)
    assert root[2].attrib == {"width": "720", "height": root.get("height"), "fill": "#fff"}
    assert min(float(s) for s in re.findall(r'font-size="([\d.]+)', svg)) >= 12
    fills = {f for f in re.findall(r'(?:fill|stroke)="(#[0-9a-f]{3,6})"', svg)}
    greys = {f for f in fills if len({f[i : i + (len(f) - 1) // 3] for i in range(1, len(f), (len(f) - 1) // 3)}) == 1}
    assert fills - greys <= {CARE, APART_FILL, SOFT, RULE, "#565c65", "#dfe1e2", "#d3d6d9", "#8a929b"}


def test_names_that_no_xml_can_hold_are_drawn_without_harm() -> None:
    person = [{"person_id": ELSA, "role": "parent", "full_name": "El\x0bsa <script>\u202e & Ñandú"},
              {"person_id": MATEO, "role": "child", "full_name": "M" * 90}, {"person_id": LUCIA, "role": "child"}]  # fmt: skip
    svg = report.timeline_svg(family(person=person), ELSA, masked=False)
    assert "El sa <script>  & Ñandú" in ElementTree.fromstring(svg)[1].text  # type: ignore[operator]


def test_a_pair_that_a_list_denies_is_told_apart_from_one_that_it_states() -> None:
    events = """
        separated | 2018-05-12 | Elsa | Mateo |
        separated | 2018-05-12 | Elsa | Lucia | outcome=did_not_happen
        separated | 2018-05-12 |      | Lucia |
    """
    words = told(report.timeline_svg(family(events), ELSA))
    assert "12 May 2018: parent 1 separated from child 1. " in words
    assert "12 May 2018: parent 1 separated from child 2: a list says that it did not happen." in words
    assert "12 May 2018: child 2 separated." in words
