"""The scene as plain data: camel case, GeoJSON, nothing where there is nothing."""

from __future__ import annotations

import json

from shapely.geometry import LineString, Point

from baltic_map.contract import (
    BorderSymbol,
    Color,
    Fact,
    FeatureSymbol,
    LegendItem,
    Locale,
    Span,
    UncertainSpan,
    as_data,
    camel,
)


def test_names_are_written_as_javascript_does() -> None:
    assert [camel(name) for name in ("first", "certain_first", "name_today_too")] == [
        "first",
        "certainFirst",
        "nameTodayToo",
    ]
    assert as_data(UncertainSpan(1, 5, 2, 4)) == {"first": 1, "stop": 5, "certainFirst": 2, "certainStop": 4}


def test_what_is_none_is_left_out_and_what_is_false_or_empty_is_not() -> None:
    symbol = FeatureSymbol(
        "line",
        Color("#000000", "#ffffff"),
        None,
        16,
        disc=False,
        fill="full",
        dash=None,
        label=None,
        hatch=None,
        faint=False,
    )
    assert as_data(symbol) == {
        "shape": "line",
        "color": {"day": "#000000", "night": "#ffffff"},
        "size": 16,
        "disc": False,
        "fill": "full",
        "faint": False,
    }
    item = LegendItem(3, None, None, BorderSymbol("dashed", inner=True), None, (Span(0, 2),))
    assert as_data(item) == {
        "label": 3,
        "border": {"stroke": "dashed", "inner": True},
        "spans": [{"first": 0, "stop": 2}],
    }


def test_nothing_in_a_list_stays_so_that_its_members_keep_their_numbers() -> None:
    assert as_data(Locale("et", ("a", None), frozenset({5, 2}))) == {
        "lang": "et",
        "texts": ["a", None],
        "untranslated": [2, 5],
    }


def test_geometry_is_geojson_and_the_keys_of_a_mapping_stay() -> None:
    data = as_data({"snake_key": Point(24.5, 58), "line": LineString([(0, 1), (2, 3)]), "fact": (Fact("dates", 7),)})
    assert json.loads(json.dumps(data)) == {
        "snake_key": {"type": "Point", "coordinates": [24.5, 58.0]},
        "line": {"type": "LineString", "coordinates": [[0.0, 1.0], [2.0, 3.0]]},
        "fact": [{"name": "dates", "text": 7}],
    }


def test_a_span_holds_its_first_day_and_not_its_stop() -> None:
    assert [Span(3, 5).holds(day) for day in (2, 3, 4, 5)] == [False, True, True, False]
    span = UncertainSpan(3, 7, 4, 6)
    assert [span.is_possible(day) for day in (2, 3, 6, 7)] == [False, True, True, False]
    assert [span.is_certain(day) for day in (3, 4, 5, 6)] == [False, True, True, False]
    assert not UncertainSpan(3, 7, 5, 5).is_certain(5)
