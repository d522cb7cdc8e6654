"""What an XLS workbook says of its sheets beside their values (see `facts`): the records of its BIFF8 stream.

Documentation: [MS-CFB] for the file within the file, [MS-XLS] 2.4 for the records. What cannot be followed is left
unsaid, since the values are read by the reader of workbooks whatever becomes of this.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from reunir.intake.facts import Facts

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
END_OF_CHAIN = 0xFFFFFFFA  # and what is above it
BOF, BOUNDSHEET, FILEPASS, ROW, COLINFO, BOOLERR, FORMULA = 0x809, 0x85, 0x2F, 0x208, 0x7D, 0x205, 0x06
STREAMS = ("Workbook", "Book")


def xls_facts(path: Path) -> dict[str, Facts]:
    """The facts of each worksheet, by its name, but merged cells; nothing where the file cannot be followed."""
    try:
        return _facts(_Compound(path.read_bytes()).workbook())
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return {}


def not_a_workbook(path: Path) -> str | None:
    """Why a compound file is no workbook that can be read, as far as it can be followed; None where it may be one."""
    try:
        file = _Compound(path.read_bytes())
        if file.streams.keys() & {"EncryptedPackage", "EncryptionInfo"}:
            return "is encrypted; save it without a password"
        if not file.streams.keys() & set(STREAMS):
            return "is a file of an office program and no workbook; save its table as CSV or XLSX"
        for kind, _ in islice(_records(file.workbook()), 200):
            if kind == FILEPASS:
                return "is encrypted; save it without a password"
            if kind == BOUNDSHEET:
                break
    except (struct.error, IndexError, ValueError):
        pass
    return None


class _Compound:
    """A file of files: its streams by name, each with its kind, its first sector and its length."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, self.small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or self.small_shift > shift:
            raise ValueError("no compound file")
        self.size = size = 1 << shift
        first, self.least, self.first_small = struct.unpack_from("<I4xII", data, 48)
        tables = [s for s in struct.unpack_from("<109I", data, 76) if s < END_OF_CHAIN]
        more, more_count = struct.unpack_from("<II", data, 68)
        while more < END_OF_CHAIN and 0 < more_count <= len(data) // size:
            entries = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
            tables += [s for s in entries[:-1] if s < END_OF_CHAIN]
            more, more_count = entries[-1], more_count - 1
        self.fat: list[int] = []
        for table in tables[: len(data) // size]:
            self.fat += struct.unpack_from(f"<{size // 4}I", data, (table + 1) * size)
        self.streams: dict[str, tuple[int, int, int]] = {}
        directory = self._chain(first)
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, held = struct.unpack_from("<II", directory, at + 116)
            if kind in (2, 5):
                self.streams.setdefault(name, (kind, start, held))

    def _chain(self, sector: int) -> bytes:
        parts: list[bytes] = []
        while sector < END_OF_CHAIN and len(parts) <= len(self.fat):
            parts.append(self.data[(sector + 1) * self.size : (sector + 2) * self.size])
            sector = self.fat[sector]
        return b"".join(parts)

    def workbook(self) -> bytes:
        """The stream of the workbook; nothing where there is none."""
        found = next((self.streams[name] for name in STREAMS if name in self.streams), None)
        if found is None:
            return b""
        _, start, held = found
        if held >= self.least:
            return self._chain(start)[:held]
        root = next((start for kind, start, _ in self.streams.values() if kind == 5), END_OF_CHAIN)
        small, table = self._chain(root), self._chain(self.first_small)
        minis = struct.unpack(f"<{len(table) // 4}I", table)
        parts: list[bytes] = []
        step = 1 << self.small_shift
        while start < END_OF_CHAIN and len(parts) <= len(minis):
            parts.append(small[start * step : (start + 1) * step])
            start = minis[start]
        return b"".join(parts)[:held]


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _facts(stream: bytes) -> dict[str, Facts]:
    sheets: dict[str, int] = {}
    for kind, body in _records(stream):
        if kind == BOUNDSHEET:
            (start,) = struct.unpack_from("<I", body)
            wide, name = body[7] & 1, body[8:]
            sheets[name.decode("utf-16-le") if wide else name.decode("latin-1")] = start
        elif kind == 0x0A:  # the end of the workbook's own part
            break
    return {name: _sheet(stream, start) for name, start in sheets.items()}


def _sheet(stream: bytes, start: int) -> Facts:
    facts, depth = Facts(), 0
    for kind, body in _records(stream, start):
        if kind == BOF:
            depth += 1
        elif kind == 0x0A:
            depth -= 1
            if depth <= 0:
                break
        elif kind == ROW and len(body) >= 16:
            row, options = struct.unpack_from("<H10xI", body)
            if options & 0x20:
                facts.hide_row(row + 1, row + 1)
        elif kind == COLINFO and len(body) >= 10:
            first, last, options = struct.unpack_from("<HH4xH", body)
            if options & 1:
                facts.hidden_columns.append((first + 1, min(last, 255) + 1))
        elif kind == BOOLERR and len(body) >= 8 and body[7]:
            _error(facts, body, body[6])
        elif kind == FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
            _error(facts, body, body[8])
    return facts


def _error(facts: Facts, body: bytes, code: int) -> None:
    row, column = struct.unpack_from("<HH", body)
    facts.errors.setdefault(row + 1, []).append((column + 1, ERRORS.get(code, "#ERROR")))
