"""The life of a list: kept byte for byte, read once for each layout, replaced, withdrawn, never deleted."""

from __future__ import annotations

import hashlib
import stat
import subprocess
import sys

import pytest

from reunir import docket, journal
from reunir.errors import EntryError, ListError, RuleBookError
from tests.docket.matters import BY, LAYOUT, REMOVALS, day

MENDED = LAYOUT.format(kind="addition").replace('"Left on"', '"Left the country"').replace(
    '"Given" =', '"Left on" = "removed.on"\n"Given" ='
)  # fmt: skip


def receive(matter, path, on="2018-07-15", layout="removals", **more):
    return docket.receive(matter, path, by=BY, on=day(on), layout=layout, **more)


def entries(matter, *kinds):
    with matter.reading() as cursor:
        return journal.entries(cursor, kind=kinds or None)


def in_force(matter, as_of):
    """The lists that speak on a day, by file name, and until when the others did."""
    return {r.file: r.until and r.until.isoformat() for r in docket.inputs(matter, day(as_of)).lists}


def test_the_bytes_are_kept_under_their_hash_and_cannot_be_written(matter, listed):
    path = listed()
    made = receive(matter, path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    kept = matter.received / f"{sha256}.csv"
    assert kept.read_bytes() == path.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444
    assert (made.receipt["list_id"], made.receipt["sha256"]) == (sha256[:12], sha256)
    assert not [p for p in matter.received.iterdir() if p.name.startswith(".")]


def test_the_receipt_is_entered_with_who_when_and_a_commitment_to_each_row(matter, listed):
    receive(matter, listed())
    (entry,) = entries(matter, "received")
    assert (entry.by, entry.happened_on.isoformat(), entry.body["file"]) == (BY, "2018-07-15", "removals.csv")
    secret = bytes.fromhex(entry.body["rows"]["salt"])
    cells = [line.split(",") for line in REMOVALS.splitlines()]
    leaves = journal.row_hashes(secret, enumerate(cells, 1))
    assert entry.body["rows"] == {"count": 3, "root": journal.root(leaves).hex(), "salt": secret.hex()}


def test_the_same_three_again_change_nothing_and_say_so(matter, listed):
    first = receive(matter, listed())
    before = entries(matter)
    again = receive(matter, listed(name="copy of removals.csv"), on="2018-08-01")
    assert (first.already, again.already) == (False, True)
    assert again.receipt == {**first.receipt, "already": True}
    assert "received already as entry" in again.notes[0]
    assert entries(matter) == before


def test_the_layout_is_found_by_its_headings_and_said(matter, listed):
    (matter.layouts / "monthly.toml").unlink()
    made = receive(matter, listed(), layout=None)
    assert (made.chosen, made.receipt["layout"]) == (True, "removals")


def test_a_list_that_no_layout_fits_is_refused_and_leaves_nothing(matter, listed):
    with pytest.raises(ListError, match=r"No layout .* `reunir layout .*Odd list.csv > odd-list.toml`"):
        receive(matter, listed("Colour,Shape\nred,round\n", "Odd list.csv"), layout=None)
    assert list(matter.received.iterdir()) == []
    assert entries(matter, "received") == []


def test_a_dry_run_keeps_nothing(matter, listed):
    before = sorted(matter.path.rglob("*"))
    made = receive(matter, listed(), dry_run=True)
    assert made.receipt["rows"] == 2
    assert sorted(matter.path.rglob("*")) == before
    assert entries(matter, "received") == []


def test_a_layout_given_by_its_path_is_copied_and_in_force_since_ever(matter, listed, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(LAYOUT.format(kind="addition"))
    made = receive(matter, listed(), layout=str(mine))
    assert made.receipt["layout"] == "mine"
    assert (matter.layouts / "mine.toml").read_bytes() == mine.read_bytes()
    (version,) = [e for e in entries(matter, "adopted") if e.body["name"] == "mine"]
    assert version.happened_on is None


def test_a_mended_layout_is_a_new_reading_from_its_day_on(matter, listed, tmp_path):
    receive(matter, listed())
    mine = tmp_path / "removals.toml"
    mine.write_text(MENDED)
    made = receive(matter, listed(), on="2018-08-01", layout=str(mine))
    assert made.already is False
    assert docket.describe(made.adopted) == ["adopted layouts/removals.toml from 2018-08-01 on"]
    (before,) = docket.inputs(matter, day("2018-07-31")).lists
    (after,) = docket.inputs(matter, day("2018-08-01")).lists
    assert (before.layout_text, after.layout_text) == (LAYOUT.format(kind="addition"), MENDED)
    assert (before.seq, before.received_on) == (after.seq, after.received_on)


def test_another_layout_speaks_once_the_list_is_received_under_it(matter, listed):
    receive(matter, listed())
    receive(matter, listed(), on="2018-08-01", layout="monthly")
    assert [r.layout for r in docket.inputs(matter, day("2018-07-31")).lists] == ["removals"]
    assert [r.layout for r in docket.inputs(matter, day("2018-08-01")).lists] == ["monthly"]


def test_a_layout_that_no_longer_reads_an_earlier_list_is_refused(matter, listed, tmp_path):
    receive(matter, listed())
    other = tmp_path / "removals.toml"
    other.write_text(
        'title = "x"\nagency = "x"\nkind = "addition"\n[columns]\n"Colour" = "parent.note"\n"Shape" = "child.note"\n'
    )
    with pytest.raises(RuleBookError, match="no longer reads list"):
        receive(matter, listed("Colour,Shape\nred,round\n", "odd.csv"), layout=str(other))
    assert docket.inputs(matter, day("2018-07-15")).lists[0].layout_text == LAYOUT.format(kind="addition")
    assert (matter.layouts / "removals.toml").read_text() == LAYOUT.format(kind="addition")
    assert docket.verify(matter) == []


RECEIVER = """
import sys
from datetime import date
from reunir import docket

made = docket.receive(docket.open(sys.argv[1]), sys.argv[2], by=sys.argv[3], on=date(2018, 7, 15), layout="removals")
print(made.already)
"""


def test_two_who_receive_one_list_at_once_make_one_receipt(matter, listed):
    path = listed()
    both = [
        subprocess.Popen([sys.executable, "-c", RECEIVER, matter.path, path, by], stdout=subprocess.PIPE, text=True)
        for by in ("A. Clerk", "B. Clerk")
    ]
    assert sorted(p.communicate(timeout=60)[0].strip() for p in both) == ["False", "True"]
    assert len(entries(matter, "received")) == 1


def test_a_snapshot_takes_the_place_of_its_predecessor_from_its_day_on(matter, listed):
    receive(matter, listed(name="june.csv"), on="2018-07-01", layout="monthly")
    receive(matter, listed(REMOVALS + "999000003,Invented,Ines,\n", "july.csv"), on="2018-08-01", layout="monthly")
    assert in_force(matter, "2018-07-31") == {"june.csv": None}
    assert in_force(matter, "2018-08-01") == {"june.csv": "2018-08-01", "july.csv": None}


def test_lists_of_a_layout_that_adds_up_stand_beside_one_another(matter, listed):
    receive(matter, listed(name="june.csv"), on="2018-07-01")
    receive(matter, listed(REMOVALS + "999000003,Invented,Ines,\n", "july.csv"), on="2018-08-01")
    assert in_force(matter, "2018-08-01") == {"june.csv": None, "july.csv": None}


def test_a_list_can_be_said_to_replace_another(matter, listed):
    first = receive(matter, listed(name="june.csv"), on="2018-07-01")
    other = listed(REMOVALS + "999000003,Invented,Ines,\n", "july.csv")
    receive(matter, other, on="2018-08-01", replaces=first.receipt["list_id"])
    assert in_force(matter, "2018-08-01") == {"june.csv": "2018-08-01", "july.csv": None}
    with pytest.raises(ListError, match="There is no list 0123456789ab"):
        receive(matter, other, replaces="0123456789ab")


def test_a_list_taken_back_still_speaks_for_the_days_before(matter, listed):
    june = receive(matter, listed(name="june.csv"), on="2018-07-01", layout="monthly")
    july = receive(
        matter, listed(REMOVALS + "999000003,Invented,Ines,\n", "july.csv"), on="2018-08-01", layout="monthly"
    )
    entry = docket.withdraw(matter, july.receipt["list_id"], by=BY, why="sent by mistake", on=day("2018-09-01"))
    assert in_force(matter, "2018-08-31") == {"june.csv": "2018-08-01", "july.csv": None}
    assert in_force(matter, "2018-09-01") == {"june.csv": None}
    assert docket.withdraw(matter, july.receipt["list_id"], by=BY, why="again", on=day("2018-09-02")) == entry
    assert june.receipt["list_id"] != july.receipt["list_id"]


def test_a_list_taken_back_and_received_again_speaks_again(matter, listed):
    first = receive(matter, listed(), on="2018-07-01")
    docket.withdraw(matter, first.receipt["list_id"], by=BY, why="doubtful", on=day("2018-08-01"))
    again = receive(matter, listed(), on="2018-09-01")
    assert again.already is False
    assert [in_force(matter, d) for d in ("2018-07-01", "2018-08-01", "2018-09-01")] == [
        {"removals.csv": None}, {}, {"removals.csv": None}]  # fmt: skip
    assert docket.inputs(matter, day("2018-09-01")).lists[0].seq == first.receipt["entry"]


def test_a_list_received_later_changes_nothing_before_its_day(matter, listed):
    receive(matter, listed(name="june.csv"), on="2018-07-01")
    before = docket.inputs(matter, day("2018-07-31"))
    receive(matter, listed(REMOVALS + "999000003,Invented,Ines,\n", "july.csv"), on="2018-08-01")
    assert docket.inputs(matter, day("2018-07-31")) == before


@pytest.mark.parametrize(("more", "error", "why"), [
    ({"layout": "absent"}, RuleBookError, "There is no layout 'absent'"),
    ({"layout": "/nowhere/absent.toml"}, RuleBookError, "There is no /nowhere/absent.toml"),
])  # fmt: skip
def test_what_cannot_be_received_is_refused_in_one_line(matter, listed, more, error, why):
    with pytest.raises(error, match=why):
        receive(matter, listed(), **more)


def test_a_receipt_needs_its_author_and_its_file(matter, listed, tmp_path):
    with pytest.raises(EntryError, match="needs its author"):
        docket.receive(matter, listed(), by=" ", on=day("2018-07-15"))
    with pytest.raises(ListError, match="There is no file"):
        receive(matter, tmp_path / "absent.csv")
    with pytest.raises(ListError, match="There is no file"):
        receive(matter, tmp_path)
