"""Every SQL statement of the project is plain enough that sqlglot carries it to Spark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlglot

from reunir import run
from reunir.engine import Engine, statements
from tests.spec.drawn import prepare, read_cases

SOURCE = Path(__file__).resolve().parents[2] / "src" / "reunir"
HERE = Path(__file__).resolve().parents[1] / "spec"


def carried(statement: str) -> str:
    """A statement in Spark's dialect; an error where it has no such form."""
    return sqlglot.transpile(statement, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)[0]


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.sql")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_statement_of_a_file_is_carried(path: Path) -> None:
    found = statements(path.read_text("utf-8"))
    assert found
    for statement in found:
        plain = re.sub(r"^fill (\w+):", r"create or replace table \1 as", statement)
        carried(plain.replace("{cells}", "choice").replace("{merged_cells}", "min(choice) as choice"))


def test_every_statement_of_a_run_is_carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[str, None] = {}

    class Recording(Engine):
        def sql(self, text, params=None):  # type: ignore[no-untyped-def]
            said[text] = None
            super().sql(text, params)

        def rows(self, text, params=None):  # type: ignore[no-untyped-def]
            said[text] = None
            return super().rows(text, params)

        def arrays(self, text, params=None):  # type: ignore[no-untyped-def]
            said[text] = None
            return super().arrays(text, params)

        def fill(self, name, query, params=None):  # type: ignore[no-untyped-def]
            said[query] = None
            super().fill(name, query, params)

    case = next(c for c in read_cases(HERE / "audit.txt") if c.name.startswith("D10"))
    inputs, _ = prepare(case, case.as_of[0], tmp_path)
    run.compute(Recording(threads=1), inputs)
    assert len(said) > 100
    failed = {}
    for statement in said:
        try:
            carried(statement)
        except sqlglot.errors.SqlglotError as error:
            failed[" ".join(statement.split())[:100]] = str(error)[:200]
    assert not failed


def test_an_exotic_statement_is_refused() -> None:
    with pytest.raises(sqlglot.errors.SqlglotError):
        carried("select * from a asof join b using (x) positional join c )(")
