"""A small map in a corner: where on the earth the region of a plate lies. Coasts alone, no borders of today."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Geod, Transformer

from baltic_map.config import MOST_NORTH, Extent
from baltic_map.contract import Feature
from baltic_map.kept import kept
from baltic_map.natural_earth import WORLD, world_land
from baltic_map.print.basemap import Basemap
from baltic_map.print.canvas import Canvas, Group
from baltic_map.print.sheet import Box, Sheet, dump_paths, load_paths, to_path
from baltic_map.symbology import palette

__all__ = ["draw_inset", "inset_box"]

# Its side in parts of the frame, points at most, and how far it lies from the neat line.
_SHARE, _MOST, _GAP = 0.17, 96.0, 6.0

# How many times broader the land around is than the region; kilometres at least and at most.
_AROUND, _LEAST_KM, _MOST_KM = 1.9, 1500.0, 5200.0

# A plate that reaches so far from its middle needs none.
_WIDE_KM = 2500.0

# So many signs may lie under it on one day or another; with more there is none.
_FEW = 6

_KM_TO_DEGREE, _UNSEEN, _TURN, _HALF_TURN = 111.2, 0.18, 360, 170.0


def inset_box(sheet: Sheet, features: tuple[Feature, ...]) -> Box | None:
    """
    Choose the corner in which the small map covers the least.

    Parameters
    ----------
    sheet
        The sheet.
    features
        All that is on its map on one day or another.

    Returns
    -------
    box
        The same on all days; ``None`` if something is in every corner, or the plate itself shows half the earth.
    """
    frame = sheet.frame
    if not _reach_km(sheet) < _WIDE_KM:
        return None
    side = min(_SHARE * min(frame.width, frame.height), _MOST)
    left, right, low, high = frame.left + _GAP, frame.right - _GAP, frame.bottom + _GAP, frame.top - _GAP
    corners = [
        Box(right - side, low, right, low + side),
        Box(left, low, left + side, low + side),
        Box(right - side, high - side, right, high),
        Box(left, high - side, left + side, high),
    ]
    told = [each.geometry for each in features if each.geometry is not None and each.role != "places"]
    points = shapely.points([shapely.get_coordinates(each)[0] for each in told])
    places = shapely.get_coordinates(sheet.project(points)) if len(points) else np.empty((0, 2))
    counts = []
    for box in corners:
        x, y = places.T
        inside = (x > box.left - _GAP) & (x < box.right + _GAP) & (y > box.bottom - _GAP) & (y < box.top + _GAP)
        counts.append(int(inside.sum()))
    best = int(np.argmin(counts))
    return corners[best] if counts[best] <= _FEW else None


def draw_inset(canvas: Canvas, basemap: Basemap, box: Box) -> Group:
    """Draw the land around the region, and the frame of the map on it."""
    config, sheet = basemap.atlas.config, basemap.sheet
    sea, land, coast, text, accent = (palette(config, each).day for each in ("sea", "land", "coast", "text", "accent"))
    shapes = kept(
        "inset",
        (repr((box, sheet.extent.bounds, sheet.frame, sheet.metres, sheet.crs.to_wkt())), WORLD.read_bytes()),
        lambda: (shapely.geos_version_string, Path(__file__)),
        lambda: list(map(to_path, _shapes(sheet, box))),
        dump_paths,
        load_paths,
    )
    around, region = shapes
    edge = to_path(box.shape)
    return Group(
        [
            canvas.shape(to_path(box.grown(2.2).shape), face=canvas.background, edge=text, width=0.5),
            canvas.shape(edge, face=sea),
            canvas.shape(around, face=land, edge=coast, width=0.3),
            canvas.shape(region, face=accent, alpha=0.16),
            canvas.shape(region, edge=accent, width=1.0),
            canvas.shape(edge, edge=text, width=0.3),
        ]
    )


def _outline(sheet: Sheet) -> Any:
    """Walk around the frame, degrees; what lies off the earth is not finite."""
    edge = shapely.segmentize(sheet.frame.shape, sheet.frame.width / 12)
    return np.array([sheet.to_degrees(x, y) for x, y in shapely.get_coordinates(edge)])


def _middle(sheet: Sheet) -> tuple[float, float]:
    frame = sheet.frame
    return sheet.to_degrees((frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2)


def _reach_km(sheet: Sheet) -> float:
    """Tell how far the farthest corner lies from the middle; NaN where it lies off the earth."""
    ring, (lon, lat) = _outline(sheet), _middle(sheet)
    if not np.isfinite([*ring.ravel(), lon, lat]).all():
        return math.nan
    count = len(ring)
    return float(max(Geod(ellps="WGS84").inv(ring[:, 0], ring[:, 1], [lon] * count, [lat] * count)[2])) / 1000


def _shapes(sheet: Sheet, box: Box) -> list[Any]:
    """Give the land around, and the outline of the frame, points."""
    ring, (lon, lat) = _outline(sheet), _middle(sheet)
    reach = min(max(_reach_km(sheet) * 2 * _AROUND, _LEAST_KM), _MOST_KM)
    south, north = (lat + sign * reach * math.sqrt(2) / _KM_TO_DEGREE for sign in (-1, 1))
    across = (
        reach * math.sqrt(2) / _KM_TO_DEGREE / max(math.cos(math.radians(min(max(abs(south), abs(north)), 80))), 0.2)
    )
    across = min(across, _HALF_TURN)
    west = (lon - across + _TURN / 2) % _TURN - _TURN / 2
    extent = Extent(west=west, south=max(south, -MOST_NORTH), east=west + 2 * across, north=min(north, MOST_NORTH))
    project = Transformer.from_crs("EPSG:4326", f"+proj=laea +lon_0={lon} +lat_0={lat} +R=6371000", always_xy=True)
    scale, middle = box.width / (2 * reach * 1000), ((box.left + box.right) / 2, (box.bottom + box.top) / 2)

    def placed(degrees: Any) -> Any:
        return np.column_stack(project.transform(*degrees.T)) * scale + middle

    lands = shapely.make_valid(shapely.transform(np.array(world_land(extent), dtype=object), placed))
    cut = shapely.clip_by_rect(shapely.simplify(lands, _UNSEEN), box.left, box.bottom, box.right, box.top)
    region = shapely.intersection(shapely.transform(shapely.Polygon(ring), placed), box.shape)
    return [shapely.multipolygons(_polygons(cut)), region]


def _polygons(shapes: Any) -> Any:
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
