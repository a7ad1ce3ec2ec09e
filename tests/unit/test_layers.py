"""One layer: its features, and every one of its problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import LineString, Point

from baltic_map.atlas import open_atlas
from baltic_map.config import Extent
from baltic_map.errors import AtlasError, Problems
from baltic_map.layers import _plain_geometries, _Reader, read_collection, read_geometry, read_layer
from baltic_map.sources import Citation
from tests.fixtures.make_tiny import collection, dated, feature
from tests.unit.small_atlases import TINY, tiny_with

EXTENT = Extent(west=0, south=50, east=6, north=54)


def test_a_feature_is_read_with_its_days_names_and_sources() -> None:
    march, town = open_atlas(TINY).feature("march-west"), open_atlas(TINY).feature("oldtown")
    assert (march.kind, march.layer, march.geometry) == (
        "march",
        "zones",
        LineString([(3.5, 52), (2.5, 52.5), (1.5, 52)]),
    )
    assert (march.span.first, march.span.stop, march.citations) == (4, 6, (Citation("book", "p. 7"),))
    assert (town.names, town.names_today) == ({"en": "Oldtown", "lt": "Senmiestis"}, {"en": "Newtown"})


def test_every_problem_of_a_layer_is_told_and_sound_features_are_kept(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [1.6, 52]}

    def fight(key: str, geometry: Any = point, **more: Any) -> dict[str, Any]:
        return feature(geometry, **{**dated("1900-01-05", "1900-01-06", "fight", "Fight", id=key), **more})

    events = [
        fight("sound"),
        fight("rank", rank=5),
        fight("cited", sources=["nobody"]),
        fight("placed", position="none"),
        fight("kinds", kind="town"),
        fight("lines", geometry={"type": "LineString", "coordinates": [[1, 51], [2, 52]]}),
        fight("sound"),
    ]
    folder = tiny_with(tmp_path, {"events.geojson": collection(events)})
    tiny = open_atlas(TINY)
    features, problems = read_layer(folder, tiny.config.layers[2], tiny.config, tiny.bibliography)
    assert [each.id for each in features] == ["sound", "sound"]
    assert [(each.where, each.what) for each in problems] == [
        ("events.geojson#rank", "rank is 5, more than 4"),
        ("events.geojson#cited", "sources names 'nobody', which sources.json has not"),
        ("events.geojson#placed", "position is 'none' and the geometry is not null"),
        ("events.geojson#kinds", "unknown kind 'town'"),
        ("events.geojson#lines", "wrong geometry type LineString for a fight"),
        ("events.geojson#sound", "the id stands twice"),
    ]


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        ({"type": "GeometryCollection"}, "a GeometryCollection is several things"),
        ({"type": "Circle"}, "the geometry cannot be read: its type is 'Circle'"),
        ([1, 2], "the geometry cannot be read: it is a list"),
        ({"type": "Point", "coordinates": []}, "the geometry is empty"),
        ({"type": "Point", "coordinates": [1]}, "the geometry cannot be read: a position has 1 numbers"),
        ({"type": "Point", "coordinates": ["1", 52]}, "a coordinate is no number"),
        ({"type": "Point", "coordinates": [52, 1]}, "coordinates 52.0000 1.0000 to 52.0000 1.0000 leave the atlas"),
        ({"type": "LineString", "coordinates": [[1, 52]]}, "the LineString has too few points"),
        (
            {"type": "MultiLineString", "coordinates": [[[1, 52], [2, 52]], []]},
            "a part of the MultiLineString is empty",
        ),
    ],
)
def test_what_is_no_geometry_of_the_atlas_is_told(geometry: Any, told: str) -> None:
    with pytest.raises(AtlasError) as caught:
        read_geometry({"geometry": geometry}, "x", EXTENT)
    assert caught.value.problem.what == told


# What one of two fights says otherwise than the tiny atlas does, and whether both may still be read at once.
AT_ONCE: list[dict[str, Any]] = [
    {},
    {"end_date": None},
    {"start_date": "1899"},
    {"start_date": "1900-01~"},
    {"start_date": "1900-01-03/1900-01-04", "time": "12:00", "clock": "local"},
    {"name:lt": "Kova", "name:lv": None},
    {"name_today": "Newfight", "name_today:lt": "Nova kova"},
    {"state": "AAA", "geonames": 7, "wikidata": "Q7", "other_names": ["Battle"], "rank": 4},
    {"geometry": None, "position": "none", "precision_km": None},
    {"geometry": {"type": "Point", "coordinates": [1.5, 52, 9]}},
]
ONE_BY_ONE: list[dict[str, Any]] = [
    *({"id": each} for each in ("first", None, 7, "7", "a--b", "a-", "Ab", "é", "a" * 61, True)),
    *({"start_date": each} for each in ("1900-01-03 12:00", " 1900-01-03", "", 1900, "1900-13", "1900-01-08", "1902")),
    *({"kind": each} for each in (None, "town", "nothing", 3)),
    *({"name": each} for each in (None, "", " ", 3)),
    *({"sources": each} for each in (None, [], "book", ["nobody"], [3], [""])),
    *({"rank": each} for each in (None, 9, 1.5)),
    *({"certainty": each} for each in (None, "sure")),
    *({"position": each} for each in (None, "none", "there")),
    *({"precision_km": each} for each in (None, -1, "2")),
    *({"geometry": each} for each in (None, {}, [1, 2], {"type": "Point", "coordinates": [60, 52]})),
    {"geometry": {"type": "LineString", "coordinates": [[1, 51], [2, 52]]}},
    {"geometry": None, "position": "none", "precision_km": 0},
    {"geometry": None, "position": None, "precision_km": None},
    {"start_date": "1899-01-01", "end_date": "1899-01-05"},
    {"state": "ZZZ"},
    {"clock": "nobody's", "time": "12:00"},
    {"readings": ["nobody"]},
    {"name:LT": "x"},
    {"name:en": "x"},
    {"name:lt": " "},
    {"name:lt": 7},
    {"label": "x"},
    {"strat_date": "x"},
]


@pytest.mark.parametrize(("changes", "at_once"), [(AT_ONCE, True), (ONE_BY_ONE, False)])
def test_features_are_read_at_once_as_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: list[dict[str, Any]], at_once: bool
) -> None:
    tiny, point = open_atlas(TINY), {"type": "Point", "coordinates": [1.6, 52]}
    read = _Reader.read_all
    calls: list[bool] = []

    def told(change: dict[str, Any], *, slowly: bool) -> object:
        def read_all(reader: _Reader, raws: Any) -> Any:
            found = None if slowly else read(reader, raws)
            calls.append(found is not None)
            return found

        monkeypatch.setattr(_Reader, "read_all", read_all)
        first, second = (
            feature(point, **dated("1900-01-05", "1900-01-06", "fight", "Fight", id=key)) for key in ("first", "second")
        )
        third = feature(None, **{**first["properties"], "id": "third", "position": "none", "precision_km": None})
        second["geometry"] = change.get("geometry", point)
        second["properties"] |= {key: value for key, value in change.items() if key != "geometry"}
        (tmp_path / "events.geojson").write_text(collection([first, second, third]), encoding="utf-8")
        warnings = Problems()
        return *read_layer(tmp_path, tiny.config.layers[2], tiny.config, tiny.bibliography, warnings), warnings

    for change in changes:
        assert told(change, slowly=False) == told(change, slowly=True), change
        assert calls[-2:] == [at_once, False], change


def test_lines_that_are_made_at_once_are_told_one_by_one(tmp_path: Path) -> None:
    lines = {
        "plain": [[1, 51], [2, 52.5]],
        "high": [[1, 51, 200], [2, 52, 300]],
        "still": [[1, 51], [1, 51]],
        "away": [[1, 51], [2, 60]],
        "short": [[1, 51]],
        "last": [[3, 53], [2, 52], [1, 53]],
    }
    marches = [
        feature(
            {"type": "LineString", "coordinates": line}, **dated("1900-01-05", "1900-01-06", "march", "March", id=key)
        )
        for key, line in lines.items()
    ]
    folder = tiny_with(tmp_path, {"zones.geojson": collection(marches)})
    tiny = open_atlas(TINY)
    (layer,) = (each for each in tiny.config.layers if each.id == "zones")
    features, problems = read_layer(folder, layer, tiny.config, tiny.bibliography)
    assert {each.id: each.geometry for each in features} == {
        "plain": LineString([(1, 51), (2, 52.5)]),
        "high": LineString([(1, 51), (2, 52)]),
        "last": LineString([(3, 53), (2, 52), (1, 53)]),
    }
    assert [(each.where, each.what) for each in problems] == [
        ("zones.geojson#still", "invalid geometry: Too few points in geometry component[1 51]"),
        ("zones.geojson#away", "coordinates 1.0000 51.0000 to 2.0000 60.0000 leave the atlas"),
        ("zones.geojson#short", "the LineString has too few points"),
    ]


def test_areas_that_are_made_at_once_are_those_made_one_by_one() -> None:
    ring, hole = [[1, 51], [4, 51], [4, 53], [1, 53], [1, 51]], [[2, 52], [3, 52], [3, 52.5], [2, 52]]
    other = [[5, 51], [5.5, 51], [5.5, 52], [5, 51]]
    sound = [
        ("Polygon", [ring]),
        ("Polygon", [ring, hole]),
        ("Polygon", [ring[:-1]]),
        ("MultiPolygon", [[ring, hole]]),
        ("MultiPolygon", [[other], [ring, hole]]),
    ]
    left = [
        *(
            ("Polygon", each)
            for each in ([], [[]], [ring[:3]], [[[1, 51, 7], *ring[1:]]], [[[7, 51], *ring[1:]]], ring)
        ),
        ("Polygon", [[[1, 51], [2, 52], [2, 51], [1, 52], [1, 51]]]),
        ("MultiPolygon", [[ring], []]),
    ]
    data = [{"type": kind, "coordinates": coordinates} for kind, coordinates in (*left, *sound)]
    made = _plain_geometries([(number, {"geometry": each}) for number, each in enumerate(data)], EXTENT)
    assert list(made) == list(range(len(left), len(data)))
    assert [made[number] for number in made] == [
        read_geometry({"geometry": each}, "x", EXTENT) for each in data[len(left) :]
    ]


def test_heights_are_left_out_and_a_feature_may_have_no_place() -> None:
    assert read_geometry({"geometry": {"type": "Point", "coordinates": [1, 52, 120]}}, "x", EXTENT) == Point(1, 52)
    assert read_geometry({"geometry": None}, "x", EXTENT) is None


def test_a_file_that_is_no_collection_in_degrees_is_told(tmp_path: Path) -> None:
    def told(data: object) -> str:
        (tmp_path / "a.geojson").write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(AtlasError) as caught:
            list(read_collection(tmp_path, "a.geojson"))
        return caught.value.problem.what

    crs = {"type": "name", "properties": {"name": "EPSG:3301"}}
    assert told([]) == "not a GeoJSON FeatureCollection"
    assert told({"type": "FeatureCollection", "features": {}}) == "features is a table, not a list"
    assert (
        told({"type": "FeatureCollection", "features": [], "crs": crs})
        == "unknown coordinate reference system 'EPSG:3301'"
    )
    assert told({"type": "FeatureCollection", "features": [7]}) == "it is 7, not a table"
