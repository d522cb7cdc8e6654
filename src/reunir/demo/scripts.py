"""What parents decided and said, and how it was put on paper: every way that the audit tells apart.

A script is what happened between one parent, the children taken, and the officers, before (or after) a removal;
it names the one determination that must come out (docs/interpretation.md, casebook R1 to R20).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

FORM_IN_FORCE = date(2018, 7, 12)
"""From this day on: the form, the time to decide and the notice of counsel (casebook R10)."""

TOLD = "both choices and what follows from each"
OFFICERS = ("Officer Nobody", "Officer Invented", "Officer Example")
INTERPRETER = "I. Invented"

VALID: dict[str, str] = {
    "choice": "leave_child", "form": "written statement", "information_given": TOLD, "option_offered": "yes",
    "language": "Spanish", "read_aloud": "yes", "signed": "yes", "setting": "alone", "prechecked": "no",
    "refused_to_sign": "no",
}  # fmt: skip
"""A decision to leave the child that meets every rule before 12 July 2018."""

VALID_SINCE: dict[str, str] = {
    **VALID, "form": "election form", "counsel": "notice given", "minutes": "2880",
}  # fmt: skip
"""The same from 12 July 2018 on."""

BARE_ORAL: dict[str, str] = {"choice": "leave_child", "form": "oral", "language": "Spanish"}
"""The oral waiver of which nothing else is recorded (DHS OIG-21-36, finding 4)."""


@dataclass(frozen=True)
class Act:
    """One decision or statement. `days`: from the removal, negative before it; None: the list gives no day.

    `base`: `valid` (by the rules of its day), `bare` or None; `says` is laid over it, a blank hiding what the
    base had. `whom`: all, none (the row names no child), or the index of one child as text.
    """

    kind: str
    days: int | None
    base: str | None = None
    says: Mapping[str, str] = field(default_factory=dict)
    hour: str = ""
    whom: str = "all"

    def on(self, removed_on: date) -> date | None:
        return None if self.days is None else removed_on + timedelta(days=self.days)

    def fields(self, on: date | None) -> dict[str, str]:
        """The fields of the act as the list states them."""
        base: Mapping[str, str] = {}
        if self.base == "valid":
            base = VALID_SINCE if on is not None and on >= FORM_IN_FORCE else VALID
        elif self.base == "bare":
            base = BARE_ORAL
        return {k: v for k, v in {**base, **self.says}.items() if v}


@dataclass(frozen=True)
class Script:
    """`answers`: the determination of each child, the last one also that of any further child.

    `leave_on_record`: whether a decision to leave is on record about every child. `era`: whether the removal
    is before 12 July 2018, after, or either. `children`: the least number. `class_only`: only where the search
    does not turn on it. `fault`: the rule that is broken, where the script is there to break one.
    `quirk`: what is odd about the removal itself.
    """

    name: str
    weight: int
    answers: tuple[str, ...]
    acts: tuple[Act, ...] = ()
    leave_on_record: bool = True
    era: str = "any"
    children: int = 1
    most_children: int = 9
    language: str | None = "Spanish"
    fault: str = ""
    quirk: str = ""

    def answer(self, child: int) -> str:
        return self.answers[min(child, len(self.answers) - 1)]


def _decided(days: int, base: str | None = "valid", hour: str = "", whom: str = "all", **says: str) -> Act:
    return Act("decided", days, base, says, hour, whom)


def _stated(days: int | None, how: str, wish: str = "take_child", hour: str = "", whom: str = "all") -> Act:
    return Act("stated", days, None, {"wish": wish, "how": how}, hour, whom)


def _flawed(name: str, weight: int, *acts: Act, era: str = "any", **more: object) -> Script:
    return Script(name, weight, ("flawed",), acts, era=era, **{"fault": name.split(":")[0], **more})  # type: ignore[arg-type]


OFFICER, LETTER, CONSULATE = "told an officer", "letter", "consulate"

WITHOUT: tuple[Script, ...] = (
    Script("nothing", 60, ("undocumented",), leave_on_record=False),
    Script("undecided", 6, ("undocumented",), (_decided(-6, choice="undecided"),), leave_on_record=False),
    Script("told searchers: stay", 3, ("undocumented",), (_stated(60, "told the searchers", "leave_child"),),
           leave_on_record=False),
    Script("told searchers: come home", 3, ("undocumented",), (_stated(60, "told the searchers"),), leave_on_record=False),
    Script("a letter without a day", 3, ("undocumented",), (_stated(None, LETTER),), leave_on_record=False),
    Script("told an officer", 8, ("against_wish",), (_stated(-5, OFFICER),), leave_on_record=False),
    Script("a letter", 6, ("against_wish",), (_stated(-7, LETTER),), leave_on_record=False),
    Script("the consulate asks", 4, ("against_wish",), (_stated(-3, CONSULATE),), leave_on_record=False),
    Script("the consulate asks on the day", 2, ("against_wish",), (_stated(0, CONSULATE),), leave_on_record=False),
    Script("decided to take the child", 4, ("against_wish",), (_decided(-6, choice="take_child"),), leave_on_record=False),
    Script("a letter, then undecided", 2, ("against_wish",),
           (_stated(-8, LETTER), _decided(-4, choice="undecided")), leave_on_record=False),
    Script("a wish that names no child", 2, ("against_wish",), (_stated(-6, LETTER, whom="none"),),
           leave_on_record=False, children=2),
    Script("one child decided, one wanted along", 2, ("documented", "against_wish"),
           (_decided(-6, whom="0"), _decided(-6, whom="rest", choice="take_child")), leave_on_record=False, children=2),
    Script("one child decided, the other not", 2, ("documented", "undocumented"), (_decided(-6, whom="0"),),
           leave_on_record=False, children=2),
)  # fmt: skip
"""No decision to leave is on record for at least one child: the parents of the 348."""

WITH: tuple[Script, ...] = (
    Script("documented", 34, ("documented",), (_decided(-5),)),
    Script("documented, oral with a witness", 4, ("documented",),
           (_decided(-5, form="oral", signed="", witness=OFFICERS[0]),)),
    Script("documented, through an interpreter", 5, ("documented",), (_decided(-5, interpreter=INTERPRETER),), language="Mam"),
    Script("documented, language on no list but interpreted", 2, ("documented",),
           (_decided(-5, interpreter=INTERPRETER),), language=None),
    Script("a wish, then a valid decision", 3, ("documented",), (_stated(-9, LETTER), _decided(-4))),
    Script("take, then leave", 2, ("documented",), (_decided(-9, choice="take_child"), _decided(-4))),
    Script("flawed, then valid", 2, ("documented",), (_decided(-9, setting="group"), _decided(-4))),
    Script("valid, then flawed", 2, ("documented",), (_decided(-9), _decided(-4, prechecked="yes"))),
    Script("boxes about abuse left blank", 3, ("documented",), (_decided(-5, prechecked="", setting="", refused_to_sign=""),)),
    Script("minutes blank", 2, ("documented",), (_decided(-5, minutes=""),), era="after"),
    Script("decided on the day", 2, ("documented",), (_decided(0),)),
    Script("the wish at nine, the decision in the afternoon", 1, ("documented",),
           (_stated(-4, OFFICER, hour="09:00"), _decided(-4, hour="15:30"))),
    Script("no child named, only one taken", 2, ("documented",), (_decided(-5, whom="none"),), most_children=1),
    _flawed("oral waiver, nothing else", 10, _decided(-5, "bare"), fault="told"),
    _flawed("oral waiver, a witness", 4, _decided(-5, "bare", witness=OFFICERS[1]), fault="told"),
    _flawed("told an officer to leave the child", 3, _stated(-5, OFFICER, "leave_child"), fault="told"),
    _flawed("before_removal", 3, _decided(1), era="any"),
    _flawed("choice_stated", 2, _decided(-5, choice="")),
    _flawed("child_named", 3, _decided(-5, whom="none"), children=2),
    _flawed("told", 5, _decided(-5, information_given="")),
    _flawed("option: blank", 3, _decided(-5, option_offered="")),
    _flawed("option: no", 3, _decided(-5, option_offered="no")),
    _flawed("language", 5, _decided(-5), language="Mam"),
    _flawed("language: blank", 2, _decided(-5, language="")),
    _flawed("language: interpreter no", 2, _decided(-5, interpreter="no"), language="Akatek"),
    _flawed("signed_or_witnessed: oral", 3, _decided(-5, form="oral", signed="no")),
    _flawed("signed_or_witnessed: paper", 2, _decided(-5, signed="no", witness=OFFICERS[2])),
    _flawed("not_prechecked", 4, _decided(-5, prechecked="yes")),
    _flawed("not_group", 4, _decided(-5, setting="group")),
    _flawed("not_refused", 3, _decided(-5, refused_to_sign="yes"), era="after"),
    _flawed("time", 3, _decided(-5, minutes="1"), era="after"),
    _flawed("counsel", 3, _decided(-5, counsel=""), era="after"),
    _flawed("form_existed", 2, _decided(-5, form="election form"), era="before"),
    _flawed("final_order", 2, _decided(-5, form="Separated Parent's Removal Form"), era="after", quirk="order_late"),
    Script("a valid decision, then a wish", 3, ("against_wish",), (_decided(-7), _stated(-3, CONSULATE))),
    Script("a wish, then a flawed decision", 4, ("against_wish",), (_stated(-9, LETTER), _decided(-4, "bare"))),
    Script("refused, and said so aloud", 3, ("against_wish",),
           (_decided(-4, signed="no", refused_to_sign="yes"), _stated(-4, OFFICER)), era="after"),
    Script("take, then flawed", 1, ("against_wish",), (_decided(-9, choice="take_child"), _decided(-4, prechecked="yes"))),
    Script("take, and a flawed leave the same day", 1, ("against_wish",),
           (_decided(-5, setting="group"), _decided(-5, choice="take_child"))),
    Script("the decision at nine, the wish in the afternoon", 1, ("against_wish",),
           (_decided(-4, hour="09:00"), _stated(-4, OFFICER, hour="15:30"))),
    Script("a decision and a wish on one day", 2, ("undetermined",), (_decided(-5), _stated(-5, OFFICER))),
    Script("a decision and a wish without a day", 2, ("undetermined",), (_decided(-5), _stated(None, LETTER))),
    Script("the witness is hidden", 2, ("undetermined",), (_decided(-5, form="oral", signed="no", witness="(b)(6)"),)),
    Script("language on no list", 3, ("undetermined",), (_decided(-5),), language=None),
    Script("the removal has no day", 2, ("undetermined",), (_decided(-5),), quirk="undated"),
    Script("removed with the child, who was still in care", 2, ("undetermined",), (_decided(-5),), quirk="with_child"),
    Script("the removal is denied", 1, ("undetermined",), (_decided(-5),), quirk="denied"),
)  # fmt: skip
"""A decision to leave is on record for every child, good or not."""

SCRIPTS: dict[str, Script] = {s.name: s for s in (*WITHOUT, *WITH)}

FAULTS = (
    "before_removal", "choice_stated", "child_named", "told", "option", "language", "signed_or_witnessed",
    "not_prechecked", "not_group", "not_refused", "form_existed", "final_order", "time", "counsel",
)  # fmt: skip
"""The faults of docs/interpretation.md, each of which a script breaks."""
