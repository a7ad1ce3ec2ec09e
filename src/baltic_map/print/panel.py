"""Beside the map the day, its events and the legend; at the foot the scale and the sources."""

from __future__ import annotations

import math

from baltic_map.contract import Area, Feature, Reading
from baltic_map.day_view import DayView, LocalScene
from baltic_map.print.basemap import Basemap
from baltic_map.print.canvas import Canvas, Group
from baltic_map.print.events import draw_events
from baltic_map.print.legend import draw_legend
from baltic_map.print.shaped_text import BODY, DISPLAY, NOTE, SMALL, advance, wrap
from baltic_map.print.sheet import Box, Sheet, to_path
from baltic_map.print.text_writer import ITALIC, SANS, SANS_ITALIC, STRONG_ITALIC, STRONG_SERIF, TextWriter

__all__ = ["cited_works", "draw_headline", "draw_panel", "draw_scale", "split_headline"]

# The least room for the day's events, points.
_LEAST_EVENTS = 150.0

# Lines of the title, and of the subtitle.
_TITLE = 4


def draw_panel(canvas: Canvas, scene: LocalScene, plate: DayView, basemap: Basemap) -> Group:
    """
    Draw the panel and the sources of a day.

    Parameters
    ----------
    canvas
        Draws.
    scene, plate
        Words, and what is on the plate.
    basemap
        Its sheet says where the panel and the foot are.

    Returns
    -------
    artist
        One group.
    """
    text_writer, panel = TextWriter(canvas, scene), basemap.sheet.panel
    below = draw_headline(text_writer, scene, plate, panel)
    top = draw_legend(text_writer, scene, plate, basemap, below - _LEAST_EVENTS)
    draw_events(text_writer, scene, plate, Box(panel.left, top + 10, panel.right, below))
    _draw_sources(text_writer, scene, plate, basemap.sheet)
    return Group(text_writer.artists)


def draw_headline(text_writer: TextWriter, scene: LocalScene, plate: DayView, panel: Box) -> float:
    """Write title and day; give how far down they reach."""
    weekday, date = split_headline(plate.headline)
    y = panel.top - SMALL
    for line in wrap(scene.title, STRONG_SERIF, SMALL, panel.width, most=_TITLE, capitals=True):
        text_writer.capitals(panel.left, y, line, SMALL)
        y -= SMALL * 1.3
    y += SMALL * 1.3
    text_writer.rule(panel.left, panel.right, y - 6, 1.2)
    text_writer.rule(panel.left, panel.right, y - 8, 0.3)
    y -= 12
    if weekday:
        y -= BODY * 0.95
        text_writer.text(panel.left, y, weekday, ITALIC, BODY, text_writer.colors.quiet)
    size = min(DISPLAY, DISPLAY * panel.width / advance(date, STRONG_SERIF, DISPLAY))
    y -= size * 0.98
    text_writer.text(panel.left - 0.6, y, date, STRONG_SERIF, size)
    y -= 6
    subtitle = scene.subtitle
    for line in wrap(subtitle, ITALIC, SMALL, panel.width, most=_TITLE) if subtitle else ():
        y -= SMALL * 1.25
        text_writer.text(panel.left, y, line, ITALIC, SMALL, text_writer.colors.quiet)
    reading = ". ".join(scene.reading_words)
    for line in wrap(reading, STRONG_ITALIC, BODY, panel.width, most=_TITLE) if reading else ():
        y -= BODY * 1.3
        text_writer.text(panel.left, y, line, STRONG_ITALIC, BODY, text_writer.colors.accent)
    return y - (13 if reading else 9)


def split_headline(headline: str) -> tuple[str, str]:
    """Part the weekday from the date, whichever comes first in the language."""
    first, comma, second = headline.partition(", ")
    if not comma:
        return "", headline
    return (first, second) if any(icon.isdigit() for icon in second) else (second, first)


def cited_works(scene: LocalScene, plate: DayView) -> list[str]:
    """
    Name the works that the plate of a day rests on.

    Parameters
    ----------
    scene
        Citations and works.
    plate
        The day.

    Returns
    -------
    works
        Briefly, in the order of `sources` in ``web/static/panels/day.js``: those of its events, the chief one first,
        of what the states stand on, and of the reading.
    """
    things: list[Feature | Area | Reading] = [*(each.feature for each in plate.events), *plate.areas, scene.reading]
    cited = dict.fromkeys(scene.scene.citations[number].work for thing in things for number in thing.sources)
    return [scene.text(scene.scene.works[key].name) for key in cited]


