"""The tables of an atlas."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from baltic_map import Atlas, AtlasError, atlas_from, open_atlas
from baltic_map.errors import DayOutOfRangeError, UnknownNameError
from baltic_map.tables import square_kilometres
from tests.unit.small_atlases import TINY, tiny_with

EXAMPLES = Path(__file__).parents[2] / "examples"

FIELDS = ["layer", "kind", "name", "start_date", "end_date", "start", "end", "certain_start", "certain_end"]
DOUBT = ["certainty", "position", "precision_km", "sources"]


@cache
def atlas(name: str = "") -> Atlas:
    """Open the tiny atlas, that of the package, or an example, each once."""
    return open_atlas({"": TINY, "baltic": None}.get(name, EXAMPLES / name))


def days(frame: pd.DataFrame, row: Any, *columns: str) -> list[str]:
    """Give days of a row as they are printed, whatever their years."""
    assert {str(frame[name].dtype) for name in columns} == {"datetime64[s]"}
    return [str(frame[name].to_numpy()[frame.index.get_loc(row)].astype("datetime64[D]")) for name in columns]


def test_features_are_a_table() -> None:
    frame = atlas().features()
    assert isinstance(frame, gpd.GeoDataFrame)
    assert (frame.crs, frame.index.name) == ("EPSG:4326", "id")
    assert list(frame.index) == ["north-zone", "march-west", "oldtown", "sea", "fight", "second-fight", "lost-fight"]
    assert list(frame.columns[:13]) == FIELDS + DOUBT
    assert {"description", "rank", "time", "clock", "name_today", "name:lt"} < set(frame.columns[13:-1])
    assert frame.columns[-1] == "geometry"
    row = frame.loc["second-fight"]
    assert [row[name] for name in ("layer", "start_date", "end_date", "certainty", "sources")] == [
        *("events", "1900-01-05/1900-01-06", "1900-01-07", "uncertain", ["book, p. 7"]),
    ]
    assert days(frame, "second-fight", "start", "certain_start", "certain_end", "end") == [
        *("1900-01-05", "1900-01-06", "1900-01-07", "1900-01-07"),
    ]
    assert days(frame, "oldtown", "start", "end") == ["1900-01-01", "1900-01-11"]
    assert frame.loc["lost-fight", "geometry"] is None
    assert (frame.loc["oldtown", "name:lt"], frame.loc["fight", "time"]) == ("Senmiestis", "14:06")
    frame.loc["fight", "name"] = "changed"
    assert atlas().features().loc["fight", "name"] == "Fight at Oldtown"


def test_features_of_a_day_tell_which_are_certain() -> None:
    found = atlas().features("1900-01-05", layer="events")
    assert found["in_force"].to_dict() == {"fight": "certain", "second-fight": "possible", "lost-fight": "certain"}
    assert list(found.columns[:14]) == [*FIELDS, *DOUBT, "in_force"]
    none = atlas().features("1900-01-01", "events")
    assert (len(none), none.crs, list(none.columns[:14])) == (0, "EPSG:4326", list(found.columns[:14]))
    assert str(none["start"].dtype) == "datetime64[s]"


def test_a_feature_that_is_never_certain_has_no_certain_days(tmp_path: Path) -> None:
    text = (TINY / "events.geojson").read_text(encoding="utf-8")
    text = text.replace('"end_date": "1900-01-07"', '"end_date": "1900-01-06/1900-01-08", "in_force": "x"')
    opened = open_atlas(tiny_with(tmp_path, {"events.geojson": text}))
    frame = opened.features("1900-01-07")
    assert days(frame, "second-fight", "start", "end", "certain_start") == ["1900-01-05", "1900-01-08", "NaT"]
    # A column of the file that is called as one of the table.
    assert frame.loc["second-fight", ["in_force", "in_force (column)"]].to_list() == ["possible", "x"]
    told = opened.timeline("second-fight")
    assert (list(told["in_force"]), days(told, 0, "start", "end")) == (["possible"], ["1900-01-05", "1900-01-08"])


def test_features_are_those_of_a_reading() -> None:
    whole = atlas("baltic").features(layer="places")
    assert isinstance(whole, gpd.GeoDataFrame)
    first = atlas("baltic").features(layer="places", reading="administered")
    assert set(first.index) == {each.id for each in atlas("baltic").features_in() if each.layer == "places"}
    others = whole.loc[list(set(whole.index) - set(first.index)), "readings"]
    assert len(others) == 4
    assert not any("administered" in each for each in others)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda it: it.features(layer="event"), "layer event: the atlas has no such layer. Write events, if"),
        (lambda it: it.features(layer="party"), "layer party: the atlas has no such layer. Use one of zones, places"),
        (lambda it: it.features(reading="x"), "reading x: the atlas has no such reading. Use one of administered."),
        (lambda it: it.states("1900-01-01", "administerd"), "Write administered, if that is meant."),
        (lambda it: it.border_lines("1900-01-01", "x"), "reading x: the atlas has no such reading"),
        (lambda it: it.holdings("x"), "reading x: the atlas has no such reading"),
        (lambda it: it.areas("x"), "reading x: the atlas has no such reading"),
        (lambda it: it.timeline("west", "x"), "reading x: the atlas has no such reading"),
        (lambda it: it.timeline("midle"), "timeline midle: the atlas has nothing of that id. Write middle, if"),
        (lambda it: it.timeline("zzz"), "Use the id of a feature or territory, or the code of a state."),
        (
            lambda it: it.feature("fihgt"),
            "feature fihgt: the atlas has none of that id. Write fight, if that is meant.",
        ),
    ],
)
def test_names_that_are_none(ask: Callable[[Atlas], Any], told: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        ask(atlas())
    assert told in str(caught.value)


def test_days_that_are_none() -> None:
    for ask in (atlas().features, atlas().states, atlas().border_lines):
        with pytest.raises(DayOutOfRangeError, match="1900-01-11: the day lies outside the atlas"):
            ask("1900-01-11")
        with pytest.raises(AtlasError, match="day: 'soon' is not a day"):
            ask("soon")


def equal_area(*geometries: Any) -> float:
    """Measure square kilometres in another way: in the cylindrical equal-area projection of EASE-Grid 2.0."""
    flat = gpd.GeoSeries(list(geometries), crs="EPSG:4326").segmentize(0.01).to_crs("EPSG:6933")
    return float(flat.area.sum() / 1e6)


def test_states_are_the_land_that_stands_alike() -> None:
    frame = atlas().states("1900-01-06")
    assert frame.crs == "EPSG:4326"
    assert list(frame.columns) == [
        *("state", "name", "controller", "recognised", "status", "status_name", "territories"),
        *("start_date", "end_date", "start", "end", "area_km2", "sources", "geometry"),
    ]
    assert frame.drop(columns=["start", "end", "area_km2", "geometry"]).to_numpy().tolist() == [
        [
            *("AAA", "Aland", "BBB", "AAA", "occupied", "Occupied", ["west"], "1900-01-05", "1900-01-11"),
            ["book, p. 2", "paper"],
        ],
        ["BBB", "Beland", "BBB", "BBB", "free", "Free", ["middle", "east"], "1900-01-01", "1900-01-11", ["book"]],
    ]
    assert days(frame, 0, "start", "end") == ["1900-01-05", "1900-01-11"]
    assert frame.geometry.geom_equals(
        gpd.GeoSeries([shapely.box(1, 51, 2, 53), shapely.box(2, 51, 5, 53)], crs=4326)
    ).all()
    assert frame["area_km2"].to_list() == pytest.approx([equal_area(each) for each in frame.geometry], rel=1e-6)
    before = atlas().states("1900-01-04")
    assert before[["state", "status", "end_date"]].to_numpy().tolist() == [
        *(["AAA", "free", "1900-01-05"], ["BBB", "free", "1900-01-11"]),
    ]


def test_border_lines_part_what_stands_differently() -> None:
    (line,) = atlas().border_lines("1900-01-06").reset_index().to_dict("records")
    shape = line.pop("geometry")
    assert shape.equals(shapely.LineString([(2, 51), (2, 53)]))
    assert (str(line.pop("start")), str(line.pop("end"))) == ("1900-01-05 00:00:00", "1900-01-11 00:00:00")
    assert line == {
        "id": "west-middle",
        "name": "west – middle",
        "left": "west",
        "right": "middle",
        "left_state": "AAA",
        "right_state": "BBB",
        "between_states": True,
        "start_date": "1900-01-05",
        "end_date": "1900-01-11",
        "precision_km": 0.5,
        "sources": ["book"],
        "note": "",
    }
    many = atlas("baltic").border_lines("1940-06-16")
    inner = many.loc["latvia-abrene"] if "latvia-abrene" in many.index else many[~many["between_states"]].iloc[0]
    assert inner["left_state"] == inner["right_state"]


def test_territories_are_what_changes_hands() -> None:
    frame = atlas().territories()
    assert list(frame.columns) == ["name", "area_km2", "sources", "note", "geometry"]
    assert frame["name"].to_dict() == {"west": "West", "middle": "Middle", "east": "East"}
    assert frame.loc["west", "sources"] == ["book"]
    assert frame["area_km2"].to_list() == pytest.approx([equal_area(each) for each in frame.geometry], rel=1e-6)


def test_holdings_are_as_written() -> None:
    frame = atlas().holdings()
    assert list(frame.columns) == [
        *("territory", "start_date", "end_date", "start", "end"),
        *("state", "controller", "recognised", "status", "sources", "note"),
    ]
    assert len(frame) == 4
    assert frame.loc[0, ["territory", "start_date", "end_date", "state", "controller"]].to_list() == [
        *("west", "1900-01-01", "1900-01-05", "AAA", "AAA"),
    ]
    assert frame.loc[1, ["status", "sources", "note"]].to_list() == [
        *("occupied", ["book, p. 2", "paper"], "Some say the 6th."),
    ]
    assert pd.isna(frame.loc[1, "end_date"])
    assert days(frame, 1, "start", "end") == ["1900-01-05", "1900-01-11"]


def test_an_uncertain_day_of_a_holding_is_kept() -> None:
    frame = atlas("baltic").holdings()
    last = frame[frame["territory"] == "vilnius-1939"].iloc[[-1]].reset_index(drop=True)
    assert last.loc[0, "start_date"] == "1941-06-28/1941-06-30"
    assert days(last, 0, "start", "end") == ["1941-06-30", "1941-07-02"]


def test_areas_are_of_each_state_on_each_day_of_change() -> None:
    tiny = atlas().areas()
    assert (list(tiny.columns), list(tiny.index.astype(str))) == (["AAA", "BBB"], ["1900-01-01"])
    west, middle, east = atlas().territories()["area_km2"]
    assert tiny.iloc[0].to_list() == pytest.approx([west, middle + east])
    baltic = atlas("baltic").areas()
    assert str(baltic.index.dtype) == "datetime64[s]"
    assert {"1939-08-23", "1939-10-28", "1940-03-13", "1940-08-03"} <= set(baltic.index.astype(str))
    assert np.ptp(baltic.sum(axis="columns")) < 1e-6
    assert baltic.loc["1940-08-06", ["EST", "LVA", "LTU"]].to_list() == [0, 0, 0]
    # For those that did not recognise it the three states remain.
    assert atlas("baltic").areas("not-recognised").loc[:, "EST"].min() > 47_000
    for day in ("1939-10-28", "1940-08-05"):
        summed = atlas("baltic").states(day).groupby("state")["area_km2"].sum()
        assert baltic.loc[day].loc[lambda row: row > 0].to_dict() == pytest.approx(summed.to_dict())


def test_a_ring_in_a_ring_is_no_land() -> None:
    outer, inner = shapely.box(20, 55, 24, 58), shapely.box(21, 56, 22, 57)
    ring = shapely.Polygon(outer.exterior, [inner.exterior])
    assert square_kilometres(ring) == pytest.approx(equal_area(ring), rel=1e-6)
    assert square_kilometres(shapely.box(170, -10, 190, 10)) == pytest.approx(
        square_kilometres(shapely.box(-10, -10, 10, 10)), rel=1e-9
    )


# Square miles of the three states ("Area, 18,353 square miles" and so on) in a paper on "Estonia, Latvia and
# Lithuania", Franklin D. Roosevelt Library, President's Secretary's File, box 52
# (http://docs.fdrlibrary.marist.edu/PSF/BOX52/t469k19.html). Lithuania with the Vilnius Region, without Klaipėda.
PUBLISHED = {"EST": 18_353, "LVA": 25_402, "LTU": 22_959}
SQUARE_MILE = 2.589988


def test_areas_are_near_those_that_were_published() -> None:
    areas = atlas("baltic").areas()
    for code, miles in PUBLISHED.items():
        assert areas.loc["1939-10-28", code] == pytest.approx(miles * SQUARE_MILE, rel=0.015)
    gained = areas.loc["1939-10-28"] - areas.loc["1939-10-26"]
    assert gained["LTU"] == -gained["SUN"] == atlas("baltic").territories().loc["vilnius-1939", "area_km2"]


@cache
def land() -> tuple[float, float]:
    """Measure all territories as one, in square degrees and square kilometres."""
    whole = shapely.union_all([each.geometry for each in atlas("baltic").borders.territories.values()])
    return whole.area, square_kilometres(whole)


@given(st.integers(0, 678), st.sampled_from(["administered", "arms", "not-recognised", "moscow"]))
@settings(max_examples=6)
def test_states_cover_the_territories_without_gap_or_overlap(index: int, reading: str) -> None:
    frame = atlas("baltic").states(atlas("baltic").axis.day(index), reading)
    shapes, (degrees, kilometres) = frame.geometry.to_numpy(), land()
    assert shapely.area(shapes).sum() == pytest.approx(degrees, rel=1e-9)
    assert shapely.area(shapely.coverage_union_all(shapes)) == pytest.approx(degrees, rel=1e-9)
    assert frame["area_km2"].sum() == pytest.approx(kilometres, rel=1e-9)
    day = np.datetime64(str(atlas("baltic").axis.day(index)), "s")
    assert (frame["start"].le(day) & frame["end"].gt(day)).all()


def test_a_timeline_tells_what_a_thing_was() -> None:
    told = atlas().timeline("second-fight")
    assert told[["id", "what", "in_force", "start_date", "certainty"]].to_numpy().tolist() == [
        ["second-fight", "Fight", "possible", "1900-01-05/1900-01-06", "uncertain"],
        ["second-fight", "Fight", "certain", "1900-01-05/1900-01-06", "uncertain"],
    ]
    assert [days(told, row, "start", "end") for row in (0, 1)] == [
        *(["1900-01-05", "1900-01-06"], ["1900-01-06", "1900-01-07"]),
    ]
    west = atlas().timeline("west")
    assert west[["id", "what", "start_date", "controller", "note"]].to_numpy().tolist() == [
        ["west", "Aland: Free", "1900-01-01", "AAA", ""],
        ["west", "Aland: Occupied", "1900-01-05", "BBB", "Some say the 6th."],
    ]
    state = atlas().timeline("BBB")
    assert state[["id", "what", "status"]].to_numpy().tolist() == [
        *(["middle", "Beland: Free", "free"], ["east", "Beland: Free", "free"]),
    ]
    assert set(told.columns) <= set(west.columns)


def test_days_before_the_year_1_are_days_of_the_gregorian_calendar() -> None:
    gallic = atlas("gallic-war")
    features = gallic.features("-0051")
    assert days(features, "march-52", "start", "end") == ["-052-12-30", "-051-12-30"]
    assert "-052-12-30" in repr(features[["start"]])
    areas = gallic.areas()
    assert list(areas.columns) == ["ROM", "BEL", "CEL", "AQU"]
    assert list(areas.index.year) == [-58, -57, -56, -52, -51]
    assert np.ptp(areas.sum(axis="columns")) < 1e-6
    alesia = gallic.states("-0051")
    assert alesia.groupby("state")["territories"].sum().to_dict() == {
        "CEL": ["celtica"],
        "ROM": ["belgica", "aquitania", "provincia"],
    }
    assert days(gallic.holdings(), 0, "start") == ["-058-12-30"]


def test_an_atlas_without_states_has_empty_tables() -> None:
    endeavour = atlas("endeavour")
    first = endeavour.axis.start
    for frame, names in (
        (endeavour.states(first), list(atlas().states("1900-01-01").columns)),
        (endeavour.border_lines(first), list(atlas().border_lines("1900-01-01").columns)),
        (endeavour.territories(), list(atlas().territories().columns)),
        (endeavour.holdings(), list(atlas().holdings().columns)),
    ):
        assert (len(frame), list(frame.columns)) == (0, names)
    assert str(endeavour.states(first)["area_km2"].dtype) == "float64"
    assert (endeavour.areas().shape, str(endeavour.areas().index.dtype)) == ((0, 0), "datetime64[s]")


def test_areas_can_be_drawn() -> None:
    from matplotlib.figure import Figure

    for areas in (atlas("baltic").areas(), atlas("gallic-war").areas()):
        axes = Figure().subplots()
        drawn = areas if areas.index.year.min() > 0 else areas.set_axis(areas.index.year)
        drawn.plot(ax=axes, drawstyle="steps-post")
        assert [line.get_label() for line in axes.get_lines()] == list(areas.columns)


@pytest.mark.parametrize("name", ["", "gallic-war"])
def test_features_become_an_atlas_again(name: str) -> None:
    old = atlas(name)
    layers = dict(list(old.features().groupby("layer")))
    more = {"calendar": old.axis.calendar, "precision": old.axis.precision}
    undated = {key: None for key, frame in layers.items() if frame["start_date"].isna().all()}
    new = atlas_from(layers, title="Again", start=undated, bibliography=old.bibliography, **more)
    assert {each.id for each in new.feature_list} == {each.id for each in old.feature_list}
    for each in old.feature_list:
        made = new.feature(each.id)
        assert made.geometry == each.geometry
        assert (made.kind, made.names, made.citations) == (each.kind, each.names, each.citations)
        assert (made.fields.start_date, made.fields.end_date) == (each.fields.start_date, each.fields.end_date)


@pytest.mark.parametrize("suffix", ["geojson", "gpkg"])
def test_features_go_into_files(tmp_path: Path, suffix: str) -> None:
    frame = atlas().features()
    frame.to_file(tmp_path / f"features.{suffix}")
    read = gpd.read_file(tmp_path / f"features.{suffix}").set_index("id")
    assert list(read.index) == list(frame.index)
    assert read["start"].astype("datetime64[s]").equals(frame["start"])
    assert read.geometry.geom_equals(frame.geometry).drop("lost-fight").all()
    assert read.loc["lost-fight", "geometry"] is None
