"""The time bar as an element: days counted in Python, layers found wherever they are, text that stays text."""

from __future__ import annotations

import base64
import copy
import pickle
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import pytest
from branca.element import Element
from shapely import Point

from baltic_map.atlas import open_atlas
from baltic_map.builder import MapBuilder
from baltic_map.days import Axis
from baltic_map.errors import (
    AtlasError,
    DayOutOfRangeError,
    InvalidAtlasError,
    UndatedLayerWarning,
    UnknownNameError,
)
from baltic_map.scene import build_scene
from baltic_map.web.bundle import script
from baltic_map.web.page import OfflineMap
from baltic_map.web.timebar import TimeBar
from tests.unit.pages import bar_in, library_in

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "fixtures" / "tiny"
AXIS = Axis(date(1940, 6, 1), date(1940, 7, 1))
HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)} {{ 7 * 7 }} </script><script>alert(1)</script>"


def points(*properties: dict[str, Any], called: str | None = "camps") -> folium.GeoJson:
    return folium.GeoJson(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": each, "geometry": {"type": "Point", "coordinates": [25, 58]}}
                for each in properties
            ],
        },
        name=called,
    )


def rendered(*layers: folium.GeoJson, bar: TimeBar | None = None, page: folium.Map | None = None) -> str:
    page = page or OfflineMap()
    for layer in layers:
        layer.add_to(page)
    (bar or TimeBar(AXIS)).add_to(page)
    return str(page.get_root().render())


def calls(page: str) -> str:
    found = re.search(r"balticTime\.addTimeBar\((.*)\)\);", page)
    assert found
    return found[1]


def test_days_are_counted_in_python() -> None:
    data = bar_in(
        rendered(
            points(
                {"name": "a", "start_date": "1940-06-14", "end_date": "1940-06-17"},
                {"name": "b", "start_date": "1940-06", "end_date": None},
                {"name": "c", "start_date": "1939-01-01", "end_date": "1940-06-03"},
                {"name": "d"},
                {"name": "e", "start_date": "1941-01-01", "end_date": "1941-02-01"},
            )
        )
    )
    assert data["dated"][0]["spans"] == {
        "1940-06-14 1940-06-17": [13, 16, 13, 16],
        "1940-06 ": [0, 30, 29, 30],
        "1939-01-01 1940-06-03": [0, 2, 0, 2],
        "1941-01-01 1941-02-01": [30, 30, 30, 30],
    }
    assert data["ticks"] == [[0, 1], [2, 1], [13, 1], [16, 1]]
    assert data["changes"] == [2, 13, 16, 29]
    assert data["begins"] == {"0": ["b"], "13": ["a"]}
    assert (data["firstDay"], data["total"], data["weekdays"][4]) == ("1940-06-01", 30, "Friday")


def test_the_properties_may_have_other_names_and_hold_times_of_day() -> None:
    layer = points(
        {"from": "1940-06-14T00:00:00", "to": "1940-06-16 12:30"}, {"from": float("nan"), "to": "1940-06-05"}
    )
    data = bar_in(rendered(layer, bar=TimeBar(AXIS, start="from", end="to")))
    assert data["dated"] == [
        {
            "properties": ["from", "to"],
            "spans": {"1940-06-14T00:00:00 1940-06-16 12:30": [13, 15, 13, 15], "NaN 1940-06-05": [0, 4, 0, 4]},
        }
    ]


def test_layers_are_found_in_groups_and_after_the_bar() -> None:
    page = OfflineMap()
    bar = TimeBar(AXIS, start={"no days": None})
    bar.add_to(page)
    group = folium.FeatureGroup("group").add_to(page)
    inside = points({"start_date": "1940-06-10"}).add_to(group)
    undated = points({"name": "no dates"}, called="no days").add_to(page)
    marker = bar.during(folium.Marker([58, 25]), "1940-06-02", "1940-06-04").add_to(group)
    html = page.get_root().render()
    numbered = re.findall(r"var ((?:geo_json|marker)_\w+) = L\.(?:geoJson|marker)\(", html)
    assert len({inside, undated, marker}) == len(numbered) == 3
    assert re.findall(r"\[(geo_json\w+|marker\w+), (\d|\[[\d, ]+\])\]", calls(html)) == [
        (numbered[0], "0"),
        (next(name for name in numbered if name.startswith("marker")), "[1, 3, 1, 3]"),
    ]


