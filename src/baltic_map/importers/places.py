"""Where the rows of a table lie: columns of latitude and longitude, or of geometries as text (WKT)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import shapely
from msgspec import Struct
from msgspec.structs import replace
from shapely.errors import ShapelyError

from baltic_map.cells import is_missing
from baltic_map.column_names import COLUMN_NAMES
from baltic_map.errors import AtlasError
from baltic_map.importers.degrees import parse_degrees, parse_number, split_pair
from baltic_map.importers.geometries import is_degrees, to_wgs84
from baltic_map.importers.records import Record, Records, UnreadError
from baltic_map.quoting import shown, told_names

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["place_rows"]

_ENDINGS = ("decimaldegrees", "degrees", "decimal", "wgs84", "deg", "gps", "dd")
_WKT = re.compile(
    r"\s*(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*(Z|M|ZM)?\s*(\(|EMPTY)|\s*GEOMETRYCOLLECTION",
    re.IGNORECASE,
)
_SRID = re.compile(r"\s*SRID=(\d{4,6});", re.IGNORECASE)
_SAMPLE = 20
_FAR = 1e9


Reader = Callable[[Mapping[str, Any]], "BaseGeometry | None"]


class _Columns(Struct, frozen=True):
    """The columns that tell where a row lies, and how they are read."""

    names: tuple[str, ...]
    read: Reader
    told: str
    degrees: bool = False


def place_rows(table: Records, *, lat: str | None = None, lon: str | None = None, crs: str | None = None) -> Records:
    """
    Give the rows of a table their places.

    Parameters
    ----------
    table
        Rows without places.
    lat, lon
        The columns of latitude (northing) and longitude (easting); found by their names if left out.
    crs
        The coordinate reference system of the coordinates, as PROJ reads it; degrees of EPSG:4326 if left out.

    Returns
    -------
    table
        The rows with their places in EPSG:4326, without the columns that told them. A row whose cells are empty has no
        place; one whose cells cannot be read is told, and left out.

    Raises
    ------
    AtlasError
        If no columns tell of places, one that is named is not there, or the coordinates are no degrees and no system
        is named.
    """
    columns = _columns_of(table, lat, lon, crs)
    geometries: list[BaseGeometry | None] = []
    rows: list[Record] = []
    for record in table.records:
        try:
            geometries.append(columns.read(record.cells))
            rows.append(record)
        except UnreadError as error:
            table.refuse(record.number, str(error), error.hint)
    if table.problems and not any(geometries):
        # A whole column that cannot be read is one fault.
        first = next(each for each in table.problems if str(each).startswith(table.file))
        raise AtlasError(table.file, f"none of its rows has a place that can be read: {first.what}", first.hint)
    if not columns.degrees:
        geometries = to_wgs84(geometries, _system(table, columns, crs), table.file)
    dropped = set(columns.names)
    records = [
        Record(each.number, {key: value for key, value in each.cells.items() if key not in dropped}, geometry)
        for each, geometry in zip(rows, geometries, strict=True)
    ]
    left = [name for name in table.columns if name not in dropped]
    return replace(table, columns=left, records=records, notes=[*table.notes, f"place <- {columns.told}"])


def _system(table: Records, columns: _Columns, crs: str | None) -> str:
    """Tell which coordinate reference system the coordinates are in."""
    if crs:
        return crs
    for record in table.records:
        value = record.cells.get(columns.names[0])
        if isinstance(value, str) and (found := _SRID.match(value)):
            return f"EPSG:{found[1]}"
    return "EPSG:4326"


def _columns_of(table: Records, lat: str | None, lon: str | None, crs: str | None) -> _Columns:
    if (lat is None) != (lon is None):
        raise AtlasError(table.file, "one of latitude and longitude is named", "Name both columns, lat and lon")
    for name in (lat, lon):
        if name is not None and name not in table.columns:
            raise AtlasError(
                table.file, f"it has no column {shown(name)}", f"Name one of its columns: {told_names(table.columns)}"
            )
    if lat and lon:
        return _two(lat, lon, crs)
    found = _wkt(table) or _named(table, crs) or _pair(table)
    if found is None:
        raise AtlasError(
            table.file,
            f"no columns tell where its rows lie; it has {told_names(table.columns)}",
            "Call two of them lat and lon, or one wkt, or name them (options lat and lon)",
        )
    return found


def _wkt(table: Records) -> _Columns | None:
    for name in table.columns:
        values = _values(table, name)
        if values and all(isinstance(value, str) and _WKT.match(value) for value in values):
            return _Columns((name,), partial(_from_wkt, column=name), f"{name} (WKT)")
    return None


def _named(table: Records, crs: str | None) -> _Columns | None:
    y, x = (_first(table.columns, names) for names in (COLUMN_NAMES["lat"], COLUMN_NAMES["lon"]))
    if not (y and x) and crs:
        y, x = (_first(table.columns, names) for names in (COLUMN_NAMES["northing"], COLUMN_NAMES["easting"]))
    return _two(y, x, crs) if y and x else None


def _pair(table: Records) -> _Columns | None:
    for name in table.columns:
        if _keys(name).intersection(COLUMN_NAMES["pair"]) and any(_is_pair(value) for value in _values(table, name)):
            read = partial(_from_pair, column=name)
            return _Columns((name,), read, f"{name} (latitude, longitude)", degrees=True)
    return None


def _two(y: str, x: str, crs: str | None) -> _Columns:
    if crs and not is_degrees(crs):
        return _Columns((y, x), partial(_from_grid, y=y, x=x), f"{y}, {x} ({crs})")
    return _Columns((y, x), partial(_from_degrees, y=y, x=x), f"{y}, {x}", degrees=not crs)


def _keys(name: str) -> set[str]:
    """Give what a column may be called: its name, and without a word or a letter for what is counted and whither."""
    plain = re.sub(r"[\W_]", "", name).casefold()
    known = [plain, *(plain.removesuffix(ending) for ending in _ENDINGS)]
    words = re.findall(r"[^\W_]+", name.casefold())
    return {*known, "".join(words[:-1]) if len(words) > 1 and words[-1] in {"n", "e", "y", "x"} else plain}


def _first(columns: Sequence[str], names: Sequence[str]) -> str | None:
    return next((name for name in columns if _keys(name).intersection(names)), None)


def _values(table: Records, name: str) -> list[Any]:
    """Give the first values of a column that are none of the missing."""
    values: list[Any] = []
    for record in table.records:
        if not is_missing(record.cells[name]):
            values.append(record.cells[name])
            if len(values) == _SAMPLE:
                break
    return values


def _from_degrees(cells: Mapping[str, Any], y: str, x: str) -> BaseGeometry | None:
    if is_missing(cells[y]) and is_missing(cells[x]):
        return None
    return shapely.Point(_degrees(cells[x], x, "lon"), _degrees(cells[y], y, "lat"))


def _degrees(value: Any, column: str, axis: Any) -> float:
    if is_missing(value):
        raise UnreadError(f"{column} is empty, and its place is told by two columns", "Write it, or leave both empty")
    try:
        return parse_degrees(str(value), axis)
    except ValueError as error:
        hint = "Write degrees such as -51.7 or 51°42'S; name another system than degrees (--crs)"
        raise UnreadError(f"{column} {shown(value)} {error}", hint) from None


def _from_grid(cells: Mapping[str, Any], y: str, x: str) -> BaseGeometry | None:
    if is_missing(cells[y]) and is_missing(cells[x]):
        return None
    found = []
    for name in (x, y):
        try:
            found.append(parse_number(str(cells[name])))
        except ValueError:
            found.append(_FAR * 2)
        if not abs(found[-1]) <= _FAR:
            raise UnreadError(f"{name} {shown(cells[name])} is no coordinate", "Write a number")
    return shapely.Point(found)


def _is_pair(value: Any) -> bool:
    try:
        _from_pair({"": value}, "")
    except UnreadError:
        return False
    return True


def _from_pair(cells: Mapping[str, Any], column: str) -> BaseGeometry | None:
    value = cells[column]
    if is_missing(value):
        return None
    try:
        first, second = split_pair(str(value))
        try:
            return shapely.Point(parse_degrees(second, "lon"), parse_degrees(first, "lat"))
        except ValueError:
            # Letters tell which is which where the longitude stands first.
            if not re.search(r"[^\W\d_]", first):
                raise
            return shapely.Point(parse_degrees(first, "lon"), parse_degrees(second, "lat"))
    except ValueError as error:
        said = str(error) if str(error).startswith(("is ", "has ")) else "is no latitude and longitude"
        raise UnreadError(f"{column} {shown(value)} {said}", "Write latitude, longitude: 51.7 S, 57.9 W") from None


def _from_wkt(cells: Mapping[str, Any], column: str) -> BaseGeometry | None:
    value = cells[column]
    if is_missing(value):
        return None
    try:
        geometry: BaseGeometry = shapely.from_wkt(_SRID.sub("", str(value)))
    except (ShapelyError, ValueError, TypeError):
        raise UnreadError(
            f"{column} {shown(value)} is no geometry", "Write WKT such as POINT (57.9 -51.7), longitude first"
        ) from None
    return None if geometry.is_empty else geometry
