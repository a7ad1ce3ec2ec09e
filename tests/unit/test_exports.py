"""Atlases as tables and layers: what other programs read back is the atlas, whole."""

from __future__ import annotations

import base64
import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb
import duckdb_extension_spatial
import geopandas as gpd
import pyogrio
import pytest
import shapely
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from shapely.geometry import shape

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.borders import Borders
from baltic_map.cli import main
from baltic_map.export.csv_files import _FORMULA
from baltic_map.export.request import ask, write_formats
from baltic_map.icons import icon_path
from baltic_map.longitudes import within_180
from baltic_map.messages import languages
from baltic_map.translations import of_feature, translations_of
from tests.unit.exported import ATLASES, EXAMPLES, NEAR_DEG, is_same_place
from tests.unit.small_atlases import TINY, tiny_with

ROOT = Path(__file__).parents[2]
FORMATS = ("gpkg", "parquet", "geojson", "csv", "scene")

OUTSIDE = (
    "1901-01-01: the day lies outside the atlas, which runs from 1900-01-01 to 1900-01-10. Choose a day inside it.\n"
)


@dataclass(frozen=True)
class Exported:
    atlas: Atlas
    out: Path

    @property
    def gpkg(self) -> Path:
        return self.out / f"{self.atlas.config.id}.gpkg"


@pytest.fixture(scope="module", params=ATLASES)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    atlas, out = open_atlas(request.param), tmp_path_factory.mktemp("export")
    assert len(list(write_formats(ask(atlas, out), FORMATS))) > len(FORMATS)
    return Exported(atlas, out)


