"""Days, uncertain dates and spans."""

from __future__ import annotations

import warnings
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baltic_map.contract import UncertainSpan
from baltic_map.days import Axis, Bounds, parse_bounds, parse_day
from baltic_map.errors import AtlasError, DayOutOfRangeError
from baltic_map.quoting import shown

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
    with pytest.raises(AtlasError) as caught:
        parse_day(text)
    assert str(caught.value) == f"day: {text!r} is not a day. Write a day of the calendar as YYYY-MM-DD."


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
        ("[1940-11-03..1940-11-25]", "1940-11-03", "1940-11-25"),
        ("[1940-11, 1940-12-25~]", "1940-11-01", "1940-12-28"),
        ("1940-01-05?", "1940-01-02", "1940-01-08"),
        ("1940-01-?05", "1940-01-02", "1940-01-08"),
        ("1940-?01-05", "1939-12-21", "1940-01-20"),
        ("1940-01~-05", "1939-12-21", "1940-01-20"),
        ("?1940-01-05", "1939-07-06", "1940-07-06"),
        ("?1940-01-%05", "1939-07-06", "1940-07-06"),
        ("~1940", "1939-07-02", "1941-07-02"),
        ("193X", "1930-01-01", "1939-12-31"),
        ("1940-XX", "1940-01-01", "1940-12-31"),
        ("1940-01-XX", "1940-01-01", "1940-01-31"),
        ("1940-22", "1940-06-01", "1940-08-31"),
        ("1940-24", "1940-01-01", "1941-02-28"),
        ("1940-28", "1940-01-01", "1941-02-28"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("0001~", "0001-01-01", "0002-07-02"),
        ("9999~", "9998-07-02", "9999-12-31"),
        ("9999-12-31~", "9999-12-28", "9999-12-31"),
    ],
)
def test_uncertain_dates_have_bounds(text: str, earliest: str, latest: str) -> None:
    assert parse_bounds(text) == Bounds(date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "[]",
        "0000",
        "-0044-03-15",
        "1940-02-30",
        "1940-02-30~",
        "1940-06-16/..",
        "../1940-06-16",
        "[..1940-06-16]",
        "[1940-06-16..1940-06-17..1940-06-18]",
        "1940-06-16~~",
        "1940-06-16\n",
        "１９４０-06-16",
        "1940-00",
        "1940-13",
        "1940-42",
        "1940-X1",
        "1940-06-3X",
        "1940S2",
        "Y1940",
        "Y1E308",
        "June 1940",
        "[" * 5000,
    ],
)
def test_what_is_no_date_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AtlasError) as caught:
        parse_bounds(text, "a", "start_date")
    assert caught.value.problem.what == f"start_date {shown(text)} is not a date"
    assert "\n" not in str(caught.value)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1940-06-17/1940-06-16", "date: '1940-06-17/1940-06-16' ends before it starts. Write the earlier date first."),
        (
            "{1940-06-16,1940-06-17}",
            (
                "date: '{1940-06-16,1940-06-17}' is not a date: it means all of its dates. "
                "Write a feature for each, or [a,b] for one of them."
            ),
        ),
        (
            "1940/1941/1942",
            "date: '1940/1941/1942' is not a date: it has more than two parts. Write the first and the last, a/b.",
        ),
        (
            "[" + ",".join(["1940-06-16"] * 3000) + "]",
            (
                "date: '[1940-06-16,1940-06-16,1940-06-16,1940-06-16,1940-06-16,194…' is a set of over 100 dates. "
                "Write its first and its last, [a..b]."
            ),
        ),
    ],
)
def test_a_date_of_another_meaning_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(AtlasError) as caught:
        parse_bounds(text)
    assert str(caught.value) == says


@given(around, st.permutations(["", "?", "~", "%"]).map(lambda signs: signs[:3]), st.booleans())
def test_a_doubted_day_is_never_certain(day: date, signs: list[str], before: bool) -> None:
    parts = day.isoformat().split("-")
    text = "-".join(f"{sign}{part}" if before else f"{part}{sign}" for part, sign in zip(parts, signs, strict=True))
    bounds = parse_bounds(text)
    assert bounds.earliest <= day - timedelta(days=3)
    assert bounds.latest >= day + timedelta(days=3)


