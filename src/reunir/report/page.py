"""The report as one HTML page: the contents of a run put into sections, charts and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reunir.engine import Engine
from reunir.model import DETERMINATIONS, STATUSES
from reunir.report import children, pictures, words
from reunir.report.contents import Contents, gather
from reunir.report.findings import RuleCount
from reunir.report.limits import limits
from reunir.report.timeline import timeline_svg

HERE = Path(__file__).parent / "templates"

SECTIONS = (
    ("about", "What this is"),
    ("glance", "At a glance"),
    ("received", "What was received"),
    ("children", "The children separated"),
    ("removals", "Removals apart"),
    ("decisions", "Decisions and their faults"),
    ("search", "The search for parents"),
    ("figures", "All figures and what they count"),
    ("findings", "Findings by rule"),
    ("cells", "Cells that could not be read"),
    ("beside", "Counted beside"),
    ("limits", "What these records cannot say"),
    ("check", "How to check this report"),
    ("glossary", "Words used"),
)
"""The sections, in order; they keep their numbers whether or not a run has anything for them."""

GLANCE = (
    ("children_separated", "children separated"),
    ("removals_apart", "removals apart"),
    ("no_documented_wish", "parents with no documented wish to leave the child"),
    ("determination.against_wish", "removals against a stated wish"),
    ("determination.documented", "removals with a documented decision"),
    ("children_not_reached", "children whose parent was not reached"),
    ("children_reunified", "children reunified"),
)
"""The figures that stand at the top, each with a few words of its own."""


@dataclass(frozen=True)
class Headline:
    """One figure at the top. `share`: of what whole it is a part, in words; empty where it is no part."""

    name: str
    label: str
    value: int
    unit: str
    share: str
    periods: tuple[str, ...]
    """The same figure in a period of the standard, where it has any."""
    caveat: str
    definition: str


def html(engine: Engine, run: dict[str, Any]) -> str:
    """The whole page. The same run gives the same text."""
    contents = gather(engine, run)
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        number=words.number, day=words.day, percent=words.percent, readable=words.readable, css=words.css_string,
        listed=words.listed, broken=_broken, bars=pictures.tally_bars,
    )  # fmt: skip
    tables, figures = count(1), count(1)
    environment.globals.update(next_table=lambda: next(tables), next_figure=lambda: next(figures))
    return environment.get_template("report.html.j2").render(
        style=Markup((HERE / "report.css").read_text(encoding="utf-8")),
        sections=SECTIONS, number_of={key: i for i, (key, _) in enumerate(SECTIONS, 1)}, words=words,
        determinations=DETERMINATIONS, statuses=STATUSES, run=_plain(run), standard=_standard(run),
        contents=contents, **_counted(engine, contents, run), **_drawn(engine, contents, run),
    )  # fmt: skip


def _counted(engine: Engine, contents: Contents, run: dict[str, Any]) -> dict[str, Any]:
    """What the page prints as words and tables, beside the contents themselves."""
    caveats = _caveats(contents)
    return {
        "headlines": list(_headlines(contents, run, caveats)), "caveats": caveats, "cohorts": _cohorts(contents, run),
        "wish_periods": _periods(contents, run, "no_documented_wish"), "matrices": _matrices(contents, run),
        "stated": contents.determinations("stated"), "indicated": contents.determinations("indicated"),
        "unread": _unread(contents), "rule_groups": _rule_groups(contents), "limits": limits(engine, contents, run),
    }  # fmt: skip


def _drawn(engine: Engine, contents: Contents, run: dict[str, Any]) -> dict[str, Any]:
    """The charts of the page, and the counts that it draws as bars."""
    example = contents.example
    return {
        "tallies": children.tallies(engine), "apart": children.days_apart(engine),
        "to_removal": children.days_to_removal(engine),
        "cohort_charts": pictures.cohort_charts(contents, _cohorts(contents, run)),
        "determination_chart": pictures.determination_chart(contents), "month_chart": pictures.month_chart(contents),
        "fault_chart": pictures.fault_chart(contents), "search_chart": pictures.search_chart(contents),
        "example": Markup(timeline_svg(engine, example["family_id"])) if example else None,
    }  # fmt: skip


def _broken(name: str) -> Markup:
    """A figure's name that may break over lines behind its dots and underscores."""
    return Markup(str(escape(name)).replace("_", "_<wbr>").replace(".", ".<wbr>"))


def _plain(run: dict[str, Any]) -> dict[str, Any]:
    """What the page says of the run itself, each as text."""
    text = {k: str(run.get(k) or "") for k in ("run_id", "as_of", "head", "code", "title")}
    model = run.get("model")
    errors = [str(r["why"]) for r in run.get("not_run") or [] if r.get("why")]  # an error's words may hold a cell
    return {
        **text, "model": model if isinstance(model, str) else "",
        "warnings": [w for w in map(str, run.get("warnings") or []) if not any(e in w for e in errors)],
    }  # fmt: skip


