"""
Time the package beside its peers, in one run, pair by pair.

    .venv/bin/python benchmarks/run.py [NAME ...] [--runs 5]

Each figure is a whole process; ours and the peer's run in turn (A B A B …), and the ratio is taken pair by pair, so
that a machine that slows down slows both. Quote the median ratio, never the seconds. Equal work first: both draw the
same features of the same day at the same scale, with popups or labels.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

DAY = "1940-06-16"

PEER_DATA = """
import json, geopandas as gpd, shapely
from baltic_map import open_atlas
atlas = open_atlas()
index = atlas.axis.index(DAY)
def frame_of(index):
    rows = []
    for area in atlas.borders.areas(index):
        shapes = [atlas.borders.territories[key].geometry for key in area.territories]
        rows.append({"name": area.status, "geometry": shapely.coverage_union_all(shapes)})
    return gpd.GeoDataFrame(rows, crs=4326)
def marks_of(index):
    rows = [
        {"name": each.fields.name, "description": each.fields.description, "geometry": each.geometry}
        for each in atlas.features if each.geometry is not None and each.span.is_possible(index)
    ]
    return gpd.GeoDataFrame(rows, crs=4326)
"""


@dataclass(frozen=True)
class Pair:
    """Two programs that do the same work."""

    what: str
    ours: str
    peer_name: str
    peer: str


PAIRS = {
    "help": Pair(
        "answer --help, against the imports a map needs",
        "import sys; sys.argv = ['baltic-map', '--help']; from baltic_map.cli import main\n"
        "try: main()\nexcept SystemExit: pass",
        "import geopandas, folium",
        "import geopandas, folium",
    ),
    "page": Pair(
        "one day as an HTML file",
        "from baltic_map import MapBuilder; MapBuilder().day(DAY).save(OUT)",
        "folium.GeoJson with popups",
        PEER_DATA + "import folium\n"
        "page = folium.Map([57, 24], zoom_start=6, tiles=None)\n"
        "folium.GeoJson(frame_of(index)).add_to(page)\n"
        "folium.GeoJson(marks_of(index), popup=folium.GeoJsonPopup(['name', 'description'])).add_to(page)\n"
        "page.save(OUT)",
    ),
    "pages": Pair(
        "thirty days as HTML files",
        "from baltic_map import MapBuilder\n"
        "from pathlib import Path\n"
        "builder = MapBuilder(); start = builder.atlas.axis.index(DAY) - 15\n"
        "for step in range(30): builder.day(builder.atlas.axis.day(start + step)).save(OUT)",
        "folium.GeoJson with popups",
        PEER_DATA + "import folium\n"
        "for step in range(30):\n"
        "    page = folium.Map([57, 24], zoom_start=6, tiles=None)\n"
        "    folium.GeoJson(frame_of(index - 15 + step)).add_to(page)\n"
        "    marks = marks_of(index - 15 + step)\n"
        "    folium.GeoJson(marks, popup=folium.GeoJsonPopup(['name', 'description'])).add_to(page)\n"
        "    page.save(OUT)",
    ),
    "plates": Pair(
        "ten days as PNG, 1600 pixels wide",
        "from baltic_map import Snapshot, open_atlas\n"
        "from pathlib import Path\n"
        "atlas = open_atlas(); start = atlas.axis.index(DAY) - 5\n"
        "days = [atlas.axis.day(start + step) for step in range(10)]\n"
        "list(Snapshot(atlas).run(days, Path(OUT).parent, 'png'))",
        "geopandas.plot, a figure a day",
        PEER_DATA + "import matplotlib; matplotlib.use('Agg'); import matplotlib.pyplot as plt\n"
        "for step in range(10):\n"
        "    figure, axes = plt.subplots(figsize=(16, 11.5), dpi=100)\n"
        "    frame_of(index - 5 + step).to_crs(25884).plot(ax=axes, edgecolor='black')\n"
        "    marks = marks_of(index - 5 + step).to_crs(25884); marks.plot(ax=axes, color='red')\n"
        "    for name, where in zip(marks['name'], marks.geometry.representative_point()):\n"
        "        axes.annotate(name, (where.x, where.y), fontsize=6)\n"
        "    figure.savefig(OUT + '.png'); plt.close(figure)",
    ),
}


def seconds(program: str, out: Path) -> float:
    """Run a program in a process of its own and time it from outside."""
    code = f"DAY = {DAY!r}; OUT = {str(out)!r}\n{program}"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - start


def measure(pair: Pair, runs: int, folder: Path) -> None:
    """Run a pair in turn and print medians and the ratio."""
    ours, peer = folder / "ours.html", folder / "peer.html"
    seconds(pair.ours, ours), seconds(pair.peer, peer)  # warm the disk
    times = [(seconds(pair.ours, ours), seconds(pair.peer, peer)) for _ in range(runs)]
    ratios = sorted(mine / theirs for mine, theirs in times)
    mine, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{pair.what}: {mine:.2f} s; {pair.peer_name}: {theirs:.2f} s")
    print(f"  ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}, {runs} pairs)")
    if ours.exists() and peer.exists():
        for name, path in (("ours", ours), ("peer", peer)):
            data = path.read_bytes()
            print(f"  {name}: {len(data) / 1e6:.2f} MB, gzipped {len(gzip.compress(data)) / 1e6:.2f} MB")
        ours.unlink()
        peer.unlink()


def main() -> None:
    """Measure the pairs that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*PAIRS, []], help="which pairs (all)")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    for name in arguments.names or PAIRS:
        with tempfile.TemporaryDirectory() as folder:
            measure(PAIRS[name], arguments.runs, Path(folder))


if __name__ == "__main__":
    main()
