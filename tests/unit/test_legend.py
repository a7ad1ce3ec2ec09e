"""The legend of a plate: two columns, headings with what they head."""

from __future__ import annotations

from baltic_map.atlas import open_atlas
from baltic_map.day_view import LocalScene
from baltic_map.print.legend import _columns
from baltic_map.print.sheet import Box
from baltic_map.scene import build_scene
from tests.unit.small_atlases import TINY

LOCAL = LocalScene(build_scene(open_atlas(TINY)))
DAY = LOCAL.on("1900-01-05")


def test_the_legend_is_set_in_two_columns_and_no_heading_stands_alone() -> None:
    columns = _columns(DAY.legend, Box(0, 0, 300, 500), 500)
    assert [[" ".join(row.lines) for row in column] for column in columns] == [
        [
            *("Zones", "Zone", "March"),
            *("Events", "Fight"),
            *("How the land stood", "West: occupied"),
        ],
        [
            *("Borders", "Border, within 0.5 km"),
            *("Places", "Town"),
            *("How sure", "Certain", "Possible on this day, not certain"),
        ],
    ]


def test_a_legend_without_room_is_set_closer() -> None:
    wide, close = (
        sum(row.height for column in _columns(DAY.legend, Box(0, 0, 250, 500), room) for row in column)
        for room in (500, 50)
    )
    assert round(close / wide, 6) == 0.93


def test_a_broad_panel_has_three_columns_without_what_every_map_has() -> None:
    titles = [row.lines for column in _columns(DAY.legend, Box(0, 0, 300, 500), 40.0) for row in column if not row.item]
    assert len(_columns(DAY.legend, Box(0, 0, 300, 500), 40.0)) == 3
    assert ("Borders",) not in titles
    assert ("Borders",) in [
        row.lines for column in _columns(DAY.legend, Box(0, 0, 300, 500), 500.0) for row in column if not row.item
    ]
