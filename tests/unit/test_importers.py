"""Files of others: what each reader makes of them, and that none ends in a traceback."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from baltic_map.cells import is_missing, plain
from baltic_map.errors import AtlasError
from baltic_map.importers.degrees import parse_degrees, parse_number
from baltic_map.importers.geojson import read_geojson, spans_of
from baltic_map.importers.kml import read_kml, read_kmz
from baltic_map.importers.places import place_rows
from baltic_map.importers.readers import SUFFIXES, read_file
from baltic_map.importers.records import Choices, Records
from baltic_map.importers.tables import read_csv, read_xlsx


def places(found: Records, digits: int = 4) -> list[tuple[int, str | None]]:
    """Give the numbers and the places of records."""
    return [
        (each.number, each.geometry and shapely.to_wkt(each.geometry, rounding_precision=digits))
        for each in found.records
    ]


def problems(found: Records) -> list[str]:
    """Give the problems of records as lines."""
    return [str(each) for each in found.problems]


@pytest.mark.parametrize(
    ("text", "axis", "degrees"),
    [
        ("-51.5", "lat", -51.5),
        ("−51,5", "lat", -51.5),
        ("51°30'S", "lat", -51.5),
        ("S 51° 30′ 00″", "lat", -51.5),
        ("51 30 00 S", "lat", -51.5),
        ("51:30", "lat", 51.5),
        ("51d30m36s N", "lat", 51.51),
        ("57°48′ West", "lon", -57.8),
        ("58.25 Ost", "lon", 58.25),
        ("55°45′ с. ш.", "lat", 55.75),
        ("57 45 з.д.", "lon", -57.75),
        ("190", "lon", -170.0),
        ("5e-05", "lon", 0.00005),
    ],
)
def test_degrees_are_read_as_people_write_them(text, axis, degrees):
    assert parse_degrees(text, axis) == pytest.approx(degrees)


@pytest.mark.parametrize(
    ("text", "axis", "said"),
    [
        ("91", "lat", "is more than 90 degrees"),
        ("51°75'", "lat", "has 60 minutes or seconds, or more"),
        ("57°W", "lat", "is a longitude"),
        ("12 O", "lon", "has an O, which is east in some languages and west in others: write E or W"),
        ("-12 W", "lon", "has both a minus and a letter"),
        ("Riga", "lat", "is no number of degrees"),
        ("nan", "lat", "is no number of degrees"),
        ("1e999", "lon", "is no number of degrees"),
        ("1" + " " * 500 + "x", "lon", "is too long"),
    ],
)
def test_what_is_no_degree_is_told(text, axis, said):
    with pytest.raises(ValueError, match=said):
        parse_degrees(text, axis)


def test_numbers_have_points_or_commas():
    written = ["1,5", "1.5", "1.234.567,8", "1,234,567.8", "-7", "1 234,5"]
    assert [parse_number(text) for text in written] == [1.5, 1.5, 1234567.8, 1234567.8, -7, 1234.5]


def test_missing_is_missing_however_it_is_written():
    assert all(map(is_missing, [None, "", " ", "NaT", "nan", "NULL", "-", float("nan")]))
    assert [plain(each) for each in ("NaT", datetime(1982, 6, 14, tzinfo=UTC), date(1982, 6, 14))] == [
        None,
        "1982-06-14",
        "1982-06-14",
    ]
    assert [plain(each) for each in (3.0, 3.5, True, "a\x00b\r\nc", float("inf"))] == [3, 3.5, True, "a b\nc", None]


BREITE = (
    "a.csv, row 5: Breite 'x' is no number of degrees. Write degrees such as -51.7 or 51°42'S; name another system "
    "than degrees (--crs)."
)
SEMICOLONS = """Schlachten 1982
Name;Breite;Länge;Datum
Goose Green;51°49'S;58,97 W;28.05.1982
Ohne Ort;;;1982
Falsch;x;3;1982
;;;

