"""Read one GeoJSON layer, and say everything that is wrong with it."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import numpy as np
import shapely
from msgspec import Meta, Struct, field
from msgspec.structs import replace
from shapely.errors import ShapelyError
from shapely.geometry import shape

from baltic_map.calendars import Calendar
from baltic_map.checking import all_sound, check_all, names_in
from baltic_map.columns import Columns, Row, kind_keys, shape_of
from baltic_map.config import MOST_NORTH, Config, Extent, Layer
from baltic_map.contract import Certainty, UncertainSpan
from baltic_map.days import Axis
from baltic_map.errors import AtlasError, Problem, Problems
from baltic_map.fields import (
    Id,
    Note,
    Number,
    Text,
    field_problem,
    in_languages,
    near_misses,
    wrong_languages,
)
from baltic_map.kept import kept
from baltic_map.longitudes import cut_to, fit_parts
from baltic_map.models import Fault, Table, wrong
from baltic_map.quoting import is_name, meant_hint, shown, told_names
from baltic_map.reading import parse_json, read_bytes, read_json
from baltic_map.sources import Bibliography, Citation, parse_citation

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "OWN_FIELDS",
    "Feature",
    "Kilometres",
    "LateShape",
    "check_citations",
    "columns_of",
    "outside",
    "place_in",
    "read_collection",
    "read_layer",
    "read_shapes_of",
]

_SHAPES = {
    "icon": ("Point",),
    "label": ("Point",),
    "area": ("Polygon", "MultiPolygon"),
    "line": ("LineString", "MultiLineString"),
    "arrow": ("LineString", "MultiLineString"),
}
# Columns that are likely names, however they are written, where a feature has none.
_NAMES = ("name", "title", "label")
# Fields that may stand there in other languages.
_TRANSLATED = ("name", "name_today")
_WGS84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326")


# What geometries that are kept depend on.
_CODE = (Path(__file__), *map(Path(__file__).with_name, ("longitudes.py", "reading.py")))

_NUMBERS = frozenset((float, int))

# How many lists deep the coordinates of a geometry are.
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}

_FAR_DEG = 1000

# Degrees: half of the way round the earth; the farthest that a longitude is written as; the poles.
_HALF_TURN, _MOST_LON, _MOST_LAT = 180, 540, 90

# Half way round the earth: no place can be further off.
_FARTHEST_KM = 20_040

# GeoNames counts its places with whole numbers of four bytes.
_MOST_PLACES = 2**31 - 1


Kilometres = Annotated[Number, Meta(ge=0, le=_FARTHEST_KM)]
"""How far off something may lie."""


def _is_an_item(text: str) -> str:
    if not re.fullmatch("Q[1-9][0-9]{0,11}", text):
        raise wrong(f"is {shown(text)}, not an item of Wikidata", "Write Q and its number, such as Q1770")
    return text


class _Fields(Table, frozen=True, kw_only=True, forbid_unknown_fields=False, omit_defaults=True):
    """The fields of a feature as they stand in the file."""

    id: Id
    kind: Text
    name: Text
    start_date: str | None = None
    end_date: str | None = None
    time: Note | None = None
    clock: Text | None = None
    description: Note = ""
    certainty: Certainty | None = None
    position: Literal["exact", "approximate", "schematic", "none"] | None = None
    precision_km: Kilometres | None = None
    sources: list[Text] = field(default_factory=list)
    note: Note | None = None
    name_today: Note | None = None
    other_names: list[Text] = field(default_factory=list)
    rank: Annotated[int, Meta(ge=1, le=4)] = 2
    state: str | None = None
    geonames: Annotated[int, Meta(gt=0, le=_MOST_PLACES)] | None = None
    wikidata: Annotated[str, _is_an_item] | None = None
    readings: Annotated[tuple[Text, ...], Meta(min_length=1)] | None = None


OWN_FIELDS = frozenset(names_in(_Fields))
"""Names of the fields that a feature may have; all others are columns of its file."""


class Feature(Struct, frozen=True):
    """
    One dated thing of a layer.

    Parameters
    ----------
    fields
        What the file says of it, by field name.
    layer
        Id of its layer.
    geometry
        EPSG:4326, longitude before latitude; ``None`` if its place is not known.
    span
        The days on which it is possibly and certainly so.
    citations
        Who says so.
    others
        What further columns of the file say, by their names.
    by_language
        What the file says in other languages, by field and language: ``name:lt``.
    """

    fields: _Fields
    layer: str
    geometry: BaseGeometry | None
    span: UncertainSpan
    citations: tuple[Citation, ...]
    others: tuple[tuple[str, str], ...] = ()
    by_language: Mapping[str, Any] = {}

    @property
    def id(self) -> str:
        """Id, unique in the atlas."""
        return self.fields.id

    @property
    def kind(self) -> str:
        """Id of its kind."""
        return self.fields.kind

    @property
    def certainty(self) -> Certainty:
        """How sure it is; certain, if nothing is said."""
        return self.fields.certainty or "certain"

    @property
    def names(self) -> dict[str, str]:
        """Names by language code; English under ``en``."""
        return {"en": self.fields.name, **in_languages(self.by_language, "name")}

    @property
    def names_today(self) -> dict[str, str]:
        """Today's names by language code, English under ``en``; empty if today's name is no other."""
        name = self.fields.name_today
        return {"en": name, **in_languages(self.by_language, "name_today")} if name else {}


def read_collection(folder: Path, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """
    Yield the features of a GeoJSON file as they stand, numbered from 1.

    Parameters
    ----------
    folder, name
        The atlas's folder, and the path inside it of a GeoJSON FeatureCollection in EPSG:4326.

    Yields
    ------
    number, feature
        Position in the file and the GeoJSON object.

    Raises
    ------
    AtlasError
        As `baltic_map.reading.read_json`, and if it is no FeatureCollection or names another coordinate reference
        system.
    """
    yield from _collection(read_json(folder, name), name)


def _collection(data: Any, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise AtlasError(name, "not a GeoJSON FeatureCollection", 'Write {"type": "FeatureCollection", …}')
    members = data.get("features")
    if not isinstance(members, list):
        raise AtlasError(name, f"features is {shown(members)}, not a list", 'Write "features": […]')
    crs = data.get("crs")
    if crs is not None and _crs_name(crs) not in {repr(each) for each in _WGS84}:
        raise AtlasError(
            name, f"unknown coordinate reference system {_crs_name(crs)}", "Write longitude and latitude (EPSG:4326)"
        )
    for number, feature in enumerate(members, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            wrong = (
                f"its properties are {shown(properties)}" if isinstance(feature, dict) else f"it is {shown(feature)}"
            )
            raise AtlasError(f"{name}, feature {number}", f"{wrong}, not a table", "Write a GeoJSON feature")
        yield number, feature


def _crs_name(crs: Any) -> str:
    """Give the name of a named CRS (GeoJSON of 2008), or say what stands in its place."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return repr(name) if isinstance(name, str) else "without a name"


