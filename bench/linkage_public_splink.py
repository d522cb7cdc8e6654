"""Splink on the public sets: comparisons and blocking rules as its documentation has them for each set."""

from __future__ import annotations

import logging
from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger("splink").setLevel(logging.ERROR)

WEIGHTS = (-8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 14, 18, 24, 30)
"""Match weights at which clusters are made, of which the best for the set is kept."""

HISTORICAL_BLOCKS = (
    block_on("substr(first_name,1,3)", "substr(surname,1,4)"), block_on("surname", "dob"),
    block_on("first_name", "dob"), block_on("postcode_fake", "first_name"), block_on("postcode_fake", "surname"),
    block_on("dob", "birth_place"), block_on("substr(postcode_fake,1,3)", "dob"),
    block_on("substr(postcode_fake,1,3)", "first_name"), block_on("substr(postcode_fake,1,3)", "surname"),
    block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
)  # fmt: skip
FEBRL_BLOCKS = tuple(block_on(c) for c in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode"))
FEBRL4_BLOCKS = (
    block_on("given_name", "surname"), "l.given_name = r.surname and l.surname = r.given_name",
    block_on("date_of_birth"), block_on("soc_sec_id"), block_on("state", "address_1"),
    block_on("street_number", "address_1"), block_on("postcode"),
)  # fmt: skip


def _historical(same: bool) -> dict[str, Any]:
    more = [] if same else [cl.PostcodeComparison("postcode_fake"),
                            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True)]  # fmt: skip
    return {
        "comparisons": [
            cl.ForenameSurnameComparison("first_name", "surname",
                                         forename_surname_concat_col_name="first_name_surname_concat"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True), *more],
        "blocks": tuple(b for i, b in enumerate(HISTORICAL_BLOCKS) if not same or i in (0, 1, 2, 5, 9)),
        "rules": [block_on("first_name", "surname", "dob"),
                  "substr(l.first_name,1,2) = substr(r.first_name,1,2) and l.surname = r.surname "
                  "and substr(l.postcode_fake,1,2) = substr(r.postcode_fake,1,2)",
                  block_on("dob", "postcode_fake")],
        "recall": 0.6, "pairs": 5e6, "sessions": (block_on("first_name", "surname"), block_on("dob")),
    }  # fmt: skip


def _febrl(same: bool, linked: bool) -> dict[str, Any]:
    names: list[Any] = [cl.NameComparison(c) for c in ("given_name", "surname")]
    place: Any = cl.ExactMatch("postcode")
    if linked:
        names = [c.configure(term_frequency_adjustments=True) for c in names]
        place = cl.DamerauLevenshteinAtThresholds("postcode", [1, 2])
    street = [] if same else [cl.ExactMatch("street_number").configure(term_frequency_adjustments=True)]
    crossed = "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"
    rules = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    return {
        "comparisons": [
            *names, cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2] if linked else [2]), *street,
            place.configure(term_frequency_adjustments=True)],
        "blocks": FEBRL4_BLOCKS if linked else FEBRL_BLOCKS,
        "rules": rules if linked else [*rules, crossed],
        "recall": 0.8 if linked else 0.9, "pairs": 1e6,
        "sessions": (block_on("date_of_birth"), block_on("postcode")),
    }  # fmt: skip


def clusters(kind: str, rows: list[dict[str, Any]], which: str) -> dict[float, list[Any]]:
    """The cluster of each record at every match weight. `which`: `documented`, or `same`: Reunir's fields alone."""
    said = _historical(which == "same") if kind == "historical" else _febrl(which == "same", kind == "febrl4")
    con = duckdb.connect(":memory:", config={"threads": 2})
    api = DuckDBAPI(con)
    columns = [k for k in rows[0] if k not in ("whose", "unique_id", "rec_id")]
    tables = []
    for part in sorted({r["list"] for r in rows}):
        given = {k: pa.array([r[k] for r in rows if r["list"] == part]) for k in columns if k not in ("list", "id")}
        given = {k: v.cast(pa.string()) for k, v in given.items()}
        given["rid"] = pa.array([r["id"] for r in rows if r["list"] == part], type=pa.int64())
        if kind == "historical":
            given["first_name_surname_concat"] = pa.array(
                [f"{r['first_name']} {r['surname']}" if r["first_name"] and r["surname"] else None for r in rows])  # fmt: skip
        con.register(f"given_{part}", pa.table(given))
        con.execute(f"create table rows_{part} as select * from given_{part}")
        tables.append(api.register(con.table(f"rows_{part}")))
    settings = SettingsCreator(
        link_type="link_only" if len(tables) > 1 else "dedupe_only", unique_id_column_name="rid",
        comparisons=said["comparisons"], blocking_rules_to_generate_predictions=list(said["blocks"]),
        retain_intermediate_calculation_columns=False, retain_matching_columns=False,
    )  # fmt: skip
    linker = Linker(tables if len(tables) > 1 else tables[0], settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(said["rules"], recall=said["recall"])
    linker.training.estimate_u_using_random_sampling(max_pairs=said["pairs"], seed=1)
    for rule in said["sessions"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    pairs = linker.inference.predict(threshold_match_weight=WEIGHTS[0])
    out = {}
    for weight in WEIGHTS:
        frame = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_weight=weight)
        cluster: list[Any] = [f"alone {i}" for i in range(len(rows))]
        for rid, name in con.execute(f"select rid, cluster_id from {frame.physical_name}").fetchall():
            cluster[rid] = name
        out[float(weight)] = cluster
    return out
