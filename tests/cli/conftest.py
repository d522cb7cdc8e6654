"""The command line as a user has it: arguments in; exit code, standard output and standard error out."""

from __future__ import annotations

import json
import shutil
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from reunir.__main__ import main
from tests import offices

LISTS = {
    "apprehensions.csv": """Event No,A-Number,Last Name,First Name,DOB,Child A-Number,Child Last,Child First,Child DOB,Apprehended,Separated,Language
1,999000001,Inventado Uno,Elsa,1990-02-03,999000002,Inventado Uno,Mateo,2011-05-06,2018-05-10,2018-05-10,Spanish
2,999000011,Inventada Dos,Rosa,1988-07-08,999000012,Inventada Dos,Ana,2010-09-10,2018-05-11,2018-05-11,Spanish
""",
    "removals.csv": """A-Number,Last Name,First Name,Departed
999000001,Inventado Uno,Elsa,2018-06-15
999000011,Inventada Dos,Rosa,2018-06-20
""",
    "letters.csv": offices.LETTERS,
}

LAYOUTS = {
    "apprehensions": """
title = "Apprehensions"
agency = "Border office"
kind = "addition"
dates = ["%Y-%m-%d"]
[columns]
"A-Number" = "parent.a_number"
"Last Name" = "parent.family_names"
"First Name" = "parent.given_names"
"DOB" = "parent.born_on"
"Child A-Number" = "child.a_number"
"Child Last" = "child.family_names"
"Child First" = "child.given_names"
"Child DOB" = "child.born_on"
"Apprehended" = "apprehended.on"
"Separated" = "separated.on"
"Language" = "parent.language"
""",
    **offices.LAYOUTS,
}

RECEIVED = {"apprehensions.csv": "2018-07-02", "removals.csv": "2018-09-14", "letters.csv": "2018-10-01"}


@dataclass
class Said:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def reunir(capsys):
    """Run `reunir ARGUMENTS`."""

    def command(*arguments: object) -> Said:
        capsys.readouterr()
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as stop:  # argparse, on wrong usage and --help
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return command


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """A folder with the lists, their layouts, a docket that received them, and the same docket run."""
    folder = tmp_path_factory.mktemp("made")
    for name, text in LISTS.items():
        (folder / name).write_text(text)
    for name, text in LAYOUTS.items():
        (folder / f"{name}.toml").write_text(text)
    path = folder / "matter"
    with redirect_stdout(StringIO()):
        assert main(["new", str(path), "--title", "A matter"]) == 0
        for name, on in RECEIVED.items():
            layout = str(folder / name.replace(".csv", ".toml"))
            arguments = ["--layout", layout, "--by", "A. Clerk", "--on", on]
            assert main(["receive", str(path), str(folder / name), *arguments]) == 0
        shutil.copytree(path, folder / "ran")
        assert main(["run", str(folder / "ran")]) == 0
    return folder


@pytest.fixture
def lists(made, tmp_path) -> Path:
    """A folder with the lists and their layouts."""
    for path in made.glob("*.*"):
        if path.is_file():
            shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture
def matter(made, lists) -> Path:
    """A docket that received the lists."""
    return Path(shutil.copytree(made / "matter", lists / "matter"))


@pytest.fixture
def ran(made, lists) -> Path:
    """The same, run."""
    return Path(shutil.copytree(made / "ran", lists / "ran"))


@pytest.fixture
def also(reunir, ran, lists):
    """Receive one list more, by a layout of its own, on 1 December 2018, and run the docket; gives the docket."""

    def receive(text: str, layout: str) -> Path:
        (lists / "more.csv").write_text(text)
        (lists / "more.toml").write_text(layout)
        assert reunir("receive", ran, lists / "more.csv", "--layout", lists / "more.toml", "--by", "A", "--on", "2018-12-01").code == 0
        assert reunir("run", ran).code == 0
        return ran

    return receive
