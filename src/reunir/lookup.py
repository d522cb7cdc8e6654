"""The lookup of a run: one small SQLite file in which a page or a clearance finds its person by key, at once.

It holds nothing that the run's tables do not, and may be deleted with them. Parquet is read in columns and whole;
asking it for one person of a million takes longer than a request may.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from reunir.engine import Engine

SCHEMA = """
create table mention (mention_id text primary key, person_id text not null) without rowid;
create table person (
    person_id text primary key, family_id text not null, role text not null, a_number text, given_names text,
    family_names text, full_name text, born_on text, sex text, citizenship text
) without rowid;
create table number (a_number text not null, person_id text not null, primary key (a_number, person_id)) without rowid;
"""
INDEXES = """
create index mention_person on mention (person_id);
create index person_family on person (family_id);
"""
QUERIES = {
    "mention": "select mention_id, person_id from mention where person_id is not null order by mention_id",
    "person": """
        select p.person_id, coalesce(f.family_id, p.person_id), p.role, p.a_number, p.given_names, p.family_names,
          p.full_name, cast(p.born_on as varchar), p.sex, p.citizenship
        from person p left join family f on f.person_id = p.person_id order by p.person_id""",
    "number": "select distinct a_number, person_id from mention where a_number is not null and person_id is not null "
    "order by a_number, person_id",
}
"""What fills each table, in the order of its key."""
BATCH = 50_000


def write(engine: Engine, path: Path) -> None:
    """Write the lookup of the run whose tables `engine` holds: the same run, the same bytes."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript("pragma journal_mode = off; pragma synchronous = off;" + SCHEMA)
        connection.execute("begin")
        for table, query in QUERIES.items():
            for rows in _batches(engine, query):
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"insert into {table} values ({marks})", rows)
        connection.execute("commit")
        connection.executescript(INDEXES + "analyze;")
    finally:
        connection.close()


def _batches(engine: Engine, query: str) -> Iterator[list[tuple]]:
    found = engine.con.execute(query)
    while rows := found.fetchmany(BATCH):
        yield rows
