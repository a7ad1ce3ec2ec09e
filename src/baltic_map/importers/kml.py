"""KML: placemarks with their times."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import shapely
from shapely.errors import ShapelyError

from baltic_map.cells import plain
from baltic_map.days import Bounds, parse_bounds, without_clock
from baltic_map.errors import AtlasError
from baltic_map.importers.records import Records, UnreadError, unpacked
from baltic_map.quoting import shown
from baltic_map.reading import LARGEST_MB

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["read_kml", "read_kmz"]

_TAG = re.compile(r"<[^<>]{0,2000}>")
_TUPLES = re.compile(r",\s+")
_GEOMETRIES = frozenset({"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"})
_UNDRAWN = {"Track": "a track", "MultiTrack": "a track", "Model": "a model"}
_FARTHEST = 1000.0
_ONE_DAY = timedelta(days=1)


def read_kmz(data: bytes, file: str, name: str) -> Records:
    """Read the first KML of a KMZ archive; as `read_kml`."""
    # Pictures beside the KML are not read, however large they are.
    with unpacked(data, file, "Save it again, or as KML", math.inf) as archive:
        inner = next((each for each in archive.infolist() if each.filename.casefold().endswith(".kml")), None)
        if inner is None:
            raise AtlasError(file, "there is no KML in it", "Save it as KML")
        if inner.file_size > LARGEST_MB * 1_000_000:
            raise AtlasError(file, f"its KML has more than {LARGEST_MB} MB", "Split it")
        return read_kml(archive.read(inner), file, name)


def read_kml(data: bytes, file: str, name: str) -> Records:
    """
    Read the placemarks of a KML file.

    Parameters
    ----------
    data
        The file, XML without a document type of its own.
    file, name
        The file as problems name it, and what the layer is to be called.

    Returns
    -------
    records
        EPSG:4326, one for each placemark; its data by their names, the name of its folder under ``folder``. ``begin``
        and ``end`` of a TimeSpan stand under ``start_date`` and ``end_date``, the end included, as uncertain as data of
        these names say; a TimeStamp is both.

    Raises
    ------
    AtlasError
        If it is no KML, or has more placemarks than are read.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
        raise AtlasError(file, "it has a document type, or is UTF-16", "Save it as plain KML in UTF-8")
    try:
        root = ET.fromstring(data)  # noqa: S314 - entities need a document type, and that is refused
    except (ET.ParseError, ValueError, LookupError) as error:
        at = getattr(error, "position", None)
        place = f" at line {at[0]}, column {at[1] + 1}" if at else ""
        raise AtlasError(file, f"not XML{place}", "Save it as KML again") from None
    if _name(root) != "kml" and not any(_name(each) == "Placemark" for each in root.iter()):
        raise AtlasError(file, f"it is no KML: its root is {shown(_name(root))}", "Save it as KML")
    found = Records(file, name, "feature", inclusive=True)
    columns: dict[str, None] = {}
    for number, (placemark, folder) in enumerate(_placemarks(root), start=1):
        cells = _cells(placemark, folder)
        try:
            geometry = _first_geometry(placemark)
        except (ValueError, ShapelyError) as error:
            what = str(error) if isinstance(error, UnreadError) else "its coordinates cannot be read"
            found.refuse(number, what, "Draw it as points, lines or polygons")
            continue
        columns |= dict.fromkeys(cells)
        found.add(number, cells, geometry)
    found.name_columns(columns)
    return found


