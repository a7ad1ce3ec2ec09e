"""The days that data need, if nobody says which are to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from baltic_map.calendars import Calendar, CivilDay, Precision
from baltic_map.days import Axis, parse_bounds
from baltic_map.edtf import LAST_YEAR

__all__ = ["Days", "axis_of", "reach_of", "whole"]

Days: TypeAlias = tuple[str | None, str | None]
"""The first day of a thing, and the day on which it no longer was: a day or EDTF; ``None`` where it is not said."""

# Data of more months are told in whole years.
_MOST_MONTHS = 36
_A_DAY = timedelta(days=1)
_DECEMBER = 12


def axis_of(spans: Iterable[Days], precision: Precision = "day", calendar: Calendar = "gregorian") -> Axis | None:
    """
    Give the days that things need.

    Parameters
    ----------
    spans
        The days of each.
    precision
        What the axis counts; days, if all lies in one month or year.
    calendar
        In which the days are written, and the axis counts.

    Returns
    -------
    axis
        From the first to the last day, widened to whole months, or to whole years if they are over three years. Ends
        that mean "for ever" (of the year 9999, or open) do not count. ``None`` if nothing has a day.

    Raises
    ------
    AtlasError
        If a date cannot be read.
    """
    reach = reach_of(spans, calendar)
    if reach is None:
        return None
    first, last = reach
    is_long = (last.year - first.year) * 12 + last.month - first.month >= _MOST_MONTHS
    start, end = whole(first, last, "year" if is_long or precision == "year" else "month")
    axis = Axis(start, end, precision=precision)
    return axis if len(axis) > 1 else Axis(start, end)


def reach_of(spans: Iterable[Days], calendar: Calendar = "gregorian") -> tuple[CivilDay, CivilDay] | None:
    """
    Give the first and the last day of things.

    Parameters
    ----------
    spans
        The days of each.
    calendar
        In which they are written.

    Returns
    -------
    first, last
        Both included, as far as dates that are not exact may reach; ends that mean "for ever" do not count. ``None`` if
        nothing has a day.

    Raises
    ------
    AtlasError
        If a date cannot be read.
    """
    days = []
    for begins, ends in dict.fromkeys(spans):
        bounds = [
            (parse_bounds(text, calendar=calendar), later)
            for text, later in ((begins, 0 * _A_DAY), (ends, _A_DAY))
            if text
        ]
        # A thing that ended on the first of a month needs no day of that month.
        days += [
            day - later for each, later in bounds for day in (each.earliest, each.latest) if abs(day.year) < LAST_YEAR
        ]
    return (min(days), max(days)) if days else None


def whole(first: CivilDay, last: CivilDay, unit: Precision) -> tuple[CivilDay, CivilDay]:
    """Give the start and the end, half-open, of the whole months or years in which two days lie."""
    of = partial(CivilDay.of, calendar=first.calendar)
    if unit == "year":
        return of(first.year), of(last.year + 1)
    return of(first.year, first.month), of(last.year + last.month // _DECEMBER, last.month % _DECEMBER + 1)
