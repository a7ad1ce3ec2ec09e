"""Pixels as a PNG file, read back by another library."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from baltic_map.print.png import png


def test_a_picture_is_read_back_as_it_was() -> None:
    pixels = np.arange(5 * 7 * 4, dtype=np.uint8).reshape(5, 7, 4)
    data = png(pixels, 160, {"Title": "Rīga, 1940–1941"})
    assert data == png(pixels[:, :, :3], 160, {"Title": "Rīga, 1940–1941"})
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert (image.mode, image.size) == ("RGB", (7, 5))
        assert np.array_equal(np.asarray(image), pixels[:, :, :3])
        assert image.info["Title"] == "Rīga, 1940–1941"
        assert round(image.info["dpi"][0]) == 160
