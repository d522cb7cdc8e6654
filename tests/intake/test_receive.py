"""The receipt, and the layout that fits."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from reunir import intake
from tests.intake.conftest import as_csv, cells, columns

FileOf = Callable[..., Path]


def test_a_receipt_accounts_for_rows_columns_codes_and_cells(file: FileOf) -> None:
    path = file(as_csv(cells("""
        parent.a_number | decided.choice | decided.signed | removed.on | Remarks
        201000001       | home           | maybe          | 13/45/2018 |
        201000002       | home           | yes            | 2018-06-15 |
                        |                |                |            |
        201000002       | home           | yes            | 2018-06-15 |
    """)))  # fmt: skip
    fields = ("parent.a_number", "decided.choice", "decided.signed", "removed.on")
    document = intake.receipt(path, intake.parse_layout(columns(*fields), "drawn")).as_json()
    sha256 = document.pop("sha256")
    assert len(sha256) == 64
    assert document == {
        "list_id": sha256[:12], "layout": "drawn", "rows": 4, "accepted": 3, "set_aside": 1,
        "reasons": [{"reason": "empty", "rows": [4]}],
        "columns_unmapped": ["Remarks"],
        "codes_unknown": [
            {"field": "decided.choice", "heading": "decided.choice", "cell": "home", "rows": 3},
            {"field": "decided.signed", "heading": "decided.signed", "cell": "maybe", "rows": 1},
        ],
        "duplicates": 1,
        "file": "list.csv", "sheet": 1, "sheet_name": "", "heading_row": 1, "encoding": "utf-8", "delimiter": ",",
        "columns": [{"heading": f, "field": f} for f in fields],
        "unreadable": [
            {"rule": "I02", "title": intake.RULES["I02"], "cells": 1},
            {"rule": "I05", "title": intake.RULES["I05"], "cells": 3},
            {"rule": "I07", "title": intake.RULES["I07"], "cells": 1},
        ],
        "mentions": 3, "notes": [],
    }  # fmt: skip


def test_the_layout_that_knows_the_most_headings_fits(file: FileOf) -> None:
    path = file(b"A banner\nA-Number,Last Name,First Name,Departed Date,Dep. Country\n201000001,Mu,El,6/15/2018,GT\n")
    shipped = intake.shipped_layouts()
    assert intake.best_fit(path, shipped) == "ice-removals"
    assert intake.best_fit(path, {n: intake.parse_layout(t, n) for n, t in shipped.items()}) == "ice-removals"


def test_no_layout_fits_where_too_few_headings_are_known_or_two_know_as_many(file: FileOf) -> None:
    shipped = intake.shipped_layouts()
    assert intake.best_fit(file(b"A-Number,one,two,three\n1,2,3,4\n"), shipped) is None
    path = file(b"A-Number,Last Name,Departed Date\n201000001,Mu,6/15/2018\n")
    assert intake.best_fit(path, {"a": shipped["ice-removals"], "b": shipped["ice-removals"]}) is None


@pytest.mark.parametrize("name", sorted(intake.shipped_layouts()))
def test_each_shipped_layout_fits_a_list_of_its_own_headings(file: FileOf, name: str) -> None:
    shipped = intake.shipped_layouts()
    first: dict[str, str] = {}
    for heading, field in tomllib.loads(shipped[name])["columns"].items():
        first.setdefault(field, heading)
    path = file(as_csv([list(first.values()), ["x"] * len(first)]))
    assert intake.best_fit(path, shipped) == name
    assert intake.receipt(path, intake.parse_layout(shipped[name], name)).columns_unmapped == ()
