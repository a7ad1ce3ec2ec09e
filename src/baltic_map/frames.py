"""Tables with places, as dated features: any GeoDataFrame in, GeoJSON features with the engine's own fields out."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Self

from baltic_map.column_names import COLUMN_NAMES, columns_for
from baltic_map.days import parse_bounds
from baltic_map.errors import AtlasError, InvalidAtlasError, Problem, Problems
from baltic_map.quoting import shown
from baltic_map.written_dates import DateColumn, Precision, day_after, is_missing, read_dates

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["ColumnReading", "FrameReading", "date_columns", "read_frame"]

_HALF = 0.5
_MONTH = 31
_WORLD = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """
    What one column of a table was read as.

    Parameters
    ----------
    column
        Its name in the table.
    field
        The field of the features: ``start_date``, ``end_date``, ``date`` (the one day of a row), ``name`` or
        ``description``.
    guessed
        Whether it was chosen by its name and its values; else the caller named it.
    kinds
        Of dates, how many rows are days, months, years, or other EDTF.
    missing
        Rows without a value.
    unread
        Rows whose value is no date: the label of the row, and the value.
    """

    column: str
    field: str
    guessed: bool
    kinds: Mapping[Precision, int]
    missing: int
    unread: tuple[tuple[Hashable, Any], ...] = ()

    def __str__(self) -> str:
        told = [f"{number} {kind if number > 1 else kind.removesuffix('s')}" for kind, number in self.kinds.items()]
        told += [f"{self.missing} empty"] if self.missing else []
        if self.unread:
            row, value = self.unread[0]
            told.append(f"{len(self.unread)} not read: row {row} {shown(value)}{', …' if len(self.unread) > 1 else ''}")
        return f"{self.field} <- {self.column}" + (f" ({', '.join(told)})" if told else "")


@dataclass(frozen=True, slots=True)
class FrameReading:
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
    """

    layer: str
    features: list[dict[str, Any]]
    columns: tuple[ColumnReading, ...]
    problems: Problems
    names: tuple[str, ...]

    def checked(self) -> Self:
        """Give the reading itself; InvalidAtlasError, with all of its problems at once, if it has any."""
        if self.problems:
            raise InvalidAtlasError(self.layer, self.problems)
        return self

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
) -> FrameReading:
    """
    Read a table into dated features.

    Parameters
    ----------
    frame
        A GeoDataFrame in any CRS (without one it must be in degrees), or a DataFrame without places. It is not
        changed. Its index names the rows in problems.
    layer
        What problems call it.
    start, end
        Columns with the first day and with the end. ``None``: guessed by name and values (`COLUMN_NAMES`). If both are
        the same column, or there is but one, called ``date``, ``day``, ``year`` or the like, each row is of one day.
    name
        The column with the names; ``None``: guessed.
    inclusive
        Whether the end is the last day; else it is the day on which a thing no longer was (half-open).

    Returns
    -------
    reading
        Features, what the columns were read as, and all problems; ``reading.checked()`` raises them.

    Raises
    ------
    TypeError
        If it is no table.
    AtlasError
        If a named column is not there, a column stands twice, or places without a CRS are not in degrees.
    """
    import pandas as pd  # noqa: PLC0415 - a third of a second that other commands need not pay

    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{layer}: a GeoDataFrame is needed, not {type(frame).__name__}")
    own, geometries = _without_geometry(frame, layer)
    chosen = date_columns(own, layer=layer, start=start, end=end)
    texts = {"name": _named(own, name, layer)} if name is not None else {}
    taken = {column for column, _, _ in chosen.values()}
    for field in ("name", "description"):
        guess = next((each for each in columns_for(field, own.columns) if each not in taken), None)
        if field not in texts and guess is not None:
            texts[field] = guess
    rows = list(own.index)
    readings = [
        ColumnReading(
            column, field, guessed, dates.kinds, dates.missing, tuple((rows[each[0]], each[1]) for each in dates.unread)
        )
        for field, (column, guessed, dates) in chosen.items()
    ]
    readings += [
        ColumnReading(column, field, field != "name" or name is None, {}, sum(map(is_missing, own[column])))
        for field, column in texts.items()
    ]
    table = _Table(layer, rows, chosen, texts, inclusive=inclusive)
    features, problems = table.features(own, geometries)
    return FrameReading(layer, features, tuple(readings), problems, tuple(own.columns))


def date_columns(
    frame: Any, *, layer: str = "layer", start: str | None = None, end: str | None = None
) -> dict[str, tuple[str, bool, DateColumn]]:
    """
    Find the columns with the dates of a table, and read them.

    Parameters
    ----------
    frame
        A DataFrame whose columns are texts.
    layer, start, end
        As for `read_frame`.

    Returns
    -------
    columns
        By field (``start_date`` and ``end_date``, or ``date`` for the one day of a row): the name of the column,
        whether it was guessed, and what stands in it. Empty if there are none.

    Raises
    ------
    AtlasError
        If a named column is not there.
    """
    given = {
        field: _named(frame, column, layer) for field, column in (("start_date", start), ("end_date", end)) if column
    }
    if start is not None and start == end:
        given = {"date": given["start_date"]}
    elif "end_date" not in given and given.get("start_date", "").casefold() in COLUMN_NAMES["date"]:
        other = _guessed_dates(frame, "end_date")
        if other is None:
            given = {"date": given["start_date"]}
    found = {field: (column, False, read_dates(frame[column])) for field, column in given.items()}
    if "date" in found:
        return found
    for field in ("start_date", "end_date"):
        if field not in found and (guess := _guessed_dates(frame, field, [each[0] for each in found.values()])):
            found[field] = (guess[0], True, guess[1])
    if "start_date" not in found and (guess := _guessed_dates(frame, "date", [each[0] for each in found.values()])):
        # A day with an end beside it is a beginning.
        found["start_date" if found else "date"] = (guess[0], True, guess[1])
    return dict(sorted(found.items(), reverse=True))


