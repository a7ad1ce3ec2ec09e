"""An atlas as a GeoPackage, with the looks and the days of its tables as QGIS has them."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from msgspec import Struct
from msgspec.structs import replace

from baltic_map.config import Config
from baltic_map.contract import AreaSymbol, BorderSymbol, FeatureSymbol
from baltic_map.errors import AtlasError
from baltic_map.export.qgis_styles import Category, Shape, Symbol, style
from baltic_map.export.records import as_date
from baltic_map.export.request import Export
from baltic_map.export.tables import COLUMNS, Column, Row, Table, languages_of, tables
from baltic_map.export.wording import reading_name
from baltic_map.files import write_atomically
from baltic_map.messages import Messages
from baltic_map.symbology import CERTAINTY_FILLS, DASHED_KM, SOLID_KM

__all__ = ["write"]

# The day on which tables say that they were changed: a file of the same data is the same file.
_CHANGED = "1970-01-01T00:00:00.000Z"

_CRS = "EPSG:4326"

_GEOMETRIES: Mapping[Shape, str] = {"point": "Point", "line": "MultiLineString", "area": "MultiPolygon"}
_SHAPES: Mapping[str, Shape] = {
    "Point": "point",
    "LineString": "line",
    "MultiLineString": "line",
    "Polygon": "area",
    "MultiPolygon": "area",
}
_SUFFIXES: Mapping[Shape, str] = {"point": "points", "line": "lines", "area": "areas"}

# GeoPackage 1.2, which GDAL reads without a warning since 2.2: nothing here asks for a later one.
_VERSION = "1.2"

_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
  styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
  ui TEXT(30), update_time DATETIME
)
"""


class _Style(Struct, frozen=True):
    """A style of a table: the first is taken when the table is opened, the others can be loaded."""

    table: str
    name: str
    qml: str


def write(export: Export) -> Iterator[Path]:
    """
    Write an atlas as a GeoPackage.

    Parameters
    ----------
    export
        What is asked for.

    Yields
    ------
    path
        ``ID.gpkg``: a table for each layer, for territories, states and border lines, and for what they cite and say.

    Raises
    ------
    AtlasError
        If the file cannot be written; what was there before is still there.
    """
    path = export.out / f"{export.name}.gpkg"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.gpkg"
        styles = list(_write_tables(export, made))
        with closing(sqlite3.connect(made)) as database:
            _write_styles(database, styles)
        write_atomically(path, made.read_bytes())
    yield path


def _write_tables(export: Export, path: Path) -> Iterator[_Style]:
    """Write all tables; yield how those with places are drawn."""
    config, legend = export.atlas.config, _Legend(export)
    with _changed_then():
        for table, shape in _parts(tables(export)):
            _write_table(path, table, config.language, shape)
            if shape is None:
                continue
            # Land is drawn in one reading; in all of them at once it would be drawn several times.
            by_reading: dict[str | None, dict[str, Category]] = {}
            for row, symbol in zip(table.rows, table.symbols or (), strict=True):
                reading = None if isinstance(symbol, FeatureSymbol) else row["reading"]
                by_reading.setdefault(reading, {})[row["symbol"]] = legend.category(row, symbol)
            merged = table.name == "states"
            for reading in sorted(by_reading, key=lambda key: _rank(config, key)):
                name = reading_name(export, reading) if reading else table.name
                qml = style(config, export.atlas.folder, by_reading[reading], shape, merged=merged)
                yield _Style(table.name, name, qml)


def _rank(config: Config, reading: str | None) -> int:
    return next((number for number, each in enumerate(config.readings) if each.id == reading), -1)


@contextmanager
def _changed_then() -> Iterator[None]:
    """Let GDAL write one day for when tables were changed."""
    import pyogrio  # noqa: PLC0415 - most commands need not pay for it

    name = "OGR_CURRENT_DATE"
    before = pyogrio.get_gdal_config_option(name)
    pyogrio.set_gdal_config_options({name: _CHANGED})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({name: before})


def _parts(found: Iterator[Table]) -> Iterator[tuple[Table, Shape | None]]:
    """Part the tables: features by layer, and each by the type of its geometries, as most readers want it."""
    taken = set(COLUMNS)
    for table in found:
        if table.symbols is None:
            yield table, None
            continue
        whole = _with_symbols(table)
        is_land = table.name != "features"
        for own, part in [(table.name, whole)] if is_land else whole.by_layer():
            types = dict.fromkeys(_SHAPES[each.geom_type] for each in part.geometries or () if each is not None)
            # A table without rows would be one without a type. What has no place stands in the first.
            shapes = list(types) or (["point"] if part.rows else [])
            for number, shape in enumerate(shapes):
                name = own if len(shapes) == 1 else f"{own}_{_SUFFIXES[shape]}"
                while name in taken and not is_land:
                    name += "_layer"
                taken.add(name)
                yield replace(_of_shape(part, shape, first=number == 0), name=name), shape


def _with_symbols(table: Table) -> Table:
    """Tell in a column which symbol each row has."""
    pairs = zip(table.rows, table.symbols or (), strict=True)
    rows = [{**row, "symbol": _symbol_of(row, symbol)} for row, symbol in pairs]
    return replace(table, columns={**table.columns, "symbol": "text"}, rows=rows)


