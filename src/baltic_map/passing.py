"""Which routes pass a place: what was entered on the way is a notch across the arrow, not a sign on its head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from baltic_map.config import Kind
from baltic_map.layers import Feature

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["routes_of"]

# A place so near to a way is on it; kilometres. Of a degree of latitude there are so many.
_ON_THE_WAY, _DEGREE = 4.0, 111.2

# Nearer to a pole a degree of longitude has no length to speak of.
_POLE = 89.9


def routes_of(features: Iterable[Feature], kinds: Mapping[str, Kind]) -> dict[str, tuple[str, ...]]:
    """
    Name the routes that pass each place.

    Parameters
    ----------
    features
        What is entered or taken, and routes among them.
    kinds
        Which kinds are notches, and which are arrows.

    Returns
    -------
    ids
        Of each place that any pass: arrows of its own colour, its own days and a source of its own, the nearest first:
        that a way leads past a town does not yet say that they who went it entered the town at that hour. Where a way
        begins it passes nothing.
    """
    known = [each for each in features if each.geometry is not None]
    notches = {key for key, kind in kinds.items() if kind.notch}
    arrows = {key for key, kind in kinds.items() if kind.shape == "arrow" and not kind.open}
    places = [each for each in known if each.fields.kind in notches]
    ways = [each for each in known if each.fields.kind in arrows]
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    sources = {each.id: {citation.source for citation in each.citations} for each in (*places, *ways)}
    for place, way in _near(places, ways):
        if kinds[place.kind].color != kinds[way.kind].color:
            continue
        if sources[place.id].isdisjoint(sources[way.id]):
            continue
        away, gone = _kilometres(place.geometry, way.geometry)
        if away <= _ON_THE_WAY < gone:
            found[place.id].append((away, way.id))
    return {key: tuple(name for _, name in sorted(passed)) for key, passed in found.items()}


def _near(places: Sequence[Feature], ways: Sequence[Feature]) -> Iterator[tuple[Feature, Feature]]:
    """Yield each place with the ways of its days that are no more degrees of longitude away, the shorter ones."""
    points = shapely.points([shapely.get_coordinates(each.geometry)[0] for each in places] or np.empty((0, 2)))
    degree = _DEGREE * np.cos(np.radians(np.minimum(np.abs(shapely.get_y(points)), _POLE)))
    tree = shapely.STRtree([each.geometry for each in ways])
    pairs = tree.query(points, predicate="dwithin", distance=_ON_THE_WAY / degree)
    (first, stop), (begins, ends) = _days(places)[:, pairs[0]], _days(ways)[:, pairs[1]]
    together = np.maximum(first, begins) < np.minimum(stop, ends)
    yield from ((places[place], ways[way]) for place, way in pairs.T[together].tolist())


def _days(features: Sequence[Feature]) -> NDArray[np.int64]:
    """Give the first days of features, and the days after their last."""
    return np.array([(each.span.first, each.span.stop) for each in features], dtype=np.int64).reshape(-1, 2).T


def _kilometres(place: BaseGeometry, way: BaseGeometry) -> tuple[float, float]:
    """Measure how far a place lies from a way and from where it begins, on a plane that touches the earth there."""
    lon, lat = shapely.get_coordinates(place)[0]
    scale = np.array([_DEGREE * np.cos(np.radians(lat)), _DEGREE])
    flat = shapely.transform(way, lambda points: (points - (lon, lat)) * scale)
    start = shapely.get_coordinates(flat)[0]
    return float(shapely.distance(shapely.Point(0, 0), flat)), float(np.hypot(*start))
