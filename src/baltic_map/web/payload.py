"""An atlas as data for the page: finished words in each language, looks, and whole numbers for days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from shapely.geometry import mapping

from baltic_map.agenda import events_of_day
from baltic_map.config import Foreign, in_language, localised
from baltic_map.glyphs import glyph_path
from baltic_map.retired import read_retired
from baltic_map.scene import Card, DrawnArea, LegendGroup, LegendItem, Plate, Scene
from baltic_map.sources import Citation
from baltic_map.style import AreaLook, LineLook, MarkLook, mark_look
from baltic_map.web.ground import Ground
from baltic_map.web.lexicon import Lexicon, shown
from baltic_map.web.told import axis_data, flat_words, plurals

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Telling", "payload"]


class Telling:
    """
    The same plates in several languages.

    Parameters
    ----------
    scenes
        Scenes of one atlas, each in its own language; the page opens in the first.
    first, stop
        The days of the page, ``[first, stop)``.
    """

    def __init__(self, scenes: Sequence[Scene], first: int, stop: int) -> None:
        self.scenes = scenes
        self.first, self.stop = first, stop
        axis = scenes[0].atlas.axis
        changes = [axis.index(day) for day in scenes[0].atlas.change_days()]
        self.starts = [first, *(each for each in changes if first < each < stop)]
        self.plates = [[scene.plate(axis.day(index)) for index in self.starts] for scene in scenes]

    def runs(self) -> Iterable[tuple[int, int, tuple[Plate, ...]]]:
        """Yield the days ``[first, stop)`` on which nothing changes, with their plate in each language."""
        stops = [*self.starts[1:], self.stop]
        return zip(self.starts, stops, zip(*self.plates, strict=True), strict=True)


def payload(
    telling: Telling, ground: Ground, *, opening: int, pages: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """
    Put days of an atlas into plain data for the page.

    Parameters
    ----------
    telling
        Which days, in which languages.
    ground
        The packed ground of the same atlas.
    opening
        The day the page opens on.
    pages
        Links to the pages of other days, for a page that holds one.

    Returns
    -------
    data
        Ready for ``json.dumps``. A number stands for a text (see `Lexicon`) and a pair of numbers for days
        ``[first, stop)``. The page compares and shows; days, dates and plurals come written.
    """
    scenes = telling.scenes
    atlas, config = scenes[0].atlas, scenes[0].atlas.config
    lexicon = Lexicon(scenes)
    writer = _Writer(lexicon)
    extent, view = config.extent, config.view
    glyphs = sorted({kind.glyph for kind in config.kinds.values() if kind.glyph})
    one = telling.stop - telling.first == 1
    axes = [axis_data(scene, telling.first, telling.stop) for scene in scenes]
    # The chronology counts most: what begins, becomes certain, becomes merely possible, ends; land that changes hands.
    most = max(len(atlas.axis), 4 * len(atlas.features) + sum(map(len, atlas.borders.holdings.values())))
    data: dict[str, Any] = {
        "id": config.id,
        "window": [telling.first, telling.stop],
        "opening": opening,
        "total": len(atlas.axis),
        "pages": pages,
        "retired": {each.id: each.replaced_by for each in read_retired(atlas.folder).values() if each.replaced_by},
        "palette": {name: list(pair) for name, pair in config.palette.items()},
        "extent": [extent.west, extent.south, extent.east, extent.north],
        "view": [view.west, view.south, view.east, view.north],
        "scales": ground.scales,
        "glyphs": {name: glyph_path(name, atlas.folder) for name in glyphs},
        "layers": [
            {"id": layer.id, "name": lexicon.each(lambda scene, layer=layer: localised(layer, scene.lang))}  # type: ignore[misc]
            for layer in config.layers
        ],
        "areas": writer.areas(telling),
        "lines": writer.lines(telling),
        "marks": writer.marks(telling),
        "events": writer.events(telling),
        "legend": writer.legend(telling),
        "iso": axes[0]["iso"],
        "changes": [] if one else axes[0]["changes"],
        "ticks": [] if one else axes[0]["ticks"],
        "chapters": []
        if one
        else [
            {
                "first": atlas.axis.index(chapter.start),
                "stop": (chapter.end - atlas.axis.start).days,
                "name": lexicon.each(lambda scene, chapter=chapter: localised(chapter, scene.lang)),  # type: ignore[misc]
            }
            for chapter in config.chapters
        ],
        "territories": [] if one else writer.territories(telling),
        "story": None if one else writer.story(telling),
    }
    sources = writer.sources()
    tongues = {
        scene.lang: {
            "own": scene.words.own_name,
            "title": config.title_in(scene.lang),
            "subtitle": config.subtitle_in(scene.lang),
            "credits": config.credits_in(scene.lang),
            "words": flat_words(scene.words),
            "plurals": plurals(scene.words, most),
            "days": axis["days"],
            "dates": axis["dates"],
            "months": axis["months"],
            **texts,
        }
        for scene, axis, texts in zip(scenes, axes, lexicon.tables(), strict=True)
    }
    return {
        **data,
        "tongues": tongues,
        "sources": sources,
        "looks": [_look(each) for each in writer.looks],
    }


class _Writer:
    """Write things down, each text, citation and look once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.citations: dict[Citation, int] = {}
        self.looks: dict[MarkLook, int] = {}
        self.items: list[dict[str, Any]] = []
        self._item_numbers: dict[str, int] = {}

    def _card(self, cards: Sequence[Card]) -> dict[str, Any]:
        number = self.lexicon.number
        return {
            "title": number([card.title for card in cards]),
            "parts": number([card.parts for card in cards]),
            "rows": [
                [number([pair[0] for pair in pairs]), number([pair[1] for pair in pairs])]
                for pairs in zip(*(card.rows for card in cards), strict=True)
            ],
            "description": number([card.description for card in cards]),
            "note": number([card.note for card in cards]),
            "sources": self._cite(cards[0].citations),
        }

    def _cite(self, citations: Iterable[Citation]) -> list[int]:
        return [self.citations.setdefault(each, len(self.citations)) for each in citations]

    def sources(self) -> list[list[int]]:
        """Write each citation as the parts that make its text when they are put together."""
        return [
            [
                self.lexicon.number(texts)
                for texts in zip(
                    *(scene.atlas.bibliography.parts(each, scene.lang) for scene in self.lexicon.scenes), strict=True
                )
                if any(texts)
            ]
            for each in self.citations
        ]

    def areas(self, telling: Telling) -> list[dict[str, Any]]:
        """Write each area as it is drawn, and the days on which it is; in drawing order."""
        found: dict[DrawnArea, dict[str, Any]] = {}
        order = list(telling.scenes[0].atlas.borders.territories)
        for first, stop, plates in telling.runs():
            for each in zip(*(plate.areas for plate in plates), strict=True):
                area = each[0]
                if area not in found:
                    found[area] = {
                        "id": area.id,
                        "territories": area.area.territories,
                        **_area_look(area.look),
                        "label": self.lexicon.number([drawn.label for drawn in each]),
                        "card": self._card([drawn.card for drawn in each]),
                        "spans": [],
                    }
                _extend(found[area]["spans"], first, stop)
        # On one day no two areas begin with the same territory: the order is that of each day.
        return sorted(found.values(), key=lambda each: (order.index(each["territories"][0]), each["spans"][0]))

    def lines(self, telling: Telling) -> list[dict[str, Any]]:
        """Write each border line, and the days on which it is one; in drawing order."""
        found: dict[tuple[str, LineLook], dict[str, Any]] = {}
        order = list(telling.scenes[0].atlas.borders.arcs)
        for first, stop, plates in telling.runs():
            for each in zip(*(plate.lines for plate in plates), strict=True):
                line = each[0]
                key = (line.arc.id, line.look)
                if key not in found:
                    found[key] = {
                        "id": line.arc.id,
                        "stroke": line.look.stroke,
                        "inner": line.look.inner,
                        "card": self._card([drawn.card for drawn in each]),
                        "spans": [],
                    }
                _extend(found[key]["spans"], first, stop)
        return sorted(found.values(), key=lambda each: (order.index(each["id"]), each["inner"]))

    def marks(self, telling: Telling) -> list[dict[str, Any]]:
        """Write each feature that is in force on one of the days, in drawing order."""
        scenes = telling.scenes
        config = scenes[0].atlas.config
        marks = []
        for feature in scenes[0].atlas.features:
            span = feature.span
            if not (span.first < telling.stop and telling.first < span.stop):
                continue
            look = mark_look(config, feature, certain=True)
            names = {code: name for code, name in feature.names.items() if name != feature.names["en"] or code == "en"}
            if feature.fields.other_names:
                names["other"] = ", ".join(feature.fields.other_names)
            marks.append(
                {
                    "id": feature.id,
                    "layer": feature.layer,
                    "role": scenes[0].atlas.role(feature),
                    "kind": feature.kind,
                    "rank": feature.fields.rank,
                    "sure": feature.fields.certainty,
                    "time": shown(feature.fields.time or ""),
                    "span": [span.first, span.stop, span.sure_first, span.sure_stop],
                    "names": names,
                    "today": self.lexicon.each(lambda scene, feature=feature: scene.name_today(feature)),  # type: ignore[misc]
                    "geometry": None if feature.geometry is None else _geometry(feature.geometry),
                    "look": self.looks.setdefault(look, len(self.looks)),
                    "card": self._card([scene.card(feature.id) for scene in scenes]),
                }
            )
        return marks

    def events(self, telling: Telling) -> list[list[Any]]:
        """Write which features are the events from which day on, in the order in which they are told."""
        features = telling.scenes[0].atlas.events
        days: list[list[Any]] = []
        # Not only on days of change: what goes on is told for a time only.
        for index in range(telling.first, telling.stop):
            events = [feature.id for feature in events_of_day(features, index)]
            if not days or days[-1][1] != events:
                days.append([index, events])
        return days

    def legend(self, telling: Telling) -> dict[str, Any]:
        """Write each group of the legend, and which of them are shown from which day on."""
        groups: dict[tuple[LegendGroup, ...], int] = {}
        written: list[dict[str, Any]] = []
        days: list[list[Any]] = []
        for first, _, plates in telling.runs():
            shown = []
            for each in zip(*(plate.legend for plate in plates), strict=True):
                if each not in groups:
                    groups[each] = len(written)
                    written.append(self._legend_group(each))
                shown.append(groups[each])
            if not days or days[-1][1] != shown:
                days.append([first, shown])
        return {"items": self.items, "groups": written, "days": days}

    def _legend_group(self, groups: Sequence[LegendGroup]) -> dict[str, Any]:
        items = zip(*(group.items for group in groups), strict=True)
        return {
            "title": self.lexicon.number([group.title for group in groups]),
            "layer": groups[0].layer,
            "items": [self._legend_item(each) for each in items],
        }

    def _legend_item(self, items: Sequence[LegendItem]) -> int:
        """Write a sign of the legend once, and give its number: most groups hold the same ones."""
        written = {"label": self.lexicon.number([item.label for item in items]), **_sample(items[0])}
        number = self._item_numbers.setdefault(repr(written), len(self.items))
        if number == len(self.items):
            self.items.append(written)
        return number

    def territories(self, telling: Telling) -> list[dict[str, Any]]:
        """Write how each territory stood over the window."""
        written = []
        for key in telling.scenes[0].atlas.borders.territories:
            standings = zip(*(scene.standings(key) for scene in telling.scenes), strict=True)
            written.append(
                {
                    "id": key,
                    "name": self.lexicon.each(lambda scene, key=key: scene.territory_name(key)),  # type: ignore[misc]
                    "standings": [
                        [each[0][0], each[0][1], self.lexicon.number([text for _, _, text in each])]
                        for each in standings
                    ],
                }
            )
        return written

    def story(self, telling: Telling) -> dict[str, Any] | None:
        """Write the guided story down, if the atlas tells one."""
        scenes, story = telling.scenes, telling.scenes[0].atlas.story
        if story is None:
            return None
        number = self.lexicon.number

        def prose(texts: Mapping[str, tuple[str, ...]]) -> list[int]:
            told = [texts[scene.lang] if scene.lang in texts else tuple(map(Foreign, texts["en"])) for scene in scenes]
            # Translations may be cut into paragraphs otherwise.
            return [number([part[at] if at < len(part) else "" for part in told]) for at in range(max(map(len, told)))]

        return {
            "title": number([in_language(story.title, scene.lang) for scene in scenes]),
            "steps": [
                {
                    "id": step.id,
                    "title": number([in_language(step.titles, scene.lang) for scene in scenes]),
                    "day": step.index,
                    "view": step.view,
                    "highlight": step.highlight,
                    "paragraphs": prose(step.paragraphs),
                    "sources": self._cite(step.citations),
                }
                for step in story.steps
            ],
        }


def _extend(spans: list[list[int]], first: int, stop: int) -> None:
    if spans and spans[-1][1] == first:
        spans[-1][1] = stop
    else:
        spans.append([first, stop])


def _look(look: MarkLook) -> dict[str, Any]:
    return {
        "shape": look.shape,
        "ink": look.ink,
        "glyph": look.glyph,
        "size": look.size,
        "disc": look.disc,
        "fill": look.fill,
        "dash": look.dash,
        "hatch": look.hatch,
        "ghost": look.ghost,
    }


def _area_look(look: AreaLook) -> dict[str, Any]:
    return {"fill": look.fill, "hatch": look.hatch, "inner": look.inner, "edge": look.edge}


def _geometry(geometry: BaseGeometry) -> dict[str, Any]:
    data = mapping(geometry)
    return {"type": data["type"], "coordinates": data["coordinates"]}


def _sample(item: LegendItem) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": item.kind} if item.kind else {}
    if item.area:
        data["area"] = _area_look(item.area)
    if item.line:
        data["line"] = {"stroke": item.line.stroke, "inner": item.line.inner}
    if item.mark:
        data["mark"] = _look(item.mark)
    return data
