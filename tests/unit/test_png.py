"""Pixels as a PNG file, read back by another library."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from baltic_map.print.png import PngWriter


def test_a_picture_is_read_back_as_it_was() -> None:
    pixels = np.arange(5 * 7 * 4, dtype=np.uint8).reshape(5, 7, 4)
    data = PngWriter().png(pixels, 160, {"Title": "Rīga, 1940–1941"})
    assert data == PngWriter().png(pixels[:, :, :3], 160, {"Title": "Rīga, 1940–1941"})
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert (image.mode, image.size) == ("RGB", (7, 5))
        assert np.array_equal(np.asarray(image), pixels[:, :, :3])
        assert image.info["Title"] == "Rīga, 1940–1941"
        assert round(image.info["dpi"][0]) == 160


def test_a_picture_is_the_same_file_whatever_was_written_before() -> None:
    before = np.arange(100 * 30 * 4, dtype=np.uint8).reshape(100, 30, 4)
    after = before.copy()
    after[70, 3] = 255
    writer = PngWriter()
    first = writer.png(before, 160, {})
    assert writer.png(after, 160, {}) == PngWriter().png(after, 160, {}) != first
    with Image.open(io.BytesIO(writer.png(after, 160, {}))) as image:
        assert np.array_equal(np.asarray(image), after[:, :, :3])
    assert writer.png(before, 160, {}) == first
    assert writer.png(before[:40], 160, {}) == PngWriter().png(before[:40], 160, {})
