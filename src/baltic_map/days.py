"""
The days of an atlas, uncertain dates and spans.

A day is a `CivilDay` of the atlas's calendar, without a time zone; whoever gives one may write it as text or as a
``datetime.date``. Spans are half-open: the last day of a span is the day before its ``stop``. Nothing here knows what
a clock is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache, partial
from typing import TypeAlias

from msgspec import Struct

from baltic_map.calendars import (
    Calendar,
    CivilDay,
    Precision,
    month_length,
    ordinal,
)
from baltic_map.contract import UncertainSpan
from baltic_map.edtf import FIRST_YEAR, LAST_YEAR, read_date
from baltic_map.errors import AtlasError, DayOutOfRangeError
from baltic_map.quoting import shown

__all__ = [
    "Axis",
    "Bounds",
    "CivilDay",
    "Day",
    "day_after",
    "known_bounds",
    "parse_bounds",
    "parse_day",
    "without_clock",
]

Day: TypeAlias = str | date | CivilDay
"""
A civil day, as functions take it: ``YYYY-MM-DD`` (``-0057-03-28`` in 58 BC), a ``date``, or a `CivilDay`.

The year, month and day of a text and of a ``date`` are those of the atlas's calendar, as they are written there. In an
atlas that counts in months or years, ``YYYY-MM`` or ``YYYY`` do.
"""

_DAY = re.compile(r"(-?\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PARTS = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_YEARS_TOLD = f"{FIRST_YEAR} to {LAST_YEAR}"
_RANGE = f"Years are {_YEARS_TOLD}: 0000 is 1 BC, -0057 is 58 BC"
# What may be meant as a year that has not four digits, or stands before the year 1.
_FAR = re.compile(r"[+-]?\d{1,3}|[+-]?\d{5,}(-.*)?|-.*|.*\d\s*(bc|bce|ad|ce)\b.*", re.IGNORECASE | re.ASCII)
_STAMP = re.compile(
    r"(-?\d{4}-\d{2}-\d{2})[T ]\d{1,2}(?::?\d{2}){0,2}(?:[.,]\d+)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?", re.ASCII
)
_CLOCK = re.compile(r"(-?\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(Z|[+-]\d\d(:\d\d)?)?", re.ASCII)
_WRITTEN = {
    "day": "Write a day of the calendar as YYYY-MM-DD",
    "month": "Write a month as YYYY-MM",
    "year": "Write a year as YYYY",
}
_DATES_TODO = "Write a day as YYYY-MM-DD, or an EDTF date such as 1900-11 or 1900-11~"

_OPEN = ("/", "../..", "/..", "../", "[..]")
_MOST_DATES = 100
_ONE_DAY = timedelta(days=1)


def parse_day(
    day: Day, where: str = "day", *, calendar: Calendar = "gregorian", precision: Precision = "day"
) -> CivilDay:
    """
    Read one civil day.

    Parameters
    ----------
    day
        ``YYYY-MM-DD`` in the years -9999 to 9999 (0 is 1 BC), or a ``date``; a `CivilDay` of another calendar becomes
        the same day in this one.
    where
        What to name in the error message.
    calendar
        In which the day is written.
    precision
        ``month`` or ``year``: a text may be ``YYYY-MM`` or ``YYYY`` too, and the month or year that the day is in is
        meant.

    Returns
    -------
    day
        In this calendar; the first of its month or year where only these are told.

    Raises
    ------
    AtlasError
        If the text is not a day of the calendar.
    """
    if isinstance(day, CivilDay):
        if precision == "day":
            is_such = day.calendar == calendar and day.precision == precision
            return day if is_such else CivilDay(day.number, calendar)
        year, month, number = CivilDay(day.number, calendar).civil
    else:
        text = _written(day)
        found = (_DAY if precision == "day" else _PARTS).fullmatch(text)
        year, month, number = (int(part or 1) for part in found.groups()) if found else (0, 0, 0)
        if not (1 <= month <= 12 and 1 <= number <= month_length(year, month, calendar)):  # noqa: PLR2004 - months
            raise AtlasError(where, f"{shown(text)} is not a {precision}", _hint(text, calendar, precision))
    return CivilDay.of(
        year, 1 if precision == "year" else month, number if precision == "day" else 1, calendar, precision
    )


def _hint(text: str, calendar: Calendar, precision: Precision) -> str:
    """Tell what to write; more, where it may be what was meant."""
    if re.fullmatch(r"-?\d{4}(-\d{2})?", text) and precision == "day":
        return f'{_WRITTEN["day"]}, or precision = "year" or "month" in atlas.toml'
    if _FAR.fullmatch(text):
        return f"{_WRITTEN[precision]}. {_RANGE}"
    if _DAY.fullmatch(text) and calendar == "julian":
        return f"{_WRITTEN[precision]}, of the Julian calendar"
    return _WRITTEN[precision]


def _written(day: object) -> str:
    """Write a day as text; the clock of a ``datetime``, which is a ``date`` too, is left out."""
    return day.isoformat()[:10] if isinstance(day, date) else str(day)


class Bounds(Struct, frozen=True):
    """The first and the last day that an uncertain date may mean, both included."""

    earliest: CivilDay
    latest: CivilDay


def parse_bounds(text: str, where: str = "date", field: str = "", *, calendar: Calendar = "gregorian") -> Bounds:
    """
    Read an EDTF date as the days it may mean.

    Parameters
    ----------
    text
        A day, or EDTF of the levels 0 and 1, and what level 2 has for dates of the past, in the years -9999 to 9999
        (0 is 1 BC): ``1900-11``, ``1900-11~``, ``190X``, ``-0057``, ``1900-22``, ``1900-10-18/1900-10-29``,
        ``[1900-11-03,1900-11-25]``; open ones too, ``/1935``, ``[..1935]``, ``1900-06-14/..``.
    where, field
        What to name in the error message: the feature, and which of its dates.
    calendar
        In which it is written.

    Returns
    -------
    bounds
        Earliest and latest day, both included; where it is open, the first or last day that can be written. ``~``,
        ``?`` and ``%`` widen a date by half the unit that they stand at on each side, as far as the years go.

    Raises
    ------
    AtlasError
        If the text is no EDTF date, names no day of the calendar or of these years, or ends before it starts.

    References
    ----------
    Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019.
    """

    def wrong(what: str, todo: str) -> AtlasError:
        return AtlasError(where, f"{field} {shown(text)} {what}".lstrip(), todo)

    if text.startswith("{"):
        raise wrong("means all of its dates, and a thing has one", "Write a feature for each, or [a,b] for one of them")
    if text.count("/") > 1:
        raise wrong("is not a date: it has more than two parts", "Write the first and the last, a/b")
    if text.count(",") >= _MOST_DATES:
        raise wrong(f"is a set of over {_MOST_DATES} dates", "Write its first and its last, [a..b]")
    if text in _OPEN:
        raise wrong("is open on both sides: it says nothing", "Leave it out, or write the side that is known")
    try:
        earliest, latest = _days_of(text, calendar)
    except OverflowError:
        raise wrong(f"lies outside the years {_YEARS_TOLD}", "Write a date inside them, or leave it out") from None
    except ValueError:
        more = f". {_RANGE}" if _FAR.fullmatch(text) else ""
        raise wrong("is not a date", _DATES_TODO + more) from None
    if latest < earliest:
        raise wrong("ends before it starts", "Write the earlier date first")
    return Bounds(CivilDay(earliest, calendar), CivilDay(latest, calendar))


def without_clock(text: str) -> str:
    """Give the day of a text that tells a day and, behind it, a time of day as tables write it; another as it is."""
    found = _STAMP.fullmatch(text)
    return found[1] if found else text


def day_after(text: str, calendar: Calendar = "gregorian") -> str:
    """
    Give the day after, which ends what a last day is written of.

    Parameters
    ----------
    text
        A day or EDTF.
    calendar
        In which it is written.

    Returns
    -------
    text
        A day, or an interval of EDTF if it is not known to the day; the last day of all follows itself.

    Raises
    ------
    AtlasError
        If the text is no date.
    """
    bounds, final = parse_bounds(text, calendar=calendar), CivilDay.of(LAST_YEAR, 12, 31, calendar)
    first, last = (min(each + _ONE_DAY, final) for each in (bounds.earliest, bounds.latest))
    return str(first) if first == last else f"{first}/{last}"


@lru_cache(maxsize=2**15)
def known_bounds(text: str, calendar: Calendar) -> Bounds:
    """Read the dates of many features once, as `parse_bounds` does."""
    return parse_bounds(text, calendar=calendar)


def _days_of(text: str, calendar: Calendar) -> tuple[int, int]:
    """Give the numbers of the first and last day of a date, an interval or a set; ValueError if it is none of them."""
    first, slash, last = text.partition("/")
    if slash:
        return _days_of_one(first, calendar)[0], _days_of_one(last, calendar, at_end=True)[1]
    if text.startswith("[") and text.endswith("]"):
        dates = []
        for part in text[1:-1].split(","):
            least, dots, most = part.strip().partition("..")
            if not dots and not least:
                raise ValueError(text)
            dates.append(_days_of_one(least, calendar) if least else _open(calendar))
            if dots:
                dates.append(_days_of_one(most, calendar) if most else _open(calendar, at_end=True))
        return min(earliest for earliest, _ in dates), max(latest for _, latest in dates)
    if not text.strip("."):
        raise ValueError(text)
    return _days_of_one(text, calendar)


@cache
def _open(calendar: Calendar, *, at_end: bool = False) -> tuple[int, int]:
    """Give the number of the first or the last day of all."""
    end = ordinal(LAST_YEAR, 12, 31, calendar) if at_end else ordinal(FIRST_YEAR, 1, 1, calendar)
    return end, end


@cache
def _days_of_one(text: str, calendar: Calendar, *, at_end: bool = False) -> tuple[int, int]:
    """Give the numbers of the first and last day of one date or of an open end; ValueError if it is neither."""
    if text in ("", ".."):
        return _open(calendar, at_end=at_end)
    # EDTF has times of the day too; a day is a day as it is written, wherever that is.
    clock = _CLOCK.fullmatch(text)
    found = read_date(clock[1] if clock else text, partial(month_length, calendar=calendar))
    (least, _), (most, _) = _open(calendar), _open(calendar, at_end=True)
    earliest, latest = (ordinal(*day, calendar) for day in (found.first, found.last))
    return max(earliest - found.about, least), min(latest + found.about, most)


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Axis:
    """
    The days of an atlas, counted from 0; or its months or years, if it tells no days.

    Parameters
    ----------
    start
        The first day (index 0).
    end
        The day after the last.
    calendar
        In which days are written: that of ``start`` if it is left out, or the Gregorian.
    precision
        What is counted: that of ``start`` if it is left out, or days. Whatever is said of days below then holds for
        months or years.

    Examples
    --------
    >>> from baltic_map import Axis
    >>> axis = Axis("1900-05-12", "1902-07-02")
    >>> len(axis), axis.index("1900-05-13"), axis.iso(20)
    (781, 1, '1900-06-01')
    """

    start: CivilDay
    end: CivilDay

    def __init__(
        self, start: Day, end: Day, *, calendar: Calendar | None = None, precision: Precision | None = None
    ) -> None:
        known = start if isinstance(start, CivilDay) else CivilDay(0)
        read = partial(parse_day, calendar=calendar or known.calendar, precision=precision or known.precision)
        object.__setattr__(self, "start", read(start))
        object.__setattr__(self, "end", read(end))
        if self.end <= self.start:
            raise AtlasError("window", f"it ends on {self.end}, not after its start {self.start}", "Write a later end")

    @classmethod
    def counted(cls, first: str, total: int, *, calendar: Calendar = "gregorian", precision: Precision = "day") -> Axis:
        """Give the axis that begins on a day, ``YYYY-MM-DD``, and has so many days."""
        start = parse_day(first, calendar=calendar, precision=precision)
        return cls(start, _of_unit(_unit(start) + total, calendar, precision))

    def __repr__(self) -> str:
        usual = (("calendar", self.calendar, "gregorian"), ("precision", self.precision, "day"))
        more = "".join(f", {name}={value!r}" for name, value, default in usual if value != default)
        return f"Axis('{self.start}', '{self.end}'{more})"

    @property
    def calendar(self) -> Calendar:
        """In which its days are written."""
        return self.start.calendar

    @property
    def precision(self) -> Precision:
        """What it counts."""
        return self.start.precision

    def __len__(self) -> int:
        return _unit(self.end) - _unit(self.start)

    def parse(self, day: Day, where: str = "day") -> CivilDay:
        """Read a day as `parse_day` does, in the calendar and with the precision of the axis."""
        return parse_day(day, where, calendar=self.calendar, precision=self.precision)

    def bounds(self, text: str, where: str = "date", field: str = "") -> Bounds:
        """Read an uncertain date as `parse_bounds` does, in the calendar of the axis."""
        try:
            return known_bounds(text, self.calendar)
        except AtlasError:
            # Told again, of this place.
            return parse_bounds(text, where, field, calendar=self.calendar)

    def index(self, day: Day) -> int:
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
        parsed = self.parse(day)
        index = _unit(parsed) - _unit(self.start)
        if not 0 <= index < len(self):
            raise DayOutOfRangeError(
                str(parsed),
                f"the {self.precision} lies outside the atlas, which runs from {self.told}",
                f"Choose a {self.precision} inside it",
            )
        return index

    def day(self, index: int) -> CivilDay:
        """Give the day at a position (0 is the first day of the atlas)."""
        return _of_unit(_unit(self.start) + index, self.calendar, self.precision)

    def iso(self, index: int) -> str:
        """Write the day at a position as ``YYYY-MM-DD``; a month as ``YYYY-MM``, a year as ``YYYY``."""
        return self.day(index).isoformat()

    def days(self) -> list[CivilDay]:
        """List every day of the window, in order."""
        return [self.day(index) for index in range(len(self))]

    def span(self, start: Day | None, end: Day | None, where: str = "date") -> UncertainSpan:
        """
        Place a dated thing on the axis.

        Parameters
        ----------
        start
            First day, a day or EDTF; ``None`` for the start of the window.
        end
            The day on which it no longer was, a day or EDTF; ``None`` for the end of the window. Where the axis counts
            months or years, a thing that ends in the one in which it began was there in it, and one that ends on a day
            was there in its last month or year.
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
        total = len(self)
        begins = None if start is None else self.bounds(_written(start), where, "start_date")
        ends = None if end is None else self.bounds(_written(end), where, "end_date")
        first, certain_first = (self._unit(begins.earliest), self._unit(begins.latest)) if begins else (0, 0)
        stop, certain_stop = self._stops(begins, ends) if ends else (total, total)
        if begins and ends and stop <= first:
            last = begins.earliest.year == LAST_YEAR and begins.earliest.isoformat().endswith("12-31")
            raise AtlasError(
                where,
                f"end_date {_written(end)} is not after start_date {_written(start)}",
                "Write an earlier start_date"
                if last
                else f"Write {self.day(first + 1)} for a thing of one {self.precision}",
            )
        # What is certain lies within what is possible.
        if first < 0 or certain_stop < 0 or certain_first > total or stop > total:
            first, certain_first = min(max(first, 0), total), min(max(certain_first, 0), total)
            stop, certain_stop = min(max(stop, 0), total), min(max(certain_stop, 0), total)
        return UncertainSpan(first, stop, certain_first, max(certain_first, certain_stop))

    def _stops(self, begins: Bounds | None, ends: Bounds) -> tuple[int, int]:
        """Give the latest and the earliest position at which something that ends so no longer is."""
        if self.precision == "day":
            return self._unit(ends.latest), self._unit(ends.earliest)
        units = {self._unit(ends.earliest), self._unit(ends.latest)}
        if begins:
            units |= {self._unit(begins.earliest), self._unit(begins.latest)}
            if len(units) == 1:
                return (stop := units.pop() + 1), stop
        # It was there in the unit of its last day; a whole unit, written as one, is that in which it no longer was.
        earliest, latest = (self._unit(day - _ONE_DAY) + 1 for day in (ends.earliest, ends.latest))
        if self._unit(ends.latest + _ONE_DAY) > self._unit(ends.latest):
            latest = self._unit(ends.latest)
        return max(earliest, latest), earliest

    @property
    def told(self) -> str:
        """The first and the last day, as problems name them."""
        return f"{self.start} to {self.iso(len(self) - 1)}"

    def _unit(self, day: CivilDay) -> int:
        """Give the position of a day, inside the window or not."""
        if self.start.precision == "day":
            return day.number - self.start.number
        return _unit(CivilDay(day.number, self.calendar, self.precision)) - _unit(self.start)


def _unit(day: CivilDay) -> int:
    """Count what the precision of a day tells: days, months or years."""
    if day.precision == "day":
        return day.number
    year, month, _ = day.civil
    return year if day.precision == "year" else 12 * year + month - 1


def _of_unit(unit: int, calendar: Calendar, precision: Precision) -> CivilDay:
    """Give the first day of a day, month or year by its count; the inverse of `_unit`."""
    if precision == "day":
        return CivilDay(unit, calendar)
    year, month = (unit, 0) if precision == "year" else divmod(unit, 12)
    return CivilDay.of(year, month + 1, 1, calendar, precision)
