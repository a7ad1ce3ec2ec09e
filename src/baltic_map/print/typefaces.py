"""Which letters can be written: the atlas's typefaces, one that comes with Matplotlib, and the fonts of the machine."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib import font_manager, ft2font
from matplotlib.font_manager import FontProperties
from msgspec import Struct
from msgspec.structs import replace

from baltic_map.fonts import register_fonts

__all__ = ["NO_HINTING", "OMITTED", "UNIT", "Face", "cleaned", "files", "fonts", "is_plain", "writable"]

OMITTED = "[…]"
"""What stands on a plate in place of letters that no font has."""

UNIT = 100.0
"""Size at which glyphs are read, points."""

NO_HINTING = ft2font.LoadFlags.NO_HINTING

# Joiners decide how letters of some scripts are shaped; all other marks of format and order are left out.
_JOINERS = "\u200c\u200d"

# They have a glyph for every letter, always the same.
_LAST_RESORTS = ("lastresort", "adobeblank", "adobenotdef")

# Of the fonts that come with Matplotlib the others are for formulas: their letters stand in places of their own.
_BUNDLED = ("DejaVu Sans", "DejaVu Serif", "STIXGeneral")


class Face(Struct, frozen=True):
    """A face of the two typefaces."""

    label_class: Literal["serif", "sans"] = "sans"
    weight: Literal["normal", "semibold"] = "normal"
    style: Literal["normal", "italic"] = "normal"

    def properties(self, size: float) -> FontProperties:
        """Give the face at a size as Matplotlib wants it."""
        return FontProperties(family=_families(self.label_class)[0], weight=self.weight, style=self.style, size=size)

    def whole(self, text: str) -> Face:
        """Give the upright face for a text of which the italic one lacks letters: one line is not slanted in parts."""
        if self.style == "normal" or text.isascii() or self.writes(text):
            return self
        upright = replace(self, style="normal")
        return upright if upright.writes(text) else self

    def writes(self, text: str) -> bool:
        """Tell whether the face itself has all letters of a text, one after the other as they stand."""
        own = fonts(self)[0]
        return is_plain(text, self) and all(own.get_char_index(ord(character)) for character in text)


@cache
def _families(label_class: Literal["serif", "sans"]) -> tuple[str, str]:
    """Name the families of a voice: the atlas's own and, for letters it lacks, one that comes with Matplotlib."""
    serif, sans = register_fonts()
    return (serif, "DejaVu Serif") if label_class == "serif" else (sans, "DejaVu Sans")


@cache
def _own(face: Face) -> tuple[str, ...]:
    own, other = _families(face.label_class)
    # The italics have no Cyrillic, the other family no semibold.
    wanted: tuple[tuple[str, str, Literal["normal", "italic"]], ...] = (
        (own, face.weight, face.style),
        (own, face.weight, "normal"),
        (other, "normal" if face.weight == "normal" else "bold", face.style),
    )
    properties = (FontProperties(family=family, weight=weight, style=style) for family, weight, style in wanted)
    return tuple(dict.fromkeys(str(font_manager.findfont(each)) for each in properties))


@cache
def fonts(face: Face) -> tuple[ft2font.FT2Font, ...]:
    """Open the fonts of a face, in the order in which letters are sought in them."""
    found = []
    for file in _own(face):
        # A font object of our own: Matplotlib's shared ones are set to other sizes while it draws.
        font = ft2font.FT2Font(file)
        font.set_size(UNIT, 72)
        found.append(font)
    return tuple(found)


