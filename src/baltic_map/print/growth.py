"""How an arrow grows: only between the points of its way whose days are known, as in ``web/static/map/growth.js``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from baltic_map.contract import Feature

__all__ = ["Stop", "beginning_of", "growing_stops", "minute_of", "share_along", "share_reached"]

_HOUR = re.compile(r"(\d{1,2}):(\d{2})")
_DAY, _NOON = 1440, 720


class Stop(NamedTuple):
    """Where on the way, from 0 to 1, and when: minutes since the first day of the atlas."""

    share: float
    minute: int


def minute_of(feature: Feature) -> tuple[int, bool] | None:
    """
    Tell when something happened.

    Returns
    -------
    minute, to_the_hour
        Minutes since the first day of the atlas, and whether its hour is known: without one it is noon. ``None`` if
        its day is not certain.
    """
    first = feature.span.first
    if first != feature.span.certain_first:
        return None
    hour = _HOUR.fullmatch(feature.time or "")
    return first * _DAY + (int(hour[1]) * 60 + int(hour[2]) if hour else _NOON), bool(hour)


def growing_stops(points: Iterable[tuple[float, Feature]]) -> list[Stop]:
    """
    Find the stops by which an arrow grows.

    Parameters
    ----------
    points
        Where on the way something happened, from 0 to 1, and what.

    Returns
    -------
    stops
        In the order of the way; where a farther one was reached before, those who came later have no part in it. A
        point without an hour tells nothing beside others of its day. None if there are no two.
    """
    known = [(share, *told) for share, feature in points if (told := minute_of(feature))]
    days = [minute // _DAY for _, minute, _ in known]
    stops: list[Stop] = []
    for share, minute, to_the_hour in sorted(known, reverse=True):
        tells = to_the_hour or days.count(minute // _DAY) == 1
        if tells and (not stops or minute < stops[0].minute):
            stops.insert(0, Stop(share, minute))
    return stops if len(stops) > 1 else []


def share_reached(stops: list[Stop], minute: float) -> float:
    """Tell how far along the way they are at a minute: until the first stop at that, after the last at that."""
    for one, other in pairwise(stops):
        if minute <= other.minute:
            part = max(minute - one.minute, 0.0) / (other.minute - one.minute)
            return one.share + (other.share - one.share) * part
    return stops[-1].share


def _run(curve: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.append(0.0, np.cumsum(np.hypot(*np.diff(curve, axis=0).T)))


def share_along(curve: NDArray[np.float64], x: float, y: float) -> float:
    """Tell where a curve (rows of x and y) is nearest to a place, from 0 to 1."""
    run = _run(curve)
    return float(run[np.argmin(np.hypot(*(curve - (x, y)).T))] / (run[-1] or 1.0))


def beginning_of(curve: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Give the beginning of a curve, a share of its length."""
    run = _run(curve)
    end = share * run[-1]
    tip = [np.interp(end, run, curve[:, axis]) for axis in (0, 1)]
    return np.vstack([curve[run < end], tip])
