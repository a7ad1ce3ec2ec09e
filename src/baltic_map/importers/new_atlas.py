"""A new atlas from files of others, or files added to one that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from baltic_map.columns import as_id, free_id, kind_keys, shape_of
from baltic_map.config import in_words, read_settings
from baltic_map.data_axis import reach_of
from baltic_map.days import parse_bounds
from baltic_map.defaults import read_completed
from baltic_map.errors import AtlasError, InvalidAtlasError, Problem, Problems
from baltic_map.files import write_together
from baltic_map.importers.dated_records import DatedFeature, RecordLayer, read_layer_of
from baltic_map.importers.readers import read_file
from baltic_map.importers.records import Choices
from baltic_map.importers.state_files import claims_of, names_of, state_files, state_settings
from baltic_map.importers.states import Partition, cut_states
from baltic_map.quoting import counted, told_names
from baltic_map.reading import atlas_folder, exists, read_text
from baltic_map.serialization import geojson_text, toml_value

__all__ = ["Brought", "Request", "bring"]

_FILE = "atlas.toml"
_TOLERANCE_KM = 2.0
_MOST_FILES = 200
_OWN_TABLES = ("states", "statuses", "scales")
_LONGEST_ID = 50

_SETTINGS = """\
# The settings of this atlas. The title is all that it needs: what is commented out is taken from the data.
title = {title}
# subtitle = "What it shows, in a line"
# credits = ["Drawn by …"]
# key_days = [{day}]          # days that get a page and a plate of their own
# opening_day = {day}         # the page opens on it
"""
_WINDOW = """\
[window]                            # the days; the last one is not shown any more
start = {start}
end = {end}
"""
_LAYERS = """\
# Each *.geojson beside this file is a layer. How one is drawn may be said here:
"""
_KIND = """\
[kinds.{key}]
layer = {layer}
name = {name}
shape = "{shape}"
"""
_STATE_NAMES = """\
[kinds.state]                       # the names of states on the map
layer = {layer}
name = "States"
shape = "label"
label = "state"
"""
_LAST_YEAR = 9999
_EXAMPLE = ("1900-01-01", "1901-01-01")

Window = tuple[str, str]
"""The first day, and the day after the last."""


class Request(Struct, frozen=True):
    """
    What is to become an atlas.

    Parameters
    ----------
    files
        To read.
    title
        Of a new atlas; made of the folder's name if left out.
    choices
        What is known of their columns and places.
    tolerance_km
        How wide a gap or an overlap between states may be that is taken for a fault of drawing.
    replace
        Whether files of the atlas that are there may be written anew.
    """

    files: Sequence[Path] = ()
    title: str | None = None
    choices: Choices = field(default_factory=Choices)
    tolerance_km: float = _TOLERANCE_KM
    replace: bool = False


class Brought(Struct):
    """What was written, what was read as what (lines), and what could not be read."""

    written: list[Path] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)


def bring(folder: Path, request: Request) -> Brought:
    """
    Make an atlas of files, or add files to one.

    Parameters
    ----------
    folder
        Of the atlas: made if need be. If it has an ``atlas.toml``, that stays as it is, but that tables of states are
        added to it if it has none.
    request
        What is to be read, and how.

    Returns
    -------
    brought
        A report.

    Raises
    ------
    AtlasError
        If nothing can be made of it; then nothing is written.
    InvalidAtlasError
        If several files cannot be read, or files are there already; all of them are told.
    """
    is_new = not exists(folder, _FILE)
    if is_new and folder.exists():
        atlas_folder(folder)
    if not is_new and not request.files:
        raise AtlasError(str(folder), "there is an atlas already", "Name files to add")
    if not is_new and request.title is not None:
        raise AtlasError(str(folder), "the atlas that is there has a title", "Leave the title out, or write it there")
    if len(request.files) > _MOST_FILES:
        raise AtlasError("files", f"more than {_MOST_FILES} files", "Add them in several runs")
    layers = _read_all(request)
    window = _window_of(layers)
    brought = Brought()
    partition: Partition | None = None
    if request.choices.holder is not None:
        if window is None:
            raise AtlasError(
                "holder", "the polygons have no dates", "Name their column (--start), or give a date (--date)"
            )
        window = window[0], _end_of_year(window[1])
        window = window if is_new else _window_with(folder, window)
        layers, partition = _states(layers, request, window)
    files = _files(layers, partition, request, brought)
    if is_new and layers and window is None:
        hint = "Name the column of the days (--start), or give a date (--date): without days there is nothing to show"
        brought.problems.append(Problem("files", "no column of any file is read as dates", hint))
    if is_new:
        files[_FILE] = _settings(folder, request, layers, partition, window).encode()
    elif partition is not None:
        files[_FILE] = _with_states(folder, layers, partition, window or _EXAMPLE).encode()
    _check_there(folder, set(files) - {_FILE}, replace=request.replace)
    brought.written = list(write_together(folder, files.items()))
    return brought


def _read_all(request: Request) -> list[RecordLayer]:
    layers: list[RecordLayer] = []
    problems = Problems()
    columns: set[str] = set()
    for path in request.files:
        try:
            found = read_file(path, request.choices)
            columns.update(name for each in found for name in each.columns)
            layers += [read_layer_of(each, request.choices) for each in found]
        except AtlasError as error:
            problems += error.problems
    named, hint = request.choices.lacking(columns), f"Name one of {told_names(sorted(columns))}"
    if not problems and request.files:
        problems += (Problem("files", f"no file has a column {name!r}", hint) for name in named)
    for layer in layers if not problems else ():
        if not layer.features and not layer.problems:
            problems.append(Problem(layer.file, "nothing is in it", "Name a file that has something in it"))
        elif not layer.features:
            problems += layer.problems
    if problems:
        raise InvalidAtlasError("files", problems)
    return layers


def _states(layers: list[RecordLayer], request: Request, window: Window) -> tuple[list[RecordLayer], Partition]:
    """Part the layers into those that stay, and territories."""
    lands = [each for each in layers if any(feature.is_held for feature in each.features)]
    if not lands:
        what = f"no polygon of any file has something in the column {request.choices.holder!r}"
        raise AtlasError("holder", what, "Name the column that says whose each polygon was")
    partition = cut_states(list(claims_of(lands)), *window, request.tolerance_km)
    rest = [each for each in layers if each not in lands]
    for each in lands:
        each.features.clear()
    names = names_of(partition)
    names.name = "places" if all(as_id(each.name) != "places" for each in rest) else "names of states"
    names.told = [*(line for each in lands for line in (f"{each.file}: states", *each.told)), *partition.told]
    for each in lands:
        names.problems += each.problems
    return [*rest, names], partition


def _window_of(layers: Iterable[RecordLayer]) -> Window | None:
    """Give the days of all features, as far as they are known."""
    reach = reach_of(
        (each.fields.get("start_date"), each.fields.get("end_date")) for layer in layers for each in layer.features
    )
    return (str(reach[0]), str(reach[1] + timedelta(days=1))) if reach else None


def _window_with(folder: Path, window: Window) -> Window:
    """Give the days of an atlas that is there: its own, if it says so, or those of its features and of others."""
    there = read_completed(folder).window
    if "window" in read_settings(folder):
        return str(there.start), str(there.end)
    first, last = (parse_bounds(each).earliest for each in window)
    return str(min(there.start, first)), str(max(there.end, last))


def _end_of_year(day: str) -> str:
    """Give the first day of a year that is not before a day: what goes on does so for a while."""
    year, rest = int(day[:-6]), day[-6:]
    return day if rest == "-01-01" or year >= _LAST_YEAR else f"{'-' if year < -1 else ''}{abs(year + 1):04d}-01-01"


def _files(
    layers: list[RecordLayer], partition: Partition | None, request: Request, brought: Brought
) -> dict[str, bytes]:
    """Write the layers, each into a file of its own."""
    files = state_files(partition, request.tolerance_km) if partition is not None else {}
    for layer in layers:
        key = free_id(as_id(layer.name) or "layer", {name.removesuffix(".geojson") for name in files})
        layer.key, layer.name = key, in_words(layer.name)
        features = list(_with_ids(key, layer.features))
        files[f"{key}.geojson"] = geojson_text(features, layer.file)
        if layer.file:
            left = f", {counted(layer.problems.total, 'problem')}" if layer.problems else ""
            brought.told.append(f"{layer.file} -> {key}.geojson: {counted(len(features), 'feature')}{left}")
            brought.told += [f"  {line}" for line in layer.told]
        else:
            brought.told += layer.told
        brought.problems += layer.problems
    if partition is not None:
        lands, lines = len(partition.territories), len(partition.borders)
        brought.told.append(f"{counted(lands, 'territory', 'territories')}, {counted(lines, 'border')}")
    return files


def _with_ids(layer: str, features: Iterable[DatedFeature]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Give features ids, by what they are called; those of one name are numbered."""
    counts: dict[str, int] = {}
    taken: set[str] = set()
    for each in features:
        name = as_id(str(each.fields.get("name") or ""))
        base = (f"{layer}-{name}" if name else layer)[:_LONGEST_ID].strip("-")
        number = counts.get(base, 0) + 1
        # What is called "Fort 2" may be there before the second "Fort", or after it.
        while (key := base if name and number == 1 else f"{base}-{number}") in taken:
            number += 1
        counts[base] = number
        taken.add(key)
        yield {"id": key, **each.fields}, each.geometry


