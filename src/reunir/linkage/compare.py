"""The comparisons: for each, its levels from the strongest agreement to the plainest disagreement.

A level is an SQL condition over two rows `l` and `r` of `link_mention`; the first that holds is the pair's.
Where one side has nothing to compare the level is 0 and weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """One level of a comparison. `rare`: SQL for the rarity of the tokens that agree, in millionths of a bit
    above the average, over `l_g1_bits`, `r_g1_bits`, ... (0: no such token); only where names agree."""

    name: str
    when: str
    rare: str = ""


@dataclass(frozen=True)
class Comparison:
    """`absent`: SQL that holds where one side has nothing to compare."""

    name: str
    absent: str
    levels: tuple[Level, ...]


ALIKE = 0.9
"""Jaro-Winkler similarity from which two tokens are taken for spellings of one another."""


NEAR = 0.8
"""And from which two given names are not plainly different: two slips in one name."""


def _alike(a: str, b: str) -> str:
    likeness = f"j_{a}" if a == b else f"jaro_winkler_similarity(l.{a}, r.{b})"
    return f"(l.n{a} = r.n{b} or {likeness} >= {ALIKE})"


def _near(a: str, b: str) -> str:
    return f"jaro_winkler_similarity(l.{a}, r.{b}) >= {NEAR}"


def _slip(column: str) -> str:
    """Two numbers written with the same digits but one: told by their difference, then by their digits."""
    apart = f"abs(l.{column} - r.{column})"
    steps = ", ".join(str(d * 10**k) for k in range(9) for d in range(1, 10))
    return (f"{apart} in ({steps}) and levenshtein(cast(l.{column} as varchar), cast(r.{column} as varchar)) = 1")


def _swap(column: str) -> str:
    """Two numbers that differ by two neighbouring digits swapped: their difference is 9 times a digit and noughts."""
    apart = f"abs(l.{column} - r.{column})"
    steps = ", ".join(str(9 * d * 10**k) for k in range(8) for d in range(1, 10))
    return (f"{apart} in ({steps}) and levenshtein(cast(l.{column} as varchar), cast(r.{column} as varchar)) = 2")


def _letter(a: str, b: str) -> str:
    """One letter more, less or other, in tokens long enough for that to be a slip."""
    return (f"(length(l.{a}) >= 4 and length(r.{b}) >= 4 and abs(length(l.{a}) - length(r.{b})) <= 1 "
            f"and levenshtein(l.{a}, r.{b}) = 1)")  # fmt: skip


_GIVEN_AVERAGE, _FAMILY_AVERAGE, _PLACE_AVERAGE = "$given_average", "$family_average", "$place_average"
_AVERAGE = re.compile(r"\$(\w+)_average")
_FEW = 12_000_000
"""Millionths of a bit for which the rarity of a place counts at most."""

_CROSSED = (f"(l.ng1 <> r.ng1 and ((l.ng1 = r.nf1 and (l.nf1 = r.ng1 or jaro_winkler_similarity(l.f1, r.g1) >= {ALIKE})) "
            f"or (l.nf1 = r.ng1 and jaro_winkler_similarity(l.g1, r.f1) >= {ALIKE})))")
"""Given and family name changed places; a slip in one of them at most."""

_ONE_GIVEN = "(l.g2 is null or r.g2 is null)"
_ONE_FAMILY = "(l.f2 is null or r.f2 is null)"
_SHARED = ("case when l_nf1 = r_nf1 then least(l_f1_bits, r_f1_bits) when l_nf2 = r_nf2 then least(l_f2_bits, r_f2_bits) "
           "when l_nf1 = r_nf2 then least(l_f1_bits, r_f2_bits) else least(l_f2_bits, r_f1_bits) end")

COMPARISONS: tuple[Comparison, ...] = (
    Comparison("number", "l.digits is null or r.digits is null", (
        Level("equal", "l.digits = r.digits"),
        Level("a few apart", "abs(l.digits - r.digits) <= 5"),
        Level("one digit off", _slip("digits")),
        Level("two digits swapped", _swap("digits")),
        Level("different", "true"),
    )),
    Comparison("given names", "l.g1 is null or r.g1 is null", (
        Level("both equal", "l.g1 = r.g1 and l.g2 = r.g2",
              f"l_g1_bits + l_g2_bits - 2 * {_GIVEN_AVERAGE}"),
        Level("equal", "l.g1 = r.g1 and l.g2 is null and r.g2 is null", f"l_g1_bits - {_GIVEN_AVERAGE}"),
        Level("equal, one dropped", "l.g1 = r.g1 and (l.g2 is null or r.g2 is null)",
              f"l_g1_bits - {_GIVEN_AVERAGE}"),
        Level("sound alike", f"{_alike('g1', 'g1')} and (l.g2 is null or r.g2 is null or {_alike('g2', 'g2')})",
              f"least(l_g1_bits, r_g1_bits) - {_GIVEN_AVERAGE}"),
        Level("changed places with the family name", _CROSSED),
        Level("the second alone", f"{_ONE_GIVEN} and (coalesce(l.g1 = r.g2, false) or coalesce(l.g2 = r.g1, false))",
              f"case when l_g2_bits = 0 then l_g1_bits else r_g1_bits end - {_GIVEN_AVERAGE}"),
        Level("the second alone, alike", f"{_ONE_GIVEN} and (coalesce({_alike('g1', 'g2')}, false) "
              f"or coalesce({_alike('g2', 'g1')}, false))"),
        Level("a letter off", f"{_letter('g1', 'g1')} and (l.g2 is null or r.g2 is null or {_alike('g2', 'g2')})",
              f"least(l_g1_bits, r_g1_bits) - {_GIVEN_AVERAGE}"),
        Level("one of two", "coalesce(l.g1 = r.g2, false) or coalesce(l.g2 = r.g1, false) "
              f"or coalesce({_alike('g2', 'g2')}, false)"),
        Level("the second differs", f"{_alike('g1', 'g1')} or {_letter('g1', 'g1')}"),
        Level("near", f"j_g1 >= {NEAR}"),
        Level("different", "true"),
    )),
    Comparison("family names", f"l.f1 is null or r.f1 is null or {_CROSSED}", (
        Level("both equal", "l.f1 = r.f1 and l.f2 = r.f2",
              f"l_f1_bits + l_f2_bits - 2 * {_FAMILY_AVERAGE}"),
        Level("both crossed", "l.f1 = r.f2 and l.f2 = r.f1",
              f"l_f1_bits + l_f2_bits - 2 * {_FAMILY_AVERAGE}"),
        Level("equal", "l.f2 is null and r.f2 is null and l.f1 = r.f1", f"l_f1_bits - {_FAMILY_AVERAGE}"),
        Level("equal, one dropped", f"{_ONE_FAMILY} and l.f1 = r.f1", f"l_f1_bits - {_FAMILY_AVERAGE}"),
        Level("the second alone",
              f"{_ONE_FAMILY} and (coalesce(l.f2 = r.f1, false) or coalesce(l.f1 = r.f2, false))",
              f"case when l_f2_bits = 0 then l_f1_bits else r_f1_bits end - {_FAMILY_AVERAGE}"),
        Level("both sound alike", f"{_alike('f1', 'f1')} and {_alike('f2', 'f2')}",
              f"least(l_f1_bits, r_f1_bits) + least(l_f2_bits, r_f2_bits) - 2 * {_FAMILY_AVERAGE}"),
        Level("sounds alike", f"{_ONE_FAMILY} and ({_alike('f1', 'f1')} or coalesce({_alike('f2', 'f1')}, false) "
              f"or coalesce({_alike('f1', 'f2')}, false) or {_letter('f1', 'f1')})",
              f"least(l_f1_bits, r_f1_bits) - {_FAMILY_AVERAGE}"),
        Level("one equal, one a letter off",
              f"(l.nf1 = r.nf1 and coalesce({_letter('f2', 'f2')} or j_f2 >= {NEAR}, false)) "
              f"or (l.nf2 = r.nf2 and ({_letter('f1', 'f1')} or j_f1 >= {NEAR}))",
              f"least(l_f1_bits, r_f1_bits) + least(l_f2_bits, r_f2_bits) - 2 * {_FAMILY_AVERAGE}"),
        Level("both crossed, alike", f"(l.nf1 = r.nf2 and {_near('f2', 'f1')}) or (l.nf2 = r.nf1 and {_near('f1', 'f2')})",
              f"least(l_f1_bits, r_f2_bits) + least(l_f2_bits, r_f1_bits) - 2 * {_FAMILY_AVERAGE}"),
        Level("both near", f"j_f1 >= {NEAR} and j_f2 >= {NEAR}"),
        Level("one of two", "l.nf1 = r.nf1 or l.nf2 = r.nf2 or l.nf1 = r.nf2 or l.nf2 = r.nf1",
              f"{_SHARED} - {_FAMILY_AVERAGE}"),
        Level("near", f"{_ONE_FAMILY} and j_f1 >= {NEAR}"),
        Level("different", "true"),
    )),
    Comparison("birth date", "l.born_year is null or r.born_year is null", (
        Level("equal", "l.born = r.born"),
        Level("day and month swapped", "l.born_year = r.born_year and (l.born // 100) % 100 = r.born % 100 "
              "and (r.born // 100) % 100 = l.born % 100"),
        Level("one digit off", _slip("born")),
        Level("age fits", "(l.born is null or r.born is null) and abs(l.born_year - r.born_year) <= 1"),
        Level("age near", "(l.born is null or r.born is null) and abs(l.born_year - r.born_year) <= 4"),
        Level("same year", "abs(l.born_year - r.born_year) = 0 and l.born is not null and r.born is not null"),
        Level("different", "abs(l.born_year - r.born_year) <= 15"),
        Level("a generation apart", "true"),
    )),
    Comparison("sex", "l.sex is null or r.sex is null", (
        Level("equal", "l.sex = r.sex"), Level("different", "true"),
    )),
    Comparison("citizenship", "l.land is null or r.land is null", (
        Level("equal", "l.land = r.land"), Level("different", "true"),
    )),
    Comparison("municipality", "l.place is null or r.place is null", (
        Level("equal", "l.place = r.place", f"least(l_place_bits, {_FEW}) - {_PLACE_AVERAGE}"),
        Level("alike", f"jaro_winkler_similarity(l.place, r.place) >= {ALIKE}"), Level("different", "true"),
    )),
    Comparison("phone", "l.phone is null or r.phone is null", (
        Level("equal", "l.phone = r.phone"), Level("different", "true"),
    )),
)  # fmt: skip
"""Two birth dates compare as dates; a birth date and an age, or two ages, by the year."""

ALTERNATIVES = ("unrelated", "sibling", "partner", "parent_child")
"""What two mentions may be, if not one person. The one that explains the pair best is what `same` is weighed against:
so the family names and the neighbouring numbers of two sisters are no evidence that they are one."""


def radix() -> list[int]:
    """What the level of each comparison is multiplied by, so that the sum names the pattern of levels."""
    out, at = [], 1
    for comparison in COMPARISONS:
        out.append(at)
        at *= len(comparison.levels) + 1
    return out


def level_sql(comparison: Comparison) -> str:
    """The pair's level of a comparison: 0 where there is nothing to compare, else from 1, the strongest."""
    arms = " ".join(f"when {level.when} then {i}" for i, level in enumerate(comparison.levels, 1))
    return f"case when {comparison.absent} then 0 {arms} end"


