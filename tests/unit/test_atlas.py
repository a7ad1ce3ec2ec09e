"""What an opened atlas answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest

from baltic_map import open_atlas
from baltic_map.atlas import Atlas
from baltic_map.borders import Borders
from baltic_map.contract import UncertainSpan
from baltic_map.errors import DayOutOfRangeError, UnknownNameError
from baltic_map.layers import Feature, _Fields
from tests.unit.small_atlases import TINY, holdings, tiny_with


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas(TINY)


def test_on_tells_certain_from_possible(atlas: Atlas) -> None:
    in_force = atlas.on("1900-01-05")
    assert {feature.id for feature in in_force.certain} >= {"fight", "lost-fight", "north-zone", "march-west"}
    assert {feature.id for feature in in_force.possible} == {"second-fight"}
    assert "fight" not in atlas.on("1900-01-06").ids
    assert atlas.on(date(1900, 1, 1)).day == date(1900, 1, 1)


def test_a_layer_is_a_table_in_degrees(atlas: Atlas) -> None:
    frame = atlas.layer("events")
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert list(frame.index) == ["fight", "second-fight", "lost-fight"]
    assert frame.loc["fight", "geometry"].x == pytest.approx(1.6)
    assert frame.loc["lost-fight", "geometry"] is None
    frame.loc["fight", "name"] = "changed"
    assert atlas.layer("events").loc["fight", "name"] == "Fight at Oldtown"
    with pytest.raises(UnknownNameError, match="Use one of zones, places, events"):
        atlas.layer("party")


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
