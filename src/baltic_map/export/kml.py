"""
KML 2.2: folders of placemarks with their time spans, for globes with a time slider.

References
----------
Open Geospatial Consortium, OGC KML 2.2.0 (07-147r2), 2008; the order of elements is that of its schema.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import shapely
from msgspec import Struct, field

from baltic_map.calendars import CivilDay
from baltic_map.export import records
from baltic_map.export.iso_days import Reach, held, iso, last_of, reach
from baltic_map.export.kml_styles import Styles
from baltic_map.export.request import Export
from baltic_map.export.wording import Balloons, reading_name, words
from baltic_map.files import write_atomically

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["write"]

_NAMESPACE = "http://www.opengis.net/kml/2.2"

# What XML 1.0 cannot write at all.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(export: Export) -> Iterator[Path]:
    """
    Write ``ID.kml``.

    Parameters
    ----------
    export
        What is asked for.

    Yields
    ------
    path
        The file: a folder for each layer, and for the land and the border lines of each reading. Coordinates are
        EPSG:4326; a time span begins with the first second of the first day on which a thing may have been so and ends
        with the last second of the last, in UTC and the Gregorian calendar.

    Raises
    ------
    AtlasError
        If it cannot be written.
    """
    document = _document(export)
    root = ET.Element("kml", xmlns=_NAMESPACE)
    root.append(document)
    ET.indent(root, "")
    path = export.out / f"{export.name}.kml"
    write_atomically(path, ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    yield path


class _Placemark(Struct):
    """One placemark, before it is written."""

    name: str
    description: str
    span: Reach
    style: str
    data: Mapping[str, Any]
    geometry: BaseGeometry | None


class _Folder(Struct):
    """A folder, and the schema of the data of its placemarks."""

    key: str
    name: str
    description: str = ""
    visible: bool = True
    placemarks: list[_Placemark] = field(default_factory=list)


def _document(export: Export) -> ET.Element:
    config = export.atlas.config
    styles, balloons = Styles(config.palette["border"][0]), Balloons(export)
    folders = [each for each in _folders(export, styles, balloons) if each.placemarks]
    document = ET.Element("Document")
    _add(document, "name", config.title)
    about = [row for row in records.about(export) if row.language in (None, config.language)]
    said = (row.text for name in ("subtitle", "credits", "notice") for row in about if row.name == name)
    _add(document, "description", "".join(f"<p>{escape(text)}</p>" for text in said))
    document.extend(styles.elements())
    types = {folder.key: _types(folder) for folder in folders}
    document.extend(_schema(key, fields) for key, fields in types.items())
    for folder in folders:
        element = ET.SubElement(document, "Folder")
        _add(element, "name", folder.name)
        if not folder.visible:
            _add(element, "visibility", "0")
        _add(element, "description", folder.description)
        for each in folder.placemarks:
            element.append(_placemark(each, folder, types[folder.key]))
    return document


def _folders(export: Export, styles: Styles, balloons: Balloons) -> Iterator[_Folder]:
    """Yield the land of each reading, its border lines, and the layers; as they lie on each other."""
    readings = [each for each in export.atlas.config.readings if export.reading in (None, each.id)]
    rows = defaultdict(list)
    for row in records.territories(export):
        rows[row.reading, row.id].append(row)
    states, lines = list(records.states(export)), list(records.border_lines(export))
    lang = export.atlas.config.language
    for reading in readings:
        name, described = reading_name(export, reading.id), reading.description
        first = reading is readings[0]
        land = _Folder(f"states-{reading.id}", name, described, visible=first)
        land.placemarks = [_state(export, row, rows, styles, balloons) for row in states if row.reading == reading.id]
        yield land
        border = _Folder(f"borders-{reading.id}", f"{name}: {words(export)('page.borders')}", described, visible=first)
        border.placemarks = [_border(export, row, styles, balloons) for row in lines if row.reading == reading.id]
        yield border
    layers = {layer.id: _Folder(layer.id, layer.names[lang]) for layer in records.layers(export)}
    for feature in records.features(export):
        layers[feature.layer].placemarks.append(_feature(export, feature, styles, balloons))
    yield from layers.values()


def _feature(export: Export, row: records.FeatureRow, styles: Styles, balloons: Balloons) -> _Placemark:
    # The name is that of the placemark.
    data = {key: value for key, value in row.properties.items() if key != "name"}
    for name, texts in row.translations.items():
        data |= {f"{name}:{lang}": text for lang, text in texts.items()}
    return _Placemark(
        row.names[export.atlas.config.language],
        balloons.feature(row),
        reach(export.atlas.axis, row.start_date, row.end_date),
        styles.feature(row.symbol, row.rank),
        data,
        row.geometry,
    )


def _state(
    export: Export,
    row: records.StateRow,
    held_by: Mapping[tuple[str, str], list[records.TerritoryRow]],
    styles: Styles,
    balloons: Balloons,
) -> _Placemark:
    there = (each for key in row.territories for each in held_by[row.reading, key])
    spans = [each for each in there if each.start < row.end and row.start < each.end]
    cited = dict.fromkeys(str(citation) for each in spans for citation in each.citations)
    data = {"reading": row.reading, "state": row.state, "controller": row.controller, "recognised": row.recognised}
    told: dict[str, Any] = {**data, "status": row.status, "territories": row.territories, "sources": tuple(cited)}
    told |= _named(row.names, export.atlas.config.language)
    name = row.names[export.atlas.config.language]
    span = held(export.atlas.axis, row.start, row.end)
    return _Placemark(name, balloons.state(row, spans), span, styles.area(row.symbol), told, row.geometry)


def _border(export: Export, row: records.BorderRow, styles: Styles, balloons: Balloons) -> _Placemark:
    told: dict[str, Any] = {"id": row.id, "reading": row.reading, "inner": row.inner, "left": row.left}
    told |= {"right": row.right, "precision_km": row.precision_km, "sources": tuple(map(str, row.citations))}
    told |= {"note": row.note, **_named(row.names, export.atlas.config.language)}
    told |= {f"note:{lang}": text for lang, text in row.translations.items()}
    name = row.names[export.atlas.config.language]
    span = held(export.atlas.axis, row.start, row.end)
    return _Placemark(name, balloons.border(row), span, styles.border(row.symbol), told, row.geometry)


def _named(names: Mapping[str, str], own: str) -> dict[str, str]:
    """Give names in other languages; that in the atlas's own is the name of the placemark."""
    return {f"name:{lang}": text for lang, text in names.items() if lang != own}


