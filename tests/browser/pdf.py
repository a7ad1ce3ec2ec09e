"""What a printed page is, read from its PDF."""

from __future__ import annotations

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
PAGE = re.compile(rb"/Type\s*/Page\b")
BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")


def page_boxes(pdf: bytes) -> list[tuple[float, float]]:
    """
    Give the width and the height of each page, in points.

    Firefox packs the objects that say so into streams, Chromium writes them plainly.
    """
    parts = [STREAM.sub(b"", pdf)]
    for packed in STREAM.findall(pdf):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            continue
    objects = b"\n".join(parts)
    boxes = [(float(width), float(height)) for width, height in BOX.findall(objects)]
    assert len(boxes) == len(PAGE.findall(objects)), "each page has a box of its own"
    return boxes
