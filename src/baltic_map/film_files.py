"""Frames as a file: WebM, GIF or WebP; the same frames give the same bytes."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PIL import GifImagePlugin, Image

from baltic_map.errors import AtlasError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FORMATS", "Frames", "as_gif", "as_webm", "as_webp", "find_encoder"]

FORMATS = ("webm", "gif", "webp")

Frames: TypeAlias = "Iterable[tuple[NDArray[np.uint8], int]]"
"""Pictures, rows of red, green and blue, and for how many frames each is shown."""

# Quick, and to the eye as the picture: SSIM of what rests stays above 0.99. Tiles and threads are given, for the
# bytes not to depend on the machine.
_VP9 = {"deadline": "realtime", "cpu-used": "7", "b": "0", "g": "300", "threads": "2", "tile-columns": "1"}
# Small pictures are nothing but detail: quality by pixels, the lower the better.
_SMALL, _QUALITIES = 500_000, {True: "8", False: "18"}
_BT709, _TV = 1, 1

# A WebP's quality; its frames are placed on even pixels.
_QUALITY, _METHOD = 88, 2


def find_encoder() -> Any:
    """
    Give PyAV.

    Raises
    ------
    AtlasError
        If it is not installed.
    """
    try:
        return import_module("av")
    except ImportError:
        hint = 'Run pip install "baltic-map[film]" (what it installs carries GPL code too), or write a .gif or a .webp'
        raise AtlasError("film", "WebM needs PyAV, which is not installed", hint) from None


def as_webm(frames: Frames, fps: int, size: tuple[int, int], title: str) -> bytes:
    """Write frames as a WebM (VP9)."""
    av = find_encoder()
    buffer, at = io.BytesIO(), 0
    with av.open(buffer, "w", format="webm", options={"fflags": "bitexact"}) as container:
        container.metadata["title"] = title
        quality = {"crf": _QUALITIES[size[0] * size[1] < _SMALL]}
        stream = container.add_stream("libvpx-vp9", rate=fps, options=_VP9 | quality)
        stream.width, stream.height = size
        stream.pix_fmt, stream.bit_rate = "yuv420p", 0
        codec = stream.codec_context
        codec.color_range, codec.colorspace, codec.color_primaries, codec.color_trc = _TV, _BT709, _BT709, _BT709
        for pixels, count in frames:
            rgb = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            frame = rgb.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
            frame.time_base = Fraction(1, fps)
            for _ in range(count):
                frame.pts, at = at, at + 1
                for packet in stream.encode(frame):
                    container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return buffer.getvalue()


def _steps(frames: Frames, fps: int, unit: int) -> Iterator[tuple[NDArray[np.uint8], int]]:
    """Give pictures with how long they are shown in units of so many to the second, without drifting."""
    at = shown = 0
    for pixels, count in frames:
        at += count
        length = round(at * unit / fps) - shown
        if length > 0:
            shown += length
            yield pixels, length


def _changed(before: NDArray[Any] | None, now: NDArray[Any]) -> tuple[int, int, int, int]:
    """Give left, top, right and bottom of what is other than before, on even pixels; a corner if nothing is."""
    high, wide = now.shape[:2]
    if before is None:
        return 0, 0, wide, high
    other = before != now if now.ndim == 2 else (before != now).any(axis=2)  # noqa: PLR2004
    rows, columns = np.flatnonzero(other.any(axis=1)), np.flatnonzero(other.any(axis=0))
    if len(rows) == 0:
        return 0, 0, min(2, wide), min(2, high)
    return int(columns[0]) // 2 * 2, int(rows[0]) // 2 * 2, int(columns[-1]) + 1, int(rows[-1]) + 1


def as_gif(frames: Frames, fps: int, size: tuple[int, int], samples: Sequence[NDArray[np.uint8]]) -> bytes:
    """Write frames as a GIF in the 256 colours that suit some pictures of it best."""
    # Every third pixel has the inks that there are.
    some = np.concatenate([each[::3, ::3].reshape(-1, 3) for each in samples])
    palette = Image.fromarray(some[None]).quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours = bytes(palette.getpalette() or ()).ljust(768, b"\0")[:768]
    parts = [b"GIF89a", struct.pack("<HHBBB", *size, 0xF7, 0, 0), colours]
    parts.append(b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0")
    before: NDArray[Any] | None = None
    for pixels, length in _steps(frames, fps, 100):
        now = np.asarray(Image.fromarray(pixels).quantize(palette=palette, dither=Image.Dither.NONE))
        left, top, right, bottom = _changed(before, now)
        image = Image.fromarray(now[top:bottom, left:right])
        parts += GifImagePlugin.getdata(image, (left, top), duration=length * 10)
        before = now
    return b"".join([*parts, b";"])


def as_webp(frames: Frames, fps: int, size: tuple[int, int]) -> bytes:
    """Write frames as a WebP."""
    chunks = [_chunk(b"VP8X", struct.pack("<B3x", 0x02) + _three(size[0] - 1) + _three(size[1] - 1))]
    chunks.append(_chunk(b"ANIM", struct.pack("<IH", 0xFFFFFFFF, 0)))
    before: NDArray[Any] | None = None
    for pixels, length in _steps(frames, fps, 1000):
        left, top, right, bottom = _changed(before, pixels)
        buffer = io.BytesIO()
        image = Image.fromarray(np.ascontiguousarray(pixels[top:bottom, left:right]))
        image.save(buffer, "WEBP", quality=_QUALITY, method=_METHOD)
        numbers = (left // 2, top // 2, right - left - 1, bottom - top - 1, length)
        # It takes the place of what was there, and stays.
        head = b"".join(map(_three, numbers)) + b"\x02"
        chunks.append(_chunk(b"ANMF", head + buffer.getvalue()[12:]))
        before = pixels.copy()
    body = b"WEBP" + b"".join(chunks)
    return _chunk(b"RIFF", body)


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)
