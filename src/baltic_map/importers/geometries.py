"""Geometries as the engine draws them: in degrees, sound, flat, each of one sort, inside what a screen can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.errors import ShapelyError

from baltic_map.errors import AtlasError
from baltic_map.quoting import shown

if TYPE_CHECKING:
    from pyproj import CRS
    from shapely.geometry.base import BaseGeometry

__all__ = ["NORTHERNMOST", "drawable", "is_degrees", "polygons_of", "to_wgs84"]

NORTHERNMOST = 85.0
"""Degrees north and south beyond which the screen's projection has nothing to show."""

# A tenth of a metre.
_GRID_DEG = 1e-6

_FARTHEST = 360.0
_NORTHERNMOST = 90.0
_LONGEST = 2000


def _parsed(crs: str, where: str) -> CRS:
    from pyproj import CRS  # noqa: PLC0415 - its data base costs time, and most files are in degrees
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        # A longer one costs PROJ memory beyond measure, and is none.
        return CRS.from_user_input(crs[:_LONGEST])
    except CRSError:
        raise AtlasError(
            where, f"{shown(crs)} is no coordinate reference system", "Name one as PROJ has it, such as EPSG:25884"
        ) from None


def is_degrees(crs: str) -> bool:
    """Tell whether a coordinate reference system counts in degrees; AtlasError if it is none."""
    return bool(_parsed(crs, "crs").is_geographic)


def to_wgs84(geometries: Sequence[BaseGeometry | None], crs: str | None, where: str) -> list[BaseGeometry | None]:
    """
    Give geometries in EPSG:4326, flat.

    Parameters
    ----------
    geometries
        Any, with ``None`` for what has no place.
    crs
        Their coordinate reference system, in any form PROJ reads; EPSG:4326 if ``None``. Its first axis is taken for
        the eastward one, as files of maps have it whatever the system says.
    where
        What to name in errors.

    Returns
    -------
    geometries
        EPSG:4326, longitude before latitude, without heights and measures.

    Raises
    ------
    AtlasError
        If the system is unknown, or what comes out are no degrees: then the system is another.
    """
    flat = shapely.force_2d(np.array(geometries, dtype=object))
    named = _parsed(crs, where) if crs else None
    if named and not named.equals("EPSG:4326", ignore_axis_order=True):
        from pyproj import Transformer  # noqa: PLC0415
        from pyproj.exceptions import ProjError  # noqa: PLC0415

        try:
            move = Transformer.from_crs(named, "EPSG:4326", always_xy=True)
        except ProjError:
            raise AtlasError(
                where, f"nothing leads from {shown(str(crs))} to degrees", "Save it in EPSG:4326"
            ) from None
        flat = shapely.transform(flat, lambda xy: np.column_stack(move.transform(xy[:, 0], xy[:, 1])))
    _check_degrees(flat, where, named=bool(named))
    return list(flat)


def _check_degrees(flat: np.ndarray, where: str, *, named: bool) -> None:
    xy = shapely.get_coordinates(flat)
    outside = ~((np.abs(xy[:, 0]) <= _FARTHEST) & (np.abs(xy[:, 1]) <= _NORTHERNMOST))
    if not outside.any():
        return
    x, y = xy[int(np.argmax(outside))]
    what = f"the coordinates {x:g} {y:g} are no longitude and latitude"
    hint = "Name another system (--crs)" if named else "Name their system (--crs), such as EPSG:25884"
    raise AtlasError(where, what, hint)


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
    return shapely.intersection(geometry, shapely.box(-_FARTHEST, -NORTHERNMOST, _FARTHEST, NORTHERNMOST))
