"""What can be done with the page of all days besides looking at one: compare, be told, read the table, print, embed."""

from __future__ import annotations

import html
import io
import math
import re
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import expect

from tests.browser.pdf import page_boxes
from tests.variants import first_rows

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FrameLocator, Locator, Page

    from baltic_map import MapBuilder
    from baltic_map.story import Step
    from tests.browser.conftest import OpenPage, PageLog

DESK, PHONE, PROJECTOR = (1400, 900), (360, 740), (1920, 1080)
SIZES = {"desk": DESK, "phone": PHONE}
BEFORE, AFTER = "1940-06-14", "1940-06-17"
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
VIEW = "map=6.5/57.2/24.6"
PANEL = ".card:not([hidden])"


def press(page: Page, selector: str) -> None:
    """Press one of the page's buttons; on a phone they lie in the sheet from below."""
    handle = page.locator(".drawer-handle")
    if handle.is_visible() and handle.get_attribute("aria-expanded") == "false":
        handle.click()
    page.locator(selector).click()


def box_of(locator: Locator) -> dict[str, float]:
    box = locator.bounding_box()
    assert box
    x, y, width, height = (box[key] for key in ("x", "y", "width", "height"))
    sides = {"x": x, "y": y, "width": width, "height": height, "right": x + width, "bottom": y + height}
    # Firefox counts in sixtieths of a pixel.
    return {name: round(at, 2) for name, at in sides.items()}


def link_of(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def wait_for_link(page: Page, part: str) -> None:
    """Wait until the address holds it: it is written a moment after the page has changed."""
    page.wait_for_function("(part) => location.hash.includes(part)", arg=part)


def is_focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("(selector) => document.activeElement.matches(selector)", selector))


# ------------------------------------------------------------------ two days
@pytest.mark.long
def test_each_side_of_the_divider_is_the_page_of_its_day(atlas_page: Path, open_page: OpenPage) -> None:
    # Names keep clear of the divider, and may stand elsewhere for it.
    unnamed = "() => document.querySelectorAll('.name').forEach((each) => { each.style.display = 'none'; })"

    def opened(link: str) -> Page:
        page = open_page(atlas_page, *DESK, fragment=f"{VIEW}&{link}", **STILL)
        page.evaluate(unnamed)
        if marks := page.locator(".compare-mark:visible input").all():
            marks[0].uncheck()
        return page

    # No sign with a dashed rim lies on an edge.
    left: Any = {"x": 310, "y": 90, "width": 340, "height": 560}
    right: Any = {"x": 730, "y": 90, "width": 280, "height": 560}
    both = opened(f"date={BEFORE}&compare={AFTER}")
    sides = [both.screenshot(clip=left), both.screenshot(clip=right)]
    one = opened(f"date={BEFORE}")
    other = opened(f"date={AFTER}")
    assert [differing(sides[0], one.screenshot(clip=left)), differing(sides[1], other.screenshot(clip=right))] == [0, 0]
    # The two days differ on both sides.
    assert differing(sides[0], other.screenshot(clip=left)) > 1000
    assert differing(sides[1], one.screenshot(clip=right)) > 1000


def differing(one: bytes, other: bytes) -> int:
    """Count the pixels that look different a little blurred: what is drawn in a layer of its own is smoothed anew."""
    pictures = (
        Image.open(io.BytesIO(each)).convert("RGB").filter(ImageFilter.GaussianBlur(1)) for each in (one, other)
    )
    shades = ImageChops.difference(*pictures)
    return sum(shades.convert("L").histogram()[24:])


