"""The scene: what is on the map of a day, how sure, in which look, with which words. It is drawn twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal
from unicodedata import normalize

from baltic_map.agenda import events_of_day
from baltic_map.atlas import Atlas
from baltic_map.borders import Arc, Area, Holding
from baltic_map.config import Foreign, Kind, in_language, localised
from baltic_map.layers import Feature
from baltic_map.sources import Citation
from baltic_map.style import AreaLook, LineLook, MarkLook, area_look, line_look, mark_look
from baltic_map.words import Words

_SURENESS: dict[str, Literal["certain", "less-certain", "schematic"]] = {
    "full": "certain",
    "outline": "less-certain",
    "dashed": "schematic",
}

__all__ = ["Card", "DrawnArea", "DrawnLine", "DrawnMark", "LegendGroup", "LegendItem", "Plate", "Scene"]


@dataclass(frozen=True, slots=True)
class Card:
    """
    What is told of a thing when it is chosen.

    Parameters
    ----------
    title, parts
        Its name, and the names of what it consists of as one line.
    rows
        Pairs of a heading and a line of text: what, when, how sure, where.
    description, note
        Prose; empty if there is none. As all texts of a scene it is a `Foreign` one if it is not translated.
    sources
        Citations as plain text, ready to copy.
    citations
        The same as ids and locators.
    """

    title: str
    parts: str
    rows: tuple[tuple[str, str], ...]
    description: str
    note: str
    sources: tuple[str, ...]
    citations: tuple[Citation, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """An area of a state as it stood on the day."""

    id: str
    area: Area
    look: AreaLook
    label: str
    card: Card


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A border line of the day."""

    arc: Arc
    look: LineLook
    card: Card


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """A feature in force on the day, in the look of that day; without a geometry it is told, not drawn."""

    feature: Feature
    certain: bool
    look: MarkLook
    name: str
    today: str
    card: Card


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One sign of the legend; which look is set depends on what it explains; ``kind`` is the kind it stands for."""

    label: str
    kind: str | None = None
    area: AreaLook | None = None
    line: LineLook | None = None
    mark: MarkLook | None = None


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """A heading of the legend with the signs under it; ``layer`` is the id of the layer they belong to, if one."""

    title: str
    items: tuple[LegendItem, ...]
    layer: str | None = None


@dataclass(frozen=True, slots=True)
class Plate:
    """
    All that is drawn and told on one day.

    Parameters
    ----------
    day, index
        The civil day, and its position on the atlas's axis.
    headline
        The day, written out.
    areas, lines, marks
        What is drawn, in drawing order; marks include those without a place.
    events
        Those of the marks that are told as the day's events, the chief one first.
    legend
        Only what is on the plate.
    previous, next
        The nearest days on which something changes.
    """

    day: date
    index: int
    headline: str
    areas: tuple[DrawnArea, ...]
    lines: tuple[DrawnLine, ...]
    marks: tuple[DrawnMark, ...]
    events: tuple[DrawnMark, ...]
    legend: tuple[LegendGroup, ...]
    previous: date | None
    next: date | None

    @property
    def drawn_ids(self) -> frozenset[str]:
        """Ids of everything that has a place on the map: what both drawings must hold."""
        marks = {mark.feature.id for mark in self.marks if mark.feature.geometry is not None}
        return frozenset(marks | {area.id for area in self.areas} | {line.arc.id for line in self.lines})


class Scene:
    """
    An atlas put into words and looks, in one language.

    Parameters
    ----------
    atlas
        The opened atlas.
    lang
        Language of the words.
    """

    def __init__(self, atlas: Atlas, lang: str = "en") -> None:
        self.atlas = atlas
        self.words = Words(lang)
        self.lang = lang
        # Days differ in little: an area that stands as it stood is not put together anew.
        self._known_areas: dict[tuple[tuple[Area, ...], tuple[Holding, ...]], DrawnArea] = {}

    @cached_property
    def _change_days(self) -> list[date]:
        return self.atlas.change_days()

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {feature.id: self._feature_card(feature) for feature in self.atlas.features}

    @cached_property
    def _marks(self) -> dict[tuple[str, bool], DrawnMark]:
        """Every feature on a day on which it is certainly in force, and on one on which it merely may be."""
        both = (True, False)
        return {
            (each.id, certain): self._mark(each, certain=certain) for each in self.atlas.features for certain in both
        }

    @cached_property
    def _lines(self) -> dict[tuple[str, bool], DrawnLine]:
        """Every border line inside a state and between two."""
        arcs = self.atlas.borders.arcs.values()
        return {(arc.id, inner): self._line(arc, inner=inner) for arc in arcs for inner in (True, False)}

    def plate(self, day: str | date) -> Plate:
        """
        Compose the plate of a day.

        Parameters
        ----------
        day
            Civil day.

        Returns
        -------
        plate
            What both drawings draw.

        Raises
        ------
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        """
        atlas = self.atlas
        index = atlas.axis.index(day)
        today = atlas.axis.day(index)
        areas = tuple(self._areas(index))
        lines = tuple(self._lines[arc.id, not of_states] for arc, of_states in atlas.borders.lines(index))
        marks = tuple(
            self._marks[feature.id, feature.span.certain(index)]
            for feature in atlas.features
            if feature.span.possible(index)
        )
        events = tuple(
            self._marks[feature.id, feature.span.certain(index)] for feature in events_of_day(atlas.events, index)
        )
        earlier = [each for each in self._change_days if each < today]
        later = [each for each in self._change_days if each > today]
        first = atlas.axis.start if today > atlas.axis.start else None
        return Plate(
            today,
            index,
            self.words.day(today),
            areas,
            lines,
            marks,
            events,
            tuple(self._legend(areas, lines, marks)),
            earlier[-1] if earlier else first,
            later[0] if later else None,
        )

    def card(self, feature: str) -> Card:
        """Give what is told of a feature, by its id."""
        return self._cards[feature]

    def _areas(self, index: int) -> Iterator[DrawnArea]:
        """Draw what stands alike as one: land of one state that only others look on differently has one rim."""
        alike: dict[tuple[str, str, str, AreaLook], list[Area]] = defaultdict(list)
        for area in self.atlas.borders.areas(index):
            alike[area.state, area.controller, area.status, area_look(self.atlas.config, area)].append(area)
        borders = self.atlas.borders
        for (*_, look), areas in alike.items():
            keys = [key for area in areas for key in area.territories]
            held = tuple(each for key in keys if (each := borders.holding(key, index)))
            known = tuple(areas), held
            if known not in self._known_areas:
                self._known_areas[known] = self._area(areas, look, held)
            yield self._known_areas[known]

    def _area(self, areas: list[Area], look: AreaLook, held: tuple[Holding, ...]) -> DrawnArea:
        config, first = self.atlas.config, areas[0]
        names = {key: self.territory_name(key) for area in areas for key in area.territories}
        status = self._status(first.status, first.controller)
        rows = [
            (self.words("card.status"), status),
            (self.words("card.state"), localised(config.states[first.state], self.lang)),
        ]
        if first.controller != first.state:
            rows.append((self.words("card.controller"), localised(config.states[first.controller], self.lang)))
        for area in areas:
            if area.recognised != area.state:
                whose = localised(config.states[area.recognised], self.lang)
                if len(areas) > 1:
                    whose += f" ({', '.join(names[key] for key in area.territories)})"
                rows.append((self.words("card.recognised"), whose))
        spans = {self._holding_span(each): None for each in held}
        rows.append((self.words("card.dates"), "; ".join(spans)))
        citations = tuple(dict.fromkeys(citation for each in held for citation in each.citations))
        title = self._area_title(first, list(names.values()))
        listed = " · ".join(names.values())
        card = Card(
            title,
            "" if title == listed else listed,
            tuple(rows),
            "",
            self._prose(" ".join(dict.fromkeys(each.note for each in held if each.note))),
            self.texts(citations),
            citations,
        )
        parts = (first.state, first.controller, first.recognised, first.status)
        merged = Area(tuple(names), *parts)
        label = f"{title[:1].upper()}{title[1:]}: {_lower(status)}"
        return DrawnArea("-".join(parts).lower(), merged, look, label, card)

    def standings(self, territory: str) -> list[tuple[int, int, str]]:
        """
        Tell how a territory stood over the window.

        Parameters
        ----------
        territory
            Its id.

        Returns
        -------
        standings
            Days ``[first, stop)`` and how it stood in them, in order; the texts differ where the standings do.
        """
        told: list[tuple[int, int, str]] = []
        for each in self.atlas.borders.holdings[territory]:
            text = self._standing(each)
            if told and told[-1][1:] == (each.first, text):
                told[-1] = (told[-1][0], each.stop, text)
            else:
                told.append((each.first, each.stop, text))
        return told

    def _standing(self, holding: Holding) -> str:
        config = self.atlas.config
        state, controller, recognised = (
            localised(config.states[code], self.lang)
            for code in (holding.state, holding.controller, holding.recognised)
        )
        parts = [f"{state}, {_lower(self._status(holding.status, holding.controller))}"]
        if controller != state:
            parts.append(f"{_lower(self.words('card.controller'))}: {controller}")
        if recognised != state:
            parts.append(f"{_lower(self.words('card.recognised'))}: {recognised}")
        return "; ".join(parts)

    def _status(self, status: str, controller: str) -> str:
        config = self.atlas.config
        # The form a name takes inside a sentence is known for English only; elsewhere the sentences do without.
        in_text = config.states[controller].name_in_text if self.lang == "en" else ""
        name = in_text or localised(config.states[controller], self.lang)
        return config.statuses[status].name_under(name, self.lang)

    def _area_title(self, area: Area, names: list[str]) -> str:
        """Name an area after its state if that is undisputed or its core is there, else after its territories."""
        undisputed = area.state == area.controller == area.recognised
        if undisputed and self.atlas.config.statuses[area.status].fill == "own":
            return localised(self.atlas.config.states[area.state], self.lang)
        for code in (area.recognised, area.state):
            state = localised(self.atlas.config.states[code], self.lang)
            if state in names:
                return state
        return " · ".join(names)

    def territory_name(self, key: str) -> str:
        """Give the name of a territory."""
        return in_language(self.atlas.borders.territories[key].names, self.lang)

    def _prose(self, text: str | None) -> str:
        """Descriptions and notes are written in English."""
        return Foreign(text) if text and self.lang != "en" else text or ""

    def _holding_span(self, holding: Holding) -> str:
        axis = self.atlas.axis
        goes_on = holding.stop == len(axis)
        if holding.first == 0:
            # The window's first day is where the table begins, not where the thing did.
            last = self.words.date(axis.day(holding.stop - 1).isoformat())
            return self.words("dates.throughout") if goes_on else self.words("dates.until", end=last)
        end = None if goes_on else axis.day(holding.stop).isoformat()
        return self.words.span(axis.day(holding.first).isoformat(), end)

    def _line(self, arc: Arc, *, inner: bool) -> DrawnLine:
        rows = ((self.words("card.position"), self.words("card.precision", km=_number(arc.precision_km))),)
        title = in_language(arc.names, self.lang)
        card = Card(title, "", rows, "", self._prose(arc.note), self.texts(arc.citations), arc.citations)
        return DrawnLine(arc, line_look(arc, inner=inner), card)

    def texts(self, citations: tuple[Citation, ...]) -> tuple[str, ...]:
        """Write citations out."""
        return tuple(self.atlas.bibliography.text(citation, self.lang) for citation in citations)

    def _mark(self, feature: Feature, *, certain: bool) -> DrawnMark:
        look = mark_look(self.atlas.config, feature, certain=certain)
        name = in_language(feature.names, self.lang)
        return DrawnMark(feature, certain, look, name, self.name_today(feature), self._cards[feature.id])

    def name_today(self, feature: Feature) -> str:
        """Give today's name of a feature where it is another than the one it is drawn with; else an empty text."""
        names = feature.names_today
        today = in_language(names, self.lang) if names else ""
        name = in_language(feature.names, self.lang)
        return "" if normalize("NFC", today) == normalize("NFC", name) else today

    def _feature_card(self, feature: Feature) -> Card:
        words, fields = self.words, feature.fields
        position = words(f"position.{fields.position}")
        if fields.precision_km is not None and fields.position != "schematic":
            position = words("position.within", position=position, km=_number(fields.precision_km))
        when = words.span(fields.start_date, fields.end_date)
        if fields.time and fields.clock:
            when += ", " + words("dates.time", time=fields.time, clock=words(f"dates.{fields.clock.lower()}"))
        elif fields.time:
            when += ", " + words("dates.time_plain", time=fields.time)
        rows = (
            (words("card.kind"), localised(self.atlas.config.kinds[feature.kind], self.lang)),
            (words("card.dates"), when),
            (words("card.certainty"), words(f"certainty.{fields.certainty}")),
            (words("card.position"), position),
        )
        description, note = self._prose(fields.description), self._prose(fields.note)
        title, cited = in_language(feature.names, self.lang), feature.citations
        return Card(title, "", rows, description, note, self.texts(cited), cited)

    def _legend(
        self, areas: tuple[DrawnArea, ...], lines: tuple[DrawnLine, ...], marks: tuple[DrawnMark, ...]
    ) -> Iterator[LegendGroup]:
        words = self.words
        # What the atlas is about is hatched or edged; it comes first.
        subject_first = sorted(areas, key=lambda each: each.look.hatch is None and each.look.inner is None)
        if areas:
            yield LegendGroup(
                words("legend.land"), tuple(LegendItem(each.label, area=each.look) for each in subject_first)
            )
        looks = {(line.look.inner, line.look.stroke): line for line in lines}
        if looks:
            yield LegendGroup(words("legend.borders"), tuple(self._line_items(lines)))
        drawn = [mark for mark in marks if mark.feature.geometry is not None and mark.look.shape != "label"]
        for layer in self.atlas.config.layers:
            shown = sorted((each for each in drawn if each.feature.layer == layer.id), key=_doubt, reverse=True)
            surest = {mark.feature.kind: mark.look for mark in shown}
            items = [
                LegendItem(localised(kind, self.lang), name, mark=_plain(surest[name], kind))
                for name, kind in self.atlas.config.kinds.items()
                if name in surest
            ]
            if items:
                yield LegendGroup(localised(layer, self.lang), tuple(items), layer.id)
        samples: dict[Literal["certain", "less-certain", "schematic", "possible"], MarkLook] = {}
        for mark in drawn:
            if mark.look.disc:  # towns are not in question
                fill = mark.look.fill
                key = _SURENESS[fill]
                if mark.look.ghost:
                    samples.setdefault("possible", mark.look)
                else:
                    samples.setdefault(key, mark.look)
        items = [
            LegendItem(words(f"legend.{key}"), mark=samples[key])
            for key in ("certain", "less-certain", "schematic", "possible")
            if key in samples
        ]
        if items:
            yield LegendGroup(words("legend.certainty"), tuple(items))

    def _line_items(self, lines: tuple[DrawnLine, ...]) -> Iterator[LegendItem]:
        for stroke in ("solid", "dashed", "dotted"):
            kilometres = [line.arc.precision_km for line in lines if line.look.stroke == stroke]
            if kilometres:
                label = self.words(f"precision.{stroke}", km=_number(max(kilometres)))
                yield LegendItem(label, line=LineLook(stroke, inner=False))
        if any(line.look.inner for line in lines):
            yield LegendItem(self.words("precision.inner"), line=LineLook("solid", inner=True))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _doubt(mark: DrawnMark) -> int:
    return list(_SURENESS).index(mark.look.fill)


def _plain(look: MarkLook, kind: Kind) -> MarkLook:
    """Give a kind's look for the legend; signs as if certain, for the legend tells of that apart."""
    sign = look.shape == "glyph" and not kind.open
    return replace(look, ghost=False, fill="full" if sign else look.fill, dash=None if sign else look.dash)


def _number(value: float) -> str:
    return f"{value:g}"
