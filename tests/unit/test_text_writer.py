"""Lines of type outside the map."""

from __future__ import annotations

from baltic_map.atlas import open_atlas
from baltic_map.day_view import LocalScene
from baltic_map.print.canvas import Canvas
from baltic_map.print.shaped_text import SMALL
from baltic_map.print.sheet import Box
from baltic_map.print.text_writer import SANS, TextWriter
from baltic_map.scene import build_scene
from tests.unit.small_atlases import TINY


def test_a_heading_stands_over_a_rule_across_its_column() -> None:
    canvas = Canvas(72, Box(0, 0, 100, 100), background="#ffffff", halo="#ffffff")
    writer = TextWriter(canvas, LocalScene(build_scene(open_atlas(TINY))))
    assert (writer.colors.color, writer.colors.quiet, writer.colors.border, writer.colors.sea) == (
        *("#2b2a28", "#6a6a64", "#3d3835", "#d3dee1"),
    )
    assert writer.heading("Events", Box(10, 0, 90, 50), 50) == 50 - SMALL - 5.5
    _, rule = writer.artists
    y = round(50 - SMALL - 3.5, 2)
    assert rule.path.vertices.tolist() == [[10, y], [90, y]]
    writer.text(10, 20, "A line", SANS, SMALL)
    assert writer.artists[-1].get_text() == "A line"
