"""Dated polygons of states, cut into territories and into who held each from when until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from msgspec import Struct, field
from shapely.errors import ShapelyError
from shapely.strtree import STRtree

from baltic_map.days import parse_bounds
from baltic_map.errors import AtlasError
from baltic_map.importers.geometries import polygons_of
from baltic_map.topology import build_topology

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Claim", "Held", "Partition", "Shared", "cut_states", "day_order"]

_KM_PER_DEG = 111.2
_GRID_DEG = 1e-6
# The narrowest gap that `check` lets pass.
_LEAST_DEG = 2e-4
# Of the outline of a sliver: with more on the open sea, it lies between two drawings of a coast.
_COASTAL = 0.3
# As a topology calls what lies beyond a coast.
_OPEN = -1
# So many times as wide as the tolerance coasts may differ.
_FRINGE = 5
_MOST_CLAIMS = 20_000
_MOST_TOLD = 10
_MOST_ROUNDS = 5


class Claim(Struct, frozen=True):
    """A polygon (EPSG:4326) that a state held from a day on until another, half-open, each a day or EDTF, or open."""

    holder: str
    start: str | None
    end: str | None
    geometry: BaseGeometry


class Held(Struct, frozen=True):
    """Who held a territory on the days ``[start, end)``, ``YYYY-MM-DD``; nobody that is told of, if it is ``None``."""

    holder: str | None
    start: str
    end: str | None


class Shared(Struct, frozen=True):
    """The line (EPSG:4326) between two territories, by their numbers; the first lies on its left."""

    left: int
    right: int
    geometry: BaseGeometry


class Partition(Struct):
    """
    Land cut by all borders of all days.

    Parameters
    ----------
    territories
        A coverage in EPSG:4326: neighbours share their vertices, nothing overlaps.
    held
        Of each territory who held it, without gaps from the first day to the end.
    borders
        The lines between them.
    told
        What was cleaned, and how.
    """

    territories: list[BaseGeometry] = field(default_factory=list)
    held: list[list[Held]] = field(default_factory=list)
    borders: list[Shared] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def cut_states(claims: Sequence[Claim], first: str, last: str, tolerance_km: float = 2.0) -> Partition:
    """
    Cut the polygons of states into territories.

    Parameters
    ----------
    claims
        Who held what and when. Of a date that is not known to the day the first day is taken, of an end that is the
        last of it the day after. Where two claims lie over each other on a day, that of the later start holds, and of
        two of the same start the smaller one.
    first, last
        The first day of the atlas, and the day after its last, ``YYYY-MM-DD``.
    tolerance_km
        Gaps, overlaps and slivers narrower than this are taken for faults of drawing: they go to the neighbour with
        whom they share most of their outline.

    Returns
    -------
    partition
        Territories, each as large as its history allows.

    Raises
    ------
    AtlasError
        If there are no polygons, or more than twenty thousand, or they cannot be cut.
    """
    if not claims:
        raise AtlasError("states", "no polygon has a holder", "Name the column of the states (--holder)")
    if len(claims) > _MOST_CLAIMS:
        raise AtlasError("states", f"there are more than {_MOST_CLAIMS:,} polygons", "Leave out what is not needed")
    width = max(tolerance_km / _KM_PER_DEG, _LEAST_DEG)
    try:
        return _Cutter(claims, first, last, width).cut(tolerance_km)
    except (ShapelyError, ValueError) as error:
        if isinstance(error, AtlasError):
            raise
        raise AtlasError(
            "states", "the polygons cannot be cut into territories", "Try another tolerance, or mend their outlines"
        ) from None


History = tuple[str | None, ...]


class _Cutter:
    """Holds the claims, by day and by place."""

    def __init__(self, claims: Sequence[Claim], first: str, last: str, width: float) -> None:
        self._claims = claims
        self._width = width
        self._starts = [_day(each.start) or first for each in claims]
        self._ends = [_day(each.end, after=True) or last for each in claims]
        within = {day for day in (*self._starts, *self._ends) if _before(first, day) and _before(day, last)}
        self._days = [first, *sorted(within, key=day_order), last]
        self._tree = STRtree([each.geometry for each in claims])
        self._areas = shapely.area([each.geometry for each in claims])
        self._over: dict[tuple[str, str], float] = defaultdict(float)

    def cut(self, tolerance_km: float) -> Partition:
        """Cut all, and clean what comes out."""
        faces = self._faces()
        narrow = shapely.is_empty(shapely.buffer(faces, -self._width / 2, quad_segs=2)).tolist()
        histories = [self._history(face, counted=not narrow[n]) for n, face in enumerate(faces)]
        claimed = [n for n, history in enumerate(histories) if any(history)]
        if not claimed:
            raise AtlasError("states", "nothing is left of the polygons", "Mend their outlines or their dates")
        faces, histories = [faces[n] for n in claimed], [histories[n] for n in claimed]
        beside = _shared_lengths(faces)
        narrow = _without_islands(faces, [narrow[n] for n in claimed], beside)
        histories, filled = self._filled(histories, faces, beside)
        fringe = sum(not narrow[n] for n in filled)
        kept = [n for n in range(len(faces)) if not narrow[n]]
        # Where two drawings of a coast differ by less, what both have is the land.
        slivers = [
            face for n, face in enumerate(faces) if narrow[n] and beside[n].get(_OPEN, 0) <= _COASTAL * face.length
        ]
        wide = [faces[n] for n in kept]
        past = [histories[n] for n in kept]
        gaps = [gap for gap, near in _gaps([*wide, *slivers], self._width) if _have_two_holders(near, past)]
        told = []
        if slivers or gaps:
            told.append(
                f"narrower than {tolerance_km:g} km, and gone to neighbours: slivers {len(slivers)}, gaps {len(gaps)}"
            )
        if fringe:
            most = _FRINGE * tolerance_km
            told.append(f"missing from some maps, up to {most:g} km wide, and held as what lies beside: {fringe}")
        groups: dict[History, list[BaseGeometry]] = {}
        for history, face in zip(past, _absorbed(wide, [*slivers, *gaps], self._width), strict=True):
            groups.setdefault(history, []).extend(polygons_of(face))
        histories_of, territories = _dissolved(groups)
        told += self._told_overlaps()
        held = [list(self._held(history)) for history in histories_of]
        return Partition(territories, held, list(_borders(territories)), told)

    def _filled(
        self, histories: Sequence[History], faces: Sequence[BaseGeometry], beside: Sequence[Mapping[int, float]]
    ) -> tuple[list[History], list[int]]:
        """Let those who hold the land beside hold what a map leaves out along a coast; list such faces."""
        thin = shapely.is_empty(shapely.buffer(faces, -_FRINGE * self._width / 2, quad_segs=2))
        found = list(histories)
        for n in np.flatnonzero(thin).tolist():
            near = sorted(((length, m) for m, length in beside[n].items() if m >= 0), reverse=True)
            others = [histories[m] for _, m in near]
            found[n] = tuple(
                holder or next((other[span] for other in others if other[span]), None)
                for span, holder in enumerate(histories[n])
            )
        return found, [n for n, history in enumerate(found) if history != histories[n]]

    def _faces(self) -> list[BaseGeometry]:
        """Cut the plane along all outlines."""
        outlines = shapely.boundary(shapely.set_precision([each.geometry for each in self._claims], _GRID_DEG))
        noded = shapely.union_all(outlines, grid_size=_GRID_DEG)
        return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))

    def _history(self, face: BaseGeometry, *, counted: bool) -> History:
        """Tell who held a face in each span between two days of change; overlaps are told if they are ``counted``."""
        inside = shapely.point_on_surface(face)
        there = sorted(int(each) for each in self._tree.query(inside, predicate="intersects"))
        found: list[str | None] = []
        for day, _ in pairwise(self._days):
            now = [n for n in there if not _before(day, self._starts[n]) and _before(day, self._ends[n])]
            now.sort(key=lambda n: (day_order(self._starts[n]), -self._areas[n]))
            names = sorted({self._claims[n].holder for n in now})
            if len(names) > 1 and counted:
                self._over[names[0], names[1]] = max(self._over[names[0], names[1]], _km2(face))
            found.append(self._claims[now[-1]].holder if now else None)
        return tuple(found)

    def _told_overlaps(self) -> Iterator[str]:
        wide = {pair: area for pair, area in self._over.items() if area > (self._width * _KM_PER_DEG) ** 2}
        for (one, other), area in sorted(wide.items(), key=lambda each: -each[1])[:_MOST_TOLD]:
            yield f"{one} and {other} overlap on {area:,.0f} km² at the same time: the later, then the smaller holds it"
        if len(wide) > _MOST_TOLD:
            yield f"and {len(wide) - _MOST_TOLD} more overlap"

    def _held(self, history: History) -> Iterator[Held]:
        """Write a history as spans, those of the same holder as one."""
        begins = 0
        for n in range(1, len(history) + 1):
            if n == len(history) or history[n] != history[begins]:
                end = None if n == len(history) else self._days[n]
                yield Held(history[begins], self._days[begins], end)
                begins = n


def _shared_lengths(coverage: Sequence[BaseGeometry]) -> list[dict[int, float]]:
    """Measure for each polygon of a coverage how much of its outline each neighbour shares, and the open side."""
    topology = build_topology(coverage)
    beside: list[dict[int, float]] = [defaultdict(float) for _ in coverage]
    for points, left, right in zip(topology.arcs, topology.left, topology.right, strict=True):
        length = float(np.hypot(*np.diff(points, axis=0).T).sum())
        beside[left][right] += length
        if right >= 0:
            beside[right][left] += length
    return beside


def _without_islands(
    faces: Sequence[BaseGeometry], narrow: Sequence[bool], beside: Sequence[Mapping[int, float]]
) -> list[bool]:
    """Take the largest face of an island none of whose faces is wide for wide: there is none it could go to."""
    found = list(narrow)
    seen: set[int] = set()
    for first in range(len(faces)):
        island, waiting = [], [first] if first not in seen else []
        while waiting:
            n = waiting.pop()
            if n not in seen:
                seen.add(n)
                island.append(n)
                waiting += [m for m in beside[n] if m >= 0]
        if island and all(narrow[n] for n in island):
            found[max(island, key=lambda n: faces[n].area)] = False
    return found


def _gaps(faces: Sequence[BaseGeometry], width: float) -> Iterator[tuple[BaseGeometry, list[int]]]:
    """Find what is narrow between faces and belongs to none of them, open to the sea or not, and who lies beside."""
    whole = shapely.union_all(faces)
    half = width / 2
    closed = shapely.buffer(shapely.buffer(whole, half, join_style="mitre"), -half, join_style="mitre")
    tree = STRtree(faces)
    for piece in polygons_of(shapely.difference(closed, whole)):
        near = [int(n) for n in tree.query(piece, predicate="intersects")]
        # A bay of one coast is no gap between two lands.
        if len(near) > 1:
            yield piece, near


def _have_two_holders(near: Iterable[int], past: Sequence[History]) -> bool:
    """Tell whether faces (those beyond ``past`` are slivers, of nobody's) are ever of different states on a day."""
    those = [past[n] for n in near if n < len(past)]
    return any(len({holder for holder in now if holder}) > 1 for now in zip(*those, strict=True))


def _absorbed(faces: Sequence[BaseGeometry], pieces: Sequence[BaseGeometry], width: float) -> Iterator[BaseGeometry]:
    """Give faces as a coverage, with the pieces: each goes to the face with which it shares most of its outline."""
    cleaned = [*shapely.coverage_clean([*faces, *pieces], gap_width=width)]
    count = len(faces)
    filled = [n for n, each in enumerate(cleaned) if each.area]
    beside = dict(zip(filled, _shared_lengths([cleaned[n] for n in filled]), strict=True))
    homes = {n: n for n in filled if n < count}
    waiting = [n for n in filled if n >= count]
    # A piece that lies among others goes where they went.
    while waiting:
        found = {}
        for n in waiting:
            near = [(length, -filled[m]) for m, length in beside[n].items() if m >= 0 and filled[m] in homes]
            if near:
                found[n] = homes[-max(near)[1]]
        if not found:
            break
        homes |= found
        waiting = [n for n in waiting if n not in found]
    gained: dict[int, list[BaseGeometry]] = {}
    for n, home in homes.items():
        if n >= count:
            gained.setdefault(home, []).append(cleaned[n])
    for n, face in enumerate(cleaned[:count]):
        yield shapely.union_all([face, *gained[n]]) if n in gained else face


def _dissolved(groups: Mapping[History, list[BaseGeometry]]) -> tuple[list[History], list[BaseGeometry]]:
    """Join the faces of the same history, and close what is left open between neighbours by a hair."""
    histories = [history for history, faces in groups.items() if faces]
    joined = [shapely.union_all(groups[history]) for history in histories]
    for step in range(1, _MOST_ROUNDS + 1):
        edges = [each for each in shapely.coverage_invalid_edges(joined, gap_width=_LEAST_DEG / 2) if each is not None]
        if all(shapely.is_empty(edges)):
            break
        # Some metres of sea beside such an edge become land.
        hairs = shapely.difference(
            shapely.buffer(shapely.union_all(edges), step * _LEAST_DEG), shapely.union_all(joined)
        )
        joined = list(_absorbed(joined, polygons_of(hairs), _LEAST_DEG))
    kept = [(history, polygons_of(each)) for history, each in zip(histories, joined, strict=True)]
    kept = [(history, polygons) for history, polygons in kept if polygons]
    areas = [polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons) for _, polygons in kept]
    return [history for history, _ in kept], areas


