"""Pictures say what the tables hold, read in black and white, and stand side by side; and the words beside them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunir.engine import Engine
from reunir.figures.bridge import CAUSES, STEPS, Bridge, Change
from reunir.model import DETERMINATIONS, TABLES
from reunir.report import apart, charts, drawing, overlaps, pictures, places, plot, trend, waterfall, words
from reunir.report.contents import FEWEST, gather
from reunir.report.document import Picture, Table

from . import invented

COUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=9)
few = settings(max_examples=15, deadline=None)


def parts(svg: str, tag: str) -> list[ElementTree.Element]:
    return [e for e in ElementTree.fromstring(svg).iter() if e.tag == f"{{{plot.SVG}}}{tag}"]


def texts(picture: Picture) -> list[str]:
    return [e.text or "" for e in parts(picture.svg, "text")]


def corners(picture: Picture) -> list[tuple[float, float, float, float, str]]:
    """Left, top, width, height and fill of each rectangle that Altair drew."""
    found = []
    for path in parts(picture.svg, "path"):
        sizes = re.match(r"M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)h", path.get("d") or "")
        if sizes and path.get("fill") not in (None, "none", "white"):
            left, top, width, height = map(float, sizes.groups())
            found.append((left, top, abs(width), abs(height), path.get("fill") or ""))
    return found


def boxes(picture: Picture) -> list[tuple[float, float, str]]:
    """Width, height and fill of each rectangle."""
    return [(width, height, fill) for _, _, width, height, fill in corners(picture)]


# --- words ---------------------------------------------------------------------------------------


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_nought_or_all_only_where_it_is(part: int, whole: int) -> None:
    part = min(part, whole)
    said = words.percent(part, whole)
    assert (said == "0.0%") == (part == 0)
    assert (said == "100.0%") == (part == whole)
    if said[0].isdigit():
        assert abs(float(said.rstrip("%")) - 100 * part / whole) <= 0.051


def test_a_share_of_nothing_is_not_a_number() -> None:
    assert words.percent(0, 0) == "–"


def test_days_read_as_days() -> None:
    assert words.day(date(2021, 4, 7)) == words.day("2021-04-07") == "7 April 2021"
    assert words.day(None) == "–"
    assert words.day("some time in May") == "some time in May"


@given(st.text(alphabet="abc W,", max_size=80), st.integers(60, 300), st.integers(1, 4))
def test_a_wrapped_label_keeps_to_its_lines_and_its_width(label: str, width: int, lines: int) -> None:
    made = drawing.wrapped(label, width, lines)
    assert len(made) <= lines
    assert all(drawing.wide(line) <= width + drawing.wide(" …") for line in made)
    if not made[-1].endswith("…"):
        assert "".join(made).replace(" ", "") == label.replace(" ", "")


# --- bars and columns ----------------------------------------------------------------------------


@few
@given(COUNTS)
def test_bars_are_as_long_as_their_values_and_say_them(counts: list[int]) -> None:
    rows = [(f"thing {i}", value, "") for i, value in enumerate(counts)]
    picture = charts.bars("c", "Things", rows)
    drawn = [width for width, _, _ in boxes(picture)]
    values = [v for v in counts if v]
    assert len(drawn) == len(values)
    assert max(drawn, default=0) < drawing.WIDTH - 100
    for width, value in zip(drawn, values, strict=True):
        assert abs(width / max(drawn) - value / max(values)) < 0.01
    for label, value, _ in rows:
        assert f"{label}: {value:,}" in picture.alt
        assert f"{value:,}" in texts(picture)


@few
@given(COUNTS, COUNTS)
def test_columns_in_parts_are_as_high_as_their_values(first: list[int], second: list[int]) -> None:
    size = min(len(first), len(second))
    series = [("a", first[:size]), ("b", second[:size])]
    picture = charts.stacked("c", "Things", [(str(i), "2018") for i in range(size)], series, "things")
    drawn = [height for width, height, _ in boxes(picture) if not width == height == 14]
    values = [v for _, of in series for v in of if v]
    assert len(drawn) == len(values)
    high = plot.ticks(max([sum(v) for v in zip(*(s for _, s in series), strict=True)] + [1]))[-1]
    for height, value in zip(drawn, values, strict=True):
        assert height == pytest.approx(210 * value / high, abs=0.6)
    columns: dict[float, list[tuple[float, float]]] = {}
    for left, top, width, height, _ in corners(picture):
        if not width == height == 14:
            columns.setdefault(left, []).append((top, height))
    for of in columns.values():
        for (top, height), (below, _) in pairwise(sorted(of)):
            assert top + height == pytest.approx(below, abs=0.05), "each part stands on the one before"
    for i in range(size):
        assert f"{i} 2018: " in picture.alt or first[i] == second[i] == 0


@few
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 900), st.integers(0, 900)), min_size=1, max_size=5))
def test_parts_of_a_bar_lie_end_to_end(rows: list[tuple[int, int, int]]) -> None:
    picture = charts.parts("c", "Things", ("a", "b", "c"), [(f"row {i}", r, str(sum(r))) for i, r in enumerate(rows)], "things")
    lines: dict[float, list[tuple[float, float]]] = {}
    for left, top, width, height, _ in corners(picture):
        if height == 18:
            lines.setdefault(top, []).append((left, width))
    drawn = [sorted(of) for _, of in sorted(lines.items())]
    scale = max(sum(w for _, w in of) for of in drawn) / max(sum(r) for r in rows)
    for of, row in zip(drawn, rows, strict=True):
        assert [w for _, w in of] == pytest.approx([v * scale for v in row if v], abs=0.05)
        assert [left for left, _ in of] == pytest.approx([sum(row[:i]) * scale for i, v in enumerate(row) if v], abs=0.1)


@given(st.integers(1, 10**11))
def test_an_axis_ends_at_or_above_its_greatest_value_and_not_far(most: int) -> None:
    marks = plot.ticks(most)
    assert marks[0] == 0
    assert most <= marks[-1] <= most + marks[1]
    assert len(marks) <= 7


# --- a run to draw -------------------------------------------------------------------------------

RUN: dict[str, Any] = {**invented.RUN, "standard": {
    **invented.RUN["standard"],
    "published": [
        {"figure": "children_not_reached", "as_of": "2020-12-02", "value": 628, "source": "a report"},
        {"figure": "children_not_reached", "as_of": date(2020, 10, 20), "value": 545, "source": "an earlier report"},
        {"figure": "children_not_reached", "as_of": date(2025, 1, 1), "value": 7777, "source": "after the run"},
        {"figure": "another", "as_of": date(2020, 12, 2), "value": 8888, "source": "of another figure"},
    ],
    "definitions": [
        {"figure": "children_not_reached", "counts": ["no_contact", "in_country", "removed"]},
        {"figure": "children_not_reached", "since": date(2020, 10, 20), "counts": ["in_country", "removed"]},
        {"figure": "children_not_reached", "since": date(2020, 11, 9), "counts": ["no_contact", "in_country", "removed"]},
    ],
}}  # fmt: skip

TREND = ((date(2020, 10, 20), 300, 400, 16), (date(2020, 12, 2), 280, 330, 16), (date(2021, 4, 7), 129, 302, 14))


def tables(children: int = 24) -> invented.Tables:
    """Invented families, with a trend, a second list that names every third child, places, and reunifications."""
    made = invented.tables(children)
    made["trend"] = [
        {"on_day": on, "status": status, "children": n}
        for on, *counts in TREND for status, n in zip(("in_country", "removed", "no_contact"), counts, strict=True)
    ]  # fmt: skip
    made["figure"].append({"name": "children_separated", "unit": "children", "cohort": "zero_tolerance", "value": 5, "cases": 5})
    for i, one in enumerate([m for m in made["mention"] if m["role"] == "child"]):
        if i % 3 == 0:
            made["mention"].append({**one, "mention_id": f"z-{i}/child", "layout": "ice"})
    for i, one in enumerate(made["separation"]):
        one["reunified_on"] = one["separated_on"] + timedelta(days=10 * (i + 1))
    for i, one in enumerate(made["stay"]):
        one["place"] = "Casa Grande" if i < FEWEST else "casa  chica" if i < 2 * FEWEST - 1 else None
    for i, one in enumerate([e for e in made["event"] if e["kind"] == "removed"]):
        one["place"] = "Puerto Inventado" if i < FEWEST else "Puerto Pequeño" if i < 2 * FEWEST - 1 else None
    return made


def drawn(made: invented.Tables, run: dict[str, Any] = RUN) -> dict[str, Picture]:
    engine = invented.loaded(made)
    return pictures.drawn(engine, gather(engine, run), run)[0]


def tables_of(engine: Engine, run: dict[str, Any]) -> dict[str, Table]:
    return pictures.drawn(engine, gather(engine, run), run)[1]


@pytest.fixture(scope="module")
def all_pictures() -> dict[str, Picture]:
    return drawn(tables())


KEYS = {"trend", "cohorts", "periods", "months", "places", "faults", "apart", "held", "overlaps", "search", "determinations", "example"}


def test_a_full_run_has_every_picture(all_pictures: dict[str, Picture]) -> None:
    assert set(all_pictures) == KEYS


def test_pictures_are_well_formed_and_stand_side_by_side(all_pictures: dict[str, Picture]) -> None:
    more = [
        charts.waterfall(bridge([("happened", "reached", 0, 3)])),
        waterfall.evidence("link-1", "A link", [("Number: equal", 12.0)], 12.0),
    ]
    ids: Counter[str] = Counter()
    for picture in [*all_pictures.values(), *more]:
        root = ElementTree.fromstring(picture.svg)
        own = {e.get("id") for e in root.iter() if e.get("id")}
        ids.update(e.get("id") or "" for e in root.iter() if e.get("id"))
        assert root.get("role") == "img"
        assert set((root.get("aria-labelledby") or "").split()) <= own
        assert set(re.findall(r"url\(#([^)]+)\)", picture.svg)) <= own
        assert root.find(f"{{{plot.SVG}}}desc").text == picture.alt  # type: ignore[union-attr]
        assert texts(picture), "text stays text"
        assert "href" not in picture.svg
        assert picture.title
        assert picture.alt
    assert [i for i, n in ids.items() if n > 1] == []


def test_whatever_ids_a_renderer_makes_become_the_pictures_own() -> None:
    made = '<svg xmlns="http://www.w3.org/2000/svg"><clipPath id="clip0"/><g clip-path="url(#clip0)"><text opacity="0">unseen</text></g></svg>'
    cleaned = plot._cleaned("mine", "T", "A", made)
    assert 'id="mine-clip0"' in cleaned
    assert "url(#mine-clip0)" in cleaned
    assert "unseen" not in cleaned


def test_no_text_is_too_small_for_print(all_pictures: dict[str, Picture]) -> None:
    for picture in all_pictures.values():
        sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)', picture.svg)]
        assert min(sizes) >= 12
        assert float(ElementTree.fromstring(picture.svg).get("width") or 0) == drawing.WIDTH


def test_every_text_stands_within_its_picture(all_pictures: dict[str, Picture]) -> None:
    for key, picture in all_pictures.items():
        root = ElementTree.fromstring(picture.svg)
        for element, (x, y) in placed(root):
            size = float((element.get("font-size") or "13").removesuffix("px"))
            room = drawing.wide(element.text or "", size) * 0.86  # `wide` is an upper bound
            left = x - room * {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor") or "", 0.0)
            assert left >= -1, (key, element.text)
            assert left + room <= drawing.WIDTH + 1, (key, element.text)
            assert 0 < y <= float(root.get("height") or 0), (key, element.text)


def placed(root: ElementTree.Element, at: tuple[float, float] = (0, 0)) -> list[tuple[ElementTree.Element, tuple[float, float]]]:
    """Each text with where it stands, its own and its groups' moves summed."""
    found = []
    for child in root:
        move = re.match(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)", child.get("transform") or "")
        here = (at[0] + float(move[1]), at[1] + float(move[2])) if move else at
        if child.tag == f"{{{plot.SVG}}}text":
            found.append((child, (here[0] + float(child.get("x") or 0), here[1] + float(child.get("y") or 0))))
        found += placed(child, here)
    return found


