"""Lettering: text measured and drawn as outlines, tracked, in small capitals, wrapped; no text is ever read as math."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib import font_manager, ft2font
from matplotlib.path import Path as MplPath
from matplotlib.textpath import text_to_path
from msgspec import Struct

from baltic_map.print.typefaces import NO_HINTING, UNIT, Face, cleaned, files, fonts, is_plain, writable

__all__ = ["BODY", "DISPLAY", "FINE", "NOTE", "SMALL", "TRACKED", "ShapedText", "advance", "fit", "shape_text", "wrap"]

# The four sizes of the plate, points.
DISPLAY, BODY, SMALL, FINE = 27.0, 14.0, 8.0, 6.4

# Small type outside the map: degrees, scale, sources; and the names of today beneath those of the time.
NOTE = 5.4

# Space between small capitals, in parts of the size.
TRACKED = 0.09

# Large capitals for small ones would shout: these stand as high as the lower case and a little more.
_SMALL_CAPITAL = 0.79

# No letter is narrower, in parts of the size: no more of a line than this needs to be measured.
_NARROWEST = 0.12


@cache
def _glyph(face: Face, character: str) -> tuple[int, Any, float, Any, Any]:
    """Give font number, glyph number, advance, vertices and codes of a character, for a size of 100."""
    code = ord(character)
    number, font = next((place, font) for place, font in enumerate(fonts(face)) if font.get_char_index(code))
    index = font.get_char_index(code)
    glyph = font.load_glyph(index, flags=NO_HINTING)
    vertices, codes = font.get_path()
    return number, index, glyph.linearHoriAdvance / 65536, np.reshape(vertices, (-1, 2)), np.asarray(codes, np.uint8)


@cache
def _kerning(face: Face, number: int, left: Any, right: Any) -> float:
    return fonts(face)[number].get_kerning(left, right, ft2font.Kerning.UNFITTED) / 64


class ShapedText(Struct, frozen=True, eq=False):
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
    text, missing
        What it says, and the letters of it that no font has.
    face, letters
        The face, if all that is drawn is of its own font; and of each letter that is drawn the place, points, and
        the size of the type.
    angle
        By which the outline is turned leftwards, degrees.
    """

    path: MplPath
    width: float
    ascent: float
    descent: float
    text: str = ""
    missing: str = ""
    face: Face | None = None
    letters: tuple[tuple[str, float, float], ...] = ()
    angle: float = 0.0


