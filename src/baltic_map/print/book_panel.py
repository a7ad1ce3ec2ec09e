"""What of a book is drawn as a plate is: the legend beside a plate, and the key to all plates."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from baltic_map.day_view import DayView, LegendGroupView, LocalScene
from baltic_map.print.basemap import Basemap
from baltic_map.print.canvas import Canvas, Group
from baltic_map.print.legend import draw_legend
from baltic_map.print.sheet import POINTS_PER_INCH, Box
from baltic_map.print.text_writer import TextWriter

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["BookPanel", "key_figure"]

# Room for the day and its chief event over the legend, points.
_HEADLINE = 175.0

# How wide the key is set, points; the page shows it larger.
_KEY = 400.0


class BookPanel(Struct):
    """Draws the legend of a plate; the day and its chief event are set over it as text of the page."""

    top: float = 0.0
    """How high the legend of the last plate reaches, points of the sheet."""

    def __call__(self, canvas: Canvas, scene: LocalScene, plate: DayView, basemap: Basemap) -> Group:
        """Draw the legend."""
        writer, panel = TextWriter(canvas, scene), basemap.sheet.panel
        self.top = draw_legend(writer, scene, plate, basemap, panel.top - _HEADLINE)
        return Group(writer.artists)


def key_figure(scene: LocalScene, plates: Sequence[DayView], basemap: Basemap) -> Figure:
    """Draw one legend for all plates, on a sheet as high as it is."""
    days = [each.index for each in plates]
    features = {each.id: each for plate in plates for each in plate.features}
    areas = {each.id: each for plate in plates for each in plate.areas}
    all_days = replace(
        plates[0],
        there=lambda: tuple(features.values()),
        areas=tuple(areas.values()),
        legend=tuple(map(_once, scene.legend(days))),
    )
    key = copy.copy(basemap)
    key.sheet = copy.copy(basemap.sheet)
    key.sheet.panel = Box(0.0, 2.0, _KEY, _KEY)
    background, halo = (scene.scene.palette[name].day for name in ("background", "halo"))
    writer = TextWriter(Canvas(POINTS_PER_INCH, key.sheet.frame, background=background, halo=halo), scene)
    top = draw_legend(writer, scene, all_days, key, key.sheet.panel.top)
    figure = writer.canvas.figure(_KEY, top + 2.0)
    figure.add_artist(Group(writer.artists))
    return figure


def _once(group: LegendGroupView) -> LegendGroupView:
    """Leave out lines that say the same in other colours."""
    return replace(group, items=tuple({each.label: each for each in reversed(group.items)}.values())[::-1])
