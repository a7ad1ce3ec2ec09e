"""The page of a day, as a reader meets it: with eyes, with the keyboard alone, on a phone, at night, on paper."""

from __future__ import annotations

import html
import json
import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

from baltic_map import MapBuilder
from tests.browser.pdf import page_boxes

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, PageLog

DAY = "1940-06-16"
DAYS = ["1939-08-24", "1939-10-12", "1939-12-01", "1940-06-14", DAY, "1940-06-17", "1940-08-06", "1941-06-14"]
DESK, PHONE, FRAME = (1400, 900), (360, 740), (800, 600)
TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
TINY_DAY = "1900-01-05"
HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)} {{ 7 * 7 }} </script><script>alert(1)</script>"
PANEL = ".card:not([hidden])"


@pytest.fixture(scope="module")
def builder(geodata: Path) -> MapBuilder:
    return MapBuilder(geodata)


@pytest.fixture(scope="module")
def pages(builder: MapBuilder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    list(builder.build([*builder.atlas.config.key_days], folder))
    return folder


@pytest.fixture(scope="module")
def day(pages: Path) -> Path:
    return pages / f"{DAY}.html"


def card_title(page: Page) -> str:
    page.wait_for_selector(PANEL)
    return page.locator("#card-title").inner_text()


def tab_until(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until what is focused matches; the way there is what a keyboard reader has to go."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached with {most} times Tab")


@pytest.mark.parametrize("iso", [DAY, "1941-06-14"])
def test_the_page_draws_what_the_plate_has(pages: Path, builder: MapBuilder, open_page: OpenPage, iso: str) -> None:
    # What it asked of the network and complained of, open_page tells when the test ends.
    page = open_page(pages / f"{iso}.html", *DESK)
    drawn = page.locator("[data-id]").evaluate_all("(all) => all.map((each) => each.dataset.id)")
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == builder.local_scene.on(iso).drawn_ids


@pytest.mark.parametrize("size", [DESK], ids=["desk"])
def test_zooming_to_the_finest_ground_is_quiet(day: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(day, *size, reduced_motion="reduce")
    coast = page.locator(".coast path").first.get_attribute("d")
    for _ in range(60):
        # A click during a zoom is lost.
        page.locator(".controls .closer").click()
        if page.locator(".coast path").first.get_attribute("d") != coast:
            return
    pytest.fail("the ground is still the coarse one")


def test_what_is_counted_is_named_by_its_count(day: Path, open_page: OpenPage) -> None:
    page = open_page(day, *PHONE)
    counted = page.locator(".clustered").evaluate_all("(all) => all.map((each) => each.dataset.id)")
    held = page.locator(".cluster").evaluate_all("(all) => all.flatMap((each) => each.holds)")
    assert counted
    assert sorted(counted) == sorted(held)


def test_drawn_lines_have_a_length(day: Path, open_page: OpenPage) -> None:
    page = open_page(day, *DESK)
    empty = page.locator(".border").evaluate_all(
        "(all) => all.filter((each) => !each.querySelector('.rule').getAttribute('d')).map((each) => each.dataset.id)"
    )
    assert empty == []


@pytest.mark.parametrize("size", [DESK, PHONE, FRAME], ids=["desk", "phone", "frame"])
def test_the_opening_view_is_free_of_panels(day: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(day, *size)
    states = [box_of(page, f'.area[data-id^="{code}-"]') for code in ("est", "lva", "ltu")]
    sheets = [sheet.bounding_box() for sheet in page.locator(".headline, .drawer, .column").all() if sheet.is_visible()]
    for sheet in filter(None, sheets):
        for state in states:
            beside = state["x"] >= sheet["x"] + sheet["width"] or sheet["x"] >= state["x"] + state["width"]
            above = state["y"] >= sheet["y"] + sheet["height"] or sheet["y"] >= state["y"] + state["height"]
            assert beside or above, (state, sheet)
    for state in states:
        assert state["y"] >= 0
        assert state["y"] + state["height"] <= size[1]


def box_of(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return {**box}


def rests(page: Page) -> None:
    """Wait until the map has stood still for ten frames."""
    page.evaluate("""async () => {
        let [still, before] = [0, ""];
        while (still < 10) {
            await new Promise(requestAnimationFrame);
            const now = JSON.stringify(document.querySelector(".bare-land").getBoundingClientRect());
            still = now === before ? still + 1 : 0;
            before = now;
        }
    }""")


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_is_wider_than_the_window(day: Path, open_page: OpenPage, width: int) -> None:
    page = open_page(day, width, 740)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for selector in (".headline", ".drawer", ".column"):
        for box in page.locator(selector).all():
            room = box.evaluate("(each) => [each.scrollWidth, each.clientWidth]")
            assert room[0] <= room[1], selector


def test_text_of_twice_the_size_stays_in_its_sheets(day: Path, open_page: OpenPage) -> None:
    page = open_page(day, 1400, 900)
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    for selector in (".headline", ".column.left", ".column.right"):
        room = page.locator(selector).evaluate("(each) => [each.scrollWidth, each.clientWidth]")
        assert room[0] <= room[1], selector
    page.locator(".column.right summary").first.focus()


def test_hostile_text_is_text(tmp_path: Path, open_page: OpenPage) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    path = folder / "events.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    for feature in data["features"]:
        feature["properties"] |= {"name": HOSTILE, "description": HOSTILE, "note": HOSTILE}
    path.write_text(json.dumps(data), encoding="utf-8")
    MapBuilder(folder).day(TINY_DAY).save(tmp_path / "page.html")
    page = open_page(tmp_path / "page.html", *DESK)
    page.locator(".event-list button").first.click()
    assert card_title(page) == HOSTILE
    assert page.locator(".card-text").inner_text() == HOSTILE
    assert page.locator(".card-note p").inner_text() == HOSTILE
    assert page.locator("img").count() == 0


def test_an_atlas_without_territories_opens(tmp_path: Path, open_page: OpenPage) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    config = folder / "atlas.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"^(territories|borders) = .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    for name in ("territories.geojson", "borders.geojson", "holdings.csv"):
        (folder / name).unlink()
    MapBuilder(folder).day("1900-01-01").save(tmp_path / "page.html")
    page = open_page(tmp_path / "page.html", *DESK)
    expect(page.locator("h1")).to_have_text("Monday, 1 January 1900")
    assert page.locator(".area, .border").count() == 0
    assert page.locator(".bare-land").get_attribute("d")


@pytest.mark.parametrize("size", [(160, 160), (600, 160), (1, 1)], ids=str)
def test_a_window_of_any_size_opens(day: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(day, *size)
    assert page.locator(".coast path").first.get_attribute("d")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    expect(page.locator(".name.state:not(.hidden-label)", has_text="Latvia")).to_be_visible()
    page.wait_for_function(
        "(least) => document.querySelector('.area[data-id^=lva-]').getBoundingClientRect().width > least",
        arg=DESK[0] / 4,
    )


def test_the_map_cannot_be_scrolled_in_its_frame(day: Path, open_page: OpenPage) -> None:
    page = open_page(day, *DESK)
    scrolled = page.locator(".leaflet-container").evaluate("(map) => { map.scrollLeft = 140; return map.scrollLeft; }")
    assert scrolled == 0


def test_a_frame_that_is_shown_later_is_drawn_then(day: Path, open_page: OpenPage, tmp_path: Path) -> None:
    inside = html.escape(day.read_text(encoding="utf-8"))
    host = tmp_path / "host.html"
    host.write_text(
        f'<!DOCTYPE html><iframe srcdoc="{inside}" width="900" height="700" style="display: none"></iframe>',
        encoding="utf-8",
    )
    page = open_page(host, *DESK, ready=False)
    frame = page.frame_locator("iframe")
    frame.locator('html[data-ready="true"]').wait_for(state="attached")
    page.evaluate("document.querySelector('iframe').style.display = 'block'")
    expect(frame.locator(".name.state:not(.hidden-label)", has_text="Latvia")).to_be_visible()
    box = frame.locator('.area[data-id^="lva-"]').bounding_box()
    assert box
    assert box["width"] > 150


@pytest.mark.parametrize(("iso", "size"), [("1940-06-14", DESK), ("1940-08-06", PHONE), ("1940-06-14", FRAME)])
def test_names_of_states_stay_in_their_land(pages: Path, open_page: OpenPage, iso: str, size: tuple[int, int]) -> None:
    page = open_page(pages / f"{iso}.html", *size)
    found = page.evaluate(
        """() => [["Estonia", "est"], ["Latvia", "lva"], ["Lithuania", "ltu"]].map(([name, code]) => {
            const texts = [...document.querySelectorAll(
                ".label:not(.hidden-label) .name.state .form:not(.hidden-label) .name-then"
            )];
            const text = texts.find((each) => each.textContent.startsWith(name));
            const areas = [...document.querySelectorAll(".land > .area")];
            const uses = areas.filter((each) => each.dataset.id.split("-").includes(code));
            const paths = uses.map((each) => document.querySelector(each.querySelector("use").getAttribute("href")));
            const box = text.getBoundingClientRect();
            return [0, 0.25, 0.5, 0.75, 1].every((share) => paths.some((path, number) => {
                const matrix = uses[number].getScreenCTM().inverse();
                const point = new DOMPoint(box.left + share * box.width, box.top + box.height / 2);
                return path.isPointInFill(point.matrixTransform(matrix));
            }));
        })"""
    )
    assert found == [True, True, True]


CUT_NAMES = """() => {
    const box = (each) => each.getBoundingClientRect();
    const shown = [...document.querySelectorAll(".headline, .column, .card, .drawer, .controls .buttons")];
    const covers = shown.map(box).filter((each) => each.width && each.height);
    const view = box(document.querySelector(".leaflet-container"));
    const inside = (one, other) => one.left >= other.left && one.right <= other.right
        && one.top >= other.top && one.bottom <= other.bottom;
    const meet = (one, other) => one.left < other.right && other.left < one.right
        && one.top < other.bottom && other.top < one.bottom;
    const texts = [...document.querySelectorAll(".name .name-then")].filter((each) => box(each).width > 0);
    const isCut = (rect) => meet(rect, view) && !covers.some((cover) => inside(rect, cover))
        && (!inside(rect, view) || covers.some((cover) => meet(rect, cover)));
    const core = ({ left, right, top, bottom }) => ({ left, right, top: top + 4, bottom: bottom - 4 });
    return texts.filter((each) => isCut(core(box(each)))).map((each) => each.textContent);
}"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_name_is_cut_by_a_panel(day: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(day, *size, reduced_motion="reduce")
    assert page.evaluate(CUT_NAMES) == []
    page.locator(".leaflet-container").focus()
    for key in ("ArrowLeft", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        rests(page)
    assert page.evaluate(CUT_NAMES) == []
    page.locator('[data-layer="bases"] .feature:not(.clustered)').first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(PANEL)).to_be_visible()
    rests(page)
    assert page.evaluate(CUT_NAMES) == []


@pytest.mark.parametrize(("iso", "size"), [("1940-06-14", DESK), (DAY, PHONE), (DAY, FRAME)])
def test_no_count_covers_a_sign(pages: Path, open_page: OpenPage, iso: str, size: tuple[int, int]) -> None:
    page = open_page(pages / f"{iso}.html", *size)
    covered = page.evaluate(
        """() => {
            // Without their strokes, which Firefox counts in and Chromium does not.
            const box = (each) => {
                const [{ x, y, width, height }, { a, d, e, f }] = [each.getBBox(), each.getScreenCTM()];
                const [left, top] = [x * a + e, y * d + f];
                return { left, top, right: left + width * a, bottom: top + height * d, width: width * a };
            };
            const discs = [...document.querySelectorAll(".flat .feature:not(.clustered) .disc")].map(box);
            const counts = [...document.querySelectorAll(".cluster rect")].map(box);
            const clear = (count, disc) => {
                const [x, y] = [(disc.left + disc.right) / 2, (disc.top + disc.bottom) / 2];
                const dx = Math.max(count.left - x, 0, x - count.right);
                const dy = Math.max(count.top - y, 0, y - count.bottom);
                return Math.hypot(dx, dy) >= disc.width / 2 - 0.5;
            };
            return counts.filter((count) => !discs.every((disc) => clear(count, disc))).length;
        }"""
    )
    assert covered == 0


def test_the_keyboard_alone(day: Path, open_page: OpenPage) -> None:
    page = open_page(day, *DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('leaflet-container')")
    tab_until(page, '[data-layer="bases"] .feature')
    first = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.id")
    assert first != second
    name = page.evaluate("document.activeElement.ariaLabel")
    page.keyboard.press("Enter")
    assert name.startswith(card_title(page))
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.id") == second
    page.keyboard.press("Space")
    assert name.startswith(card_title(page))


def test_every_sign_has_a_name_of_its_own_role(day: Path, open_page: OpenPage) -> None:
    page = open_page(day, *DESK)
    told = page.locator("[data-id]").evaluate_all(
        "(all) => all.map((each) => [each.role, each.ariaLabel ?? each.querySelector('title').textContent])"
    )
    assert {role for role, _ in told} == {"button"}
    assert all(label for _, label in told)
    base = page.locator('[data-layer="bases"] .feature').first.get_attribute("aria-label") or ""
    assert re.fullmatch(r".+, .+, (Certain|Less certain|Uncertain)", base)


def test_a_card_tells_all(day: Path, builder: MapBuilder, open_page: OpenPage) -> None:
    page = open_page(day, *DESK)
    page.locator('.chief button[data-for="ultimatum-latvia-1940"]').click()
    assert card_title(page) == "Ultimatum to Latvia"
    assert page.locator(".card dl > *").all_inner_texts() == [
        *("What", "Ultimatum or demand"),
        *("When", "16 June 1940, 14:00, Moscow time"),
        *("How sure", "Certain"),
        *("Where", "Schematic: drawn to show that it was so, not where exactly"),
    ]
    atlas = builder.atlas
    feature = atlas.feature("ultimatum-latvia-1940")
    assert page.locator(".card-text").inner_text() == feature.fields.description
    assert page.locator(".card-note p").inner_text() == feature.fields.note
    cited = [atlas.bibliography.text(citation, "en") for citation in feature.citations]
    assert page.locator(".citation").all_inner_texts() == cited
    assert len(cited) > 5


@pytest.mark.parametrize("clipboard", [False], ids=["no clipboard"])
def test_a_citation_is_copied(day: Path, open_page: OpenPage, *, clipboard: bool) -> None:
    page = open_page(day, *DESK)
    page.evaluate(
        """(clipboard) => {
            window.copied = "";
            const own = clipboard ? { writeText: async (text) => { window.copied = text; } } : undefined;
            Object.defineProperty(navigator, "clipboard", { value: own });
            document.addEventListener("copy", () => { window.copied = document.activeElement.value; });
        }""",
        clipboard,
    )
    page.locator(".event-list button").first.click()
    button = page.locator(".copy").first
    button.click()
    expect(page.locator("[aria-live]")).to_have_text("Copied")
    assert page.evaluate("window.copied") == page.locator(".citation").first.inner_text()
    assert page.evaluate("document.activeElement.matches('.copy')")


def test_pages_link_to_each_other(pages: Path, open_page: OpenPage) -> None:
    page = open_page(pages / f"{DAY}.html", *DESK)
    # 17 June is built, 15 June is not.
    assert page.locator("a.step.on").get_attribute("href") == "1940-06-17.html"
    assert page.locator("a.step.back").count() == 0
    expect(page.locator("span.step.back")).to_contain_text("15 June 1940")
    hrefs = page.locator(".key-days a").evaluate_all("(all) => all.map((each) => each.getAttribute('href'))")
    assert hrefs == [f"{iso}.html" for iso in DAYS if iso != DAY]
    assert all((pages / href).is_file() for href in hrefs)
    expect(page.locator(".key-days [aria-current]")).to_have_text("16 June 1940")


def test_the_plate_turns_with_the_theme(day: Path, builder: MapBuilder, open_page: OpenPage) -> None:
    page = open_page(day, *DESK, color_scheme="light", alone=True)
    tints = [area.symbol.fill for area in builder.local_scene.on(DAY).areas]
    fills = "(all) => all.map((each) => getComputedStyle(each).fill)"
    assert page.locator(".area .fill").evaluate_all(fills) == [rgb(tint.day) for tint in tints]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert page.locator(".area .fill").evaluate_all(fills) == [rgb(tint.night) for tint in tints]


def rgb(colour: str) -> str:
    return f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:7], 16)})"


@pytest.mark.parametrize("zone", ["Pacific/Apia"])
def test_the_day_is_the_same_everywhere(day: Path, open_page: OpenPage, zone: str) -> None:
    page = open_page(day, *DESK, timezone_id=zone, locale="en-US")
    expect(page.locator("h1")).to_have_text("Sunday, 16 June 1940")


def test_a_sign_is_not_under_its_card(day: Path, open_page: OpenPage) -> None:
    page = open_page(day, *PHONE, reduced_motion="reduce")
    signs = page.locator('[data-layer="bases"] .feature:not(.clustered)').all()
    sign = max(signs, key=lambda each: (each.bounding_box() or {"y": 0})["y"])
    sign.focus()
    page.keyboard.press("Enter")
    card = page.locator(PANEL).bounding_box()
    box = sign.bounding_box()
    assert card
    assert box
    assert box["y"] + box["height"] <= card["y"]


@pytest.mark.parametrize("sheets", [1, 2])
def test_print_is_one_landscape_page_and_one_for_more_sources(
    day: Path, tmp_path: Path, open_page: OpenPage, page_log: PageLog, sheets: int
) -> None:
    MapBuilder(TINY).day(TINY_DAY).save(tmp_path / "page.html")
    page = open_page(day if sheets > 1 else tmp_path / "page.html", *DESK)
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = page_boxes(pdf)
    assert len(boxes) == sheets
    assert all(width > height for width, height in boxes)
    page_log.check()


@pytest.mark.parametrize("iso", [DAY])
def test_printing_arranges_the_plate_and_puts_it_back(pages: Path, open_page: OpenPage, iso: str) -> None:
    page = open_page(pages / f"{iso}.html", *PHONE)
    before = places(page)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    inside = page.evaluate(
        """() => {
            const map = document.querySelector(".leaflet-container").getBoundingClientRect();
            return ["place-tallinn", "place-riga", "place-kaunas"].every((id) => {
                const { x, y } = document.querySelector(`[data-id="${id}"]`).getBoundingClientRect();
                return map.left < x && x < map.right && map.top < y && y < map.bottom;
            });
        }"""
    )
    assert inside
    for selector in (".steps", ".controls .buttons", ".layer-switches", ".drawer-handle"):
        expect(page.locator(selector)).to_be_hidden()
    for selector in ("h1", ".legend", ".print-foot", ".print-frame"):
        expect(page.locator(selector)).to_be_visible()
    assert page.locator(".drawer").evaluate("(each) => each.scrollHeight <= each.clientHeight")
    foot = page.locator(".print-foot")
    assert "GSHHG" in foot.inner_text()
    assert foot.evaluate("(each) => each.scrollHeight <= each.clientHeight")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert places(page) == before


def places(page: Page) -> Any:
    return page.locator(".area, .feature:not(.clustered)").evaluate_all(
        "(all) => all.map((each) => { const { x, y } = each.getBoundingClientRect(); "
        "return [Math.round(x), Math.round(y)]; })"
    )


def test_a_hatched_zone_is_seen_on_land(tmp_path: Path, open_page: OpenPage) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(TINY, folder)
    path = folder / "zones.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    ring = [[1.2, 51.5], [1.8, 51.5], [1.8, 52.5], [1.2, 52.5], [1.2, 51.5]]
    data["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    path.write_text(json.dumps(data), encoding="utf-8")
    page_path = tmp_path / "day.html"
    MapBuilder(folder).day(TINY_DAY).save(page_path)
    pictures = []
    for layers in ("zones", "none"):
        page = open_page(page_path, 800, 600, fragment=f"layers={layers}", reduced_motion="reduce")
        box = page.locator('[data-id="north-zone"]').first.bounding_box() if layers == "zones" else pictures[0][1]
        assert box
        pictures.append((Image.open(BytesIO(page.screenshot(clip=box))).convert("RGB"), box))
    (hatched, _), (bare, _) = pictures
    changed = ImageChops.difference(hatched, bare).convert("L").point(lambda value: 255 * (value > 24))
    assert changed.histogram()[255] / (changed.width * changed.height) > 0.1
