"""The GeoJSON layers of a folium map, and the days that their features' own properties tell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import folium
from msgspec import Struct

from baltic_map.calendars import Calendar
from baltic_map.column_names import columns_for
from baltic_map.data_axis import Days
from baltic_map.dated_rows import ColumnChoice, DatedRows, choice_for, has_no_days, read_days, unknown_layers
from baltic_map.errors import AtlasError, Problem, Problems
from baltic_map.quoting import shown

if TYPE_CHECKING:
    from branca.element import Element

__all__ = ["DatedLayer", "Ground", "layer_name", "layers_on", "read_layers"]


class DatedLayer(Struct, frozen=True):
    """
    A GeoJSON layer, read.

    Parameters
    ----------
    layer
        The layer.
    name
        What it is called: its name, or ``layer 2``.
    properties
        The properties with the dates; none if the layer has no days.
    rows
        The days of its features.
    keys
        For each feature its dates as the page's script writes them.
    titles
        For each feature its name; empty if it has none.
    """

    layer: folium.GeoJson
    name: str
    properties: tuple[str, ...]
    rows: DatedRows
    keys: tuple[str, ...]
    titles: tuple[str, ...]

    def dated(self) -> Iterator[tuple[str, str, Days]]:
        """Yield key, name and days of each feature that has any."""
        yield from (each for each in zip(self.keys, self.titles, self.rows.days, strict=True) if any(each[2]))


class Ground(folium.GeoJson):
    """What lies under a map on all days, and needs no days to be told."""


def layers_on(element: Element) -> Iterator[folium.GeoJson]:
    """Yield every GeoJSON layer on a map, in groups too."""
    for child in element._children.values():  # noqa: SLF001 - folium has no other way to ask
        if isinstance(child, folium.GeoJson) and not isinstance(child, Ground):
            yield child
        yield from layers_on(child)


def layer_name(layer: Element) -> str:
    """Give the name that the user gave to a layer; empty if there is none."""
    name = str(getattr(layer, "layer_name", None) or "")
    # folium calls a layer without a name after the random id that branca gives it.
    return "" if name.endswith(layer._id) else name  # noqa: SLF001


def read_layers(
    layers: Iterable[folium.GeoJson], start: ColumnChoice, end: ColumnChoice, calendar: Calendar, *, inclusive: bool
) -> tuple[list[DatedLayer], Problems, list[Problem]]:
    """
    Read the days of layers.

    Parameters
    ----------
    layers
        In the order of the map.
    start, end
        Which properties hold the dates.
    calendar
        In which they are written.
    inclusive
        Whether an end is the last day.

    Returns
    -------
    layers
        Each, read.
    problems
        What is wrong, in all layers.
    undated
        For each layer of whose features none has days, and for which the user did not say that it has none, what to
        tell him.
    """
    listed = [(layer_name(layer) or f"layer {number}", layer) for number, layer in enumerate(layers, start=1)]
    problems = Problems(
        unknown_layers("TimeBar", {"start": start, "end": end}, [name for name, _ in listed], "is no layer of the map")
    )
    found: list[DatedLayer] = []
    undated = []
    for name, layer in listed:
        features = layer.data.get("features", [layer.data])
        columns = dict.fromkeys(key for each in features for key in each.get("properties") or ())
        table = {key: [(each.get("properties") or {}).get(key) for each in features] for key in columns}
        begins, ends = (choice_for(choice, name, table) for choice in (start, end))
        without = has_no_days(name, start, end)
        try:
            read = _read(
                layer, name, {} if without else table, len(features), (begins, ends), calendar, inclusive=inclusive
            )
        except AtlasError as error:
            problems += error.problems
            continue
        problems += (problem for row in sorted(read.rows.problems) for problem in read.rows.problems[row])
        found.append(read)
        if not (without or read.rows.is_dated or read.rows.problems):
            known = f"it has {', '.join(columns)}" if columns else "they have no properties"
            undated.append(Problem(name, f"none of its features has days; {known}", _todo(name)))
    return found, problems, undated


def _todo(name: str) -> str:
    return f"Name the property, start={{{name!r}: '…'}}, or say that there is none, start={{{name!r}: None}}"


def _read(
    layer: folium.GeoJson,
    name: str,
    table: Mapping[str, list[Any]],
    total: int,
    named: tuple[str | None, str | None],
    calendar: Calendar,
    *,
    inclusive: bool,
) -> DatedLayer:
    column = next(columns_for("name", table), None)
    titles = tuple(str(each) if each is not None else "" for each in table[column]) if column else ("",) * total

    def called(row: int) -> str:
        return f"feature {row + 1}{f' ({shown(titles[row])})' if titles[row] else ''}"

    start, end = named
    rows = read_days(table, name, called, start=start, end=end, inclusive=inclusive, calendar=calendar)
    properties = tuple(each.column for each in rows.columns)
    if not rows.days:
        rows = DatedRows(((None, None),) * total, rows.columns, rows.problems)
    keys = tuple(" ".join(_as_in_page(table[each][row]) for each in properties) for row in range(total))
    return DatedLayer(layer, name, properties, rows, keys, titles)


def _as_in_page(value: Any) -> str:
    """Write a property as the page's language would."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return "NaN" if math.isnan(value) else f"{value:.0f}" if value.is_integer() else repr(value)
    return str(value)
