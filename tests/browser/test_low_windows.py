"""In low windows all is reached: on phones on their side, at twice the size, in frames. Names keep clear of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.variants import first, first_rows

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

STILL: dict[str, Any] = {"reduced_motion": "reduce"}
SIDEWAYS, SHALLOW, MAGNIFIED, FRAME = (740, 360), (780, 320), (683, 384), (600, 400)
DAY = "date=1940-06-16"
# Names that touch what lies over the map. A name may lie wholly beneath a sheet of paper, where nobody sees it.
TOUCHED = """() => {
    const box = (each) => each.getBoundingClientRect();
    const seen = (all) => [...document.querySelectorAll(all)].filter((each) => box(each).width && box(each).height);
    const papers = seen(".headline, .column, .tools, .card, .drawer, .controls .buttons, .time-bar, .story").map(box);
    const bars = seen(".leaflet-control-scale-line").map(box);
    const map = box(document.querySelector(".leaflet-container"));
    const meet = (one, other) => one.left < other.right && other.left < one.right
        && one.top < other.bottom && other.top < one.bottom;
    const inside = (one, other) => one.left >= other.left && one.right <= other.right
        && one.top >= other.top && one.bottom <= other.bottom;
    // The letters without the air above and below them, of which browsers count more or less.
    const core = ({ left, right, top, height }) => ({
        left: left + 2, right: right - 2, top: top + 0.3 * height, bottom: top + 0.75 * height,
    });
    return seen(".name :is(.name-then, .name-today)").filter((each) => {
        const rect = core(box(each));
        if (!meet(rect, map) || papers.some((paper) => inside(rect, paper))) return false;
        return [...papers, ...bars].some((other) => meet(rect, other));
    }).map((each) => each.textContent);
}"""


def reach(page: Page, selector: str) -> None:
    """Fail if a thing cannot be pressed where a reader can scroll to."""
    part = page.locator(selector).first
    part.scroll_into_view_if_needed()
    part.click(trial=True)


@pytest.mark.parametrize("size", first(1, [MAGNIFIED, SHALLOW, FRAME]), ids=str)
def test_all_can_be_reached_in_a_low_window(atlas_page: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(atlas_page, *size, fragment=DAY, **STILL)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.locator(".drawer-handle").click()
    parts = (
        ".search input",
        ".to-story",
        ".to-compare",
        ".to-chronology",
        ".actions .copy",
        "select.language",
        ".events li",
    )
    for part in parts:
        reach(page, part)
    for section, inside in (
        (".key", ".legend li"),
        (".layer-switches", ".layers label"),
        (".changes", ".difference li"),
    ):
        page.locator(f"{section} summary").click()
        reach(page, f"{section} {inside}")
    page.locator(".drawer-handle").click()
    expect(page.locator(".tools")).to_be_hidden()
    for part in (".time-play", ".time-fold", ".controls .closer"):
        reach(page, part)


@pytest.mark.parametrize("size", [SIDEWAYS, MAGNIFIED], ids=str)
def test_the_day_is_seen_as_soon_as_the_sheet_is_open(
    atlas_page: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(atlas_page, *size, fragment=DAY, **STILL)
    page.locator(".drawer-handle").click()
    first, bar = page.locator(".events li").first.bounding_box(), page.locator(".time-bar").bounding_box()
    assert first
    assert bar
    assert first["y"] + first["height"] <= bar["y"]
    # Half of the height and more is the map's, whatever the time bar needs.
    assert bar["height"] < 0.2 * size[1]


@pytest.mark.parametrize("size", [SHALLOW, (360, 740)], ids=str)
def test_a_card_begins_with_its_text(atlas_page: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(atlas_page, *size, fragment=f"{DAY}&feature=ultimatum-latvia-1940", **STILL)
    card = page.locator(".card:not([hidden])").bounding_box()
    text = page.locator(".card-text").bounding_box()
    names = page.locator(".card-names").bounding_box()
    assert card
    assert text
    assert names
    assert text["y"] + 60 < card["y"] + card["height"]
    assert text["y"] + text["height"] <= names["y"]


@pytest.mark.long
def test_the_story_and_a_comparison_fit_a_phone_on_its_side(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *SIDEWAYS, fragment="story=winter-war", **STILL)
    for part in (".story-on", ".story-leave", ".story-play"):
        reach(page, part)
    assert (page.locator(".story-text").bounding_box() or {"height": 0})["height"] > 120
    page = open_page(atlas_page, *SIDEWAYS, fragment="date=1940-06-14&compare=1940-06-18", **STILL)
    for part in (".compare .time-entry", ".compare .close", ".compare-step", ".compare-list li"):
        reach(page, part)


@pytest.mark.parametrize(
    ("size", "query"),
    first_rows(2, [((360, 740), ""), (SIDEWAYS, ""), (FRAME, "embed=1"), ((1400, 900), "")]),
    ids=str,
)
def test_no_name_lies_under_the_scale_bar_or_beside_a_sheet(
    atlas_page: Path, open_page: OpenPage, size: tuple[int, int], query: str
) -> None:
    page = open_page(atlas_page, *size, query=query, fragment=DAY, **STILL)
    assert page.evaluate(TOUCHED) == []
    for day, view in (("1940-06-17", "5.5/55.6/22.8"), ("1940-06-14", "6.2/56.2/23"), ("1940-06-18", "7.3/55.9/23.4")):
        page.evaluate("(link) => { location.hash = link; }", f"date={day}&map={view}")
        page.wait_for_function("(day) => document.documentElement.dataset.day === day", arg=day)
        assert page.evaluate(TOUCHED) == [], view
