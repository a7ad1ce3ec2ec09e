"""What is told as the events of which days, and in which order a day is told: decided here for page and plate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from baltic_map.contract import Span
from baltic_map.layers import Feature
from baltic_map.spans import ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    columns = _columns(known)
    goes_on, possible, first, stop, at = _told(columns)
    _, _, _, _, rank, hour, _ = columns[:, at]
    begins = columns[0, at]
    order = np.lexsort((at, begins, rank, possible, hour, goes_on))
    chief_first = np.lexsort((at, hour, begins, goes_on, possible, rank))
    # Numbers in the order of the hours, which are ordered in a fraction of the time of keys.
    chief = np.argsort(chief_first)[order].tolist()
    told = [known[each] for each in at[order].tolist()]
    spans = map(Span, first[order].tolist(), stop[order].tolist())
    for span, there in ranked(zip(spans, range(len(told)), strict=False)):
        foremost = min(there, key=chief.__getitem__)
        yield span, (told[foremost], *(told[each] for each in there if each != foremost))


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
    first, _, certain_first, certain_stop, rank, hour, _ = _columns(known)
    is_other = [role(each) != "events" for each in known]
    is_uncertain = (first < certain_first) | (first >= certain_stop)
    return tuple(np.lexsort((hour, first, rank, is_uncertain, is_other)).tolist())


def _columns(features: Sequence[Feature]) -> NDArray[np.int64]:
    """Give first and last days of features, possibly and certainly, ranks, hours in order, and who has no place."""
    # No hour of a day sorts after "99".
    hours = [each.fields.time or "99" for each in features]
    order = {hour: at for at, hour in enumerate(sorted(set(hours)))}
    rows = [
        (span.first, span.stop, span.certain_first, span.certain_stop, each.fields.rank, hour, each.geometry is None)
        for each, span, hour in zip(
            features, (each.span for each in features), map(order.__getitem__, hours), strict=True
        )
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 7).T


def _told(columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Give the days on which features are told, a column for each span of them.

    It is told whether the feature goes on from days before and whether it is merely possible, the first day, the day
    after the last, and which feature it is.
    """
    first, stop, certain_first, certain_stop, rank, _, no_place = columns
    lasts, doubt = stop - first, certain_first - first
    # No event of a day: the beginning of something long is not known, or it is a mere count.
    is_count = (rank > _GREATER) & (no_place > 0) & (lasts > _LONGEST_COUNT)
    is_total = (doubt >= _LONGEST_DOUBT) | ((doubt > 0) & (lasts > _LONGEST)) | is_count
    begun = np.where(is_total, first, np.minimum(certain_first + 1, stop))
    goes_on = (rank <= _GREATER) & (lasts <= _LONGEST)
    found = []
    for again, begins, ends in (
        (0, first, begun),
        (1, np.maximum(begun, first + 1), np.where(goes_on, stop, 0)),
    ):
        since, until = np.maximum(begins, certain_first), np.minimum(ends, certain_stop)
        is_sure = since < until
        for possible, begin, end in (
            (1, begins, np.where(is_sure, since, ends)),
            (0, since, until),
            (1, np.where(is_sure, until, ends), ends),
        ):
            at = np.flatnonzero(begin < end)
            found.append([np.full(len(at), again), np.full(len(at), possible), begin[at], end[at], at])
    return np.concatenate(found, axis=1)
