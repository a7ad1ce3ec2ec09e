"""Which reader a file is for."""

from __future__ import annotations

import os
from pathlib import Path

from baltic_map.errors import AtlasError
from baltic_map.importers.geojson import read_geojson
from baltic_map.importers.kml import read_kml, read_kmz
from baltic_map.importers.places import place_rows
from baltic_map.importers.records import Choices, Records
from baltic_map.importers.tables import read_csv, read_xlsx
from baltic_map.importers.vector import read_vector, shapefile_in
from baltic_map.reading import LARGEST_MB, read_regular

__all__ = ["SUFFIXES", "read_file"]

SUFFIXES = (
    ".geojson", ".json", ".csv", ".tsv", ".txt", ".xlsx", ".gpkg", ".shp", ".zip", ".fgb", ".kml", ".kmz",
)  # fmt: skip
"""Endings of the names of files that are read."""

_INSTEAD = {
    ".xls": "Save it as XLSX, or as CSV in UTF-8",
    ".ods": "Save it as XLSX, or as CSV in UTF-8",
    ".dbf": "Name the .shp beside it",
    ".shx": "Name the .shp beside it",
    ".gpx": "Save it as GeoJSON or KML",
    ".topojson": "Save it as GeoJSON",
}


def read_file(path: Path, choices: Choices | None = None) -> list[Records]:
    """
    Read a file of any format that is known by its name.

    Parameters
    ----------
    path
        The file: a regular one of at most 64 MB.
    choices
        What is known of its places.

    Returns
    -------
    layers
        What it holds, one for each of its layers or sheets, in EPSG:4326.

    Raises
    ------
    AtlasError
        If it is missing, of no format that is read, broken, or larger than what is read.
    """
    choices = choices or Choices()
    suffix, file, name = path.suffix.casefold(), path.name, path.stem
    if not os.path.lexists(path):
        raise AtlasError(str(path), "there is no such file", "Mend its path")
    if path.is_dir():
        raise AtlasError(str(path), "it is a folder", "Name the files in it")
    if suffix not in SUFFIXES:
        hint = _INSTEAD.get(suffix, f"Save it as one of {' '.join(SUFFIXES)}")
        raise AtlasError(str(path), f"files that end in {suffix or 'nothing'} are not read", hint)
    data = read_regular(path, LARGEST_MB * 1_000_000, str(path))
    if suffix in {".csv", ".tsv", ".txt", ".xlsx"}:
        tables = read_xlsx(data, file, name) if suffix == ".xlsx" else [read_csv(data, file, name)]
        return [place_rows(table, lat=choices.lat, lon=choices.lon, crs=choices.crs) for table in tables]
    if suffix in {".geojson", ".json"}:
        return [read_geojson(data, file, name, choices.crs)]
    if suffix == ".kml":
        return [read_kml(data, file, name)]
    if suffix == ".kmz":
        return [read_kmz(data, file, name)]
    inner = shapefile_in(data, file) if suffix == ".zip" else None
    return read_vector(path, data, file, name, inner=inner, crs=choices.crs)
