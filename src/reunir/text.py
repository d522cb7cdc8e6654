"""Folding of words: how a heading, a code or a name is compared."""

from __future__ import annotations

import re
import unicodedata

_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'"})


def folded(text: str) -> str:
    """Lower case, without accents, its white space single: `K’iche’ ` and `k'iche'` are one."""
    plain = unicodedata.normalize("NFKD", text).lower().translate(_STROKES)
    return re.sub(r"\s+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def bare(text: str) -> str:
    """Folded, and without punctuation: how headings and codes are matched."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", folded(text)).split())
