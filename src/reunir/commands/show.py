"""Answers as lines for a reader: figures, cases, explanations."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from reunir.commands.say import table
from reunir.explain import name_of
from reunir.figures.bridge import CAUSES, Bridge

MOST_LINKS = 12


def figures(about: dict[str, Any], found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The figures of a run in a table, and below it what each counts."""
    yield f"{about.get('title') or 'Figures'}, as of {about['as_of']} (run {about['run_id']})"
    yield ""
    doubted = any("low" in f for f in found)
    rows, before = [], None
    for f in found:
        doubt = (f"{f['low']:,} to {f['high']:,}", f["changing"]) if doubted else ()
        rows.append(("" if f["name"] == before else f["name"], f["cohort"], f["unit"], f["value"], _of(f), *doubt))
        before = f["name"]
    heads = ("figure", "cohort", "unit", "value", "of", *(("over samples", "cases in doubt") if doubted else ()))
    yield from table(heads, rows, right=range(3, len(heads))) or ["There are no figures."]
    if doubted:
        yield ""
        yield from textwrap.wrap(
            f"over samples: the middle 95 in 100 of {found[0]['samples']} clusterings sampled by how probable each link is; "
            "cases in doubt: those of which it is otherwise in more than 5 in 100 whether they count", 100,
        )  # fmt: skip
    yield ""
    for name, definition in {f["name"]: f.get("definition") for f in found}.items():
        if definition:
            yield from textwrap.wrap(f"{name}: {definition}", 100, subsequent_indent="    ")


def _of(figure: dict[str, Any]) -> str:
    return f"{figure['denominator']:,}" if figure.get("denominator") is not None else ""


