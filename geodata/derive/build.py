"""Rebuild the base geometry of the atlas: ``python geodata/derive/build.py``.

Reads GSHHG 2.3.6 and DCW-GMT 2.1.1 (see ``README.md`` beside this file), our own lines in ``lines.geojson`` and the
territories in ``territories.json``; writes ``base/``, ``territories*.geojson``, ``borders*.geojson`` and
``checksums.json``. The same inputs and versions give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import borders
import coverage
import numpy as np
import raw
import shapely
from coverage import FRAME, HALF, METRES, SCALES, Scale, km2
from names import ISLANDS, LAKES, LATER_RESERVOIRS, RIVERS
from network import Network

HERE = Path(__file__).resolve().parent
DATA = HERE.parent

#: Where small islands and lakes are kept: the Baltic states, their waters, the outer Gulf islands and Hanko.
FINE = shapely.union_all(
    [
        shapely.Polygon(
            [
                (20.3, 53.7),
                (29.0, 53.7),
                (29.0, 60.05),
                (28.6, 60.12),
                (27.55, 60.26),
                (26.62, 59.95),
                (25.0, 59.86),
                (23.5, 59.64),
                (20.7, 59.05),
            ]
        ),
        shapely.box(22.7, 59.7, 23.3, 60.0),
    ]
)


#: Parts of a lake below this many km2, left by rounding, are dropped.
LEAST_WATER = 0.05
#: Parts of a river may be this far apart, degrees: where a town or a later reservoir hides the course.
WIDEST_GAP = 0.09


def dcw_file(cache: Path) -> Path:
    """``dcw-gmt.nc`` in `cache`, or where the Debian package unpacked there has it."""
    for place in (cache / "dcw-gmt.nc", cache / "usr/share/gmt-dcw/dcw-gmt.nc"):
        if place.is_file():
            return place
    message = f"no dcw-gmt.nc in {cache}; README.md says how to get it"
    raise raw.InputError(message)


def tidy_numbers(value: float | Sequence, decimals: int) -> float | list:
    """Nested coordinates as lists, rounded."""
    if isinstance(value, float | int):
        return round(value, decimals)
    return [tidy_numbers(part, decimals) for part in value]


def write(path: Path, features: list[dict]) -> None:
    """One compact feature per line, written beside the target and moved into place."""
    lines = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def feature(properties: dict, geometry: shapely.Geometry, decimals: int) -> dict:
    """Return a GeoJSON feature with rounded coordinates."""
    shape = shapely.geometry.mapping(geometry)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape["type"], "coordinates": tidy_numbers(shape["coordinates"], decimals)},
    }


def territory_features(territories: dict, facts: dict, scale: Scale) -> list[dict]:
    """Return the territories with what ``territories.json`` says of them."""
    features = []
    for name, geometry in territories.items():
        properties = {"id": name} | {key: value for key, value in facts[name].items() if key != "seeds"}
        features.append(feature(properties, geometry, scale.decimals))
    return features


def land_features(territories: dict, scale: Scale) -> list[dict]:
    """Return the land without borders, one feature per piece, the named islands with their names."""
    land = coverage.tidy(shapely.coverage_union_all(list(territories.values())))
    names = {}
    tree = shapely.STRtree(land.geoms)
    for island, (point, owner, titles) in ISLANDS.items():
        hits = tree.query(shapely.Point(point), predicate="within")
        if len(hits) != 1:
            raise ValueError(f"{island} is not on the land at {scale.name}")
        if not territories[owner].contains(shapely.Point(point)):
            raise ValueError(f"{island} is not in {owner} at {scale.name}")
        names[int(hits[0])] = {"id": island} | titles
    return [feature(names.get(n, {}), part, scale.decimals) for n, part in enumerate(land.geoms)]


def polygons_only(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the polygons of a mixed geometry."""
    return shapely.MultiPolygon([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"])


def lake_features(shores: dict, scale: Scale) -> list[dict]:
    """Lakes without their islands, without the reservoirs dammed after 1941, simplified one by one."""
    islands = [polygon for _, polygon in shores[raw.LAKE_ISLAND] if km2(polygon) >= scale.core_island]
    tree = shapely.STRtree(islands)
    reservoirs = [shapely.Point(point) for points in LATER_RESERVOIRS.values() for point in points]
    shapely.prepare(FINE)
    found = []
    for _, polygon in shores[raw.LAKE]:
        near = FINE.intersects(polygon)
        if km2(polygon) < (scale.core_lake if near else scale.far_lake) or not polygon.intersects(FRAME):
            continue
        if any(polygon.contains(point) for point in reservoirs):
            continue
        within = [
            islands[n]
            for n in sorted(tree.query(polygon, predicate="intersects"))
            if km2(islands[n]) >= (scale.core_island if near else scale.far_island)
        ]
        lake = shapely.difference(polygon, shapely.union_all(within)) if within else polygon
        lake = polygons_only(shapely.intersection(lake, FRAME))
        if lake.is_empty:
            continue
        tolerance = (scale.core_tolerance if near else scale.far_tolerance) / METRES
        simple = shapely.coverage_simplify([shapely.transform(lake, lambda c: c * HALF)], tolerance)[0]
        simple = shapely.set_precision(shapely.transform(simple, lambda c: c / HALF), scale.grid)
        simple = shapely.transform(simple, lambda c: np.round(c, scale.decimals))
        parts = [part for part in shapely.get_parts(simple) if part.geom_type == "Polygon" and km2(part) >= LEAST_WATER]
        if not all(part.is_valid for part in parts):
            raise ValueError(f"a lake is not valid after rounding at {scale.name}")
        found.append(coverage.tidy(shapely.MultiPolygon(parts)))
    found.sort(key=lambda lake: (-round(lake.area, 9), lake.geoms[0].exterior.coords[0]))
    names = {}
    for lake_id, (point, titles) in LAKES.items():
        hits = [n for n, lake in enumerate(found) if lake.contains(shapely.Point(point))]
        if len(hits) != 1:
            raise ValueError(f"lake {lake_id} is in {len(hits)} polygons at {scale.name}")
        names[hits[0]] = {"id": f"lake-{lake_id}"} | titles
    return [
        feature(names.get(n, {}), lake.geoms[0] if len(lake.geoms) == 1 else lake, scale.decimals)
        for n, lake in enumerate(found)
    ]


def river_features(network: Network, arcs: list, scale: Scale) -> list[dict]:
    """Named rivers; where a river is a border arc, its line is the arc's."""
    lines_of = {properties["id"]: lines for properties, lines in arcs}
    features = []
    for river, (titles, parts, source) in sorted(RIVERS.items()):
        course: list[tuple] = []
        for kind, *what in parts:
            if kind == "arc":
                piece = max(lines_of[what[0]], key=len)
            elif kind == "own":
                piece = list(what[0])
            else:
                line = shapely.LineString(network.rivers.trace(*what) * HALF)
                line = shapely.simplify(line, 0.6 * scale.core_tolerance / METRES)
                line = shapely.intersection(shapely.transform(line, lambda c: c / HALF), FRAME)
                line = max(shapely.get_parts(line), key=shapely.length)
                piece = [tuple(np.round(pair, scale.decimals).tolist()) for pair in line.coords]
            if course:
                ends = [shapely.Point(course[-1]).distance(shapely.Point(piece[n])) for n in (0, -1)]
                piece = piece if ends[0] <= ends[1] else piece[::-1]
                if min(ends) > WIDEST_GAP:
                    raise ValueError(f"{river}: parts do not meet at {course[-1]}")
            elif len(parts) > 1 and kind == "arc":
                raise ValueError(f"{river}: a chain begins with a trace")
            course.extend(point for point in piece if not course or point != course[-1])
        features.append(
            feature(
                {"id": f"river-{river}"} | titles | {"sources": [source]}, shapely.LineString(course), scale.decimals
            )
        )
    return features


def build(cache: Path, out: Path) -> dict[str, str]:
    """Build everything below `out`; return the SHA-256 of each file by its path."""
    shores = raw.shores()
    network = Network(HERE / "lines.geojson", dcw_file(cache), raw.rivers())
    facts = json.loads((HERE / "territories.json").read_text(encoding="utf-8"))
    seeds = {name: fact["seeds"] for name, fact in facts.items()}
    named = [point for point, _, _ in ISLANDS.values()]
    written: dict[str, str] = {}
    for scale in SCALES:
        land = coverage.kept_land(shores[raw.LAND], scale, FINE, named)
        groups = coverage.pieces(network, seeds, land)
        territories = coverage.simplify(groups, scale)
        coverage.check_coverage(territories)
        arcs = borders.extract(territories, network.arcs)
        suffix = "" if scale.name == "100m" else f"-{scale.name}"
        outputs = {
            f"territories{suffix}.geojson": territory_features(territories, facts, scale),
            f"borders{suffix}.geojson": [
                feature(
                    properties,
                    shapely.MultiLineString(lines) if len(lines) > 1 else shapely.LineString(lines[0]),
                    scale.decimals,
                )
                for properties, lines in arcs
            ],
            f"base/land-{scale.name}.geojson": land_features(territories, scale),
            f"base/lakes-{scale.name}.geojson": lake_features(shores, scale),
            f"base/rivers-{scale.name}.geojson": river_features(network, arcs, scale),
        }
        for name, features in outputs.items():
            write(out / name, features)
            written[name] = hashlib.sha256((out / name).read_bytes()).hexdigest()
        read_back = json.loads((out / f"territories{suffix}.geojson").read_text(encoding="utf-8"))["features"]
        coverage.check_coverage({f["properties"]["id"]: shapely.geometry.shape(f["geometry"]) for f in read_back})
    return dict(sorted(written.items()))


def main(arguments: list[str] | None = None) -> int:
    """Run the build from the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=HERE / "cache", help="folder with dcw-gmt.nc or its package")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write to (default: the data folder)")
    parser.add_argument("--check", action="store_true", help="compare with checksums.json instead of rewriting it")
    options = parser.parse_args(arguments)
    try:
        written = build(options.cache, options.out)
    except raw.InputError as error:
        print(f"build: {error}", file=sys.stderr)
        return 2
    text = json.dumps(written, indent=1) + "\n"
    if options.check:
        same = text == (HERE / "checksums.json").read_text(encoding="utf-8")
        print("same bytes" if same else "the files differ from checksums.json")
        return 0 if same else 1
    beside = HERE / "checksums.json.new"
    beside.write_text(text, encoding="utf-8")
    beside.replace(HERE / "checksums.json")
    for name in written:
        print(f"{(options.out / name).stat().st_size:>9} {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
