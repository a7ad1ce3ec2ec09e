"""Put an atlas into a scene: each thing once, its symbol, its words in every language, the days on which it is so."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property, partial
from itertools import chain
from typing import Any, Literal, TypeVar
from unicodedata import normalize

from msgspec.structs import replace

from baltic_map import contract
from baltic_map.atlas import Atlas
from baltic_map.borders import Arc, Area, Borders, Holding
from baltic_map.citations import read_styled, styled, styled_by, use_styled, work_key
from baltic_map.collector import paused
from baltic_map.config import ROLE_COLORS, Extent, Reading, Status
from baltic_map.contract import Fact, FactName, Span, TextNumber
from baltic_map.event_order import chronology, events_by_day
from baltic_map.icons import icon_path
from baltic_map.kept import kept
from baltic_map.layers import Feature
from baltic_map.messages import Messages
from baltic_map.passages import Passage
from baltic_map.passing import routes_of
from baltic_map.retired import read_retired
from baltic_map.sources import Citation, parse_citation
from baltic_map.spans import foremost, joined
from baltic_map.string_table import StringTable, on_one_line
from baltic_map.symbology import (
    CERTAINTY_FILLS,
    SYMBOLOGY,
    area_symbol,
    border_symbol,
    feature_symbol,
    legend_symbol,
    palette,
    waterlines,
)
from baltic_map.text import Text, translated
from baltic_map.translations import Prose, of_arc, of_feature, of_holding, of_locator, of_passage, translations_of

__all__ = ["build_scene"]

T = TypeVar("T")

# In which order the groups of the legend stand.
_SUBJECT, _STATUS, _GROUND = range(3)

_CERTAINTIES = ("certain", "less-certain", "schematic", "possible")


@paused()
def build_scene(atlas: Atlas, langs: Sequence[str] = ("en",), day: int | None = None) -> contract.Scene:
    """
    Put an atlas into a scene.

    Parameters
    ----------
    atlas
        An opened atlas.
    langs
        Languages of the words, the first the one in which the scene opens.
    day
        If only one is wanted, and what `baltic_map.excerpt.excerpt` gives of it: then the scene has only the features
        of that day, and what was the last event before, and tells no territories and no ticks.

    Returns
    -------
    scene
        What page, plates and exports draw. It costs features and changes, not days.

    Raises
    ------
    UnknownNameError
        If a language has no words.
    """
    return _SceneBuilder(atlas, langs, day).build()


class _SceneBuilder:
    def __init__(self, atlas: Atlas, langs: Sequence[str], day: int | None = None) -> None:
        self.atlas, self.config, self.axis = atlas, atlas.config, atlas.axis
        self.of_all_days = day is None
        self.events = tuple(events_by_day(atlas.events))
        self.features = atlas.feature_list if day is None else tuple(self._on(day))
        self.table = StringTable(langs, atlas.config.language)
        self.translations = translations_of(atlas)
        self.messages = {lang: Messages(lang, self.axis, atlas.words.get(lang)) for lang in langs}
        self.citations: dict[Citation, int] = {}
        self.cited: list[str] = []
        self.symbols: dict[contract.FeatureSymbol, int] = {}
        self.tints: dict[tuple[str, ...], contract.AreaSymbol] = {}
        self.known: dict[tuple[object, ...], Any] = {}

    def build(self) -> contract.Scene:
        config, axis = self.config, self.axis
        total = len(axis)
        readings = tuple(map(self._reading, config.readings))
        passages = tuple(map(self._passage, self.atlas.passages))
        self.cited = self._all_cited()
        features = tuple(map(self._feature, self.features))
        icons = sorted({kind.icon for kind in config.kinds.values() if kind.icon})
        return contract.Scene(
            contract.SCHEMA_VERSION,
            config.id,
            axis.start.isoformat(),
            total,
            axis.calendar,
            axis.precision,
            _box(config.view),
            _box(config.extent),
            {name: palette(config, name) for name in ROLE_COLORS},
            {name: icon_path(name, self.atlas.folder) for name in icons},
            self._text(config.titles),
            self._text(config.subtitles),
            tuple(self._credits()),
            tuple(self.symbols),
            SYMBOLOGY,
            waterlines(config),
            features,
            readings,
            tuple(self._events()),
            chronology(self.features, self.atlas.role),
            tuple(self._legend(features)),
            tuple(
                contract.Chapter(
                    Span(axis.index(each.start), axis.index(each.end - timedelta(days=1)) + 1),
                    self._text(each.names),
                )
                for each in config.chapters
            ),
            tuple(contract.Layer(each.id, self._text(each.names)) for each in config.layers),
            self._story(),
            tuple(self._citations()),
            passages,
            dict(self._works()),
            {each.id: each.replaced_by for each in read_retired(self.atlas.folder).values() if each.replaced_by},
            tuple(replace(each, words=self.atlas.words.get(each.lang)) for each in self.table.locales(self._state)),
        )

    # ---------------------------------------------------------------- texts

    def _state(self, lang: str) -> contract.TranslationState | None:
        """Tell how far a translation has been read; what the atlas is written in is none."""
        return None if lang == self.config.language else self.translations.state(lang)

    def _message(self, key: str, **values: object) -> TextNumber:
        return self.table.add(lambda lang: self.messages[lang](key, **values))

    def _text(self, texts: Mapping[str, str]) -> TextNumber:
        if len(texts) == 1:
            return self.table.number((Text(texts["en"], "en"),) * len(self.table.langs))
        return self.table.number(tuple([translated(texts, lang) for lang in self.table.langs]))

    def _lines(self, texts: Mapping[str, tuple[str, ...]]) -> Iterator[TextNumber]:
        """Add the lines of a text; translations may be cut into lines otherwise."""
        for at in range(max(len(texts.get(lang, texts["en"])) for lang in self.table.langs)):
            yield self._text({lang: lines[at] if at < len(lines) else "" for lang, lines in texts.items()})

    def _credits(self) -> Iterator[TextNumber]:
        yield from self._lines({"en": self.config.credits, **self.config.credits_by_language})
        if self.axis.calendar == "julian":
            yield self._message("dates.julian")
        if self.config.stands_on_world:
            yield self._message("legend.coast")

    def _prose(self, prose: Prose) -> TextNumber:
        if not prose.english:
            return self._no_prose
        return self.table.number(tuple([self.translations.text(prose, lang) for lang in self.table.langs]))

    def _prose_of(self, feature: Feature, field: Literal["description", "note"]) -> TextNumber:
        """Add a text of a feature; in English it needs no place by which its translations are found."""
        english = getattr(feature.fields, field)
        if english and self.table.langs == ("en",):
            return self.table.number((Text(english, "en"),))
        return self._prose(of_feature(feature, field)) if english else self._no_prose

    @cached_property
    def _no_prose(self) -> TextNumber:
        return self.table.add(lambda _: Text("", "en"))

    def _area_note(self, held: Iterable[Holding], lang: str) -> Text:
        """Tell what holds for all that was held; in English, if a part of it is not translated."""
        notes = [self.translations.text(of_holding(each), lang) for each in held if each.note]
        if any(each.lang == "en" for each in notes):
            return Text(" ".join(dict.fromkeys(each.note for each in held if each.note)), "en")
        return Text(" ".join(dict.fromkeys(each.value for each in notes)), lang)

    def _passage_in(self, passage: Passage, lang: str) -> Text:
        """Translate the words of a passage, if they are not in the reader's language, nor in English untranslated."""
        own = passage.language.partition("-")[0]
        text = self.translations.text(of_passage(passage, "words"), lang)
        return Text("", lang) if own in (lang, text.lang) else text

    @cached_property
    def _nothing(self) -> TextNumber:
        return self.table.add(lambda _: "")

    def _once(self, key: tuple[object, ...], make: Callable[[Feature], T], feature: Feature) -> T:
        """Make what depends on nothing but a few words of a feature once."""
        made: T | None = self.known.get(key)
        if made is None:
            made = self.known[key] = make(feature)
        return made

    def _cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        return tuple(self.citations.setdefault(each, len(self.citations)) for each in citations)

    def _write_works(self) -> None:
        """Write all works that are cited: to style them takes longer than all else of a scene."""
        works = [self.atlas.bibliography[key] for key in self.cited]
        keys = list(map(work_key, works))
        for lang in self.table.langs:
            told = kept("works", (lang, *keys), styled_by, partial(styled, works, lang), json.dumps, read_styled)
            use_styled(told, keys, lang)

    def _all_cited(self) -> list[str]:
        """List the works that the atlas cites, in their order, whatever features the scene has; before it has any."""
        steps = self.atlas.story.steps if self.atlas.story else ()
        features = (each.citations for each in self.atlas.feature_list)
        told = chain(self.citations, *features, *(each.citations for each in steps))
        cited = list(dict.fromkeys(each.source for each in told))
        return [*dict.fromkeys([*cited, *(other for each in cited for other in self.atlas.bibliography.seen_in(each))])]

    def _citations(self) -> Iterator[contract.Citation]:
        """Give the citations. Their texts stand work by work, with its name: like beside like is packed best."""
        self._write_works()
        bibliography = self.atlas.bibliography
        by_work: defaultdict[str, list[Citation]] = defaultdict(list)
        for each in self.citations:
            by_work[each.source].append(each)
        made = {}
        for key in self._own_works():
            self._work_name(key)
            for each in by_work[key]:
                told = (bibliography.parts(self._located(each, lang), lang) for lang in self.table.langs)
                parts = zip(*told, strict=True)
                texts = [dict(zip(self.table.langs, part, strict=True)) for part in parts if any(part)]
                made[each] = contract.Citation(key, tuple(self.table.add(text.__getitem__) for text in texts))
        yield from map(made.__getitem__, self.citations)

    def _own_works(self) -> list[str]:
        """List the works that the scene itself cites, and those that they were seen in."""
        own = {each.source for each in self.citations}
        own |= {other for each in own for other in self.atlas.bibliography.seen_in(each)}
        return [key for key in self.cited if key in own]

    def _work_name(self, key: str) -> TextNumber:
        known = "work", key
        if known not in self.known:
            self.known[known] = self.table.add(lambda lang: self.atlas.bibliography.short(key, lang))
        return int(self.known[known])

    def _located(self, citation: Citation, lang: str) -> Citation:
        """Tell the place in a work in the reader's words."""
        told = self.translations.text(of_locator(citation), lang).value
        return Citation(citation.source, told) if told else citation

    def _works(self) -> Iterator[tuple[str, contract.Work]]:
        bibliography = self.atlas.bibliography
        for key in self._own_works():
            name, work_class, via = self._work_name(key), bibliography.work_class(key), bibliography.via(key)
            yield key, contract.Work(name, work_class, via, bibliography.reference(key))

    def _passage(self, passage: Passage) -> contract.Passage:
        (citation,) = self._cite([passage.citation])
        return contract.Passage(
            passage.features,
            on_one_line(passage.words),
            passage.language,
            passage.marks,
            citation,
            passage.address,
            passage.stance,
            self._prose(of_passage(passage, "speaker")),
            self.table.add(lambda lang: self._passage_in(passage, lang)),
        )

    # ---------------------------------------------------------------- features

    def _on(self, day: int) -> Iterator[Feature]:
        """Yield the features of a day, and the last events before."""
        last: set[str] = set()
        for span, events in reversed(self.events):
            if span.first < day:
                last |= {each.id for each in events}
                # A reading may lack those that not all have.
                if any(each.fields.readings is None for each in events):
                    break
        for each in self.atlas.feature_list:
            if each.span.is_possible(day) or each.id in last:
                yield each

    def _feature(self, feature: Feature) -> contract.Feature:
        fields, span = feature.fields, feature.span
        all_names = feature.names if feature.by_language else {"en": fields.name}
        names = all_names
        if len(names) > 1:
            names = {code: name for code, name in all_names.items() if name != fields.name or code == "en"}
        if fields.other_names:
            names = {**names, "other": ", ".join(fields.other_names)}
        # Many a feature is like another in these.
        kind, certainty, position, symbol, sides = self._once(
            ("sort", fields.kind, fields.certainty, fields.position, fields.precision_km), self._sort, feature
        )
        dates, begins, clock = self._once(
            ("time", fields.start_date, fields.end_date, fields.time, fields.clock), self._time, feature
        )
        return contract.Feature(
            fields.id,
            feature.layer,
            fields.kind,
            self.atlas.role(feature),
            fields.state,
            fields.readings,
            fields.rank,
            feature.certainty,
            fields.time or None,
            clock,
            begins,
            span,
            names,
            self._text(all_names),
            self.table.add(lambda lang: _name_today(feature, lang)) if fields.name_today else self._nothing,
            contract.FeatureFacts(kind, dates, certainty, position),
            self._prose_of(feature, "description"),
            self._prose_of(feature, "note"),
            feature.geometry,
            fields.precision_km,
            symbol,
            sides,
            self._once(("sources", *fields.sources), lambda each: self._cite(each.citations), feature),
            fields.geonames,
            fields.wikidata,
            self._routes.get(fields.id),
            tuple((on_one_line(name), on_one_line(text)) for name, text in feature.others) if feature.others else None,
        )

    @cached_property
    def _routes(self) -> dict[str, tuple[str, ...]]:
        return routes_of(self.features, self.config.kinds)

    def _sort(
        self, feature: Feature
    ) -> tuple[TextNumber, TextNumber, TextNumber, int, tuple[TextNumber, TextNumber] | None]:
        """Give kind, certainty, position, symbol and sides: all that depends on nothing but these and the precision."""
        kind = self.config.kinds[feature.kind]
        return (
            self._text(kind.names),
            self._message(f"certainty.{feature.fields.certainty}") if feature.fields.certainty else self._nothing,
            self._position(feature),
            self.symbols.setdefault(feature_symbol(self.config, feature), len(self.symbols)),
            (self._text(kind.sides[0].names), self._text(kind.sides[1].names)) if kind.sides else None,
        )

    def _time(self, feature: Feature) -> tuple[TextNumber, TextNumber, TextNumber | None]:
        """Give its dates, the first of them, and its clock."""
        start, clock = feature.fields.start_date, feature.fields.clock
        return (
            self.table.add(lambda lang: self._dates(feature, lang)),
            self._once(("start", start), self._begins, feature) if start else self._nothing,
            self._text(self._clock(clock)) if clock else None,
        )

    def _begins(self, feature: Feature) -> TextNumber:
        return self.table.add(lambda lang: self.messages[lang].format_date(feature.fields.start_date or ""))

    def _dates(self, feature: Feature, lang: str) -> str:
        messages, fields = self.messages[lang], feature.fields
        dates = messages.format_span(fields.start_date, fields.end_date)
        if fields.time and fields.clock:
            clock = translated(self._clock(fields.clock), lang).value
            return dates + ", " + messages("dates.time", time=fields.time, clock=clock)
        return dates + ", " + messages("dates.time_plain", time=fields.time) if fields.time else dates

    def _clock(self, name: str) -> Mapping[str, str]:
        """Give the names of a clock; where the atlas names none, it is called as the feature calls it."""
        clock = self.config.clocks.get(name)
        return clock.names if clock else {"en": name}

    def _position(self, feature: Feature) -> TextNumber:
        fields = feature.fields
        if fields.position is None and fields.precision_km is None:
            return self._nothing
        key = f"position.{fields.position or 'approximate'}"
        if fields.precision_km is None or fields.position == "schematic":
            return self._message(key)
        km = f"{fields.precision_km:g}"
        return self.table.add(
            lambda lang: self.messages[lang]("position.within", position=self.messages[lang](key), km=km)
        )

    def _symbol(self, feature: contract.Feature) -> contract.FeatureSymbol:
        return self._all_symbols[feature.symbol]

    @cached_property
    def _all_symbols(self) -> tuple[contract.FeatureSymbol, ...]:
        """The symbols of all features, when all have been made."""
        return tuple(self.symbols)

    def _events(self) -> Iterator[contract.EventList]:
        for span, events in self.events:
            yield contract.EventList(span, tuple(each.id for each in events))

    def _reading(self, reading: Reading) -> contract.Reading:
        land = self.atlas.read(reading.id)
        areas, borders = tuple(self._areas(land)), tuple(self._borders(land))
        legend = (
            self._group("legend.land", _STATUS, self._area_items(areas)),
            self._group("legend.borders", _GROUND, self._border_items(borders)),
        )
        return contract.Reading(
            reading.id,
            self._text(reading.names),
            self._text(reading.descriptions),
            self._text(reading.marks),
            self._cite(map(parse_citation, reading.sources)),
            areas,
            borders,
            # Neither these nor the ticks are in the excerpt of a day.
            tuple(self._territory(land, key) for key in land.territories) if self.of_all_days else (),
            legend,
            tuple(self.axis.index(day) for day in self.atlas.change_days(reading.id)),
            tuple(self._ticks(reading.id, land)) if self.of_all_days else (),
        )

    def _ticks(self, reading: str, land: Borders) -> Iterator[contract.Tick]:
        spans = [each.span for each in self.atlas.features_in(reading)]
        counts = Counter([span.first for span in spans])
        counts.update([span.stop for span in spans])
        for rows in land.holdings.values():
            counts.update(row.first for row in rows)
        for day in sorted(counts):
            if 0 < day < len(self.axis):
                yield contract.Tick(day, counts[day])

    # ---------------------------------------------------------------- areas and borders

    def _areas(self, land: Borders) -> Iterator[contract.Area]:
        """Draw what stands alike as one: land of one state that only others look on differently has one outline."""
        found: dict[tuple[tuple[Area, ...], tuple[Holding, ...]], list[Span]] = defaultdict(list)
        for run in land.runs(len(self.axis)):
            alike: dict[object, list[Area]] = defaultdict(list)
            there = land.held(run.first)
            for area in land.areas(run.first):
                alike[area.state, area.controller, area.status, self._tint(area)].append(area)
            for areas in alike.values():
                keys = [key for area in areas for key in area.territories]
                held = tuple(there[key] for key in keys if key in there)
                found[tuple(areas), held].append(run)
        made = [self._area(areas, held, joined(spans)) for (areas, held), spans in found.items()]
        order = {key: number for number, key in enumerate(land.territories)}
        # On one day no two areas begin with the same territory: the order is that of each day.
        yield from sorted(made, key=lambda each: (order[each.territories[0]], each.spans[0].first))

    def _tint(self, area: Area) -> contract.AreaSymbol:
        key = area.state, area.controller, area.recognised, area.status
        if key not in self.tints:
            self.tints[key] = area_symbol(self.config, area)
        return self.tints[key]

    def _area(self, areas: Sequence[Area], held: tuple[Holding, ...], spans: tuple[Span, ...]) -> contract.Area:
        first = areas[0]
        keys = [key for area in areas for key in area.territories]
        is_plain = self.config.statuses[first.status].is_plain
        facts = [] if is_plain else [Fact("status", self.table.add(lambda lang: self._status(first, lang)))]
        facts.append(self._state_fact("state", first.state))
        if first.controller != first.state:
            facts.append(self._state_fact("controller", first.controller))
        others = [area for area in areas if area.recognised != area.state]
        facts += [self._recognised(area, whole=len(areas) == 1) for area in others]
        facts.append(Fact("dates", self.table.add(lambda lang: self._holding_dates(held, lang))))
        citations = dict.fromkeys(citation for each in held for citation in each.citations)

        def label(lang: str) -> str:
            title = self._area_title(first, keys, lang)
            status = "" if is_plain else f": {_lower(self._status(first, lang))}"
            return f"{title[:1].upper()}{title[1:]}{status}"

        def parts(lang: str) -> str:
            listed = self._territory_names(keys, lang)
            return "" if self._area_title(first, keys, lang) == listed else listed

        standing = first.state, first.controller, first.recognised, first.status
        return contract.Area(
            "-".join(standing).lower(),
            tuple(keys),
            contract.Standing(*standing),
            self._tint(first),
            self.table.add(label),
            self.table.add(lambda lang: self._area_title(first, keys, lang)),
            self.table.add(parts),
            tuple(facts),
            self.table.add(lambda lang: self._area_note(held, lang)),
            self._cite(citations),
            spans,
        )

    def _state_name(self, code: str, lang: str) -> str:
        return translated(self.config.states[code].names, lang).value

    def _state_fact(self, name: FactName, code: str) -> Fact:
        return Fact(name, self._text(self.config.states[code].names))

    def _recognised(self, area: Area, *, whole: bool) -> Fact:
        if whole:
            return self._state_fact("recognised", area.recognised)

        def text(lang: str) -> str:
            names = ", ".join(self._territory_name(key, lang) for key in area.territories)
            return f"{self._state_name(area.recognised, lang)} ({names})"

        return Fact("recognised", self.table.add(text))

    def _status(self, where: Area | Holding, lang: str) -> str:
        status: Status = self.config.statuses[where.status]
        # The form a name takes inside a sentence is known for English only; elsewhere the sentences do without.
        in_text = self.config.states[where.controller].name_in_text if lang == "en" else ""
        return status.name_under(in_text or self._state_name(where.controller, lang), lang)

    def _area_title(self, area: Area, keys: Sequence[str], lang: str) -> str:
        """Name an area after its state if that is undisputed or its core is there, else after its territories."""
        undisputed = area.state == area.controller == area.recognised
        if undisputed and self.config.statuses[area.status].fill == "own":
            return self._state_name(area.state, lang)
        names = [self._territory_name(key, lang) for key in keys]
        for code in (area.recognised, area.state):
            if self._state_name(code, lang) in names:
                return self._state_name(code, lang)
        return " · ".join(names)

    def _territory_name(self, key: str, lang: str) -> str:
        return translated(self.atlas.borders.territories[key].names, lang).value

    def _territory_names(self, keys: Iterable[str], lang: str) -> str:
        return " · ".join(self._territory_name(key, lang) for key in keys)

    def _holding_dates(self, held: Iterable[Holding], lang: str) -> str:
        return "; ".join(dict.fromkeys(self._holding_span(each, lang) for each in held))

    def _holding_span(self, holding: Holding, lang: str) -> str:
        key = "held", holding.first, holding.stop, lang
        if key not in self.known:
            self.known[key] = self._span_held(holding, lang)
        return str(self.known[key])

    def _span_held(self, holding: Holding, lang: str) -> str:
        axis, messages = self.axis, self.messages[lang]
        goes_on = holding.stop == len(axis)
        if holding.first == 0:
            # The window's first day is where the table begins, not where the thing did.
            last = messages.format_date(axis.iso(holding.stop - 1))
            return messages("dates.throughout") if goes_on else messages("dates.until", end=last)
        end = None if goes_on else axis.iso(holding.stop)
        return messages.format_span(axis.iso(holding.first), end)

    def _borders(self, land: Borders) -> Iterator[contract.Border]:
        found: dict[tuple[str, bool], list[Span]] = defaultdict(list)
        for run in land.runs(len(self.axis)):
            for arc, between_states in land.lines(run.first):
                found[arc.id, not between_states].append(run)
        order = {key: number for number, key in enumerate(land.arcs)}
        for (key, inner), spans in sorted(found.items(), key=lambda item: (order[item[0][0]], item[0][1])):
            yield self._border(land.arcs[key], joined(spans), inner=inner)

    def _border(self, arc: Arc, spans: tuple[Span, ...], *, inner: bool) -> contract.Border:
        position = self._message("card.precision", km=f"{arc.precision_km:g}")
        return contract.Border(
            arc.id,
            border_symbol(arc, inner=inner),
            self._text(arc.names),
            (Fact("position", position),),
            self._prose(of_arc(arc)),
            self._cite(arc.citations),
            spans,
        )

    def _territory(self, land: Borders, key: str) -> contract.Territory:
        tenures: list[contract.Tenure] = []
        for each in land.holdings[key]:
            standing = contract.Standing(*each.standing)
            if tenures and tenures[-1].standing == standing and tenures[-1].span.stop == each.first:
                tenures[-1] = contract.Tenure(Span(tenures[-1].span.first, each.stop), standing, tenures[-1].text)
            else:
                text = self.table.add(lambda lang, each=each: self._standing(each, lang))  # type: ignore[misc]
                tenures.append(contract.Tenure(Span(each.first, each.stop), standing, text))
        name = self._text(land.territories[key].names)
        return contract.Territory(key, name, tuple(tenures))

    def _standing(self, holding: Holding, lang: str) -> str:
        messages = self.messages[lang]
        state = self._state_name(holding.state, lang)
        is_plain = self.config.statuses[holding.status].is_plain
        parts = [state if is_plain else f"{state}, {_lower(self._status(holding, lang))}"]
        for name, code in (("controller", holding.controller), ("recognised", holding.recognised)):
            if code != holding.state:
                parts.append(f"{_lower(messages(f'card.{name}'))}: {self._state_name(code, lang)}")
        return "; ".join(parts)

    # ---------------------------------------------------------------- legend

    def _legend(self, features: Sequence[contract.Feature]) -> Iterator[contract.LegendGroup]:
        drawn = [each for each in features if each.geometry is not None and self._symbol(each).shape != "label"]
        for layer in self.config.layers:
            items = tuple(self._kind_items([each for each in drawn if each.layer == layer.id]))
            order = _GROUND if layer.role == "places" else _SUBJECT
            yield contract.LegendGroup(self._text(layer.names), layer.id, order, items)
        yield self._group("legend.certainty", _GROUND, self._certainty_items(drawn))

    def _group(self, key: str, order: int, items: Iterable[contract.LegendItem]) -> contract.LegendGroup:
        return contract.LegendGroup(self._message(key), None, order, tuple(items))

    def _area_items(self, areas: Sequence[contract.Area]) -> Iterator[contract.LegendItem]:
        """Explain how the land stood in the sequence of the statuses, what the atlas is about before all else."""
        subject = {key for each in areas if _is_marked(each) for key in each.territories}
        statuses = list(self.config.statuses)

        def is_subject(area: contract.Area) -> bool:
            return _is_marked(area) or subject.issuperset(area.territories)

        # Of a state that stands alone, and is not what the atlas is about, the name on the map says enough.
        told = [each for each in areas if is_subject(each) or not self._is_bystander(each)]
        for each in sorted(
            told or areas, key=lambda each: (not is_subject(each), statuses.index(each.standing.status))
        ):
            yield contract.LegendItem(each.label, None, each.symbol, None, None, each.spans)

    def _is_bystander(self, area: contract.Area) -> bool:
        standing = area.standing
        alone = standing.state == standing.controller == standing.recognised
        return alone and self.config.statuses[standing.status].fill == "own"

    def _border_items(self, borders: Iterable[contract.Border]) -> Iterator[contract.LegendItem]:
        there = [(each, span) for each in borders for span in each.spans]
        precision = {key: arc.precision_km for key, arc in self.atlas.borders.arcs.items()}
        strokes: tuple[Literal["solid", "dashed", "dotted"], ...] = ("solid", "dashed", "dotted")
        for stroke in strokes:
            found: dict[float, list[Span]] = defaultdict(list)
            # The legend tells of the least precise of them.
            for span, worst in foremost(
                (span, -precision[each.id]) for each, span in there if each.symbol.stroke == stroke
            ):
                found[-worst].append(span)
            for km, spans in found.items():
                label = self._message(f"precision.{stroke}", km=f"{km:g}")
                symbol = contract.BorderSymbol(stroke, inner=False)
                yield contract.LegendItem(label, None, None, symbol, None, joined(spans))
        inner = joined(span for each, span in there if each.symbol.inner)
        if inner:
            symbol = contract.BorderSymbol("solid", inner=True)
            yield contract.LegendItem(self._message("precision.inner"), None, None, symbol, None, inner)

    def _kind_items(self, features: Sequence[contract.Feature]) -> Iterator[contract.LegendItem]:
        fills = list(CERTAINTY_FILLS)
        by_kind: defaultdict[str, list[contract.Feature]] = defaultdict(list)
        for each in features:
            by_kind[each.kind].append(each)
        for name, kind in self.config.kinds.items():
            own = by_kind[name]
            found: dict[contract.FeatureSymbol, list[Span]] = defaultdict(list)
            # The surest of a kind stands for it, the last of those that are drawn: of many that are there on the same
            # days only one.
            alike = {(id(each.span), each.symbol): at for at, each in enumerate(own)}
            last = {
                (own[at].span.first, own[at].span.stop, fills.index(self._symbol(own[at]).fill)): at
                for at in sorted(alike.values())
            }
            keys = ((Span(first, stop), (fill, -at)) for (first, stop, fill), at in last.items())
            for span, (_, at) in foremost(keys):
                feature = self.atlas.feature(own[-at].id)
                symbol = self._once(("legend", name, own[-at].symbol), partial(legend_symbol, self.config), feature)
                found[symbol].append(span)
            for symbol, spans in found.items():
                label = self._text(kind.names)
                yield contract.LegendItem(label, name, None, None, symbol, joined(spans))

    def _certainty_items(self, features: Sequence[contract.Feature]) -> Iterator[contract.LegendItem]:
        keys: dict[str, dict[tuple[int, int], int]] = {wanted: {} for wanted in _CERTAINTIES}
        # Features of the same dates share a span.
        alike: dict[tuple[int, int, bool], int] = {}
        for at, each in enumerate(features):
            said = self.atlas.feature(each.id).fields.certainty is not None
            alike.setdefault((id(each.span), each.symbol, said), at)
        for (_, _, said), at in alike.items():
            # Towns are not in question.
            symbol = self._symbol(features[at])
            for first, stop, told in _certainty_spans(features[at], symbol) if symbol.disc else ():
                # Of many that are there on the same days only the first is ever shown.
                if said or told != "certain":
                    keys[told].setdefault((first, stop), at)
        for wanted in _CERTAINTIES:
            found: dict[contract.FeatureSymbol, list[Span]] = defaultdict(list)
            for span, at in foremost((Span(*days), at) for days, at in keys[wanted].items()):
                feature = self.atlas.feature(features[at].id)
                found[feature_symbol(self.config, feature, certain=wanted != "possible")].append(span)
            for symbol, spans in found.items():
                yield contract.LegendItem(self._message(f"legend.{wanted}"), None, None, None, symbol, joined(spans))

    # ---------------------------------------------------------------- the story

    def _story(self) -> contract.Story | None:
        story = self.atlas.story
        if story is None:
            return None

        return contract.Story(
            self._text(story.title),
            tuple(
                contract.Step(
                    step.id,
                    step.index,
                    contract.Box(*step.view),
                    tuple(step.highlight),
                    self._text(step.titles),
                    tuple(self._lines(step.paragraphs)),
                    self._cite(step.citations),
                )
                for step in story.steps
            ),
        )


def _box(extent: Extent) -> contract.Box:
    return contract.Box(extent.west, extent.south, extent.east, extent.north)


def _is_marked(area: contract.Area) -> bool:
    """Tell whether the atlas is about it on these days: then it is hatched or edged."""
    return area.symbol.hatch is not None or area.symbol.edge is not None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _name_today(feature: Feature, lang: str) -> Text:
    """Give today's name where it is another than the one it is drawn with."""
    if not feature.names_today:
        return Text("", lang)
    today, name = translated(feature.names_today, lang), translated(feature.names, lang)
    return Text("", lang) if normalize("NFC", today.value) == normalize("NFC", name.value) else today


def _certainty_spans(feature: contract.Feature, symbol: contract.FeatureSymbol) -> Iterator[tuple[int, int, str]]:
    """Yield the days on which a feature is as sure as its fill tells, and those on which it merely is possible."""
    span = feature.span
    yield span.certain_first, span.certain_stop, CERTAINTY_FILLS[symbol.fill]
    if span.certain_first < span.certain_stop:
        yield span.first, span.certain_first, "possible"
        yield span.certain_stop, span.stop, "possible"
    else:
        yield span.first, span.stop, "possible"
