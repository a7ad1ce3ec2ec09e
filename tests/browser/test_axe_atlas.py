"""The page of all days for every reader: axe-core in all its modes, the keyboard, large type, thick fingers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.variants import first

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

DESK, PHONE = (1400, 900), (360, 740)
DAY = "date=1940-06-16"
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
# What is to be looked at: where, by which link, with what pressed then, under which theme, and which part of the page,
# where the rest is that of a mode before.
MODES: dict[str, tuple[tuple[int, int], str, str | None, str, str | None]] = {
    "desk": (DESK, DAY, None, "light", None),
    "phone sheet dark": (PHONE, DAY, ".drawer-handle", "dark", None),
    "desk compare": (DESK, f"{DAY}&compare=1940-06-17", None, "light", ".compare"),
    "desk card": (DESK, f"{DAY}&feature=ultimatum-latvia-1940", None, "light", ".card"),
    "desk chronology": (DESK, DAY, ".to-chronology", "light", ".chronology"),
    "desk story": (DESK, "story=winter-war", ".story-sources summary", "light", None),
    "desk story of waters dark": (DESK, "story=pact", None, "dark", None),
    "phone story": (PHONE, "story=winter-war", None, "light", None),
    "desk card, all": (DESK, f"{DAY}&feature=ultimatum-latvia-1940", None, "light", None),
    "desk compare, all": (DESK, f"{DAY}&compare=1940-06-17", None, "light", None),
}


@pytest.mark.parametrize("mode", first(3, MODES))
def test_no_mode_breaks_a_rule(atlas_page: Path, open_page: OpenPage, mode: str) -> None:
    size, link, pressed, scheme, part = MODES[mode]
    page = open_page(atlas_page, *size, fragment=link, color_scheme=scheme, **STILL)
    if pressed:
        page.locator(pressed).click()
    if pressed == ".to-chronology":
        # Nine hundred lines of the same make take the rules a minute to read; some of them are enough.
        page.wait_for_selector(".chronology tbody")
        page.locator("#chronology-filter").fill("hanko")
    found = violations(page, include=part)
    assert not found, "\n".join(found)


def test_everything_on_the_map_is_reached_by_the_keyboard_and_named(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=DAY, **STILL)
    on_map = ".leaflet-container"
    page.locator(".skip").first.focus()
    page.keyboard.press("Enter")
    reached: set[str] = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        if not page.evaluate("(map) => Boolean(document.activeElement.closest(map))", on_map):
            break
        reached |= walk(page)
    shown = page.locator(f"{on_map} [role=button]").evaluate_all(
        """(all) => all.filter((each) => !each.closest(".off, .hidden-label, .clustered, .no-room"))
            .map((each) => each.dataset.id ?? `+${each.dataset.of}`)"""
    )
    assert len(shown) > 100
    assert set(shown) - reached == set()
    names = page.locator(f"{on_map} [role=button]").evaluate_all(
        "(all) => all.map((each) => each.ariaLabel ?? each.querySelector('title').textContent)"
    )
    assert all(names)


def test_the_second_link_skips_to_the_time_bar(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=DAY, **STILL)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the map")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the time bar")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("slider", name="Day", exact=True)).to_be_focused()


def test_what_is_drawn_is_named_once(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=DAY, **STILL)
    expect(page.get_by_role("button", name="Lithuania: occupied by the Red Army", exact=True)).to_have_count(1)
    # A label beside a title would be said, and the title after it. Over a sign stands the page's own tooltip.
    assert page.locator(".atlas-pane .feature[role=button][aria-label]").count() > 100
    assert page.locator(".atlas-pane [role=button][aria-label]:has(title)").count() == 0
    assert page.locator(".atlas-pane [role=button]:not([aria-label], :has(> title))").count() == 0


def test_what_folds_has_no_sign_in_its_name(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="story=pact", **STILL)
    signs = page.locator("summary").evaluate_all(
        "(all) => all.map((each) => getComputedStyle(each, '::after').content)"
    )
    assert set(signs) == {'"+" / ""', '"–" / ""'}


@pytest.mark.parametrize("scheme", first(1, ["light", "dark"]))
def test_names_of_waters_stand_out_on_any_ground(atlas_page: Path, open_page: OpenPage, scheme: str) -> None:
    page = open_page(atlas_page, *DESK, fragment=DAY, color_scheme=scheme, **STILL)
    found = page.evaluate(
        """() => {
            const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
            const light = (colour) => {
                pen.fillStyle = colour;
                pen.fillRect(0, 0, 1, 1);
                const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((each) => each / 255)
                    .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
            };
            const fillOf = (each) => getComputedStyle(each).fill;
            const fills = (selector) => [...document.querySelectorAll(selector)].map(fillOf);
            const names = fills(".name.sea .name-then, .name.lake .name-then, .name.river .name-then").map(light);
            const grounds = fills(".fill, .bare-land, rect.sea").map(light);
            return [names.length, grounds.length, ...names.flatMap((name) => grounds
                .map((ground) => Math.max(name, ground) / Math.min(name, ground)))];
        }"""
    )
    assert found[0] > 10
    assert found[1] > 10
    assert min(found[2:]) >= 4.5


HERE = "document.activeElement.dataset.id ?? `+${document.activeElement.dataset.of}`"
WALK = f"""(start) => {{
    const found = [{HERE}];
    while (found.at(-1) !== start && found.length < 400) {{
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {{ key: "ArrowRight", bubbles: true }}));
        found.push({HERE});
    }}
    return found;
}}"""


def walk(page: Page) -> set[str]:
    """Go through a group by the arrow key until it begins anew; the first is pressed, to press hundreds takes long."""
    start = page.evaluate(f"() => {HERE}")
    page.keyboard.press("ArrowRight")
    found: list[str] = page.evaluate(WALK, start)
    assert found[-1] == start, "the arrow key does not come round"
    return set(found)


@pytest.mark.parametrize("link", [f"{DAY}&compare=1940-06-17", "story=winter-war"], ids=["compare", "story"])
def test_the_focus_of_every_control_is_seen(atlas_page: Path, open_page: OpenPage, link: str) -> None:
    page = open_page(atlas_page, *DESK, fragment=link, **STILL)
    page.keyboard.press("Tab")
    unseen = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll("button, input, select, summary, a[href]")];
            const found = [];
            for (const each of all) {
                if (!each.checkVisibility({ visibilityProperty: true }) || each.disabled) continue;
                each.focus();
                const { outlineStyle, outlineWidth } = getComputedStyle(each);
                // A slider shows it at its thumb, the search by the rule under it.
                const isSeen = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || each.type === "range"
                    || getComputedStyle(each.parentElement).boxShadow !== "none";
                if (document.activeElement === each && !isSeen) found.push(each.outerHTML.slice(0, 90));
            }
            return found;
        }"""
    )
    assert unseen == []


