"""What an ``atlas.toml`` leaves out, taken from the files beside it: layers, days, extent, view, kinds and colours."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from baltic_map.calendars import Calendar, CivilDay, Precision
from baltic_map.checking import check
from baltic_map.columns import Columns, as_id, free_id, shape_of
from baltic_map.config import Config, Layer, begins_with_toml, in_words, parse_config, read_settings
from baltic_map.data_axis import whole
from baltic_map.days import Bounds, parse_bounds
from baltic_map.default_kinds import with_kinds
from baltic_map.edtf import FIRST_YEAR, LAST_YEAR
from baltic_map.errors import AtlasError, InvalidAtlasError, Problem, Problems
from baltic_map.icons import icon_names
from baltic_map.layers import columns_of, read_collection
from baltic_map.longitudes import fit_lon, narrowest, window
from baltic_map.quoting import told_names

__all__ = ["read_completed"]

_FILE = "atlas.toml"
_GROUND = ("land", "lakes", "rivers", "territories", "borders")
_SHAPES = ("area", "line", "icon")
_COMPLETE = ("id", "window", "extent", "view", "layers", "kinds")
_OF_A_KIND = ("layer", "name", "shape")

# How far a view reaches beyond its things, and the least it is high, in degrees.
_SHARE, _LEAST_VIEW_DEG = 0.1, 0.1
# How much wider and higher than the view the extent is, and the least it is wide by its height, and high by its width.
_BESIDE, _WIDEST, _HIGHEST = 1.0, 2.6, 1.4
_EAST, _FARTHEST, _NORTH = 180.0, 540.0, 85.0

_CORNERS = ("west", "south", "east", "north")

# Dates that tell a day, or a month or season.
_DAYS = re.compile(r"\d{4}-[\d~?%]{2,}-[\d~?%]", re.ASCII)
_MONTHS = re.compile(r"[\dX]{4}[~?%]?-[\d~?%]{2}", re.ASCII)

# Windows of so many days begin and end with a day, a month, a year of their own.
_FEW_DAYS, _FEW_MONTHS = 62, 3 * 366


class _Outline(Struct):
    """What the features of the layers have in common, as far as it can be read."""

    columns: dict[str, Counter[str]] = field(default_factory=dict)
    shapes: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    first: CivilDay | None = None
    last: CivilDay | None = None
    unread: str = ""
    precision: Precision = "year"
    lons: set[float] = field(default_factory=set)
    lats: set[float] = field(default_factory=set)
    problems: Problems = field(default_factory=Problems)

    def add_days(self, bounds: Bounds, *, may_be_first: bool = True) -> None:
        """Take the days that a date may mean; those of one that is open on a side are no days of the atlas."""
        for each in (bounds.earliest, bounds.latest):
            least, most = (CivilDay.of(*day, each.calendar) for day in ((FIRST_YEAR, 1, 1), (LAST_YEAR, 12, 30)))
            if least < each < most:
                self.first = min(self.first or each, each) if may_be_first else self.first
                self.last = max(self.last or each, each)

    def add_precision(self, text: str) -> None:
        """Note how exactly a date is written."""
        if _DAYS.search(text):
            self.precision = "day"
        elif _MONTHS.search(text) and self.precision == "year":
            self.precision = "month"

    def add_point(self, lon: float, lat: float) -> None:
        if abs(lon) <= _FARTHEST and abs(lat) <= _NORTH:
            self.lons.add(lon)
            self.lats.add(lat)

    @property
    def box(self) -> list[float]:
        """West, south, east and north of all points, the short way round the earth; empty if there are none."""
        if not self.lons:
            return []
        west, east = narrowest(self.lons)
        return [west, min(self.lats), east, max(self.lats)]


def read_completed(folder: Path) -> Config:
    """
    Read an atlas's ``atlas.toml``, and take from its other files what it leaves out.

    Parameters
    ----------
    folder
        The atlas's folder.

    Returns
    -------
    config
        Checked: every layer, colour and day it names exists. Where it says nothing of layers, each GeoJSON file of the
        folder is one, areas first; of days, the window is that of the features, with some days around, and where no
        date tells a day, it counts months or years; of extent and
        view, they hold what the layers hold; of kinds, a layer has one for each shape of its features and each name
        of a kind that they have.

    Raises
    ------
    AtlasError
        If the file is missing or not TOML.
    InvalidAtlasError
        If it has problems, or something is left out that the other files do not tell.
    """
    settings = read_settings(folder)
    if _is_complete(settings) and not begins_with_toml(settings):
        return parse_config(folder, settings)
    completed, problems = _complete(folder, settings)
    config: Config | None = None
    try:
        config = parse_config(folder, completed)
    except InvalidAtlasError as error:
        # What cannot be found out is told by what hindered it.
        lacking = {f"{_FILE}#{name}" for name in _COMPLETE if name not in completed}
        told = [each for each in error.problems if each.where not in lacking]
        if not told and not problems:
            raise
        problems = Problems([*told, *problems])
    if config is None or problems:
        raise InvalidAtlasError(folder.resolve().name, problems)
    return config


def _is_complete(settings: Mapping[str, Any]) -> bool:
    kinds = settings.get("kinds")
    if any(name not in settings for name in _COMPLETE) or not isinstance(kinds, dict):
        return all(name in settings for name in _COMPLETE)
    tables = [each for each in kinds.values() if isinstance(each, dict)]
    layers = {layer.id for layer in _layers_of(settings)}
    told = all(name in each for each in tables for name in _OF_A_KIND)
    return told and layers <= {each["layer"] for each in tables if isinstance(each.get("layer"), str)}


def _layers_of(settings: Mapping[str, Any]) -> Iterator[Layer]:
    """Yield the layers that can be read; what is wrong with the others is told when all is checked."""
    given = settings.get("layers")
    tables = (
        [{"id": key, **each} for key, each in given.items() if isinstance(each, dict)]
        if isinstance(given, dict)
        else given
    )
    for table in tables if isinstance(tables, list) else ():
        layer = check(table, Layer)
        if isinstance(layer, Layer):
            yield layer


def _complete(folder: Path, settings: dict[str, Any]) -> tuple[dict[str, Any], Problems]:
    """Give the settings with what can be filled in, and what cannot."""
    completed = dict(settings)
    completed.setdefault("id", as_id(str(settings.get("title", ""))) or "atlas")
    layers = list(_layers_of(settings)) if "layers" in settings else _layers_in(folder, settings)
    outline = _outlined(folder, layers, "julian" if settings.get("calendar") == "julian" else "gregorian")
    if "layers" not in settings:
        order = sorted(layers, key=lambda each: (_order(outline.shapes[each.id]), each.id))
        completed["layers"] = [{"id": each.id, "name": each.name, "file": each.path} for each in order]
        layers = order
    problems = Problems(outline.problems)
    if begins_with_toml(settings) and outline.last is not None and outline.last < CivilDay.of(1):
        completed.pop("window")
    if not layers and "layers" not in settings:
        problems.append(Problem(_FILE, "no GeoJSON file lies beside it", "Put *.geojson files there, one for a layer"))
    elif not problems and len(layers) >= len(settings.get("layers", ())):
        problems += _window(completed, outline, layers)
        _add_ground(folder, settings, outline)
        problems += _boxes(completed, outline)
    if isinstance(settings.get("kinds", {}), dict):
        found = {layer.id: [*map(itemgetter(0), outline.shapes[layer.id].most_common())] for layer in layers}
        completed.update(with_kinds(completed, layers, found, icon_names(folder)))
    return completed, problems


def _scales_of(settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    scales = settings.get("scales")
    return [each for each in scales if isinstance(each, dict)] if isinstance(scales, list) else []


def _add_ground(folder: Path, settings: Mapping[str, Any], outline: _Outline) -> None:
    """Let the extent hold the territories too: who held them is told of all of each."""
    names = [each.get("territories") for each in _scales_of(settings)] if "extent" not in settings else []
    for name in (each for each in names if isinstance(each, str)):
        # What is wrong with the file is told when it is read.
        with suppress(AtlasError):
            for _, feature in read_collection(folder, name):
                geometry = feature.get("geometry")
                for lon, lat in _positions(geometry.get("coordinates") if isinstance(geometry, dict) else None):
                    outline.add_point(lon, lat)


def _layers_in(folder: Path, settings: Mapping[str, Any]) -> list[Layer]:
    """Make a layer of each GeoJSON file of the folder that is not its ground."""
    ground = {each.get(name) for each in _scales_of(settings) for name in _GROUND}
    names = sorted(path.name for path in folder.iterdir() if path.suffix.casefold() == ".geojson")
    found: dict[str, Layer] = {}
    for name in names:
        if name not in ground and not name.startswith("."):
            key = free_id(as_id(Path(name).stem) or "layer", found)
            layer = check({"id": key, "name": in_words(Path(name).stem), "file": name}, Layer)
            assert isinstance(layer, Layer)  # noqa: S101 - a name of a file shows something
            found[key] = layer
    return list(found.values())


def _order(shapes: Counter[tuple[str, str]]) -> int:
    """Tell how early a layer is drawn: what is drawn over others must not hide them."""
    found = {shape for _, shape in shapes}
    return next((at for at, shape in enumerate(_SHAPES) if shape in found), len(_SHAPES))


def _outlined(folder: Path, layers: Iterable[Layer], calendar: Calendar) -> _Outline:
    outline = _Outline()
    for layer in layers:
        outline.columns[layer.id], outline.shapes[layer.id] = Counter(), Counter()
        try:
            collection = list(read_collection(folder, layer.path))
        except AtlasError as error:
            outline.problems += error.problems
            continue
        columns = columns_of(layer, calendar).for_features([each for _, each in collection])
        # Many a date stands at many features.
        dates: dict[tuple[Any, ...], None] = {}
        for number, feature in collection:
            outline.columns[layer.id].update(feature["properties"].keys())
            row = columns.read(number, feature)
            geometry = feature.get("geometry")
            data = geometry if isinstance(geometry, dict) else {}
            given = row.fields.get("kind")
            outline.shapes[layer.id][given if isinstance(given, str) else "", shape_of(data.get("type"))] += 1
            for lon, lat in _positions(data.get("coordinates")):
                outline.add_point(lon, lat)
            told = [(name, row.fields.get(name)) for name in ("start_date", "end_date")]
            dates[tuple((name, date) for name, date in told if isinstance(date, str))] = None
        for each in dates:
            try:
                for at, bounds in enumerate(_days(columns, dict(each))):
                    outline.add_days(bounds, may_be_first=at == 0)
            except AtlasError as error:
                # Told with its feature when the layer is read, and here if there is no other.
                name, _, rest = error.problem.what.partition(" ")
                outline.unread = outline.unread or f"{columns.column(name)} {rest}"
            for _, date in each:
                outline.add_precision(date)
    return outline


def _positions(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Yield what is a position in coordinates, however deep; what is none is told when the layer is read."""
    rest = [coordinates]
    while rest:
        each = rest.pop()
        if not isinstance(each, list):
            continue
        if len(each) > 1 and all(isinstance(one, int | float) and not isinstance(one, bool) for one in each[:2]):
            yield each[0], each[1]
        else:
            rest += each


