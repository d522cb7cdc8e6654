"""What every page's frame shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from reunir import docket
from reunir.casework.access.pages import all_pages
from reunir.casework.desk.menu import MENU
from reunir.casework.records.reading import the_docket


def frame(request: HttpRequest) -> dict[str, Any]:
    """The docket's title, its notice, the run that is read, and the menu of this user's role."""
    user: Any = getattr(request, "user", None)
    run = getattr(request, "run", None)
    roles = {page.name: page.to for page in all_pages()}
    here = request.resolver_match.url_name if request.resolver_match else None
    signed_in = user is not None and user.is_authenticated
    menu = [(name, words, name == here) for name, words in MENU if signed_in and user.role in (roles.get(name) or ())]
    about = docket.settings(the_docket())
    return {
        "docket_title": about["title"], "docket_notice": about["notice"], "run": run, "menu": menu,
    }  # fmt: skip
