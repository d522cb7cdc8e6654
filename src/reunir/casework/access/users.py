"""Making users. A password is made for them and shown once; they change it when they sign in."""

from __future__ import annotations

import secrets

from reunir.casework.access.models import Team, User
from reunir.casework.access.roles import Role
from reunir.errors import EntryError

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that are not mistaken for one another."""


def make(name: str, role: str | None, team: str | None = None) -> str:
    """Make a user, or give one that is there a new password (and role and team, where given). Gives the password.

    EntryError where a new user has no role, or it is none."""
    found = User.objects.filter(username=name).first()
    if (role is not None and role not in Role.values) or (found is None and role is None):
        raise EntryError(f"{name} needs a role: --role with one of {', '.join(Role.values)}.")
    user = found or User(username=name)
    user.role = role or user.role
    if team:
        user.team = Team.objects.get_or_create(name=team)[0]
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    user.set_password(password)
    user.save()
    return password