@pytest.mark.parametrize("size", [DESK], ids=["desk"])
def test_the_divider_follows_pointer_and_keys(atlas_page: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(atlas_page, *size, fragment=f"date={BEFORE}", **STILL)
    press(page, ".to-compare")
    divider, line = page.locator(".divider"), page.locator(".divider-line")
    middle = page.evaluate(
        """() => {
            const box = document.querySelector(".divider").getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }"""
    )
    assert box_of(line)["x"] == pytest.approx(size[0] / 2, abs=2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(size[0] * 0.3, middle[1], steps=4)
    page.mouse.up()
    assert box_of(line)["x"] == pytest.approx(size[0] * 0.3, abs=size[0] * 0.02)
    divider.focus()
    said = {"Home": "0 %", "ArrowRight": "1 %", "End": "100 %", "ArrowLeft": "99 %"}
    for key, text in said.items():
        page.keyboard.press(key)
        expect(divider).to_have_attribute("aria-valuetext", f"{text} of the map shows 14 June 1940")
        assert box_of(line)["x"] == pytest.approx(size[0] * int(text.split()[0]) / 100, abs=2)
    clips = page.locator(".atlas-pane").evaluate_all("(all) => all.map((each) => each.style.clip)")
    assert len(set(clips)) == 2


def told_difference(page: Page) -> tuple[list[str], list[str], list[tuple[str, ...]]]:
    ids = "(all) => all.map((each) => each.dataset.for)"
    # Of a long list only what is near is there; on paper it is whole, and so is the copy that is printed.
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    lines = [page.locator(f"{place} :is(.began, .ended) button").count() for place in (".compare", ".print-more")]
    assert lines[0] == lines[1]
    began = page.locator(".compare .began button").evaluate_all(ids)
    ended = page.locator(".compare .ended button").evaluate_all(ids)
    land = page.locator(".compare .land-changes li").evaluate_all(
        "(all) => all.map((each) => [...each.children].map((part) => part.textContent))"
    )
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    return sorted(began), sorted(ended), sorted(map(tuple, land))


def own_difference(builder: MapBuilder, one: str, other: str) -> tuple[list[str], list[str], int]:
    atlas = builder.atlas
    diff = atlas.diff(*sorted([one, other]))
    # That a name is no longer written is no news.
    ended = sorted(each.id for each in diff.ended if atlas.role(each) != "places")
    return sorted(each.id for each in diff.began), ended, len(diff.holdings)


@pytest.mark.parametrize(
    ("one", "other"),
    first_rows(1, [("1940-08-06", "1939-10-12"), (BEFORE, AFTER), ("1939-08-23", "1941-07-01")]),
)
def test_the_list_is_the_difference_the_atlas_tells(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage, one: str, other: str
) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date={one}&compare={other}", **STILL)
    began, ended, land = told_difference(page)
    assert (began, ended, len(land)) == own_difference(atlas_builder, one, other)
    for name, now, before in land:
        assert name
        assert now.removeprefix("now: ") != before.removeprefix("before: ")
    assert page.locator(".compare .muted").count() == int(one == other)


@pytest.mark.long
def test_an_entry_of_the_comparison_opens_its_card(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date={BEFORE}&compare={AFTER}", **STILL)
    here = {each.id for each in atlas_builder.atlas.diff(BEFORE, AFTER).began if each.kind == "town-entered"}
    shown = page.locator(".other-icons .feature:not(.clustered)").evaluate_all(
        "(all) => all.map((each) => each.dataset.id)"
    )
    # Of the long list only the lines near those that are seen are there; the last of them must be scrolled to.
    listed = page.locator(".compare .began button").evaluate_all("(all) => all.map((each) => each.dataset.for)")
    id_ = [each for each in listed if each in here and each in shown][-1]
    entry = page.locator(f'.compare .began button[data-for="{id_}"]')
    entry.click()
    expect(page.locator(PANEL)).to_be_visible()
    assert (entry.inner_text()).endswith(page.locator("#card-title").inner_text())
    # It is in force on the other day alone, and that side is to be seen; neither day has changed.
    sign = box_of(page.locator(f'.other-icons [data-id="{id_}"]'))
    assert sign["x"] > box_of(page.locator(".divider-line"))["x"]
    assert (f"date={BEFORE}" in link_of(page), f"compare={AFTER}" in link_of(page)) == (True, True)
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    expect(page.locator(".compare")).to_be_visible()


def test_both_days_are_typed_and_stepped(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date={BEFORE}&compare={AFTER}", **STILL)
    atlas = atlas_builder.atlas
    box = page.locator(".compare-side.right input[type=text]")
    box.fill("18.6.40")
    box.press("Enter")
    expect(page.locator(".compare-side.right .compare-date")).to_have_text("Tuesday, 18 June 1940")
    expect(page.locator(".divider-line .right")).to_have_text("18 June 1940")
    page.locator(".compare-side.right .compare-step").last.click()
    after = next(day for day in atlas.change_days() if f"{day}" > "1940-06-18")
    wait_for_link(page, f"compare={after}")
    began, ended, land = told_difference(page)
    assert (began, ended, len(land)) == own_difference(atlas_builder, BEFORE, f"{after}")
    # The day of the page itself is what it was.
    assert f"date={BEFORE}" in link_of(page)
    box = page.locator(".compare-side.left input[type=text]")
    box.fill("31 April")
    box.press("Enter")
    expect(page.locator(".compare-side.left .compare-message")).to_be_visible()
    box.fill("12 June 1940")
    box.press("Enter")
    wait_for_link(page, "date=1940-06-12")
    page.locator(".compare-side.left .compare-step").nth(2).click()
    wait_for_link(page, "date=1940-06-13")


@pytest.mark.long
def test_both_days_move_together(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-14&compare=1940-06-16", **STILL)
    page.get_by_label("Move both days together").check()
    dates = page.locator(".divider-line .tag")
    page.locator(".compare-side.right .compare-step").nth(2).click()
    expect(dates).to_have_text(["15 June 1940", "17 June 1940"])
    page.locator(".compare-side.left .compare-step").nth(1).click()
    expect(dates).to_have_text(["14 June 1940", "16 June 1940"])
    page.locator(".time-play").click()
    expect(page.locator(".divider-line .left")).not_to_have_text("14 June 1940")
    page.locator(".time-play").click()
    apart = """() => [...document.querySelectorAll(".divider-line .tag")]
        .map((each) => Date.parse(`${each.textContent} UTC`) / 86400000)"""
    left, right = page.evaluate(apart)
    assert right - left == 2


MARKED = """(plate) => ({
    changed: [...document.querySelectorAll(`.${plate} .feature.changed`)].map((each) => each.dataset.id).sort(),
    pale: document.querySelectorAll(`.${plate} .feature.same`).length,
    land: document.querySelectorAll(`.${plate} .changed-land path`).length,
})"""


def test_what_differs_is_marked_on_the_map(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date={BEFORE}&compare={AFTER}", **STILL)
    began, ended, _ = own_difference(atlas_builder, BEFORE, AFTER)
    for plate, own in (("atlas-icons", ended), ("other-icons", began)):
        marked = page.evaluate(MARKED, plate)
        assert marked["changed"]
        assert set(marked["changed"]) <= set(own)
        assert marked["pale"] > 0
    assert page.evaluate(MARKED, "other-icons")["land"] > 0
    expect(page.locator(".change-key li")).to_have_count(4)
    page.get_by_label("Mark what differs").uncheck()
    expect(page.locator(".feature.same, .changed-land, .marking")).to_have_count(0)
    expect(page.locator(".change-key")).to_be_hidden()
    page.get_by_label("Mark what differs").check()
    page.locator(".compare .close").click()
    expect(page.locator(".feature.same, .changed-land, .marking")).to_have_count(0)


def test_two_maps_beside_each_other_show_the_same_land(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date={BEFORE}&compare={AFTER}", **STILL)
    lands = page.locator(".bare-land")
    page.get_by_label("Two maps side by side").check()
    wait_for_link(page, "beside=1")
    line = box_of(page.locator(".divider-line"))["x"]

    def shift() -> float:
        one, other = box_of(lands.nth(0)), box_of(lands.nth(1))
        assert one["y"] == pytest.approx(other["y"], abs=0.5)
        return float(other["x"] - one["x"])

    before = shift()
    assert before > 250
    # The wheel over the right map zooms about what is under the pointer.
    page.mouse.move(line + 150, 420)
    zoom = "() => window[document.querySelector('.folium-map').id].getZoom()"
    under = """([x, y]) => {
        const map = window[document.querySelector(".folium-map").id];
        const { lat, lng } = map.mouseEventToLatLng({ clientX: x, clientY: y });
        return [lat, lng];
    }"""
    place, far = page.evaluate(under, [line + 150, 420]), page.evaluate(zoom)
    page.mouse.wheel(0, -300)
    page.wait_for_function(f"(far) => ({zoom})() > far", arg=far)
    expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    assert page.evaluate(under, [line + 150, 420]) == pytest.approx(place, abs=0.02)
    page.locator(".leaflet-container").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".leaflet-pan-anim")).to_have_count(0)
    assert shift() == pytest.approx(before, abs=0.5)
    expect(page.locator(".divider")).to_be_hidden()
    page.get_by_label("Two maps side by side").uncheck()
    assert shift() == pytest.approx(0, abs=0.5)


@pytest.mark.long
def test_both_sides_move_together(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date={BEFORE}&compare={AFTER}", **STILL)
    lands = page.locator(".bare-land")
    start = box_of(lands.first)
    page.mouse.move(600, 300)
    page.mouse.down()
    page.mouse.move(540, 350, steps=5)
    page.mouse.up()
    page.locator(".controls .closer").click()
    page.wait_for_function(
        "(x) => document.querySelector('.bare-land').getBoundingClientRect().width > x", arg=start["width"] * 1.1
    )
    expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    one, other = box_of(lands.nth(0)), box_of(lands.nth(1))
    assert one == pytest.approx(other, abs=0.5)
    assert box_of(page.locator(".divider-line"))["x"] == pytest.approx(DESK[0] / 2, abs=2)


@pytest.mark.parametrize("way", ["Escape"])
def test_the_comparison_ends(atlas_page: Path, open_page: OpenPage, way: str) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date={BEFORE}", **STILL)
    press(page, ".to-compare")
    expect(page.locator(".bare-land")).to_have_count(2)
    assert is_focused(page, ".compare *")
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.locator(".compare .close").click()
    expect(page.locator(".compare")).to_be_hidden()
    expect(page.locator(".divider")).to_be_hidden()
    expect(page.locator(".bare-land")).to_have_count(1)
    assert is_focused(page, ".to-compare")
    clips = page.locator(".atlas-pane").evaluate_all("(all) => all.map((each) => each.style.clip)")
    assert set(clips) == {""}
    page.wait_for_function("() => !location.hash.includes('compare')")


@pytest.mark.long
def test_the_time_bar_steps_the_left_day(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date={BEFORE}&compare={AFTER}", **STILL)
    page.locator(".time-bar input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".divider-line .left")).to_have_text("15 June 1940")
    expect(page.locator(".divider-line .right")).to_have_text("17 June 1940")
    began, ended, land = told_difference(page)
    assert (began, ended, len(land)) == own_difference(atlas_builder, "1940-06-15", AFTER)


@pytest.mark.long
def test_a_sign_the_keyboard_reaches_is_not_beyond_the_divider(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date={BEFORE}&compare={AFTER}", **STILL)
    page.keyboard.press("Tab")
    page.locator(".divider").focus()
    page.keyboard.press("Home")
    sign = page.locator('.atlas-icons [data-layer="bases"] .feature:not(.clustered)').first
    sign.focus()
    box = box_of(sign)
    assert (box["x"] + box["right"]) / 2 < box_of(page.locator(".divider-line"))["x"]


# ------------------------------------------------------------------ the story
def steps_of(builder: MapBuilder) -> tuple[Step, ...]:
    story = builder.atlas.story
    assert story
    return story.steps


def share_north(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def view_on_screen(page: Page, builder: MapBuilder, view: Any) -> tuple[float, float, float, float]:
    """Where a box of the earth lies in the window: left, top, right, bottom."""
    sheet = box_of(page.locator(".neat-inner").first)
    extent = builder.atlas.config.extent
    wide = sheet["width"] / (extent.east - extent.west)
    high = sheet["height"] / (share_north(extent.north) - share_north(extent.south))
    west, south, east, north = view
    x = [sheet["x"] + (lon - extent.west) * wide for lon in (west, east)]
    y = [sheet["y"] + (share_north(extent.north) - share_north(lat)) * high for lat in (north, south)]
    return x[0], y[0], x[1], y[1]


@pytest.mark.long
@pytest.mark.parametrize("size", [SIZES["phone"]], ids=["phone"])
def test_every_step_shows_its_day_its_view_and_its_features(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(atlas_page, *size, **STILL)
    press(page, ".to-story")
    sheet = page.locator(".story")
    for number, step in enumerate(steps_of(atlas_builder)):
        expect(page.locator(".story h2")).to_have_text(step.titles["en"])
        expect(page.locator(".story-count")).to_contain_text(f"{number + 1} of")
        view = atlas_builder.local_scene.on(atlas_builder.atlas.axis.day(step.index))
        expect(page.locator("h1")).to_have_text(view.headline)
        wait_for_link(page, f"story={step.id}")
        left, top, right, bottom = view_on_screen(page, atlas_builder, step.view)
        story, head, foot = box_of(sheet), box_of(page.locator(".headline")), box_of(page.locator(".time-bar"))
        free = (0, head["bottom"], story["y"]) if size == PHONE else (story["right"], 0, foot["y"])
        assert left >= (free[0] if size != PHONE else 0) - 1
        assert right <= size[0] + 1
        assert top >= free[1] - 1
        assert bottom <= free[2] + 1
        lit = page.locator(".feature.highlighted").evaluate_all("(all) => all.map((each) => each.dataset.id)")
        placed = {each.id for each in view.features if each.feature.geometry}
        assert set(lit) == placed.intersection(step.highlight)
        assert page.locator(".story-sources li").count() == len(step.citations)
        if number + 1 < len(steps_of(atlas_builder)):
            page.locator(".story-on").click()
    expect(page.locator(".story-on")).to_be_disabled()


def test_the_story_is_turned_and_left(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    press(page, ".to-story")
    titles = [step.titles["en"] for step in steps_of(atlas_builder)]
    heading = page.locator(".story h2")
    expect(heading).to_have_text(titles[0])
    expect(heading).to_be_focused()
    for key, number in [("ArrowRight", 1), ("PageDown", 2), ("ArrowLeft", 1), ("PageUp", 0)]:
        page.keyboard.press(key)
        expect(heading).to_have_text(titles[number])
    page.locator(".story-dots button").nth(5).click()
    expect(heading).to_have_text(titles[5])
    expect(page.locator(".story-dots [aria-current=step]")).to_have_count(1)
    page.locator(".story-back").click()
    expect(heading).to_have_text(titles[4])
    page.keyboard.press("Escape")
    expect(page.locator(".story")).to_be_hidden()
    expect(page.locator(".feature.highlighted")).to_have_count(0)
    assert is_focused(page, ".to-story")
    page.wait_for_function("() => !location.hash.includes('story')")


@pytest.mark.long
def test_the_reader_may_stray_and_come_back(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    step = steps_of(atlas_builder)[3]
    page = open_page(atlas_page, *DESK, fragment=f"story={step.id}", **STILL)
    expect(page.locator(".story h2")).to_have_text(step.titles["en"])
    told = page.locator("html").get_attribute("data-day")
    assert told == f"{atlas_builder.atlas.axis.day(step.index)}", "a page that is ready tells its day"
    resume = page.locator(".story-resume")
    expect(resume).to_be_hidden()
    there = box_of(page.locator(".bare-land"))
    page.mouse.move(700, 300)
    page.mouse.down()
    page.mouse.move(800, 420, steps=5)
    page.mouse.up()
    expect(resume).to_be_visible()
    page.locator(".time-bar input[type=range]").focus()
    page.keyboard.press("End")
    expect(page.locator("h1")).to_contain_text("1 July 1941")
    wait_for_link(page, "date=1941-07-01")
    again = open_page(atlas_page, *DESK, fragment=link_of(page).removeprefix("#"), **STILL)
    expect(again.locator("h1")).to_contain_text("1 July 1941")
    expect(again.locator(".story h2")).to_have_text(step.titles["en"])
    expect(again.locator(".story-resume")).to_be_visible()
    again.close()
    # The map still glides when the story takes it back.
    map_name = page.locator(".folium-map").get_attribute("id")
    page.evaluate(f"() => {{ {map_name}.panBy([200, 100], {{ animate: true, duration: 30 }}); }}")
    resume.click()
    expect(resume).to_be_hidden()
    expect(page.locator("h1")).to_have_text(
        atlas_builder.local_scene.on(atlas_builder.atlas.axis.day(step.index)).headline
    )
    assert box_of(page.locator(".bare-land")) == pytest.approx(there, abs=1)


# ------------------------------------------------------------------ the chronology
def open_chronology(page: Page) -> Locator:
    press(page, ".to-chronology")
    page.wait_for_selector(".chronology tbody")
    return page.locator(".chronology table")


def test_the_chronology_is_a_table_of_every_change_and_event(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    table = open_chronology(page)
    heads = table.get_by_role("columnheader").all_inner_texts()
    assert heads == ["Day", "What happens", "Kind", "How sure", "Sources"]
    # On the screen only what is near; however far one goes, no room is left blank, and each row knows its number.
    total = int(table.get_attribute("aria-rowcount") or 0)
    assert table.locator("tr").count() < 120 < total
    for top in (9_000, 1e6, 400):
        page.locator(".chronology").evaluate("(each, top) => { each.scrollTop = top; }", top)
        page.wait_for_function(
            "() => [0.3, 0.9].every((y) => document.elementFromPoint(innerWidth / 2, y * innerHeight).closest('tr'))"
        )
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    numbers = table.locator("[aria-rowindex]").evaluate_all("(all) => all.map((each) => each.ariaRowIndex)")
    assert numbers == [f"{number}" for number in range(2, total + 1)]
    days = table.locator("tbody[data-day]").evaluate_all("(all) => all.map((each) => each.dataset.day)")
    assert days == sorted(days)
    atlas = atlas_builder.atlas
    assert {f"{day}" for day in atlas.change_days()} <= set(days)
    assert table.get_by_role("rowheader").count() == len(days)
    rows = table.locator("tr[data-for]").evaluate_all(
        "(all) => all.map((each) => [each.dataset.for, each.closest('tbody').dataset.day])"
    )
    first = {each.id: f"{atlas.axis.day(each.span.first)}" for each in atlas.feature_list if each.layer == "events"}
    assert set(first.items()) <= set(map(tuple, rows))


def test_the_chronology_is_filtered_and_leads_to_the_map(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    table = open_chronology(page)
    whole = int(table.get_attribute("aria-rowcount") or 0)
    page.locator("#chronology-filter").fill("orzel")
    shown = table.locator("tr[data-for]:visible")
    expect(shown.first).to_contain_text("Orze")
    assert 0 < shown.count() < whole / 10
    row = shown.first
    id_, day = row.get_attribute("data-for"), row.evaluate("(each) => each.closest('tbody').dataset.day")
    row.locator(".chronology-show").click()
    expect(page.locator(".chronology")).to_be_hidden()
    expect(page.locator(PANEL)).to_contain_text("Orze")
    wait_for_link(page, f"feature={id_}")
    wait_for_link(page, f"date={day}")


def test_the_chronology_holds_the_focus_and_gives_it_back(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    open_chronology(page)
    page.locator("#chronology-filter").fill("orzel")
    for key in ["Tab"] * 8 + ["Shift+Tab"] * 12:
        page.keyboard.press(key)
        assert is_focused(page, ".chronology *")
    page.keyboard.press("Escape")
    expect(page.locator(".chronology")).to_be_hidden()
    assert is_focused(page, ".to-chronology")


@pytest.mark.long
def test_the_chronology_is_what_is_printed_when_it_is_open(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, alone=True, **STILL)
    table = open_chronology(page)
    page.emulate_media(media="print")
    expect(table).to_be_visible()
    expect(table.locator("thead")).to_be_visible()
    expect(page.locator(".chronology-close")).to_be_hidden()
    expect(page.locator(".leaflet-container")).to_be_hidden()
    assert page_count(page) > 5


def page_count(page: Page) -> int:
    return len(page_boxes(page.pdf(prefer_css_page_size=True, print_background=True)))


# ------------------------------------------------------------------ on a phone, on a wall
def test_the_sheet_from_below_stays_off_the_time_bar(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *PHONE, **STILL)
    folio, handle = page.locator(".drawer"), page.locator(".drawer-handle")
    bar = box_of(page.locator(".time-bar"))
    assert bar["bottom"] == PHONE[1]
    closed = box_of(folio)
    handle.click()
    opened = box_of(folio)
    assert opened["y"] < closed["y"] - 200
    assert (closed["bottom"], opened["bottom"]) == (bar["y"], bar["y"])
    page.locator(".drawer .credits summary").click()
    page.locator(".drawer .credits p").last.scroll_into_view_if_needed()
    assert box_of(page.locator(".drawer .credits p").last)["bottom"] <= bar["y"]
    handle.click()
    assert box_of(folio) == closed


@pytest.mark.parametrize("sheet", ["card", "story", "compare"])
def test_a_sheet_of_the_phone_fits_and_scrolls(atlas_page: Path, open_page: OpenPage, sheet: str) -> None:
    day = "date=1940-06-16"
    links = {
        "card": f"{day}&feature=ultimatum-latvia-1940",
        "story": "story=winter-war",
        "compare": f"{day}&compare={AFTER}",
    }
    inner = {"card": ".card", "story": ".story-text", "compare": ".compare"}[sheet]
    page = open_page(atlas_page, *PHONE, fragment=links[sheet], **STILL)
    if sheet == "story":
        page.locator(".story-sources summary").click()
    box = box_of(page.locator(f".{sheet}:not([hidden])"))
    head, foot = box_of(page.locator(".headline")), box_of(page.locator(".time-bar"))
    assert (box["x"], box["right"], box["bottom"]) == (0, PHONE[0], foot["y"])
    assert box["y"] > head["bottom"] + 100
    part = page.locator(inner)
    assert part.evaluate("(each) => each.scrollHeight > each.clientHeight && each.scrollWidth <= each.clientWidth")
    part.evaluate("(each) => { each.scrollTop = each.scrollHeight; }")
    assert part.evaluate("(each) => each.scrollTop") > 0


def test_the_search_is_usable_on_a_phone(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *PHONE, **STILL)
    press(page, ".search input")
    page.keyboard.type("paldiski")
    option = page.locator('.search [role="option"]').first
    expect(option).to_be_visible()
    option.click()
    expect(page.locator(PANEL)).to_be_visible()
    assert box_of(page.locator(PANEL))["bottom"] == box_of(page.locator(".time-bar"))["y"]


@pytest.mark.long
def test_type_is_larger_on_a_projector(atlas_page: Path, open_page: OpenPage) -> None:
    sizes = []
    for size in (DESK, PROJECTOR):
        page = open_page(atlas_page, *size, **STILL)
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1 .date')).fontSize)"))
    assert sizes[1] > sizes[0]


# ------------------------------------------------------------------ theme and motion
def test_all_days_turn_with_the_theme(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, color_scheme="dark", alone=True, **STILL)
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    light = page.evaluate(paper)
    assert [sum(map(int, re.findall(r"\d+", each)[:3])) for each in (dark, light)] == [
        pytest.approx(76, abs=80),
        pytest.approx(720, abs=60),
    ]


@pytest.mark.long
def test_with_less_motion_nothing_flies(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-16", **STILL)
    page.evaluate(
        """() => {
            window.moves = [];
            for (const name of ["transitionrun", "animationstart"]) {
                document.addEventListener(name, (event) => window.moves.push(event.target.className), true);
            }
        }"""
    )
    press(page, ".to-story")
    there = box_of(page.locator(".bare-land"))
    page.locator(".story-on").click()
    here = box_of(page.locator(".bare-land"))
    assert here != there
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert box_of(page.locator(".bare-land")) == here
    page.locator(".story-leave").click()
    page.locator(".events button").first.click()
    page.keyboard.press("Escape")
    assert page.evaluate("window.moves") == []


# ------------------------------------------------------------------ paper
def places(page: Page) -> Any:
    return page.locator(".area, .feature:not(.clustered)").evaluate_all(
        "(all) => all.map((each) => { const { x, y } = each.getBoundingClientRect(); "
        "return [Math.round(x), Math.round(y)]; })"
    )


@pytest.mark.parametrize(
    ("size", "lang"), first_rows(1, [(SIZES["desk"], "en"), (SIZES["phone"], "lt")]), ids=["desk", "phone"]
)
def test_a_day_is_printed_on_a_page_and_its_sources_go_on_on_another(
    atlas_page: Path,
    open_page: OpenPage,
    page_log: PageLog,
    size: tuple[int, int],
    lang: str,
) -> None:
    page = open_page(atlas_page, *size, fragment=f"date=1940-06-16&lang={lang}", **STILL)
    before = places(page)
    assert page_count(page) == 2
    assert places(page) == before
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for part in ("h1", ".legend", ".print-foot", ".print-frame", ".leaflet-container"):
        expect(page.locator(part)).to_be_visible()
    for part in (".time-bar", ".tools", ".controls .buttons", ".drawer-handle", ".story", ".compare"):
        expect(page.locator(part)).to_be_hidden()
    for part in (".print-foot", ".drawer"):
        assert page.locator(part).evaluate("(each) => each.scrollHeight <= each.clientHeight")
    assert re.search("1940", page.locator("h1").inner_text())
    assert "GSHHG" in page.locator(".print-foot").inner_text()
    map_box = box_of(page.locator(".leaflet-container"))
    for state in ("place-tallinn", "place-riga", "place-kaunas"):
        spot = box_of(page.locator(f'[data-id="{state}"]'))
        assert map_box["x"] < spot["x"] < map_box["right"]
        assert map_box["y"] < spot["y"] < map_box["bottom"]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert places(page) == before
    page_log.check()


# ------------------------------------------------------------------ in a frame
def host_of(atlas_page: Path, folder: Path) -> Path:
    """Write a long page of somebody else that holds the atlas in a frame."""
    inside = html.escape(atlas_page.read_text(encoding="utf-8"))
    host = folder / "host.html"
    host.write_text(
        '<!DOCTYPE html><meta charset="utf-8"><title>Host</title>'
        f'<iframe srcdoc="{inside}" width="600" height="400"></iframe>'
        '<p style="height: 4000px">Below</p>',
        encoding="utf-8",
    )
    return host


def width_of_land(frame: FrameLocator | Page) -> float:
    return box_of(frame.locator(".bare-land"))["width"]


def test_in_a_frame_the_wheel_belongs_to_the_page_around(atlas_page: Path, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(host_of(atlas_page, tmp_path), *DESK, ready=False, **STILL)
    frame = page.frame_locator("iframe")
    frame.locator('html[data-ready="true"]').wait_for(state="attached")
    width = width_of_land(frame)
    page.mouse.move(350, 150)
    page.mouse.wheel(0, 50)
    page.wait_for_function("() => window.scrollY > 0")
    assert width_of_land(frame) == width
    page.evaluate("window.scrollTo(0, 0)")
    frame.locator(".leaflet-container").focus()
    page.mouse.wheel(0, -200)
    grown = "(each, width) => each.getBoundingClientRect().width > width"
    inside = page.frames[1]
    inside.wait_for_function(f"(width) => ({grown})(document.querySelector('.bare-land'), width)", arg=width)
    assert page.evaluate("window.scrollY") == 0
    frame.locator(".time-bar input[type=range]").focus()
    page.keyboard.press("End")
    expect(frame.locator("h1")).to_contain_text("1 July 1941")


def test_an_embedded_page_explains_itself(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, 600, 400, query="embed=1", fragment="date=1940-06-14", **STILL)
    expect(page.locator(".chief-name")).to_have_text("14:06 Airliner Kaleva shot down")
    expect(page.locator(".chief-sentence")).to_contain_text("shot down the Finnish airliner")
    bar = box_of(page.locator(".time-bar"))
    for name, said in (("On this day", "Blockade in force"), ("Legend", "Lithuania: independent, with Soviet bases")):
        head = page.locator(".embed-summary summary", has_text=name)
        head.focus()
        page.keyboard.press("Enter")
        body = page.locator(".embed-summary details[open] .section-body")
        expect(body).to_contain_text(said)
        assert box_of(body)["bottom"] <= bar["y"]
        page.keyboard.press("Enter")
    page.locator(".time-bar input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".chief-name")).to_have_text("15:00 Red Army invades Lithuania")
    expect(page.locator(".embed-summary .key")).to_contain_text("Lithuania: occupied by the Red Army")


def test_a_line_at_the_foot_of_the_map_tells_the_day_in_the_story_and_while_it_plays(
    atlas_page: Path, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-14", **STILL)
    caption = page.locator(".caption-line")
    expect(caption).to_be_hidden()
    page.locator(".time-play").click()
    expect(caption).to_be_visible()
    expect(caption).to_have_text("15 June 1940, 15:00 Red Army invades Lithuania")
    page.locator(".time-play").click()
    expect(caption).to_be_hidden()
    expect(page.locator(".caption [role=status]")).to_contain_text("1940")
    page.locator(".to-story").click()
    expect(caption).to_have_text("23 August 1939 Molotov–Ribbentrop Pact")
    expect(caption).to_be_visible()


def test_a_new_day_is_read_from_its_beginning(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-16", **STILL)
    column = page.locator(".column.right")
    column.evaluate("(each) => { each.scrollTop = 200; }")
    assert column.evaluate("(each) => each.scrollTop") == 200
    page.get_by_role("button", name="Next day").click()
    expect(page.locator("h1")).to_contain_text("17 June 1940")
    assert column.evaluate("(each) => each.scrollTop") == 0


def test_what_has_no_place_is_not_offered_on_the_map(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    table = open_chronology(page)
    page.locator("#chronology-filter").fill("German troops enter Paris")
    button = table.locator("tr[data-for]:visible .chronology-show").first
    expect(button).to_have_text("Go to 14 June 1940")
    button.click()
    expect(page.locator(PANEL)).to_contain_text("German troops enter Paris")
    wait_for_link(page, "date=1940-06-14")


@pytest.mark.parametrize("size", [(360, 740), (740, 360)])
def test_a_thumb_finds_the_play_button_of_a_phone(atlas_page: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    button = box_of(open_page(atlas_page, *size, **STILL).locator(".time-play"))
    assert min(button["width"], button["height"]) >= 44


def test_an_embedded_page_is_compact(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, 600, 400, query="embed=1", fragment="date=1940-06-16", **STILL)
    head, bar = box_of(page.locator(".headline")), box_of(page.locator(".time-bar"))
    assert head["height"] <= 100
    assert bar["height"] <= 120
    for state in ("est", "lva", "ltu"):
        land = box_of(page.locator(f'.area[data-id^="{state}-"]').first)
        assert land["y"] >= 0
        assert land["bottom"] <= bar["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 600
    page.locator(".feature.icon:not(.clustered)").first.focus()
    page.keyboard.press("Enter")
    card = box_of(page.locator(PANEL))
    assert card["bottom"] <= bar["y"]
    page.locator(".time-bar input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("h1")).to_contain_text("17 June 1940")
