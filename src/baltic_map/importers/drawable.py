"""Geometries as the engine draws them: sound, flat, each of one sort, inside what the screen can show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import shapely
from shapely.errors import ShapelyError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["NORTHERNMOST", "drawable", "polygons_of"]

NORTHERNMOST = 85.0
"""Degrees north and south beyond which the screen's projection has nothing to show."""

# A tenth of a metre.
_GRID_DEG = 1e-6
_EAST = 360.0


def drawable(geometry: BaseGeometry) -> tuple[list[BaseGeometry], bool]:
    """
    Part a geometry into what is drawn as one thing each.

    Parameters
    ----------
    geometry
        EPSG:4326, of any type, valid or not.

    Returns
    -------
    parts
        Points, each by itself; lines and polygons, each sort as one; empty if nothing of it can be drawn. Coordinates
        have six decimals, and lie at most 85 degrees north and south.
    mended
        Whether an outline crossed itself and was made sound, or was cut off near a pole.
    """
    try:
        sound = geometry if geometry.is_valid else shapely.make_valid(geometry)
        points, lines, polygons = _sorted(sound)
        parts = [*_points(points), *_lines(lines), *_polygons(polygons)]
    except (ShapelyError, ValueError):
        return [], True
    low, high = geometry.bounds[1::2]
    return parts, sound is not geometry or not -NORTHERNMOST <= low <= high <= NORTHERNMOST


def polygons_of(geometry: BaseGeometry) -> list[BaseGeometry]:
    """List the polygons of a geometry, its points and lines left out."""
    return _sorted(geometry)[2]


def _sorted(geometry: BaseGeometry) -> tuple[list[BaseGeometry], list[BaseGeometry], list[BaseGeometry]]:
    """Give the points, lines and polygons of a geometry, however they are nested."""
    found: tuple[list[BaseGeometry], ...] = ([], [], [])
    waiting = [geometry]
    while waiting:
        each = waiting.pop(0)
        if each.geom_type in {"GeometryCollection", "MultiPoint", "MultiLineString", "MultiPolygon"}:
            waiting[:0] = list(each.geoms)
        elif not each.is_empty:
            found[int(shapely.get_dimensions(each))].append(each)
    return found[0], found[1], found[2]


def _points(points: list[BaseGeometry]) -> Iterator[BaseGeometry]:
    for point in points:
        if abs(point.y) <= NORTHERNMOST:
            yield shapely.Point(round(point.x, 6), round(point.y, 6))


def _lines(lines: list[BaseGeometry]) -> Iterator[BaseGeometry]:
    plain = [shapely.LineString(shapely.get_coordinates(each)) for each in lines]
    cut = _cut(shapely.MultiLineString(plain)) if plain else None
    rounded = shapely.set_precision(cut, _GRID_DEG, mode="pointwise") if cut is not None else None
    # What is shorter than the grid has no two points.
    kept = [each for each in _sorted(rounded)[1] if each.length] if rounded is not None else []
    if kept:
        yield kept[0] if len(kept) == 1 else shapely.MultiLineString(kept)


def _polygons(polygons: list[BaseGeometry]) -> Iterator[BaseGeometry]:
    if not polygons:
        return
    whole = shapely.MultiPolygon(polygons)
    cut = _cut(whole if whole.is_valid else shapely.make_valid(whole))
    kept = _sorted(shapely.set_precision(cut, _GRID_DEG))[2]
    if kept:
        yield kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def _cut(geometry: BaseGeometry) -> BaseGeometry:
    low, high = geometry.bounds[1::2]
    if -NORTHERNMOST <= low <= high <= NORTHERNMOST:
        return geometry
    return shapely.intersection(geometry, shapely.box(-_EAST, -NORTHERNMOST, _EAST, NORTHERNMOST))
