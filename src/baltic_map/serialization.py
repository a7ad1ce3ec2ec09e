"""What the files of an atlas are written in: GeoJSON, a feature to a line (so that versions compare), and TOML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

from baltic_map.errors import AtlasError
from baltic_map.reading import LARGEST_MB

__all__ = ["geojson_text", "toml_value"]

Geometry: TypeAlias = BaseGeometry | Mapping[str, Any] | None


def geojson_text(features: Iterable[tuple[Mapping[str, Any], Geometry]], file: str = "") -> bytes:
    """
    Write features.

    Parameters
    ----------
    features
        Properties, and geometry in EPSG:4326 (as GeoJSON has it, or of shapely) or ``None``.
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
    written = (
        {"type": "Feature", "properties": dict(properties), "geometry": _geojson(geometry)}
        for properties, geometry in features
    )
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, allow_nan=False) for each in written)
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'.encode()
    if len(text) > LARGEST_MB * 1_000_000:
        what = f"as GeoJSON it has {len(text) / 1e6:.0f} MB, and {LARGEST_MB} is the most"
        raise AtlasError(file, what, "Simplify it, or split it")
    return text


def _geojson(geometry: Geometry) -> Any:
    return json.loads(shapely.to_geojson(geometry)) if isinstance(geometry, BaseGeometry) else geometry


def toml_value(value: Any, where: str = "TOML") -> str:
    """
    Write a value as TOML, on one line.

    Parameters
    ----------
    value
        A text (without halves of characters), a number, a switch, a day, or a list or mapping of them.
    where
        What to name in errors.

    Returns
    -------
    text
        Days in quotation marks.

    Raises
    ------
    TypeError
        If it is of another type.
    """
    if isinstance(value, Mapping):
        pairs = (f"{toml_value(str(key))} = {toml_value(each, where)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(each, where) for each in value)}]"
    if isinstance(value, date):
        return toml_value(value.isoformat()[:10])
    if isinstance(value, bool | int | float | str):
        # A text of JSON is one of TOML, but for the one control that JSON leaves as it is.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    what = f"a setting may be a text, a number, a day, a list or a mapping, not {type(value).__name__}"
    raise TypeError(f"{where}: {what}")
