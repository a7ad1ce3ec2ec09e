"""The ground of the plate: sea with its waterlines, land, lakes, rivers and coast."""

from __future__ import annotations

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
from baltic_map.print.canvas import Canvas, Drawn, Group
from baltic_map.print.sheet import PIXEL, Box, Sheet, dump_paths, load_paths, to_path
from baltic_map.symbology import SYMBOLOGY, mix, palette, waterlines

if TYPE_CHECKING:
    from matplotlib.path import Path as MplPath
    from numpy.typing import NDArray

__all__ = ["Basemap", "draw_land", "draw_sea", "draw_water"]

# How far from the shore the waterlines of lakes run, points.
_LAKE_WATERLINES = (3.2, 7.4, 13.0)
_LEAST_LAKE, _LEAST_ISLAND = 60.0, 2.5

# So near to the edge of the data (points) a line of the land is that edge.
_EDGE = 0.05

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
        land = read_land(self.atlas.folder, config, self._scale or Scale(), self.sheet.extent)
        parts = self._fitted(_geometries(land))
        if len(parts) == 0 or config.stands_on_world:
            parts = np.concatenate([parts, np.array([*self._territories.values()], dtype=object)])
        return shapely.union_all(parts)

    @cached_property
    def lakes(self) -> Any:
        """Lakes, points."""
        lakes = read_lakes(self.atlas.folder, self.atlas.config, self._scale or Scale(), self.sheet.extent)
        return shapely.union_all(self._fitted(_geometries(lakes)))

    @cached_property
    def rivers(self) -> NDArray[np.object_]:
        """Rivers, points."""
        return self._projected(self._scale.rivers if self._scale else None, LINES)

    @cached_property
    def shore(self) -> Any:
        """The line between land and sea, points; not the edge of the atlas's data."""
        # What was cut off around the frame has edges too, but well outside of it.
        line, known = shapely.boundary(self.land), self.sheet.known
        if shapely.contains_properly(known, self.sheet.kept.shape):
            return line
        return shapely.difference(line, shapely.buffer(shapely.boundary(known), _EDGE))

    @cached_property
    def _territories(self) -> dict[str, Any]:
        scale = self._scale
        found = dict(self._read(scale.territories, AREAS)) if scale else {}
        whole = {key: found.get(key) or each.geometry for key, each in self.atlas.borders.territories.items()}
        # Not cut yet: neighbours must keep the very same vertices to be dissolved.
        projected = self.sheet.project(np.array([*whole.values()], dtype=object)) if whole else []
        return dict(zip(whole, projected, strict=True))

    @cached_property
    def arcs(self) -> dict[str, Any]:
        """Border arcs by id, points."""
        scale = self._scale
        found = dict(self._read(scale.borders, LINES)) if scale else {}
        whole = {key: found.get(key) or arc.geometry for key, arc in self.atlas.borders.arcs.items()}
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
            # The union of a coverage takes a tenth of the time of another; where the sheet cuts the earth, it is none.
            union = shapely.coverage_union_all if shapely.coverage_is_valid(parts) else shapely.union_all
            self._dissolved[territories] = self.sheet.cut(union(parts))
        return self._dissolved[territories]

    def geometry(self, feature: Feature) -> Any:
        """Give a feature's geometry, points; it must have one. Kept: it is projected once."""
        if feature.id not in self._features:
            self._features[feature.id] = self.sheet.project(feature.geometry)
        return self._features[feature.id]

    @cached_property
    def bands(self) -> list[MplPath]:
        """The strips of shallow sea between shore and waterlines, from the widest to the narrowest."""
        reaches = [each.reach * PIXEL for each in waterlines(self.atlas.config)]
        made_by = shapely.geos_version_string, Path(__file__)
        return kept(
            "shallows",
            (repr(reaches), shapely.to_wkb(self.land)),
            lambda: made_by,
            lambda: list(map(to_path, self._grown(reaches))),
            dump_paths,
            load_paths,
        )

    def _grown(self, reaches: list[float]) -> list[Any]:
        parts = shapely.get_parts(self.land)
        # Rings around every skerry would hide the coast.
        rough = shapely.simplify(shapely.union_all(parts[shapely.area(parts) > _LEAST_ISLAND]), _UNSEEN)
        # Many small outlines are grown and united in a third of the time that one large one takes.
        grown = (shapely.buffer(shapely.get_parts(rough), reach, quad_segs=6) for reach in reaches)
        return [shapely.union_all(each) for each in grown]

    @cached_property
    def lake_waterlines(self) -> list[MplPath]:
        """What lies further than each waterline from the shore in the great lakes."""
        large = [each for each in shapely.get_parts(self.lakes) if each.area > _LEAST_LAKE]
        rough = shapely.simplify(shapely.union_all(large), _UNSEEN / 2)
        return kept(
            "lakes",
            (repr(_LAKE_WATERLINES), shapely.to_wkb(rough)),
            lambda: (shapely.geos_version_string, Path(__file__)),
            lambda: [to_path(shapely.buffer(rough, -far, quad_segs=6)) for far in _LAKE_WATERLINES],
            dump_paths,
            load_paths,
        )


def _geometries(shapes: Shapes) -> NDArray[np.object_]:
    return np.array([geometry for _, geometry in shapes], dtype=object)


def _rectangle(box: Box) -> Any:
    return to_path(box.shape)


def draw_sea(canvas: Canvas, basemap: Basemap) -> Group:
    """Draw the sea, a shade darker with each waterline further from the shore."""
    config = basemap.atlas.config
    artists: list[Drawn] = [canvas.shape(_rectangle(basemap.sheet.frame), face=palette(config, "sea").day)]
    for band, each in zip(basemap.bands, waterlines(config), strict=True):
        artists.append(canvas.shape(band, face=each.fill.day, edge=each.line.day, width=SYMBOLOGY.waterline * PIXEL))
    return Group(artists)


def draw_land(canvas: Canvas, basemap: Basemap) -> Group:
    """Draw the land."""
    land = palette(basemap.atlas.config, "land").day
    return Group([canvas.shape(to_path(basemap.land), face=land)])


def draw_water(canvas: Canvas, basemap: Basemap) -> Group:
    """Draw what lies on the land: rivers, lakes with their waterlines, and the coast."""
    config = basemap.atlas.config
    sea, shallows, coast, water = (palette(config, name).day for name in ("sea", "shallows", "coast", "water"))
    line = mix(sea, coast, 0.34)
    lakes = to_path(basemap.lakes)
    artists: list[Drawn] = [
        canvas.shape(to_path(basemap.rivers), edge=water, width=0.6, round_ends=True),
        canvas.shape(lakes, face=shallows),
    ]
    for deep, share in zip(basemap.lake_waterlines, (0.3, 0.64, 1.0), strict=True):
        artists.append(canvas.shape(deep, face=mix(shallows, sea, share), edge=line, width=0.25))
    artists += [
        canvas.shape(lakes, edge=coast, width=0.35),
        canvas.shape(to_path(basemap.shore), edge=coast, width=0.45),
    ]
    return Group(artists)
