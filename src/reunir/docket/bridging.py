"""The three runs that a bridge lays side by side."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date

from reunir.docket.folder import Docket
from reunir.docket.known import inputs
from reunir.docket.runs import Progress, make_of
from reunir.engine import Engine
from reunir.errors import DocketError
from reunir.figures.bridge import Bridge, bridges


def bridge(
    docket: Docket, from_day: date, to_day: date, *, progress: Progress | None = None
) -> tuple[list[Bridge], dict[str, str]]:
    """The bridges of all figures between two days, and the ids of the runs that they rest on (made if not there)."""
    if from_day > to_day:
        raise DocketError(f"A bridge goes forward: {from_day} is after {to_day}; name the earlier day first.")
    show = progress or (lambda step: None)
    given = {
        "before": inputs(docket, from_day), "learned": inputs(docket, from_day, to_day), "after": inputs(docket, to_day)
    }  # fmt: skip
    folders = {}
    for name, one in given.items():
        show(f"the state on {one.as_of}, as known on {one.known_on or one.as_of}")
        folders[name] = make_of(docket, one, current=False, progress=progress)
    with ExitStack() as stack:
        engines = {}
        for name, folder in folders.items():
            engines[name] = Engine()
            stack.callback(engines[name].close)
            engines[name].attach(folder)
        show("laying them side by side")
        found = bridges(engines["before"], engines["learned"], engines["after"], (given["before"], given["after"]))
    return found, {name: one.run_id for name, one in given.items()}
