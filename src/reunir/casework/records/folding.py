"""Projections: small tables that say what the journal's entries come to, folded entry by entry.

Each room that has some offers a module `projections` with `fold(entry)` and `empty()`. A projection may be thrown away at
any time and folded anew from the first entry; `replay` does so.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings
from django.db import connection, transaction

from reunir import journal
from reunir.casework.records.models import Folded


def projections() -> list[ModuleType]:
    """The modules that fold, in the order of the rooms."""
    names = [f"reunir.casework.{app}.projections" for app in settings.APPS]
    return [import_module(name) for name in names if find_spec(name)]


def behind() -> bool:
    """Whether the journal has entries that are not folded yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select seq from journal_head where id = 1) > coalesce((select seq from records_folded where id = 1), 0)"
        )
        return bool(cursor.fetchone()[0])


def fold_tail() -> None:
    """Fold the entries that are not folded yet, in one transaction."""
    with transaction.atomic():
        Folded.objects.get_or_create(id=1)
        done = Folded.objects.select_for_update().get(id=1)
        with connection.cursor() as cursor:
            tail = journal.entries(cursor, after=done.seq)
        for entry in tail:
            for module in projections():
                module.fold(entry)
        if tail:
            done.seq = tail[-1].seq
            done.save()


def replay() -> None:
    """Throw every projection away and fold the journal anew."""
    with transaction.atomic():
        for module in reversed(projections()):
            module.empty()
        Folded.objects.filter(id=1).update(seq=0)
        fold_tail()
