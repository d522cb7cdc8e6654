"""The first pages of a report: what it is, and the figures at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from reunir.model import DETERMINATIONS
from reunir.report.document import Block, Notice, Tile, Tiles, Words, code, em, small, words
from reunir.report.story.told import Told, periods, said, sentence
from reunir.report.words import day, listed, number, percent

GLANCE = (
    ("children_separated", "children separated"),
    ("removals_apart", "removals apart"),
    ("no_documented_wish", "parents with no documented wish to leave the child"),
    ("determination.against_wish", "removals against a stated wish"),
    ("determination.documented", "removals with a documented decision"),
    ("children_not_reached", "children whose parent was not reached"),
    ("children_reunified", "children reunified"),
)
"""The figures that stand at the top, each with a few words of its own."""


def about(told: Told) -> Iterator[Block]:
    lists = len(told.contents.lists)
    yield said(
        f"This report counts what {'one list says' if lists == 1 else f'{number(lists)} lists say'} of parents and "
        "children separated in custody: who was separated, what became of them, and whether a parent who was removed "
        f"from the country without the child had decided so. It prints what was known on {day(told.run['as_of'])}: "
        "lists received and events dated on or before that day.",
    )  # fmt: skip
    yield said(
        "It names nobody. People are counted; where a single case is shown, it is by its case number alone. Absence is "
        "about the records: “not in the lists received” never means “did not happen”."
    )
    yield said(
        "Every figure opens into its cases, and each case into the cells of the lists it rests on: ",
        told.section("check"), " says how. ", told.section("limits", "Section"), " says what the records cannot tell, "
        "and ", told.section("glossary"), " what the words mean; ", em("removal"), " here always means leaving the "
        "country, and ", em("separation"), " the taking of the child.",
    )  # fmt: skip
    if told.run["warnings"]:
        yield Notice("To be known first", tuple(words(w) for w in told.run["warnings"]))
    absent = told.contents.absent
    if absent:
        yield Notice("Incomplete run", (words(
            f"This run is incomplete. It lacks {listed(list(absent))}; what rests on {'it' if len(absent) == 1 else 'them'} "
            "reads as empty below and says nothing."
        ),))  # fmt: skip


def glance(told: Told) -> Iterator[Block]:
    tiles = tuple(_tiles(told))
    if not tiles:
        yield said("This run has no figures: nothing has been received and computed yet.")
        return
    yield Tiles(tiles)
    if not told.contents.value("removals_apart"):
        yield said(
            "There is no removal apart in these lists, so there is nothing to audit and no determination to print. ",
            told.section("limits", "Section"), " says whether that is because none happened or because these lists could not show one.",
        )  # fmt: skip


def _tiles(told: Told) -> Iterator[Tile]:
    """Those of the chosen figures that the run has; what rests on removals apart only where there are any."""
    contents = told.contents
    whole = {f"determination.{d}": ("removals_apart", "removals apart") for d in DETERMINATIONS}
    whole |= {k: ("children_separated", "children separated") for k in ("children_not_reached", "children_reunified")}
    for name, label in GLANCE:
        figure = contents.figure(name)
        if figure is None:
            continue
        if not contents.value("removals_apart") and (name.startswith("determination") or name == "no_documented_wish"):
            continue
        denominator, of = figure["denominator"], figure["unit"]
        if denominator is None and name in whole and contents.figure(whole[name][0]):
            denominator, of = contents.value(whole[name][0]), whole[name][1]
        lines: list[Words] = []
        if name in told.caveats:
            lines.append(words(em(told.caveats[name])))
        if denominator:
            lines.append(words(f"{percent(figure['value'], denominator)} of {number(denominator)} {of}"))
        lines += [words(p) for p in periods(told, name)]
        lines.append(words(small(f"{sentence(figure['definition'])} Unit: {figure['unit']}. Figure "), code(name), small(".")))
        yield Tile(number(figure["value"]), label, tuple(lines))
