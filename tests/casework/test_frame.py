"""What every page promises: nobody sees what is not theirs, and an entry from elsewhere is seen at once."""

from __future__ import annotations

import pytest

from reunir import docket, journal
from reunir.model import Entry
from tests.casework.conftest import Desk, Site, reunir


def test_nobody_sees_a_page_without_signing_in(desk: Desk) -> None:
    from django.test import Client

    for path in ("/", "/find/", "/figures/", f"/families/{desk.mention('parent', 'Rosa')}/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert "/account/login/" in answer.headers["location"]


@pytest.mark.parametrize(
    ("role", "unassigned", "assigned", "to_another"),
    [
        ("intake", 200, 200, 403),
        ("reviewer", 200, 200, 403),
        ("caseworker", 403, 200, 403),
        ("counsel", 403, 200, 403),
        ("auditor", 200, 200, 200),
        ("custodian", 403, 403, 403),
        ("administrator", 403, 403, 403),
    ],
)
def test_a_family_is_seen_by_need(desk: Desk, role: str, unassigned: int, assigned: int, to_another: int) -> None:
    rosa, juana = desk.mention("parent", "Rosa"), desk.mention("parent", "Juana")
    client = desk.client(role)
    assert client.get(f"/families/{rosa}/").status_code == unassigned
    desk.assign(rosa, role)
    assert client.get(f"/families/{rosa}/").status_code == assigned
    desk.assign(juana, "somebody-else")
    assert client.get(f"/families/{juana}/").status_code == to_another


def test_every_view_of_a_family_is_recorded(desk: Desk) -> None:
    from reunir.casework.access.models import Viewing

    rosa = desk.mention("parent", "Rosa")
    desk.client("intake").get(f"/families/{rosa}/")
    desk.client("custodian").get(f"/families/{rosa}/")
    assert [(v.user.username, v.mention_id, v.page) for v in Viewing.objects.all()] == [("intake", rosa, "family")]


def test_an_entry_from_the_command_line_is_seen_at_once(desk: Desk) -> None:
    rosa = desk.mention("parent", "Rosa")
    client = desk.client("caseworker")
    assert client.get(f"/families/{rosa}/").status_code == 403
    opened = docket.open(desk.docket)
    with opened.writing() as cursor:
        journal.append(cursor, Entry("assigned", "Test", docket.today(opened), {"mention_id": rosa, "user": "caseworker"}))
    assert client.get(f"/families/{rosa}/").status_code == 200


def test_projections_equal_a_replay(desk: Desk) -> None:
    from reunir.casework.access.models import Assignment
    from reunir.casework.records.folding import replay

    desk.assign(desk.mention("parent", "Rosa"))
    desk.assign(desk.mention("parent", "Juana"), "counsel")
    before = list(Assignment.objects.order_by("seq").values())
    assert len(before) == 2
    replay()
    assert list(Assignment.objects.order_by("seq").values()) == before


def test_the_journal_is_whole_after_the_application_wrote(desk: Desk) -> None:
    desk.assign(desk.mention("parent", "Rosa"))
    assert "Everything is as it was" in reunir("verify", str(desk.docket))


def test_a_real_server_answers(site: Site) -> None:
    from urllib.request import urlopen

    with urlopen(f"{site.url}/", timeout=10) as answer:
        assert answer.status == 200
        assert "/account/login/" in answer.url
