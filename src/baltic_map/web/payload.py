"""A plate as data for the page: finished words, looks and whole numbers; geometry as shared arcs in few bytes."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from baltic_map.atlas import Atlas
from baltic_map.config import Scale, localised
from baltic_map.glyphs import glyph_path
from baltic_map.layers import read_collection
from baltic_map.scene import Card, DrawnMark, LegendGroup, LegendItem, Plate, Scene
from baltic_map.style import MarkLook
from baltic_map.topology import build_topology

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["GRID_PER_DEGREE", "Ground", "encode", "payload"]

# The page's coordinates are whole steps of a ten-thousandth of a degree: 11 m at most, an eighth of a pixel at the
# closest zoom.
GRID_PER_DEGREE = 10_000


def encode(lines: Iterable[NDArray[np.float64]]) -> dict[str, Any]:
    """
    Pack lines into text.

    Parameters
    ----------
    lines
        ``(n, 2)`` arrays of degrees.

    Returns
    -------
    packed
        ``n``: how many points each line has. ``d``: base64 of the differences between successive points (over all
        lines, longitude and latitude in turn, in steps of 1 / `GRID_PER_DEGREE`), zigzag-coded, as LEB128 varints.

    References
    ----------
    Zigzag and varint as in Protocol Buffers, "Encoding".
    """
    parts = [np.round(line * GRID_PER_DEGREE).astype(np.int64) for line in lines]
    if not parts:
        return {"n": [], "d": ""}
    points = np.concatenate([np.zeros((1, 2), dtype=np.int64), *parts])
    steps = (points[1:] - points[:-1]).ravel()
    values = ((steps << 1) ^ (steps >> 63)).astype(np.uint64)
    length = 1 + sum((values >= (1 << (7 * more))).astype(np.int64) for more in range(1, 5))
    starts = np.cumsum(length) - length
    packed = np.zeros(int(length.sum()), dtype=np.uint8)
    for place in range(int(length.max())):
        has = length > place
        byte = (values[has] >> np.uint64(7 * place)) & np.uint64(127)
        packed[starts[has] + place] = byte | np.where(length[has] > place + 1, 128, 0).astype(np.uint64)
    return {"n": [len(part) for part in parts], "d": base64.b64encode(packed.tobytes()).decode("ascii")}


class Ground:
    """
    What does not change from day to day, packed once: coasts, lakes, rivers, territories, border arcs.

    Parameters
    ----------
    atlas
        The opened atlas; its scales say which files.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._sheet = atlas.config.extent
        self.scales = [self._scale(atlas, scale) for scale in atlas.config.scales]

    def _scale(self, atlas: Atlas, scale: Scale) -> dict[str, Any]:
        folder = atlas.folder
        territories = _shapes(folder, scale.territories)
        land = territories or _shapes(folder, scale.land)
        borders = _shapes(folder, scale.borders)
        lakes = [part for _, geometry in _shapes(folder, scale.lakes) for part in shapely.get_parts(geometry)]
        rivers = [part for _, geometry in _shapes(folder, scale.rivers) for part in shapely.get_parts(geometry)]
        parts = [part for _, line in borders for part in shapely.get_parts(line)]
        ends = np.array([shapely.get_coordinates(part)[place] for part in parts for place in (0, -1)])
        sheet = (self._sheet.west, self._sheet.south, self._sheet.east, self._sheet.north)
        topology = build_topology([geometry for _, geometry in land], breaks=ends if len(ends) else None, sheet=sheet)
        rings = [[lake.exterior, *lake.interiors] for lake in lakes]
        return {
            "minZoom": scale.min_zoom,
            "arcs": encode(topology.arcs),
            "coast": [number for number, side in enumerate(topology.right) if side == -1],
            "polygons": {key: polygon for (key, _), polygon in zip(land, topology.polygons, strict=True)},
            "lines": dict(zip((key for key, _ in borders), topology.refs(line for _, line in borders), strict=True)),
            "lakes": {
                "rings": [len(each) for each in rings],
                **encode(shapely.get_coordinates(ring) for each in rings for ring in each),
            },
            "rivers": encode(shapely.get_coordinates(river) for river in rivers),
        }


def _shapes(folder: Path, name: str | None) -> list[tuple[str, BaseGeometry]]:
    if name is None:
        return []
    return [
        (str(raw["properties"].get("id", number)), shape(raw["geometry"]))
        for number, raw in read_collection(folder / name)
    ]


