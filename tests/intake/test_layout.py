"""A layout says how to read one kind of list; what is wrong in one is said in one line that can be acted upon."""

from __future__ import annotations

import pytest

from reunir import intake
from reunir.errors import RuleBookError

PARENT = '[columns]\n"A-Number" = "parent.a_number"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[columns", "the file is not TOML"),
        ("", "columns maps no heading"),
        ('kind = "weekly"\n' + PARENT, "kind is 'weekly'; write one of addition, snapshot, log"),
        ("title = 3\n" + PARENT, "title is 3; write it as text"),
        ('colour = "red"\n' + PARENT, "colour is no key of a layout"),
        ('dates = ["%m/%d"]\n' + PARENT, "dates has '%m/%d', which gives no whole day"),
        ('dates = "%Q"\n' + PARENT, "dates has '%Q'"),
        ('redacted = ["("]\n' + PARENT, "redacted has '(', which is no regular expression"),
        ('lists = ["deported"]\n' + PARENT, "lists names 'deported'"),
        ('[columns]\n"DOB" = "parent.birth"\n', "names 'parent.birth', which is no field of the vocabulary"),
        ('[columns]\n"DOB" = "parent1.born_on"\n', "perhaps parent.born_on"),
        ('[columns]\n"On" = "removed.choice"\n', "names 'removed.choice'"),
        ('[columns]\n"DOB" = "parent.born_on"\n"d.o.b." = "child.born_on"\n', "reads as one with another heading"),
        (PARENT + '[every_row]\n"removed.because" = "x"\n', "every_row names 'removed.because'"),
        (PARENT + '[every_row]\n"removed.reason" = 3\n', "every_row.removed.reason is 3"),
        (PARENT + '[codes.discharged.outcome]\n"x" = "other"\n', "quote the field"),
        (PARENT + '[codes."discharged.outcome"]\n"x" = "home"\n', "is 'home'; write one of reunified_with_parent"),
        (PARENT + '[codes."discharged.fate"]\n"x" = "other"\n', "names 'discharged.fate'"),
    ],
)
def test_a_fault_is_named_with_its_layout_its_key_and_what_to_do(text: str, says: str) -> None:
    with pytest.raises(RuleBookError) as caught:
        intake.parse_layout(text, "mine")
    message = str(caught.value)
    assert message.startswith("layout mine: ")
    assert says in message
    assert "\n" not in message


def test_every_shipped_layout_is_well_formed_and_names_its_agency() -> None:
    shipped = intake.shipped_layouts()
    assert list(shipped) == ["cbp-apprehensions", "decisions", "ice-removals", "orr-placements",
                             "orr-separated-children", "outreach", "statements"]  # fmt: skip
    for name, text in shipped.items():
        layout = intake.parse_layout(text, name)
        assert layout.agency != name
        assert layout.title != name


def test_headings_are_matched_without_case_accents_spaces_and_punctuation() -> None:
    layout = intake.parse_layout('[columns]\n"A-Number" = "parent.a_number"\n"País" = "parent.citizenship"', "x")
    assert layout.columns[intake.fold("a  NUMBER")].path == "parent.a_number"
    assert layout.columns[intake.fold("PAIS:")].path == "parent.citizenship"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("relation", "parent.relation"),
        ("child3.given_names", "child3.given_names"),
        ("child.removed.on", "child.removed.on"),
        ("separated.on", "separated.on"),
    ],
)
def test_a_field_is_who_and_field_or_event_and_field_or_all_three(text: str, fields: str) -> None:
    found = intake.parse_field(text)
    assert found is not None
    assert found.path == fields


@pytest.mark.parametrize("text", ["", ".", "parent", "parent1.age", "parent02.age", "removed", "parent.on", "a.b.c.d", "child.removed.age"])
def test_anything_else_is_no_field(text: str) -> None:
    assert intake.parse_field(text) is None


@pytest.mark.parametrize(
    ("mapped", "more", "lists"),
    [
        (("removed.on",), "", {"removed"}),
        (("removed.on", "ordered.on"), "", {"removed"}),
        (("removed.on", "apprehended.on"), "", set()),
        (("removed.on", "apprehended.on"), 'lists = ["removed"]', {"removed"}),
        (("removed.on",), "lists = []", set()),
        (("removed.to",), "", set()),
        (("placed.on",), "", set()),
    ],
)
def test_a_list_of_removals_is_one_by_its_columns_or_because_it_says_so(
    mapped: tuple[str, ...], more: str, lists: set[str]
) -> None:
    text = f"{more}\n{PARENT}" + "".join(f'"{m}" = "{m}"\n' for m in mapped)
    assert intake.parse_layout(text, "x").lists == lists


def test_what_every_row_states_and_no_column_does_is_an_event_of_every_row() -> None:
    text = PARENT + '"Day" = "apprehended.on"\n[every_row]\n"removed.reason" = "final order"\n"apprehended.at" = "Yuma"'
    assert intake.parse_layout(text, "x").lists == {"removed"}
