"""
One row for each small input that failed once, and its neighbours: what check says of it, or that it is drawn.

Of a page that must be seen to be judged the test is named beside its row.
"""
# ruff: noqa: E501 - problems stand here as they are told

from __future__ import annotations

import json
import shutil
import unicodedata
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.builder import MapBuilder
from baltic_map.check import check_atlas
from baltic_map.day_view import LocalScene
from baltic_map.days import Axis
from baltic_map.errors import AtlasError
from baltic_map.scene import build_scene
from baltic_map.snapshot import Snapshot
from tests.unit.pages import data_in

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"

Files = dict[str, bytes]
Edit = Callable[[Files], None]


@dataclass(frozen=True)
class Case:
    """An atlas: its name, how it differs from the tiny one, and the problems it has."""

    name: str
    edits: list[Edit]
    problems: list[str]


def text(name: str, old: str, new: str) -> Edit:
    def edit(files: Files) -> None:
        was = files[name].decode()
        assert old in was
        files[name] = was.replace(old, new, 1).encode()

    return edit


def put(name: str, data: bytes) -> Edit:
    return lambda files: files.update({name: data})


def with_mark(name: str) -> Edit:
    return lambda files: files.update({name: b"\xef\xbb\xbf" + files[name]})


def json_edit(name: str, change: Callable[[dict[str, Any]], None]) -> Edit:
    def edit(files: Files) -> None:
        data = json.loads(files[name])
        change(data)
        files[name] = json.dumps(data).encode()

    return edit


def prop(name: str, at: int, key: str, value: Any) -> Edit:
    return json_edit(name, lambda data: data["features"][at]["properties"].update({key: value}))


def rename(name: str, at: int, old: str, new: str) -> Edit:
    def change(data: dict[str, Any]) -> None:
        fields = data["features"][at]["properties"]
        fields[new] = fields.pop(old)

    return json_edit(name, change)


def member(name: str, at: int | None, key: str, value: Any) -> Edit:
    return json_edit(name, lambda data: (data if at is None else data["features"][at]).update({key: value}))


def nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"type": "Point", "coordinates": [1.6, 52]}
    return inner if depth == 0 else {"type": "GeometryCollection", "geometries": [nested(depth - 1)]}


E = "events.geojson"
COARSE = (
    '[[scales]]\nland = "land.geojson"\nterritories = "{}"\nborders = "borders.geojson"\n[[scales]]\nmin_zoom = 5\n'
)
FLAT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M0 0L0 0Z"/></svg>'
DEEP = nested(20)

