"""The scene is drawn twice: the plate holds what the scene says, no more, no less (on every day: the page)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from baltic_map import Snapshot, open_atlas
from tests.variants import first

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("step", first(1, [32, 8]))
def test_the_plate_holds_what_the_scene_says(geodata: Path, step: int) -> None:
    plates = Snapshot(open_atlas(geodata))
    # A plate takes a quarter of a second; the page is held to every day of change, in tests/browser.
    for day in plates.atlas.change_days()[::step]:
        assert plates.drawn_ids(day) == plates.scene.on(day).drawn_ids, day
