"""What the docket's tests are about: one small layout, one small list; nobody in it exists."""

from __future__ import annotations

from datetime import date

LAYOUT = """
title = "Removals"
agency = "Office of Removals"
kind = "{kind}"
dates = ["%Y-%m-%d"]

[columns]
"Number" = "parent.a_number"
"Family" = "parent.family_names"
"Given" = "parent.given_names"
"Left on" = "removed.on"
"""

REMOVALS = """Number,Family,Given,Left on
999000001,Invented,Elsa,2018-06-15
999000002,Invented,Rosa,2018-06-16
"""

BY = "A. Clerk"


def day(text: str) -> date:
    return date.fromisoformat(text)
