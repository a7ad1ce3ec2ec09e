"""Days, uncertain dates and spans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baltic_map.days import Axis, Bounds, parse_bounds, parse_day
from baltic_map.errors import AtlasError, DayOutOfRangeError

AXIS = Axis(date(1939, 8, 23), date(1941, 7, 2))
inside = st.dates(AXIS.start, AXIS.end - timedelta(days=1))
around = st.dates(date(1938, 1, 1), date(1943, 1, 1))


def test_the_atlas_has_679_days() -> None:
    assert len(AXIS) == 679
    assert AXIS.day(678) == date(1941, 7, 1)


@given(inside)
def test_index_and_day_are_inverse(day: date) -> None:
    assert AXIS.day(AXIS.index(day)) == day
    assert AXIS.index(day.isoformat()) == AXIS.index(day)


@given(around.filter(lambda day: not AXIS.start <= day < AXIS.end))
def test_a_day_outside_is_refused(day: date) -> None:
    with pytest.raises(DayOutOfRangeError, match="runs from 1939-08-23 to 1941-07-01"):
        AXIS.index(day)


@pytest.mark.parametrize(
    "text", ["1940-02-30", "1940-13-01", "16.6.1940", "1940-6-16", "", "1940-06-16T00:00", "today"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(AtlasError, match="not a day"):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1940-06-16", "1940-06-16", "1940-06-16"),
        ("1939-11", "1939-11-01", "1939-11-30"),
        ("1940-02", "1940-02-01", "1940-02-29"),
        ("1939", "1939-01-01", "1939-12-31"),
        ("1940-06-16~", "1940-06-13", "1940-06-19"),
        ("1939-11~", "1939-10-17", "1939-12-15"),
        ("1939-10-18/1939-10-29", "1939-10-18", "1939-10-29"),
        ("1939-11/1939-12", "1939-11-01", "1939-12-31"),
        ("1939-11-05~/1939-12", "1939-11-02", "1939-12-31"),
        ("[1940-11-03,1940-11-25]", "1940-11-03", "1940-11-25"),
    ],
)
def test_uncertain_dates_have_bounds(text: str, earliest: str, latest: str) -> None:
    assert parse_bounds(text) == Bounds(date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    "text", ["1940-02-30", "1940-02-30~", "1940-06-17/1940-06-16", "1940-06-16/..", "../1940-06-16", "June 1940", "?"]
)
def test_impossible_dates_are_refused(text: str) -> None:
    with pytest.raises(AtlasError, match=r"not a (day|date)|before it starts"):
        parse_bounds(text)


@given(around, around)
def test_a_plain_span_is_certain_throughout(start: date, end: date) -> None:
    if end <= start:
        with pytest.raises(AtlasError, match="is not after start_date"):
            AXIS.span(start, end)
        return
    span = AXIS.span(start, end)
    assert (span.first, span.stop) == (span.sure_first, span.sure_stop)
    for index in range(len(AXIS)):
        assert span.possible(index) == (start <= AXIS.day(index) < end)


@given(st.tuples(around, around, around, around).map(sorted))
def test_certain_lies_within_possible(days: list[date]) -> None:
    first, later, ending, last = days
    start, end = f"{first}/{later}", f"{ending}/{last}"
    if last <= first:
        return
    span = AXIS.span(start, end)
    assert span.first <= span.sure_first <= span.sure_stop <= max(span.stop, span.sure_first)
    for index in range(len(AXIS)):
        day = AXIS.day(index)
        assert span.certain(index) == (later <= day < ending)
        assert span.possible(index) == (first <= day < last)


def test_a_successor_starts_on_the_day_its_predecessor_ends() -> None:
    before, after = AXIS.span("1939-08-23", "1940-06-17"), AXIS.span("1940-06-17", None)
    index = AXIS.index("1940-06-17")
    assert not before.possible(index)
    assert after.possible(index)
    assert before.stop == after.first


def test_one_uncertain_day_is_never_certain() -> None:
    span = AXIS.span("1940-06-16/1940-06-17", "1940-06-17/1940-06-18")
    assert span.sure_first == span.sure_stop
    assert [AXIS.day(index).day for index in range(len(AXIS)) if span.possible(index)] == [16, 17]