def levels_sql(pairs: str, where: str) -> str:
    """The pairs (one, two) of `pairs` that satisfy `where`, every comparison's level as a column `level_0`,
    `level_1`, ... and the rarities of both sides' tokens. What is costly to compute is computed once, underneath."""
    levels = ", ".join(f"{level_sql(c)} as level_{i}" for i, c in enumerate(COMPARISONS))
    levels = re.sub(r"\b([lr])\.(\w+)", r"\1_\2", levels)
    needed = sorted(set(re.findall(r"\b([lr])_(\w+)", levels)))
    sides = ", ".join(f"{side}.{column} as {side}_{column}" for side, column in needed)
    tokens = ("g1", "g2", "f1", "f2")
    alike = ", ".join(f"jaro_winkler_similarity(l.{t}, r.{t}) as j_{t}" for t in tokens)
    rarities = [f"{side}.{t}_bits as {side}_{t}_bits" for side in "lr" for t in (*tokens, "place")]
    carried = ", ".join(f"{side}_{t}" for side in "lr" for t in (*(f"{t}_bits" for t in (*tokens, "place")), "nf1", "nf2"))
    return f"""
        select one, two, {levels}, {carried} from (
          select p.one, p.two, {sides}, {alike}, {', '.join(rarities)}
          from {pairs} p join link_mention l on l.mid = p.one join link_mention r on r.mid = p.two
          where {where})"""


