"""The cards of a film: its title before the days, and after them what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baltic_map.day_view import LocalScene
from baltic_map.print.canvas import Canvas, Group
from baltic_map.print.shaped_text import BODY, wrap
from baltic_map.print.sheet import Sheet
from baltic_map.print.text_writer import ITALIC, SANS, STRONG_ITALIC, STRONG_SERIF, TextWriter

if TYPE_CHECKING:
    from baltic_map.print.typefaces import Face

__all__ = ["draw_credits", "draw_title"]

# Shares of the height: how large the title is, and the other lines; of the width: the margin.
_TITLE, _LINE, _MARGIN = 0.085, 0.036, 0.12
_LEADING = 1.22
_MOST = 4


def draw_title(canvas: Canvas, scene: LocalScene, sheet: Sheet, days: str) -> Group:
    """Draw the card with the title, and the days of the film in words."""
    writer, high = TextWriter(canvas, scene), sheet.height
    lines = _balanced(sheet, scene.title, STRONG_SERIF, high * _TITLE)
    below = [(text, face, writer.colors.quiet) for text, face in ((scene.subtitle, ITALIC), (days, SANS)) if text]
    reading = ". ".join(scene.reading_words)
    below += [(reading, STRONG_ITALIC, writer.colors.accent)] if reading else []
    left, y = sheet.width * _MARGIN, high * 0.62 + len(lines) * high * _TITLE * _LEADING / 2
    for line in lines:
        y -= high * _TITLE * _LEADING
        writer.text(left, y, line, STRONG_SERIF, high * _TITLE)
    y -= high * 0.045
    writer.rule(left, sheet.width - left, y, 1.6)
    writer.rule(left, sheet.width - left, y - 3.2, 0.4)
    y -= high * 0.012
    for text, face, colour in below:
        y -= high * 0.014
        for line in _lines(sheet, text, face, high * _LINE):
            y -= high * _LINE * _LEADING
            writer.text(left, y, line, face, high * _LINE, colour)
    return Group(writer.artists)


def draw_credits(canvas: Canvas, scene: LocalScene, sheet: Sheet) -> Group:
    """Draw the card with the credits of the atlas, among them the licences of what it is made of."""
    writer, high = TextWriter(canvas, scene), sheet.height
    size = max(min(high * _LINE, 2 * BODY), BODY)
    paragraphs = [_lines(sheet, text, SANS, size, most=3 * _MOST) for text in scene.credits]
    left = sheet.width * _MARGIN
    tall = sum(len(lines) * size * _LEADING + size * 0.6 for lines in paragraphs)
    y = high * 0.56 + tall / 2
    title = _lines(sheet, scene.messages("page.credits"), STRONG_SERIF, size * 1.3)[0]
    writer.text(left, y, title, STRONG_SERIF, size * 1.3)
    writer.rule(left, sheet.width - left, y - size * 0.6, 1.2)
    y -= size
    for lines in paragraphs:
        y -= size * 0.6
        for line in lines:
            y -= size * _LEADING
            writer.text(left, y, line, SANS, size)
    writer.text(left, sheet.height * 0.05, scene.title, ITALIC, size * 0.7, writer.colors.quiet)
    return Group(writer.artists)


def _lines(sheet: Sheet, text: str, face: Face, size: float, most: int = _MOST) -> list[str]:
    return wrap(text, face, size, sheet.width * (1 - 2 * _MARGIN), most=most)


def _balanced(sheet: Sheet, text: str, face: Face, size: float) -> list[str]:
    """Break text into as few lines, of which no one has a single word where it need not."""
    lines, width = _lines(sheet, text, face, size), sheet.width * (1 - 2 * _MARGIN)
    for share in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        narrow = wrap(text, face, size, width * share, most=_MOST)
        if len(narrow) == len(lines):
            return narrow
    return lines
