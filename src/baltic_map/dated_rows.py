"""
The days of the rows of a table: which columns hold them, and from when until when each row is so.

A table is a mapping of columns, whatever it came from: a frame, a file, the features of a layer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from numbers import Real
from typing import Any, TypeAlias

from msgspec import Struct

from baltic_map.calendars import Calendar, Precision
from baltic_map.cells import count_missing, is_missing
from baltic_map.column_names import COLUMN_NAMES, columns_for
from baltic_map.data_axis import Days
from baltic_map.days import day_after, parse_bounds
from baltic_map.errors import AtlasError, Problem
from baltic_map.quoting import shown
from baltic_map.written_dates import DateColumn, Kind, read_dates

__all__ = [
    "ColumnChoice",
    "ColumnReading",
    "DatedRows",
    "Table",
    "check_column",
    "choice_for",
    "has_no_days",
    "precision_of",
    "read_days",
    "read_texts",
    "unknown_layers",
]

Table: TypeAlias = Mapping[str, Sequence[Any]]
"""Columns by name, each with a value for every row."""

ColumnChoice: TypeAlias = str | Mapping[str, str | None] | None
"""A column: one for all layers that have it, or by the name of the layer; ``None`` if it is to be guessed."""

_HALF = 0.5
_MONTH = 31
_OURS = ("start_date", "end_date")


class ColumnReading(Struct, frozen=True):
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
        Rows whose value is no date: what the row is called, and the value.
    """

    column: str
    field: str
    guessed: bool
    kinds: Mapping[Kind, int]
    missing: int
    unread: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        told = [f"{number} {kind if number > 1 else kind.removesuffix('s')}" for kind, number in self.kinds.items()]
        told += [f"{self.missing} empty"] if self.missing else []
        if self.unread:
            row, value = self.unread[0]
            told.append(f"{len(self.unread)} not read: {row} {shown(value)}{', …' if len(self.unread) > 1 else ''}")
        return f"{self.field} <- {self.column}" + (f" ({', '.join(told)})" if told else "")


class DatedRows(Struct, frozen=True):
    """
    The days of the rows of a table.

    Parameters
    ----------
    days
        Of each row; ``None`` also where a date cannot be read.
    columns
        The columns with the dates: none, one or two.
    problems
        What is wrong, by row (0 is the first).
    """

    days: tuple[Days, ...]
    columns: tuple[ColumnReading, ...]
    problems: Mapping[int, list[Problem]]

    @property
    def is_dated(self) -> bool:
        """Whether any value was read as a date."""
        return any(each.kinds for each in self.columns)


def read_days(
    table: Table,
    layer: str,
    called: Callable[[int], str],
    *,
    start: str | None = None,
    end: str | None = None,
    inclusive: bool = False,
    calendar: Calendar = "gregorian",
) -> DatedRows:
    """
    Find the columns with the dates of a table, and read them.

    Parameters
    ----------
    table
        The columns.
    layer, called
        What problems call the table, and the row at a place.
    start, end
        Columns with the first day and with the end. ``None``: guessed by name and values (`COLUMN_NAMES`); at least
        half of the values must be dates. If both are the same column, or there is but one, called ``date``, ``day``,
        ``year`` or the like, each row is of one day.
    inclusive
        Whether the end is the last day; else it is the day on which a thing no longer was.
    calendar
        In which the days are written.

    Returns
    -------
    rows
        The days, and what is wrong with them.

    Raises
    ------
    TypeError
        If the name of a column is no text.
    AtlasError
        If a named column is not there.
    """
    chosen = _chosen(table, layer, start, end, partial(read_dates, calendar=calendar))
    problems: dict[int, list[Problem]] = {}
    for column, _, dates in chosen.values():
        for row, _, what, hint in dates.unread:
            problems.setdefault(row, []).append(Problem(f"{layer}, {called(row)}, {column}", what, hint))
    days: list[Days] = []
    for row in range(len(next(iter(table.values()), ()))):
        days.append((None, None))
        try:
            days[-1] = _days(chosen, row, calendar, inclusive=inclusive)
        except AtlasError as error:
            where = f"{layer}, {called(row)}, {chosen.get('end_date', chosen.get('date', ('',)))[0]}"
            problems.setdefault(row, []).append(Problem(where, error.problem.what, error.problem.hint))
    return DatedRows(tuple(days), tuple(_readings(chosen, called)), problems)


def read_texts(table: Table, layer: str, name: str | None, taken: Collection[str]) -> Iterator[ColumnReading]:
    """
    Find the columns with the names and the descriptions of rows.

    Parameters
    ----------
    table, layer
        As for `read_days`.
    name
        The column with the names; ``None``: guessed.
    taken
        Columns that were read already, and are not guessed.

    Yields
    ------
    reading
        Of the name, then of the description, as far as there are such columns.

    Raises
    ------
    TypeError, AtlasError
        As `read_days`.
    """
    for field, own in (("name", name), ("description", None)):
        guesses = (each for each in columns_for(field, table) if each not in (*taken, name))
        column = check_column(table, own, layer) if own is not None else next(guesses, None)
        if column is not None:
            yield ColumnReading(column, field, own is None, {}, count_missing(table[column]))


