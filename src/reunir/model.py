"""The nouns of Reunir: the vocabulary of a list, the tables of a run, and what is kept.

Everything below stands on this file and it stands on nothing. A table's columns are declared once, here;
headings, documentation and test tables come from these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

# --- The vocabulary of a list -----------------------------------------------------------------------

ROLES = ("parent", "child", "person", "sponsor", "attorney", "relative")
"""Whom a row can speak of. A number tells several apart: `parent2`, `child3`."""

PERSON_FIELDS = (
    "a_number", "given_names", "family_names", "full_name", "born_on", "age", "sex", "citizenship",
    "language", "phone", "municipality", "family_unit", "relation", "note",
)  # fmt: skip

IDENTIFYING_FIELDS = ("a_number", "given_names", "family_names", "full_name", "born_on")
"""Fields that tell who somebody is; the others only describe."""

RELATIONS = ("mother", "father", "parent", "legal_guardian", "other_adult")

DENIAL = "did_not_happen"
"""The outcome that denies an event (casebook R1, R17)."""

REDACTED = "[redacted]"
"""What a run's tables hold where a list hides something: kept apart from blank (casebook R8)."""


@dataclass(frozen=True)
class EventKind:
    """One kind of event: to whom it belongs, and its fields beside those that every event has.

    `owners`: the roles it happens to, in a row that names them. `about_child`: the owner is a parent and
    the child of the row is whom it is about. `pair`: it happens to parent and child together.
    """

    name: str
    owners: tuple[str, ...]
    fields: tuple[str, ...] = ()
    about_child: bool = False
    pair: bool = False
    means: str = ""


EVENT_FIELDS = ("on", "at", "reason", "outcome", "to", "note")
"""Fields of any event."""

EVENTS: dict[str, EventKind] = {
    e.name: e
    for e in (
        EventKind("apprehended", ("parent", "child", "person"), means="taken into custody at or near the border"),
        EventKind("referred", ("parent",), means="referred for prosecution"),
        EventKind("separated", ("parent", "child"), pair=True, means="the child taken from the parent"),
        EventKind("referred_to_care", ("child",), means="referred to the custodian of children"),
        EventKind("placed", ("child",), means="placed in care"),
        EventKind("transferred", ("parent", "child", "person"), means="moved from one place of custody to another"),
        EventKind("discharged", ("child",), means="discharged from care"),
        EventKind("detained", ("parent",), means="held in immigration detention"),
        EventKind("ordered", ("parent",), means="ordered removed (a final order)"),
        EventKind(
            "decided",
            ("parent",),
            (
                "choice", "form", "information_given", "option_offered", "language", "interpreter", "read_aloud",
                "signed", "witness", "counsel", "minutes", "setting", "prechecked", "refused_to_sign",
            ),
            about_child=True,
            means="the parent's decision about the child",
        ),
        EventKind("stated", ("parent",), ("wish", "how"), about_child=True, means="a wish the parent stated"),
        EventKind("removed", ("parent", "child"), ("with_child",), means="removed from the country"),
        EventKind("attempted", ("parent",), ("channel", "by"), means="an attempt to reach the parent"),
        EventKind("reached", ("parent",), ("channel", "by"), means="the parent reached by those who search"),
        EventKind("reunified", ("parent", "child"), pair=True, means="parent and child together again"),
    )
}  # fmt: skip

YES_NO_FIELDS = ("option_offered", "read_aloud", "signed", "prechecked", "refused_to_sign", "with_child")

CODED_FIELDS: dict[str, tuple[str, ...]] = {
    "choice": ("take_child", "leave_child", "undecided"),
    "wish": ("take_child", "leave_child"),
    "setting": ("alone", "group"),
    "relation": RELATIONS,
    "discharged.outcome": ("reunified_with_parent", "other_sponsor", "turned_18", "other", DENIAL),
}
"""Fields whose words are a closed set; another word is kept and is a finding."""

COLUMN_OF_FIELD = {"on": "happened_on", "at": "place", "to": "destination", "by": "by_whom"}
"""Event fields whose name is a reserved word of SQL, and the column that holds each."""


def event_column(name: str) -> str:
    """The column of `statement` and `event` that holds an event's field."""
    return COLUMN_OF_FIELD.get(name, name)


DETERMINATIONS = ("against_wish", "undocumented", "flawed", "documented", "undetermined")
"""The audit's answers, the gravest first (docs/interpretation.md)."""

STATUSES = ("reunified", "reached", "no_contact", "in_country", "removed")
"""The search's answers for a child, in the order in which they are tried (casebook R21)."""