@lru_cache(maxsize=16384)
def cleaned(text: str) -> str:
    """Compose letters with their marks, and leave out what is no letter: control characters, marks of order."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_cleaned, unicodedata.normalize("NFC", text)))


@cache
def _cleaned(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"} or (category == "Zs" and character != "\N{NO-BREAK SPACE}"):
        return " "
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:  # noqa: PLR2004 - no file can hold them
        return "\N{REPLACEMENT CHARACTER}"
    selects = unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    return "" if selects or (category == "Cf" and character not in _JOINERS) else character


@lru_cache(maxsize=16384)
def writable(text: str, face: Face) -> tuple[str, str]:
    """
    Make a text that can be written.

    Parameters
    ----------
    text
        Any text.
    face
        The face that it is meant for.

    Returns
    -------
    text, missing
        The text, cleaned, with `OMITTED` in place of letters that no font has; and those letters, each once.
    """
    text = cleaned(text)
    if is_plain(text, face):
        return text, ""
    found = dict.fromkeys(text)
    lacking = frozenset(each for each in found if not each.isspace() and each not in _JOINERS and not _has(face, each))
    missing = [each for each in found if each in lacking and not _fallbacks(frozenset(each))]
    if missing:
        letters = "[" + re.escape("".join(missing)) + "]"
        text = re.sub(rf"{letters}(?:[\s{_JOINERS}]*{letters})*", OMITTED, text)
    return text, "".join(missing)


def is_plain(text: str, face: Face) -> bool:
    """Tell whether a text is written letter by letter from left to right, with the fonts of its face."""
    return text.isascii() or all(_is_plain(character, face) for character in dict.fromkeys(text))


@cache
def _is_plain(character: str, face: Face) -> bool:
    # Latin, Greek, Cyrillic and Armenian, with punctuation and signs; no marks that stand over other letters.
    code = ord(character)
    in_line = code < 0x590 or 0x1E00 <= code < 0x2C00  # noqa: PLR2004
    return in_line and not unicodedata.category(character).startswith(("M", "C")) and _has(face, character)


def _has(face: Face, character: str) -> bool:
    return any(font.get_char_index(ord(character)) for font in fonts(face))


def files(text: str, face: Face) -> tuple[str, ...]:
    """List the files of fonts that a writable text is set with: those of its face, then what else it needs."""
    lacking = frozenset(each for each in text if not each.isspace() and each not in _JOINERS and not _has(face, each))
    return (*_own(face), *(file for file in _fallbacks(lacking) if file not in _own(face)))


@lru_cache(maxsize=4096)
def _fallbacks(letters: frozenset[str]) -> tuple[str, ...]:
    """Choose fonts that have letters, as few as will do: letters of one script should come from one font."""
    found: list[str] = []
    left = set(letters)
    while left:
        have = {file: left & _letters(file) for file in installed()}
        file = max(have, key=lambda each: len(have[each]), default="")
        if not file or not have[file]:
            break
        drawn = _drawn(file, have[file])
        if drawn:
            found.append(file)
        # Letters that a font only claims to have are sought in the next one.
        left -= drawn or have[file]
    return tuple(found)


@cache
def installed() -> tuple[str, ...]:
    """List the files of all fonts that may stand in, always in the same order: regular ones first, then by name."""
    bundled = Path(mpl.get_data_path())
    found = set()
    for each in font_manager.fontManager.ttflist:
        file, weight = str(each.fname), each.weight if isinstance(each.weight, int) else 400
        comes_along = bundled in Path(file).parents
        unfit = each.name.lower().replace(" ", "").lstrip(".").startswith(_LAST_RESORTS)
        if not unfit and (each.name in _BUNDLED or not comes_along):
            found.add((each.style != "normal", abs(weight - 400), not comes_along, each.name, file))
    return tuple(dict.fromkeys(file for *_, file in sorted(found)))


@cache
def _letters(file: str) -> frozenset[str]:
    with suppress(OSError, RuntimeError, ValueError):
        return frozenset(map(chr, ft2font.FT2Font(file).get_charmap()))
    return frozenset()


def _drawn(file: str, letters: set[str]) -> set[str]:
    """Tell which letters a font has as outlines: those of coloured emoji are pictures."""
    drawn = set()
    with suppress(OSError, RuntimeError, ValueError):
        font = ft2font.FT2Font(file)
        if font.scalable:
            font.set_size(UNIT, 72)
            for each in letters:
                font.load_char(ord(each), flags=NO_HINTING)
                if len(font.get_path()[0]):
                    drawn.add(each)
    return drawn
