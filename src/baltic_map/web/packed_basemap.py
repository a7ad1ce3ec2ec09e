"""What does not change from day to day, as data for the page: geometry as shared arcs in few bytes."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from baltic_map.atlas import Atlas
from baltic_map.basemap import AREAS, LINES, Shapes, sound_shapes
from baltic_map.config import Scale
from baltic_map.errors import AtlasError
from baltic_map.kept import kept
from baltic_map.reading import read_bytes
from baltic_map.topology import build_topology

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BasemapScale", "PackedLines", "encode", "pack_basemap", "steps_per_degree"]

_CODE = (
    Path(__file__),
    *(Path(__file__).parents[1] / f"{name}.py" for name in ("basemap", "layers", "reading", "topology")),
)

# A quarter of a pixel is not seen: so fine are the page's coordinates at the closest zoom a scale is drawn at.
_FINEST = 4
# Nearer than this level a scale is only enlarged: the ground itself is known no better.
_ENLARGED_FROM = 10


def steps_per_degree(zoom: float, latitude: float) -> int:
    """
    Choose how fine coordinates have to be for a zoom level.

    Parameters
    ----------
    zoom
        Closest zoom level at which they are drawn; at level 0 the world is 256 pixels wide (Web Mercator).
    latitude
        Degrees; a degree of latitude has more pixels than one of longitude, by the secant of the latitude.

    Returns
    -------
    steps
        Per degree: quarters of a pixel, rounded up to a hundred.
    """
    pixels = 256 * 2**zoom / 360 / math.cos(math.radians(latitude))
    return math.ceil(_FINEST * pixels / 100) * 100


@dataclass(frozen=True, slots=True)
class PackedLines:
    """
    Lines in few bytes.

    Parameters
    ----------
    lengths
        How many points each line has.
    points
        Base64 of the differences between successive points (over all lines, longitude and latitude in turn, in
        steps), zigzag-coded, as LEB128 varints.
    """

    lengths: tuple[int, ...]
    points: str


@dataclass(frozen=True, slots=True)
class BasemapScale:
    """
    Coasts, lakes, rivers, territories and border arcs at one degree of detail.

    Parameters
    ----------
    min_zoom
        Zoom level from which it is drawn.
    steps
        Per degree, of the packed lines.
    arcs
        Lines that territories share, or have with the sea.
    coast
        Positions of those that have the sea on one side.
    polygons
        Of each territory its parts, their rings, and the arcs of a ring: ``n`` as stored, ``~n`` backwards.
    borders
        The arcs of each border line.
    lakes, rivers
        Rings, and lines.
    """

    min_zoom: float
    steps: int
    arcs: PackedLines
    coast: tuple[int, ...]
    polygons: Mapping[str, tuple[tuple[tuple[int, ...], ...], ...]]
    borders: Mapping[str, tuple[int, ...]]
    lakes: PackedLines
    rivers: PackedLines


def encode(lines: Iterable[NDArray[np.float64]], grid: int) -> PackedLines:
    """
    Pack lines into text.

    Parameters
    ----------
    lines
        ``(n, 2)`` arrays of degrees.
    grid
        Steps per degree the coordinates are rounded to.

    Returns
    -------
    packed
        The same lines.

    References
    ----------
    Zigzag and varint as in Protocol Buffers, "Encoding".
    """
    parts = [np.round(line * grid).astype(np.int64) for line in lines]
    if not parts:
        return PackedLines((), "")
    points = np.concatenate([np.zeros((1, 2), dtype=np.int64), *parts])
    steps = (points[1:] - points[:-1]).ravel()
    values = ((steps << 1) ^ (steps >> 63)).astype(np.uint64)
    length = 1 + sum((values >= (1 << (7 * more))).astype(np.int64) for more in range(1, 5))
    starts = np.cumsum(length) - length
    packed = np.zeros(int(length.sum()), dtype=np.uint8)
    for place in range(int(length.max())):
        has = length > place
        byte = (values[has] >> np.uint64(7 * place)) & np.uint64(127)
        packed[starts[has] + place] = byte | np.where(length[has] > place + 1, 128, 0).astype(np.uint64)
    return PackedLines(tuple(len(part) for part in parts), base64.b64encode(packed.tobytes()).decode("ascii"))


def pack_basemap(atlas: Atlas) -> tuple[BasemapScale, ...]:
    """
    Pack what does not change from day to day.

    Parameters
    ----------
    atlas
        The opened atlas; its scales say which files.

    Returns
    -------
    scales
        From the coarse to the fine.
    """
    # An atlas without scales has a page without a basemap.
    scales = atlas.config.scales or (Scale(),)
    try:
        made_from = [*_made_from(atlas, scales)]
    except AtlasError:
        return _pack(atlas, scales)
    made_by = (np.__version__, shapely.__version__, shapely.geos_version_string, *_CODE)
    return kept("ground", made_from, lambda: made_by, lambda: _pack(atlas, scales), _dump, _load)


def _dump(scales: tuple[BasemapScale, ...]) -> str:
    return json.dumps([asdict(each) for each in scales])


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _load(text: str) -> tuple[BasemapScale, ...]:
    lines = ("arcs", "lakes", "rivers")
    scales = [{name: _frozen(value) for name, value in each.items()} for each in json.loads(text)]
    return tuple(BasemapScale(**(each | {name: PackedLines(**each[name]) for name in lines})) for each in scales)


def _made_from(atlas: Atlas, scales: Sequence[Scale]) -> Iterator[str | bytes]:
    """Yield all that the packed ground depends on: files, and what is said of them."""
    yield repr((scales, atlas.config.extent))
    for scale in scales:
        for name in filter(None, (scale.territories, scale.land, scale.borders, scale.lakes, scale.rivers)):
            yield read_bytes(atlas.folder, name)


def _pack(atlas: Atlas, scales: Sequence[Scale]) -> tuple[BasemapScale, ...]:
    extent = atlas.config.extent
    closest = [*(scale.min_zoom for scale in scales[1:]), _ENLARGED_FROM]
    middle = (extent.south + extent.north) / 2
    grids = [steps_per_degree(zoom, middle) for zoom in closest]
    return tuple(_pack_scale(atlas, scale, grid) for scale, grid in zip(scales, grids, strict=True))


def _pack_scale(atlas: Atlas, scale: Scale, grid: int) -> BasemapScale:
    extent = atlas.config.extent

    def shapes(name: str | None, types: tuple[str, ...]) -> Shapes:
        return sound_shapes(atlas.folder, name, types, extent)

    land = shapes(scale.territories, AREAS) or shapes(scale.land, AREAS)
    borders = shapes(scale.borders, LINES)
    lakes = [part for _, geometry in shapes(scale.lakes, AREAS) for part in shapely.get_parts(geometry)]
    rivers = [part for _, geometry in shapes(scale.rivers, LINES) for part in shapely.get_parts(geometry)]
    parts = [part for _, line in borders for part in shapely.get_parts(line)]
    ends = np.array([shapely.get_coordinates(part)[place] for part in parts for place in (0, -1)])
    sheet = (extent.west, extent.south, extent.east, extent.north)
    topology = build_topology([geometry for _, geometry in land], breaks=ends if len(ends) else None, sheet=sheet)
    rings = [ring for lake in lakes for ring in (lake.exterior, *lake.interiors)]
    return BasemapScale(
        scale.min_zoom,
        grid,
        encode(topology.arcs, grid),
        tuple(number for number, side in enumerate(topology.right) if side == -1),
        {
            key: tuple(tuple(map(tuple, part)) for part in polygon)
            for (key, _), polygon in zip(land, topology.polygons, strict=True)
        },
        dict(zip((key for key, _ in borders), map(tuple, topology.refs(line for _, line in borders)), strict=True)),
        encode(map(shapely.get_coordinates, rings), grid),
        encode(map(shapely.get_coordinates, rivers), grid),
    )