def test_the_same_run_draws_the_same_bytes(all_pictures: dict[str, Picture]) -> None:
    assert drawn(tables()) == all_pictures


def test_report_pictures_name_nobody() -> None:
    for picture in drawn(invented.tables(5)).values():
        for secret in (*invented.SECRETS, "Inventado"):
            assert secret not in picture.svg + picture.alt + picture.note + picture.title


def test_an_empty_run_draws_nothing() -> None:
    assert drawn({name: [] for name in TABLES}) == {}
    assert tables_of(invented.loaded({}), RUN) == {}


def test_a_run_of_one_family_is_drawn_or_left_out_without_a_crash() -> None:
    assert set(drawn(invented.tables(1))) <= KEYS


def test_altair_is_not_loaded_before_a_chart_is_drawn() -> None:
    told = "import sys, reunir.report, reunir.report.pictures, reunir.report.explained; print('altair' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout == "False\n"


# --- black and white -----------------------------------------------------------------------------


def lightness(colour: str) -> float:
    """CIE L* of a colour, from 0 to 100: how light it is to the eye and to a copier."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def test_shades_stay_apart_without_colour() -> None:
    lights = [lightness(shade) for shade in plot.SHADES]
    assert all(after - before >= 15 for before, after in pairwise(lights))
    assert lightness(waterfall.CAME) - lightness(waterfall.WHOLE) >= 15
    assert lightness(waterfall.WHOLE) - lightness(waterfall.WENT) >= 15


def test_lines_stay_apart_without_colour() -> None:
    assert len({(dash, width) for _, _, dash, width in trend.LINES.values()}) == len(trend.LINES)


# --- the trend -----------------------------------------------------------------------------------


def test_the_trend_tells_its_ends_and_what_was_published(all_pictures: dict[str, Picture]) -> None:
    picture = all_pictures["trend"]
    assert "20 October 2020: 716 children not reached (parent removed 400, parent in the country 300, no contact 16)" in picture.alt
    assert "7 April 2021: 445 children not reached (parent removed 302, parent in the country 129, no contact 14)" in picture.alt
    assert "Published: 20 October 2020 545 (counted here 716); 2 December 2020 628 (counted here 626)." in picture.alt
    assert {"545", "628", "716", "All not reached 445", "Parent removed 302", "Parent in the country 129", "No contact 14"} <= set(texts(picture))
    assert "7777" not in picture.svg.replace(",", "")
    assert "8888" not in picture.svg.replace(",", "")


def test_a_published_figure_that_counted_fewer_says_what_it_left_out(all_pictures: dict[str, Picture]) -> None:
    assert all_pictures["trend"].note.endswith("The figure of 20 October 2020 left out: no contact.")
    assert "2 December 2020 left out" not in all_pictures["trend"].note


def test_the_trend_as_a_table_has_the_days_of_published_figures() -> None:
    table = tables_of(invented.loaded(tables()), RUN)["trend"]
    rows = [["".join(s.text for s in cell) for cell in row] for row in table.rows]
    assert rows == [
        ["20 October 2020", "716", "400", "300", "16", "545", "an earlier report"],
        ["2 December 2020", "626", "330", "280", "16", "628", "a report"],
        ["7 April 2021", "445", "302", "129", "14", "–", "–"],
    ]


def test_without_a_search_in_the_lists_there_is_no_trend() -> None:
    made = tables()
    made["event"] = [e for e in made["event"] if e["kind"] not in ("attempted", "reached")]
    assert "trend" not in drawn(made)


def test_one_day_is_no_trend() -> None:
    assert trend.drawn(trend.Trend(((date(2021, 1, 1), {"removed": 3}),), (), {})) is None


# --- places --------------------------------------------------------------------------------------


def test_a_place_that_few_children_share_is_not_printed(all_pictures: dict[str, Picture]) -> None:
    removed, held = all_pictures["places"], all_pictures["held"]
    assert "Puerto Inventado" in texts(removed)
    assert "Casa Grande" in texts(held)
    for picture in (removed, held):
        assert "Pequeño" not in picture.svg
        assert "chica" not in picture.svg
        assert "All others (1 place)" in texts(picture)


def test_determinations_by_place_sum_to_the_removals() -> None:
    engine = invented.loaded(tables())
    found = places.read(engine)
    assert found is not None
    assert found.by == "place of removal"
    sums = [sum(values[i] for _, values in found.rows) for i in range(len(DETERMINATIONS))]
    told = dict(engine.rows("select determination, count(*) from removal where separation = 'stated' group by 1"))
    assert sums == [told.get(d, 0) for d in DETERMINATIONS]


def test_stays_by_place_sum_to_the_stays(all_pictures: dict[str, Picture]) -> None:
    found = places.held(invented.loaded(tables()))
    assert found is not None
    assert [row[:3] for row in found.rows] == [
        ("Casa Grande", FEWEST, FEWEST), ("All others (1 place)", FEWEST - 1, FEWEST - 1), ("Not stated", 5, 5)
    ]  # fmt: skip
    assert found.stays == 24
    made = tables()
    for i, one in enumerate(made["stay"]):
        one["ended_on"] = one["began_on"] + timedelta(days=10 * i - 10)  # the first ends before it began
    lasted = places.held(invented.loaded(made))
    assert lasted is not None
    assert lasted.rows[0] == ("Casa Grande", FEWEST, FEWEST, 40)


# --- apart, overlaps -----------------------------------------------------------------------------


@given(st.lists(st.integers(0, 900), min_size=1, max_size=60), st.sampled_from(apart.AT))
def test_a_percentile_is_the_fewest_days_that_cover_the_share(days: list[int], percent: int) -> None:
    values = sorted(Counter(days).items())
    found = apart._at(values, len(days), percent)
    assert 100 * sum(d <= found for d in days) >= percent * len(days)
    assert 100 * sum(d < found for d in days) < percent * len(days)


def test_days_apart_are_told_by_cohort(all_pictures: dict[str, Picture]) -> None:
    assert "All separations: of 24 known, half 120 days or fewer, the middle half 60 to 180, nine in ten 220 or fewer" in all_pictures["apart"].alt


def test_a_cohort_of_few_children_shows_no_days() -> None:
    made = tables()
    for i, one in enumerate(made["separation"]):
        one["reunified_on"] = one["reunified_on"] if i < FEWEST - 1 else None
    assert apart.read(invented.loaded(made), RUN) == ()


def test_overlaps_count_each_child_once() -> None:
    found = overlaps.read(invented.loaded(tables()))
    assert found.sets == ((frozenset({"cbp"}), 16), (frozenset({"cbp", "ice"}), 8))
    assert found.whole == 24
    assert found.named == {"cbp": 24, "ice": 8}
    assert overlaps.told(found) == (
        "Of 24 separated children, named: 16 by CBP apprehensions alone; 8 by CBP apprehensions and ICE removals."
    )


def test_many_sets_of_lists_are_counted_together() -> None:
    layouts = [f"list{i:02}" for i in range(14)]
    kinds = {layout: f"List {layout[-2:]} of an agency with a very long name, <b>and</b> \x00 odd \u202e letters" for layout in layouts}
    sets = tuple((frozenset(layouts[: i + 1]), 100 - i) for i in range(14))
    picture = overlaps.drawn(overlaps.Overlaps(kinds, sets, sum(n for _, n in sets)))
    assert picture is not None
    assert "2 other sets" in texts(picture)
    assert "175 by 2 other sets of lists" in picture.alt
    assert "5 rarer kinds of list without a column." in picture.note
    assert "\u202e" not in picture.svg


# --- waterfalls ----------------------------------------------------------------------------------

CHANGES = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(sorted(CAUSES)), st.integers(0, 40), st.integers(0, 40)), max_size=8
)


def bridge(changes: list[tuple[str, str, int, int]], opening: int = 545, figure: str = "children_not_reached") -> Bridge:
    ordered = sorted(changes, key=lambda c: (list(STEPS).index(c[0]), c[1]))
    made = tuple(Change(s, c, tuple(f"{c}{i}" for i in range(a)), tuple(f"{c}-{i}" for i in range(b))) for s, c, a, b in ordered)
    closing = opening + sum(c.net for c in made)
    return Bridge(figure, "all", "children", date(2021, 4, 7), date(2021, 5, 19), opening, closing, "", "", made)


@few
@given(CHANGES, st.integers(320, 5000))
def test_a_bridge_is_drawn_as_it_sums(changes: list[tuple[str, str, int, int]], opening: int) -> None:
    one = bridge(changes, opening)
    picture = charts.waterfall(one)
    assert picture.alt.startswith(f"{opening:,} children on 7 April 2021.")
    assert picture.alt.endswith(f"{one.closing:,} children on 19 May 2021.")
    said = texts(picture)
    assert said.count(f"{opening:,}") >= 1
    assert said.count(f"{one.closing:,}") >= 1
    scale = [w for w, h, fill in boxes(picture) if fill == waterfall.WHOLE and h == 18]
    if scale:  # the two figures are bars from nought, in proportion to one another
        assert scale[1] / scale[0] == pytest.approx(one.closing / opening, abs=0.01)
        assert "not at nought" not in picture.note
    else:
        assert "not at nought" in picture.note
    came = sum(w for w, _, fill in boxes(picture) if fill == waterfall.CAME)
    went = sum(w for w, _, fill in boxes(picture) if fill == waterfall.WENT)
    entered, left = (sum(len(c) for c in of) for of in ([c.entered for c in one.changes], [c.left for c in one.changes]))
    if entered and left:
        assert came / went == pytest.approx(entered / left, rel=0.05)


def test_small_changes_of_a_great_figure_can_still_be_seen() -> None:
    picture = charts.waterfall(bridge([("learned", "identified", 3, 0), ("learned", "late", 0, 1)], 4541))
    assert "The scale begins at 4,539, not at nought." in picture.note
    assert min(w for w, _, fill in boxes(picture) if fill in (waterfall.CAME, waterfall.WENT)) > 30


def test_a_bridge_of_nothing_is_a_sentence() -> None:
    assert charts.waterfall(bridge([], 0)).alt == "0 children on 7 April 2021. No case entered or left. 0 children on 19 May 2021."


def test_evidence_adds_up_in_words() -> None:
    picture = waterfall.evidence("e", "Link", [("Number: a few apart", -3.25), ("Given names: both equal", 4.3)], 1.05)
    assert "Number: a few apart: −3.2; Given names: both equal: +4.3. Together: +1.0." in picture.alt
    assert [fill for _, _, fill in boxes(picture)].count(waterfall.WENT) == 1