def _days(columns: Columns, fields: Mapping[str, str]) -> Iterator[Bounds]:
    start, _, until = columns.dates(fields, "")
    if start is not None:
        yield parse_bounds(start, calendar=columns.calendar)
    if until is not None:
        # The last days on which it was.
        bounds, day = parse_bounds(until, calendar=columns.calendar), timedelta(days=1)
        yield Bounds(bounds.earliest - day, bounds.latest - day)


def _window(completed: dict[str, Any], outline: _Outline, layers: Iterable[Layer]) -> Iterator[Problem]:
    given = completed.get("window", {})
    if not isinstance(given, dict) or {"start", "end"} <= given.keys():
        return
    if outline.first is None or outline.last is None:
        columns = told_names(name for layer in layers for name in outline.columns[layer.id])
        hint = 'Name the column of the days: fields = { start_date = "…" } in [layers.…]; or write [window]'
        unread = f" ({outline.unread})" if outline.unread else ""
        what = f"no feature has a day that is understood{unread}; the columns are {columns}"
        yield Problem(f"{_FILE}#window", what, hint)
        return
    precision = completed.setdefault("precision", outline.precision)
    start, end = _padded(outline.first, outline.last, precision)
    completed["window"] = {"start": start.isoformat(), "end": end.isoformat(), **given}
    if not given and not completed.get("key_days"):
        completed.setdefault("opening_day", outline.first.isoformat())