_HINT = "Write a day as YYYY-MM-DD, or an EDTF date such as 1900-11 or 1900-11~"
_SAME_DAY = "Write the day after it, or say inclusive=True"


def test_everything_wrong_in_all_layers_is_told_at_once() -> None:
    first = points({"name": "right"}, {"name": "Ships", "start_date": "C18", "end_date": "1940-06-14"})
    second = points({"start_date": "1940-06-14", "end_date": "1940-06-14"}, called=None)
    with pytest.raises(InvalidAtlasError) as caught:
        rendered(first, second, bar=TimeBar(AXIS, start={"forts": "since"}))
    assert str(caught.value).splitlines() == [
        "TimeBar, start: 'forts' is no layer of the map. Use one of camps, layer 2.",
        f"camps, feature 2 ('Ships'), start_date: 'C18' is not a date. {_HINT}.",
        f"layer 2, feature 1, end_date: 1940-06-14 is not after 1940-06-14 of start_date. {_SAME_DAY}.",
        "time bar: 3 problems. Mend what the lines above name.",
    ]


def test_what_is_given_by_hand_is_checked_at_once() -> None:
    with pytest.raises(AtlasError, match=r"^Marker, without a name: start 'June' is not a date\. Write "):
        TimeBar().during(folium.Marker([58, 25]), "June")
    with pytest.raises(AtlasError, match=r"^Marker, without a name: end_date 1940-06-14 is not after start_date"):
        TimeBar().during(folium.Marker([58, 25]), "14.6.1940", date(1940, 6, 14))
    with pytest.raises(DayOutOfRangeError, match="1941-01-01"):
        TimeBar(AXIS, day="1941-01-01")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: TimeBar("1940-01-01"), "TimeBar, days: a scene, an Axis, or nothing is needed, not str"),  # type: ignore[arg-type]
        (lambda: TimeBar(day=1940), "TimeBar, day: a day is needed, not int"),  # type: ignore[arg-type]
        (lambda: TimeBar(start=["a"]), "TimeBar, start: the name of a property, or names by layer is needed, not list"),  # type: ignore[arg-type]
        (lambda: TimeBar().during("here", None), "during: a layer of folium is needed, not str"),  # type: ignore[arg-type]
    ],
)
def test_an_argument_of_another_type_is_told_at_the_call(make: Callable[[], object], says: str) -> None:
    with pytest.raises(TypeError) as caught:
        make()
    assert str(caught.value) == says


def test_the_days_are_those_of_the_layers() -> None:
    bar = TimeBar(day="1940-06-14")
    page = OfflineMap()
    bar.add_to(page)
    bar.during(folium.Marker([58, 25]), pd.Timestamp("1940-05-20")).add_to(page)
    html = rendered(points({"von": "1940-06-14", "bis": "22.06.1940", "Titel": "a"}), bar=bar, page=page)
    data = bar_in(html)
    assert (data["firstDay"], data["total"], data["opening"]) == ("1940-05-01", 61, 44)
    assert data["dated"] == [{"properties": ["von", "bis"], "spans": {"1940-06-14 22.06.1940": [44, 52, 44, 52]}}]
    assert data["begins"] == {"44": ["a"]}
    points({"day": 19400801.0}).add_to(page)
    data = bar_in(str(page.get_root().render()))
    assert (data["firstDay"], data["total"]) == ("1940-05-01", 123)
    assert data["dated"][1] == {"properties": ["day"], "spans": {"19400801": [92, 93, 92, 93]}}


def test_a_bar_over_years_counts_years() -> None:
    page = OfflineMap()
    bar = TimeBar(inclusive=True)
    bar.during(folium.Marker([58, 25]), "1917").add_to(page)
    data = bar_in(rendered(points({"name": "a", "start": -57, "end": 44}), bar=bar, page=page))
    assert (data["firstDay"], data["total"], data["precision"]) == ("-0057", 1975, "year")
    assert data["dated"][0]["spans"] == {"-57 44": [0, 102, 0, 102]}


