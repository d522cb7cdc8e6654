"""Clusterings as they might as well be: drawn by how probable each link is, the same number the same draw."""

from __future__ import annotations

from reunir import linkage
from reunir.engine import Engine
from reunir.linkage.linking import Weighed
from tests.linkage.drawn import judged, mentions

DOUBTFUL = """
    record | who    | number | given | family       | born
    A.2    | parent |        | Elsa  | Xol Choc     | 1985
    B.2    | parent |        | Elsa  | Xol          |
    A.3    | parent | 201000001 | Rosa | Tzul Ical  | 1986-02-03
    B.3    | parent | 201000001 | Rosa | Tzul Ical  | 1986-02-03
    """
SETTINGS = {"certain": 0.9, "possible": 0.5}


def weighed(*said: str) -> tuple[Engine, Weighed]:
    engine = Engine(threads=1)
    engine.load("mention", mentions(DOUBTFUL.replace("| 1985\n", "|\n")))
    return engine, linkage.weighed(engine, linkage.shipped_model(), SETTINGS, judged(*said))


def together(engine: Engine, one: str, two: str) -> bool:
    who = dict(engine.rows("select mention_id, person_id from mention"))
    return who[one] == who[two]


def drawn(engine: Engine, known: Weighed, one: str, two: str, samples: int) -> list[bool]:
    found = []
    for sample in range(samples):
        linkage.settle_sample(engine, known, SETTINGS, sample)
        found.append(together(engine, one, two))
    return found


def test_a_pair_is_one_person_as_often_as_it_is_probable() -> None:
    engine, known = weighed()
    samples = 200
    often = sum(drawn(engine, known, "A.2/parent", "B.2/parent", samples)) / samples
    linkage.settle(engine, known, SETTINGS)
    (probability,) = engine.rows("select probability from link where mention_id_l = 'A.2/parent' and mention_id_r = 'B.2/parent'")[0]
    assert 0.02 < probability < 0.98, "the drawn pair is in doubt"
    assert abs(often - probability) < 4 * (probability * (1 - probability) / samples) ** 0.5


def test_what_is_sure_is_so_in_every_sample_and_so_is_what_was_judged() -> None:
    engine, known = weighed()
    assert all(drawn(engine, known, "A.3/parent", "B.3/parent", 20))
    engine, known = weighed("A.2/parent different B.2/parent")
    assert not any(drawn(engine, known, "A.2/parent", "B.2/parent", 20))


def test_samples_leave_no_trace_and_are_drawn_alike_again() -> None:
    engine, known = weighed()
    first = drawn(engine, known, "A.2/parent", "B.2/parent", 20)
    assert drawn(engine, known, "A.2/parent", "B.2/parent", 20) == first
    linkage.settle(engine, known, SETTINGS)
    plain = Engine(threads=1)
    plain.load("mention", mentions(DOUBTFUL.replace("| 1985\n", "|\n")))
    linkage.link(plain, linkage.shipped_model(), SETTINGS)
    for table in ("mention", "person", "link", "tie", "family"):
        assert engine.rows(f"select * from {table} order by all") == plain.rows(f"select * from {table} order by all")


def test_samples_leave_no_trace_where_clusters_bear_two_numbers(hard) -> None:
    """Those are put together anew in each sample, which must not move a weight, a link or a tie of the run."""

    def settled(samples: int) -> Engine:
        engine = Engine(threads=1)
        engine.load_arrow("mention", hard.mention)
        known = linkage.weighed(engine, linkage.shipped_model(), SETTINGS)
        for sample in range(samples):
            linkage.settle_sample(engine, known, SETTINGS, sample)
        linkage.settle(engine, known, SETTINGS)
        return engine

    plain, sampled = settled(0), settled(6)
    for table in ("mention", "person", "link", "tie", "family"):
        assert sampled.rows(f"select * from {table} order by all") == plain.rows(f"select * from {table} order by all"), table
