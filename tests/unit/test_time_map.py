"""One call makes a map with a time bar of a table; what the table says is text, and what is wrong is told."""

from __future__ import annotations

import copy
import html
import json
import pickle
import re
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import pytest
from folium.map import FitBounds
from shapely import GeometryCollection, LineString, Point, box

from baltic_map import time_map
from baltic_map.errors import AtlasError, DayOutOfRangeError, InvalidAtlasError
from baltic_map.web.page import OfflineMap

HOSTILE = "<img src=x onerror=alert(1)> {{ 7 * 7 }} </script>"


def frame(**columns: Any) -> gpd.GeoDataFrame:
    number = len(next(iter(columns.values())))
    return gpd.GeoDataFrame(columns, geometry=[Point(-59 + each, -51.5) for each in range(number)], crs="EPSG:4326")


def events() -> gpd.GeoDataFrame:
    return frame(
        title=["Landing", "Battle", HOSTILE],
        date=pd.to_datetime(["1982-05-21", "1982-05-28", None]),
        side=["UK", "both", None],
        ships=[3, 4, 5],
    )


def features_of(page: folium.Map) -> list[dict[str, Any]]:
    (layer,) = (each for each in page._children.values() if type(each) is folium.GeoJson)
    return list(layer.data["features"])


def data_of(page: folium.Map) -> dict[str, Any]:
    block = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page.get_root().render(), re.DOTALL)
    assert block
    return dict(json.loads(block[1]))


def test_a_table_becomes_an_offline_map_with_a_bar() -> None:
    page = time_map(events(), title="South Atlantic")
    assert isinstance(page, OfflineMap)
    text = page.get_root().render()
    assert "<title>South Atlantic</title>" in text
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", text)
    data = data_of(page)
    assert (data["firstDay"], data["total"]) == ("1982-05-01", 31)
    assert data["dated"][0]["spans"] == {
        "1982-05-21 1982-05-22": [20, 21, 20, 21],
        "1982-05-28 1982-05-29": [27, 28, 27, 28],
    }
    assert data["begins"] == {"20": ["Landing"], "27": ["Battle"]}
    assert html.escape("srcdoc") in page._repr_html_()


def test_days_may_be_of_the_julian_calendar() -> None:
    page = time_map(frame(name=["Crécy"], date=["1346-08-26"]), calendar="julian")
    data = data_of(page)
    assert (data["calendar"], data["firstDay"], data["total"]) == ("julian", "1346-08-01", 31)
    assert "<br>26 August 1346" in features_of(page)[0]["properties"]["_tip"]
    with pytest.raises(AtlasError, match=r"time_map: calendar 'mayan' is none\. Write gregorian or julian"):
        time_map(events(), calendar="mayan")  # type: ignore[arg-type]


def test_what_the_table_says_is_text() -> None:
    feature = features_of(time_map(events()))[2]
    shown = feature["properties"]
    assert shown["_tip"] == f"<b>{html.escape(HOSTILE)}</b>"
    assert shown["_card"].startswith(f"<b>{html.escape(HOSTILE)}</b><table><tr><th ")
    assert shown["_card"].endswith(">ships</th><td>5</td></tr></table>")
    text = time_map(events().rename(columns={"ships": HOSTILE})).get_root().render()
    assert "<img src=x" not in text
    assert html.escape(html.escape(HOSTILE)) not in text


def test_days_are_written_out_and_columns_that_were_read_are_told_once() -> None:
    table = frame(
        name=["a", "b", "c", None], von=["1982-05-21", "1982-05", None, None], bis=["1982-05-30", None, "1982", None],
        text=["x", None, "y", "z"],
    )  # fmt: skip
    shown = [each["properties"] for each in features_of(time_map(table, inclusive=True))]
    assert [each["_tip"] for each in shown] == [
        "<b>a</b><br>21 May 1982 to 30 May 1982", "<b>b</b><br>from May 1982",
        "<b>c</b><br>until between 2 January 1982 and 1 January 1983", "",
    ]  # fmt: skip
    assert "von" not in shown[0]["_card"]
    assert shown[3]["_card"].endswith(">text</th><td>z</td></tr></table>")


