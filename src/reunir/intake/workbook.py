"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS): their sheets and what is in them, each sheet read when it is asked for."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import python_calamine
from python_calamine import SheetTypeEnum, SheetVisibleEnum

from reunir.errors import ListError
from reunir.intake.biff import not_a_workbook, xls_facts
from reunir.intake.facts import Facts, ods_facts, xlsx_facts, xlsx_parts
from reunir.intake.typed import cell_text

T = TypeVar("T")
LARGEST_WORKBOOK = 2 << 30  # bytes when unpacked; a workbook beyond it is a bomb or a mistake
MOST_PARTS = 10_000


class Workbook:
    """An open workbook. The sheet that was read last is kept, since it is read more than once in a row."""

    def __init__(self, path: Path, file: str) -> None:
        self.path, self.file = path, file
        with path.open("rb") as head:
            self.zipped = head.read(2) == b"PK"
        if self.zipped:
            _check_archive(path, file)
        elif (why := not_a_workbook(path)) is not None:
            raise ListError(f"{file}: {why}")
        data = io.BytesIO(path.read_bytes())
        try:
            self._open = self._calmly("is no workbook that can", lambda: python_calamine.load_workbook(data))
        except python_calamine.PasswordError:
            raise ListError(f"{file}: is encrypted; save it without a password") from None
        self.sheets: tuple[str, ...] = tuple(self._open.sheet_names)
        about = self._open.sheets_metadata
        self.tables = tuple(m.typ == SheetTypeEnum.WorkSheet for m in about)
        self.hidden = tuple(m.visible != SheetVisibleEnum.Visible for m in about)
        if not self.sheets:
            raise ListError(f"{file}: has no sheet; ask for the list again")
        self._last: tuple[int, Any] = (0, None)
        self._facts: dict[int, Facts] = {}

    def _calmly(self, what: str, act: Callable[[], T]) -> T:
        """What an act of the reader gives; ListError where the workbook is damaged."""
        try:
            return act()
        except (python_calamine.PasswordError, ListError, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # readers of damaged workbooks raise whatever they meet, panics among it
            said = " ".join(str(error).split())[:200]
            raise ListError(
                f"{self.file}: {what} be read ({said}); open the workbook and save it again"
            ) from None

    def _sheet(self, number: int) -> Any:
        if self._last[0] != number:
            self._last = (0, None)  # let the one go before the other is read
            read = self._calmly(f"sheet {number} cannot", lambda: self._open.get_sheet_by_index(number - 1))
            self._last = (number, read)
        return self._last[1]

    def filled(self, number: int) -> int:
        """How many rows a sheet spans, from the first that holds something to the last."""
        if not self.tables[number - 1]:
            return 0
        sheet = self._sheet(number)
        return int(sheet.height) if sheet.start else 0

    def rows(self, number: int) -> Iterator[tuple[int, list[str]]]:
        """Every row of a sheet as text, its number first; an error as the words it shows."""
        if not self.tables[number - 1]:
            return
        sheet, errors = self._sheet(number), self.facts(number).errors
        margin = [""] * (sheet.start[1] if sheet.start else 0)
        source = iter(sheet.iter_rows())
        row_number = 0
        while (cells := self._calmly(f"sheet {number} cannot", lambda: next(source, None))) is not None:
            row_number += 1
            row = [*margin, *map(cell_text, cells)]
            for column, words in errors.get(row_number, ()):
                if column <= len(row) and (not row[column - 1] or row[column - 1] == "0"):
                    row[column - 1] = words
            yield row_number, row

    def facts(self, number: int) -> Facts:
        """What is to be said of a sheet beside its values; nothing where it cannot be told."""
        if number not in self._facts:
            self._facts[number] = self._calmly(f"sheet {number} cannot", lambda: self._find(number))
        return self._facts[number]

    def _find(self, number: int) -> Facts:
        if not self.tables[number - 1]:
            return Facts()
        if not self.zipped:
            found = xls_facts(self.path).get(self.sheets[number - 1], Facts())
        else:
            with zipfile.ZipFile(self.path) as archive:
                if "content.xml" in archive.namelist():
                    with archive.open("content.xml") as content:
                        self._facts.update(enumerate(ods_facts(content), 1))
                    return self._facts.get(number, Facts())
                parts = xlsx_parts(archive)
                part = parts[number - 1] if len(parts) == len(self.sheets) else None
                if part is None or not part.endswith(".xml"):
                    return Facts()
                with archive.open(part) as file:
                    found = xlsx_facts(file)
        merged = self._sheet(number).merged_cell_ranges or ()
        found.merged = [(r0 + 1, r1 + 1, c0 + 1, c1 + 1) for (r0, c0), (r1, c1) in merged]
        return found


def _check_archive(path: Path, file: str) -> None:
    """Refuse a zip that is no workbook, or one that says itself that it is too large or encrypted."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise ListError(f"{file}: is no workbook that can be read (it is cut short or damaged); ask for it again") from None
    names = {p.filename for p in parts}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} and "[Content_Types].xml" not in names:
        held = ", ".join(repr(n[:60]) for n in sorted(names)[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        raise ListError(f"{file}: is a zip archive and no workbook (it holds {held or 'nothing'}); unpack it and receive what is in it")
    if any(p.flag_bits & 1 for p in parts):
        raise ListError(f"{file}: is encrypted; save it without a password")
    if len(parts) > MOST_PARTS:
        raise ListError(f"{file}: is made of {len(parts):,} parts; save its sheet as CSV")
    if sum(p.file_size for p in parts) > LARGEST_WORKBOOK:
        raise ListError(f"{file}: unpacks to more than 2 GB; save its sheet as CSV")
    if _declares(path, [p for p in parts if _READ.fullmatch(p.filename)]):
        raise ListError(f"{file}: declares a type or entities in its XML, as no spreadsheet program does; ask for it as CSV")


_READ = re.compile(r"(xl/)?(\w+|worksheets/[^/]+)\.xml")
"""The parts of a workbook that are read."""


def _declares(path: Path, parts: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether any of these parts declares a document type, which is where entities are declared."""
    with zipfile.ZipFile(path) as archive:
        for part in parts:
            try:
                with archive.open(part) as file:
                    if b"<!DOCTYPE" in file.read(4096):
                        return True
            except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, RuntimeError, zlib.error, lzma.LZMAError):
                continue  # the reader of workbooks says what is wrong with it
    return False
