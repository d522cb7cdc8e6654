"""Need: who sees a family, and who sees where a parent is."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from reunir.casework.access.models import Assignment, Opening, User
from reunir.casework.access.roles import WORKERS, Role
from reunir.casework.records.reading import Run

OPEN_FOR = timedelta(hours=24)
"""How long a family stays open to somebody who opened it in an emergency."""


def members(run: Run, mention_id: str) -> list[str]:
    """Mentions of everybody in the family of whoever holds a mention, that mention among them."""
    rows = run.lookup.execute(
        "select m2.mention_id from mention m join person p on p.person_id = m.person_id "
        "join person q on q.family_id = p.family_id join mention m2 on m2.person_id = q.person_id where m.mention_id = ?",
        (mention_id,),
    ).fetchall()
    return [mention_id, *(row[0] for row in rows)]


def works(user: User, run: Run | None, mention_id: str) -> bool:
    """Whether somebody works a family: it is assigned to them or their team, or they opened it in an emergency."""
    if user.role not in WORKERS:
        return False
    ids = members(run, mention_id) if run else [mention_id]
    mine = Q(username=user.username)
    if user.team:
        mine |= Q(team=user.team.name)
    if Assignment.objects.filter(mine, mention_id__in=ids).exists():
        return True
    since = timezone.now() - OPEN_FOR
    return Opening.objects.filter(username=user.username, mention_id__in=ids, at__gte=since).exists()


def sees(user: User, run: Run | None, mention_id: str) -> bool:
    """Whether somebody sees a family. Auditors see all. A family that is assigned to nobody is seen by intake and
    reviewers, who assign it; any other by those alone who work it."""
    if user.role == Role.AUDITOR:
        return True
    if user.role not in WORKERS:
        return False
    if works(user, run, mention_id):
        return True
    ids = members(run, mention_id) if run else [mention_id]
    return user.role in (Role.INTAKE, Role.REVIEWER) and not Assignment.objects.filter(mention_id__in=ids).exists()


def sees_whereabouts(user: User, run: Run | None, mention_id: str) -> bool:
    """Whether somebody sees where a parent is (places, telephone): those alone who work the family, and auditors."""
    return user.role == Role.AUDITOR or works(user, run, mention_id)
