"""Pen and ink: artists in points of the sheet, and lettering that stays text where it can."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from matplotlib.path import Path as MplPath
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox
from msgspec.structs import replace

from baltic_map.contract import Stroke
from baltic_map.print.shaped_text import ShapedText, shape_text
from baltic_map.print.sheet import PIXEL, POINTS_PER_INCH, Box
from baltic_map.print.typefaces import Face, cleaned, writable
from baltic_map.print.vector_text import is_svg, write_pdf, write_svg

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure

__all__ = ["Canvas", "Group", "circle", "line", "translated"]


# Lines of text that are kept: those of some plates.
_KEPT = 1000


class Group(Artist):
    """
    Artists that are one thing of the scene, drawn in their order under one id.

    Parameters
    ----------
    children
        What it is made of.
    gid
        Id of the thing.
    zorder
        Where it lies among the others.
    """

    def __init__(self, children: Sequence[Artist], *, gid: str | None = None, zorder: float = 0.0) -> None:
        super().__init__()
        self._children = list(children)
        self.set_gid(gid)
        self.set_zorder(zorder)

    def get_children(self) -> list[Artist]:
        """List what it is made of."""
        return self._children

    def set_figure(self, fig: Any) -> None:
        """Hand the figure on to the children."""
        super().set_figure(fig)
        for child in self._children:
            child.set_figure(fig)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the children."""
        if not self.get_visible():
            return
        renderer.open_group("thing", gid=self.get_gid())
        for child in self._children:
            child.draw(renderer)
        renderer.close_group("thing")


class _TextLine(Artist):
    """A line of text: letters in PDF, so that they can be sought and copied, elsewhere their outlines."""

    def __init__(
        self,
        canvas: Canvas,
        at: tuple[float, float],
        what: tuple[str, Face, float],
        colour: str,
        *,
        align: str,
        turn: float,
    ) -> None:
        super().__init__()
        self._pen, self._at, self._align, self._turn = canvas, at, align, turn
        self._what = (cleaned(what[0]), *what[1:])
        self._colour = colour

    def get_text(self) -> str:
        """Give what is written."""
        return self._what[0]

    def draw(self, renderer: RendererBase) -> None:
        """Draw the line as suits the format."""
        pixels = isinstance(renderer, RendererAgg) or not self._what[1].writes(self._what[0])
        if not pixels and is_svg(renderer):
            text, face, size = self._what
            shaped = replace(shape_text(text, face, size), angle=self._turn)
            write_svg(renderer, shaped, self._at, self._colour, align=self._align)
            return
        artist = self._outlines if pixels else self._letters()
        artist.set_figure(self.get_figure())  # type: ignore[arg-type]
        artist.draw(renderer)

    def _letters(self) -> Artist:
        text, face, size = self._what
        artist = Text(
            *self._at,
            text,
            fontproperties=face.properties(size),
            color=self._colour,
            ha=self._align,
            va="baseline",
            rotation=self._turn,
            rotation_mode="anchor",
            parse_math=False,
        )
        artist.set_transform(self._pen.points)
        artist.set_url(self.get_url())
        return artist

    @cached_property
    def _outlines(self) -> Artist:
        # Kept between days: Agg would lay the text out and draw its letters anew, which takes four times as long.
        shaped_text = shape_text(*self._what)
        shift = {"left": 0.0, "center": shaped_text.width / 2, "right": shaped_text.width}[self._align]
        path = translated(shaped_text.path, -shift, 0.0)
        if self._turn:
            path = path.transformed(Affine2D().rotate_deg(self._turn))
        path = translated(path, *self._at)
        return self._pen.shape(path, face=self._colour, inside=False)


