"""Beside the map the day, its events and the legend; at the foot the scale and the sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from baltic_map.print.events import draw_events
from baltic_map.print.ground import Ground
from baltic_map.print.legend import draw_legend
from baltic_map.print.lettering import BODY, DISPLAY, NOTE, SMALL, advance, wrap
from baltic_map.print.pen import Group, Pen
from baltic_map.print.sheet import Box, Sheet, to_path
from baltic_map.print.writer import ITALIC, SANS, SANS_ITALIC, STRONG_SERIF, Writer
from baltic_map.scene import Plate, Scene

if TYPE_CHECKING:
    from matplotlib.artist import Artist

__all__ = ["cited_works", "draw_panel", "draw_scale"]

# The least room for the day's events, points.
_LEAST_EVENTS = 46.0

# Lines of the title, and of the subtitle.
_TITLE = 4


def draw_panel(pen: Pen, scene: Scene, plate: Plate, ground: Ground) -> Artist:
    """
    Draw the panel and the sources of a day.

    Parameters
    ----------
    pen
        Draws.
    scene, plate
        Words, and what is on the plate.
    ground
        Its sheet says where the panel and the foot are.

    Returns
    -------
    artist
        One group.
    """
    writer, panel = Writer(pen, scene), ground.sheet.panel
    below = _draw_headline(writer, scene, plate, panel)
    top = draw_legend(writer, scene, plate, ground, below - _LEAST_EVENTS)
    draw_events(writer, scene, plate, Box(panel.left, top + 10, panel.right, below))
    _draw_sources(writer, scene, plate, ground.sheet)
    return Group(writer.artists)


def _draw_headline(writer: Writer, scene: Scene, plate: Plate, panel: Box) -> float:
    """Write title and day; give how far down they reach."""
    config = scene.atlas.config
    weekday, date = _split_headline(plate.headline)
    y = panel.top - SMALL
    for line in wrap(config.title_in(scene.lang), STRONG_SERIF, SMALL, panel.width, most=_TITLE, capitals=True):
        writer.capitals(panel.left, y, line, SMALL)
        y -= SMALL * 1.3
    y += SMALL * 1.3
    writer.rule(panel.left, panel.right, y - 6, 1.2)
    writer.rule(panel.left, panel.right, y - 8, 0.3)
    y -= 12
    if weekday:
        y -= BODY * 0.95
        writer.text(panel.left, y, weekday, ITALIC, BODY, writer.inks.quiet)
    size = min(DISPLAY, DISPLAY * panel.width / advance(date, STRONG_SERIF, DISPLAY))
    y -= size * 0.98
    writer.text(panel.left - 0.6, y, date, STRONG_SERIF, size)
    y -= 6
    subtitle = config.subtitle_in(scene.lang)
    for line in wrap(subtitle, ITALIC, SMALL, panel.width, most=_TITLE) if subtitle else ():
        y -= SMALL * 1.25
        writer.text(panel.left, y, line, ITALIC, SMALL, writer.inks.quiet)
    return y - 9


def _split_headline(headline: str) -> tuple[str, str]:
    """Part the weekday from the date, whichever comes first in the language."""
    first, comma, second = headline.partition(", ")
    if not comma:
        return "", headline
    return (first, second) if any(sign.isdigit() for sign in second) else (second, first)


def cited_works(scene: Scene, plate: Plate) -> list[str]:
    """
    Name the works that the plate of a day rests on.

    Parameters
    ----------
    scene
        The scene, for its atlas.
    plate
        The day.

    Returns
    -------
    works
        Briefly, the most often cited first; places' gazetteers count as any other.
    """
    atlas = scene.atlas
    cited: Counter[str] = Counter()
    for mark in plate.marks:
        cited.update(citation.source for citation in mark.feature.citations)
    for line in plate.lines:
        cited.update(citation.source for citation in line.arc.citations)
    for area in plate.areas:
        for key in area.area.territories:
            holding = atlas.borders.holding(key, plate.index)
            cited.update(citation.source for citation in (holding.citations if holding else ()))
    order = sorted(cited, key=lambda key: (-cited[key], key))
    return [atlas.bibliography.short(key, scene.lang) for key in order]


def _draw_sources(writer: Writer, scene: Scene, plate: Plate, sheet: Sheet) -> None:
    foot, most = sheet.foot, 3
    works = cited_works(scene, plate)
    credits_ = wrap(" ".join(scene.atlas.config.credits_in(scene.lang)), SANS_ITALIC, NOTE, foot.width, most=2)
    y = foot.top - 24
    for line in _source_lines(scene, works, foot.width, most):
        writer.text(foot.left, y, line, SANS, NOTE, writer.inks.quiet)
        y -= NOTE * 1.22
    for line in credits_:
        writer.text(foot.left, y, line, SANS_ITALIC, NOTE, writer.inks.quiet)
        y -= NOTE * 1.22


def _source_lines(scene: Scene, works: list[str], width: float, most: int) -> list[str]:
    """Write as many works as fit into so many lines, and how many more there are."""
    if not works:
        return []
    for count in range(len(works), 0, -1):
        text = scene.words("plate.sources", works="; ".join(works[:count]))
        if count < len(works):
            text += "; " + scene.words("plate.others", count=len(works) - count)
        # A fair guess first: measuring all of a long list for every count would take its time.
        if len(text) * NOTE * 0.36 > width * most:
            continue
        lines = wrap(text, SANS, NOTE, width)
        if len(lines) <= most:
            return lines
    return []


def draw_scale(pen: Pen, scene: Scene, sheet: Sheet) -> Artist:
    """Draw the scale bar under the map, the scale as a number, and the projection's name."""
    writer = Writer(pen, scene)
    left, top = sheet.outer.left, sheet.outer.bottom - 6
    wanted = sheet.frame.width * 0.26 * sheet.ground / 1000
    unit = max(size for size in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500) if size * 4 <= max(wanted * 1.2, 4))
    step, high, y = unit * 1000 / sheet.ground, 2.6, top - 3.4
    for number in range(4):
        for row in (0, 1):
            cell = Box(
                left + number * step, y - row * high / 2 - high / 2, left + (number + 1) * step, y - row * high / 2
            )
            dark = (number + row) % 2 == 0
            face = writer.inks.ink if dark else pen.paper
            writer.artists.append(
                pen.shape(to_path(cell.shape), face=face, edge=writer.inks.ink, width=0.35, inside=False)
            )
    for number in range(5):
        label = str(number * unit) if number < 4 else scene.words("plate.kilometres", number=4 * unit)  # noqa: PLR2004
        x = left + number * step
        align = "left" if number == 4 else "center"  # noqa: PLR2004
        x -= advance(str(4 * unit), SANS, NOTE) / 2 if align == "left" else 0.0
        artist = pen.text(x, y - high - NOTE - 0.6, label, SANS, NOTE, writer.inks.ink, align=align)
        writer.artists.append(artist)
    rounded = round(sheet.scale, -4 if sheet.scale > 1e6 else -3)  # noqa: PLR2004
    note = scene.words(
        "plate.scale", scale=f"{rounded:,.0f}".replace(",", "\N{NO-BREAK SPACE}"), projection=sheet.crs.name
    )
    writer.artists.append(
        pen.text(sheet.outer.right, top - 6, note, SANS_ITALIC, NOTE, writer.inks.quiet, align="right")
    )
    return Group(writer.artists)
