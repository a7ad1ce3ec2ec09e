"""The story: its maps show their text, Back is the step before, and each step is a page on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pdf import page_boxes
from tests.variants import first

if TYPE_CHECKING:
    from pathlib import Path

    from baltic_map import MapBuilder
    from tests.browser.conftest import OpenPage

DESK, PHONE = (1400, 900), (360, 740)
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
# Of what a step points out: what is not seen as such, in the part of the map that no panel covers.
UNSEEN = """(ids) => {
    const covers = [...document.querySelectorAll(".panel, .time-bar")].filter((each) => !each.hidden)
        .map((each) => each.getBoundingClientRect());
    const isFree = ({ x, y }) => x > 0 && y > 0 && x < innerWidth && y < innerHeight
        && !covers.some((cover) => x > cover.left && x < cover.right && y > cover.top && y < cover.bottom);
    return ids.filter((id) => {
        const node = [...document.querySelectorAll(`[data-id="${id}"]`)][0];
        const hidden = ".off, .hidden-label, .clustered, .no-room";
        if (!node || !node.classList.contains("highlighted") || node.closest(hidden)) {
            return true;
        }
        const { left, right, top, bottom } = node.getBoundingClientRect();
        const places = [[0.5, 0.5], [0.3, 0.3], [0.7, 0.7], [0.3, 0.7], [0.7, 0.3], [0.5, 0.1], [0.5, 0.9]];
        return right === left && bottom === top
            || !places.some(([across, down]) =>
                isFree({ x: left + across * (right - left), y: top + down * (bottom - top) }));
    });
}"""


@pytest.mark.long
@pytest.mark.parametrize("size", first(1, [DESK, PHONE]), ids=["desk", "phone"])
def test_each_step_shows_all_that_it_points_out(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage, size: tuple[int, int]
) -> None:
    story = atlas_builder.atlas.story
    assert story
    page = open_page(atlas_page, *size, fragment=f"story={story.steps[0].id}", **STILL)
    unseen = {}
    for number, step in enumerate(story.steps):
        if number:
            page.keyboard.press("PageDown") if number > 1 else page.locator(".story-on").click()
        expect(page.locator(".story h2")).to_have_text(step.titles["en"])
        page.wait_for_function("() => document.querySelector('.feature.highlighted')")
        unseen[step.id] = page.evaluate(UNSEEN, list(step.highlight))
    assert {key: ids for key, ids in unseen.items() if ids} == {}


def test_what_a_step_does_not_speak_of_is_pale_until_the_reader_goes_elsewhere(
    atlas_page: Path, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="story=blockade", **STILL)
    rings = page.locator(".feature.icon.paled")
    assert rings.count() > 40
    assert page.locator(".feature.label.paled").count() == 0
    assert rings.first.evaluate("(each) => Number(getComputedStyle(each).opacity)") < 0.5
    stroke = page.locator('[data-id="kaleva-shot-down"] .halo').evaluate("(each) => getComputedStyle(each).strokeWidth")
    assert float(stroke.removesuffix("px")) > 4
    page.locator(".time-bar input[type=range]").press("ArrowRight")
    expect(page.locator(".feature.paled")).to_have_count(0)
    page.locator(".story-resume").click()
    assert rings.count() > 40
    page.locator(".story-leave").click()
    expect(page.locator(".feature.paled")).to_have_count(0)


def test_back_is_the_step_before(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    story = atlas_builder.atlas.story
    assert story
    titles = [step.titles["en"] for step in story.steps]
    page = open_page(atlas_page, *DESK, **STILL)
    page.locator(".to-story").click()
    page.locator(".story-on").click()
    page.keyboard.press("PageDown")
    heading = page.locator(".story h2")
    expect(heading).to_have_text(titles[2])
    for number in (1, 0):
        page.go_back()
        expect(heading).to_have_text(titles[number])
    page.go_forward()
    expect(heading).to_have_text(titles[1])
    page.go_back()
    page.go_back()
    expect(page.locator(".story")).to_be_hidden()
    expect(page.locator(".feature.highlighted")).to_have_count(0)


@pytest.mark.parametrize(
    ("size", "lang", "names"),
    [
        (DESK, "en", ["Soviet sphere", "German sphere"]),
        (PHONE, "en", ["Soviet sphere", "German sphere"]),
    ],
)
def test_the_line_of_the_spheres_says_whose_side_is_whose(
    atlas_page: Path, open_page: OpenPage, size: tuple[int, int], lang: str, names: list[str]
) -> None:
    page = open_page(atlas_page, *size, fragment=f"story=pact&lang={lang}", **STILL)
    written = page.locator('[data-of="sphere-1939-08-lithuania"] .side-name')
    assert written.all_inner_texts() == names or written.all_text_contents() == names
    expect(written.first).to_be_visible()
    soviet, german = (each.bounding_box() for each in written.all())
    assert soviet
    assert german
    assert soviet["y"] + soviet["height"] < german["y"] + german["height"] - 8, "the Soviet sphere is north of the line"
    bands = page.locator('[data-id="sphere-1939-08-lithuania"] .side-band')
    expect(bands).to_have_count(2)
    colors = bands.evaluate_all("(all) => all.map((each) => getComputedStyle(each).stroke)")
    assert colors[0] != colors[1]


@pytest.mark.long
def test_the_story_is_printed_a_page_a_step(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    story = atlas_builder.atlas.story
    assert story
    page = open_page(atlas_page, *DESK, fragment="story=orders", alone=True, **STILL)
    place = "() => document.querySelector('.bare-land').getBoundingClientRect().toJSON()"
    there = page.evaluate(place)
    page.evaluate("() => { window.print = () => {}; }")
    page.locator(".story-print").click()
    pages = page.locator(".handout-page")
    expect(pages).to_have_count(len(story.steps))
    page.emulate_media(media="print")
    for step, paper in zip(story.steps, pages.all(), strict=True):
        expect(paper.locator("h2")).to_have_text(step.titles["en"])
        expect(paper.locator(".handout-prose")).to_have_text([*step.paragraphs["en"]])
        expect(paper.locator(".handout-sources li")).to_have_count(len(step.citations))
        assert paper.locator(".feature.highlighted").count() >= len(step.highlight)
        assert paper.locator(".handout-text").evaluate("(each) => each.scrollHeight <= each.clientHeight")
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(({ id }) => id)")
    assert len(ids) == len(set(ids))
    assert len(page_boxes(page.pdf(prefer_css_page_size=True, print_background=True))) == len(story.steps)
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(pages).to_have_count(0)
    assert page.evaluate(place) == pytest.approx(there, abs=1)
    expect(page.locator("html")).to_have_attribute("data-day", "1940-06-12")