def _draw_sources(text_writer: TextWriter, scene: LocalScene, plate: DayView, sheet: Sheet) -> None:
    foot, most = sheet.foot, 3
    works = cited_works(scene, plate)
    credits_ = wrap(" ".join(scene.credits), SANS_ITALIC, NOTE, foot.width, most=2)
    y = foot.top - 24
    for line in _source_lines(scene, works, foot.width, most):
        text_writer.text(foot.left, y, line, SANS, NOTE, text_writer.colors.quiet)
        y -= NOTE * 1.22
    for line in credits_:
        text_writer.text(foot.left, y, line, SANS_ITALIC, NOTE, text_writer.colors.quiet)
        y -= NOTE * 1.22


def _source_lines(scene: LocalScene, works: list[str], width: float, most: int) -> list[str]:
    """Write as many works as fit into so many lines, and how many more there are."""
    if not works:
        return []
    for count in range(len(works), 0, -1):
        text = scene.messages("plate.sources", works="; ".join(works[:count]))
        if count < len(works):
            text += "; " + scene.messages("plate.others", count=len(works) - count)
        # A fair guess first: measuring all of a long list for every count would take its time.
        if len(text) * NOTE * 0.36 > width * most:
            continue
        lines = wrap(text, SANS, NOTE, width)
        if len(lines) <= most:
            return lines
    return []


def _scale_unit(metres: float) -> int:
    """Choose how long one of the four parts of the scale bar is, for a bar of about so many metres."""
    sizes = (size * 10**power for power in range(7) for size in (10, 20, 25, 50))
    whole = (size // 10 for size in sizes if size % (10_000 if size > 10_000 else 10) == 0)  # noqa: PLR2004
    return max((size for size in whole if size * 4 <= metres * 1.2), default=1)


def draw_scale(canvas: Canvas, scene: LocalScene, sheet: Sheet) -> Group:
    """Draw the scale bar under the map, the scale as a number, and the projection's name."""
    text_writer = TextWriter(canvas, scene)
    left, top = sheet.outer.left, sheet.outer.bottom - 6
    unit = _scale_unit(sheet.frame.width * 0.26 * sheet.ground_resolution)
    step, high, y = unit / sheet.ground_resolution, 2.6, top - 3.4
    word, divisor = ("plate.kilometres", 1000) if unit >= 1000 else ("plate.metres", 1)  # noqa: PLR2004
    for number in range(4):
        for row in (0, 1):
            cell = Box(
                left + number * step, y - row * high / 2 - high / 2, left + (number + 1) * step, y - row * high / 2
            )
            dark = (number + row) % 2 == 0
            face = text_writer.colors.color if dark else canvas.background
            text_writer.artists.append(
                canvas.shape(to_path(cell.shape), face=face, edge=text_writer.colors.color, width=0.35, inside=False)
            )
    for number in range(5):
        figure = number * unit // divisor
        label = scene.messages(word, number=figure) if number == 4 else str(figure)  # noqa: PLR2004
        x = left + number * step
        align = "left" if number == 4 else "center"  # noqa: PLR2004
        x -= advance(str(figure), SANS, NOTE) / 2 if align == "left" else 0.0
        artist = canvas.text(x, y - high - NOTE - 0.6, label, SANS, NOTE, text_writer.colors.color, align=align)
        text_writer.artists.append(artist)
    # Three digits of it, of a common scale two.
    digits = math.floor(math.log10(sheet.scale)) - (1 if sheet.scale > 1e7 else 2)  # noqa: PLR2004
    rounded = round(sheet.scale, -max(digits, 0))
    note = scene.messages(
        "plate.scale", scale=f"{rounded:,.0f}".replace(",", "\N{NO-BREAK SPACE}"), projection=sheet.projection_name
    )
    text_writer.artists.append(
        canvas.text(sheet.outer.right, top - 6, note, SANS_ITALIC, NOTE, text_writer.colors.quiet, align="right")
    )
    return Group(text_writer.artists)
