"""One page for each thing of an atlas, under its id: what is said of it, since when, how surely, and who says so."""

from __future__ import annotations

import hashlib
import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from baltic_map import contract
from baltic_map.atlas import Atlas
from baltic_map.borders import Arc, Holding, Territory
from baltic_map.config import Status
from baltic_map.dataset import Dataset
from baltic_map.day_view import LocalScene
from baltic_map.export.iso_days import iso_span
from baltic_map.fonts import webfont_css
from baltic_map.licenses import (
    borders_license,
    feature_license,
    holdings_license,
    joint,
    passage_license,
    territories_license,
)
from baltic_map.retired import Retired, read_retired
from baltic_map.sources import Citation
from baltic_map.symbology import mix
from baltic_map.text import translated
from baltic_map.translations import of_arc, of_holding, translations_of
from baltic_map.web.bundle import style
from baltic_map.web.linked_data import as_script, dataset_data, place_data, record_data
from baltic_map.web.locator import LAND, Locator, PlaceName
from baltic_map.web.markup import addressed, escaped, light_page, marked

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["STYLE", "EntryPages", "PageFile", "entry_page", "page_style"]

# Opened from a disk, a page has no origin of its own, and 'self' is nobody.
_POLICY = (
    "default-src 'none'; style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data:; "
    "font-src 'self' file: data:; base-uri 'none'; form-action 'none'"
)
STYLE = "pages.css"
"""The sheet of pages without a map, beside them."""

_INDEX, _WORKS = "index.html", "works.html"
_GEONAMES, _WIKIDATA = "https://www.geonames.org/", "https://www.wikidata.org/wiki/"
_RULE = 0.25


def entry_page(key: str) -> str:
    """Give the name of the page of a thing; no id has an underscore, so that the pages of all have theirs too."""
    name = f"{key}.html"
    return f"{key}_.html" if name in {_INDEX, _WORKS} else name


class PageFile(Struct, frozen=True):
    """A file of the pages: its name, what stands in it, its licence (SPDX) and what it is, in a line of English."""

    name: str
    text: str
    license: str
    description: str


