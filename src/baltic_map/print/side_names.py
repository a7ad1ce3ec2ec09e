"""The names of both sides of a line, along its straightest free stretch."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.path import Path as MplPath
from msgspec import Struct
from msgspec.structs import replace

from baltic_map.print.placement import Occupancy
from baltic_map.print.shaped_text import SMALL, ShapedText, shape_text
from baltic_map.print.sheet import PIXEL
from baltic_map.print.typefaces import Face
from baltic_map.symbology import SYMBOLOGY

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PlacedName", "place_side_names"]

_FACE = Face("serif", style="italic")
_STEP, _GAP, _MARGIN = 6.0, 2.5, 6.0
# How far a name's middle stands above its baseline, in parts of the size.
_MIDDLE = 0.25


class PlacedName(Struct, frozen=True):
    """A turned name, and the left end of its baseline; points."""

    text: ShapedText
    x: float
    y: float


def place_side_names(line: Any, names: tuple[str, str], occupancy: Occupancy) -> tuple[PlacedName, ...]:
    """
    Place the names of both sides of a line, and take the room.

    Parameters
    ----------
    line
        Points of the sheet; of several pieces the longest bears the names.
    names
        Of what lies on its left, and on its right.
    occupancy
        What is taken.

    Returns
    -------
    placed
        The left one first; none if the line is nowhere long and free enough.
    """
    texts = [shape_text(name, _FACE, SMALL, tracking=0.04) for name in names]
    length = max(text.width for text in texts)
    piece = max(shapely.get_parts(line), key=shapely.length, default=shapely.LineString())
    if piece.geom_type != "LineString" or piece.length < length:
        return ()
    points = shapely.get_coordinates(shapely.line_interpolate_point(piece, np.arange(0, piece.length, _STEP)))
    best: tuple[float, float, NDArray[np.float64], NDArray[np.float64]] | None = None
    for cost, angle, middle, reach in _stretches(points, length):
        if best is not None and cost >= best[0]:
            continue
        if occupancy.free_discs(_discs(angle, middle, reach, length), SMALL / 2).all():
            best = cost, angle, middle, reach
    if best is None:
        return ()
    _, angle, middle, reach = best
    for x, y in _discs(angle, middle, reach, length):
        occupancy.take_disc(float(x), float(y), SMALL / 2)
    along, across = _axes(angle)
    # A line that runs west has its left side below.
    upright = -math.pi / 2 < angle <= math.pi / 2
    way = along if upright else -along
    up = across if upright else -across
    placed = []
    for text, side, far in zip(texts, (1, -1), reach, strict=True):
        start = middle + side * far * across - way * text.width / 2 - up * SMALL * _MIDDLE
        placed.append(PlacedName(_turned(text, math.atan2(way[1], way[0])), float(start[0]), float(start[1])))
    return tuple(placed)


def _stretches(
    points: NDArray[np.float64], length: float
) -> Iterator[tuple[float, float, NDArray[np.float64], NDArray[np.float64]]]:
    """Give each stretch that is long enough: its cost, its angle, its middle, and how far names stand on both sides."""
    count = math.ceil((length + 2 * _MARGIN) / _STEP)
    band = (SYMBOLOGY.side.offset + SYMBOLOGY.side.width / 2) * PIXEL + _GAP + SMALL / 2
    for start in range(len(points) - 2):
        chord = points[start : start + count + 1]
        way = chord[-1] - chord[0]
        if math.hypot(*way) < length:
            continue
        angle, middle = math.atan2(way[1], way[0]), (chord[0] + chord[-1]) / 2
        off = (chord - middle) @ _axes(angle)[1]
        reach = np.array([max(off.max(), 0.0) + band, max(-off.min(), 0.0) + band])
        yield float(reach.sum() + 4 * abs(math.sin(angle))), angle, middle, reach


def _axes(angle: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the directions along a line and to its left."""
    return np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])


def _discs(angle: float, middle: NDArray[np.float64], reach: NDArray[np.float64], length: float) -> NDArray[np.float64]:
    """Give the middles of the discs that both names fill."""
    along, across = _axes(angle)
    steps = np.linspace(-length / 2, length / 2, math.ceil(length / SMALL) + 1)
    return np.vstack([middle + side * across + steps[:, None] * along for side in (reach[0], -reach[1])])


def _turned(text: ShapedText, angle: float) -> ShapedText:
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    path = MplPath(np.asarray(text.path.vertices) @ turn, text.path.codes)
    return replace(text, path=path, angle=text.angle + math.degrees(angle))
