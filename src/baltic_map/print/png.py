"""PNG files of flat colours: rows as they stand pack better and in half the time than rows that Pillow has filtered."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import Image

__all__ = ["png"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR, _PER_METRE = 2, 1
_LEVEL = 3
_INCH = 0.0254


def png(pixels: Any, dpi: float, texts: Mapping[str, str]) -> bytes:
    """
    Write a picture as a PNG file.

    Parameters
    ----------
    pixels
        Rows of pixels of red, green, blue, and perhaps opacity, which is left out; bytes.
    dpi
        Pixels to the inch.
    texts
        Keywords of the standard, and what they say.

    Returns
    -------
    data
        The file.
    """
    height, width = pixels.shape[:2]
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    # Pillow leaves out every fourth byte in a third of the time that NumPy takes.
    rows[:, 1:] = np.asarray(Image.fromarray(pixels).convert("RGB")).reshape(height, -1)
    metre = round(dpi / _INCH)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, _TRUE_COLOUR, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">2IB", metre, metre, _PER_METRE)),
            *(_chunk(b"iTXt", f"{key}\0\0\0\0\0{text}".encode()) for key, text in texts.items()),
            _chunk(b"IDAT", zlib.compress(rows.data, _LEVEL)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
