"""Writing outside the map: lines of type, headings and rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from baltic_map.print.lettering import SMALL, TRACKED, letter
from baltic_map.print.pen import Pen
from baltic_map.print.sheet import Box, to_path
from baltic_map.print.typefaces import Face
from baltic_map.scene import Scene
from baltic_map.style import palette

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.artist import Artist

__all__ = ["ITALIC", "LEADING", "SANS", "SANS_ITALIC", "SERIF", "STRONG", "STRONG_SERIF", "Writer"]

SERIF, STRONG_SERIF, ITALIC = Face("serif"), Face("serif", "semibold"), Face("serif", style="italic")
SANS, STRONG, SANS_ITALIC = Face("sans"), Face("sans", "semibold"), Face("sans", style="italic")

LEADING = 1.2
"""From one baseline to the next, in sizes of the type."""


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of the panel."""

    ink: str
    quiet: str
    border: str
    sea: str


class Writer:
    """Gathers artists while going down a column."""

    def __init__(self, pen: Pen, scene: Scene) -> None:
        self.pen = pen
        self.folder: Path = scene.atlas.folder
        colours = (palette(scene.atlas.config, name).day for name in ("ink", "ground", "border", "shallows"))
        self.inks = Inks(*colours)
        self.artists: list[Artist] = []

    def text(self, x: float, y: float, text: str, face: Face, size: float, colour: str | None = None) -> None:
        """Write a line on a baseline, from its left end."""
        self.artists.append(self.pen.text(x, y, text, face, size, colour or self.inks.ink))

    def capitals(self, x: float, y: float, text: str, size: float, colour: str | None = None) -> None:
        """Write a heading in tracked small capitals."""
        lettering = letter(text, STRONG_SERIF, size, tracking=TRACKED, capitals=True)
        self.artists += self.pen.lettering(lettering, x, y, colour or self.inks.ink, halo=0, inside=False)

    def rule(self, left: float, right: float, y: float, width: float = 0.4) -> None:
        """Rule a line."""
        path = to_path(shapely.LineString([(left, y), (right, y)]))
        self.artists.append(self.pen.shape(path, edge=self.inks.ink, width=width, inside=False))

    def heading(self, text: str, box: Box, top: float) -> float:
        """Write a heading over a rule across a column; give how far down they reach."""
        y = top - SMALL
        self.capitals(box.left, y, text, SMALL)
        self.rule(box.left, box.right, y - 3.5, 0.3)
        return y - 5.5
