"""The page on a projector, in a kiosk and in a small frame, and what the browser remembers of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

DESK, STANDING = (1400, 900), (1080, 1920)
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
KEPT = "() => localStorage.getItem('baltic-map')"
# What can be pressed and is less high or broad than a finger; a box belongs to its words.
SMALL = """(least) => [...document.querySelectorAll("button, select, summary, input, a[href]:not(.skip)")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .map((each) => [each, (each.closest("label") ?? each).getBoundingClientRect()])
    .filter(([, { width, height }]) => width && height && Math.min(width, height) < least - 0.5)
    .map(([each, { width, height }]) => `${each.outerHTML.slice(0, 80)}: ${width} × ${height}`)"""
WAYS_OUT = "() => document.querySelectorAll('a[href]:not([href^=\"#\"]), a[target], [download]').length"


def wait_for_link(page: Page, part: str) -> None:
    page.wait_for_function("(part) => location.hash.includes(part)", arg=part)


def height_of(page: Page, selector: str) -> float:
    return float(page.locator(selector).evaluate("(each) => each.getBoundingClientRect().height"))


@pytest.mark.long
def test_a_kiosk_begins_anew_when_its_reader_has_gone(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *STANDING, fragment="kiosk=90", alone=True, **STILL)
    page.clock.install()
    entries = page.evaluate("history.length")
    story, ask, heading = page.locator(".story"), page.locator(".kiosk-dialog"), page.locator("h1")
    playing = page.locator(".story.autoplay")
    # It attracts readers by its story, across the whole width, until one touches it.
    expect(playing).to_be_visible()
    assert story.evaluate("(each) => each.offsetWidth") == STANDING[0]
    page.locator(".leaflet-container").click(position={"x": 500, "y": 600})
    expect(playing).to_have_count(0)
    page.locator(".story-leave").click()
    page.locator(".drawer-handle").click()
    page.locator(".actions select.language").select_option("et")
    expect(page.locator("html[lang=et][data-ready=true]")).to_be_attached()
    page.locator(".drawer-handle").click()
    page.locator(".events summary").click()
    page.locator(".time-change.on").click()
    expect(heading).to_contain_text("24. august 1939")
    # Whoever is still there touches the button, or anything beside it.
    page.clock.fast_forward(90_000)
    expect(ask).to_contain_text("Kas olete veel siin?")
    page.clock.run_for(3_000)
    # On a busy machine a line takes a second or two, which the clock counts.
    expect(page.locator(".kiosk-count")).to_contain_text(re.compile("[4-7] s"))
    assert violations(page, include=".kiosk-dialog") == []
    ask.get_by_role("button").click()
    expect(ask).to_be_hidden()
    expect(heading).to_contain_text("24. august 1939")
    page.clock.fast_forward(60_000)
    expect(ask).to_be_hidden()
    page.clock.run_for(30_000)
    expect(ask).to_be_visible()
    page.clock.run_for(10_000)
    expect(page.locator("html[lang=en][data-ready=true]")).to_be_attached()
    expect(heading).to_contain_text("23 August 1939")
    expect(playing).to_be_visible()
    expect(page.locator(".drawer.open")).to_have_count(0)
    expect(page.locator(".events[open]")).to_have_count(1)
    # Nobody is asked while it tells itself; no step of it is one to go back to.
    page.clock.fast_forward(100_000)
    expect(ask).to_be_hidden()
    expect(playing).to_be_visible()
    assert page.evaluate("[location.hash, history.length]") == ["#kiosk=90", entries]
    assert page.evaluate(KEPT) is None


def test_a_kiosk_is_for_fingers_and_leads_nowhere(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *STANDING, fragment="kiosk=90&date=1940-06-14", **STILL)
    page.locator(".leaflet-container").click(position={"x": 500, "y": 600})
    assert page.evaluate(SMALL, 48) == []
    assert violations(page) == []
    page.locator(".story-leave").click()
    page.locator(".chief-name").click()
    expect(page.locator(".card .citation").first).to_be_visible()
    assert page.evaluate(SMALL, 48) == []
    assert page.evaluate(WAYS_OUT) == 0
    gone = page.locator(".takes-away, .story-print, .to-projector")
    assert gone.count() > 2
    for part in gone.all():
        expect(part).to_be_hidden()
    menu = "() => !document.body.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))"
    assert page.evaluate(menu)
    page.locator(".card .close").click()
    page.locator(".drawer-handle").click()
    assert page.evaluate(SMALL, 48) == []
    page.locator(".to-compare").click()
    assert page.evaluate(SMALL, 48) == []
    page.locator(".compare .close").click()
    # A touch beside a sign is one of the sign.
    sign = page.locator(".feature.icon:not(.clustered):has(.halo)").first.bounding_box()
    assert sign
    page.mouse.click(sign["x"] + sign["width"] / 2 + 20, sign["y"] + sign["height"] / 2)
    expect(page.locator(".card")).to_be_visible()


def test_a_projector_has_larger_type_and_the_map_alone(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-14", **STILL)
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    usual, name = page.evaluate(size), height_of(page, ".name.capital >> nth=0")
    page.locator(".to-projector").click()
    wait_for_link(page, "mode=projector&panels=")
    assert page.evaluate(size) >= 1.25 * usual
    assert height_of(page, ".name.capital >> nth=0") > 1.2 * name
    expect(page.locator(".section[open]")).to_have_count(0)
    assert height_of(page, ".time-bar") < 50
    # One key, one button, and the key of presenters.
    page.keyboard.press("h")
    panels = page.locator(".headline, .column, .tools, .time-bar, .controls .buttons")
    for panel in panels.all():
        expect(panel).to_be_hidden()
    expect(page.locator(".caption-line")).to_have_text("14 June 1940, 14:06 Airliner Kaleva shot down")
    page.keyboard.press("PageDown")
    expect(page.locator(".caption-line")).to_contain_text("15 June 1940")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(panels.first).to_be_visible()
    assert violations(page) == []
    page.locator(".to-map-alone").click()
    expect(panels.first).to_be_hidden()
    page.locator(".from-map-alone button").click()
    expect(panels.first).to_be_visible()
    # Where letters are typed they are letters.
    page.locator(".search input").press("h")
    expect(panels.first).to_be_visible()
    page.evaluate("() => { document.documentElement.requestFullscreen = async () => { document.title = 'full'; }; }")
    page.locator(".leaflet-container").press("f")
    expect(page).to_have_title("full")


@pytest.mark.long
def test_what_is_folded_is_remembered(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    opened = page.locator(".section[open]")
    assert opened.count() == 3
    high = height_of(page, ".time-bar")
    page.locator(".time-folder").click()
    assert height_of(page, ".time-bar") < 0.6 * high
    for part in (".time-day", ".time-play", ".time-step.on", ".time-change.back"):
        expect(page.locator(part)).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".time-slider")).to_be_hidden()
    page.locator(".skip").nth(1).press("Enter")
    assert page.evaluate("document.activeElement.matches('.time-play')")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page.locator(".events summary").click()
    page.locator(".credits summary").press("Enter")
    page.reload()
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    expect(page.locator(".credits[open]")).to_have_count(1)
    expect(page.locator(".events[open]")).to_have_count(0)
    assert height_of(page, ".time-bar") < 0.6 * high
    # A projector is remembered too, with its own panels; a link goes before what is remembered.
    page.locator(".to-projector").click()
    expect(opened).to_have_count(0)
    page.locator(".key summary").click()
    wait_for_link(page, "panels=key")
    page.evaluate("() => { location.hash = ''; }")
    page.reload()
    expect(page.locator(".key[open]")).to_have_count(1)
    page.evaluate("() => { location.hash = '#mode=projector&panels=changes,time'; }")
    expect(page.locator(".changes[open]")).to_have_count(1)
    expect(page.locator(".key[open]")).to_have_count(0)
    assert height_of(page, ".time-bar") > 50
    page.locator(".to-projector").click()
    expect(page.locator("html:not(.projector)")).to_be_attached()
    expect(page.locator(".credits[open]")).to_have_count(1)


@pytest.mark.long
def test_a_browser_that_keeps_nothing_shows_the_same_page(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, alone=True, **STILL)
    page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('SecurityError'); } });"
    )
    page.reload()
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    expect(page.locator(".section[open]")).to_have_count(3)
    page.locator(".events summary").click()
    page.locator(".time-folder").click()
    expect(page.locator(".time-bar.folded")).to_be_visible()
    page.locator(".to-projector").click()
    expect(page.locator("html.projector")).to_be_attached()
    page.locator(".to-projector").click()
    expect(page.locator("html:not(.projector)")).to_be_attached()


@pytest.mark.long
@pytest.mark.parametrize("size", [(600, 400)], ids=str)
def test_a_small_frame_says_what_it_shows(atlas_page: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(atlas_page, *size, query="embed=1", fragment="date=1940-06-16", **STILL)
    signs = page.locator(".atlas-icons .feature.icon:not(.clustered):has(.halo)")
    free = "() => document.querySelector('.time-bar').getBoundingClientRect().top"
    expect(page.locator(".legend-line li").nth(1)).to_have_text("occupied by the Red Army")
    for lang, day in (("en", "1940-06-14"), ("et", "1940-06-15"), ("lv", "1940-06-17"), ("lt", "1940-08-07")):
        page.evaluate("(link) => { location.hash = link; }", f"lang={lang}&date={day}")
        expect(page.locator(f"html[data-day='{day}'][lang={lang}][data-ready=true]")).to_be_attached()
        assert 0 < signs.count() <= 12
        assert page.evaluate(free) - height_of(page, ".headline") >= 240
        expect(page.locator(".chief-signs")).to_be_visible()
        line = page.locator(".legend-line ul").bounding_box()
        assert line
        assert line["height"] < 20
        # The day and what can be pressed beside it stand apart.
        date, summary = page.locator("h1 .date").bounding_box(), page.locator(".embed-summary").bounding_box()
        assert date
        assert summary
        assert date["x"] + date["width"] < summary["x"]
    assert violations(page) == []
    few = signs.count()
    page.locator(".embed-summary select.language").select_option("en")
    expect(page.locator("html[lang=en]")).to_be_attached()
    assert page.evaluate("document.activeElement.matches('.embed-summary select')")
    for _ in range(4):
        page.locator(".controls .closer").click()
        expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    assert signs.count() > few