def pattern_sql() -> str:
    """The pattern of a pair, over `levels_sql`: every comparison's level in one whole number."""
    return " + ".join(f"{base} * level_{i}" for i, base in enumerate(radix()))


def levels_of(pattern: int) -> list[int]:
    """A pattern's levels, one a comparison."""
    out = []
    for comparison in COMPARISONS:
        pattern, level = divmod(pattern, len(comparison.levels) + 1)
        out.append(level)
    return out


def of_pattern_sql(pattern: str, name: str) -> str:
    """The level of one comparison in a pattern, as `levels_of` gives all."""
    at = [c.name for c in COMPARISONS].index(name)
    return f"({pattern} // {radix()[at]}) % {len(COMPARISONS[at].levels) + 1}"


def contradicted_sql(pattern: str) -> str:
    """That both the number and the birth date of a pair are plainly different."""
    worst = {"number": ("a few apart", "different"), "birth date": ("different", "a generation apart")}
    return " and ".join(
        f"{of_pattern_sql(pattern, c.name)} in ({', '.join(str(i) for i, v in enumerate(c.levels, 1) if v.name in worst[c.name])})"
        for c in COMPARISONS if c.name in worst)  # fmt: skip


def rarity_sql(averages: Mapping[str, int]) -> str:
    """How much rarer than the average the names are that agree, in millionths of a bit, over `levels_sql`.

    `averages`: of each kind of token (given, family, place), its rarity where two unrelated people agree on one."""
    terms = []
    for number, comparison in enumerate(COMPARISONS):
        arms = [
            f"when {i} then {_AVERAGE.sub(lambda found: str(averages[found[1]]), level.rare)}"
            for i, level in enumerate(comparison.levels, 1)
            if level.rare
        ]
        if arms:
            terms.append(f"case level_{number} {' '.join(arms)} else 0 end")
    return " + ".join(terms)
