"""What ``when`` says in GeoJSON-T and Linked Places, as the dates on which a thing began and ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from baltic_map.importers.records import is_missing

__all__ = ["Span", "spans_of"]

Span = tuple[str | None, str | None]
"""When it began and when it ended, each EDTF or another text of a date; the end is the last day it was."""

_MOST_SPANS = 100


def spans_of(when: Any) -> list[Span]:
    """
    List the spans of a ``when``.

    Parameters
    ----------
    when
        A date; a table with ``start`` and ``end``; or one with ``timespans`` (a list of such tables) or ``timespan``
        (start, its latest, the earliest end, end). A start or an end is a date or a table with ``in``, or ``earliest``
        and ``latest``.

    Returns
    -------
    spans
        Empty if it tells no date; at most a hundred.
    """
    return list(_spans(when))[:_MOST_SPANS]


def _spans(when: Any) -> Iterator[Span]:
    if isinstance(when, str | int) and not isinstance(when, bool):
        if not is_missing(when):
            yield str(when), str(when)
        return
    if not isinstance(when, Mapping):
        return
    inner = when.get("timespans")
    for each in inner if isinstance(inner, list) else []:
        if isinstance(each, Mapping):
            yield from _pair(each)
    four = when.get("timespan")
    if isinstance(four, list) and len(four) >= 4:  # noqa: PLR2004
        yield from _told(_between(four[0], four[1]), _between(four[2], four[3]))
    elif isinstance(four, Mapping):
        yield from _pair(four)
    yield from _pair(when)


def _pair(span: Mapping[str, Any]) -> Iterator[Span]:
    # An "in" by itself is one time.
    if "in" in span and "start" not in span:
        yield from _told(_date(span), _date(span))
    else:
        yield from _told(_date(span.get("start")), _date(span.get("end")))


def _told(start: str | None, end: str | None) -> Iterator[Span]:
    if start or end:
        yield start, end


def _date(value: Any) -> str | None:
    if isinstance(value, Mapping):
        if not is_missing(value.get("in")):
            return _text(value["in"])
        return _between(value.get("earliest"), value.get("latest"))
    return _text(value)


def _between(earliest: Any, latest: Any) -> str | None:
    first, last = _text(earliest), _text(latest)
    return f"{first}/{last}" if first and last and first != last else first or last


def _text(value: Any) -> str | None:
    is_date = isinstance(value, str | int) and not isinstance(value, bool) and not is_missing(value)
    return str(value).strip() if is_date else None
