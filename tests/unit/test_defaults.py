"""An atlas.toml with nothing but a title: all else is taken from the files beside it, or read as it says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baltic_map.atlas import Atlas, open_atlas, read_atlas
from baltic_map.builder import MapBuilder
from baltic_map.check import check_atlas
from baltic_map.day_view import LocalScene
from baltic_map.errors import AtlasError, Problems
from baltic_map.scene import build_scene
from baltic_map.snapshot import Snapshot

POINT = {"type": "Point", "coordinates": [-59.03, -51.57]}
WAY = {"type": "LineString", "coordinates": [[-59.0, -51.5], [-58.0, -51.7]]}
ZONE = {"type": "Polygon", "coordinates": [[[-62, -53], [-56, -53], [-56, -50], [-62, -53]]]}
DATES = "Write a day as YYYY-MM-DD, or an EDTF date such as 1900-11 or 1900-11~."
WINDOW = 'Name the column of the days: fields = { start_date = "…" } in [layers.…]; or write [window].'
X = 'If one holds the days, name it in [layers.x]: fields = { start_date = "…" }.'


def feature(geometry: Any = POINT, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def written(folder: Path, toml: str, **layers: list[dict[str, Any]]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "atlas.toml").write_text(toml, encoding="utf-8")
    for name, features in layers.items():
        data = {"type": "FeatureCollection", "features": features}
        (folder / f"{name}.geojson").write_text(json.dumps(data), encoding="utf-8")
    return folder


def lines(folder: Path) -> list[str]:
    return check_atlas(folder).lines()


def warned(folder: Path) -> list[str]:
    return open_atlas(folder).warnings.lines()


def days(atlas: Atlas, key: str) -> tuple[str, str]:
    span = atlas.feature(key).span
    return atlas.axis.day(span.first).isoformat(), atlas.axis.day(span.stop - 1).isoformat()


def test_a_title_and_a_file_are_an_atlas(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        'title = "Landings of 1982"',
        landings=[feature(name="San Carlos", start_date="1982-05-21")],
        zones=[feature(ZONE, name="Zone", start_date="1982-04-12", end_date=None)],
    )
    assert lines(folder) == []
    atlas = open_atlas(folder)
    config = atlas.config
    assert config.id == "landings-of-1982"
    # Areas lie under signs.
    assert [(each.id, each.name) for each in config.layers] == [("zones", "Zones"), ("landings", "Landings")]
    assert (config.window.start, config.window.end) == (date(1982, 4, 11), date(1982, 5, 23))
    assert config.opening_day == date(1982, 4, 12)
    assert (config.view.west, config.view.south, config.view.east, config.view.north) == (-62.6, -53.3, -55.4, -49.7)
    assert (config.extent.west, config.extent.south, config.extent.east, config.extent.north) == (
        -66.5179,
        -55.1,
        -51.4821,
        -47.9,
    )
    assert [(key, kind.shape, kind.icon) for key, kind in config.kinds.items()] == [
        ("zones", "area", None),
        ("landings", "icon", "landing"),
    ]
    assert [each.id for each in atlas.feature_list] == ["zones-1", "landings-1"]
    assert "</html>" in MapBuilder(atlas).atlas_map().get_root().render()
    assert Snapshot(atlas, dpi=30).render("1982-05-21").startswith(b"\x89PNG")


def test_a_column_of_other_names_is_mapped(tmp_path: Path) -> None:
    toml = """title = "Landings"