def place_in(name: str, number: int, feature: Mapping[str, Any]) -> str:
    """Name a feature of a file by its id, or else by its number."""
    key = feature["properties"].get("id")
    return f"{name}#{key if is_name(key) else f'feature {number}'}"


def read_geometry(feature: Mapping[str, Any], where: str, extent: Extent, *, cut: bool = False) -> BaseGeometry | None:
    """
    Read and check the geometry of a GeoJSON feature.

    Parameters
    ----------
    feature
        A GeoJSON feature.
    where
        What to name in the error message.
    extent
        The box all coordinates must lie in, wherever whole turns put them.
    cut
        Whether to cut to the extent what leaves it.

    Returns
    -------
    geometry
        EPSG:4326, counted as the extent is: a line that jumps at 180° goes on there, what was cut at 180° is joined. Of
        an extent all around the earth lines and polygons are cut where it ends. A Multi geometry of one part is that
        part. ``None`` for a feature without a place, and if nothing of it is left.

    Raises
    ------
    AtlasError
        If the geometry is no geometry, is empty or invalid, or leaves the extent.
    """
    data = feature.get("geometry")
    if data is None:
        return None
    kind = data.get("type") if isinstance(data, Mapping) else None
    if kind == "GeometryCollection":
        raise AtlasError(where, "a GeometryCollection is several things", "Draw each as a feature of its own")
    if not isinstance(kind, str) or kind not in _DEPTHS:
        what = f"its type is {shown(kind)}" if isinstance(data, Mapping) else f"it is {shown(data)}"
        raise AtlasError(where, f"the geometry cannot be read: {what}", f"Write one of {', '.join(_DEPTHS)}")
    depth = _DEPTHS[kind]
    coordinates = _flat(data.get("coordinates"), depth, where) if data.get("coordinates") != [] else []
    positions = _positions(coordinates, depth) if coordinates else []
    if not positions:
        raise AtlasError(where, "the geometry is empty", "Write null for a feature without a place")
    if _has_empty_part(coordinates, depth):
        raise AtlasError(where, f"a part of the {kind} is empty", "Leave it out, or write its points")
    # First of all: what is far away overflows in what comes next.
    away = _Reach(positions)
    if not away.is_on_earth:
        raise away.fault(where, extent)
    whole = _shape(kind, coordinates, away, where, extent, cut=cut)
    if cut:
        whole = cut_to(whole, extent.bounds)
        return None if whole.is_empty else whole
    if not extent.contains(whole.bounds):
        raise away.fault(where, extent)
    parts = shapely.get_parts(whole)
    return parts[0] if len(parts) == 1 else whole


