"""Families drawn as tables of rows of lists, and what a run makes of them.

Rows of one list received on one day become one CSV file, read through a layout of its own; a `JRN` row is an entry
of the journal. `read_cases` parses a file of drawn cases; `answer` runs one through every room of the house.
"""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from reunir import linkage, run
from reunir.engine import Engine
from reunir.model import Correction, Inputs, Judgement, Received

STANDARD = tomllib.loads(files("reunir").joinpath("standards/oig-21-36.toml").read_text("utf-8"))
AGENCIES = {"DEC": "ICE", "DET": "ICE", "SC": "Steering Committee", "CON": "consulate"}
"""The agency of a list, where it is not the list's own name."""


@dataclass(frozen=True)
class Row:
    """A drawn row: `number` is its row in its file, `people` are (who, name, has a number)."""

    list: str
    received: date
    number: int
    people: tuple[tuple[str, str, bool], ...]
    fields: dict[str, str]


@dataclass(frozen=True)
class Case:
    name: str
    as_of: tuple[date, ...]
    rows: tuple[Row, ...]
    expected: str


def read_cases(path: Path) -> list[Case]:
    text = path.read_text("utf-8")
    short = {
        name: dict(f"decided.{cell}".split("=", 1) for cell in cells.split("; "))
        for name, cells in re.findall(r"^(V[ab]) = (.+)$", text, re.MULTILINE)
    }
    return [_case(block, short) for block in re.split(r"^case ", text, flags=re.MULTILINE)[1:]]


def _case(block: str, short: dict[str, dict[str, str]]) -> Case:
    lines = block.splitlines()
    days = [date.fromisoformat(line[6:]) for line in lines if line.startswith("as of ")]
    drawn = [line for line in lines if line.startswith("  ") and line.count(" | ") >= 2 and not line.lstrip().startswith("list ")]
    count: dict[tuple[str, str], int] = defaultdict(lambda: 1)
    rows = []
    for line in drawn:
        name, received, who, *says = (part.strip() for part in line.split(" | "))
        count[name, received] += 1
        rows.append(Row(name, date.fromisoformat(received), count[name, received], _people(who), _says(" | ".join(says), short)))
    after = lines[lines.index(drawn[-1]) + 1 :]
    return Case(lines[0], tuple(days) or (date(2018, 12, 31),), tuple(rows), "\n".join(after).strip())


def _people(who: str) -> tuple[tuple[str, str, bool], ...]:
    found = re.findall(r"(parent|child|person) (\w+)( \(no number\))?", who)
    return tuple((role, name, not bare) for role, name, bare in found)


def _says(text: str, short: dict[str, dict[str, str]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in text.split(";"))):
        if part in short:
            fields.update(short[part])
        else:
            field, _, value = part.partition("=")
            fields[field] = value
    return fields


def _cells(row: Row, numbers: dict[str, str]) -> dict[str, str]:
    cells, seen = {}, defaultdict(int)
    for role, name, numbered in row.people:
        seen[role] += 1
        who = role + (str(seen[role]) if seen[role] > 1 else "")
        cells[f"{who}.given_names"] = name
        cells[f"{who}.a_number"] = numbers[name] if numbered else ""
    for field, value in row.fields.items():
        if field != "tie.probability":
            cells["parent.relation" if field == "relation" else field] = value
    return cells


def _layout(agency: str, fields: list[str]) -> str:
    columns = "\n".join(f'"{f}" = "{f}"' for f in fields)
    return (
        f'title = "{agency}"\nagency = "{agency}"\nkind = "addition"\ndates = ["%Y-%m-%d"]\nblank = [""]\n'
        f"redacted = ['\\(b\\)\\s*\\(\\d\\)']\n\n[columns]\n{columns}\n"
    )


def prepare(case: Case, as_of: date, folder: Path) -> tuple[Inputs, dict[str, str]]:
    """The inputs of a run on a case as known on a day, and the name of the person behind each mention."""
    names = list(dict.fromkeys(name for row in case.rows for _, name, _ in row.people))
    numbers = {name: f"2010000{place:02d}" for place, name in enumerate(names, start=1)}
    lists: dict[tuple[date, str], list[Row]] = defaultdict(list)
    for row in case.rows:
        if row.list != "JRN":
            lists[row.received, row.list].append(row)
    received, mentions, records = [], {}, {}
    for seq, ((day, name), members) in enumerate(sorted(lists.items(), key=lambda item: item[0][0]), start=2):
        fields = list(dict.fromkeys(f for row in members for f in _cells(row, numbers)))
        path = folder / f"{name.replace('#', '-')}-{day}.csv"
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(fields)
            writer.writerows([_cells(row, numbers).get(f, "") for f in fields] for row in members)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        for row in members:
            record = records[f"{name}@{day}/{row.number}"] = f"{digest[:12]}-1-{row.number}"
            seen: dict[str, int] = defaultdict(int)
            for role, person, _ in row.people:
                seen[role] += 1
                mentions[f"{record}/{role}{seen[role] if seen[role] > 1 else ''}"] = person
        plain = name.split("#")[0]
        if day <= as_of:
            received.append(Received(
                list_id=digest[:12], seq=seq, sha256=digest, path=path, file=path.name, layout=plain.lower(),
                layout_text=_layout(AGENCIES.get(plain, plain), fields), sheet=None, received_on=day, by="tester",
            ))  # fmt: skip
    corrections, judgements = [], []
    for seq, row in enumerate((r for r in case.rows if r.list == "JRN" and r.received <= as_of), start=1000):
        if "corrects" in row.fields:
            corrections.append(Correction(seq, records[row.fields["corrects"]], "reached.outcome", "did_not_happen"))
        if "judged.same" in row.fields:
            pair = [min(m for m, n in mentions.items() if n == name) for _, name, _ in row.people]
            judgements.append(Judgement(seq, pair[0], pair[1], "same"))
        if "judged.different" in row.fields:
            left, right = row.fields["judged.different"].split(" and ")
            who = row.people[0][0]
            judgements.append(Judgement(seq, f"{records[left]}/{who}", f"{records[right]}/{who}", "different"))
    inputs = Inputs(
        as_of=as_of, run_id="drawn", head="", lists=tuple(received), corrections=tuple(corrections),
        judgements=tuple(judgements), standard=STANDARD, settings={"linkage": {"certain": 0.9, "possible": 0.5}},
        model=linkage.shipped_model(),
    )  # fmt: skip
    return inputs, mentions


def answer(case: Case, as_of: date, folder: Path, monkeypatch: Any) -> tuple[Engine, dict[str, str]]:
    """Run a case. The engine holds the tables; the mapping gives a person's drawn name by id."""
    inputs, mentions = prepare(case, as_of, folder)
    given = [row.fields["tie.probability"] for row in case.rows if "tie.probability" in row.fields]
    if given:
        # what linkage gives the run, drawn in the case: not a column of a list
        settle = linkage.settle

        def settle_with_that_doubt(engine: Engine, *args: Any) -> None:
            settle(engine, *args)
            engine.sql("update tie set probability = $p", {"p": float(given[0])})

        monkeypatch.setattr(linkage, "settle", settle_with_that_doubt)
    engine = Engine(threads=1)
    assert run.compute(engine, inputs) == {"rules_not_run": {}}
    people = dict(engine.rows("select mention_id, person_id from mention"))
    return engine, {people[m]: name for m, name in mentions.items() if m in people}
