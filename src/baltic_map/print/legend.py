"""The legend: only what is on the plate, drawn with the code that draws the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from baltic_map.config import localised
from baltic_map.glyphs import mpl_path
from baltic_map.print.ground import Ground
from baltic_map.print.lettering import FINE, SMALL, wrap
from baltic_map.print.sheet import Box, to_path
from baltic_map.print.signs import (
    draw_area,
    draw_arrow,
    draw_border,
    draw_line,
    draw_sign,
    draw_zone,
    hatching,
    sign_radius,
)
from baltic_map.print.writer import LEADING, SANS, STRONG, Writer
from baltic_map.scene import LegendGroup, LegendItem, Plate, Scene
from baltic_map.style import MarkLook

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.path import Path as MplPath

__all__ = ["draw_legend"]

_COLUMN_GAP, _SAMPLE = 12.0, 19.0

# Lines of an item.
_MOST = 5

# How much longer the legend may be for a group to stay whole, points.
_PARTING = 46.0

# Of the panel; a taller legend tells less.
_TALL = 0.43


@dataclass(frozen=True, slots=True)
class _Row:
    """A heading (``item`` is none) or an item of the legend."""

    lines: tuple[str, ...]
    height: float
    item: LegendItem | None


def _shown(scene: Scene, plate: Plate, ground: Ground) -> Iterator[LegendGroup]:
    """Leave out of the legend what lies outside the frame."""
    config, lang = scene.atlas.config, scene.lang
    frame = ground.sheet.frame.shape
    outside = {
        each.label for each in plate.areas if not shapely.intersects(ground.area(each.area.territories), frame)
    } - {each.label for each in plate.areas if shapely.intersects(ground.area(each.area.territories), frame)}
    kinds: dict[str, bool] = {}
    for mark in plate.marks:
        if mark.feature.geometry is not None:
            name = localised(config.kinds[mark.feature.kind], lang)
            kinds[name] = kinds.get(name, False) or bool(shapely.intersects(ground.geometry(mark.feature), frame))
    outside |= {name for name, seen in kinds.items() if not seen}
    for group in plate.legend:
        items = tuple(item for item in group.items if item.label not in outside)
        if items:
            yield LegendGroup(group.title, items, group.layer)


def _without_bystanders(plate: Plate, groups: list[LegendGroup]) -> Iterator[LegendGroup]:
    """Leave out the states on whose land nothing changed; their names are on the map."""
    labels = {
        each.label
        for each in plate.areas
        if each.look.hatch is None
        and each.look.inner is None
        and each.area.state == each.area.controller == each.area.recognised
    }
    for group in groups:
        items = tuple(item for item in group.items if item.area is None or item.label not in labels)
        if items:
            yield LegendGroup(group.title, items, group.layer)


def _columns(groups: Iterable[LegendGroup], panel: Box, room: float) -> list[list[_Row]]:
    """Set the legend in two columns of about the same height, parting a group only if it must be."""
    width = (panel.width - _COLUMN_GAP) / 2
    rows = [row for group in groups for row in _rows(group, width)]
    heights = np.array([row.height for row in rows])
    if heights.sum() / 2 > room - panel.bottom:
        rows = [replace(row, height=row.height * 0.93) for row in rows]
    done = np.append(0.0, np.cumsum(heights))
    best, lowest = 0, float("inf")
    for place in range(len(rows) + 1):
        if place and rows[place - 1].item is None:
            continue  # a heading stays with what it heads
        parts = place < len(rows) and rows[place].item is not None
        height = max(done[place], done[-1] - done[place]) + (_PARTING if parts else 0.0)
        if height < lowest:
            best, lowest = place, height
    return [rows[:best], rows[best:]]


def _rows(group: LegendGroup, width: float) -> Iterator[_Row]:
    lines = tuple(wrap(group.title, STRONG, FINE * 1.04, width, most=_MOST))
    yield _Row(lines, len(lines) * FINE * LEADING + 5.2, None)
    for item in group.items:
        lines = tuple(wrap(item.label, SANS, FINE, width - _SAMPLE, most=_MOST))
        yield _Row(lines, max(len(lines) * FINE * 1.12 + 2.6, 10.4), item)


def draw_legend(writer: Writer, scene: Scene, plate: Plate, ground: Ground, least: float) -> float:
    """
    Draw the legend at the foot of the panel.

    Parameters
    ----------
    writer
        Writes.
    scene, plate
        Words, and what is on the plate.
    ground
        Its sheet says where the panel is; what lies outside the frame is not explained.
    least
        How high the legend may reach before it is set closer, points of the sheet.

    Returns
    -------
    top
        How high it reaches.
    """
    panel = ground.sheet.panel
    groups = list(_shown(scene, plate, ground))
    columns = _columns(groups, panel, least)
    if _height(columns) > panel.height * _TALL:
        columns = _columns(_without_bystanders(plate, groups), panel, least)
    top = panel.bottom + _height(columns) + SMALL + 9
    writer.heading(scene.words("legend.title"), panel, top)
    width = (panel.width - _COLUMN_GAP) / 2
    for number, column in enumerate(columns):
        left, y = panel.left + number * (width + _COLUMN_GAP), top - SMALL - 4.5
        for row in column:
            _draw_row(writer, row, left, y)
            y -= row.height
    return top


def _height(columns: list[list[_Row]]) -> float:
    return max((sum(row.height for row in column) for column in columns), default=0.0)


def _draw_row(writer: Writer, row: _Row, left: float, top: float) -> None:
    if row.item is None:
        y = top - 3.2 - FINE
        for line in row.lines:
            writer.text(left, y, line, STRONG, FINE)
            y -= FINE * LEADING
        return
    middle = top - row.height / 2
    leading = FINE * 1.12
    y = middle + (len(row.lines) - 1) * leading / 2 - FINE * 0.32
    for line in row.lines:
        writer.text(left + _SAMPLE, y, line, SANS, FINE)
        y -= leading
    writer.artists += _sample(writer, row.item, Box(left, middle - 3.6, left + 14.5, middle + 3.6))


def _sample(writer: Writer, item: LegendItem, box: Box) -> list[Artist]:
    """Draw what the legend explains, with the code that draws the map."""
    pen, swatch = writer.pen, box.shape
    if item.area is not None:
        hatch = hatching(swatch, 2.9) if item.area.hatch else None
        outline = pen.shape(to_path(swatch), edge=writer.inks.quiet, width=0.3, inside=False)
        return [*draw_area(pen, item.area, swatch, hatch, inside=False, edge_scale=0.6), outline]
    if item.line is not None:
        return draw_border(pen, item.line, _across(box), writer.inks.border, inside=False)
    if item.mark is not None:
        return _mark_sample(writer, item.mark, box)
    return []


def _across(box: Box) -> MplPath:
    middle = (box.bottom + box.top) / 2
    return to_path(shapely.LineString([(box.left, middle), (box.right, middle)]))


def _mark_sample(writer: Writer, look: MarkLook, box: Box) -> list[Artist]:
    pen, middle = writer.pen, (box.bottom + box.top) / 2
    if look.shape == "glyph" and look.glyph:
        # Signs are shown at the size they have on the map, but for the largest.
        radius = min(sign_radius(look, 1), 4.9) if look.disc else sign_radius(look, 1)
        return draw_sign(pen, look, mpl_path(look.glyph, writer.folder), box.left + 7.2, middle, radius, inside=False)
    if look.shape == "area":
        sea = pen.shape(to_path(box.shape), face=writer.inks.sea, inside=False)
        return [sea, *draw_zone(pen, look, box.shape, hatching(box.shape, 2.9, rising=False), inside=False)]
    if look.shape == "arrow":
        way = np.array([(box.left - 0.5, middle - 2.2), (box.left + 6, middle + 0.4), (box.right + 1, middle + 1.4)])
        return draw_arrow(pen, look, way, 3.4, inside=False)
    return draw_line(pen, look, _across(box), inside=False)
