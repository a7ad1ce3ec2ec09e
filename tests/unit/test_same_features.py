"""The scene is drawn twice: the plate holds what the scene says, no more, no less (on every day: the page)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baltic_map import Snapshot, open_atlas

if TYPE_CHECKING:
    from pathlib import Path


def test_the_plate_holds_what_the_scene_says(geodata: Path) -> None:
    plates = Snapshot(open_atlas(geodata))
    # A plate takes a quarter of a second; the page is held to every day of change, in tests/browser.
    for day in plates.atlas.change_days()[::8]:
        assert plates.drawn_ids(day) == plates.scene.on(day).drawn_ids, day
