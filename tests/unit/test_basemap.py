"""Land, lakes and rivers as they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely.geometry import LineString

from baltic_map.basemap import AREAS, LINES, basemap_files, read_shapes, sound_shapes
from baltic_map.config import Extent, Scale
from baltic_map.errors import InvalidAtlasError
from tests.fixtures.make_tiny import collection, feature
from tests.unit.small_atlases import TINY

EXTENT = Extent(west=0, south=50, east=6, north=54)


def test_the_files_of_a_scale_and_what_they_may_hold() -> None:
    assert basemap_files(Scale(land="a.geojson", rivers="b.geojson", territories="c.geojson")) == [
        ("a.geojson", ("Polygon", "MultiPolygon")),
        ("b.geojson", ("LineString", "MultiLineString")),
    ]


def test_a_river_is_read() -> None:
    assert read_shapes(TINY, "rivers.geojson", LINES, EXTENT) == ([("river", LineString([(3, 52), (3.2, 53)]))], [])
    assert sound_shapes(TINY, None, LINES, EXTENT) == []


def test_a_shape_without_an_id_goes_by_its_number_and_every_problem_is_told(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[1, 51], [2, 52]]}
    features = [feature(line), feature(None, id="a"), feature(line, id="b"), feature(line, id="b"), feature(line, id=1)]
    features.append(feature({"type": "Point", "coordinates": [1, 51]}, id="c"))
    (tmp_path / "a.geojson").write_text(collection(features), encoding="utf-8")
    shapes, problems = read_shapes(tmp_path, "a.geojson", LINES, EXTENT)
    assert [key for key, _ in shapes] == ["1", "b"]
    assert [(each.where, each.what) for each in problems] == [
        ("a.geojson#a", "the geometry is null"),
        ("a.geojson#b", "the id stands twice"),
        ("a.geojson#feature 5", "the id stands twice"),
        ("a.geojson#c", "wrong geometry type Point"),
    ]
    with pytest.raises(InvalidAtlasError, match="4 problems"):
        sound_shapes(tmp_path, "a.geojson", LINES, EXTENT)
    assert read_shapes(TINY, "rivers.geojson", AREAS, EXTENT)[1][0].what == "wrong geometry type LineString"
