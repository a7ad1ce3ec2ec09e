"""Take the border arcs out of the finished coverage, so that they have exactly its vertices."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from network import Arc


def shared_edges(territories: dict[str, shapely.MultiPolygon]) -> dict[tuple[str, str], list[tuple]]:
    """Directed edges by ``(territory on the left, territory on the right)``, each edge once per direction."""
    owner = {}
    for name, geometry in territories.items():
        for polygon in geometry.geoms:
            for ring in (polygon.exterior, *polygon.interiors):
                points = [tuple(pair) for pair in ring.coords]
                owner.update(dict.fromkeys(itertools.pairwise(points), name))
    shared = defaultdict(list)
    for (a, b), left in owner.items():
        right = owner.get((b, a))
        if right is not None and right != left:
            shared[left, right].append((a, b))
    return dict(shared)


def chain(edges: list[tuple]) -> list[list[tuple]]:
    """Join directed edges end to start into the fewest lines; rings come out closed."""
    following = defaultdict(list)
    arriving = defaultdict(int)
    for a, b in sorted(edges):
        following[a].append(b)
        arriving[b] += 1
    starts = sorted(a for a in following for _ in range(max(0, len(following[a]) - arriving[a])))
    lines = []
    while following:
        point = starts.pop(0) if starts else min(following)
        line = [point]
        while point in following:
            ahead = following[point]
            step = ahead.pop(0)
            if not ahead:
                del following[point]
            line.append(step)
            point = step
        lines.append(line)
    return sorted(lines, key=lambda line: (-len(line), line[0]))


def extract(territories: dict[str, shapely.MultiPolygon], arcs: list[Arc]) -> list[tuple[dict, list[list[tuple]]]]:
    """Properties and lines of every border arc, in the order of their ids.

    An edge shared by two territories goes to the nearest of the arcs declared for that pair; a pair without a
    declared arc is an error in ``lines.geojson``.
    """
    declared = defaultdict(list)
    for arc in arcs:
        if arc.is_border:
            declared[arc.pair].append(arc)
    edges = defaultdict(list)
    for (left, right), shared in sorted(shared_edges(territories).items()):
        candidates = declared.get(frozenset((left, right)))
        if not candidates:
            raise ValueError(f"{left} and {right} share {len(shared)} edges without a declared arc, at {shared[0]}")
        middles = shapely.points(np.array([np.mean(edge, axis=0) for edge in shared]))
        nearest = np.argmin([shapely.distance(middles, arc.line) for arc in candidates], axis=0)
        for number, edge in zip(nearest, shared, strict=True):
            if candidates[number].properties["left"] == left:
                edges[candidates[number].id].append(edge)
    found = []
    for arc in sorted((arc for arc in arcs if arc.is_border), key=lambda arc: arc.id):
        if arc.id not in edges:
            raise ValueError(f"arc {arc.id} is no shared edge of its territories")
        keys = (
            "id",
            "name",
            "name:et",
            "name:lv",
            "name:lt",
            "name:ru",
            "left",
            "right",
            "kind",
            "precision_km",
            "sources",
            "note",
        )
        found.append(({key: arc.properties[key] for key in keys}, chain(edges[arc.id])))
    return found
