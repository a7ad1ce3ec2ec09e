"""All sources of a plate, whole: pages of their own, for they are more than a foot of small type holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from baltic_map.contract import Area, Border, Feature, Reading
from baltic_map.day_view import DayView, LocalScene
from baltic_map.print.canvas import Canvas, Group
from baltic_map.print.shaped_text import BODY, FINE, SMALL, fit, wrap
from baltic_map.print.sheet import Box, Sheet
from baltic_map.print.text_writer import SANS, STRONG_SERIF, TextWriter
from baltic_map.sources import Bibliography

__all__ = ["Column", "Source", "draw_sources", "short_address", "source_pages", "sources_of"]

_SCHEME = re.compile(r"^https?://(?:www\.)?")
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?:)")
_COLUMN, _COLUMN_GAP, _EDGE = 210.0, 16.0, 24.0


class Source(Struct, frozen=True):
    """A work as it is told: its id, the whole of it in words, and its address, which may be empty."""

    id: str
    text: str
    address: str


Column: TypeAlias = list[tuple[Source, list[tuple[str, bool]]]]
"""Sources with their lines, and whether a line is of the address."""


def short_address(address: str) -> str:
    """Give an address as people write it: without its scheme, and that of the page itself where it was archived."""
    return _SCHEME.sub("", _ARCHIVED.sub("", address)).rstrip("/")


def sources_of(scene: LocalScene, plate: DayView, bibliography: Bibliography) -> list[Source]:
    """List all works that what is on a plate rests on, by their words."""
    things: list[Feature | Area | Border | Reading] = [each.feature for each in plate.features]
    things += [*plate.areas, *plate.borders, scene.reading]
    citations = [scene.scene.citations[number] for thing in things for number in thing.sources]
    found = {each.work: scene.text(each.parts[0]) for each in citations}
    works = [Source(key, text, str(bibliography[key].get("URL", ""))) for key, text in found.items()]
    return sorted(works, key=lambda each: (each.text.casefold(), each.id))


def source_pages(sources: Iterable[Source], sheet: Sheet) -> list[list[Column]]:
    """Set sources in columns, and columns on pages."""
    count = max(int((sheet.width - 2 * _EDGE + _COLUMN_GAP) / (_COLUMN + _COLUMN_GAP)), 1)
    width, high = _width(sheet, count), sheet.height - 2 * _EDGE - 3 * BODY
    columns: list[Column] = [[]]
    used = 0.0
    for source in sources:
        lines = [(line, False) for line in wrap(source.text, SANS, FINE, width)]
        address = wrap(short_address(source.address), SANS, FINE, width) if source.address else []
        lines += [(line, True) for line in address]
        height = _height(lines)
        if columns[-1] and used + height > high:
            columns.append([])
            used = 0.0
        columns[-1].append((source, lines))
        used += height
    return [columns[at : at + count] for at in range(0, len(columns), count)]


def _width(sheet: Sheet, count: int) -> float:
    return (sheet.width - 2 * _EDGE - (count - 1) * _COLUMN_GAP) / count


def _height(lines: Sequence[object]) -> float:
    return len(lines) * FINE * 1.18 + 3.0


def draw_sources(canvas: Canvas, scene: LocalScene, title: str, sheet: Sheet, page: Sequence[Column]) -> Group:
    """Draw a page of sources under its title."""
    writer, top = TextWriter(canvas, scene), sheet.height - _EDGE
    box = Box(_EDGE, _EDGE, sheet.width - _EDGE, top)
    writer.text(box.left, top - BODY, fit(title, STRONG_SERIF, BODY, box.width), STRONG_SERIF, BODY)
    writer.rule(box.left, box.right, top - BODY - 6, 1.2)
    count = max(int((box.width + _COLUMN_GAP) / (_COLUMN + _COLUMN_GAP)), 1)
    width = _width(sheet, count)
    for number, column in enumerate(page):
        left, y = box.left + number * (width + _COLUMN_GAP), top - 2.2 * BODY
        for source, lines in column:
            for line, linked in lines:
                y -= FINE * 1.18
                colour = writer.colors.accent if linked else writer.colors.color
                writer.text(left, y, line, SANS, FINE, colour, url=source.address if linked else None)
            y -= 3.0
    text = " ".join([scene.title, *scene.reading_words])
    writer.text(box.left, box.bottom - 10, fit(text, SANS, SMALL, box.width), SANS, FINE, writer.colors.quiet)
    return Group(writer.artists)
