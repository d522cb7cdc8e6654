"""What linkage costs the audit: determinations on generated hard lists, against the same audit with the truth.

The lists are those of the linkage bench (`HARD`): a fifth of the mentions without a number, a quarter by name alone.
Each pair is given events by rule: separated at the border, placed, the parent removed where the removals list says
so, and what the decisions list holds valid, flawed, or a decision to take the child. The yardstick is the audit of the
same rows with every mention given to whom it belongs and every true tie. Printed: of the removals apart that truly
are, how many get their own determination; and of those that the run found, how many are none.

    python bench/determinations_quality.py [MENTIONS]
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import lists
from reunir import audit, custody, linkage
from reunir.engine import Engine

STANDARD = tomllib.loads(files("reunir").joinpath("standards/oig-21-36.toml").read_text("utf-8"))
RESULTS = Path(__file__).parent / "results"
SETTINGS = {"certain": 0.9, "possible": 0.5}
AS_OF = date(2018, 12, 31)
GOOD = {
    "form": "written statement", "choice": "leave_child", "information_given": "both choices", "option_offered": "yes",
    "language": "Spanish", "signed": "yes", "setting": "alone", "prechecked": "no", "refused_to_sign": "no",
}  # fmt: skip
KINDS: tuple[dict[str, Any], ...] = (GOOD, GOOD, {**GOOD, "setting": "group"}, {**GOOD, "choice": "take_child"},
                                     {**GOOD, "option_offered": None})  # fmt: skip


def statements(mentions: list[dict[str, Any]], truth: list[int]) -> list[dict[str, Any]]:
    """What each row says of events, by the list it is of."""
    who = {m["mention_id"]: person for m, person in zip(mentions, truth, strict=True)}
    rows = defaultdict(list)
    for m in mentions:
        rows[m["record_id"]].append(m)
    told = []

    def say(m: dict[str, Any], kind: str, day: date, child: dict[str, Any] | None = None, **cells: Any) -> None:
        other = child["mention_id"] if child else None
        told.append({
            **{k: m[k] for k in ("record_id", "list_id", "list_seq", "layout", "received_on", "sheet", "row")},
            "agency": m["layout"], "statement_id": f"{m['record_id']}/{kind}/{m['who']}+{other or ''}", "kind": kind,
            "who": m["who"], "mention_id": m["mention_id"], "child_mention_id": other, "happened_on": day, **cells,
        })  # fmt: skip

    for members in rows.values():
        parents = [m for m in members if m["role"] == "parent"]
        children = [m for m in members if m["role"] == "child"]
        layout = members[0]["layout"]
        for m in members:
            if layout == "cbp":
                say(m, "apprehended", date(2018, 5, 1) + timedelta(days=(who[m["mention_id"]] // 8) % 20))
        for child in children:
            if layout == "orr":
                say(child, "placed", date(2018, 5, 24))
        for parent in parents:
            if layout == "ice":
                say(parent, "removed", date(2018, 6, 20))
            for child in children:
                if layout == "cbp":
                    say(parent, "separated", date(2018, 5, 22), child)
                if layout == "dec":
                    kind = KINDS[(who[parent["mention_id"]] + who[child["mention_id"]]) % len(KINDS)]
                    say(parent, "decided", date(2018, 6, 10), child, **kind)
    return told


def answers(engine: Engine) -> list[tuple[str, str, str]]:
    custody.build(engine, as_of=AS_OF, settings=SETTINGS, indication_days=STANDARD["indication_days"])
    assert audit.audit(engine, standard=STANDARD, settings=SETTINGS, as_of=AS_OF) == {}
    return engine.rows("select parent_id, child_id, determination from removal order by removal_id")


def prepared(mentions: list[dict[str, Any]], told: list[dict[str, Any]]) -> Engine:
    engine = Engine()
    engine.load("mention", [{**m, "language": "Spanish" if m["role"] == "parent" else None} for m in mentions])
    engine.load("statement", told)
    engine.load("cell_finding", [])
    engine.load("gave_way", [])
    return engine


def marks(seed: int, size: int, noise: float) -> dict[str, Any]:
    drawn = lists.draw(lists.noisier(lists.HARD, noise), size, seed)
    mentions, truth = drawn.mention.to_pylist(), drawn.truth
    told = statements(mentions, truth)

    true_engine = prepared(mentions, told)
    by_person = {m["mention_id"]: f"p{person}" for m, person in zip(mentions, truth, strict=True)}
    for m in mentions:
        m["person_id"] = by_person[m["mention_id"]]
    true_engine.load("mention", [{**m, "language": "Spanish" if m["role"] == "parent" else None} for m in mentions])
    true_engine.load("tie", [
        {"parent_id": f"p{parent}", "child_id": f"p{child}", "relation": "parent", "probability": 1.0, "basis": "row", "record_ids": ["truth"]}
        for parent, child in sorted(drawn.ties)
    ])  # fmt: skip
    right = {(parent, child): answer for parent, child, answer in answers(true_engine)}

    engine = prepared([{**m, "person_id": None} for m in mentions], told)
    linkage.link(engine, linkage.shipped_model(), SETTINGS)
    votes: dict[str, Counter] = defaultdict(Counter)
    for mention, person in engine.rows("select mention_id, person_id from mention"):
        votes[person][by_person[mention]] += 1
    person_is = {person: counted.most_common(1)[0][0] for person, counted in votes.items()}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for parent, child, answer in answers(engine):
        found[person_is[parent], person_is[child]].append(answer)
    total = sum(map(len, found.values()))
    none = sum(len(given) for pair, given in found.items() if pair not in right)
    twice = sum(len(given) - 1 for pair, given in found.items() if pair in right)
    return {
        "seed": seed, "noise": noise, "mentions": len(mentions), "truly": len(right), "found": total,
        "right": sum(found.get(pair) == [answer] for pair, answer in right.items()),
        "none": none, "twice": twice,
        "undetermined instead": sum(found.get(pair) == ["undetermined"] != [answer] for pair, answer in right.items()),
        "missed": sum(pair not in found for pair in right),
    }  # fmt: skip


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    results = [marks(seed, size, noise) for seed, noise in ((1, 1.0), (2, 1.0), (3, 1.0), (1, 1.5))]
    print(f"{'seed':>4} {'noise':>5} {'truly':>6} {'right':>6} {'of 100':>7} {'found':>6} {'none of 100':>11} {'missed':>6} {'undetermined':>12}")
    for r in results:
        r["right of 100"] = round(100 * r["right"] / r["truly"], 1)
        r["none of 100"] = round(100 * (r["none"] + r["twice"]) / r["found"], 1)
        print(f"{r['seed']:>4} {r['noise']:>5} {r['truly']:>6} {r['right']:>6} {r['right of 100']:>7} {r['found']:>6} "
              f"{r['none of 100']:>11} {r['missed']:>6} {r['undetermined instead']:>12}")  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "determinations_quality.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
