"""The layers of an atlas as GeoJSON, as an atlas reads them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from baltic_map.calendars import CivilDay
from baltic_map.export import records
from baltic_map.export.request import Export
from baltic_map.files import write_together
from baltic_map.sources import Citation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["as_geojson", "write"]


def write(export: Export) -> Iterator[Path]:
    """
    Write an atlas as GeoJSON (RFC 7946): a file for each layer, and for territories, states and border lines.

    Parameters
    ----------
    export
        What is asked for.

    Yields
    ------
    path
        Files in the folder ``geojson``. The properties of features are the fields that an atlas reads.

    Raises
    ------
    AtlasError
        If a file cannot be written; then none is.
    """
    yield from write_together(export.out / "geojson", _files(export))


def _files(export: Export) -> Iterator[tuple[str, bytes]]:
    passages = defaultdict(list)
    for passage in records.passages(export):
        for key in passage.features:
            passages[key].append(_passage(passage))
    works = {work.id: json.loads(work.csl) for work in records.works(export)}
    rows = list(records.features(export))
    layers = list(records.layers(export))
    for layer in layers:
        found = [row for row in rows if row.layer == layer.id]
        cited = {citation.source for row in found for citation in row.citations}
        cited |= {passage["work"] for row in found for passage in passages[row.id]}
        members = {"works": [work for key, work in works.items() if key in cited]}
        features = (_feature(row, passages[row.id]) for row in found)
        yield f"{layer.id}.geojson", _text(features, members)
    if export.layers is None:
        taken = {layer.id for layer in layers}
        for name, land in _land(export).items():
            cited = {citation.source for row in land for citation in _citations(row)}
            members = {"works": [work for key, work in works.items() if key in cited]}
            file = f"{name}{'-land' if name in taken else ''}.geojson"
            yield file, _text(map(_land_feature, land), members)


def _text(features: Iterable[Mapping[str, Any]], members: Mapping[str, Any]) -> bytes:
    """Write a collection, a feature to a line; members that RFC 7946 does not know stand before the features."""
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, allow_nan=False) for each in features)
    others = "".join(f"{json.dumps(key)}: {json.dumps(each, ensure_ascii=False)},\n" for key, each in members.items())
    return f'{{"type": "FeatureCollection",\n{others}"features": [\n{lines}\n]}}\n'.encode()


def _feature(row: records.FeatureRow, passages: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row.id,
        # A file in which nothing has an end is read otherwise than one in which it is left open.
        "properties": {"start_date": None, "end_date": None, **row.properties},
        "geometry": as_geojson(row.geometry),
        "days": _days(row.start, row.end, row.certain_start, row.certain_end),
        "license": row.license,
        **({"translations": row.translations} if row.translations else {}),
        **({"passages": passages} if passages else {}),
    }


def _days(*days: CivilDay | None) -> dict[str, str | None]:
    names = ("start", "end", "certain_start", "certain_end")
    return {name: day.isoformat() if day else None for name, day in zip(names, days, strict=False)}


def _passage(row: records.PassageRow) -> dict[str, Any]:
    return {
        "words": row.words,
        "language": row.language,
        "work": row.citation.source,
        "locator": row.citation.locator,
        "address": row.address,
        "license": row.license,
        "stance": row.stance,
        "speaker": row.speaker,
        "translation": row.translation,
        "translations": row.translations,
        "right": row.right,
        "checked": row.checked.isoformat() if row.checked else None,
    }


def _land(export: Export) -> dict[str, list[Any]]:
    """Give the land: what a file is called, and its rows, a feature for each."""
    return {
        "territories": list(records.territories(export)),
        "states": list(records.states(export)),
        "border_lines": list(records.border_lines(export)),
    }


def _citations(row: Any) -> Iterator[Citation]:
    for field in ("citations", "outline_citations"):
        yield from getattr(row, field, ())


# What of a row of the land is written in another form.
_NOT_PLAIN = {"names", "start", "end", "citations", "outline_citations", "translations", "geometry", "symbol"}


def _land_feature(row: Any) -> dict[str, Any]:
    own = next(iter(row.names))
    key = row.territories[0] if isinstance(row, records.StateRow) else row.id
    properties: dict[str, Any] = {name: getattr(row, name) for name in row.__struct_fields__ if name not in _NOT_PLAIN}
    properties |= {"name" if lang == own else f"name:{lang}": text for lang, text in row.names.items()}
    properties |= {"start_date": row.start.isoformat(), "end_date": row.end.isoformat()}
    for name, field in (("sources", "citations"), ("outline_sources", "outline_citations")):
        if hasattr(row, field):
            properties[name] = [str(each) for each in getattr(row, field)]
    made: dict[str, Any] = {
        "type": "Feature",
        "id": f"{key}/{row.reading}/{row.start}",
        "properties": properties,
        "geometry": as_geojson(row.geometry),
        "days": _days(row.start, row.end),
    }
    translations = getattr(row, "translations", None)
    return {**made, "translations": {"note": translations}} if translations else made


def as_geojson(geometry: BaseGeometry | None) -> dict[str, Any] | None:
    """Write a geometry, its outer rings anticlockwise (RFC 7946, 3.1.6)."""
    return json.loads(shapely.to_geojson(shapely.orient_polygons(geometry))) if geometry is not None else None
