"""Signs, arrows, zones, areas and lines as their looks say, on the map and in the legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.path import Path as MplPath

from baltic_map.contract import AreaSymbol, BorderSymbol, FeatureSymbol, Hatch
from baltic_map.print.arrows import arrow_outline, notch_outline
from baltic_map.print.canvas import Canvas, Drawn, circle, translated
from baltic_map.print.sheet import HATCH_GAP, HATCH_LINE, PIXEL, to_path
from baltic_map.symbology import SYMBOLOGY, mix

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "draw_area",
    "draw_arrow",
    "draw_border",
    "draw_dot",
    "draw_icon",
    "draw_line",
    "draw_notch",
    "draw_zone",
    "hatching",
    "icon_radius",
]

# How far from the outline an edge line lies; points.
_INSET = 1.35

# An edge line around an islet would fill it; square points.
_LEAST_EDGED = 60.0


# ---------------------------------------------------------------- signs


def icon_radius(symbol: FeatureSymbol, rank: int) -> float:
    """Give the radius of a sign on paper, points: lesser ones are smaller."""
    return symbol.size * SYMBOLOGY.icon_sizes[rank - 1] * PIXEL / 2


def draw_icon(
    canvas: Canvas,
    symbol: FeatureSymbol,
    glyph: MplPath,
    x: float,
    y: float,
    radius: float,
    *,
    inside: bool = True,
) -> list[Drawn]:
    """
    Draw a sign as sure as it is: inked, or paper with an inked rim, or with a broken one.

    Parameters
    ----------
    canvas
        Draws.
    symbol, glyph
        The symbol, and the outline of its sign (`baltic_map.icons.mpl_path`).
    x, y, radius
        Its middle and size, points.
    inside
        Whether it ends at the frame.

    Returns
    -------
    artists
        From below upwards.
    """
    color, alpha = symbol.color.day, SYMBOLOGY.faint if symbol.faint else None
    if not symbol.disc:
        bare = translated(glyph, x, y, radius * 2)
        under = canvas.shape(bare, face=canvas.halo, edge=canvas.halo, width=1.1, inside=inside)
        return [under, canvas.shape(bare, face=color, alpha=alpha, inside=inside)]
    disc = circle(x, y, radius)
    icon = translated(glyph, x, y, radius * 2 * SYMBOLOGY.icon_share)
    if symbol.fill == "full":
        return [
            canvas.shape(disc, face=canvas.halo, edge=canvas.halo, width=1.0, inside=inside),
            canvas.shape(disc, face=color, alpha=alpha, inside=inside),
            canvas.shape(icon, face=canvas.background, inside=inside),
        ]
    broken = symbol.fill == "dashed"
    rim, stroke = circle(x, y, radius - 0.4), SYMBOLOGY.rims["dashed" if broken else "solid"]
    return [
        canvas.shape(disc, face=canvas.background, edge=canvas.halo, width=0.8, inside=inside),
        canvas.stroke(rim, stroke, color, alpha=alpha, inside=inside),
        canvas.shape(icon, face=color, alpha=alpha or (SYMBOLOGY.unproved if broken else None), inside=inside),
    ]


def draw_dot(canvas: Canvas, symbol: FeatureSymbol, x: float, y: float) -> list[Drawn]:
    """Draw a dot for a sign that finds no room at this scale."""
    alpha = SYMBOLOGY.faint if symbol.faint else None
    open_ = symbol.fill != "full"
    return [
        canvas.shape(circle(x, y, 1.7), face=canvas.halo),
        canvas.shape(
            circle(x, y, 1.2), face=None if open_ else symbol.color.day, edge=symbol.color.day, width=0.6, alpha=alpha
        ),
    ]


# ---------------------------------------------------------------- arrows and lines


def draw_arrow(
    canvas: Canvas,
    symbol: FeatureSymbol,
    curve: NDArray[np.float64],
    width: float,
    *,
    share: float = 1.0,
    inside: bool = True,
) -> list[Drawn]:
    """
    Draw an arrow: inked if certain, tinted if not, with a broken rim if schematic, open if it is not proved.

    Parameters
    ----------
    canvas
        Draws.
    symbol
        Its symbol.
    curve
        From tail to tip (`baltic_map.print.arrows.arrow_curve`), points of the sheet.
    width
        Of its shaft, points.
    share
        Of its ink: less for one that is no news.
    inside
        Whether it ends at the frame.

    Returns
    -------
    artists
        From below upwards.
    """
    path = _closed(np.round(arrow_outline(curve, width, SYMBOLOGY.arrow), 2))
    color, alpha = symbol.color.day, share * (SYMBOLOGY.faint if symbol.faint else 1.0)
    casing = canvas.shape(path, edge=canvas.halo, width=2 * SYMBOLOGY.arrow.casing * PIXEL, inside=inside)
    if symbol.fill == "full":
        return [casing, canvas.shape(path, face=color, alpha=alpha, inside=inside)]
    tint = canvas.background if symbol.fill == "dashed" else mix(canvas.background, color, SYMBOLOGY.tint)
    return [
        casing,
        canvas.shape(path, face=tint, alpha=alpha, inside=inside),
        canvas.stroke(path, SYMBOLOGY.arrow_rims[symbol.dash or "solid"], color, alpha=alpha, inside=inside),
    ]


def draw_notch(
    canvas: Canvas,
    symbol: FeatureSymbol,
    curve: NDArray[np.float64],
    place: tuple[float, float],
    width: float,
) -> list[Drawn]:
    """Draw what was entered on the way as a mark across the arrow, as sure as it is."""
    path = _closed(np.round(notch_outline(curve, place, width, SYMBOLOGY.arrow, PIXEL), 2))
    color, alpha = symbol.color.day, SYMBOLOGY.faint if symbol.faint else None
    face = color if symbol.fill == "full" else canvas.background
    return [
        canvas.shape(path, edge=canvas.halo, width=2 * SYMBOLOGY.arrow.casing * PIXEL),
        canvas.shape(path, face=face, edge=color, width=0.8, alpha=alpha),
    ]


def _closed(ring: NDArray[np.float64]) -> MplPath:
    return MplPath(np.vstack([ring, ring[:1]]), closed=True) if len(ring) else MplPath(ring)


def draw_line(
    canvas: Canvas,
    symbol: FeatureSymbol,
    path: MplPath,
    sides: Sequence[MplPath] = (),
    *,
    share: float = 1.0,
    inside: bool = True,
) -> list[Drawn]:
    """Draw a feature that is a line, over the bands of its left and its right side, which have a share of their ink."""
    band = SYMBOLOGY.side
    bands = [
        canvas.shape(side, edge=color.day, width=band.width * PIXEL, alpha=share * band.opacity, inside=inside)
        for side, color in zip(sides, symbol.sides or (), strict=False)
    ]
    alpha = SYMBOLOGY.faint if symbol.faint else None
    stroke, width = SYMBOLOGY.outlines[symbol.dash or "solid"], SYMBOLOGY.line
    return [
        *bands,
        canvas.shape(path, edge=canvas.halo, width=2 * width * PIXEL, alpha=0.6, inside=inside),
        canvas.stroke(path, stroke, symbol.color.day, width=width, alpha=alpha, inside=inside),
    ]


def draw_border(
    canvas: Canvas, symbol: BorderSymbol, path: MplPath, colour: str, *, inside: bool = True
) -> list[Drawn]:
    """Draw a border line; its stroke tells how well it is known."""
    width = SYMBOLOGY.inner_border if symbol.inner else None
    return [canvas.stroke(path, SYMBOLOGY.borders[symbol.stroke], colour, width=width, inside=inside)]


# ---------------------------------------------------------------- areas


def hatching(geometry: Any, hatch: Hatch, gap: float = HATCH_GAP) -> MplPath:
    """
    Rule an expanse with slanting lines.

    Parameters
    ----------
    geometry
        Polygons, points of the sheet.
    hatch
        Its lines.
    gap
        Points for a pixel of their distance.

    Returns
    -------
    path
        Lines of one lattice for the whole sheet, so that neighbours match.
    """
    if geometry.is_empty:
        return to_path(geometry)
    left, bottom, right, top = geometry.bounds
    turn, step = np.radians(hatch.angle), hatch.spacing * gap
    course, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    corners = np.array([(left, bottom), (left, top), (right, bottom), (right, top)])
    low, high = (corners @ across).min() / step, (corners @ across).max() / step
    feet = np.arange(np.floor(low), np.ceil(high) + 1)[:, None] * step * across
    ends = np.stack([feet + (corners @ course).min() * course, feet + (corners @ course).max() * course], axis=1)
    lines = shapely.multilinestrings(shapely.linestrings(ends))
    return to_path(shapely.intersection(lines, geometry))


def draw_area(
    canvas: Canvas,
    symbol: AreaSymbol,
    geometry: Any,
    hatch: MplPath | None,
    *,
    inside: bool = True,
    edge_scale: float = 1.0,
) -> list[Drawn]:
    """
    Draw an area of a state: tint, hatch, and a line along its edge from within.

    Parameters
    ----------
    canvas
        Draws.
    symbol
        Its symbol.
    geometry
        Polygons, points of the sheet.
    hatch
        Lines of its hatch (`hatching`), if it has one.
    inside
        Whether it ends at the frame.
    edge_scale
        Smaller than 1 where the area is a small sample.

    Returns
    -------
    artists
        From below upwards.
    """
    path = to_path(geometry)
    artists: list[Drawn] = [canvas.shape(path, face=symbol.fill.day, edge=symbol.fill.day, width=0.25, inside=inside)]
    if symbol.edge is not None:
        parts = shapely.get_parts(geometry)
        parts = parts[shapely.area(parts) > _LEAST_EDGED]
        large = to_path(parts)
        # SVG knows either a clipping path or a rectangle: the path has to end at the frame by itself.
        frame = canvas.frame
        within = (
            to_path(shapely.clip_by_rect(parts, frame.left, frame.bottom, frame.right, frame.top)) if inside else large
        )
        for colour, width in _edge_strokes(symbol):
            artists.append(canvas.shape(large, edge=colour, width=width * edge_scale, inside=inside, within=within))
    if symbol.hatch is not None and hatch is not None:
        artists.append(_draw_hatch(canvas, hatch, SYMBOLOGY.hatches["area"], symbol.hatch.day, inside=inside))
    return artists


def _draw_hatch(canvas: Canvas, lines: MplPath, hatch: Hatch, colour: str, *, fade: float = 1.0, inside: bool) -> Drawn:
    return canvas.shape(lines, edge=colour, width=hatch.width * HATCH_LINE, alpha=hatch.opacity * fade, inside=inside)


def _edge_strokes(symbol: AreaSymbol) -> list[tuple[str, float]]:
    """Give colours and widths of the strokes along an edge, of which the inner half shows."""
    if symbol.edge is None:
        return []
    width, color = SYMBOLOGY.edges[symbol.edge.kind] * PIXEL, symbol.edge.color.day
    if symbol.edge.kind == "band":
        return [(color, 2 * width)]
    # A line lies a little way in, clear of the border: what lies between is painted over.
    return [(color, 2 * (width + _INSET)), (symbol.fill.day, 2 * _INSET)]


def draw_zone(
    canvas: Canvas,
    symbol: FeatureSymbol,
    geometry: Any,
    hatch: MplPath | None,
    rim: MplPath | None = None,
    *,
    inside: bool = True,
) -> list[Drawn]:
    """Draw a zone: a breath of tint, perhaps a hatch, and an outline as sure as the zone is."""
    path = to_path(geometry)
    color, fade = symbol.color.day, SYMBOLOGY.faint if symbol.faint else 1.0
    artists: list[Drawn] = [
        canvas.shape(path, face=color, alpha=SYMBOLOGY.zone_tints[symbol.hatch or "plain"] * fade, inside=inside)
    ]
    if symbol.hatch and hatch is not None:
        artists.append(_draw_hatch(canvas, hatch, SYMBOLOGY.hatches[symbol.hatch], color, fade=fade, inside=inside))
    outline = SYMBOLOGY.outlines[symbol.dash or "solid"]
    artists.append(canvas.stroke(rim or path, outline, color, alpha=fade, inside=inside))
    return artists
