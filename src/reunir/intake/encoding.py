"""Plain text as it comes: its encoding and delimiter found from the bytes, one pass, in bounded memory."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import charset_normalizer
import numpy as np

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 18
CHUNK = 1 << 20
MOST_LINE = 1 << 23  # characters; a longer line is no row of a table, and one line is held in memory whole
# What stands beside plain letters in lists written in Spanish and English: it tells encodings apart.
EXPECTED = frozenset("áéíóúüñçÁÉÍÓÚÜÑÇ¿¡ªº°–—‘’“”•…´§©®\xa0")
SINGLE_BYTE = ("cp1252", "latin-1", "mac-roman", "cp850")
NOTHING = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip


@dataclass(frozen=True)
class Survey:
    """What one pass over a file's bytes tells. `blank`: nothing stands in it; `utf8`: all of it is UTF-8;
    `nul`: a NUL byte is among its bytes."""

    sha256: str
    head: bytes
    tail: bytes
    blank: bool
    utf8: bool
    nul: bool


def survey(path: Path) -> Survey:
    """Look at a file's bytes once, a chunk at a time. OSError where they cannot be read."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    head = tail = b""
    blank, utf8, nul = True, True, False
    for chunk in _chunks(path):
        digest.update(chunk)
        head = head or chunk[:SAMPLE]
        tail = (tail + chunk)[-8:]
        blank = blank and not chunk.strip(NOTHING)
        nul = nul or b"\0" in chunk
        utf8 = utf8 and _decodes(decoder, chunk)
    return Survey(digest.hexdigest(), head, tail, blank, utf8 and _decodes(decoder, b"", final=True), nul)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def find_encoding(path: Path, seen: Survey) -> str:
    """The name of the encoding of text: by its mark, else UTF-8, else the one whose letters are expected."""
    for mark, name in MARKS:
        if seen.head.startswith(mark):
            return name
    if (wide := unmarked(seen.head)) is not None:
        return wide
    if seen.utf8:
        return "utf-8"
    counts = np.zeros(256, np.int64)
    for chunk in _chunks(path):
        counts += np.bincount(np.frombuffer(chunk, np.uint8), minlength=256)
    scores = {name: _expected(counts, name) for name in SINGLE_BYTE}
    best = max(SINGLE_BYTE, key=lambda name: scores[name])
    if scores[best] >= 0.8:
        return best
    guess = charset_normalizer.from_bytes(seen.head).best()
    if guess is not None and _decodes_whole(path, guess.encoding):
        return str(guess.encoding)
    return best if scores[best] >= 0 else "latin-1"


def unmarked(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of plain letters is NUL."""
    sample = head[: min(SAMPLE, len(head)) & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 4 and min(even, odd) * 8 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _expected(counts: np.ndarray, encoding: str) -> float:
    """The share of the letters beyond ASCII that are expected ones, read in an encoding; -1: cannot be read."""
    good = beyond = 0
    for byte in np.flatnonzero(counts):
        try:
            letter = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            return -1.0
        if letter > "\x7f":
            beyond += int(counts[byte])
            good += int(counts[byte]) * (letter in EXPECTED)
    return good / max(1, beyond)


def _decodes_whole(path: Path, encoding: str) -> bool:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        return False
    return all(_decodes(decoder, chunk) for chunk in _chunks(path)) and _decodes(decoder, b"", final=True)


def sample_of(seen: Survey, encoding: str) -> str:
    """The first letters of a text, to find its delimiter by."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(seen.head).removeprefix("\ufeff")


def find_delimiter(sample: str) -> str:
    """The delimiter by which most rows have one and the same number of cells, the more the better."""
    sample = sample[:SAMPLE]
    if sample[:5].casefold() in {f"sep={d}" for d in DELIMITERS} and sample[5:6] in ("\r", "\n"):
        return sample[4]

    def score(delimiter: str) -> float:
        widths: Counter[int] = Counter()
        try:
            for number, row in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
                if number >= 200:
                    break
                widths[len(row)] += bool(row)
        except csv.Error:
            return 0.0
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(0, 0))
        return rows / max(1, widths.total()) * min(width - 1, 30)

    return max(DELIMITERS, key=lambda d: (score(d), -DELIMITERS.index(d)))


class TooLong(Exception):
    """A line that is no row of a table. Its argument: the line's number."""


def lines(path: Path, encoding: str) -> Iterator[str]:
    """The lines of a text with their ends, of bounded length.

    TooLong where a line is longer than MOST_LINE characters; UnicodeDecodeError where the bytes are no text.
    """
    with path.open("rb") as raw, io.TextIOWrapper(io.BufferedReader(raw, CHUNK), encoding, newline="") as file:
        number = 0
        while line := file.readline(MOST_LINE):
            number += 1
            if len(line) == MOST_LINE and line[-1] not in "\r\n":
                raise TooLong(number)
            yield line.removeprefix("\ufeff") if number == 1 else line