CASES = [
    Case(
        "bug-02b-zone-on-land",
        [
            member(
                "zones.geojson",
                0,
                "geometry",
                {"type": "Polygon", "coordinates": [[[3, 51], [3.5, 51], [3.5, 51.5], [3, 51]]]},
            )
        ],
        [],
    ),
    Case(
        "bug-02c-z-coordinates",
        [
            member(
                "zones.geojson",
                0,
                "geometry",
                {"type": "Polygon", "coordinates": [[[3.2, 50.2, 1], [3.8, 50.2, 1], [3.8, 50.7, 1], [3.2, 50.2, 1]]]},
            ),
            member(
                "zones.geojson",
                1,
                "geometry",
                {"type": "LineString", "coordinates": [[3.5, 52, 120], [2.5, 52.5, 130], [1.5, 52, 140]]},
            ),
        ],
        [],
    ),
    Case(
        "bug-19b-crs",
        [member(E, None, "crs", "EPSG:4326")],
        [
            "events.geojson: unknown coordinate reference system without a name. Write longitude and latitude (EPSG:4326)."
        ],
    ),
    Case(
        "bug-21-unquoted-comma",
        [
            text("holdings.csv", 'AAA,AAA,AAA,free,"book, p. 1",', "AAA,AAA,AAA,free,book, p. 1,Some say the 6th."),
            text(
                "holdings.csv", '"book, p. 2; paper",Some say the 6th.', "book, p. 2,Held until spring, says the paper."
            ),
        ],
        [
            "holdings.csv#line 2: it has 10 cells, the head 9. Put quotation marks round a cell that holds a comma.",
            "holdings.csv#line 3: it has 11 cells, the head 9. Put quotation marks round a cell that holds a comma.",
        ],
    ),
    Case(
        "bug-24-after-window",
        [prop(E, 0, "start_date", "1905-01-01"), prop(E, 0, "end_date", None)],
        [
            "events.geojson#fight: it lies wholly outside the atlas's days (1900-01-01 to 1900-01-10). Mend its dates or take it out."
        ],
    ),
    Case(
        "ended-before",
        [prop(E, 0, "start_date", "1899-01-01"), prop(E, 0, "end_date", "1900-01-01")],
        [
            "events.geojson#fight: it lies wholly outside the atlas's days (1900-01-01 to 1900-01-10). Mend its dates or take it out."
        ],
    ),
    Case("bug-29-nfd", [prop("places.geojson", 0, "name", "S\u030ciauliai Pa\u0308rnu Ju\u0304rmala")], []),
    Case(
        "code-battles",
        [
            text("atlas.toml", 'id = "events"', 'id = "battles"\nfile = "events.geojson"\nrole = "events"'),
            text("atlas.toml", 'layer = "events"', 'layer = "battles"'),
        ],
        [],
    ),
    Case(
        "code-huge",
        [
            member(
                "lakes.geojson",
                0,
                "geometry",
                {
                    "type": "Polygon",
                    "coordinates": [[[2.5, 51.5], [3, 51.5], [3, 52], [9.48e153, 9.48e153], [2.5, 51.5]]],
                },
            )
        ],
        [
            "lakes.geojson#lake: coordinates 2.5000 51.5000 to 9.48e+153 9.48e+153 leave the atlas. Write longitude before latitude, inside the extent of atlas.toml."
        ],
    ),
    Case(
        "code-nohalo",
        [
            text("atlas.toml", 'halo = ["#f8f5ec", "#1f262c"]\n', ""),
            text("atlas.toml", 'shallows = ["#d3dee1", "#1a2229"]\n', ""),
        ],
        [],
    ),
    Case("code-size11", [text("atlas.toml", 'icon = "burst"', 'icon = "burst"\nsize = 11')], []),
    Case(
        "coord-hugeint",
        [member(E, 0, "geometry", {"type": "Point", "coordinates": [10**30, 52]})],
        [
            "events.geojson#fight: coordinates a number of 31 digits 52.0000 to a number of 31 digits 52.0000 leave the atlas. Write longitude before latitude, inside the extent of atlas.toml."
        ],
    ),
    Case(
        "coord-400-digits",
        [text(E, "[1.6, 52]", "[" + "9" * 400 + ", 52]")],
        ["events.geojson: it has a number of 400 digits. Mend the file."],
    ),
    Case(
        "crs-null",
        [member(E, None, "crs", {"properties": None})],
        [
            "events.geojson: unknown coordinate reference system without a name. Write longitude and latitude (EPSG:4326)."
        ],
    ),
    Case("csv-newline", [text("holdings.csv", "Some say the 6th.", '"Some say\nthe 6th, ""quoted""."')], []),
    Case("date-0001", [prop(E, 0, "start_date", "0001-01-01~")], []),
    Case(
        "date-empty",
        [prop(E, 0, "start_date", "")],
        ["events.geojson#fight: start_date is missing. Add it, or take it out of required in atlas.toml."],
    ),
    Case(
        "escape-id",
        [prop(E, 0, "id", "a\nb\x1b[31m")],
        ["events.geojson: the text 'a\\nb\\x1b[31m' has the control character U+001B. Mend the file."],
    ),
    Case(
        "extent-pole",
        [text("atlas.toml", "north = 54.0", "north = 90")],
        [
            "atlas.toml#extent.north: it is 90, beyond 85.06, where the projection of the screen (Web Mercator) ends. Write 85 or less."
        ],
    ),
    Case(
        "extent-turned",
        [text("atlas.toml", "north = 54.0", "north = 49.0")],
        [
            "atlas.toml#extent: it is no box: west 0, south 50, east 6, north 49. Let west lie west of east, and south south of north, by 0.001 degrees or more."
        ],
    ),
    Case(
        "icon-missing",
        [text("atlas.toml", '"burst"', '"nosuch"')],
        [
            "atlas.toml#kinds.fight.icon: icon nosuch: there is no icon of that name. Choose from aircraft, anchor, anti-aircraft, bars, burst, capital, columns, crossing, document, dot, entered, flag, gun, harbour, landing, parachute, people, ship, speech, submarine, swords, tent, town, transfer, troops, ultimatum, urn, wagon."
        ],
    ),
    Case(
        "icon-without-area",
        [text("atlas.toml", '"burst"', '"mine"'), put("icons/mine.svg", FLAT)],
        ["atlas.toml#kinds.fight.icon: icon mine: a part of its path has no area. Mend the d of the path."],
    ),
    Case(
        "lake-bad-coords",
        [text("lakes.geojson", "[2.5, 51.5]", "[null, 51.5]")],
        ["lakes.geojson#lake: a coordinate is no number. Write coordinates as numbers, without quotation marks."],
    ),
    Case(
        "lake-null-geometry",
        [member("lakes.geojson", 0, "geometry", None)],
        ["lakes.geojson#lake: the geometry is null. Draw it."],
    ),
    Case(
        "lake-point",
        [member("lakes.geojson", 0, "geometry", {"type": "Point", "coordinates": [1.6, 52]})],
        ["lakes.geojson#lake: wrong geometry type Point. Draw it as Polygon or MultiPolygon."],
    ),
    Case(
        "min_zoom-inf",
        [text("atlas.toml", "[[scales]]", "[[scales]]\nmin_zoom = inf")],
        ["atlas.toml#scales.0.min_zoom: it is inf, not a finite number. Mend the value."],
    ),
    Case(
        "min_zoom-nan",
        [text("atlas.toml", "[[scales]]", "[[scales]]\nmin_zoom = nan")],
        ["atlas.toml#scales.0.min_zoom: it is nan, not a finite number. Mend the value."],
    ),
    Case(
        "no-scales",
        [
            text(
                "atlas.toml",
                '[[scales]]\nland = "land.geojson"\nlakes = "lakes.geojson"\nrivers = "rivers.geojson"\nterritories = "territories.geojson"\nborders = "borders.geojson"\n',
                "",
            )
        ],
        [],
    ),
    Case("palette-without-land", [text("atlas.toml", 'land = ["#f3eee1", "#2a3138"]\n', "")], []),
    Case(
        "scale1-missing-file",
        [text("atlas.toml", "[[scales]]\n", COARSE.format("nosuch.geojson"))],
        ["nosuch.geojson: the file is missing. Write it, or take out what names it."],
    ),
    Case(
        "scale1-wrong-file",
        [text("atlas.toml", "[[scales]]\n", COARSE.format("zones.geojson"))],
        ["zones.geojson#march-west: wrong geometry type LineString. Draw it as Polygon or MultiPolygon."],
    ),
    Case(
        "scales-out-of-order",
        [
            text(
                "atlas.toml",
                "[[scales]]\n",
                COARSE.format("territories.geojson").replace("min_zoom = 5", "min_zoom = 0"),
            )
        ],
        ["atlas.toml#scales.1.min_zoom: 0 does not follow 0. Write the scales from the coarse to the fine."],
    ),
    Case("status-brace", [text("atlas.toml", 'name = "Free"', 'name = "Free {"')], []),
    Case(
        "status-near-controller",
        [text("atlas.toml", 'name = "Free"', 'name = "Held by {contoller}"')],
        ["atlas.toml#statuses.free: it has {contoller} in a name. Write {controller}, if that is meant."],
    ),
    Case(
        "surrogate-name",
        [text(E, '"id": "fight"', '"name:lt": "\\ud800", "id": "fight"')],
        ["events.geojson: the text '\\ud800' has half a character U+D800. Mend the file."],
    ),
    Case(
        "title-control-chars",
        [text("atlas.toml", '"Tiny war"', '"a\\u0000b\\u0001c\\u001b[31m"')],
        ["atlas.toml: the text 'a\\x00b\\x01c\\x1b[31m' has the control character U+0000. Mend it."],
    ),
    Case("toml-bom", [with_mark("atlas.toml")], []),
    Case(
        "window-10000-years",
        [text("atlas.toml", "start = 1900-01-01\nend = 1900-01-11", "start = 0001-01-01\nend = 9999-12-31")],
        [
            f"holdings.csv#{land}: nobody holds it from 0001-01-01 until 1900-01-01. "
            "Let each row start on the day its predecessor ends."
            for land in ("west", "middle", "east")
        ],
    ),
    Case(
        "window-turned",
        [text("atlas.toml", "end = 1900-01-11", "end = 1899-01-11")],
        ["atlas.toml#window: it ends on 1899-01-11, not after its start 1900-01-01. Write a later end."],
    ),
    Case(
        "key-day-outside",
        [text("atlas.toml", '"1900-01-05"]', '"1900-01-11"]')],
        ["atlas.toml#key_days.1: 1900-01-11 lies outside the window. Write a day of 1900-01-01 to 1900-01-10."],
    ),
    Case(
        "view-outside",
        [text("atlas.toml", "east = 5.5", "east = 6.5")],
        ["atlas.toml#view: it reaches beyond the extent. Let the view lie inside the extent."],
    ),
    Case(
        "projection-missing",
        [text("atlas.toml", 'print = "EPSG:3857"', 'print = "EPSG:999999"')],
        ["atlas.toml#projections.print: 'EPSG:999999' is no projection. Write an EPSG code such as EPSG:3857."],
    ),
    Case(
        "projection-of-heights",
        [text("atlas.toml", 'print = "EPSG:3857"', 'print = "EPSG:5703"')],
        [
            "atlas.toml#projections.print: 'EPSG:5703' is no projection of the earth's surface. Choose one that is made for this part of the earth."
        ],
    ),
    Case(
        "projection-of-elsewhere",
        [text("atlas.toml", 'print = "EPSG:3857"', 'print = "+proj=ortho +lat_0=-80"')],
        [
            "atlas.toml#projections.print: '+proj=ortho +lat_0=-80' does not hold the extent. Choose one that is made for this part of the earth."
        ],
    ),
    Case(
        "layer-twice",
        [text("atlas.toml", 'id = "zones"\nname = "Zones"', 'id = "events"\nname = "Zones"')],
        [
            "atlas.toml#layers.2.id: 'events' stands twice. Give each its own.",
            "atlas.toml#kinds.zone.layer: 'zones' is no layer. Use one of events, places, events.",
            "atlas.toml#kinds.march.layer: 'zones' is no layer. Use one of events, places, events.",
        ],
    ),
    Case(
        "file-twice",
        [text("atlas.toml", 'id = "zones"\nname = "Zones"', 'id = "zones"\nfile = "events.geojson"\nname = "Zones"')],
        ["atlas.toml#layers.2.file: 'events.geojson' stands twice. Write each file once."],
    ),
    Case(
        "near-miss-of-a-key",
        [text("atlas.toml", "subtitle =", "subtitel =")],
        ["atlas.toml#subtitel: subtitel is unknown. Write subtitle, if that is meant."],
    ),
    Case(
        "near-miss-in-a-table",
        [text("atlas.toml", 'icon = "town"\nsize = 6', 'icon = "town"\nsiez = 6')],
        ["atlas.toml#kinds.town.siez: siez is unknown. Write size, if that is meant."],
    ),
    Case(
        "unknown-color",
        [text("atlas.toml", 'hatch = "red"', 'hatch = "rad"')],
        [
            "atlas.toml#statuses.occupied.hatch: 'rad' is no colour of the palette. Use one of background, text, muted, halo, accent, border, land, sea, shallows, coast, water, red, or add it."
        ],
    ),
    Case(
        "near-miss-of-a-color",
        [text("atlas.toml", 'color = "water"', 'colour = "water"')],
        ["atlas.toml#kinds.sea.colour: colour is unknown. Write color, if that is meant."],
    ),
    Case(
        "near-miss-of-an-icon",
        [text("atlas.toml", 'icon = "burst"', 'icon = "burst"\nicons = "burst"')],
        ["atlas.toml#kinds.fight.icons: icons is unknown. Write icon, if that is meant."],
    ),
    Case(
        "near-miss-of-a-role",
        [text("atlas.toml", "background =", "backgroud =")],
        [
            "atlas.toml#palette.backgroud: it is no role, and no kind, state or status names it. Write background, if that is meant."
        ],
    ),
    Case(
        "near-miss-of-a-clock",
        [prop(E, 0, "clock", "Lokal")],
        ["events.geojson#fight: unknown clock 'Lokal'. Write local, if that is meant."],
    ),
    Case(
        "unknown-clock",
        [prop(E, 0, "clock", "sun")],
        ["events.geojson#fight: unknown clock 'sun'. Use one of [clocks] in atlas.toml, or add it."],
    ),
    Case(
        "near-miss-of-clocks",
        [text("atlas.toml", "[clocks.local]", "[clock.local]")],
        ["atlas.toml#clock: clock is unknown. Write clocks, if that is meant."],
    ),
    Case(
        "near-miss-of-a-field",
        [rename(E, 0, "end_date", "end_dat")],
        [],
    ),
    Case(
        "near-miss-of-a-column",
        [text("holdings.csv", "end_date", "end_dat")],
        ["holdings.csv: no column 'end_date'. Write end_date for end_dat, if that is meant."],
    ),
    Case("further-field", [prop(E, 0, "commander", "Smith")], []),
    Case(
        "id-of-a-territory",
        [prop(E, 0, "id", "west")],
        ["events.geojson#west: the id stands in territories.geojson too. Give each thing its own id."],
    ),
    Case(
        "id-of-a-line",
        [prop(E, 0, "id", "west-middle")],
        ["events.geojson#west-middle: the id stands in borders.geojson too. Give each thing its own id."],
    ),
    Case(
        "line-with-the-id-of-a-territory",
        [prop("borders.geojson", 0, "id", "west")],
        ["borders.geojson#west: the id is that of a territory. Give each thing its own id."],
    ),
    Case(
        "name-lt-list",
        [prop(E, 0, "name:lt", ["a", "b"])],
        ["events.geojson#fight: name:lt is a list, not a text. Write a text."],
    ),
    Case(
        "name-en",
        [prop(E, 0, "name:en", "Fight")],
        ["events.geojson#fight: name:en stands beside name, which is English. Write it as name."],
    ),
    Case(
        "name-LT",
        [prop(E, 0, "name:LT", "Kova")],
        ["events.geojson#fight: 'name:LT' names no language. Write name:lt."],
    ),
    Case(
        "name-blank",
        [prop(E, 0, "name", "\u00a0")],
        ["events.geojson#fight: name is '\\xa0', which shows nothing. Write a text."],
    ),
    Case(
        "name-null",
        [prop(E, 0, "name", None)],
        [],
    ),
    Case(
        "territory-name-list",
        [prop("territories.geojson", 0, "name", ["a"])],
        [
            "territories.geojson#west: name is a list, not a text. Mend the value.",
            "holdings.csv#line 2: unknown territory 'west'. Use an id of territories.geojson.",
            "holdings.csv#line 3: unknown territory 'west'. Use an id of territories.geojson.",
        ],
    ),
    Case(
        "precision-true",
        [prop(E, 0, "precision_km", True)],
        ["events.geojson#fight: precision_km is true, not a number. Mend the value."],
    ),
    Case(
        "precision-1e300",
        [prop(E, 0, "precision_km", 1e300)],
        ["events.geojson#fight: precision_km is 1e+300, more than 20040. Mend the value."],
    ),
    Case(
        "precision-text",
        [prop("borders.geojson", 0, "precision_km", "8")],
        ["borders.geojson#west-middle: precision_km is '8', not a number. Mend the value."],
    ),
    Case(
        "rank-broken",
        [prop(E, 0, "rank", 2.5)],
        ["events.geojson#fight: rank is 2.5, not a whole number. Mend the value."],
    ),
    Case(
        "size-true",
        [text("atlas.toml", "size = 6", "size = true")],
        ["atlas.toml#kinds.town.size: it is true, not a number. Mend the value."],
    ),
    Case(
        "language-twice",
        [text("atlas.toml", 'id = "tiny"', 'id = "tiny"\nlanguages = ["en", "xx", "xx"]')],
        ["atlas.toml#languages.2: xx stands twice. Write each language once."],
    ),
    Case(
        "nested-collections",
        [member(E, 0, "geometry", DEEP)],
        ["events.geojson#fight: a GeometryCollection is several things. Draw each as a feature of its own."],
    ),
    Case(
        "one-point",
        [member("zones.geojson", 1, "geometry", {"type": "LineString", "coordinates": [[1, 51]]})],
        [
            "zones.geojson#march-west: the LineString has too few points. Give a line two, and a ring four, the last as the first."
        ],
    ),
    Case(
        "empty-collection",
        [member(E, 0, "geometry", {"type": "GeometryCollection", "geometries": []})],
        ["events.geojson#fight: a GeometryCollection is several things. Draw each as a feature of its own."],
    ),
    Case(
        "empty-ring",
        [member("zones.geojson", 0, "geometry", {"type": "Polygon", "coordinates": [[]]})],
        ["zones.geojson#north-zone: the geometry is empty. Write null for a feature without a place."],
    ),
    Case(
        "holding-after-window",
        [text("holdings.csv", "west,1900-01-05,", "west,1901-01-05,")],
        [
            "holdings.csv#line 3: it lies wholly outside the atlas's days (1900-01-01 to 1900-01-10). Mend its dates or take it out."
        ],
    ),
    Case(
        "holding-ends-in-its-start",
        [text("holdings.csv", "west,1900-01-05,,", "west,1900-01-05/1900-01-08,1900-01-06,")],
        ["holdings.csv#line 3: end_date 1900-01-06 lies before the last day of its start. Write a later end."],
    ),
]


