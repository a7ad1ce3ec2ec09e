"""What the map looks like in each of the three browsers: the pixels of its hatches, not what the page says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageDraw

from tests.browser.ink import Region, bare_picture, place, share
from tests.variants import first

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.eyes import Eyes

SIZES = {"desk": (1400, 900), "phone": (360, 740)}
DESK = SIZES["desk"]
SOVIET = "#a9231b"
REGIONS = {
    "Lithuania": Region(22.7, 55.0, 24.8, 55.9),
    "Latvia": Region(24.8, 56.4, 26.6, 57.2),
    "Gulf of Riga": Region(23.35, 57.3, 24.1, 58.1),
}
SEA, LITHUANIA, LATVIA = {"Gulf of Riga"}, {"Lithuania"}, {"Latvia"}
# The Red Army crosses into Lithuania on the 15th and into Latvia on the 17th; the gulf is closed from the 14th on.
HATCHED: dict[str, set[str]] = {
    "1940-06-13": set(),
    "1940-06-14": SEA,
    "1940-06-15": SEA | LITHUANIA,
    "1940-06-16": SEA | LITHUANIA,
    "1940-06-17": SEA | LITHUANIA | LATVIA,
}
# A twelfth of the land is rule, a tenth of the sea is as dark as one.
LEAST, NOTHING = 0.06, 0.02
HEADLINE = "return document.querySelector('h1').innerText.trim().replace(/\\s+/g, ' ')"
DAY = "document.documentElement.dataset.day"
# As the thumb of the slider does it, when it is drawn: the driver of WebKitGTK brings no key into a frame.
STEP = """
const slider = document.querySelector(".time-slider");
slider.value = Number(slider.value) + 1;
slider.dispatchEvent(new Event("input"));
"""


def inks(eyes: Eyes) -> dict[str, float]:
    """Measure each region as it is now."""
    picture = bare_picture(eyes)
    return {name: share(picture, place(eyes, region), SOVIET) for name, region in REGIONS.items()}


def hatched(eyes: Eyes) -> set[str]:
    """Tell which regions are hatched now; the others must be bare."""
    found = inks(eyes)
    seen = {name for name, ink in found.items() if ink > LEAST}
    assert all(ink < NOTHING for name, ink in found.items() if name not in seen), found
    return seen


@pytest.fixture(scope="module")
def measured() -> dict[tuple[str, str], dict[str, dict[str, float]]]:
    """Keep what was measured, by browser and size: each picture takes its time."""
    return {}


def days(eyes: Eyes, page: Path, size: tuple[int, int]) -> dict[str, dict[str, float]]:
    """Step through the days, and measure each region on each of them."""
    found: dict[str, dict[str, float]] = {}
    eyes.open(page, *size, f"date={next(iter(HATCHED))}")
    for day in HATCHED:
        if found:
            eyes.run(STEP)
        eyes.wait(f"{DAY} === '{day}'")
        found[day] = inks(eyes)
    return found


@pytest.mark.parametrize("size", first(1, SIZES))
def test_a_hatch_is_seen_where_the_day_has_one(
    atlas_page: Path, eyes: Eyes, engine: str, size: str, measured: dict[tuple[str, str], Any]
) -> None:
    measured[engine, size] = days(eyes, atlas_page, SIZES[size])
    for day, found in measured[engine, size].items():
        for name, ink in found.items():
            assert ink > LEAST if name in HATCHED[day] else ink < NOTHING, (day, name, ink)


def test_hatches_are_as_dense_as_in_chromium(
    atlas_page: Path, eyes: Eyes, engine: str, chromium_eyes: Eyes, measured: dict[tuple[str, str], Any]
) -> None:
    for name, each in ((engine, eyes), ("chromium", chromium_eyes)):
        if (name, "desk") not in measured:
            measured[name, "desk"] = days(each, atlas_page, DESK)
    for day, names in HATCHED.items():
        for name in names:
            here, there = (measured[each, "desk"][day][name] for each in (engine, "chromium"))
            assert here == pytest.approx(there, rel=0.15), (day, name)


def test_it_opens_on_its_day_and_is_stepped_by_a_key(atlas_page: Path, eyes: Eyes) -> None:
    eyes.open(atlas_page, *DESK)
    assert eyes.run(HEADLINE) == "Sunday, 16 June 1940"
    # West of Greenwich a day is easily the one before.
    assert eyes.run("return new Date(0).getHours()") == 19
    assert hatched(eyes) == SEA | LITHUANIA
    eyes.run("document.querySelector('.time-slider').focus()")
    eyes.press("ArrowRight")
    eyes.wait(f"{DAY} === '1940-06-17'")
    assert eyes.run(HEADLINE) == "Monday, 17 June 1940"
    assert hatched(eyes) == SEA | LITHUANIA | LATVIA


def test_the_story_shows_its_days(atlas_page: Path, eyes: Eyes) -> None:
    eyes.open(atlas_page, *DESK, "story=orders")
    # Each step has a view of its own, in which some of the regions lie.
    for step, (day, name, is_hatched) in enumerate(
        [
            ("1940-06-12", "Gulf of Riga", False),
            ("1940-06-14", "Gulf of Riga", True),
            ("1940-06-15", "Lithuania", True),
            ("1940-06-17", "Latvia", True),
        ]
    ):
        if step:
            eyes.click(".story-on")
        eyes.wait(f"{DAY} === '{day}'")
        ink = share(bare_picture(eyes), place(eyes, REGIONS[name]), SOVIET)
        assert ink > LEAST if is_hatched else ink < NOTHING, (day, ink)


def test_each_side_of_the_divider_is_hatched_as_its_day(atlas_page: Path, eyes: Eyes) -> None:
    eyes.open(atlas_page, *DESK, "date=1940-06-14&compare=1940-06-17")
    left, right = ("left", False), ("right", True)
    assert sides(eyes) == {"Lithuania": left, "Latvia": right}
    # The map is moved under the divider, and drawn anew at another scale.
    eyes.run("document.querySelector('.leaflet-container').focus()")
    move(eyes, "ArrowLeft", "ArrowLeft")
    assert sides(eyes) == {"Lithuania": right, "Latvia": right}
    move(eyes, "ArrowRight", "ArrowRight")
    eyes.click(".controls .closer")
    assert sides(eyes) == {"Lithuania": left, "Latvia": right}


def move(eyes: Eyes, *keys: str) -> None:
    """Move the map by keys, each when the one before has done."""
    for key in keys:
        eyes.press(key)
        eyes.rest()


def sides(eyes: Eyes) -> dict[str, tuple[str, bool]]:
    """Tell on which side of the divider two countries lie for the most part, and whether they are hatched there."""
    picture = bare_picture(eyes)
    middle = picture.width // 2
    told = {}
    for name in ("Lithuania", "Latvia"):
        left, top, right, bottom = place(eyes, REGIONS[name])
        is_left = left + right < 2 * middle
        # Off the line itself.
        part = (left, top, min(right, middle - 8), bottom) if is_left else (max(left, middle + 8), top, right, bottom)
        ink = share(picture, part, SOVIET)
        assert ink > LEAST or ink < NOTHING, (name, ink)
        told[name] = ("left" if is_left else "right", ink > LEAST)
    return told


# ------------------------------------------------------------------ what is measured is what is there
def test_ink_is_measured_by_what_it_covers() -> None:
    picture = Image.new("RGB", (100, 100), "#d0dcaa")
    assert share(picture, (0, 0, 100, 100), SOVIET) == 0
    pen = ImageDraw.Draw(picture)
    for x in range(0, 100, 5):
        pen.line((x, 0, x, 99), SOVIET)
    assert share(picture, (0, 0, 100, 100), SOVIET) == pytest.approx(0.2, abs=0.001)
    # Smoothed: twice as broad, half as dark. A colour that leads away from the ink counts for nothing.
    picture = Image.new("RGB", (100, 100), "#d0dcaa")
    pen = ImageDraw.Draw(picture)
    for x in range(0, 100, 10):
        pen.rectangle((x, 0, x + 1, 99), "#bd8063")
        pen.line((x + 5, 0, x + 5, 99), "#d0ffaa")
    assert share(picture, (0, 0, 100, 100), SOVIET) == pytest.approx(0.1, abs=0.005)
    with pytest.raises(AssertionError, match="too small to tell"):
        share(picture, (0, 0, 20, 20), SOVIET)


# What the pointer meets in the middle of Latvia, and on how many of a hundred points along a border.
MEETS = """
const told = (x, y) => document.elementsFromPoint(x, y).map((each) => each.closest("[data-id]")?.dataset.id);
const box = document.querySelector('.area[data-id^="lva-"]').getBoundingClientRect();
const rule = document.querySelector('[data-id="latvia-lithuania-modern"] .rule');
const to = rule.getScreenCTM();
const length = rule.getTotalLength() / 100;
const points = Array.from({ length: 100 }, (_, at) => rule.getPointAtLength(length * (at + 0.5)).matrixTransform(to));
return [
  told(box.x + 0.62 * box.width, box.y + box.height / 2),
  points.filter(({ x, y }) => told(x, y).includes("latvia-lithuania-modern")).length,
];
"""


def test_states_and_borders_are_met_by_the_pointer(atlas_page: Path, eyes: Eyes) -> None:
    eyes.open(atlas_page, *DESK, "date=1939-12-01")
    eyes.rest()
    met, points = eyes.run(MEETS)
    assert "lva-lva-lva-with-soviet-bases" in met
    # The others lie under a panel.
    assert points > 50


def test_what_is_chosen_from_looks_the_same(atlas_page: Path, eyes: Eyes) -> None:
    eyes.open(atlas_page, *DESK)
    looks = eyes.run("return [...document.querySelectorAll('select')].map((each) => getComputedStyle(each).appearance)")
    assert looks == ["none", "none", "none"]


# Pairs of names that are seen and meet; the boxes of lines are a good deal higher than their letters.
TOUCHING = """
const texts = [...document.querySelectorAll(".name .form .name-then")]
  .filter((each) => !each.closest(".hidden-label, .off, .clustered") && each.getBoundingClientRect().width > 0);
const boxes = texts.map((each) => each.getBBox());
const common = (at, size, one, other) =>
  Math.min(one[at] + one[size], other[at] + other[size]) - Math.max(one[at], other[at]);
const meet = (one, other) => common("x", "width", one, other) > 1
  && common("y", "height", one, other) > 0.4 * Math.min(one.height, other.height);
const pairs = texts.flatMap((one, at) => texts.slice(at + 1).filter((_, more) => meet(boxes[at], boxes[at + 1 + more]))
  .map((other) => `${one.textContent} ${other.textContent}`));
return [texts.length, pairs];
"""


def test_no_name_runs_into_another(atlas_page: Path, eyes: Eyes) -> None:
    eyes.open(atlas_page, *DESK, "date=1940-06-16")
    eyes.rest()
    count, pairs = eyes.run(TOUCHING)
    assert count > 30
    assert pairs == []
