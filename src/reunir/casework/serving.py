"""Serving the application: its tables made or brought up to date, and Granian, one process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from reunir.errors import DocketError

PROCESSES = 1
"""One: two processes that write to one SQLite file ruin its slowest answers."""
THREADS = 4
PATIENCE = 30
"""Seconds within which a server answers."""


def configure(docket: Path, *, second_factor: bool = True) -> None:
    """Make Django speak of one docket in this process. Tables are made or brought up to date."""
    os.environ["REUNIR_DOCKET"] = str(docket.resolve())
    os.environ["REUNIR_SECOND_FACTOR"] = "required" if second_factor else "off"
    os.environ["DJANGO_SETTINGS_MODULE"] = "reunir.casework.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def serve(host: str, port: int, *, hours: float | None = None) -> None:
    """Serve until stopped, or for so many hours. `configure` comes before."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    hosts = os.environ.get("REUNIR_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    os.environ["REUNIR_HOSTS"] = ",".join(dict.fromkeys([*hosts, host]))
    server = Server(
        "reunir.casework.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=PROCESSES,
        blocking_threads=THREADS, log_level=LogLevels.warning,
    )  # fmt: skip
    if hours:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        signal.setitimer(signal.ITIMER_REAL, hours * 3600)
    server.serve()


def beside(docket: Path, port: int, *, hours: float) -> int:
    """Serve a demonstration in a process of its own; gives its number once it answers. DocketError where it does not."""
    with (docket / "serving.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "reunir", "serve", str(docket), "--port", str(port), "--hours", str(hours),
             "--without-second-factor"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    for _ in range(PATIENCE * 5):
        if process.poll() is not None:
            break
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return process.pid
        time.sleep(0.2)
    raise DocketError(f"The application does not answer on port {port}: see {docket / 'serving.log'}, or try --port.")
