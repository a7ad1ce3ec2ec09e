"""Signs, arrows, zones, areas and lines as their looks say, on the map and in the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.path import Path as MplPath

from baltic_map.print.pen import Pen, circle, mix, moved
from baltic_map.print.sheet import to_path
from baltic_map.style import AreaLook, LineLook, MarkLook

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray

__all__ = [
    "arrow_outline",
    "draw_area",
    "draw_arrow",
    "draw_border",
    "draw_dot",
    "draw_line",
    "draw_sign",
    "draw_zone",
    "hatching",
    "sign_radius",
]

# A pixel of the looks is 1/96 inch; on paper signs stand a little closer together than on a screen.
_PIXEL = 0.75 * 0.92
_LESSER = 0.8
_GHOST = 0.45

# Points nearer to each other than this are one.
_SAME = 1e-6

_DASHES = {"dashed": (3.2, 1.9), "dotted": (0.01, 2.0)}

# An edge line around an islet would fill it; square points.
_LEAST_EDGED = 60.0


# ---------------------------------------------------------------- signs


def sign_radius(look: MarkLook, rank: int) -> float:
    """Give the radius of a sign on paper, points: lesser ones are smaller."""
    lesser = 3
    return look.size * _PIXEL / 2 * (_LESSER if rank >= lesser else 1.0)


def draw_sign(
    pen: Pen,
    look: MarkLook,
    glyph: MplPath,
    x: float,
    y: float,
    radius: float,
    *,
    inside: bool = True,
) -> list[Artist]:
    """
    Draw a sign as sure as it is: inked, or paper with an inked rim, or with a broken one.

    Parameters
    ----------
    pen
        Draws.
    look, glyph
        The look, and the outline of its sign (`baltic_map.glyphs.mpl_path`).
    x, y, radius
        Its middle and size, points.
    inside
        Whether it ends at the frame.

    Returns
    -------
    artists
        From below upwards.
    """
    ink, alpha = look.ink.day, _GHOST if look.ghost else None
    if not look.disc:
        bare = moved(glyph, x, y, radius * 2)
        under = pen.shape(bare, face=pen.halo, edge=pen.halo, width=1.1, inside=inside)
        return [under, pen.shape(bare, face=ink, alpha=alpha, inside=inside)]
    disc = circle(x, y, radius)
    sign = moved(glyph, x, y, radius * 2 * 0.7)
    if look.fill == "full":
        return [
            pen.shape(disc, face=pen.halo, edge=pen.halo, width=1.0, inside=inside),
            pen.shape(disc, face=ink, alpha=alpha, inside=inside),
            pen.shape(sign, face=pen.paper, inside=inside),
        ]
    broken = look.fill == "dashed"
    rim = circle(x, y, radius - 0.4)
    return [
        pen.shape(disc, face=pen.paper, edge=pen.halo, width=0.8, inside=inside),
        pen.shape(rim, edge=ink, width=0.85, dash=(1.9, 1.3) if broken else None, alpha=alpha, inside=inside),
        pen.shape(sign, face=ink, alpha=alpha or (0.72 if broken else None), inside=inside),
    ]


def draw_dot(pen: Pen, look: MarkLook, x: float, y: float) -> list[Artist]:
    """Draw a dot for a sign that finds no room at this scale."""
    alpha = _GHOST if look.ghost else None
    open_ = look.fill != "full"
    return [
        pen.shape(circle(x, y, 1.7), face=pen.halo),
        pen.shape(circle(x, y, 1.2), face=None if open_ else look.ink.day, edge=look.ink.day, width=0.6, alpha=alpha),
    ]


# ---------------------------------------------------------------- arrows and lines


def _smooth(points: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Lead a curve through points (Catmull-Rom, centripetal) and walk along it in equal steps."""
    points = points[np.append(True, np.hypot(*np.diff(points, axis=0).T) > _SAME)]
    if len(points) > 2:  # noqa: PLR2004 - two points are a straight line
        ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
        knots = np.cumsum(np.append(0.0, np.sqrt(np.hypot(*np.diff(ends, axis=0).T))))
        pieces = [_catmull_rom(ends[at : at + 4], knots[at : at + 4]) for at in range(len(points) - 1)]
        points = np.vstack([*pieces, points[-1:]])
    along = np.cumsum(np.append(0.0, np.hypot(*np.diff(points, axis=0).T)))
    count = max(int(along[-1] / step), 2) + 1
    places = np.linspace(0.0, along[-1], count)
    return np.column_stack([np.interp(places, along, points[:, 0]), np.interp(places, along, points[:, 1])])


