"""What the faces that come with Typst can show, and how wide it comes out.

PDF/A and PDF/UA refuse a character without a glyph, so what no face has is printed as its code point.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from reunir.report.document import Head, Table, plain, printable

SHOWN = (
    "20-7e a0-377 37a-37f 384-38a 38c 38e-3a1 3a3-484 487-4ff 510-513 51a-51d 531-556 559-58a 58d-58f 591-5c7 5d0-5ea "
    "5ef-5f4 606-60c 61b 61f 621-63a 640-64a 660-66d 67e 686 698 6a9 6af 6be 6cc 6f0-6f9 e3f 10d0-10ff 13a0-13f5 "
    "1d00-1dbf 1e00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 "
    "1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-200b 2010-2029 202f-2040 2042 2044-2052 2054-2060 2070-2071 2074-208e "
    "2090-209c 20a0-20a4 20a6-20c0 2100-211e 2120 2122 2124 2126-2151 2153-2184 2189 2190-23ff 2422-2423 2460-2606 2609-262f "
    "2638-268b 2690-269c 26a0-26a7 2701-2704 2706-2709 270c-2714 2717-2726 272a-274b 274d 274f-2752 2756 2758-275e "
    "2761-277f 2794 2798-27af 27b1-2b73 2b76-2b95 2b97-2bff fffd"
)
"""Code points up to U+2BFF for which the faces of Typst 0.15 (Libertinus Serif, DejaVu Sans Mono, New Computer Modern)
have a glyph, as tried one by one."""

_CLASS = "".join("-".join(f"\\U{int(end, 16):08x}" for end in part.split("-")) for part in SHOWN.split())
NOT_SHOWN = re.compile(f"[^\\n\\r\\t{_CLASS}]")
FOREIGN = re.compile("[^\\x00-\u024f\u2010-\u2027\u2030-\u205e\u20ac\u200b\ufffd]")
"""What is beyond the letters of Latin and plain punctuation."""


def shown(text: str) -> str:
    """Text that can be set: composed, and a character without a glyph as `[U+6F22]`; so is a mark over a letter with
    which it makes no single character, since no face may have the two together."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", printable(text)).replace("\t", " ").replace("\r", "\n")
    made = NOT_SHOWN.sub(code_point, text)
    if made.isascii():
        return made
    return "".join(f"[U+{ord(c):04X}]" if unicodedata.category(c)[0] == "M" else c for c in made)


def latin(text: str) -> str:
    """Text in which every character beyond Latin is its code point: what any face can show."""
    return FOREIGN.sub(code_point, text)


def code_point(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def broken(text: str, room: int) -> str:
    """Text in which a word of more letters than there is room for may break: behind a dot, a stroke or an underscore,
    else where it must. The break is a space of no width."""
    if room < 4 or len(text) <= room:
        return text

    def parted(word: re.Match[str]) -> str:
        if len(word[0]) <= room:
            return word[0]
        made = re.sub(r"([_./~])", "\\1\u200b", word[0])
        return re.sub(f"([^\u200b]{{{room}}})", "\\1\u200b", made)

    return re.sub(r"[^\s\u200b-]+", parted, text)


def widths(table: Table, whole: float, letter: float, inset: float) -> list[float]:
    """The columns of a table in points, which sum to `whole`: none narrower than its longest word (of a heading, or of
    numbers) where there is room for that, the rest by their shares. `letter`: width of a letter of bold text in points;
    `inset`: what a cell needs beside its words."""
    least = [min(_longest(head, table.rows, i) * letter + inset, whole / 3) for i, head in enumerate(table.heads)]
    shares = [max(head.share, 0.1) for head in table.heads]
    if sum(least) >= whole:
        return [whole * one / sum(least) for one in least]
    made = [whole * share / sum(shares) for share in shares]
    for _ in range(len(made)):
        short = [i for i, one in enumerate(made) if one < least[i] - 0.01]
        if not short:
            break
        fixed = {i: least[i] for i in range(len(made)) if made[i] <= least[i] + 0.01}
        rest = sum(shares[i] for i in range(len(made)) if i not in fixed)
        left = whole - sum(fixed.values())
        made = [fixed[i] if i in fixed else left * shares[i] / rest for i in range(len(made))]
    return made


WHOLE = 12
"""Words of so many letters (a day, a number) stay whole in any column."""


def _longest(head: Head, rows: Sequence[Sequence[tuple[object, ...]]], at: int) -> int:
    words = re.split(r"[\s_.-]+" if head.code else r"[\s-]+", head.title)
    for row in rows[:200]:
        cell = plain(row[at])  # type: ignore[arg-type]
        words += [cell] if head.number else [w for w in cell.split() if len(w) <= WHOLE]
    return max(map(len, words), default=0)
