"""Finding people, and a family's page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from reunir.casework.desk import panels


def find(request: HttpRequest) -> HttpResponse:
    run: Any = request.run  # type: ignore[attr-defined]
    asked = request.GET.get("q", "").strip()
    found = (
        run.lookup.execute("select * from person where family_names like ? or a_number = ? limit 50", (asked + "%", asked)).fetchall()
        if run and asked else []
    )  # fmt: skip
    return render(request, "families/find.html", {"asked": asked, "found": found})


def family(request: HttpRequest, family: str) -> HttpResponse:
    run: Any = request.run  # type: ignore[attr-defined]
    family_id = run.family_of(family) if run else None
    if family_id is None:
        raise Http404
    people = run.lookup.execute("select * from person where family_id = ? order by role desc, born_on", (family_id,)).fetchall()
    found = panels.gathered("family", request, family)
    return render(request, "families/family.html", {"people": people, "mention_id": family, "panels": found})
