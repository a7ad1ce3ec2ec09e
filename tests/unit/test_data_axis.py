"""The days of a bar are those of its data, in whole months or years."""

from __future__ import annotations

import pytest

from baltic_map.data_axis import axis_of
from baltic_map.dated_rows import precision_of


@pytest.mark.parametrize(
    ("spans", "first", "after"),
    [
        ([("1940-06-14", "1940-06-22")], "1940-06-01", "1940-07-01"),
        ([("1940-06-14", "1940-07-01")], "1940-06-01", "1940-07-01"),
        ([("1940-06-14", "1940-07-02")], "1940-06-01", "1940-08-01"),
        ([("1940-06-14", None), (None, "1940-12-25")], "1940-06-01", "1941-01-01"),
        ([(None, "1940-06-01")], "1940-05-01", "1940-06-01"),
        ([("1939-11", None), ("1940-02-29", None)], "1939-11-01", "1940-03-01"),
        ([("1937-06-14", "1940-06-01")], "1937-06-01", "1940-06-01"),
        ([("1937-06-14", "1940-06-02")], "1937-01-01", "1941-01-01"),
        ([("1914", "1918")], "1914-01-01", "1919-01-01"),
        ([("1914-07-28", "9999-12-31"), ("1914-09-05", "9999")], "1914-07-01", "1914-10-01"),
        ([("-0057-03-02", "-0049-01-10")], "-0057-01-01", "-0048-01-01"),
        ([("/1935-05-02", "1935-06-14/..")], "1935-05-01", "1935-07-01"),
    ],
)
def test_the_axis_is_widened_to_whole_months_or_years(
    spans: list[tuple[str | None, str | None]], first: str, after: str
) -> None:
    axis = axis_of(spans)
    assert axis is not None
    assert (axis.start.isoformat(), axis.end.isoformat()) == (first, after)


def test_nothing_with_a_day_has_no_axis() -> None:
    assert axis_of([]) is axis_of([(None, None)]) is axis_of([(None, "9999-12-31")]) is None


def test_data_of_years_or_months_count_those() -> None:
    years = axis_of([("1914", "1918-01-02/1919-01-01")], precision_of(["years"]))
    assert years is not None
    assert (str(years.start), str(years.end), len(years)) == ("1914", "1919", 5)
    months = axis_of([("1914-07", "1914-11")], precision_of(["months", "years"]))
    assert months is not None
    assert (str(months.start), str(months.end), len(months)) == ("1914-07", "1914-12", 5)
    assert precision_of(["years", "days"]) == precision_of(["years", "EDTF"]) == precision_of([]) == "day"
    one = axis_of([("1914", "1914-01-02/1915-01-01")], "year")
    assert one is not None
    assert len(one) == 365
