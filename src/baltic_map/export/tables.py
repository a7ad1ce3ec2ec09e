"""The rows of an atlas as tables: the same columns in GeoPackage, GeoParquet and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from baltic_map.export import records
from baltic_map.export.request import Export

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["COLUMNS", "Column", "Table", "languages_of", "tables"]

Column: TypeAlias = Literal["text", "edtf", "day", "whole", "number", "switch", "texts", "list", "citations", "table"]
"""
What a column holds: a text; a date as it is written; a day of the atlas (`CivilDay`); a whole number, a number, yes or
no; a text by language; texts; citations; texts by name. The last four may be empty, the others ``None``.
"""

Row: TypeAlias = Mapping[str, Any]

_SPAN: dict[str, Column] = {"start": "day", "end": "day"}
_STANDING: dict[str, Column] = {"state": "text", "controller": "text", "recognised": "text", "status": "text"}

COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "features": {
        "id": "text",
        "layer": "text",
        "kind": "text",
        "name": "texts",
        "name_today": "texts",
        "other_names": "list",
        "start_date": "edtf",
        "end_date": "edtf",
        **_SPAN,
        "certain_start": "day",
        "certain_end": "day",
        "time": "text",
        "clock": "text",
        "description": "texts",
        "note": "texts",
        "certainty": "text",
        "position": "text",
        "precision_km": "number",
        "sources": "citations",
        "rank": "whole",
        "state": "text",
        "geonames": "whole",
        "wikidata": "text",
        "readings": "list",
        "others": "table",
        "license": "text",
    },
    "territories": {
        "id": "text",
        "reading": "text",
        "name": "texts",
        **_SPAN,
        **_STANDING,
        "sources": "citations",
        "note": "texts",
        "outline_sources": "citations",
        "outline_note": "text",
        "license": "text",
    },
    "states": {"reading": "text", **_SPAN, **_STANDING, "name": "texts", "territories": "list", "license": "text"},
    "border_lines": {
        "id": "text",
        "reading": "text",
        "name": "texts",
        **_SPAN,
        "inner": "switch",
        "left": "text",
        "right": "text",
        "precision_km": "number",
        "sources": "citations",
        "note": "texts",
        "license": "text",
    },
    "works": {"id": "text", "class": "text", "text": "text", "url": "text", "doi": "text", "csl": "text"},
    "passages": {
        "id": "whole",
        "features": "list",
        "words": "text",
        "language": "text",
        "work": "text",
        "locator": "text",
        "address": "text",
        "stance": "text",
        "speaker": "texts",
        "translation": "texts",
        "right": "text",
        "checked": "edtf",
        "license": "text",
    },
    "texts": {
        "table": "text",
        "id": "text",
        "field": "text",
        "language": "text",
        "text": "text",
        "source": "text",
        "state": "text",
    },
    "layers": {"id": "text", "name": "texts", "role": "text", "features": "whole"},
    "terms": {
        "vocabulary": "text",
        "id": "text",
        "name": "texts",
        "layer": "text",
        "shape": "text",
        "color": "text",
        "description": "text",
    },
    "about": {"name": "text", "language": "text", "text": "text"},
    "retired": {"id": "text", "retired": "edtf", "replaced_by": "text", "reason": "text"},
}
"""Tables, and what their columns hold."""

_DRAWN = ("features", "territories", "states", "border_lines")


class Table(Struct, frozen=True):
    """
    Rows of one kind.

    Parameters
    ----------
    name
        A key of `COLUMNS`, or an id of a layer.
    columns
        What they hold, in their order.
    rows
        A value for each column.
    geometries
        One for each row, ``None`` where no place is known; ``None`` for a table without places.
    symbols
        Of each row, in the same way.
    """

    name: str
    columns: Mapping[str, Column]
    rows: Sequence[Row]
    geometries: Sequence[BaseGeometry | None] | None = None
    symbols: Sequence[Any] | None = None

    def picked(self, numbers: Sequence[int]) -> Table:
        """Give the rows of these numbers, counted from 0, with their geometries and symbols."""
        return replace(
            self,
            rows=[self.rows[number] for number in numbers],
            geometries=self.geometries and [self.geometries[number] for number in numbers],
            symbols=self.symbols and [self.symbols[number] for number in numbers],
        )

    def by_layer(self) -> Iterator[tuple[str, Table]]:
        """Yield the layers that features are of, and their rows."""
        numbers: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            numbers.setdefault(row["layer"], []).append(number)
        for layer, found in numbers.items():
            yield layer, self.picked(found)


def tables(export: Export) -> Iterator[Table]:
    """
    Lay out what is asked for as tables.

    Parameters
    ----------
    export
        What is asked for.

    Yields
    ------
    table
        Those of `COLUMNS`, in their order; each, though it may have no rows.
    """
    own = export.atlas.config.language
    for name, columns in COLUMNS.items():
        # A table is called as what lays out its rows.
        found = list(getattr(records, name)(export))
        rows = [_row(each, columns, own) for each in found]
        if name in _DRAWN:
            geometries, symbols = [each.geometry for each in found], [each.symbol for each in found]
            yield Table(name, columns, rows, geometries, symbols)
        else:
            yield Table(name, columns, rows)


def languages_of(table: Table, column: str, own: str) -> list[str]:
    """List the languages other than that of the atlas that a column has texts in."""
    return sorted({lang for row in table.rows for lang, text in row[column].items() if text} - {own})


# What a column is called in the rows, where it is called otherwise there.
_FIELDS = {
    "sources": "citations",
    "outline_sources": "outline_citations",
    "class": "work_class",
}


def _row(each: Any, columns: Mapping[str, Column], own: str) -> Row:
    return {name: _value(each, name, column, own) for name, column in columns.items()}


def _value(each: Any, name: str, column: Column, own: str) -> Any:
    if column == "texts":
        return _texts(each, name, own)
    value = _own_value(each, name)
    return value or () if column == "list" else value


def _own_value(each: Any, name: str) -> Any:
    """Give a value that is called otherwise in the row than in the table, or stands elsewhere."""
    if isinstance(each, records.PassageRow):
        if name in {"work", "locator"}:
            return each.citation.source if name == "work" else each.citation.locator
        if name == "checked":
            return each.checked.isoformat() if each.checked else None
    return getattr(each, name if hasattr(each, name) else _FIELDS[name])


def _texts(each: Any, name: str, own: str) -> Mapping[str, str]:
    """Give a text in all its languages: names stand together, prose beside its translations."""
    if name in {"name", "name_today"}:
        names: Mapping[str, str] = each.names if name == "name" else each.names_today
        return names
    if isinstance(each, records.PassageRow):
        others = each.translations.get("words" if name == "translation" else name, {})
    elif isinstance(each, records.FeatureRow):
        others = each.translations.get(name, {})
    else:
        others = each.translations
    text = getattr(each, name)
    return {own: text, **others} if text else dict(others)
