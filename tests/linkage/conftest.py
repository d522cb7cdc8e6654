"""Generated lists with every fault of real ones, as the benches draw them."""

from __future__ import annotations

import pytest

MENTIONS = 3_000


@pytest.fixture(scope="session")
def hard():
    import lists

    return lists.draw(lists.HARD, MENTIONS, 7)
