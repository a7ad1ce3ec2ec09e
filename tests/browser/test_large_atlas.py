"""An atlas ten times as large is as light on the page as a small one, whatever the reader opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from baltic_map import MapBuilder
from benchmarks.multiply import multiply
from tests.browser.conftest import READY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

MOST = 5000
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
# The fullest day there is, and one on which the land stands otherwise.
DAY, OTHER = "date=1940-06-16", "date=1940-06-14&compare=1940-06-18"
ELEMENTS = "document.querySelectorAll('*').length"
# The day is told beside the map.
SETTLED = "html[data-day]"


def open_search(page: Page) -> None:
    """Search for what is found very often."""
    page.get_by_role("search").get_by_role("combobox").fill("a")
    expect(page.get_by_role("option").first).to_be_visible()


def nothing(page: Page) -> None:
    """Leave the page as it has opened."""


STATES: dict[str, Callable[[Page], object]] = {
    DAY: nothing,
    f"{DAY}&map=9/59.4/24.5": nothing,
    f"{DAY}&new=1": open_search,
    f"{DAY}&feature=kaleva-shot-down-x1": lambda page: expect(page.locator(".card")).to_be_visible(),
    "story=pact": nothing,
    f"{OTHER}&beside=1": nothing,
    f"{DAY}&certainty=certain": lambda page: page.locator(".to-chronology").click(),
}


@pytest.fixture(scope="session")
def large_page(geodata: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the page of an atlas ten times as large, on the same days."""
    folder = tmp_path_factory.mktemp("large")
    multiply(geodata, folder / "atlas", 10, same_days=True)
    path = folder / "index.html"
    MapBuilder(folder / "atlas").atlas_map().save(path)
    return path


@pytest.mark.long
def test_it_has_few_elements_in_every_state(large_page: Path, open_page: OpenPage) -> None:
    page = open_page(large_page, 1400, 900, fragment=DAY, **STILL)
    found = {}
    for fragment, act in STATES.items():
        page.goto("about:blank")
        page.goto(f"{large_page.as_uri()}#{fragment}")
        page.wait_for_selector(READY, state="attached")
        act(page)
        page.wait_for_selector(SETTLED, state="attached")
        page.wait_for_timeout(100)
        found[fragment] = page.evaluate(ELEMENTS)
    assert {fragment: count for fragment, count in found.items() if count > MOST} == {}
    assert min(found.values()) > MOST / 4, "not all is there"


def test_none_of_its_names_is_written_over_another(large_page: Path, open_page: OpenPage) -> None:
    names = """() => [...document.querySelectorAll(".names > .name, .feature.label .name")]
        .flatMap((each) => [...each.querySelectorAll(".form")]).map((each) => each.getBoundingClientRect())
        .filter(({ width }) => width > 0).map(({ x, y, width, height }) => [x, y, x + width, y + height])"""
    page = open_page(large_page, 1400, 900, fragment=DAY, **STILL)
    page.wait_for_selector(SETTLED, state="attached")
    rooms = page.evaluate(names)
    # A halo may touch another; letters may not.
    shrunk = [(left + 3, top + 3, right - 3, bottom - 3) for left, top, right, bottom in rooms]
    over = [
        (one, other)
        for at, one in enumerate(shrunk)
        for other in shrunk[:at]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert over == []
    assert len(rooms) > 10
