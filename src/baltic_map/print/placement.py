"""
Where signs and labels go: spread where they meet, left out where there is no room, never one on top of another.

Nothing here draws. All is in points of the sheet, greedy, and the same every time: what matters more is placed first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from msgspec import Struct

from baltic_map.print.sheet import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MEASURED", "Candidate", "Candidates", "Occupancy", "around", "beside", "choose", "displace"]

_May: TypeAlias = "Callable[[NDArray[np.float64]], NDArray[np.bool_]]"

_DIRECTIONS = 24
_RING_STEP = 2.0
# So many places are looked at in one go: two rings.
_LOOKED_AT = 48
_GRID = 4.0
# Of very many free places only the best liked are worth the measuring; so many are looked at first.
MEASURED, _FEW = 160, 16
# Lists of places that are kept.
_PLACES = 1000


class _Rows:
    """Rows of numbers that grow."""

    def __init__(self, width: int) -> None:
        self._data = np.empty((width, 64))
        self.count = 0

    def add(self, *row: float) -> None:
        """Add a row."""
        if self.count == self._data.shape[1]:
            self._data = np.concatenate([self._data, np.empty_like(self._data)], axis=1)
        self._data[:, self.count] = row
        self.count += 1

    @property
    def columns(self) -> NDArray[np.float64]:
        """The numbers by column."""
        return self._data[:, : self.count]


class Occupancy:
    """
    What is taken on the map so far.

    Parameters
    ----------
    frame
        Nothing may be placed outside.
    """

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self._boxes = _Rows(4)
        self._discs = _Rows(3)

    def take_box(self, box: Box) -> None:
        """Take a rectangle."""
        self._boxes.add(box.left, box.bottom, box.right, box.top)

    def take_disc(self, x: float, y: float, radius: float) -> None:
        """Take a disc."""
        self._discs.add(x, y, radius)

    def holds(self, x: float, y: float, radius: float = 0.0) -> bool:
        """Tell whether a disc lies wholly inside the frame."""
        frame = self.frame
        return frame.left + radius <= x <= frame.right - radius and frame.bottom + radius <= y <= frame.top - radius

    def near(self, candidates: Candidates, padding: float) -> bytes:
        """Give all that is taken near some places for a label: where it is alike, so is the room."""
        left, bottom, right, top = _bounds(candidates)
        around = left - padding, bottom - padding, right + padding, top + padding
        others, (x, y, radius) = self._boxes.columns, self._discs.columns
        discs = _meeting(around, x - radius, y - radius, x + radius, y + radius)
        return others[:, _meeting(around, *others)].tobytes() + b"/" + self._discs.columns[:, discs].tobytes()

    def free_boxes(self, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """
        Tell which rectangles meet nothing.

        Parameters
        ----------
        boxes
            Rows of left, bottom, right, top.

        Returns
        -------
        free
            One for each row.
        """
        left, bottom, right, top = boxes.T[:, :, None]
        frame = self.frame
        free = (
            (boxes[:, 0] >= frame.left)
            & (boxes[:, 1] >= frame.bottom)
            & (boxes[:, 2] <= frame.right)
            & (boxes[:, 3] <= frame.top)
        )
        if self._boxes.count:
            others = self._boxes.columns
            others = others[:, _near(boxes, *others)]
            meets = (left < others[2]) & (right > others[0]) & (bottom < others[3]) & (top > others[1])
            free &= ~meets.any(axis=1)
        if self._discs.count:
            x, y, radius = self._discs.columns
            near = _near(boxes, x - radius, y - radius, x + radius, y + radius)
            x, y, radius = x[near], y[near], radius[near]
            across = np.maximum(np.maximum(left - x, x - right), 0.0)
            along = np.maximum(np.maximum(bottom - y, y - top), 0.0)
            free &= ~(across**2 + along**2 < radius**2).any(axis=1)
        return np.asarray(free)

    def free_discs(self, centres: NDArray[np.float64], radius: float) -> NDArray[np.bool_]:
        """
        Tell which discs meet nothing.

        Parameters
        ----------
        centres
            Rows of x and y.
        radius
            Of all of them.

        Returns
        -------
        free
            One for each row.
        """
        x, y = centres.T[:, :, None]
        frame = self.frame.grown(-radius)
        free = (
            (centres[:, 0] >= frame.left)
            & (centres[:, 0] <= frame.right)
            & (centres[:, 1] >= frame.bottom)
            & (centres[:, 1] <= frame.top)
        )
        if self._discs.count:
            others = self._discs.columns
            free &= ~((x - others[0]) ** 2 + (y - others[1]) ** 2 < (radius + others[2]) ** 2).any(axis=1)
        if self._boxes.count:
            boxes = self._boxes.columns
            across = np.maximum(np.maximum(boxes[0] - x, x - boxes[2]), 0.0)
            along = np.maximum(np.maximum(boxes[1] - y, y - boxes[3]), 0.0)
            free &= ~(across**2 + along**2 < radius**2).any(axis=1)
        return np.asarray(free)


def _near(boxes: NDArray[np.float64], *edges: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which of the rectangles that have these edges (left, bottom, right, top) may meet any of some others."""
    return _meeting((*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)), *edges)


