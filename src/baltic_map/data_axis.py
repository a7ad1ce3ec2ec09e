"""The days that data need, if nobody says which are to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from baltic_map.days import Axis, parse_bounds, parse_day

__all__ = ["axis_of"]

# Data of more months are told in whole years.
_MOST_MONTHS = 36
_A_DAY, _OVER_A_MONTH, _OVER_A_YEAR = timedelta(days=1), timedelta(days=31), timedelta(days=366)
_NEW_YEAR, _FIRST = "-01-01", "-01"
# What databases write for "for ever", and where an interval of EDTF that is open ends.
_FOR_EVER = 9999


def axis_of(spans: Iterable[tuple[str | None, str | None]]) -> Axis | None:
    """
    Give the days that things need.

    Parameters
    ----------
    spans
        The first day of each, and the day on which it no longer was (half-open); days or EDTF.

    Returns
    -------
    axis
        From the first to the last day, widened to whole months, or to whole years if they are over three years.
        ``None`` if nothing has a day.

    Raises
    ------
    AtlasError
        If a date cannot be read.
    """
    days = []
    for begins, ends in dict.fromkeys(spans):
        if begins:
            bounds = parse_bounds(begins)
            days += [each for each in (bounds.earliest, bounds.latest) if abs(each.year) < _FOR_EVER]
        if ends:
            bounds = parse_bounds(ends)
            # A thing that ended on the first of a month needs no day of that month.
            days += [each - _A_DAY for each in (bounds.earliest, bounds.latest) if abs(each.year) < _FOR_EVER]
    if not days:
        return None
    first, last = min(days), max(days)
    by_year = (last.year - first.year) * 12 + last.month - first.month >= _MOST_MONTHS
    tail, step = (_NEW_YEAR, _OVER_A_YEAR) if by_year else (_FIRST, _OVER_A_MONTH)

    def begin(day: date) -> date:
        """Give the first day of its month or year."""
        return parse_day(day.isoformat()[: -len(tail)] + tail)

    return Axis(begin(first), begin(begin(last) + step))
