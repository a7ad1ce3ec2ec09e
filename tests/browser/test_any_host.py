"""The page wherever it is opened: from a saved copy, in anybody's frame, in an old browser, without its script."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import zlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import pytest
from playwright.sync_api import expect

from baltic_map import MapBuilder
from baltic_map.days import Axis
from baltic_map.web.packed_data import as_letters
from baltic_map.web.page import OfflineMap
from baltic_map.web.timebar import TimeBar
from tests.browser.conftest import READY
from tests.unit.pages import bytes_of, library_in
from tests.variants import first, first_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, PageLog

DESK = (1400, 900)
DAY = "1940-06-16"
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)

# How many there are of everything a page is made of, and what it says of its day in each place.
SHAPE = """() => {
  const count = {};
  for (const each of document.querySelectorAll("html, head, head *, body *:not(svg *, table *)")) {
    const key = `${each.tagName} ${each.classList[0] ?? ""}`;
    count[key] = (count[key] ?? 0) + 1;
  }
  const text = (selector) => document.querySelector(selector)?.textContent ?? null;
  const root = document.documentElement;
  return {
    count, lang: root.lang, day: root.dataset.day ?? null, head: text("h1"), bar: text(".time-day"),
    title: document.title, classes: [root, document.body, document.querySelector(".folium-map")]
      .map((each) => [...each.classList].sort().join(" ")),
  };
}"""


@pytest.fixture(scope="module")
def day_page(atlas_builder: MapBuilder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("day") / f"{DAY}.html"
    atlas_builder.day(DAY, linked=[date(1940, 6, 15), date(1940, 6, 17)]).save(path)
    return path


@pytest.fixture(scope="module")
def bar_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save a map with a time bar and a layer that has days."""
    page = OfflineMap("Ten days", location=[0, 0], zoom_start=4)
    bar = TimeBar(Axis(date(1900, 1, 1), date(1900, 1, 11)))
    bar.during(folium.CircleMarker([1, 1]), "1900-01-03", "1900-01-05").add_to(page)
    bar.add_to(page)
    path = tmp_path_factory.mktemp("bar") / "bar.html"
    page.save(path)
    return path


# ------------------------------------------------------------------ saved while it lived
def save_as(page: Page, path: Path) -> Path:
    """Write what a browser writes as a whole page: the elements as they are now, with the scripts."""
    path.write_text(f"<!DOCTYPE html>\n{page.evaluate('document.documentElement.outerHTML')}", encoding="utf-8")
    return path


# By which link the page was opened, and what was pressed then.
LIVES = {
    "short": (
        ("feature=ultimatum-latvia-1940&lang=lt", ".time-step.on"),
        ("date=1940-06-14&compare=1940-06-17&layers=bases&opacity=40", None),
    ),
    "long": (
        ("date=1940-06-17", ".time-step.on"),
        ("story=winter-war", ".story-on"),
        ("", ".to-chronology"),
    ),
}


@pytest.mark.parametrize("lives", first(1, LIVES))
def test_a_saved_page_opens_as_it_was_written(
    atlas_page: Path, open_page: OpenPage, tmp_path: Path, lives: str
) -> None:
    fresh = open_page(atlas_page, *DESK, **STILL).evaluate(SHAPE)
    assert fresh["head"] == "Sunday, 16 June 1940"
    assert (fresh["day"], fresh["bar"]) == (DAY, "Sunday, 16 June 1940")
    path = atlas_page
    # Each life is that of the copy of the one before.
    for number, (link, pressed) in enumerate(LIVES[lives]):
        page = open_page(path, *DESK, fragment=link, **STILL)
        if pressed:
            page.locator(pressed).click()
        assert page.evaluate(SHAPE) != fresh
        path = save_as(page, tmp_path / f"saved-{number}.html")
    assert open_page(path, *DESK, **STILL).evaluate(SHAPE) == fresh


