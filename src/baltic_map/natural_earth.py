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
from baltic_map.longitudes import cut_to, sew

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["WORLD", "world_lakes", "world_land"]

WORLD = Path(__file__).parent / "coast" / "world-50m.topojson.gz"
"""Land and lakes of Natural Earth at 1:50 million, as `docs/coast/derive.py` writes them."""

_TURN = 360


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
    world = _polygons(name)
    west, south, east, north = extent.bounds
    lows, bottoms, highs, tops = shapely.bounds(world).T
    # Of a thousand islands most lie elsewhere, wherever whole turns put them.
    apart = np.ceil((west - highs) / _TURN) > np.floor((east - lows) / _TURN)
    near = world[~apart & (tops > south) & (bottoms < north)]
    parts = [part for each in near for part in shapely.get_parts(cut_to(each, extent.bounds)).tolist()]
    # What the file cuts at 180° is one again.
    return sew(parts)


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
