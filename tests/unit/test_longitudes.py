"""Longitudes across 180°: each way to write a thing gives the same thing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from baltic_map.longitudes import cut_line, cut_to, fit_lon, fit_parts, join_lines, narrowest, sew, unwrap, window

PACIFIC = (100.0, -60.0, 290.0, 70.0)
WORLD = (-180.0, -85.0, 180.0, 85.0)

LONS = st.integers(-540, 540).map(float)
STEPS = st.lists(st.tuples(st.integers(-179, 179), st.integers(-80, 80)), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("given_sides", "normal"),
    [
        ((20, 29), (20, 29)),
        ((-180, 180), (-180, 180)),
        ((100, -70), (100, 290)),
        ((100, 290), (100, 290)),
        ((-260, -70), (100, 290)),
        ((180, -150), (-180, -150)),
        ((-190, -170), (170, 190)),
        ((0, 360), (0, 360)),
    ],
)
def test_a_box_has_one_form(given_sides: tuple[float, float], normal: tuple[float, float]) -> None:
    assert window(*given_sides) == normal


@given(LONS, st.integers(1, 360), st.integers(-1, 1))
def test_a_box_is_the_same_box_however_it_is_written(west: float, width: float, turns: int) -> None:
    found = window(west, west + width)
    assert -180 <= found[0] < 180
    assert found[1] - found[0] == width
    assert window(west + 360 * turns, west + width + 360 * turns) == found


@pytest.mark.parametrize(
    ("stretch", "frame", "shift"),
    [
        ((-170, -170), PACIFIC, 360),
        ((175, 190), PACIFIC, 0),
        ((535, 550), PACIFIC, -360),
        ((-180, -180), WORLD, 0),
        ((190, 200), WORLD, -360),
        # Nowhere inside: as near to the middle as it can be.
        ((-80, -60), PACIFIC, 360),
    ],
)
def test_a_stretch_is_moved_into_the_window(
    stretch: tuple[float, float], frame: tuple[float, float, float, float], shift: float
) -> None:
    assert fit_lon(*stretch, frame[0], frame[2]) == shift


def test_a_jump_at_180_degrees_is_none() -> None:
    line = np.array([[175.0, 10.0], [-170.5, 20.0], [-165.1234567, 25.0], [179.0, 30.0]])
    assert unwrap(line).tolist() == [[175, 10], [189.5, 20], [194.8765433, 25], [179, 30]]


def test_the_whole_way_round_stays() -> None:
    line = np.array([[-180.0, -90.0], [180.0, -90.0]])
    assert unwrap(line) is line


@given(LONS, STEPS)
def test_unwrapping_finds_the_line_that_was_wrapped(start: float, steps: list[tuple[int, int]]) -> None:
    xs = start + np.cumsum([0, *(step for step, _ in steps)])
    line = np.column_stack([xs, [0.0, *(float(lat) for _, lat in steps)]])
    wrapped = np.column_stack([(xs + 180) % 360 - 180, line[:, 1]])
    found = unwrap(wrapped)
    assert (found[:, 1] == line[:, 1]).all()
    # Up to whole turns, and the steps of exactly half a turn, which go either way, do not occur here.
    assert ((found[:, 0] - line[:, 0]) == found[0, 0] - line[0, 0]).all()


@given(st.integers(-180, 179).map(float), STEPS)
def test_what_is_cut_at_a_meridian_can_be_joined(start: float, steps: list[tuple[int, int]]) -> None:
    xs = start + np.cumsum([0, *(step for step, _ in steps)])
    line = np.column_stack([xs, [0.0, *(float(lat) for _, lat in steps)]])
    parts = cut_line(line, -180)
    assert all(part[:, 0].min() >= -180 and part[:, 0].max() <= 180 for part in parts)
    joined = shapely.LineString(join_lines(parts)[0])
    assert joined.length == pytest.approx(shapely.LineString(line).length)


def test_a_line_is_cut_where_it_crosses_and_keeps_its_direction() -> None:
    parts = cut_line(np.array([[190.0, 10.0], [170.0, 20.0], [100.0, 20.0]]), -180)
    assert [part.tolist() for part in parts] == [[[-170, 10], [-180, 15]], [[180, 15], [170, 20], [100, 20]]]


def test_parts_that_do_not_meet_at_180_degrees_stay_parts() -> None:
    one, other = np.array([[170.0, 0.0], [180.0, 5.0]]), np.array([[-180.0, 6.0], [-170.0, 0.0]])
    assert len(join_lines([one, other])) == 2


WAYS: list[tuple[str, Any]] = [
    ("LineString", [[175, 10], [185, 20], [190, 22]]),
    ("LineString", [[175, 10], [-175, 20], [-170, 22]]),
    ("LineString", [[-185, 10], [-175, 20], [-170, 22]]),
    ("MultiLineString", [[[175, 10], [180, 15]], [[-180, 15], [-175, 20], [-170, 22]]]),
    ("MultiLineString", [[[175, 10], [180, 15]], [[180, 15], [185, 20], [190, 22]]]),
]


@pytest.mark.parametrize(("kind", "coordinates"), WAYS)
def test_a_route_is_whole_however_it_is_written(kind: str, coordinates: Any) -> None:
    _, route = fit_parts(kind, coordinates, PACIFIC)
    assert route.geom_type == "LineString"
    assert shapely.simplify(route, 1e-9).wkt == "LINESTRING (175 10, 185 20, 190 22)"


ZONES: list[tuple[str, Any]] = [
    ("Polygon", [[[170, 0], [190, 0], [190, 10], [170, 10], [170, 0]]]),
    ("Polygon", [[[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]]),
    (
        "MultiPolygon",
        [
            [[[170, 0], [180, 0], [180, 10], [170, 10], [170, 0]]],
            [[[-180, 0], [-170, 0], [-170, 10], [-180, 10], [-180, 0]]],
        ],
    ),
    (
        "MultiPolygon",
        [
            [[[170, 0], [180, 0], [180, 10], [170, 10], [170, 0]]],
            [[[180, 0], [190, 0], [190, 10], [180, 10], [180, 0]]],
        ],
    ),
]


@pytest.mark.parametrize(("kind", "coordinates"), ZONES)
def test_a_zone_is_whole_however_it_is_written(kind: str, coordinates: Any) -> None:
    _, zone = fit_parts(kind, coordinates, PACIFIC)
    assert zone.geom_type == "Polygon"
    assert zone.bounds == (170, 0, 190, 10)
    assert zone.area == 200
    _, halves = fit_parts(kind, coordinates, WORLD)
    assert sorted(part.bounds for part in halves.geoms) == [(-180, 0, -170, 10), (170, 0, 180, 10)]


def test_a_hole_goes_with_its_zone() -> None:
    shell = [[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]
    hole = [[-178, 4], [-176, 4], [-176, 6], [-178, 6], [-178, 4]]
    _, zone = fit_parts("Polygon", [shell, hole], PACIFIC)
    assert zone.is_valid
    assert zone.area == 196


def test_a_ring_around_the_pole_is_closed_along_the_edge() -> None:
    ring = [[-120, -70], [0, -66], [120, -70], [-120, -70]]
    _, cap = fit_parts("Polygon", [ring], WORLD)
    assert cap.is_valid
    assert cap.bounds == (-180, -85, 180, -66)
    assert cap.area == pytest.approx(360 * 85 - 360 * 70 + 240 * 2)


def test_land_of_the_whole_earth_is_cut_to_a_window_across_180_degrees() -> None:
    land = shapely.box(-180, -90, 180, 0)
    assert cut_to(land, PACIFIC).bounds == (100, -60, 290, 0)
    assert cut_to(land, PACIFIC).geom_type == "Polygon"
    siberia = shapely.MultiPolygon([shapely.box(120, 50, 180, 70), shapely.box(-180, 65, -170, 70)])
    assert cut_to(siberia, PACIFIC).bounds == (120, 50, 190, 70)
    assert cut_to(shapely.box(0, 0, 10, 10), PACIFIC).is_empty
    assert cut_to(shapely.box(110, 0, 120, 10), PACIFIC).bounds == (110, 0, 120, 10)
    # Of a window all around it is cut at its ends.
    parts = cut_to(shapely.box(0, 0, 60, 10), (30.0, -60.0, 390.0, 70.0))
    assert sorted(part.bounds for part in parts.geoms) == [(30, 0, 60, 10), (360, 0, 390, 10)]


def test_halves_are_sewn_at_180_degrees_and_nowhere_else() -> None:
    west, east, other = shapely.box(170, 0, 180, 10), shapely.box(180, 0, 190, 10), shapely.box(160, 0, 170, 10)
    assert [each.bounds for each in sew([west, other, east])] == [(160, 0, 170, 10), (170, 0, 190, 10)]
    assert sew([west, other]) == [west, other]


@pytest.mark.parametrize(
    ("lons", "found"),
    [([24.0, 21.0, 28.5], (21, 28.5)), ([175.0, -170.0, 160.0], (160, 190)), ([-60.0], (-60, -60)), ([5, 365], (5, 5))],
)
def test_the_narrowest_window_goes_across_180_degrees_if_that_is_shorter(
    lons: list[float], found: tuple[float, float]
) -> None:
    assert narrowest(lons) == found
