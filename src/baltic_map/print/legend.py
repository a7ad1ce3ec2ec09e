"""The legend: only what is on the plate, drawn with the code that draws the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from msgspec import Struct
from msgspec.structs import replace

from baltic_map.contract import FeatureSymbol
from baltic_map.day_view import DayView, LegendGroupView, LegendItemView, LocalScene
from baltic_map.icons import mpl_path
from baltic_map.print.arrows import arrow_curve
from baltic_map.print.basemap import Basemap
from baltic_map.print.canvas import Drawn, line
from baltic_map.print.shaped_text import FINE, SMALL, wrap
from baltic_map.print.sheet import PIXEL, Box, to_path
from baltic_map.print.symbols import (
    draw_area,
    draw_arrow,
    draw_border,
    draw_icon,
    draw_line,
    draw_zone,
    hatching,
    icon_radius,
)
from baltic_map.print.text_writer import LEADING, SANS, STRONG, TextWriter
from baltic_map.symbology import SYMBOLOGY

if TYPE_CHECKING:
    from matplotlib.path import Path as MplPath

__all__ = ["draw_legend"]

_COLUMN_GAP, _SAMPLE = 12.0, 19.0

# Points for a pixel between the lines of a hatch: a sample is small.
_SAMPLE_GAP = 0.45

# Lines of an item.
_MOST = 5

# How much closer rows are set where there is no room.
_CLOSER = 0.93

# From so broad a panel on three columns have room, points.
_THREE = 280.0

# How much longer the legend may be for a group to stay whole, points.
_PARTING = 46.0


class _Row(Struct, frozen=True):
    """A heading (``item`` is none) or an item of the legend."""

    lines: tuple[str, ...]
    height: float
    item: LegendItemView | None


def _shown(scene: LocalScene, plate: DayView, basemap: Basemap) -> Iterator[LegendGroupView]:
    """Leave out of the legend what lies outside the frame."""
    frame = basemap.sheet.frame.shape
    areas = {
        scene.text(each.label) for each in plate.areas if shapely.intersects(basemap.area(each.territories), frame)
    }
    placed = [each for each in plate.features if each.feature.geometry is not None]
    kinds = {each.feature.kind for each in placed if shapely.intersects(basemap.geometry(each.feature), frame)}

    def is_seen(item: LegendItemView) -> bool:
        return item.label in areas if item.area else item.kind is None or item.kind in kinds

    for group in plate.legend:
        items = tuple(filter(is_seen, group.items))
        if items:
            yield LegendGroupView(group.title, group.layer, items)


def _columns(groups: Iterable[LegendGroupView], panel: Box, occupancy: float) -> list[list[_Row]]:
    """Set the legend in two columns, or in three without the plainest, whichever is low enough."""
    groups, room = list(groups), occupancy - panel.bottom
    asked = [each for each in groups if not all(map(_is_plain, each.items))]
    tries = [(2, groups), *([(3, groups), (3, asked)] if panel.width >= _THREE else [])]
    columns: list[list[_Row]] = []
    for count, shown in tries:
        columns = _parted([row for group in shown for row in _rows(group, _width(panel, count))], count)
        if _height(columns) <= room:
            return columns
    return [[replace(row, height=row.height * _CLOSER) for row in column] for column in columns]


def _is_plain(item: LegendItemView) -> bool:
    """Tell whether a line explains what every map has: borders, and the rings of towns."""
    return bool(item.border or (item.feature and item.feature.shape == "icon" and not item.feature.disc))


def _width(panel: Box, columns: int) -> float:
    return (panel.width - _COLUMN_GAP * (columns - 1)) / columns


def _parted(rows: list[_Row], count: int) -> list[list[_Row]]:
    """Part rows into so many columns, the highest as low as can be; a group is parted only if it must be."""
    done = np.append(0.0, np.cumsum([row.height for row in rows]))
    # A heading stays with what it heads.
    places = [at for at in range(len(rows) + 1) if not at or rows[at - 1].item is not None]
    parting = {at: _PARTING if at < len(rows) and rows[at].item is not None else 0.0 for at in places}
    # For each place the lowest way to set all rows before it, and where its last column begins.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        best = {
            at: min(
                (max(height, done[at] - done[start] + parting[at]), (*starts, start))
                for start, (height, starts) in best.items()
                if start <= at
            )
            for at in places
        }
    starts = (*best[len(rows)][1], len(rows))
    return [rows[start:stop] for start, stop in pairwise(starts)]


def _rows(group: LegendGroupView, width: float) -> Iterator[_Row]:
    lines = tuple(wrap(group.title, STRONG, FINE * 1.04, width, most=_MOST))
    yield _Row(lines, len(lines) * FINE * LEADING + 5.2, None)
    for item in group.items:
        lines = tuple(wrap(item.label, SANS, FINE, width - _SAMPLE, most=_MOST))
        yield _Row(lines, max(len(lines) * FINE * 1.12 + 2.6, 10.4), item)


def draw_legend(text_writer: TextWriter, scene: LocalScene, plate: DayView, basemap: Basemap, least: float) -> float:
    """
    Draw the legend at the foot of the panel.

    Parameters
    ----------
    text_writer
        Writes.
    scene, plate
        Words, and what is on the plate.
    basemap
        Its sheet says where the panel is; what lies outside the frame is not explained.
    least
        How high the legend may reach before it is set closer, points of the sheet.

    Returns
    -------
    top
        How high it reaches.
    """
    panel = basemap.sheet.panel
    groups = list(_shown(scene, plate, basemap))
    columns = _columns(groups, panel, least)
    top = panel.bottom + _height(columns) + SMALL + 9
    text_writer.heading(scene.messages("legend.title"), panel, top)
    width = _width(panel, len(columns))
    for number, column in enumerate(columns):
        left, y = panel.left + number * (width + _COLUMN_GAP), top - SMALL - 4.5
        for row in column:
            _draw_row(text_writer, row, left, y)
            y -= row.height
    return top


def _height(columns: list[list[_Row]]) -> float:
    return max((sum(row.height for row in column) for column in columns), default=0.0)


def _draw_row(text_writer: TextWriter, row: _Row, left: float, top: float) -> None:
    if row.item is None:
        y = top - 3.2 - FINE
        for line in row.lines:
            text_writer.text(left, y, line, STRONG, FINE)
            y -= FINE * LEADING
        return
    middle = top - row.height / 2
    leading = FINE * 1.12
    y = middle + (len(row.lines) - 1) * leading / 2 - FINE * 0.32
    for line in row.lines:
        text_writer.text(left + _SAMPLE, y, line, SANS, FINE)
        y -= leading
    item, box = row.item, Box(left, middle - 3.6, left + 14.5, middle + 3.6)
    text_writer.add((item, box), lambda: _sample(text_writer, item, box))


def _sample(text_writer: TextWriter, item: LegendItemView, box: Box) -> list[Drawn]:
    """Draw what the legend explains, with the code that draws the map."""
    canvas, swatch = text_writer.canvas, box.shape
    if item.area is not None:
        hatch = hatching(swatch, SYMBOLOGY.hatches["area"], _SAMPLE_GAP) if item.area.hatch else None
        outline = canvas.shape(to_path(swatch), edge=text_writer.colors.quiet, width=0.3, inside=False)
        return [*draw_area(canvas, item.area, swatch, hatch, inside=False, edge_scale=0.6), outline]
    if item.border is not None:
        return draw_border(canvas, item.border, _across(box), text_writer.colors.border, inside=False)
    if item.feature is not None:
        return _feature_sample(text_writer, item.feature, box)
    return []


def _across(box: Box) -> MplPath:
    middle = (box.bottom + box.top) / 2
    return to_path(shapely.LineString([(box.left, middle), (box.right, middle)]))


def _feature_sample(text_writer: TextWriter, symbol: FeatureSymbol, box: Box) -> list[Drawn]:
    canvas, middle = text_writer.canvas, (box.bottom + box.top) / 2
    if symbol.shape == "icon" and symbol.icon:
        # Signs are shown at the size they have on the map, but for the largest.
        radius = min(icon_radius(symbol, 1), 4.9) if symbol.disc else icon_radius(symbol, 1)
        return draw_icon(
            canvas, symbol, mpl_path(text_writer.icons[symbol.icon]), box.left + 7.2, middle, radius, inside=False
        )
    if symbol.shape == "area":
        sea = canvas.shape(to_path(box.shape), face=text_writer.colors.sea, inside=False)
        ground = [] if symbol.hatch == "massed" else [sea]
        hatch = hatching(box.shape, SYMBOLOGY.hatches[symbol.hatch or "zone"], _SAMPLE_GAP)
        return [*ground, *draw_zone(canvas, symbol, box.shape, hatch, inside=False)]
    if symbol.shape == "arrow":
        way = np.array([(box.left - 0.5, middle - 2.2), (box.left + 6, middle + 0.4), (box.right + 1, middle + 1.4)])
        return draw_arrow(canvas, symbol, arrow_curve(way, SYMBOLOGY.arrow, PIXEL), 3.4, inside=False)
    offset = SYMBOLOGY.side.offset * PIXEL
    sides = [line((box.left, middle + up), (box.right, middle + up)) for up in (offset, -offset)]
    return draw_line(canvas, symbol, _across(box), sides, inside=False)
