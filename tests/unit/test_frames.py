"""Any GeoDataFrame is read into dated features; what is wrong is told at once, by row and column."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LinearRing, Point, Polygon

from baltic_map.days import parse_bounds
from baltic_map.errors import AtlasError, InvalidAtlasError
from baltic_map.frames import FrameReading, read_frame


def frame(crs: str | None = "EPSG:4326", geometry: list[Any] | None = None, **columns: list[Any]) -> gpd.GeoDataFrame:
    number = len(next(iter(columns.values())))
    places = geometry or [Point(25 + each, 58) for each in range(number)]
    return gpd.GeoDataFrame(columns, geometry=places, crs=crs)


def days(reading: FrameReading) -> list[tuple[str | None, str | None]]:
    return [(each["properties"]["start_date"], each["properties"]["end_date"]) for each in reading.features]


def told(reading: FrameReading) -> list[str]:
    return [str(each) for each in reading.columns]


def test_columns_are_found_by_their_names_and_values() -> None:
    reading = read_frame(
        frame(Titel=["a", None], von=["1940-06-14", "1940"], bis=[pd.Timestamp("1940-06-17"), pd.NaT], ships=[3, 4])
    ).checked()
    assert days(reading) == [("1940-06-14", "1940-06-17"), ("1940", None)]
    assert [each["properties"]["name"] for each in reading.features] == ["a", None]
    assert [each["properties"]["ships"] for each in reading.features] == [3, 4]
    assert [each["properties"]["bis"] for each in reading.features] == ["1940-06-17", None]
    assert reading.features[1]["geometry"] == {"type": "Point", "coordinates": (26.0, 58.0)}
    assert told(reading) == [
        "start_date <- von (1 day, 1 year)",
        "end_date <- bis (1 day, 1 empty)",
        "name <- Titel (1 empty)",
    ]
    json.dumps(reading.features, allow_nan=False)


def test_one_column_of_dates_means_one_day_each() -> None:
    reading = read_frame(frame(event=["x", "y", "z"], date=["14.06.1940", "1940-06", None])).checked()
    assert days(reading) == [("1940-06-14", "1940-06-15"), ("1940-06", "1940-06-02/1940-07-01"), (None, None)]
    assert told(reading) == ["date <- date (1 day, 1 month, 1 empty)", "name <- event"]
    assert days(read_frame(frame(x=["1940-06-14"]), start="x", end="x")) == [("1940-06-14", "1940-06-15")]
    assert days(read_frame(frame(year=[1940]), start="year")) == [("1940", "1940-01-02/1941-01-01")]


def test_a_first_day_alone_is_from_then_on_and_a_date_beside_an_end_is_a_first_day() -> None:
    assert days(read_frame(frame(since=["1940-06-14"]))) == [("1940-06-14", None)]
    assert days(read_frame(frame(x=["1940-06-14"]), start="x")) == [("1940-06-14", None)]
    assert days(read_frame(frame(date=["1940-06-14"], until=["1940-06-20"]))) == [("1940-06-14", "1940-06-20")]
    assert days(read_frame(frame(date=["1940-06-14"], end=["1940-06-20"]), start="date")) == [
        ("1940-06-14", "1940-06-20")
    ]


def test_the_end_may_be_the_last_day() -> None:
    table = frame(start=["1940-06-14", "1940-06-14", "1914"], end=["1940-06-14", None, "1918"])
    assert days(read_frame(table, inclusive=True).checked()) == [
        ("1940-06-14", "1940-06-15"),
        ("1940-06-14", None),
        ("1914", "1918-01-02/1919-01-01"),
    ]
    with pytest.raises(InvalidAtlasError) as caught:
        read_frame(table, layer="camps").checked()
    assert str(caught.value).splitlines()[0] == (
        "camps, row 0, end: 1940-06-14 is not after 1940-06-14 of start. Write the day after it, or say inclusive=True."
    )


def test_a_last_day_may_be_for_ever_or_open() -> None:
    table = frame(start=["1940-06-14", "1940", "-"], end=["9999-12-31", "1941/..", "n/a"])
    assert days(read_frame(table, inclusive=True).checked()) == [
        ("1940-06-14", "9999-12-31"),
        ("1940", "1941-01-02/9999-12-31"),
        (None, None),
    ]


@pytest.mark.parametrize(
    "values",
    [
        pd.to_datetime(["1940-06-14", None]),
        pd.to_datetime(["1940-06-14", None]).tz_localize("Asia/Tokyo"),
        pd.PeriodIndex(["1940-06-14", pd.NaT], freq="D"),
        pd.Series([date(1940, 6, 14), None], dtype=object),
        pd.Series(["1940-06-14", pd.NA], dtype="string"),
        pd.Series(["1940-06-14", None], dtype="category"),
        pd.Series([19400614, pd.NA], dtype="Int64"),
        [19400614.0, float("nan")],
        ["1940-06-14", "NaT"],
    ],
    ids=lambda values: str(getattr(values, "dtype", "list")),
)
def test_dates_of_any_type_are_read(values: Any) -> None:
    table = frame(name=["a", "b"])
    table["start"] = values
    reading = read_frame(table).checked()
    assert days(reading) == [("1940-06-14", None), (None, None)]
    json.dumps(reading.features, allow_nan=False)


def test_places_come_in_degrees() -> None:
    there = frame(geometry=[Point(25, 58)], start=["1940"]).to_crs("EPSG:3301")
    (feature,) = read_frame(there).checked().features
    assert np.allclose(feature["geometry"]["coordinates"], (25, 58), atol=1e-6)
    bare = frame(crs=None, geometry=[Point(25, 58)], start=["1940"])
    assert read_frame(bare).checked().features[0]["geometry"]["coordinates"] == (25.0, 58.0)
    with pytest.raises(
        AtlasError, match=r"^camps: it has no CRS, and 559131 6429176 to 559131 6429176 are no degrees. Say what"
    ):
        read_frame(there.set_crs(None, allow_override=True), layer="camps")


def test_shapes_are_those_that_geojson_knows() -> None:
    ring = LinearRing([(25, 58), (26, 58), (26, 59)])
    table = frame(geometry=[None, Point(), Point(25, 58, 7), ring], start=["1940"] * 4)
    shapes = [each["geometry"] for each in read_frame(table).checked().features]
    assert shapes[:3] == [None, None, {"type": "Point", "coordinates": (25.0, 58.0)}]
    assert shapes[3]["type"] == "LineString"


def test_everything_wrong_is_told_at_once() -> None:
    table = frame(
        geometry=[Point(25, 58), Point(26, 58), Polygon([(0, 0), (float("inf"), 0), (0, 1)])],
        start=["1940-06-14", "C18", "1940"],
        end=["1940-06-01", "later", None],
    )
    table.index = pd.Index([10, 11, 12])
    reading = read_frame(table, layer="camps", end="end")
    assert reading.features == []
    with pytest.raises(InvalidAtlasError) as caught:
        reading.checked()
    todo = "Write a day as YYYY-MM-DD, or an EDTF date such as 1900-11 or 1900-11~."
    assert str(caught.value).splitlines() == [
        "camps, row 10, end: 1940-06-01 is not after 1940-06-14 of start. Write a later end.",
        f"camps, row 11, start: 'C18' is not a date. {todo}",
        f"camps, row 11, end: 'later' is not a date. {todo}",
        "camps, row 12: its place cannot be written in degrees. Mend its coordinates, or the CRS.",
        "camps: 4 problems. Mend what the lines above name.",
    ]
    assert told(reading) == [
        "start_date <- start (1 day, 1 year, 1 not read: row 11 'C18')",
        "end_date <- end (1 day, 1 empty, 1 not read: row 11 'later')",
    ]


def test_names_that_are_often_something_else_are_no_dates() -> None:
    table = frame(**{"from": ["Riga", "Pärnu"], "to": ["Narva", "Valga"], "day": [14, 15], "month": [6, 7]})
    reading = read_frame(table, layer="ways")
    assert not reading.is_dated
    assert reading.columns == ()
    assert str(reading.undated) == (
        "ways: no column is read as dates; it has from, to, day, month. Name one: start=…, end=…."
    )
    assert "start_date" not in reading.features[0]["properties"]


def test_columns_are_named_right_or_told() -> None:
    table = frame(start=["1940"], title=["a"], name=["b"])
    with pytest.raises(AtlasError, match=r"^camps: it has no column 'began'. Use one of start, title, name\.$"):
        read_frame(table, layer="camps", start="began")
    with pytest.raises(TypeError, match="camps: a column is named by a text, not int"):
        read_frame(table, layer="camps", start=3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="camps: a GeoDataFrame is needed, not list"):
        read_frame([], layer="camps")  # type: ignore[arg-type]
    twice = pd.concat([table, table[["title"]]], axis="columns")
    with pytest.raises(AtlasError, match=r"^camps: the column title stands twice"):
        read_frame(twice, layer="camps")
    (feature,) = read_frame(table, name="title").features
    assert {key: feature["properties"][key] for key in ("name", "title", "name (column)")} == {
        "name": "a",
        "title": "a",
        "name (column)": "b",
    }


def test_a_table_without_places_and_values_of_all_sorts() -> None:
    table = pd.DataFrame(
        {
            "start": ["1940"],
            "list": [[1, pd.NaT]],
            "table": [{"a": np.float64("inf")}],
            5: [np.bool_(True)],
            "lag": [pd.Timedelta("1D")],
            "at": [pd.Timestamp("1940-06-14 12:30")],
            "old": np.array(["-0043-03-15"], "datetime64[s]"),
        }
    )
    (feature,) = read_frame(table).checked().features
    assert feature["geometry"] is None
    assert feature["properties"] == {
        "start": "1940",
        "list": [1, None],
        "table": {"a": None},
        "5": True,
        "lag": "1 days 00:00:00",
        "at": "1940-06-14T12:30",
        "old": "-0043-03-15",
        "start_date": "1940",
        "end_date": None,
    }


@pytest.mark.parametrize(
    ("index", "found"), [(pd.Index(["camp"], name="id"), "camp"), (pd.Index([7], name="id"), None), (["camp"], None)]
)
def test_an_index_of_ids_is_a_column(index: Any, found: str | None) -> None:
    (feature,) = read_frame(pd.DataFrame({"start": ["1940"]}, index=index)).checked().features
    assert feature["properties"].get("id") == found


def test_an_empty_table_has_no_features() -> None:
    reading = read_frame(gpd.GeoDataFrame({"start": []}, geometry=[], crs="EPSG:4326")).checked()
    assert (reading.features, reading.is_dated) == ([], False)


CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.integers(), st.floats(), st.dates(), st.datetimes(), st.booleans(),
    st.lists(st.integers(), max_size=2), st.sampled_from(["1940-06-14", "C18", "NaT", "14/06/1940", pd.NaT, pd.NA]),
)  # fmt: skip
NAMES = st.sampled_from(["start", "end", "date", "name", "Name", "from", "start_date", "id", "", "geometry_"])


@given(st.dictionaries(NAMES, st.lists(CELLS, min_size=2, max_size=2), max_size=4), st.booleans())
def test_any_table_is_read_or_told(columns: dict[str, list[Any]], inclusive: bool) -> None:
    table = gpd.GeoDataFrame(pd.DataFrame(columns, index=[0, 1], dtype=object), geometry=[Point(1, 1), None])
    reading = read_frame(table, inclusive=inclusive)
    json.dumps(reading.features, allow_nan=False)
    assert len(reading.features) + len({each.where.split(",")[1] for each in reading.problems}) == 2
    for feature in reading.features:
        for key in ("start_date", "end_date"):
            if text := feature["properties"].get(key):
                # A column of that name is one of dates, or there is none.
                parse_bounds(text)
