"""
Days as formats tell them that have ISO 8601 and ends that are included.

An atlas's ``end_date`` is the first day on which a thing no longer was; Linked Places and KML name the last day on
which it was. ISO 8601 has the Gregorian calendar alone: days of a Julian one become the same days in it. Months and
years of a Julian calendar stay as they are written, for no month or year of the other is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cache

from msgspec import Struct

from baltic_map.calendars import Calendar, CivilDay, Precision
from baltic_map.days import Axis
from baltic_map.edtf import FIRST_YEAR, LAST_YEAR

__all__ = ["Reach", "held", "iso", "iso_span", "joined_days", "last_of", "reach"]

_ONE_DAY = timedelta(days=1)
# Numbers beyond 12 are the seasons of EDTF, which ISO 8601 has not.
_ISO = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", re.ASCII)
_LENGTHS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


class Reach(Struct, frozen=True):
    """
    When a thing began and when it was over, as far as that is known.

    Parameters
    ----------
    start, last
        The earliest and the latest first day, and the earliest and the latest last day (included), in the atlas's
        calendar; ``None`` where one is open. In an atlas of months or years they are months or years.
    written
        The first day, month or year as it is written, if it is one.
    """

    start: tuple[CivilDay | None, CivilDay | None]
    last: tuple[CivilDay | None, CivilDay | None]
    written: CivilDay | None = None


def reach(axis: Axis, start: str | None, end: str | None) -> Reach:
    """
    Read the dates of a feature.

    Parameters
    ----------
    axis
        Of its atlas.
    start, end
        ``start_date`` and ``end_date`` as they are written: a day or EDTF; ``None`` if nothing is said.

    Returns
    -------
    reach
        Not cut to the days of the atlas.
    """
    first, final = (_end(axis, each) for each in (FIRST_YEAR, LAST_YEAR))
    begins, ends = (axis.bounds(each) if each else None for each in (start, end))
    starts = (
        _unit(begins.earliest, axis) if begins and begins.earliest > first else None,
        _unit(begins.latest, axis) if begins and begins.latest < final else None,
    )
    lasts: tuple[CivilDay | None, CivilDay | None] = (None, None)
    if ends and axis.precision == "day":
        lasts = (
            ends.earliest - _ONE_DAY if ends.earliest > first else None,
            ends.latest - _ONE_DAY if ends.latest < final else None,
        )
    elif ends:
        lasts = _last_units(axis, start, end)
    return Reach(starts, lasts, _written(start, axis.calendar))


def _unit(day: CivilDay, axis: Axis) -> CivilDay:
    """Give the month or year that a day is in, where the atlas counts these."""
    return axis.parse(day)


def _end(axis: Axis, year: int) -> CivilDay:
    """Give the first or the last day that can be written: what is open reaches to it."""
    return CivilDay.of(year, *((1, 1) if year < 0 else (12, 31)), axis.calendar)


@cache
def _whole(calendar: Calendar, precision: Precision) -> Axis:
    """Give the axis of all that can be written, on which nothing is cut."""
    ends = (CivilDay.of(year, 1, 1, calendar, precision) for year in (FIRST_YEAR, LAST_YEAR))
    return Axis(*ends)


def _last_units(axis: Axis, start: str | None, end: str | None) -> tuple[CivilDay, CivilDay]:
    """Give the earliest and the latest last month or year; which one that is, the axis knows."""
    whole = _whole(axis.calendar, axis.precision)
    span = whole.span(start, end)
    # A certain stop before the certain start is not kept where both are asked for.
    earliest = span.certain_stop if span.certain_stop > span.certain_first else whole.span(None, end).certain_stop
    return whole.day(min(earliest, span.stop) - 1), whole.day(span.stop - 1)


def _written(text: str | None, calendar: Calendar) -> CivilDay | None:
    if text is None or not _ISO.fullmatch(text):
        return None
    year, month, day = (int(part) for part in f"{text}-01-01".lstrip("-").split("-")[:3])
    precision = _LENGTHS[len(text.lstrip("-"))]
    return CivilDay.of(-year if text.startswith("-") else year, month, day, calendar, precision)


def iso(day: CivilDay) -> str:
    """Write a day of any calendar as ISO 8601; a month or a year as it is written."""
    return CivilDay(day.number).isoformat() if day.precision == "day" else day.isoformat()


def iso_span(axis: Axis, start: str | None, end: str | None) -> str:
    """
    Write when a thing may have been so as an interval of ISO 8601, open as ISO 8601-2 has it.

    Parameters
    ----------
    axis, start, end
        As for `reach`.

    Returns
    -------
    interval
        ``1900-01-02/1900-01-05``, both days included; one day alone if they are the same; ``..`` for what is open.
    """
    found = reach(axis, start, end)
    first, last = (iso(day) if day else ".." for day in (found.start[0], found.last[1]))
    return first if first == last != ".." else f"{first}/{last}"


def last_of(day: CivilDay) -> CivilDay:
    """Give the last day of a month or a year; a day as it is."""
    if day.precision == "day":
        return day
    year, month, _ = day.civil
    following = (year + 1, 1) if day.precision == "year" or month == 12 else (year, month + 1)  # noqa: PLR2004 - December
    return CivilDay.of(*following, 1, day.calendar) - _ONE_DAY


def held(axis: Axis, start: CivilDay, end: CivilDay) -> Reach:
    """
    Give the days of something that is told for the days of the atlas alone.

    Parameters
    ----------
    axis
        Of the atlas.
    start, end
        Half-open. What is so on the first day of the atlas may have begun before, what is so on the last may go on.

    Returns
    -------
    reach
        Open on the sides on which the atlas ends.
    """
    last = axis.day(_index(axis, end) - 1)
    return Reach((start if start > axis.start else None, start), (last, last if end < axis.end else None), None)


def _index(axis: Axis, end: CivilDay) -> int:
    return len(axis) if end >= axis.end else axis.index(end)


def joined_days(spans: Iterable[tuple[CivilDay, CivilDay]]) -> list[tuple[CivilDay, CivilDay]]:
    """Join half-open spans of days that touch or overlap, in order."""
    found: list[tuple[CivilDay, CivilDay]] = []
    for start, end in sorted(spans, key=lambda each: each[0].number):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
