"""The sheet of paper: its frame and columns in points, and the projection that fills the frame."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.path import Path as MplPath
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import CRSError, ProjError

from baltic_map.config import Config, Extent
from baltic_map.errors import AtlasError
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
    "to_path",
]

PLATE_INCHES = (14.0, 10.0)
"""Width and height of a plate, if no other is wanted."""

_WHERE = "atlas.toml#projections.print"
_CHOOSE = "Choose one that is made for this part of the earth"
_SAME_PLACE_DEG = 1e-4

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


@dataclass(frozen=True, slots=True)
class Box:
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


def _projection(name: str) -> CRS:
    try:
        # Some ways to write a projection are out of date, but still read.
        with warnings.catch_warnings(action="ignore"):
            crs = CRS.from_user_input(name)
    except (CRSError, ValueError):
        raise AtlasError(_WHERE, f"{shown(name)} is no projection", "Write an EPSG code such as EPSG:3857") from None
    if not (crs.is_projected or crs.is_geographic):
        raise AtlasError(_WHERE, f"{shown(name)} is no projection of the earth's surface", _CHOOSE)
    return crs


def _from_degrees(crs: CRS) -> Transformer:
    try:
        return Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    except ProjError:
        raise AtlasError(_WHERE, f"{shown(crs.name)} is no projection of the earth", _CHOOSE) from None


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
        self.extent = config.extent
        self.crs = _projection(config.projections.print)
        self._forward = _from_degrees(self.crs)
        outline = _outline(config.view)
        xs, ys = self._forward.transform(*outline.T)
        west, south, east, north = xs.min(), ys.min(), xs.max(), ys.max()
        if not (self._holds(outline) and self._holds(_outline(self.extent)) and west < east and south < north):
            raise AtlasError(_WHERE, f"{shown(config.projections.print)} does not hold the extent", _CHOOSE)
        #: Metres of the projection to one point of the paper.
        self.metres = _ROOM * float(max((east - west) / self.frame.width, (north - south) / self.frame.height))
        self._origin = (
            (west + east) / 2 - self.metres * (self.frame.left + self.frame.right) / 2,
            (south + north) / 2 - self.metres * (self.frame.bottom + self.frame.top) / 2,
        )
        kept = np.asarray(shapely.get_coordinates(shapely.segmentize(self.kept.shape, self.kept.width / 30)))
        if not np.isfinite([self.to_degrees(x, y) for x, y in kept]).all():
            raise AtlasError(_WHERE, f"{shown(config.projections.print)} ends inside the frame of a plate", _CHOOSE)

    def _holds(self, degrees: NDArray[np.float64]) -> bool:
        """Tell whether places keep their place when they are projected there and back."""
        back = np.column_stack(self._forward.transform(*self._forward.transform(*degrees.T), direction="INVERSE"))
        if not np.isfinite(back).all():
            return False
        off = back - degrees
        # 180° W and 180° E are the same.
        off[:, 0] = (off[:, 0] + 180) % 360 - 180
        return bool((np.abs(off) < _SAME_PLACE_DEG).all())

    @cached_property
    def ground_resolution(self) -> float:
        """Metres on the ground to one point of the paper, in the middle of the map."""
        x, y = (self.frame.left + self.frame.right) / 2, (self.frame.bottom + self.frame.top) / 2
        reach = self.frame.width / 4
        _, _, metres = Geod(ellps="WGS84").inv(*self.to_degrees(x - reach, y), *self.to_degrees(x + reach, y))
        return float(metres) / (2 * reach)

    @property
    def scale(self) -> float:
        """How many times smaller the paper is than the ground."""
        return self.ground_resolution * POINTS_PER_INCH / 0.0254

    @cached_property
    def zoom(self) -> float:
        """The zoom of a web map of the same scale at the middle of this one."""
        _, lat = self.to_degrees((self.frame.left + self.frame.right) / 2, (self.frame.bottom + self.frame.top) / 2)
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
        # pyproj takes an array of one for a number, which NumPy before 2.4 warns of.
        x, y = self._forward.transform(*(degrees[0] if len(degrees) == 1 else degrees.T))
        return np.column_stack([(x - self._origin[0]) / self.metres, (y - self._origin[1]) / self.metres])

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Give longitude and latitude of a place on the sheet."""
        lon, lat = self._forward.transform(
            x * self.metres + self._origin[0], y * self.metres + self._origin[1], direction="INVERSE"
        )
        return float(lon), float(lat)

    def project(self, geometry: Any) -> Any:
        """Project a geometry, or an array of them, from EPSG:4326 to points on the sheet."""
        return shapely.transform(geometry, self.to_points)

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
