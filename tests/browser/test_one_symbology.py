"""One symbology: what the reader sees of every kind, status and precision is the same on the page and on the plate."""

from __future__ import annotations

import csv
import json
import math
import re
import shutil
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from baltic_map import MapBuilder, Snapshot, open_atlas
from baltic_map.day_view import LocalScene
from baltic_map.print.panel import cited_works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import OpenPage

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
DAY = "1900-01-05"
POINTS, HATCH_POINTS = 0.69, 0.6
SURE = list(product(("certain", "less-certain", "uncertain"), ("exact", "approximate", "schematic")))

# What a kind adds to one of the tiny atlas.
KINDS = {
    "icon": ("fight", {}),
    "icon-open": ("fight", {"open": "true"}),
    "bare": ("fight", {"size": "8"}),
    "arrow": ("march", {}),
    "arrow-open": ("march", {"open": "true"}),
    "area": ("zone", {"hatch": "false"}),
    "area-hatched": ("zone", {}),
    "area-dotted": ("zone", {"hatch": "false", "dash": '"dotted"'}),
    "line": ("march", {"shape": '"line"'}),
    "line-dashed": ("march", {"shape": '"line"', "dash": '"dashed"'}),
}
STATUSES = {
    "free": {},
    "occupied": {"fill": '"own"', "hatch": '"red"', "inner": '"red"'},
    "annexed": {"fill": '"controller"', "inner": '"own"'},
}

# Of each thing on the map: fills, strokes and dashes, as the browser works them out.
SEEN = """() => {
    const style = (node) => {
        if (!node) return null;
        const { fill, stroke, strokeWidth, strokeDasharray, color } = getComputedStyle(node);
        const dash = strokeDasharray === "none" ? [] : strokeDasharray.split(",").map(parseFloat);
        return { fill, stroke, width: parseFloat(strokeWidth), dash, color };
    };
    const angle = (paint) => {
        const id = /#([^"')]+)/.exec(paint ?? "")?.[1];
        const pattern = id && document.getElementById(id);
        if (!pattern) return null;
        const [line] = pattern.children;
        return { turn: parseFloat(/rotate\\(([-\\d.]+)/.exec(pattern.getAttribute("patternTransform"))[1]),
            gap: Number(pattern.getAttribute("width")), level: line.getAttribute("y1") === line.getAttribute("y2") };
    };
    const one = (node, query) => style(node.querySelector(query));
    return Object.fromEntries([...document.querySelectorAll("[data-id]")].map((node) => [node.dataset.id, {
        disc: one(node, ".disc"), bare: one(node, ".bare"), arrow: one(node, ".arrow-body"),
        outline: one(node, ".zone-outline"), rule: one(node, ".rule"),
        hatch: angle(node.querySelector(".zone-fill, .hatch")?.style.fill),
        edge: one(document, `.inner-edge[clip-path="url(${node.querySelector(".fill")?.getAttribute("href")}-clip)"]`),
    }]));
}"""


@dataclass(frozen=True)
class Stroke:
    """A path of the plate."""

    fill: str
    stroke: str
    width: float
    dash: tuple[float, ...]
    data: str