def test_a_saved_page_of_a_day_opens_as_it_was(day_page: Path, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(day_page, *DESK)
    fresh = page.evaluate(SHAPE)
    page.locator(".event-list button").first.click()
    saved = open_page(save_as(page, tmp_path / "saved.html"), *DESK)
    assert saved.evaluate(SHAPE) == fresh


def test_a_saved_map_with_a_time_bar_opens_as_it_was(bar_page: Path, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(bar_page, *DESK, ready=False)
    expect(page.locator(".time-day")).to_have_text("Monday, 1 January 1900")
    fresh = page.evaluate(SHAPE)
    page.locator(".time-step.on").click()
    page.locator(".time-step.on").click()
    expect(page.locator("path.leaflet-interactive")).not_to_have_class(re.compile("day-off"))
    saved = open_page(save_as(page, tmp_path / "saved.html"), *DESK, ready=False)
    expect(saved.locator(".time-day")).to_have_text("Monday, 1 January 1900")
    assert saved.evaluate(SHAPE) == fresh
    assert saved.locator("path.leaflet-interactive").count() == 1


def test_a_page_saved_without_its_script_stays_as_it_was(atlas_page: Path, open_page: OpenPage, tmp_path: Path) -> None:
    colours = """() => [...document.querySelectorAll(".fill, .headline, .time-bar")]
        .map((each) => [getComputedStyle(each).fill, getComputedStyle(each).backgroundColor])"""
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-17", **STILL)
    path = save_as(page, tmp_path / "saved.html")
    path.write_text(SCRIPT.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    saved = open_page(path, *DESK, ready=False, **STILL)
    expect(saved.locator("h1")).to_have_text("Monday, 17 June 1940")
    assert saved.evaluate(colours) == page.evaluate(colours)
    assert len(set(map(tuple, saved.evaluate(colours)))) > 5
    expect(saved.locator(".unscripted")).to_have_count(0)


# ------------------------------------------------------------------ in frames
HIDING = {
    "not displayed": ('<div hidden id="box">{}</div>', "document.getElementById('box').hidden = false"),
    "folded": ("<details><summary>More</summary>{}</details>", "document.querySelector('details').open = true"),
    "no size": (
        '<style>iframe {{ width: 100%; height: 100% }}</style><div id="box" style="width: 0; height: 0">{}</div>',
        "document.getElementById('box').style.cssText = 'width: 1100px; height: 750px'",
    ),
}


@pytest.mark.parametrize("way", first(1, HIDING))
def test_a_frame_that_was_hidden_is_drawn_as_one_that_was_not(
    day_page: Path, open_page: OpenPage, tmp_path: Path, way: str
) -> None:
    told = """() => {
        const width = document.querySelector(".area[data-id^=lva-]").getBoundingClientRect().width;
        const names = document.querySelectorAll(".label:not(.hidden-label) .form:not(.hidden-label) .name-then").length;
        return [Math.round(width), names, document.querySelector(".leaflet-control-scale-line").textContent];
    }"""
    inside = html.escape(day_page.read_text(encoding="utf-8"))
    frame = f'<iframe srcdoc="{inside}" width="1100" height="750" style="border: 0"></iframe>'
    before, act = HIDING[way]
    host = tmp_path / "host.html"
    host.write_text(f'<!doctype html><meta charset="utf-8">{before.format(frame)}', encoding="utf-8")
    page = open_page(host, *DESK, ready=False)
    page.frame_locator("iframe").locator(READY).wait_for(state="attached")
    page.evaluate(act)
    expect(page.frame_locator("iframe").locator(".name.state:not(.hidden-label)", has_text="Latvia")).to_be_visible()
    shown = open_page(day_page, 1100, 750)
    expected = shown.evaluate(told)
    assert page.frames[1].evaluate(told) == expected
    assert expected[0] > 150
    assert expected[1] > 15
    assert expected[2] == "100 km"


@pytest.mark.parametrize(
    ("codec", "head"),
    first_rows(1, [("koi8_r", '<meta charset="koi8-r">'), ("cp1257", '<meta charset="windows-1257">'), ("cp1252", "")]),
)
def test_a_notebook_may_be_of_any_code_page(
    atlas_builder: MapBuilder, open_page: OpenPage, tmp_path: Path, codec: str, head: str
) -> None:
    frame = MapBuilder(atlas_builder.atlas, lang="lv").day(DAY)._repr_html_()
    host = tmp_path / "host.html"
    host.write_bytes(f"<!doctype html>{head}<title>Host</title>{frame}".encode(codec))
    page = open_page(host, *DESK, ready=False)
    inside = page.frame_locator("iframe")
    inside.locator(READY).wait_for(state="attached")
    expect(inside.locator("h1")).to_have_text("svētdiena, 1940. gada 16. jūnijs")
    assert page.locator("iframe").get_attribute("title") == (
        "svētdiena, 1940. gada 16. jūnijs – Padomju okupācija Baltijas valstīs"
    )


# ------------------------------------------------------------------ without the script
def stripped(page: Path, folder: Path) -> Path:
    """Write the page as mail and course platforms leave it."""
    path = folder / "stripped.html"
    path.write_text(SCRIPT.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def in_a_sandbox(page: Path, folder: Path) -> Path:
    path = folder / "sandbox.html"
    inside = html.escape(page.read_text(encoding="utf-8"))
    path.write_text(
        f'<!doctype html><meta charset="utf-8"><iframe sandbox="" srcdoc="{inside}" width="900" height="700"></iframe>',
        encoding="utf-8",
    )
    return path


DAY_IN_WORDS = (
    "Sunday, 16 June 1940 – Soviet occupation of the Baltic states",
    "The map on this page is drawn by a script, and here none has run. This is what it tells, in words.",
    "Ultimatum to Latvia",
    "14:00, Moscow time (Certain) [",
    "14:30, Moscow time Ultimatum to Estonia (Certain) [",
    "Lithuania: occupied by the Red Army [",
    "Estonia: under Soviet blockade [",
    "Sources",
)


@pytest.mark.parametrize("way", [stripped, in_a_sandbox], ids=["stripped", "sandbox"])
def test_without_its_script_a_page_tells_its_day(
    day_page: Path, open_page: OpenPage, page_log: PageLog, tmp_path: Path, way: Callable[[Path, Path], Path]
) -> None:
    page = open_page(way(day_page, tmp_path), *DESK, ready=False)
    inside = page.frame_locator("iframe") if way is in_a_sandbox else page
    told = inside.locator("body").inner_text()
    for text in DAY_IN_WORDS:
        assert text in told
    assert "too old" not in told
    assert "cannot be drawn" not in told
    expect(inside.locator(".folium-map")).to_be_hidden()
    expect(inside.get_by_role("link", name="Next change: 17 June 1940")).to_have_attribute("href", "1940-06-17.html")
    expect(inside.get_by_role("heading", level=1)).to_have_count(1)
    # A sandbox says that it has stopped the scripts.
    page_log.complaints[:] = [each for each in page_log.complaints if "sandbox" not in each]


def test_without_its_script_the_whole_atlas_tells_its_key_days(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(stripped(atlas_page, tmp_path), *DESK, ready=False)
    heads = page.get_by_role("heading", level=2).all_inner_texts()
    assert heads == [
        *(atlas_builder.local_scene.messages.format_day(day) for day in atlas_builder.atlas.config.key_days),
        "Sources",
        "Credits",
    ]
    told = page.locator("body").inner_text()
    assert "23:50, Moscow time Ultimatum to Lithuania (Certain) [" in told
    assert "Latvia: annexed as a Soviet republic [" in told
    # It can be read to its end.
    assert page.evaluate("document.documentElement.scrollHeight > innerHeight")
    page.mouse.wheel(0, 400)
    page.wait_for_function("() => window.scrollY > 0")


def test_without_its_script_a_map_with_a_time_bar_tells_its_days(
    bar_page: Path, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(stripped(bar_page, tmp_path), *DESK, ready=False)
    assert page.get_by_role("heading").all_inner_texts() == ["Ten days", "1 January 1900 to 10 January 1900"]


def test_a_page_that_is_drawn_says_nothing_twice(day_page: Path, open_page: OpenPage) -> None:
    page = open_page(day_page, *DESK)
    assert page.locator(".plain-text:not(template)").count() == 0
    assert "[1]" not in page.locator("body").inner_text()
    assert page.get_by_role("heading", level=1).count() == 1
    text = page.evaluate("document.querySelector('template.plain-text').content.textContent")
    assert "Lithuania: occupied by the Red Army" in text


# ------------------------------------------------------------------ what cannot be drawn
SENTENCE = "The map cannot be drawn in this browser. It takes Chrome 113, Firefox 113, Safari 16.4 or a later one."


def expect_text_instead(page: Page) -> None:
    expect(page.locator(".plain-text .too-old")).to_contain_text(SENTENCE)
    expect(page.locator(".plain-text .unscripted")).to_be_hidden()
    expect(page.locator(".plain-text h2", has_text="Ultimatum to Latvia")).to_be_visible()
    expect(page.locator(".folium-map")).to_be_hidden()
    expect(page.locator(".headline")).to_have_count(0)
    assert page.evaluate("document.documentElement.className") == ""


def test_an_old_browser_gets_a_sentence_and_the_text(day_page: Path, open_page: OpenPage, page_log: PageLog) -> None:
    page = open_page(day_page, *DESK, ready=False, alone=True)
    page.add_init_script("CSS.supports = () => false;")
    page.wait_for_selector(READY, state="attached")
    page.reload()
    expect_text_instead(page)
    assert len(page_log.complaints) == 1
    assert "The map cannot be drawn in this browser." in page_log.complaints[0]
    page_log.clear()


def damaged(page: Path, folder: Path, right: str, wrong: str) -> Path:
    """Change the page, and let its policy still allow its script."""
    text = page.read_text(encoding="utf-8")
    # The data is packed.
    data = re.search(r'<script type="application/zlib"[^>]*>(.*?)</script>', text)
    assert data
    plain = zlib.decompress(bytes_of(data[1])).decode()
    assert right in text or right in plain
    text = text.replace(data[1], as_letters(zlib.compress(plain.replace(right, wrong).encode())))
    own = re.search(r'id="page-script">(.*?)</script>', text, re.DOTALL)
    assert own

    def digest(script: str) -> str:
        return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    changed = text.replace(right, wrong).replace(digest(own[1]), digest(own[1].replace(right, wrong)))
    path = folder / "damaged.html"
    path.write_text(changed, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ('L.map("', 'let 1; L.map("', "uncaught"),
        ('L.map("', 'null.at(0)("', "null"),
        ('zlib" id="page', 'zlib" id="no', "null"),
        ('"languages":', '"tongs":', "undefined"),
        ('"legend":{', '"legends":{', "legend"),
        ('zlib" id="scene', 'zlib" id="no', "null"),
    ],
    ids=["unreadable", "no map", "no library", "bad data", "half a page", "no data"],
)
def test_a_page_that_cannot_be_drawn_keeps_its_text(
    day_page: Path, open_page: OpenPage, page_log: PageLog, tmp_path: Path, right: str, wrong: str, complaint: str
) -> None:
    page = open_page(damaged(day_page, tmp_path, right, wrong), *DESK, ready=False)
    expect_text_instead(page)
    assert len(page_log.complaints) == 1
    assert complaint in page_log.complaints[0]
    page_log.clear()


def test_a_page_whose_script_is_refused_keeps_its_text(
    day_page: Path, open_page: OpenPage, page_log: PageLog, tmp_path: Path
) -> None:
    text = day_page.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(library_in(text)[1].encode()).digest()).decode()
    assert digest in text
    path = tmp_path / "refused.html"
    path.write_text(text.replace(digest, "A" * 43 + "="), encoding="utf-8")
    expect_text_instead(open_page(path, *DESK, ready=False))
    assert any("policy: script-src" in each for each in page_log.complaints)
    page_log.clear()