@lru_cache(maxsize=8192)
def shape_text(text: str, face: Face, size: float, *, tracking: float = 0.0, capitals: bool = False) -> ShapedText:
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
        Whether lower-case letters become small capitals. Letters that join or stand in another order are neither
        tracked nor made smaller.

    Returns
    -------
    shaped_text
        Shared: do not change its path.
    """
    whole, face = text, face.whole(text)
    text, missing = writable(whole, face)
    if not is_plain(text, face):
        return _shaped(whole, text, missing, face, size)
    x, last, letters, outlines = 0.0, None, list[tuple[str, float, float]](), list[tuple[Any, Any, float, float]]()
    # A word all in capitals would stand out among small ones.
    shouted = [len(word) > 1 and word.isupper() for word in text.split(" ") for _ in f"{word} "]
    for character, loud in zip(text, shouted, strict=False):
        small = capitals and (character.islower() or loud)
        scale = size / UNIT * (_SMALL_CAPITAL if small else 1.0)
        # Upper case may be longer than lower: ß becomes SS.
        upper = character.upper() if small else character
        for shape in upper if is_plain(upper, face) else character:
            number, index, width, vertices, codes = _glyph(face, shape)
            if last is not None:
                x += tracking * size
                x += _kerning(face, number, last[1], index) * scale if last[0] == number else 0.0
            outlines.append((vertices, codes, x, scale))
            letters.append((shape, x, scale * UNIT))
            x += width * scale
            last = number, index
    ascent = 0.69 if capitals else 0.73
    path = _joined(outlines)
    own = face if face.writes("".join(letter for letter, *_ in letters)) else None
    descent = 0.04 if capitals else 0.21
    return ShapedText(path, x, ascent * size, descent * size, whole, missing, own, tuple(letters))


def _joined(outlines: list[tuple[Any, Any, float, float]]) -> MplPath:
    """Join outlines (vertices, codes), each moved rightwards and scaled: all letters at once."""
    vertices, codes, places, scales = zip(*outlines, strict=True) if outlines else ((), (), (), ())
    counts = [len(each) for each in codes]
    whole = np.concatenate([np.empty((0, 2)), *vertices]) * np.repeat(scales, counts)[:, None]
    whole[:, 0] += np.repeat(places, counts)
    return MplPath(np.round(whole, 3), np.concatenate([np.empty(0, dtype=np.uint8), *codes]))


def _shaped(whole: str, text: str, missing: str, face: Face, size: float) -> ShapedText:
    """Let Matplotlib (libraqm) put letters in order, join them, and set marks over them."""
    font = font_manager.get_font(files(text, face))
    font.set_size(UNIT, 72)
    font.set_text(text, 0.0, flags=NO_HINTING)
    width = font.get_width_height()[0] / 64
    glyphs, outlines, _ = text_to_path.get_glyphs_with_font(font, text)
    vertices, codes = [np.empty((0, 2))], [np.empty(0, dtype=np.uint8)]
    for glyph, x, y, _ in glyphs:
        points, kinds = outlines[glyph]
        vertices.append(np.reshape(points, (-1, 2)) + np.array((x, y)))
        codes.append(np.asarray(kinds, dtype=np.uint8))
    outline = MplPath(np.round(np.concatenate(vertices) * size / UNIT, 3), np.concatenate(codes))
    heights = np.append(np.asarray(outline.vertices)[:, 1], (0.73 * size, -0.21 * size))
    return ShapedText(outline, width * size / UNIT, float(heights.max()), -float(heights.min()), whole, missing)


@lru_cache(maxsize=16384)
def advance(text: str, face: Face, size: float) -> float:
    """Give the width of a line of text, points."""
    text, _ = writable(text, face)
    if not is_plain(text, face):
        return shape_text(text, face, size).width
    widths = [_glyph(face, character) for character in text]
    kerns = (_kerning(face, left[0], left[1], right[1]) for left, right in pairwise(widths) if left[0] == right[0])
    return (sum(width for _, _, width, *_ in widths) + sum(kerns)) * size / UNIT


_Measure = Callable[[str], float]


def _measure(face: Face, size: float, *, capitals: bool) -> _Measure:
    if capitals:
        return lambda text: shape_text(text, face, size, tracking=TRACKED, capitals=True).width
    return lambda text: advance(text, face, size)


def _fits(text: str, size: float, width: float, measure: _Measure) -> bool:
    """Tell whether a text fits into a width; a very long one is not measured."""
    return len(text) * size * _NARROWEST <= width and measure(text) <= width


def _head(text: str, size: float, width: float, measure: _Measure) -> int:
    """Count the letters at the beginning of a text that fit into a width."""
    low, high = 0, min(len(text), max(int(width / (size * _NARROWEST)), 0))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= width else (low, middle - 1)
    # A letter keeps its marks.
    whole = low
    while 0 < whole < len(text) and unicodedata.category(text[whole]) in {"Mn", "Mc", "Me", "Cf"}:
        whole -= 1
    return whole or low


def _shortened(text: str, size: float, width: float, measure: _Measure) -> str:
    return text[: _head(text, size, width - measure("…"), measure)].rstrip(" ,;:.–-") + "…"


def fit(text: str, face: Face, size: float, width: float) -> str:
    """
    Shorten a line of text.

    Parameters
    ----------
    text
        One line.
    face, size
        Face, and size in points.
    width
        How long it may be, points.

    Returns
    -------
    text
        The line, or what of it there is room for and an ellipsis.
    """
    measure = _measure(face, size, capitals=False)
    text = cleaned(text)
    return text if _fits(text, size, width, measure) else _shortened(text, size, width, measure)


def _pieces(messages: str, size: float, width: float, measure: _Measure) -> Iterator[tuple[str, bool]]:
    """Yield words, those longer than a line in pieces; ``True`` for a piece that goes on a word."""
    for word in messages.split():
        for number, piece in enumerate(_broken(word, size, width, measure)):
            yield piece, number > 0


def _broken(word: str, size: float, width: float, measure: _Measure) -> Iterator[str]:
    while not _fits(word, size, width, measure):
        count = max(_head(word, size, width, measure), 1)
        if count >= len(word):
            break
        yield word[:count]
        word = word[count:]
    yield word


def wrap(
    text: str,
    face: Face,
    size: float,
    width: float,
    *,
    indent: float = 0.0,
    most: int | None = None,
    capitals: bool = False,
) -> list[str]:
    """
    Break text into lines.

    Parameters
    ----------
    text
        Words with blanks between. A word that is longer than a line is broken where the line ends.
    face, size
        Face, and size in points.
    width
        Longest line, points.
    indent
        How much shorter the first line is.
    most
        How many lines there may be; what was left out is told by an ellipsis.
    capitals
        Whether the lines will be tracked small capitals.

    Returns
    -------
    lines
        At least one; it may be empty.
    """
    return list(_wrapped(text, face, size, width, indent, most, capitals))


@lru_cache(maxsize=8192)
def _wrapped(
    text: str,
    face: Face,
    size: float,
    width: float,
    indent: float,
    most: int | None,
    capitals: bool,  # noqa: FBT001
) -> tuple[str, ...]:
    measure = _measure(face, size, capitals=capitals)
    space = measure(" ")
    lines: list[list[str]] = [[]]
    used = indent
    for piece, goes_on in _pieces(cleaned(text), size, width, measure):
        length = measure(piece)
        if goes_on or ((lines[-1] or used) and used + (space if lines[-1] else 0.0) + length > width):
            if len(lines) == most:
                first = indent if most == 1 else 0.0
                lines[-1] = [_shortened(" ".join([*lines[-1], piece]), size, width - first, measure)]
                break
            lines.append([])
            used = 0.0
        used += length + (space if lines[-1] else 0.0)
        lines[-1].append(piece)
    return tuple(" ".join(line) for line in lines)