def _shape(kind: str, coordinates: Any, away: _Reach, where: str, extent: Extent, *, cut: bool) -> BaseGeometry:
    """Make a sound geometry; what may lie across 180° is unwrapped, joined and moved into the extent."""
    whole: BaseGeometry
    try:
        if away.is_plain(extent) or (cut and away.is_of_one_side):
            whole = shape({"type": kind, "coordinates": _arrays(coordinates, _DEPTHS[kind])})
            written = [whole]
        else:
            parts, whole = fit_parts(kind, coordinates, extent.bounds)
            written = [*parts, whole]
    except (ShapelyError, ValueError):
        raise AtlasError(
            where, f"the {kind} has too few points", "Give a line two, and a ring four, the last as the first"
        ) from None
    if whole.is_empty:
        raise AtlasError(where, "the geometry is empty", "Write null for a feature without a place")
    wrong = next((part for part in written if not part.is_valid), None)
    if wrong is not None:
        reason = " ".join(str(shapely.is_valid_reason(wrong)).split())
        raise AtlasError(where, f"invalid geometry: {reason}", "Mend the outline there")
    return whole


def read_shapes_of(
    folder: Path, name: str, extent: Extent
) -> Iterator[tuple[int, Mapping[str, Any], LateShape | AtlasError | None]]:
    """
    Yield the features of a large GeoJSON file, its geometries checked once and read when they are asked for.

    Parameters
    ----------
    folder, name
        As for `read_collection`.
    extent
        The box all coordinates must lie in.

    Yields
    ------
    number, feature, shape
        Position in the file, the GeoJSON object (without its geometry), and what `read_geometry` gives or raises.

    Raises
    ------
    AtlasError
        As `read_collection`.
    """
    shapes = _Shapes(name, extent, read_bytes(folder, name))
    try:
        found = kept("sound", shapes.made_from, _made_by, shapes.tell_sound, json.dumps, _only_told)
    except AtlasError:
        found = shapes.tell()
    for number, (properties, told) in enumerate(found, start=1):
        shape = LateShape(told, number, shapes) if isinstance(told, str) else told
        yield number, {"properties": properties}, shape


_Told: TypeAlias = "list[tuple[Mapping[str, Any], str | AtlasError | None]]"


class _Shapes:
    """The geometries of a file, as its bytes tell them."""

    def __init__(self, name: str, extent: Extent, data: bytes) -> None:
        self._name, self._extent, self._data = name, extent, data
        self.made_from = repr(extent), name, data

    def tell(self) -> _Told:
        """Read all; give the fields of each, with the type of its geometry or what is wrong with it."""
        return [
            (raw["properties"], each if isinstance(each, AtlasError) else each and each.geom_type)
            for raw, each in self._each()
        ]

    def tell_sound(self) -> _Told:
        """Tell the same; AtlasError if one of them is not sound."""
        told = self.tell()
        for _, each in told:
            if isinstance(each, AtlasError):
                raise each
        return told

    @cached_property
    def all(self) -> list[BaseGeometry | None]:
        """The sound ones, in their order; those of a large file are kept."""
        return kept("shapes", self.made_from, _made_by, self._sound, _dump_shapes, _load_shapes)

    def _sound(self) -> list[BaseGeometry | None]:
        return [None if isinstance(each, AtlasError) else each for _, each in self._each()]

    def _each(self) -> Iterator[tuple[Mapping[str, Any], BaseGeometry | AtlasError | None]]:
        for number, raw in _collection(parse_json(self._data, self._name), self._name):
            try:
                yield raw, read_geometry(raw, place_in(self._name, number, raw), self._extent)
            except AtlasError as error:
                yield raw, error


class LateShape(Struct, frozen=True):
    """A sound geometry of a large file, EPSG:4326, that is read when it is asked for: a page does without."""

    geom_type: str
    number: int
    shapes: _Shapes

    @property
    def geometry(self) -> BaseGeometry:
        """The geometry."""
        geometry = self.shapes.all[self.number - 1]
        assert geometry is not None  # noqa: S101 - its type was told
        return geometry


def _made_by() -> tuple[str | Path, ...]:
    return shapely.geos_version_string, *_CODE


def _only_told(text: str) -> _Told:
    """Refuse what is no list of fields and types of geometries."""
    found = json.loads(text)
    told: _Told = [(dict(properties), kind) for properties, kind in found]
    if not isinstance(found, list) or any(kind is not None and kind not in _DEPTHS for _, kind in told):
        raise ValueError(text[:100])
    return told


def _dump_shapes(shapes: list[BaseGeometry | None]) -> str:
    return json.dumps([each and shapely.to_wkb(each, hex=True) for each in shapes])


def _load_shapes(text: str) -> list[BaseGeometry | None]:
    # Bytes are read in a tenth of the time that their digits take.
    try:
        return list(shapely.from_wkb([each and bytes.fromhex(each) for each in json.loads(text)]))
    except ShapelyError as error:
        raise ValueError(str(error)) from None


