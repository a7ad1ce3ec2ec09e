"""Longitudes across 180°: lines that jump there are unwrapped, what was cut there is joined, all lies in one window."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "cut_line",
    "cut_to",
    "fit_lon",
    "fit_parts",
    "join_lines",
    "narrowest",
    "sew",
    "unwrap",
    "window",
    "within_180",
]

TURN, HALF = 360.0, 180.0

# Longitudes that differ by less (degrees, a tenth of a millimetre) are the same, and so many decimals tell them apart.
_SAME, _DECIMALS = 1e-9, 9
# What tools cut at 180° may be off by so much.
_JOINT = 1e-6


def window(west: float, east: float) -> tuple[float, float]:
    """
    Bring the two sides of a box into their normal form.

    Parameters
    ----------
    west, east
        Degrees; ``west`` may be more than ``east``, and either beyond ±180.

    Returns
    -------
    west, east
        The same meridians, west in [-180, 180), and east of it: beyond 180 for a box across that meridian.
    """
    if east < west:
        east += TURN
    turns = math.floor((west + 180) / TURN)
    return (west - turns * TURN, east - turns * TURN) if turns else (west, east)


def fit_lon(low: float, high: float, west: float, east: float) -> float:
    """
    Tell how far to move a stretch of longitudes for it to lie in a window.

    Parameters
    ----------
    low, high
        The stretch, degrees; they may be equal.
    west, east
        The window, degrees.

    Returns
    -------
    shift
        Whole turns, degrees: the least by which it lies in the window or, if none does that, comes nearest to the
        middle of it.
    """
    if west <= low and high <= east:
        return 0.0
    nearest = round(((west + east) - (low + high)) / 2 / TURN)
    fitting = (
        turns
        for turns in (nearest, nearest - 1, nearest + 1)
        if west - _SAME <= low + turns * TURN and high + turns * TURN <= east + _SAME
    )
    return next(fitting, nearest) * TURN


def shift(points: NDArray[np.float64], by: float) -> NDArray[np.float64]:
    """Move points along their parallels; the same place is the same number however it was written."""
    return np.column_stack([np.round(points[:, 0] + by, _DECIMALS), points[:, 1]]) if by else points


def unwrap(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Let a line go on where it jumps from one side of 180° to the other.

    Parameters
    ----------
    points
        ``(n, 2)``, longitude and latitude, degrees.

    Returns
    -------
    points
        The first as it was; from each to the next it is 180° at most, or the whole way round that is written as such.
    """
    steps = np.diff(points[:, 0])
    turns = np.where(np.abs(np.abs(steps) - TURN) < _SAME, 0.0, np.round(steps / TURN))
    if not turns.any():
        return points
    back = np.concatenate([[0.0], np.cumsum(turns)]) * TURN
    return np.column_stack([np.round(points[:, 0] - back, _DECIMALS), points[:, 1]])