def made(case: Case, folder: Path) -> Path:
    files = {path.name: path.read_bytes() for path in TINY.iterdir()}
    for edit in case.edits:
        edit(files)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "icons").mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def named(name: str) -> Case:
    return next(case for case in CASES if case.name == name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case_is_told_or_drawn(case: Case, tmp_path: Path) -> None:
    folder = made(case, tmp_path / "atlas")
    assert [str(problem) for problem in check_atlas(folder)] == case.problems
    if not case.problems:
        atlas = open_atlas(folder)
        assert "</html>" in MapBuilder(atlas).day("1900-01-05").get_root().render()
        with warnings.catch_warnings(action="ignore"):
            assert Snapshot(atlas, dpi=30).render("1900-01-05").startswith(b"\x89PNG")


@pytest.fixture
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Atlas:
    return open_atlas(made(named(request.param), tmp_path / "atlas"))


@pytest.mark.parametrize("opened", ["bug-02c-z-coordinates"], indirect=True)
def test_heights_are_left_out(opened: Atlas) -> None:
    assert opened.feature("north-zone").geometry.wkt == "POLYGON ((3.2 50.2, 3.8 50.2, 3.8 50.7, 3.2 50.2))"
    assert opened.feature("march-west").geometry.wkt == "LINESTRING (3.5 52, 2.5 52.5, 1.5 52)"


@pytest.mark.parametrize("opened", ["bug-29-nfd"], indirect=True)
def test_letters_are_composed(opened: Atlas) -> None:
    name = opened.feature("oldtown").names["en"]
    assert name == "\u0160iauliai P\u00e4rnu J\u016brmala"
    assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize("opened", ["csv-newline"], indirect=True)
def test_a_line_break_in_a_cell_is_kept(opened: Atlas) -> None:
    place = opened.at(1.5, 52, "1900-01-05")
    assert place is not None
    assert place.note == 'Some say\nthe 6th, "quoted".'


@pytest.mark.parametrize("opened", ["date-0001"], indirect=True)
def test_the_year_one_is_before_all_days(opened: Atlas) -> None:
    span = opened.feature("fight").span
    assert (span.first, span.stop, span.certain_first, span.certain_stop) == (0, 5, 0, 5)


@pytest.mark.parametrize("opened", ["no-scales"], indirect=True)
def test_without_scales_there_is_no_ground(opened: Atlas) -> None:
    assert opened.borders.territories == {}
    assert opened.at(1.5, 52, "1900-01-05") is None
    (basemap,) = data_in(MapBuilder(opened).day("1900-01-05").get_root().render())["basemap"]
    assert basemap["minZoom"] == 0


@pytest.mark.parametrize("opened", ["status-brace"], indirect=True)
def test_a_brace_in_the_name_of_a_status_is_text(opened: Atlas) -> None:
    scene = LocalScene(build_scene(opened))
    assert scene.text(scene.on("1900-01-01").areas[0].label) == "Aland: free {"


@pytest.mark.parametrize("opened", ["code-battles"], indirect=True)
def test_events_are_told_of_a_layer_of_any_name(opened: Atlas) -> None:
    assert [each.id for each in LocalScene(build_scene(opened)).on("1900-01-05").events] == [
        "fight",
        "lost-fight",
        "second-fight",
    ]


def test_the_file_itself_is_an_atlas(tmp_path: Path) -> None:
    # bug-25-atlas-file
    folder = made(Case("", [], []), tmp_path / "atlas")
    assert check_atlas(folder / "atlas.toml") == []
    assert [str(problem) for problem in check_atlas(folder / "events.geojson")] == [
        f"{folder / 'events.geojson'}: it is not a folder. Name the folder that holds atlas.toml, or that file."
    ]


# Seen in a browser, or on a page of somebody else:
# hidden-frame           tests/browser/test_any_host.py::test_a_frame_that_was_hidden_is_drawn_as_one_that_was_not
# bug-02b-zone-on-land   as seen on the page: tests/browser, beside its row above
# code-size11            as seen on page and plate: tests/unit/test_style.py
# tb-multipoint-tooltip  tests/browser/test_time_bar_element.py::test_several_points_under_a_tooltip_come_and_go
# tb-after-window        tests/unit/test_timebar.py::test_what_lies_outside_the_days_is_shown_on_none_of_them

# What is read of a start and an end, on an axis of the days 1 to 10 January 1900 (0 to 9); bug-06-dates.
AXIS = Axis(date(1900, 1, 1), date(1900, 1, 11))
DATE = "Write a day as YYYY-MM-DD, or an EDTF date such as 1900-11 or 1900-11~."
DATES: list[tuple[str | None, str | None, tuple[int, int, int, int] | str]] = [
    (
        "1900-01-05",
        "1900-01-05",
        "fight: end_date 1900-01-05 is not after start_date 1900-01-05. Write 1900-01-06 for a thing of one day.",
    ),
    (
        "1900-01-06",
        "1900-01-05",
        "fight: end_date 1900-01-05 is not after start_date 1900-01-06. Write 1900-01-07 for a thing of one day.",
    ),
    (None, "1900-01-06", (0, 5, 0, 5)),
    ("1900-01-05", "", f"fight: end_date '' is not a date. {DATE}"),
    ("", "1900-01-06", f"fight: start_date '' is not a date. {DATE}"),
    ("1900-01-05", "NA", f"fight: end_date 'NA' is not a date. {DATE}"),
    ("1900-01-05", "null", f"fight: end_date 'null' is not a date. {DATE}"),
    ("1900-1-5", "1900-01-06", f"fight: start_date '1900-1-5' is not a date. {DATE}"),
    ("05.01.1900", None, f"fight: start_date '05.01.1900' is not a date. {DATE}"),
    ("1900-01-05T00:00:00", "1900-01-06T00:00:00", (4, 5, 4, 5)),
    ("1900-01-05T00:00:00Z", None, (4, 10, 4, 10)),
    ("1900-01-05 00:00:00", None, f"fight: start_date '1900-01-05 00:00:00' is not a date. {DATE}"),
    (" 1900-01-05 ", " 1900-01-06", f"fight: start_date ' 1900-01-05 ' is not a date. {DATE}"),
    ("1900-01-05\n", None, f"fight: start_date '1900-01-05\\n' is not a date. {DATE}"),
    ("１９００-01-05", None, f"fight: start_date '１９００-01-05' is not a date. {DATE}"),
    ("1900-02-29", None, f"fight: start_date '1900-02-29' is not a date. {DATE}"),
    ("1900-02-30/1900-03-01", None, f"fight: start_date '1900-02-30/1900-03-01' is not a date. {DATE}"),
    ("1900-01-05/..", None, (4, 10, 10, 10)),
    ("../1900-01-06", None, (0, 10, 5, 10)),
    ("/1900-01-06", None, (0, 10, 5, 10)),
    ("1900-01-05/", None, (4, 10, 10, 10)),
    ("1900-01-05/open", None, f"fight: start_date '1900-01-05/open' is not a date. {DATE}"),
    ("open", None, f"fight: start_date 'open' is not a date. {DATE}"),
    ("..", None, f"fight: start_date '..' is not a date. {DATE}"),
    ("1900", None, (0, 10, 10, 10)),
    ("190X", None, (0, 10, 10, 10)),
    ("1900-XX", None, (0, 10, 10, 10)),
    ("1900-01-XX", None, (0, 10, 10, 10)),
    ("XXXX-01-05", None, (0, 10, 10, 10)),
    ("19XX", None, (0, 10, 10, 10)),
    ("1900-21", None, (10, 10, 10, 10)),
    ("1900-39", None, (10, 10, 10, 10)),
    ("1900-24", None, (0, 10, 10, 10)),
    ("[1900-01-03..1900-01-06]", None, (2, 10, 5, 10)),
    ("[1900-01-03,1900-01-06]", None, (2, 10, 5, 10)),
    (
        "{1900-01-03,1900-01-06}",
        None,
        "fight: start_date '{1900-01-03,1900-01-06}' means all of its dates, and a thing has one. Write a feature for each, or [a,b] for one of them.",
    ),
    ("[..1900-01-06]", None, (0, 10, 5, 10)),
    ("[1900-01-03..]", None, (2, 10, 10, 10)),
    ("1900-01-05?", None, (1, 10, 7, 10)),
    ("?1900-01-05", None, (0, 10, 10, 10)),
    ("1900-01-?05", None, (1, 10, 7, 10)),
    ("1900-?01-05", None, (0, 10, 10, 10)),
    ("1900-01-05~/1900-01-06%", None, (1, 10, 8, 10)),
    ("~1900", None, (0, 10, 10, 10)),
    (
        "Y19000",
        None,
        "fight: start_date 'Y19000' lies outside the years -9999 to 9999. Write a date inside them, or leave it out.",
    ),
    ("-0044-03-15", None, (0, 10, 0, 10)),
    ("0000-01-01", None, (0, 10, 0, 10)),
    ("0001-01-01", None, (0, 10, 0, 10)),
    ("9999-12-31", None, (10, 10, 10, 10)),
    (
        "1900-01-04/1900-01-03",
        None,
        "fight: start_date '1900-01-04/1900-01-03' ends before it starts. Write the earlier date first.",
    ),
    ("1900-01/1900-02", None, (0, 10, 10, 10)),
    ("1900-W02", None, f"fight: start_date '1900-W02' is not a date. {DATE}"),
    ("1900-005", None, f"fight: start_date '1900-005' is not a date. {DATE}"),
    ("1900-01-05T14:06", None, f"fight: start_date '1900-01-05T14:06' is not a date. {DATE}"),
    ("12 January 1900", None, f"fight: start_date '12 January 1900' is not a date. {DATE}"),
    ("c. 1900", None, f"fight: start_date 'c. 1900' is not a date. {DATE}"),
    ("1900-01-05–1900-01-06", None, f"fight: start_date '1900-01-05–1900-01-06' is not a date. {DATE}"),
    (
        "1900-01-05/1900-01-06/1900-01-07",
        None,
        "fight: start_date '1900-01-05/1900-01-06/1900-01-07' is not a date: it has more than two parts. Write the first and the last, a/b.",
    ),
    ("1900-01-05", "1900-01-05/1900-01-06", (4, 5, 4, 4)),
    ("1900-01-05/1900-01-08", "1900-01-06", (4, 5, 7, 7)),
    ("1899-12-31", "1900-01-01", (0, 0, 0, 0)),
    ("1900-01-11", None, (10, 10, 10, 10)),
    ("1900-01-10", None, (9, 10, 9, 10)),
    ("2024-11-03T00:00:00+14:00", None, (10, 10, 10, 10)),
    ("1900-01-05~", None, (1, 10, 7, 10)),
    ("1900-13", None, f"fight: start_date '1900-13' is not a date. {DATE}"),
    ("1900-00", None, f"fight: start_date '1900-00' is not a date. {DATE}"),
    ("1900-01-00", None, f"fight: start_date '1900-01-00' is not a date. {DATE}"),
    ("1900-01-32", None, f"fight: start_date '1900-01-32' is not a date. {DATE}"),
    ("1900E5", None, f"fight: start_date '1900E5' is not a date. {DATE}"),
    ("1S3", None, f"fight: start_date '1S3' is not a date. {DATE}"),
    ("1900S2", None, (0, 10, 10, 10)),
    ("1900-01-05~", "1900-01-09", (1, 8, 7, 8)),
    ("1900-01~-05", None, (0, 10, 10, 10)),
    ("9999-12-31~", None, (10, 10, 10, 10)),
    (None, "9999-12-31~", (0, 10, 0, 10)),
    ("0001~", None, (0, 10, 0, 10)),
    ("9999~", None, (10, 10, 10, 10)),
    (
        "Y1E308",
        None,
        "fight: start_date 'Y1E308' lies outside the years -9999 to 9999. Write a date inside them, or leave it out.",
    ),
    ("1900-01-05", "1900-01-11/1900-02-01", (4, 10, 4, 10)),
]


@pytest.mark.parametrize(("start", "end", "expected"), DATES)
def test_dates_are_read_or_refused(start: str | None, end: str | None, expected: tuple[int, ...] | str) -> None:
    if isinstance(expected, str):
        with pytest.raises(AtlasError) as caught:
            AXIS.span(start, end, "fight")
        assert str(caught.value) == expected
    else:
        span = AXIS.span(start, end, "fight")
        assert (span.first, span.stop, span.certain_first, span.certain_stop) == expected