def test_days_of_a_julian_bar_are_julian() -> None:
    bar = TimeBar(Axis("1300-02-01", "1300-04-01", calendar="julian"))
    page = OfflineMap()
    bar.during(folium.Marker([58, 25]), "1300-02-29").add_to(page)
    data = bar_in(rendered(points({"date": "1300-02-29"}), bar=bar, page=page))
    assert (data["total"], data["dated"][0]["spans"]) == (60, {"1300-02-29": [28, 29, 28, 29]})
    assert data["messages"]["time_date"] == "Go to a date (Julian calendar)"
    with pytest.raises(AtlasError, match="'1300-02-29' is not a date"):
        rendered(points({"date": "1300-02-29"}, {"date": "1300-02-28"}))


def test_each_layer_may_have_names_of_its_own() -> None:
    camps = points({"a": "1940-06-14", "b": "1940-06-14"})
    forts = points({"since": "1940-06-10"}, called=None)
    fixed = points({"since": "1940-06-10"}, called="fixed")
    bar = TimeBar(AXIS, start={"camps": "a", "fixed": None}, end={"camps": "b"}, inclusive=True)
    page = rendered(camps, forts, fixed, bar=bar)
    assert bar_in(page)["dated"] == [
        {"properties": ["a", "b"], "spans": {"1940-06-14 1940-06-14": [13, 14, 13, 14]}},
        {"properties": ["since"], "spans": {"1940-06-10": [9, 30, 9, 30]}},
        {"properties": [], "spans": {}},
    ]
    assert re.findall(r"\[geo_json\w+, (\d)\]", calls(page)) == ["0", "1"]
    with pytest.raises(AtlasError, match=r"camps: it has no column 'c'\. Use one of a, b\."):
        rendered(camps, bar=TimeBar(AXIS, start={"camps": "c"}))


def test_a_layer_without_days_is_told_and_shown_always() -> None:
    with pytest.warns(UndatedLayerWarning) as told:
        rendered(points({"NAME": "x", "ISO": 3}, called=None))
    (warning,) = told
    assert str(warning.message) == (
        "layer 1: none of its features has days; it has NAME, ISO. "
        "Name the property, start={'layer 1': '…'}, or say that there is none, start={'layer 1': None}."
    )
    with pytest.raises(AtlasError, match=r"^time bar: no layer of the map has days\. Give it days"):
        rendered(points({"NAME": "x"}), bar=TimeBar(start={"camps": None}))


def test_what_geopandas_draws_has_a_bar_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # explore imports it always, and uses it for classes of numbers only.
    monkeypatch.setitem(sys.modules, "mapclassify", SimpleNamespace(classify=None))
    frame = gpd.GeoDataFrame(
        {
            "title": ["Ships", "A camp"],
            "from": pd.to_datetime(["1940-06-14", None]),
            "until": pd.to_datetime(["1940-06-22", "1940-07-05"]),
        },
        geometry=[Point(24.6, 59.6), Point(24.1, 59.35)],
        crs="EPSG:4326",
    ).to_crs("EPSG:3301")
    page = frame.explore(tiles=None, tooltip=False)
    TimeBar().add_to(page)
    data = bar_in(page.get_root().render())
    assert (data["firstDay"], data["total"]) == ("1940-06-01", 61)
    (dated,) = data["dated"]
    assert dated["properties"] == ["from", "until"]
    assert sorted(dated["spans"].values()) == [[0, 34, 0, 34], [13, 21, 13, 21]]
    assert data["begins"] == {"13": ["Ships"]}


