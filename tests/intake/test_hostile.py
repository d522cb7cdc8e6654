"""Files made to do harm: one line, within the memory and the time that are given, and nothing kept."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from reunir import docket, intake
from reunir.errors import ListError, ReunirError, RuleBookError
from reunir.intake import Limits, guarded
from tests.intake.hostile import FILES, HEADINGS, xlsx

SOAK = bool(os.environ.get("REUNIR_SOAK"))
LIMITS = Limits() if SOAK else Limits(memory=384 << 20, seconds=6)
SIZE = 1.0 if SOAK else 0.0
LAYOUT = intake.parse_layout('[columns]\n"A-Number" = "parent.a_number"\n"Last Name" = "parent.family_names"', "drawn")
ROOM = 128 << 20
"""What the process of the tests itself has in memory is more than a command has; the child shares it."""


def read_all(path: Path) -> str:
    """All that receiving asks of a file."""
    book = intake.open_book(path)
    intake.best_fit(book, {"drawn": LAYOUT})
    receipt = intake.receipt(book, LAYOUT)
    assert receipt.rows == receipt.accepted + receipt.set_aside
    return f"{sum(1 for _ in intake.row_texts(book, str(receipt.sheet)))} rows"


def asked(path: Path) -> tuple[bool, str, float, int]:
    """Whether a file is refused, what is said of it, in how many seconds, and the most bytes that a child had."""
    begun = time.monotonic()
    refused, told = False, ""
    try:
        told = guarded(LIMITS, path.name, read_all, path)
    except ListError as error:
        refused, told = True, str(error)
    return refused, told, time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10


@pytest.fixture(scope="module")
def command() -> Iterator[ProcessPoolExecutor]:
    """A process as small as a command's. A child shares what its parent has in memory, and the process of the tests has
    whatever the tests before these left there."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield pool


@pytest.mark.parametrize("name", FILES)
def test_a_file_made_to_do_harm_is_refused_in_one_line(tmp_path: Path, name: str, command: ProcessPoolExecutor) -> None:
    make, says = FILES[name]
    path = make(tmp_path, SIZE)
    refused, told, seconds, peak = command.submit(asked, path).result()
    path.unlink()
    if refused:
        assert told.startswith(f"{path.name}: ")
        assert "\n" not in told
        assert len(told) < 500
        assert says is not None, told
        assert says in told
    else:
        assert says is None, f"read, though it should have been refused: {told}"
    assert seconds < LIMITS.seconds + 5
    assert peak < LIMITS.memory + ROOM


def test_a_guarded_act_gives_what_it_gives_and_raises_what_it_raises() -> None:
    assert guarded(Limits(), "list.csv", sum, [1, 2]) == 3
    with pytest.raises(RuleBookError, match="layout x"):
        guarded(Limits(), "list.csv", intake.parse_layout, "[columns]", "x")
    with pytest.raises(ZeroDivisionError):
        guarded(Limits(), "list.csv", divmod, 1, 0)


def hoard(_: int) -> int:
    held = []
    while True:
        held.append(bytearray(1 << 20))


def linger(seconds: float) -> None:
    time.sleep(seconds)


def die(_: int) -> None:
    os.abort()


def crash(_: int) -> None:
    os.kill(os.getpid(), 11)


@pytest.mark.parametrize(
    ("act", "given", "says"),
    [
        (hoard, 0, "takes more than 200 MB of memory to read; if it is a list and sound, raise memory under"),
        (linger, 60, "takes more than 1 seconds to read; if it is a list and sound, raise seconds under"),
        (die, 0, "of memory to read"),
        (crash, 0, "breaks the program that reads it"),
    ],
)
def test_what_takes_too_much_is_ended_and_the_line_says_what_to_raise(act: object, given: float, says: str) -> None:
    limits = Limits(200 << 20, 1, "raise {} under [receive] in docket.toml")
    begun = time.monotonic()
    with pytest.raises(ListError, match=r"^list\.csv: ") as caught:
        guarded(limits, "list.csv", act, given)  # type: ignore[arg-type]
    assert says in str(caught.value)
    assert time.monotonic() - begun < 10


