"""A bridge: the way from one day's figure to another's, in steps that sum (casebook R23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STEPS = ("definition", "learned", "happened")


@dataclass(frozen=True)
class Change:
    """Cases that entered or left a figure for one cause, in one step. A case that enters in one step and leaves
    in another stands in both."""

    step: str
    cause: str
    entered: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def net(self) -> int:
        return len(self.entered) - len(self.left)


@dataclass(frozen=True)
class Bridge:
    """From `opening` on `from_day` to `closing` on `to_day`: opening + the changes' nets = closing."""

    figure: str
    cohort: str
    unit: str
    from_day: date
    to_day: date
    opening: int
    closing: int
    means_from: str
    means_to: str
    changes: tuple[Change, ...]
