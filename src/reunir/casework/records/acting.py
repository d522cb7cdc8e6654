"""Acts: the one way in which pages write about families. An entry and what follows from it are one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from reunir import docket, journal
from reunir.casework.access.models import User
from reunir.casework.records.folding import fold_tail
from reunir.casework.records.reading import the_docket
from reunir.model import Entry, Stored


def act(user: User, kind: str, body: Mapping[str, Any], *, on: date | None = None, key: str | None = None) -> Stored:
    """Append one entry by `user`, and fold it. `on`: its day (None: today in the docket's time zone); `key`: what makes
    a form that is sent twice one entry. EntryError where the entry is not acceptable.

    When it returns, the entry is on the disk, unless the caller holds a transaction of its own."""
    entry = Entry(kind, user.author, on or docket.today(the_docket()), dict(body), key)
    with transaction.atomic():
        with connection.cursor() as cursor:
            stored = journal.append(cursor, entry)
        fold_tail()
    return stored
