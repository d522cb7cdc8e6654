"""The rules of intake, and those that look at more than one cell of a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa

from reunir.intake.layout import Field
from reunir.intake.reading import Faults, Reading

RULES = {
    "I01": "A date reads in two ways under the layout's formats",
    "I02": "A date that cannot be read",
    "I03": "A child who is over 17",
    "I04": "A number that is no A-number",
    "I05": "A word that is none of those known for its field",
    "I06": "An end before its start",
    "I07": "A cell that is neither yes nor no",
    "I08": "A number that cannot be read",
    "I09": "A hidden date or number",
    "I10": "A birth date after the row's first event, or after the list was received",
    "I11": "A telephone number that is none",
    "I12": "An event that belongs to nobody whom its row names",
    "I13": "Two columns of one field that say two things",
    "I14": "An entry that names no field of the vocabulary",
}
"""Rules about cells: code -> title. Each finding names the cell and leaves it as received."""

START_AND_END = (
    ("apprehended", "referred_to_care"),
    ("apprehended", "placed"),
    ("apprehended", "discharged"),
    ("apprehended", "removed"),
    ("referred_to_care", "placed"),
    ("referred_to_care", "discharged"),
    ("placed", "discharged"),
    ("detained", "removed"),
    ("separated", "removed"),
    ("separated", "reunified"),
)
"""Pairs of events of which the second, in one row, cannot come before the first (I06)."""

OF_AGE = 18
_NAT = np.datetime64("NaT", "D")


def check_rows(readings: Mapping[Field, Reading], received_on: date | None) -> list[Faults]:
    """What contradicts itself within a row: I03, I06 and I10."""
    days = {f: _days(r) for f, r in readings.items() if f.name == ("on" if f.event else "born_on")}
    return [*_ends_before_starts(readings, days), *_births(readings, days, received_on), *_ages(readings)]


def _days(reading: Reading) -> np.ndarray:
    """The days of a reading as datetime64[D], NaT where there is none."""
    return reading.value.to_numpy(zero_copy_only=False).astype("datetime64[D]")


def _ends_before_starts(readings: Mapping[Field, Reading], days: Mapping[Field, np.ndarray]) -> list[Faults]:
    faults = []
    for first, last in START_AND_END:
        for start in (f for f in days if f.event == first):
            for end in (f for f in days if f.event == last):
                if start.who and end.who and start.who != end.who:
                    continue  # what befell one says nothing of the other
                rows = np.flatnonzero(days[end] < days[start])
                faults.append(_each(readings[end], rows, "I06", [
                    f"{_says(end)} on {days[end][i]}, before {_says(start)} on {days[start][i]}." for i in rows
                ]))  # fmt: skip
    return faults


def _says(field: Field) -> str:
    return (field.event or field.name).replace("_", " ")


def _births(
    readings: Mapping[Field, Reading], days: Mapping[Field, np.ndarray], received_on: date | None
) -> list[Faults]:
    faults = []
    for born in (f for f in days if f.event is None):
        events = [d for f, d in days.items() if f.event and f.who in (None, born.who, "person")]
        # Blank days are NaT, which fmin passes over.
        first = np.fmin.reduce([np.full(len(days[born]), _NAT), *events])
        if born.role == "child":
            rows = np.flatnonzero(_years(days[born], first) >= OF_AGE)
            faults.append(_each(readings[born], rows, "I03", [
                f"Born on {days[born][i]}, so {_years(days[born][i : i + 1], first[i : i + 1])[0]} years old "
                f"on {first[i]}, the row's first event." for i in rows
            ]))  # fmt: skip
        limit = first if received_on is None else np.fmin(first, np.datetime64(received_on, "D"))
        rows = np.flatnonzero(days[born] > limit)
        faults.append(_each(readings[born], rows, "I10", [f"Born on {days[born][i]}, after {limit[i]}." for i in rows]))
    return faults


def _years(born: np.ndarray, on: np.ndarray) -> np.ndarray:
    """Whole years from one day to another; -1 where either is missing."""
    known = ~(np.isnat(born) | np.isnat(on))
    day = np.datetime64("2000-01-01", "D")
    a, b = np.where(known, born, day), np.where(known, on, day)
    years = b.astype("datetime64[Y]").astype(int) - a.astype("datetime64[Y]").astype(int)
    months = b.astype("datetime64[M]").astype(int) % 12 - a.astype("datetime64[M]").astype(int) % 12
    dom = (b - b.astype("datetime64[M]")).astype(int) - (a - a.astype("datetime64[M]")).astype(int)
    return np.where(known, years - ((months < 0) | ((months == 0) & (dom < 0))), -1)


def _ages(readings: Mapping[Field, Reading]) -> list[Faults]:
    faults = []
    for field, reading in readings.items():
        if field.event is None and field.name == "age" and field.role == "child":
            ages = reading.value.fill_null(-1).to_numpy(zero_copy_only=False)
            rows = np.flatnonzero(ages >= OF_AGE)
            faults.append(_each(reading, rows, "I03", [f"A child of {ages[i]} years." for i in rows]))
    return faults


def _each(reading: Reading, rows: np.ndarray, rule: str, reasons: list[str]) -> Faults:
    """A fault a row, each with its own reason."""
    kinds = tuple((rule, reason) for reason in dict.fromkeys(reasons))
    number = {reason: n for n, (_, reason) in enumerate(kinds)}
    which = np.array([number[r] for r in reasons], np.int64)
    return Faults(reading.field.path, reading.heading, rows, reading.cells.take(pa.array(rows, pa.int64())), which, kinds)
