"""
An atlas as plain rows, from which every format is written.

Days are half-open: ``end`` is the first day on which a thing no longer was. They are cut to the days of the atlas, as
the map is; what a file says of a longer time stands in ``start_date`` and ``end_date``. Coordinates are EPSG:4326,
longitude before latitude, within 180 degrees of Greenwich: what crosses 180 degrees is cut there, as RFC 7946 has it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import shapely
from msgspec import Struct, to_builtins

from baltic_map.borders import Area, Borders
from baltic_map.calendars import CivilDay
from baltic_map.citations import read_styled, styled, styled_by, use_styled, work_key
from baltic_map.config import Reading
from baltic_map.contract import (
    AreaSymbol,
    BorderSymbol,
    Certainty,
    FeatureSymbol,
    Span,
    Stance,
    TranslationState,
)
from baltic_map.export.request import Export
from baltic_map.kept import kept
from baltic_map.layers import Feature
from baltic_map.licenses import borders_license, feature_license, land_license, passage_license
from baltic_map.longitudes import within_180
from baltic_map.reading import exists, read_text
from baltic_map.retired import Retired, read_retired
from baltic_map.sources import Citation, parse_citation
from baltic_map.spans import joined
from baltic_map.symbology import area_symbol, border_symbol, feature_symbol
from baltic_map.translations import (
    Prose,
    Translations,
    of_arc,
    of_feature,
    of_holding,
    of_locator,
    of_passage,
    translations_of,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "AboutRow",
    "BorderRow",
    "FeatureRow",
    "LayerRow",
    "PassageRow",
    "StateRow",
    "TermRow",
    "TerritoryRow",
    "TextRow",
    "WorkRow",
    "about",
    "as_date",
    "border_lines",
    "features",
    "layers",
    "passages",
    "retired",
    "states",
    "terms",
    "territories",
    "texts",
    "works",
]


T = TypeVar("T")

_NOTICE = "LICENSES/NOTICE.md"


class FeatureRow(Struct, frozen=True):
    """
    A feature with all that the atlas says of it, in its one span.

    Parameters
    ----------
    id, layer, kind, time, clock, position, precision_km, other_names, rank, state, geonames, wikidata, readings
        As in the atlas; ``readings`` is ``None`` if it is there in all, ``certainty`` if nothing is said.
    names, names_today
        By language; the atlas's own among them. Those of today are empty if they are no others.
    start_date, end_date
        As they are written (EDTF); ``end_date`` is the first day on which it no longer was.
    start, end
        Half-open days of the atlas on which it may have been so, in its calendar.
    certain_start, certain_end
        Those on which it was so, whatever its uncertain dates mean; ``None`` if there is no such day.
    description, note
        In the language of the atlas; empty if there is none.
    translations
        Description and note by language, those that are translated.
    citations
        Work and place in it.
    others
        What further columns of the file say.
    geometry
        ``None`` if its place is not known.
    symbol
        How it is drawn on days on which it certainly was so.
    properties
        The fields that the file has, under the names of the atlas, and its further columns: what is left out is not
        there.
    license
        SPDX expression; of the other rows too.
    """

    id: str
    layer: str
    kind: str
    names: Mapping[str, str]
    names_today: Mapping[str, str]
    other_names: tuple[str, ...]
    start_date: str | None
    end_date: str | None
    start: CivilDay
    end: CivilDay
    certain_start: CivilDay | None
    certain_end: CivilDay | None
    time: str | None
    clock: str | None
    description: str
    note: str
    translations: Mapping[str, Mapping[str, str]]
    certainty: Certainty | None
    position: Literal["exact", "approximate", "schematic", "none"] | None
    precision_km: float | None
    citations: tuple[Citation, ...]
    rank: int
    state: str | None
    geonames: int | None
    wikidata: str | None
    readings: tuple[str, ...] | None
    others: Mapping[str, str]
    geometry: BaseGeometry | None
    symbol: FeatureSymbol
    properties: Mapping[str, Any]
    license: str


class TerritoryRow(Struct, frozen=True):
    """
    How a territory stood in a span of days, in one reading.

    Parameters
    ----------
    id, reading
        Of the territory, and of the reading.
    names
        Of the territory, by language.
    start, end
        Half-open; of an uncertain day the later is drawn, and the note says so.
    state, controller, recognised
        Codes: administered as part of, decided on the ground, remained for those that did not recognise a change.
    status
        Id of a status.
    citations, note, translations
        Who says so, contradictions and doubts, and the note by language, where it is translated.
    outline_citations, outline_note
        Who tells where its outline runs, and doubts of it.
    geometry
        The territory.
    """

    id: str
    reading: str
    names: Mapping[str, str]
    start: CivilDay
    end: CivilDay
    state: str
    controller: str
    recognised: str
    status: str
    citations: tuple[Citation, ...]
    note: str
    translations: Mapping[str, str]
    outline_citations: tuple[Citation, ...]
    outline_note: str
    geometry: BaseGeometry
    symbol: AreaSymbol
    license: str


class StateRow(Struct, frozen=True):
    """Territories that stood alike in a span of days, in one reading, as one area; the fields are a territory's."""

    reading: str
    state: str
    controller: str
    recognised: str
    status: str
    names: Mapping[str, str]
    territories: tuple[str, ...]
    start: CivilDay
    end: CivilDay
    geometry: BaseGeometry
    symbol: AreaSymbol
    license: str


