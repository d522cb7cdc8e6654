"""dedupe and recordlinkage on a public set, in an interpreter that has them (`linkage_public.py` calls this).

    python bench/linkage_public_peers.py dedupe|recordlinkage GIVEN.json MADE.json

Writes the cluster of each record at several thresholds. dedupe learns from labels, so somebody who knows the truth
answers its questions (`ASKED` of them); recordlinkage learns without (its `ECMClassifier`).
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

ASKED = 60
"""Questions that dedupe asks: what a clerk answers in half an hour."""

Rows = list[dict[str, Any]]


def columns(kind: str) -> dict[str, tuple[str, ...]]:
    """The set's fields by how they are compared; the same as Splink is given."""
    if kind == "historical":
        return {"name": ("first_name", "surname"), "text": ("dob", "postcode_fake"), "exact": ("birth_place", "occupation")}
    return {"name": ("given_name", "surname"), "text": ("date_of_birth", "soc_sec_id", "postcode"),
            "exact": ("street_number",)}  # fmt: skip


def joined(size: int, pairs: Any) -> list[int]:
    """Connected components."""
    leader = list(range(size))

    def find(x: int) -> int:
        while leader[x] != x:
            leader[x] = leader[leader[x]]
            x = leader[x]
        return x

    for a, b in pairs:
        leader[find(int(a))] = find(int(b))
    return [find(i) for i in range(size)]


def recordlinkage(kind: str, rows: Rows, truth: list[int]) -> dict[str, list[int]]:
    import pandas as pd
    import recordlinkage as rl

    fields = columns(kind)
    frame = pd.DataFrame(rows).set_index("id")
    index = rl.Index()
    for column in (*fields["name"], *fields["text"]):
        index.block(column)
    pairs = index.index(frame)
    compare = rl.Compare()
    for column in fields["name"]:
        compare.string(column, column, method="jarowinkler", threshold=0.88, label=column)
    for column in fields["text"]:
        compare.string(column, column, method="damerau_levenshtein", threshold=0.85, label=column)
    for column in fields["exact"]:
        compare.exact(column, column, label=column)
    features = compare.compute(pairs, frame)
    learned = rl.ECMClassifier(binarize=0.5)
    learned.fit(features)
    prob = learned.prob(features)
    out = {}
    for threshold in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 0.99999, 0.9999999):
        out[f"{threshold}"] = joined(len(rows), prob[prob >= threshold].index)
    for least in range(2, features.shape[1] + 1):  # the sum of its documentation's examples
        out[f"{least} agree"] = joined(len(rows), features[features.sum(axis=1) >= least].index)
    return out


def dedupe(kind: str, rows: Rows, truth: list[int]) -> dict[str, list[int]]:
    import dedupe as dd
    from dedupe import variables as v

    random.seed(1)
    fields = columns(kind)
    definition = [v.String(c, has_missing=True) for c in fields["name"]]
    definition += [v.String(c, has_missing=True) for c in fields["text"]]
    definition += [v.Exact(c, has_missing=True) for c in fields["exact"]]
    names = [c for group in fields.values() for c in group]
    data = {r["id"]: {"at": r["id"], **{c: r[c] for c in names}} for r in rows}
    deduper = dd.Dedupe(definition, num_cores=1, in_memory=True)
    deduper.prepare_training(data, sample_size=1000)
    for _ in range(ASKED):
        one, two = deduper.uncertain_pairs()[0]
        verdict = "match" if truth[one["at"]] == truth[two["at"]] else "distinct"
        deduper.mark_pairs({"match": [], "distinct": [], verdict: [(one, two)]})
    deduper.train(recall=0.95)
    scores = deduper.score(deduper.pairs(data))
    out = {}
    for threshold in (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9):
        cluster = list(range(len(rows)))
        for number, (members, _) in enumerate(deduper.cluster(scores, threshold), len(rows)):
            for i in members:
                cluster[int(i)] = number
        out[f"{threshold}"] = cluster
    return out


def main() -> None:
    which, given, made = sys.argv[1:4]
    read = json.loads(Path(given).read_text("utf-8"))
    call = {"dedupe": dedupe, "recordlinkage": recordlinkage}[which]
    Path(made).write_text(json.dumps(call(read["kind"], read["rows"], read["truth"])), "utf-8")


if __name__ == "__main__":
    main()
