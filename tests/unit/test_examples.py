"""The examples: no code, few settings, no fault; they become pages and plates, and say what their sources say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from baltic_map import MapBuilder, Snapshot, open_atlas
from baltic_map.atlas import Atlas
from baltic_map.check import check_atlas
from tests.unit.pages import data_in

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("endeavour", "gallic-war")
COAST = "Coast and lakes: Natural Earth, generalised (1:50 million), as they are today."
MADE_OF = {".csv", ".geojson", ".json", ".md", ".toml"}


@pytest.fixture(scope="module", params=NAMES)
def example(request: pytest.FixtureRequest) -> Atlas:
    return open_atlas(EXAMPLES / str(request.param))


@pytest.fixture(scope="module")
def endeavour() -> Atlas:
    return open_atlas(EXAMPLES / "endeavour")


@pytest.fixture(scope="module")
def gaul() -> Atlas:
    return open_atlas(EXAMPLES / "gallic-war")


def test_there_are_no_others() -> None:
    assert sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()) == list(NAMES)


def test_it_has_few_settings_no_code_and_no_fault(example: Atlas) -> None:
    assert len((example.folder / "atlas.toml").read_text(encoding="utf-8").splitlines()) < 60
    assert {path.suffix for path in example.folder.iterdir()} <= MADE_OF
    assert list(check_atlas(example.folder)) == []


def test_every_feature_has_a_source_and_says_how_near_its_place_is(example: Atlas) -> None:
    for feature in example.feature_list:
        assert feature.citations, feature.id
        assert (feature.geometry is None) == (feature.fields.precision_km is None), feature.id


def test_it_becomes_a_page(example: Atlas) -> None:
    data = data_in(MapBuilder(example).atlas_map().get_root().render())
    (scale,) = data["basemap"]
    # The coast of the world stands in it, as pieces of their own.
    assert sum(key.startswith("land ") for key in scale["polygons"]) > 20
    assert COAST in str(data["scene"]["locales"])


def test_it_becomes_a_plate(example: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "plate.svg"
    Snapshot(example).save(example.config.opening_day, path)
    plate = path.read_text(encoding="utf-8")
    assert plate.count("<path") > 50
    assert plate.endswith("</svg>\n")


# ---------------------------------------------------------------- the voyage


def test_a_noon_stands_where_the_journal_says(endeavour: Atlas) -> None:
    noons = [each for each in endeavour.feature_list if each.layer == "noons"]
    assert len(noons) == 71
    for noon in noons:
        found = re.fullmatch(r"Noon, (\d+)°(\d\d)′ ([NS]), (\d+)°(\d\d)′ ([EW])", noon.fields.name)
        assert found, noon.id
        lat = int(found[1]) + int(found[2]) / 60
        lon = -(int(found[4]) + int(found[5]) / 60)
        assert found[6] == "W"
        assert noon.geometry.y == pytest.approx(lat if found[3] == "N" else -lat, abs=0.001)
        # Cook counts on to 360° west.
        assert (noon.geometry.x - lon + 0.001) % 360 < 0.002, noon.id


def test_the_track_goes_on_across_180_degrees(endeavour: Atlas) -> None:
    extent = endeavour.config.extent
    assert (extent.west, extent.east) == (10, 370)
    track = {each.id: each.geometry for each in endeavour.feature_list if each.layer == "track"}
    whole = {name: line.bounds for name, line in track.items() if line.geom_type == "LineString"}
    assert [name for name, (west, _, east, _) in whole.items() if west < 180 < east] == ["track-44"]
    assert all(east - west < 20 for west, _, east, _ in whole.values())
    # The map's own edge, off Africa, parts the only other piece, which goes on at the other side.
    assert [name for name in track if name.startswith("track-") and name not in whole] == ["track-68"]
    (west, *_), (_, _, east, _) = (piece.bounds for piece in track["track-68"].geoms)
    assert (west, east) == (10, 370)


def test_days_are_those_ashore_not_those_of_the_sea(endeavour: Atlas) -> None:
    # The journal enters them a day later: its days at sea begin at noon.
    days = {each.id: each.fields.start_date for each in endeavour.feature_list}
    assert days["sails-from-plymouth"] == "1768-08-25"
    assert days["possession-island"] == "1770-08-21"
    assert days["stay-deal"] == "1771-07-12"
    # At Tahiti it counts as people ashore do.
    assert days["transit-of-venus"] == "1769-06-03"


# ---------------------------------------------------------------- the war


AVARICUM, SAMAROBRIVA, SOTIATES = (2.4, 47.08), (2.3, 49.9), (0.14, 44.04)


@pytest.mark.parametrize(
    ("year", "place", "state", "status"),
    [
        ("-0057", AVARICUM, "CEL", "free"),
        ("-0056", AVARICUM, "ROM", "subdued"),
        ("-0051", AVARICUM, "CEL", "risen"),
        ("-0050", AVARICUM, "ROM", "subdued"),
        ("-0057", SAMAROBRIVA, "BEL", "free"),
        ("-0056", SAMAROBRIVA, "ROM", "subdued"),
        ("-0056", SOTIATES, "AQU", "free"),
        ("-0055", SOTIATES, "ROM", "subdued"),
    ],
)
def test_gaul_changes_hands(gaul: Atlas, year: str, place: tuple[float, float], state: str, status: str) -> None:
    held = gaul.at(*place, year)
    assert held is not None
    assert (held.controller, held.status) == (state, status)


def test_only_years_are_told(gaul: Atlas) -> None:
    assert (gaul.axis.precision, gaul.axis.calendar, len(gaul.axis)) == ("year", "julian", 9)
    assert [str(day) for day in gaul.change_days()][:2] == ["-0056", "-0055"]
    assert gaul.feature("alesia-falls").fields.start_date == "-0051-23"


def test_a_line_that_nobody_handed_down_is_said_to_be_ours(gaul: Atlas) -> None:
    precision = {key: arc.precision_km for key, arc in gaul.borders.arcs.items()}
    assert precision == {
        "seine-marne": 15,
        "marne-rhine": 100,
        "garonne": 10,
        "rhone": 10,
        "cevennes": 50,
        "upper-garonne": 40,
    }
