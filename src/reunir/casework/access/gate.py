"""The gate: no page is shown but to those whom its declaration names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reunir.casework.access.models import Viewing
from reunir.casework.access.need import sees
from reunir.casework.access.pages import all_pages
from reunir.casework.records.reading import current

OPEN = ("account_login", "account_logout", "account_inactive", "mfa_authenticate", "mfa_login_webauthn", "set_language")
"""Names of addresses that are no pages of a room and are for everybody, signed in or not."""
OWN = ("account_change_password", "account_reauthenticate", "mfa_")
"""Beginnings of names of addresses of one's own account, for everybody who is signed in."""


class Gate:
    """Middleware. An address that nobody declared is closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = {page.name: page for page in all_pages()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.run = current()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = (match.url_name if match else None) or ""
        page = self.pages.get(name)
        if name in OPEN or (page and page.to is None):
            return None
        user: Any = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if page is None:
            if name.startswith(OWN):
                return None
            raise PermissionDenied
        if settings.SECOND_FACTOR and not user.authenticator_set.exists():
            return redirect("mfa_index")
        if page.to is None or user.role not in page.to or (request.method not in ("GET", "HEAD") and not page.writes):
            raise PermissionDenied
        if page.family:
            mention_id = kwargs[page.family]
            if not sees(user, request.run, mention_id):  # type: ignore[attr-defined]
                raise PermissionDenied
            Viewing.objects.create(user=user, mention_id=mention_id, page=name)
        return None
