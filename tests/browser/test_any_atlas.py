"""What other atlases hold: zones on land, sheets of any extent, names of any length and of any letters."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from baltic_map import MapBuilder
from tests.unit.small_atlases import ocean
from tests.variants import first

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

DESK, PHONE, SIDEWAYS = (1400, 900), (360, 740), (740, 360)
TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
TINY_DAY = "date=1900-01-05"
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
ENDLESS = "x" * 10_000
UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 12
BROKEN = "Line\nbreak\ttab \u202eturned\u2028parted"


def tiny(tmp_path: Path, changes: dict[str, Any], extent: tuple[float, float, float, float] | None = None) -> Path:
    """Build the page of the tiny atlas with other properties or geometries, by file and id, and another extent."""
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    for name, features in changes.items():
        path = folder / f"{name}.geojson"
        data = json.loads(path.read_text(encoding="utf-8"))
        for feature in data["features"]:
            for key, value in features.get(feature["properties"]["id"], {}).items():
                if key == "geometry":
                    feature["geometry"] = value
                else:
                    feature["properties"][key] = value
        path.write_text(json.dumps(data), encoding="utf-8")
    if extent:
        config = folder / "atlas.toml"
        text = config.read_text(encoding="utf-8")
        box = "".join(
            f"{side} = {value}\n" for side, value in zip(("west", "south", "east", "north"), extent, strict=True)
        )
        for part in ("extent", "view"):
            text = re.sub(rf"\[{part}\][^\[]*", f"[{part}]\n{box}\n", text)
        config.write_text(text, encoding="utf-8")
    MapBuilder(folder).atlas_map().save(tmp_path / "page.html")
    return tmp_path / "page.html"


def test_a_hatched_zone_is_seen_on_land_and_at_sea(tmp_path: Path, open_page: OpenPage) -> None:
    zone = {"type": "Polygon", "coordinates": [[[2.5, 52.5], [3.5, 52.5], [3.5, 53.5], [2.5, 53.5], [2.5, 52.5]]]}
    path = tiny(tmp_path, {"zones": {"north-zone": {"geometry": zone, "end_date": None}}})
    page = open_page(path, *DESK, fragment=TINY_DAY, **STILL)
    # What is painted last at a point of the land, and of the sea, in the middle of the zone.
    tops = page.evaluate(
        """() => {
            const box = document.querySelector('[data-id="north-zone"] .zone-fill').getBoundingClientRect();
            const x = box.left + 0.3 * box.width;
            return [0.25, 0.75].map((share) => document.elementsFromPoint(x, box.top + share * box.height)
                .map((each) => each.getAttribute("class")).filter((each) => /zone-fill|fill|hatch/.test(each)));
        }"""
    )
    assert tops[0] == ["zone-fill"]
    assert tops[1][0] == "zone-fill"
    assert "fill" in tops[1][1:]


DEGREES = """() => [...document.querySelectorAll(".atlas-waters .degree")].map((each) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    return [each.textContent.replace("\\u00A0", " "), left, right, top, bottom];
})"""


def touching(degrees: list[list[Any]]) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for at, one in enumerate(degrees)
        for other in degrees[:at]
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]


@pytest.mark.parametrize(
    ("extent", "some"),
    [
        ((-25.0, 33.0, 60.0, 72.0), {"20° W", "0°", "20° E", "40° N"}),
        ((-180.0, -60.0, 180.0, 80.0), {"90° W", "0°", "90° E"}),
        ((0.0, 50.0, 6.0, 54.0), {"51° N", "52° N", "53° N"}),
    ],
    ids=["Europe", "world", "tiny"],
)
def test_the_degrees_of_any_sheet_can_be_read(
    tmp_path: Path, open_page: OpenPage, extent: tuple[float, float, float, float], some: set[str]
) -> None:
    page = open_page(tiny(tmp_path, {}, extent), *DESK, fragment=TINY_DAY, **STILL)
    degrees = page.evaluate(DEGREES)
    assert some <= {each[0] for each in degrees}
    assert touching(degrees) == []
    assert len(degrees) < 60
    for _ in range(3):
        page.locator(".controls .closer").click()
        expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
        assert touching(page.evaluate(DEGREES)) == []


def test_an_atlas_across_180_degrees_is_whole(tmp_path: Path, open_page: OpenPage) -> None:
    MapBuilder(ocean(tmp_path)).atlas_map().save(tmp_path / "page.html")
    page = open_page(tmp_path / "page.html", *DESK, fragment="date=1900-01-02", **STILL)
    assert {"160° E", "180°", "160° W", "20° S"} <= {each[0] for each in page.evaluate(DEGREES)}
    # All in one place: the way from the zone's side to the fight.
    zone, way, fight = (page.locator(f'[data-id="{key}"]').bounding_box() for key in ("zone", "jump", "fight"))
    assert zone is not None
    assert way is not None
    assert fight is not None
    assert zone["width"] == pytest.approx(page.locator(".neat-inner").bounding_box()["width"] * 20 / 190, abs=20)
    assert zone["x"] < way["x"] + way["width"] < zone["x"] + zone["width"] + 30
    assert zone["x"] < fight["x"] + fight["width"] / 2 < zone["x"] + zone["width"]
    # A link in the usual degrees leads there and back.
    page = open_page(tmp_path / "page.html", *DESK, fragment="map=4/28.2/-177.4&date=1900-01-02", **STILL)
    there = page.locator('[data-id="fight"]').bounding_box()
    assert there is not None
    assert (there["x"] + there["width"] / 2, there["y"] + there["height"] / 2) == pytest.approx((700, 450), abs=30)


def overflowing(page: Page) -> list[str]:
    """List the sheets of which something is wider than they are, and whatever reaches out of the window."""
    return list(
        page.evaluate(
            """() => {
                const sheets = ".headline, .column, .drawer, .card, .search-popup, .compare";
                const wide = [...document.querySelectorAll(sheets)]
                    .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.className);
                const root = document.documentElement;
                return root.scrollWidth > root.clientWidth ? [...wide, "page"] : wide;
            }"""
        )
    )


@pytest.mark.parametrize("size", first(1, [PHONE, DESK, SIDEWAYS]), ids=str)
def test_names_of_any_length_keep_to_their_sheets(tmp_path: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    path = tiny(
        tmp_path,
        {
            "events": {"fight": {"name": ENDLESS, "time": "about 14:06 or so"}, "second-fight": {"name": UNBROKEN}},
            "places": {"oldtown": {"name": UNBROKEN, "name_today": ENDLESS}, "sea": {"name": ENDLESS}},
            "zones": {"march-west": {"name": UNBROKEN}, "north-zone": {"name": ENDLESS}},
        },
    )
    page = open_page(path, *size, fragment=TINY_DAY, **STILL)
    handle = page.locator(".drawer-handle")
    if handle.is_visible():
        handle.click()
    assert overflowing(page) == []
    first = page.locator(':is(.chief, .events) button[data-for="fight"]')
    box = first.bounding_box()
    assert box
    assert box["height"] < 160
    page.locator(".search input").fill("xxx")
    expect(page.locator('.search [role="option"]').first).to_be_visible()
    assert overflowing(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    first.click()
    card = page.locator(".card:not([hidden])")
    expect(card).to_be_visible()
    assert overflowing(page) == []
    # Its text is still to be seen, and the whole name, or what anybody reads of it, is a hint.
    text, sheet = card.locator(".card-text").bounding_box(), card.bounding_box()
    assert text
    assert sheet
    assert text["y"] < sheet["y"] + sheet["height"]
    assert str(card.locator("h2").get_attribute("title")).startswith("x" * 900)
    # No name on the map is longer than a line, however long it is.
    assert (
        page.evaluate(
            "Math.max(...[...document.querySelectorAll('.name .name-then')].map((each) => each.textContent.length))"
        )
        <= 80
    )


def test_what_breaks_or_turns_a_line_is_shown_harmlessly(tmp_path: Path, open_page: OpenPage) -> None:
    path = tiny(tmp_path, {"events": {"fight": {"name": BROKEN}}, "places": {"oldtown": {"name": BROKEN}}})
    page = open_page(path, *DESK, fragment=TINY_DAY, **STILL)
    said = "Line break tab turned parted"
    entry = page.locator('.chief button[data-for="fight"]')
    assert entry.evaluate("(each) => each.lastChild.textContent") == said
    assert str(entry.get_attribute("aria-label")).endswith(f"{said}, Fight, Certain")
    assert page.locator('[data-id="oldtown"]').get_attribute("aria-label") == f"{said}, Town, Certain"
    entry.click()
    assert page.locator("#card-title").evaluate("(each) => each.textContent") == said
