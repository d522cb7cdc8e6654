"""The key that signs sessions: one a docket, made once, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_of(docket: Path) -> str:
    """The docket's key, made where there is none: `casework.key`, in the docket's folder."""
    path = docket / "casework.key"
    try:
        return path.read_text("ascii")
    except FileNotFoundError:
        made = secrets.token_urlsafe(64)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(made)
        except FileExistsError:  # another process made it meanwhile
            return path.read_text("ascii")
        return made
