"""Panels: what each room has to say on Today and on a family's page, gathered from its module `panels`.

A room offers `today(request) -> list[Panel]` and `family(request, mention_id) -> list[Panel]`, either or both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Panel:
    """A part of a page: `template` printed with `context`, under `title`. Lower `order` comes first. `wide`: whether it
    takes the whole width; else it stands in the column beside."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50
    wide: bool = True
    anchor: str = ""


def gathered(kind: str, request: HttpRequest, *args: Any) -> list[Panel]:
    """The panels of every room, in order."""
    names = [f"reunir.casework.{app}.panels" for app in settings.APPS]
    offers = [getattr(import_module(name), kind, None) for name in names if find_spec(name)]
    found = [panel for offer in offers if offer for panel in offer(request, *args)]
    return sorted(found, key=lambda panel: panel.order)
