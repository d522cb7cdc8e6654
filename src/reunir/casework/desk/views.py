"""Today, the figures, and the pages for what went wrong."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reunir.casework.desk import panels, running
from reunir.casework.records.reading import the_docket


def today(request: HttpRequest) -> HttpResponse:
    found = panels.gathered("today", request)
    return render(request, "desk/today.html", {
        "wide": [p for p in found if p.wide], "beside": [p for p in found if not p.wide],
    })  # fmt: skip


def figures(request: HttpRequest) -> HttpResponse:
    run: Any = request.run  # type: ignore[attr-defined]
    rows = run.engine.dicts("select * from figure order by name, cohort") if run else []
    return render(request, "desk/figures.html", {"figures": rows})


def cases(request: HttpRequest, name: str, cohort: str) -> HttpResponse:
    run: Any = request.run  # type: ignore[attr-defined]
    wanted = {"name": name, "cohort": cohort}
    found = run.engine.dicts("select * from figure where name = $name and cohort = $cohort", wanted) if run else []
    if not found:
        return missing(request)
    rows = run.engine.rows(
        "select subject_id from figure_case where name = $name and cohort = $cohort order by subject_id", wanted
    )
    return render(request, "desk/cases.html", {"figure": found[0], "cases": [row[0] for row in rows]})


def make_run(request: HttpRequest) -> HttpResponse:
    """Begin a run in a process of its own, unless one is being made."""
    if request.method == "POST":
        begun = running.begin(the_docket())
        messages.info(request, _("The run is being made.") if begun else _("A run is being made already."))
    return redirect("today")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "desk/forbidden.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "desk/missing.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/broken.html", status=500)
