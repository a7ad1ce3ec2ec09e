"""The scene is drawn twice: on every day of change the page holds what the scene says, no more, no less."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from baltic_map import MapBuilder
    from tests.browser.conftest import OpenPage

# All days in one go: the days, and what the page holds on each of them.
STEP = """(days) => {
  const slider = document.querySelector("input.time-slider");
  return days.map((day) => {
    slider.value = String(day);
    slider.dispatchEvent(new Event("input"));
    const ids = [...document.querySelectorAll("[data-id]")].map((each) => each.dataset.id);
    return { ids, day: document.querySelector("h1").textContent };
  });
}"""


def test_the_page_holds_what_the_scene_says(atlas_page: Path, atlas_builder: MapBuilder, open_page: OpenPage) -> None:
    page = open_page(atlas_page, 800, 600)
    scene, axis = atlas_builder.local_scene, atlas_builder.atlas.axis
    days = [axis.start, *atlas_builder.atlas.change_days()]
    found = page.evaluate(STEP, [axis.index(day) for day in days])
    for day, held in zip(days, found, strict=True):
        assert len(held["ids"]) == len(set(held["ids"])), day
        assert set(held["ids"]) == scene.on(day).drawn_ids, day
        assert held["day"].endswith(scene.messages.format_date(day.isoformat())), day
