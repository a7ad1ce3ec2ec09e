"""A historical atlas of dated GeoJSON layers, drawn as offline Leaflet pages and as plates for print."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from baltic_map.collector import paused

if TYPE_CHECKING:
    from baltic_map.atlas import Atlas, open_atlas
    from baltic_map.builder import MapBuilder
    from baltic_map.check import check_atlas
    from baltic_map.contract import Scene
    from baltic_map.days import Axis
    from baltic_map.errors import AtlasError, MissingGlyphWarning
    from baltic_map.frame_atlas import atlas_from
    from baltic_map.snapshot import Snapshot
    from baltic_map.web.page import OfflineMap
    from baltic_map.web.time_map import time_map
    from baltic_map.web.timebar import TimeBar

__all__ = [
    "Atlas",
    "AtlasError",
    "Axis",
    "MapBuilder",
    "MissingGlyphWarning",
    "OfflineMap",
    "Scene",
    "Snapshot",
    "TimeBar",
    "atlas_from",
    "check_atlas",
    "open_atlas",
    "time_map",
]

# Read when first used: the command line answers in a tenth of the time that geopandas and folium take to import.
_HOMES = {
    "Atlas": "atlas",
    "AtlasError": "errors",
    "Axis": "days",
    "MapBuilder": "builder",
    "MissingGlyphWarning": "errors",
    "OfflineMap": "web.page",
    "Scene": "contract",
    "Snapshot": "snapshot",
    "TimeBar": "web.timebar",
    "atlas_from": "frame_atlas",
    "check_atlas": "check",
    "open_atlas": "atlas",
    "time_map": "web.time_map",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with paused():
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
