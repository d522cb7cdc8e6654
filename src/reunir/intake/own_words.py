"""A list's own words, for a proposed layout: those that say nothing, those that hide something, and codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reunir.intake.cells import NO_PHONE, SEX, reader
from reunir.intake.layout import DEFAULT_BLANK, DEFAULT_REDACTED, Field, Layout, closed_set, fold, plain
from reunir.model import DENIAL, YES_NO_FIELDS

BLANKS = frozenset(
    {*map(plain, DEFAULT_BLANK), "na", "n.a.", "n/d", "nd", "s/d", "s/i", "null", "none", "nan", "unk", "unknown",
     "not known", "not available", "not applicable", "no data", "desconocido", "desconocida", "se desconoce",
     "se ignora", "sin dato", "sin datos", "sin información", "no disponible", "no aplica", "no especificado",
     "sin especificar", ".", "?", "..."}
)  # fmt: skip
"""Words that say nothing wherever they stand, beside those that a layout knows of itself."""

HIDING = (
    *DEFAULT_REDACTED, r"\*{3,}", r"x{4,}", r"\bb ?\([67]\)( ?\([ace]\))?", r"\bwithheld\b", r"\bconfidencial\b",
    r"\btestado\b",
)  # fmt: skip
"""Marks that hide what a cell held."""

_MOST = 40
_HIDING = tuple(re.compile(p, re.IGNORECASE) for p in HIDING)
_ANY = re.compile("|".join(f"(?:{p})" for p in HIDING), re.IGNORECASE)
_WORD = re.compile(r"[^\W_]{2,}")

# What a folded word speaks of, in English and Spanish; a word that speaks of two codes is left to a person.
_DISCHARGE = {
    DENIAL: "stillincare|incare|incustody|notdischarged|bajocuidado|sigueen|permaneceen",
    "turned_18": "ageout|agedout|agingout|turned18|18yearsold|cumplio18|mayoriadeedad|mayordeedad",
    "other_sponsor": "sponsor|otherrelative|patrocinador|uncle|aunt|sibling|grandparent|tia|tio|abuel|herman",
    "reunified_with_parent": "(reuni|reencuentr).*(parent|mother|father|padre|madre|mama|papa|progenitor|famil)",
    "other": "voluntarydeparture|repatriat|repatriad|otherapprop|runaway|deceased|^other$|^otro$",
}  # fmt: skip
_CHOICE = {
    "leave_child": "withoutchild|without(my|his|her|their)?child|waive|leavechild|childremain|childtoremain|childstay|"
                   "sin(su|mi)?(s)?(hij|menor|nin)|renunci|dejar(asu|ami|al)|permane",
    "take_child": "withchild|with(my|his|her|their)child|takechild|reunif|con(su|mi)(s)?hij|con(el|la)(nin|menor)|"
                  "conhij|llevar(se)?(asu|ami|al)",
    "undecided": "undecided|notdecided|indecis|nodecid|lawyerfirst|wantsalawyer",
}  # fmt: skip


def is_blank(text: str) -> bool:
    return plain(text) in BLANKS or not text.strip()


def is_hidden(text: str) -> bool:
    """Whether a cell hides what it held: nothing of two letters is left beside a mark."""
    return _ANY.search(text) is not None and _hides(text, _HIDING)


def _hides(text: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    found = False
    for pattern in patterns:
        if pattern.search(text):
            text, found = pattern.sub(" ", text), True
    return found and not _WORD.search(text)


def blanks_seen(columns: Sequence[Sequence[str]], fields: Sequence[Sequence[str]]) -> list[str]:
    """The blank words that stand in the list, as a layout writes them. `fields`: what each heading speaks of. What says
    that somebody has no telephone is no blank, and a family may be named Na."""
    seen: set[str] = set()
    kept = {fold(c) for cells, names in zip(columns, fields, strict=True) if "phone" in names for c in cells} & NO_PHONE
    for cells, names in zip(columns, fields, strict=True):
        for cell in {c for c in cells if plain(c) in BLANKS}:
            if fold(cell) in kept:
                continue
            if {"family_names", "given_names", "full_name"} & set(names) and plain(cell) in ("na", "nd", "nan"):
                continue
            seen.add(plain(cell).upper() if len(plain(cell)) <= 4 else plain(cell))
    return ["", *sorted(seen - {""})]


def marks_seen(columns: Sequence[Sequence[str]]) -> list[str]:
    """The patterns that hide something in the list, where they are more than those that a layout has of itself."""
    own = _HIDING[: len(DEFAULT_REDACTED)]
    cells = {c for column in columns for c in column if is_hidden(c) and not _hides(c, own)}
    more = [p.pattern for p in _HIDING[len(DEFAULT_REDACTED):] if any(p.search(c) for c in cells)]  # fmt: skip
    return [*DEFAULT_REDACTED, *more] if more else []


def code_of(field: Field, word: str) -> str:
    """The code that a word of the list speaks of beyond doubt, or nothing."""
    rules = _DISCHARGE if field.general == "discharged.outcome" else _CHOICE if field.name in ("choice", "wish") else {}
    found = [code for code, pattern in rules.items() if re.search(pattern, fold(word))]
    if found == ["leave_child", "take_child"]:
        found = ["leave_child"] if fold(word).startswith(("without", "sin", "waive", "renunci")) else []
    return found[0] if len(found) == 1 else ""


def tells_discharges(distinct: Sequence[str]) -> bool:
    """Whether most of a column's words are ways of leaving care, and of more than one kind."""
    codes = [code_of(Field(None, "discharged", "outcome"), w) for w in distinct]
    return len(set(codes) - {""}) >= 2 and sum(map(bool, codes)) >= 0.6 * len(codes)


def codes_for(field: Field, distinct: Sequence[str], layout: Layout) -> list[tuple[str, str]]:
    """The words of a column of a closed set that the reader does not know, each with its code, or "" where a person
    must say."""
    if field.event is None and field.name == "sex":
        return _sexes(distinct)
    if not (closed_set(field) or field.name in YES_NO_FIELDS):
        return []
    read = reader(field, layout)
    unknown = [w for w in distinct if read(w).rule]
    allowed = {*closed_set(field), DENIAL}
    return [(w, code if (code := code_of(field, w)) in allowed else "") for w in unknown[:_MOST]]


def _sexes(distinct: Sequence[str]) -> list[tuple[str, str]]:
    """H and M are hombre and mujer, whom an English reader would take for a male."""
    folded = {fold(w) for w in distinct}
    if "h" in folded and folded <= {"h", "m"}:
        return [(w, "M" if fold(w) == "h" else "F") for w in distinct]
    known = {"h": "M", "masc": "M", "fem": "F"}
    return [(w, known.get(fold(w), "")) for w in distinct if fold(w) not in SEX][:_MOST]