class BorderRow(Struct, frozen=True):
    """
    A border line in a span of days on which it was one, in one reading.

    Parameters
    ----------
    id, reading
        Of the line, and of the reading.
    names
        By language.
    start, end
        Half-open.
    inner
        Whether it ran inside a state.
    left, right
        Territories, seen along the line.
    precision_km
        How far off it may be.
    citations, note, translations
        As of a territory.
    geometry
        The line.
    """

    id: str
    reading: str
    names: Mapping[str, str]
    start: CivilDay
    end: CivilDay
    inner: bool
    left: str
    right: str
    precision_km: float
    citations: tuple[Citation, ...]
    note: str
    translations: Mapping[str, str]
    geometry: BaseGeometry
    symbol: BorderSymbol
    license: str


class WorkRow(Struct, frozen=True):
    """A work: its class if that is said, as one line of text, its address and DOI, and as CSL-JSON."""

    id: str
    work_class: str | None
    text: str
    url: str | None
    doi: str | None
    csl: str


class PassageRow(Struct, frozen=True):
    """
    Exact words of a source, as in `baltic_map.passages.Passage`.

    Parameters
    ----------
    id
        Number in the atlas's file, from 1.
    translations
        Words and speaker by language, where they are translated; the English of words is ``translation``.
    """

    id: int
    features: tuple[str, ...]
    words: str
    language: str
    citation: Citation
    address: str
    stance: Stance
    speaker: str
    translation: str
    translations: Mapping[str, Mapping[str, str]]
    right: str
    checked: CivilDay | None
    license: str


class TextRow(Struct, frozen=True):
    """
    One text in one language.

    Parameters
    ----------
    table, id, field
        What it is said of: ``features``, ``border_lines``, ``territories``, ``holdings``, ``passages``, ``citations``,
        ``layer`` or a vocabulary of `TermRow`. Notes of holdings and locators of citations have no id: many are alike.
    language, text
        The text.
    source
        Where there is no id, the same text in the language of the atlas; else empty.
    state
        How far a translation has been read; ``None`` for names and for what is no translation.
    """

    table: str
    id: str
    field: str
    language: str
    text: str
    source: str
    state: TranslationState | None


class LayerRow(Struct, frozen=True):
    """A layer: names by language, what page and plate tell of its features, and how many are exported."""

    id: str
    names: Mapping[str, str]
    role: str | None
    features: int


class TermRow(Struct, frozen=True):
    """
    A word of a vocabulary of the atlas.

    Parameters
    ----------
    vocabulary
        ``kind``, ``state``, ``status``, ``reading`` or ``clock``.
    id, names
        As in ``atlas.toml``; names by language.
    layer, shape, color
        Of a kind: its layer, how it is drawn, and the colour on paper.
    description
        Of a reading.
    """

    vocabulary: str
    id: str
    names: Mapping[str, str]
    layer: str | None = None
    shape: str | None = None
    color: str | None = None
    description: str = ""