@pytest.fixture(scope="module")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB, with the extension that its package brings: nothing is downloaded."""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute(f"LOAD '{next(Path(duckdb_extension_spatial.__path__[0]).rglob('*.duckdb_extension'))}'")
        yield connection


def whole_days(atlas: Atlas) -> dict[str, tuple[str | None, ...]]:
    """Give the four days of each feature, as the atlas has them."""
    found: dict[str, tuple[str | None, ...]] = {}
    for each in atlas.feature_list:
        span, iso = each.span, atlas.axis.iso
        sure = (
            (iso(span.certain_first), iso(span.certain_stop)) if span.certain_first < span.certain_stop else (None,) * 2
        )
        found[each.id] = iso(span.first), iso(span.stop), *sure
    return found


def whole_places(atlas: Atlas) -> dict[str, Any]:
    return {each.id: each.geometry for each in atlas.feature_list}


def check_features(exported: Exported, rows: dict[str, tuple[tuple[Any, ...], Any]]) -> None:
    """Hold days and places of all features, by id, to the atlas."""
    days, places = whole_days(exported.atlas), whole_places(exported.atlas)
    assert {key: found for key, (found, _) in rows.items()} == days
    assert [key for key, (_, place) in rows.items() if not is_same_place(place, places[key])] == []


def runs(atlas: Atlas, land: Borders) -> list[int]:
    """List the first days of all spans in which no territory changes hands."""
    rows = [row for each in land.holdings.values() for row in each]
    days = sorted({0, len(atlas.axis), *(row.first for row in rows), *(row.stop for row in rows)})
    return [first for first, _ in pairwise(days)] if rows else []


@dataclass(frozen=True)
class Land:
    """Rows of the land, as a format has them: half-open days of the atlas, and what is so on them."""

    territories: list[tuple[str, str, str, tuple[str, str, str, str, str], Any]]
    states: list[tuple[str, str, str, tuple[str, str, str, str], tuple[str, ...], Any]]
    lines: list[tuple[str, str, str, str, bool, Any]]


def check_land(atlas: Atlas, told: Land) -> None:
    """Hold the land to the atlas, in every reading, on the first day of every span."""
    count = 0
    for reading, land in atlas.readings.items():
        held_rows = sum(map(len, land.holdings.values()))
        count += held_rows
        assert sum(row[0] == reading for row in told.territories) == held_rows
        for index in runs(atlas, land):
            day = atlas.axis.day(index)

            def is_there(row: Any, reading: str = reading, day: Any = day) -> bool:
                return row[0] == reading and atlas.axis.parse(row[1]) <= day < parse_end(atlas, row[2])

            held = {key: row.standing for key, row in land.held(index).items()}
            assert {row[3][0]: row[3][1:] for row in filter(is_there, told.territories)} == held
            areas = {
                (*area.territories,): (area.state, area.controller, area.recognised, area.status)
                for area in land.areas(index)
            }
            assert {row[4]: row[3] for row in filter(is_there, told.states)} == areas
            lines = {arc.id: not outer for arc, outer in land.lines(index)}
            assert {row[3]: row[4] for row in filter(is_there, told.lines)} == lines
        for _, _, _, (key, *_), place in told.territories:
            assert is_same_place(place, land.territories[key].geometry)
        for *_, keys, place in told.states:
            area = sum(land.territories[key].geometry.area for key in keys)
            assert place.area == pytest.approx(area, rel=1e-12)
        for _, _, _, key, _, place in told.lines:
            assert is_same_place(place, land.arcs[key].geometry)
    assert len(told.territories) == count
    # A span is as long as can be: none begins where one of the same thing ends.
    things = [(row[:3], row[3:5]) for row in told.states] + [(row[:3], row[3:5]) for row in told.lines]
    begun = {(reading, what, start) for (reading, start, _), what in things}
    assert [each for each in things if (each[0][0], each[1], each[0][2]) in begun] == []


def parse_end(atlas: Atlas, text: str) -> Any:
    return atlas.axis.parse(text)


def of_citations(told: Any) -> list[str]:
    return [f"{each['work']}, {each['locator']}" if each["locator"] else each["work"] for each in told]


# ---------------------------------------------------------------- GeoPackage


def read_gpkg(exported: Exported, layer: str) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(exported.gpkg, layer=layer, datetime_as_string=True)


def feature_tables(exported: Exported) -> list[str]:
    layers = {layer.id for layer in exported.atlas.config.layers}
    found = [name for name, _ in pyogrio.list_layers(exported.gpkg).tolist()]
    return [name for name in found if name in layers or name.rpartition("_")[0] in layers]


def none(value: Any) -> Any:
    """Take what pandas has for nothing for nothing."""
    return None if value is None or value != value else value  # noqa: PLR0124 - NaN


def test_gdal_reads_all_features_of_a_geopackage(exported: Exported) -> None:
    rows = {}
    for table in feature_tables(exported):
        frame = read_gpkg(exported, table)
        assert frame.crs == "EPSG:4326"
        for row in frame.to_dict("records"):
            feature = exported.atlas.feature(row["id"])
            days = tuple(none(row[f"{name}_text"]) for name in ("start", "end", "certain_start", "certain_end"))
            rows[row["id"]] = days, row["geometry"]
            fields = feature.fields
            assert (row["layer"], row["kind"], row["name"]) == (feature.layer, feature.kind, fields.name)
            assert (none(row["start_date"]), none(row["end_date"])) == (fields.start_date, fields.end_date)
            assert none(row["precision_km"]) == fields.precision_km
            assert none(row["geonames"]) == fields.geonames
            assert json.loads(none(row["sources"]) or "[]") == [str(each) for each in feature.citations]
            assert dict(feature.others) == json.loads(none(row["others"]) or "{}")
    check_features(exported, rows)


def test_days_of_a_geopackage_are_dates_where_the_calendar_has_them(exported: Exported) -> None:
    for table in feature_tables(exported):
        for row in read_gpkg(exported, table).to_dict("records"):
            day = exported.atlas.axis.parse(row["start_text"])
            assert (none(row["start"]) or None) == (None if day.year < 1 else row["start_text"])


def test_gdal_reads_the_land_of_a_geopackage(exported: Exported) -> None:
    if not exported.atlas.borders.territories:
        assert "territories" not in pyogrio.list_layers(exported.gpkg)[:, 0]
        return
    standing = ("state", "controller", "recognised", "status")
    found = {name: read_gpkg(exported, name).to_dict("records") for name in ("territories", "states", "border_lines")}
    check_land(
        exported.atlas,
        Land(
            [(row["reading"], row["start_text"], row["end_text"], (row["id"], *(row[each] for each in standing)),
              row["geometry"]) for row in found["territories"]],
            [(row["reading"], row["start_text"], row["end_text"], tuple(row[each] for each in standing),
              (*json.loads(row["territories"]),), row["geometry"]) for row in found["states"]],
            [(row["reading"], row["start_text"], row["end_text"], row["id"], bool(row["inner"]), row["geometry"])
             for row in found["border_lines"]],
        ),
    )  # fmt: skip


def test_a_geopackage_says_how_and_when_each_of_its_layers_is_drawn(exported: Exported) -> None:
    with sqlite3.connect(exported.gpkg) as database:
        styles = dict(database.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
        drawn = [name for (name,) in database.execute("SELECT table_name FROM gpkg_geometry_columns")]
        assert sorted(styles) == sorted(drawn)
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for column, table in (("last_change", "gpkg_contents"), ("update_time", "layer_styles")):
            changed = database.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()  # noqa: S608
            assert changed == [("1970-01-01T00:00:00.000Z",)]
        for table, qml in styles.items():
            root = ET.fromstring(qml.partition("\n")[2])  # noqa: S314 - our own
            temporal = root.find("temporal")
            assert temporal is not None
            told = {name: temporal.get(name) for name in ("enabled", "mode", "startField", "endField", "limitMode")}
            assert told == {"enabled": "1", "mode": "2", "startField": "start", "endField": "end", "limitMode": "0"}
            values = {value for (value,) in database.execute(f'SELECT DISTINCT symbol FROM "{table}"')}  # noqa: S608
            if table in {"territories", "states", "border_lines"}:
                first = next(iter(exported.atlas.readings))
                values = {each for each in values if each.startswith(f"{first} ")}
            categories = root.findall(".//category")
            told = [value.get("value") for each in categories for value in each.findall("val")]
            assert sorted(told) == sorted(values)
            symbols = {each.get("name") for each in root.findall(".//categories/../symbols/symbol")}
            assert {each.get("symbol") for each in categories} == symbols
    database.close()


def style_of(made: Exported, table: str, name: str) -> ET.Element:
    with closing(sqlite3.connect(made.gpkg)) as database:
        asked = "SELECT styleQML FROM layer_styles WHERE f_table_name = ? AND styleName = ?"
        ((qml,),) = database.execute(asked, [table, name]).fetchall()
    return ET.fromstring(qml.partition("\n")[2])  # noqa: S314 - our own


@pytest.fixture(scope="module")
def two_readings(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    folder = tmp_path_factory.mktemp("readings")
    held = {"[clocks.local]": READINGS, 'name = "Occupied"': 'name = "Held by {controller}"'}
    made = Exported(open_atlas(tiny_with(folder / "atlas", {}, held)), folder)
    list(write_formats(ask(made.atlas, made.out), ["gpkg"]))
    return made


def test_legends_of_a_geopackage_speak_as_those_of_the_pages_do(two_readings: Exported) -> None:
    names = {"states": "As drawn", "border_lines": "As drawn", "events": "events"}
    said = {
        table: sorted({each.get("label") for each in style_of(two_readings, table, name).iter("category")})
        for table, name in names.items()
    }
    assert said == {
        "states": ["Aland: Free", "Aland: Held by Beland", "Beland: Free"],
        "border_lines": ["Border, within 1 km"],
        "events": ["Fight", "Fight (Uncertain, planned or only schematic)"],
    }


def test_each_reading_of_the_land_is_a_style_and_the_first_is_taken(two_readings: Exported) -> None:
    with closing(sqlite3.connect(two_readings.gpkg)) as database:
        asked = (
            "SELECT f_table_name, styleName, useAsDefault FROM layer_styles WHERE f_table_name IN ('states', 'events')"
        )
        assert database.execute(asked).fetchall() == [
            ("events", "events", 1),
            ("states", "As drawn", 1),
            ("states", "By arms", 0),
        ]
    drawn, arms = (style_of(two_readings, "states", name) for name in ("As drawn", "By arms"))
    values = {name: {each.get("value") for each in qml.iter("val")} for name, qml in (("drawn", drawn), ("arms", arms))}
    assert values["drawn"] == {"drawn AAA AAA AAA free", "drawn AAA BBB AAA occupied", "drawn BBB BBB BBB free"}
    assert {each.partition(" ")[0] for each in values["arms"]} == {"arms"}
    # No edge between what looks alike.
    assert [each.get("type") for each in drawn.iter("renderer-v2")] == ["mergedFeatureRenderer", "categorizedSymbol"]


def test_a_geopackage_names_what_is_named_on_the_map(two_readings: Exported) -> None:
    rules = list(style_of(two_readings, "places", "places").iter("rule"))
    assert {each.get("description"): each.get("filter") for each in rules} == {
        "sea": "\"symbol\" IN ('sea certain schematic')",
        "town": "\"symbol\" IN ('town certain exact')",
    }
    assert style_of(two_readings, "events", "events").get("labelsEnabled") == "0"


def test_a_geopackage_asks_for_no_later_version_than_it_needs(exported: Exported) -> None:
    with closing(sqlite3.connect(exported.gpkg)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (10200,)


def test_the_icons_of_a_geopackage_are_inside_it(exported: Exported) -> None:
    with sqlite3.connect(exported.gpkg) as database:
        styles = "".join(qml for (qml,) in database.execute("SELECT styleQML FROM layer_styles"))
    database.close()
    packed = set(re.findall(r'value="base64:([^"]+)"', styles))
    paths = {ET.fromstring(base64.b64decode(each))[0].get("d") for each in packed}  # noqa: S314 - our own
    config = exported.atlas.config
    used = {config.kinds[each.kind].icon for each in exported.atlas.feature_list} - {None}
    assert paths == {icon_path(name, exported.atlas.folder) for name in used if name}


# ---------------------------------------------------------------- GeoParquet


def test_duckdb_reads_all_features_of_geoparquet(exported: Exported, duck: duckdb.DuckDBPyConnection) -> None:
    file = exported.out / "parquet" / "features.parquet"
    columns = "id, start_text, end_text, certain_start_text, certain_end_text, ST_AsWKB(geometry), names, sources"
    rows = {}
    for key, *days, place, names, sources in duck.read_parquet(str(file)).project(columns).fetchall():
        rows[key] = tuple(days), None if place is None else shapely.from_wkb(bytes(place))
        feature = exported.atlas.feature(key)
        own = {exported.atlas.config.language if lang == "en" else lang: text for lang, text in feature.names.items()}
        assert names == own
        assert of_citations(sources) == [str(each) for each in feature.citations]
    check_features(exported, rows)
    # Days as time stamps, in whatever calendar the atlas has: counted from 1970.
    for key, since in duck.read_parquet(str(file)).project("id, epoch(start) / 86400").fetchall():
        day = exported.atlas.axis.day(exported.atlas.feature(key).span.first)
        assert since == day.number - 719163


def test_duckdb_reads_the_parts_of_geoparquet(exported: Exported, duck: duckdb.DuckDBPyConnection) -> None:
    parts = exported.out / "parquet" / "features" / "*" / "*.parquet"
    told = duck.read_parquet(str(parts), hive_partitioning=True).aggregate("layer, count(*)")
    layers = [each.layer for each in exported.atlas.feature_list]
    assert dict(told.fetchall()) == {layer: layers.count(layer) for layer in set(layers)}


def test_duckdb_reads_the_land_of_geoparquet(exported: Exported, duck: duckdb.DuckDBPyConnection) -> None:
    def rows(table: str, columns: str) -> list[Any]:
        file = exported.out / "parquet" / f"{table}.parquet"
        found = duck.read_parquet(str(file)).project(f"reading, start_text, end_text, {columns}, ST_AsWKB(geometry)")
        return [(*row[:-1], shapely.from_wkb(bytes(row[-1]))) for row in found.fetchall()]

    standing = "state, controller, recognised, status"
    territories = [(*row[:3], row[3:8], row[8]) for row in rows("territories", f"id, {standing}")]
    states = [(*row[:3], row[3:7], tuple(row[7]), row[8]) for row in rows("states", f"{standing}, territories")]
    check_land(exported.atlas, Land(territories, states, rows("border_lines", 'id, "inner"')))


def test_geoparquet_is_valid(exported: Exported) -> None:
    program = Path(sysconfig.get_path("scripts")) / "geoparquet-validator"
    for table in ("features", "territories", "states", "border_lines"):
        file = exported.out / "parquet" / f"{table}.parquet"
        told = subprocess.run(
            [program, "check", "--json", file], capture_output=True, text=True, timeout=60, check=False
        )
        outcomes = {each["id"]: each["status"] for each in json.loads(told.stdout)["outcomes"]}
        assert outcomes["/conf/core/wkb"] == outcomes["/conf/covering/bbox-paths"] == "pass"
        # A table without rows has no statistics.
        wrong = {name for name, status in outcomes.items() if status == "fail"}
        assert wrong <= {"/conf/distribution/geospatial-statistics"}
        frame = gpd.read_parquet(file)
        assert frame.crs == "OGC:CRS84"


# ---------------------------------------------------------------- GeoJSON


@cache
def collections(exported: Exported) -> dict[str, Any]:
    files = sorted((exported.out / "geojson").glob("*.geojson"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


def test_an_atlas_of_the_geojson_is_the_same(exported: Exported, tmp_path: Path) -> None:
    shutil.copytree(exported.atlas.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("derive", "texts"))
    for layer in exported.atlas.config.layers:
        shutil.copy(exported.out / "geojson" / f"{layer.id}.geojson", tmp_path / "atlas" / layer.path)
    again = open_atlas(tmp_path / "atlas")
    assert [each.id for each in again.feature_list] == [each.id for each in exported.atlas.feature_list]
    for one, other in zip(again.feature_list, exported.atlas.feature_list, strict=True):
        assert (one.fields, one.layer, one.span, one.citations, one.others) == (
            (other.fields, other.layer, other.span, other.citations, other.others)
        )
        if one.geometry is None or other.geometry is None:
            assert one.geometry is other.geometry
        else:
            assert shapely.hausdorff_distance(one.geometry, other.geometry) < NEAR_DEG


def test_geojson_keeps_to_rfc_7946(exported: Exported) -> None:
    for name, collection in collections(exported).items():
        assert "crs" not in collection
        for feature in collection["features"]:
            assert {"type", "id", "properties", "geometry"} <= feature.keys()
            if feature["geometry"] is None:
                continue
            place = shape(feature["geometry"])
            assert -180 <= place.bounds[0] <= place.bounds[2] <= 180, name
            assert place.is_valid
            for part in getattr(place, "geoms", [place]):
                assert not hasattr(part, "exterior") or (
                    part.exterior.is_ccw and not any(ring.is_ccw for ring in part.interiors)
                )


def test_geojson_tells_days_translations_and_passages(exported: Exported) -> None:
    rows, told = {}, set()
    for layer in exported.atlas.config.layers:
        for feature in collections(exported)[layer.id]["features"]:
            days = feature["days"]
            place = shape(feature["geometry"]) if feature["geometry"] else None
            names = ("start", "end", "certain_start", "certain_end")
            rows[feature["id"]] = tuple(days[name] for name in names), place
            told |= {(feature["id"], passage["words"]) for passage in feature.get("passages", ())}
    check_features(exported, rows)
    assert told == {(key, each.words) for each in exported.atlas.passages for key in each.features}


# ---------------------------------------------------------------- CSV


def read_csv(exported: Exported, name: str) -> list[dict[str, str]]:
    # The limit is that of the process: other tests want the usual one.
    limit = csv.field_size_limit(10_000_000)
    try:
        with (exported.out / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return [{key: plain(cell) for key, cell in row.items()} for row in csv.DictReader(file)]
    finally:
        csv.field_size_limit(limit)


def plain(cell: str) -> str:
    """Take off the mark before what a spreadsheet would take for a formula."""
    return cell.removeprefix("'")


def parted(cell: str) -> list[str]:
    """Part a list as docs/exports.md tells."""
    return [each.replace("\0", ";") for each in cell.replace(";;", "\0").split("; ") if each]


def test_csv_has_all_features(exported: Exported) -> None:
    rows = {}
    for row in read_csv(exported, "features"):
        days = tuple(row[name] or None for name in ("start", "end", "certain_start", "certain_end"))
        rows[row["id"]] = days, shapely.from_wkt(row["geometry"]) if row["geometry"] else None
        feature = exported.atlas.feature(row["id"])
        fields = feature.fields
        assert parted(row["sources"]) == [str(each) for each in feature.citations]
        assert (row["name"], row["description"], row["note"]) == (fields.name, fields.description, fields.note or "")
        if feature.geometry is not None and feature.geometry.geom_type == "Point":
            assert (float(row["lon"]), float(row["lat"])) == (rows[row["id"]][1].x, rows[row["id"]][1].y)
    check_features(exported, rows)


def test_csv_has_the_land(exported: Exported) -> None:
    found = {name: read_csv(exported, name) for name in ("territories", "states", "border_lines")}
    standing = ("state", "controller", "recognised", "status")
    wkt = shapely.from_wkt
    check_land(
        exported.atlas,
        Land(
            [(row["reading"], row["start"], row["end"], (row["id"], *(row[each] for each in standing)),
              wkt(row["geometry"])) for row in found["territories"]],
            [(row["reading"], row["start"], row["end"], tuple(row[each] for each in standing),
              (*parted(row["territories"]),), wkt(row["geometry"])) for row in found["states"]],
            [(row["reading"], row["start"], row["end"], row["id"], row["inner"] == "true", wkt(row["geometry"]))
             for row in found["border_lines"]],
        ),
    )  # fmt: skip


def test_tables_have_works_passages_and_texts(exported: Exported) -> None:
    atlas = exported.atlas
    works = {row["id"]: json.loads(row["csl"]) for row in read_csv(exported, "works")}
    assert works == {key: dict(work) for key, work in atlas.bibliography.items()}
    passages = read_csv(exported, "passages")
    assert [(row["words"], row["language"], row["address"], row["stance"]) for row in passages] == [
        (each.words, each.language, each.address, each.stance) for each in atlas.passages
    ]
    texts = {
        (row["table"], row["id"], row["field"], row["language"]): row["text"] for row in read_csv(exported, "texts")
    }
    states = {(row["id"], row["field"], row["language"]): row["state"] for row in read_csv(exported, "texts")}
    translations = translations_of(atlas)
    for feature in atlas.feature_list:
        for lang in atlas.config.languages[1:]:
            told = translations.text(of_feature(feature, "description"), lang)
            written = texts.get(("features", feature.id, "description", lang), "")
            assert written == (told.value if told.lang == lang else "")
            assert not written or states[feature.id, "description", lang] == translations.state(lang)
        for lang, name in feature.names.items():
            assert texts["features", feature.id, "name", atlas.config.language if lang == "en" else lang] == name
        assert (
            texts.get(("features", feature.id, "description", atlas.config.language), "") == feature.fields.description
        )


# ---------------------------------------------------------------- scene


def test_the_scene_is_that_of_the_command(exported: Exported) -> None:
    scene = json.loads((exported.out / f"{exported.atlas.config.id}.scene.json").read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "docs" / "scene.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(scene)) == []
    assert [each["lang"] for each in scene["locales"]] == sorted({*languages(), *exported.atlas.words})
    assert [each["id"] for each in scene["features"]] == [each.id for each in exported.atlas.feature_list]


# ---------------------------------------------------------------- part of an atlas, and what cannot be


def run(*args: str | os.PathLike[str], code: int = 0) -> str:
    result = CliRunner().invoke(main, ["export", *map(str, args)])
    assert result.exit_code == code, result.output
    return result.output


def ids(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


def test_a_day_has_what_may_have_been_in_force_on_it(tmp_path: Path) -> None:
    run("--format", "csv", "--date", "1900-01-05", "--atlas", TINY, "--out", tmp_path)
    atlas = open_atlas(TINY)
    assert set(ids(tmp_path / "csv" / "features.csv")) == atlas.on("1900-01-05").ids
    assert ids(tmp_path / "csv" / "territories.csv") == [*atlas.borders.held(4)]


def test_one_layer_is_exported_without_land(tmp_path: Path) -> None:
    run("--format", "csv", "--layer", "places", "--atlas", TINY, "--out", tmp_path)
    atlas = open_atlas(TINY)
    assert ids(tmp_path / "csv" / "features.csv") == [each.id for each in atlas.feature_list if each.layer == "places"]
    assert ids(tmp_path / "csv" / "territories.csv") == []


READINGS = """
[[readings]]
id = "drawn"
name = "As drawn"
[[readings]]
id = "arms"
name = "By arms"
by = "controller"

