"""Casework: the web application in which families are worked, decisions taken down and removals held.

One Django application a room: `records` (the journal, its projections and the current run, as pages see them), `access`
(who may what), `desk` (the pages' frame, Today, figures), `families`, `judging`, `decisions`, `clearance`.
"""
