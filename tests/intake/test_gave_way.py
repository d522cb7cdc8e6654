"""What became of each row of a list that a later one replaced: the same, changed, vanished; or withdrawn."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from reunir import intake
from reunir.engine import Engine
from reunir.model import Inputs, Received

LAYOUT = """
title = "Placements"
agency = "ORR"
kind = "snapshot"
dates = ["%Y-%m-%d"]
[columns]
"Number" = "child.a_number"
"Name" = "child.given_names"
"Placed" = "placed.on"
"""

FIRST = """Number,Name,Placed
900000001,Mateo,2018-05-10
900000002,Ana,2018-05-11
900000003,Luis,2018-05-12
,Nico,2018-05-13
900000001,Mateo,2018-05-10
"""

LATER = """Number,Name,Placed
900000009,Pablo,2018-06-01
900000002,Ana,2018-05-21
900000001,Mateo,2018-05-10
"""


def received(folder: Path, name: str, text: str, seq: int, **gave_way: object) -> Received:
    path = folder / name
    path.write_text(text, "utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Received(digest[:12], seq, digest, path, name, "placements", LAYOUT, None, date(2018, 7, seq), "tester", **gave_way)  # type: ignore[arg-type]


def became(lists: tuple[Received, ...]) -> list[tuple]:
    engine = Engine(threads=1)
    intake.read(engine, Inputs(as_of=date(2018, 12, 31), run_id="", head="", lists=lists))
    return engine.rows("select row, change, became from gave_way order by row")


def test_each_row_of_a_replaced_list_is_the_same_changed_or_vanished(tmp_path: Path) -> None:
    later = received(tmp_path, "later.csv", LATER, 3)
    first = received(tmp_path, "first.csv", FIRST, 2, until=later.received_on, replaced_by=later.list_id)
    assert became((first, later)) == [
        (2, "same", f"{later.list_id}-1-4"),
        (3, "changed", f"{later.list_id}-1-3"),
        (4, "vanished", None),
        (5, "vanished", None),
        (6, "vanished", None),
    ]


def test_the_rows_of_a_withdrawn_list_are_withdrawn(tmp_path: Path) -> None:
    first = received(tmp_path, "first.csv", FIRST, 2, until=date(2018, 8, 1))
    assert [change for _, change, _ in became((first,))] == ["withdrawn"] * 5


def test_before_the_day_nothing_gave_way(tmp_path: Path) -> None:
    later = received(tmp_path, "later.csv", LATER, 3)
    first = received(tmp_path, "first.csv", FIRST, 2, until=date(2019, 1, 1), replaced_by=later.list_id)
    assert became((first, later)) == []