def test_what_lies_outside_the_days_is_shown_on_none_of_them() -> None:
    bar = TimeBar(AXIS)
    page = OfflineMap()
    bar.during(folium.Marker([58, 25]), datetime(1945, 5, 8, 12)).add_to(page)  # noqa: DTZ001 - of no zone
    bar.during(folium.Marker([58, 26]), None, "1940-01-01").add_to(page)
    # Of a group without a name nothing is told on its first day.
    bar.during(folium.FeatureGroup(), "1940-06-20").add_to(page)
    layer = points(
        {"name": "after", "start_date": "1945-05-08"},
        {"name": "before", "end_date": "1940-06-01"},
        {"name": "over the end", "start_date": "1940-06-20", "end_date": "1945-05-08"},
    )
    html = rendered(layer, bar=bar, page=page)
    data = bar_in(html)
    assert data["dated"][0]["spans"] == {
        "1945-05-08 ": [30, 30, 30, 30],
        " 1940-06-01": [0, 0, 0, 0],
        "1940-06-20 1945-05-08": [19, 30, 19, 30],
    }
    assert re.findall(r"\[marker\w+, (\[[\d, ]+\])\]", calls(html)) == ["[30, 30, 30, 30]", "[0, 0, 0, 0]"]
    assert data["ticks"] == [[19, 2]]
    assert data["changes"] == [19]
    assert data["begins"] == {"19": ["over the end"]}


def test_what_stands_on_no_map_is_named() -> None:
    bar = TimeBar(AXIS)
    bar.during(folium.Marker([58, 25]), "1940-06-02")
    with pytest.raises(AtlasError, match=r"^Marker, without a name: it has days but stands on no map"):
        rendered(bar=bar)
    group = folium.FeatureGroup().add_to(OfflineMap())
    TimeBar(AXIS).add_to(group)
    with pytest.raises(AtlasError, match="it stands on no map"):
        group.get_root().render()


def test_text_stays_text() -> None:
    page = rendered(points({"name": HOSTILE, "start_date": "1940-06-14"}))
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert bar_in(page)["begins"] == {"13": [HOSTILE]}


def test_it_adds_no_request_to_a_plain_map() -> None:
    def outside(page: str) -> list[str]:
        return re.findall(r"<(?:script|img|iframe|link)[^>]*\s(?:src|href)=\"?([^\s\">]+)", page)

    bare, barred = folium.Map(), folium.Map()
    points({"start_date": "1940-06-14"}).add_to(bare)
    page = rendered(points({"start_date": "1940-06-14"}), page=barred)
    assert outside(page) == outside(bare.get_root().render())
    assert not re.search(r"url\((?![\"']?(?:data:|#))", page)
    assert page.index("application/json") < page.index("balticTime.addTimeBar(")


def test_a_notebook_shows_it_and_a_second_rendering_adds_nothing() -> None:
    page = OfflineMap()
    points({"start_date": "1940-06-14"}).add_to(page)
    TimeBar(AXIS).add_to(page)
    assert "balticTime.addTimeBar" in page._repr_html_()
    again = page.get_root().render()
    assert library_in(again)[1].count("const balticTime") == 1
    for part in ("balticTime.addTimeBar(", 'type="application/json"', "--thumb:"):
        assert again.count(part) == 1, part


def test_an_atlas_brings_its_days_and_its_changes() -> None:
    atlas = open_atlas(TINY)
    data = bar_in(rendered(bar=TimeBar(build_scene(atlas))))
    axis = atlas.axis
    assert data["total"] == len(axis)
    assert data["changes"] == [axis.index(day) for day in atlas.change_days()]
    assert [each["name"] for each in data["chapters"]] == [each.name for each in atlas.config.chapters]
    assert all(key.startswith("time_") for key in data["messages"])


def test_the_scene_of_a_builder_will_do_and_brings_its_language() -> None:
    bar = TimeBar(MapBuilder(TINY, lang="lt").scene, day="1900-01-05")
    assert (bar.messages.lang, bar.axis and len(bar.axis), bar_in(rendered(bar=bar))["opening"]) == ("lt", 10, 4)
    with pytest.raises(UnknownNameError, match="language et: the scene has it not"):
        TimeBar(MapBuilder(TINY, lang="lt").scene, lang="et")


def test_the_page_script_and_the_bar_have_their_own_scopes() -> None:
    assert "const balticTime = (() =>" in script("app/standalone.js", "balticTime")
    assert "balticMap" not in script("app/standalone.js", "balticTime")
    assert re.search(r"return \{ prepare, addTimeBar \};\n\}\)\(\);\n$", script("app/standalone.js", "balticTime"))


PROBES = ["{{ 7 * 7 }}", "{% raw %}", "{# note #}", "{{ cycler.__init__.__globals__.os.getcwd() }}", "{%", "{{"]


