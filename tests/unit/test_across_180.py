"""An atlas across 180°: extent and view, points, routes, zones, land and territories in every usual writing."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.basemap import AREAS, read_shapes
from baltic_map.check import check_atlas
from baltic_map.config import Extent, closest_zoom, place_view, zoom_shift
from baltic_map.errors import AtlasError
from baltic_map.layers import read_geometry
from baltic_map.web.packed_basemap import pack_basemap
from tests.fixtures.make_tiny import collection, dated, feature
from tests.unit.small_atlases import box, geometry, ocean

PACIFIC = Extent(west=100, south=-60, east=-70, north=70)
WORLD = Extent(west=-180, south=-85, east=180, north=85)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return open_atlas(ocean(tmp_path_factory.mktemp("ocean")))


def test_extent_and_view_are_counted_alike(atlas: Atlas) -> None:
    assert atlas.config.extent.bounds == (100, -60, 290, 70)
    assert atlas.config.view.bounds == (140, -40, 260, 50)


def test_all_of_it_lies_in_one_window(atlas: Atlas) -> None:
    assert check_atlas(atlas.folder) == []
    assert atlas.feature("jump").geometry == shapely.LineString([[175, 10], [190, 20]])
    assert atlas.feature("zone").geometry.bounds == (170, -10, 190, 0)
    assert atlas.feature("zone").geometry.geom_type == "Polygon"
    assert atlas.feature("fight").geometry == shapely.Point(182.6, 28.2)


def test_land_of_the_whole_earth_is_cut_and_whole_at_180_degrees(atlas: Atlas) -> None:
    shapes, problems = read_shapes(atlas.folder, "land.geojson", AREAS, atlas.config.extent)
    assert list(problems) == []
    assert [each.bounds for _, each in shapes] == [(100, -60, 290, -50), (170, -10, 180, 0), (180, -10, 190, 0)]
    (scale,) = pack_basemap(atlas)
    # Two pieces: neither the meridian nor the end of the extent is a coast.
    assert len(scale.polygons) == 2
    assert [scale.arcs.lengths[arc] for arc in scale.coast] == [3, 7]


def test_an_extent_all_around_opens_opposite_to_a_view_that_it_would_cut() -> None:
    view = Extent(west=150, south=-40, east=-150, north=40)
    assert place_view(WORLD, view)[0].bounds == (0, -85, 360, 85)
    europe = Extent(west=-10, south=35, east=40, north=70)
    assert place_view(WORLD, europe) == (WORLD, europe)


def test_what_crosses_the_end_of_a_map_of_the_world() -> None:
    way = read_geometry({"geometry": geometry("LineString", [[175, 10], [-170, 20]])}, "x", WORLD)
    zone = read_geometry({"geometry": geometry("Polygon", box(170, 0, 190, 10))}, "x", WORLD)
    assert way is not None
    assert shapely.get_coordinates(way).round(6).tolist() == [
        [175, 10],
        [180, 13.333333],
        [-180, 13.333333],
        [-170, 20],
    ]
    assert zone is not None
    assert sorted(each.bounds for each in shapely.get_parts(zone)) == [(-180, 0, -170, 10), (170, 0, 180, 10)]


@pytest.mark.parametrize(
    ("coordinates", "told"),
    [
        ([10, 20], "10.0000 20.0000"),
        ([-170, -88], "-170.0000 -88.0000"),
        ([900, 20], "900.0000 20.0000"),
    ],
)
def test_what_leaves_the_atlas_is_told_as_it_is_written(coordinates: list[float], told: str) -> None:
    with pytest.raises(AtlasError) as caught:
        read_geometry({"geometry": geometry("Point", coordinates)}, "x", PACIFIC)
    hint = "Write longitude before latitude, inside the extent of atlas.toml"
    screen = "; the projection of the screen (Web Mercator) ends at 85.06" if coordinates[1] == -88 else ""
    assert str(caught.value.problem) == f"x: coordinates {told} to {told} leave the atlas. {hint}{screen}."


def test_a_number_that_no_computer_counts_is_told() -> None:
    with pytest.raises(AtlasError):
        read_geometry({"geometry": geometry("LineString", [[10**400, 0], [1.5, 0]])}, "x", PACIFIC)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (("east = -70", "east = 800"), "atlas.toml#extent.east: it is 800, more than 540."),
        (("east = -70", "east = 470"), "atlas.toml#extent: it is wider than the earth: west 100, south -60, east 470"),
        (("east = -70", "east = 150"), "atlas.toml#view: it reaches beyond the extent."),
        (("north = 70", "north = 89"), "atlas.toml#extent.north: it is 89, beyond 85.06, where the projection"),
        (("south = -60", "south = -90"), "atlas.toml#extent.south: it is -90, beyond 85.06, where the projection"),
    ],
)
def test_a_box_that_is_none_is_told(edit: tuple[str, str], told: str, tmp_path: Path) -> None:
    assert [str(each)[: len(told)] for each in check_atlas(ocean(tmp_path, edit=edit))][:1] == [told]


def test_land_of_another_part_of_the_earth_is_told(tmp_path: Path) -> None:
    folder = ocean(tmp_path)
    (folder / "land.geojson").write_text(collection([feature(geometry("Polygon", box(0, 0, 40, 40)))]), "utf-8")
    (problem,) = check_atlas(folder)
    assert (problem.where, problem.what) == ("land.geojson", "none of it lies inside the extent")


@pytest.mark.parametrize(
    ("view", "shift", "closest"),
    [
        ((20.3, 53.9, 29.5, 60.3), 0, 12),
        ((0.5, 50.5, 5.5, 53.5), 0, 12),
        ((-180, -60, 180, 80), 4.9069, 12),
        ((25.005, -17.927, 25.015, -17.918), -10.2288, 21),
        ((2.0, 48.0, 3.0, 48.5), -3.1699, 14),
    ],
)
def test_a_town_can_be_brought_closer_and_names_have_room_by_the_size_of_the_view(
    view: tuple[float, float, float, float], shift: float, closest: int
) -> None:
    box = Extent(**dict(zip(("west", "south", "east", "north"), view, strict=True)))
    assert zoom_shift(box) == pytest.approx(shift, abs=1e-3)
    assert closest_zoom(box) == closest


def test_ways_of_several_parts_are_drawn_and_points_of_several_told(tmp_path: Path) -> None:
    folder = ocean(tmp_path)
    days = ("1900-01-02", "1900-01-05")
    parts = geometry("MultiLineString", [[[150, 0], [160, 0]], [[165, 0], [170, 5]]])
    points = geometry("MultiPoint", [[150, 0], [160, 0]])
    (folder / "ways.geojson").write_text(collection([feature(parts, **dated(*days, "way", "Two", id="two"))]), "utf-8")
    (folder / "events.geojson").write_text(
        collection([feature(points, **dated(*days, "fight", "Both", id="both"))]), "utf-8"
    )
    (problem,) = check_atlas(folder)
    assert problem.what == "wrong geometry type MultiPoint for a fight"
    assert problem.hint == "Write each of its 2 places as a feature of its own"


LON = st.sampled_from([-180, 180, 0, 179.999, -179.999, 190, 540, 1e308, 10**400]) | st.floats(-190, 190)
POINT = st.tuples(LON, st.floats(-91, 91)).map(list)
LINE = st.lists(POINT, max_size=5)
RING = LINE.map(lambda points: points + points[:1])
KINDS = {
    "MultiPoint": LINE,
    "LineString": LINE,
    "MultiLineString": st.lists(LINE, max_size=3),
    "Polygon": st.lists(RING, max_size=2),
    "MultiPolygon": st.lists(st.lists(RING, max_size=2), max_size=3),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), extent=st.sampled_from([PACIFIC, WORLD]), cut=st.booleans())
def test_any_coordinates_are_told_or_lie_in_the_extent(kind: str, data: Any, extent: Extent, cut: bool) -> None:
    written = {"geometry": geometry(kind, data.draw(KINDS[kind]))}
    try:
        found = read_geometry(written, "x", extent, cut=cut)
    except AtlasError:
        return
    assert found is None or (found.is_valid and extent.contains(found.bounds))


def test_points_of_the_ground_outside_of_the_extent_are_left_out() -> None:
    written = {"geometry": geometry("MultiPoint", [[-125, -55], [10, 0], [-90, -62], [-77, -36]])}
    found = read_geometry(written, "x", PACIFIC, cut=True)
    assert found is not None
    assert sorted(shapely.get_coordinates(found).tolist()) == [[235, -55], [283, -36]]


def test_a_copy_of_a_box_is_counted_as_it_is() -> None:
    moved = Extent(west=-150, south=-40, east=-140, north=40).with_sides(west=210, east=220)
    assert copy.deepcopy(moved).bounds == (210, -40, 220, 40)
