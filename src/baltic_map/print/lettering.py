"""Lettering: text measured and drawn as outlines, tracked, in small capitals, wrapped; no text is ever read as math."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from matplotlib import font_manager, ft2font
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as MplPath

from baltic_map.fonts import register_fonts

__all__ = ["BODY", "DISPLAY", "FINE", "NOTE", "SMALL", "Face", "Lettering", "advance", "letter", "wrap"]

# The four sizes of the plate, points.
DISPLAY, BODY, SMALL, FINE = 27.0, 14.0, 8.0, 6.4

# Small type outside the map: degrees, scale, sources; and the names of today beneath those of the time.
NOTE = 5.4

# Large capitals for small ones would shout: these stand as high as the lower case and a little more.
_SMALL_CAPITAL = 0.79

_UNIT = 100.0
_NO_HINTING = ft2font.LoadFlags.NO_HINTING


@dataclass(frozen=True, slots=True)
class Face:
    """A face of the two typefaces."""

    voice: Literal["serif", "sans"] = "sans"
    weight: Literal["normal", "semibold"] = "normal"
    style: Literal["normal", "italic"] = "normal"

    def properties(self, size: float) -> FontProperties:
        """Give the face at a size as Matplotlib wants it."""
        return FontProperties(family=_families(self.voice)[0], weight=self.weight, style=self.style, size=size)

    def writes(self, text: str) -> bool:
        """Tell whether the face itself has all letters of a text."""
        own = _fonts(self)[0]
        return all(own.get_char_index(ord(character)) for character in text)


@cache
def _families(voice: Literal["serif", "sans"]) -> tuple[str, str]:
    """Name the families of a voice: the atlas's own and, for letters it lacks, one that comes with Matplotlib."""
    serif, sans = register_fonts()
    return (serif, "DejaVu Serif") if voice == "serif" else (sans, "DejaVu Sans")


@cache
def _fonts(face: Face) -> tuple[ft2font.FT2Font, ...]:
    own, other = _families(face.voice)
    # The other has no semibold.
    wanted = ((own, face.weight), (other, "normal" if face.weight == "normal" else "bold"))
    found = []
    for family, weight in wanted:
        file = font_manager.findfont(FontProperties(family=family, weight=weight, style=face.style))
        # A font object of our own: Matplotlib's shared ones are set to other sizes while it draws.
        font = ft2font.FT2Font(str(file))
        font.set_size(_UNIT, 72)
        found.append(font)
    return tuple(found)


@cache
def _glyph(face: Face, character: str) -> tuple[int, Any, float, MplPath]:
    """Give font number, glyph number, advance and outline of a character, for a size of 100."""
    fonts = _fonts(face)
    code = ord(character)
    number = next((place for place, font in enumerate(fonts) if font.get_char_index(code)), 0)
    # A sign that no font has becomes the font's own box for it (glyph 0).
    index = fonts[number].get_char_index(code)
    glyph = fonts[number].load_glyph(index, flags=_NO_HINTING)
    vertices, codes = fonts[number].get_path()
    return number, index, glyph.linearHoriAdvance / 65536, MplPath(vertices, codes)


@cache
def _kerning(face: Face, number: int, left: Any, right: Any) -> float:
    return _fonts(face)[number].get_kerning(left, right, ft2font.Kerning.UNFITTED) / 64


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """
    A line of text as an outline.

    Parameters
    ----------
    path
        Starts at 0, stands on the baseline 0; points.
    width
        Points, without a final letter space.
    ascent, descent
        How far the letters of the face rise and fall, points; both positive.
    """

    path: MplPath
    width: float
    ascent: float
    descent: float


@lru_cache(maxsize=8192)
def letter(text: str, face: Face, size: float, *, tracking: float = 0.0, capitals: bool = False) -> Lettering:
    """
    Draw a line of text as an outline.

    Parameters
    ----------
    text
        One line; any sign in it stands for itself.
    face, size
        Face, and size in points.
    tracking
        Space between letters, in parts of the size.
    capitals
        Whether lower-case letters become small capitals.

    Returns
    -------
    lettering
        Shared: do not change its path.
    """
    x, last = 0.0, None
    vertices, codes = [np.empty((0, 2))], [np.empty(0, dtype=np.uint8)]
    # A word all in capitals would stand out among small ones.
    shouted = [len(word) > 1 and word.isupper() for word in text.split(" ") for _ in f"{word} "]
    for character, loud in zip(text, shouted, strict=False):
        small = capitals and (character.islower() or loud)
        scale = size / _UNIT * (_SMALL_CAPITAL if small else 1.0)
        # Upper case may be longer than lower: ß becomes SS.
        for shape in character.upper() if small else character:
            number, index, width, path = _glyph(face, shape)
            if last is not None:
                x += tracking * size
                x += _kerning(face, number, last[1], index) * scale if last[0] == number else 0.0
            vertices.append(np.asarray(path.vertices) * scale + (x, 0.0))
            codes.append(np.asarray(path.codes, dtype=np.uint8))
            x += width * scale
            last = number, index
    ascent = 0.69 if capitals else 0.73
    outline = MplPath(np.round(np.concatenate(vertices), 3), np.concatenate(codes))
    return Lettering(outline, x, ascent * size, (0.04 if capitals else 0.21) * size)


@lru_cache(maxsize=16384)
def advance(text: str, face: Face, size: float) -> float:
    """Give the width of a line of text, points."""
    widths = [_glyph(face, character) for character in text]
    kerns = (_kerning(face, left[0], left[1], right[1]) for left, right in pairwise(widths) if left[0] == right[0])
    return (sum(width for _, _, width, _ in widths) + sum(kerns)) * size / _UNIT


def wrap(text: str, face: Face, size: float, width: float, *, indent: float = 0.0) -> list[str]:
    """
    Break text into lines.

    Parameters
    ----------
    text
        Words with blanks between.
    face, size
        Face, and size in points.
    width
        Longest line, points. A word that is longer stands alone on its line.
    indent
        How much shorter the first line is.

    Returns
    -------
    lines
        At least one; it may be empty.
    """
    space = advance(" ", face, size)
    lines: list[list[str]] = [[]]
    used = indent
    for word in text.split():
        length = advance(word, face, size)
        if lines[-1] and used + space + length > width:
            lines.append([])
            used = 0.0
        used += length + (space if lines[-1] else 0.0)
        lines[-1].append(word)
    return [" ".join(line) for line in lines]
