"""What an operator can get wrong. Each is one sentence that says what is wrong, where, and what to do."""


class ReunirError(Exception):
    """Something the operator can mend: printed as one line, never with a traceback; exit code 1."""

    exit_code = 1


class DocketError(ReunirError):
    """The docket folder is missing, incomplete, or already there."""


class ListError(ReunirError):
    """A list cannot be read, or no layout fits it."""


class RuleBookError(ReunirError):
    """A layout, a standard, a claim or docket.toml is not well formed."""


class EntryError(ReunirError):
    """An entry of the journal is not acceptable: no author, an unknown kind, an id that names nothing."""