@given(st.integers(1, 9999), st.none() | st.integers(1, 12), st.integers(1, 9999))
def test_months_and_years_are_what_the_library_takes_them_for(year: int, month: int | None, last: int) -> None:
    with warnings.catch_warnings(action="ignore"):
        from edtf import parse_edtf, struct_time_to_date

    text = f"{year:04}" if month is None else f"{year:04}-{month:02}"
    parsed = parse_edtf(text)
    bounds = Bounds(struct_time_to_date(parsed.lower_strict()), struct_time_to_date(parsed.upper_strict()))
    assert parse_bounds(text) == bounds
    if last >= year:
        ends = struct_time_to_date(parse_edtf(f"{last:04}").upper_strict())
        assert parse_bounds(f"{text}/{last:04}") == Bounds(bounds.earliest, ends)


LIKE_A_DATE = st.from_regex(r"[~?%]?[0-2][0-9X]{3}[~?%]?(-[~?%]?[0-4X][0-9X][~?%]?){0,2}", fullmatch=True)


@given(st.text("0123456789X-~?%/[],.{}Y E", max_size=30) | LIKE_A_DATE)
def test_any_text_is_a_date_or_one_fault(text: str) -> None:
    problems = []
    try:
        bounds = parse_bounds(text, "feature", "end_date")
    except AtlasError as error:
        problems.append(str(error))
    else:
        assert bounds.earliest <= bounds.latest
    assert all(problem.startswith("feature: end_date '") and "\n" not in problem for problem in problems)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("1945-05-08", None),
        ("1945-05-08", "1945-05-09"),
        ("9999-12-31", None),
        (None, "1939-01-01"),
        (None, "1939-08-23"),
        ("1938", "1939-01-01"),
        ("1941-07-02", None),
    ],
)
def test_what_lies_wholly_outside_is_on_no_day(start: str | None, end: str | None) -> None:
    span = AXIS.span(start, end)
    assert span.first == span.stop
    assert not any(span.is_possible(index) or span.is_certain(index) for index in range(len(AXIS)))


def test_the_last_day_of_the_calendar_is_no_start_of_a_day_with_an_end() -> None:
    with pytest.raises(AtlasError) as caught:
        AXIS.span("9999-12-31", "9999-12-31")
    assert str(caught.value) == (
        "date: end_date 9999-12-31 is not after start_date 9999-12-31. Write an earlier start_date."
    )


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (date(1900, 1, 2), date(1900, 1, 1), "window: it ends on 1900-01-01, not after its start 1900-01-02."),
        (date(1900, 1, 1), date(1900, 1, 1), "window: it ends on 1900-01-01, not after its start 1900-01-01."),
        (date(1, 1, 1), date(9999, 12, 31), "window: it runs from 0001-01-01 until 9999-12-31, over 200 years."),
        (date(1700, 1, 1), date(1900, 1, 2), "window: it runs from 1700-01-01 until 1900-01-02, over 200 years."),
    ],
)
def test_a_window_that_cannot_be_drawn_is_refused(start: date, end: date, says: str) -> None:
    with pytest.raises(AtlasError) as caught:
        Axis(start, end)
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize(("start", "end"), [(date(1700, 1, 1), date(1900, 1, 1)), (date(9999, 12, 1), date.max)])
def test_two_hundred_years_and_the_last_day_of_the_calendar_are_drawn(start: date, end: date) -> None:
    axis = Axis(start, end)
    assert axis.day(len(axis)) == end


@given(around, around)
def test_a_plain_span_is_certain_throughout(start: date, end: date) -> None:
    if end <= start:
        with pytest.raises(AtlasError, match="is not after start_date"):
            AXIS.span(start, end)
        return
    span = AXIS.span(start, end)
    assert (span.first, span.stop) == (span.certain_first, span.certain_stop)
    for index in range(len(AXIS)):
        assert span.is_possible(index) == (start <= AXIS.day(index) < end)


