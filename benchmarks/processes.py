"""What is built, beside its peers: whole processes, in turn, the ratio taken pair by pair."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

DAY = "1940-06-16"
MATPLOTLIB = Path(tempfile.gettempdir()) / "baltic-map-benchmark-matplotlib"

OURS_DAY = """
from datetime import date
from pathlib import Path
from baltic_map import MapBuilder
list(MapBuilder(FOLDER).build([date.fromisoformat(DAY)], Path(OUT)))
"""
OURS_ALL = """
from datetime import date
from pathlib import Path
from baltic_map import MapBuilder
list(MapBuilder(FOLDER).build([], Path(OUT), index=date.fromisoformat(DAY), langs=["en"]))
"""
OURS_SITE = """
from pathlib import Path
from baltic_map import MapBuilder
list(MapBuilder(FOLDER).build_site(Path(OUT), langs=["en"]))
"""
OURS_PLATES = """
from pathlib import Path
from baltic_map import Snapshot, open_atlas
atlas = open_atlas(FOLDER)
first = atlas.axis.index(DAY) - COUNT // 2
list(Snapshot(atlas).run([atlas.axis.day(first + step) for step in range(COUNT)], Path(OUT), "png"))
"""

# The peer reads the same files with no more than it needs: dates that are not whole days count from the first or to
# the last day of the atlas.
READ = """
import json, re, tomllib
from pathlib import Path
settings = tomllib.loads((Path(FOLDER) / "atlas.toml").read_text(encoding="utf-8"))
FIRST, STOP = (settings["window"][key].isoformat() for key in ("start", "end"))
WHOLE = re.compile(r"\\d{4}-\\d{2}-\\d{2}")
TOLD = ("name", "description", "note")
def read(name):
    return json.loads((Path(FOLDER) / name).read_text(encoding="utf-8"))["features"]
def marks():
    for layer in settings["layers"]:
        for each in read(layer["id"] + ".geojson"):
            if each["geometry"]:
                properties = each["properties"]
                first, stop = (WHOLE.findall(properties.get(key) or "") for key in ("start_date", "end_date"))
                told = {key: properties.get(key) or "" for key in TOLD}
                days = {"start": (first or [FIRST])[0], "end": (stop or [STOP])[-1]}
                yield {"type": "Feature", "geometry": each["geometry"], "properties": told | days}
def collect(features):
    return {"type": "FeatureCollection", "features": list(features)}
land = collect(read(settings["scales"][0]["territories"]))
"""
DRAW = (
    READ
    + """
import folium
def draw(day):
    page = folium.Map([57, 24], zoom_start=6, tiles=None)
    folium.GeoJson(land, style_function=lambda _: {"weight": 1}).add_to(page)
    shown = [each for each in features if each["properties"]["start"] <= day < each["properties"]["end"]]
    folium.GeoJson(collect(shown), popup=folium.GeoJsonPopup(list(TOLD))).add_to(page)
    page.save(f"{OUT}/{day}.html")
features = list(marks())
"""
)
PEER_DAY = DRAW + "draw(DAY)\n"
PEER_SITE = (
    DRAW
    + """
from datetime import date, timedelta
day = date.fromisoformat(FIRST)
while day < date.fromisoformat(STOP):
    draw(day.isoformat())
    day += timedelta(1)
"""
)
PEER_ALL = (
    READ
    + """
import folium
from folium.plugins import Timeline, TimelineSlider
from folium.utilities import JsCode
page = folium.Map([57, 24], zoom_start=6, tiles=None)
folium.GeoJson(land, style_function=lambda _: {"weight": 1}).add_to(page)
timeline = Timeline(
    collect(marks()),
    on_each_feature=JsCode("({ properties: { name, description, note } }, layer) => "
        "layer.bindPopup(`<b>${name}</b><p>${description}</p><p>${note}</p>`)"),
).add_to(page)
TimelineSlider(auto_play=False).add_timelines(timeline).add_to(page)
page.save(f"{OUT}/index.html")
"""
)
PEER_PLATES = (
    READ
    + """
