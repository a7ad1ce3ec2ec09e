"""An atlas as tables of comma-separated values."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely

from baltic_map.export.request import Export
from baltic_map.export.tables import Column, Table, languages_of, tables
from baltic_map.files import write_together

__all__ = ["write"]

# What a spreadsheet takes for a formula, and the mark that it is none.
_FORMULA = re.compile(r"[=+\-@\t\r']")


def write(export: Export) -> Iterator[Path]:
    """
    Write an atlas as CSV (RFC 4180), in UTF-8.

    Parameters
    ----------
    export
        What is asked for.

    Yields
    ------
    path
        A file for each table, in the folder ``csv``.

    Raises
    ------
    AtlasError
        If a file cannot be written; then none is.
    """
    own = export.atlas.config.language
    yield from write_together(export.out / "csv", ((f"{each.name}.csv", _text(each, own)) for each in tables(export)))


def _text(table: Table, own: str) -> bytes:
    columns = list(_columns(table, own))
    has_points = any(each is not None and each.geom_type == "Point" for each in table.geometries or ())
    places = [*(("lon", "lat") if has_points else ()), *(("geometry",) if table.geometries is not None else ())]
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([*(name for name, _, _ in columns), *places])
    for number, row in enumerate(table.rows):
        cells = [_cell(row[name], column, lang) for _, (name, column), lang in columns]
        geometry = table.geometries[number] if table.geometries is not None else None
        if has_points:
            cells += [geometry.x, geometry.y] if geometry is not None and geometry.geom_type == "Point" else ["", ""]
        if table.geometries is not None:
            cells.append(shapely.to_wkt(geometry, rounding_precision=-1) if geometry is not None else "")
        writer.writerow(cells)
    return file.getvalue().encode()


def _columns(table: Table, own: str) -> Iterator[tuple[str, tuple[str, Column], str | None]]:
    """Yield what columns are called, where they come from, and their language if they have one."""
    for name, column in table.columns.items():
        if column != "texts":
            yield name, (name, column), None
            continue
        yield name, (name, column), own
        for lang in languages_of(table, name, own):
            yield f"{name}:{lang}", (name, column), lang


def _cell(value: Any, column: Column, lang: str | None) -> Any:
    """Write a value; a text that a spreadsheet would reckon with gets an apostrophe before it."""
    if value is None:
        return ""
    match column:
        case "texts":
            text = value.get(lang, "")
        case "list" | "citations":
            text = "; ".join(str(each).replace(";", ";;") for each in value)
        case "table":
            text = json.dumps(value, ensure_ascii=False) if value else ""
        case "text":
            text = value
        case "switch":
            return "true" if value else "false"
        case _:
            return value
    return f"'{text}" if _FORMULA.match(text) else text
