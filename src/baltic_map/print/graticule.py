"""The graticule of the plate, what is not known of the earth, and the frame with its degrees."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
import shapely

from baltic_map.day_view import LocalScene
from baltic_map.print.basemap import Basemap
from baltic_map.print.canvas import Canvas, Drawn, Group
from baltic_map.print.shaped_text import FINE, NOTE
from baltic_map.print.sheet import FRAME_BAND, Box, Sheet, to_path
from baltic_map.print.typefaces import Face
from baltic_map.symbology import palette

__all__ = ["draw_frame", "draw_graticule"]

Align: TypeAlias = Literal["left", "center", "right"]

# Points: a ring around a pole that is smaller has no figures; there is no room for figures that are not turned.
_LEAST_RING, _NARROW = 30.0, 24.0

_SIDES = (("east", "west"), ("north", "south"))

_MINUTE, _DEGREE = 60, 3600

# Distances between lines of the graticule, seconds of arc.
_STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(minutes * _MINUTE for minutes in (1, 2, 5, 10, 15, 30)),
    *(degrees * _DEGREE for degrees in (1, 2, 5, 10, 20)),
)
_WIDEST = 30 * _DEGREE

# How many lines there may be: more of whole degrees, whose figures are short.
_MOST_LINES, _MOST_PARTS = 14, 7


def _step(degrees: float) -> int:
    """Give the distance between lines of the graticule for a sheet of so many degrees, seconds of arc."""
    for step in _STEPS:
        if degrees * _DEGREE / step <= (_MOST_PARTS if step < _DEGREE else _MOST_LINES):
            return step
    return _WIDEST


def _written(seconds: int, hemispheres: Sequence[str]) -> str:
    """
    Write a longitude or latitude: ``24° E``, ``24°30′ E``; no hemisphere for 0° and 180°.

    ``hemispheres`` are the patterns of one that is more than 0 and of one that is less.
    """
    seconds = (seconds + 180 * _DEGREE) % (360 * _DEGREE) - 180 * _DEGREE
    degrees, rest = divmod(abs(seconds), _DEGREE)
    minutes, rest = divmod(rest, _MINUTE)
    parts = f"{degrees}°" + (f"{minutes:02}′" if minutes or rest else "") + (f"{rest:02}″" if rest else "")
    if seconds == 0 or abs(seconds) == 180 * _DEGREE:
        return parts
    return hemispheres[seconds < 0].format(degrees=parts)


def _between(low: float, high: float) -> Iterator[int]:
    """Yield the places of lines between two degrees, seconds of arc."""
    step = _step(high - low)
    return iter(range(math.ceil(low * _DEGREE / step) * step, math.floor(high * _DEGREE) + 1, step))


def _graticule(sheet: Sheet) -> tuple[dict[int, Any], dict[int, Any]]:
    """Give meridians and parallels by their seconds of arc, points, reaching beyond the frame."""
    west, south, east, north = sheet.reach

    def line(ends: tuple[tuple[float, float], tuple[float, float]]) -> Any:
        """Draw a line of the graticule, with a vertex every tenth of a degree: it bends with the projection."""
        return sheet.project(shapely.segmentize(shapely.LineString(ends), 0.1))

    meridians = {lon: line(((lon / _DEGREE, south), (lon / _DEGREE, north))) for lon in _between(west, east)}
    parallels = {lat: line(((west, lat / _DEGREE), (east, lat / _DEGREE))) for lat in _between(south, north)}
    return meridians, parallels


def draw_graticule(canvas: Canvas, basemap: Basemap) -> Group:
    """Draw meridians and parallels, lightly; what lies beyond the atlas's data stays paper, it is not sea."""
    meridians, parallels = _graticule(basemap.sheet)
    lines = basemap.sheet.cut(np.array([*meridians.values(), *parallels.values()], dtype=object))
    colour = palette(basemap.atlas.config, "coast").day
    unknown = shapely.difference(basemap.sheet.kept.shape, basemap.sheet.known.buffer(-0.4))
    return Group(
        [
            canvas.shape(to_path(unknown), face=canvas.background),
            canvas.shape(to_path(lines), edge=colour, width=0.3, alpha=0.36),
        ]
    )