def _flat(coordinates: Any, depth: int, where: str) -> Any:
    """Give coordinates without heights; AtlasError if they are not numbers, so many lists deep."""
    if not isinstance(coordinates, list):
        raise AtlasError(where, f"the geometry cannot be read: {shown(coordinates)} is no list", "Write coordinates")
    if depth == 1 and _are_pairs(coordinates):
        return coordinates
    if depth:
        return [_flat(each, depth - 1, where) for each in coordinates]
    if len(coordinates) < 2:  # noqa: PLR2004
        raise AtlasError(
            where, f"the geometry cannot be read: a position has {len(coordinates)} numbers", "Write two, or three"
        )
    for number in coordinates:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise AtlasError(
                where, "a coordinate is no number", "Write coordinates as numbers, without quotation marks"
            )
    return coordinates[:2]


def _are_pairs(positions: list[Any]) -> bool:
    """Tell whether positions are pairs of numbers, without a look at each: most are."""
    return (
        set(map(type, positions)) == {list}
        and set(map(len, positions)) == {2}
        and set(map(type, chain.from_iterable(positions))) <= {float, int}
    )


def _positions(coordinates: Any, depth: int) -> list[list[float]]:
    if depth > 1:
        return [position for each in coordinates for position in _positions(each, depth - 1)]
    return coordinates if depth else [coordinates]


def _arrays(coordinates: Any, depth: int) -> Any:
    """Give lines as arrays, which need no look at each position."""
    if depth > 1:
        return [_arrays(each, depth - 1) for each in coordinates]
    return np.array(coordinates, dtype=np.float64)


def _has_empty_part(coordinates: Any, depth: int) -> bool:
    return depth > 0 and (
        not coordinates or (depth > 1 and any(_has_empty_part(each, depth - 1) for each in coordinates))
    )


class _Reach:
    """How far coordinates go, however large they are."""

    def __init__(self, positions: Iterable[list[float]]) -> None:
        xs, ys = zip(*positions, strict=True)
        self.west: float = min(xs)
        self.south: float = min(ys)
        self.east: float = max(xs)
        self.north: float = max(ys)
        self._all = (xs, ys)

    @property
    def is_on_earth(self) -> bool:
        """Whether they are longitudes, once or twice around, and latitudes."""
        inside = max(-self.west, self.east) <= _MOST_LON and max(-self.south, self.north) <= _MOST_LAT
        # What is not a number is in no order.
        return inside and not any(math.isnan(sum(each)) for each in self._all)

    def is_plain(self, extent: Extent) -> bool:
        """Tell whether they need no look at 180°."""
        if not extent.contains((self.west, self.south, self.east, self.north)):
            return False
        return self.east - self.west <= _HALF_TURN and not extent.west < _HALF_TURN < extent.east

    @property
    def is_of_one_side(self) -> bool:
        """Whether they lie on one side of 180°, and no two of them so far apart that a line could cross it."""
        return self.west >= -_HALF_TURN and self.east <= _HALF_TURN and self.east - self.west <= _HALF_TURN

    def fault(self, where: str, extent: Extent) -> AtlasError:
        """Say that they leave the atlas."""
        bounds = " to ".join(
            f"{_degrees(x)} {_degrees(y)}" for x, y in ((self.west, self.south), (self.east, self.north))
        )
        hint = "Write longitude before latitude, inside the extent of atlas.toml"
        if self.is_on_earth and max(-self.south, self.north) > MOST_NORTH >= max(-extent.south, extent.north):
            hint += f"; the projection of the screen (Web Mercator) ends at {MOST_NORTH:g}"
        return AtlasError(where, f"coordinates {bounds} leave the atlas", hint)


def _degrees(value: float) -> str:
    return f"{value:.4f}" if abs(value) < _FAR_DEG else shown(value)


def check_citations(texts: list[str], where: str, bibliography: Bibliography, *, required: bool) -> Iterator[Problem]:
    """Yield a problem if nothing is cited that must be, and one for each citation whose work is not known."""
    if not texts and required:
        yield Problem(where, "sources is empty", "Name at least one id of sources.json")
    for text in texts:
        source = parse_citation(text).source
        if source not in bibliography:
            yield Problem(
                where, f"sources names {shown(source)}, which sources.json has not", "Add the work or mend the id"
            )


