"""Doubt that is drawn and counted: circles around icons, to scale, and numbers that say how many are certain."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from baltic_map import MapBuilder
from tests.unit.small_atlases import tiny_with

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

STILL: dict[str, Any] = {"reduced_motion": "reduce"}
# Where a circle is, pixels of the window; where Leaflet has its place; and its outline in pixels of the screen.
CIRCLES = """() => {
    const map = window[document.querySelector(".folium-map").id];
    const { left, top } = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll(".precision-circle")].map((node) => {
        node.style.stroke = "none"; // which not every browser takes for a part of the box
        const box = node.getBoundingClientRect();
        node.style.stroke = "";
        const { x, y } = map.latLngToContainerPoint([52, PLACES[node.getAttribute("class")]]);
        return {
            name: node.getAttribute("class"), width: box.width, height: box.height,
            off: Math.hypot((box.left + box.right) / 2 - left - x, (box.top + box.bottom) / 2 - top - y),
        };
    });
}"""
PARTS = "(all) => all.map((each) => [...each.children].slice(1).map((part) => part.textContent))"
FIGHT, TALKS = "precision-circle dashed", "precision-circle dotted"
WHERE = {FIGHT: 1.6, TALKS: 3.2}
# At latitude 52 and zoom 8 a pixel is 376.48 metres: 20 km are 53.12 of them, 50 km 132.81.
AT_8 = {FIGHT: 106.25, TALKS: 265.62}
VIEW = "map=8/52/2.5&date=1900-01-05"


def event(key: str, lon: float, **fields: Any) -> dict[str, Any]:
    told = {
        "id": key,
        "kind": "fight",
        "name": key.title(),
        "start_date": "1900-01-05",
        "end_date": "1900-01-06",
        "description": f"About {key}.",
        "certainty": "certain",
        "sources": ["book"],
        **fields,
    }
    return {"type": "Feature", "properties": told, "geometry": {"type": "Point", "coordinates": [lon, 52]}}


@pytest.fixture(scope="session")
def doubtful_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a page with a fight known within 20 km, on a town, and talks that are drawn for a whole land."""
    events = [
        event("fight", WHERE[FIGHT], position="approximate", precision_km=20),
        event("talks", WHERE[TALKS], position="schematic", precision_km=50, end_date="1900-01-08"),
    ]
    folder = tiny_with(
        tmp_path_factory.mktemp("doubtful"),
        {"events.geojson": json.dumps({"type": "FeatureCollection", "features": events})},
    )
    path = folder / "index.html"
    MapBuilder(folder).atlas_map().save(path)
    return path


def circles(page: Page) -> dict[str, float]:
    """Give the circles by name with their width; each is round, and lies where Leaflet has its place."""
    found = page.evaluate(CIRCLES.replace("PLACES", json.dumps(WHERE)))
    for each in found:
        assert each["off"] <= 1, each
        assert math.isclose(each["width"], each["height"], abs_tol=0.5)
    assert len({each["name"] for each in found}) == len(found)
    return {each["name"]: each["width"] for each in found}


def shows(page: Page, *names: str, scale: float = 1) -> None:
    expect(page.locator(".precision-circle")).to_have_count(len(names))
    assert circles(page) == {name: pytest.approx(scale * AT_8[name], abs=1) for name in names}


def goes_to(page: Page, day: str) -> None:
    page.locator(".time-form input").fill(day)
    page.keyboard.press("Enter")
    page.wait_for_function("(day) => document.documentElement.dataset.day === day", arg=day)


def opens(page: Page, link: str) -> None:
    page.evaluate("(link) => { location.hash = link; }", link)


def test_a_circle_is_as_large_as_the_place_is_doubtful(doubtful_page: Path, open_page: OpenPage) -> None:
    page = open_page(doubtful_page, 1400, 900, fragment=VIEW, **STILL)
    shows(page)
    page.locator('[data-id="fight"] .disc').hover()
    shows(page, FIGHT)
    page.locator('[data-id="talks"] .disc').hover()
    shows(page, TALKS)
    page.locator('[data-id="march-west"] .arrow-body').dispatch_event("pointerover")
    shows(page)
    # It lies under the icons and takes no pointer from what is there.
    assert page.evaluate(
        """() => {
            const [world, flat] = document.querySelectorAll(".atlas-icons > svg > .world, .atlas-icons > svg > .flat");
            const before = world.compareDocumentPosition(flat) & Node.DOCUMENT_POSITION_FOLLOWING;
            const hidden = world.querySelector(".precision-circles").getAttribute("aria-hidden");
            return [Boolean(before), hidden];
        }"""
    ) == [True, "true"]
    page.locator('[data-id="talks"] .disc').click()
    shows(page, TALKS)
    assert page.locator(".precision-circle").evaluate("(node) => getComputedStyle(node).pointerEvents") == "none"
    opens(page, f"{VIEW.replace('map=8', 'map=9')}&feature=talks")
    shows(page, TALKS, scale=2)


