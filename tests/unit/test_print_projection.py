"""Plates of any part of the earth, in any projection: whole where it is cut, and told where it cannot be shown."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from msgspec.structs import replace

from baltic_map.atlas import open_atlas
from baltic_map.config import Extent, Projections
from baltic_map.errors import AtlasError
from baltic_map.print.panel import _scale_unit
from baltic_map.print.sheet import Sheet
from tests.unit.small_atlases import TINY

Box = tuple[float, float, float, float]

CONFIG = open_atlas(TINY).config
WORLD = (-180.0, -85.0, 180.0, 85.0)


def sheet(projection: str, view: Box, extent: Box = WORLD) -> Sheet:
    boxes = [Extent(**dict(zip(("west", "south", "east", "north"), each, strict=True))) for each in (extent, view)]
    more = {"extent": boxes[0], "view": boxes[1], "projections": Projections(print=projection)}
    return Sheet(replace(CONFIG, **more), 14, 10)


def share(part: object, whole: Sheet) -> float:
    """Tell how much of the frame something covers."""
    return float(shapely.area(shapely.intersection(part, whole.frame.shape)) / whole.frame.shape.area)


@pytest.mark.parametrize(
    ("projection", "view", "extent"),
    [
        ("EPSG:3857", (120, -40, 260, 50), (90, -60, 290, 70)),
        ("EPSG:3832", (120, -40, 260, 50), WORLD),
        ("EPSG:3031", (-180, -85, 180, -60), (-180, -85, 180, -30)),
        ("EPSG:3413", (-180, 65, 180, 85), (-180, 30, 180, 85)),
        ("EPSG:32719", (-76, -57, -58, -50), (-100, -70, -40, -30)),
        ("EPSG:32760", (170, -46, 182, -36), WORLD),
        ("+proj=laea +lat_0=0 +lon_0=165", (120, -50, 210, 50), WORLD),
    ],
)
def test_what_is_known_fills_the_frame(projection: str, view: Box, extent: Box) -> None:
    plate = sheet(projection, view, extent)
    assert plate.known.is_valid
    assert share(plate.known, plate) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("projection", "view", "covered"),
    [
        ("EPSG:3857", (-180, -60, 180, 80), 0.966),
        ("EPSG:3832", (-179, -60, 179, 80), 0.967),
        ("ESRI:54030", WORLD, 0.452),
    ],
)
def test_a_map_of_the_whole_earth_ends_where_its_projection_does(projection: str, view: Box, covered: float) -> None:
    plate = sheet(projection, view)
    assert share(plate.known, plate) == pytest.approx(covered, abs=0.002)


def test_land_on_both_sides_of_a_cut_is_on_both_sides_of_the_sheet() -> None:
    plate = sheet("EPSG:3832", (-179, -60, 179, 80))
    west, east = shapely.get_parts(plate.project(shapely.box(-50, 60, -20, 80)))
    assert sorted(round(part.bounds[0]) for part in (west, east)) == [326, 927]
    line = plate.project(shapely.LineString([(-50, 60), (-20, 60)]))
    assert [round(x) for x, _ in (line.geoms[0].coords[-1], line.geoms[1].coords[0])] == [963, 326]


def test_what_a_pole_lies_in_is_one_thing() -> None:
    plate = sheet("EPSG:3031", (-180, -85, 180, -60))
    ice = plate.project(shapely.box(-180, -90, 180, -70))
    assert ice.geom_type == "Polygon"
    assert len(ice.interiors) == 0
    ((x, y),) = plate.to_points(np.array([(0.0, -90.0)]))
    assert ice.contains(shapely.Point(x, y))
    # A way across 180° is one line there.
    assert plate.project(shapely.LineString([(170, -70), (190, -70)])).geom_type == "LineString"


def test_what_lies_outside_of_what_a_projection_holds_is_off_the_sheet() -> None:
    plate = sheet("EPSG:32719", (-76, -57, -58, -50))
    x, y = plate.project(shapely.Point(100, 60)).coords[0]
    assert not plate.kept.shape.contains(shapely.Point(x, y))
    paris, cape = plate.project(np.array([shapely.Point(2.3, 48.9), shapely.Point(-67.3, -55.9)], dtype=object))
    assert not plate.kept.shape.contains(paris)
    assert plate.frame.shape.contains(cape)


def test_a_cylinder_is_turned_and_looks_as_before() -> None:
    pacific = sheet("EPSG:3857", (120, -40, 260, 50), (90, -60, 290, 70))
    atlantic = sheet("EPSG:3857", (-120, -40, 20, 50), (-150, -60, 50, 70))
    places = np.array([(130.0, -30.0), (180.0, 0.0), (250.0, 45.0)])
    assert pacific.to_points(places) == pytest.approx(atlantic.to_points(places - (240, 0)))
    assert pacific.to_degrees(*pacific.to_points(places[:1])[0]) == pytest.approx((130.0, -30.0))


def test_a_cut_in_the_view_that_cannot_be_turned_away_is_told() -> None:
    with pytest.raises(AtlasError) as caught:
        sheet("ESRI:54030", (120, -40, 260, 50), (90, -60, 290, 70))
    assert caught.value.problem.what == "'ESRI:54030' cuts the earth at 180°, inside the view"
    assert caught.value.problem.hint == "Choose one whose central meridian (lon_0) lies in the middle of the view"


@pytest.mark.parametrize(
    ("metres", "unit"),
    [(3, 1), (190, 50), (900, 250), (2_500, 500), (7_500, 2000), (213_609, 50_000), (12_300_000, 2_500_000)],
)
def test_the_scale_bar_has_round_parts_at_any_scale(metres: float, unit: int) -> None:
    assert _scale_unit(metres) == unit


def test_scale_and_zoom_are_right_far_from_home() -> None:
    town = sheet("EPSG:32735", (25.005, -17.927, 25.015, -17.918), (25, -17.93, 25.02, -17.915))
    assert town.scale == pytest.approx(4910, abs=5)
    world = sheet("EPSG:3857", (-180, -60, 180, 80))
    assert world.ground_resolution == pytest.approx(world.metres * np.cos(np.radians(31.4)), rel=0.02)
    south = sheet("EPSG:3031", (-180, -85, 180, -60))
    assert 0 < south.zoom < 3