@given(st.tuples(around, around, around, around).map(sorted))
def test_certain_lies_within_possible(days: list[date]) -> None:
    first, later, ending, last = days
    start, end = f"{first}/{later}", f"{ending}/{last}"
    if last <= first:
        return
    span = AXIS.span(start, end)
    assert span.first <= span.certain_first <= span.certain_stop <= max(span.stop, span.certain_first)
    for index in range(len(AXIS)):
        day = AXIS.day(index)
        assert span.is_certain(index) == (later <= day < ending)
        assert span.is_possible(index) == (first <= day < last)


def test_a_successor_starts_on_the_day_its_predecessor_ends() -> None:
    before, after = AXIS.span("1939-08-23", "1940-06-17"), AXIS.span("1940-06-17", None)
    index = AXIS.index("1940-06-17")
    assert not before.is_possible(index)
    assert after.is_possible(index)
    assert before.stop == after.first


def test_one_uncertain_day_is_never_certain() -> None:
    span = AXIS.span("1940-06-16/1940-06-17", "1940-06-17/1940-06-18")
    assert span.certain_first == span.certain_stop
    assert [AXIS.day(index).day for index in range(len(AXIS)) if span.is_possible(index)] == [16, 17]


def test_what_may_end_before_it_certainly_begins_is_certain_on_no_day() -> None:
    axis = Axis(date(1940, 6, 1), date(1940, 7, 1))
    assert axis.span("1940-06-10/1940-06-20", "1940-06-12/1940-06-25") == UncertainSpan(9, 24, 19, 19)
    assert axis.span("1940-06-10/1940-06-12", "1940-06-20/1940-06-25") == UncertainSpan(9, 24, 11, 19)


def test_a_set_has_a_hundred_dates_at_most() -> None:
    assert parse_bounds("[" + ",".join(["1940-06-16"] * 100) + "]") == Bounds(date(1940, 6, 16), date(1940, 6, 16))
    with pytest.raises(AtlasError, match="is a set of over 100 dates"):
        parse_bounds("[" + ",".join(["1940-06-16"] * 101) + "]")


def test_an_axis_may_be_counted_and_lists_its_days() -> None:
    axis = Axis.counted("1940-06-16", 3)
    assert axis == Axis(date(1940, 6, 16), date(1940, 6, 19))
    assert axis.days() == [date(1940, 6, 16), date(1940, 6, 17), date(1940, 6, 18)]
    assert (axis.iso(2), axis.told) == ("1940-06-18", "1940-06-16 to 1940-06-18")
    with pytest.raises(AtlasError, match=r"^day: 'x' is not a day"):
        Axis.counted("x", 3)


def test_a_day_outside_and_a_window_too_long_say_what_to_do() -> None:
    with pytest.raises(DayOutOfRangeError) as outside:
        AXIS.index("1939-08-22")
    assert str(outside.value) == (
        "1939-08-22: the day lies outside the atlas, which runs from 1939-08-23 to 1941-07-01. Choose a day inside it."
    )
    with pytest.raises(AtlasError, match=r"Write a later end\.$"):
        Axis(date(1900, 1, 1), date(1900, 1, 1))
    with pytest.raises(AtlasError, match=r"over 200 years\. Draw fewer: each day is written out\.$"):
        Axis(date(1700, 1, 1), date(1900, 1, 2))


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("x", None, "date: start_date 'x' is not a date. "),
        (None, "x", "date: end_date 'x' is not a date. "),
        (
            "1940-06-16",
            "1940-06-16",
            "date: end_date 1940-06-16 is not after start_date 1940-06-16. Write 1940-06-17 for a thing of one day.",
        ),
    ],
)
def test_what_is_wrong_with_the_dates_of_a_thing_is_told(start: str | None, end: str | None, says: str) -> None:
    with pytest.raises(AtlasError) as caught:
        AXIS.span(start, end)
    told = "Write a day as YYYY-MM-DD, or an EDTF date such as 1900-11 or 1900-11~." if says.endswith(" ") else ""
    assert str(caught.value) == says + told


def test_an_open_start_or_end_is_that_of_the_window() -> None:
    axis = Axis(date(1940, 6, 1), date(1940, 7, 1))
    assert axis.span(None, "1940-06-10") == UncertainSpan(0, 9, 0, 9)
    assert axis.span("1940-06-10", None) == UncertainSpan(9, 30, 9, 30)
    assert axis.span(None, None) == UncertainSpan(0, 30, 0, 30)
