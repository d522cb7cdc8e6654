"""Drawn tables of mentions, and the truth of generated ones."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from reunir.engine import Engine
from reunir.linkage import link, shipped_model
from reunir.model import Judgement

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

HEADINGS = {"number": "a_number", "given": "given_names", "family": "family_names", "full": "full_name",
            "born": "born_on", "unit": "family_unit"}  # fmt: skip


def mentions(text: str) -> list[dict[str, Any]]:
    """Rows of `mention` from a drawn table. A record is written `LIST.ROW`, lists in the order of receipt by their
    first letter; the mention's id is `LIST.ROW/who`."""
    lines = [line for line in text.strip().splitlines() if set(line.strip()) - set("-+ ")]
    heads = [HEADINGS.get(h.strip(), h.strip()) for h in lines[0].split("|")]
    rows = []
    for line in lines[1:]:
        row: dict[str, Any] = {h: (c.strip() or None) for h, c in zip(heads, line.split("|"), strict=True)}
        record = row.pop("record")
        name, at = record.split(".")
        row |= {"mention_id": f"{record}/{row['who']}", "record_id": record, "role": row["who"].rstrip("0123456789"),
                "list_id": name, "list_seq": ord(name[0]), "layout": name, "agency": name, "sheet": 1, "row": int(at),
                "received_on": date(2018, 9, 14)}  # fmt: skip
        if row.get("born_on"):
            row["born_on"] = date.fromisoformat(row["born_on"])
        if row.get("age"):
            row["age"] = int(row["age"])
        rows.append(row)
    return rows


def judged(*said: str) -> list[Judgement]:
    """Judgements from `one verdict two`, in the order in which they were made."""
    out = []
    for i, line in enumerate(said, 1):
        one, verdict, two = line.split()
        out.append(Judgement(seq=i, mention_id_l=one, mention_id_r=two, verdict=verdict, by="Ana"))
    return out


def linked(text: str, *said: str, settings: dict[str, Any] | None = None, threads: int = 1,
           statements: list[dict[str, Any]] | None = None) -> Engine:  # fmt: skip
    engine = Engine(threads=threads)
    engine.load("mention", mentions(text))
    if statements is not None:
        engine.load("statement", statements)
    link(engine, shipped_model(), settings or {"certain": 0.9, "possible": 0.5}, judged(*said))
    return engine


def people(engine: Engine) -> set[frozenset[str]]:
    """Who is who: the mentions of each person of several mentions."""
    groups: dict[str, set[str]] = {}
    for mention_id, person_id in engine.rows("select mention_id, person_id from mention"):
        groups.setdefault(person_id, set()).add(mention_id)
    return {frozenset(g) for g in groups.values() if len(g) > 1}


def groups(text: str) -> set[frozenset[str]]:
    """`A.2/parent B.2/parent; A.2/child B.3/child` as a set of sets."""
    return {frozenset(part.split()) for part in text.split(";") if part.strip()}


def ties(engine: Engine) -> dict[tuple[str, str], tuple[str, float]]:
    return {(p, c): (r, x) for p, c, r, x in engine.rows("select parent_id, child_id, relation, probability from tie")}
