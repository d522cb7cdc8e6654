"""Small families drawn as rows of lists, and what a run makes of them.

A case's row is `{list, agency, received, row, people: [{who, name, a_number}], fields: {...}}`: the shape of the
casebook. Rows of one list received on one day become one CSV file read through a layout of its own.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from reunir import linkage, run
from reunir.engine import Engine
from reunir.model import Correction, Inputs, Judgement, Received

STANDARD = tomllib.loads(files("reunir").joinpath("standards/oig-21-36.toml").read_text("utf-8"))


def layout_text(agency: str, columns: Mapping[str, str], removals: bool) -> str:
    lines = [
        f'title = "{agency}"', f'agency = "{agency}"', 'kind = "addition"', 'dates = ["%Y-%m-%d"]',
        'blank = [""]', "redacted = ['\\(b\\)\\s*\\(\\d\\)']",
    ]  # fmt: skip
    if removals:
        lines.append('lists = "removed"')
    lines += ["", "[columns]", *(f'"{heading}" = "{field}"' for heading, field in columns.items())]
    return "\n".join(lines) + "\n"


def person_columns(people: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    cells, seen = {}, defaultdict(int)
    for person in people:
        seen[person["who"]] += 1
        who = person["who"] + (str(seen[person["who"]]) if seen[person["who"]] > 1 else "")
        cells[f"{who}.given_names"] = person["name"]
        cells[f"{who}.a_number"] = person.get("a_number") or ""
    return cells


def prepare(rows: list[Mapping[str, Any]], as_of: date, folder: Path) -> tuple[Inputs, dict[str, str]]:
    """The inputs of a run on a case, and the name of the person behind each mention."""
    lists: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["list"] != "JRN":
            lists[row["list"], row["received"]].append(row)
    received, names, ids = [], {}, {}
    for seq, ((name, day), members) in enumerate(sorted(lists.items(), key=lambda kv: kv[0][1]), start=2):
        fields = list(dict.fromkeys(
            f for m in members for f in (*person_columns(m["people"]), *(k for k in m["fields"] if k != "tie.probability"))
        ))  # fmt: skip
        path = folder / f"{name.replace('#', '-')}-{day}.csv"
        by_row = {m["row"]: m for m in members}
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow([f"{f}" for f in fields])
            for number in range(2, max(by_row) + 1):
                member = by_row.get(number)
                cells = {**person_columns(member["people"]), **member["fields"]} if member else {}
                writer.writerow([cells.get(f, "") for f in fields])
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        removals = any(k.startswith("removed.") for m in members for k in m["fields"])
        for m in members:
            record = f"{digest[:12]}-1-{m['row']}"
            ids[name.split("#")[0], day, m["row"]] = record
            seen: dict[str, int] = defaultdict(int)
            for person in m["people"]:
                seen[person["who"]] += 1
                n = seen[person["who"]]
                names[f"{record}/{person['who']}{n if n > 1 else ''}"] = person["name"]
        if date.fromisoformat(day) <= as_of:
            received.append(Received(
                list_id=digest[:12], seq=seq, sha256=digest, path=path, file=path.name, layout=name.split("#")[0].lower(),
                layout_text=layout_text(members[0]["agency"], {f: f for f in fields}, removals),
                sheet=None, received_on=date.fromisoformat(day), by="tester",
            ))  # fmt: skip
    corrections, judgements = [], []
    for seq, row in enumerate((r for r in rows if r["list"] == "JRN"), start=1000):
        if date.fromisoformat(row["received"]) > as_of:
            continue
        if "corrects" in row["fields"]:
            where, number = row["fields"]["corrects"].split("/")
            name, day = where.split("@")
            corrections.append(Correction(seq, ids[name, day, int(number)], "reached.outcome", "did_not_happen"))
        if "judged.same" in row["fields"]:
            wanted = [p["name"] for p in row["people"]]
            pair = [min(m for m, n in names.items() if n == name and "/child" in m) for name in wanted]
            judgements.append(Judgement(seq, pair[0], pair[1], "same"))
    inputs = Inputs(
        as_of=as_of, run_id="case", head="", lists=tuple(received), corrections=tuple(corrections),
        judgements=tuple(judgements), standard=STANDARD, settings={"linkage": {"certain": 0.9, "possible": 0.5}},
        model=linkage.shipped_model(),
    )  # fmt: skip
    return inputs, names


def answer(rows: list[Mapping[str, Any]], as_of: date, folder: Path) -> tuple[Engine, dict[str, str]]:
    """Run a case. The engine holds the tables; the mapping gives a person's name by id."""
    inputs, mentions = prepare(rows, as_of, folder)
    engine = Engine(threads=1)
    run.compute(engine, inputs)
    people = dict(engine.rows("select mention_id, person_id from mention"))
    return engine, {people[m]: name for m, name in mentions.items() if m in people}