[clocks.local]"""


def test_one_reading_is_exported_or_all(tmp_path: Path) -> None:
    atlas = open_atlas(tiny_with(tmp_path / "atlas", {}, {"[clocks.local]": READINGS}))
    told = {}
    for reading in (None, "drawn", "arms"):
        list(write_formats(ask(atlas, tmp_path / str(reading), reading=reading), ["csv"]))
        made = Exported(atlas, tmp_path / str(reading))
        told[reading] = [(row["reading"], row["id"], row["state"]) for row in read_csv(made, "territories")]
    assert {reading for reading, *_ in told["arms"]} == {"arms"}
    assert told[None] == told["drawn"] + told["arms"]
    assert [state for _, _, state in told["drawn"]] != [state for _, _, state in told["arms"]]


def test_partitions_of_an_earlier_export_are_not_read_on(tmp_path: Path) -> None:
    atlas = open_atlas(TINY)
    list(write_formats(ask(atlas, tmp_path), ["parquet"]))
    parts = tmp_path / "parquet" / "features"
    assert len(list(parts.rglob("*.parquet"))) == 3
    list(write_formats(ask(atlas, tmp_path, layers=["places"]), ["parquet"]))
    assert [path.parent.name for path in parts.rglob("*.parquet")] == ["layer=places"]


@pytest.mark.parametrize("name", ["=1+1", "+49", "-3", "@home", "'t Zand", "\tx"])
def test_no_cell_of_csv_is_a_formula(name: str, tmp_path: Path) -> None:
    places = json.loads((TINY / "places.geojson").read_text(encoding="utf-8"))
    places["features"][0]["properties"]["description"] = name
    folder = tiny_with(tmp_path / "atlas", {"places.geojson": json.dumps(places)})
    list(write_formats(ask(open_atlas(folder), tmp_path), ["csv"]))
    with (tmp_path / "csv" / "features.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["description"] for row in csv.DictReader(file)]
    assert f"'{name}" in cells
    assert not any(_FORMULA.match(cell) and not cell.startswith("'") for cell in cells)


PASSAGE = {
    "feature": "fight;oldtown",
    "words": "Võitlus; algas",
    "language": "et",
    "work": "book",
    "locator": "p. 9",
    "address": "https://example.org/book",
    "stance": "claims",
    "speaker": "Ann",
    "translation": "The fight; it began",
    "right": "Quotation",
    "checked": "2026-11-20",
}


def test_lists_and_passages_are_whole(tmp_path: Path, duck: duckdb.DuckDBPyConnection) -> None:
    places = json.loads((TINY / "places.geojson").read_text(encoding="utf-8"))
    others = ["Old; Town", "Altstadt;"]
    places["features"][0]["properties"]["other_names"] = others
    key = places["features"][0]["properties"]["id"]
    written = f"{','.join(PASSAGE)}\n{','.join(PASSAGE.values())}\n"
    files = {"places.geojson": json.dumps(places), "passages.csv": written}
    atlas = open_atlas(tiny_with(tmp_path / "atlas", files))
    list(write_formats(ask(atlas, tmp_path), FORMATS))
    made = Exported(atlas, tmp_path)
    assert next(parted(row["other_names"]) for row in read_csv(made, "features") if row["id"] == key) == others
    (passage,) = read_csv(made, "passages")
    assert parted(passage["features"]) == ["fight", "oldtown"]
    assert {name: passage[name] for name in PASSAGE if name != "feature"} == {
        name: text for name, text in PASSAGE.items() if name != "feature"
    }
    table = pyogrio.read_dataframe(made.gpkg, layer="passages").to_dict("records")
    assert [(row["words"], json.loads(row["features"])) for row in table] == [(PASSAGE["words"], ["fight", "oldtown"])]
    found = duck.read_parquet(str(tmp_path / "parquet" / "passages.parquet")).project("features, words, stance")
    assert found.fetchall() == [(["fight", "oldtown"], PASSAGE["words"], "claims")]
    told = [
        (feature["id"], passage["words"], passage["translation"], passage["checked"])
        for layer in ("places", "events")
        for feature in collections(made)[layer]["features"]
        for passage in feature.get("passages", ())
    ]
    assert sorted(told) == [
        (each, PASSAGE["words"], PASSAGE["translation"], "2026-11-20") for each in ("fight", "oldtown")
    ]


def test_a_layer_may_be_called_like_a_table(tmp_path: Path) -> None:
    names = {
        'id = "places"': 'id = "states"\nfile = "places.geojson"\nrole = "places"',
        'layer = "places"': 'layer = "states"',
    }
    atlas = open_atlas(tiny_with(tmp_path / "atlas", {}, names))
    list(write_formats(ask(atlas, tmp_path), ["gpkg", "geojson"]))
    layers = dict(pyogrio.list_layers(tmp_path / "tiny.gpkg").tolist())
    assert (layers["states"], layers["states_layer"]) == ("MultiPolygon", "Point")
    files = {path.name for path in (tmp_path / "geojson").iterdir()}
    assert {"states.geojson", "states-land.geojson"} <= files


def test_exports_are_the_same_every_time(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        list(write_formats(ask(open_atlas(EXAMPLES / "gallic-war"), tmp_path / folder), FORMATS))
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(files) > 20
    assert [
        name for name in files if (tmp_path / "one" / name).read_bytes() != (tmp_path / "two" / name).read_bytes()
    ] == []


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--format", "gpgk"], "format gpgk: there is no such format. Write gpkg, if that is meant.\n"),
        (
            ["--format", "csv", "--layer", "place"],
            "layer place: the atlas has no such layer. Write places, if that is meant.\n",
        ),
        (["--format", "csv", "--reading", "x"], "reading x: the atlas has no such reading. Use one of administered.\n"),
        (["--format", "csv", "--date", "1901-01-01"], OUTSIDE),
        (
            ["--format", "csv", "--date", ""],
            "day: '' is not a day. Write a day of the calendar as YYYY-MM-DD.\n",
        ),
        (
            ["--format", "csv", "--format", "deposit", "--layer", "places"],
            "format deposit: it holds the whole atlas. Leave out day, reading and layers.\n",
        ),
        (
            ["--format", "csv", "--format", "scene", "--layer", "places"],
            "--layer: a scene has all readings and layers. Leave it out, or leave out scene.\n",
        ),
    ],
)
def test_what_cannot_be_exported_is_one_message(args: list[str], told: str, tmp_path: Path) -> None:
    assert run(*args, "--atlas", TINY, "--out", tmp_path / "out", code=1) == told
    assert not (tmp_path / "out").exists()


def test_a_file_is_no_folder_to_write_to(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    told = run("--format", "csv", "--atlas", TINY, "--out", tmp_path / "out", code=1)
    assert told == f"{tmp_path / 'out'}: it is a file, not a folder. Name a folder.\n"
    assert (tmp_path / "out").read_text() == "mine"


def test_what_is_no_file_to_be_replaced_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "csv" / "works.csv").mkdir(parents=True)
    (tmp_path / "tiny.gpkg").mkdir()
    for name in ("csv", "gpkg"):
        assert "it is a folder" in run("--format", name, "--atlas", TINY, "--out", tmp_path, code=1)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["csv", "tiny.gpkg", "works.csv"]


def test_without_pyarrow_geoparquet_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    told = run("--format", "parquet", "--atlas", TINY, "--out", tmp_path, code=1)
    assert told == (
        "format parquet: it takes the package pyarrow, which is not installed. "
        'Install it: pip install "baltic-map[parquet]".\n'
    )


def test_what_crosses_180_is_cut_there() -> None:
    line = shapely.LineString([(170, 0), (190, 10)])
    assert within_180(line).wkt == "MULTILINESTRING ((170 0, 180 5), (-180 5, -170 10))"
    parts = shapely.MultiLineString([[(9, 0), (10, 0)], [(370, 0), (371, 0)]])
    assert within_180(parts).wkt == "LINESTRING (9 0, 10 0, 11 0)"
    box = shapely.box(170, 0, 190, 10)
    assert sorted(part.bounds for part in within_180(box).geoms) == [(-180, 0, -170, 10), (170, 0, 180, 10)]
    assert within_180(shapely.Point(190, 1)).wkt == "POINT (-170 1)"


# ---------------------------------------------------------------- the documentation


def test_the_query_of_the_documentation_runs(tmp_path: Path, duck: duckdb.DuckDBPyConnection) -> None:
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    query = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)[0]
    atlas = open_atlas()
    list(write_formats(ask(atlas, tmp_path / "output" / "export", layers=["bases"]), ["parquet"]))
    told = duck.sql(query.replace("output/export", str(tmp_path / "output" / "export"))).fetchall()
    there = [
        each
        for each in atlas.on("1940-06-16")
        if each.layer == "bases" and each.geometry is not None and each.geometry.y > 57.5
    ]
    assert [key for key, *_ in told] == sorted(each.id for each in there)
    assert len(told) > 20
    key, name, end, works, place = next(row for row in told if row[0] == "paldiski-naval-base")
    feature = atlas.feature(key)
    assert (name, place) == (feature.names["et"], shapely.to_wkt(feature.geometry, rounding_precision=-1))
    assert works == [each.source for each in feature.citations]
    assert f"{end:%Y-%m-%d}" == atlas.axis.iso(feature.span.stop)


def test_new_reads_names_days_and_places_of_the_geojson(tmp_path: Path) -> None:
    atlas = open_atlas(EXAMPLES / "gallic-war")
    list(write_formats(ask(atlas, tmp_path), ["geojson"]))
    result = CliRunner().invoke(main, ["new", str(tmp_path / "again"), str(tmp_path / "geojson" / "events.geojson")])
    assert result.exit_code == 0, result.output
    told = [
        [(each.fields.name, each.fields.start_date, each.fields.end_date, each.geometry) for each in features]
        for features in (
            open_atlas(tmp_path / "again").feature_list,
            [each for each in atlas.feature_list if each.layer == "events"],
        )
    ]
    assert told[0] == told[1]
