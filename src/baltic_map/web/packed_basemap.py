"""What does not change from day to day, as data for the page: geometry as shared arcs in few bytes."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from msgspec import Struct, to_builtins

from baltic_map.atlas import Atlas
from baltic_map.basemap import AREAS, LINES, Shapes, read_lakes, read_land, sound_shapes
from baltic_map.config import CLOSEST, Scale, closest_zoom
from baltic_map.errors import AtlasError
from baltic_map.kept import kept
from baltic_map.longitudes import sew
from baltic_map.natural_earth import WORLD
from baltic_map.reading import read_bytes
from baltic_map.topology import build_topology

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["BasemapScale", "PackedLines", "encode", "pack_basemap", "project", "unit_of"]

_CODE = (
    Path(__file__),
    *(
        Path(__file__).parents[1] / f"{name}.py"
        for name in ("basemap", "layers", "longitudes", "natural_earth", "reading", "topology")
    ),
)

# As in static/data/mercator.js: the page draws in pixels of this zoom level, from the extent's corner.
_WORLD_ZOOM = 14
# Half a pixel is not seen: so fine are the page's coordinates at the closest zoom a scale is drawn at.
_FINEST = 2
# So many levels before the closest a scale is only enlarged: the ground itself is known no better.
_ENLARGED = 2
# The world's coast is known no better from this level on.
_WORLD_ENLARGED_FROM = 8
# Characters of steps: past blank and quotation mark, without the backslash, which JSON writes as two, and without the
# 0x800 that are half a character in UTF-16.
_FIRST_CODE, _BACKSLASH, _HALVES = 35, 92, 0xD800
# Degrees: so fine are coordinates told apart where land is put beside territories, and what is smaller is no land.
_GRID, _LEAST_REST = 1e-6, 1e-5
# What a step may be: its character is one that there is.
_LONGEST_STEP = 2**19


def unit_of(zoom: float, longest: float = 0) -> float:
    """
    Choose how fine coordinates have to be for a zoom level.

    Parameters
    ----------
    zoom
        Closest zoom level at which they are drawn.
    longest
        How far a step may go, in pixels of the world.

    Returns
    -------
    unit
        Pixels of the world: half of one that is seen, a whole number rounded down, or a part that is a power of two.
    """
    half = 2 ** (_WORLD_ZOOM - zoom) / _FINEST
    if half < 1 and zoom > CLOSEST:
        return max(2.0 ** math.floor(math.log2(half)), longest / _LONGEST_STEP)
    return max(1, int(half), math.ceil(longest / _LONGEST_STEP))


def project(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Project degrees to pixels of the world.

    Parameters
    ----------
    points
        ``(n, 2)``, EPSG:4326.

    Returns
    -------
    pixels
        Web Mercator, from the west and the north.
    """
    size, sine = 256 * 2**_WORLD_ZOOM, np.sin(np.radians(points[:, 1]))
    x = (points[:, 0] + 180) / 360
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return np.asarray(np.stack([x, y], axis=1) * size)


class PackedLines(Struct, frozen=True):
    """
    Lines in few bytes.

    Parameters
    ----------
    lengths
        How many points each line has.
    points
        The differences between successive points (over all lines, x and y in turn, in units), each a character:
        UTF-8 makes few bytes of it, and deflate fewer.
    """

    lengths: tuple[int, ...]
    points: str


