"""Days, uncertain dates and spans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baltic_map.contract import UncertainSpan
from baltic_map.days import Axis, Bounds, CivilDay, parse_bounds, parse_day
from baltic_map.errors import AtlasError, DayOutOfRangeError
from baltic_map.quoting import shown

AXIS = Axis(date(1939, 8, 23), date(1941, 7, 2))
inside = st.dates(date(1939, 8, 23), date(1941, 7, 1))
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
        ("0001~", "0000-07-02", "0002-07-02"),
        ("9999~", "9998-07-02", "9999-12-31"),
        ("9999-12-31~", "9999-12-28", "9999-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("0000-02-29", "0000-02-29", "0000-02-29"),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
        ("-0057", "-0057-01-01", "-0057-12-31"),
        ("-005X", "-0059-01-01", "-0050-12-31"),
        ("-01XX", "-0199-01-01", "-0100-12-31"),
        ("-0057~", "-0058-07-02", "-0056-07-01"),
        ("-0058-07/-0057-03-28", "-0058-07-01", "-0057-03-28"),
        ("-9999-01-01~", "-9999-01-01", "-9999-01-04"),
        ("1940-06-16/..", "1940-06-16", "9999-12-31"),
        ("1940-06-16/", "1940-06-16", "9999-12-31"),
        ("../1940-06-16", "-9999-01-01", "1940-06-16"),
        ("/1935", "-9999-01-01", "1935-12-31"),
        ("[..1935]", "-9999-01-01", "1935-12-31"),
        ("[1935..]", "1935-01-01", "9999-12-31"),
        ("[1933, 1935..]", "1933-01-01", "9999-12-31"),
        ("1935~", "1934-07-02", "1936-07-01"),
        ("1940-21", "1940-03-01", "1940-05-31"),
        ("1940-23", "1940-09-01", "1940-11-30"),
        ("1940-25", "1940-03-01", "1940-05-31"),
        ("1940-29", "1940-09-01", "1940-11-30"),
        ("1940-30", "1940-01-01", "1941-02-28"),
        ("1940-32", "1940-06-01", "1940-08-31"),
        ("1940-33", "1940-01-01", "1940-03-31"),
        ("1940-36", "1940-10-01", "1940-12-31"),
        ("1940-38", "1940-05-01", "1940-08-31"),
        ("1940-41", "1940-07-01", "1940-12-31"),
        ("1940-X1", "1940-01-01", "1940-11-30"),
        ("1940-06-3X", "1940-06-30", "1940-06-30"),
        ("1940-XX-31", "1940-01-31", "1940-12-31"),
        ("19XX-02-29", "1904-02-29", "1996-02-29"),
        ("1XXX-12", "1000-12-01", "1999-12-31"),
        ("1940S2", "1900-01-01", "1999-12-31"),
        ("-0057S1", "-0059-01-01", "-0050-12-31"),
        ("Y1940", "1940-01-01", "1940-12-31"),
        ("Y-3388", "-3388-01-01", "-3388-12-31"),
        ("Y5E3", "5000-01-01", "5000-12-31"),
    ],
)
def test_uncertain_dates_have_bounds(text: str, earliest: str, latest: str) -> None:
    assert parse_bounds(text) == Bounds(parse_day(earliest), parse_day(latest))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "[]",
        "1940-02-30",
        "1940-02-30~",
        "[1940-06-16..1940-06-17..1940-06-18]",
        "1940-06-16~~",
        "1940-06-16\n",
        "１９４０-06-16",
        "1940-00",
        "1940-13",
        "1940-42",
        "1940-21-05",
        "193X-02-3X",
        "-00X",
        "C18",
        "...",
        "1940-02-30/..",
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
                "date: '{1940-06-16,1940-06-17}' means all of its dates, and a thing has one. "
                "Write a feature for each, or [a,b] for one of them."
            ),
        ),
        (
            "../..",
            "date: '../..' is open on both sides: it says nothing. Leave it out, or write the side that is known.",
        ),
        (
            "Y-17000002",
            ("date: 'Y-17000002' lies outside the years -9999 to 9999. Write a date inside them, or leave it out."),
        ),
        (
            "Y1E308",
            "date: 'Y1E308' lies outside the years -9999 to 9999. Write a date inside them, or leave it out.",
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


LIKE_A_DATE = st.from_regex(r"[~?%]?-?[0-2][0-9X]{3}[~?%]?(-[~?%]?[0-4X][0-9X][~?%]?){0,2}", fullmatch=True)


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
    ],
)
def test_a_window_that_cannot_be_drawn_is_refused(start: date, end: date, says: str) -> None:
    with pytest.raises(AtlasError) as caught:
        Axis(start, end)
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize(
    ("start", "end", "total"),
    [
        ("-9999-01-01", "9999-12-31", 7304483),
        ("0000-12-31", "0001-01-02", 2),
        ("1346-07-01", "1347-09-01", 427),
    ],
)
def test_a_window_may_lie_in_any_year_and_have_any_length(start: str, end: str, total: int) -> None:
    axis = Axis(start, end)
    assert len(axis) == total
    assert str(axis.day(total)) == end


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


JULIAN = Axis("1346-07-01", "1347-09-01", calendar="julian")


def test_julian_days_are_as_they_were_written_and_so_are_their_weekdays() -> None:
    crecy = JULIAN.day(JULIAN.index("1346-08-26"))
    assert (str(crecy), crecy.weekday()) == ("1346-08-26", 5)
    assert crecy == JULIAN.parse(CivilDay.of(1346, 9, 3))
    assert JULIAN.index(date(1346, 8, 26)) == JULIAN.index(crecy) == 56
    assert JULIAN.span("1346-09", None) == UncertainSpan(62, 427, 91, 427)
    assert len(Axis("1300-02-28", "1300-03-01", calendar="julian")) == 2
    with pytest.raises(AtlasError) as caught:
        JULIAN.index("1346-02-29")
    assert str(caught.value) == (
        "day: '1346-02-29' is not a day. Write a day of the calendar as YYYY-MM-DD, of the Julian calendar."
    )


YEARS = Axis("0058", "0063", precision="year")


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("0060", "0062", UncertainSpan(2, 4, 2, 4)),
        ("0060", "0060", UncertainSpan(2, 3, 2, 3)),
        ("0060-06", "0060-09-01", UncertainSpan(2, 3, 2, 3)),
        ("0060-06", "0061-01-01", UncertainSpan(2, 3, 2, 3)),
        ("0060-06", "0061-01-02", UncertainSpan(2, 4, 2, 4)),
        ("0060/0061", "0062", UncertainSpan(2, 4, 3, 4)),
        ("0060~", None, UncertainSpan(1, 5, 3, 5)),
        ("0060", "0061/0062", UncertainSpan(2, 4, 2, 3)),
        ("0061-11", "0061-12/0062-02", UncertainSpan(3, 5, 3, 4)),
        ("/0060", "0062", UncertainSpan(0, 4, 2, 4)),
    ],
)
def test_an_axis_of_years_counts_years(start: str, end: str | None, span: UncertainSpan) -> None:
    assert YEARS.span(start, end) == span


def test_years_and_months_are_told_and_found_by_what_they_are() -> None:
    assert (len(YEARS), YEARS.iso(2), YEARS.told) == (5, "0060", "0058 to 0062")
    assert YEARS.index("0060") == YEARS.index("0060-07-14") == YEARS.index(date(60, 1, 1)) == 2
    months = Axis("-0001-11", "0001-02", precision="month")
    assert [months.iso(index) for index in range(3)] == ["-0001-11", "-0001-12", "0000-01"]
    assert len(months) == 15
    assert Axis.counted("-0001-11", 15, precision="month") == months
    with pytest.raises(AtlasError) as caught:
        YEARS.span("0061", "0060")
    assert str(caught.value) == (
        "date: end_date 0060 is not after start_date 0061. Write 0062 for a thing of one year."
    )
    with pytest.raises(DayOutOfRangeError, match="the year lies outside the atlas, which runs from 0058 to 0062"):
        YEARS.index("0063")


@pytest.mark.parametrize(
    ("text", "precision", "says"),
    [
        ("-0057", "day", 'Write a day of the calendar as YYYY-MM-DD, or precision = "year" or "month" in atlas.toml.'),
        (
            "58 BC",
            "day",
            "Write a day of the calendar as YYYY-MM-DD. Years are -9999 to 9999: 0000 is 1 BC, -0057 is 58 BC.",
        ),
        ("58 BC", "year", "Write a year as YYYY. Years are -9999 to 9999: 0000 is 1 BC, -0057 is 58 BC."),
        ("10000-01-01", "day", "Write a day of the calendar as YYYY-MM-DD. Years are -9999 to 9999: 0000 is 1 BC, "),
        ("0060-13", "month", "Write a month as YYYY-MM."),
    ],
)
def test_what_to_write_instead_is_told(text: str, precision: str, says: str) -> None:
    with pytest.raises(AtlasError) as caught:
        parse_day(text, precision=precision)  # type: ignore[arg-type]
    assert says in str(caught.value)
