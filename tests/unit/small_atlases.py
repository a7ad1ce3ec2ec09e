"""Atlases of the unit tests: the tiny one, and others that differ from it in some files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.fixtures.make_tiny import collection, dated, feature

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"

# What its 5 January 1900 says in words.
TOLD_ON_THE_FIFTH = [
    "Ten days",
    "Fight at Oldtown",
    "14:06, local time (Certain) [1]About Fight at Oldtown.",
    "On this day",
    "Fight nobody placed (Certain) [1]About Fight nobody placed.",
    "Second fight (Uncertain; possible on this day, not certain) [1]About Second fight.",
    "How the land stood",
    "West: occupied [2][3]",
    "Beland: free [4]",
    "Sources",
    "Writer, Ann, A Book, Town: Press, 1950, p. 7.",
    "Writer, Ann, A Book, Town: Press, 1950, p. 2.",
    "A Paper, Journal, vol. 3.",
    "Writer, Ann, A Book, Town: Press, 1950.",
    "Credits",
    "Drawn for the tests.",
]

HOLDINGS_HEAD = "territory,start_date,end_date,state,controller,recognised,status,sources,note\n"


def tiny_with(folder: Path, files: Mapping[str, str], config: Mapping[str, str] | None = None) -> Path:
    """Copy the tiny atlas into a folder, with other files and with other words in its ``atlas.toml``."""
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    toml = (folder / "atlas.toml").read_text(encoding="utf-8")
    for old, new in (config or {}).items():
        assert old in toml
        toml = toml.replace(old, new)
    (folder / "atlas.toml").write_text(toml, encoding="utf-8")
    return folder


def holdings(*rows: str) -> str:
    """Write the rows of ``holdings.csv``."""
    return HOLDINGS_HEAD + "".join(f"{row}\n" for row in rows)


OCEAN = """
id = "ocean"
title = "Ocean war"
window = { start = 1900-01-01, end = 1900-01-11 }
extent = { west = 100, south = -60, east = -70, north = 70 }
view = { west = -220, south = -40, east = -100, north = 50 }
projections = { print = "EPSG:3832" }
scales = [{ land = "land.geojson" }]
layers = [{ id = "ways", name = "Ways" }, { id = "events", name = "Events" }]
[kinds]
way = { layer = "ways", name = "Way", shape = "arrow" }
zone = { layer = "ways", name = "Zone", shape = "area" }
fight = { layer = "events", name = "Fight", shape = "icon", icon = "burst" }
"""


def geometry(kind: str, coordinates: Any) -> dict[str, Any]:
    """Write a GeoJSON geometry."""
    return {"type": kind, "coordinates": coordinates}


def box(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    """Give the rings of a box."""
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def ocean(folder: Path, **edits: tuple[str, str]) -> Path:
    """Write an atlas across 180° whose land is that of a map from 180° W to 180° E."""
    toml = OCEAN
    for old, new in edits.values():
        assert old in toml
        toml = toml.replace(old, new)
    halves = [box(170, -10, 180, 0), box(-180, -10, -170, 0)]
    days = ("1900-01-02", "1900-01-05")
    files = {
        "atlas.toml": toml,
        "sources.json": json.dumps([{"id": "book", "type": "book", "title": "A Book"}]),
        "land.geojson": collection(
            [
                feature(geometry("Polygon", box(-180, -90, 180, -50))),
                feature(geometry("Polygon", halves[0])),
                feature(geometry("Polygon", halves[1])),
                feature(geometry("Polygon", box(0, 0, 40, 40))),
            ]
        ),
        "ways.geojson": collection(
            [
                feature(geometry("LineString", [[175, 10], [-170, 20]]), **dated(*days, "way", "Jump", id="jump")),
                feature(geometry("MultiPolygon", halves), **dated(*days, "zone", "Zone", id="zone")),
            ]
        ),
        "events.geojson": collection(
            [feature(geometry("MultiPoint", [[-177.4, 28.2]]), **dated(*days, "fight", "Fight", id="fight"))]
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
