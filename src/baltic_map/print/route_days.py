"""The days along the routes: on which each began, written beside its arrow."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from babel import UnknownLocaleError
from babel.dates import format_skeleton
from matplotlib.path import Path as MplPath
from msgspec.structs import replace

from baltic_map.calendars import CivilDay
from baltic_map.print.placement import Occupancy
from baltic_map.print.shaped_text import ShapedText
from baltic_map.print.side_names import PlacedName

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["place_along", "short_day"]

_LEAP_YEAR = 2000
_GAP, _MARGIN = 2.0, 4.0
# How far a line's middle stands above its baseline, in sizes; how much a bent stretch and a far one cost.
_MIDDLE, _BENT, _FAR = 0.25, 1.2, 3.0
# Dearer than this a day is not written: it would lie on other lines.
_MOST_COST = 9.0


def short_day(day: CivilDay, lang: str, told: str) -> str:
    """Write day and month of a day in a language; a month or year, and in an unknown language, as it is told."""
    # The day first, as all dates of the atlas.
    lang = {"en": "en_GB"}.get(lang, lang)
    if day.precision != "day":
        return told
    try:
        # In a year that has all days: of the year nothing is written.
        return str(format_skeleton("MMMMd", date(_LEAP_YEAR, day.month, day.day), locale=lang))
    except (UnknownLocaleError, ValueError):
        return told


def place_along(
    curve: NDArray[np.float64],
    text: ShapedText,
    breadth: float,
    occupancy: Occupancy,
    cost: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> PlacedName | None:
    """
    Place a line of text along an arrow, and take the room.

    Parameters
    ----------
    curve
        From tail to tip, rows of x and y, points of the sheet.
    text
        The line.
    breadth
        Of the arrow.
    occupancy
        What is taken.
    cost
        Of rectangles: the lines they would lie on.

    Returns
    -------
    placed
        Turned along the straightest stretch that is free, readable from below; ``None`` if there is none.
    """
    run = np.append(0.0, np.cumsum(np.hypot(*np.diff(curve, axis=0).T)))
    length, size = text.width + _MARGIN, text.ascent
    best: tuple[float, float, NDArray[np.float64]] | None = None
    for start in np.arange(0.0, run[-1] - length, 4.0):
        stretch = np.linspace(start, start + length, 9)
        chord = np.column_stack([np.interp(stretch, run, curve[:, axis]) for axis in (0, 1)])
        way = chord[-1] - chord[0]
        along = way / np.hypot(*way)
        across = np.array([-along[1], along[0]])
        off = (chord - chord[0]) @ across
        least = abs((start + length / 2) / run[-1] - 0.45) * _FAR + _BENT * float(np.ptp(off))
        if least >= (best[0] if best else _MOST_COST):
            continue
        for side in (1, -1):
            reach = max(side * float((side * off).max()), 0.0) if side > 0 else max(-float(off.min()), 0.0)
            middle = chord[0] + way / 2 + side * across * (reach + breadth / 2 + _GAP + size / 2)
            discs = (
                middle
                + np.linspace(-text.width / 2, text.width / 2, max(int(text.width / size) + 1, 2))[:, None] * along
            )
            if not occupancy.free_discs(discs, size * 0.6).all():
                continue
            boxes = np.column_stack([discs - size * 0.4, discs + size * 0.4])
            total = least + float(cost(boxes).sum())
            if total < (best[0] if best else _MOST_COST):
                best = total, math.atan2(along[1], along[0]), middle
    if best is None:
        return None
    _, angle, middle = best
    if not -math.pi / 2 < angle <= math.pi / 2:
        angle += math.pi
    return _placed(text, angle, middle, occupancy)


def _placed(text: ShapedText, angle: float, middle: NDArray[np.float64], occupancy: Occupancy) -> PlacedName:
    along, up = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    for far in np.linspace(-text.width / 2, text.width / 2, max(int(text.width / text.ascent) + 1, 2)):
        x, y = middle + far * along
        occupancy.take_disc(float(x), float(y), text.ascent * 0.6)
    start = middle - along * text.width / 2 - up * text.ascent / 2 * (2 * _MIDDLE + 0.5)
    turn = np.vstack([along, up])
    path = MplPath(np.asarray(text.path.vertices) @ turn, text.path.codes)
    turned = replace(text, path=path, angle=math.degrees(angle))
    return PlacedName(turned, float(start[0]), float(start[1]))
