"""Write the pages that come from the program: rules, tables, commands. A stale page fails a test."""

from __future__ import annotations

import argparse
import tomllib
from importlib.resources import files
from pathlib import Path

from reunir import audit, intake
from reunir.__main__ import parser
from reunir.model import TABLES

HERE = Path(__file__).parent
NOTE = "<!-- Written by docs/generate.py; do not edit. `make docs` writes it anew. -->\n\n"


def rules() -> str:
    standard = tomllib.loads(files("reunir").joinpath("standards/oig-21-36.toml").read_text("utf-8"))
    lines = [NOTE + "# Rules\n", f"The standard that ships: {standard['title']} ({standard['cites']}).\n",
             "A rule returns every decision it applies to, with `met`, `unmet` or `unknown`, a reason, and the records it "
             "rests on. `since`: the day of a decision from which the rule is in force.\n",
             "| rule | what it asks | the fault it finds | since | after |", "|---|---|---|---|---|"]  # fmt: skip
    lines += [f"| `{r.code}` | {r.title} | {r.fault} | {r.since or ''} | {r.cites} |" for r in audit.rules(standard)]
    lines += ["\n## About the records\n", "| rule | what it asks |", "|---|---|"]
    lines += [f"| `{code}` | {title} |" for code, title in audit.RECORD_RULES.items()]
    lines += ["\n## About cells\n", "| rule | what it finds |", "|---|---|"]
    lines += [f"| `{code}` | {title} |" for code, title in intake.RULES.items()]
    lines += ["\n## Cohorts\n", "| cohort | who | in the partition |", "|---|---|---|"]
    lines += [f"| `{c['name']}` | {c['means']} | {'yes' if c.get('partition') else ''} |" for c in standard["cohorts"]]
    return "\n".join(lines) + "\n"


def tables() -> str:
    lines = [NOTE + "# Tables of a run\n", "Each is a Parquet file in the run's folder, its rows ordered by its key.\n"]
    for table in TABLES.values():
        lines += [f"## {table.name}\n", f"{table.means} Key: {', '.join(table.key)}.\n", "| column | type | what it holds |", "|---|---|---|"]
        lines += [f"| `{c.name}` | {c.type} | {c.means} |" for c in table.columns]
        lines.append("")
    return "\n".join(lines)


def commands() -> str:
    lines = [NOTE + "# Commands\n", "Exit codes: 0 done; 1 something you can mend, said in one line; 2 usage; 3 `verify` found something altered.\n"]
    whole = parser()
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                sub.formatter_class = _wide(sub.formatter_class)
                lines += [f"## reunir {name}\n", "```", sub.format_help().rstrip(), "```", ""]
    return "\n".join(lines)


def _wide(formatter: type) -> type:
    """The same help at one width, whatever the terminal's."""

    class Wide(formatter):  # type: ignore[misc, valid-type]
        def __init__(self, prog: str, **rest: object) -> None:
            super().__init__(prog, **{**rest, "width": 110})

    return Wide


PAGES = {"rules.md": rules, "tables.md": tables, "commands.md": commands}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (HERE / name).write_text(write(), "utf-8")
