"""The audit: removals apart and their determinations, decisions and their faults, findings, and what is beside."""

from __future__ import annotations

from collections.abc import Iterator

from reunir.model import DETERMINATIONS
from reunir.report.document import Block, Head, Paragraph, Span, Table, Words, code, small, strong, table_of, words
from reunir.report.findings import RuleCount
from reunir.report.story.children import to_removal
from reunir.report.story.told import Told, periods, said
from reunir.report.words import (
    DETERMINATION_WORDS,
    PURPORT_WORDS,
    day,
    determination,
    number,
    percent,
    plural,
    readable,
)


def removals(told: Told) -> Iterator[Block]:
    contents = told.contents
    stated, indicated = (contents.determinations(s) for s in ("stated", "indicated"))
    total = sum(stated.values())
    if not total and not sum(indicated.values()):
        none = "" if contents.lists else " No list has been received."
        yield said(
            f"No removal apart is in these lists.{none} To find one, the records must name a parent and tie a child to that "
            "parent, state or indicate that the two were separated, and state that the parent was removed. ",
            told.section("limits", "Section"), " says which of these is missing.",
        )  # fmt: skip
        return
    yield said(
        "A removal apart is one parent, one child and one removal of that parent while the two were separated. Each gets "
        "exactly one determination: the gravest that holds under every reading of what is missing or in conflict. There "
        f"{'is' if total == 1 else 'are'} {number(total)}."
    )
    yield from told.drawn("determinations", "removal")
    yield _determinations(stated, indicated)
    yield from _wish(told)
    overlap = contents.figure("against_wish_overlap")
    if overlap:
        of = f" of {number(overlap['denominator'])}" if overlap["denominator"] is not None else ""
        yield said(code("against_wish_overlap"), f": {number(overlap['value'])}{of} {overlap['unit']}: {overlap['definition']}.")
    if contents.overlaps:
        yield _overlaps(contents.overlaps, stated)
    yield from told.drawn("months", "removal")
    if "months" in told.pictures:
        yield _months(told)
    yield from told.drawn("places", "removal")
    yield from to_removal(told)
    yield from told.drawn("example")


def _determinations(stated: dict[str, int], indicated: dict[str, int]) -> Table:
    total, beside = sum(stated.values()), sum(indicated.values())
    heads = (Head("Determination", share=2), Head("When", share=5), Head("Separation stated", True, 1.3), Head("Share", True), Head("Beside: indicated only", True, 1.4))  # fmt: skip
    rows = tuple(
        tuple(map(words, (determination(d), DETERMINATION_WORDS[d][1], number(stated[d]), percent(stated[d], total), number(indicated[d]))))
        for d in DETERMINATIONS
    )  # fmt: skip
    foot = tuple(map(words, ("All removals apart", "", number(total), percent(total, total), number(beside))))
    return Table("Determinations (unit: removals apart, that is pairs of parent and child)", heads, rows, (foot,))


def _wish(told: Told) -> Iterator[Paragraph]:
    wish = told.contents.figure("no_documented_wish")
    if not wish:
        return
    whole = wish["denominator"]
    share = f" of {number(whole)} ({percent(wish['value'], whole)})" if whole else ""
    more = "".join(f"; {p}" for p in periods(told, "no_documented_wish"))
    yield said(
        strong(plural(wish["value"], "parent")), f"{share} had at least one removal apart with no record of a decision to leave "
        f"that child, whether or not another wish is on record{more}. This counts parents; the determination “undocumented” "
        "counts pairs and yields to “against the wish”, so the two are not the same number.",
    )  # fmt: skip


def _overlaps(overlaps: dict[tuple[str, str], int], stated: dict[str, int]) -> Table:
    others = DETERMINATIONS[1:-1]
    heads = [Head("Determination", share=2), *(Head(f"Also {determination(o).lower()}", True) for o in others)]
    rows = [
        [f"{determination(d)} ({number(stated[d])})", *(number(overlaps.get((d, o), 0)) for o in others)]
        for d in DETERMINATIONS if any(of == d for of, _ in overlaps)
    ]  # fmt: skip
    return table_of("Other answers that hold for the same removals apart (the determination is the gravest)", heads, rows)