def _padded(first: CivilDay, last: CivilDay, precision: object) -> tuple[CivilDay, CivilDay]:
    """Give a window around two days: a day more on each side, or whole months, or whole years."""
    total, day = (last - first).days + 1, timedelta(days=1)
    if total <= _FEW_DAYS or precision in ("month", "year"):
        # Of an atlas of months or years these days stand for the whole ones that they lie in.
        start, end = first - day, last + day + day
    else:
        start, end = whole(first, last, "month" if total <= _FEW_MONTHS else "year")
    of = partial(CivilDay.of, calendar=first.calendar)
    return max(start, of(FIRST_YEAR)), min(end, of(LAST_YEAR, 12, 31))


def _boxes(completed: dict[str, Any], outline: _Outline) -> Iterator[Problem]:
    """Fill in extent and view: each from the other and from where the features lie."""
    if "extent" in completed and "view" in completed:
        return
    if "view" not in completed:
        if not outline.box:
            yield Problem(f"{_FILE}#view", "no feature has a place that can be drawn", "Draw one, or write [view]")
            return
        limits = _numbers(completed.get("extent"))
        completed["view"] = _within(_grown(outline.box), limits)
    if "extent" not in completed and (view := _numbers(completed["view"])):
        west, south, east, north = outline.box or view
        turn = fit_lon(west, east, view[0], view[2])
        box = [min(west + turn, view[0]), min(south, view[1]), max(east + turn, view[2]), max(north, view[3])]
        completed["extent"] = _around(box)


