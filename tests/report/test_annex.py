"""The annex: masked, it tells nobody's name, birth date or number in any format; sealed, it tells them and says so."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reunir import report
from reunir.report import cases, masking

from . import invented, reading
from .test_docx import text_of

ENDINGS = ("html", "pdf", "docx", "xlsx")

NAMES = (
    ("María José", "Zacapalina-Ficción", "900111222"), ("Quetzalberto", "Tototl Nadie", "900333444"),
    ("Ixchelina", "O'Inventada", "900555666"), ("Nezahualpaco", "Del Ningúnlugar", "900777888"),
    ("Citlalinda", "Imaginaria", "087654321"), ("Tonatiuhto", "Xochitlano", "900999000"),
)  # fmt: skip


def tables() -> invented.Tables:
    """The invented docket with a name, a number and a birth date of its own for every person, in every place that
    can hold one."""
    made = invented.tables(3)
    for i, person in enumerate(made["person"]):
        given, family, a_number = NAMES[i]
        named = {"given_names": given, "family_names": family, "full_name": f"{given} {family}", "a_number": a_number, "born_on": date(1980 + 5 * i, 3, 7)}
        person.update(named)
        for mention in made["mention"]:
            if mention["person_id"] == person["person_id"]:
                mention.update(named)
    said = " ".join(" ".join(n) for n in NAMES)
    for name, columns in (("removal", ("reason", "doubt")), ("search", ("reason",)), ("finding", ("reason",)), ("event", ("reason", "note", "place"))):
        for row in made[name]:
            row.update(dict.fromkeys(columns, said))
    return made


SECRETS = [
    *(text for given, family, number in NAMES for text in (given, family, given.split()[0], family.split()[-1], number, number[:-4], number[-6:])),
    *(day for i in range(len(NAMES)) for day in (f"{1980 + 5 * i}-03-07", f"7 March {1980 + 5 * i}", f"03/07/{1980 + 5 * i}")),
    "502-5550-0999", "San Inventado Nunca",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("annex")
    engine = invented.loaded(tables())
    for ending in ENDINGS:
        report.annex(engine, invented.RUN, path / f"masked.{ending}")
        report.annex(engine, invented.RUN, path / f"sealed.{ending}", sealed=True)
    engine.close()
    return path


def all_text(path: Path) -> str:
    """Every word of a file, what a reader does not see included."""
    data = path.read_bytes()
    if path.suffix == ".html":
        return data.decode("utf-8")
    if path.suffix == ".pdf":
        program = shutil.which("pdftotext")
        if not program:
            pytest.skip("pdftotext is not at hand")
        return subprocess.run([program, "-raw", "-", "-"], input=data, capture_output=True, check=True).stdout.decode("utf-8")
    return text_of(data)


@pytest.mark.parametrize("ending", ENDINGS)
def test_masked_it_names_nobody(folder: Path, ending: str) -> None:
    text = all_text(folder / f"masked.{ending}")
    for words in ("M.J.Z.F.", "Q.T.N.", "1980", "1222", "4321"):
        assert words in text
    for secret in SECRETS:
        assert secret.casefold() not in text.casefold(), secret
    assert cases.SEAL not in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_sealed_it_names_them_and_says_so(folder: Path, ending: str) -> None:
    text = all_text(folder / f"sealed.{ending}")
    for words in ("Quetzalberto Tototl Nadie", "900111222", "1980-03-07", "aaaaaaaaaaaa-1-2"):
        assert words.replace(" ", "") in "".join(text.replace("\u200b", "").split())
    assert cases.SEAL in text
    assert "502-5550-0999" not in text


def test_the_seal_stands_on_every_page(folder: Path) -> None:
    pages = all_text(folder / "sealed.pdf").split("\f")[:-1]
    assert len(pages) > 1
    assert all(cases.SEAL in page for page in pages)
    for ending, part in (("docx", "w:hdr"), ("xlsx", "oddHeader")):
        assert part in text_of((folder / f"sealed.{ending}").read_bytes())
    assert f'content: "{cases.SEAL}"' in (folder / "sealed.html").read_text("utf-8")


def test_every_case_stands_once(folder: Path) -> None:
    made = tables()
    page = reading.read((folder / "masked.html").read_text("utf-8"))
    rows = reading.rows(page, "removal apart")
    assert sorted(row[0] for row in rows) == sorted(r["removal_id"] for r in made["removal"])
    children = [row[0] for row in reading.rows(page, "Not reached")]
    assert children == sorted(s["child_id"] for s in made["search"] if s["status"] in cases.NOT_REACHED)
    book = CalamineWorkbook.from_filelike(BytesIO((folder / "masked.xlsx").read_bytes()))
    assert [r[:2] for r in book.get_sheet_by_name("Removals apart").to_python()[1:]] == [[r["removal_id"], r["determination"]] for r in made["removal"]]
    assert [r[0] for r in book.get_sheet_by_name("Not reached").to_python()[1:]] == children


def test_a_case_says_what_the_rules_found() -> None:
    made = invented.tables(5)
    found = {c.answer: c.found for c in cases.removals(invented.loaded(made), invented.RUN, False)}
    assert found == {
        "against_wish": "Cannot be known: no notice of counsel.", "undocumented": "", "documented": "Cannot be known: no notice of counsel.",
        "flawed": "What the parent was told not recorded. Cannot be known: no notice of counsel.", "undetermined": "",
    }  # fmt: skip


def test_the_gravest_stand_first_and_what_is_only_indicated_last() -> None:
    made = invented.tables(5)
    made["removal"][0]["separation"] = "indicated"
    found = cases.removals(invented.loaded(made), invented.RUN, False)
    assert [c.answer for c in found] == ["undocumented", "flawed", "documented", "undetermined", "against_wish"]
    assert [c.indicated for c in found] == [False] * 4 + [True]


@pytest.mark.parametrize("made", [{}, invented.tables(1)], ids=["empty", "one family"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_small_docket_has_an_annex_too(tmp_path: Path, made: Any, ending: str) -> None:
    report.annex(invented.loaded(made), invented.RUN, tmp_path / f"annex.{ending}")
    assert (tmp_path / f"annex.{ending}").stat().st_size > 1000


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_run_gives_the_same_bytes(folder: Path, tmp_path: Path, ending: str) -> None:
    report.annex(invented.loaded(tables()), invented.RUN, tmp_path / f"again.{ending}")
    assert (tmp_path / f"again.{ending}").read_bytes() == (folder / f"masked.{ending}").read_bytes()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("María José Pérez-López", "M.J.P.L."), ("ana", "A."), ("O'Inventada", "O."), ("", ""), ("  ", ""), ("Ñandú 3ro", "Ñ.R."),
        ("Jose\u0301", "J."), ("123", ""), ("ßtraße", "S."),
    ],
)  # fmt: skip
def test_initials(name: str, short: str) -> None:
    assert masking.initials(name) == short


@given(st.lists(st.text(alphabet=st.characters(categories=["L"]), min_size=2, max_size=12), min_size=1, max_size=5))
def test_initials_hold_one_letter_a_name(names: list[str]) -> None:
    made = masking.initials(" ".join(names))
    assert len(made.split(".")) - 1 <= len(names)
    assert all(len(part) <= 2 for part in made.split("."))


@pytest.mark.parametrize(("number", "shown"), [("900111222", "…1222"), ("12345678", "…5678"), ("4321", "masked"), ("", ""), ("A-900 111 222", "…1222")])
def test_numbers_are_masked_to_their_last_four(number: str, shown: str) -> None:
    assert masking.last_four(number) == shown


@settings(max_examples=20, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)))
def test_of_a_birth_date_the_year_alone_is_left(born: date) -> None:
    assert masking.masked("A B", born, None).born == str(born.year)
