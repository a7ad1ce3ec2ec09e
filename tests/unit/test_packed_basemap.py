"""The basemap of the page in few bytes: literal lines, and any lines that come back."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from msgspec import to_builtins

from baltic_map.atlas import open_atlas
from baltic_map.basemap import LINES, sound_shapes
from baltic_map.web.packed_basemap import PackedLines, encode, pack_basemap, unit_of
from tests.browser.browser import find_node
from tests.unit.small_atlases import TINY

STATIC = Path(__file__).parents[2] / "src" / "baltic_map" / "web" / "static" / "data"


def test_differences_are_zigzag_coded_in_characters() -> None:
    # In units of ten: (10, -3), then (0, +1), then from there (+190, 0), past the backslash.
    packed = encode([np.array([[104.0, -32], [96, -20]]), np.array([[2000.0, -20]])], 10)
    assert packed.lengths == (2, 1)
    assert [ord(each) - 35 for each in packed.points] == [20, 5, 0, 2, 380 + 1, 0]
    assert encode([], 10) == PackedLines((), "")


def test_the_tiny_atlas_has_three_squares_and_two_borders() -> None:
    (scale,) = pack_basemap(open_atlas(TINY))
    assert (scale.min_zoom, scale.unit) == (0, 8)
    # West and east have a line to the middle and a coast; the middle has two lines and two coasts.
    assert scale.coast == (1, 2, 4, 5)
    assert dict(scale.polygons) == {"west": (((0, 1),),), "middle": (((2, 3, 4, ~0),),), "east": (((5, ~3),),)}
    assert dict(scale.borders) == {"west-middle": (0,), "middle-east": (3,)}
    assert scale.lakes.lengths == (5,)
    assert scale.rivers.lengths == (2,)


def by_the_page(code: str, given: object) -> Any:
    """Let the page's own functions answer."""
    names = "import { decodeLines } from '%s'; import { projection, projectLine } from '%s';"
    imports = names % ((STATIC / "decode.js").as_uri(), (STATIC / "mercator.js").as_uri())
    command = [str(find_node()), "--input-type=module", "--eval"]
    script = f"{imports} const given = JSON.parse(await text(process.stdin)); console.log(JSON.stringify({code}));"
    script = "import { text } from 'node:stream/consumers';" + script
    done = subprocess.run([*command, script], input=json.dumps(given), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_the_page_finds_the_lines_where_it_projects_them() -> None:
    atlas = open_atlas(TINY)
    (scale,) = pack_basemap(atlas)
    ((_, river),) = sound_shapes(atlas.folder, atlas.config.scales[0].rivers, LINES, atlas.config.extent)
    given = {
        "packed": to_builtins(scale.rivers),
        "unit": scale.unit,
        "line": shapely.get_coordinates(river).ravel().tolist(),
        "extent": {side: getattr(atlas.config.extent, side) for side in ("west", "south", "east", "north")},
    }
    code = """[[...decodeLines(given.packed, given.unit)[0]],
        [...projectLine(given.line, projection(given.extent))]]"""
    unpacked, projected = by_the_page(code, given)
    assert np.allclose(unpacked, projected, atol=scale.unit / 2 + 0.5)


def decode(packed: PackedLines, unit: int) -> list[np.ndarray]:
    codes = np.array([ord(each) for each in packed.points])
    values = codes - 0x800 * (codes >= 0xE000) - (codes > 92) - 35
    points = np.cumsum(((values >> 1) ^ -(values & 1)).reshape(-1, 2), axis=0) * unit
    return np.split(points, np.cumsum(packed.lengths)[:-1])


# Of a map that is a tenth of the world.
coordinates = st.floats(0, 400_000)
lines = hnp.arrays(np.float64, st.tuples(st.integers(1, 9), st.just(2)), elements=coordinates)


@given(st.lists(lines, min_size=1, max_size=5), st.sampled_from([1, 8, 22]))
def test_packed_lines_come_back(given_lines: list[np.ndarray], unit: int) -> None:
    packed = encode(given_lines, unit)
    # As bytes too: no character is half of one, or longer in JSON.
    assert len(json.dumps(packed.points, ensure_ascii=False).encode()) == len(packed.points.encode()) + 2
    for line, back in zip(given_lines, decode(packed, unit), strict=True):
        assert np.allclose(line, back, atol=0.500001 * unit)


@pytest.mark.parametrize("zoom", [6, 8.5, 10])
def test_a_unit_is_half_a_pixel_at_most(zoom: float) -> None:
    pixel = 2 ** (14 - zoom)
    assert pixel / 2 - 1 < unit_of(zoom) <= pixel / 2


def test_a_step_over_the_whole_world_has_a_character() -> None:
    world = float(256 * 2**14)
    packed = encode([np.array([[0, 0], [world, world], [0, 0]])], unit_of(14, world))
    assert len(packed.points) == 6
