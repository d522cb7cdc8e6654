"""Rule books take effect through an entry that holds their bytes, from a day on, and never behind the journal's back."""

from __future__ import annotations

from datetime import date

import pytest

from reunir import docket, journal
from reunir.errors import DocketError, RuleBookError
from tests.docket.matters import BY, day


def settings(matter, as_of: date) -> dict:
    return docket.inputs(matter, as_of).settings


def rewrite(matter, name, old, new):
    path = matter.path / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_new_docket_holds_what_ships_adopted_since_ever(matter):
    with matter.reading() as cursor:
        adopted = journal.entries(cursor, kind="adopted")
        (model,) = journal.entries(cursor, kind="model")
    assert {e.body["book"] for e in adopted} == {"docket", "layout", "standard"}
    assert {e.happened_on for e in [*adopted, model]} == {None}
    assert (matter.models / f"{model.body['sha256']}.json").is_file()
    assert docket.settings(matter)["title"] == "A matter"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, matter):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    with pytest.raises(DocketError, match="is there already and not empty"):
        docket.new(tmp_path / "full")
    with pytest.raises(DocketError, match="is there already"):
        docket.new(matter.path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["full", "matter"]


def test_a_docket_that_cannot_be_made_leaves_nothing(tmp_path, monkeypatch):
    from reunir import linkage

    monkeypatch.setattr(linkage, "shipped_model", lambda: {"prior": float("nan")})
    with pytest.raises(ValueError, match="JSON"):
        docket.new(tmp_path / "matter")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_docket_is_said(tmp_path):
    with pytest.raises(DocketError, match="There is no docket at"):
        docket.open(tmp_path / "absent")
    with pytest.raises(DocketError, match="is no docket"):
        docket.open(tmp_path)


def test_a_change_is_in_force_from_the_day_of_the_command_that_found_it(matter, listed):
    docket.receive(matter, listed(), by=BY, on=day("2018-07-15"), layout="removals")
    rewrite(matter, "docket.toml", "certain = 0.9", "certain = 0.8")
    assert settings(matter, day("2018-08-01"))["linkage"]["certain"] == 0.9
    assert docket.describe(docket.adopt(matter, by=BY, on=day("2018-08-01"))) == [
        "adopted docket.toml from 2018-08-01 on"]  # fmt: skip
    assert docket.adopt(matter, by=BY, on=day("2018-08-02")) == []
    assert settings(matter, day("2018-07-31"))["linkage"]["certain"] == 0.9
    assert settings(matter, day("2018-08-01"))["linkage"]["certain"] == 0.8


def test_a_change_back_is_a_change(matter, listed):
    docket.receive(matter, listed(), by=BY, on=day("2018-07-15"), layout="removals")
    for on, old, new in (("2018-08-01", "0.9", "0.8"), ("2018-08-02", "0.8", "0.9"), ("2018-08-03", "0.9", "0.8")):
        rewrite(matter, "docket.toml", f"certain = {old}", f"certain = {new}")
        assert len(docket.adopt(matter, by=BY, on=day(on))) == 1
    certain = [settings(matter, day(f"2018-08-0{d}"))["linkage"]["certain"] for d in (1, 2, 3)]
    assert certain == [0.8, 0.9, 0.8]


def test_a_version_never_takes_effect_before_the_one_it_replaces(matter, listed):
    docket.receive(matter, listed(), by=BY, on=day("2018-07-15"), layout="removals")
    rewrite(matter, "docket.toml", "certain = 0.9", "certain = 0.8")
    docket.adopt(matter, by=BY, on=day("2018-09-01"))
    rewrite(matter, "docket.toml", "certain = 0.8", "certain = 0.7")
    (version,) = docket.adopt(matter, by=BY, on=day("2018-08-01"))
    assert version.happened_on == day("2018-09-01")
    assert settings(matter, day("2018-09-01"))["linkage"]["certain"] == 0.7


@pytest.mark.parametrize(("old", "new", "why"), [
    ("certain = 0.9", "certain = ", "docket.toml is not well formed"),
    ("certain = 0.9", "certian = 0.9", "has no setting 'linkage.certian'"),
    ("certain = 0.9", "certain = 'high'", "linkage.certain must be a probability, not 'high'"),
    ("certain = 0.9", "certain = 0.2", "must lie in order between 0 and 1"),
])  # fmt: skip
def test_settings_that_are_not_well_formed_are_not_adopted(matter, old, new, why):
    rewrite(matter, "docket.toml", old, new)
    with matter.reading() as cursor:
        before = journal.head(cursor)
    with pytest.raises(RuleBookError, match=why):
        docket.adopt(matter, by=BY, on=day("2018-08-01"))
    with matter.reading() as cursor:
        assert journal.head(cursor) == before


def test_bytes_that_the_journal_would_write_otherwise_are_held_as_they_are(matter, listed):
    path = matter.path / "docket.toml"
    apart = path.read_text("utf-8").replace('title = "A matter"', 'title = "Ine\u0301s"')
    path.write_bytes(b"\xef\xbb\xbf" + apart.encode())
    docket.receive(matter, listed(), by=BY, on=day("2018-08-01"), layout="removals")
    assert settings(matter, day("2018-08-01"))["title"] == "Ine\u0301s"
    assert docket.verify(matter) == []


def test_a_docket_without_its_standard_is_told_which_there_are(matter, listed):
    rewrite(matter, "docket.toml", '"oig-21-36"', '"another"')
    docket.receive(matter, listed(), by=BY, on=day("2018-08-01"), layout="removals")
    with pytest.raises(RuleBookError, match="names the standard 'another'; standards/ has oig-21-36"):
        docket.inputs(matter)
