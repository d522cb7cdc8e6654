from __future__ import annotations

import pytest

from reunir import journal


@pytest.fixture
def book(tmp_path):
    """A cursor on a new journal."""
    connection = journal.connect(tmp_path / "journal.sqlite", create=True)
    yield connection.cursor()
    connection.close()