def _settings(
    folder: Path, request: Request, layers: Sequence[RecordLayer], partition: Partition | None, window: Window | None
) -> str:
    """Write ``atlas.toml``: what is needed, and the rest as comments."""
    title = request.title or in_words(as_id(folder.resolve().name)) or "Atlas"
    first, last = window or _EXAMPLE
    parts = [_SETTINGS.format(title=toml_value(title), day=toml_value(first))]
    table = _WINDOW.format(start=toml_value(first), end=toml_value(last))
    parts.append(table if partition is not None else _commented(table))
    kinds = [_commented(text) for layer in layers if layer.file for text in _kinds_of(layer)]
    parts += [_LAYERS + "\n".join(kinds)] if kinds else []
    parts += [_state_tables(layers, partition)] if partition is not None else []
    return "\n".join(parts)


def _commented(text: str) -> str:
    return "".join(f"# {line}\n" for line in text.splitlines())


def _kinds_of(layer: RecordLayer) -> Iterator[str]:
    """Write tables of kinds as they are made of a layer that says none."""
    if any("kind" in each.fields for each in layer.features):
        return
    shapes = Counter(shape_of(each.geometry and each.geometry.geom_type) for each in layer.features)
    taken: set[str] = set()
    for shape, _ in shapes.most_common():
        key = next(each for each in kind_keys(layer.key, None, shape) if each not in taken)
        taken.add(key)
        yield _KIND.format(key=key, layer=toml_value(layer.key), name=toml_value(layer.name), shape=shape)


