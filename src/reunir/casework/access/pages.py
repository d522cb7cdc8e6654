"""Pages: each address of the application with whom it is for, declared once.

Addresses, the gate that lets people in and the table in the documentation all come from these declarations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from reunir.casework.access.roles import Role
from reunir.model import ROLES


class MentionId:
    """The id of a mention, in an address: `0123456789ab-1-2/parent`."""

    regex = rf"(?:[0-9a-f]{{12}}|journal)-\d+-\d+/(?:{'|'.join(ROLES)})\d*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Page:
    """One address. `to`: the roles it is for; None: it is for everybody, signed in or not (`open` pages), or lets people in
    by a rule of its own, which `means` says. `family`: the part of the address that names a mention of the family that
    the page is about: it is shown to those alone who see that family, and every view is recorded. `writes`: whether it
    takes POST. `means`: what it is, in a few words, for the documentation."""

    path: str
    name: str
    view: Callable[..., Any]
    to: frozenset[Role] | None
    means: str
    family: str | None = None
    writes: bool = False


@lru_cache(maxsize=1)
def all_pages() -> tuple[Page, ...]:
    """The pages of every room, in the order of the rooms."""
    names = [f"reunir.casework.{app}.pages" for app in settings.APPS if app not in ("records", "access")]
    rooms = [import_module(name) for name in names if find_spec(name)]
    found = (page for room in rooms for page in room.PAGES)
    from reunir.casework.access import own_pages

    return (*own_pages.PAGES, *found)
