"""The ground of the plate: sea with its waterlines, land, lakes, rivers, coast, graticule and frame."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from baltic_map.atlas import Atlas
from baltic_map.basemap import AREAS, LINES, Shapes, read_lakes, read_land, sound_shapes
from baltic_map.config import Scale
from baltic_map.contract import Feature
from baltic_map.kept import kept
from baltic_map.print.canvas import Canvas, Group
from baltic_map.print.shaped_text import FINE, NOTE
from baltic_map.print.sheet import FRAME_BAND, PIXEL, Box, Sheet, to_path
from baltic_map.print.typefaces import Face
from baltic_map.symbology import SYMBOLOGY, mix, palette, waterlines

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray

__all__ = ["Basemap", "draw_frame", "draw_graticule", "draw_land", "draw_sea", "draw_water"]

# How far from the shore the waterlines of lakes run, points.
_LAKE_WATERLINES = (3.2, 7.4, 13.0)
_LEAST_LAKE, _LEAST_ISLAND = 60.0, 2.5

# Simplifying by this much (points) cannot be seen and makes the waterlines fast.
_UNSEEN = 0.35


class Basemap:
    """
    The land and the water of an atlas, projected to a sheet once.

    Parameters
    ----------
    atlas
        Where the files are.
    sheet
        What they are projected to; its scale decides which of the atlas's scales is used.
    """

    def __init__(self, atlas: Atlas, sheet: Sheet) -> None:
        self.atlas = atlas
        self.sheet = sheet
        self._features: dict[str, Any] = {}
        self._dissolved: dict[tuple[str, ...], Any] = {}

    @cached_property
    def _scale(self) -> Scale | None:
        fitting = [scale for scale in self.atlas.config.scales if scale.min_zoom <= self.sheet.zoom]
        scales = fitting or list(self.atlas.config.scales[:1])
        return scales[-1] if scales else None

    def _read(self, name: str | None, types: tuple[str, ...]) -> Shapes:
        return sound_shapes(self.atlas.folder, name, types, self.sheet.extent)

    def _projected(self, name: str | None, types: tuple[str, ...]) -> NDArray[np.object_]:
        return self._fitted(_geometries(self._read(name, types)))

    def _fitted(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        if len(geometries) == 0:
            return geometries
        return np.asarray(self.sheet.cut(self.sheet.project(geometries)), dtype=object)

    @cached_property
    def land(self) -> Any:
        """The land, cut near the frame, points; without land of its own, the world's with the territories in it."""
        config = self.atlas.config
        parts = self._fitted(_geometries(read_land(self.atlas.folder, config, self._scale or Scale())))
        if len(parts) == 0 or config.stands_on_world:
            parts = np.concatenate([parts, np.array([*self._territories.values()], dtype=object)])
        return shapely.union_all(parts)

    @cached_property
    def lakes(self) -> Any:
        """Lakes, points."""
        lakes = read_lakes(self.atlas.folder, self.atlas.config, self._scale or Scale())
        return shapely.union_all(self._fitted(_geometries(lakes)))

    @cached_property
    def rivers(self) -> NDArray[np.object_]:
        """Rivers, points."""
        return self._projected(self._scale.rivers if self._scale else None, LINES)

    @cached_property
    def shore(self) -> Any:
        """The line between land and sea, points; not the edge of the atlas's data."""
        # What was cut off around the frame has edges too, but well outside of it.
        return shapely.boundary(self.land)

    @cached_property
    def _territories(self) -> dict[str, Any]:
        scale = self._scale
        found = dict(self._read(scale.territories, AREAS)) if scale else {}
        whole = {key: found.get(key, each.geometry) for key, each in self.atlas.borders.territories.items()}
        # Not cut yet: neighbours must keep the very same vertices to be dissolved.
        projected = self.sheet.project(np.array([*whole.values()], dtype=object)) if whole else []
        return dict(zip(whole, projected, strict=True))

    @cached_property
    def arcs(self) -> dict[str, Any]:
        """Border arcs by id, points."""
        scale = self._scale
        found = dict(self._read(scale.borders, LINES)) if scale else {}
        whole = {key: found.get(key, arc.geometry) for key, arc in self.atlas.borders.arcs.items()}
        fitted = self._fitted(np.array([*whole.values()], dtype=object))
        return dict(zip(whole, fitted, strict=True))

    def area(self, territories: tuple[str, ...]) -> Any:
        """
        Dissolve territories into one area.

        Parameters
        ----------
        territories
            Their ids.

        Returns
        -------
        area
            Polygons, points, cut near the frame. Kept: the same territories are dissolved once.
        """
        if territories not in self._dissolved:
            parts = [self._territories[key] for key in territories]
            self._dissolved[territories] = self.sheet.cut(shapely.union_all(parts))
        return self._dissolved[territories]

    def geometry(self, feature: Feature) -> Any:
        """Give a feature's geometry, points; it must have one. Kept: it is projected once."""
        if feature.id not in self._features:
            self._features[feature.id] = self.sheet.project(feature.geometry)
        return self._features[feature.id]

    @cached_property
    def bands(self) -> list[Any]:
        """The strips of shallow sea between shore and waterlines, from the widest to the narrowest."""
        reaches = [each.reach * PIXEL for each in waterlines(self.atlas.config)]
        made_by = shapely.geos_version_string, Path(__file__)
        return kept(
            "shallows",
            (repr(reaches), shapely.to_wkb(self.land)),
            lambda: made_by,
            lambda: self._grown(reaches),
            _dump,
            _load,
        )

    def _grown(self, reaches: list[float]) -> list[Any]:
        parts = shapely.get_parts(self.land)
        # Rings around every skerry would hide the coast.
        rough = shapely.simplify(shapely.union_all(parts[shapely.area(parts) > _LEAST_ISLAND]), _UNSEEN)
        # Many small outlines are grown and united in a third of the time that one large one takes.
        grown = (shapely.buffer(shapely.get_parts(rough), reach, quad_segs=6) for reach in reaches)
        return [shapely.union_all(each) for each in grown]

    @cached_property
    def lake_waterlines(self) -> list[Any]:
        """What lies further than each waterline from the shore in the great lakes."""
        large = [each for each in shapely.get_parts(self.lakes) if each.area > _LEAST_LAKE]
        rough = shapely.simplify(shapely.union_all(large), _UNSEEN / 2)
        return kept(
            "lakes",
            (repr(_LAKE_WATERLINES), shapely.to_wkb(rough)),
            lambda: (shapely.geos_version_string, Path(__file__)),
            lambda: [shapely.buffer(rough, -far, quad_segs=6) for far in _LAKE_WATERLINES],
            _dump,
            _load,
        )


