"""One layer: its features, and every one of its problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import LineString, Point

from baltic_map.atlas import open_atlas
from baltic_map.config import Extent
from baltic_map.errors import AtlasError
from baltic_map.layers import read_collection, read_geometry, read_layer
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
