"""Where signs and labels of a plate find room, as literal points."""

from __future__ import annotations

import numpy as np
import pytest

from baltic_map.print.placement import Candidates, Occupancy, _angles, around, beside, choose, displace
from baltic_map.print.sheet import Box


@pytest.fixture
def occupancy() -> Occupancy:
    return Occupancy(Box(0, 0, 100, 100))


def test_rectangles_are_free_inside_the_frame_and_beside_what_is_taken(occupancy: Occupancy) -> None:
    occupancy.take_box(Box(10, 10, 20, 20))
    occupancy.take_disc(50, 50, 5)
    boxes = [(0, 0, 10, 10), (15, 15, 30, 30), (-1, 40, 5, 45), (90, 90, 100, 100), (54, 50, 60, 55), (54, 54, 60, 60)]
    assert occupancy.free_boxes(np.array(boxes, dtype=float)).tolist() == [True, False, False, True, False, True]


def test_discs_are_free_inside_the_frame_and_beside_what_is_taken(occupancy: Occupancy) -> None:
    occupancy.take_box(Box(10, 10, 20, 20))
    occupancy.take_disc(50, 50, 5)
    centres = [(5, 5), (4, 50), (25, 15), (24, 15), (24, 24), (60, 50), (59, 50)]
    assert occupancy.free_discs(np.array(centres, dtype=float), 5).tolist() == [
        *(True, False, True, False, True, True, False),
    ]
    assert [occupancy.holds(x, 50, 5) for x in (4, 5, 95, 96)] == [False, True, True, False]


def test_what_is_taken_may_be_much(occupancy: Occupancy) -> None:
    for number in range(200):
        occupancy.take_disc(number / 2, 10, 0.1)
    assert occupancy.free_discs(np.array([(99.5, 10.0), (50, 12)]), 0.2).tolist() == [False, True]


def test_signs_that_meet_nothing_stay_and_the_later_gives_way(occupancy: Occupancy) -> None:
    places = displace([(50, 50), (50, 50), (80, 80)], [4, 4, 4], occupancy, max_distance=20)
    assert places[0] == (50, 50)
    assert places[2] == (80, 80)
    assert places[1] is not None
    x, y = places[1]
    # Nothing to move away from: straight up, on the first ring on which it is free.
    assert (round(x, 6), round(y, 6)) == (50, 58)


def test_a_sign_gives_way_to_the_side_it_comes_from(occupancy: Occupancy) -> None:
    first, second = displace([(50, 50), (46, 50)], [4, 4], occupancy, max_distance=20)
    assert first == (50, 50)
    assert second == pytest.approx((42, 50))


def test_a_sign_without_room_has_no_place_and_one_outside_keeps_its_own(occupancy: Occupancy) -> None:
    assert displace([(50, 50), (50, 50), (120, 50)], [4, 4, 4], occupancy, max_distance=0) == [
        (50, 50),
        None,
        (120, 50),
    ]
    occupancy.take_box(Box(0, 0, 100, 100))
    assert displace([(50, 50)], [4], occupancy, max_distance=20) == [None]


def test_a_sign_moves_only_where_it_may(occupancy: Occupancy) -> None:
    places = displace([(50, 50), (50, 50)], [4, 4], occupancy, max_distance=20, may=lambda points: points[:, 1] < 45)
    assert places[1] is not None
    assert places[1][1] < 45


def test_a_label_stands_right_of_its_sign_if_it_can(occupancy: Occupancy) -> None:
    places = beside(50, 50, 6, (20, 8, 2))
    assert places.candidate(0).box == Box(56, 45, 76, 55)
    assert (places.candidate(0).x, places.candidate(0).y) == (56, 47)
    found = choose(places, occupancy)
    assert found is not None
    assert (found[0].box, found[1]) == (Box(56, 45, 76, 55), 0.0)
    # What is taken on the right leaves the place above it, to the right.
    occupancy.take_box(Box(60, 48, 70, 52))
    above = choose(places, occupancy)
    assert above is not None
    assert above[1] == pytest.approx(0.4)
    assert above[0].box.bottom > 52


def test_a_label_of_an_expanse_stands_as_near_its_middle_as_it_can(occupancy: Occupancy) -> None:
    places = around(50, 50, (20, 10), (20, 8, 2))
    assert places.candidate(0).box == Box(40, 45, 60, 55)
    occupancy.take_box(Box(40, 45, 60, 52))
    found = choose(places, occupancy)
    assert found is not None
    assert found[0].box == Box(40, 53, 60, 63)


def test_a_cost_moves_a_label_and_of_equal_places_the_first_is_taken(occupancy: Occupancy) -> None:
    places = Candidates(np.array([[0, 0, 5, 5], [10, 0, 15, 5], [20, 0, 25, 5.0]]) + 5, 0.0, np.array([0.0, 0.0, 0.1]))
    found = choose(places, occupancy)
    assert found is not None
    assert found[0].box.left == 5
    dear = choose(places, occupancy, lambda boxes: np.where(boxes[:, 0] < 20, 1.0, 0.0))
    assert dear is not None
    assert (dear[0].box.left, dear[1]) == (25, 0.1)
    occupancy.take_box(Box(0, 0, 100, 100))
    assert choose(places, occupancy) is None


def test_directions_go_from_the_one_that_leads_away_to_both_sides() -> None:
    east = np.array([(0.0, 50.0), (20.0, 50.0)])
    turns = _angles(50, 50, east) / (2 * np.pi / 24)
    assert turns.round(6).tolist() == [0, 1, -1, 2, -2, *(side * turn for turn in range(3, 12) for side in (1, -1)), 12]
    # There is nothing to lead away from: upwards.
    assert _angles(50, 50, np.empty((0, 2)))[0] == pytest.approx(np.pi / 2)
