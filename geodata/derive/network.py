"""The border network: from ``lines.geojson`` to faces, one or more per territory.

`lines.geojson` holds three types of features. A *node* is a point where lines meet; with ``snap`` it is moved to
the nearest vertex of a traced source. An *arc* is a border between exactly two territories, from node to node; with
``trace`` its course is taken from a DCW outline (``dcw:LV``) or from the rivers (``rivers``), else from its own
coordinates. A *separator* runs over the sea, so that islands fall to the right side, and is never published.
"""

from __future__ import annotations

import heapq
import itertools
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import raw
import shapely

#: Faces below this many square degrees may be left over where two lines run side by side.
SLIVER = 0.001


class NetworkError(Exception):
    """The lines do not form the network they claim to form."""


@dataclass
class Arc:
    """One border arc or separator with its final course."""

    id: str
    line: shapely.LineString
    properties: dict = field(default_factory=dict)

    @property
    def is_border(self) -> bool:
        """Whether it is a border and not a separator on the sea."""
        return self.properties["type"] == "arc"

    @property
    def pair(self) -> frozenset[str]:
        """The two territories it divides."""
        return frozenset((self.properties["left"], self.properties["right"]))


def _distance(points: np.ndarray, x: float, y: float) -> np.ndarray:
    return np.hypot((points[:, 0] - x) * np.cos(np.radians(y)), points[:, 1] - y)


class Rings:
    """A DCW outline that can be snapped to and traced along."""

    def __init__(self, rings: list[np.ndarray]) -> None:
        self.rings = [ring[:-1] if (ring[0] == ring[-1]).all() else ring for ring in rings]

    def _nearest(self, x: float, y: float) -> tuple[float, int, int]:
        best = (np.inf, 0, 0)
        for number, ring in enumerate(self.rings):
            distances = _distance(ring, x, y)
            best = min(best, (float(distances.min()), number, int(distances.argmin())))
        return best

    def snap(self, x: float, y: float) -> tuple[float, float]:
        """Return the nearest vertex."""
        _, number, index = self._nearest(x, y)
        return tuple(self.rings[number][index])

    def trace(self, start: tuple[float, float], end: tuple[float, float]) -> np.ndarray:
        """Return the shorter way round the ring that passes nearest to `start`."""
        _, number, first = self._nearest(*start)
        ring = self.rings[number]
        last = int(_distance(ring, *end).argmin())
        forward = np.roll(ring, -first, axis=0)[: (last - first) % len(ring) + 1]
        backward = np.roll(ring[::-1], first + 1, axis=0)[: (first - last) % len(ring) + 1]
        return min(forward, backward, key=lambda way: shapely.LineString(way).length if len(way) > 1 else np.inf)


class Graph:
    """The river lines as a graph of their vertices; traces are shortest ways."""

    def __init__(self, lines: shapely.MultiLineString) -> None:
        self.edges: dict[tuple[float, float], set[tuple[float, float]]] = defaultdict(set)
        for line in lines.geoms:
            coordinates = [tuple(pair) for pair in np.round(np.asarray(line.coords), 6).tolist()]
            for a, b in itertools.pairwise(coordinates):
                if a != b:
                    self.edges[a].add(b)
                    self.edges[b].add(a)
        self.vertices = sorted(self.edges)
        self.array = np.asarray(self.vertices)
        self._join(lines)

    def _join(self, lines: shapely.MultiLineString, reach: float = 0.015) -> None:
        """Link loose ends to the nearest vertex of another line within `reach` degrees."""
        tree = shapely.STRtree(lines.geoms)
        for number, line in enumerate(lines.geoms):
            for end in (line.coords[0], line.coords[-1]):
                others = [
                    n for n in tree.query(shapely.Point(end).buffer(reach), predicate="intersects") if n != number
                ]
                if not others:
                    continue
                near = np.vstack([np.asarray(lines.geoms[n].coords) for n in sorted(others)])
                near = np.round(near, 6)[_distance(near, *end).argmin()]
                a, b = tuple(np.round(end, 6).tolist()), tuple(near.tolist())
                if a != b:
                    self.edges[a].add(b)
                    self.edges[b].add(a)

    def snap(self, x: float, y: float) -> tuple[float, float]:
        """Return the nearest vertex."""
        return self.vertices[int(_distance(self.array, x, y).argmin())]

    def trace(self, start: tuple[float, float], end: tuple[float, float]) -> np.ndarray:
        """Return the shortest way along the rivers."""
        source, target = self.snap(*start), self.snap(*end)
        best = {source: 0.0}
        before: dict[tuple[float, float], tuple[float, float]] = {}
        queue = [(0.0, source)]
        while queue:
            length, vertex = heapq.heappop(queue)
            if vertex == target:
                break
            if length > best[vertex]:
                continue
            for other in sorted(self.edges[vertex]):
                step = float(np.hypot((other[0] - vertex[0]) * np.cos(np.radians(vertex[1])), other[1] - vertex[1]))
                if length + step < best.get(other, np.inf):
                    best[other] = length + step
                    before[other] = vertex
                    heapq.heappush(queue, (length + step, other))
        else:
            raise NetworkError(f"no way along the rivers from {start} to {end}")
        way = [target]
        while way[-1] != source:
            way.append(before[way[-1]])
        return np.asarray(way[::-1])


