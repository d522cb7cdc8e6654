"""Files as they come: known by what is in them, their rows as text, numbered as a spreadsheet numbers them.

Nothing is held whole but what a format leaves no choice about (the one sheet of a workbook that is being read).
"""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reunir.errors import ListError
from reunir.intake.encoding import (
    MARKS,
    MOST_LINE,
    NOTHING,
    Survey,
    TooLong,
    find_delimiter,
    find_encoding,
    lines,
    sample_of,
    survey,
    unmarked,
)
from reunir.intake.facts import Facts
from reunir.intake.typed import MOST_COLUMNS, Objects, object_rows, open_objects, parquet_headings, parquet_rows
from reunir.intake.workbook import Workbook

OTHERS = (
    (b"%PDF", "is a PDF; save its table as CSV or XLSX and receive that"),
    (b"\x1f\x8b", "is compressed (gzip); unpack it and receive what is in it"),
    (b"BZh", "is compressed (bzip2); unpack it and receive what is in it"),
    (b"\xfd7zXZ\0", "is compressed (xz); unpack it and receive what is in it"),
    (b"\x28\xb5\x2f\xfd", "is compressed (zstd); unpack it and receive what is in it"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive; unpack it and receive what is in it"),
    (b"Rar!", "is a RAR archive; unpack it and receive what is in it"),
    (b"{\\rtf", "is a text of a word processor (RTF); save its table as CSV or XLSX and receive that"),
    (b"\x89PNG", "is a picture; ask for the list as a spreadsheet"),
    (b"\xff\xd8\xff", "is a picture; ask for the list as a spreadsheet"),
    (b"II*\0", "is a picture; ask for the list as a spreadsheet"),
    (b"MM\0*", "is a picture; ask for the list as a spreadsheet"),
    (b"SQLite format 3\0", "is a database (SQLite); save its table as CSV and receive that"),
)
"""How files that hold lists and are none begin, and what to do."""

NUL = "holds NUL bytes, so it is no text; save it as UTF-8 CSV or XLSX"


@dataclass(frozen=True)
class Book:
    """A file as handed over. `kind`: text, workbook, parquet or objects (JSON lines). `sheets` has one empty name
    for a file that is one table. `path`: where its bytes are read."""

    file: str
    sha256: str
    sheets: tuple[str, ...]
    path: Path
    kind: str = "text"
    encoding: str | None = None
    delimiter: str | None = None
    workbook: Workbook | None = field(default=None, repr=False)
    objects: Objects | None = field(default=None, repr=False)

    @property
    def list_id(self) -> str:
        return self.sha256[:12]

    @property
    def aside(self) -> dict[int, str]:
        """Rows that the file itself gives no cells of, and why."""
        return self.objects.aside if self.objects else {}

    def facts(self, sheet: int) -> Facts:
        """What is to be said of a sheet beside its values."""
        return self.workbook.facts(sheet) if self.workbook else Facts()

    def hidden(self, sheet: int) -> bool:
        return bool(self.workbook and self.workbook.hidden[sheet - 1])


def check_file(path: Path, file: str | None = None) -> None:
    """Refuse what is no regular file, before anything of it is read (a pipe would never end)."""
    name = file or path.name or str(path)
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        raise ListError(f"{name}: cannot be read ({error.strerror or error}); check the path") from None
    except ValueError as error:  # a NUL in the path
        raise ListError(f"{name!r}: is no path of a file ({error})") from None
    if stat.S_ISDIR(mode):
        raise ListError(f"{name}: is a folder; name the file in it")
    if not stat.S_ISREG(mode):
        raise ListError(f"{name}: is no regular file (a pipe or a device); save what it gives and receive that")


def glance(path: Path) -> None:
    """Refuse what shows by its first bytes that it is no list, before all of it is copied: NUL bytes where text
    should stand, or a line without an end."""
    with path.open("rb") as file:
        head = file.read(5 * MOST_LINE)
    if head.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"PAR1", *(begins for begins, _ in OTHERS))):
        return
    wide = head.startswith(tuple(mark for mark, name in MARKS if name != "utf-8-sig")) or unmarked(head)
    if b"\0" in head and not wide and head.strip(NOTHING):
        raise ListError(f"{path.name}: {NUL}")
    if len(head) > 4 * MOST_LINE:  # a letter takes four bytes at most
        for number, line in enumerate(head.replace(b"\r", b"\n").split(b"\n"), 1):
            if len(line) > 4 * MOST_LINE:
                raise _unreadable(path.name, TooLong(number))


