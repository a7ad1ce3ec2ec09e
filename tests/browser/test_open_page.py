"""The fixtures of the browser tests hear what they must hear: a deaf one would pass any page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.browser import NoBrowserError, find_browser

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, PageLog

POLICY = (
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; script-src 'unsafe-inline'; "
    'img-src data: blob:">'
)
READY = "<script>document.documentElement.dataset.ready = 'true'</script>"


def write(folder: Path, body: str, head: str = "") -> Path:
    page = folder / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8>{head}<title>Page</title>{body}{READY}", encoding="utf-8")
    return page


def test_a_quiet_page_passes(tmp_path: Path, open_page: OpenPage, page_log: PageLog) -> None:
    pixel = "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==' alt=''>"
    page = open_page(write(tmp_path, pixel, POLICY), 640, 480, fragment="1940-06-16")
    assert page.evaluate("[innerWidth, innerHeight, location.hash]") == [640, 480, "#1940-06-16"]
    page_log.check()


def test_time_zone_and_locale_are_the_tests(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(write(tmp_path, ""), timezone_id="Pacific/Apia", locale="et-EE")
    assert page.evaluate("[Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language]") == [
        "Pacific/Apia",
        "et-EE",
    ]


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("<img src='https://tile.example/1.png' alt=''>", "https://tile.example/1.png"),
        ("<img src='neighbour.png' alt=''>", "neighbour.png"),
        ("<script>fetch('https://api.example/day').catch(() => 0)</script>", "https://api.example/day"),
        ("<link rel=stylesheet href='http://cdn.example/leaflet.css'>", "http://cdn.example/leaflet.css"),
        ("<iframe src='https://frame.example/'></iframe>", "https://frame.example/"),
        ("<script>new WebSocket('wss://live.example/')</script>", "wss://live.example/"),
    ],
)
def test_a_request_is_blocked_and_told(
    tmp_path: Path, open_page: OpenPage, page_log: PageLog, body: str, asked: str
) -> None:
    open_page(write(tmp_path, body)).wait_for_load_state("load")
    assert [url for url in page_log.requests if url.endswith(asked)]
    with pytest.raises(AssertionError, match="asked the network"):
        page_log.check()
    page_log.clear()


@pytest.mark.parametrize(
    ("body", "head", "said"),
    [
        ("<script>console.error('broken')</script>", "", "error: broken"),
        ("<script>console.warn('dubious')</script>", "", "warning: dubious"),
        ("<script>throw new Error('thrown')</script>", "", "uncaught: "),
        ("<script>Promise.reject(new Error('rejected'))</script>", "", "uncaught: "),
        ("<img src='https://tile.example/1.png' alt=''>", POLICY, "policy: img-src refused"),
        ("<p style='color: red'>styled</p>", POLICY, "policy: style-src"),
        ("<script>try { eval('1') } catch { 0 }</script>", POLICY, "policy: script-src refused eval"),
    ],
)
def test_a_complaint_is_told(
    tmp_path: Path, open_page: OpenPage, page_log: PageLog, body: str, head: str, said: str
) -> None:
    page = open_page(write(tmp_path, body, head))
    page.evaluate("new Promise((resolve) => setTimeout(resolve))")
    assert [line for line in page_log.complaints if said in line], page_log.complaints
    page_log.clear()


def test_the_chosen_browser_wins(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.touch(mode=0o755)
    assert find_browser({"BALTIC_MAP_BROWSER": str(mine), "PATH": "/usr/bin"}) == mine
    with pytest.raises(NoBrowserError, match="is no program"):
        find_browser({"BALTIC_MAP_BROWSER": str(tmp_path / "none")})


def test_the_newest_of_playwrights_own_comes_next(tmp_path: Path) -> None:
    for number in ("999", "1200"):
        program = tmp_path / f"chromium-{number}" / "chrome-linux" / "chrome"
        program.parent.mkdir(parents=True)
        program.touch(mode=0o755)
    found = find_browser({"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "PATH": "/usr/bin"})
    assert found == tmp_path / "chromium-1200" / "chrome-linux" / "chrome"


def test_without_a_browser_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoBrowserError, match=r"playwright install chromium.*apt-get install chromium"):
        find_browser({"PATH": str(tmp_path)}, places=())
