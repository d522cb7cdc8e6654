"""Report: a run, printed. It names nobody.

`write` prints one run as a document; `timeline_svg` draws one family.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reunir.engine import Engine
from reunir.errors import ReunirError
from reunir.report import page
from reunir.report.timeline import timeline_svg

__all__ = ["timeline_svg", "write"]


def write(engine: Engine, run: dict[str, Any], path: Path) -> None:
    """Print the run whose tables `engine` holds to `path`, which ends in `.html`.

    `run` is the run's own account of itself: `run_id`, `as_of`, `head`, `code`, `model`, `title`, `standard`
    (as parsed), `settings`, `warnings`; and where there are any, `rules` (each with `rule`, `title`, `cites`, and
    `fault`, `since`, `until` where it has them), `not_run` (each with `rule` and `why`) and `late_entries`
    (each with `happened_on` and `entered_at`). The same run gives the same bytes. Raises ReunirError for another ending.
    """
    ending = path.suffix.lower()
    if ending not in (".html", ".htm"):
        raise ReunirError(
            f"cannot write a report to {path.name}: reports are written as .html; give a file name that ends so"
        )
    text = page.html(engine, run)
    try:
        path.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise ReunirError(
            f"cannot write the report to {path}: {error.strerror}; give a path that can be written"
        ) from None
