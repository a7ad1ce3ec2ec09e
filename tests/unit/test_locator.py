"""The small map of a page of one thing: what is named on it."""

from __future__ import annotations

import re

import pytest
import shapely

from baltic_map.atlas import open_atlas
from baltic_map.web.locator import Locator, PlaceName
from tests.unit.small_atlases import TINY


@pytest.fixture(scope="module")
def around() -> tuple[float, float, float, float]:
    return open_atlas(TINY).config.view.bounds


def marked(names: list[PlaceName], geometry: shapely.Geometry, precision_km: float | None = None) -> str:
    return Locator(open_atlas(TINY), names).mark(geometry, precision_km, "red", "Here")


def named(markup: str) -> list[str]:
    return re.findall(r"<text[^>]*>(.*?)</text>", markup)


def test_states_capitals_and_the_nearest_towns_are_named(around: tuple[float, float, float, float]) -> None:
    west, south, east, north = around
    lon, lat = (west + east) / 2, (south + north) / 2
    step = (east - west) / 5
    names = [
        PlaceName("Land & Sea", True, True, lon, lat + step),
        PlaceName("Capital", False, True, lon - step, lat - step),
        PlaceName("Near", False, False, lon + step / 2, lat),
        PlaceName("Nearer", False, False, lon - step / 3, lat),
        PlaceName("Far", False, False, lon - step, lat + 2 * step),
        PlaceName("Outside", False, True, east + 1, lat),
    ]
    markup = marked(names, shapely.Point(lon, lat))
    assert named(markup) == ["Nearer", "Near", "Land &amp; Sea", "Capital"]
    assert markup.count('<circle class="town"') == 3
    assert markup.count('<text class="state"') == 1


def test_no_name_lies_on_the_thing_or_on_another_name(around: tuple[float, float, float, float]) -> None:
    west, south, east, north = around
    lon, lat = (west + east) / 2, (south + north) / 2
    names = [PlaceName(each, False, True, lon, lat) for each in ("One", "Two", "Three", "Four", "Five")]
    # Beside, above and beneath; in the middle stands the thing itself.
    assert named(marked(names, shapely.Point(lon, lat))) == []
    away = shapely.Point(lon, lat + (north - south) / 4)
    assert named(marked(names, away)) == ["One", "Two", "Three", "Four"]


def test_a_ring_leads_to_a_dot_unless_its_doubt_is_larger(around: tuple[float, float, float, float]) -> None:
    west, south, east, north = around
    here = shapely.Point((west + east) / 2, (south + north) / 2)
    for precision, kind in ((None, "ring"), (1, "ring"), (200, "doubt")):
        assert re.findall(r'<circle class="(\w+)"', marked([], here, precision)) == [kind, "dot"]
