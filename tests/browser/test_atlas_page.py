"""The page of all days, as a reader uses it: time, what is told of a day, search, switches, links, languages."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

from baltic_map.citations import bibtex_entry, ris_entry
from baltic_map.day_view import LocalScene
from baltic_map.days import Axis
from baltic_map.messages import Messages
from baltic_map.scene import build_scene
from baltic_map.sources import Citation
from baltic_map.translations import of_feature, of_locator, translations_of
from tests.variants import first

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Page

    from baltic_map import Atlas, MapBuilder
    from baltic_map.contract import Feature
    from tests.browser.conftest import OpenPage

AXIS = Axis(date(1939, 8, 23), date(1941, 7, 2))
OPENING = "1940-06-16"
DESK, PHONE = (1400, 900), (360, 740)
SLIDER, HTML = ".time-slider", "html"
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
# What the clipboard would get; pages opened from a file have none of their own.
COPY = """() => {
    window.copied = "";
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } });
}"""
PAINT = """async () => {
    const pane = document.querySelector(".leaflet-map-pane");
    for (const isShown of [false, true]) {
        document.body.style.visibility = isShown ? "" : "hidden";
        pane.style.display = isShown ? "" : "none";
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }
}"""
# All that is drawn on the map; not what is hidden, nor which sign the Tab key would stop at.
DRAWING = """() => {
    const told = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.textContent;
        if (node.matches(".hidden-label, .clustered, .off, .no-room")) return "";
        const attributes = [...node.attributes].filter(({ name }) => name !== "tabindex");
        const written = attributes.map(({ name, value }) => `${name}=${value}`).sort();
        return `<${node.tagName} ${written.join(" ")}>${[...node.childNodes].map(told).join("")}`;
    };
    return [...document.querySelectorAll(".atlas-pane > svg > :not(defs)")].map(told).join("");
}"""
SHADE = 24
DRAWN = "(all) => all.map((each) => each.dataset.id)"
FOR = "(all) => all.map((each) => each.dataset.for)"


@pytest.fixture(scope="module")
def atlas(atlas_builder: MapBuilder) -> Atlas:
    return atlas_builder.atlas


@pytest.fixture(scope="module")
def scene(atlas_builder: MapBuilder) -> LocalScene:
    return atlas_builder.local_scene


def feature_of(scene: LocalScene, key: str) -> Feature:
    return next(each for each in scene.scene.features if each.id == key)


def arrives(page: Page, day: str) -> None:
    """Wait until a day is not only drawn but told."""
    # Looked at in each frame; what expects looks again after a quarter of a second, a half, a whole one.
    page.wait_for_function("(day) => document.documentElement.dataset.day === day", arg=day)


def type_date(page: Page, text: str, day: str) -> None:
    field = page.locator(".time-form input")
    if not field.is_visible():
        page.locator(".time-fold").click()
    field.fill(text)
    field.press("Enter")
    arrives(page, day)


def press(page: Page, *keys: str) -> str:
    page.locator(SLIDER).focus()
    for key in keys:
        page.keyboard.press(key)
    return day_of(page)


def day_of(page: Page) -> str:
    return AXIS.day(int(page.locator(SLIDER).input_value())).isoformat()


def drawn_ids(page: Page) -> list[str]:
    return sorted(page.locator(".leaflet-map-pane [data-id]").evaluate_all(DRAWN))


def speak(page: Page, lang: str) -> None:
    page.get_by_role("combobox").and_(page.locator(".language")).select_option(lang)
    page.wait_for_selector(f'html[data-ready="true"][lang="{lang}"]')


def fields_of(link: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in link.partition("#")[2].split("&") if part)


def numbers(place: str) -> list[float]:
    return [float(number) for number in place.split("/")]


def hash_of(page: Page) -> dict[str, str]:
    return fields_of(page.url)


def copied_link(page: Page) -> str:
    page.evaluate(COPY)
    page.get_by_role("button", name="Copy a link to this view").click()
    expect(page.locator("[aria-live]")).to_have_text("Link copied")
    return str(page.evaluate("window.copied"))


def card(page: Page) -> dict[str, Any]:
    """Give all that the card tells."""
    expect(page.locator(".card")).to_be_visible()
    told: dict[str, Any] = page.locator(".card").evaluate(
        """(card) => {
            const all = (selector) => Array.from(card.querySelectorAll(selector), (each) => each.textContent);
            const parts = { names: ".card-names > span", rows: "dt, dd", text: ".card-text", note: ".card-note p",
                sources: ".citation", title: "h2" };
            return Object.fromEntries(Object.entries(parts).map(([name, selector]) => [name, all(selector)]));
        }"""
    )
    return told


def told_card(atlas: Atlas, scene: LocalScene, key: str) -> dict[str, Any]:
    """Give what the card of a feature is to tell."""
    messages, text = scene.messages, scene.text
    feature, known = feature_of(scene, key), atlas.feature(key)
    title, today = text(feature.title), text(feature.name_today)
    languages = messages.table("languages")
    others = {code: name for code, name in known.names.items() if code in languages and code != scene.lang}
    names = [f"{languages[code]}: {name}" for code, name in others.items() if name != title]
    facts, translations = feature.facts, translations_of(atlas)

    def located(citation: Citation) -> Citation:
        return Citation(citation.source, translations.text(of_locator(citation), scene.lang).value or citation.locator)

    return {
        "title": [title],
        "names": [*names, *([messages("card.today", name=today)] if today else [])],
        "rows": [
            *(messages("card.kind"), text(facts.kind)),
            *(messages("card.dates"), text(facts.dates)),
            *(messages("card.certainty"), text(facts.certainty)),
            *(messages("card.position"), text(facts.position)),
        ],
        "text": [translations.text(of_feature(known, "description"), scene.lang).value],
        "note": [translations.text(of_feature(known, "note"), scene.lang).value] if known.fields.note else [],
        "sources": [atlas.bibliography.text(located(citation), scene.lang) for citation in known.citations],
    }


@dataclass(frozen=True)
class Picture:
    """A page as it is drawn: equal to another with the same drawing on the map and the same pixels."""

    pixels: bytes
    drawing: str

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Picture) or self.drawing != other.drawing:
            return False
        one, two = (Image.open(BytesIO(each.pixels)).convert("RGB") for each in (self, other))
        # Chromium itself paints the same drawing a shade apart, at the edge of a tile, now and then.
        return one.size == two.size and max(high for _, high in ImageChops.difference(one, two).getextrema()) <= SHADE

    def __hash__(self) -> int:
        return hash(self.drawing)


def picture(page: Page) -> Picture:
    """Take the whole page, painted anew: what a browser keeps of its paint differs at some edges by a shade."""
    page.mouse.move((page.viewport_size or {"width": 2})["width"] / 2, 2)
    page.evaluate("document.activeElement.blur()")
    # What has come with the day has arrived.
    expect(page.locator(".arriving, .grows, .leaving > *")).to_have_count(0)
    page.locator(".time-form input").evaluate("(field) => { field.value = ''; }")
    page.evaluate(PAINT)
    return Picture(page.screenshot(animations="disabled"), page.evaluate(DRAWING))


def places(page: Page) -> list[list[Any]]:
    """Tell where each sign and each name stands, to the pixel."""
    found: list[list[Any]] = page.locator(
        ".leaflet-map-pane .feature.icon:visible, .name .name-then:visible"
    ).evaluate_all(
        """(all) => all.map((each) => {
            const { x, y } = each.getBoundingClientRect();
            return [each.dataset.id ?? each.textContent, Math.round(x), Math.round(y)];
        })"""
    )
    return found


# ------------------------------------------------------------------ time
def test_the_keys_of_the_time_bar(atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    changes = [day.isoformat() for day in atlas.change_days()]
    now = changes.index(OPENING)
    steps = [
        ("ArrowRight", "1940-06-17"),
        ("ArrowDown", OPENING),
        *(("PageDown", changes[now + at]) for at in (1, 2)),
        *(("PageUp", changes[now + at]) for at in (1, 0, -1)),
        ("Home", "1939-08-23"),
        ("ArrowLeft", "1939-08-23"),
        ("PageDown", changes[0]),
        ("End", "1941-07-01"),
    ]
    for key, day in steps:
        assert press(page, key) == day
        written = scene.messages.format_day(date.fromisoformat(day))
        expect(page.get_by_role("slider", name="Day", exact=True)).to_have_attribute("aria-valuetext", written)
        expect(page.locator("h1")).to_have_text(written)
        arrives(page, day)
    assert drawn_ids(page) == sorted(scene.on("1941-07-01").drawn_ids)


def test_the_arrows_on_the_map_move_the_map(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK)
    page.locator(".leaflet-container").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile(rf"#map=[^&]+&date={OPENING}$"))
    assert day_of(page) == OPENING


@pytest.mark.long
def test_dates_as_readers_write_them(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK)
    for text, day in (
        ("1939-12-01", "1939-12-01"),
        ("14.6.1940", "1940-06-14"),
        ("Aug 6, 1940", "1940-08-06"),
        ("17. juuni 1940", "1940-06-17"),
        ("1940. gada 5. augustā", "1940-08-05"),
        ("1941 m. birželio 14 d.", "1941-06-14"),
        ("23 August 1939", "1939-08-23"),
    ):
        type_date(page, text, day)
    page.locator(".time-form input").fill("31 June 1940")
    page.keyboard.press("Enter")
    expect(page.locator(".time-message")).to_have_text("“31 June 1940” is not a day of the calendar.")
    assert day_of(page) == "1939-08-23"


def test_a_tick_for_every_day_with_news_and_taller_for_more(
    atlas_page: Path, atlas: Atlas, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK)
    drawn = re.findall(r"M(\d+) 100V([\d.]+)", page.locator(".time-changes").get_attribute("d") or "")
    news = {}
    for day in list(AXIS.days())[1:]:
        diff = atlas.diff(day - timedelta(days=1), day)
        if diff:
            news[AXIS.index(day)] = len(diff.began) + len(diff.ended) + len(diff.holdings)
    assert [int(at) for at, _ in drawn] == sorted(news)
    most = max(news.values())
    for at, top in drawn:
        assert float(top) == pytest.approx(100 * (1 - math.log1p(news[int(at)]) / math.log1p(most)), abs=0.06)


@pytest.mark.long
def test_the_note_over_the_bar_and_the_chapters(
    atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK)
    box = page.locator(".time-ticks").bounding_box()
    assert box
    nothing = ["No change is recorded for this day."]
    for day, events in (
        ("1939-11-30", ["Winter War begins"]),
        ("1940-06-14", ["Airliner Kaleva shot down", "Blockade in force", "Ultimatum to Lithuania"]),
        ("1940-06-17", ["Red Army enters Latvia", "Red Army enters Estonia", "Meeting at Joniškis station"]),
        ("1939-09-03", nothing),
        ("1939-10-21", ["3 changes"]),
    ):
        at = AXIS.index(day)
        page.mouse.move(box["x"] + box["width"] * at / (len(AXIS) - 1), box["y"] + 5)
        lines = page.locator(".time-note p:not(.more)")
        assert lines.all_inner_texts() == [
            scene.messages.format_date(day),
            *events,
        ]
    for chapter in atlas.config.chapters:
        band = page.get_by_role("button", name=chapter.name, exact=True)
        band.click()
        expect(band).to_have_attribute("aria-current", "true")
        arrives(page, chapter.start.isoformat())
    expect(page.locator(".time-chapter")).to_have_count(5)


@pytest.mark.long
def test_playing_shows_each_day_until_the_bar_is_touched(
    atlas_page: Path, scene: LocalScene, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-10", alone=True)
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    page.locator(SLIDER).evaluate(
        "(slider) => { window.seen = []; new MutationObserver(() => window.seen.push(Number(slider.value)))"
        ".observe(slider, { attributes: true, attributeFilter: ['aria-valuetext'] }); }"
    )
    page.clock.run_for(2_000)
    assert day_of(page) == "1940-06-10", "nothing moves by itself"
    page.get_by_role("button", name="Play").click()
    # A busy Firefox hands the click on after it has said that it did.
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    # It dwells on the days of the ultimatums and of the invasion.
    page.clock.run_for(2_000)
    assert day_of(page) == "1940-06-14"
    page.clock.run_for(10_000)
    page.locator(SLIDER).dispatch_event("pointerdown")
    day = day_of(page)
    assert "1940-06-17" <= day <= "1940-06-19"
    page.clock.run_for(2_000)
    assert page.evaluate("window.seen") == list(range(AXIS.index("1940-06-11"), AXIS.index(day) + 1))
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert drawn_ids(page) == sorted(scene.on(day).drawn_ids)
    arrives(page, day)


# ------------------------------------------------------------------ one day, many ways
@pytest.mark.long
@pytest.mark.parametrize("size", first(1, [DESK, PHONE]), ids=["desk", "phone"])
def test_a_day_looks_the_same_however_it_was_reached(
    atlas_page: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    days = ["1940-06-14", "1940-06-17"]
    by_link = {}
    for day in days:
        page = open_page(atlas_page, *size, fragment=f"date={day}")
        by_link[day] = picture(page)
    assert len(set(by_link.values())) == len(days)
    # Here and there: the last page is at the last day.
    for day in ("1941-06-14", days[0], "1939-08-23", days[1]):
        type_date(page, day, day)
        if day in by_link:
            assert picture(page) == by_link[day], f"{day} by jumping"
    for lang in ("lv", "en"):
        page.locator(".language").evaluate(
            "(select, lang) => { select.value = lang; select.dispatchEvent(new Event('change')); }", lang
        )
        page.wait_for_selector(f'html[data-ready="true"][lang="{lang}"]')
    assert picture(page) == by_link[days[-1]], "by way of another language"
    if size == PHONE:
        return
    type_date(page, "1940-06-12", "1940-06-12")
    while (day := press(page, "ArrowRight")) < days[-1]:
        if day in by_link:
            arrives(page, day)
            assert picture(page) == by_link[day], f"{day} step by step"
    arrives(page, day)
    assert picture(page) == by_link[day], f"{day} step by step"


# What is written anew of sea, land and waters by a day on which states change, and where all drawings stand.
GROUND = """(day) => {
    const records = new MutationObserver(() => {});
    for (const pane of document.querySelectorAll(".atlas-sea, .atlas-waters")) {
        records.observe(pane, { subtree: true, childList: true, attributes: true, characterData: true });
    }
    const lands = () => [...document.querySelectorAll(".land > .area")].map((each) => each.dataset.id).join(" ");
    const before = lands(), bar = document.querySelector("input.time-slider");
    bar.value = String(day);
    bar.dispatchEvent(new Event("input", { bubbles: true }));
    return {
        changed: lands() !== before, anew: records.takeRecords().length,
        ground: [...document.querySelectorAll(".bare-land, .coast")].map((each) =>
            each.closest(".atlas-pane").className),
        at: [...document.querySelectorAll(".overlay > g")].map(({ transform }) => {
            const { e, f } = transform.baseVal.consolidate().matrix;
            return [e, f];
        }),
    };
}"""


def test_what_never_changes_is_not_drawn_anew(atlas_page: Path, atlas: Atlas, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-14")
    seen = page.evaluate(GROUND, atlas.axis.index("1940-08-06"))
    assert (seen["changed"], seen["anew"]) == (True, 0)
    assert seen["ground"] == ["atlas-pane atlas-sea", "atlas-pane atlas-waters"]
    # On whole pixels: a drawing between them would be blurred, and put together more slowly.
    assert len(seen["at"]) == 8
    assert all(value == round(value) for at in seen["at"] for value in at)


ZONES: dict[str, Mapping[str, Any]] = {
    "New York": {"timezone_id": "America/New_York"},
    "Vilnius": {"timezone_id": "Europe/Vilnius", "locale": "lt-LT"},
}


@pytest.mark.parametrize("place", first(1, ZONES))
def test_days_are_the_same_everywhere(atlas_page: Path, scene: LocalScene, open_page: OpenPage, place: str) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-13", **ZONES[place])
    for day in ("1940-06-14", "1940-06-15", "1940-06-16"):
        assert press(page, "ArrowRight") == day
        arrives(page, day)
        view = scene.on(day)
        expect(page.locator("h1")).to_have_text(view.headline)
        assert page.locator(".time-day").inner_text() == view.headline
        assert drawn_ids(page) == sorted(view.drawn_ids)
        expect(page).to_have_url(re.compile(f"date={day}$"))


# ------------------------------------------------------------------ what is told of a day
DAYS = ["1939-09-17", "1939-11-30", "1940-03-13", "1940-06-14", "1940-06-16", "1940-08-06", "1941-06-14"]


def test_what_is_told_of_a_day(atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    type_date(page, "1940-06-16", "1940-06-16")
    page.locator(".unplaced summary").click()
    for day in DAYS:
        type_date(page, day, day)
        view = scene.on(day)
        listed = page.locator(".events [data-for]").evaluate_all(FOR)
        assert listed == [each.id for each in view.events[1:]]
        assert page.locator(".chief [data-for]").evaluate_all(FOR) == [each.id for each in view.events[:1]]
        diff = atlas.diff(AXIS.day(view.index - 1), day)
        for part, features in (("began", diff.began), ("ended", diff.ended)):
            news = [each.id for each in features if each.layer not in {"events", "places"}]
            assert page.locator(f".difference.{part} [data-for]").evaluate_all(FOR) == news
        lands = [atlas.borders.territories[was.territory].names["en"] for was, _ in diff.holdings]
        assert page.locator(".changes .land-name").all_text_contents() == lands
        others = [each.feature for each in view.features if each not in view.events]
        told = [each.id for each in others if each.geometry is None or each.layer == "events"]
        assert page.locator(".unplaced [data-for]").evaluate_all(FOR) == told
        expect(page.locator(".unplaced")).to_be_visible(visible=bool(told))


def test_the_chief_event_of_a_day_is_the_first_and_a_total_is_none(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-17")
    assert page.locator(".chief-name").inner_text() == "Red Army enters Latvia"
    assert page.locator(".chief-sentence").inner_text().endswith("from the side of Pskov by Veclaicene.")
    assert page.locator(".events [data-for] .what").first.inner_text() == "05:00 Red Army enters Estonia"
    assert page.locator('.events [data-for="foreign-ships-detained"]').count() == 0
    assert page.locator(".unplaced [data-for]").count() == 0
    page.locator(".unplaced summary").click()
    expect(page.locator('.unplaced [data-for="foreign-ships-detained"]')).to_have_count(1)


def test_a_thing_of_the_list_is_flown_to_and_told(
    atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-14", **STILL)
    for key in ("kaleva-shot-down", "ultimatum-lithuania-1940", "landing-plan-naissaar"):
        button = page.locator(f':is(.chief, .column.right) [data-for="{key}"]')
        button.click()
        assert card(page) == told_card(atlas, scene, key)
        expect(page).to_have_url(re.compile(f"map=.*&feature={key}"))
        assert float(hash_of(page)["map"].split("/")[0]) >= 8
        sign = page.locator(f'.leaflet-map-pane [data-id="{key}"]')
        if "counted" not in (sign.get_attribute("class") or ""):
            # It stands in the part of the map that no sheet covers.
            spot = sign.bounding_box()
            assert spot
            assert 300 < spot["x"] + spot["width"] / 2 < 1100
            assert 50 < spot["y"] + spot["height"] / 2 < 800
        page.keyboard.press("Escape")
        expect(page.locator(".card")).to_be_hidden()
        expect(button).to_be_focused()


def test_a_link_to_an_id_no_longer_used_opens_what_took_its_place(
    atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="feature=deportations-130000", **STILL)
    assert card(page) == told_card(atlas, scene, "deportation-1941-lithuania")
    assert day_of(page) == "1941-06-14"


def test_the_card_of_a_thing_that_is_not_in_force(
    atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage
) -> None:
    feature = next(each for each in atlas.feature_list if each.layer == "bases" and each.span.first > 60)
    day = "1939-08-25"
    page = open_page(atlas_page, *DESK, fragment=f"feature={feature.id}&date={day}", **STILL)
    assert day_of(page) == day
    assert card(page) == told_card(atlas, scene, feature.id)
    when = scene.text(feature_of(scene, feature.id).facts.dates)
    said = scene.messages("card.out_of_force", day=scene.messages.format_date(day), span=when)
    expect(page.locator(".out-of-force")).to_contain_text(said)
    life = page.get_by_role("img", name=f"{scene.messages('card.life')}: {when}")
    bars = life.locator(".lifespan-certain, .lifespan-day").evaluate_all(
        "(all) => all.map((each) => Number(each.getAttribute('x')))"
    )
    share = 100 / len(AXIS)
    assert bars == pytest.approx([feature.span.certain_first * share, AXIS.index(day) * share])
    there = AXIS.day(feature.span.certain_first).isoformat()
    page.get_by_role("button", name=f"Go to {scene.messages.format_date(there)}").click()
    arrives(page, there)
    expect(page.locator(".out-of-force")).to_have_count(0)
    assert card(page)["title"] == [feature.names["en"]]


def test_citations_and_links_are_copied(atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    page.evaluate(COPY)
    page.locator(".events [data-for]").first.click()
    key = page.locator(".events [data-for]").first.get_attribute("data-for") or ""
    page.get_by_role("button", name="Copy citation").first.click()
    expect(page.locator("[aria-live]")).to_have_text("Copied")
    assert page.evaluate("window.copied") == atlas.bibliography.text(atlas.feature(key).citations[0], "en")
    source = atlas.feature(key).citations[0].source
    work = {name: value for name, value in atlas.bibliography[source].items() if name != "note"}
    page.get_by_role("button", name="Copy RIS").first.click()
    assert page.evaluate("window.copied").rstrip("\n") == ris_entry(source, work)
    page.get_by_role("button", name="Copy BibTeX").first.click()
    assert sorted(page.evaluate("window.copied").replace(",\n", "\n").splitlines()) == sorted(
        bibtex_entry(source, work).replace(",\n", "\n").splitlines()
    )
    page.get_by_role("button", name="Copy link to this feature").click()
    expect(page.locator("[aria-live]")).to_have_text("Link copied")
    link = page.evaluate("window.copied")
    assert link.startswith(atlas_page.resolve().as_uri() + "#")
    other = open_page(atlas_page, *DESK, fragment=link.partition("#")[2])
    assert card(other) == told_card(atlas, scene, key)
    assert day_of(other) == OPENING


# ------------------------------------------------------------------ search
def test_search_finds_by_any_name(atlas_page: Path, scene: LocalScene, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK)
    field = page.get_by_role("combobox", name="Search")
    for text, found in (
        ("siauliai", "Šiauliai"),
        ("kuresaare", "Kuressaare"),
        ("каунас", "Kaunas"),
        ("kovno", "Kaunas"),
        ("reval", "Tallinn"),
        ("kaliningrad", "Königsberg"),
        ("zdanov", "Zhdanov"),
        ("ultimatum to lat", "Ultimatum to Latvia"),
        ("3rd army", "3rd Army"),
    ):
        field.fill(text)
        options = page.locator("[role=option]")
        assert any(found in name for name in options.all_inner_texts()), text
    for option in options.all():
        feature = option.get_attribute("data-for") or ""
        when = scene.text(feature_of(scene, feature).facts.dates)
        assert when in option.inner_text(), "a result says when"
    field.fill("nowhere at all")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("Nothing is found for “nowhere at all”.")


def test_a_result_is_chosen_with_the_keyboard(
    atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    page.get_by_role("combobox", name="Search").focus()
    page.keyboard.type("deportation june")
    option = page.locator("[role=option]").first
    key = option.get_attribute("data-for") or ""
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert card(page) == told_card(atlas, scene, key)
    span = atlas.feature(key).span
    assert span.is_possible(AXIS.index(day_of(page)))
    assert day_of(page) != OPENING
    expect(page).to_have_url(re.compile(f"map=[^&]+&date={day_of(page)}&feature={key}$"))


# ------------------------------------------------------------------ switches
@pytest.mark.parametrize("days", first(1, [("1940-06-14", "1940-06-16"), ("1939-10-12", "1941-06-14")]), ids=" ".join)
def test_counts_and_legend_are_those_of_the_day(
    atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage, days: tuple[str, str]
) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    page.locator(".layer-switches summary").click()
    for day in days:
        type_date(page, day, day)
        view = scene.on(day)
        for sure in ("all", "likely", "certain"):
            page.get_by_role("checkbox", name="Show only what is certain").set_checked(sure == "certain")
            if sure != "certain":
                page.get_by_role("checkbox", name="Show what is merely possible").set_checked(sure == "all")
            there = [
                each
                for each in view.features
                if sure == "all"
                or each.feature.role == "places"
                or (each.certain and (sure == "likely" or each.feature.certainty == "certain"))
            ]
            features = [each for each in there if each.feature.geometry is not None]
            counts = Counter(each.feature.layer for each in there)
            least = Counter(
                each.feature.layer for each in there if each.certain and each.feature.certainty == "certain"
            )
            layers = [
                f"{least[each.id]} to {counts[each.id]}" if least[each.id] != counts[each.id] else f"{counts[each.id]}"
                for each in atlas.config.layers
            ]
            expect(page.locator(".switches [data-toggles] ~ .layer-count")).to_have_text(
                [*layers, str(len(view.borders))]
            )
            drawn = {each.id for each in features}
            assert {each for each in drawn_ids(page) if each in {known.id for known in view.features}} == drawn
            kinds = {each.feature.kind for each in features}
            items = [item.label for group in view.legend for item in group.items if not item.kind or item.kind in kinds]
            shown = page.locator(".legend li > span:first-of-type")
            if sure == "all":
                expect(shown).to_have_text(items)
                continue
            # Of the signs for certainty only those stay that are on the map.
            gone = {scene.messages("legend.possible")}
            if not any(each.symbol.disc and each.symbol.fill == "outline" for each in features):
                gone.add(scene.messages("legend.less-certain"))
            if not any(each.symbol.disc and each.symbol.fill == "dashed" for each in features):
                gone.add(scene.messages("legend.schematic"))
            expect(shown).to_have_text([each for each in items if each not in gone])


def test_layers_are_put_away(atlas_page: Path, atlas: Atlas, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK)
    page.locator(".layer-switches summary").click()
    bases = page.locator('.leaflet-map-pane [data-layer="bases"] .feature:not(.clustered)')
    expect(bases.first).to_be_visible()
    headings = page.locator(".legend h3")
    expect(headings).to_contain_text(["Bases", "Borders"])
    for name in ("Bases", "Borders"):
        page.get_by_role("checkbox", name=name).uncheck()
    expect(bases.first).to_be_hidden()
    expect(page.locator(".leaflet-map-pane .border").first).to_be_hidden()
    expect(headings.filter(has_text=re.compile("^(Bases|Borders)$"))).to_have_count(0)
    rest = [layer.id for layer in atlas.config.layers if layer.id != "bases"]
    expect(page).to_have_url(re.compile(f"layers={','.join(rest)}$"))
    page.reload()
    page.wait_for_selector('html[data-ready="true"]')
    expect(bases.first).to_be_hidden()
    assert not page.locator('[data-toggles="borders"]').is_checked()


def test_uncertain_things_are_made_fainter(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK)
    page.locator(".layer-switches summary").click()
    strength = page.get_by_role("slider", name="Strength of uncertain things")
    strength.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    expect(strength).to_have_attribute("aria-valuetext", "40 %")
    opacity = "(all) => [...new Set(all.map((each) => getComputedStyle(each).opacity))]"
    marks = ".leaflet-map-pane .feature:not(.clustered)"
    assert page.locator(f"{marks}.less-certain:not(.faint)").evaluate_all(opacity) == ["0.4"]
    assert page.locator(f"{marks}.faint").evaluate_all(opacity) == ["0.2"]
    assert page.locator(f"{marks}:not(.less-certain, .faint)").evaluate_all(opacity) == ["1"]
    expect(page).to_have_url(re.compile("opacity=40$"))


# ------------------------------------------------------------------ links
def test_a_link_restores_all(atlas_page: Path, atlas: Atlas, scene: LocalScene, open_page: OpenPage) -> None:
    key = scene.on("1940-06-14").features[-1].id
    link = (
        f"map=7.25/57.5/24.5&date=1940-06-14&layers=places,events&lang=lv&feature={key}"
        "&compare=1940-08-06&certainty=likely&opacity=30"
    )
    page = open_page(atlas_page, *DESK, fragment=link)
    messages = Messages("lv")
    expect(page.locator(HTML)).to_have_attribute("lang", "lv")
    expect(page.locator("h1")).to_have_text(messages.format_day(date(1940, 6, 14)))
    assert card(page)["title"] == [atlas.feature(key).names["lv"]]
    expect(page.locator(".compare-side.right .compare-date")).to_have_text(messages.format_day(date(1940, 8, 6)))
    ticked = page.locator("[data-toggles]:checked").evaluate_all("(all) => all.map((each) => each.dataset.toggles)")
    assert sorted(ticked) == ["events", "places"]
    assert not page.locator("[data-sure=possible]").is_checked()
    assert page.locator(".opacity-slider").input_value() == "30"
    page.evaluate(COPY)
    page.get_by_role("button", name=messages("page.copy_link")).click()
    expect(page.locator("[aria-live=polite].visually-hidden")).to_have_text(messages("page.link_copied"))
    address, _, fragment = page.evaluate("window.copied").partition("#")
    assert address == atlas_page.resolve().as_uri()
    asked, given = fields_of(f"#{link}"), fields_of(f"#{fragment}")
    # The map stands on whole pixels.
    assert numbers(given.pop("map")) == pytest.approx(numbers(asked.pop("map")), abs=0.002)
    assert given == asked


def test_a_link_restores_a_step_of_the_story(atlas_page: Path, atlas: Atlas, open_page: OpenPage) -> None:
    story = atlas.story
    assert story
    step = story.steps[3]
    page = open_page(atlas_page, *DESK, fragment=f"story={step.id}")
    expect(page.get_by_text(step.titles["en"], exact=True)).to_be_visible()
    arrives(page, AXIS.day(step.index).isoformat())
    assert fields_of(copied_link(page)) == {"date": AXIS.day(step.index).isoformat(), "story": step.id}


def test_a_link_without_a_card_fits_the_map_into_what_the_card_had_covered(
    atlas_page: Path, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *PHONE, fragment="date=1940-06-16", **STILL)
    scale = page.locator(".leaflet-control-scale").inner_text()
    go = "(hash) => { location.hash = hash; }"
    page.evaluate(go, "date=1940-06-16&feature=ultimatum-latvia-1940")
    expect(page.locator("html.with-card")).to_be_attached()
    page.evaluate(go, "date=1940-06-16")
    expect(page.locator("html.with-card")).not_to_be_attached()
    expect(page.locator(".leaflet-control-scale")).to_have_text(scale)


def test_the_view_is_kept_on_reload(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)
    page.get_by_role("button", name="Zoom in", exact=True).click()
    page.locator(".leaflet-container").focus()
    page.keyboard.press("ArrowUp")
    expect(page).to_have_url(re.compile("map="))
    before, seen = copied_link(page), places(page)
    expect(page).to_have_url(before)
    page.reload()
    page.wait_for_selector('html[data-ready="true"]')
    assert copied_link(page) == before
    assert places(page) == seen


@pytest.mark.long
def test_no_link_goes_closer_than_the_map(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="map=99/57/24")
    assert numbers(fields_of(copied_link(page))["map"]) == pytest.approx([12, 57, 24], abs=0.002)
    notice = page.locator(".notice")
    expect(notice).to_have_text("The link asks for zoom level 99; the map goes to 12.")
    page.locator(".controls .farther").click()
    expect(notice).to_be_empty()


def test_back_and_forward(atlas_page: Path, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, **STILL)

    def shows(day: str, title: str | None = None, other: str | None = None, lang: str = "en") -> None:
        expect(page.locator(f'html[data-ready="true"][data-day="{day}"][lang="{lang}"]')).to_have_count(1)
        if title is None:
            expect(page.locator(".card")).to_be_hidden()
        else:
            expect(page.locator(".card h2")).to_have_text(title)
        if other is None:
            expect(page.locator(".compare")).to_be_hidden()
        else:
            expect(page.locator(".compare-side.right .compare-date")).to_have_text(other)

    type_date(page, "1939-12-01", "1939-12-01")
    name = page.locator(".chief-name").inner_text()
    title = re.sub(r"^\d\d:\d\d ", "", name)
    page.locator(".chief-name").click()
    shows("1939-12-01", title)
    page.get_by_role("button", name="Compare two days").click()
    other = page.locator(".compare-side.right .compare-date").text_content()
    shows("1939-12-01", None, other)
    speak(page, "et")
    eesti = page.locator(".compare-side.right .compare-date").text_content()
    states: list[dict[str, Any]] = [
        {"day": OPENING},
        {"day": "1939-12-01"},
        {"day": "1939-12-01", "title": title},
        {"day": "1939-12-01", "other": other},
        {"day": "1939-12-01", "other": eesti, "lang": "et"},
    ]
    shows(**states[-1])
    for state in reversed(states[:-1]):
        page.go_back()
        shows(**state)
    for state in states[1:]:
        page.go_forward()
        shows(**state)


HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "link",
    first(
        2,
        [
            "date=1940-02-31&map=x/y/z&feature=nope&lang=xx&layers=&certainty=maybe&opacity=many&story=none&compare=1999-01-01",
            f"date={HOSTILE}&map={HOSTILE}&feature={HOSTILE}&lang={HOSTILE}&story={HOSTILE}&compare={HOSTILE}&{HOSTILE}",
            "lang=__proto__&feature=constructor&story=__proto__&certainty=toString&opacity=-1&map=NaN/Infinity/1e999&date=length",
            "%E0%A4%A&&&===&map=5/91/200&map=5/6/7",
        ],
    ),
    ids=["broken", "hostile", "inherited", "mangled"],
)
def test_a_broken_link_opens_the_page_as_it_is(atlas_page: Path, open_page: OpenPage, link: str) -> None:
    page = open_page(atlas_page, *DESK, fragment=link)
    expect(page.locator("h1")).to_have_text("Sunday, 16 June 1940")
    expect(page.locator(HTML)).to_have_attribute("lang", "en")
    assert page.locator(".card:visible, .compare:visible, .story:visible, img").count() == 0
    link = copied_link(page).partition("#")[2]
    assert set(fields_of(f"#{link}")) <= {"date", "layers"}
    # A link that is put into the page's address later is no better.
    page.evaluate("(link) => { location.hash = link; }", "date=1940-06-14")
    arrives(page, "1940-06-14")


# ------------------------------------------------------------------ languages
@pytest.mark.long
@pytest.mark.parametrize("lang", ["lt"])
def test_another_language(atlas_page: Path, atlas: Atlas, open_page: OpenPage, lang: str) -> None:
    own = LocalScene(build_scene(atlas, [lang]))
    page = open_page(atlas_page, *DESK, fragment="map=7/57.6/24.5&date=1940-06-16&layers=places,bases,events", **STILL)
    base = page.locator('.leaflet-map-pane [data-layer="bases"] .feature:not(.clustered)').first
    key = base.get_attribute("data-id") or ""
    base.focus()
    page.keyboard.press("Enter")
    before = fields_of(copied_link(page))
    assert before["feature"] == key
    speak(page, lang)
    expect(page.locator(".language")).to_be_focused()
    expect(page.locator("h1")).to_have_text(own.messages.format_day(date(1940, 6, 16)))
    assert card(page) == told_card(atlas, own, key)
    assert own.translated(feature_of(own, key).description).lang == lang
    expect(page.locator(".card .untranslated")).to_have_count(0)
    expect(page.locator(".card .translated")).to_have_text(own.messages("page.translated_second-model"))
    assert page.locator(".card-text").get_attribute("lang") is None
    expect(page).to_have_url(re.compile(f"lang={lang}"))
    assert hash_of(page) == {**before, "lang": lang}
    by_switch = picture(page)
    by_link = open_page(atlas_page, *DESK, fragment=page.url.partition("#")[2], **STILL)
    assert picture(by_link) == by_switch
    # Each name on the map is the one of the language.
    view = own.on("1940-06-16")
    names = {
        each.name.replace("\n", " ")
        for each in view.features
        if each.symbol.shape == "label" or each.feature.layer == "places"
    }
    shown = page.locator(".leaflet-map-pane .form:visible .name-then").evaluate_all(
        """(all) => all.map((each) => {
            const lines = Array.from(each.children, (line) => line.textContent);
            return lines.length ? lines.join(" ") : each.textContent;
        })"""
    )
    assert len(shown) > 15
    assert set(shown) <= names
    for state in ("Estonia", "Latvia"):
        feature = next(each for each in atlas.feature_list if each.kind == "state" and each.names["en"] == state)
        assert feature.names[lang] in shown


def test_what_is_merely_possible_is_faint_in_the_list(atlas_page: Path, scene: LocalScene, open_page: OpenPage) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-16")
    events = scene.on("1940-06-16").events
    faint = {each.id for each in events if not each.certain}
    assert faint
    assert faint < {each.id for each in events}
    assert set(page.locator(".events .possible button").evaluate_all(FOR)) == faint
