"""How large a picture is: paper by its name, or pixels."""

from __future__ import annotations

import re

from msgspec import Struct

from baltic_map.errors import AtlasError
from baltic_map.print.sheet import PLATE_INCHES
from baltic_map.quoting import shown

__all__ = ["DPI", "SIZES", "Paper", "parse_size"]

DPI = 160.0
"""Pixels to the inch, if nothing else is wanted."""

_MM = 1 / 25.4
SIZES = {
    "plate": PLATE_INCHES,
    "a4": (297 * _MM, 210 * _MM),
    "a3": (420 * _MM, 297 * _MM),
    "square": (11.0, 11.0),
}
"""Width and height of papers by name, inches; landscape."""

_PIXELS = re.compile(r"(\d{2,5})x(\d{2,5})")
_LEAST_DPI, _MOST_DPI, _MOST_PIXELS = 20.0, 1200.0, 100_000_000

# A screen is read as a sheet of about A4: its type is as large in parts of the picture. A map alone may be smaller.
_SCREEN_INCHES, _PLAIN_INCHES = (11.0, 210 * _MM), (7.0, 5.3)


class Paper(Struct, frozen=True):
    """Width and height in inches, and pixels to the inch."""

    width_in: float
    height_in: float
    dpi: float

    def __post_init__(self) -> None:
        """Refuse what no picture can have."""
        if not _LEAST_DPI <= self.dpi <= _MOST_DPI:
            hint = f"Write a number from {_LEAST_DPI:g} to {_MOST_DPI:g}"
            raise AtlasError("dpi", f"{self.dpi:g} pixels to the inch cannot be drawn", hint)
        width, height = self.pixels
        if width * height > _MOST_PIXELS:
            said = f"a picture of {width} × {height} pixels is too large"
            raise AtlasError("size", said, "Choose fewer pixels to the inch, or a smaller sheet")

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in whole pixels."""
        return int(self.width_in * self.dpi), int(self.height_in * self.dpi)


def parse_size(text: str, dpi: float | None = None, *, plain: bool = False) -> Paper:
    """
    Read a size.

    Parameters
    ----------
    text
        One of `SIZES`, or pixels as ``1600x1200``.
    dpi
        Pixels to the inch; `DPI` if it is left out, and for a size in pixels so many that the sheet is about an A4.
    plain
        Whether the map stands alone.

    Returns
    -------
    paper
        The size.

    Raises
    ------
    AtlasError
        If it is neither, or too large.
    """
    name = text.strip().lower().replace("×", "x")
    if name in SIZES:
        return Paper(*SIZES[name], DPI if dpi is None else dpi)
    pixels = _PIXELS.fullmatch(name)
    if not pixels:
        hint = f"Use one of {', '.join(SIZES)}, or pixels such as 1600x1200"
        raise AtlasError("size", f"{shown(text)} is not a size of plates", hint)
    width, height = map(int, pixels.groups())
    if dpi is None:
        least = _PLAIN_INCHES if plain else _SCREEN_INCHES
        dpi = max(min(width / least[0], height / least[1]), _LEAST_DPI)
    if dpi <= 0:
        return Paper(0.0, 0.0, dpi)
    # A hair more than the pixels, which are counted by leaving out what is no whole one.
    return Paper((width + 1e-3) / dpi, (height + 1e-3) / dpi, dpi)
