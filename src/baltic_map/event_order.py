"""What is told as the events of which days, and in which order a day is told: decided here for page and plate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from baltic_map.contract import Span
from baltic_map.layers import Feature
from baltic_map.spans import ranked

__all__ = ["chronology", "events_by_day"]

# An event that may have begun on any day of a longer time is a total or has no date: no day can call it its own.
_LONGEST_DOUBT = 14

# What goes on is told again only if it matters, and not for weeks.
_GREATER, _LONGEST = 2, 14


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
        In order, for the days that have any. An event of a day is what begins on it, or may have; after it come the
        greater events (rank 1 and 2) that go on from days before, for two weeks at most. Each of the two by certainty
        on that day, rank, first possible day, and hour, what has none last. Totals, and what has no date within a
        fortnight, are in force but no events of any day.
    """
    known = list(features)
    spans = ((span, (*order, at)) for at, each in enumerate(known) for span, order in _told(each))
    for span, keys in ranked(spans):
        yield span, tuple(known[key[-1]] for key in keys)


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
        Events before other things, each of the two as in `events_by_day`.
    """
    known = list(features)

    def place(at: int) -> tuple[bool, bool, tuple[int, int, str]]:
        feature, span = known[at], known[at].span
        return role(feature) != "events", not span.certain_first <= span.first < span.certain_stop, _place(feature)

    return tuple(sorted(range(len(known)), key=place))


def _place(feature: Feature) -> tuple[int, int, str]:
    # No hour of a day sorts after "99".
    return feature.fields.rank, feature.span.first, feature.fields.time or "99"


def _told(feature: Feature) -> Iterator[tuple[Span, tuple[bool, bool, int, int, str]]]:
    """Yield the days on which a feature is told, and its place in their order."""
    fields, span = feature.fields, feature.span
    begun = span.first
    place = _place(feature)
    if span.certain_first - span.first < _LONGEST_DOUBT:
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