def _numbers(box: Any) -> list[float]:
    """Give the sides of a box that is written as one, west of east; nothing of another."""
    sides = [box.get(name) for name in _CORNERS] if isinstance(box, dict) else []
    numbers = [each for each in sides if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(numbers) < len(_CORNERS) or not all(abs(each) <= _FARTHEST for each in numbers):
        return []
    west, east = window(numbers[0], numbers[2])
    return [west, numbers[1], east, numbers[3]]


def _within(box: dict[str, float], limits: list[float]) -> dict[str, float]:
    """Cut a box to another one, if there is one."""
    if not limits:
        return box
    turn = fit_lon(box["west"], box["east"], limits[0], limits[2])
    sides = (box["west"] + turn, box["south"], box["east"] + turn, box["north"])
    picks = (max, max, min, min)
    return {name: pick(*pair) for name, pick, *pair in zip(_CORNERS, picks, sides, limits, strict=True)}


def _grown(box: Iterable[float]) -> dict[str, float]:
    """Give a box with a margin, no wider than the earth and inside what can be drawn."""
    west, south, east, north = box
    wide, high = east - west, north - south
    # A degree of longitude is shorter the further it lies from the equator.
    least_wide = _LEAST_VIEW_DEG / max(math.cos(math.radians((south + north) / 2)), 0.1)
    aside = max(wide * _SHARE, high * _SHARE, (least_wide - wide) / 2)
    above = max(high * _SHARE, wide * _SHARE / 2, (_LEAST_VIEW_DEG - high) / 2)
    sides = (west - aside, east + aside) if wide + 2 * aside < 2 * _EAST else (-_EAST, _EAST)
    return _rounded(sides[0], south - above, sides[1], north + above)


def _around(view: Iterable[float]) -> dict[str, float]:
    """Give what a view may be moved over, and what windows and plates of other proportions show beside it."""
    west, south, east, north = view
    shrunk = max(math.cos(math.radians((south + north) / 2)), 0.1)
    wide, high = (east - west) * shrunk, north - south
    aside = max(_BESIDE * wide, _WIDEST * high - wide) / 2 / shrunk
    above = max(_BESIDE * high, _HIGHEST * wide - high) / 2
    sides = (west - aside, east + aside) if east - west + 2 * aside < 2 * _EAST else (-_EAST, _EAST)
    return _rounded(sides[0], south - above, sides[1], north + above)


def _rounded(west: float, south: float, east: float, north: float) -> dict[str, float]:
    return {
        "west": round(west, 4),
        "south": round(max(south, -_NORTH), 4),
        "east": round(east, 4),
        "north": round(min(north, _NORTH), 4),
    }
