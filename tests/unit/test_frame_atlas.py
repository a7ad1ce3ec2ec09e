"""Tables make an atlas with the checks of any other, and leave nothing behind."""

from __future__ import annotations

import gc
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, Point, box

from baltic_map import MapBuilder, Snapshot, atlas_from
from baltic_map.errors import AtlasError, InvalidAtlasError, UndatedLayerWarning

CRS = "EPSG:4326"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Hold what is temporary where it can be seen."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def landings() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "Titel": ["San Carlos", "Goose Green", "No place"],
            "date": pd.to_datetime(["1982-05-21", "1982-05-28", "1982-06-01"]),
            "ships": [11, 0, 2],
            "certainty": [None, "uncertain", None],
        },
        geometry=[Point(-59, -51.5), Point(-58.97, -51.83), None],
        crs=CRS,
    ).to_crs("EPSG:32721")


def zones() -> gpd.GeoDataFrame:
    places = [box(-62, -54, -57, -49), LineString([(-60, -50), (-58, -52)])]
    return gpd.GeoDataFrame({"from": ["30.04.1982", "1982-05"], "to": ["1982-06-14", None]}, geometry=places, crs=CRS)


def test_tables_make_an_atlas() -> None:
    atlas = atlas_from({"Exclusion zones": zones(), "landings": landings()}, title="Falklands War", inclusive=True)
    assert (atlas.config.title, atlas.config.id) == ("Falklands War", "falklands-war")
    assert [(layer.id, layer.name) for layer in atlas.config.layers] == [
        ("exclusion-zones", "Exclusion zones"), ("landings", "Landings")
    ]  # fmt: skip
    assert [feature.fields.name for feature in atlas.on("1982-05-21")] == [
        "Exclusion zones 1", "San Carlos", "Exclusion zones 2"
    ]  # fmt: skip
    battle = next(each for each in atlas.on(date(1982, 5, 28)) if each.layer == "landings")
    assert (battle.fields.name, battle.certainty, battle.fields.end_date) == ("Goose Green", "uncertain", "1982-05-29")
    assert battle.others == (("ships", "0"),)
    assert battle.geometry is not None
    assert battle.geometry.distance(Point(-58.97, -51.83)) < 1e-6
    assert [str(day) for day in (atlas.axis.start, atlas.axis.end)] == ["1982-04-29", "1982-06-16"]
    assert atlas.at(-59, -51.5, "1982-05-21") is None


def test_it_is_drawn_as_any_other() -> None:
    atlas = atlas_from({"landings": landings()}, title="<b>War</b> {{ 7 * 7 }}", subtitle="of 74 days")
    page = MapBuilder(atlas).day("1982-05-21").get_root().render()
    assert "San Carlos" in page
    assert "<b>War" not in page
    assert Snapshot(atlas).drawn_ids("1982-05-21") == {"landings-1"}


def test_settings_are_those_of_an_atlas() -> None:
    frame = gpd.GeoDataFrame({"start": [1337], "end": [1453]}, geometry=[Point(2, 49)], crs=CRS)
    atlas = atlas_from(
        {"war": frame},
        title="A war",
        precision="year",
        key_days=[date(1346, 8, 26)],
        extent={"west": -10, "south": 40.5, "east": 10, "north": 60},
        palette={"land": ("#ffffff", "#000000")},
        layers={"war": {"name": "The war", "role": "events"}},
    )
    assert (atlas.axis.precision, str(atlas.config.key_days[0])) == ("year", "1346")
    assert (atlas.config.layers[0].name, atlas.config.layers[0].role) == ("The war", "events")
    assert atlas.config.extent.south == 40.5
    with pytest.raises(InvalidAtlasError) as caught:
        atlas_from({"war": frame}, title="A war", layers={"wars": {}})
    assert str(caught.value).startswith("atlas_from, layers: 'wars' is no layer. Use one of war.\n")
    with pytest.raises(InvalidAtlasError) as caught:
        atlas_from({"war": frame}, title="A war", subtitel="x")
    assert str(caught.value).startswith(
        "atlas_from, subtitel: subtitel is unknown. Write subtitle, if that is meant.\n"
    )
    with pytest.raises(TypeError, match="a setting may be a text, a number, a day, a list or a mapping, not object"):
        atlas_from({"war": frame}, title="A war", subtitle=object())


def test_everything_wrong_is_told_at_once_by_layer_row_and_column() -> None:
    wrong = landings().astype({"date": "object"})
    wrong.index = pd.Index([7, 8, 9])
    wrong.loc[8, "date"] = "C18"
    areas = zones()
    areas.loc[0, "to"] = "1981"
    with pytest.raises(InvalidAtlasError) as caught:
        atlas_from({"landings": wrong, "zones": areas, "x": zones()}, title="War", start={"y": "from"}, name={"x": "n"})
    told = [str(each).partition(". ")[0] for each in caught.value.problems]
    assert told == [
        "atlas_from, start: 'y' is no layer",
        "landings, row 8, date: 'C18' is not a date",
        "zones, row 0, to: 1981 is not after 1982-04-30 of from",
        "x: it has no column 'n'",
    ]
    odd = landings().assign(certainty=["sure", None, None], sources=["a", None, None])
    with pytest.raises(InvalidAtlasError) as caught:
        atlas_from({"landings": odd.iloc[::-1]}, title="War")
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("landings, row 0: certainty ")
    assert lines[-1] == "atlas_from: 1 problem. Mend what the lines above name."


def test_layers_without_days_are_told() -> None:
    towns = gpd.GeoDataFrame({"name": ["Stanley"]}, geometry=[Point(-57.85, -51.7)], crs=CRS)
    with pytest.warns(UndatedLayerWarning, match=r"^towns: no column is read as dates; it has name\."):
        atlas = atlas_from({"towns": towns, "landings": landings()}, title="War")
    assert [each.fields.name for each in atlas.on("1982-05-25")] == ["Stanley"]
    atlas_from({"towns": towns, "landings": landings()}, title="War", start={"towns": None})


def test_nothing_is_left_behind(folder: Path) -> None:
    atlas = atlas_from({"landings": landings()}, title="War")
    assert atlas.folder.parent == folder
    assert atlas.folder.stat().st_mode & 0o077 == 0
    del atlas
    gc.collect()
    with pytest.raises(InvalidAtlasError):
        atlas_from({"landings": landings()}, title="War", unknown=1)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"frames": landings()}, "atlas_from, frames: GeoDataFrames by name are needed, not GeoDataFrame"),
        ({"frames": {"a": [1]}}, "a: a GeoDataFrame is needed, not list"),
        ({"frames": {1: landings()}}, "atlas_from, frames: a layer is named by a text, not int"),
        ({"title": None}, "atlas_from, title: a text is needed, not NoneType"),
        ({"start": 3}, "atlas_from, start: the name of a column, or names by layer is needed, not int"),
    ],
)
def test_an_argument_of_another_type_is_told(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(TypeError) as caught:
        atlas_from(**{"frames": {"a": landings()}, "title": "War", **arguments})
    assert str(caught.value) == says
    with pytest.raises(AtlasError, match=r"^atlas_from: no tables were given"):
        atlas_from({}, title="War")
