"""Every address of the application: the pages of each room (`pages.py`), and signing in."""

from __future__ import annotations

from django.urls import include, path, register_converter
from django.views.i18n import set_language

from reunir.casework.access.pages import MentionId, all_pages

register_converter(MentionId, "mention")

urlpatterns = [
    *(path(page.path, page.view, name=page.name) for page in all_pages()),
    path("language/", set_language, name="set_language"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]
handler403 = "reunir.casework.desk.views.forbidden"
handler404 = "reunir.casework.desk.views.missing"
handler500 = "reunir.casework.desk.views.broken"
