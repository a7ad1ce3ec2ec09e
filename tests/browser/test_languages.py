"""What the page tells is told in the reader's language: of a day, in a card, in the story, in the chronology."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.geodata.test_translations import LANGUAGES, is_enough, language_of
from tests.variants import first

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

DAY, LATER = "1940-06-16", "1941-06-14"
# Each is open at the link: what is told of a day, cards of an event, a base and a border, a step of the story, two days
# compared, the reading that is marked.
VIEWS = (
    f"date={DAY}",
    f"date={LATER}&feature=deportation-1941-estonia",
    f"date={DAY}&feature=battery-315-sorve",
    f"date={DAY}&feature=east-prussia-lithuania-modern",
    "story=lithuania",
    f"date={DAY}&compare={LATER}",
)

# Where the names of the chapters are written, pixels.
WRITTEN = """() => [...document.querySelectorAll(".time-chapter span")].map((span) => {
    const [box, text] = [span.getBoundingClientRect(), document.createRange()];
    text.selectNodeContents(span);
    const left = box.left + parseFloat(getComputedStyle(span).paddingLeft);
    return { left, right: Math.min(text.getBoundingClientRect().right, box.right) };
})"""

# The text of each block that is seen, without what is quoted or cited and what is marked as in another language.
BLOCKS = """() => {
    const lang = document.documentElement.lang;
    const apart = `blockquote, .citation, .story-sources, svg, select, script, style, [lang]:not([lang="${lang}"])`;
    const told = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        let block = node.parentElement;
        if (block.closest(apart) || !block.checkVisibility({ visibilityProperty: true })) continue;
        while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
        told.set(block, (told.get(block) ?? "") + node.data);
    }
    return [...told.values()].map((text) => text.replace(/\\s+/g, " ").trim());
}"""

# What is seen in the frame after the page has followed a link.
GO = """(hash) => new Promise((done) => {
    addEventListener("hashchange", () => requestAnimationFrame(() => requestAnimationFrame(done)), { once: true });
    location.hash = hash;
})"""


def blocks(page: Page) -> set[str]:
    return {text for text in page.evaluate(BLOCKS) if is_enough(text)}


@pytest.mark.parametrize("lang", first(1, reversed(LANGUAGES)))
def test_what_is_seen_is_in_the_language(lang: str, atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, 1400, 900, fragment=f"lang={lang}", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.lang") == lang
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    seen = []
    for view in VIEWS:
        page.evaluate(GO, f"{view}&lang={lang}")
        seen.append(blocks(page))
    page.locator(".to-chronology").dispatch_event("click")
    page.wait_for_selector(".chronology tbody")
    seen.append(blocks(page))
    # Estonian needs the fewest letters: 5 texts of a day and 23 of the table are long enough.
    assert min(map(len, seen)) >= 4
    assert len(set().union(*seen)) >= 30
    assert {text: told for text in set().union(*seen) if (told := language_of(text)) != lang} == {}


@pytest.mark.parametrize(("lang", "day"), [("et", DAY), ("ru", LATER)])
def test_the_name_of_the_open_chapter_is_seen_whole(lang: str, day: str, atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, 1400, 900, fragment=f"date={day}&lang={lang}", reduced_motion="reduce")
    name = page.locator(".time-chapter[aria-current] span")
    expect(name).to_be_visible()
    assert name.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    bounds, track = name.bounding_box(), page.locator(".time-chapters").bounding_box()
    assert bounds
    assert track
    assert bounds["x"] + bounds["width"] <= track["x"] + track["width"] + 1
    # The others are cut where they must be, and none is left out or lies on the next.
    others = page.locator(".time-chapter span").all()
    assert [each.evaluate("(each) => getComputedStyle(each).visibility") for each in others] == ["visible"] * 5
    texts = page.evaluate(WRITTEN)
    assert all(one["right"] <= other["left"] for one, other in pairwise(texts)), texts


@pytest.mark.parametrize("lang", first(2, reversed(LANGUAGES)))
def test_on_a_phone_no_name_is_cut(lang: str, atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, 360, 740, fragment=f"date=1940-06-14&lang={lang}", reduced_motion="reduce")
    # Its two lines end with an ellipsis: none is faded.
    assert page.locator(".chief").evaluate("(each) => getComputedStyle(each).maskImage") == "none"
    height = page.locator(".chief").bounding_box()
    for day in ("1939-12-01", DAY, "1940-06-14"):
        page.evaluate(GO, f"date={day}&lang={lang}")
        name = page.locator(".chief > .chief-name")
        assert name.evaluate("(each) => each.scrollWidth <= each.clientWidth")
        # Less than a line: what hangs below its last one.
        assert name.evaluate("(each) => each.scrollHeight - each.clientHeight") < 10
        # What stands below does not move.
        assert page.locator(".chief").bounding_box() == height
