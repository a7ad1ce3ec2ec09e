"""The sides of a line on a plate: which name stands where, and that the data has the right side on the left."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from baltic_map import open_atlas
from baltic_map.atlas import Atlas
from baltic_map.check import check_atlas
from baltic_map.print.placement import Occupancy
from baltic_map.print.sheet import Box
from baltic_map.print.side_names import place_side_names
from baltic_map.scene import build_scene
from baltic_map.snapshot import Snapshot

NAMES = ("Left side", "Right")


@pytest.fixture(scope="module")
def atlas(geodata: Path) -> Atlas:
    return open_atlas(geodata)


def occupancy() -> Occupancy:
    return Occupancy(Box(0, 0, 300, 300))


def test_the_left_name_stands_on_the_left_and_is_read_from_left_to_right() -> None:
    east = shapely.LineString([(20, 150), (280, 150)])
    left, right = place_side_names(east, NAMES, occupancy())
    assert left.y > 150 > right.y
    left, right = place_side_names(shapely.reverse(east), NAMES, occupancy())
    assert left.y < 150 < right.y
    # Not upside down: the letters of a line that runs west rise all the same.
    assert np.asarray(left.text.path.vertices)[:, 1].max() > 3


def test_names_find_what_is_free_and_straight_or_are_left_out() -> None:
    line = shapely.LineString([(20, 150), (280, 150)])
    taken = occupancy()
    taken.take_box(Box(20, 130, 160, 170))
    left, _ = place_side_names(line, NAMES, taken)
    assert left.x > 160
    assert place_side_names(shapely.LineString([(20, 150), (30, 150)]), NAMES, occupancy()) == ()
    assert place_side_names(shapely.Polygon(), NAMES, occupancy()) == ()


@pytest.mark.parametrize(
    ("line", "soviet", "german"),
    [
        ("sphere-1939-08-lithuania", (24.1, 56.9), (23.9, 54.9)),
        ("sphere-1939-08-narew", (23.2, 53.1), (21.0, 53.3)),
        ("sphere-1939-08-pisa", (22.5, 53.4), (21.3, 53.4)),
        ("sphere-1939-09-poland", (23.2, 53.1), (22.9, 54.1)),
        ("sphere-1939-09-lithuania", (23.9, 54.9), (21.5, 54.7)),
        ("sphere-1939-09-strip", (24.0, 54.6), (23.0, 54.6)),
    ],
)
def test_what_is_left_of_a_line_of_the_spheres_is_the_soviet_side(
    atlas: Atlas, line: str, soviet: tuple[float, float], german: tuple[float, float]
) -> None:
    geometry = atlas.feature(line).geometry
    assert geometry is not None
    for place, on_left in ((soviet, True), (german, False)):
        at = shapely.line_locate_point(geometry, shapely.Point(place))
        near = [geometry.interpolate(max(at - 0.05, 0)), geometry.interpolate(min(at + 0.05, geometry.length))]
        ring = shapely.LinearRing([*(each.coords[0] for each in near), place])
        assert ring.is_ccw == on_left, place


def test_scene_and_plate_name_both_sides(atlas: Atlas) -> None:
    scene = build_scene(atlas, atlas.config.languages)
    feature = next(each for each in scene.features if each.id == "sphere-1939-08-lithuania")
    assert feature.sides is not None
    texts = {each.lang: each.texts for each in scene.locales}
    assert [texts["en"][number] for number in feature.sides] == ["Soviet sphere", "German sphere"]
    assert [texts["lt"][number] for number in feature.sides] == ["Sovietų interesų sfera", "Vokietijos interesų sfera"]
    colors = scene.symbols[feature.symbol].sides
    assert colors is not None
    assert colors[0] != colors[1]
    assert Snapshot(atlas, dpi=40).render("1939-08-23")


@pytest.mark.parametrize("text", ['left = { name = "Here", color = "text" }\n', "left = 3\n"])
def test_a_kind_has_two_sides_or_none(tmp_path: Path, text: str, geodata: Path) -> None:
    config = (geodata / "atlas.toml").read_text("utf-8")
    changed = config.replace("[kinds.front-line]\n", f"[kinds.front-line]\n{text}")
    assert changed != config
    for each in geodata.iterdir():
        (tmp_path / each.name).symlink_to(each) if each.name != "atlas.toml" else None
    (tmp_path / "atlas.toml").write_text(changed, "utf-8")
    assert any("kinds.front-line" in str(problem) for problem in check_atlas(tmp_path))
