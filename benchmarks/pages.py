"""
What a page does in a browser, beside folium's Timeline, round by round.

The peer has every feature with a place, every area of a state and every border line, the days they are in force, and a
popup with the same prose; its geometry is as fine as ours (folium has one scale), land, lakes and rivers lie below it,
and a name stands beside each place whose name our page writes on one of the days jumped to. Both pages hold all they
need. Hatches, waterlines, signs and names that keep clear of one another, the lists of the day, the languages and the
search are work that only our page does.

The peer's scripts come from npm (``benchmarks/npm``), Leaflet from our own dependency; the browsers are the tests'.
"""

from __future__ import annotations

import gzip
import html
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import shapely
from folium.plugins import Timeline, TimelineSlider
from folium.utilities import JsCode

from baltic_map import Atlas, MapBuilder
from baltic_map.config import Scale
from baltic_map.days import CivilDay
from baltic_map.web.bundle import leaflet_css, leaflet_js

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.browser.npm import packages  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WINDOW = {"width": 1400, "height": 900}
DAY_MS = 86_400_000


@dataclass(frozen=True)
class Side:
    """
    One of the pages.

    Parameters
    ----------
    path
        The file.
    ready
        JavaScript: is the page drawn?
    show
        JavaScript: a function that shows day ``n``, counted from 0.
    drawn
        JavaScript: how many things of the atlas are on the map now.
    """

    path: Path
    ready: str
    show: str
    drawn: str


def build_ours(folder: Path, atlas: Atlas) -> Side:
    """Build the page of all days, in one language."""
    (path,) = MapBuilder(atlas).build([], folder, index=atlas.config.opening_day or atlas.axis.start, langs=["en"])
    return Side(
        path,
        ready="document.documentElement?.dataset.ready === 'true'",
        show="""(() => {
          const bar = document.querySelector("input.time-slider");
          return (day) => { bar.value = String(day); bar.dispatchEvent(new Event("input", { bubbles: true })); };
        })()""",
        # By id: a feature may have several parts.
        drawn="new Set([...document.querySelectorAll('[data-id]')].map((each) => each.dataset.id)).size",
    )


def _peer_timeline(things: Iterable[Thing], named: Collection[str], first: int) -> Timeline:
    """Put things on folium's Timeline; ``first`` is the first day of the atlas in milliseconds of UNIX time."""
    features = [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(thing.geometry),
            "properties": {
                "text": thing.text,
                "name": html.escape(thing.name) if thing.id in named else "",
                "start": first + thing.first * DAY_MS,
                "end": first + thing.stop * DAY_MS,
            },
        }
        for thing in things
    ]
    return Timeline(
        {"type": "FeatureCollection", "features": features},
        get_interval=JsCode(
            "(each) => ({ start: each.properties.start, end: each.properties.end, endExclusive: true })"
        ),
        style=JsCode("() => ({ weight: 1 })"),
        point_to_layer=JsCode("(each, at) => L.circleMarker(at, { radius: 6 })"),
        on_each_feature=JsCode(
            "({ properties: { text, name } }, layer) => {"
            " layer.bindPopup(text); if (name) layer.bindTooltip(name, { permanent: true }); }"
        ),
    )


def unix_ms(day: CivilDay) -> int:
    """Give the begin of a day in milliseconds of UNIX time."""
    return int(datetime.fromisoformat(day.isoformat()).replace(tzinfo=UTC).timestamp()) * 1000


def build_peer(folder: Path, atlas: Atlas, named: set[str]) -> Side:
    """
    Build a page of folium's Timeline with the same things, and put what it loads from the network into the file.

    Parameters
    ----------
    folder
        Where to.
    atlas
        What to show.
    named
        Ids of the features whose name stands beside them.
    """
    scale = atlas.config.scales[-1]
    first = unix_ms(atlas.axis.start)
    timeline = _peer_timeline(timed(atlas, scale), named, first)
    slider = TimelineSlider(auto_play=False, show_ticks=False, date_options="D MMMM YYYY", steps=len(atlas.axis))
    page = folium.Map(tiles=None)
    for each in (page, timeline, slider):
        # Of the ten files that folium loads, the page needs three.
        each.default_js, each.default_css = [], []
    for name in (scale.land, scale.lakes, scale.rivers):
        assert name
        ground = json.loads((atlas.folder / name).read_text(encoding="utf-8"))
        folium.GeoJson(ground, style_function=lambda _: {"weight": 1}).add_to(page)
    timeline.add_to(page)
    slider.add_timelines(timeline).add_to(page)
    view = atlas.config.view
    page.fit_bounds([[view.south, view.west], [view.north, view.east]])
    modules = packages(ROOT / "benchmarks" / "npm")
    scripts = [
        leaflet_js(),
        (modules / "moment" / "min" / "moment.min.js").read_text(encoding="utf-8"),
        (modules / "leaflet.timeline" / "dist" / "leaflet.timeline.js").read_text(encoding="utf-8"),
    ]
    # A script must not hold the end of one.
    safe = [code.replace("</script", "<\\/script") for code in scripts]
    inside = f"<style>{leaflet_css()}</style>" + "".join(f"<script>{code}</script>" for code in safe)
    path = folder / "peer.html"
    path.write_text(page.get_root().render().replace("<head>", "<head>" + inside, 1), encoding="utf-8")
    return Side(
        path,
        ready=f"globalThis.{timeline.get_name()}?.getLayers().length && globalThis.{slider.get_name()}?.time",
        show=f"(day) => {slider.get_name()}.setTime({first} + day * {DAY_MS})",
        drawn=f"{timeline.get_name()}.getLayers().length",
    )