def open_book(path: Path, file: str | None = None) -> Book:
    """Open a file by what is in it, not by its ending. ListError where nothing can be read.

    `file`: the name to call it by, where the path is only where its bytes are kept.
    """
    path = Path(path)
    name = file or path.name
    check_file(path, name)
    try:
        seen = survey(path)
    except OSError as error:
        raise ListError(f"{name}: cannot be read ({error.strerror or error}); check the path") from None
    if seen.blank:
        raise ListError(f"{name}: is empty; ask for the list again")
    if seen.head[:2] == b"PK" or seen.head[:4] == b"\xd0\xcf\x11\xe0":
        workbook = Workbook(path, name)
        return Book(name, seen.sha256, workbook.sheets, path, "workbook", workbook=workbook)
    if seen.head[:4] == b"PAR1":
        parquet_headings(path, name)
        return Book(name, seen.sha256, ("",), path, "parquet")
    for begins, says in OTHERS:
        if seen.head.startswith(begins):
            raise ListError(f"{name}: {says}")
    return _text(path, name, seen)


def _text(path: Path, name: str, seen: Survey) -> Book:
    encoding = find_encoding(path, seen)
    if seen.nul and not encoding.startswith(("utf-16", "utf-32")):
        raise ListError(f"{name}: {NUL}")
    sample = sample_of(seen, encoding)
    begin = sample.lstrip()[:400].casefold()
    if begin.startswith(("<!doctype html", "<html", "<table", "<?xml", "<body", "<div")):
        raise ListError(f"{name}: is a web page or XML, whatever its ending says; open it in a spreadsheet and save it as XLSX")
    if begin.startswith("{") and begin[1:].lstrip()[:1] in ('"', "}", ""):
        try:
            objects = open_objects(path, encoding, name)
        except (UnicodeDecodeError, TooLong) as error:
            raise _unreadable(name, error) from None
        if not objects.names:
            raise ListError(f"{name}: is JSON, and no line of it is an object; write one object a line")
        return Book(name, seen.sha256, ("",), path, "objects", encoding, objects=objects)
    if begin.startswith("[") and begin[1:].lstrip()[:1] in ("{", "["):
        raise ListError(f"{name}: is one JSON document; write it as JSON lines, one object a line, or as CSV")
    return Book(name, seen.sha256, ("",), path, "text", encoding, find_delimiter(sample))


def _unreadable(name: str, error: UnicodeError | TooLong) -> ListError:
    if isinstance(error, TooLong):
        return ListError(f"{name}: line {error.args[0]} is longer than {MOST_LINE >> 20} million characters; is it a table at all?")
    where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
    said = error.reason if isinstance(error, UnicodeDecodeError) else error
    return ListError(f"{name}: is no text ({said}{where}); save it as UTF-8 CSV")


def sheet_numbers(book: Book, sheet: str | None) -> list[int]:
    """The sheets to look at, counted from 1: the one named (or numbered), else all in their order."""
    if sheet is None:
        return list(range(1, len(book.sheets) + 1))
    if sheet in book.sheets:
        return [book.sheets.index(sheet) + 1]
    folded = [s.casefold().strip() for s in book.sheets]
    if sheet.casefold().strip() in folded:
        return [folded.index(sheet.casefold().strip()) + 1]
    if sheet.isdecimal() and len(sheet) < 10 and 1 <= int(sheet) <= len(book.sheets):
        return [int(sheet)]
    names = ", ".join(f"{i} {s!r}" if s else str(i) for i, s in enumerate(book.sheets[:50], 1))
    raise ListError(f"{book.file}: has no sheet {sheet!r}; it has {names}")


def rows(book: Book, sheet: int) -> Iterator[tuple[int, list[str]]]:
    """Every row of a sheet as text, with its number, from 1; blank lines and empty rows among them too."""
    if book.workbook is not None:
        return book.workbook.rows(sheet)
    return parquet_rows(book.path, book.file) if book.kind == "parquet" else _text_rows(book)


def _text_rows(book: Book) -> Iterator[tuple[int, list[str]]]:
    number = 0
    encoding = book.encoding or "utf-8"
    try:
        if book.objects is not None:
            yield from object_rows(book.path, encoding, book.objects)
            return
        reader = csv.reader(_whole_lines(book, encoding), delimiter=book.delimiter or ",")
        for number, row in enumerate(reader, 1):
            if len(row) > MOST_COLUMNS:
                raise ListError(f"{book.file}: row {number} has {len(row):,} cells; is it a table at all?")
            yield number, row
    except csv.Error as error:
        raise ListError(f"{book.file}: row {number + 1} cannot be read ({error}); look for a quote not closed") from None
    except (UnicodeError, TooLong) as error:
        raise _unreadable(book.file, error) from None
    except OSError as error:
        raise ListError(f"{book.file}: cannot be read ({error.strerror or error}); check the path") from None


def _whole_lines(book: Book, encoding: str) -> Iterator[str]:
    if not encoding.startswith(("utf-16", "utf-32")):  # of other encodings the bytes were looked at
        yield from lines(book.path, encoding)
        return
    for line in lines(book.path, encoding):
        if "\0" in line:
            raise ListError(f"{book.file}: {NUL}")
        yield line


def row_texts(path: Path | Book, sheet: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """Every row of a file's sheet (the first, where none is named) as text, with its number.

    It needs no layout, so the row hashes in the journal stand whatever becomes of layouts.
    """
    book = path if isinstance(path, Book) else open_book(path)
    yield from rows(book, sheet_numbers(book, sheet)[0])