def _state_tables(layers: Sequence[RecordLayer], partition: Partition) -> str:
    names = next(each for each in layers if not each.file)
    return f"{_STATE_NAMES.format(layer=toml_value(names.key))}\n{state_settings(partition)}"


def _with_states(folder: Path, layers: Sequence[RecordLayer], partition: Partition, window: Window) -> str:
    """Give the settings of an atlas that is there with tables of states behind them."""
    settings = read_settings(folder)
    there = [name for name in _OWN_TABLES if settings.get(name)]
    if there or "state" in settings.get("kinds", {}):
        what = f"the atlas has [{there[0] if there else 'kinds.state'}] already"
        raise AtlasError(
            str(folder / _FILE), what, "Make a new atlas for these states, and put its tables into this one"
        )
    first, last = map(toml_value, window)
    days = "" if "window" in settings else f"{_WINDOW.format(start=first, end=last)}\n"
    return f"{read_text(folder, _FILE).rstrip()}\n\n{days}{_state_tables(layers, partition)}"


def _check_there(folder: Path, names: Iterable[str], *, replace: bool) -> None:
    """Refuse to write over files that are there, all of them at once."""
    there = [name for name in sorted(names) if exists(folder, name)]
    if there and not replace:
        raise InvalidAtlasError(
            str(folder),
            (
                Problem(
                    str(folder / name),
                    "it is there already",
                    "Write it anew (--replace), or call the other file otherwise",
                )
                for name in there
            ),
        )
