"""Numbers and degrees as people write them."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["Axis", "parse_degrees", "parse_number", "split_pair"]

Axis = Literal["lat", "lon"]

_MINUS = str.maketrans({"−": "-", "–": "-", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_PART = r"(\d{1,3}(?:[.,]\d+)?)"
_DEGREES = re.compile(
    rf"(?P<minus>-?)\s*{_PART}\s*(?:[°º˚d:]|deg\.?|\s)?\s*"
    rf"(?:{_PART}\s*(?:['’′´‘m:]|\s)?\s*(?:{_PART}\s*(?:[\"”″“s]|''|’’|′′)?\s*)?)?",
    re.ASCII | re.IGNORECASE,
)

# O is east in German and west in French, Spanish, Italian and Portuguese: it is not guessed.
_SIDES: dict[str, tuple[Axis, int]] = {
    **dict.fromkeys(("n", "north", "nord", "norte", "norden", "noord", "с", "сш"), ("lat", 1)),
    **dict.fromkeys(("s", "south", "sud", "süd", "sur", "sul", "süden", "zuid", "ю", "юш"), ("lat", -1)),
    **dict.fromkeys(("e", "east", "est", "este", "leste", "ost", "osten", "oost", "в", "вд"), ("lon", 1)),
    **dict.fromkeys(("w", "west", "ouest", "oeste", "ovest", "westen", "з", "зд"), ("lon", -1)),
}
_LETTERS = re.compile(r"[^\W\d_]+(?:\.\s*[^\W\d_]\.?)?")
# Patterns with blanks in many places take for ever where there are thousands.
_LONGEST = 100
_MOST = {"lat": 90.0, "lon": 360.0}


def parse_number(text: str) -> float:
    """
    Read a number, with a point or a comma before its decimals.

    Parameters
    ----------
    text
        Such as ``-51.5``, ``−51,5`` or ``1.234.567,8``.

    Returns
    -------
    number
        Finite.

    Raises
    ------
    ValueError
        If it is no number.
    """
    text = _short(text).replace(" ", "").replace("'", "")
    if text.count(",") > 1 or (0 <= text.find(",") < text.find(".")):
        text = text.replace(",", "")
    elif text.count(".") > 1 or "," in text:
        text = text.replace(".", "").replace(",", ".") if "," in text else text.replace(".", "")
    if not _NUMBER.fullmatch(text) or not abs(float(text)) < 1e300:  # noqa: PLR2004
        raise ValueError(text)
    return float(text)


def parse_degrees(text: str, axis: Axis) -> float:
    """
    Read a latitude or a longitude.

    Parameters
    ----------
    text
        Decimal (``-51.5``, ``51,5``), or with minutes and seconds (``51°30'S``, ``S 51 30 00``), with the side of the
        world as a sign or as a letter or word of several languages.
    axis
        Which of the two it is.

    Returns
    -------
    degrees
        South and west negative; a longitude of 180 to 360 stands for one west of Greenwich.

    Raises
    ------
    ValueError
        If it is none: the message ends a sentence that begins with the value.
    """
    written = _short(text)
    sign = 1
    # The e of 5e-05 is not that of east.
    words = [] if _NUMBER.fullmatch(written) else _words_of(written)
    for word, start, end in words:
        key = re.sub(r"[.\s]", "", word).casefold()
        if key == "o":
            raise ValueError("has an O, which is east in German and west in French: write E or W")
        side = _SIDES.get(key)
        if side is None or len(words) > 1:
            raise ValueError("is no number of degrees")
        if side[0] != axis:
            other = "longitude" if side[0] == "lon" else "latitude"
            raise ValueError(f"is a {other}")
        sign = side[1]
        written = f"{written[:start]} {written[end:]}".strip(" .")
    degrees = sign * _size(written, signed=not words)
    if not abs(degrees) <= _MOST[axis]:
        raise ValueError(f"is more than {_MOST[axis]:g} degrees")
    return degrees - 360 if degrees > 180 else degrees + 360 if degrees < -180 else degrees  # noqa: PLR2004


def _short(text: str) -> str:
    """Give a text without what typesetting does to it; ValueError if it is too long for what is read here."""
    if len(text) > _LONGEST:
        raise ValueError("is too long")
    return text.translate(_MINUS).strip()


def _words_of(written: str) -> list[tuple[str, int, int]]:
    """List the words of a text that are no units of an angle."""
    found = [(each[0], each.start(), each.end()) for each in _LETTERS.finditer(written)]
    # 51d30m is as common as 51°30'; an "s" behind seconds is one only where another letter tells the side.
    units = {"d", "m", "deg"} | ({"s"} if len(found) > 1 and re.search(r"\d\s*m", written) else set())
    return [each for each in found if each[0].casefold().strip(".") not in units]


def _size(written: str, *, signed: bool) -> float:
    try:
        # "51 30 00" is no 513,000.
        number = parse_number(written) if " " not in written else None
    except ValueError:
        number = None
    if number is not None:
        if number < 0 and not signed:
            raise ValueError("has both a minus and a letter")
        return number
    found = _DEGREES.fullmatch(written)
    if not found or (found["minus"] and not signed):
        raise ValueError("is no number of degrees")
    degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups()[1:])
    if minutes >= 60 or seconds >= 60:  # noqa: PLR2004
        raise ValueError("has 60 minutes or seconds, or more")
    size = degrees + minutes / 60 + seconds / 3600
    return -size if found["minus"] else size


def split_pair(text: str) -> tuple[str, str]:
    """
    Part a latitude and a longitude that stand in one cell.

    Parameters
    ----------
    text
        Such as ``51.5, -57.8``, ``51,5; -57,8`` or ``51°30'S 57°48'W``.

    Returns
    -------
    first, second
        In the order of the text.

    Raises
    ------
    ValueError
        If it is not two.
    """
    text = _short(text).strip("()[]").strip()
    for sign in (";", "/", "|"):
        if text.count(sign) == 1:
            first, _, second = text.partition(sign)
            return first.strip(), second.strip()
    for pattern in (r"\s*,\s+", r"(?<=[^\W\d_.])\s*,?\s*(?=\d)", r"\s*,\s*", r"\s+"):
        parts = [part for part in re.split(pattern, text) if part]
        if len(parts) == 2:  # noqa: PLR2004
            return parts[0], parts[1]
    raise ValueError("is not a latitude and a longitude")
