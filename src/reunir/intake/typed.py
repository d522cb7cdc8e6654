"""Files whose cells have types or names of their own: Parquet, and JSON lines (one object a line).

Both are read as a table whose heading row is row 1. Of JSON lines the columns are the objects' names in the order
of their first appearance, and a line's row is its number plus one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from reunir.errors import ListError
from reunir.intake.encoding import lines

MOST_COLUMNS = 16_384  # as many as a spreadsheet has
BATCH = 4096
NO_OBJECT = "no JSON object"
TWICE = "a name stands twice in the object"


def cell_text(cell: Any) -> str:
    """A typed cell as text: dates ISO, an hour where one is stated, whole numbers without a point, a list or an
    object as JSON."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, Decimal):
        whole = cell.is_finite() and abs(cell.adjusted()) < 40 and cell == cell.to_integral_value()
        return str(int(cell)) if whole else str(cell)
    if isinstance(cell, bytes):
        try:
            return cell.decode("utf-8")
        except UnicodeDecodeError:
            return cell.hex()
    if isinstance(cell, list | tuple | dict):
        return json.dumps(cell, ensure_ascii=False, default=cell_text)
    return "" if cell is None else str(cell)


def storable(text: str) -> str:
    """A text that can be kept as UTF-8: half of a letter (a lone surrogate) is written as its number."""
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()


# --- Parquet ----------------------------------------------------------------------------------------


def parquet_headings(path: Path, file: str) -> tuple[str, ...]:
    """The names of a Parquet file's columns. ListError where it cannot be read."""
    try:
        names = tuple(pq.read_schema(path).names)
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(file, error) from None
    if not names:
        raise ListError(f"{file}: has no column; ask for the list again")
    if len(names) > MOST_COLUMNS:
        raise ListError(f"{file}: has {len(names):,} columns; is it a table at all?")
    return names


def parquet_rows(path: Path, file: str) -> Iterator[tuple[int, list[str]]]:
    """The names of the columns as row 1, then every row as text."""
    yield 1, list(parquet_headings(path, file))
    number = 1
    try:
        with pq.ParquetFile(path) as source:
            for batch in source.iter_batches(BATCH, use_threads=False):
                columns = [_texts(column) for column in batch.columns]
                for row in zip(*columns, strict=True):
                    number += 1
                    yield number, list(row)
    except (MemoryError, GeneratorExit):
        raise
    except Exception as error:
        raise _damaged(file, error) from None


def _texts(column: pa.Array) -> list[str]:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return ["" if cell is None else cell for cell in _values(column)]
    return [storable(cell_text(cell)) for cell in _values(column)]


def _values(column: pa.Array) -> list[Any]:
    """The values of a column as Python has them; as the file's own words where Python has none (year 20000)."""
    kind = column.type
    try:
        if pa.types.is_timestamp(kind) and kind.unit == "ns":
            column = column.cast(pa.timestamp("us", kind.tz), safe=False)
        elif pa.types.is_duration(kind) and kind.unit == "ns":
            column = column.cast(pa.duration("us"), safe=False)
        return list(column.to_pylist())
    except (ValueError, OverflowError, TypeError, pa.ArrowException):
        pass
    try:
        return list(column.cast(pa.string(), safe=False).to_pylist())
    except (ValueError, pa.ArrowException):  # no text: its bytes
        return [None if cell is None else str(cell) for cell in column.view(pa.binary()).to_pylist()]


def _damaged(file: str, error: Exception) -> ListError:
    said = " ".join(str(error).split())[:200]
    return ListError(f"{file}: is no Parquet file that can be read ({said}); ask for the list again")


# --- JSON lines -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Objects:
    """A file of JSON lines. `names`: its columns; `aside`: row -> why its line is no row."""

    names: tuple[str, ...]
    aside: dict[int, str]


def open_objects(path: Path, encoding: str, file: str) -> Objects:
    """The columns of a file of JSON lines, from a first pass over all of it."""
    names: dict[str, None] = {}
    aside: dict[int, str] = {}
    for number, line in enumerate(lines(path, encoding), 2):
        if line.isspace():
            continue
        found = _object(line)
        if isinstance(found, str):
            aside[number] = found
        else:
            names |= dict.fromkeys(storable(name) for name in found)
            if len(names) > MOST_COLUMNS:
                raise ListError(f"{file}: row {number} brings the names to {len(names):,}; is it a table at all?")
    return Objects(tuple(names), aside)


def object_rows(path: Path, encoding: str, objects: Objects) -> Iterator[tuple[int, list[str]]]:
    """The names as row 1, then a row a line; of a line that is no object, its text as the only cell."""
    yield 1, list(objects.names)
    place = {name: i for i, name in enumerate(objects.names)}
    for number, line in enumerate(lines(path, encoding), 2):
        found = {} if line.isspace() else _object(line)
        if isinstance(found, str):
            yield number, [line.strip()]
            continue
        row = [""] * len(place)
        for name, value in found.items():
            row[place[storable(name)]] = storable(cell_text(value))
        yield number, row


class _Twice(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Twice
    return made


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= 15 else digits


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_int=_whole, parse_constant=str)


def _object(line: str) -> dict[str, Any] | str:
    """The object that a line holds, or why it holds none."""
    try:
        found = _DECODER.decode(line)
    except _Twice:
        return TWICE
    except (ValueError, RecursionError):
        return NO_OBJECT
    return found if isinstance(found, dict) else NO_OBJECT
