"""The pages of this room (`pages` declares what a page is)."""

from __future__ import annotations

from reunir.casework.access.pages import Page

PAGES: tuple[Page, ...] = ()