@dataclass(frozen=True)
class Thing:
    """
    What is on the map.

    Parameters
    ----------
    id, name
        The feature's; of areas and lines there is none.
    geometry
        Degrees, WGS 84.
    text
        What is told of it, HTML.
    first, stop
        Days in force, ``[first, stop)``.
    """

    id: str
    name: str
    geometry: shapely.Geometry
    text: str
    first: int
    stop: int


def timed(atlas: Atlas, scale: Scale) -> list[Thing]:
    """List what is on the map, and when."""
    assert scale.territories
    assert scale.borders
    land, lines = read(atlas.folder / scale.territories), read(atlas.folder / scale.borders)
    # Every stretch of days on which the same land stands the same way.
    runs: dict[Any, list[int]] = defaultdict(list)
    for day in range(len(atlas.axis)):
        for area in atlas.borders.areas(day):
            runs[area].append(day)
        for arc, _ in atlas.borders.lines(day):
            runs[arc.id].append(day)
    found = []
    for what, days in runs.items():
        if isinstance(what, str):
            geometry, text = lines[what], paragraphs(atlas.borders.arcs[what].names["en"])
        else:
            geometry = shapely.coverage_union_all([land[key] for key in what.territories])
            text = paragraphs(" · ".join(atlas.borders.territories[key].names["en"] for key in what.territories))
        begin = days[0]
        for day, following in zip(days, [*days[1:], None], strict=True):
            if following != day + 1:
                found.append(Thing("", "", geometry, text, begin, day + 1))
                begin = following or 0
    for feature in atlas.feature_list:
        if feature.geometry is not None:
            fields = feature.fields
            text = paragraphs(fields.name, fields.description, fields.note, *map(str, feature.citations))
            span = feature.span
            found.append(Thing(fields.id, fields.name, feature.geometry, text, span.first, span.stop))
    return found


