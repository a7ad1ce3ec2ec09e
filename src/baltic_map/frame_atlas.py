"""
An atlas of tables: written to a folder of its own, and read like any other.

There is one door through which an atlas comes in (`baltic_map.reading`), and behind it every check. What is in memory
goes through it too: a folder that only its owner can read holds it, and is taken away with the atlas.
"""

from __future__ import annotations

import json
import shutil
import warnings
import weakref
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from baltic_map.atlas import Atlas, read_atlas
from baltic_map.calendars import Calendar
from baltic_map.columns import as_id, free_id
from baltic_map.dated_rows import ColumnChoice, choice_for, has_no_days, unknown_layers
from baltic_map.errors import AtlasError, InvalidAtlasError, Problem, Problems, UndatedLayerWarning
from baltic_map.frames import FrameReading, read_frame
from baltic_map.layers import place_in
from baltic_map.serialization import geojson_text, toml_value

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["atlas_from"]

_WHERE = "atlas_from"
_FILE = "atlas.toml"


def atlas_from(
    frames: Mapping[str, gpd.GeoDataFrame],
    *,
    title: str,
    start: ColumnChoice = None,
    end: ColumnChoice = None,
    name: ColumnChoice = None,
    inclusive: bool = False,
    bibliography: Mapping[str, Mapping[str, Any]] | None = None,
    **settings: Any,
) -> Atlas:
    """
    Make an atlas of tables.

    Parameters
    ----------
    frames
        GeoDataFrames in any CRS, by the names of their layers, in drawing order.
    title
        Title of the atlas.
    start, end, name, inclusive
        As for `baltic_map.frames.read_frame`; columns for all tables that have them, or by layer, where ``None`` says
        that a layer has no days. Other columns whose names are fields of an atlas (``kind``, ``certainty``,
        ``sources`` …) are those fields; the rest stand on cards.
    bibliography
        The works that the tables cite, by id, each a CSL-JSON item; that of another atlas is one.
    settings
        What else ``atlas.toml`` may say (``subtitle``, ``key_days``, ``precision``, ``states``, ``kinds`` …), tables
        as mappings; ``layers`` by the names of ``frames``. What is left out is taken from the tables.

    Returns
    -------
    atlas
        With the same checks as one that is read from a folder; its folder is temporary and ends with it.

    Raises
    ------
    TypeError
        If an argument is of another type.
    InvalidAtlasError
        If anything is wrong in the tables or settings; all of it is told, by layer, row and column.

    Warns
    -----
    UndatedLayerWarning
        For each layer that has no days, unless ``None`` says so.

    Examples
    --------
    >>> import geopandas
    >>> from baltic_map import atlas_from
    >>> frame = geopandas.GeoDataFrame({"date": ["1900-05-21"]}, geometry=geopandas.points_from_xy([25], [9], crs=4326))
    >>> atlas_from({"landings": frame}, title="A war").on("1900-05-21").ids
    frozenset({'landings-1'})
    """
    choices = {"start": start, "end": end, "name": name, "layers": settings.get("layers")}
    _check_types(frames, title, choices)
    problems = Problems(unknown_layers(_WHERE, choices, list(frames), "is no layer"))
    readings = _read(frames, start, end, name, problems, inclusive=inclusive, calendar=_calendar(settings))
    return _made(readings, {"title": title, **settings}, bibliography or {})


def _calendar(settings: Mapping[str, Any]) -> Calendar:
    """Give the calendar of the settings; one that there is not is told with the other settings."""
    return "julian" if settings.get("calendar") == "julian" else "gregorian"


def _made(
    readings: Mapping[str, FrameReading], settings: Mapping[str, Any], works: Mapping[str, Mapping[str, Any]]
) -> Atlas:
    """Write the atlas, read it, and let its folder end with it."""
    ids: dict[str, str] = {}
    for layer in readings:
        ids[layer] = free_id(as_id(layer) or "layer", ids.values())
    folder = Path(mkdtemp(prefix="baltic-map-"))
    try:
        if works:
            cited = [{**work, "id": key} for key, work in works.items()]
            (folder / "sources.json").write_text(json.dumps(cited, ensure_ascii=False), encoding="utf-8")
        atlas = _opened(folder, _write(folder, readings, ids, settings))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(atlas, shutil.rmtree, folder, ignore_errors=True)
    return atlas


