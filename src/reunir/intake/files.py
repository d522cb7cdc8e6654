"""Files as they come: the bytes, read once, and their rows as text, numbered as a spreadsheet numbers them."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import charset_normalizer
import python_calamine

from reunir.errors import ListError

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 16_384  # as many as a spreadsheet has
LARGEST_WORKBOOK = 2 << 30  # bytes when unpacked; a workbook beyond it is a bomb or a mistake
SAMPLE = 1 << 18
# What stands beside plain letters in lists written in Spanish and English: it tells encodings apart.
EXPECTED = frozenset("áéíóúüñçÁÉÍÓÚÜÑÇ¿¡ªº°–—‘’“”•…´§©®\xa0")
SINGLE_BYTE = ("cp1252", "latin-1", "mac-roman", "cp850")


@dataclass(frozen=True)
class Book:
    """A file as handed over. `sheets` has one empty name for a file that is plain text."""

    file: str
    sha256: str
    sheets: tuple[str, ...]
    encoding: str | None = None
    delimiter: str | None = None
    text: str = field(default="", repr=False)
    workbook: Any = field(default=None, repr=False)

    @property
    def list_id(self) -> str:
        return self.sha256[:12]


def open_book(path: Path, file: str | None = None) -> Book:
    """Open a file by what is in it, not by its ending. ListError where nothing can be read.

    `file`: the name to call it by, where the path is only where its bytes are kept.
    """
    path = Path(path)
    name = file or path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ListError(f"{name}: cannot be read ({error.strerror or error}); check the path") from None
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise ListError(f"{name}: is empty; ask for the list again")
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        return _workbook(name, sha256, data)
    if data[:4] == b"%PDF":
        raise ListError(f"{name}: is a PDF; save its table as CSV or XLSX and receive that")
    encoding = find_encoding(data)
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ListError(f"{name}: is no text ({error.reason} at byte {error.start}); save it as UTF-8 CSV") from None
    if "\0" in text:
        raise ListError(f"{name}: holds NUL bytes, so it is no text; save it as UTF-8 CSV or XLSX")
    return Book(name, sha256, ("",), encoding, find_delimiter(text), text)


def _workbook(name: str, sha256: str, data: bytes) -> Book:
    try:
        if data[:2] == b"PK" and sum(z.file_size for z in zipfile.ZipFile(io.BytesIO(data)).infolist()) > LARGEST_WORKBOOK:
            raise ListError(f"{name}: unpacks to more than 2 GB; save its sheet as CSV")
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        sheets = tuple(workbook.sheet_names)
    except python_calamine.PasswordError:
        raise ListError(f"{name}: is encrypted; save it without a password") from None
    except ListError:
        raise
    except Exception as error:  # the readers of damaged workbooks raise whatever they meet
        raise ListError(f"{name}: is no workbook that can be read ({error}); open it and save it again") from None
    if not sheets:
        raise ListError(f"{name}: has no sheet; ask for the list again")
    return Book(name, sha256, sheets, workbook=workbook)


def find_encoding(data: bytes) -> str:
    """The name of the encoding of text: by its mark, else UTF-8, else the one whose letters are expected."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
                       (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return name
    if b"\0" in data[:SAMPLE]:
        # UTF-16 without its mark: every other byte of plain letters is NUL.
        sample = data[: SAMPLE & ~1]
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if max(even, odd) > len(sample) // 4 and min(even, odd) * 8 < max(even, odd):
            return "utf-16-le" if odd > even else "utf-16-be"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    scores = {name: _expected(data, name) for name in SINGLE_BYTE}
    best = max(SINGLE_BYTE, key=lambda name: scores[name])
    if scores[best] >= 0.8:
        return best
    guess = charset_normalizer.from_bytes(data[:SAMPLE]).best()
    if guess is not None:
        try:
            data.decode(guess.encoding)
            return str(guess.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return best if scores[best] >= 0 else "latin-1"


def _expected(data: bytes, encoding: str) -> float:
    """The share of the letters beyond ASCII that are expected ones, read in an encoding; -1: cannot be read."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    beyond = Counter(c for c in text if c > "\x7f")
    return sum(n for c, n in beyond.items() if c in EXPECTED) / max(1, sum(beyond.values()))


def find_delimiter(text: str) -> str:
    """The delimiter by which most rows have one and the same number of cells, the more the better."""
    sample = text[:SAMPLE]
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


def sheet_numbers(book: Book, sheet: str | None) -> list[int]:
    """The sheets to look at, counted from 1: the one named (or numbered), else all in their order."""
    if sheet is None:
        return list(range(1, len(book.sheets) + 1))
    if sheet in book.sheets:
        return [book.sheets.index(sheet) + 1]
    folded = [s.casefold().strip() for s in book.sheets]
    if sheet.casefold().strip() in folded:
        return [folded.index(sheet.casefold().strip()) + 1]
    if sheet.isdecimal() and 1 <= int(sheet) <= len(book.sheets):
        return [int(sheet)]
    names = ", ".join(f"{i} {s!r}" if s else str(i) for i, s in enumerate(book.sheets, 1))
    raise ListError(f"{book.file}: has no sheet {sheet!r}; it has {names}")


def rows(book: Book, sheet: int) -> Iterator[tuple[int, list[str]]]:
    """Every row of a sheet as text, with its number, from 1; blank lines and empty rows among them too."""
    return _sheet_rows(book, sheet) if book.workbook is not None else _text_rows(book)


def _text_rows(book: Book) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        reader = csv.reader(io.StringIO(book.text, newline=""), delimiter=book.delimiter or ",")
        for number, row in enumerate(reader, 1):
            if len(row) > MOST_COLUMNS:
                raise ListError(f"{book.file}: row {number} has {len(row):,} cells; is it a table at all?")
            yield number, row
    except csv.Error as error:
        raise ListError(f"{book.file}: row {number + 1} cannot be read ({error}); look for a quote not closed") from None


def _sheet_rows(book: Book, sheet: int) -> Iterator[tuple[int, list[str]]]:
    try:
        found = book.workbook.get_sheet_by_index(sheet - 1)
        margin = [""] * (found.start[1] if found.start else 0)
        for number, row in enumerate(found.iter_rows(), 1):
            yield number, [*margin, *map(cell_text, row)]
    except Exception as error:
        raise ListError(
            f"{book.file}: sheet {sheet} cannot be read ({error}); open the workbook and save it again"
        ) from None


def cell_text(cell: Any) -> str:
    """A typed cell as text: dates ISO, an hour where one is stated, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def row_texts(path: Path, sheet: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """Every row of a file's sheet (the first, where none is named) as text, with its number.

    It needs no layout, so the row hashes in the journal stand whatever becomes of layouts.
    """
    book = open_book(path)
    yield from rows(book, sheet_numbers(book, sheet)[0])
