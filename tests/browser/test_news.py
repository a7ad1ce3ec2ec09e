"""What is new is seen: it arrives, stands out alone if so wished, and is pointed out from list to map and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from baltic_map import MapBuilder
    from tests.browser.conftest import OpenPage

DESK, PHONE = (1400, 900), (360, 740)
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
STEP = """(selector) => {
    document.querySelector(selector).click();
    const ids = (name) => [...document.querySelectorAll(`.feature.${name}`)].map((each) => each.dataset.id).sort();
    return {
        news: ids("new"), arriving: ids("arriving"), growing: ids("grows"),
        badges: document.querySelectorAll(".cluster.arriving").length,
        leaving: document.querySelectorAll(".leaving > *").length,
        animated: document.getAnimations().filter((each) => each.effect.target.closest(".overlay")).length,
    };
}"""
# With what the map draws of it: the day's features alone, no names of places.
MOVING = ".arriving, .grows, .leaving > *, .growing > *"

# What the last of some days that are dragged to lets move.
DRAG = """(days) => {
    const bar = document.querySelector("input.time-slider");
    for (const day of days) {
        document.querySelectorAll(".arriving").forEach((each) => each.classList.remove("arriving"));
        document.querySelectorAll(".leaving > *").forEach((each) => each.remove());
        bar.value = String(day);
        bar.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return {
        news: [...document.querySelectorAll(".feature.new")].map((each) => each.dataset.id).sort(),
        moving: document.querySelectorAll(".arriving, .grows, .leaving > *, .growing > *").length,
    };
}"""


def drawn_news(builder: MapBuilder, day: str, before: str) -> list[str]:
    atlas = builder.atlas
    return sorted(
        each.id for each in atlas.diff(before, day).began if each.geometry is not None and atlas.role(each) != "places"
    )


def test_what_is_new_arrives_and_what_has_ended_leaves(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-14")
    # What was there when the page was opened does not move.
    assert page.locator(MOVING).count() == 0
    seen = page.evaluate(STEP, ".time-step.on")
    news = drawn_news(atlas_builder, "1940-06-15", "1940-06-14")
    assert (seen["news"], seen["arriving"]) == (news, news)
    # With hours of the start and of a town on the way an arrow grows; without, it fades in.
    assert {"route-126th-division", "route-1st-motor-rifle-division", "route-25th-tank-brigade"} < set(seen["growing"])
    assert not {"route-6th-cavalry-corps", "route-smetona", "route-vilnius-ukmerge"} & set(seen["growing"])
    # Together, as one layer over the map and one under the signs.
    assert 0 < seen["leaving"] <= 2
    assert seen["badges"] > 0
    assert seen["animated"] > len(news) / 2
    expect(page.locator(MOVING)).to_have_count(0)


def test_nothing_moves_on_days_that_are_dragged_past(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-13")
    day = atlas_builder.atlas.axis.index("1940-06-15")
    seen = page.evaluate(DRAG, [day - 1, day])
    assert seen["news"] == drawn_news(atlas_builder, "1940-06-15", "1940-06-14")
    assert seen["moving"] == 0
    # Who steps to a day sees it arrive, however fast.
    assert page.evaluate(STEP, ".time-step.on")["animated"] > 0


def test_nothing_moves_for_those_who_want_less_of_it(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-14", **STILL)
    seen = page.evaluate(STEP, ".time-step.on")
    assert seen["news"] == drawn_news(atlas_builder, "1940-06-15", "1940-06-14")
    assert (seen["arriving"], seen["growing"], seen["leaving"], seen["animated"]) == ([], [], 0, 0)
    ring = "(all) => [...new Set(all.map((each) => getComputedStyle(each).strokeWidth))]"
    assert page.locator(".feature.new .halo").evaluate_all(ring) == ["3px"]


def test_only_what_is_new_is_in_full_ink(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-16", **STILL)
    pale, changed = page.locator(".feature.same"), page.locator(".feature.changed")
    assert (pale.count(), changed.count()) == (0, 0)
    page.get_by_label("Only what is new").press("Space")
    page.wait_for_function("() => location.hash.includes('new=1')")
    page.locator(".time-step.on").click()
    ids = changed.evaluate_all("(all) => all.map((each) => each.dataset.id).sort()")
    assert set(drawn_news(atlas_builder, "1940-06-17", "1940-06-16")) <= set(ids)
    assert pale.count() > 50
    assert pale.first.evaluate("(each) => Number(getComputedStyle(each).opacity)") < 0.4
    # Two days that are compared are marked by what differs between them; afterwards the day is again.
    page.locator(".to-compare").click()
    assert page.locator(".atlas-icons .feature.changed").count() != len(ids)
    page.locator(".compare .close").click()
    assert changed.count() == len(ids)
    again = open_page(atlas_page, *DESK, fragment="date=1940-06-17&new=1", **STILL)
    box = again.get_by_label("Only what is new")
    expect(box).to_be_checked()
    assert again.locator(".feature.changed").count() == len(ids)
    box.uncheck()
    assert again.locator(".feature.changed, .feature.same, .same-land").count() == 0


CENTRE = """(each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
}"""


def test_list_and_map_light_each_other(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-17", **STILL)
    line = page.locator('.event-list [data-for="riga-station-square-1940"]')
    sign, tip = page.locator('.feature[data-id="riga-station-square-1940"]'), page.locator("[role=tooltip]")
    halo = page.locator(".spotlight-line")
    for act in (line.hover, line.focus):
        act()
        assert halo.evaluate(CENTRE) == pytest.approx(sign.evaluate(CENTRE), abs=2)
        page.mouse.move(700, 20)
        line.blur()
        expect(halo).to_have_count(0)
    expect(tip).to_be_hidden()
    page.mouse.move(*sign.evaluate(CENTRE))
    # At once: nothing is waited for.
    assert tip.is_visible()
    assert tip.locator("p").all_inner_texts()[0] == "Shooting in the station square of Riga"
    assert "17 June 1940" in tip.inner_text()
    assert "lit" in str(line.get_attribute("class"))
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    # A badge tells what it counts, and lights all its lines.
    badge = page.locator('.cluster[data-of="riga-station-square-1940"]')
    page.mouse.move(*badge.evaluate(CENTRE))
    assert "Riga under curfew" in tip.locator("p").all_inner_texts()
    lit = page.locator(".event-list .lit").evaluate_all("(all) => all.map((each) => each.dataset.for)")
    held = badge.evaluate("(badge) => badge.holds")
    assert {"riga-station-square-1940", *held} >= set(lit) > {"riga-station-square-1940"}
    page.mouse.move(700, 20)
    expect(page.locator(".lit")).to_have_count(0)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_tooltip_comes_with_the_focus_and_stays_on_the_map(
    atlas_page: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(atlas_page, *size, fragment="date=1940-06-16", **STILL)
    # Along the signs by key: each is described, and no tooltip leaves the map.
    page.locator('[data-layer="events"] .feature[tabindex="0"]').focus()
    told = """() => {
        const sign = document.activeElement, tip = document.querySelector("[role=tooltip]");
        const [at, map] = [tip, tip.parentElement].map((each) => each.getBoundingClientRect());
        const isInside = at.left >= map.left && at.right <= map.right && at.top >= map.top && at.bottom <= map.bottom;
        return [sign.dataset.id, sign.getAttribute("aria-describedby") === tip.id && !tip.hidden && isInside];
    }"""
    seen = {}
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        key, is_told = page.evaluate(told)
        seen[key] = is_told
    assert len(seen) > 3
    assert all(seen.values()), seen
    assert page.locator("[aria-describedby=feature-tip]").count() == 1


def test_routes_of_days_before_have_less_ink(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-17", **STILL)
    ink = """(id) => getComputedStyle(document.querySelector(`[data-id="${id}"] .arrow-body`)).opacity"""
    assert page.evaluate(ink, "route-25th-tank-brigade") == "0.6"
    assert page.evaluate(ink, "route-joniskis-riga") == "1"