class AboutRow(Struct, frozen=True):
    """
    What an atlas says of itself.

    Parameters
    ----------
    name
        ``title``, ``subtitle``, ``credits`` (each line of them), ``start`` and ``end`` (the days of the atlas,
        half-open), ``calendar``, ``precision``, ``notice`` (what the notice beside its licences says), ``day``,
        ``reading`` and ``layer`` (what alone was asked for).
    language
        ``None`` where it is in none.
    text
        The text.
    """

    name: str
    language: str | None
    text: str


def _once(lay_out: Callable[[Export], Iterable[T]]) -> Callable[[Export], tuple[T, ...]]:
    """Lay rows out once for each export: most tables and formats ask for those of others."""

    @wraps(lay_out)
    def rows(export: Export) -> tuple[T, ...]:
        if lay_out.__name__ not in export.rows:
            export.rows[lay_out.__name__] = tuple(lay_out(export))
        return export.rows[lay_out.__name__]

    return rows


def as_date(day: CivilDay | None) -> date | None:
    """Give a day of any calendar as a Gregorian ``date``; ``None`` before the year 1, where there is none."""
    return date.fromordinal(day.number) if day and 1 <= day.number <= date.max.toordinal() else None


@_once
def features(export: Export) -> Iterator[FeatureRow]:
    """
    List features, in drawing order.

    Parameters
    ----------
    export
        Of which reading, layers and day (possibly or certainly in force then).

    Yields
    ------
    row
        One a feature.
    """
    there = export.atlas.features_in(export.reading) if export.reading else export.atlas.feature_list
    for feature in there:
        is_asked = export.index is None or feature.span.is_possible(export.index)
        if is_asked and (export.layers is None or feature.layer in export.layers):
            yield _feature(export, feature)


def _feature(export: Export, feature: Feature) -> FeatureRow:
    day, span, fields, others = export.atlas.axis.day, feature.span, feature.fields, dict(feature.others)
    is_certain = span.certain_first < span.certain_stop
    properties = to_builtins(fields) | feature.by_language
    return FeatureRow(
        id=feature.id,
        layer=feature.layer,
        kind=feature.kind,
        names=_own(export, feature.names),
        names_today=_own(export, feature.names_today),
        other_names=tuple(fields.other_names),
        start_date=fields.start_date,
        end_date=fields.end_date,
        start=day(span.first),
        end=day(span.stop),
        certain_start=day(span.certain_first) if is_certain else None,
        certain_end=day(span.certain_stop) if is_certain else None,
        time=fields.time,
        clock=fields.clock,
        description=fields.description,
        note=fields.note or "",
        translations=_feature_texts(export, feature),
        certainty=fields.certainty,
        position=fields.position,
        precision_km=fields.precision_km,
        citations=feature.citations,
        rank=fields.rank,
        state=fields.state,
        geonames=fields.geonames,
        wikidata=fields.wikidata,
        readings=fields.readings,
        others=others,
        geometry=within_180(feature.geometry) if feature.geometry is not None else None,
        symbol=feature_symbol(export.atlas.config, feature),
        properties=properties | {name: text for name, text in others.items() if name not in properties},
        license=feature_license(export.atlas, feature),
    )


def _own(export: Export, texts: Mapping[str, str]) -> dict[str, str]:
    """Call the language of the atlas by its name: what it says in no other stands under ``en``."""
    own = export.atlas.config.language
    return {own if lang == "en" else lang: text for lang, text in texts.items()}


def _languages(export: Export) -> list[str]:
    return [lang for lang in export.atlas.config.languages if lang != "en"]


def _translated(export: Export, prose: Prose) -> dict[str, str]:
    """Give a text in the languages that have it."""
    (translations,) = _translations(export)
    found = {lang: translations.text(prose, lang) for lang in _languages(export)} if prose.english else {}
    return {lang: text.value for lang, text in found.items() if text.lang == lang}