def _without_geometry(frame: Any, layer: str) -> tuple[Any, list[Any]]:
    """Give the columns that are no geometry, named by texts, and the geometries in EPSG:4326."""
    import geopandas as gpd  # noqa: PLC0415

    places: list[Any] = [None] * len(frame)
    if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        places = list(_in_degrees(frame.geometry, layer))
    own = frame.loc[:, [str(each) != "geometry" for each in frame.dtypes]]
    own = own.set_axis([str(column) for column in own.columns], axis="columns")
    twice = own.columns[own.columns.duplicated()]
    if len(twice):
        raise AtlasError(layer, f"the column {twice[0]} stands twice", "Give each column a name of its own")
    # A plain table: a GeoDataFrame whose geometry is gone warns of it.
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(own), places


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


def _named(frame: Any, column: Any, layer: str) -> str:
    """Check that a column that the caller named is there."""
    if not isinstance(column, str):
        raise TypeError(f"{layer}: a column is named by a text, not {type(column).__name__}")
    if column not in frame.columns:
        known = ", ".join(frame.columns)
        raise AtlasError(layer, f"it has no column {shown(column)}", f"Use one of {known}" if known else "Add it")
    return column


def _guessed_dates(frame: Any, field: str, taken: Sequence[str] = ()) -> tuple[str, DateColumn] | None:
    """Find the column that is likely meant, of whose values at least half are dates: ``to`` may be a place."""
    for column in columns_for(field, frame.columns):
        if column not in taken and not _are_small(frame[column]):
            dates = read_dates(frame[column])
            if dates.share >= _HALF or dates.missing == len(dates.texts):
                return column, dates
    return None


def _are_small(values: Any) -> bool:
    """Tell whether all are small whole numbers: days of a month beside a year and a month, not years."""
    told = [each for each in values if not is_missing(each)]
    return bool(told) and all(isinstance(each, Real) and abs(float(each)) <= _MONTH for each in told)


@dataclass(frozen=True, slots=True)
class _Table:
    """Makes the features of a table, row by row."""

    layer: str
    rows: list[Hashable]
    chosen: Mapping[str, tuple[str, bool, DateColumn]]
    texts: Mapping[str, str]
    inclusive: bool

    def features(self, own: Any, geometries: list[Any]) -> tuple[list[dict[str, Any]], Problems]:
        columns = {self._kept_as(each): [_plain_value(value) for value in own[each]] for each in own.columns}
        wrong: dict[int, list[Problem]] = {}
        for column, _, dates in self.chosen.values():
            for row, _, what, hint in dates.unread:
                wrong.setdefault(row, []).append(Problem(f"{self._where(row)}, {column}", what, hint))
        found = []
        problems = Problems()
        for row, place in enumerate(geometries):
            faults = wrong.get(row, [])
            days, geometry = {}, None
            try:
                days = self._days(row)
            except AtlasError as error:
                faults += error.problems
            try:
                geometry = _geometry(place, self._where(row))
            except AtlasError as error:
                faults += error.problems
            problems += faults
            if not faults:
                fields = {name: values[row] for name, values in columns.items()}
                fields |= days | {field: _text(own[column].iloc[row]) for field, column in self.texts.items()}
                found.append({"type": "Feature", "id": str(self.rows[row]), "properties": fields, "geometry": geometry})
        return found, problems

    def _where(self, row: int) -> str:
        return f"{self.layer}, row {self.rows[row]}"

    def _kept_as(self, column: str) -> str:
        """Name a column among the properties: one whose name a field takes gives way."""
        taken = {*self.texts, *(("start_date", "end_date") if self.chosen else ())}
        read = {*self.texts.values(), *(each[0] for each in self.chosen.values())}
        return f"{column} (column)" if column in taken and column not in read else column

    def _days(self, row: int) -> dict[str, str | None]:
        """Give the first day of a row and the day on which it no longer was."""
        if not self.chosen:
            return {}
        texts = {field: dates.texts[row] for field, (_, _, dates) in self.chosen.items()}
        if "date" in texts:
            begins = texts["date"]
            return {"start_date": begins, "end_date": day_after(begins) if begins else None}
        begins, ends = texts.get("start_date"), texts.get("end_date")
        if begins and ends:
            first, last = parse_bounds(begins).earliest, parse_bounds(ends).latest
            if last < first or (last == first and not self.inclusive):
                column = self.chosen["end_date"][0]
                hint = "Write a later end" if last < first else "Write the day after it, or say inclusive=True"
                where = f"{self._where(row)}, {column}"
                raise AtlasError(where, f"{ends} is not after {begins} of {self.chosen['start_date'][0]}", hint)
        return {"start_date": begins, "end_date": day_after(ends) if ends and self.inclusive else ends}


def _text(value: Any) -> str | None:
    return None if is_missing(value) else str(value)


def _plain_value(value: Any) -> Any:
    """Write a value of a table as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): _plain_value(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain_value(each) for each in value]
    if isinstance(value, str | bool):
        return value
    return None if is_missing(value) else _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, date):
        text = value.isoformat()
        return text.removesuffix("T00:00:00") if isinstance(value, datetime) else text
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else str(value)
    return bool(value) if type(value).__name__ in ("bool", "bool_") else str(value)


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
