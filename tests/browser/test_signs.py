"""Signs stand in the land they belong to: none is moved over a border of states, however small the map."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from shapely.geometry.base import BaseGeometry

    from baltic_map import MapBuilder
    from tests.browser.conftest import OpenPage

STILL: dict[str, Any] = {"reduced_motion": "reduce"}
DAYS = ("1939-10-20", "1940-06-16", "1941-06-14")
# A desk, a phone upright and on its side, a screen of 1366 x 768 at twice the size, a frame in another page.
SIZES = {
    "desk": (1400, 900, ""),
    "phone": (360, 740, ""),
    "sideways": (740, 360, ""),
    "magnified": (683, 384, ""),
    "frame": (600, 400, "embed=1"),
}
# So many pixels from a border or a shore a sign is on it.
AT_HAND = 6
# The page's coast is coarser than the one that is asked.
BLUR = 2
STANDS = """() => {
    const map = window[document.querySelector(".folium-map").id];
    const zero = map.getContainer().getBoundingClientRect();
    const middle = (node) => {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        const point = [(left + right) / 2 - zero.left, (top + bottom) / 2 - zero.top];
        const { lat, lng } = map.containerPointToLatLng(point);
        return [lng, lat];
    };
    const discs = [...document.querySelectorAll(".atlas-icons .feature.icon:not(.clustered) .disc")];
    const counts = [...document.querySelectorAll(".atlas-icons .cluster")];
    const [west, east] = [0, 1].map((x) => map.containerPointToLatLng([x, zero.height / 2]).lng);
    return {
        pixel: east - west,
        signs: discs.map((each) => [each.closest(".feature").dataset.id, ...middle(each)]),
        notches: [...document.querySelectorAll(".notches .feature")].map((each) => each.dataset.id),
        counted: counts.map((each) => [each.holds, ...middle(each.querySelector("rect"))]),
    };
}"""


class Lands:
    """The states of a day, in a plane where a degree of longitude is as long as one of latitude."""

    def __init__(self, builder: MapBuilder, day: str) -> None:
        ground = builder.atlas.borders.territories
        self.shapes: list[BaseGeometry] = [
            flat(shapely.union_all([ground[key].geometry for key in area.territories]))
            for area in builder.local_scene.on(day).areas
        ]
        self.tree = shapely.STRtree(self.shapes)

    def at(self, point: BaseGeometry) -> set[int]:
        """Give the land a point lies in; none at sea."""
        return {int(each) for each in self.tree.query(point, predicate="intersects")}

    def near(self, point: BaseGeometry, far: float) -> set[int]:
        """Give all lands at a distance at most."""
        return {int(each) for each in self.tree.query(point, predicate="dwithin", distance=far)}

    def nearest(self, point: BaseGeometry) -> int:
        """Give the nearest land."""
        return int(self.tree.nearest(point))

    def is_ashore(self, point: BaseGeometry, far: float) -> bool:
        """Tell whether water is at a distance at most."""
        return not shapely.union_all([self.shapes[each] for each in self.near(point, far)]).contains(point.buffer(far))


def flat(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda points: points * [0.53, 1.0])


@pytest.fixture(scope="module")
def lands_of(atlas_builder: MapBuilder) -> Callable[[str], Lands]:
    return cache(lambda day: Lands(atlas_builder, day))


def strays(page: Page, builder: MapBuilder, lands: Lands) -> list[str]:
    """List the signs that stand in a land, or in the water before a land, that is not theirs."""
    told = page.evaluate(STANDS)
    pixel = told["pixel"] * 0.53
    homes = {
        each.id: flat(each.geometry)
        for each in builder.atlas.feature_list
        if each.geometry is not None and each.geometry.geom_type == "Point"
    }
    assert len(told["signs"]) > 3
    found = []
    for id_, lon, lat in told["signs"]:
        home, stand = homes[id_], flat(shapely.Point(lon, lat))
        if home.distance(stand) < 3 * pixel:
            continue
        ashore, here = lands.at(home), lands.at(stand)
        if here and not ashore and lands.is_ashore(stand, BLUR * pixel):
            # A skerry too small for the page, or the rim of the coast.
            continue
        if here:
            fits = bool((ashore or lands.near(home, AT_HAND * pixel)) & lands.near(stand, BLUR * pixel))
        elif not ashore:
            fits = True
        else:
            near = lands.near(stand, lands.shapes[lands.nearest(stand)].distance(stand) + 3 * BLUR * pixel)
            fits = bool(ashore & near) and lands.is_ashore(home, AT_HAND * pixel)
        if not fits:
            found.append(id_)
    return found


@pytest.mark.parametrize("size", ["desk", "phone", "frame"])
def test_no_sign_is_moved_into_another_state(
    atlas_page: Path, atlas_builder: MapBuilder, lands_of: Callable[[str], Lands], open_page: OpenPage, size: str
) -> None:
    width, height, query = SIZES[size]
    page = open_page(atlas_page, width, height, query=query, fragment=f"date={DAYS[0]}", **STILL)
    found = {}
    for day in DAYS:
        page.evaluate("(day) => { location.hash = `date=${day}`; }", day)
        page.wait_for_function("(day) => document.documentElement.dataset.day === day", arg=day)
        found[day] = strays(page, atlas_builder, lands_of(day))
    assert found == {day: [] for day in DAYS}


# A frame leaves signs out.
@pytest.mark.parametrize("size", ["sideways", "phone"])
def test_what_has_no_room_is_counted_in_its_own_land(
    atlas_page: Path, atlas_builder: MapBuilder, lands_of: Callable[[str], Lands], open_page: OpenPage, size: str
) -> None:
    width, height, query = SIZES[size]
    page = open_page(atlas_page, width, height, query=query, fragment="date=1940-06-16", **STILL)
    told = page.evaluate(STANDS)
    lands = lands_of("1940-06-16")
    pixel = told["pixel"] * 0.53
    homes = {each.id: each.geometry for each in atlas_builder.atlas.feature_list}
    assert len(told["counted"]) > 3
    for ids, lon, lat in told["counted"]:
        # A count may hang over the water before its land, but lies in no other.
        own = [lands.at(flat(homes[id_])) or lands.near(flat(homes[id_]), AT_HAND * pixel) for id_ in ids]
        here = lands.at(flat(shapely.Point(lon, lat)))
        assert not here or all(here & each for each in own if each), ids
    everything = {
        each.id
        for each in atlas_builder.local_scene.on("1940-06-16").features
        if each.symbol.shape == "icon" and each.symbol.disc and each.feature.geometry is not None
    }
    signs, counted = {id_ for id_, *_ in told["signs"]}, {id_ for ids, *_ in told["counted"] for id_ in ids}
    # What was entered on the way is a notch across the arrow.
    assert "town-siauliai" in told["notches"]
    assert signs | counted | set(told["notches"]) == everything


@pytest.mark.parametrize(("size", "most"), [("desk", 60), ("phone", 25)])
def test_far_away_signs_of_one_place_are_one(atlas_page: Path, open_page: OpenPage, size: str, most: int) -> None:
    width, height, _ = SIZES[size]
    page = open_page(atlas_page, width, height, fragment="date=1940-06-16", **STILL)
    assert len(page.evaluate(STANDS)["signs"]) <= most
    assert page.locator("*").count() < 5_000
    paldiski = page.locator(".names .name:visible", has_text="Paldiski")
    expect(paldiski).to_have_count(1)
    cluster = page.locator('.cluster[data-of="paldiski-naval-base"]')
    assert re.fullmatch(r"\+(\d+) · Paldiski: \d+ signs · Zoom in", cluster.get_attribute("aria-label") or "")
    zoom = "() => window[document.querySelector('.folium-map').id].getZoom()"
    before = page.evaluate(zoom)
    cluster.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"(before) => ({zoom})() > before", arg=before)
    assert page.evaluate("document.activeElement.dataset.of ?? document.activeElement.dataset.id")
    # Nearer they part, bear their names, and the town keeps its own.
    page.evaluate("location.hash = 'map=10/59.35/24.05&date=1940-06-16'")
    expect(page.locator('[data-id="paldiski-naval-base"]:not(.clustered)')).to_be_visible()
    expect(page.locator(".names .name.sign:visible", has_text="Paldiski naval base")).to_have_count(1)
    expect(page.locator(".names .name.town:visible", has_text="Paldiski")).to_have_count(1)