def test_a_servers_thread_is_guarded_too() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(guarded, Limits(), "list.csv", sum, [1, 2]).result(60) == 3


@pytest.fixture
def matter(tmp_path: Path) -> docket.Docket:
    return docket.new(tmp_path / "matter")


def receive(matter: docket.Docket, path: Path) -> docket.Reception:
    return docket.receive(matter, path, by="Nora Ficticia", on=date(2019, 4, 1))


def test_a_docket_says_what_receiving_may_take(matter: docket.Docket, tmp_path: Path) -> None:
    settings = matter.path / "docket.toml"
    path = tmp_path / "list.csv"
    path.write_text(",".join(HEADINGS) + "\n" + "".join(f"A{201000000 + i},Muñoz,Elsa,3/25/1985,6/15/2018\n" for i in range(60_000)))
    text = settings.read_text()
    settings.write_text(text.replace("seconds = 30", "seconds = 0.1"))
    with pytest.raises(ListError, match=r"takes more than 0.1 seconds .* raise seconds under \[receive\] in docket.toml"):
        receive(matter, path)
    assert list(matter.received.iterdir()) == []
    settings.write_text(text)
    assert receive(matter, path).receipt["accepted"] == 60_000
    for wrong in ('memory = "lots"', 'memory = "0MB"', "seconds = 0", 'seconds = "long"'):
        settings.write_text(text.split("[receive]")[0] + f"[receive]\n{wrong}\n")
        with pytest.raises(RuleBookError, match="receive"):
            receive(matter, path)


def test_a_hostile_list_leaves_no_trace_in_a_docket(matter: docket.Docket, tmp_path: Path) -> None:
    for name in ("two_far_cells", "xml_bomb_in_ods", "nul_bytes", "encrypted_xls"):
        path = FILES[name][0](tmp_path, 0)
        with pytest.raises(ListError, match="^" + path.name):
            receive(matter, path)
        assert list(matter.received.iterdir()) == []
    assert docket.verify(matter) == []


@pytest.mark.parametrize(("name", "says"), [("one_line", "longer than"), ("one_sparse_line", "NUL"), ("one_line_after_headings", "longer than")])
def test_what_shows_at_a_glance_is_refused_before_it_is_copied(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(ListError, match=says):
        intake.glance(FILES[name][0](tmp_path, 0.02))


def test_a_glance_lets_pass_what_may_be_a_list(tmp_path: Path) -> None:
    path = tmp_path / "list"
    text = "A-Number,Last Name\n" + "201000001,Muñoz\n" * 5
    for data in (text.encode(), text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-32"), xlsx(), b"", b"\0\0"):
        path.write_bytes(data)
        intake.glance(path)


def test_what_is_no_file_is_refused_before_it_is_opened(matter: docket.Docket, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero"), Path("/dev/null"), tmp_path / "none"):
        with pytest.raises(ReunirError):
            receive(matter, path)
        with pytest.raises(ReunirError):
            intake.open_book(path)


def test_an_ordinary_file_pays_little_for_the_guard(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx(200))
    read_all(path)
    alone, held = [], []
    for _ in range(5):
        begun = time.monotonic()
        read_all(path)
        between = time.monotonic()
        guarded(LIMITS, path.name, read_all, path)
        alone.append(between - begun)
        held.append(time.monotonic() - between)
    assert min(held) - min(alone) < 0.2


@pytest.mark.skipif(not SOAK, reason="a million rows: in the long tests")
def test_a_million_rows_of_an_honest_list_are_within_the_limits(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("w") as file:
        file.write(",".join(HEADINGS) + "\n")
        file.writelines(f"A{201000000 + i},Pérez{i % 4999},Ana{i % 3001},3/25/1985,6/{i % 28 + 1}/2018\n" for i in range(1_000_000))
    assert guarded(Limits(seconds=60), path.name, read_all, path) == "1000001 rows"