class _Lettering(Artist):
    """A name on the map: outlines on a halo in pixels, and letters on a halo where they can be sought and copied."""

    def __init__(self, shaped_text: ShapedText, at: tuple[float, float], patches: Sequence[PathPatch]) -> None:
        super().__init__()
        self._text, self._at, self._patches = shaped_text, at, list(patches)

    def get_children(self) -> list[Artist]:
        """List the halo, if there is one, and the outlines."""
        return [*self._patches]

    def get_text(self) -> str:
        """Give what is written."""
        return self._text.text

    def set_figure(self, fig: Any) -> None:
        """Hand the figure on to the outlines."""
        super().set_figure(fig)
        for each in self._patches:
            each.set_figure(fig)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the name as suits the format."""
        *around, ink = self._patches
        if self._text.face is None or isinstance(renderer, RendererAgg):
            for each in self._patches:
                each.draw(renderer)
            return
        colour, alpha = to_hex(ink.get_facecolor()), ink.get_alpha()
        if is_svg(renderer):
            halo = [(to_hex(each.get_edgecolor()), each.get_linewidth(), each.get_alpha() or 1.0) for each in around]
            write_svg(renderer, self._text, self._at, colour, alpha=alpha, halo=halo[0] if halo else None)
            return
        for each in around:
            each.draw(renderer)
        write_pdf(renderer, self._text, self._at, colour, alpha)


class Canvas:
    """
    Draws in points of the sheet.

    Parameters
    ----------
    figure
        What is drawn on.
    frame
        The map: what is drawn ``inside`` ends there.
    background, halo
        Colours of the sheet and of the halo around lettering.
    """

    def __init__(self, figure: Figure, frame: Box, *, background: str, halo: str) -> None:
        self.points = Affine2D().scale(1 / POINTS_PER_INCH) + figure.dpi_scale_trans
        extents = Bbox.from_extents(frame.left, frame.bottom, frame.right, frame.top)
        self._frame = TransformedBbox(extents, self.points)
        self.frame, self.bbox = frame, extents
        self.background = background
        self.halo = halo
        # The legend and the sources stay from day to day.
        self._lines: dict[tuple[object, ...], _TextLine] = {}
        self._masks: list[MplPath] = []
        #: Letters that no font has, by the text that was to be written.
        self.missing: dict[str, str] = {}

    def shape(
        self,
        path: MplPath,
        *,
        face: str | None = None,
        edge: str | None = None,
        width: float = 0.0,
        dash: tuple[float, ...] | None = None,
        alpha: float | None = None,
        inside: bool = True,
        within: MplPath | None = None,
        round_ends: bool = False,
    ) -> PathPatch:
        """
        Draw a path.

        Parameters
        ----------
        path
            Points.
        face, edge
            Colours; nothing is filled or stroked without.
        width, dash
            Width of the stroke, and lengths of strokes and gaps, points.
        alpha
            Opacity.
        inside
            Whether it ends at the frame.
        within
            Closed path outside which nothing shows.
        round_ends
            Whether strokes end round.

        Returns
        -------
        patch
            An artist, not yet added to the figure.
        """
        style: Any = "solid" if dash is None or not width else (0, tuple(length / width for length in dash))
        patch = PathPatch(
            path,
            facecolor=face or "none",
            edgecolor=edge or "none",
            linewidth=width if edge else 0.0,
            linestyle=style,
            alpha=alpha,
            joinstyle="round",
            capstyle="round" if round_ends else "butt",
            transform=self.points,
        )
        patch.set_snap(False)
        if inside:
            patch.set_clip_box(self._frame)
        if within is not None:
            patch.set_clip_path(within, self.points)
            # Agg knows the mask it made last by its path's place in memory: no other may ever get that place.
            self._masks.append(within)
        return patch

    def stroke(
        self,
        path: MplPath,
        stroke: Stroke,
        colour: str,
        *,
        width: float | None = None,
        alpha: float | None = None,
        inside: bool = True,
    ) -> PathPatch:
        """Draw a path in a stroke of the symbology; ``width``, in pixels too, instead of its own."""
        points = (stroke.width if width is None else width) * PIXEL
        dash = tuple(length * PIXEL for length in stroke.dash) or None
        # Dots are strokes without a length.
        round_ends = dash is None or dash[0] < points
        return self.shape(path, edge=colour, width=points, dash=dash, alpha=alpha, inside=inside, round_ends=round_ends)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: Face,
        size: float,
        colour: str,
        *,
        align: str = "left",
        turn: float = 0.0,
        url: str | None = None,
    ) -> Artist:
        """Set a line of text outside the map, on a baseline, turned leftwards by degrees; in PDF it may be a link."""
        face = face.whole(text)
        key = (x, y, text, face, size, colour, align, turn, url)
        if key not in self._lines:
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            _, missing = writable(text, face)
            if missing:
                self.missing[text] = missing
            self._lines[key] = _TextLine(self, (x, y), (text, face, size), colour, align=align, turn=turn)
            self._lines[key].set_url(url)
        return self._lines[key]

    def shaped_text(
        self,
        shaped_text: ShapedText,
        x: float,
        y: float,
        colour: str,
        *,
        halo: float = 1.8,
        inside: bool = True,
        alpha: float | None = None,
        under: str | None = None,
    ) -> list[Artist]:
        """Draw lettering with its left end on a baseline, with a thin halo in the colour of the ground under it."""
        if shaped_text.missing:
            self.missing[shaped_text.text] = shaped_text.missing
        path = translated(shaped_text.path, x, y)
        patches = [self.shape(path, face=colour, inside=inside, alpha=alpha)]
        if halo:
            share = 0.9 if under else 0.55
            around = self.shape(path, edge=under or self.halo, width=halo, alpha=share, inside=inside, round_ends=True)
            patches.insert(0, around)
        return [_Lettering(shaped_text, (x, y), patches)]


def translated(path: MplPath, x: float, y: float, scale: float = 1.0) -> MplPath:
    """Give a path scaled and moved."""
    return MplPath(np.asarray(path.vertices) * scale + (x, y), path.codes)


_CIRCLE = MplPath.unit_circle()


def circle(x: float, y: float, radius: float) -> MplPath:
    """Give a circle."""
    return translated(_CIRCLE, x, y, radius)


def line(*points: tuple[float, float]) -> MplPath:
    """Give a broken line."""
    return MplPath(points)
