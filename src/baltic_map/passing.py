"""Which routes pass a place: what was entered on the way is a notch across the arrow, not a sign on its head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from baltic_map.config import Kind
from baltic_map.contract import UncertainSpan
from baltic_map.layers import Feature

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    if not places or not ways:
        return {}
    points = np.array([shapely.get_coordinates(each.geometry)[0] for each in places])
    lines = np.array([each.geometry for each in ways])
    colors = [np.array([kinds[each.kind].color for each in some]) for some in (places, ways)]
    alike = [[np.flatnonzero(some == color) for some in colors] for color in dict.fromkeys(colors[1].tolist())]
    near = np.concatenate([_near(points, lines, *each) for each in alike], axis=1)
    near = near[:, _together([each.span for each in places], [each.span for each in ways], near)]
    cited = [[{citation.source for citation in each.citations} for each in some] for some in (places, ways)]
    near = near[:, [not cited[0][place].isdisjoint(cited[1][way]) for place, way in near.T.tolist()]]
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (place, way), away, gone in zip(near.T.tolist(), *_kilometres(points[near[0]], lines[near[1]]), strict=True):
        if away <= _ON_THE_WAY < gone:
            found[places[place].id].append((away, ways[way].id))
    return {key: tuple(name for _, name in sorted(passed)) for key, passed in found.items()}


def _near(
    points: NDArray[np.float64], lines: NDArray[np.object_], places: NDArray[np.intp], ways: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Pair some points with those of some lines that are no more degrees of longitude away, the shorter ones."""
    degree = _DEGREE * np.cos(np.radians(np.minimum(np.abs(points[places, 1]), _POLE)))
    tree = shapely.STRtree(lines[ways])
    near = tree.query(shapely.points(points[places]), predicate="dwithin", distance=_ON_THE_WAY / degree)
    return np.stack([places[near[0]], ways[near[1]]])


def _together(
    places: Sequence[UncertainSpan], ways: Sequence[UncertainSpan], pairs: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Tell of which pairs both are there on a day."""
    days = [np.array([(each.first, each.stop) for each in some]) for some in (places, ways)]
    (first, stop), (begins, ends) = (some[which].T for some, which in zip(days, pairs, strict=True))
    return np.asarray(np.maximum(first, begins) < np.minimum(stop, ends))


def _kilometres(
    points: NDArray[np.float64], lines: NDArray[np.object_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Measure how far points lie from lines and from where those begin, on planes that touch the earth there."""
    scale = np.stack([_DEGREE * np.cos(np.radians(points[:, 1])), np.full(len(points), _DEGREE)], axis=1)
    coordinates, index = shapely.get_coordinates(lines, return_index=True)
    flat = (coordinates - points[index]) * scale[index]
    starts = flat[np.searchsorted(index, np.arange(len(points)))]
    away = shapely.distance(shapely.Point(0, 0), shapely.linestrings(flat, indices=index))
    return away, np.hypot(*starts.T)
