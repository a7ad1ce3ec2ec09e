"""A plate as a tagged PDF, as data for its template: the picture in words, its names, its sources as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from baltic_map.day_view import DayView, LocalScene
from baltic_map.print.labels import Layout
from baltic_map.print.raster import Told
from baltic_map.print.sheet import Sheet
from baltic_map.print.source_pages import Source, short_address
from baltic_map.print.vector_text import is_one_run

__all__ = ["plate_data", "spaced_names"]


def plate_data(
    scene: LocalScene, plate: DayView, told: Told, sheet: Sheet, layout: Layout, sources: Iterable[Source]
) -> dict[str, Any]:
    """
    Write down what the PDF of a plate says.

    Parameters
    ----------
    scene, plate
        Words, and the day.
    told
        Title, alternative text and fingerprint.
    sheet, layout
        Its size, and where its names stand.
    sources
        What the pages after it list; there are none without.

    Returns
    -------
    data
        For ``json.dumps``.
    """
    return {
        "lang": scene.lang,
        "document": told.title,
        "alternative": told.alternative,
        "fingerprint": told.fingerprint,
        "width": sheet.width,
        "height": sheet.height,
        "colors": {name: scene.scene.palette[name].day for name in ("text", "muted", "accent", "background")},
        "names": spaced_names(layout, sheet),
        "heading": scene.messages("plate.all_sources", day=scene.messages.format_date(plate.iso)),
        "atlas": " ".join([scene.title, *scene.reading_words]),
        "sources": [
            {"text": each.text, "url": each.address, "address": short_address(each.address)} for each in sources
        ],
    }


def spaced_names(layout: Layout, sheet: Sheet) -> list[dict[str, Any]]:
    """
    List the names whose letters stand apart, which nobody finds who seeks the word.

    Parameters
    ----------
    layout, sheet
        Where the names stand.

    Returns
    -------
    names
        Each with the left and the upper edge of its rectangle and its height, points from the upper left corner.
    """
    return [
        {
            "text": " ".join(line.text for line in lines),
            "left": round(place.box.left, 2),
            "top": round(sheet.height - place.box.top, 2),
            "high": round(place.box.height, 2),
        }
        for place, lines in layout.labels.values()
        if any(line.letters and not is_one_run(line) for line in lines)
    ]
