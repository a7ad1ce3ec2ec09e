"""What is told as the events of which days, and in which order a day is told: decided here for page and plate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from baltic_map.contract import Span
from baltic_map.layers import Feature
from baltic_map.spans import ranked

__all__ = ["chronology", "events_by_day"]

# An event that may have begun on any day of a longer time is a total or has no date: no day can call it its own.
_LONGEST_DOUBT = 14

# What goes on is told again only if it matters, and not for weeks.
_GREATER, _LONGEST = 2, 14

# A lesser thing that has no place and lasts longer is a count or a stay, not something that happened on a day.
_LONGEST_COUNT = 4


def events_by_day(features: Iterable[Feature]) -> Iterator[tuple[Span, tuple[Feature, ...]]]:
    """
    List the events of the days, the chief one of each day first.

    Parameters
    ----------
    features
        Events of an atlas.

    Yields
    ------
    span, events
        In order, for the days that have any. An event of a day is what begins on it, or may have; besides it the
        greater events (rank 1 and 2) that go on from days before, for two weeks at most. The chief one is that of the
        highest rank, of these what is certain on the day, of these what begins on it, or began first, or has the
        earlier hour. The others follow by their hours, what has none last, what goes on after all. Totals, and what
        has no date within a fortnight, are in force but no events of any day.
    """
    known = list(features)
    spans = ((span, (*order, at)) for at, each in enumerate(known) for span, order in _told(each))
    for span, keys in ranked(spans):
        chief = min(keys, key=_chief_first)
        others = sorted((key for key in keys if key != chief), key=_by_hour)
        yield span, tuple(known[key[-1]] for key in (chief, *others))


def chronology(features: Iterable[Feature], role: Callable[[Feature], str | None]) -> tuple[int, ...]:
    """
    Order the features of an atlas as those that change on one day are told.

    Parameters
    ----------
    features
        Those of an atlas.
    role
        Tells the role of one.

    Returns
    -------
    positions
        Events before other things, each of the two by certainty on the day, rank, first possible day, and hour.
    """
    known = list(features)

    def place(at: int) -> tuple[bool, bool, tuple[int, int, str]]:
        feature, span = known[at], known[at].span
        return role(feature) != "events", not span.certain_first <= span.first < span.certain_stop, _place(feature)

    return tuple(sorted(range(len(known)), key=place))


def _place(feature: Feature) -> tuple[int, int, str]:
    # No hour of a day sorts after "99".
    return feature.fields.rank, feature.span.first, feature.fields.time or "99"


# Whether it goes on from days before, whether it is merely possible, rank, first day, hour, number of the feature.
_Key: TypeAlias = tuple[bool, bool, int, int, str, int]


def _chief_first(key: _Key) -> tuple[int, bool, _Key]:
    _, possible, rank, *_ = key
    return rank, possible, key


def _by_hour(key: _Key) -> tuple[bool, str, _Key]:
    goes_on, _, _, _, hour, _ = key
    return goes_on, hour, key


def _is_total(feature: Feature) -> bool:
    """Tell whether it is no event of a day: the beginning of something long is not known, or it is a mere count."""
    span, lasts = feature.span, feature.span.stop - feature.span.first
    doubt = span.certain_first - span.first
    is_count = feature.fields.rank > _GREATER and feature.geometry is None and lasts > _LONGEST_COUNT
    return doubt >= _LONGEST_DOUBT or (doubt > 0 and lasts > _LONGEST) or is_count


def _told(feature: Feature) -> Iterator[tuple[Span, tuple[bool, bool, int, int, str]]]:
    """Yield the days on which a feature is told, and its place in their order."""
    fields, span = feature.fields, feature.span
    begun = span.first
    place = _place(feature)
    if not _is_total(feature):
        begun = min(span.certain_first + 1, span.stop)
        for part, certain in _by_certainty(feature, Span(span.first, begun)):
            yield part, (False, not certain, *place)
    if fields.rank <= _GREATER and span.stop - span.first <= _LONGEST:
        for part, certain in _by_certainty(feature, Span(max(begun, span.first + 1), span.stop)):
            yield part, (True, not certain, *place)


def _by_certainty(feature: Feature, days: Span) -> Iterator[tuple[Span, bool]]:
    first, stop = feature.span.certain_first, feature.span.certain_stop
    certain = Span(max(days.first, first), min(days.stop, stop))
    if certain.first >= certain.stop:
        yield days, False
        return
    yield Span(days.first, certain.first), False
    yield certain, True
    yield Span(certain.stop, days.stop), False
