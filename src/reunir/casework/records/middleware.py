"""Every request sees what the journal holds, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from reunir.casework.records.folding import behind, fold_tail


def folded(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Fold the journal's tail before the request is answered: an entry from the command line is seen at once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(settings.STATIC_URL) and behind():
            fold_tail()
        return get_response(request)

    return middleware