def cases(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The cases behind a figure, a line each."""
    rows = [
        (c["cohort"], c["subject_id"], c["removed_on"], c["determination"] or c["status"], c["reason"]) for c in found
    ]
    yield from table(("cohort", "case", "removed on", "answer", "why"), rows) or ["No cases."]


def bridges(found: Sequence[Bridge], *, cases: bool) -> Iterator[str]:
    """Bridges, each a column of numbers that sums; `cases`: with the cases of each cause."""
    changed = [b for b in found if b.changes or cases]
    if not changed:
        yield "No figure changed, and no case of any."
    for b in changed:
        yield f"{b.figure} ({b.cohort}), {b.unit}"
        if b.means_from != b.means_to:
            yield from textwrap.wrap(f"counted on {b.from_day}: {b.means_from}", 100, initial_indent="  ", subsequent_indent="    ")
            yield from textwrap.wrap(f"counted on {b.to_day}: {b.means_to}", 100, initial_indent="  ", subsequent_indent="    ")
        yield f"  {b.opening:>8,}  on {b.from_day}"
        for c in b.changes:
            both = [f"{len(side):,} {word}" for side, word in ((c.entered, "entered"), (c.left, "left")) if side]
            yield f"  {c.net:>+8,}  {c.step}: {CAUSES[c.cause]} ({', '.join(both)})"
            if cases:
                for sign, side in (("+", c.entered), ("-", c.left)):
                    yield from (f"            {sign} {case}" for case in side)
        yield f"  {b.closing:>8,}  on {b.to_day}"
        yield ""


def pairs(found: Sequence[dict[str, Any]], docket: str) -> Iterator[str]:
    """Pairs to judge, each with its two mentions side by side, what speaks for and against, and what hangs on it."""
    if not found:
        yield "No pair is in doubt that nobody has judged."
    for pair in found:
        joined = "taken for one person" if pair["together"] else "taken for two"
        yield f"probability {pair['probability']:.2f}, {joined}; {pair['cases']:,} cases of figures hang on them"
        sides = [[_cell(pair[side].get(name)) for side in ("l", "r")] for name in PAIR]
        rows = [(name.replace("_", " "), one, two, "" if one == two else "differ" if one and two else "") for name, (one, two) in zip(PAIR, sides, strict=True) if one or two]
        yield from ("  " + line for line in table(("", "one", "the other", ""), rows))
        for e in pair["evidence"]:
            yield f"  {e['weight']:+8.2f}  {e['name']}: {e['level']}"
        if pair["figures"]:
            yield from textwrap.wrap(f"figures: {', '.join(pair['figures'])}", 100, initial_indent="  ", subsequent_indent="    ")
        yield f"  reunir judge {docket} {pair['mention_id_l']} {pair['mention_id_r']} same|different|unsure --by WHO --why TEXT"
        yield ""


PAIR = ("mention_id", "given_names", "family_names", "full_name", "born_on", "a_number", "sex", "citizenship", "layout", "row")


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def explained(found: dict[str, Any]) -> Iterator[str]:
    """An explanation, by what it explains."""
    yield f"{found['kind']} {found['id']}"
    yield from SHOWN.get(found["kind"], _other)(found)
    yield from _sources(found.get("sources", ()))


def _figure(found: dict[str, Any]) -> Iterator[str]:
    yield f"  {found['definition']} (unit: {found['unit']})"
    for f in found["figures"]:
        yield f"  {f['cohort']}: {f['value']:,}" + (f" of {_of(f)}" if _of(f) else "") + f", {f['cases']:,} cases"
        for case in f["first_cases"]:
            yield f"    {case}"
        if f["cases"] > len(f["first_cases"]):
            yield f"    and {f['cases'] - len(f['first_cases']):,} more: `reunir cases DOCKET {f['name']} --cohort {f['cohort']}`"


def _removal(found: dict[str, Any]) -> Iterator[str]:
    yield f"  parent: {_person_line(found['parent'])}"
    yield f"  child:  {_person_line(found['child'])}"
    yield f"  removed on {found['removed_on'] or 'an unknown day'}; separation {found['separation']}"
    yield f"  determination: {found['determination']}"
    yield f"    {found['reason']}"
    if found.get("doubt"):
        yield f"  in doubt: {found['doubt']}"
    for d in found["decisions"]:
        meets = f", meets every rule: {d['meets']}" if d["meets"] else ""
        yield (
            f"  {d['kind']} on {d['happened_on'] or 'an unknown day'}: "
            f"purports {d['purports']}, stands {d['position']}{meets}"
        )
    yield from _findings(found["findings"])


def _findings(findings: Sequence[dict[str, Any]]) -> Iterator[str]:
    for f in findings:
        yield f"  {f['outcome']:8} {f['rule']}: {f['reason']}"


def _pair(found: dict[str, Any]) -> Iterator[str]:
    yield f"  parent: {_person_line(found['parent'])}"
    yield f"  child:  {_person_line(found['child'])}"
    yield from _separations(found["separations"])
    for tie in found["ties"]:
        yield f"  tie: {tie['relation'] or 'parent'} (probability {tie['probability']:.6f}, by {tie['basis']})"
    for b in found["beside"]:
        yield f"  counted beside: {b['kind']}"


def _separations(separations: Sequence[dict[str, Any]]) -> Iterator[str]:
    for s in separations:
        again = f", together again on {s['reunified_on']}" if s["reunified_on"] else ""
        on = s["separated_on"] or "an unknown day"
        yield f"  separated on {on} ({s['basis']}; stands: {s['standing']}){again}: {s['parent_id']} and {s['child_id']}"


def _person(found: dict[str, Any]) -> Iterator[str]:
    if found["asked"] != found["id"]:
        yield f"  asked for {found['asked']}, who is this person"
    yield f"  {_person_line(found)}"
    where = {s["record_id"]: s for s in found["sources"]}
    yield "  named by:"
    for m in found["mentions"]:
        called = " ".join(str(v) for v in (name_of({**m, "person_id": "no name"}), m["born_on"], m["a_number"]) if v)
        yield f"    {m['mention_id']}  {called}  ({_place(where.get(m['record_id']))})"
    for link in found["links"][:MOST_LINKS]:
        joined = "one person" if link["together"] else "not one person"
        judged = f", judged {link['judgement']}" if link["judgement"] else ""
        yield f"  {link['mention_id_l']} and {link['mention_id_r']}: {joined}{judged}, probability {link['probability']:.6f}"
        for e in link["evidence"]:
            yield f"    {e['weight']:+8.2f}  {e['name']}: {e['level']}"
        yield f"    {link['weight']:+8.2f}  in all"
    if len(found["links"]) > MOST_LINKS:
        yield f"  and {len(found['links']) - MOST_LINKS} more pairs (--json has all)"
    for tie in found["ties"]:
        yield (
            f"  tie: {tie['parent']} is {tie['relation'] or 'parent'} of {tie['child']} "
            f"(probability {tie['probability']:.6f}, by {tie['basis']}): {', '.join(tie['record_ids'])}"
        )
    if found["family"]:
        yield f"  family {found['family']['family_id']}:"
        for member in found["family"]["members"]:
            yield f"    {_person_line(member)}"
    yield from _separations(found["separations"])
    for e in found["events"]:
        doubt = "" if e["stands"] in (True, None) else " (later said otherwise)"
        yield f"  {e['happened_on'] or 'undated'}  {e['kind']}{doubt}  {e['statement_id']}"
    for r in found["removals"]:
        yield f"  removal apart {r['removal_id']}: {r['determination']}"
    if found["search"]:
        yield f"  search: {found['search']['status']}: {found['search']['reason']}"
    yield from _findings(found["findings"])


def _event(found: dict[str, Any]) -> Iterator[str]:
    yield f"  {found['event']} on {found['happened_on'] or 'an unknown day'}"
    yield f"  of {found['person_id']}" + (f", about {found['child_id']}" if found["child_id"] else "")
    for s in found["statements"]:
        hidden = ("event_id", "statement_id", "record_id", "list_seq", "row", "sheet", "list_id", "layout", "kind")
        told = ", ".join(f"{name} {value}" for name, value in s.items() if name not in hidden)
        yield f"    {s['statement_id']}: {told}"


def _record(found: dict[str, Any]) -> Iterator[str]:
    for m in found["mentions"]:
        yield f"  {m['mention_id']} is {m['person_id']}"
    for f in found["cell_findings"]:
        yield f"  {f['rule']}: {f['reason']}"


def _list(found: dict[str, Any]) -> Iterator[str]:
    for r in found["readings"]:
        yield f"  {r['file']}, received {r['received_on']} by {r['received_by']}, read as {r['layout']} ({r['kind']})"
        if r["until"]:
            yield f"  a later list took its place on {r['until']}"
        else:
            yield f"  sheet {r['sheet']}: {r['rows']:,} rows, {r['accepted']:,} accepted, {r['set_aside']:,} set aside"
    for aside in found["set_aside"]:
        yield f"    {aside['reason']}: {aside['n']:,} rows, the first {aside['first_row']}"


def _other(found: dict[str, Any]) -> Iterator[str]:
    for name, value in found.items():
        if name not in ("kind", "id", "sources") and value is not None:
            yield f"  {name}: {value}"


def _sources(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    if found:
        yield "  rests on:"
    for s in found:
        yield f"    {s['record_id']}  {_place(s)}, {s['agency']}, received {s['received_on']}"
        for c in s["cells"]:
            column = f"column {c['column']} " if c["column"] else ""
            yield f"      {column}{c['heading']!r} ({c['field']}): {c['cell']!r}"


def _place(source: dict[str, Any] | None) -> str:
    if source is None:
        return "of no list in this run"
    if source["file"] is None:
        return f"entry {source['row']} of the journal"
    return f"{source['file']}, sheet {source['sheet']}, row {source['row']}"


def _person_line(person: dict[str, Any]) -> str:
    told = [name_of(person), person.get("role"), person.get("a_number"), person.get("born_on"), person.get("sex")]
    line = ", ".join(str(value) for value in told if value)
    return line if name_of(person) == person.get("person_id") else f"{line} ({person.get('person_id')})"


SHOWN = {
    "figure": _figure, "removal": _removal, "pair": _pair, "person": _person, "event": _event, "record": _record, "list": _list,
}  # fmt: skip
"""What shows each kind of explanation; another is shown field by field."""
