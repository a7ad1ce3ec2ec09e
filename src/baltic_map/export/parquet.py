"""An atlas as GeoParquet, with lists and tables as real nested columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from msgspec.structs import replace

from baltic_map.calendars import EPOCH
from baltic_map.errors import AtlasError
from baltic_map.export.request import Export
from baltic_map.export.tables import Column, Table, tables
from baltic_map.files import write_together

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["check", "write"]

_VERSION = "1.1.0"

_DAY_MS = 86_400_000

# What the column with the other languages of a text is called.
_BY_LANGUAGE = {"name": "names", "name_today": "names_today"}
_PARTS = "features/layer={}/part-0.parquet"


def check(_: Export) -> None:
    """Raise `AtlasError` if pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - an extra
    except ImportError:
        hint = 'Install it: pip install "baltic-map[parquet]"'
        raise AtlasError("format parquet", "it takes the package pyarrow, which is not installed", hint) from None


def write(export: Export) -> Iterator[Path]:
    """
    Write an atlas as GeoParquet 1.1.

    Parameters
    ----------
    export
        What is asked for.

    Yields
    ------
    path
        Files in the folder ``parquet``: one for each table, and the features once more by layer
        (``features/layer=ID/part-0.parquet``), for readers that know partitions.

    Raises
    ------
    AtlasError
        If a file cannot be written; then none is.
    """
    folder = export.out / "parquet"
    written = list(write_together(folder, _files(export)))
    # Readers of partitions take all files that are there.
    for path in set(folder.glob(_PARTS.format("*"))) - set(written):
        path.unlink()
    yield from written


def _files(export: Export) -> Iterator[tuple[str, bytes]]:
    own = export.atlas.config.language
    for table in tables(export):
        yield f"{table.name}.parquet", _parquet(table, own)
        if table.name == "features":
            # Which layer it is stands in the name of the folder alone.
            columns = {name: column for name, column in table.columns.items() if name != "layer"}
            for layer, part in table.by_layer():
                yield _PARTS.format(layer), _parquet(replace(part, columns=columns), own)


def _parquet(table: Table, own: str) -> bytes:
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    columns: dict[str, pa.Array] = {}
    for name, column in table.columns.items():
        columns |= _arrays(name, column, [row[name] for row in table.rows], own)
    metadata = None
    if table.geometries is not None:
        columns |= _places(table.geometries)
        metadata = {"geo": json.dumps(_geo(table.geometries))}
    made = pa.table(columns).replace_schema_metadata(metadata)
    sink = pa.BufferOutputStream()
    parquet.write_table(made, sink, compression="zstd")
    return bytes(sink.getvalue())


def _arrays(name: str, column: Column, values: Sequence[Any], own: str) -> dict[str, pa.Array]:
    import pyarrow as pa  # noqa: PLC0415

    text, texts = pa.string(), pa.map_(pa.string(), pa.string())
    match column:
        case "day":
            days = [None if each is None else (each.number - EPOCH) * _DAY_MS for each in values]
            written = [None if each is None else each.isoformat() for each in values]
            # As a date of Arrow Python would refuse years before 1, and with it every reader that is written in Python.
            return {name: pa.array(days, pa.timestamp("ms")), f"{name}_text": pa.array(written, text)}
        case "texts":
            # Empty texts are none.
            pairs = [[(lang, said) for lang, said in each.items() if said] for each in values]
            plural = _BY_LANGUAGE.get(name, f"{name}s")
            return {name: pa.array([each.get(own) for each in values], text), plural: pa.array(pairs, texts)}
        case "table":
            return {name: pa.array([list(each.items()) for each in values], texts)}
        case "list":
            return {name: pa.array([list(each) for each in values], pa.list_(text))}
        case "citations":
            kind = pa.struct([("work", text), ("locator", text)])
            cited = [[{"work": one.source, "locator": one.locator} for one in each] for each in values]
            return {name: pa.array(cited, pa.list_(kind))}
    kinds = {"whole": pa.int64(), "number": pa.float64(), "switch": pa.bool_()}
    return {name: pa.array(values, kinds.get(column, text))}


def _places(geometries: Sequence[Any]) -> dict[str, pa.Array]:
    """Give geometries as well-known binary, and the box of each, by which readers skip what is elsewhere."""
    import pyarrow as pa  # noqa: PLC0415

    sides = ("xmin", "ymin", "xmax", "ymax")
    boxes = [None if each is None else dict(zip(sides, each.bounds, strict=True)) for each in geometries]
    return {
        "geometry": pa.array([None if each is None else shapely.to_wkb(each) for each in geometries], pa.binary()),
        "bbox": pa.array(boxes, pa.struct([(side, pa.float64()) for side in sides])),
    }


def _geo(geometries: Sequence[Any]) -> Mapping[str, Any]:
    """
    Tell what the geometries are; without a system named they are longitude and latitude (OGC:CRS84).

    References
    ----------
    OGC, GeoParquet Specification v1.1.0.
    """
    there = [each for each in geometries if each is not None]
    box = {"bbox": shapely.total_bounds(there).tolist()} if there else {}
    covering = {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}
    column = {
        "encoding": "WKB",
        "geometry_types": sorted({each.geom_type for each in there}),
        "covering": {"bbox": covering},
        **box,
    }
    return {"version": _VERSION, "primary_column": "geometry", "columns": {"geometry": column}}