def cut_parts(page: Page) -> Any:
    """List the controls that lie outside the window and cannot be scrolled to."""
    return page.evaluate(
        """() => {
            const all = [...document.querySelectorAll("button, input, select, summary, h1, h2, label")];
            const cut = [];
            for (const each of all) {
                if (!each.checkVisibility({ visibilityProperty: true })) continue;
                if (each.closest(".visually-hidden, .divider-handle")) continue;
                each.scrollIntoView({ block: "nearest", inline: "nearest" });
                const { left, right, top, bottom, width } = each.getBoundingClientRect();
                if (width <= 1) continue;
                const isInside = left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1;
                if (!isInside) cut.push(each.outerHTML.slice(0, 90));
            }
            return cut;
        }"""
    )


@pytest.mark.parametrize(
    "link",
    first(1, ["story=winter-war", f"{DAY}&compare=1940-06-17"]),
    ids=["story", "compare"],
)
def test_at_twice_the_size_nothing_is_lost(atlas_page: Path, open_page: OpenPage, link: str) -> None:
    page = open_page(atlas_page, 700, 450, fragment=link, device_scale_factor=2, **STILL)
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert cut_parts(page) == []
    for sheet in page.locator(".drawer, .card, .story, .compare").all():
        if sheet.is_visible():
            box = sheet.bounding_box()
            bar = page.locator(".time-bar").bounding_box()
            assert box
            assert bar
            assert box["y"] + box["height"] <= bar["y"] + 1
            assert box["height"] > 100
    slider = page.locator(".time-bar input[type=range]")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("h1")).to_contain_text("23 August 1939")


SMALL = """(least) => [...document.querySelectorAll("button, select, summary, input, a[href]")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".visually-hidden"))
    .map((each) => {
        const target = each.matches("[type=checkbox]") ? each.closest("label") : each;
        const { width, height } = target.getBoundingClientRect();
        return [Math.round(Math.min(width, height) * 10) / 10, each.outerHTML.slice(0, 90)];
    })
    .filter(([size]) => size > 1 && size < least)"""


@pytest.mark.parametrize("link", first(1, [DAY, f"{DAY}&compare=1940-06-17"]), ids=["day", "compare"])
def test_targets_are_large_enough(atlas_page: Path, open_page: OpenPage, link: str) -> None:
    page = open_page(atlas_page, *DESK, fragment=link, **STILL)
    assert page.evaluate(SMALL, 24) == []


def test_on_a_phone_the_main_buttons_fit_a_thumb(atlas_page: Path, open_page: OpenPage) -> None:
    main = {
        DAY: ".drawer-handle, .event-list button",
        f"{DAY}&compare=1940-06-17": ".compare .compare-step",
        "story=winter-war": ".story-back, .story-on, .story-leave",
    }
    for link, buttons in main.items():
        page = open_page(atlas_page, *PHONE, fragment=link, has_touch=True, **STILL)
        assert link != DAY or page.evaluate(SMALL, 24) == []
        boxes = [(button, button.bounding_box()) for button in page.locator(buttons).all()]
        assert any(box and box["width"] for _, box in boxes)
        for button, box in boxes:
            if box and box["width"]:
                assert min(box["width"], box["height"]) >= 40, button.evaluate("(each) => each.outerHTML")
