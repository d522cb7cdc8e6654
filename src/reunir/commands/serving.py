"""`serve`, `user`: the casework application, and who may sign in to it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from reunir import docket
from reunir.commands.say import answer, note


def serve(args: Namespace) -> int:
    from reunir.casework import serving

    opened = docket.open(args.docket)
    serving.configure(opened.path, second_factor=not args.without_second_factor)
    from reunir.casework.access.models import User

    if not User.objects.exists():
        note(f"nobody can sign in yet: `reunir user {args.docket} NAME --role administrator` makes the first user")
    print(f"Reunir is at http://{args.host}:{args.port}/ (stop with Ctrl-C)", flush=True)
    serving.serve(args.host, args.port)
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
    """Serve an invented docket with a user of each role, whose passwords are printed."""
    from reunir.casework import serving

    serving.configure(folder, second_factor=False)
    from reunir.casework.access.roles import Role
    from reunir.casework.access.users import make

    for role in Role:
        password = make(role.value, role.value, "Team One" if role not in (Role.CUSTODIAN, Role.ADMINISTRATOR) else None)
        print(f"  {role.value:<14} {password}")
    print(f"Reunir is at http://127.0.0.1:{port}/ (stop with Ctrl-C); sign in as any of these, for this demonstration alone", flush=True)
    serving.serve("127.0.0.1", port)
    return 0
