"""The scene: what is on the map of a day, how sure, in which look, with which words. It is drawn twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from baltic_map.atlas import Atlas
from baltic_map.borders import Arc, Area, Holding
from baltic_map.config import localised
from baltic_map.layers import Feature
from baltic_map.sources import Citation
from baltic_map.style import AreaLook, LineLook, MarkLook, area_look, line_look, mark_look
from baltic_map.words import Words

__all__ = ["Card", "DrawnArea", "DrawnLine", "DrawnMark", "LegendGroup", "LegendItem", "Plate", "Scene"]


@dataclass(frozen=True, slots=True)
class Card:
    """
    What is told of a thing when it is chosen.

    Parameters
    ----------
    title, names
        Its name, and its names in other languages as one line.
    rows
        Pairs of a heading and a line of text: what, when, how sure, where.
    description, note
        Prose; empty if there is none.
    sources
        Citations as plain text, ready to copy.
    """

    title: str
    names: str
    rows: tuple[tuple[str, str], ...]
    description: str
    note: str
    sources: tuple[str, ...]


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
    """A feature in force on the day; without a geometry it is told, not drawn."""

    feature: Feature
    certain: bool
    look: MarkLook
    name: str
    today: str
    card: Card


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One sign of the legend; which look is set depends on what it explains."""

    label: str
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

    @cached_property
    def _change_days(self) -> list[date]:
        return self.atlas.change_days()

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {feature.id: self._feature_card(feature) for feature in self.atlas.features}

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
        areas = tuple(self._area(area, index) for area in atlas.borders.areas(index))
        lines = tuple(self._line(arc, inner=not of_states) for arc, of_states in atlas.borders.lines(index))
        marks = tuple(
            self._mark(feature, certain=feature.span.certain(index))
            for feature in atlas.features
            if feature.span.possible(index)
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
            tuple(self._legend(areas, lines, marks)),
            earlier[-1] if earlier else first,
            later[0] if later else None,
        )

    def _area(self, area: Area, index: int) -> DrawnArea:
        config = self.atlas.config
        holding = self.atlas.borders.holding(area.territories[0], index)
        assert holding is not None  # noqa: S101 - areas are made of holdings
        codes = {"state": area.state, "controller": area.controller, "recognised": area.recognised}
        status = localised(config.statuses[area.status], self.lang)
        rows = [(self.words("card.status"), status)]
        rows += [
            (self.words(f"card.{key}"), localised(config.states[code], self.lang))
            for key, code in codes.items()
            if key == "state" or code != area.state
        ]
        rows.append((self.words("card.dates"), self._holding_span(holding)))
        held = [self.atlas.borders.holding(key, index) for key in area.territories]
        notes = dict.fromkeys(each.note for each in held if each and each.note)
        citations = dict.fromkeys(citation for each in held if each for citation in each.citations)
        names = [self._territory_name(key) for key in area.territories]
        title = localised(config.states[area.recognised], self.lang)
        card = Card(
            title,
            " · ".join(names) if names != [title] else "",
            tuple(rows),
            "",
            " ".join(notes),
            tuple(self.atlas.bibliography.text(citation) for citation in citations),
        )
        key = f"{area.state}-{area.controller}-{area.recognised}-{area.status}".lower()
        return DrawnArea(key, area, area_look(config, area), f"{title}: {status[:1].lower()}{status[1:]}", card)

    def _territory_name(self, key: str) -> str:
        names = self.atlas.borders.territories[key].names
        return names.get(self.lang, names["en"])

    def _holding_span(self, holding: Holding) -> str:
        axis = self.atlas.axis
        end = axis.day(holding.stop).isoformat() if holding.stop < len(axis) else None
        return self.words.span(axis.day(holding.first).isoformat(), end)

    def _line(self, arc: Arc, *, inner: bool) -> DrawnLine:
        rows = ((self.words("card.position"), self.words("card.precision", km=_number(arc.precision_km))),)
        card = Card(arc.name, "", rows, "", arc.note, self._texts(arc.citations))
        return DrawnLine(arc, line_look(arc, inner=inner), card)

    def _texts(self, citations: tuple[Citation, ...]) -> tuple[str, ...]:
        return tuple(self.atlas.bibliography.text(citation) for citation in citations)

    def _mark(self, feature: Feature, *, certain: bool) -> DrawnMark:
        look = mark_look(self.atlas.config, feature, certain=certain)
        name = feature.names.get(self.lang, feature.names["en"])
        return DrawnMark(feature, certain, look, name, feature.fields.name_today or "", self._cards[feature.id])

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
        known = words.table("languages")
        title = feature.names.get(self.lang, feature.names["en"])
        others = [
            f"{known[code]}: {name}" for code, name in feature.names.items() if code in known and code != self.lang
        ]
        if fields.name_today:
            others.append(words("card.today", name=fields.name_today))
        note = fields.note or ""
        return Card(title, " · ".join(others), rows, fields.description, note, self._texts(feature.citations))

    def _legend(
        self, areas: tuple[DrawnArea, ...], lines: tuple[DrawnLine, ...], marks: tuple[DrawnMark, ...]
    ) -> Iterator[LegendGroup]:
        words = self.words
        if areas:
            yield LegendGroup(words("legend.land"), tuple(LegendItem(each.label, area=each.look) for each in areas))
        looks = {(line.look.inner, line.look.stroke): line for line in lines}
        if looks:
            yield LegendGroup(words("legend.borders"), tuple(self._line_items(lines)))
        drawn = [mark for mark in marks if mark.feature.geometry is not None and mark.look.shape != "label"]
        for layer in self.atlas.config.layers:
            kinds = {mark.feature.kind: mark for mark in reversed(drawn) if mark.feature.layer == layer.id}
            items = [
                LegendItem(localised(kind, self.lang), mark=self._plain_look(kinds[name]))
                for name, kind in self.atlas.config.kinds.items()
                if name in kinds
            ]
            if items:
                yield LegendGroup(localised(layer, self.lang), tuple(items), layer.id)
        samples: dict[Literal["certain", "less-certain", "schematic", "possible"], MarkLook] = {}
        for mark in drawn:
            if mark.look.shape == "glyph" and mark.look.size > 10:  # noqa: PLR2004 - towns are not in question
                fill = mark.look.fill
                key: Literal["certain", "less-certain", "schematic"] = (
                    "certain" if fill == "full" else "less-certain" if fill == "outline" else "schematic"
                )
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

    @staticmethod
    def _plain_look(mark: DrawnMark) -> MarkLook:
        """Give a kind's look for the legend: as certain as it gets, whatever the features of the day are."""
        look = mark.look
        fill: Literal["full", "outline", "dashed"] = "dashed" if look.dash and look.shape == "arrow" else "full"
        return MarkLook(look.shape, look.ink, look.glyph, look.size, fill, look.dash, look.hatch, ghost=False)


def _number(value: float) -> str:
    return f"{value:g}"
