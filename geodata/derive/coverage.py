"""Cut the land by the faces, simplify it as one coverage and put it on the grid of the file.

The sea is a member of the coverage while it is simplified, so a coast cannot run through an island and two zones
simplified differently keep the same points on their common edge.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import raw
import shapely

if TYPE_CHECKING:
    from network import Network

#: Simplified with the finer tolerance: about 19.5-29.5 E, 53.7-60.6 N, with the Bay of Danzig.
CORE = shapely.Polygon([(18.1, 53.7), (29.5, 53.7), (29.5, 60.6), (19.5, 60.6), (19.5, 55.0), (18.1, 55.0)])
FRAME = shapely.box(raw.WEST, raw.SOUTH, raw.EAST, raw.NORTH)
SEA = "sea"
#: One degree of latitude in metres; longitudes are halved before simplifying, which is true at 60° N.
METRES = 111_200.0
HALF = np.array([0.5, 1.0])


@dataclass(frozen=True)
class Scale:
    """One of the two scales: tolerances in metres, grid in degrees, smallest islands and lakes in km2."""

    name: str
    core_tolerance: float
    far_tolerance: float
    grid: float
    decimals: int
    core_island: float
    far_island: float
    core_lake: float
    far_lake: float


SCALES = (
    Scale("100m", 100, 320, 1e-5, 5, 0.1, 1.0, 3, 20),
    Scale("250m", 250, 600, 1e-4, 4, 0.25, 2.0, 5, 30),
)


def km2(geometry: shapely.Geometry) -> float:
    """Area on the sphere in km2 (cylindrical equal-area, radius 6371.007 km), the same to the last digit anywhere."""
    radius = 6371.007
    flat = shapely.transform(
        geometry, lambda c: np.column_stack([np.radians(c[:, 0]) * radius, np.sin(np.radians(c[:, 1])) * radius])
    )
    return float(shapely.area(flat))


def kept_land(
    land: list[tuple[str, shapely.Polygon]], scale: Scale, fine: shapely.Geometry, named: list[tuple[float, float]]
) -> list[shapely.Polygon]:
    """Land polygons large enough for the scale; islands with a name always."""
    polygons = [polygon for _, polygon in land]
    tree = shapely.STRtree(polygons)
    wanted = {int(n) for point in named for n in tree.query(shapely.Point(point), predicate="within")}
    shapely.prepare(fine)
    kept = []
    for number, polygon in enumerate(polygons):
        size = km2(polygon)
        least = scale.core_island if fine.intersects(polygon) else scale.far_island
        if number in wanted or size >= least:
            kept.append(shapely.Polygon(polygon.exterior))
    return kept


def pieces(network: Network, seeds: dict, land: list[shapely.Polygon]) -> dict[tuple[str, str], shapely.Geometry]:
    """Noded pieces of land and sea: ``(territory or SEA, "core" or "far") -> geometry``."""
    frame_lines = [FRAME.boundary, CORE.boundary]
    faces = polygons_of([arc.line for arc in network.arcs] + [FRAME.boundary], 1e-7)
    owners = fill(faces, network.label(faces, seeds))
    shores = [shapely.clip_by_rect(polygon.exterior, *FRAME.buffer(0.01).bounds) for polygon in land]
    parts = polygons_of([arc.line for arc in network.arcs] + frame_lines + shores, 1e-7)
    inside = [part.representative_point() for part in parts]
    body = np.full(len(parts), -1)
    hits, numbers = shapely.STRtree(land).query(inside, predicate="within")
    body[hits] = numbers
    owner_of = np.empty(len(parts), object)
    hits, numbers = shapely.STRtree(faces).query(inside, predicate="within")
    owner_of[hits] = np.array(owners, object)[numbers]
    keep_small_islands_whole(parts, body, owner_of, land)
    groups = defaultdict(list)
    for part, point, island, owner in zip(parts, inside, body, owner_of, strict=True):
        zone = "core" if CORE.contains(point) else "far"
        groups[owner if island >= 0 else SEA, zone].append(part)
    return {key: shapely.coverage_union_all(groups[key]) for key in sorted(groups)}


def keep_small_islands_whole(
    parts: list, body: np.ndarray, owner_of: np.ndarray, land: list, below: float = 8.0
) -> None:
    """Where a line on the sea cuts an island of less than `below` km2, give all of it to the owner of most of it."""
    members = defaultdict(list)
    for number in np.flatnonzero(body >= 0).tolist():
        members[int(body[number])].append(number)
    for island, numbers in members.items():
        if len({owner_of[number] for number in numbers}) > 1 and km2(land[island]) < below:
            shares: dict[str, float] = defaultdict(float)
            for number in numbers:
                shares[owner_of[number]] += parts[number].area
            owner_of[numbers] = max(sorted(shares), key=shares.__getitem__)


def polygons_of(lines: list, grid: float) -> list[shapely.Polygon]:
    """Polygons inside the frame that the noded, grid-snapped `lines` enclose."""
    noded = shapely.union_all(shapely.set_precision(shapely.GeometryCollection(lines), 0), grid_size=grid)
    found = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return [part for part in found if FRAME.contains(part.representative_point())]


def fill(faces: list[shapely.Polygon], owners: list[str | None]) -> list[str]:
    """Give slivers without owner to the owned face with which they share the longest edge."""
    filled = list(owners)
    for number, owner in enumerate(owners):
        if owner is None:
            shared = [
                (shapely.length(shapely.intersection(faces[number].boundary, face.boundary)), other)
                for face, other in zip(faces, owners, strict=True)
                if other is not None and face.touches(faces[number])
            ]
            filled[number] = max(shared)[1]
    return filled


def simplify(groups: dict[tuple[str, str], shapely.Geometry], scale: Scale) -> dict[str, shapely.Geometry]:
    """Simplify the coverage zone by zone and put it on the grid; result is valid and without the sea."""
    members: list[shapely.Geometry] = []
    names: list[str] = []
    for zone, tolerance in (("core", scale.core_tolerance), ("far", scale.far_tolerance)):
        keys = [key for key in groups if key[1] == zone]
        scaled = [shapely.transform(groups[key], lambda c: c * HALF) for key in keys]
        simple = shapely.coverage_simplify(np.array(scaled, object), tolerance / METRES)
        members.extend(shapely.transform(part, lambda c: c / HALF) for part in simple)
        names.extend(key[0] for key in keys)
    return on_grid(members, names, scale)


def on_grid(members: list[shapely.Geometry], names: list[str], scale: Scale) -> dict[str, shapely.Geometry]:
    """Node all edges on the grid, rebuild the polygons, give each to the member it lies in, merge by name."""
    parts = polygons_of([member.boundary for member in members], scale.grid)
    parts = [shapely.transform(part, lambda c: np.round(c, scale.decimals)) for part in parts]
    inside = [part.representative_point() for part in parts]
    owner = np.full(len(parts), None, object)
    hits, numbers = shapely.STRtree(members).query(inside, predicate="intersects")
    owner[hits[::-1]] = np.array(names, object)[numbers[::-1]]
    groups = defaultdict(list)
    for part, name in zip(parts, owner, strict=True):
        groups[name or SEA].append(part)
    groups.pop(SEA)
    merged = {name: shapely.coverage_union_all(groups[name]) for name in sorted(groups)}
    return {name: tidy(geometry) for name, geometry in merged.items()}


def tidy(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """Canonical form: outer rings counter-clockwise, parts in a fixed order."""
    parts = [shapely.orient_polygons(part) for part in shapely.get_parts(shapely.normalize(geometry))]
    return shapely.MultiPolygon(sorted(parts, key=lambda part: (-round(part.area, 9), part.exterior.coords[0])))


def check_coverage(territories: dict[str, shapely.Geometry]) -> None:
    """Raise unless all parts are valid and neighbours share their vertices."""
    geometries = np.array(list(territories.values()), object)
    bad = [name for name, geometry in territories.items() if not geometry.is_valid]
    if bad:
        raise ValueError(f"not valid: {bad}")
    if not shapely.coverage_is_valid(geometries):
        edges = shapely.coverage_invalid_edges(geometries)
        where = {n: e.wkt[:200] for n, e in zip(territories, edges, strict=True) if not e.is_empty}
        raise ValueError(f"not a valid coverage: {where}")
