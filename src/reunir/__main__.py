"""The command line: `reunir VERB ...`.

Standard output holds what was asked for (one JSON document with --json), standard error all else. Exit codes:
0 done, 1 something the operator can mend (one line, no traceback), 2 wrong usage, 3 `verify` found something
altered.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from datetime import date

import reunir
from reunir.errors import ReunirError

Verb = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    args = parser().parse_args(argv)
    try:
        code = _verb(args.verb)(args)
        sys.stdout.flush()
        return code
    except ReunirError as error:
        return _failed(str(error), error.exit_code)
    except BrokenPipeError:  # whoever read the answer had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _failed("stopped; nothing half done was kept.")
    except sqlite3.OperationalError as error:
        return _failed(f"the journal cannot be written or read ({error}): is another command at work on it?")
    except sqlite3.DatabaseError as error:
        return _failed(f"the journal cannot be read ({error}): see `reunir verify`.")
    except OSError as error:
        return _failed(f"{error.filename or 'a file'}: {error.strerror or error}.")


def _failed(line: str, code: int = 1) -> int:
    print(f"reunir: {' '.join(line.split())}", file=sys.stderr)
    return code


def _verb(name: str) -> Verb:
    """The function of a verb, loaded when it is called for: --help needs no engine."""
    from reunir.commands import entries, estimating, lists, reading, serving, state

    verbs: dict[str, Verb] = {
        "new": lists.new, "receive": lists.receive, "withdraw": lists.withdraw, "layout": lists.layout,
        "enter": entries.enter, "judge": entries.judge, "train": entries.train,
        "run": reading.run, "figures": reading.figures, "cases": reading.cases, "explain": reading.explain,
        "bridge": reading.bridge, "report": reading.write_report, "table": reading.table,
        "status": state.status, "verify": state.verify, "demo": state.demo,
        "estimate": estimating.estimate, "serve": serving.serve, "user": serving.user,
    }  # fmt: skip
    return verbs[name]


def parser() -> argparse.ArgumentParser:
    """The whole command line, as argparse knows it."""
    made = argparse.ArgumentParser(prog="reunir", description=reunir.__doc__.split("\n")[0] if reunir.__doc__ else None)
    made.add_argument("--version", action="version", version=f"reunir {reunir.__version__}")
    verbs = made.add_subparsers(dest="verb", metavar="VERB", required=True)

    def add(
        name: str, means: str, *, docket: bool = True, json: bool = True, as_of: bool = False
    ) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=means, description=means[:1].upper() + means[1:] + ".")
        if docket:
            verb.add_argument("docket", metavar="DOCKET", help="the folder of the docket")
        if json:
            verb.add_argument("--json", action="store_true", help="print one JSON document")
        if as_of:
            verb.add_argument(
                "--as-of", type=day, metavar="DATE", help="as known on this day (makes that run if need be)"
            )
        return verb

    def signed(verb: argparse.ArgumentParser, *, by: bool = True, why: bool = False, on: bool = False) -> None:
        verb.add_argument("--by", required=by, metavar="WHO", help="who does this; it stands in the journal")
        if why:
            verb.add_argument("--why", required=True, metavar="TEXT", help="why; it stands in the journal")
        verb.add_argument(
            "--on", type=day, required=on, metavar="DATE", help="the day" + ("" if on else " (else today)")
        )

    verb = add("new", "make a docket, with the layouts, standard and model that come with Reunir")
    verb.add_argument("--title", metavar="TEXT", help="what the matter is called (else the folder's name)")

    verb = add("receive", "keep a list's bytes and print its receipt")
    verb.add_argument("file", metavar="FILE", help="the list: CSV, XLSX, XLS, ODS, Parquet or JSON lines")
    verb.add_argument(
        "--layout", metavar="L", help="a name in layouts/ or a .toml (else the layout whose headings fit)"
    )
    verb.add_argument("--sheet", metavar="S", help="sheet of a workbook, by name or number")
    verb.add_argument("--replaces", metavar="LIST", help="the list whose place this one takes")
    verb.add_argument("--dry-run", action="store_true", help="print the receipt and keep nothing")
    signed(verb, on=True)

    verb = add("withdraw", "take a list back from a day on")
    verb.add_argument("list", metavar="LIST", help="the list's id")
    signed(verb, why=True)

    verb = add("layout", "propose a layout for a list that has none, to be looked over", docket=False, json=False)
    verb.add_argument("file", metavar="FILE", help="the list")
    verb.add_argument("--sheet", metavar="S", help="sheet of a workbook, by name or number")

    verb = add("enter", "enter what people did: one JSON object a line, all or none")
    verb.add_argument("file", metavar="FILE.jsonl", help='lines such as {"kind": "hold", "on": "2018-07-02", ...}')
    signed(verb)

    verb = add("judge", "judge whether two mentions are one person; --next says which pair to judge")
    verb.add_argument("left", metavar="MENTION", nargs="?", help="a mention's id, as `reunir explain` prints it")
    verb.add_argument("right", metavar="MENTION", nargs="?", help="another")
    verb.add_argument("verdict", choices=("same", "different", "unsure"), nargs="?", help="the judgement")
    verb.add_argument("--next", action="store_true", help="the pair whose answer would move the figures most")
    verb.add_argument("--most", type=int, default=1, metavar="N", help="with --next: so many pairs (1)")
    verb.add_argument("--why", metavar="TEXT", help="why; it stands in the journal")
    signed(verb, by=False)

    verb = add("train", "learn the linkage model from this docket; adopted where said so")
    verb.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the random draw (1)")
    verb.add_argument("--adopt", action="store_true", help="put it in force from the day on")
    verb.add_argument("--name", default="trained", metavar="NAME", help="what to call it")
    verb.add_argument("--why", default="trained on this docket", metavar="TEXT", help="why it is adopted")
    signed(verb, by=False)

    verb = add("run", "compute everything from the lists and the journal", as_of=True)
    verb.add_argument("--by", metavar="WHO", help="who adopts rule books that changed")
    verb.add_argument("--engine", choices=("duckdb",), default="duckdb", help="what computes")
    verb.add_argument("--threads", type=int, metavar="N", help="threads to take (else docket.toml's)")

    add("status", "what is here, what is stale, what to do next")
    add("figures", "the figures", as_of=True)

    verb = add("cases", "the cases behind a figure", as_of=True)
    verb.add_argument("figure", metavar="FIGURE", help="a figure's name")
    verb.add_argument("--cohort", metavar="COHORT", help="of one cohort alone")

    verb = add("explain", "why: down to file, sheet, row and column", as_of=True)
    verb.add_argument(
        "id", metavar="ID", help="of a person, family, removal apart, finding, event, record, list or figure"
    )
    verb.add_argument("--to", metavar="FILE", help="as a page: .html, .pdf or .docx; a family's timeline: .svg")

    verb = add("bridge", "from one day's figure to another's: every change has a cause, and they sum")
    verb.add_argument("from_day", type=day, metavar="FROM", help="the earlier day")
    verb.add_argument("to_day", type=day, metavar="TO", help="the later day")
    verb.add_argument("--figure", metavar="NAME", help="one figure, with the cases of each cause (else all that changed)")
    verb.add_argument("--cohort", metavar="COHORT", help="of one cohort alone (else of all children)")
    verb.add_argument("--to", metavar="FILE", help="as a page, with a waterfall each: .html, .pdf or .docx")

    verb = add("report", "print a run; it names nobody", as_of=True)
    verb.add_argument("--to", required=True, metavar="FILE", help="the file to write: .html, .pdf, .docx or .xlsx")
    verb.add_argument("--since", type=day, metavar="DATE", help="with the bridges from the figures of an earlier day")
    verb.add_argument("--annex", metavar="FILE", help="the cases too, with initials, birth years and masked numbers")
    verb.add_argument("--sealed", action="store_true", help="the annex in full, names and numbers, to be filed under seal")

    verb = add("estimate", "how many separated children are on no list, by how the lists overlap", as_of=True, docket=False)
    verb.add_argument("docket", metavar="DOCKET", nargs="?", help="the folder of the docket (or --table)")
    verb.add_argument("--table", metavar="FILE", help="a CSV of list patterns instead: a column of 0 and 1 for each list, and `count`")
    verb.add_argument("--lists", metavar="L,L,L", help="these lists alone, by layout (else every list that mentions a separated child)")
    verb.add_argument("--cohort", metavar="COHORT", default="all", help="of one cohort alone (else of all children)")
    verb.add_argument("--most", type=int, metavar="N", help="the greatest number held possible (else 100 times those known)")
    verb.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws other samples (1)")

    verb = add("table", "any table of the run as .csv or .parquet", as_of=True)
    verb.add_argument("name", metavar="NAME", help="the table")
    verb.add_argument("--to", required=True, metavar="FILE", help="the file to write: .csv or .parquet")
    verb.add_argument(
        "--exact", action="store_true", help="in .csv, leave texts that a spreadsheet would run as formulas"
    )

    add("verify", "is everything as it was received and entered? names what is not")

    verb = add("serve", "the casework web application", json=False)
    verb.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="the address to serve on (127.0.0.1)")
    verb.add_argument("--port", type=int, default=8000, metavar="N", help="the port to serve on (8000)")
    verb.add_argument("--hours", type=float, metavar="N", help="stop after so many hours (else when stopped)")
    verb.add_argument("--without-second-factor", action="store_true", help="let people in by password alone: for demonstrations")

    verb = add("user", "make a user of the application, or give one a new password, which is printed once")
    verb.add_argument("name", metavar="NAME", help="the name to sign in with; entries bear it")
    verb.add_argument("--role", metavar="ROLE", help="intake, caseworker, reviewer, counsel, custodian, auditor or administrator")
    verb.add_argument("--team", metavar="TEAM", help="the team; made if it is new")

    verb = add(
        "demo", "a docket of invented people the size of the real one, run and reported", docket=False, json=False
    )
    verb.add_argument("dir", metavar="DIR", nargs="?", default="demo", help="the folder to make (demo)")
    verb.add_argument("--seed", type=int, default=1, metavar="N", help="another seed invents others (1)")
    verb.add_argument("--no-serve", action="store_true", help="make it and stop")
    verb.add_argument("--port", type=int, default=8000, metavar="N", help="the port to serve on (8000)")
    return made


def day(text: str) -> date:
    """A day of the command line, as 2018-06-15."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write it as 2018-06-15") from None


if __name__ == "__main__":
    sys.exit(main())