def _months(told: Told) -> Table:
    months = told.contents.months
    heads = [Head("When removed", share=1.4), *(Head(determination(d), True) for d, _ in months.series), Head("All", True, 0.8)]
    rows = []
    for i, (label, year) in enumerate(months.columns):
        values = [counts[i] for _, counts in months.series]
        rows.append([f"{label} {year}".strip(), *map(number, values), number(sum(values))])
    return table_of("Removals apart over time (separation stated)", heads, rows)


def decisions(told: Told) -> Iterator[Block]:
    contents = told.contents
    faults = told.drawn("faults", "finding")
    if contents.decisions or faults:
        yield said(
            "A record that purports a decision to leave the child is put to every rule of the standard in force on its own "
            "day. One decision can fail several rules; one that speaks to several removals apart is put to them for each. ",
            told.section("findings", "Section"), " has the rules with their citations.",
        )  # fmt: skip
    if contents.decisions:
        heads = [Head("What it says", share=3.2), *(Head(h, True) for h in (
            "On or before the removal", "After it", "Spent by an earlier one", "Not clear", "Meets every rule", "All"))]  # fmt: skip
        rows = [
            [
                PURPORT_WORDS.get((d["kind"], d["purports"])) or readable(f"{d['kind']} {d['purports']}"),
                *(number(d[k]) for k in ("before_it", "after_it", "spent", "unclear")),
                number(d["meets"]) if (d["kind"], d["purports"]) == ("decided", "leave") else "–", number(d["every"]),
            ]
            for d in contents.decisions
        ]  # fmt: skip
        yield table_of("What the records say of decisions and wishes (each counted for each removal apart that it speaks to)", heads, rows)
    if faults:
        yield from faults
    elif any(r.subject == "decision" for r in contents.rules):
        yield said("No decision in these records fails a rule of the standard.")
    else:
        yield said(
            "No record in these lists purports a decision to leave a child, for any removal apart. There is nothing to judge "
            "by the standard."
        )


GROUPS = (
    ("decision", "Rules put to each record that purports a decision to leave the child, for each removal apart"),
    ("removal apart", "Rules put to each removal apart"),
    ("records", "Do the lists agree? Rules put to the events, people and ties that the rule is about"),
)
"""What rules were put to, each with the caption of its table."""


def findings(told: Told) -> Iterator[Block]:
    rules = told.contents.rules
    if not rules:
        yield said("No rule found anything in these lists that it applies to, so there are no findings.")
        return
    yield said("A rule answers for every subject that it applies to, so its denominator is in the answer. Unknown is never counted as met.")
    for subject, title in GROUPS:
        put = [r for r in rules if r.subject == subject and not r.not_run]
        if put:
            heads = [Head("Rule", share=6), *(Head(h, True) for h in ("Put to", "Met", "Unmet", "Unknown"))]
            yield table_of(title, heads, [[_rule(r), *map(number, (r.subjects, r.met, r.unmet, r.unknown))] for r in put])
    two = [Head("Rule", share=3), Head("Cites", share=2)]
    idle = [r for r in rules if not r.subject and not r.not_run]
    if idle:
        yield table_of("Rules that found nothing in these lists to be put to", two, [[_named(r), r.cites or "–"] for r in idle])
    failed = [r for r in rules if r.not_run]
    if failed:
        yield table_of("Rules that were not run", [two[0], Head("Why", share=2)], [[_named(r), r.not_run] for r in failed])


def _named(rule: RuleCount) -> Words:
    return words(f"{rule.title} ", code(rule.rule))


def _rule(rule: RuleCount) -> Words:
    more = f"; {rule.cites}" if rule.cites else ""
    more += f"; since {day(rule.since)}" if rule.since else ""
    more += f"; until {day(rule.until)}" if rule.until else ""
    return words(rule.title, Span(f"{rule.rule}{more}", "small")) if rule.title else words(small(f"{rule.rule}{more}"))


def beside(told: Told) -> Iterator[Block]:
    found = told.contents.beside
    if not found:
        yield said("Nothing is counted beside a figure.")
        return
    yield said("What stands beside a figure never changes it.")
    heads = [Head("What", share=4), Head("Count", True)]
    yield table_of("Counted beside, and never subtracted from any figure", heads, [[readable(k), number(n)] for k, n in found])