# --- The tables of a run ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A column of a run's table: its SQL type, and what it holds in one sentence."""

    name: str
    type: str
    means: str


@dataclass(frozen=True)
class Table:
    """A table of a run. `key`: the columns by which its rows are ordered when it is written."""

    name: str
    means: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    def ddl(self) -> str:
        """The table as an SQL column list."""
        return ", ".join(f"{c.name} {c.type}" for c in self.columns)


def _columns(*specs: str) -> tuple[Column, ...]:
    """Each spec is `name TYPE what it holds`."""
    return tuple(Column(*spec.split(" ", 2)) for spec in specs)


_EVENT_CELLS = tuple(
    f"{event_column(name)} VARCHAR {name} of the event, as the list says, codes made one"
    for name in dict.fromkeys(
        [*EVENT_FIELDS[1:], *(f for kind in EVENTS.values() for f in kind.fields)]
    )
)
EVENT_CELLS: tuple[str, ...] = tuple(spec.split(" ", 1)[0] for spec in _EVENT_CELLS)
"""The columns of `statement` and `event` that hold cells, all text: NULL is blank, REDACTED is hidden."""

_SOURCE = (
    "list_id VARCHAR first 12 hex digits of the SHA-256 of the list's bytes",
    "list_seq BIGINT journal sequence of the list",
    "layout VARCHAR stem of the layout's file",
    "agency VARCHAR agency whose word the list is",
    "received_on DATE day the list was received, as the operator states it",
    "sheet INTEGER sheet of the file, from 1",
    "row INTEGER row as a person sees it in a spreadsheet",
)

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        Table("list", "A list received and in force on the as-of day.", ("list_seq", "sheet"), _columns(
            "list_id VARCHAR first 12 hex digits of the SHA-256 of the bytes",
            "list_seq BIGINT journal sequence of the list's first receipt",
            "sheet INTEGER sheet of the file, from 1",
            "layout VARCHAR stem of the layout's file",
            "agency VARCHAR agency whose word the list is",
            "kind VARCHAR addition, snapshot or log",
            "title VARCHAR the layout's title",
            "received_on DATE day it was received, as the operator states it",
            "received_by VARCHAR who received it",
            "file VARCHAR name of the file as it was handed over",
            "sha256 VARCHAR SHA-256 of the bytes",
            "rows BIGINT rows below the heading row",
            "accepted BIGINT rows that became records",
            "set_aside BIGINT rows that did not, each with its reason",
            "until DATE day on which a later list took its place, if one did by the as-of day",
        )),
        Table("record", "One row of one list, its cells untouched.", ("list_seq", "sheet", "row"), _columns(
            "record_id VARCHAR list_id-sheet-row",
            *_SOURCE,
            "raw VARCHAR JSON object: heading -> cell, as received",
        )),
        Table("set_aside", "A row of a list that is no record, and why.", ("list_seq", "sheet", "row"), _columns(
            "record_id VARCHAR list_id-sheet-row", *_SOURCE, "reason VARCHAR why it was set aside",
        )),
        Table("column_map", "Which column of a list holds which field.", ("list_seq", "sheet", "position"), _columns(
            "list_id VARCHAR the list", "list_seq BIGINT its journal sequence", "sheet INTEGER sheet, from 1",
            "position INTEGER position of the column, from 1",
            "letter VARCHAR the column as a spreadsheet names it", "heading VARCHAR the heading as received",
            "field VARCHAR the field of the vocabulary; NULL where the layout maps it to none",
        )),
        Table("mention", "One human being as one record names them.", ("list_seq", "sheet", "row", "who"), _columns(
            "mention_id VARCHAR record_id/who",
            "record_id VARCHAR the record",
            "who VARCHAR parent, child2, ...",
            "role VARCHAR who without its number",
            "person_id VARCHAR the person this mention was judged to be",
            "a_number VARCHAR alien registration number, nine digits",
            "given_names VARCHAR given names as received",
            "family_names VARCHAR family names as received",
            "full_name VARCHAR the whole name, where the list has it in one column",
            "born_on DATE birth date",
            "age INTEGER age in years as the list states it",
            "sex VARCHAR F or M, else the list's own word",
            "citizenship VARCHAR citizenship as received",
            "language VARCHAR language as received",
            "phone VARCHAR telephone number as received",
            "municipality VARCHAR municipality as received",
            "family_unit VARCHAR number that groups people apprehended together",
            "relation VARCHAR mother, father, parent, legal_guardian or other_adult",
            "note VARCHAR note about the person",
            *_SOURCE,
        )),
        Table("statement", "What one record says of one event, before it is known who its people are.",
              ("list_seq", "sheet", "row", "kind", "who"), _columns(
            "statement_id VARCHAR record_id/kind/who",
            "record_id VARCHAR the record",
            "kind VARCHAR kind of the event",
            "who VARCHAR whose event it is: parent, child2, parent+child, ...",
            "mention_id VARCHAR mention of the person it happened to (the parent's, where it is a pair's)",
            "child_mention_id VARCHAR mention of the child it is about, or that it happened to together",
            "happened_on DATE the day; NULL where blank, hidden or unreadable",
            "happened_time VARCHAR HH:MM where the list states an hour",
            *_EVENT_CELLS,
            *_SOURCE,
        )),
        Table("gave_way", "A row of a list that a later one replaced, or that was withdrawn, and what became of it.",
              ("list_seq", "sheet", "row"), _columns(
            "record_id VARCHAR list_id-sheet-row", *_SOURCE, "raw VARCHAR JSON object: heading -> cell, as received",
            "replaced_by VARCHAR list that took the place of its list; NULL where it was withdrawn",
            "became VARCHAR the record of that list that says the same, or speaks of the same numbers; NULL where none does",
            "change VARCHAR same, changed, vanished or withdrawn",
        )),
        Table("cell_finding", "A cell that could not be read, or that contradicts its row (rules I..).",
              ("list_seq", "sheet", "row", "rule", "field"), _columns(
            "rule VARCHAR code of the rule", "record_id VARCHAR the record", "field VARCHAR field of the vocabulary",
            "heading VARCHAR heading of the column", "cell VARCHAR the cell as received",
            "reason VARCHAR what is wrong, in one sentence", *_SOURCE,
        )),
        Table("person", "The mentions judged to be one human being.", ("person_id",), _columns(
            "person_id VARCHAR mention id of the anchor: the earliest mention",
            "role VARCHAR parent or child where any mention says so, else the anchor's role",
            "a_number VARCHAR the number most mentions give, the earliest of equals",
            "given_names VARCHAR given names, by the same choice",
            "family_names VARCHAR family names, by the same choice",
            "full_name VARCHAR whole name, by the same choice",
            "born_on DATE birth date, by the same choice",
            "sex VARCHAR sex, by the same choice",
            "citizenship VARCHAR citizenship, by the same choice",
            "mentions BIGINT how many mentions",
            "record_ids VARCHAR[] the records that mention the person",
        )),
        Table("link", "Two mentions put to one another, with the weight of each piece of evidence.",
              ("mention_id_l", "mention_id_r"), _columns(
            "mention_id_l VARCHAR the earlier mention", "mention_id_r VARCHAR the later mention",
            "probability DOUBLE that they are one person, from the pair alone, rounded to 1e-6",
            "weight DOUBLE match weight in bits (log2 of the Bayes factor times the prior odds)",
            "evidence VARCHAR JSON array of {name, level, weight}: they add up to weight",
            "together BOOLEAN whether the run takes them for one person",
            "judgement VARCHAR same, different or unsure where somebody judged them",
        )),
        Table("tie", "Parent and child, with the records that state the tie.", ("parent_id", "child_id"), _columns(
            "parent_id VARCHAR person", "child_id VARCHAR person",
            "relation VARCHAR mother, father, parent, legal_guardian, other_adult; conflict where lists differ on it",
            "probability DOUBLE that the tie is right, rounded to 1e-6",
            "basis VARCHAR row, family_unit, number or name: the strongest way in which it is stated",
            "record_ids VARCHAR[] the records that state it",
        )),
        Table("family", "Persons tied as parent and child, each family whole.", ("family_id", "person_id"), _columns(
            "family_id VARCHAR lowest person id in it, by order of receipt", "person_id VARCHAR member",
        )),
        Table("event", "What one record says of one event, its people known: statements of one event share its event_id.",
              ("list_seq", "sheet", "row", "kind", "statement_id"), _columns(
            "event_id VARCHAR statement_id of the earliest statement of the event",
            "statement_id VARCHAR record_id/kind/who",
            "record_id VARCHAR the record",
            "person_id VARCHAR whom it happened to: the parent of a pair; NULL where only the child is named",
            "child_id VARCHAR the child it is about, or that it happened to together",
            "who VARCHAR whose event it is: parent, child2, parent+child, ...",
            "mention_id VARCHAR mention of the person", "child_mention_id VARCHAR mention of the child",
            "kind VARCHAR kind of the event",
            "happened_on DATE the day", "happened_time VARCHAR HH:MM where stated",
            *_EVENT_CELLS,
            *_SOURCE,
            "stands BOOLEAN false where the same agency later said otherwise (casebook R17)",
        )),
        Table("stay", "One continuous period in custody of one person.", ("person_id", "began_on", "kind"), _columns(
            "person_id VARCHAR the person", "kind VARCHAR care, or detention",
            "began_on DATE first day; NULL where not stated", "ended_on DATE last day; NULL where not stated",
            "place VARCHAR where, as first stated", "record_ids VARCHAR[] the records that state it",
        )),
        Table("gap", "The time between two stays of one person of which no list says where they were.",
              ("person_id", "began_on"), _columns(
            "person_id VARCHAR the person", "began_on DATE day on which the stay before it ended",
            "ended_on DATE day on which the next one began", "days INTEGER days between the two",
            "record_ids VARCHAR[] the records that state the two stays",
        )),
        Table("separation", "A parent and a child taken apart, as stated or as indicated.",
              ("parent_id", "child_id"), _columns(
            "parent_id VARCHAR person; NULL where no list names the parent", "child_id VARCHAR person",
            "basis VARCHAR stated or indicated (casebook R18)",
            "separated_on DATE the day: separated.on, else the first of referred, placed or apprehended",
            "day_inferred BOOLEAN whether the day is inferred",
            "standing VARCHAR yes, no (denied by all who stated it) or conflict (casebook R1)",
            "reunified_on DATE the day they were together again, where stated",
            "record_ids VARCHAR[] the records it rests on",
        )),
        Table("removal", "A removal apart: one parent, one child, one removal of that parent.", ("removal_id",), _columns(
            "removal_id VARCHAR event_id of the removal ~ child_id",
            "parent_id VARCHAR person", "child_id VARCHAR person",
            "removed_on DATE the day, by the earliest list that states one; NULL where none does",
            "removed_on_low DATE first day it may have been", "removed_on_high DATE last day it may have been",
            "ordinal INTEGER which removal of that parent, from 1",
            "separation VARCHAR stated or indicated", "separated_on DATE day of separation",
            "determination VARCHAR one of against_wish, undocumented, flawed, documented, undetermined",
            "reason VARCHAR why, in one sentence",
            "against_wish VARCHAR yes, no or unknown: whether a stated wish or a decision to take the child stood",
            "undocumented VARCHAR yes, no or unknown: whether no decision was on record",
            "flawed VARCHAR yes, no or unknown: whether something purported a decision and nothing met the standard",
            "documented VARCHAR yes, no or unknown: whether a decision to leave met every rule and stood",
            "doubt VARCHAR what puts the removal apart itself in doubt; NULL where nothing does",
            "no_documented_wish BOOLEAN no record of a decision to leave this child",
            "late_by INTEGER days after the removal on which the decision it rests on was first received",
            "record_ids VARCHAR[] the records it rests on",
        )),
        Table("decision", "What purports a decision (or states a wish), for each removal apart that it speaks to.",
              ("decision_id",), _columns(
            "decision_id VARCHAR event_id ~ removal_id", "removal_id VARCHAR the removal apart",
            "event_id VARCHAR the event", "kind VARCHAR decided or stated",
            "purports VARCHAR leave, take, undecided or unknown", "happened_on DATE its day",
            "position VARCHAR before, after, spent or unknown: where it stands to the removal",
            "meets VARCHAR yes, no or unknown: whether it meets every rule in force on its day",
            "record_ids VARCHAR[] the records that state it",
        )),
        Table("beside", "What is counted beside a figure and never subtracted from it (casebook R22).",
              ("kind", "subject_id"), _columns(
            "kind VARCHAR what it is", "subject_id VARCHAR person, pair or event", "record_ids VARCHAR[] its records",
        )),
        Table("finding", "One rule on one subject.", ("rule", "subject_id", "finding_id"), _columns(
            "finding_id VARCHAR rule/subject_id", "rule VARCHAR the rule", "subject_id VARCHAR what it was put to",
            "outcome VARCHAR met, unmet or unknown", "reason VARCHAR in one sentence",
            "bars BOOLEAN whether an unknown is a missing fact, so that it bars `documented` (casebook R8)",
            "record_ids VARCHAR[] the records it rests on",
        )),
        Table("search", "Where the search for a child's parents stands.", ("child_id",), _columns(
            "child_id VARCHAR person", "status VARCHAR reunified, reached, no_contact, in_country or removed",
            "reason VARCHAR why, in one sentence", "record_ids VARCHAR[] the records it rests on",
        )),
        Table("trend", "Children not reached on earlier days, by the events of each day as known on the as-of day.",
              ("on_day", "status"), _columns(
            "on_day DATE the day", "status VARCHAR no_contact, in_country or removed",
            "children BIGINT children whose status it was on that day",
        )),
        Table("cohort", "Which cohort a separated child belongs to, by rule.", ("cohort", "child_id"), _columns(
            "cohort VARCHAR name of the cohort", "child_id VARCHAR person",
        )),
        Table("figure", "One number: unit, cohort, rule, as-of day, value.", ("name", "cohort"), _columns(
            "name VARCHAR name of the figure, fixed once published", "unit VARCHAR children, parents, removals apart, ...",
            "cohort VARCHAR name of the cohort, or all", "as_of DATE the day whose knowledge counts",
            "value BIGINT the number", "numerator BIGINT same as value where it is a share of a whole",
            "denominator BIGINT the whole, where there is one", "cases BIGINT how many cases it opens into",
            "definition VARCHAR what is counted, in one sentence",
        )),
        Table("figure_doubt", "How far each figure hangs on uncertain links: over sampled clusterings, where any were asked for.",
              ("name", "cohort"), _columns(
            "name VARCHAR the figure", "cohort VARCHAR its cohort",
            "low BIGINT least value of the middle 95 in 100 samples, and of the figure itself",
            "high BIGINT greatest value of these", "samples INTEGER how many clusterings were sampled",
            "changing BIGINT cases of which in more than 5 in 100 samples it is otherwise whether they count",
        )),
        Table("overlap", "Children separated, by which lists mention them, in the run and in each sampled clustering.",
              ("cohort", "sample", "lists"), _columns(
            "cohort VARCHAR cohort of the children, or all", "sample INTEGER 0 the run itself, else the sampled clustering, from 1",
            "lists VARCHAR layouts of the lists that mention them, in order, with commas", "children BIGINT how many",
        )),
        Table("figure_case", "The cases behind each figure.", ("name", "cohort", "subject_id"), _columns(
            "name VARCHAR the figure", "cohort VARCHAR its cohort", "subject_id VARCHAR person or removal apart",
        )),
    )
}  # fmt: skip

