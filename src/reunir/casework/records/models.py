"""The journal, as Django sees it, and how far it was folded into projections."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """An entry of the journal. Written by `acting.act` alone; the database refuses changes and deletions."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.TextField()
    by_whom = models.TextField()
    happened_on = models.TextField(null=True)
    entered_at = models.TextField()
    key = models.TextField(unique=True)
    body = models.TextField()
    body_sha256 = models.TextField()
    previous = models.TextField()
    hash = models.TextField(unique=True)

    class Meta:
        managed = False
        db_table = "journal_entry"
        ordering = ("seq",)


class Head(models.Model):
    """The journal's last entry: one row, locked by whoever appends."""

    seq = models.BigIntegerField()
    hash = models.TextField()

    class Meta:
        managed = False
        db_table = "journal_head"


class Folded(models.Model):
    """The sequence up to which the journal is folded into all projections: one row."""

    seq = models.BigIntegerField(default=0)
