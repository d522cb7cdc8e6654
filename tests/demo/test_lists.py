"""The lists: invented and saying so, the same for one seed, with the faults that real lists have."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reunir import demo, intake
from reunir.demo.faults import KINDS
from reunir.demo.files import BANNER, List, Row, write
from tests.demo.conftest import Made


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def receipts(made: Made) -> dict[str, dict]:
    texts = intake.shipped_layouts()
    return {
        line["file"]: intake.receipt(
            made.folder / line["file"], intake.parse_layout(texts[line["layout"]], line["layout"])
        ).as_json()
        for line in made.manifest["lists"]
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        demo.generate(tmp_path / name, seed, scale=0.02)
    one, again, other = (contents(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert not set(one.values()) & set(other.values())


def test_every_list_says_in_its_name_and_first_row_that_it_is_invented(small: Made) -> None:
    for line in small.manifest["lists"]:
        assert line["file"].startswith("invented-")
        assert next(iter(intake.row_texts(small.folder / line["file"])))[1][0] == BANNER


def test_no_list_has_a_number_outside_the_invented_ranges(full: Made) -> None:
    seen = 0
    for line in full.manifest["lists"]:
        numbered: list[int] = []
        for _, cells in intake.row_texts(full.folder / line["file"]):
            if any("A-Number" in c for c in cells):
                numbered = [i for i, c in enumerate(cells) if "A-Number" in c]
                continue
            for i in numbered:
                digits = re.sub(r"\D", "", cells[i]) if i < len(cells) else ""
                if digits:
                    seen += 1
                    assert re.fullmatch(r"9\d{8}|09\d{7}|9\d{7}", digits), (line["file"], cells[i])
    assert seen > 20_000


def test_nobody_is_invented_twice(full: Made) -> None:
    people = full.truth.people.values()
    assert max(Counter(p.a_number for p in people).values()) == 1
    assert max(Counter((p.given, p.family, p.born_on) for p in people).values()) == 1


def test_every_row_is_accounted_for_and_is_who_the_truth_says(full: Made) -> None:
    records = Counter(list_id for list_id, _ in {(m.split("-")[0], m.split("/")[0]) for m in full.truth.mentions})
    for file, receipt in receipts(full).items():
        assert receipt["rows"] == receipt["accepted"] + receipt["set_aside"], file
        assert receipt["accepted"] == records[receipt["list_id"]], file


def test_lists_have_page_headers_empty_rows_duplicates_and_columns_nobody_reads(full: Made) -> None:
    found = receipts(full)
    reasons = {r["reason"] for receipt in found.values() for r in receipt["reasons"]}
    assert {"page header", "empty"} <= reasons
    assert sum(receipt["duplicates"] for receipt in found.values()) > 10
    assert all("Remarks" in receipt["columns_unmapped"] for receipt in found.values())
    assert {f.rsplit(".")[-1] for f in found} == {"csv", "txt", "xlsx"}


def test_mentions_have_each_kind_of_fault_and_a_person_has_one_at_most(full: Made) -> None:
    assert set(full.truth.faults.values()) == set(KINDS)
    by_person: dict[str, set[str]] = {}
    for mention, fault in full.truth.faults.items():
        by_person.setdefault(full.truth.mentions[mention], set()).add(fault)
    assert max(map(len, by_person.values())) == 1
    assert len(by_person) > len(full.truth.people) / 8


def test_searchers_know_most_parents_by_name_alone(full: Made) -> None:
    alone = numbered = 0
    for line in full.manifest["lists"]:
        if line["layout"] != "outreach":
            continue
        heads: list[str] = []
        for _, cells in intake.row_texts(full.folder / line["file"]):
            if "Parent Name" in cells:
                heads = cells
            elif heads and len(cells) == len(heads):
                row = dict(zip(heads, cells, strict=True))
                assert row["Child A-Number"]
                assert row["Parent Name"]
                alone, numbered = alone + (not row["Parent A-Number"]), numbered + bool(row["Parent A-Number"])
    assert alone > numbered > 100


def test_a_row_that_its_layout_cannot_read_is_refused(tmp_path: Path) -> None:
    text = intake.shipped_layouts()["outreach"]
    row = Row({"child.a_number": "900000001", "decided.choice": "leave_child"})
    with pytest.raises(ValueError, match=r"outreach has no heading for decided\.choice"):
        write(tmp_path, List("x.csv", "outreach", text, "nobody", demo.lists.CORRECTED_ON, (row,)))