# --- What is kept -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One act of one named person. `happened_on`: the day the operator states; None means since ever,
    which only the rule books that come with a new docket do. `body`: JSON-able facts of the act."""

    kind: str
    by: str
    happened_on: date | None
    body: dict[str, Any]
    key: str | None = None
    """What makes the entry the same entry when it is sent again; None: its content does."""


@dataclass(frozen=True)
class Stored(Entry):
    """An entry as the journal holds it."""

    seq: int = 0
    entered_at: datetime | None = None
    """The machine's own time, kept beside the stated day."""
    salt: str = ""
    previous: str = ""
    hash: str = ""


@dataclass(frozen=True)
class Received:
    """A list as a run reads it: one reading (bytes, sheet, layout) in force on the as-of day.

    `until`: the first day on which it no longer speaks, because a later list took its place by then.
    """

    list_id: str
    seq: int
    sha256: str
    path: Path
    file: str
    layout: str
    layout_text: str
    sheet: str | None
    received_on: date
    by: str
    replaced_by: str | None = None
    until: date | None = None


@dataclass(frozen=True)
class Correction:
    """One cell corrected: `field` of the vocabulary in the record `record_id` now reads `value`."""

    seq: int
    record_id: str
    field: str
    value: str
    why: str = ""


@dataclass(frozen=True)
class Fact:
    """An entry that states facts: read as a record of the list `journal`, its row the sequence number."""

    seq: int
    by: str
    entered_on: date
    fields: dict[str, str]
    agency: str = "journal"


@dataclass(frozen=True)
class Judgement:
    """Two mentions judged `same`, `different` or `unsure`; the latest of a pair speaks."""

    seq: int
    mention_id_l: str
    mention_id_r: str
    verdict: str
    by: str = ""
    why: str = ""


@dataclass(frozen=True)
class Inputs:
    """All that a run is a function of, beside the code: `run = f(Inputs)`."""

    as_of: date
    run_id: str
    head: str
    """Hash of the last journal entry that the run reads."""
    known_on: date | None = None
    """The day whose knowledge counts, where it is later than `as_of`: what is now known of that day, which a
    bridge asks for (casebook R23)."""
    lists: tuple[Received, ...] = ()
    corrections: tuple[Correction, ...] = ()
    facts: tuple[Fact, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    holds: tuple[Stored, ...] = ()
    standard: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    model: dict[str, Any] = field(default_factory=dict)
