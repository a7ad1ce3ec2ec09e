"""GeoPackage, Shapefile and FlatGeobuf, read by GDAL."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from baltic_map.cells import plain
from baltic_map.errors import AtlasError
from baltic_map.importers.geometries import to_wgs84
from baltic_map.importers.records import LARGEST_UNPACKED_MB, MOST_RECORDS, Records, unpacked

__all__ = ["read_vector", "shapefile_in"]

# How the files begin: a file of another format under such a name is not given to GDAL, which has a reader for anything.
_BEGINNINGS = {".gpkg": b"SQLite format 3\0", ".shp": b"\x00\x00\x27\x0a", ".fgb": b"fgb"}

_TIME = re.compile(
    r"(\d{4})[-/](\d{2})[-/](\d{2})[T ](?:(?P<midnight>00:00:00(?:\.0+)?(?:Z|[+-]\d{2}:?\d{2})?)|(?P<clock>\d{2}:.*))"
)


def shapefile_in(data: bytes, file: str) -> str:
    """Find the shapefile of a ZIP archive; AtlasError if there is none, or more than is read."""
    with unpacked(data, file, "Unpack it, and name the .shp") as archive:
        names = [each for each in archive.namelist() if each.casefold().endswith(".shp") and "__MACOSX" not in each]
        begins = archive.open(names[0]).read(4) if names else b""
    if not names or begins != _BEGINNINGS[".shp"]:
        raise AtlasError(file, "there is no shapefile in it", "Name a file that can be read, or unpack it")
    return names[0]


def read_vector(
    path: Path, data: bytes, file: str, name: str, *, inner: str | None = None, crs: str | None = None
) -> list[Records]:
    """
    Read the layers of a file.

    Parameters
    ----------
    path
        The file; what belongs to a shapefile stands beside it.
    data
        Its first bytes.
    file, name
        The file as problems name it, and what the layer is to be called; with several layers, their names follow.
    inner
        Path of a shapefile in an archive.
    crs
        The coordinate reference system, where the file names none; EPSG:4326 if left out.

    Returns
    -------
    layers
        Each in EPSG:4326; dates as ISO text. Layers without geometries are left out.

    Raises
    ------
    AtlasError
        If GDAL cannot read it, or it is larger than what is read.
    """
    suffix = ".shp" if inner else path.suffix.casefold()
    if not inner and not data.startswith(_BEGINNINGS[suffix]):
        kind = {".gpkg": "GeoPackage", ".shp": "shapefile", ".fgb": "FlatGeobuf"}[suffix]
        raise AtlasError(file, f"it is no {kind}, whatever its name", "Save it again")
    beside = sum(each.stat().st_size for each in map(path.with_suffix, (".dbf", ".shx")) if each.is_file())
    if suffix == ".shp" and not inner and beside > LARGEST_UNPACKED_MB * 1_000_000:
        raise AtlasError(file, f"its .dbf and .shx have more than {LARGEST_UNPACKED_MB} MB", "Split it")
    source = f"/vsizip/{{{path.resolve()}}}/{inner}" if inner else str(path.resolve())
    with _quiet(file):
        import pyogrio  # noqa: PLC0415

        layers = [str(each) for each, geometry in pyogrio.list_layers(source) if geometry is not None]
        if not layers:
            raise AtlasError(file, "no layer of it has geometries", "Save one that has, or a table as CSV")
        return [_layer(source, layer, file, name if len(layers) == 1 else f"{name} {layer}", crs) for layer in layers]


@contextmanager
def _quiet(file: str) -> Iterator[None]:
    """Say in one line what GDAL says in many."""
    logger = logging.getLogger("pyogrio")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except AtlasError:
        raise
    except Exception as error:  # noqa: BLE001 - of what GDAL and its wrappers raise there is no list
        missing = "shx" in str(error).casefold()
        raise AtlasError(
            file,
            "its .shx is missing" if missing else "it cannot be read",
            "Put the .shx and .dbf of the shapefile beside it" if missing else "Save it again, or as GeoJSON",
        ) from None
    finally:
        logger.setLevel(level)


def _layer(source: str, layer: str, file: str, name: str, crs: str | None) -> Records:
    import pyogrio  # noqa: PLC0415

    where = f"{file}, layer {layer}" if name.endswith(f" {layer}") else file
    found = Records(where, name, "feature")
    found.name_columns(pyogrio.read_info(source, layer=layer)["fields"])
    frame: Any = pyogrio.read_dataframe(
        source, layer=layer, max_features=MOST_RECORDS + 1, datetime_as_string=True, on_invalid="fix"
    )
    found.name_columns(column for column in frame.columns if column != "geometry")
    system = frame.crs.to_wkt() if frame.crs is not None else crs
    if frame.crs is None:
        found.notes.append(f"it names no coordinate reference system: taken for {crs or 'degrees (EPSG:4326)'}")
    places = to_wgs84([place or None for place in frame.geometry], system, where)
    columns = {column: [_day(plain(value)) for value in frame[column]] for column in found.columns}
    for number, place in enumerate(places):
        cells = {column: values[number] for column, values in columns.items()}
        found.add(number + 1, cells, None if place is None or place.is_empty else place)
    return found


def _day(value: Any) -> Any:
    """Write a time of GDAL as a day, where its clock is midnight: it knows no columns of days in text."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return value
    day = "-".join(found.groups()[:3])
    return day if found["midnight"] else f"{day}T{found['clock']}"