class EntryPages:
    """
    The pages of all things of an atlas.

    Parameters
    ----------
    atlas
        An opened atlas.
    scene
        The same, in one language or more; the pages are in the first.
    dataset
        What its metadata say.
    atlas_page
        Address of the page of all days, as seen from these.
    base_url
        Address of the folder of these pages, if it is known.
    """

    def __init__(
        self, atlas: Atlas, scene: contract.Scene, dataset: Dataset, atlas_page: str, base_url: str | None = None
    ) -> None:
        self._atlas, self._dataset, self._atlas_page, self._base_url = atlas, dataset, atlas_page, base_url
        self._scenes = [LocalScene(scene, each.lang) for each in scene.locales]
        self._scene = self._scenes[0]
        self._lang, self._messages = self._scene.lang, self._scene.messages
        self._locator = Locator(atlas, list(self._place_names()))
        self._translations = translations_of(atlas)
        self._own = atlas.config.publication.license_of("sources.json")
        self._passages: defaultdict[str, list[tuple[str, contract.Passage]]] = defaultdict(list)
        for passage in scene.passages:
            anchor = hashlib.sha256(passage.words.encode()).hexdigest()[:8]
            for key in passage.features:
                self._passages[key].append((f"passage-{anchor}", passage))
        self._quoted = {key: each for each in atlas.passages for key in each.features}

    def _place_names(self) -> Iterator[PlaceName]:
        """Yield what is named on the small maps, the great ones first: as on the day on which the atlas opens."""
        day = self._atlas.config.opening_day or self._atlas.axis.start
        for each in sorted(self._scene.on(day).features, key=lambda each: each.feature.rank):
            role, geometry = each.symbol.label, each.feature.geometry
            if role in ("state", "capital", "town") and geometry is not None and not each.symbol.disc:
                is_great = role == "capital" or (role == "state" and each.feature.rank == 1)
                if is_great or role == "town":
                    yield PlaceName(each.name, role == "state", is_great, geometry.x, geometry.y)

    def files(self) -> Iterator[PageFile]:
        """
        Write the pages, and what they share.

        Yields
        ------
        file
            Names are ``ID.html``, ``index.html``, ``works.html``, the style sheet and the land of the small maps.
        """
        sheet = page_style(self._scene.scene.palette)
        yield PageFile(STYLE, sheet, joint([self._own, "OFL-1.1"]), "Style sheet of the pages, with its fonts")
        yield PageFile(LAND, self._locator.land(), self._locator.land_license, "Land on the small maps of the pages")
        yield self._index()
        yield self._works()
        for feature in self._scene.scene.features:
            yield self._feature(feature)
        for territory in self._atlas.borders.territories.values():
            yield self._territory(territory)
        for arc in self._atlas.borders.arcs.values():
            yield self._border(arc)
        for retired in self._retired.values():
            yield self._retired_page(retired)

    @cached_property
    def _retired(self) -> dict[str, Retired]:
        return read_retired(self._atlas.folder)

    # ---------------------------------------------------------------- things

    def _feature(self, feature: contract.Feature) -> PageFile:
        scene, messages, own = self._scene, self._messages, self._atlas.feature(feature.id)
        fields, facts = own.fields, feature.facts
        title, dates = scene.text(feature.title), scene.text(facts.dates)
        license_ = feature_license(self._atlas, own)
        layer = next(scene.text(each.name) for each in scene.scene.layers if each.id == feature.layer)
        description = scene.translated(feature.description)
        where = self._where(own.geometry, feature.precision_km, title)
        rows = [
            (messages("card.certainty"), escaped(scene.text(facts.certainty))),
            (messages("card.position"), escaped(scene.text(facts.position))),
            (messages("entry.coordinates"), _coordinates(own.geometry)),
            *((name, escaped(text)) for name, text in feature.others or ()),
        ]
        same = []
        if fields.geonames:
            same.append(f"{_GEONAMES}{fields.geonames}")
        if fields.wikidata:
            same.append(f"{_WIKIDATA}{fields.wikidata}")
        named = [(each, text) for each, text in feature.names.items() if each not in ("en", "other")]
        today = scene.text(feature.name_today)
        cited = self._sources(own.citations, scene.cite(feature.sources))
        body = "\n".join(
            (
                f'<p class="kind">{escaped(layer)} · {escaped(scene.text(facts.kind))}</p>',
                f"<h1>{escaped(title)}</h1>",
                f'<p class="when">{escaped(dates)}</p>' if dates else "",
                '<div class="beside"><div>',
                f"<p>{marked(description, self._lang)}</p>" if description.value else "",
                self._facts(rows, today, same, feature.id, license_),
                self._note(scene.translated(feature.note)),
                f"</div>{where}</div>",
                cited,
                self._words_of(feature.id),
                self._in_languages(feature, named),
                self._cite(feature.id, title, self._on_map(feature)),
            )
        )
        about = self._about(feature, title, same)
        data = record_data(
            self._dataset,
            feature.id,
            about,
            lang=self._lang,
            name=title,
            description=description.value or dates,
            covers=iso_span(self._atlas.axis, fields.start_date, fields.end_date) if fields.start_date else "",
            citations=scene.cite(feature.sources),
            license_=license_,
            address=self._address(entry_page(feature.id)),
        )
        quoted = [passage_license(self._atlas, self._quoted[feature.id])] if feature.id in self._quoted else []
        return self._page(
            entry_page(feature.id),
            title,
            ". ".join(filter(None, (dates, description.value))),
            body,
            data,
            joint([license_, *quoted]),
        )

    def _about(self, feature: contract.Feature, title: str, same: Sequence[str]) -> dict[str, Any]:
        """Say what a feature is: an event, a place, or another thing that lasts."""
        place = place_data(feature.geometry, title, same)
        others = [text for lang, text in feature.names.items() if lang not in ("en", "other")]
        names: dict[str, Any] = {"name": title, "alternateName": list(dict.fromkeys(others))}
        if feature.role == "places":
            return {**(place or {"@type": "Place"}), **names}
        if feature.role != "events":
            return {"@type": "Thing", **names, **({"sameAs": list(same)} if same else {})}
        fields = self._atlas.feature(feature.id).fields
        first, _, last = iso_span(self._atlas.axis, fields.start_date, fields.end_date).partition("/")
        is_sure = feature.span.first == feature.span.certain_first and ".." not in (first, last)
        days = {"startDate": first, "endDate": last or first} if is_sure and fields.start_date else {}
        return {"@type": "Event", **names, **days, **({"location": place} if place else {})}

    def _territory(self, territory: Territory) -> PageFile:
        name = translated(territory.names, self._lang)
        messages = self._messages
        license_ = joint([territories_license(self._atlas), holdings_license(self._atlas)])
        where = self._where(territory.geometry, None, name.value)
        sources = [self._written(each) for each in territory.citations]
        tables: dict[str, list[str]] = {}
        for reading in self._atlas.config.readings:
            # Readings of the same table differ in what they draw of it.
            tables.setdefault(reading.holdings, []).append(translated(reading.names, self._lang).value)
        parts = [
            self._holdings(territory.id, file, names, anchored=number == 0)
            for number, (file, names) in enumerate(tables.items())
        ]
        body = "\n".join(
            (
                f'<p class="kind">{escaped(messages("entry.territories"))}</p>',
                f"<h1>{marked(name, self._lang)}</h1>",
                '<div class="beside"><div>',
                self._facts(
                    [(messages("entry.coordinates"), _coordinates(territory.geometry))], "", [], territory.id, license_
                ),
                f"<p>{escaped(territory.note)}</p>" if territory.note else "",
                self._sources(territory.citations, sources),
                f"</div>{where}</div>",
                *parts,
                self._names(territory.names),
                self._cite(territory.id, name.value, ""),
            )
        )
        data = record_data(
            self._dataset,
            territory.id,
            place_data(territory.geometry, name.value) or {"@type": "Place"},
            lang=self._lang,
            name=name.value,
            description=messages("entry.holdings"),
            covers=f"{self._dataset.first}/{self._dataset.last}",
            citations=sources,
            license_=license_,
            address=self._address(entry_page(territory.id)),
        )
        told = f"{name.value}: {messages('entry.holdings')}"
        return self._page(entry_page(territory.id), name.value, told, body, data, license_)

    def _holdings(self, territory: str, file: str, names: Sequence[str], *, anchored: bool) -> str:
        """Tell who held a territory by one table: each row has an address of its own."""
        atlas, messages = self._atlas, self._messages
        reading = next(each for each in atlas.config.readings if each.holdings == file)
        # As the table has it, not as a reading draws it.
        plain = next(
            (each.id for each in atlas.config.readings if each.holdings == file and each.by == "state"), reading.id
        )
        prefix = "" if anchored else f"{file.rpartition('.')[0]}-"
        rows = [self._holding(each, prefix) for each in atlas.read(plain).holdings[territory]]
        heads = ("dates", "state", "controller", "recognised", "status")
        head = "".join(f"<th>{escaped(messages(f'card.{each}'))}</th>" for each in heads)
        title = f"{messages('entry.holdings')}: {' · '.join(names)}"
        return (
            f'<h2>{escaped(title)}</h2>\n<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n'
            f"{''.join(rows)}</table></div>"
        )

    def _holding(self, row: Holding, prefix: str) -> str:
        axis, config, lang = self._atlas.axis, self._atlas.config, self._lang
        first, last = axis.iso(row.first), axis.iso(row.stop - 1)
        days = self._messages.format_span(first, axis.day(row.stop).isoformat() if row.stop < len(axis) else None)
        if row.stop >= len(axis):
            days = self._messages(
                "dates.from_to", start=self._messages.format_date(first), end=self._messages.format_date(last)
            )
        states = [
            translated(config.states[code].names, lang).value for code in (row.state, row.controller, row.recognised)
        ]
        status: Status = config.statuses[row.status]
        cells = [*map(escaped, states), escaped(status.name_under(states[1], lang))]
        more = [f"<li>{self._linked(each, self._written(each))}</li>" for each in row.citations]
        note = self._translations.text(of_holding(row), lang)
        told = f"<p>{marked(note, lang)}</p>" if row.note else ""
        when = f'<th scope="rowgroup" rowspan="2"><a href="#{prefix}{first}">{escaped(days)}</a></th>'
        return (
            f'<tbody id="{prefix}{first}"><tr>{when}{"".join(f"<td>{each}</td>" for each in cells)}</tr>\n'
            f'<tr class="more"><td colspan="4">{told}<ul>{"".join(more)}</ul></td></tr></tbody>\n'
        )

    def _border(self, arc: Arc) -> PageFile:
        name, messages = translated(arc.names, self._lang), self._messages
        license_ = borders_license(self._atlas)
        sources = [self._written(each) for each in arc.citations]
        territories = self._atlas.borders.territories
        sides = [
            f'<a href="{entry_page(side)}">{escaped(translated(territories[side].names, self._lang).value)}</a>'
            for side in (arc.left, arc.right)
            if side in territories
        ]
        spans = list(self._spans(arc.id))
        note = self._translations.text(of_arc(arc), self._lang)
        body = "\n".join(
            (
                f'<p class="kind">{escaped(messages("page.borders"))}</p>',
                f"<h1>{marked(name, self._lang)}</h1>",
                '<div class="beside"><div>',
                self._facts(
                    [
                        (messages("entry.between"), " · ".join(sides)),
                        (messages("card.position"), escaped(messages("card.precision", km=f"{arc.precision_km:g}"))),
                        (messages("card.dates"), "<br>".join(spans)),
                    ],
                    "",
                    [],
                    arc.id,
                    license_,
                ),
                self._note(note) if arc.note else "",
                f"</div>{self._where(arc.geometry, None, name.value)}</div>",
                self._sources(arc.citations, sources),
                self._names(arc.names),
                self._cite(arc.id, name.value, ""),
            )
        )
        data = record_data(
            self._dataset,
            arc.id,
            place_data(arc.geometry, name.value) or {"@type": "Place"},
            lang=self._lang,
            name=name.value,
            description=messages("card.precision", km=f"{arc.precision_km:g}"),
            covers=f"{self._dataset.first}/{self._dataset.last}",
            citations=sources,
            license_=license_,
            address=self._address(entry_page(arc.id)),
        )
        return self._page(entry_page(arc.id), name.value, messages("page.borders"), body, data, license_)

    def _spans(self, arc: str) -> Iterator[str]:
        """Tell on which days a line was a border, in each reading in which it was."""
        axis = self._atlas.axis
        for reading in self._scene.scene.readings:
            spans = sorted((span.first, span.stop) for each in reading.borders if each.id == arc for span in each.spans)
            if spans:
                days = (
                    self._messages.format_span(axis.iso(a), axis.iso(b) if b < len(axis) else None) for a, b in spans
                )
                name = escaped(self._scene.text(reading.name))
                yield f'{escaped("; ".join(days))} <span class="muted">({name})</span>'

    def _retired_page(self, retired: Retired) -> PageFile:
        messages = self._messages
        rows = [escaped(messages("entry.is_retired", day=messages.format_date(retired.retired)))]
        if retired.replaced_by:
            name = self._scene.text(self._by_id[retired.replaced_by].title)
            link = f'<a href="{entry_page(retired.replaced_by)}">{escaped(name)}</a>'
            rows.append(f"{escaped(messages('entry.became'))} {link}")
        else:
            rows.append(escaped(messages("entry.gone")))
        rows.append(f'{escaped(messages("entry.reason"))}: <span lang="en">{escaped(retired.reason)}</span>')
        body = (
            f'<p class="kind">{escaped(messages("entry.retired"))}</p>\n<h1>{escaped(retired.id)}</h1>\n'
            + "".join(f"<p>{each}</p>\n" for each in rows)
            + self._cite(retired.id, retired.id, "")
        )
        data = {
            "@context": "https://schema.org",
            "@type": "CreativeWork",
            "identifier": retired.id,
            "name": retired.id,
            "description": retired.reason,
            "license": [self._own],
            "creativeWorkStatus": "Retired",
            **({"sameAs": entry_page(retired.replaced_by)} if retired.replaced_by else {}),
        }
        return self._page(entry_page(retired.id), retired.id, retired.reason, body, data, self._own)

    @cached_property
    def _by_id(self) -> dict[str, contract.Feature]:
        return {each.id: each for each in self._scene.scene.features}

    # ---------------------------------------------------------------- lists

    def _index(self) -> PageFile:
        scene, messages = self._scene, self._messages
        by_layer: defaultdict[str, list[contract.Feature]] = defaultdict(list)
        for feature in scene.scene.features:
            by_layer[feature.layer].append(feature)
        borders = self._atlas.borders
        groups = [
            (
                scene.text(layer.name),
                [
                    (each.id, scene.text(each.title), "" if each.role == "places" else scene.text(each.facts.dates))
                    for each in sorted(by_layer[layer.id], key=lambda each: each.span.first)
                ],
            )
            for layer in reversed(scene.scene.layers)
        ]
        groups += [
            (title, [(key, translated(each.names, self._lang).value, "") for key, each in things.items()])
            for title, things in (
                (messages("entry.territories"), borders.territories),
                (messages("page.borders"), borders.arcs),
            )
        ]
        groups.append((messages("entry.retired"), [(each.id, each.id, "") for each in self._retired.values()]))
        parts = [
            f'<h2>{escaped(title)} ({len(rows)})</h2>\n<ul class="columns">\n'
            + "".join(
                f'<li><a href="{entry_page(key)}">{escaped(name)}</a>'
                f"{f' <span class=muted>{escaped(dates)}</span>' if dates else ''}</li>\n"
                for key, name, dates in rows
            )
            + "</ul>"
            for title, rows in groups
            if rows
        ]
        dataset = self._dataset
        told = " · ".join(filter(None, (dataset.authors, self._version, dataset.date, dataset.license)))
        body = (
            f"<h1>{escaped(scene.title)}</h1>\n<p>{escaped(scene.subtitle)}</p>\n"
            f"<p>{escaped(dataset.description)}</p>\n"
            f'<p class="small muted">{escaped(told)}<br>{escaped(messages("entry.kept"))}</p>\n' + "\n".join(parts)
        )
        data = dataset_data(dataset, self._address(_INDEX))
        return self._page(_INDEX, messages("entry.index"), dataset.description, body, data, self._own)

    def _works(self) -> PageFile:
        """List the works, each with an address, and what cites it."""
        scene, bibliography, messages = self._scene, self._atlas.bibliography, self._messages
        citing: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for feature in scene.scene.features:
            for number in feature.sources:
                citing[scene.scene.citations[number].work][feature.id] = scene.text(feature.title)
        items = []
        for key in sorted(bibliography):
            cited = ", ".join(f'<a href="{entry_page(each)}">{escaped(name)}</a>' for each, name in citing[key].items())
            more = (
                f'<p class="small"><span class="muted">{escaped(messages("entry.cited_by"))}:</span> {cited}</p>'
                if cited
                else ""
            )
            items.append(f'<li id="{html.escape(key)}">{addressed(bibliography.text(key, self._lang))}{more}</li>\n')
        body = f"<h1>{escaped(messages('entry.works'))}</h1>\n<ul>\n{''.join(items)}</ul>"
        data = {
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "name": messages("entry.works"),
            "isPartOf": {"@type": "Dataset", "name": self._dataset.title},
        }
        return self._page(_WORKS, messages("entry.works"), self._dataset.title, body, data, self._own)

    # ---------------------------------------------------------------- parts of a page

    def _facts(self, rows: Iterable[tuple[str, str]], today: str, same: Sequence[str], key: str, license_: str) -> str:
        messages = self._messages
        told = [(name, text) for name, text in rows if text]
        if today:
            told.insert(0, ("", escaped(today)))
        told += [("GeoNames" if _GEONAMES in each else "Wikidata", f'<a href="{each}">{each}</a>') for each in same]
        told += [(messages("entry.id"), f"<code>{key}</code>"), (messages("entry.license"), escaped(license_))]
        return (
            '<dl class="facts">\n'
            + "".join(f"<dt>{escaped(name)}</dt><dd>{text}</dd>\n" for name, text in told)
            + "</dl>"
        )

    def _note(self, note: Any) -> str:
        if not note.value:
            return ""
        return f"<h2>{escaped(self._messages('card.note'))}</h2>\n<p>{marked(note, self._lang)}</p>"

    def _where(self, geometry: BaseGeometry | None, precision_km: float | None, name: str) -> str:
        if geometry is None:
            return ""
        alternative = html.escape(f"{self._messages('card.position')}: {name}. {_plain_coordinates(geometry)}")
        drawn = self._locator.mark(geometry, precision_km, "var(--accent)", alternative)
        return f"<figure>{drawn}</figure>" if drawn else ""

    def _written(self, citation: Citation) -> str:
        return self._atlas.bibliography.text(citation, self._lang)

    def _linked(self, citation: Citation, text: str) -> str:
        """Write a citation, its address as a link, and a link to its work."""
        work = f'<a href="{_WORKS}#{html.escape(citation.source)}">{html.escape(citation.source)}</a>'
        return f'{addressed(text)} <span class="muted">[{work}]</span>'

    def _sources(self, citations: Sequence[Citation], texts: Sequence[str]) -> str:
        messages, bibliography = self._messages, self._atlas.bibliography
        if not citations:
            return f"<h2>{escaped(messages('card.sources'))}</h2>\n<p>{escaped(messages('card.no_sources'))}</p>"
        items = []
        for number, (citation, text) in enumerate(zip(citations, texts, strict=True), start=1):
            kind, via = bibliography.work_class(citation.source), bibliography.via(citation.source)
            notes = [messages(f"card.class_{kind}")] if kind else []
            notes += [messages("card.via", work=bibliography.short(via, self._lang))] if via else []
            told = f'<br><span class="small muted">{escaped("; ".join(notes))}</span>' if notes else ""
            items.append(f'<li id="source-{number}">{self._linked(citation, text)}{told}</li>\n')
        return f"<h2>{escaped(messages('card.sources'))}</h2>\n<ol>\n{''.join(items)}</ol>"

    def _words_of(self, key: str) -> str:
        scene, messages = self._scene, self._messages
        quotes = []
        for anchor, passage in self._passages[key]:
            first, last = passage.marks
            speaker, translation = scene.text(passage.speaker), scene.text(passage.translation)
            (cited,) = scene.cite([passage.citation])
            told = [messages(f"card.stance_{passage.stance}"), *([speaker] if speaker else [])]
            meant = (
                f"<p>{escaped(messages('card.translation'))}: {escaped(messages('card.quoted', text=translation))}</p>"
            )
            shown = html.escape(passage.address)
            quotes.append(
                f'<blockquote id="{anchor}" cite="{shown}">'
                f'<p lang="{passage.language}">{first}{escaped(passage.words)}{last}</p>'
                f'{meant if translation else ""}<p class="small muted">{escaped("; ".join(told))}. {addressed(cited)} '
                f'<a href="{shown}">{shown}</a></p></blockquote>\n'
            )
        return f"<h2>{escaped(messages('entry.passages'))}</h2>\n{''.join(quotes)}" if quotes else ""

    def _in_languages(self, feature: contract.Feature, named: Sequence[tuple[str, str]]) -> str:
        """Give names in all languages, and under those that have them description and note."""
        told: dict[str, str] = {}
        scenes = {each.lang: each for each in self._scenes[1:]}
        for lang in dict.fromkeys([*scenes, *(each for each, _ in named)]):
            if lang == self._lang:
                continue
            title = dict(named).get(lang, "")
            texts = []
            if lang in scenes:
                title = title or scenes[lang].text(feature.title)
                for number in (feature.description, feature.note):
                    text = scenes[lang].translated(number)
                    texts += [f"<p>{escaped(text.value)}</p>"] if text.value and text.lang == lang else []
            if texts:
                state = self._state(scenes[lang])
                told[lang] = f"<details><summary>{escaped(title)}</summary>{''.join(texts)}{state}</details>"
            elif title:
                told[lang] = escaped(title)
        return self._by_language(told, feature.names.get("other", ""))

    def _state(self, scene: LocalScene) -> str:
        """Tell how far the translation of a language has been read."""
        state = next(each.state for each in scene.scene.locales if each.lang == scene.lang)
        told = scene.messages(f"page.translated_{state}") if state else ""
        return f'<p class="small muted">{escaped(told)}</p>' if told else ""

    def _names(self, names: Mapping[str, str]) -> str:
        return self._by_language({lang: escaped(name) for lang, name in names.items() if lang != self._lang})

    def _by_language(self, told: Mapping[str, str], other: str = "") -> str:
        """List what is told in other languages, as markup; and names of which nobody says in which they are."""
        languages = self._messages.table("languages")
        rows = [
            f'<dt>{escaped(languages.get(lang, lang))}</dt><dd lang="{lang}">{text}</dd>\n'
            for lang, text in told.items()
        ]
        rows += [f"<dt></dt><dd>{escaped(other)}</dd>\n"] if other else []
        return f"<h2>{escaped(self._messages('entry.languages'))}</h2>\n<dl>\n{''.join(rows)}</dl>" if rows else ""

    @property
    def _version(self) -> str:
        return self._messages("entry.version", version=self._dataset.version) if self._dataset.version else ""

    def _on_map(self, feature: contract.Feature) -> str:
        """Give the address at which the atlas opens with a feature; none if it is not there on any of its days."""
        span = feature.span
        if span.first >= span.stop:
            return ""
        first = span.certain_first if span.certain_first < span.certain_stop else span.first
        return f"{self._atlas_page}#date={self._atlas.axis.iso(first)}&feature={feature.id}"

    def _cite(self, key: str, title: str, on_map: str) -> str:
        messages, dataset = self._messages, self._dataset
        published = ", ".join(filter(None, (self._version, dataset.date[:4])))
        who = f"{dataset.authors}. " if dataset.authors else ""
        address = self._address(entry_page(key)) or ""
        whole = ", ".join(filter(None, (self._scene.title, published)))
        text = f"{who}{messages('card.quoted', text=title)} ({key}). {whole}."
        link = f'<p><a href="{html.escape(on_map)}">{escaped(messages("card.fly"))}</a></p>\n' if on_map else ""
        addresses = " ".join(filter(None, (dataset.doi_address, address)))
        return (
            f"<h2>{escaped(messages('entry.cite'))}</h2>\n<p>{escaped(text)} {addressed(addresses)}</p>\n"
            f'{link}<p class="small muted">{escaped(messages("entry.kept"))}</p>'
        )

    def _address(self, name: str) -> str | None:
        return self._base_url and f"{self._base_url}{name}"

    def _page(
        self, name: str, title: str, description: str, body: str, data: Mapping[str, Any], license_: str
    ) -> PageFile:
        """Write a page; the name is that of its file."""
        messages, atlas = self._messages, self._scene.title
        shown = description if len(description) <= 300 else description[:300].rsplit(" ", 1)[0] + " …"  # noqa: PLR2004
        address = self._address(name)
        canonical = f'<link rel="canonical" href="{html.escape(address)}">\n' if address else ""
        bar = [
            (self._atlas_page, atlas),
            (_INDEX, messages("entry.index")),
            (_WORKS, messages("entry.works")),
        ]
        links = "".join(f'<a href="{html.escape(href)}">{escaped(text)}</a>\n' for href, text in bar)
        text = light_page(
            self._lang,
            f"{title} – {atlas}",
            shown,
            _POLICY,
            head=f'{canonical}<link rel="stylesheet" href="{STYLE}">\n{as_script(data)}\n',
            body=f'<nav class="bar">\n{links}</nav>\n<main>\n{body}\n</main>',
        )
        return PageFile(name, text, license_, title)


def page_style(palette: Mapping[str, contract.Color]) -> str:
    """Write the sheet of pages without a map: fonts, the colours of an atlas by day and by night, rules."""
    names = ("background", "text", "muted", "accent")
    rules = []
    for night in (False, True):
        colors = {name: palette[name].night if night else palette[name].day for name in names}
        colors["line"] = mix(colors["background"], colors["text"], _RULE)
        rules.append(":root{" + "".join(f"--{name}:{color};" for name, color in colors.items()) + "}")
    scheme = ":root{color-scheme:light dark}"
    return (
        f"{webfont_css()}\n{scheme}{rules[0]}\n@media(prefers-color-scheme:dark){{{rules[1]}}}\n"
        f"{style('css/pages.css')}"
    )


def _coordinates(geometry: BaseGeometry | None) -> str:
    return escaped(_plain_coordinates(geometry)) if geometry is not None else ""


def _plain_coordinates(geometry: BaseGeometry) -> str:
    """Tell a point, or the box around a line or an area: latitude before longitude, as people write them."""
    west, south, east, north = (f"{round(float(each), 5):g}" for each in geometry.bounds)
    return f"{south}, {west}" if (west, south) == (east, north) else f"{south}, {west} – {north}, {east}"
