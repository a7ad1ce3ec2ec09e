"""A scene in one language, and a day of it: what is filtered out of the spans for all that is drawn in Python."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from baltic_map.contract import (
    Area,
    AreaSymbol,
    Border,
    BorderSymbol,
    Feature,
    FeatureSymbol,
    LegendItem,
    Reading,
    Scene,
    Span,
    TextNumber,
)
from baltic_map.days import Axis, Day
from baltic_map.errors import UnknownNameError
from baltic_map.messages import Messages
from baltic_map.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DayView", "FeatureView", "LegendGroupView", "LegendItemView", "LocalScene"]


class FeatureView(Struct, frozen=True):
    """A feature on a day, in the symbol of that day; without a geometry it is told, not drawn."""

    feature: Feature
    certain: bool
    symbol: FeatureSymbol
    name: str
    name_today: str
    sides: tuple[str, str] | None = None

    @property
    def id(self) -> str:
        """Id of the feature."""
        return self.feature.id


class LegendItemView(Struct, frozen=True):
    """A line of the legend; one of the symbols is set, ``kind`` is the kind it stands for."""

    label: str
    kind: str | None
    area: AreaSymbol | None
    border: BorderSymbol | None
    feature: FeatureSymbol | None


class LegendGroupView(Struct, frozen=True):
    """A heading of the legend with the lines under it; ``layer`` is the layer they belong to, if one."""

    title: str
    layer: str | None
    items: tuple[LegendItemView, ...]


class DayView(Struct, frozen=True, dict=True):
    """
    All that is drawn and told on one day.

    Parameters
    ----------
    index, iso
        Its position on the axis of the atlas, and the civil day as ``YYYY-MM-DD``.
    headline
        The day, written out.
    there
        Gives the features that are there.
    areas, borders
        What is there, in drawing order.
    events
        Those of the features that are told as the day's events, the chief one first.
    legend
        Only what is there.
    previous, next
        Positions of the nearest days on which something changes.
    """

    index: int
    iso: str
    headline: str
    there: Callable[[], tuple[FeatureView, ...]]
    areas: tuple[Area, ...]
    borders: tuple[Border, ...]
    events: tuple[FeatureView, ...]
    legend: tuple[LegendGroupView, ...]
    previous: int | None
    next: int | None

    @cached_property
    def features(self) -> tuple[FeatureView, ...]:
        """What is there, in drawing order, what has no place too; put together when it is asked for."""
        return self.there()

    @property
    def drawn_ids(self) -> frozenset[str]:
        """Ids of everything that has a place on the map: what both drawings must hold."""
        features = {each.id for each in self.features if each.feature.geometry is not None}
        return frozenset(features | {each.id for each in self.areas} | {each.id for each in self.borders})


class LocalScene:
    """
    A scene in one of its languages.

    Parameters
    ----------
    scene
        The scene.
    lang
        Code of the language; the scene's first if it is left out.
    reading
        Id of the reading of the land; the scene's first if it is left out.

    Raises
    ------
    UnknownNameError
        If the scene has no such language or reading.
    """

    def __init__(self, scene: Scene, lang: str | None = None, reading: str | None = None) -> None:
        known = [each.lang for each in scene.locales]
        self.scene = scene
        self.lang = known[0] if lang is None else lang
        if self.lang not in known:
            raise UnknownNameError(f"language {lang}", "the scene has it not", f"Use one of {', '.join(known)}")
        readings = {each.id: each for each in scene.readings}
        if reading is not None and reading not in readings:
            told = f"Use one of {', '.join(readings)}"
            raise UnknownNameError(f"reading {reading}", "the atlas has no such reading", told)
        self.reading: Reading = scene.readings[0] if reading is None else readings[reading]
        self.features = tuple(
            each for each in scene.features if each.readings is None or self.reading.id in each.readings
        )
        self._locale = scene.locales[known.index(self.lang)]
        self.messages = Messages(self.lang, self.axis, self._locale.words)
        self._known: dict[tuple[str, bool], FeatureView] = {}
        self._last: DayView | None = None
        self._held: tuple[object, tuple[FeatureView, ...]] = None, ()
        self._stands: dict[int, tuple[tuple[Area, ...], tuple[Border, ...], tuple[LegendGroupView, ...]]] = {}

    @cached_property
    def axis(self) -> Axis:
        """The days of the scene."""
        return Axis.counted(
            self.scene.first_day, self.scene.total, calendar=self.scene.calendar, precision=self.scene.precision
        )

    @cached_property
    def _days(self) -> NDArray[np.int64]:
        """First days of the features and the days after their last, and the same of those that are certain."""
        spans = (each.span for each in self.features)
        days = [(each.first, each.stop, each.certain_first, each.certain_stop) for each in spans]
        return np.array(days, dtype=np.int64).reshape(-1, 4).T

    @cached_property
    def _by_id(self) -> dict[str, Feature]:
        return {each.id: each for each in self.features}

    def text(self, number: TextNumber) -> str:
        """Give the text of a number."""
        own = self._locale.texts[number]
        return (self.scene.locales[0].texts[number] or "") if own is None else own

    def translated(self, number: TextNumber) -> Text:
        """Give the text of a number with the language that it is in."""
        return Text(self.text(number), "en" if number in self._locale.untranslated else self.lang)

    @cached_property
    def title(self) -> str:
        """Title of the atlas."""
        return self.text(self.scene.title)

    @cached_property
    def subtitle(self) -> str:
        """Subtitle of the atlas."""
        return self.text(self.scene.subtitle)

    @cached_property
    def reading_words(self) -> tuple[str, ...]:
        """Name of the reading and its mark; nothing in the first, which needs no name."""
        if self.reading is self.scene.readings[0]:
            return ()
        return tuple(filter(None, map(self.text, (self.reading.name, self.reading.mark))))

    @cached_property
    def credits(self) -> tuple[str, ...]:
        """Credits of the atlas."""
        return tuple(text for number in self.scene.credits if (text := self.text(number)))

    def cite(self, sources: Iterable[int]) -> tuple[str, ...]:
        """Write citations out."""
        return tuple("".join(map(self.text, self.scene.citations[number].parts)) for number in sources)

    def on(self, day: Day) -> DayView:
        """
        Take a day out of the scene.

        Parameters
        ----------
        day
            Civil day.

        Returns
        -------
        view
            What both drawings draw.

        Raises
        ------
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        """
        index = self.axis.index(day)
        # A day is often asked for several times in a row.
        if self._last is None or self._last.index != index:
            self._last = self._on(index)
        return self._last

    def _on(self, index: int) -> DayView:
        told = next((each.features for each in self.scene.events if each.span.holds(index)), ())
        events = [each for each in map(self._by_id.get, told) if each is not None and each.span.is_possible(index)]
        changes, iso = self.reading.changes, self.axis.iso(index)
        earlier, later = bisect_left(changes, index), bisect_right(changes, index)
        areas, borders, legend = self._standing(index)
        return DayView(
            index,
            iso,
            self.messages.format_day(iso),
            lambda: self._there(index),
            areas,
            borders,
            tuple([self._view(each, certain=each.span.is_certain(index)) for each in events]),
            legend,
            changes[earlier - 1] if earlier else 0 if index else None,
            changes[later] if later < len(changes) else None,
        )

    def _there(self, index: int) -> tuple[FeatureView, ...]:
        """Give the features of a day: the very same until one of them comes or goes."""
        first, stop, sure, unsure = self._days
        there = np.flatnonzero((first <= index) & (index < stop))
        certain = ((sure <= index) & (index < unsure))[there]
        key = there.tobytes(), certain.tobytes()
        if self._held[0] != key:
            known = zip(there.tolist(), certain.tolist(), strict=True)
            self._held = key, tuple(self._view(self.features[at], certain=each) for at, each in known)
        return self._held[1]

    @cached_property
    def _breaks(self) -> list[int]:
        """Days on which areas, borders or the legend change."""
        groups = (*self.reading.legend, *self.scene.legend)
        things: list[Area | Border | LegendItem] = [*self.reading.areas, *self.reading.borders]
        things += [item for group in groups for item in group.items]
        spans = chain.from_iterable(each.spans for each in things)
        return sorted({edge for span in spans for edge in (span.first, span.stop)})

    def _standing(self, index: int) -> tuple[tuple[Area, ...], tuple[Border, ...], tuple[LegendGroupView, ...]]:
        """Give areas, borders and the legend: the very same until one of them changes."""
        stretch = bisect_right(self._breaks, index)
        if stretch not in self._stands:
            self._stands[stretch] = (
                tuple(each for each in self.reading.areas if _holds(each.spans, index)),
                tuple(each for each in self.reading.borders if _holds(each.spans, index)),
                self.legend([index]),
            )
        return self._stands[stretch]

    def latest(self, index: int) -> tuple[int, FeatureView] | None:
        """Give the chief event of the last day before that had any, and that day's position on the axis."""
        known = self._by_id
        for each in reversed(self.scene.events):
            if each.span.first >= index:
                continue
            there = next((known[key] for key in each.features if key in known), None)
            if there:
                day = min(each.span.stop, index) - 1
                return day, self._view(there, certain=there.span.is_certain(day))
        return None

    def _view(self, feature: Feature, *, certain: bool) -> FeatureView:
        known = self._known.get((feature.id, certain))
        if known is None:
            symbol = replace(self.scene.symbols[feature.symbol], faint=not certain)
            name, today = self.text(feature.title), self.text(feature.name_today)
            sides = (self.text(feature.sides[0]), self.text(feature.sides[1])) if feature.sides else None
            known = self._known[feature.id, certain] = FeatureView(feature, certain, symbol, name, today, sides)
        return known

    def legend(self, days: Iterable[int]) -> tuple[LegendGroupView, ...]:
        """Give what explains all that is there on some days, by their positions on the axis."""
        days = tuple(days)
        groups = []
        for group in sorted((*self.reading.legend, *self.scene.legend), key=lambda each: each.order):
            items = tuple(self._item(each) for each in group.items if any(_holds(each.spans, day) for day in days))
            if items:
                groups.append(LegendGroupView(self.text(group.title), group.layer, items))
        return tuple(groups)

    def _item(self, item: LegendItem) -> LegendItemView:
        return LegendItemView(self.text(item.label), item.kind, item.area, item.border, item.feature)


def _holds(spans: Iterable[Span], index: int) -> bool:
    return any(span.holds(index) for span in spans)
