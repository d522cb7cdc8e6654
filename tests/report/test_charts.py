"""Charts and the words beside them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reunir.report import charts, words

from . import reading

COUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=9)


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


@given(COUNTS)
def test_bars_are_as_long_as_their_values_and_say_them(counts: list[int]) -> None:
    rows = [(f"thing {i}", value, "") for i, value in enumerate(counts)]
    svg = reading.read(charts.bars("c", "Things", rows)).find("svg")[0]
    drawn = [float(r.attrs["width"] or 0) for r in svg.find("rect")]
    values = [v for v in counts if v]
    assert len(drawn) == len(values)
    most = max(values, default=0)
    for width, value in zip(drawn, values, strict=True):
        assert abs(width / max(drawn) - value / most) < 0.01
    for label, value, _ in rows:
        assert f"{label}: {value:,}" in svg.find("desc")[0].text
        assert f"{value:,}" in [t.text for t in svg.find("text")]


@given(COUNTS, COUNTS)
def test_stacked_columns_reach_their_totals(first: list[int], second: list[int]) -> None:
    size = min(len(first), len(second))
    series = [("a", first[:size]), ("b", second[:size])]
    columns = [(str(i), "2018") for i in range(size)]
    svg = reading.read(charts.stacked("c", "Things", columns, series, "things")).find("svg")[0]
    bars = [r for r in svg.find("rect") if "url" in (r.attrs["fill"] or "") and float(r.attrs["height"] or 0) != 14]
    tops = [float(t) for t in (b.attrs["y"] or "0" for b in bars)]
    assert all(t >= 13.9 for t in tops)
    most = max((sum(v) for v in zip(*(s for _, s in series), strict=True)), default=0)
    assert charts.ticks(max(most, 1))[-1] >= most


@given(st.integers(1, 10**11))
def test_an_axis_ends_at_or_above_its_greatest_value_and_not_far(most: int) -> None:
    marks = charts.ticks(most)
    assert marks[0] == 0
    assert most <= marks[-1] <= most + marks[1]
    assert len(marks) <= 7


@given(st.text(alphabet="abc W,", max_size=80), st.integers(60, 300), st.integers(1, 4))
def test_a_wrapped_label_keeps_to_its_lines(label: str, width: int, lines: int) -> None:
    made = charts.wrapped(label, width, lines)
    assert len(made) <= lines
    if not made[-1].endswith("…"):
        assert " ".join(made).split() == label.split()
