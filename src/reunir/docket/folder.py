"""A docket is a folder that holds one matter: its lists as received, its journal, its rule books, its runs."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from sqlite3 import Cursor
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from reunir import journal
from reunir.errors import DocketError, EntryError, RuleBookError
from reunir.intake import Limits

FOLDERS = ("layouts", "standards", "claims", "received", "runs", "models")

SETTINGS: dict[str, tuple[type | tuple[type, ...], Any, str]] = {
    "title": (str, "", "a text"),
    "notice": (str, "", "a text, or empty"),
    "time_zone": (str, "America/New_York", 'the name of a time zone, as in "America/New_York"'),
    "standard": (str, "oig-21-36", "the name of a file in standards/, without .toml"),
    "threads": (int, 0, "a number of threads, 0 for all"),
    "memory_limit": (str, "", 'an amount of memory, as in "4GB", or empty'),
    "linkage.certain": ((int, float), 0.9, "a probability"),
    "linkage.possible": ((int, float), 0.5, "a probability"),
    "linkage.false_link_costs": ((int, float), 1, "how much a false link costs against a missed one, more than 0"),
    "linkage.samples": (int, 0, "a whole number, 0 or more"),
    "receive.memory": (str, "512MB", 'an amount of memory, as in "512MB" or "2GB"'),
    "receive.seconds": ((int, float), 30, "a number of seconds, more than 0"),
}
"""The keys of docket.toml: type, value where it is left out, and what it must be."""


@dataclass(frozen=True)
class Docket:
    """A docket that is there. `path`: its folder."""

    path: Path

    @property
    def journal(self) -> Path:
        return self.path / "journal.sqlite"

    @property
    def received(self) -> Path:
        return self.path / "received"

    @property
    def layouts(self) -> Path:
        return self.path / "layouts"

    @property
    def models(self) -> Path:
        return self.path / "models"

    @property
    def runs(self) -> Path:
        return self.path / "runs"

    @contextmanager
    def reading(self) -> Iterator[Cursor]:
        """A cursor on the journal, for reading."""
        connection = journal.connect(self.journal)
        try:
            yield connection.cursor()
        finally:
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[Cursor]:
        """A cursor on the journal, in one transaction: all that is appended is kept, or nothing."""
        connection = journal.connect(self.journal)
        try:
            cursor = connection.cursor()
            cursor.execute("begin immediate")
            yield cursor
            connection.commit()
        finally:
            connection.close()


def open_docket(path: Path | str) -> Docket:
    """The docket in a folder. DocketError where there is none."""
    docket = Docket(Path(path))
    if not docket.path.is_dir():
        raise DocketError(f"There is no docket at {path}: make one with `reunir new {path}`.")
    if not (docket.path / "docket.toml").is_file() and not docket.journal.is_file():
        raise DocketError(f"{path} is no docket (it has no docket.toml): make one with `reunir new`.")
    return docket


MOST_COSTS = 1000


def settings_of(text: str, name: str = "docket.toml") -> dict[str, Any]:
    """The settings in a docket.toml, with those left out filled in. RuleBookError where one is not well formed."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleBookError(f"{name} is not well formed: {error}.") from error
    made: dict[str, Any] = {}
    flat = dict(_flat(given))
    for key in flat:
        if key not in SETTINGS:
            raise RuleBookError(f"{name} has no setting {key!r}; it has {', '.join(SETTINGS)}.")
    for key, (kind, default, means) in SETTINGS.items():
        value = flat.get(key, default)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise RuleBookError(f"{name}: {key} must be {means}, not {value!r}.")
        section, _, leaf = key.rpartition(".")
        (made.setdefault(section, {}) if section else made)[leaf] = value
    linkage = made["linkage"]
    if not 0 <= linkage["possible"] <= linkage["certain"] <= 1:
        raise RuleBookError(f"{name}: linkage.possible and linkage.certain must lie in order between 0 and 1.")
    if not 1 / MOST_COSTS <= linkage["false_link_costs"] <= MOST_COSTS:
        raise RuleBookError(f"{name}: linkage.false_link_costs must lie between 1/{MOST_COSTS} and {MOST_COSTS}.")
    limits_of(made["receive"], name)
    return made


def limits_of(receive: Mapping[str, Any], name: str = "docket.toml") -> Limits:
    """What reading a list may take, from the section `receive`. RuleBookError where it is not well formed."""
    found = re.fullmatch(r"(\d{1,6})\s*([MG])B", receive["memory"].strip(), re.IGNORECASE)
    if not found or not int(found[1]):
        raise RuleBookError(f'{name}: receive.memory must be an amount of memory, as in "512MB", not {receive["memory"]!r}.')
    if not 0 < receive["seconds"] <= 86_400:
        raise RuleBookError(f"{name}: receive.seconds must lie between 0 and 86400, not {receive['seconds']!r}.")
    memory = int(found[1]) << (20 if found[2] in "mM" else 30)
    return Limits(memory, receive["seconds"], "raise {} under [receive] in docket.toml")


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def settings(docket: Docket) -> dict[str, Any]:
    """The settings as docket.toml has them on the disk now."""
    return settings_of(read_text(docket.path / "docket.toml"))


def today(docket: Docket) -> date:
    """The machine's date in the docket's time zone: what `--on` is where nobody states it."""
    zone = settings(docket)["time_zone"]
    if not available_timezones():  # a machine without the database of time zones
        return date.today()
    try:
        return datetime.now(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RuleBookError(f"docket.toml: time_zone {zone!r} is not known on this machine: {error}.") from error


def author(by: str | None) -> str:
    """A name that may stand in an entry. EntryError where there is none."""
    if not by or not by.strip():
        raise EntryError("An entry needs its author: say who with --by.")
    return by.strip()


def read_text(path: Path) -> str:
    """A rule book's text. RuleBookError where it cannot be read as UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise RuleBookError(f"There is no {path}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RuleBookError(f"{path} cannot be read as UTF-8 text: {error}.") from error


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(path: Path, data: bytes, *, read_only: bool = True) -> None:
    """Write a file whole or not at all, and on the disk before anybody is told of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    settle(beside, path, read_only=read_only)


def settle(beside: Path, path: Path, *, read_only: bool = True) -> None:
    """Give a file that was written beside its place that place."""
    if read_only:
        beside.chmod(0o444)
    os.replace(beside, path)


def shipped(name: str) -> dict[str, str]:
    """The .toml files of a folder of the package, by stem: `standards`, say. Empty where there is none."""
    folder = files("reunir").joinpath(name)
    if not folder.is_dir():
        return {}
    found = {f.name[:-5]: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".toml")}
    return dict(sorted(found.items()))