def read_layer(
    folder: Path, layer: Layer, config: Config, bibliography: Bibliography, warnings: Problems | None = None
) -> tuple[list[Feature], list[Problem]]:
    """
    Read one layer, gathering every problem.

    Parameters
    ----------
    folder
        The atlas's folder.
    layer
        The layer of ``atlas.toml``.
    config
        The atlas's ``atlas.toml``: kinds, extent, window, states.
    bibliography
        The works that may be cited.
    warnings
        Takes what is likely a slip and may be meant.

    Returns
    -------
    features
        The features without a problem, in the file's order.
    problems
        What is wrong with the others.
    """
    features: list[Feature] = []
    problems = Problems(_check_options(layer))
    warned = Problems() if warnings is None else warnings
    seen: set[str] = set()
    slips: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    try:
        collection = list(read_collection(folder, layer.path))
    except AtlasError as error:
        return [], [error.problem]
    columns = columns_of(layer, config.axis.calendar).for_features([each for _, each in collection])
    reader = _Reader(layer, config, bibliography, columns, _plain_geometries(collection, config.extent), config.axis)
    if not problems and (all_of_it := reader.read_all([raw for _, raw in collection])) is not None:
        return all_of_it, []
    rows = [columns.read(number, raw) for number, raw in collection]
    problems += _check_columns(layer, collection)
    warned += _undated(layer, rows)
    given = [reader.completed(raw, row) for (_, raw), row in zip(collection, rows, strict=True)]
    for (number, raw), row, fields in zip(collection, rows, check_all(given, _Fields), strict=True):
        where = place_in(layer.path, number, raw)
        if isinstance(fields, list):
            feature, found = None, reader.told(fields, where)
        else:
            feature, found = reader.read(raw, row, fields, where)
        key = row.fields["id"]
        if isinstance(key, str) and key in seen:
            problems.append(Problem(where, "the id stands twice", "Give each feature an id of its own"))
        seen.add(str(key))
        problems += found
        if row.others and (others := {key: each for key, each in row.others.items() if key.casefold() not in _NAMES}):
            for each in near_misses(others, OWN_FIELDS - row.fields.keys(), where):
                slips[each.what, each.hint].append(where)
        features += [feature] if feature else []
    warned += _told_once(layer, slips)
    return features, problems


def _told_once(layer: Layer, slips: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Problem]:
    """Tell a slip that many features have once, with their number."""
    for (what, hint), places in slips.items():
        most = f" ({len(places)} features)" if len(places) > 1 else ""
        yield Problem(layer.path if most else places[0], what + most, hint)


def columns_of(layer: Layer, calendar: Calendar) -> Columns:
    """Tell how the columns of a layer's file are read."""
    return Columns(layer.id, OWN_FIELDS, layer.fields, layer.defaults, layer.end, layer.no_end, calendar)


def _check_options(layer: Layer) -> Iterator[Problem]:
    """Find fields that ``atlas.toml`` gives to a layer, and that no feature has."""
    for option, names in (("fields", layer.fields), ("defaults", layer.defaults)):
        for name in names:
            if name.partition(":")[0] not in OWN_FIELDS:
                hint = meant_hint(name, OWN_FIELDS, f"Use one of {', '.join(names_in(_Fields))}")
                yield Problem(f"atlas.toml#layers.{layer.id}.{option}", f"{shown(name)} is no field", hint)


def _check_columns(layer: Layer, collection: Iterable[tuple[int, Mapping[str, Any]]]) -> Iterator[Problem]:
    """Find columns that ``atlas.toml`` names and the file has not."""
    there = {key: None for _, raw in collection for key in raw["properties"]} if layer.fields else {}
    for column in layer.fields.values() if there else ():
        if column and column not in there:
            hint = meant_hint(column, there, f"Use one of {told_names(there)}")
            yield Problem(f"atlas.toml#layers.{layer.id}.fields", f"{layer.path} has no column {shown(column)}", hint)


def _undated(layer: Layer, rows: Iterable[Row]) -> Iterator[Problem]:
    """Say of a layer none of whose features has a day which columns it has."""
    listed = list(rows)
    others = told_names(name for row in listed for name in row.others)
    if others and not any("start_date" in row.fields or "end_date" in row.fields for row in listed):
        yield Problem(
            layer.path,
            f"no feature has start_date or end_date: all are always there; its other columns are {others}",
            f'If one holds the days, name it in [layers.{layer.id}]: fields = {{ start_date = "…" }}',
        )


def _plain_geometries(collection: Iterable[tuple[int, Mapping[str, Any]]], extent: Extent) -> dict[int, BaseGeometry]:
    """Make the sound points, lines and areas of a file all at once, by number; of others `read_geometry` tells."""
    points: dict[int, list[float]] = {}
    lines: dict[int, list[list[float]]] = {}
    areas: dict[int, list[Any]] = {}
    west, south, east, north = extent.bounds
    is_narrow = east - west <= _HALF_TURN and not west < _HALF_TURN < east

    for number, raw in collection:
        data = raw.get("geometry")
        if type(data) is not dict or type(places := data.get("coordinates")) is not list:
            continue
        kind = data.get("type")
        if kind == "Point":
            if len(places) == 2 and type(places[0]) in _NUMBERS and type(places[1]) in _NUMBERS:  # noqa: PLR2004
                lon, lat = places
                if west <= lon <= east and south <= lat <= north:
                    points[number] = places
        elif kind == "LineString" and is_narrow and _is_inside(places, 2, extent):
            lines[number] = places
        elif kind in _SHAPES["area"] and is_narrow:
            parts = [places] if kind == "Polygon" else places
            if parts and all(type(part) is list and part for part in parts):
                rings = chain.from_iterable(parts)
                areas |= {number: parts} if all(_is_inside(ring, 4, extent) for ring in rings) else {}
    made = shapely.points(np.array([*points.values()], dtype=np.float64).reshape(-1, 2)).tolist()
    found = dict(zip(points, made, strict=True))
    for listed, drawn in ((lines, _lines(lines.values())), (areas, _areas(areas.values()))):
        sound = shapely.is_valid(drawn).tolist()
        found |= {number: each for number, each, is_sound in zip(listed, drawn, sound, strict=True) if is_sound}
    return found