def read(path: Path) -> dict[str, shapely.Geometry]:
    """Read geometries by id."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {each["properties"]["id"]: shapely.geometry.shape(each["geometry"]) for each in features}


def paragraphs(*texts: str | None) -> str:
    """Write a popup."""
    return "".join(f"<p>{html.escape(text)}</p>" for text in texts if text)


# Runs before the page's own scripts. The time is that of the frame after the one in which the page was seen ready.
WATCH = """
(() => {
  const seen = globalThis.benchmark = { ready: 0, tasks: [] };
  const keep = (list) => { for (const each of list.getEntries()) seen.tasks.push([each.startTime, each.duration]); };
  seen.observer = new PerformanceObserver(keep);
  seen.observer.observe({ type: "longtask" });
  const look = () => {
    if (READY) requestAnimationFrame(() => { seen.ready = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""

# Asked of our page on each day it jumps to.
NAMED = "[...document.querySelectorAll('.feature.label:not(.hidden-label)')].map((each) => each.dataset.id)"

# Each day is shown, then two frames are awaited: when the second begins, the first has been presented. The day is shown
# by a timer: the browser does not count as script what is evaluated from outside.
JUMP = """
async (days) => {
  const show = SHOW, frame = () => new Promise(requestAnimationFrame), times = [];
  for (const day of days) {
    const start = await new Promise((go) => {
      setTimeout(() => { const now = performance.now(); show(day); go(now); });
    });
    await frame();
    await frame();
    times.push(performance.now() - start);
  }
  return times;
}
"""

ELEMENTS = "document.querySelectorAll('*').length"
COUNT = "async (days) => { const show = SHOW; return days.map((day) => { show(day); return DRAWN; }); }"

# One day a frame, as fast as frames come: what a reader does who drags the bar.
STEP = """
async (days) => {
  const show = SHOW, frame = () => new Promise(requestAnimationFrame), times = [];
  show(0);
  await frame();
  let last = await frame();
  for (let day = 1; day < days; day += 1) {
    show(day);
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  return times;
}
"""


def measure(browser: Browser, side: Side, days: int, jumps: list[int]) -> tuple[dict[str, float], list[int]]:
    """Open a page and take every figure of it; and what it drew on the days it jumped to."""
    context = browser.new_context(viewport=WINDOW, timezone_id="UTC", locale="en-GB")
    asked: list[str] = []
    own = side.path.as_uri()
    context.route(
        lambda url: url.partition("#")[0] != own, lambda route: (asked.append(route.request.url), route.abort())
    )
    context.add_init_script(WATCH.replace("READY", side.ready))
    page = context.new_page()
    page.goto(own)
    # Asked from outside: a page's policy may forbid a function that waits inside.
    while not page.evaluate("globalThis.benchmark.ready"):
        page.wait_for_timeout(50)
    ready: float = page.evaluate("benchmark.ready")
    elements: int = page.evaluate(ELEMENTS)
    metrics = context.new_cdp_session(page)
    metrics.send("Performance.enable")

    def busy() -> dict[str, float]:
        values = metrics.send("Performance.getMetrics")["metrics"]
        return {each["name"]: each["value"] * 1000 for each in values}

    def fill(script: str) -> str:
        return script.replace("SHOW", side.show).replace("DRAWN", side.drawn)

    # So long it takes a reader at least to reach the bar.
    page.wait_for_timeout(1000)
    before = busy()
    times: list[float] = page.evaluate(fill(JUMP), jumps)
    after = busy()
    steps = page.evaluate(fill(STEP), days)
    stepped = busy()
    page.wait_for_timeout(100)  # long tasks are told a little later
    # The browser tells only of tasks of 50 ms and more.
    tasks: list[list[float]] = page.evaluate("benchmark.tasks")
    drawn: list[int] = page.evaluate(fill(COUNT), jumps)
    context.close()
    assert not asked, f"{side.path.name} asked for {asked}"
    data = side.path.read_bytes()
    return {
        "file, MB": len(data) / 1e6,
        "file, gzipped, MB": len(gzip.compress(data)) / 1e6,
        "opening until drawn, ms": ready,
        "elements right after opening": elements,
        "opening, longest task (50 or more), ms": max((long for start, long in tasks if start < ready), default=50),
        "jump to a random day, until its frame is shown, ms": statistics.median(times),
        "the same, slowest of all, ms": max(times),
        "jump, scripts alone, ms": (after["ScriptDuration"] - before["ScriptDuration"]) / len(jumps),
        "jump, main thread with layout and paint, ms": (after["TaskDuration"] - before["TaskDuration"]) / len(jumps),
        f"all {days} days one by one: frame, 95th percentile, ms": statistics.quantiles(steps, n=20)[-1],
        "the same: main thread, per day, ms": (stepped["TaskDuration"] - after["TaskDuration"]) / days,
        "moving in time, longest task (50 or more), ms": max(
            (long for start, long in tasks if start >= ready), default=50
        ),
    }, drawn


def named_on(browser: Browser, side: Side, jumps: list[int]) -> set[str]:
    """Collect the ids of the places whose name our page writes on one of the days."""
    page = browser.new_page(viewport=WINDOW)
    page.goto(side.path.as_uri())
    while not page.evaluate(side.ready):
        page.wait_for_timeout(50)
    ids: set[str] = set()
    for day in jumps:
        ids.update(page.evaluate(f"(day) => {{ ({side.show})(day); return {NAMED}; }}", day))
    page.close()
    return ids


# The root says which day all panels tell.
TOLD = """
const frame = () => new Promise(requestAnimationFrame), root = document.documentElement, times = [];
const bar = document.querySelector("input.time-slider");
for (const [day, iso] of DAYS) {
  const start = performance.now();
  bar.value = String(day);
  bar.dispatchEvent(new Event("input", { bubbles: true }));
  while (root.dataset.day !== iso) await frame();
  times.push(performance.now() - start);
}
return times;
"""
SIGNS = """
const drawn = document.querySelectorAll(".atlas-icons .feature.icon:not(.clustered) .disc").length;
const counts = [...document.querySelectorAll(".atlas-icons .cluster")];
return [drawn, counts.reduce((sum, { holds }) => sum + holds.length, 0)];
"""
CHRONOLOGY = """
document.querySelector(".to-chronology").click();
while (!document.querySelector(".chronology tbody tr")) await new Promise(requestAnimationFrame);
await new Promise(requestAnimationFrame);
return [document.querySelectorAll(".chronology tbody tr").length, document.querySelectorAll("*").length];
"""


def told(run: Callable[[str], Any], atlas: Atlas, jumps: list[int]) -> dict[str, float]:
    """
    Take what every browser can be asked for.

    Parameters
    ----------
    run
        Runs the body of an asynchronous function in our page, which is ready, and gives what it returns.
    atlas
        What is shown.
    jumps
        Days, counted from 0.
    """
    signs, grouped = run(SIGNS)
    days = [[day, atlas.axis.day(day).isoformat()] for day in jumps]
    times: list[float] = run(TOLD.replace("DAYS", json.dumps(days)))
    rows, elements = run(CHRONOLOGY)
    return {
        "signs drawn on the opening view": signs,
        "signs that these stand for too": grouped,
        "jump to a random day, until all is told, ms": statistics.median(times),
        "rows of the chronology in the page": rows,
        "elements with the chronology open": elements,
    }
