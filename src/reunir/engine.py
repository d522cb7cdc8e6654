"""Tables and SQL over a run: DuckDB behind a few methods.

Every statement of the project goes through `Engine.sql`, written plainly enough that sqlglot carries it to
Spark (the lint step does so with each one). A statement is text with `$name` parameters.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from reunir.model import TABLES, Table

ARROW_TYPES = {
    "VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_(), "VARCHAR[]": pa.list_(pa.string()),
}  # fmt: skip


class Engine:
    """One run's tables in one DuckDB connection.

    `threads` and `memory_limit` (`4GB`) bound what it takes; beyond its memory it spills to `spill`.
    """

    def __init__(
        self, *, threads: int | None = None, memory_limit: str | None = None, spill: Path | None = None
    ) -> None:
        config: dict[str, Any] = {"threads": threads or os.cpu_count() or 1}
        if memory_limit:
            config["memory_limit"] = memory_limit
        if spill:
            config["temp_directory"] = str(spill)
        self.con = duckdb.connect(":memory:", config=config)

    def beside(self) -> Engine:
        """The same tables on a connection of its own, for another thread."""
        other = Engine.__new__(Engine)
        other.con = self.con.cursor()
        return other

    def sql(self, text: str, params: Mapping[str, Any] | None = None) -> None:
        """Run one statement for its effect."""
        self.con.execute(text, dict(params) if params else None)

    def script(self, text: str, params: Mapping[str, Any] | None = None) -> None:
        """Run the statements of an SQL file in order, each with those of `params` that it names.

        A statement that begins `fill NAME:` makes the declared table NAME from the query that follows.
        """
        for statement in statements(text):
            used = named_in(statement, params or {})
            filled = re.match(r"fill (\w+):\s", statement)
            if filled:
                self.fill(filled[1], statement[filled.end() :], used)
            else:
                self.sql(statement, used)

    def rows(self, text: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a query, as tuples."""
        return self.con.execute(text, dict(params) if params else None).fetchall()

    def dicts(self, text: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """All rows of a query, as dictionaries."""
        result = self.con.execute(text, dict(params) if params else None)
        names = [d[0] for d in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def arrays(self, text: str, params: Mapping[str, Any] | None = None) -> dict[str, np.ndarray]:
        """The columns of a query, each as an array."""
        return self.con.execute(text, dict(params) if params else None).fetchnumpy()

    def arrow(self, text: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        """All rows of a query, as an Arrow table."""
        return self.con.sql(text, params=dict(params) if params else None).to_arrow_table()

    def value(self, text: str, params: Mapping[str, Any] | None = None) -> Any:
        """The single value of a query."""
        rows = self.rows(text, params)
        return rows[0][0] if rows else None

    def create(self, name: str) -> None:
        """Make a declared table, empty."""
        self.con.execute(f"create or replace table {quoted(name)} ({TABLES[name].ddl()})")

    def fill(self, name: str, query: str, params: Mapping[str, Any] | None = None) -> None:
        """Make a declared table from a query that gives its columns by name; others are NULL."""
        self.create(name)
        self.con.execute(f"insert into {quoted(name)} by name {query}", dict(params) if params else None)

    def load(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Make a declared table from dictionaries; a column that a row lacks is NULL."""
        columns = TABLES[name].columns
        self.load_arrow(name, pa.table({
            c.name: pa.array([r.get(c.name) for r in rows], type=ARROW_TYPES[c.type]) for c in columns
        }))  # fmt: skip

    def load_arrow(self, name: str, data: pa.Table) -> None:
        """Make a table, declared or of one's own, from an Arrow table."""
        self.con.register("_incoming", data)
        if name in TABLES:
            self.fill(name, "select * from _incoming")
        else:
            self.con.execute(f"create or replace table {quoted(name)} as select * from _incoming")
        self.con.unregister("_incoming")

    def has(self, name: str) -> bool:
        return bool(self.rows("select 1 from information_schema.tables where table_name = $name", {"name": name}))

    def write(self, name: str, folder: Path) -> None:
        """Write a declared table as Parquet, its rows ordered by its key: the same rows, the same bytes."""
        table = TABLES[name]
        target = folder / f"{name}.parquet"
        self.con.execute(
            f"copy (select {', '.join(map(quoted, table.names))} from {quoted(name)} order by {ordering(table)}) "
            f"to '{_path(target)}' (format parquet, compression zstd)"
        )

    def attach(self, folder: Path, names: Iterable[str] = TABLES) -> None:
        """See the Parquet tables of a finished run as views; a missing one is left out."""
        for name in names:
            source = folder / f"{name}.parquet"
            if source.exists():
                self.con.execute(f"create or replace view {quoted(name)} as select * from read_parquet('{_path(source)}')")

    def close(self) -> None:
        self.con.close()


def statements(text: str) -> list[str]:
    """The statements of an SQL file: parted by a semicolon at the end of a line; comment lines dropped."""
    plain = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
    return [part.strip() for part in re.split(r";[ \t]*(?:\n|$)", plain) if part.strip()]


def named_in(statement: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the parameters that a statement names: DuckDB refuses others."""
    return {name: value for name, value in params.items() if re.search(rf"\${name}\b", statement)}


def ordering(table: Table) -> str:
    """The order of a table's rows: its key, then every other plain column, so that it is total."""
    rest = [c.name for c in table.columns if c.name not in table.key]
    return ", ".join(f"{quoted(n)} nulls first" for n in (*table.key, *rest))


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _path(path: Path) -> str:
    return str(path).replace("'", "''")