def _geometries(shapes: Shapes) -> NDArray[np.object_]:
    return np.array([geometry for _, geometry in shapes], dtype=object)


def _dump(geometries: list[Any]) -> str:
    return json.dumps(shapely.to_wkb(np.array(geometries), hex=True).tolist())


def _load(text: str) -> list[Any]:
    return [*shapely.from_wkb(json.loads(text))]


def _rectangle(box: Box) -> Any:
    return to_path(box.shape)


def draw_sea(canvas: Canvas, basemap: Basemap) -> Artist:
    """Draw the sea, a shade darker with each waterline further from the shore."""
    config = basemap.atlas.config
    artists: list[Artist] = [canvas.shape(_rectangle(basemap.sheet.frame), face=palette(config, "sea").day)]
    for band, each in zip(basemap.bands, waterlines(config), strict=True):
        artists.append(
            canvas.shape(to_path(band), face=each.fill.day, edge=each.line.day, width=SYMBOLOGY.waterline * PIXEL)
        )
    return Group(artists)


def draw_land(canvas: Canvas, basemap: Basemap) -> Artist:
    """Draw the land."""
    land = palette(basemap.atlas.config, "land").day
    return Group([canvas.shape(to_path(basemap.land), face=land)])


def draw_water(canvas: Canvas, basemap: Basemap) -> Artist:
    """Draw what lies on the land: rivers, lakes with their waterlines, and the coast."""
    config = basemap.atlas.config
    sea, shallows, coast, water = (palette(config, name).day for name in ("sea", "shallows", "coast", "water"))
    line = mix(sea, coast, 0.34)
    lakes = to_path(basemap.lakes)
    artists: list[Artist] = [
        canvas.shape(to_path(basemap.rivers), edge=water, width=0.6, round_ends=True),
        canvas.shape(lakes, face=shallows),
    ]
    for deep, share in zip(basemap.lake_waterlines, (0.3, 0.64, 1.0), strict=True):
        artists.append(canvas.shape(to_path(deep), face=mix(shallows, sea, share), edge=line, width=0.25))
    artists += [
        canvas.shape(lakes, edge=coast, width=0.35),
        canvas.shape(to_path(basemap.shore), edge=coast, width=0.45),
    ]
    return Group(artists)


# ---------------------------------------------------------------- graticule and frame


_MINUTE, _DEGREE = 60, 3600

# Distances between lines of the graticule, seconds of arc.
_STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(minutes * _MINUTE for minutes in (1, 2, 5, 10, 15, 30)),
    *(degrees * _DEGREE for degrees in (1, 2, 5, 10, 20)),
)
_WIDEST = 30 * _DEGREE

# How many lines there may be: more of whole degrees, whose figures are short.
_MOST_LINES, _MOST_PARTS = 14, 7


def _step(degrees: float) -> int:
    """Give the distance between lines of the graticule for a sheet of so many degrees, seconds of arc."""
    for step in _STEPS:
        if degrees * _DEGREE / step <= (_MOST_PARTS if step < _DEGREE else _MOST_LINES):
            return step
    return _WIDEST


def _written(seconds: int, hemispheres: str) -> str:
    """Write a longitude or latitude: ``24° E``, ``24°30′ E``; no hemisphere for 0° and 180°."""
    seconds = (seconds + 180 * _DEGREE) % (360 * _DEGREE) - 180 * _DEGREE
    degrees, rest = divmod(abs(seconds), _DEGREE)
    minutes, rest = divmod(rest, _MINUTE)
    parts = f"{degrees}°" + (f"{minutes:02}′" if minutes or rest else "") + (f"{rest:02}″" if rest else "")
    if seconds == 0 or abs(seconds) == 180 * _DEGREE:
        return parts
    return f"{parts}\N{NO-BREAK SPACE}{hemispheres[seconds < 0]}"