def _feature_texts(export: Export, feature: Feature) -> dict[str, dict[str, str]]:
    fields: tuple[Literal["description", "note"], ...] = ("description", "note")
    found = {field: _translated(export, of_feature(feature, field)) for field in fields}
    return {field: texts for field, texts in found.items() if texts}


def _readings(export: Export) -> Iterator[tuple[Reading, Borders]]:
    """Give the land in each reading that is asked for; none where single layers are."""
    for reading in export.atlas.config.readings if export.layers is None else ():
        if export.reading in (None, reading.id):
            yield reading, export.atlas.read(reading.id)


def _is_asked(export: Export, span: Span) -> bool:
    return export.index is None or span.holds(export.index)


@_once
def territories(export: Export) -> Iterator[TerritoryRow]:
    """Yield a row for each reading, territory and span of its holdings."""
    axis = export.atlas.axis
    for reading, land in _readings(export):
        license_ = land_license(export.atlas, reading.id)
        for territory in land.territories.values():
            geometry = within_180(territory.geometry)
            for row in land.holdings[territory.id]:
                if _is_asked(export, Span(row.first, row.stop)):
                    yield TerritoryRow(
                        territory.id,
                        reading.id,
                        _own(export, territory.names),
                        axis.day(row.first),
                        axis.day(row.stop),
                        *row.standing,
                        row.citations,
                        row.note,
                        _translated(export, of_holding(row)),
                        territory.citations,
                        territory.note,
                        geometry,
                        area_symbol(export.atlas.config, Area((territory.id,), *row.standing)),
                        license_,
                    )


def _spans(found: Iterable[tuple[Any, Span]]) -> dict[Any, tuple[Span, ...]]:
    """Join the spans of what is the same, in the order in which things first come."""
    spans: dict[Any, list[Span]] = {}
    for key, span in found:
        spans.setdefault(key, []).append(span)
    return {key: joined(each) for key, each in spans.items()}


@_once
def states(export: Export) -> Iterator[StateRow]:
    """Yield a row for each reading, area of territories that stand alike, and span of days in which they do."""
    axis, config = export.atlas.axis, export.atlas.config
    for reading, land in _readings(export):
        license_ = land_license(export.atlas, reading.id)
        areas: list[tuple[Area, Span]] = [(area, run) for run in land.runs(len(axis)) for area in land.areas(run.first)]
        for area, spans in _spans(areas).items():
            asked = [span for span in spans if _is_asked(export, span)]
            if not asked:
                continue
            whole = shapely.coverage_union_all([land.territories[key].geometry for key in area.territories])
            geometry = within_180(whole)
            for span in asked:
                yield StateRow(
                    reading.id,
                    area.state,
                    area.controller,
                    area.recognised,
                    area.status,
                    _own(export, config.states[area.state].names),
                    area.territories,
                    axis.day(span.first),
                    axis.day(span.stop),
                    geometry,
                    area_symbol(config, area),
                    license_,
                )


@_once
def border_lines(export: Export) -> Iterator[BorderRow]:
    """Yield a row for each reading, border line and span of days in which it is one, an inner or an outer."""
    axis = export.atlas.axis
    for reading, land in _readings(export):
        lines = (((arc.id, outer), run) for run in land.runs(len(axis)) for arc, outer in land.lines(run.first))
        found = _spans(lines)
        for key, arc in land.arcs.items():
            geometry = within_180(arc.geometry)
            rows = [(span, outer) for outer in (True, False) for span in found.get((key, outer), ())]
            for span, outer in sorted(rows, key=lambda each: each[0].first):
                if _is_asked(export, span):
                    yield BorderRow(
                        key,
                        reading.id,
                        _own(export, arc.names),
                        axis.day(span.first),
                        axis.day(span.stop),
                        not outer,
                        arc.left,
                        arc.right,
                        arc.precision_km,
                        arc.citations,
                        arc.note,
                        _translated(export, of_arc(arc)),
                        geometry,
                        border_symbol(arc, inner=not outer),
                        borders_license(export.atlas),
                    )


