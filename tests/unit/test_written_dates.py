"""A column of dates is read however it is written, and what cannot be read is told with its row."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baltic_map.cells import is_missing
from baltic_map.days import day_after, parse_bounds
from baltic_map.written_dates import read_dates


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1940-06-14", "1940-06-14"),
        (" 1940-06-14T23:30:00+03:00 ", "1940-06-14"),
        ("1940-06-14 00:00:00", "1940-06-14"),
        ("1940-06-14T00:00:00.000Z", "1940-06-14"),
        ("1940/6/4", "1940-06-04"),
        ("1600:01:01", "1600-01-01"),
        ("14.06.1982", "1982-06-14"),
        ("4.6.1982", "1982-06-04"),
        ("14/06/1982", "1982-06-14"),
        ("06/14/1982", "1982-06-14"),
        ("05/05/1982", "1982-05-05"),
        ("14 June 1982", "1982-06-14"),
        ("June 14, 1982", "1982-06-14"),
        ("14. Juni 1982", "1982-06-14"),
        ("14 juin 1982", "1982-06-14"),
        ("14 июня 1940", "1940-06-14"),
        ("Jun 1982", "1982-06"),
        ("19400614", "1940-06-14"),
        ("1940", "1940"),
        ("1939-11~", "1939-11~"),
        ("1939-10-18/1939-10-29", "1939-10-18/1939-10-29"),
        ("194X", "194X"),
        ("-436233600000", "1956-03-06"),
        (date(1940, 6, 14), "1940-06-14"),
        (datetime(1940, 6, 14, 23, 30, tzinfo=timezone(timedelta(hours=3))), "1940-06-14"),
        (datetime(1940, 6, 14, 23, 30, tzinfo=UTC), "1940-06-14"),
        (pd.Timestamp("1940-06-14 23:30", tz="Europe/Moscow"), "1940-06-14"),
        (np.datetime64("1940-06-14T12"), "1940-06-14"),
        (pd.Period("1940-06-14", "D"), "1940-06-14"),
        (pd.Period("1940-06-14 12:00", "h"), "1940-06-14"),
        (pd.Period("1940-06", "M"), "1940-06"),
        (pd.Period("1940", "Y"), "1940"),
        (pd.Period("1940Q2", "Q"), "1940-04-01/1940-06-30"),
        (pd.Period("1940-06-10/1940-06-16", "W"), "1940-06-10/1940-06-16"),
        (1940, "1940"),
        (60, "0060"),
        (-57, "-0057"),
        ("-57", "-0057"),
        ("134 a. C.", "-0133"),
        ("206 BC", "-0205"),
        ("1 BCE", "0000"),
        ("52 v. Chr.", "-0051"),
        ("44 av. J.-C.", "-0043"),
        ("218 до н. э.", "-0217"),
        ("15 March 44 BC", "-0043-03-15"),
        ("-0057-03-28", "-0057-03-28"),
        ("1940-06-14/..", "1940-06-14/.."),
        (np.int64(1940), "1940"),
        (1940.0, "1940"),
        (19400614, "1940-06-14"),
        (-436233600000, "1956-03-06"),
        (np.float64(1.5e12), "2017-07-14"),
    ],
)
def test_a_value_is_read_as_it_is_written(value: Any, text: str) -> None:
    column = read_dates([value])
    assert (column.texts, column.missing, column.unread, column.share) == ((text,), 0, (), 1.0)


@pytest.mark.parametrize(
    "value",
    [None, float("nan"), np.float64("nan"), pd.NaT, pd.NA, np.datetime64("NaT", "s"), "", "  ", "NaT", "nan", ".."],
)
def test_nothing_is_missing(value: Any) -> None:
    assert is_missing(value)
    column = read_dates([value, "1940"])
    assert (column.texts, column.missing, column.kinds, column.share) == ((None, "1940"), 1, {"years": 1}, 1.0)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("C18", "'C18' is not a date"),
        ("31.02.1940", "'31.02.1940' is not a date"),
        ("32/01/1915", "'32/01/1915' is not a date"),
        ("0 BC", "'0 BC' is not a date"),
        ("1940-13", "'1940-13' is not a date"),
        ("3 Foo 1940", "'3 Foo 1940' is not a date"),
        (1940.5, "1940.5 is not a date"),
        (123456, "123456 is not a date"),
        (10**30, "a number of 31 digits is not a date"),
        (True, "true is not a date"),
        ("03/04/1940", "'03/04/1940' may have its day or its month first"),
        ([1940], "a list is not a date"),
        (b"1940", "b'1940' is not a date"),
    ],
)
def test_what_is_no_date_is_told_with_its_row(value: Any, what: str) -> None:
    column = read_dates(["1940", value])
    assert column.texts == ("1940", None)
    ((row, given_back, told, hint),) = column.unread
    assert (row, given_back, told) == (1, value, what)
    assert hint.startswith("Write ")
    assert column.share == 0.5


def test_the_column_tells_which_number_is_the_day() -> None:
    assert read_dates(["03/04/1940", "14/06/1940"]).texts == ("1940-04-03", "1940-06-14")
    assert read_dates(["03/04/1940", "06/14/1940"]).texts == ("1940-03-04", "1940-06-14")
    assert len(read_dates(["14/06/1940", "06/14/1940"]).unread) == 2


def test_what_was_read_is_counted() -> None:
    column = read_dates(["1940-06-14", date(1940, 6, 1), "1940", "1940-06", "1939~", None, "C18"])
    assert column.kinds == {"days": 2, "years": 1, "months": 1, "EDTF": 1}
    assert column.share == 5 / 6
    assert read_dates([None]).share == read_dates([]).share == 0


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("1940-06-30", "1940-07-01"),
        ("1940-06", "1940-06-02/1940-07-01"),
        ("1940", "1940-01-02/1941-01-01"),
        ("1940-06-14~", "1940-06-12/1940-06-18"),
    ],
)
def test_the_day_after_ends_a_thing_whose_last_day_is_written(text: str, after: str) -> None:
    assert day_after(text) == after


def test_the_last_day_of_all_follows_itself() -> None:
    assert [day_after(each) for each in ("9999-12-31", "1940/..")] == ["9999-12-31", "1940-01-02/9999-12-31"]


@given(st.one_of(st.text(), st.integers(), st.floats(), st.datetimes(), st.dates(), st.binary(), st.none()))
def test_whatever_stands_there_is_read_missing_or_told(value: Any) -> None:
    column = read_dates([value])
    assert (column.texts[0] is not None) + column.missing + len(column.unread) == 1
    if column.texts[0] is not None:
        parse_bounds(column.texts[0])


def test_a_small_number_among_milliseconds_is_no_year():
    assert read_dates([-436233600000, 0, 100000000000]).texts == ("1956-03-06", "1970-01-01", "1973-03-03")
    assert read_dates([1914, 0]).texts == ("1914", "0000")
