"""The basemap of the page in few bytes: literal lines, and any lines that come back."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from baltic_map.atlas import open_atlas
from baltic_map.web.packed_basemap import PackedLines, encode, pack_basemap, steps_per_degree
from tests.unit.small_atlases import TINY


def test_differences_are_zigzag_coded_in_varints() -> None:
    # In steps of a tenth: (10, -3), then (0, +1), then from there (+190, 0).
    packed = encode([np.array([[1.0, -0.3], [1.0, -0.2]]), np.array([[20.0, -0.2]])], 10)
    assert packed.lengths == (2, 1)
    assert list(base64.b64decode(packed.points)) == [20, 5, 0, 2, 252, 2, 0]
    assert encode([], 10) == PackedLines((), "")


def test_the_tiny_atlas_has_three_squares_and_two_borders() -> None:
    (scale,) = pack_basemap(open_atlas(TINY))
    assert (scale.min_zoom, scale.steps) == (0, 4800)
    # West and east have a line to the middle and a coast; the middle has two lines and two coasts.
    assert scale.coast == (1, 2, 4, 5)
    assert dict(scale.polygons) == {"west": (((0, 1),),), "middle": (((2, 3, 4, ~0),),), "east": (((5, ~3),),)}
    assert dict(scale.borders) == {"west-middle": (0,), "middle-east": (3,)}
    assert scale.lakes.lengths == (5,)
    assert scale.rivers.lengths == (2,)
    assert [line.tolist() for line in decode(scale.rivers, scale.steps)] == [[[3.0, 52.0], [3.2, 53.0]]]


def decode(packed: PackedLines, grid: int) -> list[np.ndarray]:
    values, value, shift = [], 0, 0
    for byte in base64.b64decode(packed.points):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append((value >> 1) ^ -(value & 1))
            value = shift = 0
    points = np.cumsum(np.array(values).reshape(-1, 2), axis=0) / grid
    return np.split(points, np.cumsum(packed.lengths)[:-1])


coordinates = st.floats(-180, 180).map(lambda value: round(value, 4))
lines = hnp.arrays(np.float64, st.tuples(st.integers(1, 9), st.just(2)), elements=coordinates)


@given(st.lists(lines, min_size=1, max_size=5), st.sampled_from([100, 2000, 5500]))
def test_packed_lines_come_back(given_lines: list[np.ndarray], grid: int) -> None:
    for line, back in zip(given_lines, decode(encode(given_lines, grid), grid), strict=True):
        assert np.allclose(line, back, atol=0.500001 / grid)


@pytest.mark.parametrize("zoom", [6, 8.5, 10])
def test_a_step_of_the_grid_is_a_quarter_of_a_pixel_at_most(zoom: float) -> None:
    pixels = 256 * 2**zoom / 360 / np.cos(np.radians(57.5))
    assert 0 <= steps_per_degree(zoom, 57.5) - 4 * pixels < 100
