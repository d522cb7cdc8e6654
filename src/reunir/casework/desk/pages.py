"""The pages of the desk."""

from __future__ import annotations

from reunir.casework.access.pages import Page
from reunir.casework.access.roles import EVERYBODY, READERS, Role
from reunir.casework.desk import views

PAGES = (
    Page("", "today", views.today, EVERYBODY, "each person's own work first; the figures beside it"),
    Page("figures/", "figures", views.figures, READERS, "the figures of the current run, each opening to its cases"),
    Page("figures/<str:name>/<str:cohort>/", "cases", views.cases, READERS, "the cases behind one figure, without a name"),
    Page("run/", "run", views.make_run, frozenset({Role.INTAKE, Role.CASEWORKER, Role.REVIEWER, Role.COUNSEL}),
         "make the run anew, so that what was entered is read", writes=True),
)  # fmt: skip
