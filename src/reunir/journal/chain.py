"""The form of an entry, and the chain of their hashes.

An entry is written in one canonical form: JSON with its keys sorted, no spaces, UTF-8, every text in Unicode
NFC. Its hash is SHA-256 over that form of

    ["reunir-entry-1", previous hash, sequence, kind, author, day, machine's time, key, SHA-256 of the body]

so each hash holds the one before it. The body enters by its own SHA-256, and carries a random salt: a body can
later be encrypted or sealed and the chain still be checked, and nobody finds a short body by guessing.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reunir.errors import EntryError

FORM = "reunir-entry-1"
GENESIS = "0" * 64
"""What the first entry holds as the hash before it."""

ALTERED, INSERTED, REORDERED, MISSING = "altered", "inserted", "reordered", "missing"
NEAR = 100
"""How far from its place an entry's true number is looked for, where all of them were shifted."""


@dataclass(frozen=True)
class Fault:
    """Something in the journal that is not as it was entered. `seq`: the entry, 0 for the head."""

    kind: str
    seq: int
    what: str


def canonical(value: Any) -> str:
    """A JSON value in canonical form. EntryError where it has none (NaN, a lone surrogate, two keys alike)."""
    try:
        text = json.dumps(_composed(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        text.encode()
    except (TypeError, ValueError) as error:
        raise EntryError(f"An entry holds what cannot be written as JSON in UTF-8: {error}.") from error
    return text


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        if not all(isinstance(name, str) for name in value):
            raise TypeError("a name that is no text")
        made = {_composed(name): _composed(held) for name, held in value.items()}
        if len(made) != len(value):
            raise ValueError("two names that differ only in how their accents are written")
        return made
    if isinstance(value, list | tuple):
        return [_composed(held) for held in value]
    return value


def sha256(text: str) -> str:
    """SHA-256 of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def entry_hash(
    previous: str, seq: int, kind: str, by: str, day: str | None, entered_at: str, key: str, body_sha256: str
) -> str:
    """The hash of an entry, over the canonical form of its parts."""
    return sha256(canonical([FORM, previous, seq, kind, by, day, entered_at, key, body_sha256]))


@dataclass(frozen=True)
class Row:
    """An entry exactly as the table holds it, for checking."""

    seq: int
    kind: str
    by: str
    day: str | None
    entered_at: str
    key: str
    body: str
    body_sha256: str
    previous: str
    hash: str

    def whole(self, seq: int) -> bool:
        """Whether its body and its hash are what they say, were it entry number `seq`."""
        try:
            return self.body_sha256 == sha256(self.body) and self.hash == entry_hash(
                self.previous, seq, self.kind, self.by, self.day, self.entered_at, self.key, self.body_sha256
            )
        except (EntryError, TypeError, AttributeError):
            return False


def faults(rows: Sequence[Row], head_seq: int, head_hash: str, printed: Iterable[tuple[str, str]] = ()) -> list[Fault]:
    """What does not fit between the head and the entries.

    The chain is walked backwards from the head, by hash, so that an entry is known by what it is and not by
    where it lies: whatever the walk never meets was inserted. `printed`: (hash, where) of heads that were
    printed elsewhere (in runs, on reports); one that no entry bears betrays a chain rewritten as a whole.
    """
    found: set[Fault] = set()
    by_hash = {row.hash: row for row in rows}
    by_seq = {row.seq: row for row in rows}
    met: set[int] = set()
    number, expected, later = head_seq, head_hash, None
    while number > 0:
        row = by_hash.get(expected)
        if row is None or row.seq in met:
            row = by_seq.get(number)
            if row is None or row.seq in met:
                found.add(Fault(MISSING, number, f"entry {number} is not in the journal"))
                number, later = number - 1, None
                expected = by_seq[number].hash if number in by_seq else ""
                continue
            # The later entry names another hash than this one bears: either may be the one that was touched.
            if later is None or not replace(later, previous=row.hash).whole(number + 1):
                found.add(Fault(ALTERED, number, f"entry {number} is not the one that was entered"))
        elif not row.whole(number):
            true = next((n for n in range(max(1, number - NEAR), number + NEAR) if row.whole(n)), None)
            if true is None:
                found.add(Fault(ALTERED, row.seq, f"entry {row.seq} does not bear out its hash"))
            else:
                found.add(Fault(ALTERED, 0, f"the head counts {head_seq} entries, and not as they were entered"))
                number = true
        if row.whole(number) and row.seq != number:
            found.add(Fault(REORDERED, row.seq, f"entry {row.seq} was entered as number {number}"))
        met.add(row.seq)
        number, expected, later = number - 1, row.previous, row
    if later is not None and expected != GENESIS:
        found.add(Fault(ALTERED, 1 if rows else 0, "the chain does not begin where a journal begins"))
    for row in rows:
        if row.seq not in met:
            found.add(Fault(INSERTED, row.seq, f"entry {row.seq} stands in no chain from the head"))
    known = {row.hash for row in rows} | {GENESIS}
    for head, where in printed:
        if head not in known:
            found.add(Fault(MISSING, 0, f"no entry bears the head that {where} printed"))
    return sorted(found, key=lambda fault: (fault.seq, fault.kind, fault.what))
