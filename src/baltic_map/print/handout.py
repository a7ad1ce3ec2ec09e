"""The second page of a handout: the map with numbers in place of names, and lines to write them on."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from baltic_map.day_view import DayView, FeatureView, LocalScene
from baltic_map.print.basemap import Basemap
from baltic_map.print.canvas import Canvas, Group
from baltic_map.print.labels import Layout
from baltic_map.print.panel import draw_headline
from baltic_map.print.shaped_text import SMALL, advance, fit, wrap
from baltic_map.print.sheet import Box
from baltic_map.print.text_writer import ITALIC, LEADING, SANS, STRONG, TextWriter

__all__ = ["MutePanel", "numbered", "silenced"]

# What is asked first, and how much at most.
_ASKED = ("state", "sea", "lake", "island", "region", "capital", "town")
_MOST = 40

_COLUMN_GAP, _NUMBER = 14.0, 15.0
_ROW_MOST = 20.0


def numbered(plate: DayView, layout: Layout) -> dict[str, int]:
    """
    Choose the names that are asked for.

    Parameters
    ----------
    plate, layout
        A day, and where its names stand.

    Returns
    -------
    numbers
        By id: states, then waters and lands, then towns, each from north to south; the greatest of those that are
        named on the plate.
    """
    roles = {name: number for number, name in enumerate(_ASKED)}
    named = [each for each in plate.features if each.symbol.label in roles and each.id in layout.labels]
    named.sort(key=lambda each: (each.feature.rank, roles[each.symbol.label or ""], each.id))

    def place(feature: FeatureView) -> tuple[int, float]:
        towns = roles["capital"]
        return min(roles[feature.symbol.label or ""], towns), -layout.labels[feature.id][0].y

    return {each.id: number for number, each in enumerate(sorted(named[:_MOST], key=place), start=1)}


def silenced(plate: DayView, numbers: Mapping[str, int]) -> DayView:
    """Give a day with numbers in place of names; places without a number are left out, signs are not named."""
    features = tuple(
        replace(
            each, name=str(numbers.get(each.id, "")) if each.symbol.label != "strength" else each.name, name_today=""
        )
        for each in plate.features
        if each.id in numbers or each.symbol.disc or each.symbol.label in {None, "strength"}
    )
    return replace(plate, there=lambda: features)


class MutePanel(Struct, frozen=True):
    """
    Draws the panel of the second page.

    Parameters
    ----------
    names
        By number.
    answers
        Whether the names stand on their lines.
    """

    names: Mapping[int, str]
    answers: bool

    def __call__(self, canvas: Canvas, scene: LocalScene, plate: DayView, basemap: Basemap) -> Group:
        """Draw day, task and lines."""
        writer, panel = TextWriter(canvas, scene), basemap.sheet.panel
        y = draw_headline(writer, scene, plate, panel) - 4
        for key in () if self.answers else ("plate.pupil", "plate.class"):
            y -= 17
            word = scene.messages(key)
            writer.text(panel.left, y, word, SANS, SMALL)
            writer.rule(panel.left + advance(word, SANS, SMALL) + 5, panel.right, y - 1.5, 0.4)
        y -= 12
        task = scene.messages("plate.answers" if self.answers else "plate.task")
        for line in wrap(task, ITALIC, SMALL * 1.2, panel.width):
            y -= SMALL * 1.2 * LEADING
            writer.text(panel.left, y, line, ITALIC, SMALL * 1.2)
        self._lines(writer, Box(panel.left, panel.bottom, panel.right, y - 8))
        return Group(writer.artists)

    def _lines(self, writer: TextWriter, box: Box) -> None:
        rows = -(-len(self.names) // 2)
        step = min(box.height / max(rows, 1), _ROW_MOST)
        width = (box.width - _COLUMN_GAP) / 2
        for at, (number, name) in enumerate(self.names.items()):
            left, y = box.left + at // rows * (width + _COLUMN_GAP), box.top - (at % rows + 1) * step
            writer.text(left, y, str(number), STRONG, SMALL)
            writer.rule(left + _NUMBER, left + width, y - 1.8, 0.4)
            if self.answers:
                writer.text(left + _NUMBER + 1, y, fit(name, SANS, SMALL, width - _NUMBER), SANS, SMALL)
