"""The receipt, the layout that fits, and the layout that is proposed."""

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


PROPOSED = {
    "english": ("""
        Alien Number | LastName | First_Name | Date of Birth | Gender | Nationality | Arrest Date | Departed Date | Departure Country | Badge
        A201000001   | Muñoz    | Elsa       | 3/25/1985     | F      | Honduras    | 5/10/2018   | 6/15/2018     | Honduras          | 7
        A201000002   | Güell    | Rosa       | 4/13/1986     | F      | Guatemala   | 5/11/2018   | 6/16/2018     | Guatemala         | 8
    """, {
        "Alien Number": "person.a_number", "LastName": "person.family_names", "First_Name": "person.given_names",
        "Date of Birth": "person.born_on", "Gender": "person.sex", "Nationality": "person.citizenship",
        "Arrest Date": "apprehended.on", "Departed Date": "removed.on", "Departure Country": "removed.to",
    }, ["%m/%d/%Y"]),
    "spanish": ("""
        Número A  | Nombres | Apellidos | Fecha de nacimiento | Parentesco | Nombre del menor | Fecha de separación | Teléfono     | Clave
        201000001 | Elsa    | Muñoz     | 25/03/1985          | madre      | Mateo Muñoz      | 10/05/2018          | 502-55500101 | 1
        201000002 | Rosa    | Güell     | 13/04/1986          | madre      | Ana Güell        | 11/05/2018          | 502-55500102 | 2
    """, {
        "Número A": "parent.a_number", "Nombres": "parent.given_names", "Apellidos": "parent.family_names",
        "Fecha de nacimiento": "parent.born_on", "Parentesco": "parent.relation", "Nombre del menor": "child.full_name",
        "Fecha de separación": "separated.on", "Teléfono": "parent.phone",
    }, ["%d/%m/%Y"]),
    "both sides named": ("""
        Parent DOB | Child DOB  | DOB        | Phone         | Sponsor Phone
        1985-03-25 | 2010-03-25 | 1999-01-01 | 502-5550-0101 | 305-555-0110
    """, {"Parent DOB": "parent.born_on", "Child DOB": "child.born_on", "Sponsor Phone": "sponsor.phone"}, ["%Y-%m-%d"]),
    "one field twice": ("""
        UAC A-Number | Program | Discharge Date | Date Discharged | Release Weight
        A201000001   | Yuma    | 2018-06-15     | 2018-06-16      | 20
    """, {"UAC A-Number": "child.a_number", "Discharge Date": "discharged.on"}, ["%Y-%m-%d"]),
    "values that deny their heading": ("""
        UAC A-Number | UAC DOB | Discharge Date | Separated
        n/a          | 12      | by plane       | Y
        pending      | 13      | by bus         | N
    """, {"Separated": "separated.outcome"}, ["%Y-%m-%d"]),
}  # fmt: skip


@pytest.mark.parametrize("case", PROPOSED)
def test_a_layout_is_proposed_from_headings_and_values_and_silent_rather_than_wrong(file: FileOf, case: str) -> None:
    drawn, expected, dates = PROPOSED[case]
    path = file(as_csv(cells(drawn)))
    text = intake.propose(path)
    book = tomllib.loads(text)
    assert book["columns"] == expected
    assert book["dates"] == dates
    receipt = intake.receipt(path, intake.parse_layout(text, "proposed"))
    assert dict(receipt.columns_mapped) == expected
    for heading in receipt.columns_unmapped:
        assert f'# "{heading}" = ""' in text


def test_days_that_read_both_ways_are_left_to_the_reader(file: FileOf) -> None:
    text = intake.propose(file(b"A-Number,Departed Date\n201000001,5/6/2018\n201000002,7/8/2018\n"))
    assert tomllib.loads(text)["dates"] == ["%m/%d/%Y", "%d/%m/%Y"]
    assert "nothing here tells day from month" in text
