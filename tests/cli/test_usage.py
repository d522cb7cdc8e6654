"""What every command promises: help, exit codes, one clear line, and JSON alone on standard output."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reunir.__main__ import _verb, parser

VERBS = [
    "new", "receive", "withdraw", "layout", "enter", "judge", "train", "run", "status", "figures", "bridge", "cases", "explain",
    "report", "table", "verify", "demo", "serve", "user", "estimate",
]  # fmt: skip


def test_the_verbs_are_these_and_each_has_its_function():
    (verbs,) = [a.choices for a in parser()._actions if a.dest == "verb"]
    assert sorted(verbs) == sorted(VERBS)
    assert all(callable(_verb(verb)) for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(reunir, verb):
    said = reunir(verb, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: reunir {verb}")
    (verbs,) = [a.choices for a in parser()._actions if a.dest == "verb"]
    assert all(action.help for action in verbs[verb]._actions)


@pytest.mark.parametrize("arguments", [
    (), ("hop",), ("receive", "d", "f"), ("receive", "d", "f", "--by", "A", "--on", "June"), ("judge", "d", "a", "b", "maybe"),
])  # fmt: skip
def test_wrong_usage_is_exit_code_2(reunir, arguments):
    said = reunir(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "usage: reunir" in said.err


WRONG = [
    (("status", "{absent}"), "There is no docket at"),
    (("receive", "{matter}", "{absent}", "--by", "A", "--on", "2018-07-02"), "There is no file"),
    (("receive", "{matter}", "{list}", "--by", "", "--on", "2018-07-02", "--layout", "removals"), "needs its author"),
    (
        ("receive", "{matter}", "{list}", "--by", "A", "--on", "2018-07-02", "--layout", "absent"),
        "There is no layout 'absent'",
    ),
    (("withdraw", "{matter}", "0123456789ab", "--by", "A", "--why", "x"), "There is no list 0123456789ab"),
    (("enter", "{matter}", "{absent}", "--by", "A"), "cannot be read as lines of JSON"),
    (("judge", "{matter}", "one", "two", "same", "--by", "A", "--why", "x"), "must be the id of a mention"),
    (("figures", "{matter}"), "There is no run to read yet"),
    (("explain", "{matter}", "x"), "There is no run to read yet"),
]


@pytest.mark.parametrize(("arguments", "why"), WRONG, ids=[a[0] + ": " + why for a, why in WRONG])
def test_what_the_operator_can_mend_is_one_line_and_exit_code_1(reunir, matter, lists, arguments, why):
    paths = {"absent": lists / "absent", "matter": matter, "list": lists / "removals.csv"}
    said = reunir(*(a.format(**paths) for a in arguments))
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("reunir: ")
    assert said.err.count("\n") == 1
    assert why in said.err


def test_a_crash_of_the_disk_is_one_line(reunir, matter, lists):
    (matter / "received" / "x").mkdir()
    said = reunir("new", lists / "removals.csv" / "within")
    assert (said.code, said.err.count("\n")) == (1, 1)


def test_a_pipe_gets_no_progress_and_no_colour(matter):
    done = subprocess.run(
        [sys.executable, "-m", "reunir", "status", str(matter), "--json"], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert done.stdout.startswith("{")
    assert "\x1b" not in done.stdout


def test_a_reader_that_has_enough_is_no_failure(matter):
    first = subprocess.Popen(
        [sys.executable, "-m", "reunir", "status", str(matter)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert first.stdout is not None
    first.stdout.close()
    assert first.wait(timeout=30) == 0
    assert first.stderr is not None
    assert b"Traceback" not in first.stderr.read()


def test_the_public_names_are_there_and_importing_them_is_light():
    import reunir

    assert all(getattr(reunir, name) for name in reunir.__all__)
    done = subprocess.run(
        [sys.executable, "-c", "import sys, reunir; print('duckdb' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
