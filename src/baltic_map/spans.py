"""Things that come and go over the days: spans that are joined, and in which order things come that are there."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any, TypeVar

from baltic_map.contract import Span

__all__ = ["foremost", "joined", "ranked"]

Key = TypeVar("Key", bound=Any)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch or overlap, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: each.first):
        if found and span.first <= found[-1].stop:
            found[-1] = Span(found[-1].first, max(found[-1].stop, span.stop))
        elif span.first < span.stop:
            found.append(span)
    return tuple(found)


def ranked(things: Iterable[tuple[Span, Key]]) -> Iterator[tuple[Span, tuple[Key, ...]]]:
    """
    Tell in which order things come, of those that are there.

    Parameters
    ----------
    things
        Spans, and keys by which things are ordered.

    Yields
    ------
    span, keys
        In order, for the days on which anything is there. The cost grows with the number of things, not of days.
    """
    for span, there in _sweep(things):
        yield span, tuple(there)


def foremost(things: Iterable[tuple[Span, Key]]) -> Iterator[tuple[Span, Key]]:
    """
    Tell which thing comes first, of those that are there.

    Parameters
    ----------
    things
        Spans, and keys by which things are ordered.

    Yields
    ------
    span, key
        In order, for the days on which anything is there; spans that follow each other have different keys.
    """
    begins: defaultdict[int, list[tuple[Key, int]]] = defaultdict(list)
    days: set[int] = set()
    for span, key in things:
        if span.first < span.stop:
            begins[span.first].append((key, span.stop))
            days.add(span.stop)
    # What has gone stays in the heap until it comes first.
    there: list[tuple[Key, int]] = []
    known: tuple[int, int, Key] | None = None
    for day, following in pairwise(sorted(days.union(begins))):
        for each in begins.get(day, ()):
            heappush(there, each)
        while there and there[0][1] <= day:
            heappop(there)
        if known and (not there or known[2] != there[0][0]):
            yield Span(*known[:2]), known[2]
            known = None
        if there:
            known = known[0] if known else day, following, there[0][0]
    if known:
        yield Span(*known[:2]), known[2]


def _sweep(things: Iterable[tuple[Span, Key]]) -> Iterator[tuple[Span, list[Key]]]:
    """Yield what is there between two days on which anything comes or goes, in order; the list is used again."""
    changes: defaultdict[int, tuple[list[Key], list[Key]]] = defaultdict(lambda: ([], []))
    for span, key in things:
        if span.first < span.stop:
            changes[span.first][0].append(key)
            changes[span.stop][1].append(key)
    there: list[Key] = []
    for day, following in pairwise(sorted(changes)):
        begins, ends = changes[day]
        for key in begins:
            insort(there, key)
        for key in ends:
            del there[bisect_left(there, key)]
        if there:
            yield Span(day, following), there
