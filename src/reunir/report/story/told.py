"""What the parts of a report share: the run in words, its contents, its pictures, and the numbers of its sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reunir.engine import Engine
from reunir.figures.bridge import Bridge
from reunir.report import pictures
from reunir.report.contents import Contents
from reunir.report.document import Block, Paragraph, Picture, Span, Table, words
from reunir.report.words import number, readable


@dataclass(frozen=True)
class Told:
    """`run`: what the report says of the run itself, each as text; `raw`: the run's own account of itself;
    `pictures` and `tables`: by key; `keys`: the report's sections, in order."""

    engine: Engine
    run: dict[str, Any]
    raw: dict[str, Any]
    standard: dict[str, str]
    contents: Contents
    pictures: dict[str, Picture]
    tables: dict[str, Table]
    bridges: tuple[Bridge, ...]
    caveats: dict[str, str]
    keys: tuple[str, ...]

    def section(self, key: str, start: str = "section") -> Span:
        """`section 13`, leading there."""
        return Span(f"{start} {self.keys.index(key) + 1}", to=key)

    def drawn(self, key: str, table: str = "") -> list[Block]:
        """The picture of that key with its table, where the run has them. `table`: the run's table it is counted from."""
        made: list[Block] = [opened(self.pictures[key], table)] if key in self.pictures else []
        return made + ([self.tables[key]] if key in self.tables else [])


def opened(picture: Picture, table: str) -> Picture:
    """A picture whose note names the run's table that it is counted from."""
    if not table:
        return picture
    return replace(picture, note=f"{picture.note} Counted from table {table} of the run.".strip())


def told_of(engine: Engine, run: dict[str, Any], contents: Contents, bridges: Sequence[Bridge], keys: tuple[str, ...]) -> Told:
    drawn, tables = pictures.drawn(engine, contents, run)
    return Told(
        engine, in_words(run), run, _standard(run), contents, drawn, tables, tuple(bridges), _caveats(contents), keys
    )


def said(*parts: str | Span) -> Paragraph:
    return Paragraph(words(*parts))


def in_words(run: dict[str, Any]) -> dict[str, Any]:
    """What a report says of the run itself, each as text."""
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


def periods(told: Told, name: str) -> tuple[str, ...]:
    """A figure in each period of the standard, in words."""
    return tuple(
        f"{number(figure['value'])} {period.get('means') or readable(period['name'])}"
        for period in (told.raw.get("standard") or {}).get("periods") or ()
        if (figure := told.contents.figure(name, period.get("name", ""))) is not None
    )


def sentence(text: str | None) -> str:
    """A definition as a sentence: a capital first, a full stop last."""
    text = (text or "").strip()
    return text[:1].upper() + text[1:] + ("." if text and not text.endswith(".") else "")
