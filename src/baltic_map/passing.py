"""Which routes pass a place: what was entered on the way is a notch across the arrow, not a sign on its head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import shapely

from baltic_map.config import Kind
from baltic_map.layers import Feature

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["routes_of"]

# A place so near to a way is on it; kilometres. Of a degree of latitude there are so many.
_ON_THE_WAY, _DEGREE = 4.0, 111.2


def routes_of(feature: Feature, others: Iterable[Feature], kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """
    Name the routes that pass a place.

    Parameters
    ----------
    feature
        What is entered or taken.
    others
        Features, routes among them.
    kinds
        Which kinds are notches, and which are arrows.

    Returns
    -------
    ids
        Arrows of its own colour, its own days and a source of its own, the nearest first: that a way leads past a
        town does not yet say that they who went it entered the town at that hour. Where a way begins it passes
        nothing. None if its kind is no notch.
    """
    kind = kinds[feature.kind]
    if not kind.notch or feature.geometry is None:
        return ()
    found = []
    for other in others:
        own = kinds[other.kind]
        if own.shape != "arrow" or own.open or own.color != kind.color or other.geometry is None:
            continue
        if max(feature.span.first, other.span.first) >= min(feature.span.stop, other.span.stop):
            continue
        if not {each.source for each in feature.citations} & {each.source for each in other.citations}:
            continue
        away, gone = _kilometres(feature.geometry, other.geometry)
        if away <= _ON_THE_WAY < gone:
            found.append((away, other.id))
    return tuple(name for _, name in sorted(found))


def _kilometres(place: BaseGeometry, way: BaseGeometry) -> tuple[float, float]:
    """Measure how far a place lies from a way and from where it begins, on a plane that touches the earth there."""
    lon, lat = shapely.get_coordinates(place)[0]
    scale = np.array([_DEGREE * np.cos(np.radians(lat)), _DEGREE])
    flat = shapely.transform(way, lambda points: (points - (lon, lat)) * scale)
    start = shapely.get_coordinates(flat)[0]
    return float(shapely.distance(shapely.Point(0, 0), flat)), float(np.hypot(*start))
