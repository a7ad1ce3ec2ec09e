"""The readings of the land on the page: chosen, linked, told and marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from baltic_map import MapBuilder
from tests.unit.test_readings import folder_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage
    from tests.browser.eyes import Eyes

HOSTILE = ("Beland’s account", "Beland’s <b>account</b> &amp; “more”")


@pytest.fixture(scope="session")
def readings_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a page of an atlas with three readings, the last of which is marked."""
    folder = folder_of(tmp_path_factory.mktemp("readings"))
    config = folder / "atlas.toml"
    config.write_text(config.read_text(encoding="utf-8").replace(*HOSTILE), encoding="utf-8")
    path = folder / "index.html"
    MapBuilder(folder).atlas_map().save(path)
    return path


def legend(page: Page) -> list[str]:
    return page.locator(".legend-group:not([data-layer])").first.locator("li > span").all_inner_texts()


def test_a_reading_is_a_map_of_its_own(readings_page: Path, open_page: OpenPage) -> None:
    page = open_page(readings_page, 1400, 900, fragment="date=1900-01-07", timezone_id="America/New_York")
    assert legend(page) == ["West: occupied"]
    assert page.locator(".reading-name").count() == 0
    select = page.get_by_label("Reading")
    assert select.locator("option").all_inner_texts() == ["As administered", "Who held the arms", "As Beland told it"]
    select.select_option("arms")
    page.wait_for_selector('html[data-ready="true"]')
    assert legend(page) == ["West: held by Beland"]
    assert page.locator(".reading-name").inner_text() == "Who held the arms"
    assert page.evaluate("location.hash") == "#date=1900-01-07&reading=arms"
    assert page.evaluate("document.activeElement.className") == "reading"
    assert page.locator(".reading-mark").count() == 0
    page.go_back()
    page.wait_for_function("!location.hash.includes('reading')")
    assert legend(page) == ["West: occupied"]


def test_a_link_opens_a_reading_with_its_words_and_mark(readings_page: Path, open_page: OpenPage) -> None:
    page = open_page(readings_page, 1400, 900, fragment="date=1900-01-07&reading=claimed")
    assert legend(page) == ["West: “Invited”"]
    told = "As Beland told it. Beland’s <b>account</b> &amp; “more”"
    assert page.locator(".reading-name").inner_text() == told
    assert page.locator(".reading-switch p").all_inner_texts() == ["What Beland said.", "A Paper, Journal, vol. 3."]
    assert page.locator("pattern.reading-mark-words text").first.text_content() == HOSTILE[1]
    # Another day and language keep the reading.
    page.keyboard.press("ArrowLeft")
    page.locator(".area").first.press("Enter")
    assert "reading=claimed" in page.evaluate("location.hash")


def test_a_link_to_a_reading_that_is_not_there_opens_the_first(readings_page: Path, open_page: OpenPage) -> None:
    page = open_page(readings_page, fragment="date=1900-01-07&reading=nosuch")
    assert legend(page) == ["West: occupied"]


@pytest.mark.parametrize("size", [(1400, 900), (360, 740)])
def test_any_part_of_a_marked_map_says_so(readings_page: Path, eyes: Eyes, size: tuple[int, int]) -> None:
    def picture(fragment: str) -> bytes:
        eyes.open(readings_page, *size, fragment)
        return eyes.run(
            "return [...document.querySelectorAll('.reading-mark')].map((each) => each.getBoundingClientRect())"
            ".map(({ left, top, right, bottom }) => [left <= 0, top <= 0, right >= innerWidth, bottom >= 200])"
        )

    assert picture("date=1900-01-07") == []
    assert picture("date=1900-01-07&reading=claimed&map=9/52/3") == [[True] * 4]
