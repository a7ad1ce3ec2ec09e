"""
One date of the Extended Date/Time Format: the first and the last day that it may mean.

Levels 0 and 1, and of level 2 what is written of dates of the past: a digit that is not known at any place, a sign at
a part of a date, seasons by hemisphere, quarters, thirds and halves of a year, significant digits, exponents.
Intervals and sets are put together in `baltic_map.days`.

References
----------
Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import product
from typing import TypeAlias

from msgspec import Struct

__all__ = ["FIRST_YEAR", "LAST_YEAR", "DateRange", "read_date"]

FIRST_YEAR, LAST_YEAR = -9999, 9999
"""The years that can be written with four digits; 0 is 1 BC."""

_Civil: TypeAlias = tuple[int, int, int]

_SIGNS = "~?%"
_YEAR = r"(?:-?[\dX]{4}|Y-?\d+(?:E\d+)?)(?:S\d+)?"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE = re.compile(
    rf"(?P<year>[{_SIGNS}]?{_YEAR}[{_SIGNS}]?)"
    rf"(?:-(?P<month>[{_SIGNS}]?[\dX]{{2}}[{_SIGNS}]?)(?:-(?P<day>[{_SIGNS}]?[\dX]{{2}}[{_SIGNS}]?))?)?",
    re.ASCII,
)
_SIGNED_YEAR = re.compile(r"Y?(?P<number>-?[\dX]+)(?:E(?P<exponent>\d+))?(?:S(?P<significant>\d+))?", re.ASCII)

# EDTF leaves open how wide "about" is. Half the unit that is doubted, on each side: about a day is three days either
# way (a source that means more writes the month), about a month two weeks, about a year half a year.
_ABOUT = (183, 15, 3)

# First month and how many of each season, from 21; one that begins in a year and ends in the next is below.
_SEASONS = {
    **dict(zip((21, 22, 23, 25, 26, 27, 31, 32, 29), (3, 6, 9) * 3, strict=True)),
    **{33 + quarter: 1 + 3 * quarter for quarter in range(4)},
}
_LONGER = {37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6)}
# Winter in the north, summer in the south: that in which the year began, or that in which it ended.
_OVER_NEW_YEAR = (24, 28, 30)
_MONTHS, _DAYS = range(1, 13), range(1, 32)
_MOST_DIGITS = 6


class DateRange(Struct, frozen=True):
    """The first and the last day that a date may mean, and by how many days it may be wider on each side."""

    first: _Civil
    last: _Civil
    about: int


def read_date(text: str, month_length: Callable[[int, int], int]) -> DateRange:
    """
    Read one date.

    Parameters
    ----------
    text
        A date of EDTF, neither an interval nor a set.
    month_length
        How many days a month of a year has.

    Returns
    -------
    range
        In the calendar of ``month_length``.

    Raises
    ------
    ValueError
        If it is none, or no day of the calendar.
    OverflowError
        If it is a date of EDTF that lies outside the years -9999 to 9999.
    """
    if _DAY.fullmatch(text):
        # Most dates are; what is no day of the calendar goes the long way.
        year, month, day = int(text[:4]), int(text[5:7]), int(text[8:])
        if 1 <= month <= 12 and 1 <= day <= month_length(year, month):  # noqa: PLR2004
            return DateRange((year, month, day), (year, month, day), 0)
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    parts = [part for part in found.groups() if part]
    about = max((width for part, width in zip(parts, _ABOUT, strict=False) if _is_doubted(part)), default=0)
    plain = [part.strip(_SIGNS) for part in parts]
    years = _years(plain[0])
    if len(plain) == 2 and plain[1].isdigit() and int(plain[1]) > 12:  # noqa: PLR2004 - months, then seasons
        first, last = _season(int(plain[1]), years, month_length)
        return DateRange(first, last, about)
    months = _fitting(plain[1] if len(plain) > 1 else "XX", _MONTHS)
    days = _fitting(plain[2] if len(plain) > 2 else "XX", _DAYS)  # noqa: PLR2004
    return DateRange(
        _first_there(years, months, days, month_length),
        _first_there(years[::-1], months[::-1], days[::-1], month_length),
        about,
    )


def _is_doubted(part: str) -> bool:
    return part[0] in _SIGNS or part[-1] in _SIGNS


def _years(text: str) -> Sequence[int]:
    """List the years that a year may be."""
    found = _SIGNED_YEAR.fullmatch(text)
    if not found:
        raise ValueError(text)
    number, exponent, significant = found["number"], found["exponent"], found["significant"]
    if "X" in number:
        sign = -1 if number.startswith("-") else 1
        bounds = [sign * int(number.lstrip("-").replace("X", digit)) for digit in "09"]
        pattern = re.compile(number.lstrip("-").replace("X", r"\d"))
        known = [year for year in range(min(bounds), max(bounds) + 1) if pattern.fullmatch(f"{abs(year):04}")]
        if significant or exponent or not known:
            raise ValueError(text)
        return known
    if len(number) > _MOST_DIGITS or int(exponent or 0) > _MOST_DIGITS:
        raise OverflowError(text)
    year = int(number) * 10 ** int(exponent or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OverflowError(text)
    if significant:
        unit = 10 ** max(len(str(abs(year))) - int(significant), 0)
        least = abs(year) // unit * unit
        years = range(least, min(least + unit - 1, LAST_YEAR) + 1)
        return years if year >= 0 else [-each for each in reversed(years)]
    return [year]


def _season(number: int, years: Sequence[int], month_length: Callable[[int, int], int]) -> tuple[_Civil, _Civil]:
    first, last = years[0], years[-1]
    if number in _OVER_NEW_YEAR:
        return (first, 1, 1), (last + 1, 2, month_length(last + 1, 2)) if last < LAST_YEAR else (last, 12, 31)
    if number in _LONGER:
        month, count = _LONGER[number]
    elif number in _SEASONS:
        month, count = _SEASONS[number], 3
    else:
        raise ValueError(number)
    end = month + count - 1
    return (first, month, 1), (last, end, month_length(last, end))


def _fitting(pattern: str, numbers: Sequence[int]) -> list[int]:
    """List the numbers of two digits that a pattern may be."""
    if pattern.isdigit():
        return [int(pattern)] if int(pattern) in numbers else []
    tens, ones = tuple(pattern)
    return [number for number in numbers if tens in ("X", str(number // 10)) and ones in ("X", str(number % 10))]


def _first_there(
    years: Sequence[int], months: Sequence[int], days: Sequence[int], month_length: Callable[[int, int], int]
) -> _Civil:
    """Give the first of the days that the calendar has."""
    for year, month in product(years, months):
        length = month_length(year, month)
        for day in days:
            if day <= length:
                return year, month, day
    raise ValueError(days)