def _of_shape(table: Table, shape: Shape, *, first: bool) -> Table:
    return table.picked(
        [
            number
            for number, each in enumerate(table.geometries or ())
            if (first if each is None else _SHAPES[each.geom_type] == shape)
        ]
    )


def _symbol_of(row: Mapping[str, Any], symbol: Symbol) -> str:
    """Name a symbol by what it depends on; and by the reading, of which one is shown at a time."""
    if isinstance(symbol, AreaSymbol):
        return " ".join(row[name] for name in ("reading", "state", "controller", "recognised", "status"))
    if isinstance(symbol, BorderSymbol):
        return f"{row['reading']} {symbol.stroke} {'inner' if symbol.inner else 'outer'}"
    return " ".join(filter(None, (row["kind"], row["certainty"], row["position"])))


class _Legend:
    """What legends say, in the language of the atlas."""

    def __init__(self, export: Export) -> None:
        atlas = export.atlas
        self._config = atlas.config
        self._words = Messages(atlas.config.language, atlas.axis, atlas.words.get(atlas.config.language))

    def category(self, row: Row, symbol: Symbol) -> Category:
        """Tell what the legend says of a symbol: of what is certain nothing but its name."""
        if isinstance(symbol, AreaSymbol):
            state, status = self._config.states[row["state"]].name, self._config.statuses[row["status"]]
            standing = self._config.status_name(row["status"], row["controller"])
            return Category(standing if status.is_plain else f"{state}: {standing}", symbol)
        if isinstance(symbol, BorderSymbol):
            km = {"solid": SOLID_KM, "dashed": DASHED_KM}.get(symbol.stroke)
            told = self._words(
                "precision.inner" if symbol.inner else f"precision.{symbol.stroke}", km=f"{km:g}" if km else ""
            )
            return Category(told, symbol)
        name = self._config.kinds[row["kind"]].name
        # Names are set alike, however sure they are.
        sure = symbol.fill == "full" or symbol.shape == "label"
        doubt = "" if sure else self._words(f"legend.{CERTAINTY_FILLS[symbol.fill]}")
        return Category(f"{name} ({doubt})" if doubt else name, symbol)


def _write_table(path: Path, table: Table, own: str, shape: Shape | None) -> None:
    from pyogrio import raw  # noqa: PLC0415

    columns = [column for name in table.columns for column in _fields(table, name, own)]
    geometries = None
    if shape is not None:
        geometries = np.array(
            [None if each is None else shapely.to_wkb(each) for each in table.geometries or ()], dtype=object
        )
    try:
        raw.write(
            path,
            geometry=geometries,
            field_data=[values for _, values, _ in columns],
            fields=[name for name, _, _ in columns],
            field_mask=[mask for _, _, mask in columns],
            layer=table.name,
            driver="GPKG",
            geometry_type=_GEOMETRIES[shape] if shape else None,
            crs=_CRS if shape else None,
            promote_to_multi=shape in {"line", "area"},
            encoding="UTF-8",
            dataset_options={"VERSION": _VERSION},
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise AtlasError(
            f"{table.name} of the GeoPackage", f"GDAL cannot write it ({error})", "Tell its makers"
        ) from error


def _fields(table: Table, name: str, own: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the columns of the file that hold a column of the table: name, values, and which are none."""
    column, values = table.columns[name], [row[name] for row in table.rows]
    if column == "day":
        yield _field(name, [as_date(each) for each in values], "datetime64[D]", date(1970, 1, 1))
        yield _field(f"{name}_text", [each.isoformat() if each else None for each in values], object, "")
        return
    if column == "texts":
        yield _field(name, [each.get(own) or None for each in values], object, "")
        for lang in languages_of(table, name, own):
            yield _field(f"{name}_{lang.replace('-', '_')}", [each.get(lang) for each in values], object, "")
        return
    if column in {"list", "citations", "table"}:
        yield _field(name, [_json(each) for each in values], object, "")
        return
    kinds: dict[Column, Any] = {"whole": "int64", "number": "float64", "switch": "bool"}
    yield _field(name, values, kinds.get(column, object), {"whole": 0, "number": 0.0, "switch": False}.get(column, ""))


def _field(name: str, values: Sequence[Any], kind: Any, filler: Any) -> tuple[str, Any, Any]:
    mask = np.array([each is None for each in values], dtype=bool)
    return name, np.array([filler if each is None else each for each in values], dtype=kind), mask


def _json(value: Any) -> str | None:
    """Write a list or a table; ``None`` if it is empty."""
    plain = value if isinstance(value, Mapping) else [str(each) for each in value]
    return json.dumps(plain, ensure_ascii=False) if plain else None


def _write_styles(database: sqlite3.Connection, styles: Sequence[_Style]) -> None:
    """Put the styles where QGIS looks for them: the first of a table is taken when it is opened."""
    first = {each.table: each for each in reversed(styles)}
    with database:
        database.execute(_STYLES)
        database.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
            "VALUES ('', '', ?, 'geom', ?, ?, '', ?, '', '', '', ?)",
            [(each.table, each.name[:30], each.qml, each is first[each.table], _CHANGED) for each in styles],
        )
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
            [_CHANGED],
        )
