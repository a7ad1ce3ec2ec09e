"""The scene is drawn twice: on every day of change the page holds what the scene says, no more, no less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baltic_map import MapBuilder
from tests.browser.conftest import wait_ready

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import OpenPage


def test_the_page_holds_what_the_scene_says(geodata: Path, open_page: OpenPage, tmp_path: Path) -> None:
    builder = MapBuilder(geodata)
    page = None
    path = tmp_path / "day.html"
    for day in builder.atlas.change_days():
        builder.day(day).save(path)
        if page is None:
            page = open_page(path, 800, 600)
        else:
            page.reload()
            wait_ready(page)
        found = page.eval_on_selector_all("[data-id]", "all => all.map((each) => each.dataset.id)")
        assert set(found) == builder.scene.plate(day).drawn_ids, day
        assert page.locator("h1").inner_text().endswith(builder.scene.words.date(day.isoformat())), day
