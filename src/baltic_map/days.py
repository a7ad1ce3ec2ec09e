"""
Civil days, uncertain dates and spans of days.

A day is a ``datetime.date`` of the Gregorian calendar without a time zone. Spans are half-open: the last day of a
span is the day before its ``stop``. Nothing here knows what a clock is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from baltic_map.errors import AtlasError, DayOutOfRangeError

__all__ = ["Axis", "Bounds", "Span", "parse_bounds", "parse_day"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUALIFIED = re.compile(r"(?P<plain>.*?)[~?%]")

# EDTF leaves open how wide "about" is. Half the unit that is written, on each side: about a day is three days either
# way (a source that means more writes the month), about a month two weeks, about a year half a year.
_ABOUT = {10: timedelta(days=3), 7: timedelta(days=15), 4: timedelta(days=183)}


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
    if isinstance(text, date):
        return text
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise AtlasError(where, f"{text!r} is not a day", "Write a day of the calendar as YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that an uncertain date may mean, both included."""

    earliest: date
    latest: date


def parse_bounds(text: str, where: str = "date") -> Bounds:
    """
    Read an EDTF date as the days it may mean.

    Parameters
    ----------
    text
        A day, or EDTF level 1 (and ``[a,b]``, one of a set, of level 2): ``1939-11``, ``1939-11~``,
        ``1939-10-18/1939-10-29``, ``[1940-11-03,1940-11-25]``.
    where
        What to name in the error message.

    Returns
    -------
    bounds
        Earliest and latest day, both included. ``~``, ``?`` and ``%`` widen a date by half its unit on each side.

    Raises
    ------
    AtlasError
        If the text is no EDTF date, names no day of the calendar, is open or ends before it starts.

    References
    ----------
    Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019.
    """
    first, slash, last = text.partition("/")
    try:
        earliest, latest = _days_of(first)
        if slash:
            latest = _days_of(last)[1]
    except ValueError:
        raise AtlasError(
            where, f"{text!r} is not a date", "Write a day as YYYY-MM-DD, or an EDTF date such as 1939-11 or 1939-11~"
        ) from None
    if latest < earliest:
        raise AtlasError(where, f"{text!r} ends before it starts", "Write the earlier date first")
    return Bounds(earliest, latest)


@cache
def _days_of(text: str) -> tuple[date, date]:
    """Give the first and last day of one EDTF date without a slash; ValueError if it is none."""
    if _DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return day, day
    qualified = _QUALIFIED.fullmatch(text)
    if qualified:
        plain = qualified["plain"]
        about = _ABOUT.get(len(plain), timedelta(0))
        earliest, latest = _days_of(plain)
        return earliest - about, latest + about
    # Imported late: it costs a tenth of a second, and each date another hundredth; most dates are plain days.
    from edtf import EDTFParseException, parse_edtf, struct_time_to_date  # noqa: PLC0415

    try:
        parsed = parse_edtf(text)
        return struct_time_to_date(parsed.lower_strict()), struct_time_to_date(parsed.upper_strict())
    except (EDTFParseException, TypeError, AttributeError) as error:
        # An open end is an infinite number, which is no date.
        raise ValueError(text) from error


@dataclass(frozen=True, slots=True)
class Span:
    """
    Integer days ``[first, stop)`` in which something is possibly so, and in which it certainly is.

    Parameters
    ----------
    first, stop
        Possible from day ``first`` up to and without day ``stop``, counted on an `Axis`.
    sure_first, sure_stop
        Certain from ``sure_first`` up to and without ``sure_stop``; equal numbers if it never is.
    """

    first: int
    stop: int
    sure_first: int
    sure_stop: int

    def possible(self, index: int) -> bool:
        """Tell whether the thing may have been so on day ``index``."""
        return self.first <= index < self.stop

    def certain(self, index: int) -> bool:
        """Tell whether the thing was so on day ``index``, whatever the uncertain dates mean."""
        return self.sure_first <= index < self.sure_stop


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
            raise AtlasError("atlas.toml", f"window ends {self.end} and starts {self.start}", "Write an end after it")

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
            last = self.end - timedelta(days=1)
            raise DayOutOfRangeError(
                str(parsed),
                f"the day lies outside the atlas, which runs from {self.start} to {last}",
                "Choose a day inside it",
            )
        return (parsed - self.start).days

    def day(self, index: int) -> date:
        """Give the day at a position (0 is the first day of the atlas)."""
        return self.start + timedelta(days=index)

    def days(self) -> list[date]:
        """List every day of the window, in order."""
        return [self.day(index) for index in range(len(self))]

    def span(self, start: str | date | None, end: str | date | None, where: str = "date") -> Span:
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
        begins = parse_bounds(str(start), where) if start else Bounds(self.start, self.start)
        ends = parse_bounds(str(end), where) if end else Bounds(self.end, self.end)
        if ends.latest <= begins.earliest:
            raise AtlasError(
                where,
                f"end_date {end} is not after start_date {start}",
                f"Write {begins.earliest + timedelta(days=1)} for a thing of one day",
            )
        first, stop = self._cut(begins.earliest), self._cut(ends.latest)
        sure_first, sure_stop = self._cut(begins.latest), self._cut(ends.earliest)
        return Span(first, stop, sure_first, max(sure_first, sure_stop))

    def _cut(self, day: date) -> int:
        return min(max((day - self.start).days, 0), len(self))