def kind_block(text: str, name: str, other: str, changes: dict[str, str]) -> str:
    """Copy a kind of the tiny atlas under another name."""
    block = re.search(rf"\[kinds\.{other}\]\n((?:.+\n)+?)(?=\[|\n)", text + "\n")
    assert block is not None
    lines = [line for line in block[1].splitlines() if line.partition(" = ")[0] not in changes]
    return "\n".join([f"[kinds.{name}]", *lines, *(f"{key} = {value}" for key, value in changes.items())]) + "\n"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the small atlas: each kind as sure as it can be, a state for each status, a line for each precision."""
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("symbology") / "atlas"))
    config = folder / "atlas.toml"
    text = config.read_text(encoding="utf-8")
    blocks = [kind_block(text, name, *which) for name, which in KINDS.items()]
    text = re.sub(r"\[statuses\..*?(?=\[\[layers)", "", text, flags=re.DOTALL)
    blocks += [
        f'[statuses.{name}]\nname = "{name}"\n' + "".join(f"{key} = {value}\n" for key, value in fields.items())
        for name, fields in STATUSES.items()
    ]
    config.write_text(text + "\n" + "\n".join(blocks), encoding="utf-8")
    write_features(folder)
    write_borders(folder, (0.5, 3))
    write_holdings(folder)
    return folder


def write_features(folder: Path) -> None:
    """Write a feature of each kind for each certainty and position, apart from each other."""
    path = folder / "zones.geojson"
    layers: dict[str, list[dict[str, Any]]] = {"zones": [], "events": []}
    for (row, name), (column, (certainty, position)) in product(enumerate(KINDS), enumerate(SURE)):
        x, y = 0.7 + column * 0.5, 50.6 + row * 0.3
        layer, geometry = "zones", {"type": "LineString", "coordinates": [[x, y], [x + 0.3, y]]}
        if name.startswith(("icon", "bare")):
            layer, geometry = "events", {"type": "Point", "coordinates": [x, y]}
        elif name.startswith("area"):
            corners = [[x, y], [x + 0.3, y], [x + 0.3, y + 0.2], [x, y + 0.2], [x, y]]
            geometry = {"type": "Polygon", "coordinates": [corners]}
        properties = {
            "id": f"{name}-{certainty}-{position}",
            "kind": name,
            "name": name,
            "start_date": "1900-01-01",
            "end_date": None,
            "certainty": certainty,
            "position": position,
            "precision_km": 1,
            "sources": ["book, p. 7"],
            "rank": 2,
        }
        layers[layer].append({"type": "Feature", "properties": properties, "geometry": geometry})
    for layer, features in layers.items():
        path = folder / f"{layer}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def write_borders(folder: Path, precisions: tuple[float, float]) -> None:
    """Give the lines between the territories a precision each."""
    path = folder / "borders.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    for feature, precision in zip(data["features"], precisions, strict=True):
        feature["properties"]["precision_km"] = precision
    path.write_text(json.dumps(data), encoding="utf-8")


def write_holdings(folder: Path) -> None:
    """Give the territories a status each."""
    rows = [
        ("west", "AAA", "BBB", "AAA", "occupied"),
        ("middle", "BBB", "BBB", "AAA", "annexed"),
        ("east", "AAA", "AAA", "AAA", "free"),
    ]
    with (folder / "holdings.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        columns = "territory start_date end_date state controller recognised status sources note"
        writer.writerow(columns.split())
        for territory, *standing in rows:
            writer.writerow([territory, "1900-01-01", "", *standing, "book", ""])


@pytest.fixture(scope="module")
def plate(atlas: Path) -> dict[str, list[Stroke]]:
    """Read the plate of the small atlas."""
    return read_plate(atlas)


def read_plate(atlas: Path) -> dict[str, list[Stroke]]:
    """Read the plate of the day: what each thing is made of."""
    root = ET.fromstring(Snapshot(open_atlas(atlas)).render(DAY, "svg"))  # noqa: S314 - our own
    groups = {each.get("id"): each for each in root.iter("{http://www.w3.org/2000/svg}g")}
    return {key: list(strokes(group)) for key, group in groups.items() if key}


def strokes(group: ET.Element) -> Iterator[Stroke]:
    """Give the paths of a group."""
    for path in group.iter("{http://www.w3.org/2000/svg}path"):
        style = dict(re.findall(r"([\w-]+): ([^;]+)", path.get("style", "")))
        dash = tuple(map(float, style.get("stroke-dasharray", "none").replace("none", "").replace(",", " ").split()))
        width = float(style.get("stroke-width", "1"))
        yield Stroke(style.get("fill", "#000000"), style.get("stroke", "none"), width, dash, path.get("d", ""))


@pytest.fixture
def seen(atlas: Path, tmp_path: Path, open_page: OpenPage) -> dict[str, Any]:
    """Read the page of the small atlas."""
    return read_page(atlas, tmp_path, open_page)


def read_page(atlas: Path, tmp_path: Path, open_page: OpenPage) -> dict[str, Any]:
    """Read the page of the day."""
    MapBuilder(open_atlas(atlas)).atlas_map().save(tmp_path / "page.html")
    page = open_page(tmp_path / "page.html", 1400, 900, fragment=f"date={DAY}", reduced_motion="reduce")
    found: dict[str, Any] = page.evaluate(SEEN)
    return found


def pattern(width: float, dash: list[float] | tuple[float, ...]) -> list[float]:
    """Give a dash in widths of its line."""
    return [round(length / width, 1) for length in dash]


def is_own(shown: dict[str, Any]) -> bool:
    return bool(shown["fill"] == shown["color"])


def drawn(plate: list[Stroke], color: str) -> Stroke:
    """Give the last path that is stroked in a colour."""
    return [each for each in plate if each.stroke == color][-1]


RED = "#a9231b"


def test_icons_are_discs_or_bare_filled_and_rimmed_alike(seen: dict[str, Any], plate: dict[str, list[Stroke]]) -> None:
    told = {"full": 0, "open": 0, "broken": 0}
    for name, (certainty, position) in product(("icon", "icon-open", "bare"), SURE):
        key = f"{name}-{certainty}-{position}"
        disc, paths = seen[key]["disc"], plate[key]
        # A circle is eight curves.
        assert (disc is None) == (name == "bare") == (paths[0].data.count("C") != 8), key
        if disc is None:
            assert is_own(seen[key]["bare"])
            assert paths[1].fill == RED
            continue
        is_full = paths[1].fill == RED
        assert is_own(disc) == is_full, key
        if is_full:
            told["full"] += 1
            continue
        rim = drawn(paths, RED)
        assert pattern(disc["width"], disc["dash"]) == pattern(rim.width, rim.dash), key
        assert rim.width == pytest.approx(disc["width"] * POINTS, abs=0.01), key
        told["broken" if rim.dash else "open"] += 1
    assert told == {"full": 2, "open": 2, "broken": 14}


def test_arrows_are_filled_and_rimmed_alike(seen: dict[str, Any], plate: dict[str, list[Stroke]]) -> None:
    broken = 0
    for name, (certainty, position) in product(("arrow", "arrow-open"), SURE):
        key = f"{name}-{certainty}-{position}"
        body, paths = seen[key]["arrow"], plate[key]
        # Beneath lies the casing.
        assert is_own(body) == (paths[1].fill == RED), key
        if is_own(body):
            continue
        rim = drawn(paths, RED)
        assert pattern(body["width"], body["dash"]) == pattern(rim.width, rim.dash), key
        broken += bool(rim.dash)
    assert broken == 4 + 9


def test_zones_and_lines_have_the_same_strokes_and_hatches(
    seen: dict[str, Any], plate: dict[str, list[Stroke]]
) -> None:
    dashes = set()
    for name, (certainty, position) in product([each for each in KINDS if each[:4] in {"area", "line"}], SURE):
        key = f"{name}-{certainty}-{position}"
        outline, paths = seen[key]["outline"], plate[key]
        line = drawn(paths, RED)
        assert pattern(outline["width"], outline["dash"]) == pattern(line.width, line.dash), key
        assert line.width == pytest.approx(outline["width"] * POINTS, abs=0.01), key
        dashes.add(tuple(outline["dash"]))
        hatch = seen[key]["hatch"]
        assert (hatch is not None) == (name == "area-hatched") == (len(paths) == 3), key
        if hatch:
            compare_hatches(hatch, paths[1], 135)
    assert dashes == {(), (9, 4), (5, 4), (0.1, 5)}


def compare_hatches(page: dict[str, Any], plate: Stroke, degrees: float) -> None:
    """Hold a hatch to its angle, and both drawings to the same distance of the lines."""
    assert page["level"]
    assert -page["turn"] == degrees
    pieces = [re.findall(r"(-?[\d.]+) (-?[\d.]+)", piece) for piece in plate.data.split("M")]
    ends = [[(float(x), float(y)) for x, y in piece] for piece in pieces if len(piece) > 1]
    (x0, y0), *_, (x1, y1) = max(ends, key=lambda each: math.dist(each[0], each[-1]))
    # In SVG y goes down.
    assert math.degrees(math.atan2(y0 - y1, x1 - x0)) % 180 == pytest.approx(degrees, abs=0.1)
    turn = math.radians(degrees)
    feet = sorted({round(-math.sin(turn) * x - math.cos(turn) * y, 1) for piece in ends for x, y in piece})
    gaps = [there - here for here, there in pairwise(feet) if there - here > 1]
    assert min(gaps) == pytest.approx(page["gap"] * HATCH_POINTS, abs=0.2)


@pytest.mark.parametrize(
    ("precisions", "dashes"), [((1, 1.1), [[], [7, 3.5]]), ((5, 5.1), [[7, 3.5], [0.1, 4]])], ids=str
)
def test_borders_tell_their_precision_alike(
    atlas: Path, tmp_path: Path, open_page: OpenPage, precisions: tuple[float, float], dashes: list[list[float]]
) -> None:
    folder = Path(shutil.copytree(atlas, tmp_path / "atlas"))
    write_borders(folder, precisions)
    seen, plate = read_page(folder, tmp_path, open_page), read_plate(folder)
    rules = [(seen[key]["rule"], plate[key]) for key in ("west-middle", "middle-east")]
    assert [rule["dash"] for rule, _ in rules] == dashes
    for rule, (line,) in rules:
        assert pattern(rule["width"], rule["dash"]) == pattern(line.width, line.dash)
        assert line.width == pytest.approx(rule["width"] * POINTS, abs=0.01)


def test_states_are_hatched_and_edged_alike(seen: dict[str, Any], plate: dict[str, list[Stroke]]) -> None:
    looks = {}
    for key, status in ((key, key.rpartition("-")[2]) for key in seen if key.rpartition("-")[2] in STATUSES):
        edge, hatch, paths = seen[key]["edge"], seen[key]["hatch"], plate[key]
        assert len(paths) == 1 + (hatch is not None) + {None: 0, 3.2: 2, 10.4: 1}[edge and edge["width"]], key
        if hatch:
            compare_hatches(hatch, paths[-1], 45)
        if edge:
            # On the plate a line lies a little way in: the tint is painted over what is between.
            inner = paths[2].width if edge["width"] == 3.2 else 0.0
            assert paths[1].width - inner == pytest.approx(edge["width"] * POINTS, abs=0.01), key
        looks[status] = (edge and edge["width"], hatch is not None)
    assert looks == {"free": (None, False), "occupied": (3.2, True), "annexed": (10.4, False)}


def test_the_works_of_a_day_are_listed_alike(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    page = open_page(atlas_page, 1400, 900, fragment="date=1940-06-16", alone=True, reduced_motion="reduce")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    foot = page.locator(".print-foot").inner_text()
    printed = page.locator(".print-more li").all_inner_texts()
    scene = LocalScene(atlas_builder.scene)
    plate = scene.on("1940-06-16")
    told = [number for each in (*(view.feature for view in plate.events), *plate.areas) for number in each.sources]
    cited = list(dict.fromkeys(told))
    # What has no room at the foot goes on behind it; addresses are written readably.
    rest = [text.partition("http")[0] for text in scene.cite(cited[len(cited) - len(printed) :])]
    assert [text.partition("http")[0] for text in printed] == rest
    assert all(text.partition("http")[0].strip() in foot for text in scene.cite(cited[: len(cited) - len(printed)]))
    works = list(dict.fromkeys(scene.scene.citations[number].work for number in cited))
    assert cited_works(scene, plate) == [scene.text(scene.scene.works[work].name) for work in works]
