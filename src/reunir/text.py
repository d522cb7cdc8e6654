"""Folding of words: how the names of forms and languages are compared."""

from __future__ import annotations

import re
import unicodedata

_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'"})


def folded(text: str) -> str:
    """Lower case, without accents, its white space single: `K’iche’ ` and `k'iche'` are one."""
    plain = unicodedata.normalize("NFKD", text).lower().translate(_STROKES)
    return re.sub(r"\s+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()

