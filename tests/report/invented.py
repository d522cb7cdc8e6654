"""An invented docket for the tests of the report: a handful of families, every kind of table filled.

Nobody in it exists. The names, numbers, phones and municipalities are planted so that tests can look for them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from reunir.engine import Engine
from reunir.model import DETERMINATIONS, TABLES

SECRETS = (
    "Zacapalina", "Quetzalberto", "Ixchelina", "Tototl-Nadie", "900111222", "900333444", "502-5550-0999",
    "San Inventado Nunca", "Zacapalina letter of 3 May",
)  # fmt: skip
"""What lists say of people here: none of it may reach a report."""

RULES: list[dict[str, Any]] = [
    {"rule": "told", "title": "What the parent was told is recorded", "cites": "OIG-21-36, finding 4",
     "fault": "what the parent was told not recorded"},
    {"rule": "counsel", "title": "Notice of counsel was given", "cites": ["Order of 12 July 2018", "Notice"],
     "since": "2018-07-12", "fault": "no notice of counsel"},
    {"rule": "one_day", "title": "The lists agree on the day", "cites": "casebook R1"},
    {"rule": "idle", "title": "A rule with nothing to be put to", "cites": "nowhere"},
    {"rule": "I01", "title": "A date that reads in two ways", "cites": "intake"},
]  # fmt: skip

RUN: dict[str, Any] = {
    "run_id": "0123456789abcdef", "as_of": "2021-04-07", "head": "ab" * 32, "code": "c0de", "model": "m0de1",
    "title": "Invented matter <of nobody>", "warnings": ["Everybody in this docket is invented."], "rules": RULES,
    "not_run": [], "settings": {"linkage": {"certain": 0.9}},
    "standard": {
        "title": "A standard", "cites": "Somewhere", "removed_from": date(2017, 7, 1),
        "cohorts": [
            {"name": "original_class", "partition": True, "means": "in care on 26 June 2018"},
            {"name": "expanded_class", "partition": True, "means": "separated before and not of the original class"},
            {"name": "zero_tolerance", "means": "separated from 5 May to 20 June 2018"},
        ],
    },
}  # fmt: skip

Tables = dict[str, list[dict[str, Any]]]


def source(list_id: str, seq: int, row: int, agency: str, received: date) -> dict[str, Any]:
    return {"list_id": list_id, "list_seq": seq, "sheet": 1, "row": row, "agency": agency, "layout": agency.lower(),
            "received_on": received}  # fmt: skip


def tables(families: int = 5) -> Tables:
    """The tables of a run over so many invented families: a mother and a child each, the last with two."""
    made: Tables = {name: [] for name in TABLES}
    cbp: dict[str, Any] = {"list_id": "aaaaaaaaaaaa", "list_seq": 3, "agency": "CBP", "received": date(2018, 7, 2)}
    ice: dict[str, Any] = {"list_id": "bbbbbbbbbbbb", "list_seq": 4, "agency": "ICE", "received": date(2019, 9, 14)}
    for one, title, rows, aside in (
        (cbp, "CBP apprehensions", families + 2, 2),
        (ice, "ICE removals", families, 0),
    ):
        made["list"].append({
            "list_id": one["list_id"], "list_seq": one["list_seq"], "sheet": 1, "layout": one["agency"].lower(),
            "agency": one["agency"], "kind": "addition", "title": title, "received_on": one["received"],
            "received_by": "A. Clerk", "file": f"{one['agency']}.csv", "sha256": one["list_id"] * 5, "rows": rows,
            "accepted": rows - aside, "set_aside": aside,
        })  # fmt: skip
    made["set_aside"] = [
        {
            "record_id": f"aaaaaaaaaaaa-1-{r}",
            **source("aaaaaaaaaaaa", 3, r, "CBP", cbp["received"]),
            "reason": why,
        }
        for r, why in ((90, "page header"), (91, "empty"))
    ]
    made["column_map"] = [
        {
            "list_id": "aaaaaaaaaaaa",
            "list_seq": 3,
            "sheet": 1,
            "position": p,
            "letter": "ABC"[p - 1],
            "heading": h,
            "field": f,
        }
        for p, h, f in ((1, "A-Number", "parent.a_number"), (2, "Sector", None))
    ]
    for i in range(families):
        _family(made, i, cbp, ice)
    made["cell_finding"] = [
        {"rule": "I01", "record_id": "aaaaaaaaaaaa-1-2", "field": "separated.on", "heading": "Sep", "cell": "Zacapalina",
         "reason": "Zacapalina reads in two ways", **source("aaaaaaaaaaaa", 3, 2, "CBP", cbp["received"])}
    ]  # fmt: skip
    made["beside"] = [{"kind": "relative_reached", "subject_id": "x", "record_ids": ["r"]}]
    _figures(made)
    return made


def _family(made: Tables, i: int, cbp: dict[str, Any], ice: dict[str, Any]) -> None:
    row = i + 2
    record, removal_record = f"aaaaaaaaaaaa-1-{row}", f"bbbbbbbbbbbb-1-{row}"
    parent, child = f"{record}/parent", f"{record}/child"
    at_cbp, at_ice = (source(x["list_id"], x["list_seq"], row, x["agency"], x["received"]) for x in (cbp, ice))
    apart = date(2018, 5, 10) + timedelta(days=i)
    gone = date(2018, 6, 15) + timedelta(days=31 * i)
    people = ((parent, "parent", "Zacapalina", "900111222"), (child, "child", "Quetzalberto", "900333444"))
    for person, role, name, a_number in people:
        named = {
            "a_number": a_number,
            "given_names": name,
            "family_names": "Tototl-Nadie",
            "full_name": "Ixchelina",
        }
        made["mention"].append({
            "mention_id": person, "record_id": record, "who": role, "role": role, "person_id": person, **named,
            "phone": "502-5550-0999", "municipality": "San Inventado Nunca", "citizenship": "Nowhere",
            "age": None if role == "parent" else 4 + 5 * i, **at_cbp,
        })  # fmt: skip
        made["person"].append({"person_id": person, "role": role, **named, "citizenship": "Nowhere", "mentions": 1,
                               "record_ids": [record]})  # fmt: skip
        made["family"].append({"family_id": parent, "person_id": person})
    made["tie"].append({"parent_id": parent, "child_id": child, "relation": "mother", "probability": 1.0, "basis": "row",
                        "record_ids": [record]})  # fmt: skip

    def event(kind: str, on: date | None, src: dict[str, Any], person: str | None = parent, about: str | None = None,
              **cells: Any) -> str:  # fmt: skip
        key = f"{src['list_id']}-1-{row}/{kind}"
        made["event"].append({"event_id": key, "statement_id": key, "record_id": key.split("/")[0], "person_id": person,
                              "child_id": about, "kind": kind, "happened_on": on, "stands": True, **src, **cells})  # fmt: skip
        return key

    event("apprehended", apart - timedelta(days=1), at_cbp)
    event("separated", apart, at_cbp, about=child, reason="Zacapalina letter of 3 May")
    event("placed", apart + timedelta(days=2), at_cbp, child, place="San Inventado Nunca")
    key = event("removed", gone, at_ice)
    if i % 5 == 1:
        event("reached", gone + timedelta(days=30), at_ice)
    removal = f"{key}~{child}"
    determination = DETERMINATIONS[i % len(DETERMINATIONS)]
    if determination in ("against_wish", "flawed", "documented"):
        decided = event("decided", gone - timedelta(days=3), at_cbp, about=child, choice="leave_child",
                        information_given="Zacapalina letter of 3 May")  # fmt: skip
        made["decision"].append({"decision_id": f"{decided}~{removal}", "removal_id": removal, "event_id": decided,
                                 "kind": "decided", "purports": "leave", "position": "before", "meets": "yes" if determination == "documented" else "no", "record_ids": [record]})  # fmt: skip
        for rule, outcome in (
            ("told", "unmet" if determination == "flawed" else "met"),
            ("counsel", "unknown"),
        ):
            made["finding"].append({"finding_id": f"{rule}/{decided}~{removal}", "rule": rule, "outcome": outcome,
                                    "subject_id": f"{decided}~{removal}", "reason": "Ixchelina", "record_ids": [record]})  # fmt: skip
    made["finding"].append({"finding_id": f"one_day/{key}", "rule": "one_day", "subject_id": key, "outcome": "met",
                            "record_ids": [removal_record]})  # fmt: skip
    made["stay"].append({"person_id": child, "kind": "care", "began_on": apart + timedelta(days=2), "place": "San Inventado Nunca",
                         "ended_on": None if i else gone + timedelta(days=400), "record_ids": [record]})  # fmt: skip
    made["separation"].append({
        "parent_id": parent, "child_id": child, "basis": "stated", "separated_on": apart, "day_inferred": False,
        "standing": "yes", "reunified_on": gone + timedelta(days=400) if i == 0 else None, "record_ids": [record],
    })  # fmt: skip
    made["removal"].append({
        "removal_id": removal, "parent_id": parent, "child_id": child, "removed_on": gone, "ordinal": 1,
        "separation": "stated", "separated_on": apart, "determination": determination, "reason": "Ixchelina",
        "no_documented_wish": determination in ("undocumented", "undetermined"), "record_ids": [record, removal_record],
    })  # fmt: skip
    status = ("reunified", "reached", "no_contact", "in_country", "removed")[i % 5]
    made["search"].append({"child_id": child, "status": status, "reason": "Ixchelina", "record_ids": [record]})
    made["cohort"].append({"cohort": "original_class" if i % 2 else "expanded_class", "child_id": child})


def _figures(made: Tables) -> None:
    """The figures of the tables, with the cases of each."""
    removals, search = made["removal"], made["search"]
    children = {s["child_id"] for s in made["separation"]}

    def figure(name: str, unit: str, cases: set[str], whole: int | None = None, cohort: str = "all") -> None:
        made["figure"].append({
            "name": name, "unit": unit, "cohort": cohort, "as_of": date(2021, 4, 7), "value": len(cases),
            "numerator": len(cases), "denominator": whole, "cases": len(cases), "definition": f"definition of {name}",
        })  # fmt: skip
        made["figure_case"] += [{"name": name, "cohort": cohort, "subject_id": c} for c in sorted(cases)]

    figure("children_separated", "children", children)
    for cohort in ("original_class", "expanded_class"):
        figure(
            "children_separated",
            "children",
            {c["child_id"] for c in made["cohort"] if c["cohort"] == cohort},
            None,
            cohort,
        )
    figure("removals_apart", "removals apart", {r["removal_id"] for r in removals})
    for d in DETERMINATIONS:
        figure(
            f"determination.{d}",
            "removals apart",
            {r["removal_id"] for r in removals if r["determination"] == d},
            len(removals),
        )
    figure("no_documented_wish", "parents", {r["parent_id"] for r in removals if r["no_documented_wish"]},
           len({r["parent_id"] for r in removals}))  # fmt: skip
    not_reached = ("removed", "in_country", "no_contact")
    figure(
        "children_not_reached",
        "children",
        {s["child_id"] for s in search if s["status"] in not_reached},
        len(children),
    )
    for status in not_reached:
        figure(
            f"children_not_reached.{status}",
            "children",
            {s["child_id"] for s in search if s["status"] == status},
        )
    figure(
        "children_reunified",
        "children",
        {s["child_id"] for s in search if s["status"] == "reunified"},
        len(children),
    )


def loaded(made: Tables) -> Engine:
    """An engine that holds these tables."""
    engine = Engine(threads=2)
    for name in TABLES:
        engine.load(name, made.get(name, []))
    return engine
