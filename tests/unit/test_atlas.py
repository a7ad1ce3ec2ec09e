"""What an opened atlas answers."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from baltic_map import open_atlas
from baltic_map.atlas import Atlas, Count
from baltic_map.borders import Borders
from baltic_map.contract import UncertainSpan
from baltic_map.errors import DayOutOfRangeError, UnknownNameError
from baltic_map.layers import Feature, _Fields
from tests.unit.small_atlases import TINY, holdings, tiny_with


@cache
def open_tiny() -> Atlas:
    return open_atlas(TINY)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_tiny()


def test_on_tells_certain_from_possible(atlas: Atlas) -> None:
    in_force = atlas.on("1900-01-05")
    assert {feature.id for feature in in_force.certain} >= {"fight", "lost-fight", "north-zone", "march-west"}
    assert {feature.id for feature in in_force.possible} == {"second-fight"}
    assert "fight" not in atlas.on("1900-01-06").ids
    assert atlas.on(date(1900, 1, 1)).day == date(1900, 1, 1)


def test_a_layer_is_a_table_in_degrees(atlas: Atlas) -> None:
    frame = atlas.features(layer="events")
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert list(frame.index) == ["fight", "second-fight", "lost-fight"]
    assert frame.loc["fight", "geometry"].x == pytest.approx(1.6)
    assert frame.loc["lost-fight", "geometry"] is None
    frame.loc["fight", "name"] = "changed"
    assert atlas.features(layer="events").loc["fight", "name"] == "Fight at Oldtown"
    with pytest.raises(UnknownNameError, match="Use one of zones, places, events"):
        atlas.features(layer="party")


def test_change_days_are_those_on_which_something_differs(atlas: Atlas) -> None:
    days = atlas.change_days()
    for index in range(1, len(atlas.axis)):
        before, after = atlas.axis.day(index - 1), atlas.axis.day(index)
        old, new = atlas.on(before), atlas.on(after)
        differs = (old.certain, old.possible) != (new.certain, new.possible) or bool(atlas.diff(before, after))
        assert (after in days) == differs


def test_at_tells_who_held_a_place(atlas: Atlas) -> None:
    before, after = atlas.at(1.5, 52, "1900-01-04"), atlas.at(1.5, 52, "1900-01-05")
    assert before is not None
    assert after is not None
    assert (before.territory, before.state, before.controller, before.recognised) == ("west", "AAA", "AAA", "AAA")
    assert (after.state, after.controller, after.status) == ("AAA", "BBB", "occupied")
    assert after.sources == ("book, p. 2", "paper")
    assert after.note == "Some say the 6th."
    assert atlas.at(0.2, 50.2, "1900-01-04") is None
    with pytest.raises(DayOutOfRangeError):
        atlas.at(1.5, 52, "1900-01-11")


def test_diff_goes_both_ways(atlas: Atlas) -> None:
    there, back = atlas.diff("1900-01-04", "1900-01-05"), atlas.diff("1900-01-05", "1900-01-04")
    assert {feature.id for feature in there.began} == {"march-west", "fight", "second-fight", "lost-fight"}
    assert there.began == back.ended
    assert [(was.status, now.status) for was, now in there.holdings] == [("free", "occupied")]
    assert not atlas.diff("1900-01-01", "1900-01-02")


def test_lines_and_areas_of_a_day(atlas: Atlas) -> None:
    borders = atlas.borders
    assert [arc.id for arc, _ in borders.lines(0)] == ["west-middle"]
    assert {area.territories for area in borders.areas(0)} == {("west",), ("middle", "east")}


def test_a_feature_by_id(atlas: Atlas) -> None:
    assert atlas.feature("oldtown").names == {"en": "Oldtown", "lt": "Senmiestis"}
    with pytest.raises(UnknownNameError):
        atlas.feature("nothing")


CERTAINTIES = ("certain", "less-certain", "uncertain")
# Four days in order: possible from, certain from, certain until, possible until.
SPANS = st.lists(st.integers(0, 10), min_size=4, max_size=4).map(sorted)
COUNTED = st.tuples(st.sampled_from(["events", "zones"]), st.sampled_from(CERTAINTIES), SPANS)


@pytest.mark.parametrize(
    ("layer", "day", "certain", "possible"),
    [
        ("events", "1900-01-04", 0, 0),
        # A fight, one that nobody placed, and one that is uncertain and may have been the day after.
        ("events", "1900-01-05", 2, 3),
        # It certainly was on this day, if it was at all.
        ("events", "1900-01-06", 0, 1),
        ("zones", "1900-01-05", 2, 2),
        ("places", "1900-01-10", 2, 2),
    ],
)
def test_counts_are_of_the_certain_and_of_the_possible(
    atlas: Atlas, layer: str, day: str, certain: int, possible: int
) -> None:
    assert atlas.count(layer, day) == Count(certain, possible)
    assert atlas.count(layer, date.fromisoformat(day), reading="administered") == Count(certain, possible)


def test_only_what_is_there_can_be_counted(atlas: Atlas) -> None:
    with pytest.raises(UnknownNameError, match="Use one of zones, places, events"):
        atlas.count("party", "1900-01-05")
    with pytest.raises(UnknownNameError, match="Use one of administered"):
        atlas.count("events", "1900-01-05", reading="gossip")
    with pytest.raises(DayOutOfRangeError):
        atlas.count("events", "1900-01-11")


def test_what_is_there_in_another_reading_does_not_count() -> None:
    tiny = open_atlas(TINY)
    told = [
        replace(each, fields=replace(each.fields, readings=("gossip",))) if each.id == "fight" else each
        for each in tiny.feature_list
    ]
    land = tiny.borders
    atlas = Atlas(TINY, tiny.config, tiny.bibliography, told, {"administered": land, "gossip": land})
    assert atlas.count("events", "1900-01-05") == Count(1, 2)
    assert atlas.count("events", "1900-01-05", reading="gossip") == Count(2, 3)


@given(st.lists(COUNTED, max_size=6), st.integers(0, 9))
def test_a_count_is_what_one_counts_by_hand(things: list[tuple[str, str, list[int]]], at: int) -> None:
    tiny = open_tiny()
    features = [
        replace(
            tiny.feature_list[0],
            fields=replace(tiny.feature_list[0].fields, id=f"x{number}", certainty=certainty),
            layer=layer,
            span=UncertainSpan(span[0], span[3], span[1], span[2]),
        )
        for number, (layer, certainty, span) in enumerate(things)
    ]
    atlas = Atlas(TINY, tiny.config, tiny.bibliography, features, tiny.readings)
    day = atlas.axis.day(at)
    in_force, total = atlas.on(day), 0
    for layer in ("events", "zones", "places"):
        count = atlas.count(layer, day)
        certain = [each for each in in_force.certain if each.layer == layer and each.fields.certainty == "certain"]
        assert count == Count(len(certain), sum(each.layer == layer for each in in_force))
        assert 0 <= count.certain <= count.possible
        total += count.possible
    assert total == len(in_force)


def test_change_days_are_those_of_certain_and_possible_spans() -> None:
    def feature(*span: int) -> Feature:
        fields = _Fields(
            id="x", kind="k", name="x", start_date="1900-01-01", certainty="certain", position="none", sources=["book"]
        )
        return Feature(fields, "events", None, UncertainSpan(*span), ())

    tiny = open_atlas(TINY)

    def days(*spans: tuple[int, int, int, int]) -> list[int]:
        atlas = Atlas(
            TINY, tiny.config, tiny.bibliography, [feature(*each) for each in spans], {"only": Borders((), (), ())}
        )
        return [day.day - 1 for day in atlas.change_days()]

    # It may begin on day 1, is certain from 3 to 5, and may go on until 8.
    assert days((1, 8, 3, 6)) == [1, 3, 6, 8]
    # What is never certain changes twice; what is so from the first day on, or to the last, only at its other end.
    assert days((2, 7, 7, 7)) == [2, 7]
    assert days((0, 4, 0, 4), (6, 10, 6, 10)) == [4, 6]


def test_a_new_row_that_says_the_same_is_no_difference(tmp_path: Path) -> None:
    rows = holdings(
        "west,1900-01-01,1900-01-03,AAA,AAA,AAA,free,book,",
        "west,1900-01-03,,AAA,AAA,AAA,free,paper,Another source.",
        "middle,1900-01-01,1900-01-03,BBB,BBB,BBB,free,book,",
        "middle,1900-01-03,,BBB,BBB,AAA,free,book,",
        "east,1900-01-01,,BBB,BBB,BBB,free,book,",
    )
    atlas = open_atlas(tiny_with(tmp_path, {"holdings.csv": rows}))
    diff = atlas.diff("1900-01-02", "1900-01-03")
    assert [(was.territory, was.recognised, now.recognised) for was, now in diff.holdings] == [("middle", "BBB", "AAA")]
