"""What one cell says as one field: never a guess, never a crash; what cannot be read is said and kept in the record."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir import intake
from reunir.intake.cells import Cell, read_date, reader
from reunir.intake.layout import vocabulary
from reunir.model import REDACTED
from tests.intake.conftest import columns

US_AND_ISO = ("%m/%d/%Y", "%Y-%m-%d")
EITHER_WAY = ("%m/%d/%Y", "%d/%m/%Y")


def read(field: str, text: str, more: str = "") -> Cell:
    found = intake.parse_field(field)
    assert found is not None
    return reader(found, intake.parse_layout(columns(field, more=more), "drawn"))(text)


@pytest.mark.parametrize(
    ("text", "formats", "day", "hour", "rule"),
    [
        ("6/5/2018", US_AND_ISO, "2018-06-05", None, None),
        ("2018-06-05", US_AND_ISO, "2018-06-05", None, None),
        ("2018-06-05", ("%m/%d/%Y",), "2018-06-05", None, None),  # a typed cell of a spreadsheet
        ("2018-06-10 15:30", US_AND_ISO, "2018-06-10", "15:30", None),
        ("2018-06-10T09:05:59", US_AND_ISO, "2018-06-10", "09:05", None),
        ("6/10/2018 3:30 PM", US_AND_ISO, "2018-06-10", "15:30", None),
        ("6/10/2018 12:15 a.m.", US_AND_ISO, "2018-06-10", "00:15", None),
        ("6/10/2018 00:00:00", US_AND_ISO, "2018-06-10", None, None),  # midnight is no hour
        ("10 Jun 2018 09:00", ("%d %b %Y %H:%M",), "2018-06-10", "09:00", None),
        ("5/6/2018", EITHER_WAY, None, None, "I01"),
        ("25/6/2018", EITHER_WAY, "2018-06-25", None, None),
        ("6/6/2018", EITHER_WAY, "2018-06-06", None, None),
        ("2018-05-06", ("%Y-%d-%m",), "2018-06-05", None, None),  # as the layout says, though it looks ISO
        ("2/30/2018", US_AND_ISO, None, None, "I02"),
        ("6/5/0218", US_AND_ISO, None, None, "I02"),
        ("43256", US_AND_ISO, None, None, "I02"),
        ("6/10/2018 25:00", US_AND_ISO, None, None, "I02"),
        ("2018-06-10T15:30Z", US_AND_ISO, None, None, "I02"),
        ("pending", US_AND_ISO, None, None, "I02"),
    ],
)
def test_a_date_is_read_by_the_layouts_formats_and_never_guessed(
    text: str, formats: tuple[str, ...], day: str | None, hour: str | None, rule: str | None
) -> None:
    cell = read_date(text, formats)
    assert cell.value == (date.fromisoformat(day) if day else None)
    assert cell.time == hour
    assert cell.rule == rule


def test_a_date_in_two_ways_is_told_with_both() -> None:
    assert read_date("5/6/2018", EITHER_WAY).reason == "“5/6/2018” reads as 2018-05-06 or 2018-06-05, so it is left unread."


@pytest.mark.parametrize(("text", "holds"), [("13/45/2018", True), ("yes", True), ("x", True), ("pending", False), ("no", False)])
def test_a_mistyped_day_says_that_it_happened_and_a_word_does_not(text: str, holds: bool) -> None:
    assert read_date(text, US_AND_ISO).holds is holds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A201 000 001", "201000001"),
        ("A201-000-001", "201000001"),
        ("a201000001", "201000001"),
        ("A12-345-678", "012345678"),
        ("12345678", "012345678"),
        ("012345678", "012345678"),
        ("A# 201000001", "201000001"),
        ("1234567", None),
        ("2010000011", None),
        ("201000001 / 201000002", None),
        ("B201000001", None),
        ("000000000", None),
        ("A99999999", None),
        ("2.01E+08", None),
        ("٢٠١٠٠٠٠٠١", None),
    ],
)
def test_an_a_number_has_eight_or_nine_digits_and_is_kept_with_nine(text: str, number: str | None) -> None:
    cell = read("parent.a_number", text)
    assert cell.value == number
    assert cell.rule == (None if number else "I04")


@pytest.mark.parametrize(
    ("field", "text", "value", "rule"),
    [
        ("decided.signed", "Sí", "yes", None),
        ("decided.signed", " X ", "yes", None),
        ("decided.signed", "TRUE", "yes", None),
        ("decided.signed", "0", "no", None),
        ("removed.with_child", "N", "no", None),
        ("decided.signed", "at the bottom", "at the bottom", "I07"),
        ("parent.sex", "Mujer", "F", None),
        ("parent.sex", "M", "M", None),
        ("parent.sex", "H", "H", "I05"),
        ("relation", "Madre", "mother", None),
        ("relation", "legal guardian", "legal_guardian", None),
        ("relation", "other adult", "other_adult", None),
        ("relation", "abuela", "other_adult", None),
        ("relation", "neighbour", "neighbour", "I05"),
        ("child.relation", "son", None, None),
        ("decided.choice", "Leave Child", "leave_child", None),
        ("decided.choice", "home", "home", "I05"),
        ("discharged.outcome", "turned 18", "turned_18", None),
        ("discharged.outcome", "did_not_happen", "did_not_happen", None),
        ("discharged.outcome", "escaped", "escaped", "I05"),
        ("separated.outcome", "N", "did_not_happen", None),
        ("separated.outcome", "Y", "yes", None),
        ("attempted.outcome", "no", "no", None),
        ("reached.outcome", "needs further discussion", "needs further discussion", None),
        ("child.age", "16", 16, None),
        ("child.age", "16.0", 16, None),
        ("child.age", "18 months", None, "I08"),
        ("child.age", "160", None, "I08"),
        ("decided.minutes", "2,880", "2880", None),
        ("decided.minutes", "60 minutes", "60", None),
        ("decided.minutes", "an hour", "an hour", "I08"),
        ("parent.phone", "502-5550-0101", "502-5550-0101", None),
        ("parent.phone", "none", None, None),
        ("parent.phone", "ask the consulate", None, "I11"),
        ("decided.interpreter", "no", "no", None),
        ("separated.reason", " Zero\nTolerance  Policy ", "Zero Tolerance Policy", None),
    ],
)
def test_words_are_made_one_or_kept_and_said(field: str, text: str, value: object, rule: str | None) -> None:
    cell = read(field, text)
    assert cell.value == value
    assert cell.rule == rule


def test_blank_is_what_the_layout_says_and_a_family_named_na_is_none() -> None:
    assert not read("parent.family_names", "  ").filled
    assert not read("parent.family_names", "n/a").filled
    assert read("parent.family_names", "Na").value == "Na"
    assert read("parent.family_names", "UNK").value == "UNK"
    assert not read("parent.family_names", "unk", 'blank = ["UNK"]').filled


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("decided.witness", "(b)(6)", REDACTED),
        ("decided.witness", "(b)(6), (b)(7)(C)", REDACTED),
        ("decided.witness", "Officer Lund (b)(6)", "Officer Lund (b)(6)"),
        ("decided.signed", "(b)(6)", REDACTED),
        ("parent.language", "████", REDACTED),
        ("parent.family_names", "(b)(6)", None),
        ("parent.a_number", "(b)(6)", None),
        ("removed.on", "(b)(6)", None),
    ],
)
def test_hidden_is_kept_apart_from_blank(field: str, text: str, value: str | None) -> None:
    cell = read(field, text)
    assert cell.value == value
    assert cell.filled
    assert cell.holds


def test_a_lists_own_words_come_first_folded_the_same_way() -> None:
    more = '[codes."discharged.outcome"]\n"Reunited with Sep. Parent" = "reunified_with_parent"\n"Pending" = ""'
    assert read("discharged.outcome", "REUNITED WITH SEP PARENT", more).value == "reunified_with_parent"
    assert not read("discharged.outcome", "pending", more).filled
    assert read("child.discharged.outcome", "Reunited with Sep Parent", more).value == "reunified_with_parent"
    assert read("parent.relation", "biol. m.", '[codes.relation]\n"Biol. M." = "mother"').value == "mother"


LAYOUT = intake.parse_layout('dates = ["%m/%d/%Y", "%d.%m.%y %H:%M"]\n' + columns("parent.a_number"), "drawn")


@settings(max_examples=400, deadline=None)
@given(path=st.sampled_from(vocabulary()), text=st.text(max_size=20) | st.from_regex(r"[0-9./:-]{1,12}( [0-9:]{1,5})?"))
def test_any_text_is_read_as_any_field_and_what_is_wrong_has_a_rule_and_a_reason(path: str, text: str) -> None:
    found = intake.parse_field(path)
    assert found is not None
    cell = reader(found, LAYOUT)(text)
    assert (cell.rule is None) == (cell.reason is None)
    assert cell.rule is None or cell.rule in intake.RULES
    assert cell.filled or cell == Cell()
    assert cell.value is None or cell.filled


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_written_in_one_format_reads_as_that_day(day: date) -> None:
    assert read_date(day.strftime("%d/%m/%Y"), ("%d/%m/%Y",)).value == day
    cell = read_date(day.strftime("%d/%m/%Y"), EITHER_WAY)
    assert cell.value in (day, None)
    assert (cell.rule == "I01") == (day.day <= 12 and day.month <= 12 and day.day != day.month)