@pytest.mark.parametrize("late", [False, True], ids=["before the bar", "after the bar"])
@pytest.mark.parametrize("make", [folium.Map, OfflineMap])
@pytest.mark.parametrize("probe", PROBES)
def test_the_text_of_a_layer_is_never_run_as_a_template(make: type[folium.Map], probe: str, *, late: bool) -> None:
    feature = {
        "type": "Feature",
        "properties": {"name": f"a {probe} b", "start_date": "1940-06-05", probe: probe},
        "geometry": {"type": "Point", "coordinates": [25, 58]},
    }
    page = make(location=[58, 25])
    group = folium.FeatureGroup(name=f"group {probe}")
    folium.GeoJson({"type": "FeatureCollection", "features": [feature]}, tooltip=f"tip {probe} tip").add_to(group)
    marker = folium.Marker([58, 25], tooltip=f"mark {probe} mark").add_to(group)
    if make is folium.Map:
        marker.add_child(folium.Popup(f"pop {probe} up"))
    bar = TimeBar(AXIS)
    for each in (bar, group) if late else (group, bar):
        each.add_to(page)
    text = page.get_root().render()
    assert f"a {probe} b" in text
    assert f"tip {probe} tip" in text
    assert f"mark {probe} mark" in text
    assert make is OfflineMap or f"pop {probe} up" in text


def test_an_offline_map_without_a_bar_runs_no_template_either() -> None:
    page = OfflineMap()
    folium.Marker([58, 25], tooltip="a {{ 7 * 7 }} b {% raw %}").add_to(page)
    assert "a {{ 7 * 7 }} b {% raw %}" in page.get_root().render()


def test_all_sorts_of_layers_keep_their_text() -> None:
    probe = "a {{ 7 * 7 }} b {# c #} d {% raw %} e"
    page = folium.Map(location=[58, 25])
    layer = points({"name": "x", "start_date": "1940-06-05"})
    layer.add_child(folium.GeoJsonTooltip(["name"], style=f"--note: '{probe}'", class_name="tip"))
    marker = folium.Marker([58, 25], icon=folium.DivIcon(html=f"icon {probe}"))
    marker.add_child(folium.Popup(folium.IFrame("frame {{ 7 * 7 }}")))
    rendered(layer, page=page)
    marker.add_to(page)
    folium.Marker([58, 25], popup=f"pop {probe}").add_to(page)
    for _ in range(2):
        text = str(page.get_root().render())
        assert f"--note: '{probe}'" in text
        assert f"icon {probe}" in text
        assert f"pop {probe}" in text
        frame = re.search(r"data:text/html;charset=utf-8;base64,([A-Za-z0-9+/=]+)", text)
        assert frame
        assert base64.b64decode(frame[1]).decode().strip() == "frame {{ 7 * 7 }}"


def test_code_of_a_layer_is_left_as_it_is() -> None:
    code = "function (feature) {{ let {a} = feature; return {color: `${{b: 'red'}.b}`}; }}"
    page = folium.Map()
    page.add_child(folium.elements.EventHandler("click", folium.JsCode(code)))
    assert code in rendered(page=page)


def test_a_map_with_a_bar_can_be_copied_and_pickled() -> None:
    page = folium.Map(location=[58, 25])
    TimeBar(AXIS).add_to(page)
    for other in (copy.deepcopy(page), pickle.loads(pickle.dumps(page))):  # noqa: S301 - it is our own
        folium.Marker([58, 25], tooltip="only {{ 7 * 7 }} here").add_to(other)
        assert "only {{ 7 * 7 }} here" in str(other.get_root().render())
    assert "only {{ 7 * 7 }} here" not in str(page.get_root().render())


def test_elements_that_are_made_elsewhere_are_templates_as_ever() -> None:
    inside: list[str] = []

    class Curious(folium.MacroElement):
        def render(self, **_: object) -> None:
            with ThreadPoolExecutor(1) as pool:
                inside.append(pool.submit(lambda: Element("{{ 7 * 7 }}").render()).result())

    page = folium.Map()
    page.add_child(Curious())
    rendered(page=page)
    assert inside == ["49"]
    assert Element("{{ 7 * 7 }}").render() == "49"
