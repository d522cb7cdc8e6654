"""The pages of families."""

from __future__ import annotations

from reunir.casework.access.pages import Page
from reunir.casework.access.roles import READERS
from reunir.casework.families import views

PAGES = (
    Page("find/", "find", views.find, READERS, "anybody, by any part of a name, a number, a birth date, a municipality"),
    Page("families/<mention:family>/", "family", views.family, READERS, "one family, whole", family="family"),
)
