"""Users, teams, and who looked at which family."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from reunir.casework.access.roles import Role


class Team(models.Model):
    """People who work the same families."""

    name = models.CharField(_("name"), max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """Somebody who signs in. Never deleted, since entries bear the name; deactivated instead."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    team = models.ForeignKey(Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.PROTECT)

    @property
    def author(self) -> str:
        """The name that entries bear."""
        return self.get_username()


class Viewing(models.Model):
    """One view of one family by one user: written before the page is shown, never changed or deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    mention_id = models.CharField(max_length=80, db_index=True)
    page = models.CharField(max_length=60)


class Assignment(models.Model):
    """Projection of `assigned` entries: who works a family, named by a mention of it."""

    seq = models.BigIntegerField(primary_key=True)
    mention_id = models.CharField(max_length=80, db_index=True)
    username = models.CharField(max_length=150, blank=True, db_index=True)
    team = models.CharField(max_length=100, blank=True, db_index=True)
    since = models.DateField()


class Opening(models.Model):
    """Projection of `opened` entries: somebody saw a family that is not theirs, in an emergency, and why."""

    seq = models.BigIntegerField(primary_key=True)
    mention_id = models.CharField(max_length=80, db_index=True)
    username = models.CharField(max_length=150, db_index=True)
    why = models.TextField()
    at = models.DateTimeField()