def _add(parent: ET.Element, name: str, text: str) -> None:
    """Add an element with a text; none for no text."""
    if text:
        ET.SubElement(parent, name).text = _writable(text)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _types(folder: _Folder) -> dict[str, str]:
    """Tell of which type each field of a folder is: that of all of its values, or text."""
    found: dict[str, set[str]] = {}
    for placemark in folder.placemarks:
        for name, value in placemark.data.items():
            if value not in (None, ""):
                found.setdefault(name, set()).add(_type(value))
    return {name: _common(types) for name, types in found.items()}


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    return {int: "int", float: "double"}.get(type(value), "string")


def _common(types: set[str]) -> str:
    if len(types) == 1:
        return next(iter(types))
    return "double" if types == {"int", "double"} else "string"


def _schema(key: str, fields: Mapping[str, str]) -> ET.Element:
    schema = ET.Element("Schema", name=key, id=f"fields-{key}")
    for name, kind in fields.items():
        ET.SubElement(schema, "SimpleField", type=kind, name=_writable(name))
    return schema


def _placemark(told: _Placemark, folder: _Folder, types: Mapping[str, str]) -> ET.Element:
    element = ET.Element("Placemark")
    _add(element, "name", told.name)
    if not folder.visible:
        _add(element, "visibility", "0")
    _add(element, "description", told.description)
    begin, end = told.span.start[0], told.span.last[1]
    if begin or end:
        span = ET.SubElement(element, "TimeSpan")
        _add(span, "begin", f"{_first_day(begin)}T00:00:00Z" if begin else "")
        _add(span, "end", f"{_last_day(end)}T23:59:59Z" if end else "")
    _add(element, "styleUrl", told.style)
    data = ET.SubElement(ET.SubElement(element, "ExtendedData"), "SchemaData", schemaUrl=f"#fields-{folder.key}")
    for name in types:
        value = told.data.get(name)
        if value not in (None, ""):
            ET.SubElement(data, "SimpleData", name=_writable(name)).text = _writable(_cell(value))
    if told.geometry is not None:
        element.extend(_shapes(told.geometry))
    return element


def _first_day(day: CivilDay) -> str:
    """Write the first day of a day, month or year; a day of these is named in the calendar of the atlas."""
    return iso(day) if day.precision == "day" else CivilDay(day.number, day.calendar).isoformat()


def _last_day(day: CivilDay) -> str:
    return iso(day) if day.precision == "day" else last_of(day).isoformat()


def _cell(value: Any) -> str:
    """Write a value as text; several are separated as in the tables of an atlas."""
    if isinstance(value, bool):
        return str(int(value))
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _shapes(geometry: BaseGeometry) -> Iterable[ET.Element]:
    """Write a geometry; one of several parts as a MultiGeometry."""
    parts = [_shape(each) for each in shapely.get_parts(shapely.orient_polygons(geometry))]
    if len(parts) == 1:
        return parts
    whole = ET.Element("MultiGeometry")
    whole.extend(parts)
    return [whole]


def _shape(part: Any) -> ET.Element:
    element = ET.Element(part.geom_type)
    if part.geom_type == "Point":
        _add(element, "coordinates", _coordinates(part))
        return element
    # Lines and areas lie on the ground, and follow the curve of the earth.
    _add(element, "tessellate", "1")
    if part.geom_type == "LineString":
        _add(element, "coordinates", _coordinates(part))
        return element
    for name, ring in (("outerBoundaryIs", part.exterior), *(("innerBoundaryIs", each) for each in part.interiors)):
        boundary = ET.SubElement(ET.SubElement(element, name), "LinearRing")
        _add(boundary, "coordinates", _coordinates(ring))
    return element


def _coordinates(part: Any) -> str:
    return " ".join(f"{lon!r},{lat!r}" for lon, lat in part.coords)
