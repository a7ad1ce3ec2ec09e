"""Records of any file as a layer of dated features, and a report of what was read as what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from baltic_map.cells import count_missing, is_missing, text_in
from baltic_map.dated_rows import ColumnReading, DatedRows, read_days, read_texts
from baltic_map.days import day_after, parse_bounds
from baltic_map.errors import AtlasError, Problem, Problems
from baltic_map.importers.geometries import drawable
from baltic_map.importers.records import Choices, Record, Records
from baltic_map.layers import OWN_FIELDS
from baltic_map.quoting import shown, told_names
from baltic_map.written_dates import read_dates

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["DatedFeature", "RecordLayer", "read_layer_of"]

_BCE = re.compile(r"(?<![a-z])bce?[ _-]?(\d{1,4})(?!\d)|(?<!\d)(\d{1,4})[ _-]?bce?(?![a-z])", re.ASCII | re.IGNORECASE)
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2}|\d{4}-\d{2})(?!\d)", re.ASCII)
_YEAR_IN_NAME = re.compile(r"(?<![\d-])(\d{3,4})(?!\d)", re.ASCII)
_LAST_YEAR = 2100
_DAY_OR_YEAR = re.compile(r"\d{4}(-\d{2}-\d{2})?", re.ASCII)

# Our own fields that a column of the same name fills, where all of its values are of their kind.
_FITS: Mapping[str, Callable[[Any], bool]] = {
    "kind": lambda value: isinstance(value, str),
    "note": lambda value: isinstance(value, str),
    "time": lambda value: isinstance(value, str),
    "name_today": lambda value: isinstance(value, str),
    "certainty": lambda value: value in ("certain", "less-certain", "uncertain"),
}
_TRANSLATED = re.compile(r"(name|name_today):[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class DatedFeature(Struct, frozen=True):
    """One thing that is drawn: its fields (dates half-open, days or EDTF), its place if any, and whose it was."""

    fields: Mapping[str, Any]
    geometry: BaseGeometry | None
    holder: str | None = None

    @property
    def is_held(self) -> bool:
        """Whether it is land of which is told whose it was."""
        return self.holder is not None and self.geometry is not None and "Polygon" in self.geometry.geom_type


class RecordLayer(Struct):
    """
    A file, or a layer of it, read.

    Parameters
    ----------
    file, name
        As of its `baltic_map.importers.records.Records`.
    features
        In the order of the file.
    told
        What was read as what, a line each.
    problems
        What could not be read.
    is_moment
        Whether its days are those of the file as a whole.
    key
        Its id in the atlas, when it has one.
    """

    file: str
    name: str
    features: list[DatedFeature] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    is_moment: bool = False
    key: str = ""


def read_layer_of(records: Records, choices: Choices) -> RecordLayer:
    """
    Read the records of a file as dated features.

    Parameters
    ----------
    records
        What the file holds.
    choices
        What is known of its columns.

    Returns
    -------
    layer
        The features of the records that could be read, and a report. A record of several points is a feature for each;
        columns that are none of ours are kept under their own names, or beside a field of ours with "(column)".

    Raises
    ------
    AtlasError
        If ``date`` is no date.
    """
    layer = RecordLayer(records.file, records.name, problems=Problems(records.problems), told=list(records.notes))
    table = {name: [each.cells.get(name) for each in records.records] for name in records.columns}
    _take_edtf(table, layer)
    dated = _days(table, records, choices, layer)
    read = {each.column for each in dated.columns}
    asked = choices.name if choices.name in table else None
    found = list(read_texts(table, records.file, asked, read))
    if not any(each.field == "name" for each in found):
        found[:0] = _first_texts(table, {*read, *(each.column for each in found)})
    texts = {each.field: each.column for each in found}
    readings = [
        *map(str, found),
        *(str(each).replace("date <-", "start_date, for one day <-", each.field == "date") for each in dated.columns),
    ]
    whole = None if dated.is_dated else _of_whole(records, choices, layer)
    if not dated.is_dated and whole is None:
        readings.append("no dates: always there")
    layer.told += readings
    kept = _kept(table, {*read, *texts.values()})
    layer.told += [f"kept as they are: {told_names(kept.values())}"] if kept else []
    for row, record in enumerate(records.records):
        if row in dated.problems:
            layer.problems += dated.problems[row]
            continue
        fields = {ours: table[column][row] for column, ours in kept.items()}
        fields |= {ours: text_in(table[column][row]) for ours, column in texts.items()}
        begins, ends = whole or (dated.days[row] if dated.days else (None, None))
        fields |= {"start_date": begins, "end_date": ends}
        holder = text_in(table[choices.holder][row]) if choices.holder in table else None
        layer.features += _placed(record, fields, holder, records, layer)
    return layer


def _take_edtf(table: dict[str, list[Any]], layer: RecordLayer) -> None:
    """Let what OpenHistoricalMap writes of a date as EDTF stand for that date, where it can be read."""
    for name in ("start_date", "end_date"):
        exact = table.pop(f"{name}:edtf", None)
        if exact is None:
            continue
        texts = read_dates(exact).texts
        plain = table.get(name, [None] * len(exact))
        table[name] = [
            text or (plain[row] if not is_missing(plain[row]) else exact[row]) for row, text in enumerate(texts)
        ]
        layer.told.append(f"{name} <- {name}:edtf ({sum(text is not None for text in texts)} of {len(texts)})")


def _days(table: dict[str, list[Any]], records: Records, choices: Choices, layer: RecordLayer) -> DatedRows:
    """Read the days of all rows; of a table without rows there are none."""

    def called(row: int) -> str:
        return f"{records.noun} {records.records[row].number}"

    start, end = (each if each in table else None for each in (choices.start, choices.end))
    inclusive = choices.inclusive or records.inclusive
    dated = read_days(table, records.file, called, start=start, end=end, inclusive=inclusive)
    if inclusive:
        return dated
    if any("say inclusive=True" in each.hint for found in dated.problems.values() for each in found):
        why = "some end on the day on which they begin"
    elif _follow_a_day_later(dated):
        why = "what follows begins a day, or a year, later"
    else:
        return dated
    layer.told.append(f"an end is the last day: {why}")
    return read_days(table, records.file, called, start=start, end=end, inclusive=True)


def _follow_a_day_later(dated: DatedRows) -> bool:
    """Tell whether what begins after an end does so a day, or a year, later, and not on that day."""
    starts = {start for start, _ in dated.days}
    ends = [end for _, end in dated.days if end and _DAY_OR_YEAR.fullmatch(end)]
    later = sum(_next(end) in starts for end in ends)
    return later > 1 and later * 3 >= len(ends) and later > 2 * sum(end in starts for end in ends)


def _next(end: str) -> str | None:
    with suppress(AtlasError):
        return day_after(end) if "-" in end else f"{int(end) + 1:04d}"
    # After the last day of all.
    return None


def _first_texts(table: Mapping[str, list[Any]], taken: set[str]) -> Iterator[ColumnReading]:
    """Find the first column of texts most of which stand but once: they are likely names."""
    for column, values in table.items():
        texts = [each for each in values if isinstance(each, str) and re.search(r"[^\W\d_]", each)]
        if column not in taken and column != "id" and len(set(texts)) * 2 > len(values):
            yield ColumnReading(column, "name", guessed=True, kinds={}, missing=count_missing(values))
            return


def _of_whole(records: Records, choices: Choices, layer: RecordLayer) -> tuple[str, str] | None:
    """Give the days of a file that has no dates: those it is said to be of, or of the year in its name."""
    found = choices.date or _date_in(records.file)
    if found is None:
        return None
    text = read_dates([found]).texts[0]
    if text is None:
        raise AtlasError("date", f"{shown(found)} is not a date", "Write YYYY-MM-DD, YYYY-MM, YYYY or EDTF")
    # All of it was so on each of these days: a year is no doubt here.
    layer.is_moment = True
    layer.told.append(f"start_date, end_date <- {text}, {'as told' if choices.date else 'of the name of the file'}")
    return str(parse_bounds(text).earliest), day_after(text).rpartition("/")[2]


def _date_in(file: str) -> str | None:
    """Find the one date that the name of a file has."""
    name = file.partition(",")[0].rpartition(".")[0]
    if before := _BCE.findall(name):
        # There is no year 0 in the names of years: 1 BC is the year 0 of EDTF.
        year = int(before[0][0] or before[0][1]) - 1
        return f"{'-' if year > 0 else ''}{max(year, 0):04d}" if len(before) == 1 else None
    days = _DAY_IN_NAME.findall(name)
    years = [each for each in _YEAR_IN_NAME.findall(name) if int(each) <= _LAST_YEAR]
    found = days or [f"{int(each):04d}" for each in years]
    return found[0] if len(found) == 1 else None


def _kept(table: Mapping[str, list[Any]], read: set[str]) -> dict[str, str]:
    """Name the columns that are kept: one that would be taken for a field of ours, and is none, gives way."""
    kept: dict[str, str] = {}
    for column, values in table.items():
        if column in read:
            continue
        told = [each for each in values if not is_missing(each)]
        fits = all(map(_FITS[column], told)) if column in _FITS else bool(_TRANSLATED.fullmatch(column))
        is_ours = column.partition(":")[0] in OWN_FIELDS
        if told:
            kept[column] = column if fits or not is_ours else f"{column} (column)"
    return kept


def _placed(
    record: Record, fields: dict[str, Any], holder: str | None, records: Records, layer: RecordLayer
) -> Iterator[DatedFeature]:
    """Yield the features of a record: one, or one for each of its parts."""
    if record.geometry is None:
        yield DatedFeature(fields, None)
        return
    parts, mended = drawable(record.geometry)
    if not parts:
        what = "nothing of its place can be drawn: it is too small, or too near a pole"
        layer.problems.append(Problem(records.where(record.number), what, "Mend it, or leave it out"))
    elif mended:
        layer.told.append(
            f"{records.noun} {record.number}: its outline crossed itself or came too near a pole, and was mended"
        )
    for part in parts:
        yield DatedFeature(fields, part, holder)