def test_the_focus_shows_it_and_so_does_the_choice(doubtful_page: Path, open_page: OpenPage) -> None:
    page = open_page(doubtful_page, 1400, 900, fragment=VIEW, **STILL)
    page.locator('[data-layer="events"] [tabindex="0"]').focus()
    page.keyboard.press("Home")
    shows(page, FIGHT)
    page.keyboard.press("ArrowRight")
    shows(page, TALKS)
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_visible()
    assert page.evaluate("() => document.activeElement.className") == "close"
    shows(page, TALKS)
    page.locator('[data-id="fight"] .disc').hover()
    shows(page, TALKS, FIGHT)
    page.mouse.move(700, 880)
    page.keyboard.press("Escape")
    # The focus is on the sign again.
    shows(page, TALKS)
    page.keyboard.press("Tab")
    shows(page)


def test_it_goes_with_the_day_the_layer_and_the_card(doubtful_page: Path, open_page: OpenPage) -> None:
    page = open_page(doubtful_page, 1400, 900, fragment=f"{VIEW}&feature=talks", **STILL)
    shows(page, TALKS)
    page.locator('[data-id="fight"] .disc').hover()
    shows(page, TALKS, FIGHT)
    goes_to(page, "1900-01-06")
    shows(page, TALKS)
    goes_to(page, "1900-01-08")
    shows(page)
    # The pointer is elsewhere by now; the card is still open.
    page.mouse.move(700, 880)
    goes_to(page, "1900-01-05")
    shows(page, TALKS)
    opens(page, f"{VIEW}&layers=places&feature=talks")
    shows(page)
    opens(page, f"{VIEW}&feature=talks")
    shows(page, TALKS)
    page.locator(".card .close").click()
    shows(page)


def test_both_days_that_are_compared_have_it(doubtful_page: Path, open_page: OpenPage) -> None:
    page = open_page(doubtful_page, 1400, 900, fragment=f"{VIEW}&compare=1900-01-06&feature=talks", **STILL)
    expect(page.locator(".atlas-icons .precision-circle")).to_have_count(1)
    expect(page.locator(".other-icons .precision-circle")).to_have_count(1)
    page.locator(".card .close").click()
    expect(page.locator(".precision-circle")).to_have_count(0)


def test_it_is_not_printed(doubtful_page: Path, open_page: OpenPage) -> None:
    page = open_page(doubtful_page, 1400, 900, fragment=f"{VIEW}&feature=talks", **STILL)
    page.evaluate("() => document.documentElement.classList.add('printing')")
    expect(page.locator(".precision-circles")).to_have_css("display", "none")


# ------------------------------------------------------------------ counts
def written(certain: int, possible: int) -> str:
    return f"{possible}" if certain == possible else f"{certain} to {possible}"


def test_the_page_counts_as_python_does(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    atlas, day = atlas_builder.atlas, "1940-06-16"
    page = open_page(atlas_page, 1400, 900, fragment=f"date={day}")
    page.locator(".layer-switches summary").click()
    for layer in atlas.config.layers:
        count = atlas.count(layer.id, day)
        number = page.locator(f'.switches li:has([data-toggles="{layer.id}"]) .layer-count')
        expect(number).to_have_text(written(count.certain, count.possible))
        hint = f"{count.certain} certain, {count.possible} with all that is less certain or merely possible that day"
        same = count.certain == count.possible
        expect(number).to_have_attribute("title", f"{count.possible} in force" if same else hint)
    in_force = atlas.on(day)
    drawn = [each for each in in_force if each.geometry is not None]
    sure = {each.id for each in in_force.certain if each.fields.certainty == "certain"}
    possible = Counter(each.kind for each in drawn)
    certain = Counter(each.kind for each in drawn if each.id in sure)
    kinds = {kind.names["en"]: key for key, kind in atlas.config.kinds.items()}
    assert sum(possible[each] != certain[each] for each in possible) > 5
    items = page.locator(".legend-group[data-layer] li")
    assert items.count() > 15
    for name, *number in items.evaluate_all(PARTS):
        kind = kinds[name]
        # One is not counted: it is seen.
        count = [written(certain[kind], possible[kind])] if possible[kind] > 1 else []
        assert (name, number) == (name, count)


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", r"\d+ to \d+"), ("et", r"\d+ kuni \d+"), ("lv", r"no \d+ līdz \d+"), ("lt", r"nuo \d+ iki \d+")],
)
def test_two_numbers_are_written_as_the_language_does(
    atlas_page: Path, open_page: OpenPage, lang: str, text: str
) -> None:
    page = open_page(atlas_page, 1400, 900, fragment=f"date=1940-06-16&lang={lang}")
    counts = page.locator(".legend .layer-count").all_text_contents()
    assert len([each for each in counts if re.fullmatch(text, each)]) > 5
    assert all(re.fullmatch(rf"{text}|\d+", each) for each in counts)