from datetime import date, timedelta
import geopandas, matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
ground = geopandas.GeoDataFrame.from_features(land, crs=4326).to_crs(25884)
frame = geopandas.GeoDataFrame.from_features(collect(marks()), crs=4326).to_crs(25884)
for step in range(COUNT):
    day = (date.fromisoformat(DAY) + timedelta(step - COUNT // 2)).isoformat()
    figure, axes = plt.subplots(figsize=(16, 12), dpi=100)
    ground.plot(ax=axes, edgecolor="black")
    shown = frame[(frame.start <= day) & (day < frame.end)]
    shown.plot(ax=axes, color="red")
    for name, where in zip(shown.name, shown.geometry.representative_point()):
        axes.annotate(name, (where.x, where.y), fontsize=6)
    figure.savefig(f"{OUT}/{day}.png")
    plt.close(figure)
"""
)


# A process counts the memory of the one it was forked from as its own: a small one forks it, and looks at it from
# outside. Linux counts in kilobytes, macOS in bytes.
LAUNCH = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
peak = used.ru_maxrss / (1024 ** 2 if sys.platform == "darwin" else 1024)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, peak)
sys.exit(os.waitstatus_to_exitcode(status) and 1)
"""


# pandas, which the peers import, imports pyarrow wherever it is installed, as it is for our exports: it would cost them
# much time for nothing.
ALONE = "import sys\nsys.modules['pyarrow'] = None\n"


@dataclass(frozen=True)
class Task:
    """
    Two programs that do the same work.

    Attributes
    ----------
    what
        The work, in words.
    ours, peer
        Python, with ``FOLDER``, ``OUT``, ``DAY`` and ``COUNT`` given.
    sizes
        How many times as large an atlas may be for it.
    goals
        Ratio to be reached by size, with an empty cache; then with a full one.
    count
        How many plates.
    memory
        Ratio of the memory to be reached, by size.
    is_short
        Whether it is run once before it is measured.
    """

    what: str
    ours: str
    peer: str
    sizes: tuple[int, ...]
    goals: dict[int, tuple[float, float | None]]
    count: int = 1
    memory: Mapping[int, float] = field(default_factory=dict)
    is_short: bool = True


TASKS = {
    "day": Task("One day as HTML", OURS_DAY, PEER_DAY, (1, 10), {1: (0.8, 0.45), 10: (0.6, 0.3)}),
    "all": Task(
        "All days as HTML, one language",
        OURS_ALL,
        PEER_ALL,
        (1, 10, 100),
        {1: (1.0, 0.5), 10: (0.7, 0.35), 100: (0.7, 0.35)},
        memory={100: 0.8},
    ),
    "site": Task("A page for each of 679 days", OURS_SITE, PEER_SITE, (1,), {1: (0.01, None)}, is_short=False),
    "plate": Task("One plate as PNG", OURS_PLATES, PEER_PLATES, (1,), {}),
    "plates": Task("Thirty plates as PNG", OURS_PLATES, PEER_PLATES, (1,), {1: (0.2, None)}, count=30),
}


@dataclass(frozen=True)
class Usage:
    """What a process took: seconds by the clock and of the processors, and megabytes at most; and wrote, in bytes."""

    seconds: float
    cpu: float
    peak: float
    written: int


def run(program: str, folder: Path, count: int, cache: Path) -> Usage:
    """Run a program in a process of its own and look at it from outside."""
    with tempfile.TemporaryDirectory() as out:
        given = f"{ALONE}FOLDER, OUT, DAY, COUNT = {str(folder)!r}, {out!r}, {DAY!r}, {count}\n"
        # Matplotlib's list of the fonts of this machine is no work of a plate. Both are compiled once, as pip compiles
        # what it installs: a shell that forbids it would have ours, which stands beside it, compiled by each run.
        environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "MPLCONFIGDIR": str(MATPLOTLIB)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-S", "-c", LAUNCH, sys.executable, "-c", given + program]
        launched = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        if launched.returncode:
            raise SystemExit(f"{launched.stderr}\n{folder}: a program of the benchmark failed. Its words are above.")
        seconds, cpu, peak = map(float, launched.stdout.splitlines()[-1].split())
        written = sum(each.stat().st_size for each in Path(out).rglob("*") if each.is_file())
    return Usage(seconds, cpu, peak, written)


def change(folder: Path, number: int) -> None:
    """Change one feature of an atlas."""
    path = folder / "events.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["features"][0]["properties"]["note"] = f"Changed {number}."
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


@contextmanager
def fresh_cache() -> Iterator[Path]:
    """Make an empty cache."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def pairs(task: Task, folder: Path, rounds: int, *, warm: bool) -> list[tuple[Usage, Usage]]:
    """
    Run both programs of a task in turn.

    Parameters
    ----------
    task
        The task.
    folder
        The atlas; if `warm`, a feature of it is changed before each round.
    rounds
        How often.
    warm
        Whether our cache holds what an earlier run has left, else it is empty each time.

    Returns
    -------
    pairs
        Ours and the peer's, one for each round.
    """
    found = []
    with fresh_cache() as kept:
        # What a first run reads from the disk, a second one finds in memory.
        for program in (task.ours, task.peer) if task.is_short else ():
            run(program, folder, 1, kept)
        for number in range(rounds):
            if warm:
                change(folder, number)
                ours = run(task.ours, folder, task.count, kept)
            else:
                with fresh_cache() as empty:
                    ours = run(task.ours, folder, task.count, empty)
            found.append((ours, run(task.peer, folder, task.count, kept)))
    return found
