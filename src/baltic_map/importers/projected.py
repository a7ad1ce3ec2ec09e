"""Coordinates of any reference system, as longitude and latitude."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from baltic_map.errors import AtlasError
from baltic_map.quoting import shown

if TYPE_CHECKING:
    from pyproj import CRS
    from shapely.geometry.base import BaseGeometry

__all__ = ["is_degrees", "to_wgs84"]

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
    return bool(_parsed(crs, "--crs").is_geographic)


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
    hint = "Name another system with --crs" if named else "Name their system with --crs, such as --crs EPSG:25884"
    raise AtlasError(where, what, hint)
