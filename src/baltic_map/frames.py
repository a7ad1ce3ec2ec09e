"""Tables with places, as dated features: any GeoDataFrame in, GeoJSON features with the engine's own fields out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct

from baltic_map.calendars import Calendar
from baltic_map.cells import is_missing, plain, text_in
from baltic_map.dated_rows import ColumnReading, DatedRows, read_days, read_texts
from baltic_map.errors import AtlasError, InvalidAtlasError, Problem, Problems

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["ColumnReading", "FrameReading", "read_frame"]

_DATES = ("start_date", "end_date")
_DATE_FIELDS = (*_DATES, "date")
_WORLD = (-180.0, -90.0, 180.0, 90.0)


class FrameReading(Struct, frozen=True):
    """
    A table, read.

    Parameters
    ----------
    layer
        What problems call the table.
    features
        GeoJSON features (EPSG:4326, degrees, longitude before latitude; ``geometry`` may be ``None``), one a row, in
        the table's order, without the rows that have problems. ``properties`` has every column as JSON can hold it,
        and those that were read under their own names: ``start_date`` and ``end_date`` (the first day, and the day on
        which it no longer was: half-open), each a day or EDTF or ``None``; ``name`` and ``description``, a text or
        ``None``. A table without dates has no ``start_date``, one without names no ``name``.
    columns
        What each column was read as.
    problems
        All that is wrong, by row and column.
    names
        All columns of the table but its geometry.
    rows
        What the features are called, in their order: ``row 7``, by the table's index.
    """

    layer: str
    features: list[dict[str, Any]]
    columns: tuple[ColumnReading, ...]
    problems: Problems
    names: tuple[str, ...]
    rows: tuple[str, ...]

    def checked(self) -> Self:
        """Give the reading itself; InvalidAtlasError, with all of its problems at once, if it has any."""
        if self.problems:
            raise InvalidAtlasError(self.layer, self.problems)
        return self

    def kept_as(self, column: str) -> str:
        """Name the property that holds a column: one whose name a field takes gives way."""
        return _kept_as(column, self.columns)

    @property
    def is_dated(self) -> bool:
        """Whether any column was read as dates."""
        return any(each.kinds for each in self.columns)

    @property
    def undated(self) -> Problem:
        """What to say if it has no dates."""
        known = f"it has {', '.join(self.names)}" if self.names else "it has no columns"
        return Problem(self.layer, f"no column is read as dates; {known}", "Name one: start=…, end=…")


def read_frame(
    frame: gpd.GeoDataFrame,
    *,
    layer: str = "layer",
    start: str | None = None,
    end: str | None = None,
    name: str | None = None,
    inclusive: bool = False,
    dated: bool = True,
    calendar: Calendar = "gregorian",
) -> FrameReading:
    """
    Read a table into dated features.

    Parameters
    ----------
    frame
        A GeoDataFrame in any CRS (without one it must be in degrees), or a DataFrame without places. It is not
        changed. Its index names the rows in problems; one of texts that is called ``id`` is a column too, as in
        the tables of an atlas.
    layer
        What problems call it.
    start, end, inclusive, calendar
        As for `baltic_map.dated_rows.read_days`: columns with the first day and with the end, guessed if they are left
        out, whether the end is the last day, and in which calendar the days are written.
    name
        The column with the names; ``None``: guessed.
    dated
        Whether it has dates at all: else no column is taken for them.

    Returns
    -------
    reading
        Features, what the columns were read as, and all problems; ``reading.checked()`` raises them.

    Raises
    ------
    TypeError
        If it is no table, or the name of a column is no text.
    AtlasError
        If a named column is not there, a column stands twice, or places without a CRS are not in degrees.
    """
    table, geometries = _without_geometry(frame, layer)
    rows = [f"row {label}" for label in frame.index]
    own = table if dated else {}
    days = read_days(own, layer, rows.__getitem__, start=start, end=end, inclusive=inclusive, calendar=calendar)
    readings = *days.columns, *read_texts(table, layer, name, {each.column for each in days.columns})
    made, problems = _features(_Table(layer, rows, table, days, readings), geometries)
    return FrameReading(
        layer, list(made.values()), readings, problems, tuple(table), tuple(rows[number] for number in made)
    )


def _without_geometry(frame: Any, layer: str) -> tuple[dict[str, list[Any]], list[Any]]:
    """Give the columns that are no geometry, and the geometries in EPSG:4326."""
    # A third of a second that other commands need not pay.
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{layer}: a GeoDataFrame is needed, not {type(frame).__name__}")
    places: list[Any] = [None] * len(frame)
    if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        places = list(_in_degrees(frame.geometry, layer))
    table: dict[str, list[Any]] = {}
    if frame.index.name == "id" and all(isinstance(each, str) for each in frame.index):
        # Those of an atlas; an index of numbers names rows, not things.
        table["id"] = list(frame.index)
    for number, column in enumerate(map(str, frame.columns)):
        if str(frame.dtypes.iloc[number]) == "geometry":
            continue
        if column in table:
            raise AtlasError(layer, f"the column {column} stands twice", "Give each column a name of its own")
        table[column] = list(frame.iloc[:, number])
    return table, places


def _in_degrees(places: Any, layer: str) -> Any:
    if places.crs is not None:
        return places.to_crs("EPSG:4326")
    west, south, east, north = places.total_bounds
    if west < _WORLD[0] or south < _WORLD[1] or east > _WORLD[2] or north > _WORLD[3]:
        raise AtlasError(
            layer,
            f"it has no CRS, and {west:.0f} {south:.0f} to {east:.0f} {north:.0f} are no degrees",
            "Say what they are: frame.set_crs(…)",
        )
    return places


class _Table(Struct, frozen=True):
    layer: str
    rows: list[str]
    columns: dict[str, list[Any]]
    days: DatedRows
    readings: tuple[ColumnReading, ...]


def _features(table: _Table, geometries: list[Any]) -> tuple[dict[int, dict[str, Any]], Problems]:
    """Make the features of the rows of a table, by their places in it."""
    columns = {_kept_as(each, table.readings): list(map(plain, values)) for each, values in table.columns.items()}
    texts = {each.field: table.columns[each.column] for each in table.readings if each.field not in _DATE_FIELDS}
    found = {}
    problems = Problems()
    for row, place in enumerate(geometries):
        faults = list(table.days.problems.get(row, ()))
        geometry = None
        try:
            geometry = _geometry(place, f"{table.layer}, {table.rows[row]}")
        except AtlasError as error:
            faults += error.problems
        problems += faults
        if not faults:
            fields = {name: values[row] for name, values in columns.items()}
            fields |= dict(zip(_DATES, table.days.days[row], strict=True)) if table.days.columns else {}
            fields |= {field: text_in(values[row]) for field, values in texts.items()}
            found[row] = {"type": "Feature", "properties": fields, "geometry": geometry}
    return found, problems


def _kept_as(column: str, readings: Sequence[ColumnReading]) -> str:
    taken = {field for each in readings for field in (_DATES if each.field in _DATE_FIELDS else (each.field,))}
    return f"{column} (column)" if column in taken and column not in {each.column for each in readings} else column


def _geometry(place: Any, where: str) -> dict[str, Any] | None:
    """Write a geometry as GeoJSON; AtlasError if it has no place on the map."""
    import shapely  # noqa: PLC0415

    if place is None or is_missing(place) or place.is_empty:
        return None
    if not all(map(math.isfinite, place.bounds)):
        raise AtlasError(where, "its place cannot be written in degrees", "Mend its coordinates, or the CRS")
    # GeoJSON knows no rings by themselves.
    flat = shapely.force_2d(place)
    plain = shapely.LineString(flat) if flat.geom_type == "LinearRing" else flat
    return dict(plain.__geo_interface__)
