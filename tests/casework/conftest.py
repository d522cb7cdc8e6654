"""The application on a docket of a few invented families: in process by Django's client, or as a real server."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from reunir.__main__ import main
from tests.casework.families import LAYOUTS, LISTS, RECEIVED

ROLES = ("intake", "caseworker", "reviewer", "counsel", "custodian", "auditor", "administrator")
PASSWORD = "invented-for-tests-only"


def reunir(*args: str) -> str:
    """One command; what it printed. Fails where the command fails."""
    out = StringIO()
    with redirect_stdout(out):
        assert main(list(args)) == 0, out.getvalue()
    return out.getvalue()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A docket of the families, received and run, with a user of each role. Copied, never used itself."""
    folder = tmp_path_factory.mktemp("casework") / "docket"
    reunir("new", str(folder), "--title", "An invented matter")
    for name, text in LAYOUTS.items():
        (folder / "layouts" / f"{name}.toml").write_text(text)
    for name, text in LISTS.items():
        path = folder.parent / name
        path.write_text(text)
        reunir("receive", str(folder), str(path), "--layout", path.stem, "--by", "Test", "--on", RECEIVED[name])
    reunir("run", str(folder))
    from reunir.casework import serving

    serving.configure(folder, second_factor=False)
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["*"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from reunir.casework.access.models import Team, User

    team = Team.objects.create(name="Team One")
    for role in ROLES:
        User.objects.create_user(role, password=PASSWORD, role=role, team=None if role in ("custodian", "administrator") else team)
    connection.close()
    return folder


@dataclass
class Desk:
    """The application on a docket of a test's own."""

    docket: Path
    _clients: dict[str, Any] = field(default_factory=dict)

    def user(self, role: str) -> Any:
        from reunir.casework.access.models import User

        return User.objects.get(username=role)

    def client(self, role: str) -> Any:
        """A client signed in as the user of a role."""
        from django.test import Client

        client = Client()
        client.force_login(self.user(role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def run(self) -> None:
        """Make the run anew, as `reunir run` does."""
        reunir("run", str(self.docket))

    def mention(self, who: str, name: str) -> str:
        """The anchor mention of the person of that given name."""
        from reunir.casework.records.reading import current

        run = current()
        assert run is not None
        row = run.lookup.execute(
            "select person_id from person where role = ? and (given_names = ? or full_name like ?)", (who, name, f"{name} %")
        ).fetchone()
        assert row, f"nobody is called {name}"
        return str(row[0])

    def assign(self, mention_id: str, role: str = "caseworker") -> None:
        """Give a family to the user of a role."""
        from reunir.casework.records.acting import act

        act(self.user("intake"), "assigned", {"mention_id": mention_id, "user": role})


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Iterator[Desk]:
    """The application in this process, on a copy of the docket."""
    folder = tmp_path / "docket"
    shutil.copytree(template, folder)
    from django.conf import settings
    from django.db import connection

    from reunir.casework.records import reading

    connection.close()
    settings.DOCKET = folder
    connection.settings_dict["NAME"] = folder / "journal.sqlite"
    reading.the_docket.cache_clear()
    reading._opened.cache_clear()
    yield Desk(folder)
    connection.close()


@dataclass(frozen=True)
class Site:
    """A real server on loopback. `url`: without a slash at the end."""

    url: str
    docket: Path


def served(folder: Path) -> Iterator[Site]:
    """`reunir serve` on a free port of loopback, stopped afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not re.match("REUNIR_|DJANGO_", k)}
    process = subprocess.Popen(
        [sys.executable, "-m", "reunir", "serve", str(folder), "--port", str(port), "--without-second-factor"],
        env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urlopen(f"{url}/account/login/", timeout=5).close()
                break
            except (URLError, ConnectionError):
                assert process.poll() is None, "the server stopped"
                time.sleep(0.1)
        yield Site(url, folder)
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def site(template: Path, tmp_path: Path) -> Iterator[Site]:
    """The application as a real server, on a copy of the docket."""
    shutil.copytree(template, tmp_path / "docket")
    yield from served(tmp_path / "docket")
