"""The shape of an arrow as `contract.Arrow` describes it: the same formula as in ``web/static/map/arrows.js``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from baltic_map.contract import Arrow

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["arrow_curve", "arrow_outline", "notch_outline"]

# Points nearer to each other than this are one.
_SAME = 1e-6


def arrow_curve(way: NDArray[np.float64], arrow: Arrow, unit: float = 1.0) -> NDArray[np.float64]:
    """
    Lead a smooth curve through the points of a way, and walk along it in equal steps.

    Parameters
    ----------
    way
        Rows of x and y, y upwards.
    arrow
        The shape.
    unit
        Of a pixel.

    Returns
    -------
    curve
        A way of two points bends a little: arrows on a historical map curve.
    """
    points = way[np.append(True, _lengths(way) > _SAME)]
    if len(points) == 1:
        return np.asarray(points)
    if len(points) == 2:  # noqa: PLR2004
        (dx, dy), middle = points[1] - points[0], points.mean(axis=0)
        points = np.vstack([points[0], middle + arrow.bow * np.array([-dy, dx]), points[1]])
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    knots = np.append(0.0, np.cumsum(np.sqrt(_lengths(ends))))
    spans = range(len(points) - 1)
    pieces = [_catmull_rom(ends[at : at + 4], knots[at : at + 4], arrow.pieces) for at in spans]
    points = np.vstack([*pieces, points[-1:]])
    run = np.append(0.0, np.cumsum(_lengths(points)))
    places = np.linspace(0.0, run[-1], max(int(run[-1] / (arrow.step * unit)), 2) + 1)
    return np.column_stack([np.interp(places, run, points[:, axis]) for axis in (0, 1)])


def _lengths(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.hypot(*np.diff(points, axis=0).T))


def _catmull_rom(corners: NDArray[np.float64], knots: NDArray[np.float64], pieces: int) -> NDArray[np.float64]:
    """Give the piece of the curve between the two inner ones of four points, without its end."""
    places = np.linspace(knots[1], knots[2], pieces, endpoint=False)[:, None]

    def between(one: Any, other: Any, start: float, end: float) -> Any:
        return one + (other - one) * (places - start) / (end - start)

    sides = [between(corners[at], corners[at + 1], knots[at], knots[at + 1]) for at in range(3)]
    left, right = (between(sides[at], sides[at + 1], knots[at], knots[at + 2]) for at in (0, 1))
    return np.asarray(between(left, right, knots[1], knots[2]))


def arrow_outline(curve: NDArray[np.float64], width: float, arrow: Arrow) -> NDArray[np.float64]:
    """
    Draw the outline of an arrow.

    Parameters
    ----------
    curve
        From tail to tip (`arrow_curve`).
    width
        Of the shaft where it meets the head; a short arrow is slighter.
    arrow
        The shape.

    Returns
    -------
    ring
        Rows of x and y, not closed; none if the arrow has no length.
    """
    run = np.append(0.0, np.cumsum(_lengths(curve)))
    total = float(run[-1])
    if total == 0:
        return np.empty((0, 2))
    width = min(width, arrow.slight * total)
    head = arrow.head * width
    end = total - arrow.neck * head
    along = np.append(run[run < end], end)
    shaft = np.column_stack([np.interp(along, run, curve[:, axis]) for axis in (0, 1)])
    normals = _left(np.gradient(shaft, axis=0))
    half = width / 2 * (arrow.tail + (1 - arrow.tail) * (along / end) ** arrow.growth)
    offset = normals * half[:, None]
    # The barbs reach back behind the neck: a drawn head, not a triangle.
    tip, neck = curve[-1], shaft[-1]
    course = (tip - neck) / np.hypot(*(tip - neck))
    barb, across = neck - course * (1 - arrow.neck) * head, _left(course[None, :])[0] * arrow.spread / 2 * width
    return np.vstack([shaft + offset, barb + across, tip, barb - across, (shaft - offset)[::-1]])


def notch_outline(
    curve: NDArray[np.float64], place: tuple[float, float], width: float, arrow: Arrow, unit: float = 1.0
) -> NDArray[np.float64]:
    """
    Draw a mark across an arrow, where it passes a place.

    Parameters
    ----------
    curve, width
        Of the arrow.
    place
        The place; the mark stands where the arrow is nearest to it.
    arrow
        The shape.
    unit
        Of a pixel.

    Returns
    -------
    ring
        Four rows of x and y, not closed; none if the arrow has no length.
    """
    run = np.append(0.0, np.cumsum(_lengths(curve)))
    if run[-1] == 0:
        return np.empty((0, 2))
    at = int(np.argmin(np.hypot(*(curve - place).T)))
    width = min(width, arrow.slight * float(run[-1]))
    thickness, overhang = (length * unit / 2 for length in (arrow.notch[0], 2 * arrow.notch[1]))
    half = width / 2 * (arrow.tail + (1 - arrow.tail) * (run[at] / run[-1]) ** arrow.growth) + min(overhang, width / 3)
    along = curve[min(at + 1, len(curve) - 1)] - curve[max(at - 1, 0)]
    along = along / np.hypot(*along)
    across, along = _left(along[None, :])[0] * half, along * thickness
    return np.vstack(
        [curve[at] + across - along, curve[at] + across + along, curve[at] - across + along, curve[at] - across - along]
    )


def _left(ways: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn directions to the left, and make them one long."""
    return np.asarray(np.column_stack([-ways[:, 1], ways[:, 0]]) / np.hypot(*ways.T)[:, None])
