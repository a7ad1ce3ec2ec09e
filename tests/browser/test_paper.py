"""Paper says what the screen said: a comparison both its days, a step of the story its text, and all the sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pdf import page_boxes
from tests.variants import first, first_rows

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from baltic_map import MapBuilder
    from tests.browser.conftest import OpenPage

DESK, PHONE = (1400, 900), (360, 740)
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
BEFORE, AFTER = "1940-06-14", "1940-06-18"
BOTH = f"date={BEFORE}&compare={AFTER}"
HEADLINES = {
    "en": "14 June | 18 June 1940",
    "lt": "1940 m. birželio 14 d. | 1940 m. birželio 18 d.",
}
TAGS = {
    "en": ["14 June 1940", "18 June 1940"],
    "lt": ["1940 m. birželio 14 d.", "1940 m. birželio 18 d."],
}
# The names that are seen on each side of the divider, and where.
SIDES = """() => {
    const at = document.querySelector(".divider-line").getBoundingClientRect().left;
    const map = document.querySelector(".leaflet-container").getBoundingClientRect();
    const seen = (plate, isHere) => [...document.querySelectorAll(
        `.${plate}-icons .name .form:not(.hidden-label) .name-then`
    )]
        .map((each) => [each.textContent, each.getBoundingClientRect()])
        .filter(([, box]) => box.width && isHere(box) && box.right > map.left && box.left < map.right
            && box.bottom > map.top && box.top < map.bottom)
        .map(([text, { x, y }]) => `${text} ${Math.round(x)} ${Math.round(y)}`);
    return [seen("atlas", ({ left }) => left < at), seen("other", ({ right }) => right > at)];
}"""


def to_paper(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


def doubled(page: Page) -> list[str]:
    """List the names that are seen on both sides of the divider, but not as one."""
    left, right = page.evaluate(SIDES)
    assert len(left) > 1
    assert len(right) > 1
    name = re.compile(r"^(.+) -?\d+ -?\d+$")
    both = {name.sub(r"\1", each) for each in left} & {name.sub(r"\1", each) for each in right}
    return sorted(each for each in set(left) ^ set(right) if name.sub(r"\1", each) in both)


def texts(page: Page, selector: str) -> list[str]:
    return [" ".join(each.split()) for each in page.locator(selector).all_inner_texts()]


@pytest.mark.long
@pytest.mark.parametrize(("lang", "size"), first_rows(1, [("en", DESK), ("lt", PHONE)]))
def test_a_printed_comparison_tells_both_days(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage, lang: str, size: tuple[int, int]
) -> None:
    page = open_page(atlas_page, *size, fragment=f"{BOTH}&lang={lang}", **STILL)
    to_paper(page)
    assert texts(page, "h1") == [HEADLINES[lang]]
    assert texts(page, ".divider-line .tag") == TAGS[lang]
    for part in (".divider-line", ".divider-line .tag.left", ".divider-line .tag.right", ".legend", ".print-more"):
        expect(page.locator(part)).to_be_visible()
    for part in (".compare", ".divider", ".time-bar"):
        expect(page.locator(part)).to_be_hidden()
    # The legend tells how the land stood on each of the days.
    groups = page.locator(".legend-group:not([data-layer])").evaluate_all(
        "(all) => all.map((each) => [...each.querySelectorAll('h3, li')].map((part) => part.textContent))"
    )
    assert [group[0].split(": ", 1)[1] for group in groups[:2]] == TAGS[lang]
    if lang == "en":
        assert groups[0][1:] == [
            "Lithuania: independent, with Soviet bases",
            "Latvia: under Soviet blockade",
            "Estonia: under Soviet blockade",
        ]
        assert groups[1][1:] == [
            "Latvia: occupied by the Red Army",
            "Estonia: occupied by the Red Army",
            "Lithuania: occupied by the Red Army",
        ]
    assert page.locator(".drawer").evaluate("(each) => each.scrollHeight <= each.clientHeight")
    # All that differs is listed.
    diff = atlas_builder.atlas.diff(BEFORE, AFTER)
    listed = page.locator(".print-more [data-for]").evaluate_all("(all) => all.map((each) => each.dataset.for)")
    assert sorted(listed) == sorted(
        each.id for each in (*diff.began, *(each for each in diff.ended if each.layer != "places"))
    )
    assert page.locator(".print-more .land-changes li").count() == len(diff.holdings)
    assert doubled(page) == []
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".print-more")).to_be_hidden()
    assert len(page_boxes(page.pdf(prefer_css_page_size=True, print_background=True))) in {2, 3}


def test_two_maps_beside_each_other_are_printed_so(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"{BOTH}&beside=1", **STILL)
    to_paper(page)
    lands = page.locator(".bare-land").evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().x)")
    frame = page.locator(".print-frame .neat-inner").first.bounding_box() or {"width": 0}
    assert lands[1] - lands[0] == pytest.approx(frame["width"] / 2, abs=2)
    degrees = page.locator(".print-frame .degree").all_text_contents()
    # Above and below each of the two maps.
    assert degrees.count("24°\u00a0E") == 4
    expect(page.locator(".change-key")).to_be_visible()
    assert page.locator(".drawer").evaluate("(each) => each.scrollHeight <= each.clientHeight")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".bare-land").nth(0).bounding_box() != page.locator(".bare-land").nth(1).bounding_box()


@pytest.mark.long
def test_the_printed_divider_stands_where_it_stood_on_the_ground(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment=BOTH, **STILL)
    divider = page.locator(".divider")
    lon = """() => {
        const map = window[document.querySelector(".folium-map").id];
        const zero = map.getContainer().getBoundingClientRect();
        const x = parseFloat(document.querySelector(".divider-line").style.left);
        return map.containerPointToLatLng([x, map.getSize().y / 2]).lng;
    }"""
    divider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    there = page.evaluate(lon)
    to_paper(page)
    assert page.evaluate(lon) == pytest.approx(there, abs=0.02)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(lon) == pytest.approx(there, abs=0.02)
    expect(divider).to_have_value("58")


@pytest.mark.parametrize("size", first(1, [DESK, PHONE]), ids=["desk", "phone"])
def test_no_name_is_seen_twice_at_the_divider(atlas_page: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(atlas_page, *size, fragment=BOTH, **STILL)
    assert doubled(page) == []
    page.locator(".divider").focus()
    for _ in range(3):
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
        assert doubled(page) == []


def test_a_printed_step_of_the_story_has_its_text_and_a_legend(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="story=winter-war", **STILL)
    to_paper(page)
    story = atlas_builder.atlas.story
    assert story
    step = next(each for each in story.steps if each.id == "winter-war")
    expect(page.locator(".story h2")).to_be_visible()
    assert texts(page, ".story-prose p") == [" ".join(each.split()) for each in step.paragraphs["en"]]
    told, legend = page.locator(".story").bounding_box(), page.locator(".legend").bounding_box()
    assert told
    assert legend
    assert told["height"] > 40
    assert legend["y"] >= told["y"] + told["height"]
    expect(page.locator(".legend li").first).to_be_visible()
    assert page.locator(".drawer").evaluate("(each) => each.scrollHeight <= each.clientHeight")
    for part in (".story header", ".story-turn", ".story-dots", ".events"):
        expect(page.locator(part)).to_be_hidden()


@pytest.mark.parametrize("lang", ["lt"])
def test_every_source_is_printed_whole_and_its_address_can_be_read(
    atlas_page: Path, open_page: OpenPage, lang: str
) -> None:
    page = open_page(atlas_page, *DESK, fragment=f"date=1940-06-16&lang={lang}", **STILL)
    to_paper(page)
    foot = page.locator(".print-foot").inner_text()
    more = texts(page, ".print-more li")
    assert len(more) > 20
    assert "…" not in foot
    assert not re.search(r"%[89a-f][0-9a-f]", foot + " ".join(more), re.IGNORECASE)
    assert any("https://lv.wikipedia.org/wiki/Igaunijas_okupācija_(1940)" in each for each in more)
    assert "Latvijas Okupācijas muzejs, Latvijas okupācija: 1940. gads." in foot
    # Each ends as a citation does, not in the middle.
    assert any(each.endswith({"en": "51, art. II.", "lt": "51, str. II."}[lang]) for each in more)
    assert page.locator(".print-foot").evaluate("(each) => each.scrollHeight <= each.clientHeight")
