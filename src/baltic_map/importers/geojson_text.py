"""GeoJSON as text: a feature to a line, so that versions of a file can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import shapely

from baltic_map.errors import AtlasError
from baltic_map.reading import LARGEST_MB

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["geojson_text"]


def geojson_text(features: Iterable[tuple[Mapping[str, Any], BaseGeometry | None]], file: str = "") -> bytes:
    """
    Write features.

    Parameters
    ----------
    features
        Properties, and geometry in EPSG:4326 or ``None``.
    file
        What to name in errors.

    Returns
    -------
    text
        A FeatureCollection in UTF-8.

    Raises
    ------
    AtlasError
        If it is larger than what an atlas reads.
    """
    lines = ",\n".join(
        json.dumps(
            {
                "type": "Feature",
                "properties": dict(properties),
                "geometry": None if geometry is None else json.loads(shapely.to_geojson(geometry)),
            },
            ensure_ascii=False,
            allow_nan=False,
        )
        for properties, geometry in features
    )
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'.encode()
    if len(text) > LARGEST_MB * 1_000_000:
        raise AtlasError(
            file,
            f"as GeoJSON it has {len(text) / 1e6:.0f} MB, and {LARGEST_MB} is the most",
            "Simplify it, or split it",
        )
    return text