def test_colours_tell_values_or_are_given() -> None:
    def colors(table: gpd.GeoDataFrame, color: str | None) -> list[str]:
        return [each["properties"]["_color"] for each in features_of(time_map(table, color=color))]

    table = events()
    assert colors(table, None) == ["#a9231b"] * 3
    assert colors(table, "navy") == ["navy"] * 3
    assert colors(table, "side") == ["#332288", "#cc6677", "#6a6a64"]
    assert ">UK</div>" in re.sub(r"<span[^>]*></span>", "", time_map(table, color="side").get_root().render())
    table["ink"] = ["#123456", "#abc", None]
    assert colors(table, "ink") == ["#123456", "#abc", "#6a6a64"]
    with pytest.raises(
        AtlasError, match=r"^time_map: color 'sied' is neither a column nor a colour\. Use one of title,"
    ):
        time_map(table, color="sied")
    many = frame(date=["1982-05-21"] * 9, side=list("abcdefghi"))
    with pytest.raises(AtlasError, match=r"^time_map: color: the column side has 9 values\. Name one with at most 8"):
        time_map(many, color="side")


def test_areas_lie_under_lines_and_points_and_the_map_is_fitted_across_180() -> None:
    places = [Point(179, -17), LineString([(178, -17), (-175, -20)]), box(177, -20, 179, -18), None]
    places.append(GeometryCollection([Point(179, -18)]))
    table = gpd.GeoDataFrame({"start": ["1942"] * 5}, geometry=places, crs="EPSG:4326").to_crs("EPSG:3832")
    page = time_map(table)
    drawn = features_of(page)
    assert [each["geometry"]["type"] for each in drawn] == ["Polygon", "LineString", "Point", "GeometryCollection"]
    assert [round(lon) for lon, _ in drawn[1]["geometry"]["coordinates"]] == [178, 185]
    (fit,) = (each for each in page._children.values() if isinstance(each, FitBounds))
    assert [[round(each, 1) for each in corner] for corner in fit.bounds] == [[-20.0, 177.0], [-17.0, 185.0]]
    (land, lakes) = (each for each in page._children.values() if type(each).__name__ == "Ground")
    assert land.options["attribution"] == "Natural Earth"
    assert len(land.data["features"]) > 20
    assert len(lakes.data["features"]) == 1


def test_tiles_make_a_plain_map() -> None:
    page = time_map(events(), tiles="OpenStreetMap", lang="de")
    assert type(page) is folium.Map
    assert "tile.openstreetmap.org" in page.get_root().render()


def test_a_map_can_be_copied_and_pickled() -> None:
    page = time_map(events(), color="side")
    for other in (copy.deepcopy(page), pickle.loads(pickle.dumps(page))):  # noqa: S301 - it is our own
        assert "balticTime.addTimeBar" in other.get_root().render()


def test_what_is_wrong_is_told_at_the_call() -> None:
    table = frame(start=["1982-05-21", "C18", "1982-05-21"], end=["1982-05-21", "1982", "soon"], name=["a", "b", "c"])
    with pytest.raises(InvalidAtlasError) as caught:
        time_map(table)
    assert [str(each).partition(". ")[0] for each in caught.value.problems] == [
        "time_map, row 0, end: 1982-05-21 is not after 1982-05-21 of start",
        "time_map, row 1, start: 'C18' is not a date",
        "time_map, row 2, end: 'soon' is not a date",
    ]
    with pytest.raises(
        AtlasError, match=r"^time_map: no column is read as dates; it has a, b\. Name one: start=…, end=…"
    ):
        time_map(frame(a=["x"], b=["y"]))
    with pytest.raises(AtlasError, match=r"^time_map: no row has a place"):
        time_map(gpd.GeoDataFrame({"date": ["1982"]}, geometry=[None], crs="EPSG:4326"))
    with pytest.raises(AtlasError, match=r"^time_map: no row with a place has a day"):
        time_map(gpd.GeoDataFrame({"date": ["1982", None]}, geometry=[None, Point(1, 1)], crs="EPSG:4326"))
    with pytest.raises(DayOutOfRangeError):
        time_map(events(), day="1983-01-01")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"frame": [1]}, "time_map: a GeoDataFrame is needed, not list"),
        ({"start": 3}, "time_map: a column is named by a text, not int"),
        ({"color": 3}, "time_map, color: a text is needed, not int"),
        ({"tiles": True}, "time_map, tiles: a text is needed, not bool"),
        ({"day": 3}, "TimeBar, day: a day is needed, not int"),
    ],
)
def test_an_argument_of_another_type_is_told(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(TypeError) as caught:
        time_map(**{"frame": events(), **arguments})
    assert str(caught.value) == says
