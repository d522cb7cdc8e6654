"""Names: what is folded away, and what sounds alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir.engine import Engine
from reunir.linkage.names import folded, sound

ENGINE = Engine(threads=1)


def fold(text: str) -> str:
    return ENGINE.value(f"select {folded('$t')}", {"t": text})


def heard(text: str) -> str:
    return ENGINE.value(f"select {sound(folded('$t'))}", {"t": text})


@pytest.mark.parametrize(("text", "expected"), [
    ("María de los Ángeles", "maria angeles"), ("DE LA CRUZ", "cruz"), ("Núñez", "nunez"), ("K'ot", "kot"),
    ("Ma. José", "maria jose"), ("  López-García ", "lopez garcia"), ("FNU", ""), ("Pérez Jr.", "perez"),
])  # fmt: skip
def test_folded(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(("one", "other"), [
    ("Vásquez", "Basques"), ("Velásquez", "Belasquez"), ("González", "Gonzales"), ("Yolanda", "Llolanda"),
    ("Hernández", "Ernandes"), ("Jiménez", "Gimenez"), ("Quiché", "Kiche"), ("Cecilia", "Sesilia"), ("K'ich", "Quix"),
    ("Tzul", "Sul"), ("Xicay", "Chicay"), ("Huinac", "Winak"), ("Caal", "Cal"), ("Zet", "Set"), ("Ixchel", "Ishchel"),
])  # fmt: skip
def test_sound_alike(one: str, other: str) -> None:
    assert heard(one) == heard(other)


@pytest.mark.parametrize(("one", "other"), [("Maria", "Mario"), ("Juan", "Juana"), ("Lopez", "Perez"), ("Tomas", "Telma")])
def test_does_not_sound_alike(one: str, other: str) -> None:
    assert heard(one) != heard(other)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_folding_any_text_gives_letters_and_folding_again_changes_nothing(text: str) -> None:
    text = text.replace("\x00", "")
    once = fold(text)
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz ")
    assert fold(once) == once
