"""Map, headline and legend change in one frame: no picture of the page says two things of one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from baltic_map import MapBuilder
    from tests.browser.conftest import OpenPage

DESK, PHONE = (1400, 900), (360, 740)
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
# What a frame shows: the day that is written, at the foot of the map too, the lands on the map, and how the
# legend says they stand.
WATCH = """() => {
    const texts = (group) => [...group.querySelectorAll("li")].map((each) => each.children[1].textContent);
    window.look = () => [
        document.querySelector("h1 .date").textContent,
        document.querySelector(".caption-day").textContent.split(",")[0],
        [...document.querySelectorAll(".atlas-basemap .land > .area")].map((each) => each.dataset.id).join(" "),
        texts(document.querySelector(".legend-group:not([data-layer])")),
    ];
}"""
IN_THE_NEXT_FRAME = """([day]) => new Promise((done) => {
    const slider = document.querySelector(".time-slider");
    slider.value = day;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(() => done(window.look()));
})"""
# A busy machine may leave out any day, the last one too: what is waited for is that day or a later one.
WHILE_IT_PLAYS = """([last]) => new Promise((done) => {
    const seen = [];
    const next = () => {
        seen.push(window.look());
        if (Number(document.querySelector(".time-slider").value) >= last) done(seen);
        else requestAnimationFrame(next);
    };
    document.querySelector(".time-speed").value = "4";
    document.querySelector(".time-play").click();
    next();
})"""


def expected(builder: MapBuilder, day: str) -> list[Any]:
    """Give what a frame must show on a day."""
    view = builder.local_scene.on(day)
    lands = " ".join(each.id for each in view.areas)
    lands_told = [item.label for group in view.legend for item in group.items if item.area]
    written = view.headline.split(", ", 1)[1]
    return [written, written, lands, lands_told]


def number(builder: MapBuilder, day: str) -> int:
    return builder.atlas.axis.index(day)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_legend_is_that_of_the_map_in_the_frame_after_a_step(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(atlas_page, *size, fragment="date=1940-06-13", **STILL)
    page.evaluate(WATCH)
    # Steps follow one another at once, before anything else of the day is told; then jumps.
    for day in ("1940-06-14", "1940-06-15", "1940-06-16", "1940-06-17", "1939-08-23", "1941-06-22", "1940-08-06"):
        found = page.evaluate(IN_THE_NEXT_FRAME, [number(atlas_builder, day)])
        assert found == expected(atlas_builder, day)


@pytest.mark.long
def test_the_legend_keeps_up_while_the_days_run_on(
    atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage
) -> None:
    page = open_page(atlas_page, *DESK, fragment="date=1940-06-13")
    page.evaluate(WATCH)
    frames = page.evaluate(WHILE_IT_PLAYS, [number(atlas_builder, "1940-06-20")])
    told = [expected(atlas_builder, f"1940-06-{day}") for day in range(13, 31)]
    days = {each[0]: each for each in told}
    shown = {each[0] for each in frames}
    assert "13 June 1940" in shown
    assert shown <= set(days)
    assert len(shown) >= 4
    assert [each for each in frames if each != days[each[0]]] == []
