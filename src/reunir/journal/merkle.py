"""The Merkle tree over the rows of a list: one hash that commits to each row, hidden or shown.

The tree is that of RFC 6962 section 2.1 (SHA-256; a leaf is hashed behind a 0 byte and a node behind a 1 byte,
so that neither can be taken for the other). A leaf is a row's salt and its canonical text. The salts come from
one secret, HMAC-SHA256(secret, row number): a row can be shown with its salt alone, and a row that stays hidden
cannot be guessed from its hash. Where a row is later sealed its leaf's hash stands in for it, and the root
proves all others unchanged.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence

_ENCODE = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def row_hash(secret: bytes, number: int, cells: Sequence[str]) -> bytes:
    """The leaf of one row: its number as a spreadsheet shows it, and its cells untouched."""
    salt = hmac.digest(secret, str(number).encode(), "sha256")
    text = _ENCODE([number, *cells])
    return hashlib.sha256(b"\0" + salt + text.encode(errors="surrogatepass")).digest()


def row_hashes(secret: bytes, rows: Iterable[tuple[int, Sequence[str]]]) -> list[bytes]:
    """The leaves of a list's rows, in their order."""
    return [row_hash(secret, number, cells) for number, cells in rows]


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves (RFC 6962 section 2.1: of none, the hash of nothing).

    Joining neighbours level by level and carrying an odd last one up gives the same tree as the RFC's split
    at the greatest power of two.
    """
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        joined = [
            hashlib.sha256(b"\1" + left + right).digest() for left, right in zip(level[0::2], level[1::2], strict=False)
        ]
        level = joined + level[len(joined) * 2 :]
    return level[0]
