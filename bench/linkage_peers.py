"""Splink called directly on the same mentions, in two ways: as its documentation says, and with comparisons by hand.

Both get the folded tokens and the split of whole names that Reunir prepares, which flatters Splink: its user would
have to make them. Its clusters are connected components at the threshold that is best for it, found with the truth.
"""

from __future__ import annotations

import logging
import time
import warnings
from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

warnings.filterwarnings("ignore")
logging.getLogger("splink").setLevel(logging.ERROR)

BLOCKS = (
    block_on("number"), block_on("given", "family"), block_on("sg1", "sf1", "born_year"), block_on("born", "sg1"),
    block_on("born", "sf1"), block_on("sg1", "sf1", "sf2"), block_on("sg1", "sf2", "born_year"),
    block_on("sg1", "sf1", "substr(number, 1, 6)"), block_on("sg1", "substr(number, 4, 6)"),
    block_on("g1", "f1", "place"), block_on("sg2", "sf1", "sf2"), block_on("born", "substr(g1, 1, 1)"),
)  # fmt: skip
"""Twelve rules, narrow enough for a million mentions."""

WIDE = (*BLOCKS, block_on("sg1", "sf1"), block_on("sg1", "sf2"))
"""The same and two that only a small docket bears."""


def inputs(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """The table that Splink is given, from `link_mention`."""
    return con.execute("""
        select m.mid, m.g1, m.g2, m.f1, m.f2, a.sound as sg1, b.sound as sg2, c.sound as sf1, d.sound as sf2,
          nullif(trim(concat(coalesce(m.g1, ''), ' ', coalesce(m.g2, ''))), '') as given,
          nullif(trim(concat(coalesce(m.f1, ''), ' ', coalesce(m.f2, ''))), '') as family,
          lpad(cast(m.digits as varchar), 9, '0') as number,
          cast(make_date(m.born // 10000, (m.born // 100) % 100, m.born % 100) as varchar) as born, m.born_year,
          cast(m.sex as varchar) as sex, m.land, m.place, m.phone
        from link_mention m left join link_token a on a.token = m.g1 left join link_token b on b.token = m.g2
        left join link_token c on c.token = m.f1 left join link_token d on d.token = m.f2
        where not m.nobody order by m.mid""").to_arrow_table()


def documented() -> list[Any]:
    """Comparisons of Splink's library, as its tutorials put them."""
    return [
        cl.NameComparison("given").configure(term_frequency_adjustments=True),
        cl.NameComparison("family").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("born", input_is_string=True),
        cl.DamerauLevenshteinAtThresholds("number", 1),
        cl.ExactMatch("sex"), cl.ExactMatch("land").configure(term_frequency_adjustments=True),
        cl.ExactMatch("place"),
    ]  # fmt: skip


def by_hand() -> list[Any]:
    """Comparisons made for these names and numbers, as somebody who knows the field would write them."""

    def level(sql: str, label: str, **more: Any) -> Any:
        return cll.CustomLevel(sql, label).configure(**more) if more else cll.CustomLevel(sql, label)

    given = cl.CustomComparison(output_column_name="given", comparison_levels=[
        level("g1_l is null or g1_r is null", "null", is_null_level=True),
        level("given_l = given_r", "equal", tf_adjustment_column="given"),
        level("g1_l = g1_r and (g2_l is null or g2_r is null)", "one dropped"),
        level("sg1_l = sg1_r or jaro_winkler_similarity(g1_l, g1_r) >= 0.9", "alike"),
        level("g1_l = g2_r or g2_l = g1_r", "crossed"), cll.ElseLevel(),
    ])  # fmt: skip
    family = cl.CustomComparison(output_column_name="family", comparison_levels=[
        level("f1_l is null or f1_r is null", "null", is_null_level=True),
        level("family_l = family_r", "equal", tf_adjustment_column="family"),
        level("f1_l = f2_r and f2_l = f1_r", "crossed"),
        level("f1_l = f1_r and (f2_l is null or f2_r is null)", "one dropped"),
        level("(sf1_l = sf1_r or jaro_winkler_similarity(f1_l, f1_r) >= 0.9) and "
              "(f2_l is null or f2_r is null or sf2_l = sf2_r or jaro_winkler_similarity(f2_l, f2_r) >= 0.9)", "alike"),
        level("sf1_l = sf1_r or sf2_l = sf2_r or sf1_l = sf2_r or sf2_l = sf1_r", "one of two"), cll.ElseLevel(),
    ])  # fmt: skip
    number = cl.CustomComparison(output_column_name="number", comparison_levels=[
        level("number_l is null or number_r is null", "null", is_null_level=True),
        level("number_l = number_r", "equal"),
        level("damerau_levenshtein(number_l, number_r) = 1 and abs(cast(number_l as int) - cast(number_r as int)) > 5",
              "a digit off"),
        cll.ElseLevel(),
    ])  # fmt: skip
    born = cl.CustomComparison(output_column_name="born", comparison_levels=[
        level("born_l is null or born_r is null", "null", is_null_level=True),
        level("born_l = born_r", "equal"),
        level("levenshtein(born_l, born_r) = 1 or (substr(born_l, 6, 2) = substr(born_r, 9, 2) and "
              "substr(born_l, 9, 2) = substr(born_r, 6, 2) and substr(born_l, 1, 4) = substr(born_r, 1, 4))", "slip"),
        level("abs(born_year_l - born_year_r) <= 1", "year near"), cll.ElseLevel(),
    ])  # fmt: skip
    return [given, family, number, born, cl.ExactMatch("sex"),
            cl.ExactMatch("land").configure(term_frequency_adjustments=True), cl.ExactMatch("place")]  # fmt: skip


def linked(data: pa.Table, comparisons: list[Any], blocks: Any, threads: int = 2) -> tuple[Linker, dict[str, float]]:
    """A trained linker, and the seconds that training took (not part of what is compared)."""
    con = duckdb.connect(":memory:", config={"threads": threads})
    con.register("given_table", data)
    con.execute("create table person_rows as select * from given_table")
    api = DuckDBAPI(con)
    sessions = [block_on("number"), block_on("given", "family"), block_on("born", "sg1")]
    while True:
        linker = Linker(
            api.register(con.table("person_rows")), SettingsCreator(
                link_type="dedupe_only", unique_id_column_name="mid", comparisons=comparisons,
                blocking_rules_to_generate_predictions=list(blocks), retain_intermediate_calculation_columns=False,
                retain_matching_columns=False), log_level=None)  # fmt: skip
        began = time.perf_counter()
        linker.training.estimate_probability_two_random_records_match(
            [block_on("number"), block_on("given", "family", "born")], recall=0.6)
        linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
        _u_by_hand(linker)
        for rule in sessions:
            try:
                linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
            except ValueError as error:  # a level that nobody met; what is left of that linker is no model
                print(f"Splink's training stopped and is begun anew without one of its rules: {str(error)[:44]}")
                sessions.remove(rule)
                break
        else:
            return linker, {"train": time.perf_counter() - began}


def _u_by_hand(linker: Linker) -> None:
    """Chance agreement on a number is met by no sample: fixed by hand, as Splink's users do."""
    for comparison in linker._settings_obj.comparisons:
        if comparison.output_column_name == "number":
            for level in comparison.comparison_levels:
                if not level.is_null_level and level.comparison_vector_value > 0:
                    level.u_probability = 5e-6 if level.comparison_vector_value == max(
                        x.comparison_vector_value for x in comparison.comparison_levels) else 1e-4  # fmt: skip


def predicted(linker: Linker, weight: float) -> tuple[Any, float]:
    began = time.perf_counter()
    pairs = linker.inference.predict(threshold_match_weight=weight)
    return pairs, time.perf_counter() - began


def clusters(linker: Linker, pairs: Any, weight: float) -> tuple[list[tuple[int, int]], float]:
    """(mid, cluster) at a match weight, and the seconds of clustering alone."""
    began = time.perf_counter()
    frame = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_weight=weight)
    seconds = time.perf_counter() - began
    con = linker._db_api.duckdb_con
    return con.execute(f"select mid, cluster_id from {frame.physical_name}").fetchall(), seconds
