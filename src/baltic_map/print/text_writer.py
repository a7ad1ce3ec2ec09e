"""Writing outside the map: lines of type, headings and rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shapely
from msgspec import Struct

from baltic_map.day_view import LocalScene
from baltic_map.print.canvas import Canvas, Drawn
from baltic_map.print.shaped_text import SMALL, TRACKED, shape_text
from baltic_map.print.sheet import Box, to_path
from baltic_map.print.typefaces import Face

__all__ = ["ITALIC", "LEADING", "SANS", "SANS_ITALIC", "SERIF", "STRONG", "STRONG_ITALIC", "STRONG_SERIF", "TextWriter"]

SERIF, STRONG_SERIF, ITALIC = Face("serif"), Face("serif", "semibold"), Face("serif", style="italic")
STRONG_ITALIC = Face("serif", "semibold", "italic")
SANS, STRONG, SANS_ITALIC = Face("sans"), Face("sans", "semibold"), Face("sans", style="italic")

LEADING = 1.2
"""From one baseline to the next, in sizes of the type."""


class TextColors(Struct, frozen=True):
    """The colours of the panel."""

    color: str
    quiet: str
    border: str
    sea: str
    accent: str


class TextWriter:
    """Gathers artists while going down a column."""

    def __init__(self, canvas: Canvas, scene: LocalScene) -> None:
        self.canvas = canvas
        self.icons = scene.scene.icons
        colours = (scene.scene.palette[name].day for name in ("text", "muted", "border", "shallows", "accent"))
        self.colors = TextColors(*colours)
        self.artists: list[Drawn] = []

    def add(self, key: object, make: Callable[[], Sequence[Drawn]]) -> None:
        """Add what is known by a key and made but once."""
        self.artists += self.canvas.once(key, make)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: Face,
        size: float,
        colour: str | None = None,
        *,
        url: str | None = None,
    ) -> None:
        """Write a line on a baseline, from its left end; in a PDF it may be a link."""
        self.artists.append(self.canvas.text(x, y, text, face, size, colour or self.colors.color, url=url))

    def capitals(self, x: float, y: float, text: str, size: float, colour: str | None = None) -> None:
        """Write a heading in tracked small capitals."""
        shaped_text = shape_text(text, STRONG_SERIF, size, tracking=TRACKED, capitals=True)
        how = x, y, colour or self.colors.color
        self.add((shaped_text, how), lambda: self.canvas.shaped_text(shaped_text, *how, halo=0, inside=False))

    def rule(self, left: float, right: float, y: float, width: float = 0.4) -> None:
        """Rule a line."""
        ends, color = ((left, y), (right, y)), self.colors.color
        path = to_path(shapely.LineString(ends))
        self.add((ends, width, color), lambda: [self.canvas.shape(path, edge=color, width=width, inside=False)])

    def heading(self, text: str, box: Box, top: float) -> float:
        """Write a heading over a rule across a column; give how far down they reach."""
        y = top - SMALL
        self.capitals(box.left, y, text, SMALL)
        self.rule(box.left, box.right, y - 3.5, 0.3)
        return y - 5.5
