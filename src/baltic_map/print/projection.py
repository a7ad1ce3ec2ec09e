"""The projection of a plate: where it cuts the earth, and geometries whole on both sides of that cut."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from baltic_map.errors import AtlasError
from baltic_map.longitudes import cut_line, cut_to, fit_lon
from baltic_map.quoting import shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from baltic_map.config import Extent

__all__ = ["WHERE", "Projection"]

WHERE = "atlas.toml#projections.print"
"""What problems of a projection name."""

CHOOSE = "Choose one that is made for this part of the earth"
"""What to do about them."""

_TURN = 360.0
_SAME_PLACE_DEG = 1e-4
# So far from the cut (degrees, a centimetre) it is clear on which side of it a place is drawn.
_ASIDE = 1e-7
_UNSURE = 1e-3
# Degrees between the points of what is cut, or is wider: it bends with the projection.
_STEP, _WIDE = 0.5, 30.0
# A view that is wider shows the whole earth, and is cut where its projection is.
_WORLD = 300.0
# What has an area has so many dimensions.
_AREA = 2


class Projection:
    """
    A projection of PROJ, turned so that it does not tear what it shall show.

    Parameters
    ----------
    name
        As PROJ reads it: a code, a PROJ string, WKT.
    view
        What shall be shown.

    Raises
    ------
    AtlasError
        If there is no such projection, or it cuts the view and cannot be turned without another look.
    """

    def __init__(self, name: str, view: Extent) -> None:
        self.crs = _read(name)
        try:
            self._forward = Transformer.from_crs("EPSG:4326", self.crs, always_xy=True)
        except ProjError:
            raise AtlasError(WHERE, f"{shown(self.crs.name)} is no projection of the earth", CHOOSE) from None
        self.turn = 0.0
        #: Where the window of 360° begins that is drawn in one piece.
        self.west = _middle(self.crs) - 180
        by = fit_lon(view.west, view.east, self.west, self.west + _TURN)
        inside = self.west <= view.west + by and view.east + by <= self.west + _TURN
        if inside or view.east - view.west > _WORLD or not self.is_torn:
            return
        cut = self.west % _TURN
        if not self._is_cylindrical:
            side = "180°" if cut == 180 else f"{360 - cut:g}° W" if cut > 180 else f"{cut:g}° E"  # noqa: PLR2004
            raise AtlasError(
                WHERE,
                f"{shown(name)} cuts the earth at {side}, inside the view",
                "Choose one whose central meridian (lon_0) lies in the middle of the view",
            )
        self.turn = (view.west + view.east) / 2 - 180 - self.west
        self.west += self.turn

    def forward(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Project rows of longitude and latitude to rows of metres."""
        turned = degrees - (self.turn, 0) if self.turn else degrees
        # pyproj takes an array of one for a number, which NumPy before 2.4 warns of.
        return np.column_stack(self._forward.transform(*(turned[0] if len(turned) == 1 else turned.T)))

    def inverse(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Give longitude and latitude of places in metres."""
        lon, lat = self._forward.transform(x, y, direction="INVERSE")
        return (lon + self.turn, lat) if self.turn else (lon, lat)

    def holds(self, degrees: NDArray[np.float64]) -> bool:
        """Tell whether places keep their place when they are projected there and back."""
        # Near the cut some projections are not sure of the way back.
        on_cut = np.abs((degrees[:, 0] - self.west + 180) % _TURN - 180) < _UNSURE
        lons = np.where(on_cut, self.west + _UNSURE, degrees[:, 0])
        back = np.column_stack(self.inverse(*self.forward(np.column_stack([lons, degrees[:, 1]])).T))
        if not np.isfinite(back).all():
            return False
        off = back - np.column_stack([lons, degrees[:, 1]])
        # 180° W and 180° E are the same, and at a pole all longitudes.
        off[:, 0] = (off[:, 0] + 180) % 360 - 180
        off[np.abs(np.abs(degrees[:, 1]) - 90) < _SAME_PLACE_DEG, 0] = 0
        return bool((np.abs(off) < _SAME_PLACE_DEG).all())

    def holds_all(self, extent: Extent) -> bool:
        """Tell whether it holds all places of a box, those on its cut too."""
        lons, lats = np.linspace(extent.west, extent.east, 38), np.linspace(extent.south, extent.north, 19)
        inside = np.column_stack([each.ravel() for each in np.meshgrid(lons, lats)])
        by = fit_lon(self.west, self.west, extent.west, extent.east)
        if extent.west <= self.west + by <= extent.east:
            along = np.arange(extent.south, extent.north, _STEP / 2)
            if not np.isfinite(self.forward(np.column_stack([np.full(len(along), self.west + _ASIDE), along]))).all():
                return False
        return self.holds(inside)

    @cached_property
    def is_torn(self) -> bool:
        """Whether the two sides of the cut lie apart."""
        lats = np.linspace(-80, 80, 9)
        sides = [
            self.forward(np.column_stack([np.full(9, at), lats]))
            for at in (self.west + _ASIDE, self.west + _TURN - _ASIDE)
        ]
        off = np.hypot(*(sides[0] - sides[1]).T)
        return bool((np.isfinite(off) & (off > 1000)).any())  # noqa: PLR2004 - metres

    @property
    def _is_cylindrical(self) -> bool:
        """Whether turning it moves all of the map aside and changes nothing else."""
        lons, lats = np.meshgrid(self.west + np.array([60.0, 120, 180, 240, 300]), [-60.0, -20, 30, 70])
        x, y = (column.reshape(lons.shape) for column in self.forward(np.column_stack([lons.ravel(), lats.ravel()])).T)
        steps = np.diff(x, axis=1)
        scale = np.abs(steps).max()
        return bool(np.ptp(steps) < 1e-6 * scale and np.ptp(y, axis=1).max() < 1e-6 * scale)

    def whole(self, geometry: Any, to_sheet: Callable[[NDArray[np.float64]], NDArray[np.float64]], grid: float) -> Any:
        """
        Project a geometry, or an array of them, whole: also what lies on both sides of the cut.

        Parameters
        ----------
        geometry
            EPSG:4326.
        to_sheet
            Projects rows of degrees by `forward`.
        grid
            What is not seen on the sheet: what was cut is joined again where its sides lie no further apart.

        Returns
        -------
        projected
            On the sheet, in the form in which the geometry was given.
        """
        if not isinstance(geometry, np.ndarray):
            return self._each(geometry, to_sheet, grid)
        bounds = shapely.bounds(geometry)
        west, east = bounds[:, 0], bounds[:, 2]
        apart = self._cross(west, east) | ((east - west > _WIDE) & (shapely.get_dimensions(geometry) == _AREA))
        found = geometry.copy()
        found[~apart] = shapely.transform(geometry[~apart], to_sheet)
        found[apart] = [self._each(each, to_sheet, grid) for each in geometry[apart]]
        return found

    def _cross(self, west: Any, east: Any) -> Any:
        # What goes on the cut itself has two places.
        return (west <= self.west) | (east >= self.west + _TURN)

    def _each(self, geometry: Any, to_sheet: Callable[[NDArray[np.float64]], NDArray[np.float64]], grid: float) -> Any:
        if geometry.is_empty:
            return geometry
        low, _, high, _ = geometry.bounds
        dimension = shapely.get_dimensions(geometry)
        is_wide = dimension == _AREA and high - low > _WIDE
        if dimension == 0 or not (self._cross(low, high) or is_wide):
            return shapely.transform(geometry, to_sheet)
        window = (self.west, -90.0, self.west + _TURN, 90.0)

        def project(points: NDArray[np.float64]) -> NDArray[np.float64]:
            beside = np.clip(points[:, 0], self.west + _ASIDE, self.west + _TURN - _ASIDE)
            return to_sheet(np.column_stack([beside, points[:, 1]]))

        if dimension != _AREA:
            lines = [
                project(part)
                for line in shapely.get_parts(geometry)
                for part in cut_line(shapely.get_coordinates(line), self.west)
            ]
            parts = [shapely.LineString(line) for line in _joined(lines, grid)]
            return parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)
        cut = shapely.segmentize(cut_to(geometry, window), _STEP)
        sheets = shapely.get_parts(shapely.transform(cut, project))
        sound = shapely.make_valid(sheets[np.isfinite(shapely.area(sheets))])
        return shapely.union_all(shapely.set_precision(sound, grid), grid_size=grid)


def _joined(lines: list[NDArray[np.float64]], grid: float) -> list[NDArray[np.float64]]:
    """Put lines together where one ends and the next begins at the same place of the sheet."""
    found: list[NDArray[np.float64]] = []
    for line in lines:
        if found and math.dist(found[-1][-1], line[0]) < 10 * grid:
            found[-1] = np.concatenate([found[-1], line[1:]])
        else:
            found.append(line)
    return found


def _read(name: str) -> CRS:
    try:
        # Some ways to write a projection are out of date, but still read.
        with warnings.catch_warnings(action="ignore"):
            crs = CRS.from_user_input(name)
    except (CRSError, ValueError):
        raise AtlasError(WHERE, f"{shown(name)} is no projection", "Write an EPSG code such as EPSG:3857") from None
    if not (crs.is_projected or crs.is_geographic):
        raise AtlasError(WHERE, f"{shown(name)} is no projection of the earth's surface", CHOOSE)
    return crs


def _middle(crs: CRS) -> float:
    """Give the longitude in the middle of a projection, in degrees from Greenwich: it is cut opposite to that."""
    prime = float(crs.prime_meridian.longitude) if crs.prime_meridian else 0.0
    for each in crs.coordinate_operation.params if crs.coordinate_operation else ():
        if each.name.lower().startswith("longitude of") and each.unit_name != "metre":
            return prime + math.degrees(float(each.value) * each.unit_conversion_factor)
    return prime