[layers.landings]
name = "Landings"
fields = { start_date = "from", end_date = "until", name = "title" }
defaults = { certainty = "less-certain" }
end = "inclusive"
"""
    row = {"from": "1982-05-21", "until": "1982-05-23", "title": "San Carlos", "title:es": "San Carlos del Mar"}
    folder = written(tmp_path, toml, landings=[feature(**row), feature(**{**row, "until": None})])
    assert lines(folder) == []
    atlas = open_atlas(folder)
    first, second = atlas.feature_list
    assert first.names == {"en": "San Carlos", "es": "San Carlos del Mar"}
    assert first.certainty == "less-certain"
    assert (first.fields.start_date, first.fields.end_date) == ("1982-05-21", "1982-05-24")
    assert days(atlas, first.id) == ("1982-05-21", "1982-05-23")
    # There is a column of ends: where it is empty, the thing goes on.
    assert days(atlas, second.id) == ("1982-05-21", "1982-05-24")


@pytest.mark.parametrize(
    ("options", "row", "expected"),
    [
        ("", {"start_date": "1982-05-21"}, ("1982-05-21", "1982-05-21")),
        ("", {"start_date": "1982-05-21", "end_date": None}, ("1982-05-21", "1982-05-30")),
        ('no_end = "open"', {"start_date": "1982-05-21"}, ("1982-05-21", "1982-05-30")),
        ('no_end = "one-day"', {"start_date": "1982-05-21", "end_date": ""}, ("1982-05-21", "1982-05-21")),
        ('end = "inclusive"', {"start_date": "1982-05-21", "end_date": "1982-05-21"}, ("1982-05-21", "1982-05-21")),
        ('end = "inclusive"', {"start_date": "1982-05-21", "end_date": "1982-05"}, ("1982-05-21", "1982-05-30")),
        ("", {"start_date": "1982-05-21T06:30:00Z", "end_date": "1982-05-23 00:00:00"}, ("1982-05-21", "1982-05-22")),
        ("", {"start_date": 1982, "end_date": "NaT"}, ("1982-05-20", "1982-05-30")),
        ("", {"start_date": "1982-05-21", "end_date": "-"}, ("1982-05-21", "1982-05-30")),
        ("", {"end_date": "1982-05-22"}, ("1982-05-20", "1982-05-21")),
        ("", {}, ("1982-05-20", "1982-05-30")),
    ],
)
def test_when_a_thing_ends(tmp_path: Path, options: str, row: dict[str, Any], expected: tuple[str, str]) -> None:
    toml = f'title = "T"\n[window]\nstart = 1982-05-20\nend = 1982-05-31\n[layers.x]\n{options}\n'
    folder = written(tmp_path, toml, x=[feature(name="A", **row)])
    assert lines(folder) == []
    assert days(open_atlas(folder), "x-1") == expected


def test_an_uncertain_day_is_one_day_somewhere(tmp_path: Path) -> None:
    folder = written(tmp_path, 'title = "T"\nprecision = "day"', x=[feature(name="A", start_date="1982-05")])
    atlas = open_atlas(folder)
    (only,) = atlas.feature_list
    assert days(atlas, only.id) == ("1982-05-01", "1982-05-31")
    assert only.span.certain_first == only.span.certain_stop
    assert (only.fields.start_date, only.fields.end_date) == ("1982-05", "1982-05")


def test_an_end_before_its_start_is_told_in_the_columns_of_the_file(tmp_path: Path) -> None:
    toml = 'title = "T"\n[layers.x]\nfields = {start_date = "from", end_date = "to"}\nend = "inclusive"\n'
    rows = [{"from": "1982-05-21", "to": "1982-05-20"}, {"from": "21 May", "to": None}, {"from": "1982-05-01"}]
    folder = written(tmp_path, toml, x=[feature(name="A", **row) for row in rows])
    assert lines(folder) == [
        "x.geojson#feature 1: to 1982-05-20 lies before start_date 1982-05-21. Write a later end_date.",
        f"x.geojson#feature 2: from '21 May' is not a date. {DATES}",
    ]


def test_days_that_are_not_understood_are_told_with_the_columns(tmp_path: Path) -> None:
    folder = written(tmp_path, 'title = "T"', x=[feature(name="A", begin="1982-05-21", men=7)])
    assert lines(folder) == [
        f"atlas.toml#window: no feature has a day that is understood; the columns are name, begin, men. {WINDOW}"
    ]
    (folder / "y.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature(name="B", start_date="1982-05-21")]}), "utf-8"
    )
    assert lines(folder) == []
    assert warned(folder) == [
        f"x.geojson: no feature has start_date or end_date: all are always there; its other columns are begin, men. {X}"
    ]


def test_a_date_that_is_not_understood_is_quoted(tmp_path: Path) -> None:
    toml = 'title = "T"\n[layers.x]\nfields = { start_date = "when" }\n'
    what = "no feature has a day that is understood (when '26 August' is not a date)"
    told = f"atlas.toml#window: {what}; the columns are when."
    assert lines(written(tmp_path, toml, x=[feature(when="26 August")])) == [f"{told} {WINDOW}"]
    # A layer that is told wrongly is not read: what it would have said is not missed too.
    assert lines(written(tmp_path, f'{toml}end = "x"')) == [
        "atlas.toml#layers.x.end: it is 'x', not one of 'exclusive' or 'inclusive'. Mend the value."
    ]


def test_slips_of_many_features_are_one_warning_and_a_name_is_found(tmp_path: Path) -> None:
    row = {"NAME": "Crécy", "start_date": "1846-08-26", "end_dat": None}
    folder = written(tmp_path, 'title = "T"', x=[feature(**row), feature(**row)])
    assert lines(folder) == []
    assert warned(folder) == [
        "x.geojson: 'end_dat' is unknown (2 features). Write end_date, if that is meant; rename it, if it is not."
    ]
    first, _ = open_atlas(folder).feature_list
    assert (first.names["en"], first.others) == ("Crécy", ())


def test_a_slip_in_the_name_of_a_field_is_a_warning(tmp_path: Path) -> None:
    folder = written(tmp_path, 'title = "T"', x=[feature(name="A", start_date="1982-05-21", end_dat="1982-05-22")])
    assert lines(folder) == []
    assert warned(folder) == [
        "x.geojson#feature 1: 'end_dat' is unknown. Write end_date, if that is meant; rename it, if it is not."
    ]


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (
            'fields = { start_dat = "from" }',
            "atlas.toml#layers.x.fields: 'start_dat' is no field. Write start_date, if that is meant.",
        ),
        (
            'fields = { name = "titel" }',
            "atlas.toml#layers.x.fields: x.geojson has no column 'titel'. Write title, if that is meant.",
        ),
        ('end = "included"', "atlas.toml#layers.x.end: it is 'included', not one of 'exclusive' or 'inclusive'."),
    ],
)
def test_a_slip_in_what_a_layer_says_of_its_columns_is_told(tmp_path: Path, option: str, told: str) -> None:
    row = {"title": "A", "start_date": "1982-05-21"}
    folder = written(tmp_path, f'title = "T"\n[layers.x]\n{option}\n', x=[feature(**row)])
    assert any(line.startswith(told) for line in lines(folder))


def test_files_that_nothing_is_drawn_from_are_told(tmp_path: Path) -> None:
    features = [feature(name="A", start_date="1982-05-21")]
    folder = written(tmp_path, 'title = "T"\n[layers.x]\n', x=features, y=features)
    (folder / "holdings.csv").write_text("a,b", encoding="utf-8")
    assert lines(folder) == []
    assert warned(folder) == [
        "y.geojson: no layer and no scale is drawn from it. Write [layers.y], or take it out.",
        "holdings.csv: it is not read without territories. Name their file in [[scales]].",
    ]


def test_a_column_may_be_none_of_ours_and_a_clock_any(tmp_path: Path) -> None:
    row = {"name": "A", "start_date": "1982-05-21", "rank": "Brigadier", "time": "06:30", "clock": "Zulu"}
    folder = written(tmp_path, 'title = "T"\n[layers.x]\n', x=[feature(**row)])
    assert lines(folder) == ["x.geojson#feature 1: rank is 'Brigadier', not a number. Mend the value."]
    folder = written(tmp_path, 'title = "T"\n[layers.x]\nfields = { rank = "" }\n')
    assert lines(folder) == []
    (only,) = (scene := LocalScene(build_scene(open_atlas(folder)))).features
    assert only.others == (("rank", "Brigadier"),)
    assert scene.text(only.facts.dates) == "21 May 1982, 06:30, Zulu time"


def test_kinds_are_those_that_the_features_name_and_their_shapes(tmp_path: Path) -> None:
    day = {"start_date": "1982-05-21"}
    folder = written(
        tmp_path,
        'title = "T"\n[kinds.battle]\nname = "Fighting"\n',
        x=[
            feature(name="A", kind="Battle", **day),
            feature(WAY, name="B", kind="Battle", **day),
            feature(name="C", kind="Air raid", **day),
            feature(ZONE, name="D", **day),
        ],
    )
    assert lines(folder) == []
    atlas = open_atlas(folder)
    assert [each.kind for each in atlas.feature_list] == ["battle", "battle-line", "air-raid", "x"]
    kinds = atlas.config.kinds
    assert [(kinds[each.kind].name, kinds[each.kind].icon) for each in atlas.feature_list] == [
        ("Fighting", "swords"),
        ("Battle", None),
        ("Air raid", "burst"),
        ("X", None),
    ]


def test_towns_are_bare_and_in_the_colours_of_names(tmp_path: Path) -> None:
    places = [feature(name="Stanley", kind=kind) for kind in ("capital", "village")]
    folder = written(tmp_path, 'title = "T"', places=places, x=[feature(name="A", start_date="1982-05-21")])
    kinds = open_atlas(folder).config.kinds
    assert [(key, each.icon, each.size, each.color) for key, each in kinds.items()] == [
        ("capital", "capital", 9, "text"),
        ("village", "town", 6, "muted"),
        ("x", "dot", 16, "pine"),
    ]


def test_ids_are_made_of_what_identifies_a_feature(tmp_path: Path) -> None:
    day = {"start_date": "1982-05-21"}
    features = [feature(name="A", id=7, **day), feature(name="B", id="way/12 Ä", **day), feature(**day)]
    features[2]["id"] = "0"
    atlas = open_atlas(written(tmp_path, 'title = "T"', x=features))
    assert [(each.id, each.names["en"]) for each in atlas.feature_list] == [
        ("x-7", "A"),
        ("way-12-a", "B"),
        ("x-0", "X 3"),
    ]


def test_several_points_are_told_and_one_of_several_is_a_point(tmp_path: Path) -> None:
    one, two = ({"type": "MultiPoint", "coordinates": [[-59, -51.5], [-58, -51.5]][:count]} for count in (1, 2))
    folder = written(tmp_path, 'title = "T"', x=[feature(each, start_date="1982-05-21") for each in (one, two)])
    (told,) = lines(folder)
    assert told.startswith("x.geojson#feature 2: wrong geometry type MultiPoint for a x. ")


def test_columns_that_are_not_ours_are_kept(tmp_path: Path) -> None:
    row = {"unit": "<b>45 Cdo", "men": 57, "share": 0.5, "empty": None, "list": ["a", 1], "table": {}, "sure": True}
    folder = written(tmp_path, 'title = "T"', x=[feature(name="A", start_date="1982-05-21", state="sunk", **row)])
    scene = LocalScene(build_scene(open_atlas(folder)))
    (only,) = scene.features
    assert only.others == (
        ("unit", "<b>45 Cdo"),
        ("men", "57"),
        ("share", "0.5"),
        ("list", "a, 1"),
        ("sure", "true"),
        ("state", "sunk"),
    )
    # What is not said is not told, in the legend either.
    assert [scene.text(each) for each in (only.facts.kind, only.facts.certainty, only.facts.position)] == ["X", "", ""]
    assert [scene.text(each.title) for each in scene.scene.legend if each.items] == ["X"]
    page = MapBuilder(folder).day("1982-05-21").get_root().render()
    assert "()" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_folder_without_anything_to_draw_says_so(tmp_path: Path) -> None:
    assert lines(written(tmp_path, 'title = "T"')) == [
        "atlas.toml: no GeoJSON file lies beside it. Put *.geojson files there, one for a layer."
    ]
    assert lines(written(tmp_path, "", x=[feature(name="A", start_date="1982-05-21")])) == [
        "atlas.toml#title: it is missing. Add it."
    ]
    (tmp_path / "x.geojson").write_text("{", encoding="utf-8")
    assert lines(written(tmp_path, 'title = "T"')) == ["x.geojson: not JSON at line 1, column 2. Mend the file there."]


@pytest.mark.parametrize(
    ("lons", "toml", "view"),
    [
        ((175, -170), "", (173.5, -168.5 + 360)),
        ((-59,), "", (-59.0502, -58.9498)),
        (tuple(range(-180, 180, 20)), "", (-180, 180)),
        ((-59, 181), "[extent]\nwest = 170\nsouth = -10\neast = -50\nnorth = 10\n", (170, 310)),
    ],
)
def test_the_view_is_the_short_way_round(
    tmp_path: Path, lons: tuple[float, ...], toml: str, view: tuple[float, float]
) -> None:
    points = [{"type": "Point", "coordinates": [lon, 5]} for lon in lons]
    features = [feature(point, name="A", start_date="1982-05-21") for point in points]
    folder = written(tmp_path, f'title = "T"\n{toml}', x=features)
    assert lines(folder) == []
    config = open_atlas(folder).config
    assert (config.view.west, config.view.east) == view
    assert config.extent.west <= config.view.west < config.view.east <= config.extent.east


@pytest.mark.parametrize(
    ("first", "last", "window"),
    [
        ("1982-05-21", "1982-05-21", ("1982-05-20", "1982-05-23")),
        ("1982-04-02", "1982-06-14", ("1982-04-01", "1982-07-01")),
        ("1939-09-01", "1945-12-31", ("1939-01-01", "1946-01-01")),
        ("0001-01-01", "0001-01-02", ("0000-12-31", "0001-01-04")),
        ("-0057-03-28", "-0050-01", ("-0057-01-01", "-0049-01-01")),
        ("/1935-12-06", "[1935-12-08..]", ("1935-12-05", "1935-12-10")),
    ],
)
def test_the_window_has_days_months_or_years_around(
    tmp_path: Path, first: str, last: str, window: tuple[str, str]
) -> None:
    folder = written(tmp_path, 'title = "T"', x=[feature(name=day, start_date=day) for day in (first, last)])
    config = open_atlas(folder).config
    assert (config.window.start.isoformat(), config.window.end.isoformat()) == window


@pytest.mark.parametrize(
    ("first", "last", "precision", "window"),
    [
        (1346, "1350~", "year", ("1345", "1351")),
        ("-0057", "184X", "year", ("-0058", "1850")),
        ("1346-08", "1347", "month", ("1346-07", "1348-01")),
        ("1346", "1347-21", "month", ("1345-12", "1347-06")),
        ("1346", "1347-02-03", "day", ("1346-01-01", "1347-03-01")),
        ("1346", "1347-02-?03", "day", ("1346-01-01", "1347-03-01")),
    ],
)
def test_where_no_date_tells_a_day_months_or_years_are_counted(
    tmp_path: Path, first: object, last: str, precision: str, window: tuple[str, str]
) -> None:
    folder = written(tmp_path, 'title = "T"', x=[feature(name="A", start_date=day) for day in (first, last)])
    assert lines(folder) == []
    config = open_atlas(folder).config
    assert (config.precision, str(config.window.start), str(config.window.end)) == (precision, *window)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=6),
    st.sampled_from(["1982-05-21", "1982", "0001-01-01", "9999-12-31", "1982-05~", "NaT", "Battle", "town", "none"]),
    st.lists(st.integers(), max_size=2),
)
GEOMETRIES = st.one_of(
    st.sampled_from([POINT, WAY, ZONE, None, {"type": "Point", "coordinates": []}]),
    st.builds(lambda x, y: {"type": "Point", "coordinates": [x, y]}, st.floats(-200, 200), st.floats(-100, 100)),
)
NAMES = st.sampled_from(["name", "id", "kind", "start_date", "end_date", "state", "time", "rank", "sources", "men"])


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(GEOMETRIES, st.dictionaries(NAMES, VALUES, max_size=5)), min_size=1, max_size=3),
    st.sampled_from(["", '[layers.x]\nend = "inclusive"\n', '[layers.x]\nfields = { name = "men" }\n']),
)
def test_whatever_stands_beside_a_title_is_told_or_opened(
    tmp_path: Path, rows: list[tuple[Any, dict[str, Any]]], options: str
) -> None:
    folder = written(tmp_path, f'title = "T"\n{options}', x=[feature(geometry, **row) for geometry, row in rows])
    try:
        atlas, problems = read_atlas(folder)
    except AtlasError as error:
        problems = error.problems
    else:
        assert len(atlas.feature_list) <= len(rows)
    assert isinstance(problems, Problems)
    assert all(str(each).endswith(".") for each in problems)


def test_points_and_lines_may_say_that_they_are_of_one_kind(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[1, 50], [2, 51]]}
    march = feature(line, name="March", kind="x", start_date="1900-01-02")
    atlas = open_atlas(
        written(tmp_path, 'title = "T"', x=[feature(name="Camp", kind="x", start_date="1900-01-01"), march])
    )
    assert [(each.names["en"], each.kind) for each in atlas.feature_list] == [("Camp", "x"), ("March", "x-line")]
