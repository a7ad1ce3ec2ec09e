"""Which events are told on a day, and in which order: decided here for the page and the plate."""

from __future__ import annotations

from collections.abc import Iterable

from baltic_map.layers import Feature

__all__ = ["events_of_day"]

# An event that may have begun on any day of a longer time is a total or has no date: no day can call it its own.
_LONGEST_DOUBT = 14

# What goes on is told again only if it matters, and not for weeks.
_GREATER, _LONGEST = 2, 14


def _may_begin(feature: Feature, index: int) -> bool:
    span = feature.span
    return span.first <= index <= min(span.sure_first, span.stop - 1) and span.sure_first - span.first < _LONGEST_DOUBT


def _goes_on(feature: Feature, index: int) -> bool:
    span = feature.span
    short = span.stop - span.first <= _LONGEST
    return span.possible(index) and span.first < index and feature.fields.rank <= _GREATER and short


def events_of_day(features: Iterable[Feature], index: int) -> list[Feature]:
    """
    List the events of a day, the chief one first.

    Parameters
    ----------
    features
        Events of an atlas.
    index
        Day of the atlas, 0 for its first.

    Returns
    -------
    events
        What begins on the day, or may have; after it the greater events (rank 1 and 2) that go on from days before, for
        two weeks at most. Each of the two by certainty on that day, rank, first possible day, and hour, what has none
        last. Totals, and what has no date within a fortnight, are in force but no events of the day.
    """
    told = [each for each in features if _may_begin(each, index) or _goes_on(each, index)]
    return sorted(told, key=lambda each: _order(each, index))


def _order(feature: Feature, index: int) -> tuple[bool, bool, int, int, str]:
    fields, span = feature.fields, feature.span
    # No hour of a day sorts after "99".
    return not _may_begin(feature, index), not span.certain(index), fields.rank, span.first, fields.time or "99"