def _catmull_rom(corners: NDArray[np.float64], knots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the piece of the curve between the two inner ones of four points."""
    places = np.linspace(knots[1], knots[2], 12, endpoint=False)[:, None]

    def mix(one: Any, other: Any, start: float, end: float) -> Any:
        return (end - places) / (end - start) * one + (places - start) / (end - start) * other

    first = mix(corners[0], corners[1], knots[0], knots[1])
    second = mix(corners[1], corners[2], knots[1], knots[2])
    third = mix(corners[2], corners[3], knots[2], knots[3])
    left, right = mix(first, second, knots[0], knots[2]), mix(second, third, knots[1], knots[3])
    return np.asarray(mix(left, right, knots[1], knots[2]))


def _bowed(points: NDArray[np.float64], share: float = 0.09) -> NDArray[np.float64]:
    """Bend a straight line of two points a little: arrows on a historical map curve."""
    if len(points) != 2:  # noqa: PLR2004
        return points
    along = points[1] - points[0]
    middle = points.mean(axis=0) + share * np.array([-along[1], along[0]])
    return np.vstack([points[0], middle, points[1]])


def arrow_outline(points: NDArray[np.float64], width: float, short: float = 0.0) -> MplPath:
    """
    Shape an arrow: it tapers towards its tail and ends in a drawn head.

    Parameters
    ----------
    points
        The way it takes, rows of x and y, points of the sheet.
    width
        Of the shaft where it meets the head, points. A short way has a slighter arrow.
    short
        How much before its end it stops, points; never more than half the way.

    Returns
    -------
    path
        Closed.
    """
    spine = _smooth(_bowed(points), 1.2)
    spine = spine[: max(len(spine) - round(short / 1.2), len(spine) // 2, 2)]
    steps = np.hypot(*np.diff(spine, axis=0).T)
    length = float(steps.sum())
    width = min(width, length / 5)
    head = min(width * 2.7, length * 0.6)
    along = np.append(0.0, np.cumsum(steps))
    shaft = spine[along <= length - head * 0.82]
    neck = shaft[-1]
    course = spine[-1] - neck
    course /= max(float(np.hypot(*course)), 1e-9)
    across = np.array([-course[1], course[0]])
    tangents = np.gradient(shaft, axis=0) if len(shaft) > 1 else course[None, :]
    normals = np.column_stack([-tangents[:, 1], tangents[:, 0]])
    normals /= np.maximum(np.hypot(*normals.T), 1e-9)[:, None]
    grown = 0.16 + 0.84 * (along[: len(shaft)] / max(along[len(shaft) - 1], 1e-9)) ** 0.8
    offset = normals * (grown * width / 2)[:, None]
    # The barbs reach back behind the neck: a drawn head, not a triangle.
    barb = neck - course * head * 0.2
    wings = [barb + across * width * 1.25, spine[-1], barb - across * width * 1.25]
    outline = np.vstack([shaft + offset, wings, (shaft - offset)[::-1]])
    outline = np.vstack([outline, outline[:1]])
    codes = np.full(len(outline), MplPath.LINETO, dtype=np.uint8)
    codes[0], codes[-1] = MplPath.MOVETO, MplPath.CLOSEPOLY
    return MplPath(np.round(outline, 2), codes)


def draw_arrow(
    pen: Pen, look: MarkLook, points: NDArray[np.float64], width: float, *, short: float = 0.0, inside: bool = True
) -> list[Artist]:
    """Draw an arrow: inked if certain, tinted if not, with a broken rim if schematic, open if it is not proved."""
    path = arrow_outline(points, width, short)
    ink, alpha = look.ink.day, _GHOST if look.ghost else None
    if look.fill == "full":
        return [pen.shape(path, face=ink, edge=pen.halo, width=0.5, alpha=alpha, inside=inside)]
    tint = pen.paper if look.fill == "dashed" else mix(pen.paper, ink, 0.42)
    dash = (2.6, 1.3) if look.dash else None
    return [
        pen.shape(path, edge=pen.halo, width=2.0, alpha=0.8, inside=inside),
        pen.shape(path, face=tint, alpha=alpha or 0.9, inside=inside),
        pen.shape(path, edge=ink, width=0.9, dash=dash, alpha=alpha, inside=inside),
    ]


def draw_line(pen: Pen, look: MarkLook, path: MplPath, *, inside: bool = True) -> list[Artist]:
    """Draw a feature that is a line."""
    dash = _DASHES[look.dash] if look.dash else None
    alpha = _GHOST if look.ghost else None
    return [
        pen.shape(path, edge=pen.halo, width=2.6, alpha=0.6, inside=inside),
        pen.shape(path, edge=look.ink.day, width=1.3, dash=dash, alpha=alpha, inside=inside, round_ends=True),
    ]


def draw_border(pen: Pen, look: LineLook, path: MplPath, colour: str, *, inside: bool = True) -> list[Artist]:
    """Draw a border line; its stroke tells how well it is known."""
    width = 0.55 if look.inner else 1.05
    patterns = {"solid": None, "dashed": (4.2, 1.7), "dotted": (0.01, 1.9)}
    dotted = look.stroke == "dotted"
    return [
        pen.shape(
            path,
            edge=colour,
            width=width * (1.12 if dotted else 1.0),
            dash=patterns[look.stroke],
            inside=inside,
            round_ends=dotted or look.stroke == "solid",
        )
    ]


# ---------------------------------------------------------------- areas


def hatching(geometry: Any, spacing: float, *, rising: bool = True) -> MplPath:
    """
    Rule an expanse with slanting lines.

    Parameters
    ----------
    geometry
        Polygons, points of the sheet.
    spacing
        Between lines, points.
    rising
        Whether lines rise to the right, or fall.

    Returns
    -------
    path
        Lines of one lattice for the whole sheet, so that neighbours match.
    """
    if geometry.is_empty:
        return to_path(geometry)
    left, bottom, right, top = geometry.bounds
    slope = 1.0 if rising else -1.0
    step = spacing * np.sqrt(2.0)
    # A line is y = slope * x + intercept.
    intercepts = (bottom - slope * left, bottom - slope * right, top - slope * left, top - slope * right)
    rule = np.arange(np.floor(min(intercepts) / step), np.ceil(max(intercepts) / step) + 1) * step
    ends = np.stack(
        [
            np.column_stack([np.full(len(rule), left), slope * left + rule]),
            np.column_stack([np.full(len(rule), right), slope * right + rule]),
        ],
        axis=1,
    )
    lines = shapely.multilinestrings(shapely.linestrings(ends))
    return to_path(shapely.intersection(lines, geometry))


def draw_area(
    pen: Pen,
    look: AreaLook,
    geometry: Any,
    hatch: MplPath | None,
    *,
    inside: bool = True,
    edge_scale: float = 1.0,
) -> list[Artist]:
    """
    Draw an area of a state: tint, hatch, and a line along its edge from within.

    Parameters
    ----------
    pen
        Draws.
    look
        Its look.
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
    artists: list[Artist] = [pen.shape(path, face=look.fill.day, edge=look.fill.day, width=0.25, inside=inside)]
    if look.inner is not None:
        parts = shapely.get_parts(geometry)
        parts = parts[shapely.area(parts) > _LEAST_EDGED]
        large = to_path(parts)
        # SVG knows either a clipping path or a rectangle: the path has to end at the frame by itself.
        frame = pen.frame
        within = (
            to_path(shapely.clip_by_rect(parts, frame.left, frame.bottom, frame.right, frame.top)) if inside else large
        )
        for colour, width in _edge_strokes(look):
            artists.append(pen.shape(large, edge=colour, width=width * edge_scale, inside=inside, within=within))
    if look.hatch is not None and hatch is not None:
        artists.append(pen.shape(hatch, edge=look.hatch.day, width=0.55, alpha=0.8, inside=inside))
    return artists


def _edge_strokes(look: AreaLook) -> list[tuple[str, float]]:
    """Give colours and widths of the strokes along an edge, of which the inner half shows."""
    if look.inner is None:
        return []
    if look.edge == "band":
        return [(look.inner.day, 2 * 3.4)]
    # A line lies a little way in: what lies between is painted over.
    return [(look.inner.day, 2 * 2.2), (look.fill.day, 2 * 1.35)]


def draw_zone(
    pen: Pen,
    look: MarkLook,
    geometry: Any,
    hatch: MplPath | None,
    rim: MplPath | None = None,
    *,
    inside: bool = True,
) -> list[Artist]:
    """Draw a zone: a breath of tint, perhaps a hatch, and an outline as sure as the zone is."""
    path = to_path(geometry)
    ink, fade = look.ink.day, _GHOST if look.ghost else 1.0
    artists: list[Artist] = [pen.shape(path, face=ink, alpha=(0.08 if look.hatch else 0.03) * fade, inside=inside)]
    if look.hatch and hatch is not None:
        artists.append(pen.shape(hatch, edge=ink, width=0.5, alpha=0.62 * fade, inside=inside))
    dash = _DASHES[look.dash] if look.dash else None
    artists.append(
        pen.shape(
            rim or path, edge=ink, width=0.9, dash=dash, alpha=fade, inside=inside, round_ends=look.dash == "dotted"
        )
    )
    return artists
