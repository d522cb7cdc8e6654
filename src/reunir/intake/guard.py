"""The guard: a file is read in a process of its own, which may take so much memory and time and no more.

Why a process, and not a look at sizes beforehand: what a file becomes when it is unpacked is not to be told from
outside (a zip names sizes that need not be true, one repeated cell stands for a billion, a small column chunk for a
billion rows), and the readers of workbooks end the process where memory runs out. A child that is ended costs
nothing but itself.

Why RLIMIT_DATA, and not RLIMIT_AS: the libraries map far more address space than they use, so a limit on that
would refuse honest lists or none. RLIMIT_DATA counts what can be written to. The allowance is what lies between the
memory already in use and the limit. Where a system does not know that limit (macOS, Windows), time alone is bounded.

Why a fork, where it can be had: it costs some ten milliseconds, where a fresh interpreter with its libraries costs
four tenths of a second. From another thread than the main one (a server's) a fresh interpreter is started, because
a fork copies the locks of threads that it does not copy.
"""

from __future__ import annotations

import faulthandler
import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeVar

import pyarrow as pa

from reunir.errors import ListError

T = TypeVar("T")
LEAST = 64 << 20
"""Bytes that a reader is given in any case: less does not open a workbook."""


@dataclass(frozen=True)
class Limits:
    """What reading one file may take. `memory`: bytes, the command's own among them; `seconds`: by the clock.
    `mend`: what an operator can do about an honest list that needs more."""

    memory: int = 512 << 20
    seconds: float = 30
    mend: str = "hand it over in parts, or as CSV"  # `{}` is the name of the limit

    def too_large(self, file: str) -> ListError:
        mend = self.mend.format("memory")
        return ListError(f"{file}: takes more than {self.memory >> 20:,} MB of memory to read; if it is a list and sound, {mend}")

    def too_slow(self, file: str) -> ListError:
        mend = self.mend.format("seconds")
        return ListError(f"{file}: takes more than {self.seconds:g} seconds to read; if it is a list and sound, {mend}")


def guarded(limits: Limits, file: str, act: Callable[..., T], *args: Any) -> T:
    """What `act(*args)` gives, done in a process that is held to `limits`; `file` is the name to speak of.

    `act` is a function of a module, and what it takes and gives can be pickled. What it raises is raised here.
    ListError where it takes too much, or the reader breaks.
    """
    forks = hasattr(os, "fork") and sys.platform == "linux" and threading.current_thread() is threading.main_thread()
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, limits, act, args), daemon=True)
    child.start()
    theirs.close()
    try:
        kind, told = _answer(ours, limits)
        if kind != "time":
            child.join(5)
    finally:
        if child.is_alive():
            child.kill()
            child.join()
        ours.close()
    if kind == "done":
        return told
    if kind == "raised":
        raise told
    if kind == "memory" or (kind == "ended" and child.exitcode in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9))):
        raise limits.too_large(file) from None
    if kind == "time" or child.exitcode == -getattr(signal, "SIGXCPU", 24):
        raise limits.too_slow(file) from None
    raise ListError(f"{file}: breaks the program that reads it; open it, save it anew and receive that") from None


def _answer(ours: Connection, limits: Limits) -> tuple[str, Any]:
    """What the child says within the time it has: (done, what it made), (raised, what), or why there is nothing."""
    end = time.monotonic() + limits.seconds
    try:
        if not ours.poll(max(0.0, end - time.monotonic())):
            return "time", None
        kind, told = ours.recv()
        return str(kind), told
    except (EOFError, ConnectionError):
        return "ended", None


def _child(theirs: Connection, limits: Limits, act: Callable[..., Any], args: tuple[Any, ...]) -> None:
    _hold(limits)
    try:
        answer: tuple[str, Any] = ("done", act(*args))
    except MemoryError:
        answer = ("memory", None)
    except Exception as error:
        answer = ("raised", error)
    try:
        theirs.send(answer)
    except MemoryError:
        theirs.send(("memory", None))


def _hold(limits: Limits) -> None:
    """Put this process under the limits, and let its readers die in silence."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    faulthandler.disable()
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)  # where memory runs out, readers say so there and end the process
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    pa.set_memory_pool(pa.system_memory_pool())  # the other pools take a gigabyte at once and use a part of it
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    seconds = math.ceil(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (_within(resource.RLIMIT_CPU, seconds), resource.getrlimit(resource.RLIMIT_CPU)[1]))
    used = _used()
    if used:
        resident, data = used
        allowed = data + max(LEAST, limits.memory - resident)
        resource.setrlimit(resource.RLIMIT_DATA, (_within(resource.RLIMIT_DATA, allowed), resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _within(which: int, wanted: int) -> int:
    import resource

    most = resource.getrlimit(which)[1]
    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)


def _used() -> tuple[int, int] | None:
    """Bytes of memory that this process has in use, and those it may write to; None where the system does not say."""
    try:
        with open("/proc/self/status") as file:
            told = dict(line.split(":", 1) for line in file)
        return int(told["VmRSS"].split()[0]) << 10, int(told["VmData"].split()[0]) << 10
    except (OSError, KeyError, ValueError):
        return None
