"""
Civil days, uncertain dates and spans of days.

A day is a ``datetime.date`` of the Gregorian calendar without a time zone. Spans are half-open: the last day of a
span is the day before its ``stop``. Nothing here knows what a clock is.
"""

from __future__ import annotations

import re
import warnings
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

from baltic_map.contract import UncertainSpan
from baltic_map.errors import AtlasError, DayOutOfRangeError
from baltic_map.quoting import shown

__all__ = ["Axis", "Bounds", "Day", "parse_bounds", "parse_day"]

Day: TypeAlias = str | date
"""A civil day of the Gregorian calendar: ``YYYY-MM-DD`` or a ``date``."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

# What EDTF has for days, months, years and seasons of this calendar; X stands for a digit that is not known. The edtf
# package takes more, and some of it wrongly: it is given nothing else.
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}|\d{3}X|\d{2}XX|\dXXX|\d{4}-(XX|\d{2})-XX|\d{4}-XX(-\d{2})?", re.ASCII)
_MONTHS = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_WINTERS = ("-24", "-28")
_DOUBTS = "~?%"
_DOUBTED_PART = re.compile(rf"(?P<before>[{_DOUBTS}]?)(?P<part>[\dX]+)(?P<after>[{_DOUBTS}]?)", re.ASCII)

# EDTF leaves open how wide "about" is. Half the unit that is doubted, on each side: about a day is three days either
# way (a source that means more writes the month), about a month two weeks, about a year half a year.
_ABOUT = (timedelta(days=183), timedelta(days=15), timedelta(days=3))

_MOST_DATES = 100
_MOST_YEARS = 200
_DATES_TODO = "Write a day as YYYY-MM-DD, or an EDTF date such as 1900-11 or 1900-11~"


def parse_day(text: str | date, where: str = "day") -> date:
    """
    Read one civil day.

    Parameters
    ----------
    text
        ``YYYY-MM-DD``; a ``date`` is returned as it is.
    where
        What to name in the error message.

    Returns
    -------
    day
        The day, proleptic Gregorian.

    Raises
    ------
    AtlasError
        If the text is not a day of the calendar.
    """
    text = _written(text)
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise AtlasError(where, f"{shown(text)} is not a day", "Write a day of the calendar as YYYY-MM-DD")


def _written(day: object) -> str:
    """Write a day as text; the clock of a ``datetime``, which is a ``date`` too, is left out."""
    return day.isoformat()[:10] if isinstance(day, date) else str(day)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that an uncertain date may mean, both included."""

    earliest: date
    latest: date


def parse_bounds(text: str, where: str = "date", field: str = "") -> Bounds:
    """
    Read an EDTF date as the days it may mean.

    Parameters
    ----------
    text
        A day, or EDTF of level 0 and 1 in the years 1 to 9999 (and of level 2 a doubted part, ``1900-?11-05``, and one
        of a set, ``[a,b]``): ``1900-11``, ``1900-11~``, ``1900-10-18/1900-10-29``, ``[1900-11-03,1900-11-25]``.
    where, field
        What to name in the error message: the feature, and which of its dates.

    Returns
    -------
    bounds
        Earliest and latest day, both included. ``~``, ``?`` and ``%`` widen a date by half the unit that they stand at
        on each side, as far as the calendar goes.

    Raises
    ------
    AtlasError
        If the text is no EDTF date, names no day of the calendar, is open or ends before it starts.

    References
    ----------
    Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019.
    """

    def wrong(what: str, todo: str) -> AtlasError:
        return AtlasError(where, f"{field} {shown(text)} {what}".lstrip(), todo)

    if text.startswith("{"):
        raise wrong("is not a date: it means all of its dates", "Write a feature for each, or [a,b] for one of them")
    if text.count("/") > 1:
        raise wrong("is not a date: it has more than two parts", "Write the first and the last, a/b")
    if text.count(",") >= _MOST_DATES:
        raise wrong(f"is a set of over {_MOST_DATES} dates", "Write its first and its last, [a..b]")
    try:
        earliest, latest = _days_of(text)
    except (ValueError, OverflowError):
        raise wrong("is not a date", _DATES_TODO) from None
    if latest < earliest:
        raise wrong("ends before it starts", "Write the earlier date first")
    return Bounds(earliest, latest)


def _days_of(text: str) -> tuple[date, date]:
    """Give the first and last day of a date, an interval or a set; ValueError if it is none of them."""
    first, slash, last = text.partition("/")
    if slash:
        return _days_of_one(first)[0], _days_of_one(last)[1]
    if text.startswith("[") and text.endswith("]"):
        dates = [_days_of_one(each) for part in text[1:-1].split(",") for each in part.strip().split("..", 1)]
        return min(earliest for earliest, _ in dates), max(latest for _, latest in dates)
    return _days_of_one(text)


