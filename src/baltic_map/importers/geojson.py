"""GeoJSON as it is found: flat, with ``when`` (GeoJSON-T, Linked Places), or of another coordinate reference system."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import shapely
from msgspec.structs import replace
from shapely.errors import ShapelyError
from shapely.geometry import shape

from baltic_map.cells import is_missing, plain
from baltic_map.errors import AtlasError
from baltic_map.importers.geometries import to_wgs84
from baltic_map.importers.records import Records, UnreadError
from baltic_map.quoting import shown

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Span", "read_geojson", "spans_of"]

_MOST_BRACKETS = 8_000_000
_TYPES = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)
_WRITE = 'Write {"type": "FeatureCollection", "features": […]}'

_MOST_SPANS = 100

Span = tuple[str | None, str | None]
"""When a thing began and when it ended, each EDTF or another text of a date; the end is the last day it was."""

Placed = tuple["BaseGeometry | None", list[Span]]


def read_geojson(data: bytes, file: str, name: str, crs: str | None = None) -> Records:
    """
    Read GeoJSON.

    Parameters
    ----------
    data
        The file, in UTF-8: a FeatureCollection, a list of features, a feature or a geometry. NaN stands for nothing.
    file, name
        The file as problems name it, and what the layer is to be called.
    crs
        The coordinate reference system, if the file names none; EPSG:4326 if left out.

    Returns
    -------
    records
        EPSG:4326. A feature with several spans of time, or with parts that have their own, is a record for each. What
        ``when`` says stands in the columns ``start_date`` and ``end_date``, the end included.

    Raises
    ------
    AtlasError
        If it is no GeoJSON, or larger or deeper than what is read.
    """
    root = _parsed(data, file)
    found = Records(file, name, "feature")
    columns: dict[str, None] = {}
    for number, feature in enumerate(_features(root, file), start=1):
        try:
            cells, placed = _read(feature)
        except UnreadError as error:
            found.refuse(number, str(error), "Write it as GeoJSON (RFC 7946) has it")
            continue
        for geometry, spans in placed:
            found.inclusive |= bool(spans)
            for dated in [{**cells, "start_date": start, "end_date": end} for start, end in spans] or [cells]:
                columns |= dict.fromkeys(dated)
                found.add(number, dated, geometry)
    found.name_columns(columns)
    places = to_wgs84([each.geometry for each in found.records], _crs_of(root) or crs, file)
    found.records = [replace(each, geometry=place) for each, place in zip(found.records, places, strict=True)]
    return found


def _parsed(data: bytes, file: str) -> Any:
    if data.count(b"[") + data.count(b"{") > _MOST_BRACKETS:
        raise AtlasError(file, f"it has more than {_MOST_BRACKETS:,} brackets", "Simplify its outlines, or split it")
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
        return json.loads(text, parse_constant=lambda _: None)
    except UnicodeDecodeError:
        raise AtlasError(file, "it is not UTF-8", "Save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise AtlasError(file, f"not JSON at line {error.lineno}, column {error.colno}", "Mend it there") from None
    except RecursionError:
        raise AtlasError(file, "nested too deeply", "Mend the brackets") from None
    except ValueError:
        raise AtlasError(file, "it has a number of too many digits", "Mend it") from None


def _features(root: Any, file: str) -> list[Any]:
    if isinstance(root, list):
        return root
    kind = root.get("type") if isinstance(root, dict) else None
    if kind == "FeatureCollection" and isinstance(root.get("features"), list):
        return list(root["features"])
    if kind == "Feature":
        return [root]
    if isinstance(kind, str) and kind in _TYPES:
        return [{"type": "Feature", "properties": {}, "geometry": root}]
    if kind == "Topology":
        raise AtlasError(file, "it is TopoJSON", "Save it as GeoJSON")
    what = f"its type is {shown(kind)}" if isinstance(root, dict) else f"it is {shown(root)}"
    raise AtlasError(file, f"no GeoJSON: {what}", _WRITE)


def _crs_of(root: Any) -> str | None:
    """Give the coordinate reference system that a file of the GeoJSON of 2008 names."""
    crs = root.get("crs") if isinstance(root, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) and name.strip() else None


def _read(feature: Any) -> tuple[dict[str, Any], list[Placed]]:
    if not isinstance(feature, dict):
        raise UnreadError(f"it is {shown(feature)}, not a feature")
    properties = feature.get("properties")
    if properties is not None and not isinstance(properties, dict):
        raise UnreadError(f"its properties are {shown(properties)}, not a table")
    cells: dict[str, Any] = {}
    for key, value in (properties or {}).items():
        if key != "when":
            _flatten(cells, key, value)
    if "id" not in cells and isinstance(feature.get("id"), str | int):
        cells["id"] = plain(feature["id"])
    if is_missing(cells.get("name")) and (name := _toponym(feature)) and is_missing(cells.get("title")):
        cells["name"] = name
    spans = spans_of(feature.get("when")) or spans_of((properties or {}).get("when"))
    return cells, [(place, own or spans) for place, own in _places(feature.get("geometry"))]


def _flatten(cells: dict[str, Any], key: str, value: Any) -> None:
    """Take a value of a feature, and the values of a table in it by the names of both."""
    if isinstance(value, dict):
        cells |= {f"{key}.{inner}": plain(each) for inner, each in value.items() if not isinstance(each, dict | list)}
    elif isinstance(value, list):
        told = [str(plain(each)) for each in value if not isinstance(each, dict | list) and not is_missing(each)]
        cells[str(plain(key))] = ", ".join(told) or None
    else:
        cells[str(plain(key))] = plain(value)


def _toponym(feature: Mapping[str, Any]) -> str | None:
    """Give the first name of a place of Linked Places."""
    names = feature.get("names")
    for each in names if isinstance(names, list) else []:
        toponym = each.get("toponym") if isinstance(each, dict) else None
        if isinstance(toponym, str) and not is_missing(toponym):
            return str(plain(toponym))
    return None


def _places(data: Any) -> Iterator[Placed]:
    """Yield the geometry of a feature, or its parts where these have a ``when`` of their own."""
    if isinstance(data, dict) and data.get("type") == "GeometryCollection":
        parts = data.get("geometries")
        parts = parts if isinstance(parts, list) else []
        if any(isinstance(part, dict) and spans_of(part.get("when")) for part in parts):
            for part in parts:
                yield from _places(part)
            return
        found = [geometry for part in parts if (geometry := _geometry(part)) is not None]
        # Of one part it is but that part.
        yield (
            (found[0] if len(found) == 1 else shapely.GeometryCollection(found) if found else None),
            spans_of(data.get("when")),
        )
        return
    yield _geometry(data), spans_of(data.get("when")) if isinstance(data, dict) else []


def _geometry(data: Any) -> BaseGeometry | None:
    if data is None or (isinstance(data, dict) and not data):
        return None
    kind = data.get("type") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in _TYPES:
        raise UnreadError(f"its geometry cannot be read: its type is {shown(kind)}")
    try:
        geometry: BaseGeometry = shape(data)
        geometry = shapely.force_2d(geometry)
        broken = not geometry.is_empty and not all(abs(each) < 1e12 for each in geometry.bounds)  # noqa: PLR2004
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError):
        raise UnreadError(f"the coordinates of its {kind} cannot be read") from None
    if broken:
        raise UnreadError(f"a coordinate of its {kind} is no number")
    return None if geometry.is_empty else geometry


def spans_of(when: Any) -> list[Span]:
    """
    List the spans of a ``when``.

    Parameters
    ----------
    when
        A date; a table with ``start`` and ``end``; or one with ``timespans`` (a list of such tables) or ``timespan``
        (start, its latest, the earliest end, end). A start or an end is a date or a table with ``in``, or ``earliest``
        and ``latest``.

    Returns
    -------
    spans
        Empty if it tells no date; at most a hundred.
    """
    return list(_spans(when))[:_MOST_SPANS]


def _spans(when: Any) -> Iterator[Span]:
    if isinstance(when, str | int) and not isinstance(when, bool):
        if not is_missing(when):
            yield str(when), str(when)
        return
    if not isinstance(when, Mapping):
        return
    inner = when.get("timespans")
    for each in inner if isinstance(inner, list) else []:
        if isinstance(each, Mapping):
            yield from _span(each)
    four = when.get("timespan")
    if isinstance(four, list) and len(four) >= 4:  # noqa: PLR2004
        yield from _known(_between(four[0], four[1]), _between(four[2], four[3]))
    elif isinstance(four, Mapping):
        yield from _span(four)
    yield from _span(when)


def _span(span: Mapping[str, Any]) -> Iterator[Span]:
    # An "in" by itself is one time.
    if "in" in span and "start" not in span:
        yield from _known(_date(span), _date(span))
    else:
        yield from _known(_date(span.get("start")), _date(span.get("end")))


def _known(start: str | None, end: str | None) -> Iterator[Span]:
    if start or end:
        yield start, end


def _date(value: Any) -> str | None:
    if isinstance(value, Mapping):
        if not is_missing(value.get("in")):
            return _date_text(value["in"])
        return _between(value.get("earliest"), value.get("latest"))
    return _date_text(value)


def _between(earliest: Any, latest: Any) -> str | None:
    first, last = _date_text(earliest), _date_text(latest)
    return f"{first}/{last}" if first and last and first != last else first or last


def _date_text(value: Any) -> str | None:
    is_text = isinstance(value, str | int) and not isinstance(value, bool)
    # Of an interval ".." is an open end.
    return str(value).strip() if is_text and (value == ".." or not is_missing(value)) else None