def _name(element: ET.Element) -> str:
    """Give the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _placemarks(root: ET.Element) -> Iterator[tuple[ET.Element, str | None]]:
    """Yield the placemarks in their order, each with the name of the folder it lies in."""
    waiting: list[tuple[ET.Element, str | None]] = [(root, None)]
    while waiting:
        element, folder = waiting.pop()
        if _name(element) == "Placemark":
            yield element, folder
            continue
        if _name(element) == "Folder":
            folder = _text(element, "name") or folder
        waiting += [(child, folder) for child in reversed(element)]


def _text(element: ET.Element, name: str) -> str | None:
    child = next((each for each in element if _name(each) == name), None)
    return plain(child.text) if child is not None else None


def _cells(placemark: ET.Element, folder: str | None) -> dict[str, Any]:
    cells: dict[str, Any] = {"name": _text(placemark, "name")}
    if folder:
        cells["folder"] = folder
    for element in placemark.iter():
        key = element.get("name")
        if _name(element) == "Data" and key:
            cells.setdefault(str(plain(key)), _text(element, "value"))
        elif _name(element) == "SimpleData" and key:
            cells.setdefault(str(plain(key)), plain(element.text))
    # Of a placemark whose data have one, the description is what its balloon shows of them.
    if "description" not in cells and (description := _text(placemark, "description")):
        cells["description"] = plain(html.unescape(_TAG.sub(" ", description)))
    for element in placemark.iter():
        if _name(element) == "TimeSpan":
            begin, end = _text(element, "begin"), _text(element, "end")
            cells |= _span(begin, end, cells.get("start_date"), cells.get("end_date"))
        elif _name(element) == "TimeStamp":
            when = _text(element, "when")
            cells |= {"start_date": when, "end_date": when}
    return cells


def _span(begin: str | None, end: str | None, started: object, ended: object) -> dict[str, str | None]:
    """
    Give the days of a time span, its last day included; and, if its data tell them, how sure they are.

    A time span has no doubt. Data that tell an uncertain date (EDTF) as this atlas does, the end as the day after, are
    taken for it where they mean no other days.
    """
    first, last = _bounds(begin), _bounds(end)
    starts, ends = _bounds(started), _bounds(ended)
    if first and starts and starts.earliest == first.earliest:
        begin = str(started)
    if last and ends and ends.latest - _ONE_DAY == last.latest:
        end = f"{ends.earliest - _ONE_DAY}/{last.latest}" if ends.earliest < ends.latest else str(last.latest)
    return {"start_date": begin, "end_date": end}


def _bounds(text: object) -> Bounds | None:
    with suppress(AtlasError):
        return parse_bounds(without_clock(text)) if isinstance(text, str) else None
    return None


def _first_geometry(placemark: ET.Element) -> BaseGeometry | None:
    for child in placemark:
        if _name(child) in _GEOMETRIES:
            geometry = _geometry(child, 0)
            return None if geometry is None or geometry.is_empty else geometry
        if _name(child) in _UNDRAWN:
            raise UnreadError(f"{_UNDRAWN[_name(child)]} is not drawn")
    return None


def _geometry(element: ET.Element, depth: int) -> BaseGeometry | None:
    kind = _name(element)
    if kind == "MultiGeometry":
        if depth:
            raise UnreadError("a MultiGeometry stands in another")
        parts = [_geometry(child, depth + 1) for child in element if _name(child) in _GEOMETRIES]
        return _gathered([part for part in parts if part is not None and not part.is_empty])
    if kind == "Polygon":
        outer = [_ring(each) for each in element if _name(each) == "outerBoundaryIs"]
        inner = [_ring(each) for each in element if _name(each) == "innerBoundaryIs"]
        if not outer:
            raise UnreadError("a polygon has no outer boundary")
        return shapely.Polygon(outer[0], [ring for ring in inner if ring])
    places = _coordinates(element)
    if kind == "Point":
        return shapely.Point(places[0]) if places else None
    return shapely.LineString(places) if places else None


def _gathered(parts: list[BaseGeometry]) -> BaseGeometry | None:
    if len(parts) < 2:  # noqa: PLR2004
        return parts[0] if parts else None
    kinds = {part.geom_type for part in parts}
    multi = {"Point": shapely.MultiPoint, "LineString": shapely.MultiLineString, "Polygon": shapely.MultiPolygon}
    make = multi.get(next(iter(kinds))) if len(kinds) == 1 else None
    gathered: BaseGeometry = make(parts) if make else shapely.GeometryCollection(parts)
    return gathered


def _ring(boundary: ET.Element) -> list[tuple[float, float]]:
    ring = next((each for each in boundary if _name(each) == "LinearRing"), None)
    return _coordinates(ring) if ring is not None else []


def _coordinates(element: ET.Element) -> list[tuple[float, float]]:
    text = next((each.text or "" for each in element if _name(each) == "coordinates"), "")
    places = []
    for part in _TUPLES.sub(",", text).split():
        numbers = [float(number) for number in part.split(",")[:2]]
        if len(numbers) != 2 or not all(abs(number) < _FARTHEST for number in numbers):  # noqa: PLR2004
            raise UnreadError(f"{shown(part)} is no longitude and latitude")
        places.append((numbers[0], numbers[1]))
    return places