def _check_types(frames: object, title: object, choices: Mapping[str, object]) -> None:
    if not isinstance(frames, Mapping):
        raise TypeError(f"{_WHERE}, frames: GeoDataFrames by name are needed, not {type(frames).__name__}")
    if not isinstance(title, str):
        raise TypeError(f"{_WHERE}, title: a text is needed, not {type(title).__name__}")
    if not frames:
        raise AtlasError(_WHERE, "no tables were given", "Give at least one, by the name of its layer")
    for layer in frames:
        if not isinstance(layer, str):
            raise TypeError(f"{_WHERE}, frames: a layer is named by a text, not {type(layer).__name__}")
    for argument, choice in choices.items():
        if choice is not None and not isinstance(choice, Mapping if argument == "layers" else str | Mapping):
            wanted = "settings by layer" if argument == "layers" else "the name of a column, or names by layer"
            raise TypeError(f"{_WHERE}, {argument}: {wanted} is needed, not {type(choice).__name__}")


def _read(
    frames: Mapping[str, gpd.GeoDataFrame],
    start: ColumnChoice,
    end: ColumnChoice,
    name: ColumnChoice,
    problems: Problems,
    *,
    inclusive: bool,
    calendar: Calendar,
) -> dict[str, FrameReading]:
    """Read the tables; everything that is wrong in them is raised at once, with what is known already."""
    readings = {}
    for layer, frame in frames.items():
        columns = [str(each) for each in getattr(frame, "columns", ())]
        begins, ends, names = (choice_for(choice, layer, columns) for choice in (start, end, name))
        dated = not has_no_days(layer, start, end)
        try:
            reading = read_frame(
                frame,
                layer=layer,
                start=begins,
                end=ends,
                name=names,
                inclusive=inclusive,
                dated=dated,
                calendar=calendar,
            )
        except AtlasError as error:
            problems += error.problems
            continue
        problems += reading.problems
        readings[layer] = reading
        if dated and not reading.is_dated and not reading.problems:
            warnings.warn(UndatedLayerWarning(str(reading.undated)), stacklevel=3)
    if problems:
        raise InvalidAtlasError(_WHERE, problems)
    return readings


def _write(
    folder: Path, readings: Mapping[str, FrameReading], ids: Mapping[str, str], settings: Mapping[str, Any]
) -> dict[str, str]:
    """Write the files of the atlas, and tell which row of which table is what its problems will name."""
    places = {f"{_FILE}#": f"{_WHERE}, ", _FILE: _WHERE}
    own = settings.get("layers", {})
    # A name that is an id already is written out as that of any layer is.
    layers = {key: {**({"name": layer} if layer != key else {}), **own.get(layer, {})} for layer, key in ids.items()}
    tables = {**settings, "layers": layers}
    text = "".join(f"{toml_value(str(key))} = {toml_value(value, _WHERE)}\n" for key, value in tables.items())
    (folder / _FILE).write_text(text, encoding="utf-8")
    for layer, reading in readings.items():
        file = f"{ids[layer]}.geojson"
        read = {each.column for each in reading.columns} - {"start_date", "end_date", "name", "description"}
        features = []
        for number, (row, feature) in enumerate(zip(reading.rows, reading.features, strict=True), start=1):
            fields = {key: value for key, value in feature["properties"].items() if key not in read}
            features.append({**feature, "properties": fields})
            places[place_in(file, number, features[-1])] = f"{layer}, {row}"
        written = geojson_text(((each["properties"], each["geometry"]) for each in features), layer)
        (folder / file).write_bytes(written)
        places[file] = layer
    return places


def _opened(folder: Path, places: Mapping[str, str]) -> Atlas:
    """Read the atlas; its problems name the tables, not files that nobody has seen."""
    try:
        atlas, problems = read_atlas(folder)
    except AtlasError as error:
        problems = error.problems
    else:
        if not problems:
            return atlas
    raise InvalidAtlasError(_WHERE, (_placed(each, places) for each in problems))


def _placed(problem: Problem, places: Mapping[str, str]) -> Problem:
    where = next((places[key] + problem.where[len(key) :] for key in places if problem.where.startswith(key)), None)
    exact = places.get(problem.where, where)
    return Problem(exact or problem.where, problem.what, problem.hint)
