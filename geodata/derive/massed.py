"""Draw the bands before the land border of the Baltic states: ``python geodata/derive/massed.py``.

No source says where the Soviet armies of June 1940 stood, only that they were massed before the border. So the bands
follow the border of those days at an even distance, on the Soviet side, as broad as they have to be to be seen. Reads
``borders.geojson``, ``territories.geojson`` and the lakes; writes the geometry of two features of ``forces.geojson``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape

DATA = Path(__file__).resolve().parent.parent
METRES = "EPSG:25884"

LITHUANIA = ("lithuania", "vilnius-1939")
LATVIA_ESTONIA = ("latvia", "abrene", "estonia", "petserimaa", "narva-strip")
SOVIET = ("ussr", "poland-east", "strip-1940")
#: Along this arc the border is a lake: nobody is drawn behind it.
LAKE_ARC, LAKE = "estonia-ussr-peipus", "lake-peipus"

#: Where the bands begin and end, from the border; the corners of the border they run past; how far their lines may be
#: moved, and half the width of what is no part of them (metres); their least part (square metres).
FROM, TO, ROUNDED, TOLERANCE, SPUR, LEAST = 3_000, 32_000, 12_000, 700, 4_000, 1.5e8


def by_id(name: str) -> dict[str, Any]:
    """Read the shapes of a layer, metres."""
    layer = json.loads((DATA / name).read_text("utf-8"))["features"]
    named = [(each["properties"].get("id"), each["geometry"]) for each in layer]
    return {name: project(shape(geometry)) for name, geometry in named if name}


def project(geometry: Any, *, back: bool = False) -> Any:
    """Turn degrees into metres, or ``back``."""
    ends = (METRES, "EPSG:4326") if back else ("EPSG:4326", METRES)
    return shapely.transform(geometry, Transformer.from_crs(*ends, always_xy=True).transform, interleaved=False)


def bands() -> dict[str, Any]:
    """Make both bands, degrees."""
    land = by_id("territories.geojson")
    # A point of the border is worth nothing here; kilometres are.
    lithuania, north, soviet = (
        shapely.simplify(shapely.union_all([land[name] for name in names]), 300)
        for names in (LITHUANIA, LATVIA_ESTONIA, SOVIET)
    )
    baltic = shapely.buffer(shapely.buffer(lithuania | north, ROUNDED), -ROUNDED)
    behind_lake = shapely.buffer(by_id("borders.geojson")[LAKE_ARC], TO + 1, cap_style="flat")
    whole = (shapely.buffer(baltic, TO) - shapely.buffer(baltic, FROM)) & soviet
    whole = whole - behind_lake - by_id("base/lakes-250m.geojson")[LAKE]
    # Where both are near, the northern band comes first: they do not overlap.
    parted = {"force-before-latvia-estonia": whole & shapely.buffer(north, TO)}
    parted["force-before-lithuania"] = whole - parted["force-before-latvia-estonia"]
    return {name: drawn(each) for name, each in parted.items()}


def drawn(geometry: Any) -> Any:
    """Leave the great parts, with few points, degrees."""
    broad = shapely.buffer(shapely.buffer(geometry, -SPUR), SPUR)
    parts = [each for each in shapely.get_parts(shapely.simplify(broad, TOLERANCE)) if shapely.area(each) > LEAST]
    return shapely.set_precision(project(shapely.MultiPolygon(parts), back=True), 1e-3)


def main() -> None:
    """Write the bands into their features, line by line, and touch nothing else."""
    path, shapes = DATA / "forces.geojson", bands()
    lines = path.read_text("utf-8").split("\n")
    for at, line in enumerate(lines):
        name = next((name for name in shapes if f'"id": "{name}"' in line), None)
        if name:
            feature = json.loads(line.rstrip(","))
            feature["geometry"] = rounded(mapping(shapes[name]))
            lines[at] = json.dumps(feature, ensure_ascii=False) + ("," if line.endswith(",") else "")
    path.write_text("\n".join(lines), "utf-8")


def rounded(value: Any) -> Any:
    """Round the numbers of a geometry to the grid of the bands."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(each) for each in value]
    return round(value, 3) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
