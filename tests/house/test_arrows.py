"""The house's one-way arrows (docs/architecture.md): no room imports one to its right."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "reunir"

ROOMS = ("errors", "text", "model", "engine", "intake", "linkage", "custody", "audit", "figures", "report")
"""From left to right: each may import those before it, and itself."""

JOINERS = ("lookup", "run", "explain", "doubt", "docket", "casework", "demo", "commands", "__main__")
"""They join the halves: they may import every room and those joiners before them; no room imports them."""


def imports(path: Path) -> set[str]:
    """The rooms of the house that a file imports, at any depth."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            parts = node.module.split(".")
            if parts[0] == "reunir":
                found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("reunir.")}
        elif isinstance(node, ast.ImportFrom) and node.level:
            raise AssertionError(f"{path.name}: imports are absolute, so that an arrow can be read")
    return found


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def allowed(room: str) -> set[str]:
    if room == "journal":
        return {"model", "errors", "text", "journal"}
    if room in ROOMS:
        return set(ROOMS[: ROOMS.index(room) + 1])
    return {*ROOMS, "journal", *JOINERS[: JOINERS.index(room) + 1], "__version__"}


def test_no_arrow_points_the_wrong_way() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)} imports {name}"
        for path in sorted(SOURCE.rglob("*.py"))
        if room_of(path) != "__init__"
        for name in sorted(imports(path) - allowed(room_of(path)))
    ]
    assert not wrong


def test_every_room_is_known() -> None:
    rooms = {room_of(path) for path in SOURCE.rglob("*.py")} - {"__init__"}
    assert rooms <= {*ROOMS, *JOINERS, "journal"}
    assert {"intake", "linkage", "custody", "audit", "figures", "report", "journal"} <= rooms


def test_the_test_sees_a_wrong_arrow(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("from reunir.report import write\nfrom reunir import audit\nimport reunir.figures.search\n", "utf-8")
    assert imports(bad) == {"report", "audit", "figures"}
    assert not imports(bad) <= allowed("custody")
