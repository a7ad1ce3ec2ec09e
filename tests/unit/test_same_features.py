"""The scene is drawn twice: on every day of change the plate holds what the scene says, no more, no less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baltic_map import Snapshot, open_atlas

if TYPE_CHECKING:
    from pathlib import Path


def test_the_plate_holds_what_the_scene_says(geodata: Path) -> None:
    plates = Snapshot(open_atlas(geodata))
    for day in plates.scene.atlas.change_days():
        assert plates.drawn_ids(day) == plates.scene.plate(day).drawn_ids, day
