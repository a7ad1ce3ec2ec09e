"""The sheet of paper: its frame and columns in points, and the projection that fills the frame."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.path import Path as MplPath
from msgspec import Struct
from pyproj import CRS, Geod

from baltic_map.config import Config, Extent
from baltic_map.errors import AtlasError
from baltic_map.longitudes import cut_to, narrowest
from baltic_map.print.projection import CHOOSE, WHERE, Projection
from baltic_map.quoting import shown

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "FRAME_BAND",
    "HATCH_GAP",
    "HATCH_LINE",
    "MM",
    "PAPER_ZOOM",
    "PIXEL",
    "PLATE_INCHES",
    "Box",
    "Sheet",
    "dump_paths",
    "load_paths",
    "to_path",
]

PLATE_INCHES = (14.0, 10.0)
"""Width and height of a plate, if no other is wanted."""

# Points, less than is drawn: what a projection cuts is joined again where it lies no further apart.
_UNSEEN = 0.001
# Degrees: beyond, the screen shows nothing and the data end; so far north the scale of a web map still tells something.
_SCREEN_ENDS, _NORTHERN = 84.9, 75.0
_FAR_M = 5_000_000.0
_OFF_SHEET = 100_000.0
# Coordinates of paths are hundredths of a point.
_HUNDREDTHS = 100
# Degrees: a stretch of longitudes that may be shorter the other way round; one that is as good as all of them.
_HALF_TURN, _NEARLY_ALL = 180.0, 330.0

POINTS_PER_INCH = 72.0
MM = POINTS_PER_INCH / 25.4

FRAME_BAND = 10.5
"""Width of the band between the neat line and the outer line, where the degrees stand; points."""

PIXEL = 0.69
"""Points for a pixel of the symbology: less than 0.75, for paper is read from nearer than a screen."""

HATCH_GAP, HATCH_LINE = 0.6, 0.4
"""The same for hatches, which print as fine lines that a screen could not show."""

PAPER_ZOOM = 1.8
"""How many zoom levels nearer a plate is read than a web map of its scale: so many more names have room."""

_MARGIN, _GUTTER, _FOOT = 24.0, 16.0, 49.0
_PANEL_SHARE, _PANEL_LEAST, _PANEL_MOST = 0.262, 236.0, 340.0
_LEAST_WIDTH_IN, _LEAST_HEIGHT_IN = 9.0, 6.5

# A low sheet has less room under its headline: its panel is broader, for the same to be told in more columns.
_LOW_IN, _LOW_SHARE, _LOW_MOST, _LOW_LEAST = 9.0, 0.345, 0.37, 290.0

# Around a map that stands alone, points.
_EDGE = 6.0

# How much more than the opening view is shown, so that nothing of it touches the frame.
_ROOM = 1.035

# What lies a little outside the frame is kept, so that no stroke ends at its edge.
_BLEED = 30.0

# Metres to the pixel of 96 dpi at zoom 0 of a web map, on the equator: the scales of the ground are given by zoom.
_ZOOM_0_M = 156_543.03
_PIXEL = 0.75


class Box(Struct, frozen=True):
    """A rectangle on the sheet, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in points."""
        return self.top - self.bottom

    def grown(self, by: float) -> Box:
        """Give the rectangle that is larger by so many points on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    @property
    def shape(self) -> BaseGeometry:
        """The rectangle as a polygon."""
        return shapely.box(self.left, self.bottom, self.right, self.top)


def _outline(extent: Extent) -> NDArray[np.float64]:
    """Walk around a box of degrees, closely enough for its edges to bend with the projection."""
    box = shapely.box(extent.west, extent.south, extent.east, extent.north)
    return np.asarray(shapely.get_coordinates(shapely.segmentize(box, 0.25)))


