"""Making the run anew from a page, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reunir.docket import Docket

LOG = "making.log"


def begin(docket: Docket) -> bool:
    """Begin `reunir run`; False where one begun here is still at work. What it says goes to `runs/making.log`."""
    if at_work(docket):
        return False
    docket.runs.mkdir(exist_ok=True)
    with (docket.runs / LOG).open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "reunir", "run", str(docket.path)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    _CHILDREN[docket.path] = process
    return True


_CHILDREN: dict[Path, subprocess.Popen[bytes]] = {}


def at_work(docket: Docket) -> bool:
    """Whether a run begun here is being made."""
    process = _CHILDREN.get(docket.path)
    return process is not None and process.poll() is None