def _borders(territories: Sequence[BaseGeometry]) -> Iterator[Shared]:
    topology = build_topology(territories)
    lines: dict[tuple[int, int], list[BaseGeometry]] = {}
    for points, left, right in zip(topology.arcs, topology.left, topology.right, strict=True):
        if right >= 0 and left != right:
            pair = (left, right) if left < right else (right, left)
            lines.setdefault(pair, []).append(shapely.LineString(points if left < right else points[::-1]))
    for (left, right), parts in lines.items():
        yield Shared(left, right, shapely.line_merge(shapely.MultiLineString(parts), directed=True))


def _day(text: str | None, *, after: bool = False) -> str | None:
    """Give the day that is taken for a date; ``after``: of an end that is a span of days, the day it ends on."""
    if text is None:
        return None
    bounds = parse_bounds(text)
    return str(bounds.latest if after and "/" in text else bounds.earliest)


def day_order(day: str) -> tuple[int, str]:
    """Give what days are sorted by: years before 1 begin with a minus sign."""
    year, _, rest = day[1:].partition("-") if day.startswith("-") else day.partition("-")
    return -int(year) if day.startswith("-") else int(year), rest


def _before(one: str, other: str) -> bool:
    return day_order(one) < day_order(other)


def _km2(face: BaseGeometry) -> float:
    """Give the area of a face, as nearly as a report needs it."""
    return float(face.area * _KM_PER_DEG**2 * np.cos(np.radians(face.centroid.y)))
