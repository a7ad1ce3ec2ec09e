"""Land, lakes and rivers: what lies under everything and has no days."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from baltic_map.config import Config, Extent, Scale
from baltic_map.errors import AtlasError, InvalidAtlasError, Problem, Problems
from baltic_map.layers import place_in, read_collection, read_geometry
from baltic_map.longitudes import cut_to
from baltic_map.natural_earth import world_lakes, world_land

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["AREAS", "LINES", "Shapes", "basemap_files", "read_lakes", "read_land", "read_shapes", "sound_shapes"]

AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")

Shapes = list[tuple[str, "BaseGeometry"]]


def basemap_files(scale: Scale) -> list[tuple[str, tuple[str, ...]]]:
    """List the files of land, lakes and rivers of a scale, with the types of geometry that each may hold."""
    files = ((scale.land, AREAS), (scale.lakes, AREAS), (scale.rivers, LINES))
    return [(name, types) for name, types in files if name]


def read_shapes(folder: Path, name: str, types: tuple[str, ...], extent: Extent) -> tuple[Shapes, Problems]:
    """
    Read a file of the ground, gathering every problem.

    Parameters
    ----------
    folder
        The atlas's folder.
    name
        A GeoJSON file inside it.
    types
        Types of geometry it may hold.
    extent
        The box to which all is cut, wherever whole turns put it: a coast of the whole earth lies under any atlas.

    Returns
    -------
    shapes
        Id (the number in the file, where there is none) and geometry, EPSG:4326, of the features without a problem of
        which anything lies inside.
    problems
        What is wrong with the others.
    """
    shapes: dict[str, BaseGeometry] = {}
    problems = Problems()
    lost: list[BaseGeometry] = []
    try:
        for number, raw in read_collection(folder, name):
            given = raw["properties"].get("id")
            key = str(number if given is None else given)
            where = place_in(name, number, raw)
            try:
                geometry = read_geometry(raw, where, extent, cut=True)
            except AtlasError as error:
                problems += error.problems
                continue
            if geometry is None and raw.get("geometry") is not None:
                lost.append(shapely.from_geojson(json.dumps(raw["geometry"])))
            elif geometry is None:
                problems.append(Problem(where, "the geometry is null", "Draw it"))
            elif geometry.geom_type not in types:
                problems.append(
                    Problem(where, f"wrong geometry type {geometry.geom_type}", f"Draw it as {' or '.join(types)}")
                )
            elif key in shapes:
                problems.append(Problem(where, "the id stands twice", "Give it its own, or none"))
            else:
                shapes[key] = geometry
    except AtlasError as error:
        problems += error.problems
    is_elsewhere = bool(lost) and not shapes and not problems
    # A coast may leave the sea of an atlas free.
    if is_elsewhere and cut_to(shapely.box(*shapely.total_bounds(lost)), extent.bounds).is_empty:
        hint = "Write longitude before latitude, or mend that extent"
        problems.append(Problem(name, "none of it lies inside the extent", hint))
    return list(shapes.items()), problems


def sound_shapes(folder: Path, name: str | None, types: tuple[str, ...], extent: Extent) -> Shapes:
    """Read a file of the basemap as `read_shapes` does; InvalidAtlasError if it has problems, nothing without one."""
    if name is None:
        return []
    shapes, problems = read_shapes(folder, name, types, extent)
    if problems:
        raise InvalidAtlasError(str(folder), problems)
    return shapes


def read_land(folder: Path, config: Config, scale: Scale, extent: Extent) -> Shapes:
    """
    Give the land at one scale.

    Parameters
    ----------
    folder, config
        The atlas.
    scale
        One of its scales.
    extent
        The box that is drawn, to which the land is cut.

    Returns
    -------
    land
        That of its own file; today's, which comes with the package, under an atlas that has none
        (`Config.stands_on_world`). Ids and polygons, EPSG:4326.

    Raises
    ------
    InvalidAtlasError
        If the file has problems.
    """
    if config.stands_on_world:
        return _numbered(world_land(extent))
    return sound_shapes(folder, scale.land, AREAS, extent)


def read_lakes(folder: Path, config: Config, scale: Scale, extent: Extent) -> Shapes:
    """Give the lakes at one scale, as `read_land` gives the land: its own if it names a file of them."""
    if config.stands_on_world and not scale.lakes:
        return _numbered(world_lakes(extent))
    return sound_shapes(folder, scale.lakes, AREAS, extent)


def _numbered(polygons: list[BaseGeometry]) -> Shapes:
    return [(f"land {number}", polygon) for number, polygon in enumerate(polygons)]
