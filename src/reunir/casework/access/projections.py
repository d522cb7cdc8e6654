"""Assignments and emergency openings, folded from the journal."""

from __future__ import annotations

from reunir.casework.access.models import Assignment, Opening
from reunir.model import Stored


def fold(entry: Stored) -> None:
    if entry.kind == "assigned":
        body = entry.body
        if "ends" in body:
            Assignment.objects.filter(seq=body["ends"]).delete()
        else:
            Assignment.objects.create(
                seq=entry.seq, mention_id=body["mention_id"], username=body.get("user", ""), team=body.get("team", ""),
                since=entry.happened_on,
            )  # fmt: skip
    elif entry.kind == "opened":
        Opening.objects.create(
            seq=entry.seq, mention_id=entry.body["mention_id"], username=entry.by, why=entry.body["why"], at=entry.entered_at
        )


def empty() -> None:
    Assignment.objects.all().delete()
    Opening.objects.all().delete()
