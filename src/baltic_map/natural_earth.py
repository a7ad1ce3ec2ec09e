"""The coast of today's world, generalised, which stands under atlases without land of their own."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from baltic_map.config import Extent

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["WORLD", "world_lakes", "world_land"]

WORLD = Path(__file__).parent / "coast" / "world-50m.topojson.gz"
"""Land and lakes of Natural Earth at 1:50 million, as `docs/coast/derive.py` writes them."""

_TURN, _AREA = 360, 2


@cache
def _topology() -> dict[str, Any]:
    topology: dict[str, Any] = json.loads(gzip.decompress(WORLD.read_bytes()))
    return topology


@cache
def _polygons(name: str) -> NDArray[np.object_]:
    """Read what the file calls so: polygons of EPSG:4326, in which each ring is an arc of its own."""
    topology = _topology()
    scale, translate = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = topology["arcs"]

    def ring(refs: list[int]) -> NDArray[np.float64]:
        # To the digits of the grid: sums of steps would end in others.
        points = np.cumsum(arcs[refs[0]], axis=0) * scale + translate
        return np.asarray(np.round(points, 3))

    parts = topology["objects"][name]["arcs"]
    return np.array([shapely.Polygon(ring(shell), [ring(hole) for hole in holes]) for shell, *holes in parts])


def _inside(name: str, extent: Extent) -> list[BaseGeometry]:
    box = shapely.box(extent.west, extent.south, extent.east, extent.north)
    world = _polygons(name)
    found: list[BaseGeometry] = []
    for turn in (-_TURN, 0, _TURN):
        moved = shapely.transform(world, lambda points, by=turn: points + np.array([by, 0])) if turn else world
        whole = shapely.contains_properly(box, moved)
        found += moved[whole].tolist()
        cut = shapely.get_parts(shapely.intersection(moved[~whole & shapely.intersects(moved, box)], box))
        found += cut[shapely.get_dimensions(cut) == _AREA].tolist()
    # What the file cuts at 180° is one again.
    seams = [each for each in found if _is_at_seam(each)]
    sewn = shapely.get_parts(shapely.union_all(seams)).tolist() if seams else []
    return [each for each in found if not _is_at_seam(each)] + sewn


def _is_at_seam(part: BaseGeometry) -> bool:
    west, _, east, _ = part.bounds
    return any((side - _TURN / 2) % _TURN == 0 for side in (west, east))


def world_land(extent: Extent) -> list[BaseGeometry]:
    """
    Give today's land inside an extent.

    Parameters
    ----------
    extent
        Degrees; its east may lie beyond 180.

    Returns
    -------
    land
        Polygons, EPSG:4326, that do not touch each other, cut at the edges of the extent; none at sea.
    """
    return _inside("land", extent)


def world_lakes(extent: Extent) -> list[BaseGeometry]:
    """Give today's great lakes inside an extent, as `world_land` gives the land; the Caspian Sea is a hole in that."""
    return _inside("lakes", extent)
