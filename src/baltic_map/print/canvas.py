"""Pen and ink: artists in points of the sheet, and lettering that stays text where it can."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex, to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path as MplPath
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox, TransformWrapper
from msgspec.structs import replace

from baltic_map.contract import Stroke
from baltic_map.print.shaped_text import ShapedText, shape_text
from baltic_map.print.sheet import PIXEL, POINTS_PER_INCH, Box
from baltic_map.print.typefaces import Face, cleaned, writable
from baltic_map.print.vector_text import is_svg, write_pdf, write_svg

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure

__all__ = ["Canvas", "Drawn", "Group", "Shape", "circle", "line", "translated"]


# What is kept of what stands around the map: that of some plates.
_KEPT = 2000


class Drawn(Protocol):
    """What can be drawn: an artist, or a shape."""

    @property
    def reach(self) -> Box | None:
        """A box outside of which nothing of it shows, points; none if nothing does."""

    def draw(self, renderer: RendererBase, /) -> None:
        """Draw it."""


@dataclass(eq=False)
class Shape:
    """
    A path, drawn as Matplotlib draws a patch: at once in pixels, as a patch elsewhere.

    Attributes
    ----------
    canvas
        Its points, and its frame.
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
    """

    canvas: Canvas
    path: MplPath
    face: str | None
    edge: str | None
    width: float
    dash: tuple[float, ...] | None
    alpha: float | None
    inside: bool
    within: MplPath | None
    round_ends: bool

    @cached_property
    def reach(self) -> Box | None:
        """Its points with the strokes around them."""
        vertices, codes = np.asarray(self.path.vertices), self.path.codes
        # Where a ring ends is not told by the point that closes it.
        ends = vertices if codes is None else vertices[np.asarray(codes) != MplPath.CLOSEPOLY]
        if not len(ends):
            return None
        (left, bottom), (right, top) = ends.min(axis=0).tolist(), ends.max(axis=0).tolist()
        return Box(left, bottom, right, top).grown(self.width / 2 if self.edge else 0.0)

    @cached_property
    def patch(self) -> PathPatch:
        """The path as an artist."""
        canvas, width = self.canvas, self.width
        style: Any = "solid" if self.dash is None or not width else (0, tuple(each / width for each in self.dash))
        patch = PathPatch(
            self.path,
            facecolor=self.face or "none",
            edgecolor=self.edge or "none",
            linewidth=width if self.edge else 0.0,
            linestyle=style,
            alpha=self.alpha,
            joinstyle="round",
            capstyle="round" if self.round_ends else "butt",
            transform=canvas.points,
        )
        patch.set_snap(False)
        if self.inside:
            patch.set_clip_box(canvas.clip)
        if self.within is not None:
            patch.set_clip_path(self.within, canvas.points)
        return patch

    def draw(self, renderer: RendererBase) -> None:
        """Draw the path."""
        if self.within is not None or not isinstance(renderer, RendererAgg):
            self.patch.draw(renderer)
            return
        gc: Any = renderer.new_gc()
        gc.set_foreground(to_rgba(self.edge, self.alpha) if self.edge else (0.0, 0.0, 0.0, 0.0), isRGBA=True)
        gc.set_linewidth(self.width if self.edge else 0.0)
        if self.dash and self.width and self.edge:
            # As Matplotlib counts, in widths of the line.
            gc.set_dashes(0, [each / self.width * self.width for each in self.dash])
        gc.set_joinstyle("round")
        gc.set_capstyle("round" if self.round_ends else "butt")
        if self.inside:
            gc.set_clip_rectangle(self.canvas.clip)
        gc.set_snap(False)
        gc.set_alpha(self.alpha)
        face = to_rgba(self.face, self.alpha) if self.face else None
        renderer.draw_path(gc, self.path, self.canvas.points.get_affine(), face)  # type: ignore[no-untyped-call]
        gc.restore()


def _reach(things: Iterable[Drawn]) -> Box | None:
    boxes = [each.reach for each in things]
    edges = np.array([(each.left, each.bottom, -each.right, -each.top) for each in boxes if each])
    if not len(edges):
        return None
    left, bottom, right, top = edges.min(axis=0).tolist()
    return Box(left, bottom, -right, -top)


def _artists(children: Sequence[Drawn]) -> list[Artist]:
    return [each.patch if isinstance(each, Shape) else cast("Artist", each) for each in children]


class Group(Artist):
    """
    Artists that are one thing of the scene, drawn in their order under one id.

    Parameters
    ----------
    children
        What it is made of: its ``parts``.
    gid
        Id of the thing.
    zorder
        Where it lies among the others.
    """

    def __init__(self, children: Sequence[Drawn], *, gid: str | None = None, zorder: float = 0.0) -> None:
        super().__init__()
        self.parts = list(children)
        self.set_gid(gid)
        self.set_zorder(zorder)

    @cached_property
    def reach(self) -> Box | None:
        """Where its parts are."""
        return _reach(self.parts) if self.get_visible() else None

    def get_children(self) -> list[Artist]:
        """List what it is made of."""
        return _artists(self.parts)

    def set_figure(self, fig: Any) -> None:
        """Hand the figure on to the children."""
        super().set_figure(fig)
        for child in self.get_children():
            child.set_figure(fig)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the children."""
        if not self.get_visible():
            return
        renderer.open_group("thing", gid=self.get_gid())
        for child in self.parts:
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

    @property
    def reach(self) -> Box | None:
        """Where its letters are."""
        return self._outlines.reach

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
        (self._outlines if pixels else self._letters()).draw(renderer)

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
        artist.set_figure(self.get_figure())  # type: ignore[arg-type]
        artist.set_url(self.get_url())
        return artist

    @cached_property
    def _outlines(self) -> Shape:
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

    def __init__(self, shaped_text: ShapedText, at: tuple[float, float], shapes: Sequence[Shape]) -> None:
        super().__init__()
        self._text, self._at, self._shapes = shaped_text, at, list(shapes)

    @property
    def reach(self) -> Box | None:
        """Where its letters and their halo are."""
        return _reach(self._shapes)

    def get_children(self) -> list[Artist]:
        """List the halo, if there is one, and the outlines."""
        return _artists(self._shapes)

    def get_text(self) -> str:
        """Give what is written."""
        return self._text.text

    def set_figure(self, fig: Any) -> None:
        """Hand the figure on to the outlines."""
        super().set_figure(fig)
        for each in self.get_children():
            each.set_figure(fig)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the name as suits the format."""
        *around, ink = self._shapes
        if self._text.face is None or isinstance(renderer, RendererAgg):
            for each in self._shapes:
                each.draw(renderer)
            return
        colour, alpha = to_hex(ink.face or "none"), ink.alpha
        if is_svg(renderer):
            halo = [(to_hex(each.edge or "none"), each.width, each.alpha or 1.0) for each in around]
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
    dpi
        Pixels to the inch.
    frame
        The map: what is drawn ``inside`` ends there.
    background, halo
        Colours of the sheet and of the halo around lettering.
    """

    def __init__(self, dpi: float, frame: Box, *, background: str, halo: str) -> None:
        self._scale = TransformWrapper(Affine2D().scale(dpi))
        self.points = Affine2D().scale(1 / POINTS_PER_INCH) + self._scale
        #: The frame in points and in pixels; there shapes end.
        self.bbox = Bbox.from_extents(frame.left, frame.bottom, frame.right, frame.top)
        self.clip = TransformedBbox(self.bbox, self.points)
        self.dpi, self.frame = dpi, frame
        self.background = background
        self.halo = halo
        self._made: dict[object, Sequence[Drawn]] = {}
        self._masks: list[MplPath] = []
        #: Letters that no font has, by the text that was to be written.
        self.missing: dict[str, str] = {}

    def figure(self, width: float, height: float) -> Figure:
        """Make the figure on which what is drawn may be put: of so many points, with nothing on it."""
        # Imported late: pixels need none of it, and it takes as long as half of a plate.
        from baltic_map.print.figures import PlateFigure  # noqa: PLC0415

        size = width / POINTS_PER_INCH, height / POINTS_PER_INCH
        figure = PlateFigure(figsize=size, dpi=self.dpi, facecolor=self.background, edgecolor="none", linewidth=0)
        # Formats without pixels are drawn at another scale.
        self._scale.set(figure.dpi_scale_trans)
        return figure

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
    ) -> Shape:
        """Draw a path; see `Shape`."""
        if within is not None:
            # Agg knows the mask it made last by its path's place in memory: no other may ever get that place.
            self._masks.append(within)
        return Shape(self, path, face, edge, width, dash, alpha, inside, within, round_ends)

    def stroke(
        self,
        path: MplPath,
        stroke: Stroke,
        colour: str,
        *,
        width: float | None = None,
        alpha: float | None = None,
        inside: bool = True,
    ) -> Shape:
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
    ) -> Drawn:
        """Set a line of text outside the map, on a baseline, turned leftwards by degrees; in PDF it may be a link."""
        face = face.whole(text)
        key = (x, y, text, face, size, colour, align, turn, url)
        return self.once(key, lambda: [self._line(*key)])[0]

    def _line(self, x: float, y: float, text: str, face: Face, size: float, *how: Any) -> _TextLine:
        colour, align, turn, url = how
        _, missing = writable(text, face)
        if missing:
            self.missing[text] = missing
        line_ = _TextLine(self, (x, y), (text, face, size), colour, align=align, turn=turn)
        line_.set_url(url)
        return line_

    def once(self, key: object, make: Callable[[], Sequence[Drawn]]) -> Sequence[Drawn]:
        """Make what stays from day to day, as the legend does, but once."""
        if key not in self._made:
            if len(self._made) >= _KEPT:
                self._made.clear()
            self._made[key] = make()
        return self._made[key]

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
    ) -> list[Drawn]:
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
