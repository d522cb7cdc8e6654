"""The roles, and what each is for."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody is here for. One a user."""

    INTAKE = "intake", _("Intake")
    CASEWORKER = "caseworker", _("Caseworker")
    REVIEWER = "reviewer", _("Reviewer")
    COUNSEL = "counsel", _("Counsel")
    CUSTODIAN = "custodian", _("Custodian")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


WORKERS = frozenset({Role.INTAKE, Role.CASEWORKER, Role.REVIEWER, Role.COUNSEL})
"""Those who work families: they read and write the families that they see by need."""
READERS = WORKERS | {Role.AUDITOR}
"""Those who read families: an auditor reads all and writes nothing."""
EVERYBODY = frozenset(Role)
"""Everybody who is signed in."""