def _meeting(box: tuple[float, ...], *edges: NDArray[np.float64]) -> NDArray[np.bool_]:
    left, bottom, right, top = box
    return np.asarray((edges[0] < right) & (edges[1] < top) & (edges[2] > left) & (edges[3] > bottom))


def _angles(x: float, y: float, crowd: NDArray[np.float64]) -> NDArray[np.float64]:
    """Order directions from the one that leads away from the crowd."""
    away = (0.0, 0.0)
    if len(crowd):
        away = x - float(crowd[:, 0].mean()), y - float(crowd[:, 1].mean())
    start = math.atan2(away[1], away[0]) if math.hypot(*away) > 1.0 else math.pi / 2
    turns = np.arange(_DIRECTIONS)
    # 0, +1, -1, +2, -2, …: what lies nearest to the wanted direction comes first.
    signed = np.where(turns % 2 == 1, (turns + 1) // 2, -(turns // 2))
    return np.asarray(start + signed * (2 * math.pi / _DIRECTIONS))


def _around(x: float, y: float, radius: float, crowd: NDArray[np.float64], max_distance: float) -> NDArray[np.float64]:
    """List places around a point, ring by ring, those away from the crowd first."""
    gaps = np.hypot(crowd[:, 0] - x, crowd[:, 1] - y)
    angles = _angles(x, y, crowd[(gaps < max_distance) & (gaps > 0)])
    compass = np.column_stack([np.cos(angles), np.sin(angles)])
    rings = np.arange(radius, radius + max_distance, _RING_STEP)
    return np.asarray((rings[:, None, None] * compass).reshape(-1, 2) + np.array([x, y]))


def displace(
    points: Sequence[tuple[float, float]],
    radii: Sequence[float],
    occupancy: Occupancy,
    *,
    max_distance: float,
    crowd: Sequence[tuple[float, float]] = (),
    may: _May | None = None,
) -> list[tuple[float, float] | None]:
    """
    Find places for signs, each as near as may be to its true point.

    Parameters
    ----------
    points
        True points, the most important first.
    radii
        Of the signs, with the air they need.
    occupancy
        What is taken already; the signs that find a place are taken too.
    max_distance
        How far from its true point a sign may stand.
    crowd
        True points of all signs: one that must give way does so away from those around it.
    may
        Tells which points, in rows of x and y, a sign may be moved to; any of them by default.

    Returns
    -------
    places
        In the order of the points; the true point itself where it is free or outside the frame, ``None`` where there
        is no room within reach.
    """
    places: list[tuple[float, float] | None] = []
    for (x, y), radius in zip(points, radii, strict=True):
        if not occupancy.holds(x, y):
            places.append((x, y))
            continue
        if occupancy.free_discs(np.array([(x, y)]), radius)[0]:
            occupancy.take_disc(x, y, radius)
            places.append((x, y))
            continue
        if max_distance <= 0:
            places.append(None)
            continue
        every = np.asarray(crowd or points, dtype=float).reshape(-1, 2)
        centres = _around(x, y, radius, every, max_distance)
        found = next(_allowed(centres, partial(occupancy.free_discs, radius=radius), may), None)
        if found is not None:
            occupancy.take_disc(*found, radius)
        places.append(found)
    return places


def _allowed(centres: NDArray[np.float64], is_free: _May, may: _May | None) -> Iterator[tuple[float, float]]:
    """Yield the places that are free and allowed; that is paid a few rings at a time, for mostly an early one does."""
    for start in range(0, len(centres), _LOOKED_AT):
        some = centres[start : start + _LOOKED_AT]
        some = some[is_free(some)]
        for x, y in some if may is None or not len(some) else some[may(some)]:
            yield float(x), float(y)


class Candidate(Struct, frozen=True):
    """A place for a label: the left end of its (first) baseline, and its rectangle."""

    x: float
    y: float
    box: Box


class Candidates(Struct, frozen=True, eq=False):
    """
    Places for a label to choose from.

    Parameters
    ----------
    boxes
        Rows of left, bottom, right, top.
    descent
        How far the label reaches below its first baseline, points.
    penalties
        How little each is liked.
    """

    boxes: NDArray[np.float64]
    descent: float
    penalties: NDArray[np.float64]

    def candidate(self, number: int) -> Candidate:
        """Give one of them."""
        left, bottom, right, top = (float(each) for each in self.boxes[number])
        return Candidate(left, bottom + self.descent, Box(left, bottom, right, top))


@lru_cache(maxsize=_PLACES)
def _bounds(candidates: Candidates) -> tuple[float, ...]:
    return (*candidates.boxes[:, :2].min(axis=0).tolist(), *candidates.boxes[:, 2:].max(axis=0).tolist())


# Names stand from day to day where they stood: what they may choose from is made once.
@lru_cache(maxsize=_PLACES)
def beside(x: float, y: float, gap: float, size: tuple[float, float, float]) -> Candidates:
    """
    List places for a label beside a sign: right, left, above, below and between, near and a little further off.

    Parameters
    ----------
    x, y
        Middle of the sign.
    gap
        From its middle to the label.
    size
        Width of the label, its ascent and its descent (of all its lines).

    Returns
    -------
    candidates
        The best liked first.
    """
    width, ascent, descent = size
    middle = y - (ascent - descent) / 2
    rows = []
    for penalty, far in ((0.0, 1.0), (2.6, 1.7)):
        wide, off = gap * far, gap * far * 0.62
        rows += [
            (penalty, x + wide, middle),
            (penalty + 0.4, x + off, y + off + descent * 0.6),
            (penalty + 0.6, x + off, y - off - ascent),
            (penalty + 0.9, x - wide - width, middle),
            (penalty + 1.2, x - off - width, y + off + descent * 0.6),
            (penalty + 1.4, x - off - width, y - off - ascent),
            (penalty + 1.5, x - width / 2, y + wide + descent),
            (penalty + 1.7, x - width / 2, y - wide - ascent),
        ]
    penalties, left, base = np.array(rows).T
    return Candidates(np.column_stack([left, base - descent, left + width, base + ascent]), descent, penalties)


@cache
def _offsets(max_distance: tuple[float, float]) -> NDArray[np.float64]:
    """Give steps from a point on a grid, the shortest first; up and down counts for more than to the side."""
    columns, rows = (int(each // _GRID) for each in max_distance)
    x, y = np.meshgrid(np.arange(-columns, columns + 1) * _GRID, np.arange(-rows, rows + 1) * _GRID)
    x, y = x.ravel(), y.ravel()
    return np.column_stack([x, y])[np.lexsort((y, x, np.hypot(x, y * 1.3)))]


@lru_cache(maxsize=_PLACES)
def around(
    x: float, y: float, max_distance: tuple[float, float], size: tuple[float, float, float], tolerance: float = 12.0
) -> Candidates:
    """
    List places for a label that names an expanse.

    Parameters
    ----------
    x, y
        Where its middle is wanted.
    max_distance
        How far it may move to the side and up or down.
    size
        Width of the label, its ascent and its descent.
    tolerance
        So many points from the wanted place are disliked as much as a place below a sign or two.

    Returns
    -------
    candidates
        On a grid around the point, the nearest first.
    """
    width, ascent, descent = size
    steps = _offsets(max_distance)
    left, base = x + steps[:, 0] - width / 2, y + steps[:, 1] - (ascent - descent) / 2
    penalties = np.hypot(steps[:, 0], steps[:, 1] * 1.3) / tolerance
    return Candidates(np.column_stack([left, base - descent, left + width, base + ascent]), descent, penalties)


def choose(
    candidates: Candidates,
    occupancy: Occupancy,
    cost: Callable[[NDArray[np.float64]], NDArray[np.float64]] | None = None,
    *,
    padding: float = 0.8,
    measured: int = MEASURED,
) -> tuple[Candidate, float] | None:
    """
    Choose the best free place; it is not taken yet.

    Parameters
    ----------
    candidates
        What to choose from, the best liked first; of equally good ones the first.
    occupancy
        What is taken.
    cost
        What a rectangle costs besides, for rows of left, bottom, right, top: lines it would cross. Never less than 0.
    padding
        Least distance to others, points.
    measured
        Of so many free places, the best liked, the cost is asked.

    Returns
    -------
    candidate, total
        ``None`` if none is free.
    """
    air = np.array([-padding, -padding, padding, padding])
    best: tuple[int, float] | None = None
    start, count, left = 0, _FEW, measured
    # No place further down the list can be better than the best when it is liked less before it costs anything.
    while left and start < len(candidates.penalties) and (best is None or candidates.penalties[start] < best[1]):
        boxes = candidates.boxes[start : start + count]
        free = np.flatnonzero(occupancy.free_boxes(boxes + air))[:left]
        if len(free):
            total = candidates.penalties[start + free] + (0.0 if cost is None else cost(boxes[free]))
            least = int(np.argmin(total))
            if best is None or total[least] < best[1]:
                best = start + int(free[least]), float(total[least])
        start, count, left = start + count, 2 * count, left - len(free)
    return best and (candidates.candidate(best[0]), best[1])
