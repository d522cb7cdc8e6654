"""Lists and entries as the first tables of a run: list, record, set_aside, column_map, mention, statement, cell_finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reunir.engine import Engine
from reunir.intake.checks import check_rows
from reunir.intake.events import statements
from reunir.intake.files import open_book
from reunir.intake.grid import Grid, letter
from reunir.intake.layout import Field, Layout, parse_field, parse_layout
from reunir.intake.parse import Parsed, overlay, parse_list, unknown_field, without_collecting
from reunir.intake.people import SOURCE, declared, find_people, mentions
from reunir.intake.reading import Faults, Reading, read_column
from reunir.model import EVENTS, TABLES, Correction, Fact, Inputs, Received

JOURNAL = "journal"
MADE = ("list", "record", "set_aside", "column_map", "mention", "statement", "cell_finding")
FORMER = {"former_record": "record", "former_mention": "mention"}
"""The rows of lists that no longer speak, and the declared table that each is like."""

Part = tuple[str, pa.Table]
"""Rows of a declared table, by its name."""


def read(engine: Engine, inputs: Inputs) -> None:
    """Make the tables that lists and entries give, over all of `inputs`.

    A list that no longer speaks on the as-of day (`until`) has its row in `list`, and its rows in `gave_way`, each
    with what became of it. Corrections are overlaid on what is parsed; `record.raw` holds the cells as received.
    """
    for name, like in FORMER.items():
        engine.sql(f"create or replace table {name} ({TABLES[like].ddl()})")
    for name in MADE:
        engine.create(name)
    layouts = {(r.layout, r.layout_text) for r in inputs.lists}
    parsed = {key: parse_layout(key[1], key[0]) for key in sorted(layouts)}
    with without_collecting():
        for received in inputs.lists:
            layout = parsed[received.layout, received.layout_text]
            _append(engine, _list_tables(received, layout, inputs))
        if inputs.facts:
            _append(engine, _journal_tables(inputs.facts, inputs.corrections))
    successors = {r.list_id: r.replaced_by for r in inputs.lists if r.replaced_by}
    engine.load_arrow("successor", pa.table({
        "list_id": pa.array(successors, pa.string()), "replaced_by": pa.array(successors.values(), pa.string()),
    }))  # fmt: skip
    engine.script(files(__package__).joinpath("gave_way.sql").read_text("utf-8"))


def _append(engine: Engine, parts: Iterator[Part]) -> None:
    """Add parts of tables to the tables, each let go before the next is made."""
    for name, data in parts:
        engine.con.register("_incoming", data)
        engine.sql(f"insert into {name} by name select * from _incoming")
        engine.con.unregister("_incoming")


def _list_tables(received: Received, layout: Layout, inputs: Inputs) -> Iterator[Part]:
    book = open_book(received.path, received.file)
    silent = received.until is not None and received.until <= (inputs.known_on or inputs.as_of)
    rows = accepted = 0
    widest: Grid | None = None
    for parsed in parse_list(book, layout, received.sheet, received.received_on, inputs.corrections, received.list_id):
        grid = parsed.grid
        rows, accepted = rows + grid.rows, accepted + len(grid.numbers)
        if widest is None or len(grid.headings) > len(widest.headings):
            widest = replace(grid, cells=(), set_aside=())
        yield from _part_tables(parsed, received, layout, silent)
    assert widest is not None  # a list without a row is refused before
    yield _rows_of("list", [{
        "list_id": received.list_id, "list_seq": received.seq, "sheet": widest.sheet, "layout": layout.name,
        "agency": layout.agency, "kind": layout.kind, "title": layout.title, "received_on": received.received_on,
        "received_by": received.by, "file": received.file, "sha256": received.sha256, "rows": rows,
        "accepted": accepted, "set_aside": rows - accepted, "until": received.until,
    }])  # fmt: skip
    if not silent:
        yield _column_map(received, widest)


def _part_tables(parsed: Parsed, received: Received, layout: Layout, silent: bool) -> Iterator[Part]:
    """What a part of a list says; `silent`: it no longer speaks, and only what became of its rows is asked."""
    grid = parsed.grid
    origin = {
        "list_id": received.list_id, "list_seq": received.seq, "layout": layout.name, "agency": layout.agency,
        "received_on": received.received_on, "sheet": grid.sheet,
    }  # fmt: skip
    source = _source(origin, grid.numbers)
    if silent:
        yield "former_record", declared("record", {**_columns_of(source), "raw": grid.raw()})
        for part in mentions(source, parsed.readings, parsed.every_row, find_people(parsed.readings, len(source))):
            yield "former_mention", part
        return
    aside = _source(origin, np.array([n for n, _ in grid.set_aside], np.int32))
    yield _declared("set_aside", aside.append_column("reason", pa.array([r for _, r in grid.set_aside], pa.string())))
    yield _declared("record", source.append_column("raw", grid.raw()))
    listed = {kind: np.ones(len(grid.numbers), bool) for kind in parsed.layout.lists}
    yield from _spoken(source, parsed.readings, parsed.every_row, listed, parsed.all_faults())


def _spoken(
    source: pa.Table,
    readings: Mapping[Field, Reading],
    every_row: Mapping[Field, Reading],
    listed: Mapping[str, np.ndarray],
    faults: Iterable[Faults],
) -> Iterator[Part]:
    """What records say: mentions, statements, and the findings about their cells."""
    people = find_people(readings, len(source))
    for part in mentions(source, readings, every_row, people):
        yield "mention", part
    nobody: list[Faults] = []
    for part in statements(source, readings, every_row, listed, people, nobody):
        yield "statement", part
    for fault in (*faults, *nobody):
        yield "cell_finding", findings(source, fault)


def _source(origin: Mapping[str, Any], numbers: np.ndarray) -> pa.Table:
    """record_id and SOURCE columns: `origin` holds those that are one for all rows."""
    rows = pa.array(numbers, pa.int32())
    columns: dict[str, Any] = {name: pa.repeat(_scalar(origin[name]), len(rows)) for name in SOURCE if name != "row"}
    columns["row"] = rows
    prefix = f"{origin['list_id']}-{origin['sheet']}-"
    columns["record_id"] = pc.binary_join_element_wise(prefix, rows.cast(pa.string()), "")
    return pa.table(columns)


def _columns_of(data: pa.Table) -> dict[str, Any]:
    return {name: data[name] for name in data.column_names}


def _scalar(value: Any) -> pa.Scalar:
    return pa.scalar(value, pa.date32() if isinstance(value, date) else None)


def _declared(name: str, data: pa.Table) -> Part:
    return name, declared(name, _columns_of(data))


def _rows_of(name: str, rows: Sequence[Mapping[str, Any]]) -> Part:
    columns = {key: pa.array([r[key] for r in rows]) for key in rows[0]}
    return name, declared(name, columns)


def _column_map(received: Received, grid: Grid) -> Part:
    return _rows_of("column_map", [
        {"list_id": received.list_id, "list_seq": received.seq, "sheet": grid.sheet, "position": i,
         "letter": letter(i), "heading": heading, "field": field.path if field else None}
        for i, (heading, field) in enumerate(zip(grid.headings, grid.fields, strict=True), 1)
    ])  # fmt: skip


def findings(source: pa.Table, fault: Faults) -> pa.Table:
    """The cell_finding table's rows that the faults of one column make."""
    which = pa.array(fault.which)
    rows = source.take(pa.array(fault.rows))
    return declared("cell_finding", {
        "rule": pa.array([rule for rule, _ in fault.kinds], pa.string()).take(which),
        "record_id": rows["record_id"],
        "field": pa.repeat(fault.field, len(rows)),
        "heading": pa.repeat(fault.heading, len(rows)),
        "cell": fault.cells,
        "reason": pa.array([reason for _, reason in fault.kinds], pa.string()).take(which),
        **{name: rows[name] for name in SOURCE},
    })  # fmt: skip


