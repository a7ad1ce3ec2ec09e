"""The time bar on a folium map of somebody else: slider, keys, playing, a typed date, and layers that come and go."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import geopandas as gpd
import pytest
from branca.element import MacroElement
from folium.template import Template
from playwright.sync_api import expect
from shapely import Point, box

from baltic_map import time_map
from baltic_map.days import Axis
from baltic_map.web.page import OfflineMap
from baltic_map.web.timebar import TimeBar
from tests.variants import first_rows

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage, PageLog


class Broken(MacroElement):
    """A layer whose script fails."""

    _template = Template("{% macro script(this, kwargs) %}throw new Error('no such layer');{% endmacro %}")


AXIS = Axis(date(1940, 6, 1), date(1940, 9, 1))
LONG = Axis(date(1939, 8, 23), date(1941, 7, 2))
DESK, PHONE = (1400, 900), (360, 740)
SLIDER = ".time-slider"
# Overlapping squares, so that their order is seen. The last has no days.
SQUARES = {
    "a": ("1940-06-03", "1940-06-20"),
    "b": ("1940-06-10", "1940-07-01"),
    "c": ("1940-06-03", None),
    "d": ("1940-06-10/1940-06-12", "1940-06-15"),
    "e": (None, None),
}
COLOURS = {"a": "#a9231b", "b": "#1f5f5b", "c": "#3d3835", "d": "#5a6b8c", "e": "#c3a25d"}
CHANGES = ["1940-06-03", "1940-06-10", "1940-06-12", "1940-06-15", "1940-06-20", "1940-07-01", "1940-08-05"]


def square(name: str, number: int) -> dict[str, Any]:
    start, end = SQUARES[name]
    west, south = 24 + 0.3 * number, 58 + 0.2 * number
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    properties = {"name": name, "start_date": start, "end_date": end}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def save(path: Path, axis: Axis = AXIS, **options: Any) -> Path:
    page = OfflineMap(title="Squares", location=[58.9, 25], zoom_start=7, zoom_animation=False, **options)
    bar = TimeBar(axis, day="1940-06-14")
    bar.add_to(page)
    layer = folium.GeoJson(
        {"type": "FeatureCollection", "features": [square(name, number) for number, name in enumerate(SQUARES)]},
        style_function=lambda feature: {
            "className": f"square {feature['properties']['name']}",
            "color": COLOURS[feature["properties"]["name"]],
            "fillOpacity": 0.6,
        },
        tooltip=folium.GeoJsonTooltip(["name"]),
        name="squares",
    )
    layer.add_to(page)
    bar.during(folium.Marker([58.2, 26.5], tooltip="late"), "1940-08-05").add_to(page)
    folium.LayerControl(collapsed=False).add_to(page)
    page.save(path)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("bar") / "squares.html")


@pytest.fixture(scope="module")
def long_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("bar") / "long.html", LONG)


def opened(open_page: OpenPage, path: Path, size: tuple[int, int] = DESK, **options: Any) -> Page:
    page = open_page(path, *size, ready=False, **options)
    page.wait_for_selector(".time-bar")
    return page


def shown(page: Page) -> list[str]:
    """Give the squares that are seen, in drawing order."""
    return list(
        page.locator(".square").evaluate_all(
            "(all) => all.filter((each) => getComputedStyle(each).display !== 'none').map((each) => each.classList[1])"
        )
    )


def picture(page: Page) -> bytes:
    """Take the map without its controls, once a canvas has been drawn."""
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    return page.screenshot(clip={"x": 50, "y": 100, "width": 1150, "height": 650}, animations="disabled")


def day_of(page: Page) -> str:
    return AXIS.day(int(page.locator(SLIDER).input_value())).isoformat()


def press(page: Page, *keys: str) -> str:
    page.locator(SLIDER).focus()
    for key in keys:
        page.keyboard.press(key)
    return day_of(page)


def play(page: Page) -> None:
    """Press Play. A busy Firefox hands the click on after it has said that it did."""
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def go_to(page: Page, text: str) -> None:
    fold = page.locator(".time-fold")
    if fold.is_visible() and fold.get_attribute("aria-expanded") == "false":
        fold.click()
    page.locator(".time-form input").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Apia"])
def test_it_opens_on_its_day_in_any_time_zone(path: Path, open_page: OpenPage, zone: str) -> None:
    page = opened(open_page, path, timezone_id=zone)
    slider = page.get_by_role("slider", name="Day")
    expect(slider).to_have_attribute("aria-valuetext", "Friday, 14 June 1940")
    assert day_of(page) == "1940-06-14"
    assert page.locator(".time-day").inner_text() == "Friday, 14 June 1940"
    assert shown(page) == ["a", "b", "c", "d", "e"]


def test_each_day_shows_what_is_in_force(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path)
    press(page, "Home")
    # All of a day at once: there are ninety.
    look = """() => {
        const all = (selector) => [...document.querySelectorAll(selector)];
        const squares = all(".square").filter((each) => getComputedStyle(each).display !== "none");
        return [
            Number(document.querySelector(".time-slider").value),
            squares.map((each) => each.classList[1]),
            all("img.leaflet-marker-icon").filter((each) => each.checkVisibility()).length,
        ];
    }"""
    for number, day in enumerate(AXIS.days()):
        want = [name for name, dates in SQUARES.items() if AXIS.span(*dates).is_possible(number)]
        assert page.evaluate(look) == [number, want, int(day >= date(1940, 8, 5))]
        if day == date(1940, 6, 11):
            # It may have begun and is not certain.
            assert page.locator(".day-possible").evaluate_all("(all) => all.map((each) => each.classList[1])") == ["d"]
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("canvas", [False, True], ids=["svg", "canvas"])
def test_a_day_looks_the_same_however_it_was_reached(tmp_path: Path, open_page: OpenPage, canvas: bool) -> None:
    page = opened(open_page, save(tmp_path / "page.html", prefer_canvas=canvas))
    looks = {}
    for ways in (["1940-06-14"], ["1940-06-01", "1940-06-14"], ["1940-08-31", "1940-06-05", "1940-06-14"]):
        for way in ways:
            go_to(page, way)
        looks[tuple(ways)] = picture(page)
    go_to(page, "1940-06-05")
    other = picture(page)
    assert len(set(looks.values())) == 1
    assert other not in looks.values()


@pytest.mark.parametrize("canvas", [False, True], ids=["svg", "canvas"])
def test_layers_that_come_back_know_the_day(tmp_path: Path, open_page: OpenPage, canvas: bool) -> None:
    page = opened(open_page, save(tmp_path / "page.html", prefer_canvas=canvas))
    go_to(page, "1940-07-15")
    fresh = picture(page)
    box = page.get_by_role("checkbox", name="squares")
    go_to(page, "1940-06-14")
    box.uncheck()
    empty = picture(page)
    go_to(page, "1940-07-15")
    assert picture(page) == empty
    box.check()
    assert picture(page) == fresh


def test_the_map_cannot_be_scrolled_in_its_frame(path: Path, open_page: OpenPage) -> None:
    # Firefox does so to bring what is clicked into view, and clicks beside it.
    page = opened(open_page, path)
    scrolled = page.locator(".leaflet-container").evaluate("(map) => { map.scrollLeft = 140; return map.scrollLeft; }")
    assert scrolled == 0


def test_the_keys_of_the_slider(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path)
    assert press(page, "ArrowRight", "ArrowUp") == "1940-06-16"
    assert press(page, "ArrowLeft", "ArrowDown", "ArrowLeft") == "1940-06-13"
    assert press(page, "Home", "ArrowLeft") == "1940-06-01"
    for change in CHANGES:
        assert press(page, "PageDown") == change
    assert press(page, "PageDown") == "1940-08-31"
    assert press(page, "PageUp") == "1940-08-05"
    assert press(page, "End", "ArrowRight") == "1940-08-31"
    # Keys belong to the slider: elsewhere they are the map's.
    page.locator(".time-play").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageUp")
    assert day_of(page) == "1940-08-31"


def test_the_buttons_step_and_say_when_they_cannot(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path)
    for name, day in (
        ("Next change", "1940-06-15"),
        ("Next day", "1940-06-16"),
        ("Previous change", "1940-06-15"),
        ("Previous day", "1940-06-14"),
    ):
        page.get_by_role("button", name=name, exact=True).click()
        assert day_of(page) == day
    press(page, "End")
    back = page.get_by_role("button", name="Previous day", exact=True)
    on = page.get_by_role("button", name="Next day", exact=True)
    expect(on).to_have_attribute("aria-disabled", "true")
    expect(back).to_have_attribute("aria-disabled", "false")
    on.click(force=True)
    assert day_of(page) == "1940-08-31"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_typed_date(path: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = opened(open_page, path, size)
    message = page.locator(".time-message")
    for text, says in (
        ("soon", "“soon” cannot be read as a date. Write it like this: 14 June 1940."),
        ("31 June 1940", "“31 June 1940” is not a day of the calendar."),
        ("22 June 1941", "This atlas runs from 1 June 1940 to 31 August 1940."),
        ("<b>x</b>", "“<b>x</b>” cannot be read as a date. Write it like this: 14 June 1940."),
    ):
        go_to(page, text)
        expect(message).to_have_text(says)
        field = page.get_by_role("textbox", name="Go to a date")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(says)
        assert day_of(page) == "1940-06-14"
    # A table of another language helps too.
    go_to(page, "1940. gada 6. jūlijā")
    expect(message).to_have_text("")
    assert day_of(page) == "1940-07-06"
    expect(page.locator(".time-said")).to_have_text("Saturday, 6 July 1940")
    if size == PHONE:
        expect(page.locator(".time-form")).to_be_hidden()
        expect(page.locator(".time-fold")).to_be_focused()


def test_escape_closes_the_folded_box(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path, PHONE)
    page.locator(".time-fold").click()
    expect(page.locator(".time-form input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".time-form")).to_be_hidden()
    expect(page.locator(".time-fold")).to_be_focused()


def seen_days(page: Page) -> None:
    """Write down each day the slider tells from now on."""
    page.locator(SLIDER).evaluate(
        "(slider) => { window.seen = []; new MutationObserver(() => window.seen.push(Number(slider.value)))"
        ".observe(slider, { attributes: true, attributeFilter: ['aria-valuetext'] }); }"
    )


def stopped_clock(page: Page) -> None:
    page.clock.install(time=0)
    page.clock.pause_at(1_000)


def test_playing_shows_every_day_and_stops_at_the_end(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path, alone=True)
    stopped_clock(page)
    seen_days(page)
    page.get_by_label("Speed").select_option("60")
    page.clock.run_for(3_000)
    assert day_of(page) == "1940-06-14", "nothing moves by itself"
    play(page)
    page.clock.run_for(5_000)
    first = AXIS.index("1940-06-15")
    assert page.evaluate("window.seen") == list(range(first, len(AXIS)))
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    # From the end it begins anew.
    play(page)
    assert day_of(page) == "1940-06-01"
    page.get_by_role("button", name="Pause").click()


def test_no_day_is_left_out_though_frames_come_unevenly(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path)
    press(page, "Home")
    page.evaluate("window.requestAnimationFrame = (draw) => { window.draw = draw; return 1; }")
    page.get_by_label("Speed").select_option("60")
    play(page)
    # Sixty a second, now five thousandths late, now early.
    seen = page.locator(SLIDER).evaluate(
        "(slider) => Array.from({ length: 80 }, (_, at) => {"
        " window.draw(1000 + at * 1000 / 60 + (at % 2 ? 5 : -5)); return Number(slider.value); })"
    )
    assert sorted(set(seen)) == list(range(seen[-1] + 1))
    assert seen[-1] >= 78


@pytest.mark.long
@pytest.mark.parametrize(("speed", "days"), [("3", 30)])
def test_playing_keeps_its_pace(path: Path, open_page: OpenPage, speed: str, days: int) -> None:
    page = opened(open_page, path, alone=True)
    press(page, "Home")
    stopped_clock(page)
    page.get_by_label("Speed").select_option(speed)
    play(page)
    page.clock.run_for(10_000)
    assert abs(int(page.locator(SLIDER).input_value()) - days) <= 1


def test_a_late_frame_is_made_up_for_by_whole_days(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path, alone=True)
    stopped_clock(page)
    press(page, "Home")
    page.get_by_label("Speed").select_option("60")
    play(page)
    page.clock.run_for(100)
    before = int(page.locator(SLIDER).input_value())
    page.clock.fast_forward(500)
    page.clock.run_for(20)
    assert 28 <= int(page.locator(SLIDER).input_value()) - before <= 34


def test_touching_the_slider_stops_playing(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path, alone=True)
    stopped_clock(page)
    for touch in (lambda: press(page, "ArrowRight"), lambda: page.locator(SLIDER).click()):
        play(page)
        page.clock.run_for(500)
        touch()
        day = day_of(page)
        page.clock.run_for(3_000)
        assert day_of(page) == day
        expect(page.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.long
def test_with_less_motion_it_goes_from_change_to_change(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path, reduced_motion="reduce", alone=True)
    expect(page.locator(".time-speed")).to_be_hidden()
    stopped_clock(page)
    press(page, "Home")
    seen_days(page)
    play(page)
    page.clock.run_for(3_000)
    assert len(page.evaluate("window.seen")) <= 3, "at most one a second"
    page.clock.run_for(12_000)
    assert page.evaluate("window.seen") == [*(AXIS.index(day) for day in CHANGES), len(AXIS) - 1]


def test_ticks_stand_where_the_thumb_stands(long_path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, long_path)
    scale = page.locator(".time-ticks").bounding_box()
    assert scale
    last = len(LONG) - 1
    for day in (0, 1, 100, last - 60, last):
        page.mouse.click(scale["x"] + scale["width"] * day / last, scale["y"] + 15)
        assert int(page.locator(SLIDER).input_value()) == day
    ticks = page.locator(".time-changes").get_attribute("d") or ""
    # On 12 June what was possible becomes certain: a change, but nothing begins or ends.
    assert [int(part.split()[0]) for part in ticks.split("M")[1:]] == [
        LONG.index(day) for day in CHANGES if day != "1940-06-12"
    ]


def test_the_note_tells_of_the_day_under_the_pointer(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path)
    scale = page.locator(".time-ticks").bounding_box()
    assert scale
    note = page.locator(".time-note")
    expect(note).to_be_hidden()
    for day, lines in (("1940-06-10", ["10 June 1940", "b", "d"]), ("1940-06-20", ["20 June 1940", "1 change"])):
        page.mouse.move(scale["x"] + scale["width"] * AXIS.index(day) / (len(AXIS) - 1), scale["y"] + 15)
        assert note.locator("p").all_inner_texts() == lines
    page.mouse.move(scale["x"] + scale["width"], scale["y"] + 15)
    assert note.locator("p").all_inner_texts() == ["31 August 1940", "No change is recorded for this day."]
    box, bar = note.bounding_box(), page.locator(".time-bar").bounding_box()
    assert box
    assert bar
    assert box["y"] + box["height"] <= bar["y"], "it covers nothing of the bar"
    assert box["x"] + box["width"] <= DESK[0]
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    press(page, "ArrowRight")
    assert note.locator("p").first.inner_text() == "15 June 1940"
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    assert day_of(page) == "1940-06-15"


@pytest.mark.parametrize(("size", "scheme"), first_rows(1, [(PHONE, "light"), (DESK, "light"), ((800, 600), "dark")]))
def test_it_fits_its_window(long_path: Path, open_page: OpenPage, size: tuple[int, int], scheme: str) -> None:
    page = opened(open_page, long_path, size, color_scheme=scheme)
    bar = page.locator(".time-bar")
    box = bar.bounding_box()
    assert box
    assert box["height"] <= (108 if size == PHONE else 96)
    assert (box["x"], box["width"], round(box["y"] + box["height"], 2)) == (0, size[0], size[1])
    for part in bar.locator("button:visible, select:visible, input:visible").all():
        each = part.bounding_box()
        assert each
        assert each["width"] >= 24
        assert each["height"] >= 24
        assert each["x"] >= 0
        assert each["x"] + each["width"] <= size[0]
    labels = [label.bounding_box() for label in bar.locator(".time-labels span:not(.hidden-label)").all()]
    assert len(labels) >= 2
    for left, right in pairwise(labels):
        assert left
        assert right
        assert left["x"] + left["width"] <= right["x"]
    # What Leaflet puts at the bottom stands above the bar.
    credit = page.locator(".leaflet-control-attribution").bounding_box()
    assert credit
    assert credit["y"] + credit["height"] <= box["y"] + 1


# What stands under bars of a month, of decades, of ten thousand years and of years on both sides of the year 1.
SEEN = {
    "Jun": (Axis("1940-06-10", "1940-07-20"), ["1940", "Jul"], ["1940", "Jul"]),
    "century": (Axis("1900-01-01", "1942-01-01"), ["1900", "1902", "1904"], ["1900", "1905", "1910", "1915"]),
    "ages": (Axis("-5000-01-01", "5000-01-01"), ["5000 BC", "4000 BC", "3000 BC"], ["4000 BC", "2000 BC", "1 AD"]),
    "turn": (Axis("-0002", "0004", precision="year"), ["3 BC", "2 BC", "1 BC", "1 AD", "2 AD"], ["3 BC", "2 BC"]),
}
FREE = """(all) => {
  const seen = all.filter((each) => getComputedStyle(each).visibility === "visible");
  const boxes = seen.map((each) => each.getBoundingClientRect());
  const apart = boxes.slice(1).every((box, at) => box.left >= boxes[at].right + 4);
  return [seen.map((each) => each.textContent), apart && boxes.at(-1).right <= innerWidth];
}"""


@pytest.mark.parametrize("name", SEEN)
def test_months_years_and_ages_stand_under_the_bar_as_they_have_room(
    name: str, open_page: OpenPage, tmp_path: Path
) -> None:
    axis, wide, narrow = SEEN[name]
    plain = OfflineMap(title=name)
    TimeBar(axis).add_to(plain)
    plain.save(tmp_path / "bar.html")
    page = opened(open_page, tmp_path / "bar.html", DESK)
    for size, begin in ((DESK, wide), (PHONE, narrow)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        labels = page.locator(".time-labels span")
        expect(labels.first).to_be_attached()
        page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        texts, apart = labels.evaluate_all(FREE)
        assert (texts[: len(begin)], apart) == (begin, True)


def test_it_is_not_printed(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path, alone=True)
    page.emulate_media(media="print")
    expect(page.locator(".time-bar")).to_be_hidden()


def test_a_drag_on_the_bar_does_not_move_the_map(path: Path, open_page: OpenPage) -> None:
    page = opened(open_page, path)
    where = page.locator(".leaflet-map-pane").get_attribute("style")
    day = page.locator(".time-day").bounding_box()
    assert day
    page.mouse.move(day["x"] + 5, day["y"] + 5)
    page.mouse.down()
    page.mouse.move(day["x"] + 200, day["y"] - 100, steps=5)
    page.mouse.up()
    page.mouse.move(day["x"] + 5, day["y"] + 5)
    page.mouse.wheel(0, 300)
    assert page.locator(".leaflet-map-pane").get_attribute("style") == where


def test_several_points_under_a_tooltip_come_and_go(open_page: OpenPage, tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"name": "Two camps", "start_date": "1940-06-14", "end_date": "1940-06-16"},
        "geometry": {"type": "MultiPoint", "coordinates": [[24.6, 59.0], [25.4, 59.2]]},
    }
    made = OfflineMap(title="Camps", location=[59, 25], zoom_start=7)
    marker = folium.CircleMarker(radius=9, fill=True, class_name="camp")
    layer = {"type": "FeatureCollection", "features": [feature]}
    folium.GeoJson(layer, marker=marker, tooltip=folium.GeoJsonTooltip(["name"])).add_to(made)
    TimeBar(AXIS, day="1940-06-14").add_to(made)
    made.save(tmp_path / "camps.html")
    page = opened(open_page, tmp_path / "camps.html")
    camps = page.locator("path.camp")
    expect(camps).to_have_count(2)
    expect(camps.first).to_be_visible()
    # Leaflet 1.9.3 shows a tooltip to the mouse and to the keyboard; of a group in a group it did neither.
    camps.last.hover()
    expect(page.locator(".leaflet-tooltip")).to_contain_text("Two camps")
    press(page, "ArrowRight", "ArrowRight")
    expect(camps.first).to_be_hidden()
    expect(camps.last).to_be_hidden()


def test_a_layer_whose_script_fails_does_not_end_the_bar(
    open_page: OpenPage, page_log: PageLog, tmp_path: Path
) -> None:
    made = OfflineMap(title="Broken", location=[58.9, 25], zoom_start=7)
    folium.GeoJson(square("a", 0), style_function=lambda _: {"className": "square a"}).add_to(made)
    made.add_child(Broken())
    folium.GeoJson(square("b", 1), style_function=lambda _: {"className": "square b"}).add_to(made)
    TimeBar(AXIS, day="1940-06-14").add_to(made)
    made.save(tmp_path / "broken.html")
    page = opened(open_page, tmp_path / "broken.html")
    assert (day_of(page), shown(page)) == ("1940-06-14", ["a"])
    press(page, *["ArrowRight"] * 6)
    assert shown(page) == []
    assert len(page_log.complaints) == 1
    assert "no such layer" in page_log.complaints[0]
    page_log.clear()


def test_a_table_is_drawn_on_its_days_and_its_text_stays_text(open_page: OpenPage, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)> {{ 7 * 7 }}"
    frame = gpd.GeoDataFrame(
        {
            "what": [hostile, "Zone"],
            "from": ["1940-06-14", 1940],
            "until": ["1940-06-20", None],
            "side": ["<b>A</b>", "B"],
        },
        geometry=[Point(24.75, 59.44), box(22, 58, 23, 59)],
        crs="EPSG:4326",
    )
    time_map(frame, name="what", color="side", day="1940-06-14").save(tmp_path / "map.html")
    page = opened(open_page, tmp_path / "map.html")
    drawn = page.locator(".leaflet-overlay-pane path.leaflet-interactive")
    expect(drawn.locator("visible=true")).to_have_count(2)
    expect(page.locator("text=<b>A</b>")).to_be_visible()
    point = drawn.nth(1)
    assert point.get_attribute("fill") == "#332288"
    point.click(force=True)
    expect(page.locator(".leaflet-popup")).to_contain_text(hostile)
    expect(page.locator(".leaflet-popup")).to_contain_text("14 June 1940 to 19 June 1940")
    expect(page.locator(".leaflet-popup th")).to_have_text(["side"])
    go_to(page, "1940-06-20")
    expect(drawn.locator("visible=true")).to_have_count(1)
    expect(page.locator(".leaflet-popup")).to_have_count(0)
