"""What the tree over a list's rows promises: each row is committed to, and none can be guessed."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from reunir import journal

SECRET = bytes(range(32))


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_the_tree_is_that_of_rfc_6962():
    a, b, c, d, e = (bytes([i]) * 32 for i in range(5))
    assert journal.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert journal.root([a]) == a
    assert journal.root([a, b, c]) == node(node(a, b), c)
    assert journal.root([a, b, c, d, e]) == node(node(node(a, b), node(c, d)), e)


def _by_the_rfc(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node(_by_the_rfc(leaves[:split]), _by_the_rfc(leaves[split:]))


@given(st.integers(1, 70))
def test_joining_neighbours_is_the_split_of_the_rfc(size):
    leaves = [hashlib.sha256(bytes([i])).digest() for i in range(size)]
    assert journal.root(leaves) == _by_the_rfc(leaves)


rows = st.lists(st.lists(st.text(), max_size=4), min_size=1, max_size=8)


@given(rows, st.data())
def test_the_root_moves_with_any_cell(table, data):
    numbered = list(enumerate(table, 1))
    before = journal.root(journal.row_hashes(SECRET, numbered))
    at = data.draw(st.integers(0, len(table) - 1))
    other = data.draw(st.lists(st.text(), max_size=4).filter(lambda cells: cells != table[at]))
    numbered[at] = (at + 1, other)
    assert journal.root(journal.row_hashes(SECRET, numbered)) != before


def test_equal_rows_have_hashes_of_their_own_and_another_secret_gives_others():
    one, two = journal.row_hashes(SECRET, [(2, ["Elsa"]), (3, ["Elsa"])])
    assert one != two
    assert journal.row_hash(b"another secret", 2, ["Elsa"]) != one


def test_a_cell_boundary_is_part_of_the_row():
    assert journal.row_hash(SECRET, 2, ["a,b"]) != journal.row_hash(SECRET, 2, ["a", "b"])