class Network:
    """Nodes and arcs of ``lines.geojson``, traced; and the faces between them.

    Parameters
    ----------
    path
        The file of lines.
    dcw
        ``dcw-gmt.nc``.
    river_lines
        The rivers of `raw.rivers`.
    """

    def __init__(self, path: Path, dcw: Path, river_lines: shapely.MultiLineString) -> None:
        self._dcw = dcw
        self.rivers = Graph(river_lines)
        self._sources: dict[str, Rings | Graph] = {"rivers": self.rivers}
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        self.nodes = {
            feature["properties"]["id"]: self._node(feature)
            for feature in features
            if feature["properties"]["type"] == "node"
        }
        self.arcs = [self._arc(feature) for feature in features if feature["properties"]["type"] != "node"]

    def _source(self, name: str) -> Rings | Graph:
        if name not in self._sources:
            self._sources[name] = Rings(raw.outline(self._dcw, name.removeprefix("dcw:")))
        return self._sources[name]

    def _node(self, feature: dict) -> tuple[float, float]:
        x, y = feature["geometry"]["coordinates"]
        if snap := feature["properties"].get("snap"):
            x, y = self._source(snap).snap(x, y)
        return round(float(x), 6), round(float(y), 6)

    def _arc(self, feature: dict) -> Arc:
        properties = feature["properties"]
        start, end = self.nodes[properties["from"]], self.nodes[properties["to"]]
        if trace := properties.get("trace"):
            inner = [tuple(pair) for pair in self._source(trace).trace(start, end).tolist()]
        else:
            inner = [tuple(pair) for pair in feature["geometry"]["coordinates"][1:-1]]
        apart = 5e-6
        course = [start]
        for x, y in inner:
            if min(max(abs(x - node[0]), abs(y - node[1])) for node in (start, end)) > apart:
                course.append((x, y))
        course.append(end)
        return Arc(properties["id"], shapely.LineString(course), properties)

    def label(self, faces: list[shapely.Polygon], seeds: dict[str, list[list[float]]]) -> list[str | None]:
        """Territory of each face by the seeds in it; raises where seeds contradict or a large face has none.

        Slivers without a seed (under 0.001 square degrees) are left as ``None``.
        """
        owners: list[set[str]] = [set() for _ in faces]
        tree = shapely.STRtree(faces)
        for territory, points in sorted(seeds.items()):
            for point in points:
                hits = tree.query(shapely.Point(point), predicate="intersects")
                if len(hits) != 1:
                    raise NetworkError(f"seed {point} of {territory} is in {len(hits)} faces")
                owners[hits[0]].add(territory)
        for face, owner in zip(faces, owners, strict=True):
            where = face.representative_point().wkt
            if len(owner) > 1:
                raise NetworkError(f"face at {where} is claimed by {sorted(owner)}")
            if not owner and face.area > SLIVER:
                raise NetworkError(f"face at {where} of {face.area:.4f} square degrees has no seed")
        return [next(iter(owner), None) for owner in owners]
