"""The journal: what our own people did, one entry an act, appended and never changed."""

from reunir.journal.chain import GENESIS, Fault, canonical
from reunir.journal.kinds import FACTS, KINDS, Kind, check_entry
from reunir.journal.merkle import root, row_hash, row_hashes
from reunir.journal.store import append, by_key, check, connect, entries, head, unguarded

__all__ = [
    "FACTS",
    "GENESIS",
    "KINDS",
    "Fault",
    "Kind",
    "append",
    "by_key",
    "canonical",
    "check",
    "check_entry",
    "connect",
    "entries",
    "head",
    "root",
    "row_hash",
    "row_hashes",
    "unguarded",
]
