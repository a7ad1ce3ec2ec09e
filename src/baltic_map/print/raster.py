"""Pixels as a PNG, a WebP or a small picture, with what they show told in the file."""

from __future__ import annotations

import html
import io
from typing import Any

from msgspec import Struct
from PIL import Image

from baltic_map.print.png import PngWriter

__all__ = ["THUMBNAIL_WIDTH", "Told", "as_png", "as_thumbnail", "as_webp"]

THUMBNAIL_WIDTH = 360
"""Of a small picture, pixels."""

_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>'
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>'
    "<dc:identifier>{}</dc:identifier></rdf:Description></rdf:RDF></x:xmpmeta>"
)


class Told(Struct, frozen=True):
    """What a file says of its picture: its title, what is on it in a sentence, and what it was drawn from."""

    title: str
    alternative: str
    fingerprint: str


def as_png(writer: PngWriter, pixels: Any, dpi: float, told: Told) -> bytes:
    """Write a picture as a PNG file: rows of red, green, blue and opacity, bytes; pixels to the inch."""
    texts = {"Title": told.title, "Description": told.alternative, "Software": "baltic-map"}
    return writer.png(pixels, dpi, {**texts, "Fingerprint": told.fingerprint})


def as_webp(pixels: Any, told: Told) -> bytes:
    """Write a picture as a WebP file that loses nothing; the format does not know of inches."""
    xmp = _XMP.format(*map(html.escape, (told.title, told.alternative, told.fingerprint)))
    buffer = io.BytesIO()
    # The quickest way: the slowest makes a file a tenth smaller in ten times the time.
    Image.fromarray(pixels).convert("RGB").save(buffer, "WEBP", lossless=True, quality=20, method=1, xmp=xmp.encode())
    return buffer.getvalue()


def as_thumbnail(pixels: Any) -> bytes:
    """Write a small picture as a WebP file."""
    height, width, _ = pixels.shape
    # As pixels without opacity, of which a small picture is made without taking them apart first.
    image = Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)
    image.thumbnail((THUMBNAIL_WIDTH, THUMBNAIL_WIDTH), Image.Resampling.LANCZOS, reducing_gap=2.0)
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "WEBP", quality=82, method=2)
    return buffer.getvalue()