def _between(low: float, high: float) -> Iterator[int]:
    """Yield the places of lines between two degrees, seconds of arc."""
    step = _step(high - low)
    return iter(range(math.ceil(low * _DEGREE / step) * step, math.floor(high * _DEGREE) + 1, step))


def _graticule(sheet: Sheet) -> tuple[dict[int, Any], dict[int, Any]]:
    """Give meridians and parallels by their seconds of arc, points, reaching beyond the frame."""
    frame = sheet.kept
    edge = np.linspace(0.0, 1.0, 30)
    corners = [
        sheet.to_degrees(frame.left + share * frame.width, y) for share in edge for y in (frame.bottom, frame.top)
    ] + [sheet.to_degrees(x, frame.bottom + share * frame.height) for share in edge for x in (frame.left, frame.right)]
    seen = np.array(corners)
    lons, lats = seen[np.isfinite(seen).all(axis=1)].T
    west, east = float(lons.min()), float(lons.max())
    south, north = max(float(lats.min()), -90.0), min(float(lats.max()), 90.0)

    def line(ends: tuple[tuple[float, float], tuple[float, float]]) -> Any:
        """Draw a line of the graticule, with a vertex every tenth of a degree: it bends with the projection."""
        return sheet.project(shapely.segmentize(shapely.LineString(ends), 0.1))

    meridians = {lon: line(((lon / _DEGREE, south), (lon / _DEGREE, north))) for lon in _between(west, east)}
    parallels = {lat: line(((west, lat / _DEGREE), (east, lat / _DEGREE))) for lat in _between(south, north)}
    return meridians, parallels


def draw_graticule(canvas: Canvas, basemap: Basemap) -> Artist:
    """Draw meridians and parallels, lightly; what lies beyond the atlas's data stays paper, it is not sea."""
    meridians, parallels = _graticule(basemap.sheet)
    lines = basemap.sheet.cut(np.array([*meridians.values(), *parallels.values()], dtype=object))
    colour = palette(basemap.atlas.config, "coast").day
    unknown = shapely.difference(basemap.sheet.kept.shape, basemap.sheet.known.buffer(-0.4))
    return Group(
        [
            canvas.shape(to_path(unknown), face=canvas.background),
            canvas.shape(to_path(lines), edge=colour, width=0.3, alpha=0.36),
        ]
    )


def draw_frame(canvas: Canvas, basemap: Basemap) -> Artist:
    """Draw the neat line, the outer line, and between them ticks with their degrees."""
    sheet, config = basemap.sheet, basemap.atlas.config
    color, quiet = palette(config, "text").day, palette(config, "muted").day
    frame, outer = sheet.frame, sheet.outer
    artists: list[Artist] = [
        canvas.shape(_rectangle(frame), edge=color, width=0.6, inside=False),
        canvas.shape(_rectangle(outer), edge=color, width=1.5, inside=False),
        canvas.shape(_rectangle(outer.grown(-2.4)), edge=color, width=0.3, inside=False),
    ]
    meridians, parallels = _graticule(sheet)
    drop = FINE * 0.34 + 0.1
    for lines, hemispheres, upright in ((meridians, "EW", True), (parallels, "NS", False)):
        for seconds, line in lines.items():
            for x, y, ahead in _crossings(frame, line, upright=upright):
                icon = -1.0 if ahead else 1.0
                end = (x, y - icon * 1.9) if upright else (x - icon * 1.9, y)
                artists.append(canvas.shape(_segment((x, y), end), edge=color, width=0.5, inside=False))
                label, middle = _written(seconds, hemispheres), FRAME_BAND / 2 - 0.9
                # Along the sides the figures are turned, as long ones would not fit between the lines of the frame.
                place = (x, y - icon * middle - drop) if upright else (x - icon * middle + drop, y)
                turn = 0.0 if upright else 90.0
                artists.append(canvas.text(*place, label, Face("sans"), NOTE, quiet, align="center", turn=turn))
    return Group(artists)


def _segment(start: tuple[float, float], end: tuple[float, float]) -> Any:
    return to_path(shapely.LineString([start, end]))


def _crossings(frame: Box, line: Any, *, upright: bool) -> Iterator[tuple[float, float, bool]]:
    """Yield where a line of the graticule meets two opposite edges of the frame; ``True`` for the top or right one."""
    corner = 13.0
    for ahead in (False, True):
        if upright:
            y = frame.top if ahead else frame.bottom
            edge = shapely.LineString([(frame.left + corner, y), (frame.right - corner, y)])
        else:
            x = frame.right if ahead else frame.left
            edge = shapely.LineString([(x, frame.bottom + corner), (x, frame.top - corner)])
        for point in shapely.get_coordinates(shapely.intersection(edge, line)):
            yield float(point[0]), float(point[1]), ahead
