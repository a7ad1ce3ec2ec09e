"""Polygons that share borders as arcs that are stored once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from msgspec import Struct

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["Topology", "build_topology"]


class Topology(Struct, frozen=True):
    """
    A coverage cut into arcs.

    Parameters
    ----------
    arcs
        Lines of the coverage, ``(n, 2)`` arrays of longitude and latitude, each stored once.
    left, right
        For each arc the number of the polygon on that side as one walks along it; -1 for none (a coast), -2 for the
        edge of the sheet.
    polygons
        For each polygon of the coverage its parts, for each part its rings (shell first), for each ring the arcs that
        make it, in order: ``i`` for arc ``i`` as stored, ``~i`` for arc ``i`` walked backwards. Shells run
        counter-clockwise, holes clockwise.
    """

    arcs: list[NDArray[np.float64]]
    left: list[int]
    right: list[int]
    polygons: list[list[list[list[int]]]]

    def refs(self, lines: Iterable[BaseGeometry]) -> list[list[int]]:
        """
        Find the arcs that lines along the coverage are made of.

        Parameters
        ----------
        lines
            Lines whose ends are ends of arcs (see ``breaks`` of `build_topology`).

        Returns
        -------
        refs
            For each line the numbers of its arcs, each once, in order along the line; empty for a line that follows no
            edge that two polygons share.
        """
        edges: dict[tuple[float, ...], int] = {}
        for number, side in enumerate(self.right):
            if side >= 0:
                points = self.arcs[number].tolist()
                for start, end in pairwise(points):
                    edges[*start, *end] = edges[*end, *start] = number
        found = []
        for line in lines:
            parts = [shapely.get_coordinates(part).tolist() for part in shapely.get_parts(line)]
            steps = [edges.get((*start, *end)) for part in parts for start, end in pairwise(part)]
            found.append(list(dict.fromkeys(step for step in steps if step is not None)))
        return found


def build_topology(
    polygons: Sequence[BaseGeometry],
    *,
    breaks: NDArray[np.float64] | None = None,
    sheet: tuple[float, float, float, float] | None = None,
) -> Topology:
    """
    Cut a coverage into arcs.

    Parameters
    ----------
    polygons
        Polygons or multipolygons in which neighbours share exactly the same vertices.
    breaks
        ``(n, 2)`` vertices at which an arc shall end even if its two sides do not change there.
    sheet
        West, south, east and north of the box the coverage was cut to: edges along it are no coast.

    Returns
    -------
    topology
        Each edge of the coverage in exactly one arc. The order depends only on the input.

    Notes
    -----
    An arc ends where the ring on its other side changes. All of it is done with arrays; Python loops over rings
    and arcs, never over vertices.
    """
    rings: list[NDArray[np.float64]] = []
    owner: list[int] = []
    shape: list[list[list[int]]] = []
    for number, polygon in enumerate(polygons):
        parts = []
        for part in shapely.get_parts(shapely.orient_polygons(polygon)):
            numbers = range(len(rings), len(rings) + 1 + len(part.interiors))
            rings += [shapely.get_coordinates(ring)[:-1] for ring in (part.exterior, *part.interiors)]
            owner += [number] * len(numbers)
            parts.append(list(numbers))
        shape.append(parts)

    if not rings:
        return Topology([], [], [], [])
    ids, breaking = _vertex_ids(rings, breaks)
    other = _other_sides(ids)
    if sheet:
        for points, sides in zip(rings, other, strict=True):
            sides[_along(points, sheet)] = -2

    builder = _Arcs(owner)
    made = [
        builder.ring(points, names, sides, breaking[names], number)
        for points, names, sides, number in zip(rings, ids, other, owner, strict=True)
    ]
    return Topology(
        builder.arcs,
        builder.left,
        builder.right,
        [[[made[ring] for ring in part] for part in parts] for parts in shape],
    )


def _vertex_ids(
    rings: list[NDArray[np.float64]], breaks: NDArray[np.float64] | None
) -> tuple[list[NDArray[np.int64]], NDArray[np.bool_]]:
    """Give each distinct vertex a number, and tell which of them are breaks."""
    extra = np.empty((0, 2)) if breaks is None else np.asarray(breaks, dtype=np.float64).reshape(-1, 2)
    points = np.concatenate([*rings, extra])
    keys = points[:, 0] + 1j * points[:, 1]
    distinct, inverse = np.unique(keys, return_inverse=True)
    breaking = np.zeros(len(distinct), dtype=bool)
    breaking[inverse[len(points) - len(extra) :]] = True
    cuts = np.cumsum([len(ring) for ring in rings])
    return np.split(inverse[: len(points) - len(extra)], cuts[:-1]), breaking


def _other_sides(ids: list[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    """
    For each edge of each ring give the ring that walks the same edge the other way; -1 if none does.

    The ring and not its polygon: two parts of one polygon that meet in a corner are two neighbours.
    """
    starts = np.concatenate(ids)
    ends = np.concatenate([np.roll(ring, -1) for ring in ids])
    owners = np.repeat(np.arange(len(ids)), [len(ring) for ring in ids])
    size = int(starts.max()) + 1
    edges = starts * size + ends
    order = np.argsort(edges)
    ordered = edges[order]
    wanted = ends * size + starts
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    sides = np.where(ordered[place] == wanted, owners[order[place]], -1)
    return np.split(sides, np.cumsum([len(ring) for ring in ids])[:-1])


def _along(points: NDArray[np.float64], sheet: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    """Tell which edges of a ring run along the edge of the sheet."""
    on = np.stack([points[:, axis] == sheet[side] for axis, side in ((0, 0), (1, 1), (0, 2), (1, 3))])
    return np.asarray((on & np.roll(on, -1, axis=1)).any(axis=0))


class _Arcs:
    """Arcs as they are found; the second walk along an arc finds the first."""

    def __init__(self, owner: list[int]) -> None:
        self._owner = owner
        self.arcs: list[NDArray[np.float64]] = []
        self.left: list[int] = []
        self.right: list[int] = []
        self._known: dict[tuple[int, int, int], int] = {}

    def ring(
        self,
        points: NDArray[np.float64],
        names: NDArray[np.int64],
        sides: NDArray[np.int64],
        breaking: NDArray[np.bool_],
        number: int,
    ) -> list[int]:
        """Cut one ring of polygon ``number`` into arcs and give their references."""
        cuts = np.flatnonzero((sides != np.roll(sides, 1)) | (breaking & (sides >= 0)))
        if len(cuts) == 0:
            # A whole ring with one neighbour (or none) starts at the same vertex whoever walks it.
            cuts = np.array([np.argmin(names)])
        shift = int(cuts[0])
        points, names, sides = np.roll(points, -shift, axis=0), np.roll(names, -shift), np.roll(sides, -shift)
        cuts = np.append(cuts - shift, len(names))
        points, names = np.concatenate([points, points[:1]]), np.concatenate([names, names[:1]])
        return [
            self._arc(points[start : end + 1], names[start : end + 1], number, int(sides[start]))
            for start, end in pairwise(cuts)
        ]

    def _arc(self, points: NDArray[np.float64], names: NDArray[np.int64], number: int, side: int) -> int:
        if side >= 0:
            back = self._known.get((int(names[-1]), int(names[-2]), int(names[0])))
            if back is not None:
                return ~back
            self._known[int(names[0]), int(names[1]), int(names[-1])] = len(self.arcs)
        self.arcs.append(points)
        self.left.append(number)
        self.right.append(self._owner[side] if side >= 0 else side)
        return len(self.arcs) - 1
