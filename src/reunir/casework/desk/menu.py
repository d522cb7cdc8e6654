"""The menu: names of pages, in order, with their words. A page that a role may not see is not in its menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MENU = (
    ("today", _("Today")),
    ("find", _("Find")),
    ("judge", _("Judge links")),
    ("tasks", _("Tasks")),
    ("holds", _("Holds")),
    ("figures", _("Figures")),
    ("enter", _("Enter by hand")),
    ("journal", _("Journal")),
    ("users", _("Users")),
)
