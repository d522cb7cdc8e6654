"""Reunir: a system of record and of account for families separated in custody.

The same functions that the command line calls, for use as a library:

    import reunir

    docket = reunir.new("matter")
    reunir.receive(docket, "removals.csv", by="A. Clerk", on=date(2018, 9, 14))
    engine, about = reunir.open_run(docket, date(2018, 9, 14))
    engine.dicts("select name, cohort, value from figure order by name, cohort")
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Docket": "reunir.docket",
    "Engine": "reunir.engine",
    "ReunirError": "reunir.errors",
    "enter": "reunir.docket",
    "explain": "reunir.explain",
    "judge": "reunir.docket",
    "make": "reunir.docket",
    "new": "reunir.docket",
    "open": "reunir.docket",
    "open_run": "reunir.docket",
    "receive": "reunir.docket",
    "verify": "reunir.docket",
    "withdraw": "reunir.docket",
}
"""The public names and the module of each, loaded when first asked for: importing one room loads no other."""

__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'reunir' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
