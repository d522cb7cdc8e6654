"""Who may what: users and their roles, teams, assignments, and the record of who looked."""
