"""`serve`, `user`: the casework application, and who may sign in to it."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from reunir import docket
from reunir.commands.say import answer, note

HOURS = 4
"""For how long a demonstration is served."""


def serve(args: Namespace) -> int:
    from reunir.casework import serving

    opened = docket.open(args.docket)
    serving.configure(opened.path, second_factor=not args.without_second_factor)
    from reunir.casework.access.models import User

    if not User.objects.exists():
        note(f"nobody can sign in yet: `reunir user {args.docket} NAME --role administrator` makes the first user")
    print(f"Reunir is at http://{args.host}:{args.port}/ (stop with Ctrl-C)", flush=True)
    serving.serve(args.host, args.port, hours=args.hours)
    return 0


def user(args: Namespace) -> int:
    from reunir.casework import serving

    serving.configure(docket.open(args.docket).path)
    from reunir.casework.access.users import make

    password = make(args.name, args.role, args.team)
    answer(args, {"name": args.name, "role": args.role, "team": args.team, "password": password},
           [f"{args.name} signs in with {password}", "It is printed this once."])  # fmt: skip
    return 0


def demonstrate(folder: Path, port: int) -> int:
    """Serve an invented docket for some hours, with a user of each role whose passwords are printed: from here on a
    terminal, in a process of its own elsewhere."""
    from reunir.casework import serving

    serving.configure(folder, second_factor=False)
    from reunir.casework.access.roles import Role
    from reunir.casework.access.users import make

    print("Sign in as any of these, for this demonstration alone:")
    for role in Role:
        team = None if role in (Role.CUSTODIAN, Role.ADMINISTRATOR) else "Team One"
        print(f"  {role.value:<14} {make(role.value, role.value, team)}")
    url = f"http://127.0.0.1:{port}/"
    if sys.stdout.isatty():
        print(f"Reunir is at {url} (stop with Ctrl-C)", flush=True)
        serving.serve("127.0.0.1", port, hours=HOURS)
        return 0
    process = serving.beside(folder, port, hours=HOURS)
    print(f"Reunir is at {url} for {HOURS} hours at most (stop it before with `kill {process}`)", flush=True)
    return 0
