"""Records -> events, stays and separations: what all lists say happened, side by side.

`build` needs the tables `mention` (persons known), `statement` and `tie`; it makes `event`, `stay`,
`separation` and the helper tables that the audit reads.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

from reunir.engine import Engine

STEPS = ("event", "stay", "separation")
"""The statements of this room, each making the table of its name, in order."""


def build(engine: Engine, *, as_of: date, settings: dict[str, Any], indication_days: int) -> None:
    """Make the tables of custody as known on `as_of`.

    `settings["certain"]` and `settings["possible"]`: the tie probabilities from which a tie is certain, and
    possible (casebook R1). `indication_days`: placed in care alone within so many days of an apprehension with the
    parent, a child is indicated to have been separated (casebook R18).
    """
    params = {
        "as_of": as_of,
        "certain": float(settings.get("certain", 0.9)),
        "possible": float(settings.get("possible", 0.5)),
        "indication_days": indication_days,
    }
    for step in STEPS:
        engine.script(files(__package__).joinpath(f"{step}.sql").read_text("utf-8"), params)