def _is_inside(places: Any, least: int, extent: Extent) -> bool:
    """Tell whether a line has so many positions, all of them two numbers that lie in the extent as they are written."""
    if type(places) is not list or len(places) < least or not _are_pairs(places):
        return False
    lons, lats = zip(*places, strict=True)
    return extent.contains((min(lons), min(lats), max(lons), max(lats)))


def _positions_of(lines: Iterable[Any]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Give the positions of lines, and of which line each is."""
    listed = list(lines)
    positions = np.array([*chain.from_iterable(listed)], dtype=np.float64).reshape(-1, 2)
    return positions, np.repeat(np.arange(len(listed)), [*map(len, listed)])


def _lines(lines: Iterable[Any]) -> NDArray[np.object_]:
    positions, of_line = _positions_of(lines)
    made: NDArray[np.object_] = shapely.linestrings(positions, indices=of_line)
    return made


def _areas(areas: Collection[Any]) -> NDArray[np.object_]:
    """Make polygons of their rings, and of several polygons one geometry."""
    parts, counts = [*chain.from_iterable(areas)], np.array([*map(len, areas)], dtype=np.intp)
    positions, of_ring = _positions_of(chain.from_iterable(parts))
    rings = shapely.linearrings(positions, indices=of_ring)
    polygons = shapely.polygons(rings, indices=np.repeat(np.arange(len(parts)), [*map(len, parts)]))
    of_area = np.repeat(np.arange(len(areas)), counts)
    whole: NDArray[np.object_] = shapely.multipolygons(polygons, indices=of_area)
    whole[counts == 1] = polygons[counts[of_area] == 1]
    return whole


class _Reader(Struct, frozen=True):
    """Reads the features of a layer; dates, sources and names of fields that are those of another one are read once."""

    layer: Layer
    config: Config
    bibliography: Bibliography
    columns: Columns
    plain: Mapping[int, BaseGeometry]
    axis: Axis
    spans: dict[tuple[str | None, str | None], tuple[str | None, UncertainSpan]] = field(default_factory=dict)
    kinds: dict[tuple[object, str], str | None] = field(default_factory=dict)
    cited: dict[tuple[str, ...], tuple[Citation, ...]] = field(default_factory=dict)
    sound: set[tuple[object, ...]] = field(default_factory=set)

    def told(self, faults: Iterable[Fault], where: str) -> list[Problem]:
        """Tell what is wrong with the fields of a feature."""
        return list(self._in_columns(field_problem(where, each) for each in faults))

    def read(
        self, raw: Mapping[str, Any], row: Row, fields: _Fields, where: str
    ) -> tuple[Feature | None, list[Problem]]:
        """Give a feature, if it can be made of its fields, and what is wrong with it."""
        config = self.config
        geometry: BaseGeometry | None = None
        away: list[Problem] = []
        try:
            geometry = self._geometry(raw, row.number, where)
        except AtlasError as error:
            away = error.problems
        # What many say alike is looked at once.
        lacking = [name for name in config.required if not getattr(fields, name)]
        place = geometry and geometry.geom_type, fields.position, fields.precision_km is None
        alike = fields.kind, place, fields.state, fields.readings, fields.clock, *lacking
        is_new = alike not in self.sound
        problems = list(_check_required(fields, where, config)) if is_new else []
        citations, unknown = self._citations(fields.sources, where)
        problems += unknown
        by_language: Mapping[str, Any] = {}
        if row.translated:
            by_language = {name: row.fields[name] for name in row.translated if name in row.fields}
            for name in _TRANSLATED:
                problems += wrong_languages(by_language, name, where)
        problems += away
        if is_new and not away:
            problems += _check_place(fields, geometry, where, self.layer.id, config)
        span = None
        try:
            end, span = self._span((fields.start_date, fields.end_date), where)
            fields = _ending(fields, end)
        except AtlasError as error:
            problems += error.problems
        else:
            if span.first == span.stop:
                problems.append(outside(config.axis, where))
        if is_new:
            problems += _check_names(fields, where, config)
        if span is None or problems:
            return None, list(self._in_columns(problems))
        self.sound.add(alike)
        others = _told(row.others) if row.others else ()
        return Feature(fields, self.layer.id, geometry, span, citations, others, by_language), problems

    def read_all(self, raws: Sequence[Mapping[str, Any]]) -> list[Feature] | None:
        """Give all features at once, what is alike looked at once; nothing if any must be completed or is not sound."""
        said = [raw["properties"] for raw in raws]
        translated = self.columns.translated(said)
        made = None if translated is None else all_sound(said, _Fields)
        if translated is None or made is None:
            return None
        dates, sources = [(each.start_date, each.end_date) for each in made], [tuple(each.sources) for each in made]
        alike = dict(zip(sources, sources, strict=True))
        for each in made:
            # Texts that stand at many features take room once.
            each.sources[:] = alike[tuple(each.sources)]
        if not self.columns.leave([each.id for each in made], {*chain.from_iterable(dates)}):
            return None
        nothing: Mapping[str, Any] = {}
        others = [
            {name: own[name] for name in names if own[name] is not None} if names else nothing
            for own, names in zip(said, translated, strict=True)
        ]
        try:
            geometries = [
                None if raw.get("geometry") is None else self._geometry(raw, number, "")
                for number, raw in enumerate(raws, start=1)
            ]
            spans = {each: self._span(each, "") for each in dict.fromkeys(dates)}
        except AtlasError:
            return None
        wrong: Iterable[object] = chain(
            *(self._citations(list(each), "")[1] for each in dict.fromkeys(sources)),
            (each for each, (_, span) in spans.items() if span.first == span.stop),
            (each for each in others if each for name in _TRANSLATED for _ in wrong_languages(each, name, "")),
            self._unlike(raws, made, geometries),
        )
        if next(iter(wrong), None) is not None:
            return None
        return [
            Feature(_ending(fields, end), self.layer.id, geometry, span, self.cited[cited], (), by_language)
            for fields, geometry, (end, span), cited, by_language in zip(
                made, geometries, map(spans.__getitem__, dates), sources, others, strict=True
            )
        ]

    def _unlike(
        self, raws: Sequence[Mapping[str, Any]], made: Sequence[_Fields], geometries: Sequence[BaseGeometry | None]
    ) -> Iterator[object]:
        """Yield what must be completed or is wrong in what features say of their kind, their place and the like."""
        types = [geometry and geometry.get("type") for geometry in (raw.get("geometry") for raw in raws)]
        columns = [list(map(attrgetter(name), made)) for name in ("kind", "position", "state", "readings", "clock")]
        required = (list(map(attrgetter(name), made)) for name in self.config.required)
        flags = [[not value for value in column] for column in required if not all(column)]
        flags.append([each.precision_km is None for each in made])
        drawn = shapely.get_type_id(np.array(geometries, dtype=object)).tolist()
        alike = dict(zip(zip(types, drawn, *columns, *flags, strict=True), range(len(made)), strict=True))
        for (kind_of_geometry, *_), at in alike.items():
            fields, geometry = made[at], geometries[at]
            if self._kind(fields.kind, kind_of_geometry) not in (None, fields.kind):
                yield "kind"
            if (geometry is None and fields.position is None) or (fields.state is not None and not self.config.states):
                yield "position or state"
            yield from _check_required(fields, "", self.config)
            yield from _check_place(fields, geometry, "", self.layer.id, self.config)
            yield from _check_names(fields, "", self.config)

    def _geometry(self, raw: Mapping[str, Any], number: int, where: str) -> BaseGeometry | None:
        plain = self.plain.get(number)
        return _one_point(read_geometry(raw, where, self.config.extent)) if plain is None else plain

    def _citations(self, sources: list[str], where: str) -> tuple[tuple[Citation, ...], list[Problem]]:
        key = tuple(sources)
        if key in self.cited:
            return self.cited[key], []
        required = "sources" in self.config.required
        problems = list(check_citations(sources, where, self.bibliography, required=required))
        citations = tuple(map(parse_citation, sources))
        if not problems:
            self.cited[key] = citations
        return citations, problems

    def completed(self, raw: Mapping[str, Any], row: Row) -> dict[str, Any]:
        """Give the fields of a feature with what it leaves out and the atlas knows."""
        fields = row.fields
        geometry = raw.get("geometry")
        given = fields.get("kind")
        kind = self._kind(given, geometry.get("type") if isinstance(geometry, dict) else None)
        more = {} if kind in (None, given) else {"kind": kind}
        if "name" not in fields:
            more["name"] = _name(row) or f"{self.layer.name} {row.number}"
        if geometry is None and "position" not in fields:
            more["position"] = "none"
        if not self.config.states and isinstance(fields.get("state"), str):
            row.others["state"] = fields["state"]
            fields = {key: each for key, each in fields.items() if key != "state"}
        return {**fields, **more} if more else fields

    def _kind(self, given: object, geometry: object) -> str | None:
        """Find the kind of a feature: the one that it names, or the only one of its layer that is drawn so."""
        if given is not None and not isinstance(given, str):
            return None
        key = given, str(geometry)
        if key not in self.kinds:
            self.kinds[key] = self._find_kind(given, str(geometry))
        return self.kinds[key]

    def _find_kind(self, given: str | None, geometry: str) -> str | None:
        kinds = {name: kind for name, kind in self.config.kinds.items() if kind.layer == self.layer.id}
        fitting = [name for name, kind in kinds.items() if geometry in _SHAPES[kind.shape] or geometry == "None"]
        made = [name for name in kind_keys(self.layer.id, given, shape_of(geometry)) if name in kinds]
        own = next((name for name in made if name in fitting), None)
        # Where points and lines are said to be of one kind, two are made: the second is called by its shape too.
        if given in kinds and (given in fitting or own is None):
            return given
        own = own or next(iter(made), None)
        return own or (fitting[0] if given is None and len(fitting) == 1 else None)

    def _span(self, dates: tuple[str | None, str | None], where: str) -> tuple[str | None, UncertainSpan]:
        """Give the end of a feature as the atlas keeps it, and its days."""
        if dates not in self.spans:
            named = {name: value for name, value in zip(("start_date", "end_date"), dates, strict=True) if value}
            start, end, until = self.columns.dates(named, where)
            self.spans[dates] = end, self.axis.span(start, until, where)
        return self.spans[dates]

    def _in_columns(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Speak of fields by the names of the columns that hold them."""
        for each in problems:
            name, _, rest = each.what.partition(" ")
            column = self.columns.column(name)
            yield each if column == name or not column else Problem(each.where, f"{column} {rest}", each.hint)


def _ending(fields: _Fields, end: str | None) -> _Fields:
    return fields if end == fields.end_date else replace(fields, end_date=end)


def _one_point(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """Give the point of a MultiPoint that has but one, as programs write them."""
    if geometry is not None and geometry.geom_type == "MultiPoint" and shapely.get_num_geometries(geometry) == 1:
        return shapely.get_geometry(geometry, 0)
    return geometry


def _name(row: Row) -> str | None:
    """Take what a column that is likely one of names says."""
    for name in _NAMES:
        for key, value in row.others.items():
            if key.casefold() == name and isinstance(value, str | int) and str(value).strip():
                return str(row.others.pop(key))
    return None


def _told(others: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Write further columns as texts; what is empty, and tables in tables, are left out."""
    told = ((key.strip(), _as_text(value)) for key, value in others.items())
    return tuple((key, value) for key, value in told if key and value)


def _as_text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: ""}[value]
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list):
        return ", ".join(_as_text(each) for each in value if not isinstance(each, list | dict))
    return "" if isinstance(value, dict) else str(value).strip()


def _check_required(fields: _Fields, where: str, config: Config) -> Iterator[Problem]:
    for name in config.required:
        # Sources are told with what they name, and how near a place is known only where there is one.
        if (
            name != "sources"
            and getattr(fields, name) in (None, "")
            and not (name == "precision_km" and fields.position == "none")
        ):
            yield Problem(where, f"{name} is missing", "Add it, or take it out of required in atlas.toml")


def _check_names(fields: _Fields, where: str, config: Config) -> Iterator[Problem]:
    if fields.state is not None and fields.state not in config.states:
        yield Problem(where, f"unknown state {shown(fields.state)}", "Use a code of [states] in atlas.toml")
    known = [reading.id for reading in config.readings]
    for reading in fields.readings or ():
        if reading not in known:
            hint = meant_hint(reading, known, f"Use one of {', '.join(known)}")
            yield Problem(where, f"unknown reading {shown(reading)}", hint)
    if fields.clock is not None and config.clocks and fields.clock not in config.clocks:
        hint = meant_hint(fields.clock, config.clocks, "Use one of [clocks] in atlas.toml, or add it")
        yield Problem(where, f"unknown clock {shown(fields.clock)}", hint)


def outside(axis: Axis, where: str) -> Problem:
    """Say that something is on no day of the atlas."""
    return Problem(where, f"it lies wholly outside the atlas's days ({axis.told})", "Mend its dates or take it out")


def _check_place(
    fields: _Fields, geometry: BaseGeometry | None, where: str, layer: str, config: Config
) -> Iterator[Problem]:
    kind = config.kinds.get(fields.kind)
    if kind is None or kind.layer != layer:
        known = ", ".join(name for name, each in config.kinds.items() if each.layer == layer)
        yield Problem(
            where, f"unknown kind {shown(fields.kind)}", f"Use one of {known}" if known else "Add one for its layer"
        )
    elif geometry is not None and geometry.geom_type not in _SHAPES[kind.shape]:
        wanted = " or ".join(_SHAPES[kind.shape])
        hint = f"Draw it as {wanted}"
        if geometry.geom_type == "MultiPoint" and "Point" in _SHAPES[kind.shape]:
            hint = f"Write each of its {shapely.get_num_geometries(geometry)} places as a feature of its own"
        yield Problem(where, f"wrong geometry type {geometry.geom_type} for a {fields.kind}", hint)
    if fields.position is not None and (geometry is None) != (fields.position == "none"):
        yield Problem(
            where,
            f"position is {fields.position!r} and the geometry is {'null' if geometry is None else 'not null'}",
            'Write position "none" if, and only if, the geometry is null',
        )
    if geometry is None and fields.precision_km is not None:
        precision = shown(fields.precision_km)
        yield Problem(
            where,
            f"precision_km is {precision} and the geometry is null",
            "Write a number of kilometres for what is drawn, and null for what is not",
        )
