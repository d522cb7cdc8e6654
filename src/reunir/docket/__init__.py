"""A docket: the folder that holds one matter, and all that is done to it."""

from reunir.docket.acts import Entered, adopt_model, enter, judge, keep_model, new
from reunir.docket.books import adopt, describe
from reunir.docket.bridging import bridge
from reunir.docket.check import Alteration, as_json, verify
from reunir.docket.folder import Docket, settings, today
from reunir.docket.folder import open_docket as open
from reunir.docket.known import inputs
from reunir.docket.lists import Reception, receive, withdraw
from reunir.docket.runs import make, open_run

__all__ = [
    "Alteration",
    "Docket",
    "Entered",
    "Reception",
    "adopt",
    "adopt_model",
    "as_json",
    "bridge",
    "describe",
    "enter",
    "inputs",
    "judge",
    "keep_model",
    "make",
    "new",
    "open",
    "open_run",
    "receive",
    "settings",
    "today",
    "verify",
    "withdraw",
]
