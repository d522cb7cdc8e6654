"""The last pages of a report: its limits, how to check it, and the words it uses."""

from __future__ import annotations

from collections.abc import Iterator

from reunir.report.document import Block, Bullets, Head, Terms, code, strong, table_of, words
from reunir.report.limits import limits as limits_of
from reunir.report.story.told import Told, said
from reunir.report.words import GLOSSARY


def limits(told: Told) -> Iterator[Block]:
    found = limits_of(told.engine, told.contents, told.raw)
    if found:
        yield said("These limits were worked out from the records themselves.")
        yield Terms(tuple((words(what), words(how)) for what, how in found), below=True)
    elif told.contents.lists:
        yield said("No limit of the kinds that this report looks for was found. That does not mean that there is none.")
    else:
        yield said("There are no records yet.")
    yield said("What no list tells is not here at all. A family that is on no list received is in no figure.")


def check(told: Told) -> Iterator[Block]:
    run, standard = told.run, told.standard
    yield said(
        "This report is a run, printed. Whoever holds the docket can make the run again from the lists and the journal, byte "
        "for byte, and check that neither was altered:"
    )
    yield Bullets((
        words(code("reunir verify DOCKET"), " names any altered byte of a list, a rule book or the model, and any entry of "
              "the journal that was altered, inserted, moved or is missing. The journal head printed below must be the hash of "
              "an entry of that journal."),
        words(code(f"reunir run DOCKET --as-of {run['as_of']}"), " makes the run again; its id must be the one printed below, "
              "unless something was received or entered for that day since."),
        words(code("reunir cases DOCKET FIGURE"), " lists the cases behind a figure, and ", code("reunir explain DOCKET ID"),
              " opens a case down to file, sheet, row and column. ", code("reunir table DOCKET NAME --to FILE"),
              " gives any table of the run."),
    ), numbered=True)  # fmt: skip
    facts = [("Run", words(code(run["run_id"]))), ("As of", words(code(run["as_of"]))), ("Journal head", words(code(run["head"])))]
    facts += [("Code", words(code(run["code"])))] if run["code"] else []
    facts += [("Linkage model", words(code(run["model"])))] if run["model"] else []
    cites = f" ({standard['cites']})" if standard["cites"] else ""
    facts += [("Standard", words(f"{standard['title']}{cites}"))] if standard["title"] else []
    yield Terms(tuple((words(name), value) for name, value in facts))
    hashes = {one["sha256"]: one["list_id"] for one in told.contents.lists if one["sha256"]}
    if hashes:
        heads = [Head("List", share=1), Head("SHA-256 of its bytes", share=5)]
        yield table_of("SHA-256 of each list as received", heads, [[code(i), code(sha)] for sha, i in hashes.items()])
    heads = [Head("What must hold", share=4), Head("Holds", share=1.4)]
    rows = [[what, "yes" if holds else strong("No: do not rely on these figures")] for what, holds in told.contents.checks]
    yield table_of("Sums worked out again from the tables of the run as this report was printed", heads, rows)


def glossary(told: Told) -> Iterator[Block]:
    yield Terms(tuple((words(word), words(means)) for word, means in GLOSSARY), below=True)
