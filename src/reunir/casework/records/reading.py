"""The current run, as pages read it: DuckDB over its Parquet tables, one connection a process, and its lookup."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from reunir import docket
from reunir.docket import runs
from reunir.engine import Engine


@lru_cache(maxsize=1)
def the_docket() -> docket.Docket:
    """The docket that is served."""
    return docket.open(settings.DOCKET)


@dataclass
class Run:
    """A finished run. A request keeps to one, whatever becomes current meanwhile."""

    folder: Path
    about: dict[str, Any]
    _engine: Engine
    _local: threading.local = field(default_factory=threading.local)

    @property
    def id(self) -> str:
        return str(self.about["run_id"])

    @property
    def engine(self) -> Engine:
        """The run's tables, on a cursor of this thread's own."""
        if not hasattr(self._local, "engine"):
            self._local.engine = self._engine.beside()
        return self._local.engine

    @property
    def lookup(self) -> sqlite3.Connection:
        """The run's lookup (reunir.lookup), read only, on a connection of this thread's own."""
        if not hasattr(self._local, "lookup"):
            path = self.folder / "lookup.sqlite"
            self._local.lookup = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
            self._local.lookup.row_factory = sqlite3.Row
        return self._local.lookup

    def person_of(self, mention_id: str) -> str | None:
        """The person who holds a mention now; any mention id ever printed resolves so."""
        row = self.lookup.execute("select person_id from mention where mention_id = ?", (mention_id,)).fetchone()
        return row[0] if row else None

    def family_of(self, mention_id: str) -> str | None:
        """The family of the person who holds a mention; somebody tied to nobody is a family of one."""
        row = self.lookup.execute(
            "select p.family_id from mention m join person p on p.person_id = m.person_id where m.mention_id = ?",
            (mention_id,),
        ).fetchone()
        return row[0] if row else None


def current() -> Run | None:
    """The current run; None where there is none yet."""
    folder = runs.current(the_docket())
    return _opened(folder) if folder else None


@lru_cache(maxsize=2)
def _opened(folder: Path) -> Run:
    engine = Engine()
    engine.attach(folder)
    return Run(folder, runs.about(folder), engine)
