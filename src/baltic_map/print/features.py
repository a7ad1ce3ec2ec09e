"""What is drawn on the ground on one day: areas, borders, zones, arrows, signs and labels, each under its id."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import shapely

from baltic_map.contract import Area
from baltic_map.day_view import DayView, FeatureView
from baltic_map.icons import mpl_path
from baltic_map.print.arrows import arrow_curve
from baltic_map.print.basemap import Basemap
from baltic_map.print.canvas import Canvas, Drawn, Group, circle, line
from baltic_map.print.growth import beginning_of, share_along
from baltic_map.print.labels import LEADING, TOTAL_LEADING, LabelPlacer, Layout
from baltic_map.print.placement import Candidate
from baltic_map.print.shaped_text import ShapedText
from baltic_map.print.sheet import PIXEL, Box, to_path
from baltic_map.print.symbols import (
    draw_area,
    draw_arrow,
    draw_border,
    draw_dot,
    draw_icon,
    draw_line,
    draw_notch,
    draw_zone,
    hatching,
    icon_radius,
)
from baltic_map.symbology import SYMBOLOGY, mix, palette

if TYPE_CHECKING:
    from matplotlib.path import Path as MplPath
    from numpy.typing import NDArray

__all__ = ["FeatureLayer", "draw_areas", "draw_borders"]

_Point: TypeAlias = tuple[float, float]

# Share of a label's rectangle on one ground from which its halo has that ground's colour.
_WHOLLY = 0.74

_ORDER = {"area": 10.0, "line": 11.0, "icon": 12.0, "arrow": 13.0, "label": 15.0}
_LEADERS, _TOWN, _NOTCH = 11.5, 13.5, 14.0

# The circle around a number, points, and the middle of figures above their baseline, in ascents.
_NUMBER, _FIGURE = 6.4, 0.45


def draw_areas(canvas: Canvas, basemap: Basemap, areas: Iterable[Area]) -> list[Group]:
    """Draw the areas of the states of a day."""
    artists: list[Group] = []
    for drawn in areas:
        geometry = basemap.area(drawn.territories)
        hatched = drawn.symbol.hatch is not None
        hatch = hatching(shapely.simplify(geometry, 0.2), SYMBOLOGY.hatches["area"]) if hatched else None
        artists.append(Group(draw_area(canvas, drawn.symbol, geometry, hatch), gid=drawn.id))
    return artists


def draw_borders(canvas: Canvas, basemap: Basemap, plate: DayView) -> list[Group]:
    """Draw the border lines of a day."""
    colour = palette(basemap.atlas.config, "border").day
    return [
        Group(draw_border(canvas, each.symbol, to_path(basemap.arcs[each.id]), colour), gid=each.id)
        for each in plate.borders
    ]


def _beside(geometry: Any) -> list[MplPath]:
    """Give the middles of the bands on the left and on the right of a line."""
    smooth, offset = shapely.simplify(geometry, 1.5), SYMBOLOGY.side.offset * PIXEL
    return [to_path(shapely.offset_curve(smooth, side * offset)) for side in (1, -1)]


class FeatureLayer:
    """
    Draws the features of a day.

    Parameters
    ----------
    canvas
        Draws.
    basemap
        What they stand on.
    icons
        Path data by name.
    mute
        Whether names are numbers.
    """

    def __init__(self, canvas: Canvas, basemap: Basemap, icons: Mapping[str, str], *, mute: bool = False) -> None:
        self.canvas = canvas
        self.icons = icons
        self.basemap = basemap
        self.labels = LabelPlacer(basemap, mute=mute)
        self._kept: dict[object, Group] = {}
        self._led: dict[tuple[_Point, _Point, str], list[Drawn]] = {}
        self._hatches: dict[str, Any] = {}
        self._areas: tuple[Area, ...] = ()
        self._grounds: list[tuple[Any, str]] = []
        self._tints: dict[Box, str | None] = {}
        self._courses: dict[str, tuple[list[NDArray[np.float64]], float]] = {}
        self._notches: Mapping[str, str] = {}

    @cached_property
    def _rough_shore(self) -> Any:
        return shapely.simplify(self.basemap.shore, 0.5)

    def _near_land(self, geometry: Any) -> Any:
        """Give the strip along the shore that an outline may lie in."""
        left, bottom, right, top = geometry.bounds
        shore = shapely.clip_by_rect(self._rough_shore, left - 3, bottom - 3, right + 3, top + 3)
        return shapely.buffer(shore, 1.3, quad_segs=1)

    def draw(self, plate: DayView) -> tuple[list[Group], Layout]:
        """
        Draw the features of a day.

        Parameters
        ----------
        plate
            The day.

        Returns
        -------
        artists
            One for each feature that has a place, under its id, in drawing order.
        layout
            Where signs and labels stand.
        """
        layout = self.labels.layout(plate)
        self._stand_on(plate.areas)
        self._courses = {
            each.feature.id: (
                list(self._course(each, self._shortening(each, layout))),
                SYMBOLOGY.arrow.widths[each.feature.rank - 1] * PIXEL,
            )
            for each in plate.features
            if each.symbol.shape == "arrow" and each.feature.geometry is not None
        }
        self._notches, kept = layout.notches, dict[object, Group]()
        for feature in plate.features:
            key = feature.feature.id
            if feature.feature.geometry is None:
                continue
            candidate, lines = layout.labels.get(key, (None, ()))
            under = self._tint(candidate.box) if candidate else None
            short = self._shortening(feature, layout)
            state = (
                key,
                feature.symbol,
                layout.icons.get(key),
                candidate,
                len(lines),
                under,
                key in layout.covered,
                short,
                layout.sides.get(key),
                layout.notches.get(key),
                key in layout.settled,
                layout.days.get(key),
            )
            # What looks as it did on the day before need not be made again.
            kept[state] = self._kept.get(state) or self._group(feature, layout, under)
        self._kept = kept
        self._led = {one: self._led.get(one) or [*self._leader(*one)] for one in self._leads(plate, layout)}
        leaders = Group([each for parts in self._led.values() for each in parts], zorder=_LEADERS)
        return [leaders, *kept.values()], layout

    def curve(self, key: str) -> NDArray[np.float64] | None:
        """Give the curve of an arrow of the day that was drawn last, if it has one part and so may grow."""
        curves, _ = self._courses.get(key, ([], 0.0))
        return curves[0] if len(curves) == 1 else None

    def begun(self, plate: DayView, shares: Mapping[str, float]) -> list[Group]:
        """Draw the beginnings of some arrows of the day that was drawn last: shares of their length, from 0 to 1."""
        return [
            Group(
                draw_arrow(self.canvas, each.symbol, beginning_of(curve, shares[each.id]), self._courses[each.id][1]),
                zorder=_ORDER["arrow"],
            )
            for each in plate.features
            if shares.get(each.id) and (curve := self.curve(each.id)) is not None
        ]

    def not_reached(self, plate: DayView, shares: Mapping[str, float]) -> set[str]:
        """Name the notches across some arrows that lie beyond a share of their length."""
        curves = {key: self.curve(key) for key in shares}
        notches = ((each, self._notches.get(each.id, "")) for each in plate.features)
        return {
            each.id
            for each, key in notches
            if (curve := curves.get(key)) is not None and share_along(curve, *self.labels.point(each)) > shares[key]
        }

    def _group(self, feature: FeatureView, layout: Layout, under: str | None) -> Group:
        order = _ORDER[feature.symbol.shape]
        if feature.symbol.shape == "icon" and not feature.symbol.disc:
            order = _TOWN
        elif feature.feature.id in layout.notches:
            order = _NOTCH
        group = Group(list(self._parts(feature, layout, under)), gid=feature.feature.id, zorder=order)
        group.set_visible(feature.feature.id not in layout.hidden)
        return group

    def _leads(self, plate: DayView, layout: Layout) -> Iterator[tuple[_Point, _Point, str]]:
        """List the signs that had to give way: their true point, their place and their colour."""
        for feature in plate.features:
            place = layout.icons.get(feature.feature.id)
            if feature.feature.geometry is None or place is None or not feature.symbol.disc:
                continue
            x, y = self.labels.point(feature)
            if np.hypot(place[0] - x, place[1] - y) > 1.0:
                yield (x, y), place, feature.symbol.color.day

    def _leader(self, point: _Point, place: _Point, color: str) -> Iterator[Drawn]:
        """Lead from a sign to its true point."""
        yield self.canvas.shape(line(point, place), edge=self.canvas.halo, width=1.5, alpha=0.8)
        yield self.canvas.shape(line(point, place), edge=color, width=0.5)
        yield self.canvas.shape(circle(*point, 1.0), face=color, edge=self.canvas.halo, width=0.4)

    def _parts(self, feature: FeatureView, layout: Layout, under: str | None) -> Iterator[Drawn]:
        symbol, canvas, key = feature.symbol, self.canvas, feature.feature.id
        if symbol.shape == "area":
            geometry = self.labels.geometry(feature)
            if key not in self._hatches:
                # Along the shore the coast is line enough.
                rim = shapely.difference(shapely.boundary(geometry), self._near_land(geometry))
                self._hatches[key] = (
                    hatching(geometry, SYMBOLOGY.hatches[symbol.hatch]) if symbol.hatch else None,
                    to_path(rim),
                )
            yield from draw_zone(canvas, symbol, geometry, *self._hatches[key])
        elif symbol.shape == "line":
            geometry = self.labels.geometry(feature)
            sides, share = (
                (_beside(geometry) if symbol.sides else ()),
                1.0 if key in layout.sides else SYMBOLOGY.side.settled,
            )
            yield from draw_line(canvas, symbol, to_path(geometry), sides, share=share)
            alpha = SYMBOLOGY.faint if symbol.faint else None
            for name, ink in zip(layout.sides.get(key, ()), symbol.sides or (), strict=False):
                yield from canvas.shaped_text(name.text, name.x, name.y, ink.day, alpha=alpha)
        elif symbol.shape == "arrow":
            yield from self._arrow(feature, layout)
        elif key in layout.notches:
            curves, width = self._courses[layout.notches[key]]
            x, y = point = self.labels.point(feature)
            curve = min(curves, key=lambda each: np.hypot(each[:, 0] - x, each[:, 1] - y).min())
            yield from draw_notch(canvas, symbol, curve, point, width)
        elif symbol.shape == "icon" and symbol.icon:
            yield from self._icon(feature, layout)
        if key in layout.labels:
            yield from self._label(feature, *layout.labels[key], under)

    def _arrow(self, feature: FeatureView, layout: Layout) -> Iterator[Drawn]:
        canvas, symbol, key = self.canvas, feature.symbol, feature.feature.id
        share = SYMBOLOGY.arrow.settled if key in layout.settled else 1.0
        curves, width = self._courses[key]
        for curve in curves:
            yield from draw_arrow(canvas, symbol, curve, width, share=share)
        if day := layout.days.get(key):
            colour = mix(symbol.color.day, palette(self.basemap.atlas.config, "text").day, 0.25)
            yield from canvas.shaped_text(day.text, day.x, day.y, colour, under=canvas.halo)

    def _course(self, feature: FeatureView, short: float) -> Iterator[NDArray[np.float64]]:
        """Yield the curves of an arrow's parts, but for the end of the last; of a short one half stays."""
        *others, last = shapely.get_parts(self.labels.geometry(feature))
        for part in others:
            yield arrow_curve(shapely.get_coordinates(part), SYMBOLOGY.arrow, PIXEL)
        curve = arrow_curve(shapely.get_coordinates(last), SYMBOLOGY.arrow, PIXEL)
        yield curve[: max(len(curve) - round(short / (SYMBOLOGY.arrow.step * PIXEL)), len(curve) // 2, 2)]

    def _shortening(self, feature: FeatureView, layout: Layout) -> float:
        """Tell how much earlier an arrow ends so that its head does not lie under the sign it leads to; points."""
        if feature.symbol.shape != "arrow":
            return 0.0
        x, y = shapely.get_coordinates(self.labels.geometry(feature))[-1]
        reaches = [radius - math.hypot(left - x, along - y) for left, along, radius in layout.discs]
        return max([0.0, *(max_distance + 1.2 for max_distance in reaches if max_distance > 0)])

    def _icon(self, feature: FeatureView, layout: Layout) -> Iterator[Drawn]:
        symbol, key = feature.symbol, feature.feature.id
        place = layout.icons.get(key)
        if place is not None:
            glyph = mpl_path(self.icons[symbol.icon or ""])
            yield from draw_icon(self.canvas, symbol, glyph, *place, icon_radius(symbol, feature.feature.rank))
        elif symbol.disc:
            yield from draw_dot(self.canvas, symbol, *self.labels.point(feature))
        elif key in layout.labels and key not in layout.covered:
            glyph = mpl_path(self.icons[symbol.icon or ""])
            radius = icon_radius(symbol, feature.feature.rank)
            yield from draw_icon(self.canvas, symbol, glyph, *self.labels.point(feature), radius)

    def _color(self, feature: FeatureView) -> str:
        """Give the ink of a name: quiet inks are darker for letters than for signs, and darker still on water."""
        config = self.basemap.atlas.config
        black = palette(config, "text").day
        if feature.symbol.color == palette(config, "water"):
            return mix(feature.symbol.color.day, black, 0.46)
        return mix(feature.symbol.color.day, black, 0.45 if feature.symbol.color == palette(config, "muted") else 0.0)

    def _stand_on(self, areas: tuple[Area, ...]) -> None:
        """Note on what names stand."""
        if areas != self._areas:
            self._areas, self._tints = areas, {}
            self._grounds = [(self.basemap.area(each.territories), each.symbol.fill.day) for each in areas]
            for shape, _ in self._grounds:
                shapely.prepare(shape)

    def _tint(self, box: Box) -> str | None:
        """Give the colour of the ground under a label; ``None`` where it lies on more than one."""
        if box not in self._tints:
            self._tints[box] = self._tint_under(box)
        return self._tints[box]

    def _tint_under(self, box: Box) -> str | None:
        x, y = np.meshgrid(np.linspace(box.left, box.right, 8), (box.bottom, box.top))
        water = palette(self.basemap.atlas.config, "shallows").day
        if shapely.contains_xy(self.basemap.lakes, x, y).mean() > 1 - _WHOLLY:
            return water
        at_sea = 1.0
        for shape, colour in self._grounds:
            share = float(shapely.contains_xy(shape, x, y).mean())
            if share > _WHOLLY:
                return colour
            at_sea -= share
        return water if at_sea > _WHOLLY else None

    def _label(
        self, feature: FeatureView, candidate: Candidate, lines: tuple[ShapedText, ...], under: str | None
    ) -> Iterator[Drawn]:
        basemap, black = (palette(self.basemap.atlas.config, name).day for name in ("muted", "text"))
        color, quiet = self._color(feature), mix(basemap, black, 0.2)
        alpha = 0.75 if feature.symbol.faint else None
        if self.labels.mute and feature.name.isdigit():
            (figures,) = lines
            x, middle = candidate.x + figures.width / 2, candidate.y + figures.ascent * _FIGURE
            yield self.canvas.shape(circle(x, middle, _NUMBER), face=self.canvas.background, edge=black, width=0.7)
            yield from self.canvas.shaped_text(figures, candidate.x, candidate.y, black, halo=0)
            return
        y = candidate.y
        is_total = feature.symbol.label == "strength"
        for number, shaped_text in enumerate(lines):
            colour = quiet if number and not is_total else color
            yield from self.canvas.shaped_text(shaped_text, candidate.x, y, colour, under=under, alpha=alpha)
            y -= TOTAL_LEADING if is_total else LEADING