def precision_of(kinds: Iterable[Kind]) -> Precision:
    """Tell what data count whose dates are of these kinds: years if nothing nearer is told, or months, or days."""
    found = set(kinds)
    return "year" if found == {"years"} else "month" if found and found <= {"years", "months"} else "day"


def check_column(table: Table, column: object, layer: str) -> str:
    """Give the name of a column that the caller named; TypeError if it is no text, AtlasError if it is not there."""
    if not isinstance(column, str):
        raise TypeError(f"{layer}: a column is named by a text, not {type(column).__name__}")
    if column not in table:
        known = ", ".join(table)
        raise AtlasError(layer, f"it has no column {shown(column)}", f"Use one of {known}" if known else "Add it")
    return column


def unknown_layers(where: str, choices: Mapping[str, object], layers: Collection[str], what: str) -> Iterator[Problem]:
    """Yield a problem for each layer that a choice names, by argument, and that is not there; ``what`` says so."""
    hint = f"Use one of {', '.join(layers)}" if layers else "Add the layer"
    for argument, choice in choices.items():
        for layer in choice if isinstance(choice, Mapping) else ():
            if layer not in layers:
                yield Problem(f"{where}, {argument}", f"{shown(layer)} {what}", hint)


def has_no_days(layer: str, *choices: ColumnChoice) -> bool:
    """Tell whether a choice says of a layer that it has no days."""
    return any(isinstance(each, Mapping) and layer in each and each[layer] is None for each in choices)


def choice_for(choice: ColumnChoice, layer: str, columns: Container[str]) -> str | None:
    """Give the column that was chosen for a layer; one that was chosen for all need not be in each."""
    if isinstance(choice, Mapping):
        return choice.get(layer)
    return choice if choice is not None and choice in columns else None


_Chosen: TypeAlias = dict[str, tuple[str, bool, DateColumn]]
"""By field (start_date and end_date, or date): the column, whether it was guessed, and what stands in it."""


def _readings(chosen: _Chosen, called: Callable[[int], str]) -> Iterator[ColumnReading]:
    for field, (column, guessed, dates) in chosen.items():
        unread = tuple((called(row), value) for row, value, _, _ in dates.unread)
        yield ColumnReading(column, field, guessed, dates.kinds, dates.missing, unread)


_Read: TypeAlias = Callable[[Sequence[Any]], DateColumn]


def _chosen(table: Table, layer: str, start: str | None, end: str | None, read: _Read) -> _Chosen:
    named = zip(_OURS, (start, end), strict=True)
    given = {field: check_column(table, column, layer) for field, column in named if column is not None}
    is_single = start is not None and start.casefold() in COLUMN_NAMES["date"] and end is None
    if start is not None and (start == end or (is_single and not _guessed(table, "end_date", [start], read))):
        given = {"date": start}
    found: _Chosen = {field: (column, False, read(table[column])) for field, column in given.items()}
    if "date" in found:
        return found
    for field in _OURS:
        if field not in found and (guess := _guessed(table, field, [each[0] for each in found.values()], read)):
            found[field] = guess
    if "start_date" not in found and (guess := _guessed(table, "date", [each[0] for each in found.values()], read)):
        # A day with an end beside it is a beginning.
        found["start_date" if found else "date"] = guess
    return dict(sorted(found.items(), reverse=True))


def _guessed(table: Table, field: str, taken: Sequence[str], read: _Read) -> tuple[str, bool, DateColumn] | None:
    """Find the column that is likely meant, of whose values at least half are dates: ``to`` may be a place."""
    for column in columns_for(field, table):
        if column not in taken and not _are_small(table[column]):
            dates = read(table[column])
            if dates.share >= _HALF or column in _OURS or dates.missing == len(dates.texts):
                return column, True, dates
    return None


def _are_small(values: Sequence[Any]) -> bool:
    """Tell whether all are small whole numbers: days of a month beside a year and a month, not years."""
    told = [each for each in values if not is_missing(each)]
    return bool(told) and all(isinstance(each, Real) and abs(float(each)) <= _MONTH for each in told)


def _days(chosen: _Chosen, row: int, calendar: Calendar, *, inclusive: bool) -> Days:
    """Give the first day of a row and the day on which it no longer was."""
    texts = {field: dates.texts[row] for field, (_, _, dates) in chosen.items()}
    if "date" in texts:
        begins = texts["date"]
        return begins, day_after(begins, calendar) if begins else None
    begins, ends = texts.get("start_date"), texts.get("end_date")
    if begins and ends:
        first, last = (
            parse_bounds(begins, calendar=calendar).earliest,
            parse_bounds(ends, calendar=calendar).latest,
        )
        if last < first or (last == first and not inclusive):
            hint = "Write a later end" if last < first else "Write the day after it, or say inclusive=True"
            raise AtlasError("", f"{ends} is not after {begins} of {chosen['start_date'][0]}", hint)
    return begins, day_after(ends, calendar) if ends and inclusive else ends