class Sheet:
    """
    A landscape sheet: panel at the left, the framed map filling the rest, the sources at the foot.

    Parameters
    ----------
    config
        The atlas's ``atlas.toml``: projection and opening view.
    width_in, height_in
        Size of the paper, inches.
    plain
        Whether the map fills it.

    Raises
    ------
    AtlasError
        If the paper is too small for a plate, or the projection is unknown or does not hold the extent.
    """

    def __init__(self, config: Config, width_in: float, height_in: float, *, plain: bool = False) -> None:
        if not plain and (width_in < _LEAST_WIDTH_IN or height_in < _LEAST_HEIGHT_IN):
            raise AtlasError(
                "plate",
                f"a sheet of {width_in:g} × {height_in:g} inches is too small",
                f"Give it at least {_LEAST_WIDTH_IN:g} × {_LEAST_HEIGHT_IN:g}",
            )
        self.width, self.height = width_in * POINTS_PER_INCH, height_in * POINTS_PER_INCH
        share, least = (_PANEL_SHARE, _PANEL_LEAST) if height_in >= _LOW_IN else (_LOW_SHARE, self.width * _LOW_MOST)
        panel = min(max(self.width * share, min(least, _LOW_LEAST), _PANEL_LEAST), _PANEL_MOST)
        self.panel = Box(_MARGIN, _MARGIN + _FOOT, _MARGIN + panel, self.height - _MARGIN)
        outer = Box(self.panel.right + _GUTTER, _MARGIN + _FOOT, self.width - _MARGIN, self.height - _MARGIN)
        if plain:
            outer = Box(_EDGE, _EDGE, self.width - _EDGE, self.height - _EDGE)
        self.outer = outer
        self.frame = outer.grown(-FRAME_BAND)
        self.foot = Box(_MARGIN, _MARGIN - 8, self.width - _MARGIN, _MARGIN + _FOOT)
        self._projection = Projection(config.projections.print, config.view)
        self.crs = self._projection.crs
        #: What it is called, or how it is written.
        self.projection_name = _name_of(self.crs, config.projections.print)
        #: What is known of the earth.
        self.extent = self._to_the_poles(config.extent)
        self._is_part = False
        outline = _outline(config.view)
        xs, ys = self._projection.forward(outline).T
        west, south, east, north = xs.min(), ys.min(), xs.max(), ys.max()
        if not (self._projection.holds(outline) and west < east and south < north):
            raise AtlasError(WHERE, f"{shown(config.projections.print)} does not hold the extent", CHOOSE)
        #: Metres of the projection to one point of the paper.
        self.metres = _ROOM * float(max((east - west) / self.frame.width, (north - south) / self.frame.height))
        self._origin = (
            (west + east) / 2 - self.metres * (self.frame.left + self.frame.right) / 2,
            (south + north) / 2 - self.metres * (self.frame.bottom + self.frame.top) / 2,
        )
        if not self._holds_all(self.extent):
            self._look_at_part(config)

    def _holds_all(self, extent: Extent) -> bool:
        return self._projection.holds(_outline(extent)) and self._projection.holds_all(extent)

    def _look_at_part(self, config: Config) -> None:
        """Leave out what the projection does not hold of the extent: it lies outside the frame."""
        part = cut_to(shapely.box(*self.extent.bounds), self.reach)
        names = ("west", "south", "east", "north")
        self.extent = self.extent.with_sides(**dict(zip(names, part.bounds, strict=True)))
        self._is_part = True
        if part.is_empty or not self._holds_all(self.extent):
            raise AtlasError(WHERE, f"{shown(config.projections.print)} does not hold the extent", CHOOSE)

    def _to_the_poles(self, extent: Extent) -> Extent:
        """Let an extent that ends where the screen does reach the pole, if the plate can show it."""
        south = extent.south <= -_SCREEN_ENDS and self._projection.holds(np.array([[0.0, -90.0], [90.0, -90.0]]))
        north = extent.north >= _SCREEN_ENDS and self._projection.holds(np.array([[0.0, 90.0], [90.0, 90.0]]))
        reach = ({"south": -90.0} if south else {}) | ({"north": 90.0} if north else {})
        return extent.with_sides(**reach)

    @cached_property
    def ground_resolution(self) -> float:
        """Metres on the ground to one point of the paper, in the middle of the map."""
        x, y = (self.frame.left + self.frame.right) / 2, (self.frame.bottom + self.frame.top) / 2
        metres, reach = math.inf, 0.0
        for reach in (self.frame.width / 4, self.frame.width / 100):
            _, _, metres = Geod(ellps="WGS84").inv(*self.to_degrees(x - reach, y), *self.to_degrees(x + reach, y))
            # Farther apart the shortest way is another, and near the edge of a globe there is none.
            if metres < _FAR_M:
                break
        return float(metres) / (2 * reach)

    @cached_property
    def reach(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what the frame shows, degrees; all around where a pole lies in it."""
        frame, edge = self.kept, np.linspace(0.0, 1.0, 30)
        xs, ys = np.meshgrid(frame.left + edge * frame.width, frame.bottom + edge * frame.height)
        places = np.array([self.to_degrees(x, y) for x, y in zip(xs.ravel(), ys.ravel(), strict=True)])
        lons, lats = places[np.isfinite(places).all(axis=1)].T
        window = self._projection.west
        lons = (lons - window) % 360 + window
        west, east = float(lons.min()), float(lons.max())
        south, north = max(float(lats.min()), -90.0), min(float(lats.max()), 90.0)
        if len(lats) < len(places):
            # The earth ends inside the frame: no sample hits its very edge.
            south, north = min(south, self.extent.south), max(north, self.extent.north)
        if east - west > _HALF_TURN:
            west, east = narrowest(lons.tolist())
        poles = [lat for lat in (-90.0, 90.0) if self._shows_pole(lat)]
        if poles or east - west > _NEARLY_ALL:
            west, east = window, window + 360
        return west, min([south, *poles]), east, max([north, *poles])

    @property
    def shows_pole(self) -> bool:
        """Whether a pole lies inside the frame, as one place."""
        return self._shows_pole(-90.0) or self._shows_pole(90.0)

    def _shows_pole(self, lat: float) -> bool:
        """Tell whether a pole is one place, inside the frame."""
        ends = self.to_points(np.array([(lon, lat) for lon in (0.0, 90.0, 180.0)]))
        kept = self.kept
        inside = (kept.left < ends[:, 0]) & (ends[:, 0] < kept.right) & (kept.bottom < ends[:, 1])
        return bool((inside & (ends[:, 1] < kept.top)).all() and np.ptp(ends, axis=0).max() < 1)

    @property
    def scale(self) -> float:
        """How many times smaller the paper is than the ground."""
        return self.ground_resolution * POINTS_PER_INCH / 0.0254

    @cached_property
    def zoom(self) -> float:
        """The zoom of a web map of the same scale at the middle of this one."""
        _, lat = self.to_degrees((self.frame.left + self.frame.right) / 2, (self.frame.bottom + self.frame.top) / 2)
        # At a pole no web map has a scale.
        lat = min(abs(lat), _NORTHERN)
        return math.log2(_ZOOM_0_M * math.cos(math.radians(lat)) / (self.ground_resolution * _PIXEL))

    @cached_property
    def known(self) -> Any:
        """The extent of the atlas's data, points."""
        return self.project(shapely.Polygon(_outline(self.extent)))

    @property
    def kept(self) -> Box:
        """The frame and what is kept around it, so that no stroke ends at its edge."""
        return self.frame.grown(_BLEED)

    def to_points(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Project rows of longitude and latitude to rows of x and y on the sheet, in points."""
        x, y = self._projection.forward(degrees).T
        return np.column_stack([(x - self._origin[0]) / self.metres, (y - self._origin[1]) / self.metres])

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Give longitude and latitude of a place on the sheet."""
        lon, lat = self._projection.inverse(x * self.metres + self._origin[0], y * self.metres + self._origin[1])
        return float(lon), float(lat)

    def project(self, geometry: Any) -> Any:
        """Project a geometry, or an array of them, from EPSG:4326 to points on the sheet."""
        if not self._is_part:
            return self._projection.whole(geometry, self.to_points, _UNSEEN)
        if isinstance(geometry, np.ndarray):
            return np.array([self.project(each) for each in geometry], dtype=object)
        part = cut_to(geometry, self.extent.bounds)
        if part.is_empty:
            # Far off the sheet all is as good as the other.
            return shapely.transform(geometry, lambda points: points - _OFF_SHEET)
        return self._projection.whole(part, self.to_points, _UNSEEN)

    def cut(self, geometry: Any) -> Any:
        """Cut away what lies well outside the frame."""
        kept = self.kept
        return shapely.clip_by_rect(geometry, kept.left, kept.bottom, kept.right, kept.top)


def to_path(geometry: Any) -> MplPath:
    """
    Turn polygons or lines into one path.

    Parameters
    ----------
    geometry
        Points of the sheet; parts that are neither lines nor polygons are left out.

    Returns
    -------
    path
        Rings closed, holes running against their shells, coordinates rounded to a hundredth of a point.
    """
    parts = shapely.get_parts(np.atleast_1d(geometry))
    parts = shapely.get_parts(parts)  # collections may hold multi-part geometries
    parts = parts[~shapely.is_empty(parts)]
    polygons = shapely.orient_polygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
    kinds = shapely.get_type_id(parts)
    lines = parts[(kinds == shapely.GeometryType.LINESTRING) | (kinds == shapely.GeometryType.LINEARRING)]
    rings = shapely.get_rings(polygons)
    whole = np.concatenate([rings, lines])
    if len(whole) == 0:
        return MplPath(np.empty((0, 2)), np.empty(0, dtype=np.uint8))
    points, owner = shapely.get_coordinates(whole, return_index=True)
    codes = np.full(len(points), MplPath.LINETO, dtype=np.uint8)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    ends = np.append(starts[1:], len(points)) - 1
    codes[starts] = MplPath.MOVETO
    codes[ends[: len(rings)]] = MplPath.CLOSEPOLY
    return MplPath(np.round(points, 2), codes)


def dump_paths(paths: Sequence[MplPath]) -> str:
    """Write paths of closed rings, as `to_path` makes them, as whole numbers: in a fifth of the bytes of WKB."""
    rows = []
    for path in paths:
        starts = np.flatnonzero(np.asarray(path.codes) == MplPath.MOVETO)
        points = np.rint(np.asarray(path.vertices) * _HUNDREDTHS).astype(np.int64)
        counts = np.diff(np.append(starts, len(points)))
        rows.append([counts.tolist(), np.diff(points, axis=0, prepend=[[0, 0]]).ravel().tolist()])
    return json.dumps(rows, separators=(",", ":"))


def load_paths(text: str) -> list[MplPath]:
    """Read what `dump_paths` has written; ValueError or the like for anything else."""
    paths = []
    for counts, steps in json.loads(text):
        points = np.cumsum(np.reshape(np.array(steps, dtype=np.int64), (-1, 2)), axis=0) / _HUNDREDTHS
        ends, codes = np.cumsum(np.array(counts, dtype=np.int64)), np.full(len(points), MplPath.LINETO, dtype=np.uint8)
        codes[ends - counts], codes[ends - 1] = MplPath.MOVETO, MplPath.CLOSEPOLY
        paths.append(MplPath(points, codes))
    return paths


def _name_of(crs: CRS, written: str) -> str:
    """Name a projection: as it is called, or by its method if it is written in PROJ's words."""
    if crs.name != "unknown":
        return str(crs.name)
    method = crs.coordinate_operation.method_name if crs.coordinate_operation else "unknown"
    return written if method == "unknown" else str(method).removeprefix("PROJ ")