def draw_frame(canvas: Canvas, scene: LocalScene, basemap: Basemap) -> Group:
    """Draw the neat line, the outer line, and between them ticks with their degrees."""
    sheet, config = basemap.sheet, basemap.atlas.config
    color, quiet = palette(config, "text").day, palette(config, "muted").day
    frame, outer = sheet.frame, sheet.outer
    artists: list[Drawn] = [
        canvas.shape(to_path(frame.shape), edge=color, width=0.6, inside=False),
        canvas.shape(to_path(outer.shape), edge=color, width=1.5, inside=False),
        canvas.shape(to_path(outer.grown(-2.4).shape), edge=color, width=0.3, inside=False),
    ]
    meridians, parallels = _graticule(sheet)
    drop = FINE * 0.34 + 0.1
    sides = [tuple(scene.messages(f"page.{side}", degrees="{degrees}") for side in pair) for pair in _SIDES]
    for lines, hemispheres, upright in ((meridians, sides[0], True), (parallels, sides[1], False)):
        for seconds, line in lines.items():
            for x, y, align, turn in _ends(sheet, line, upright=upright):
                label = _written(seconds, hemispheres)
                artists.append(canvas.text(x, y, label, Face("sans"), NOTE, quiet, align=align, turn=turn))
            for x, y, ahead in _crossings(frame, line, upright=upright):
                icon = -1.0 if ahead else 1.0
                end = (x, y - icon * 1.9) if upright else (x - icon * 1.9, y)
                artists.append(canvas.shape(_segment((x, y), end), edge=color, width=0.5, inside=False))
                label, middle = _written(seconds, hemispheres), FRAME_BAND / 2 - 0.9
                # Along the sides the figures are turned, as long ones would not fit between the lines of the frame.
                place = (x, y - icon * middle - drop) if upright else (x - icon * middle + drop, y)
                turn = 0.0 if upright else 90.0
                artists.append(canvas.text(*place, label, Face("sans"), NOTE, quiet, align="center", turn=turn))
    return Group(artists)


def _segment(start: tuple[float, float], end: tuple[float, float]) -> Any:
    return to_path(shapely.LineString([start, end]))


def _crossings(frame: Box, line: Any, *, upright: bool) -> Iterator[tuple[float, float, bool]]:
    """Yield where a line of the graticule meets two opposite edges of the frame; ``True`` for the top or right one."""
    corner = 13.0
    for ahead in (False, True):
        if upright:
            y = frame.top if ahead else frame.bottom
            edge = shapely.LineString([(frame.left + corner, y), (frame.right - corner, y)])
        else:
            x = frame.right if ahead else frame.left
            edge = shapely.LineString([(x, frame.bottom + corner), (x, frame.top - corner)])
        for point in shapely.get_coordinates(shapely.intersection(edge, line)):
            yield float(point[0]), float(point[1]), ahead


def _ends(sheet: Sheet, line: Any, *, upright: bool) -> Iterator[tuple[float, float, Align, float]]:
    """
    Yield where the figures of a line stand that ends inside the frame, as on a map of the whole earth.

    Each with the side on which its text begins, and how it is turned. Around a pole a parallel has its figures where it
    is highest, and the meridians, which meet there, have none.
    """
    points = shapely.get_coordinates(line)
    inside = sheet.frame.grown(-1).shape
    drop = FINE * 0.34 + 0.1
    if sheet.shows_pole:
        top = points[points[:, 1].argmax()]
        if not upright and np.ptp(points, axis=0).min() > _LEAST_RING and shapely.contains_xy(inside, *top):
            yield float(top[0]), float(top[1]) + 1.5, "center", 0.0
        return
    axis, gap = (1, 2.4) if upright else (0, 3.0)
    for pick, out in ((points[:, axis].argmin(), -1.0), (points[:, axis].argmax(), 1.0)):
        x, y = map(float, points[pick])
        if not shapely.contains_xy(inside, x, y):
            continue
        if upright:
            yield x, y + out * gap - (FINE * 0.7 if out < 0 else 0.0), "center", 0.0
        elif min(x - sheet.frame.left, sheet.frame.right - x) < _NARROW:
            edge = sheet.frame.left if out < 0 else sheet.frame.right
            yield (x + edge) / 2 + drop, y, "center", 90.0
        else:
            yield x + out * gap, y - drop, "left" if out > 0 else "right", 0.0
