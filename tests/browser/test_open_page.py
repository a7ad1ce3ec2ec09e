"""The fixtures of the browser tests hear what they must hear: a deaf one would pass any page."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, PageLog, Watch

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


def test_a_page_knows_nothing_of_the_one_before_it_in_its_tab(
    tmp_path: Path, open_page: OpenPage, watches: list[Watch], blank: str
) -> None:
    path = write(tmp_path, "<p>Text</p>", "<style>p { height: 400px; }</style>")
    page = open_page(path)
    page.mouse.move(20, 20)
    left = "[name, localStorage.length, sessionStorage.length, document.querySelectorAll('p:hover').length]"
    page.evaluate("() => { window.name = 'a'; localStorage.setItem('b', 'c'); sessionStorage.setItem('d', 'e'); }")
    assert page.evaluate(left) == ["a", 1, 1, 1]
    watches[-1].clear(blank)
    assert open_page(path) is page
    assert page.evaluate(left) == ["", 0, 0, 0]


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("<img src='https://tile.example/1.png' alt=''>", "https://tile.example/1.png"),
        ("<script>fetch('https://api.example/day').catch(() => 0)</script>", "https://api.example/day"),
        ("<link rel=stylesheet href='http://cdn.example/leaflet.css'>", "http://cdn.example/leaflet.css"),
        ("<iframe src='https://frame.example/'></iframe>", "https://frame.example/"),
        ("<script>new WebSocket('wss://live.example/')</script>", "wss://live.example/"),
    ],
)
def test_a_request_is_blocked_and_told(
    tmp_path: Path, open_page: OpenPage, page_log: PageLog, body: str, asked: str
) -> None:
    page = open_page(write(tmp_path, body))
    page.wait_for_load_state("load")
    # What a script asks for may be told after the page has loaded.
    end = time.monotonic() + 10
    while not (told := [url for url in page_log.requests if url.endswith(asked)]) and time.monotonic() < end:
        page.evaluate("new Promise((done) => setTimeout(done, 20))")
    assert told
    with pytest.raises(AssertionError, match="asked the network"):
        page_log.check()
    page_log.clear()


def test_a_file_beside_is_not_read(tmp_path: Path, open_page: OpenPage, page_log: PageLog) -> None:
    open_page(write(tmp_path, "<img src='neighbour.png' alt=''>")).wait_for_load_state("load")
    assert [url for url in page_log.requests if url.endswith("neighbour.png")]
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
