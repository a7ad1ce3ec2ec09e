"""The page of a day, as axe-core reads it: wide and narrow, by day and by night, with every panel that opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from baltic_map import MapBuilder
from tests.browser.axe import violations
from tests.variants import first_rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import OpenPage, PageLog

DAY = "1940-06-16"
SIZES = {"desk": (1400, 900), "phone": (360, 740)}


@pytest.fixture(scope="module")
def day(geodata: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("axe") / "day.html"
    MapBuilder(geodata).day(DAY).save(path)
    return path


@pytest.mark.parametrize(("size", "scheme"), first_rows(1, [("phone", "dark"), ("desk", "light")]))
def test_a_day_breaks_no_rule(day: Path, open_page: OpenPage, size: str, scheme: str) -> None:
    page = open_page(day, *SIZES[size], color_scheme=scheme, reduced_motion="reduce")
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light")])
def test_an_open_card_breaks_no_rule(day: Path, open_page: OpenPage, size: str, scheme: str) -> None:
    page = open_page(day, *SIZES[size], color_scheme=scheme, reduced_motion="reduce")
    page.locator(".area").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".card:not([hidden])")
    found = violations(page)
    assert not found, "\n".join(found)


def test_what_is_broken_is_told_and_the_policy_stays(day: Path, open_page: OpenPage, page_log: PageLog) -> None:
    page = open_page(day, *SIZES["desk"])
    page.evaluate(
        """() => {
          const bad = document.createElement("button");
          bad.id = "bad";
          document.querySelector("main, body").append(bad);
        }"""
    )
    told = violations(page, include="#bad")
    assert [line.partition(" ")[0] for line in told] == ["button-name"]
    assert "#bad" in told[0]
    page_log.check()
    # The rules came in from outside; the page itself still lets no other script in.
    assert page.evaluate(
        """() => new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", () => resolve(true), { once: true });
          const script = document.createElement("script");
          script.textContent = "globalThis.intruder = true";
          document.head.append(script);
          if (globalThis.intruder) { resolve(false); }
        })"""
    )
    page_log.clear()
