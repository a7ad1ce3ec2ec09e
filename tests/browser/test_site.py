"""A site: its light pages draw the whole atlas from the files beside them, and say their day until then."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from baltic_map import MapBuilder

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, PageLog

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
SHARED = ("begin.js", "plain.css", "atlas.js")
OWN, WHOLE = "Friday, 5 January 1900 – Tiny war", "Tiny war"
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    assert list(MapBuilder(TINY).build_site(out))
    return out


def test_a_light_page_opens_from_a_disk_on_its_day(site: Path, open_page: OpenPage) -> None:
    page = open_page(site / "1900-01-05.html", beside=SHARED)
    html = page.locator("html")
    expect(html).to_have_attribute("data-day", "1900-01-05")
    expect(page.locator("h1")).to_have_text("Friday, 5 January 1900")
    expect(page.locator(".area").first).to_be_visible()
    expect(page.locator("main.plain-text")).to_have_count(0)
    expect(page).to_have_title(OWN)
    # It is the whole atlas, and called after its day as long as it shows it.
    page.locator(".time-step.on").click()
    expect(html).to_have_attribute("data-day", "1900-01-06")
    expect(page).to_have_title(WHOLE)
    page.locator(".time-step.back").click()
    expect(page).to_have_title(OWN)
    # Its links are there in each language.
    links = page.locator(".column.right > nav a")
    expect(links).to_have_text(["← 4 January 1900", "6 January 1900 →", "January 1900", "The whole atlas"])
    # The same files draw the page of the whole atlas.
    index = open_page(site / "index.html", beside=SHARED)
    expect(index).to_have_title(WHOLE)


def test_without_its_script_a_light_page_tells_its_day(
    site: Path, open_page: OpenPage, page_log: PageLog, tmp_path: Path
) -> None:
    text = (site / "1900-01-05.html").read_text(encoding="utf-8")
    for name in ("1900-01-05.html", "plain.css", "begin.js"):
        (tmp_path / name).write_bytes((site / name).read_bytes())
    (tmp_path / "stripped.html").write_text(SCRIPT.sub("", text), encoding="utf-8")
    # Scripts that do not run, and a script that is not there.
    for name, own in (("stripped.html", SHARED[1:2]), ("1900-01-05.html", SHARED)):
        page = open_page(tmp_path / name, ready=False, beside=own)
        told = page.locator("body").inner_text()
        assert "here none has run" in told
        assert "cannot be drawn" not in told
        assert "14:06, local time (Certain) [1]" in told
        assert "Writer, A Book (1950), p. 7" in told
        expect(page.locator(".folium-map")).to_be_hidden()
        expect(page.get_by_role("link", name="6 January 1900")).to_have_attribute("href", "1900-01-06.html")
    # Chromium says that a file is not there.
    page_log.complaints[:] = [each for each in page_log.complaints if "ERR_FILE_NOT_FOUND" not in each]
