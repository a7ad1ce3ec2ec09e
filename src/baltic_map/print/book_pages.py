"""What stands in a book, as data for its template: days, chronology, bibliography, index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from baltic_map.contract import Feature, TextNumber
from baltic_map.day_view import DayView, FeatureView, LocalScene
from baltic_map.gallery import alternative
from baltic_map.print.events import LATELY
from baltic_map.print.labels import Layout
from baltic_map.print.panel import split_headline
from baltic_map.print.sheet import Sheet
from baltic_map.print.source_pages import short_address
from baltic_map.print.tagged_plate import spaced_names
from baltic_map.print.typefaces import Face
from baltic_map.sources import Bibliography
from baltic_map.text import sentences

__all__ = ["Plate", "book_data", "squares"]

# About how wide a square of the grid is, points.
_SQUARE = 78.0

# So many events leave room on their page for what happened before.
_FEW = 5

# Signs and totals have labels that are no names.
_NO_NAMES = {"strength", "sign"}

_COLORS = ("text", "muted", "accent", "background", "border")


class Plate(Struct, frozen=True):
    """
    A day of the book.

    Parameters
    ----------
    view, layout
        What is on its plate, and where.
    picture
        Name of the picture.
    top
        How high its legend reaches, points of the sheet.
    """

    view: DayView
    layout: Layout
    picture: str
    top: float


def book_data(scene: LocalScene, bibliography: Bibliography, sheet: Sheet, plates: Sequence[Plate]) -> dict[str, Any]:
    """
    Write down all that a book says.

    Parameters
    ----------
    scene
        Words.
    bibliography
        Addresses of the works.
    sheet
        Where on a plate the map is.
    plates
        Its days.

    Returns
    -------
    data
        For ``json.dumps``. Texts are plain; citations are ids of works with the places in them.
    """
    messages = scene.messages
    days = [_day(scene, sheet, each) for each in plates]
    chronology = list(_chronology(scene, [each.view for each in plates]))
    cited = {ref["work"] for ref in _refs_in([days, chronology])}
    return {
        "lang": scene.lang,
        # The italics have no Cyrillic.
        "slanted": Face("serif", style="italic").writes(scene.title),
        "title": scene.title,
        "subtitle": scene.subtitle,
        "reading": ". ".join(scene.reading_words),
        "credits": list(scene.credits),
        "state": _state(scene),
        "colors": {name: scene.scene.palette[name].day for name in _COLORS},
        "words": {
            **messages.table("book"),
            "events": messages("page.events"),
            "land": messages("legend.land"),
            "lately": messages("plate.lately"),
            "chronology": messages("chronology.title"),
            "credits": messages("page.credits"),
        },
        "sheet": _sheet(sheet),
        "cover": "cover.svg",
        "key": "key.svg",
        "key_alternative": messages("legend.title"),
        "days": days,
        "chronology": chronology,
        "works": _works(scene, bibliography, cited),
        "index": list(_index(scene, sheet, plates)),
    }


def _state(scene: LocalScene) -> str:
    state = next(each.state for each in scene.scene.locales if each.lang == scene.lang)
    return scene.messages(f"page.translated_{state}") if state else ""


def _sheet(sheet: Sheet) -> dict[str, Any]:
    def box(name: str) -> list[float]:
        """Give left, top, right and bottom, from the upper left corner."""
        found = getattr(sheet, name)
        return [round(each, 2) for each in (found.left, sheet.height - found.top, found.right)] + [
            round(sheet.height - found.bottom, 2)
        ]

    columns, rows = squares(sheet)
    return {
        "width": sheet.width,
        "height": sheet.height,
        **{name: box(name) for name in ("panel", "frame", "outer")},
        "columns": [chr(ord("A") + number) for number in range(columns)],
        "rows": rows,
    }


def squares(sheet: Sheet) -> tuple[int, int]:
    """Give into how many columns and rows the map of a plate is parted."""
    most = 26
    return tuple(min(max(round(side / _SQUARE), 1), most) for side in (sheet.frame.width, sheet.frame.height))  # type: ignore[return-value]


def _day(scene: LocalScene, sheet: Sheet, plate: Plate) -> dict[str, Any]:
    view = plate.view
    weekday, date = split_headline(view.headline)
    events = [_event(scene, each) for each in view.events]
    quiet = scene.messages("page.no_events")
    latest = None if events else scene.latest(view.index)
    if latest:
        day = scene.messages.format_date(scene.axis.iso(latest[0]))
        quiet += f" {scene.messages('page.last_event', day=day)} {scene.text(latest[1].feature.title)}"
    areas = [each for each in view.areas if each.symbol.hatch is not None or each.symbol.edge is not None]
    return {
        "iso": view.iso,
        "weekday": weekday,
        "date": date,
        "headline": view.headline,
        "picture": plate.picture,
        "alternative": alternative(scene, view),
        "names": spaced_names(plate.layout, sheet),
        "room": round(sheet.panel.top - plate.top, 2),
        "events": events,
        "quiet": "" if events else quiet,
        "lately": list(_lately(scene, view)) if len(events) <= _FEW else [],
        "land": [
            {"text": scene.text(each.label), "refs": _refs(scene, each.sources)} for each in (areas or view.areas)
        ],
    }


def _lately(scene: LocalScene, view: DayView) -> Iterator[dict[str, Any]]:
    """Yield what happened in the weeks before, the latest first; each once, with its day."""
    known, told = {each.id: each for each in scene.features}, {each.id for each in view.events}
    for each in reversed(scene.scene.events):
        first = each.span.first
        if view.index - LATELY <= first < view.index:
            there = [known[key] for key in each.features if key in known and key not in told]
            told |= {feature.id for feature in there}
            date = scene.messages.format_date(scene.axis.iso(first))
            for feature in there:
                title, story = _prose(scene, feature.title), _prose(scene, feature.description)
                short = {**story, "text": next(iter(sentences(story["text"])), "")}
                refs = _refs(scene, feature.sources)
                yield {"date": date, "title": title, "story": story, "sentence": short, "refs": refs}


def _event(scene: LocalScene, view: FeatureView) -> dict[str, Any]:
    feature, messages = view.feature, scene.messages
    # A feature that is not certain says so, as on the page; what is certain needs no word.
    said = [] if feature.certainty == "certain" else [scene.text(feature.facts.certainty)]
    maybe = messages("legend.possible")
    sure = [*said, *([] if view.certain else [maybe[:1].lower() + maybe[1:] if said else maybe])]
    return {
        "time": _time(scene, feature),
        "title": _prose(scene, feature.title),
        "sure": "; ".join(filter(None, sure)),
        "story": _prose(scene, feature.description),
        "sentence": next(iter(sentences(scene.text(feature.description))), ""),
        "refs": _refs(scene, feature.sources),
    }


def _time(scene: LocalScene, feature: Feature) -> str:
    if feature.time and feature.clock is not None:
        return scene.messages("dates.time", time=feature.time, clock=scene.text(feature.clock))
    return feature.time or ""


def _prose(scene: LocalScene, number: TextNumber) -> dict[str, str]:
    text = scene.translated(number)
    return {"text": text.value, "lang": text.lang}


def _refs(scene: LocalScene, sources: Iterable[int]) -> list[dict[str, str]]:
    """Give works by their ids, with the places in them."""
    refs = []
    for number in sources:
        citation = scene.scene.citations[number]
        # After the work stand the place in it and the address, each only if there is one.
        places = [text for each in citation.parts[1:] if (text := scene.text(each)).startswith(", ")]
        refs.append({"work": citation.work, "place": "".join(places).removeprefix(", ")})
    return refs


def _refs_in(data: Any) -> Iterator[dict[str, str]]:
    """Yield all citations that stand in data."""
    if isinstance(data, dict):
        if "work" in data:
            yield data
        data = list(data.values())
    for each in data if isinstance(data, list) else ():
        yield from _refs_in(each)


def _works(scene: LocalScene, bibliography: Bibliography, cited: set[str]) -> list[dict[str, str]]:
    found = {each.work: scene.text(each.parts[0]) for each in scene.scene.citations if each.work in cited}
    works = sorted(found.items(), key=lambda each: (_sorting(each[1]), each[0]))
    addresses = {key: str(bibliography[key].get("URL", "")) for key in found}
    return [
        {"work": key, "text": text, "url": addresses[key], "address": unquote(short_address(addresses[key]))}
        for key, text in works
    ]


def _chronology(scene: LocalScene, plates: Sequence[DayView]) -> Iterator[dict[str, Any]]:
    """Yield the months (or years) with their days: what happened, and which land stood differently from then on."""
    days: dict[int, dict[str, Any]] = {}
    known = {each.id: each for each in scene.features}
    spreads = {each.index: number for number, each in enumerate(plates)}
    told: set[str] = set()

    def on(index: int) -> dict[str, Any]:
        """Give what is told of a day."""
        return days.setdefault(index, {"events": [], "land": [], "spread": spreads.get(index)})

    for each in scene.scene.events:
        for key in each.features:
            if key in known and key not in told:
                told.add(key)
                feature = known[key]
                what = {"time": _time(scene, feature), "title": _prose(scene, feature.title)}
                on(each.span.first)["events"].append({**what, "refs": _refs(scene, feature.sources)})
    for territory in scene.reading.territories:
        for tenure in territory.tenures[1:]:
            name, standing = scene.text(territory.name), scene.text(tenure.text)
            on(tenure.span.first)["land"].append(scene.messages("chronology.land", name=name, standing=standing))
    ordered = [(scene.axis.iso(index), days[index]) for index in sorted(days)]
    for month, group in groupby(ordered, lambda each: _month(each[0])):
        listed = [{"date": scene.messages.format_date(iso), **told_then} for iso, told_then in group]
        yield {"name": scene.messages.format_date(month), "days": listed}


def _month(day: str) -> str:
    """Give the month of a day; of a month its year, and of a year itself."""
    return day.rpartition("-")[0] if day.count("-", 1) else day


def _index(scene: LocalScene, sheet: Sheet, plates: Sequence[Plate]) -> Iterator[dict[str, Any]]:
    """Yield each name in each language, with the plates that bear it and where; under its first letter."""
    entries = sorted(_names(scene, sheet, plates), key=lambda each: (_sorting(each["name"]), each["name"], each["of"]))
    for letter, group in groupby(entries, lambda each: _sorting(each["name"])[:1].upper()):
        yield {"letter": letter, "names": list(group)}


def _names(scene: LocalScene, sheet: Sheet, plates: Sequence[Plate]) -> Iterator[dict[str, Any]]:
    found: dict[str, tuple[FeatureView, dict[str, list[int]]]] = {}
    for number, plate in enumerate(plates):
        for view in plate.view.features:
            if view.id in plate.layout.labels and view.symbol.label and view.symbol.label not in _NO_NAMES:
                square = _square(sheet, *_middle(sheet, view, plate.layout))
                found.setdefault(view.id, (view, {}))[1].setdefault(square, []).append(number)
    for view, where in found.values():
        places = [{"square": square, "runs": _runs(numbers)} for square, numbers in where.items()]
        for name, codes in _called(view, scene.lang).items():
            of = "" if name == view.name else view.name
            yield {"name": name, "codes": codes, "of": of, "places": places}


def _called(view: FeatureView, lang: str) -> dict[str, list[str]]:
    """Give the names of a place, each with the languages in which it is so called."""
    called: dict[str, list[str]] = {view.name: [lang]}
    for code, name in view.feature.names.items():
        for each in name.split(", ") if code == "other" else [name]:
            known = called.setdefault(each, [])
            if code not in {"other", *known}:
                known.append(code)
    if view.name_today:
        called.setdefault(view.name_today, [lang])
    return called


def _middle(sheet: Sheet, view: FeatureView, layout: Layout) -> tuple[float, float]:
    """Give the place of what a name names, or the middle of the name where that is no point."""
    geometry = view.feature.geometry
    if geometry is not None and geometry.geom_type == "Point":
        point = sheet.project(geometry)
        return float(point.x), float(point.y)
    box = layout.labels[view.id][0].box
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2


def _square(sheet: Sheet, x: float, y: float) -> str:
    frame, (columns, rows) = sheet.frame, squares(sheet)
    column = min(max(int((x - frame.left) / frame.width * columns), 0), columns - 1)
    row = min(max(int((frame.top - y) / frame.height * rows), 0), rows - 1)
    return f"{chr(ord('A') + column)}{row + 1}"


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Join numbers that follow each other: the first and the last of each run."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs


def _sorting(text: str) -> str:
    """Order texts by their letters, whatever marks those bear."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in plain if each.isalnum() or each.isspace()).strip()
