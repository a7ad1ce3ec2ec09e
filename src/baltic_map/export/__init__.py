"""An atlas in the formats of others."""

FORMATS = {
    "gpkg": "baltic_map.export.gpkg",
    "parquet": "baltic_map.export.parquet",
    "geojson": "baltic_map.export.geojson",
    "kml": "baltic_map.export.kml",
    "lpf": "baltic_map.export.lpf",
    "csv": "baltic_map.export.csv_files",
    "scene": "baltic_map.export.scene",
    "deposit": "baltic_map.export.deposit",
}
"""
Formats, and the module that writes each: ``write(export)`` yields the files it has written.

A module may have ``check(export)`` too, which raises `AtlasError` if it cannot write what is asked for; all are asked
before any writes.
"""