@_once
def works(export: Export) -> Iterator[WorkRow]:
    """Yield the works: all, or those that what is asked for cites, with those that they were seen in or follow."""
    bibliography, lang = export.atlas.bibliography, export.atlas.config.language
    wanted = set(bibliography)
    if not export.is_whole:
        cited = {citation.source for citation in citations(export)}
        wanted = {work for each in cited for work in bibliography.behind(each)}
    found = {key: work for key, work in bibliography.items() if key in wanted}
    _write_works([*found.values()], lang)
    for key, work in found.items():
        yield WorkRow(
            key,
            bibliography.work_class(key),
            bibliography.text(key, lang),
            work.get("URL"),
            work.get("DOI"),
            json.dumps(work, ensure_ascii=False),
        )


def _write_works(works: Sequence[Mapping[str, Any]], lang: str) -> None:
    """Write works as text, which takes long and is kept: see `baltic_map.scene`."""
    keys = [*map(work_key, works)]
    use_styled(
        kept("works", (lang, *keys), styled_by, partial(styled, works, lang), json.dumps, read_styled), keys, lang
    )


@_once
def citations(export: Export) -> Iterator[Citation]:
    """Yield what features, land, passages and readings cite, each as often as it is cited."""
    for feature in features(export):
        yield from feature.citations
    for territory in territories(export):
        yield from (*territory.citations, *territory.outline_citations)
    for line in border_lines(export):
        yield from line.citations
    for passage in passages(export):
        yield passage.citation
    for reading, _ in _readings(export):
        yield from map(parse_citation, reading.sources)


@_once
def passages(export: Export) -> Iterator[PassageRow]:
    """Yield the passages that speak of the features that are asked for; in each, ids of those alone."""
    there = {feature.id for feature in features(export)}
    fields: tuple[Literal["words", "speaker"], ...] = ("words", "speaker")
    for number, each in enumerate(export.atlas.passages, start=1):
        spoken_of = tuple(key for key in each.features if key in there)
        if spoken_of:
            found = {field: _translated(export, of_passage(each, field)) for field in fields}
            yield PassageRow(
                number,
                spoken_of,
                each.words,
                each.language,
                each.citation,
                each.address,
                each.stance,
                each.speaker,
                each.translation,
                {field: said for field, said in found.items() if said},
                each.right,
                each.checked,
                passage_license(export.atlas, each),
            )


def layers(export: Export) -> Iterator[LayerRow]:
    """Yield the layers that are asked for, in drawing order."""
    counts = Counter(each.layer for each in features(export))
    for layer in export.atlas.config.layers:
        if export.layers is None or layer.id in export.layers:
            yield LayerRow(layer.id, _own(export, layer.names), layer.role, counts[layer.id])


def terms(export: Export) -> Iterator[TermRow]:
    """Yield the vocabularies of ``atlas.toml``."""
    config = export.atlas.config
    for key, kind in config.kinds.items():
        if export.layers is None or kind.layer in export.layers:
            color = config.palette[kind.color][0]
            yield TermRow("kind", key, _own(export, kind.names), kind.layer, kind.shape, color)
    for key, state in config.states.items():
        yield TermRow("state", key, _own(export, state.names), color=state.tint[0])
    for key, status in config.statuses.items():
        yield TermRow("status", key, _own(export, status.names))
    for reading in config.readings:
        yield TermRow("reading", reading.id, _own(export, reading.names), description=reading.description)
    for key, clock in config.clocks.items():
        yield TermRow("clock", key, _own(export, clock.names))