Zu lang;1;2;1982;;5
"""


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", ["read as UTF-16"]),
        ("latin-1", ["read as Windows-1252 (latin-1), for it is not UTF-8"]),
    ],
)
def test_a_table_of_text_is_read_in_any_encoding(encoding, told):
    found = place_rows(read_csv(SEMICOLONS.encode(encoding), "a.csv", "a"))
    assert places(found) == [(3, "POINT (-58.97 -51.8167)"), (4, None)]
    assert found.records[0].cells == {"Name": "Goose Green", "Datum": "28.05.1982"}
    assert found.notes == [*told, "columns parted by semicolons", "place <- Breite, Länge"]
    assert problems(found) == [
        "a.csv, row 8: it has 6 cells, the head 4. Put quotation marks round a cell that holds what parts the columns.",
        BREITE,
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("id,lat,lon\n1,2,3\n", "POINT (3 2)"),
        ("id\tLatitude (N)\tLongitude (E)\n1\t2\t3\n", "POINT (3 2)"),
        ("id,Широта,Долгота\n1,2,3\n", "POINT (3 2)"),
        ("id,platums,garums\n1,2,3\n", "POINT (3 2)"),
        ("id,lat_dd,lon_dd\n1,2,3\n", "POINT (3 2)"),
        ("id,Zeměpisná šířka,Zeměpisná délka\n1,2,3\n", "POINT (3 2)"),
        ("id,laiuskraad,pikkuskraad,latvia,longest\n1,2,3,4,5\n", "POINT (3 2)"),
        ("id,x,y\n1,3,2\n", "POINT (3 2)"),
        ('id,coordinates\n1,"51.5, -57.8"\n', "POINT (-57.8 51.5)"),
        ("id,Koordinaten\n1,51°30'S 57°48'W\n", "POINT (-57.8 -51.5)"),
        ("id,Koordinaten\n1,57°48'W 51°30'S\n", "POINT (-57.8 -51.5)"),
        ('id,route\n1,"LINESTRING (1 2, 3 4)"\n', "LINESTRING (1 2, 3 4)"),
        ("id,geom\n1,SRID=3857;POINT(0 0)\n", "POINT (0 0)"),
    ],
)
def test_places_are_found_by_the_names_of_their_columns(text, place):
    assert places(place_rows(read_csv(text.encode(), "a.csv", "a"))) == [(2, place)]


def test_places_may_be_in_any_system():
    table = read_csv(b"id;Rechtswert;Hochwert\n1;3.500.000,0;5.900.000,0\n", "a.csv", "a")
    # To a hundredth: how near PROJ comes depends on the grids it has.
    assert places(place_rows(table, crs="EPSG:31467"), 2) == [(2, "POINT (9 53.23)")]


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("a,b\n1,2\n", {}, "no columns tell where its rows lie; it has a, b"),
        ("a,b\n1,2\n", {"lat": "c", "lon": "b"}, "it has no column 'c'"),
        ("a,b\n1,2\n", {"lat": "a"}, "one of latitude and longitude is named"),
        ("lat,lon\n5900000,350000\n", {}, "none of its rows has a place that can be read: lon '350000' is more than"),
        ("wkt\nPOINT (5900000 350000)\n", {}, "the coordinates 5.9e+06 350000 are no longitude and latitude"),
        ("lat,lon\n1,2\n", {"crs": "EPSG:nothing"}, "'EPSG:nothing' is no coordinate reference system"),
    ],
)
def test_a_table_without_places_says_what_it_has(text, asked, told):
    with pytest.raises(AtlasError) as error:
        place_rows(read_csv(text.encode(), "a.csv", "a"), **asked)
    assert told in str(error.value)


def workbook(*sheets: list[list[object]]) -> bytes:
    """Make a workbook of sheets of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Blatt {number}")
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_sheet_by_sheet():
    rows = [["Title", "lat", "lon", "Date", "N"], ["x", 51.5, "57°48'W", date(1982, 6, 14), 3.0], []]
    found = [place_rows(each) for each in read_xlsx(workbook(rows, [], [*rows[:1], ["y"]]), "b.xlsx", "b")]
    assert [(each.file, each.name, places(each)) for each in found] == [
        ("b.xlsx, sheet 'Blatt 1'", "b Blatt 1", [(2, "POINT (-57.8 51.5)")]),
        ("b.xlsx, sheet 'Blatt 3'", "b Blatt 3", [(2, None)]),
    ]
    assert found[0].records[0].cells == {"Title": "x", "Date": "1982-06-14", "N": 3}


def test_geojson_is_read_with_its_times():
    timed = {"timespans": [{"start": {"in": "1914-07"}, "end": {"earliest": "1918", "latest": "1919"}}]}
    features = [
        {
            "type": "Feature",
            "properties": {"title": "T", "v": float("nan"), "tags": ["a", 1], "in": {"x": 1}},
            "when": timed,
            "geometry": {"type": "Point", "coordinates": [1, 2, 3]},
        },
        {
            "type": "Feature",
            "properties": {"start": -436233600000},
            "names": [{"toponym": "Rom"}],
            "geometry": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Point", "coordinates": [1, 2], "when": {"start": "-0056"}},
                    {"type": "Point", "coordinates": [3, 4]},
                ],
            },
        },
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, "x"]}},
        7,
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    found = read_geojson(data, "a.geojson", "a")
    assert places(found) == [(1, "POINT (1 2)"), (2, "POINT (1 2)"), (2, "POINT (3 4)")]
    assert [dict(each.cells) for each in found.records] == [
        {"title": "T", "v": None, "tags": "a, 1", "in.x": 1, "start_date": "1914-07", "end_date": "1918/1919"},
        {"start": -436233600000, "name": "Rom", "start_date": "-0056", "end_date": None},
        {"start": -436233600000, "name": "Rom"},
    ]
    assert found.inclusive
    assert problems(found) == [
        "a.geojson, feature 3: the coordinates of its Point cannot be read. Write it as GeoJSON (RFC 7946) has it.",
        "a.geojson, feature 4: it is 7, not a feature. Write it as GeoJSON (RFC 7946) has it.",
    ]