# --- Entries that state facts -----------------------------------------------------------------------

# Entries are written in the vocabulary: ISO days, codes as they are, nothing but an empty value is blank.
ENTRIES = parse_layout('title = "Entries of the journal"\nkind = "log"\nblank = [""]\n[columns]\n'
                       '"parent.a_number" = "parent.a_number"', JOURNAL)  # fmt: skip


def _journal_tables(facts: Sequence[Fact], corrections: Iterable[Correction]) -> Iterator[Part]:
    """Facts as records of the list `journal`: each its own row, numbered by its sequence, in a list_seq of its own."""
    facts = sorted(facts, key=lambda f: f.seq)
    origin = {"list_id": JOURNAL, "list_seq": 0, "layout": JOURNAL, "agency": "", "received_on": date(2000, 1, 1), "sheet": 1}
    source = _source(origin, np.array([f.seq for f in facts], np.int32))
    for name, values in (
        ("list_seq", pa.array([f.seq for f in facts], pa.int64())),
        ("agency", pa.array([f.agency for f in facts], pa.string())),
        ("received_on", pa.array([f.entered_on for f in facts], pa.date32())),
    ):
        source = source.set_column(source.column_names.index(name), name, values)
    paths = sorted({path for f in facts for path in f.fields})
    readings: dict[Field, Reading] = {}
    faults: list[Faults] = []
    for path in paths:
        field = parse_field(path)
        if field is None:
            for i, fact in enumerate(facts):
                if path in fact.fields:
                    reason = f"Entry {fact.seq} states “{path}”, which is no field of the vocabulary."
                    faults.append(unknown_field(path, str(fact.fields[path]), i, reason))
            continue
        texts = [None if path not in f.fields else str(f.fields[path]) for f in facts]
        reading = read_column(field, path, pa.array(texts, pa.string()), ENTRIES)
        readings[field] = readings[field].over(reading) if field in readings else reading
    place = {f"{JOURNAL}-1-{f.seq}": i for i, f in enumerate(facts)}
    faults += overlay(readings, [(place[c.record_id], c) for c in corrections if c.record_id in place], len(facts), ENTRIES)
    faults += check_rows(readings, None)
    # An entry that names the day of an event and leaves it blank states an event without a day.
    listed = {kind: np.array([any(_is_day(p, kind) for p in f.fields) for f in facts]) for kind in EVENTS}
    people = {f.by for f in facts}
    yield _rows_of("list", [{
        "list_id": JOURNAL, "list_seq": facts[0].seq, "sheet": 1, "layout": JOURNAL, "agency": JOURNAL,
        "kind": ENTRIES.kind, "title": ENTRIES.title, "received_on": min(f.entered_on for f in facts),
        "received_by": people.pop() if len(people) == 1 else None, "rows": len(facts),
        "accepted": len(facts), "set_aside": 0,
    }])  # fmt: skip
    yield _rows_of("column_map", [
        {"list_id": JOURNAL, "list_seq": facts[0].seq, "sheet": 1, "position": i, "letter": letter(i), "heading": path,
         "field": field.path if (field := parse_field(path)) else None}
        for i, path in enumerate(paths, 1)
    ])  # fmt: skip
    raw = [json.dumps({k: str(v) for k, v in sorted(f.fields.items())}, ensure_ascii=False) for f in facts]
    yield _declared("record", source.append_column("raw", pa.array(raw, pa.string())))
    faults += [f for r in readings.values() for f in r.faults]
    yield from _spoken(source, readings, {}, listed, [f for f in faults if len(f.rows)])


def _is_day(path: str, kind: str) -> bool:
    field = parse_field(path)
    return field is not None and field.event == kind and field.name == "on"
