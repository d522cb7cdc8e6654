"""Layouts of two invented offices, whose lists more than one room's tests receive; and what one of them sent."""

from __future__ import annotations

LETTERS = """Parent,Parent No,Child No,Written on,Wish
Rosa Inventada Dos,999000011,999000012,2018-06-01,take_child
"""
"""What counsel sent. Nobody in it exists."""

LAYOUTS = {
    "removals": """
title = "Removals"
agency = "Office of Removals"
kind = "addition"
dates = ["%Y-%m-%d"]
[columns]
"A-Number" = "parent.a_number"
"Last Name" = "parent.family_names"
"First Name" = "parent.given_names"
"Departed" = "removed.on"
""",
    "letters": """
title = "Letters"
agency = "Counsel"
kind = "addition"
dates = ["%Y-%m-%d"]
[columns]
"Parent" = "parent.full_name"
"Parent No" = "parent.a_number"
"Child No" = "child.a_number"
"Written on" = "stated.on"
"Wish" = "stated.wish"
""",
}