def payload(scene: Scene, plate: Plate, ground: Ground, *, linked: AbstractSet[date] = frozenset()) -> dict[str, Any]:
    """
    Put a plate into plain data for the page.

    Parameters
    ----------
    scene
        Words and atlas.
    plate
        The day.
    ground
        The packed ground of the same atlas.
    linked
        Days whose pages stand beside this one.

    Returns
    -------
    data
        Ready for ``json.dumps``. The page compares and shows; it never counts days or writes dates.
    """
    config, words, lang = scene.atlas.config, scene.words, scene.lang
    cards: list[dict[str, Any]] = []
    # A work is cited by many, and many look alike: each text and each look stands in the page once.
    sources: dict[str, int] = {}
    looks: dict[MarkLook, int] = {}

    def card(told: Card) -> int:
        cards.append(
            {
                "title": told.title,
                "names": told.names,
                "rows": told.rows,
                "description": told.description,
                "note": told.note,
                "sources": [sources.setdefault(text, len(sources)) for text in told.sources],
            }
        )
        return len(cards) - 1

    extent, view = config.extent, config.view
    glyphs = sorted({kind.glyph for kind in config.kinds.values() if kind.glyph})
    data = {
        "lang": lang,
        "title": config.title,
        "subtitle": config.subtitle,
        "day": {
            "iso": plate.day.isoformat(),
            "text": plate.headline,
            "count": words("page.day_of", number=plate.index + 1, total=len(scene.atlas.axis)),
        },
        "previous": _page(scene, plate.previous, linked),
        "next": _page(scene, plate.next, linked),
        "days": [
            {**(_page(scene, day, linked) or {}), "current": day == plate.day}
            for day in config.key_days
            if day in linked
        ],
        "words": {**words.table("page"), **{f"card_{key}": text for key, text in words.table("card").items()}},
        "palette": {name: list(pair) for name, pair in config.palette.items()},
        "extent": [extent.west, extent.south, extent.east, extent.north],
        "view": [view.west, view.south, view.east, view.north],
        "grid": GRID_PER_DEGREE,
        "scales": ground.scales,
        "areas": [
            {
                "id": each.id,
                "territories": each.area.territories,
                "fill": each.look.fill,
                "hatch": each.look.hatch,
                "inner": each.look.inner,
                "label": each.label,
                "card": card(each.card),
            }
            for each in plate.areas
        ],
        "lines": [
            {
                "id": each.arc.id,
                "stroke": each.look.stroke,
                "inner": each.look.inner,
                "label": each.arc.name,
                "card": card(each.card),
            }
            for each in plate.lines
        ],
        "layers": [
            {
                "id": layer.id,
                "name": localised(layer, lang),
                "count": sum(
                    mark.feature.layer == layer.id and mark.feature.geometry is not None for mark in plate.marks
                ),
            }
            for layer in config.layers
        ],
        "marks": [_mark(mark, card(mark.card), looks.setdefault(mark.look, len(looks))) for mark in plate.marks],
        "legend": [_legend(group) for group in plate.legend],
        "glyphs": {name: glyph_path(name, scene.atlas.folder) for name in glyphs},
        "cards": cards,
        "credits": list(config.credits),
    }
    return {**data, "sources": list(sources), "looks": [_look(look) for look in looks]}


def _page(scene: Scene, day: date | None, linked: AbstractSet[date]) -> dict[str, Any] | None:
    """Link to the page of a day; without ``href`` if that page is not built."""
    if day is None:
        return None
    iso = day.isoformat()
    return {"iso": iso, "text": scene.words.date(iso), "href": f"{iso}.html" if day in linked else None}


def _look(look: MarkLook) -> dict[str, Any]:
    return {
        "shape": look.shape,
        "ink": look.ink,
        "glyph": look.glyph,
        "size": look.size,
        "fill": look.fill,
        "dash": look.dash,
        "hatch": look.hatch,
        "ghost": look.ghost,
    }


def _mark(mark: DrawnMark, card: int, look: int) -> dict[str, Any]:
    feature = mark.feature
    geometry = feature.geometry
    return {
        "id": feature.id,
        "layer": feature.layer,
        "kind": feature.kind,
        "rank": feature.fields.rank,
        "time": feature.fields.time or "",
        "name": mark.name,
        "today": mark.today,
        "geometry": None if geometry is None else _geometry(geometry),
        "look": look,
        "card": card,
    }


def _geometry(geometry: BaseGeometry) -> dict[str, Any]:
    data = mapping(geometry)
    return {"type": data["type"], "coordinates": data["coordinates"]}


def _legend(group: LegendGroup) -> dict[str, Any]:
    return {"title": group.title, "layer": group.layer, "items": [_legend_item(item) for item in group.items]}


def _legend_item(item: LegendItem) -> dict[str, Any]:
    data: dict[str, Any] = {"label": item.label}
    if item.area:
        data["area"] = {"fill": item.area.fill, "hatch": item.area.hatch, "inner": item.area.inner}
    if item.line:
        data["line"] = {"stroke": item.line.stroke, "inner": item.line.inner}
    if item.mark:
        data["mark"] = _look(item.mark)
    return data
