"""The pages that come from the program say what is true today, and so does the rest of the project."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def generated():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["rules.md", "tables.md", "commands.md"])
def test_a_generated_page_is_not_stale(page: str) -> None:
    assert (ROOT / "docs" / page).read_text("utf-8") == generated().PAGES[page](), "run `make docs`"


def test_the_links_of_the_documents_lead_somewhere() -> None:
    broken = []
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8")):
            if not (document.parent / target).exists():
                broken.append(f"{document.name}: {target}")
    assert not broken


def test_every_command_in_the_readme_exists() -> None:
    from reunir.__main__ import parser

    known = next(a for a in parser()._actions if a.dest and a.choices).choices
    used = set(re.findall(r"^(?:\$ )?reunir (\w+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    assert used
    assert used <= set(known)


def test_the_project_speaks_of_itself_alone() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    machine = re.compile(r"/(?:work|root|tmp)/[a-z]+/|pypi\.org|artifactory", re.IGNORECASE)
    found = [
        name
        for name in listed
        if (ROOT / name).suffix in (".py", ".md", ".toml", ".sql", ".txt", ".lock", ".css", ".j2")
        and (ROOT / name).exists()
        and name != "tests/house/test_docs.py"
        and machine.search((ROOT / name).read_text("utf-8"))
    ]
    assert not found
