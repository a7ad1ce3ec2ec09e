"""
The civil days of two calendars as whole numbers, and a day, month or year as it is written in one of them.

Years are astronomical, as ISO 8601 and EDTF count them: 0 is 1 BC, -57 is 58 BC. Both calendars run on without end in
both directions ("proleptic"). A day is numbered as `datetime.date.toordinal` does: 1 January of the year 1 of the
Gregorian calendar is 1. The page counts in the same way (``data/calendar.js``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Literal, TypeAlias, overload

__all__ = ["EPOCH", "Calendar", "Civil", "CivilDay", "Precision", "civil", "month_length", "ordinal"]

Calendar: TypeAlias = Literal["gregorian", "julian"]
Precision: TypeAlias = Literal["day", "month", "year"]

Civil: TypeAlias = tuple[int, int, int]
"""Year (astronomical), month and day of the month, from 1."""

EPOCH = 719_163
"""The number of 1 January 1970 of the Gregorian calendar, from which NumPy and Arrow count."""

# The numbers of 1 March of the year 0 in each: years that begin in March have their leap day at the end.
_MARCH = {"gregorian": -305, "julian": -307}
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


def ordinal(year: int, month: int, day: int, calendar: Calendar = "gregorian") -> int:
    """
    Give the number of a day.

    Parameters
    ----------
    year, month, day
        A day that the calendar has.
    calendar
        Whose day it is.

    Returns
    -------
    ordinal
        Days since 31 December of the year 0 of the Gregorian calendar.

    References
    ----------
    H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
    """
    march_year = year - (month <= _FEBRUARY)
    days = 365 * march_year + march_year // 4 + (153 * ((month - 3) % 12) + 2) // 5 + day - 1
    if calendar == "gregorian":
        days += march_year // 400 - march_year // 100
    return days + _MARCH[calendar]


def civil(number: int, calendar: Calendar = "gregorian") -> Civil:
    """Give the day with a number; the inverse of `ordinal`."""
    days = number - _MARCH[calendar]
    if calendar == "gregorian":
        era, rest = divmod(days, 146097)
        year_of_era = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
        march_year = 400 * era + year_of_era
        of_year = rest - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    else:
        march_year = (4 * days + 3) // 1461
        of_year = days - 365 * march_year - march_year // 4
    shifted = (5 * of_year + 2) // 153
    month = (shifted + 2) % 12 + 1
    return march_year + (month <= _FEBRUARY), month, of_year - (153 * shifted + 2) // 5 + 1


def month_length(year: int, month: int, calendar: Calendar = "gregorian") -> int:
    """Count the days of a month."""
    is_leap = year % 4 == 0 and (calendar == "julian" or year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + (month == _FEBRUARY and is_leap)


@total_ordering
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CivilDay:
    """
    A day of a calendar; or the month or year that begins with it, where an atlas counts in these.

    It does what `datetime.date` does, in the years -9999 to 9999 and in both calendars: it is compared, ``timedelta``
    are added to it, and the difference of two is one. A day of the Gregorian calendar equals the ``date`` that is the
    same day.

    Parameters
    ----------
    number
        As `ordinal` counts.
    calendar
        In which it is written.
    precision
        How much of it is written.

    Examples
    --------
    >>> ides = CivilDay.of(-43, 3, 15, "julian")
    >>> str(ides), ides.weekday()  # a Friday
    ('-0043-03-15', 4)
    """

    number: int
    calendar: Calendar = "gregorian"
    precision: Precision = "day"

    @classmethod
    def of(
        cls, year: int, month: int = 1, day: int = 1, calendar: Calendar = "gregorian", precision: Precision = "day"
    ) -> CivilDay:
        """Give the day with a year, month and day that its calendar has."""
        return cls(ordinal(year, month, day, calendar), calendar, precision)

    @property
    def civil(self) -> Civil:
        """Year (astronomical), month and day."""
        return civil(self.number, self.calendar)

    @property
    def year(self) -> int:
        """The year; 0 is 1 BC."""
        return self.civil[0]

    @property
    def month(self) -> int:
        """The month, 1 to 12."""
        return self.civil[1]

    @property
    def day(self) -> int:
        """The day of the month, from 1."""
        return self.civil[2]

    def weekday(self) -> int:
        """Give the day of the week, 0 for Monday: the week runs through both calendars."""
        return (self.number + 6) % 7

    def isoformat(self) -> str:
        """Write it as EDTF: ``1346-08-26``, ``-0057-03`` or ``0060``."""
        year, month, day = self.civil
        written = f"{'-' if year < 0 else ''}{abs(year):04}"
        return {"year": written, "month": f"{written}-{month:02}", "day": f"{written}-{month:02}-{day:02}"}[
            self.precision
        ]

    __str__ = isoformat

    def __repr__(self) -> str:
        more = "" if self.calendar == "gregorian" else f", {self.calendar!r}"
        return f"CivilDay.of({', '.join(map(str, self.civil))}{more})"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CivilDay):
            return (self.number, self.calendar) == (other.number, other.calendar)
        if isinstance(other, date):
            return self.calendar == "gregorian" and self.number == other.toordinal()
        return NotImplemented

    def __hash__(self) -> int:
        is_date = self.calendar == "gregorian" and 1 <= self.number <= date.max.toordinal()
        return hash(date.fromordinal(self.number) if is_date else self.number)

    def __lt__(self, other: CivilDay | date) -> bool:
        return self.number < (other.number if isinstance(other, CivilDay) else other.toordinal())

    def __add__(self, days: timedelta) -> CivilDay:
        return CivilDay(self.number + days.days, self.calendar, self.precision)

    @overload
    def __sub__(self, other: timedelta) -> CivilDay: ...
    @overload
    def __sub__(self, other: CivilDay | date) -> timedelta: ...
    def __sub__(self, other: timedelta | CivilDay | date) -> CivilDay | timedelta:
        if isinstance(other, timedelta):
            return self + -other
        return timedelta(self.number - (other.number if isinstance(other, CivilDay) else other.toordinal()))