def join_lines(parts: Iterable[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """
    Unwrap lines, and join those that were cut at 180°, as RFC 7946 (3.1.9) wants it.

    Parameters
    ----------
    parts
        Lines in the order of their points, ``(n, 2)`` each.

    Returns
    -------
    lines
        Fewer, if a part ended at 180° where the next one begins.
    """
    lines: list[NDArray[np.float64]] = []
    for part in map(unwrap, parts):
        if lines and _meet(lines[-1][-1], part[0]):
            moved = shift(part, round((lines[-1][-1, 0] - part[0, 0]) / TURN) * TURN)
            lines[-1] = np.concatenate([lines[-1], moved[1:]])
        else:
            lines.append(part)
    return lines


def _meet(end: NDArray[np.float64], start: NDArray[np.float64]) -> bool:
    return abs(end[1] - start[1]) < _JOINT and all(abs(abs(x) % TURN - 180) < _JOINT for x in (end[0], start[0]))


def cut_line(points: NDArray[np.float64], west: float) -> list[NDArray[np.float64]]:
    """
    Cut a line at a meridian, and bring its parts into the window that begins there.

    Parameters
    ----------
    points
        ``(n, 2)``, unwrapped.
    west
        Where the window of 360° begins.

    Returns
    -------
    parts
        In the order of the points; one, if the line does not cross the meridian.
    """
    turns = (points[:, 0] - west) / TURN
    parts: list[list[Any]] = [[points[0]]]
    for (here, there), (start, end) in zip(pairwise(turns), pairwise(points), strict=True):
        low, high = sorted((here, there))
        crossed = [float(n) for n in range(math.floor(low) + 1, math.ceil(high))]
        for turn in crossed if here < there else crossed[::-1]:
            lon = west + turn * TURN
            share = (lon - start[0]) / (end[0] - start[0])
            at = np.array([lon, start[1] + share * (end[1] - start[1])])
            parts[-1].append(at)
            parts.append([at])
        parts[-1].append(end)
        # A line that goes on beyond the cut from a point on it is cut there too.
        if there == round(there) and here != there:
            parts.append([end])
    lines = [np.array(part) for part in parts if len(part) > 1]
    return list(_whole([shift(line, fit_lon(*_reach(line), west, west + TURN)) for line in lines]))


def _whole(lines: Sequence[NDArray[np.float64]]) -> Iterator[NDArray[np.float64]]:
    """Put parts together that are not on two sides of a cut."""
    line = None
    for part in lines:
        if line is None:
            line = part
        elif (line[-1] == part[0]).all():
            line = np.concatenate([line, part[1:]])
        else:
            yield line
            line = part
    if line is not None:
        yield line


def _reach(points: NDArray[np.float64]) -> tuple[float, float]:
    return float(points[:, 0].min()), float(points[:, 0].max())


def fit_parts(
    kind: str, coordinates: Any, box: tuple[float, float, float, float]
) -> tuple[list[BaseGeometry], BaseGeometry]:
    """
    Make a geometry that may cross 180°, inside the window of an atlas.

    Parameters
    ----------
    kind
        Its GeoJSON type.
    coordinates
        As in GeoJSON, of two numbers each; as RFC 7946 cuts them at 180°, or beyond ±180, or with a jump there.
    box
        West, south, east and north of the window, degrees.

    Returns
    -------
    written, geometry
        The polygons as they are unwrapped, to be told if they are none, and all of it: moved by whole turns, what was
        cut at 180° joined, and cut where a window of 360° ends. It may still leave the window.

    Raises
    ------
    ValueError, shapely.errors.ShapelyError
        If a line or ring has too few points.
    """
    west, _, east, _ = box
    if kind in {"Point", "MultiPoint"}:
        points = np.array(coordinates, dtype=np.float64).reshape(-1, 2)
        moved = [shapely.Point(shift(each[None], fit_lon(each[0], each[0], west, east))[0]) for each in points]
        return [], moved[0] if kind == "Point" else shapely.MultiPoint(moved)
    if kind in {"LineString", "MultiLineString"}:
        lines = join_lines(map(_array, [coordinates] if kind == "LineString" else coordinates))
        parts = [shapely.LineString(part) for line in lines for part in _fit_line(line, west, east)]
        return [], parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)
    polygons = [_polygon(rings, box) for rings in ([coordinates] if kind == "Polygon" else coordinates)]
    if not all(each.is_valid for each in polygons):
        return polygons, polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    return polygons, _fit_polygons(polygons, west, east)


def _array(points: Any) -> NDArray[np.float64]:
    return np.array(points, dtype=np.float64)


def _fit_line(line: NDArray[np.float64], west: float, east: float) -> list[NDArray[np.float64]]:
    low, high = _reach(line)
    by = fit_lon(low, high, west, east)
    fits = west - _SAME <= low + by and high + by <= east + _SAME
    return cut_line(line, west) if not fits and east - west >= TURN - _SAME else [shift(line, by)]


def _polygon(rings: Any, box: tuple[float, float, float, float]) -> BaseGeometry:
    """Make a polygon of rings that are unwrapped; one that goes round the earth is closed along the edge of the box."""
    shell, *holes = (unwrap(_array(ring)) for ring in rings)
    turns = round((shell[-1, 0] - shell[0, 0]) / TURN)
    if turns:
        _, south, _, north = box
        pole = south if shell[:, 1].mean() < 0 else north
        (first, lat), last = shell[0], shell[0, 0] + turns * TURN
        shell = np.concatenate([shell[:-1], [(last, lat), (last, pole), (first, pole), (first, lat)]])
    low, high = _reach(shell)
    return shapely.Polygon(shell, [shift(hole, fit_lon(*_reach(hole), low, high)) for hole in holes])


def _moved(geometry: BaseGeometry, by: float) -> BaseGeometry:
    return shapely.transform(geometry, lambda points: shift(points, by)) if by else geometry


def _fit_polygons(polygons: Sequence[BaseGeometry], west: float, east: float) -> BaseGeometry:
    parts: list[BaseGeometry] = []
    for polygon in polygons:
        low, _, high, _ = polygon.bounds
        by = fit_lon(low, high, west, east)
        if (low + by < west - _SAME or high + by > east + _SAME) and east - west >= TURN - _SAME:
            parts.extend(shapely.get_parts(cut_to(polygon, (west, -90.0, east, 90.0))))
        else:
            parts.append(_moved(polygon, by))
    sewn = sew(parts)
    return sewn[0] if len(sewn) == 1 else shapely.MultiPolygon(sewn)


def sew(polygons: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """
    Join polygons that were cut at 180°.

    Parameters
    ----------
    polygons
        Single ones, degrees.

    Returns
    -------
    polygons
        Those that no other meets at 180°, in their order; then what the others make together.
    """
    cut = [_touches_cut(each) for each in polygons]
    if sum(cut) < 2:  # noqa: PLR2004
        return list(polygons)
    whole = shapely.union_all([each for each, is_cut in zip(polygons, cut, strict=True) if is_cut])
    return [*(each for each, is_cut in zip(polygons, cut, strict=True) if not is_cut), *shapely.get_parts(whole)]


def _touches_cut(polygon: BaseGeometry) -> bool:
    west, _, east, _ = polygon.bounds
    return any(abs(abs(x) % TURN - 180) < _SAME for x in (west, east))


def cut_to(geometry: BaseGeometry, box: tuple[float, float, float, float]) -> BaseGeometry:
    """
    Cut polygons or lines to a box, wherever the whole turns of their longitudes put them.

    Parameters
    ----------
    geometry
        Degrees.
    box
        West, south, east and north; 360° wide at most.

    Returns
    -------
    geometry
        What lies inside, and where a side of the box cuts it, exactly on that side; empty if nothing does.
    """
    west, south, east, north = box
    low, bottom, high, top = geometry.bounds
    if west <= low and high <= east and south <= bottom and top <= north:
        return geometry
    frame = shapely.box(*box)
    first, last = math.ceil((west - high) / TURN), math.floor((east - low) / TURN)
    found = [shapely.intersection(_moved(geometry, turns * TURN), frame) for turns in range(first, last + 1)]
    dimension = shapely.get_dimensions(geometry)
    parts = [part for each in found for part in shapely.get_parts(each) if shapely.get_dimensions(part) == dimension]
    parts = [shapely.transform(part, lambda points: _snapped(points, box)) for part in parts]
    # A tip of land that only touches the edge has no area there.
    parts = [part for part in parts if part.is_valid and not part.is_empty]
    if len(parts) == 1:
        return parts[0]
    return shapely.MultiLineString(parts) if dimension == 1 else shapely.union_all(parts)


def _snapped(points: NDArray[np.float64], box: tuple[float, float, float, float]) -> NDArray[np.float64]:
    """Put points that should lie on a side of a box exactly there."""
    for axis, side in ((0, box[0]), (1, box[1]), (0, box[2]), (1, box[3])):
        column = points[:, axis]
        column[np.abs(column - side) < _SAME] = side
    return points


def within_180(geometry: BaseGeometry) -> BaseGeometry:
    """
    Bring a geometry within 180 degrees of Greenwich.

    Parameters
    ----------
    geometry
        Degrees, counted on across 180 as an atlas does.

    Returns
    -------
    geometry
        The same places; lines and polygons across 180 degrees are cut there, which `fit_parts` undoes.

    References
    ----------
    RFC 7946, 3.1.9.
    """
    west, _, east, _ = geometry.bounds
    if west >= -HALF and east <= HALF:
        return geometry
    by = fit_lon(west, east, -HALF, HALF)
    if west + by >= -HALF and east + by <= HALF:
        return _moved(geometry, by)
    if shapely.get_dimensions(geometry) == 1:
        lines = [shapely.get_coordinates(part) for part in shapely.get_parts(geometry)]
        # What was cut where the window of the atlas ends goes on there.
        parts = list(_whole([part for line in lines for part in cut_line(line, -HALF)]))
        return shapely.LineString(parts[0]) if len(parts) == 1 else shapely.MultiLineString(parts)
    return cut_to(geometry, (-HALF, -90.0, HALF, 90.0))


def narrowest(lons: Iterable[float]) -> tuple[float, float]:
    """
    Find the narrowest window that holds some longitudes.

    Parameters
    ----------
    lons
        Degrees, one at least; beyond ±180 too.

    Returns
    -------
    west, east
        In the normal form of `window`: across 180° where that is shorter.
    """
    placed = np.round((np.array([*lons], dtype=np.float64) + 180) % TURN - 180, _DECIMALS)
    # As np.unique does, which would import as much again for what lacks values.
    places = np.array(sorted(set(placed.tolist())))
    gaps = np.diff(np.append(places, places[0] + TURN))
    widest = int(gaps.argmax())
    west = float(places[(widest + 1) % len(places)])
    return window(west, west + TURN - float(gaps[widest]))