def _standard(run: dict[str, Any]) -> dict[str, str]:
    standard = run.get("standard") or {}
    return {k: str(standard.get(k) or "") for k in ("title", "cites", "removed_from")}


def _unread(contents: Contents) -> list[tuple[str, tuple[str, ...], int]]:
    """Columns that no layout reads: lists of one title that leave the same ones unread are told together."""
    counts = Counter((one["title"] or one["layout"], one["unread"]) for one in contents.lists if one["unread"])
    return [(title, columns, lists) for (title, columns), lists in counts.items()]


def _caveats(contents: Contents) -> dict[str, str]:
    """Figure -> what its reader must know at once: that the lists could not have shown anything else."""
    made = {}
    if not contents.parents:
        made["removals_apart"] = "No list names a parent, so none could be found."
    elif not contents.kinds.get("removed"):
        made["removals_apart"] = "No list speaks of a removal, so none could be found."
    if not (contents.kinds.get("attempted") or contents.kinds.get("reached")):
        made["children_not_reached"] = "No list records a search for parents."
    return made


def _periods(contents: Contents, run: dict[str, Any], name: str) -> tuple[str, ...]:
    """A figure in each period of the standard, in words."""
    return tuple(
        f"{words.number(figure['value'])} {period.get('means') or words.readable(period['name'])}"
        for period in (run.get("standard") or {}).get("periods") or ()
        if (figure := contents.figure(name, period.get("name", ""))) is not None
    )


def _headlines(contents: Contents, run: dict[str, Any], caveats: dict[str, str]) -> Iterator[Headline]:
    """Those of the chosen figures that the run has; what rests on removals apart only where there are any."""
    whole = {f"determination.{d}": ("removals_apart", "removals apart") for d in DETERMINATIONS}
    whole |= {k: ("children_separated", "children separated") for k in ("children_not_reached", "children_reunified")}
    for name, label in GLANCE:
        figure = contents.figure(name)
        if figure is None:
            continue
        if not contents.value("removals_apart") and (name.startswith("determination") or name == "no_documented_wish"):
            continue
        denominator, of = figure["denominator"], figure["unit"]
        if denominator is None and name in whole and contents.figure(whole[name][0]):
            denominator, of = contents.value(whole[name][0]), whole[name][1]
        share = (
            f"{words.percent(figure['value'], denominator)} of {words.number(denominator)} {of}" if denominator else ""
        )
        yield Headline(name, label, figure["value"], figure["unit"], share, _periods(contents, run, name),
                       caveats.get(name, ""), _sentence(figure["definition"]))  # fmt: skip


def _sentence(text: str | None) -> str:
    text = (text or "").strip()
    return text[:1].upper() + text[1:] + ("." if text and not text.endswith(".") else "")


def _cohorts(contents: Contents, run: dict[str, Any]) -> list[dict[str, Any]]:
    """Children separated by cohort, in the standard's order; whether the cohort is of the partition that sums."""
    told = {c.get("name"): c for c in (run.get("standard") or {}).get("cohorts") or []}
    return [
        {
            "cohort": f["cohort"], "value": f["value"], "partition": bool(told.get(f["cohort"], {}).get("partition")),
            "means": _sentence(told.get(f["cohort"], {}).get("means") or f["definition"]),
        }
        for f in contents.figures if f["name"] == "children_separated" and f["cohort"] != "all"
    ]  # fmt: skip


def _matrices(contents: Contents, run: dict[str, Any]) -> list[dict[str, Any]]:
    """Figures given by cohort or period, those of the same cohorts in one table: a row a cohort, a column a figure."""
    standard = run.get("standard") or {}
    means = {c.get("name"): c.get("means") for c in standard.get("periods") or ()}
    cohorts: dict[str, list[str]] = {}
    for figure in contents.figures:
        cohorts.setdefault(figure["name"], []).append(figure["cohort"])
    tables: dict[tuple[str, ...], list[str]] = {}
    for name, of in cohorts.items():
        if len(of) > 1:
            tables.setdefault(tuple(of), []).append(name)
    return [
        {
            "names": names,
            "rows": [
                {"cohort": c, "means": means.get(c) or "", "values": [contents.value(name, c) for name in names]}
                for c in of
            ],
        }
        for of, names in tables.items()
    ]  # fmt: skip


def _rule_groups(contents: Contents) -> list[tuple[str, str, list[RuleCount]]]:
    """Rules with findings by what they were put to, then those that found nothing to be put to, then those not run."""
    groups = (
        (
            "decision",
            "Rules put to each record that purports a decision to leave the child, for each removal apart",
        ),
        ("removal apart", "Rules put to each removal apart"),
        ("records", "Do the lists agree? Rules put to the events, people and ties that the rule is about"),
    )
    made = [(key, title, [r for r in contents.rules if r.subject == key and not r.not_run]) for key, title in groups]
    idle = [r for r in contents.rules if not r.subject and not r.not_run]
    made.append(("idle", "Rules that found nothing in these lists to be put to", idle))
    made.append(("not run", "Rules that were not run", [r for r in contents.rules if r.not_run]))
    return [g for g in made if g[2]]
