"""Who a row speaks of: mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reunir.engine import ARROW_TYPES
from reunir.intake.layout import Field
from reunir.intake.reading import Reading
from reunir.model import IDENTIFYING_FIELDS, PERSON_FIELDS, TABLES

SOURCE = ("list_id", "list_seq", "layout", "agency", "received_on", "sheet", "row")


@dataclass(frozen=True)
class People:
    """Who is in which row. `present`: who -> truth value a row, in the order of `ROLES`.

    `everyone`: rows where `person` is nobody of their own, so that what is said of `person` is said of each
    parent and child of the row (`person.family_unit` beside a parent and a child).
    """

    present: dict[str, np.ndarray]
    everyone: np.ndarray

    def of(self, *roles: str) -> list[str]:
        return [who for who in self.present if who.rstrip("0123456789") in roles]

    def any(self, *roles: str) -> np.ndarray:
        """Rows that name anybody in one of these roles."""
        found = np.zeros(len(self.everyone), bool)
        for who in self.of(*roles):
            found |= self.present[who]
        return found


def find_people(readings: Mapping[Field, Reading], rows: int) -> People:
    """Who is mentioned in which row: any field but `relation` says something of them."""
    present: dict[str, np.ndarray] = {}
    identified = np.zeros(rows, bool)
    for field, reading in sorted(readings.items(), key=lambda item: _order(item[0])):
        if field.event is None and field.who and field.name != "relation":
            present[field.who] = present.get(field.who, np.zeros(rows, bool)) | reading.holds
            if field.who == "person" and field.name in IDENTIFYING_FIELDS:
                identified |= reading.holds
    everyone = People(present, identified).any("parent", "child") & ~identified
    if "person" in present:
        present["person"] &= ~everyone
    return People(present, everyone)


def _order(field: Field) -> tuple[Any, ...]:
    who = field.who or ""
    number = who.lstrip("abcdefghijklmnopqrstuvwxyz")
    return (who.rstrip("0123456789"), int(number or 1), field.path)


def mentions(
    source: pa.Table, readings: Mapping[Field, Reading], every_row: Mapping[Field, Reading], people: People
) -> Iterator[pa.Table]:
    """The mention table's rows of one list, in parts. `source`: record_id and SOURCE columns, a row a record."""
    for who, mask in people.present.items():
        if not mask.any():
            continue
        role = who.rstrip("0123456789")
        chosen = pa.array(mask)
        rows = source.filter(chosen)
        columns: dict[str, Any] = {
            "mention_id": pc.binary_join_element_wise(rows["record_id"], who, "/"),
            "record_id": rows["record_id"],
            "who": pa.array([who] * len(rows), pa.string()),
            "role": pa.array([role] * len(rows), pa.string()),
        }
        for name in PERSON_FIELDS:
            own = Field(who, None, name)
            values = [readings[own].value] if own in readings else []
            shared = Field("person", None, name)
            if role in ("parent", "child") and shared in readings:
                values.append(pc.if_else(pa.array(people.everyone), readings[shared].value, None))
            values += [every_row[own].value] if own in every_row else []
            if values:
                columns[name] = pc.coalesce(*values).filter(chosen)
        columns |= {name: rows[name] for name in SOURCE}
        yield declared("mention", columns)


def declared(name: str, columns: Mapping[str, Any]) -> pa.Table:
    """An Arrow table with those of a declared table's columns that are given, in their types."""
    types = {c.name: ARROW_TYPES[c.type] for c in TABLES[name].columns if c.name in columns}
    return pa.table({c: columns[c] for c in types}).cast(pa.schema(list(types.items())))
