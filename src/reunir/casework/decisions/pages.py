"""The pages of this room."""

from __future__ import annotations

from reunir.casework.access.pages import Page

PAGES: tuple[Page, ...] = ()