@pytest.mark.parametrize(
    ("when", "spans"),
    [
        ("1914", [("1914", "1914")]),
        ({"start": "1914-07-28", "end": "1918-11-11"}, [("1914-07-28", "1918-11-11")]),
        ({"timespan": ["1846", "1847", "", "1850", "label"]}, [("1846/1847", "1850")]),
        ({"timespans": [{"start": {"in": "1"}}, {"end": {"latest": "2"}}]}, [("1", None), (None, "2")]),
        ({"in": "1914"}, [("1914", "1914")]),
        ({"timespans": 7, "start": [], "end": {}}, []),
        (None, []),
    ],
)
def test_when_is_read(when, spans):
    assert spans_of(when) == spans


def test_geojson_of_another_system_is_moved():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    point = {"type": "Point", "coordinates": [2226389.8, 7361866.1]}
    feature = {"type": "Feature", "properties": {}, "geometry": point}
    data = json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}).encode()
    assert places(read_geojson(data, "a.geojson", "a")) == [(1, "POINT (20 55)")]


KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Fronts</name>
<Placemark><name>X</name><description><![CDATA[<b>Old</b> front]]></description>
<TimeSpan><begin>1914</begin><end>1915-05</end></TimeSpan><ExtendedData><Data name="q"><value>7</value></Data>
</ExtendedData><MultiGeometry><Point><coordinates> 1, 2,0 </coordinates></Point>
<Point><coordinates>3,4</coordinates></Point></MultiGeometry></Placemark></Folder>
<Placemark><TimeStamp><when>1914-08-26</when></TimeStamp><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1
0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><Point><coordinates>a,b</coordinates></Point></Placemark></Document></kml>"""


def test_kml_is_read_with_its_times():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("doc.kml", KML)
    for found in (read_kml(KML.encode(), "k.kml", "k"), read_kmz(packed.getvalue(), "k.kml", "k")):
        assert places(found) == [(1, "MULTIPOINT ((1 2), (3 4))"), (2, "POLYGON ((0 0, 1 0, 1 1, 0 0))")]
        assert [dict(each.cells) for each in found.records] == [
            {
                "name": "X",
                "description": "Old  front",
                "folder": "Fronts",
                "q": "7",
                "start_date": "1914",
                "end_date": "1915-05",
            },
            {"name": None, "start_date": "1914-08-26", "end_date": "1914-08-26"},
        ]
        assert found.inclusive
        assert problems(found) == [
            "k.kml, feature 3: its coordinates cannot be read. Draw it as points, lines or polygons."
        ]


def frame() -> gpd.GeoDataFrame:
    """Make two dated points."""
    dates = ["1982-04-02", "1982-06-14"]
    points = [shapely.Point(20, 55), shapely.Point(21, 56)]
    return gpd.GeoDataFrame({"name": ["a", "b"], "von": dates}, geometry=points, crs=4326)


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.fgb"])
def test_what_gdal_reads_is_read_in_any_system(tmp_path, name):
    frame().to_crs(25833).to_file(tmp_path / name)
    (found,) = read_file(tmp_path / name)
    assert sorted(place or "" for _, place in places(found)) == ["POINT (20 55)", "POINT (21 56)"]
    assert sorted(str(each.cells) for each in found.records) == [
        "{'name': 'a', 'von': '1982-04-02'}",
        "{'name': 'b', 'von': '1982-06-14'}",
    ]


def test_a_packed_shapefile_and_every_layer_of_a_geopackage_are_read(tmp_path):
    frame().to_file(tmp_path / "a.shp")
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as archive:
        for suffix in ("shp", "shx", "dbf", "prj"):
            archive.write(tmp_path / f"a.{suffix}", f"folder/a.{suffix}")
    assert [len(each.records) for each in read_file(tmp_path / "s.zip")] == [2]
    for layer in ("one", "two"):
        frame().to_file(tmp_path / "a.gpkg", layer=layer)
    assert [(each.name, each.file) for each in read_file(tmp_path / "a.gpkg")] == [
        ("a one", "a.gpkg, layer one"),
        ("a two", "a.gpkg, layer two"),
    ]
    (tmp_path / "a.shx").unlink()
    with pytest.raises(AtlasError, match=r"a\.shp: its \.shx is missing"):
        read_file(tmp_path / "a.shp")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.gpkg", b"<OGRVRTDataSource/>", "it is no GeoPackage, whatever its name"),
        ("a.ods", b"", "files that end in .ods are not read. Save it as XLSX"),
        ("a", b"", "files that end in nothing are not read"),
        ("a.csv", b"", "it has no rows"),
        ("a.csv", b"\0\1", "it is no text"),
        ("a.xlsx", b"PK", "it is no archive that can be read"),
        ("a.json", b"[1,", "not JSON at line 1, column 4"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.geojson", b'{"type": "Topology"}', "it is TopoJSON"),
        ("a.kml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><kml/>", "it has a document type"),
        ("a.kml", b"<kml", "not XML at line 1, column 1"),
        ("a.kml", b"<gpx/>", "it is no KML: its root is 'gpx'"),
        ("a.zip", b"PK", "it is no archive that can be read"),
    ],
)
def test_what_is_not_read_is_told(tmp_path, name, data, told):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(AtlasError) as error:
        read_file(tmp_path / name)
    assert told in str(error.value)


def test_a_bomb_is_not_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 257_000_000)
    with pytest.raises(AtlasError, match="it has 257 MB when unpacked, and 256 is the most"):
        read_file(tmp_path / "a.xlsx")


def _seeds() -> dict[str, bytes]:
    """Give a sound file of each format that is read from bytes."""
    point = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"when":{"start":"1"},'
    return {
        ".geojson": f'{point}"geometry":{{"type":"Point","coordinates":[1,2]}}}}]}}'.encode(),
        ".csv": SEMICOLONS.encode(),
        ".kml": KML.encode(),
        ".xlsx": workbook([["name", "lat", "lon"], ["x", 1, 2]]),
        ".kmz": b"PK\x03\x04",
        ".zip": b"PK\x03\x04",
        ".shp": struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50) + struct.pack("<2i8d", 1000, 1, *[0.0] * 8),
        ".fgb": b"fgb\x03fgb\x00",
        ".gpkg": b"SQLite format 3\0",
    }


SEEDS = _seeds()


@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=12)), max_size=4),
)
@settings(max_examples=300)
def test_any_bytes_give_records_or_one_clean_error(tmp_path_factory, suffix, changes):
    data = SEEDS[suffix]
    for at, length, new in changes:
        start = at % (len(data) + 1)
        data = data[:start] + new + data[start + length :]
    path = tmp_path_factory.getbasetemp() / f"fuzz{suffix}"
    path.write_bytes(data)
    layers: list[Records] = []
    with suppress(AtlasError):
        layers = read_file(path, Choices())
    for layer in layers:
        json.dumps([dict(each.cells) for each in layer.records], allow_nan=False)
        assert all(each.geometry is None or not each.geometry.is_empty for each in layer.records)


CELLS = st.one_of(st.text(max_size=8), st.sampled_from(["NaT", "51°30'S", "1,5", "POINT (1 2)", "lat", "lon", "wkt"]))


@given(st.lists(st.lists(CELLS, max_size=4), max_size=6), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=200)
def test_any_table_gives_records_or_one_clean_error(rows, separator):
    text = "\n".join(separator.join(row) for row in rows)
    with suppress(AtlasError):
        found = place_rows(read_csv(text.encode("utf-8", "replace"), "a.csv", "a"))
        json.dumps([dict(each.cells) for each in found.records], allow_nan=False)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "features",
                    "geometry",
                    "geometries",
                    "coordinates",
                    "properties",
                    "when",
                    "timespans",
                    "start",
                ]
            ),
            st.one_of(
                inner, st.sampled_from(["Feature", "FeatureCollection", "Point", "Polygon", "GeometryCollection"])
            ),
            max_size=5,
        ),
    ),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=300)
def test_any_json_gives_records_or_one_clean_error(value):
    feature = {"type": "Feature", "properties": {}, "geometry": value}
    for root in (value, {"type": "FeatureCollection", "features": [value, feature]}):
        with suppress(AtlasError):
            read_geojson(json.dumps(root).encode(), "a.geojson", "a")


def test_every_format_has_its_reader():
    assert set(SEEDS) <= set(SUFFIXES)
    assert read_file(Path(__file__).parent.parent / "fixtures/tiny/events.geojson")[0].columns[0] == "id"
