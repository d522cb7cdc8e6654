"""Serving the application: its tables made or brought up to date, and Granian, one process."""

from __future__ import annotations

import os
from pathlib import Path

PROCESSES = 1
"""One: two processes that write to one SQLite file ruin its slowest answers."""
THREADS = 4


def configure(docket: Path, *, second_factor: bool = True) -> None:
    """Make Django speak of one docket in this process. Tables are made or brought up to date."""
    os.environ["REUNIR_DOCKET"] = str(docket.resolve())
    os.environ["REUNIR_SECOND_FACTOR"] = "required" if second_factor else "off"
    os.environ["DJANGO_SETTINGS_MODULE"] = "reunir.casework.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def serve(host: str, port: int) -> None:
    """Serve until stopped. `configure` comes before."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ["REUNIR_HOSTS"] = ",".join(dict.fromkeys([*os.environ.get("REUNIR_HOSTS", "127.0.0.1,localhost,[::1]").split(","), host]))
    Server(
        "reunir.casework.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=PROCESSES,
        blocking_threads=THREADS, log_level=LogLevels.warning,
    ).serve()  # fmt: skip