def about(export: Export) -> Iterator[AboutRow]:
    """Yield what the atlas says of itself, and what of it this is."""
    config, own = export.atlas.config, export.atlas.config.language
    for name, texts in (("title", config.titles), ("subtitle", config.subtitles)):
        yield from (AboutRow(name, lang, text) for lang, text in _own(export, texts).items() if text)
    for lang, lines in {own: config.credits, **config.credits_by_language}.items():
        yield from (AboutRow("credits", lang, line) for line in lines)
    yield AboutRow("start", None, str(config.window.start))
    yield AboutRow("end", None, str(config.window.end))
    yield AboutRow("calendar", None, config.calendar)
    yield AboutRow("precision", None, config.precision)
    stated = config.publication
    told = {"version": stated.version, "date": stated.date, "doi": stated.doi, "license": stated.license}
    yield from (AboutRow(name, None, str(each)) for name, each in told.items() if each)
    yield from (AboutRow("creator", None, each.full_name) for each in stated.creators)
    if exists(export.atlas.folder, _NOTICE):
        yield AboutRow("notice", "en", read_text(export.atlas.folder, _NOTICE))
    for name, asked in (("day", [export.day]), ("reading", [export.reading]), ("layer", export.layers or ())):
        yield from (AboutRow(name, None, str(each)) for each in asked if each is not None)


def retired(export: Export) -> Iterator[Retired]:
    """Yield the ids that are no longer used, each with the day, its successor and the reason."""
    yield from read_retired(export.atlas.folder).values()


def texts(export: Export) -> Iterator[TextRow]:
    """
    List every text in every language it is in, that of the atlas among them.

    Parameters
    ----------
    export
        As for the rows that they belong to.

    Yields
    ------
    row
        Names first, then prose, in the order of the features; each once.
    """
    seen: set[TextRow] = set()
    for row in _all_texts(export):
        if row.text and row not in seen:
            seen.add(row)
            yield row


def _all_texts(export: Export) -> Iterator[TextRow]:
    prose = partial(_prose_rows, export)
    yield from _feature_rows(export, prose)
    for territory in territories(export):
        yield from _name_rows("territories", territory.id, "name", territory.names)
        yield from prose("holdings", "", "note", territory.note, territory.translations)
        yield from prose("territories", territory.id, "note", territory.outline_note, {})
    for line in border_lines(export):
        yield from _name_rows("border_lines", line.id, "name", line.names)
        yield from prose("border_lines", line.id, "note", line.note, line.translations)
    for citation in citations(export):
        locator = of_locator(citation)
        yield from prose("citations", "", "locator", locator.english, _translated(export, locator))
    for layer in layers(export):
        yield from _name_rows("layer", layer.id, "name", layer.names)
    for term in terms(export):
        yield from _name_rows(term.vocabulary, term.id, "name", term.names)
    for reading in export.atlas.config.readings:
        yield from _name_rows("reading", reading.id, "description", _own(export, reading.descriptions))
        yield from _name_rows("reading", reading.id, "mark", _own(export, reading.marks))


def _feature_rows(export: Export, prose: Callable[..., Iterator[TextRow]]) -> Iterator[TextRow]:
    """Yield the texts of features, and of the passages that speak of them."""
    for each in features(export):
        yield from _name_rows("features", each.id, "name", each.names)
        yield from _name_rows("features", each.id, "name_today", each.names_today)
        for field, text in (("description", each.description), ("note", each.note)):
            yield from prose("features", each.id, field, text, each.translations.get(field, {}))
    for passage in passages(export):
        english = passage.translation or passage.words
        for field, text in (("words", english), ("speaker", passage.speaker)):
            yield from prose("passages", str(passage.id), field, text, passage.translations.get(field, {}))


def _name_rows(table: str, key: str, field: str, names: Mapping[str, str]) -> Iterator[TextRow]:
    for lang, text in names.items():
        yield TextRow(table, key, field, lang, text, "", None)


def _prose_rows(
    export: Export, table: str, key: str, field: str, text: str, translated: Mapping[str, str]
) -> Iterator[TextRow]:
    source = "" if key else text
    yield TextRow(table, key, field, export.atlas.config.language, text, source, None)
    (translations,) = _translations(export)
    for lang, said in translated.items():
        yield TextRow(table, key, field, lang, said, source, translations.state(lang))


@_once
def _translations(export: Export) -> Iterator[Translations]:
    """Yield the translations of the atlas, whose files are read once."""
    yield translations_of(export.atlas)