@cache
def _days_of_one(text: str) -> tuple[date, date]:
    """Give the first and last day of one date, doubted or not; ValueError if it is none."""
    if _DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return day, day
    parts = [_DOUBTED_PART.fullmatch(part) for part in text.split("-")]
    plain = "-".join(part["part"] for part in parts if part)
    if None in parts or not _DATE.fullmatch(plain):
        raise ValueError(text)
    about = [width for part, width in zip(parts, _ABOUT, strict=False) if part and (part["before"] or part["after"])]
    earliest, latest = _days_of_plain(plain)
    # The calendar of Python ends at both ends.
    margin = max(about, default=timedelta(0))
    return (
        earliest - min(margin, earliest - date.min),
        latest + min(margin, date.max - latest),
    )


def _days_of_plain(text: str) -> tuple[date, date]:
    if _DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return day, day
    if found := _MONTHS.fullmatch(text):
        year = int(found[1])
        first, last = (int(found[2]),) * 2 if found[2] else (1, 12)
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    if text.endswith(_WINTERS):
        # "Winter 1900" is the one in which the year began, or the one in which it ended.
        year = int(text[:4])
        return date(year, 1, 1), date.max if year == date.max.year else date(year + 1, 3, 1) - timedelta(days=1)
    # Imported late: it costs a tenth of a second, and each date another hundredth; days, months and years do without.
    with warnings.catch_warnings(action="ignore"):
        # Its grammar is written for an older pyparsing, which is no business of those who read dates.
        from edtf import EDTFParseException, parse_edtf, struct_time_to_date  # noqa: PLC0415

    try:
        parsed = parse_edtf(text)
        return struct_time_to_date(parsed.lower_strict()), struct_time_to_date(parsed.upper_strict())
    except (EDTFParseException, TypeError, AttributeError) as error:
        raise ValueError(text) from error


@dataclass(frozen=True, slots=True)
class Axis:
    """
    The days of an atlas, counted from 0.

    Parameters
    ----------
    start
        The first day (index 0).
    end
        The day after the last.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise AtlasError("window", f"it ends on {self.end}, not after its start {self.start}", "Write a later end")
        years, start, end = self.end.year - self.start.year, self.start.timetuple()[1:3], self.end.timetuple()[1:3]
        if (years, end) > (_MOST_YEARS, start):
            raise AtlasError(
                "window",
                f"it runs from {self.start} until {self.end}, over {_MOST_YEARS} years",
                "Draw fewer: each day is written out",
            )

    @classmethod
    def counted(cls, first: str, total: int) -> Axis:
        """Give the axis that begins on a day, ``YYYY-MM-DD``, and has so many days."""
        start = parse_day(first)
        return cls(start, start + timedelta(days=total))

    def __len__(self) -> int:
        return (self.end - self.start).days

    def index(self, day: str | date) -> int:
        """
        Give the position of a day.

        Parameters
        ----------
        day
            A civil day inside the window.

        Returns
        -------
        index
            0 for the first day of the atlas.

        Raises
        ------
        DayOutOfRangeError
            If the day lies outside the window.
        """
        parsed = parse_day(day)
        if not self.start <= parsed < self.end:
            raise DayOutOfRangeError(
                str(parsed),
                f"the day lies outside the atlas, which runs from {self.told}",
                "Choose a day inside it",
            )
        return (parsed - self.start).days

    def day(self, index: int) -> date:
        """Give the day at a position (0 is the first day of the atlas)."""
        return self.start + timedelta(days=index)

    def iso(self, index: int) -> str:
        """Write the day at a position as ``YYYY-MM-DD``."""
        return self.day(index).isoformat()

    def days(self) -> list[date]:
        """List every day of the window, in order."""
        return [self.day(index) for index in range(len(self))]

    def span(self, start: str | date | None, end: str | date | None, where: str = "date") -> UncertainSpan:
        """
        Place a dated thing on the axis.

        Parameters
        ----------
        start
            First day, a day or EDTF; ``None`` for the start of the window.
        end
            The day on which it no longer was, a day or EDTF; ``None`` for the end of the window.
        where
            What to name in error messages.

        Returns
        -------
        span
            Cut to the window. Outside the window ``first == stop``.

        Raises
        ------
        AtlasError
            If a date cannot be read, or the end cannot be after the start.
        """
        begins = None if start is None else parse_bounds(_written(start), where, "start_date")
        ends = None if end is None else parse_bounds(_written(end), where, "end_date")
        if begins and ends and ends.latest <= begins.earliest:
            raise AtlasError(
                where,
                f"end_date {_written(end)} is not after start_date {_written(start)}",
                "Write an earlier start_date"
                if begins.earliest == date.max
                else f"Write {begins.earliest + timedelta(days=1)} for a thing of one day",
            )
        first, certain_first = (self._cut(begins.earliest), self._cut(begins.latest)) if begins else (0, 0)
        stop, certain_stop = (self._cut(ends.latest), self._cut(ends.earliest)) if ends else (len(self), len(self))
        return UncertainSpan(first, stop, certain_first, max(certain_first, certain_stop))

    @property
    def told(self) -> str:
        """The first and the last day, as problems name them."""
        return f"{self.start} to {self.end - timedelta(days=1)}"

    def _cut(self, day: date) -> int:
        return min(max((day - self.start).days, 0), len(self))