class BasemapScale(Struct, frozen=True):
    """
    Coasts, lakes, rivers, territories and border arcs at one degree of detail.

    Parameters
    ----------
    min_zoom
        Zoom level from which it is drawn.
    unit
        Of the packed lines, pixels of the world.
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
    unit: float
    arcs: PackedLines
    coast: tuple[int, ...]
    polygons: Mapping[str, tuple[tuple[tuple[int, ...], ...], ...]]
    borders: Mapping[str, tuple[int, ...]]
    lakes: PackedLines
    rivers: PackedLines


def encode(lines: Iterable[NDArray[np.float64]], unit: float, corner: ArrayLike = (0, 0)) -> PackedLines:
    """
    Pack lines into text.

    Parameters
    ----------
    lines
        ``(n, 2)`` arrays of pixels.
    unit
        To which they are rounded, pixels.
    corner
        From where they are counted.

    Returns
    -------
    packed
        The same lines; ``static/data/decode.js`` reads them.

    References
    ----------
    Zigzag as in Protocol Buffers, "Encoding".
    """
    parts = [np.round((line - np.asarray(corner)) / unit).astype(np.int64) for line in lines]
    if not parts:
        return PackedLines((), "")
    points = np.concatenate([np.zeros((1, 2), dtype=np.int64), *parts])
    steps = (points[1:] - points[:-1]).ravel()
    codes = ((steps << 1) ^ (steps >> 63)) + _FIRST_CODE
    codes += codes >= _BACKSLASH
    codes += 0x800 * (codes >= _HALVES)
    return PackedLines(tuple(len(part) for part in parts), "".join(map(chr, codes.tolist())))


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
    return json.dumps(to_builtins(scales))


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
    yield repr((scales, atlas.config.extent, closest_zoom(atlas.config.view)))
    if atlas.config.stands_on_world:
        yield WORLD.read_bytes()
    for scale in scales:
        for name in filter(None, (scale.territories, scale.land, scale.borders, scale.lakes, scale.rivers)):
            yield read_bytes(atlas.folder, name)


def _pack(atlas: Atlas, scales: Sequence[Scale]) -> tuple[BasemapScale, ...]:
    extent = atlas.config.extent
    corners = project(np.array([(extent.west, extent.north), (extent.east, extent.south)]))
    nearest = closest_zoom(atlas.config.view)
    last = nearest - _ENLARGED if nearest == CLOSEST else nearest
    if atlas.config.stands_on_world:
        last = min(last, _WORLD_ENLARGED_FROM)
    closest = [*(scale.min_zoom for scale in scales[1:]), last]
    units = [unit_of(zoom, float(np.ptp(corners, axis=0).max())) for zoom in closest]
    return tuple(
        _pack_scale(atlas, scale, unit, np.round(corners[0])) for scale, unit in zip(scales, units, strict=True)
    )


def _ground(territories: Shapes, atlas: Atlas, scale: Scale) -> Shapes:
    """Give the polygons of the ground: the territories, which are all land there is, or else the land alone."""
    if not territories:
        return _sewn(read_land(atlas.folder, atlas.config, scale, atlas.config.extent))
    if not atlas.config.stands_on_world:
        return territories
    return _beside(territories, read_land(atlas.folder, atlas.config, scale, atlas.config.extent))


def _beside(territories: Shapes, land: Shapes) -> Shapes:
    """Make one coverage of territories and of the land that is none of theirs."""
    held = shapely.union_all([geometry for _, geometry in territories])
    rest = shapely.difference(shapely.union_all([geometry for _, geometry in land]), held)
    rest_parts = [part for part in shapely.get_parts(rest) if part.area > _LEAST_REST]
    edges = [geometry.boundary for geometry in (*(each for _, each in territories), *rest_parts)]
    # Neighbours share all their vertices once all edges are cut where they meet.
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(edges, grid_size=_GRID)]))
    tree = shapely.STRtree(shapely.point_on_surface(faces))
    owned: dict[str, list[Any]] = {}
    taken: set[int] = set()
    for key, geometry in (*territories, *((f"land {number}", part) for number, part in enumerate(rest_parts))):
        numbers = [each for each in tree.query(geometry, predicate="contains").tolist() if each not in taken]
        taken.update(numbers)
        if numbers:
            owned[key] = [faces[each] for each in sorted(numbers)]
    return [(key, shapely.MultiPolygon(parts)) for key, parts in owned.items()]


def _sewn(land: Shapes) -> Shapes:
    """Join what stands in several features because it was cut at 180°; what has nothing to join stays as it is."""
    parts = [part for _, geometry in land for part in shapely.get_parts(geometry)]
    whole = sew(parts)
    return land if len(whole) == len(parts) else [(str(number), each) for number, each in enumerate(whole)]


def _pack_scale(atlas: Atlas, scale: Scale, unit: float, corner: NDArray[np.float64]) -> BasemapScale:
    extent = atlas.config.extent

    def packed(lines: Iterable[NDArray[np.float64]]) -> PackedLines:
        return encode(map(project, lines), unit, corner)

    def shapes(name: str | None, types: tuple[str, ...]) -> Shapes:
        return sound_shapes(atlas.folder, name, types, extent)

    land = _ground(shapes(scale.territories, AREAS), atlas, scale)
    borders = shapes(scale.borders, LINES)
    lakes = [
        part
        for _, geometry in read_lakes(atlas.folder, atlas.config, scale, extent)
        for part in shapely.get_parts(geometry)
    ]
    rivers = [part for _, geometry in shapes(scale.rivers, LINES) for part in shapely.get_parts(geometry)]
    parts = [part for _, line in borders for part in shapely.get_parts(line)]
    ends = np.array([shapely.get_coordinates(part)[place] for part in parts for place in (0, -1)])
    sheet = (extent.west, extent.south, extent.east, extent.north)
    topology = build_topology([geometry for _, geometry in land], breaks=ends if len(ends) else None, sheet=sheet)
    rings = [ring for lake in lakes for ring in (lake.exterior, *lake.interiors)]
    return BasemapScale(
        scale.min_zoom,
        unit,
        packed(topology.arcs),
        tuple(number for number, side in enumerate(topology.right) if side == -1),
        {
            key: tuple(tuple(map(tuple, part)) for part in polygon)
            for (key, _), polygon in zip(land, topology.polygons, strict=True)
        },
        dict(zip((key for key, _ in borders), map(tuple, topology.refs(line for _, line in borders)), strict=True)),
        packed(map(shapely.get_coordinates, rings)),
        packed(map(shapely.get_coordinates, rivers)),
    )
