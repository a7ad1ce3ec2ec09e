"""
Linked Places Format 1.2: JSON-LD that is GeoJSON, one feature for each place, event, territory, border and state.

References
----------
Linked Places format, version 1.2.2, 2022 (LinkedPasts/linked-places-format).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from baltic_map.calendars import CivilDay
from baltic_map.days import Axis
from baltic_map.export import records
from baltic_map.export.geojson import as_geojson
from baltic_map.export.iso_days import Reach, held, iso, joined_days, reach
from baltic_map.export.request import Export
from baltic_map.export.wording import reading_name, words
from baltic_map.files import write_atomically
from baltic_map.sources import Citation
from baltic_map.text import translated

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["CONTEXT", "write"]

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
"""What the format calls its context; nothing is fetched from there."""

Json: TypeAlias = dict[str, Any]

# How sure the place of a thing is, in the words of the format.
_PLACED = {"exact": "certain", "approximate": "less-certain", "schematic": "uncertain"}

# Feature classes of GeoNames, where the role of a name leaves no doubt: populated place, water, island, area, state.
_CLASSES = {
    "capital": "P",
    "town": "P",
    "sea": "H",
    "lake": "H",
    "river": "H",
    "island": "T",
    "region": "L",
    "state": "A",
}

_PART_OF, _RELATED = "gvp:broaderPartitive", "gvp:tgn3000_related_to"


def write(export: Export) -> Iterator[Path]:
    """
    Write ``ID.lpf.json``.

    Parameters
    ----------
    export
        What is asked for.

    Yields
    ------
    path
        The file. Coordinates are EPSG:4326; the ends of time spans are included, as the format has it; ``start_date``
        and ``end_date`` in the properties are those of the atlas, as they are written.

    Raises
    ------
    AtlasError
        If it cannot be written.
    """
    writer = _Writer(export)
    head: Json = {"type": "FeatureCollection", "@context": CONTEXT, "title": export.atlas.config.title}
    head |= {"descriptions": writer.descriptions()}
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in writer.features())
    text = f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [\n{lines}\n]}}\n'
    path = export.out / f"{export.name}.lpf.json"
    write_atomically(path, text.encode())
    yield path


class _Writer:
    """The features of one file; they share what is known of works, readings and names."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.axis: Axis = export.atlas.axis
        self.base = export.atlas.config.base_url or ""
        self.lang = export.atlas.config.language
        self.words = words(export)
        self.works = {work.id: work for work in records.works(export)}
        self.terms = {(term.vocabulary, term.id): term for term in records.terms(export)}
        self.passages = list(records.passages(export))
        self.territories = list(records.territories(export))
        self.reading = export.reading or next(iter(export.atlas.readings))

    def features(self) -> Iterator[Json]:
        yield from map(self._feature, records.features(self.export))
        for _, rows in groupby(sorted(self.territories, key=attrgetter("id")), attrgetter("id")):
            yield self._territory(list(rows))
        lines = sorted(records.border_lines(self.export), key=attrgetter("id"))
        for _, found in groupby(lines, attrgetter("id")):
            yield self._border(list(found))
        yield from self._states()

    def descriptions(self) -> list[Json]:
        """Tell what the atlas says of itself: what it shows, whom it thanks, under which licences its files are."""
        told = [row for row in records.about(self.export) if row.name in ("subtitle", "credits", "notice")]
        return [{"value": row.text} | ({"lang": row.language} if row.language else {}) for row in told]

    def _address(self, thing: str, key: str) -> str:
        """Name a thing: features as the page's own links do; relative to the file, if the atlas has no address."""
        return f"{self.base}#{thing}={key}"

    def _name(self, vocabulary: str, key: str) -> str:
        term = self.terms.get((vocabulary, key))
        return term.names[self.lang] if term else key

    def _citation(self, citation: Citation) -> Json:
        work = self.works[citation.source]
        address = work.url or (f"https://doi.org/{work.doi}" if work.doi else None)
        issued = json.loads(work.csl).get("issued", {}).get("date-parts") or [[None]]
        found = {"label": self.export.atlas.bibliography.text(citation, self.lang)}
        found |= {"year": issued[0][0]} if issued[0] and issued[0][0] is not None else {}
        return found | ({"@id": address} if address else {})

    def _names(self, texts: Iterable[tuple[str | None, str]], cited: Sequence[Citation]) -> list[Json]:
        """Write names with their languages; the first bears the citations, which are of the thing as a whole."""
        found: list[Json] = [{"toponym": text} | ({"lang": lang} if lang else {}) for lang, text in texts]
        if cited:
            found[0]["citations"] = [self._citation(each) for each in dict.fromkeys(cited)]
        return found

    def _feature(self, row: records.FeatureRow) -> Json:
        links = [("closeMatch", f"gn:{row.geonames}")] if row.geonames else []
        links += [("closeMatch", f"wd:{row.wikidata}")] if row.wikidata else []
        passages = [each for each in self.passages if row.id in each.features]
        links += [("subjectOf", each.address) for each in passages]
        names = [*row.names.items(), *row.names_today.items(), *((None, each) for each in row.other_names)]
        role = self.export.atlas.config.kinds[row.kind].label
        # A label on an icon of an event is no place of its kind.
        is_place = row.symbol.label is not None
        when = _when(self.axis, reach(self.axis, row.start_date, row.end_date), row.certainty)
        told = {**row.properties, "title": row.names[self.lang], "layer": row.layer}
        told |= {"fclasses": [_CLASSES[role]]} if is_place and role in _CLASSES else {}
        told |= {f"note:{lang}": text for lang, text in row.translations.get("note", {}).items()}
        told |= {"passages": [_passage(each) for each in passages]} if passages else {}
        told |= {"calendar": self.axis.calendar} if self.axis.calendar != "gregorian" else {}
        return self._whole(
            ("feature", row.id),
            told,
            when,
            names=self._names(names, row.citations),
            types=[self._type(row.kind)],
            geometry=_geometry(row.geometry, _PLACED.get(row.position or "")),
            links=[{"type": kind, "identifier": each} for kind, each in dict.fromkeys(links)],
            descriptions=self._descriptions(row),
        )

    def _whole(self, key: tuple[str, str], told: Json, when: Json, **parts: Any) -> Json:
        """Put a feature together; what has nothing to tell is left out, but for the geometry."""
        own = {"@id": self._address(*key), "type": "Feature", "properties": told, "when": when}
        return own | {name: each for name, each in parts.items() if each or name == "geometry"}

    def _titled(self, names: Mapping[str, str], key: str, layer: str) -> Json:
        """Give what the properties of land and lines begin with, as those of features do."""
        return {"title": names[self.lang], "id": key, "name": names[self.lang], "layer": layer}

    def _type(self, kind: str) -> Json:
        names = self.terms["kind", kind].names
        labels = [{"label": text, "lang": lang} for lang, text in names.items()]
        return {"identifier": self._address("kind", kind), "label": self._name("kind", kind), "sourceLabels": labels}

    def _descriptions(self, row: records.FeatureRow) -> list[Json]:
        own = {self.lang: row.description} if row.description else {}
        texts = own | dict(row.translations.get("description", {}))
        return [{"value": text, "lang": lang} for lang, text in texts.items()]

    def _territory(self, rows: list[records.TerritoryRow]) -> Json:
        first = rows[0]
        own = [row for row in rows if row.reading == self.reading]
        spans = [_span(self.axis, held(self.axis, row.start, row.end)) for row in own]
        cited = [*first.outline_citations, *(citation for row in rows for citation in row.citations)]
        told = self._titled(first.names, first.id, "territories")
        told |= {"fclasses": ["A"], "holdings": [_holding(row) for row in rows]}
        told |= {"note": first.outline_note} if first.outline_note else {}
        return self._whole(
            ("territory", first.id),
            told,
            {"timespans": spans},
            names=self._names(first.names.items(), cited),
            geometry=_geometry(first.geometry),
            relations=[relation for row in rows for relation in self._relations(row)],
        )

    def _relations(self, row: records.TerritoryRow) -> Iterator[Json]:
        """Tell whose a territory was: of which state a part, and whose else, where that is another."""
        of = f" ({reading_name(self.export, row.reading)})" if len(self.export.atlas.readings) > 1 else ""
        status = self.export.atlas.config.status_name(row.status, row.controller)
        told = [(_PART_OF, row.state, "state", f"; {status}{of}")]
        told += [(_RELATED, row.controller, "controller", of)] if row.controller != row.state else []
        told += [(_RELATED, row.recognised, "recognised", of)] if row.recognised != row.state else []
        when = {"timespans": [_span(self.axis, held(self.axis, row.start, row.end))]}
        citations = [self._citation(each) for each in row.citations]
        for kind, code, word, more in told:
            yield {
                "relationType": kind,
                "relationTo": self._address("state", code),
                "label": f"{self.words(f'card.{word}')}: {self._name('state', code)}{more}",
                "when": when,
                **({"citations": citations} if citations else {}),
            }

    def _border(self, rows: list[records.BorderRow]) -> Json:
        first = rows[0]
        own = [row for row in rows if row.reading == self.reading] or rows
        spans = joined_days((row.start, row.end) for row in own)
        told = self._titled(first.names, first.id, "borders")
        told |= {"left": first.left, "right": first.right, "precision_km": first.precision_km}
        told |= {"sources": [str(each) for each in first.citations], "spans": [_line_span(row) for row in rows]}
        told |= {"note": first.note} if first.note else {}
        told |= {f"note:{lang}": text for lang, text in first.translations.items()}
        outlines, keys = self.export.atlas.borders.territories, (first.left, first.right)
        names = (translated(outlines[key].names, self.lang).value if key in outlines else key for key in keys)
        label = f"{self.words('entry.between')}: {' · '.join(names)}"
        sides = [
            {"relationType": _RELATED, "relationTo": self._address("territory", key), "label": label} for key in keys
        ]
        return self._whole(
            ("border", first.id),
            told,
            {"timespans": [_span(self.axis, held(self.axis, *span)) for span in spans]},
            names=self._names(first.names.items(), first.citations),
            geometry=_geometry(first.geometry),
            relations=sides,
        )

    def _states(self) -> Iterator[Json]:
        """Yield the states that relations name; where they lay, their territories tell."""
        for code in self.export.atlas.config.states:
            rows = [row for row in self.territories if code in (row.state, row.controller, row.recognised)]
            if rows:
                names = self.terms["state", code].names
                spans = joined_days((row.start, row.end) for row in rows)
                yield self._whole(
                    ("state", code),
                    {**self._titled(names, code, "states"), "fclasses": ["A"]},
                    {"timespans": [_span(self.axis, held(self.axis, *span)) for span in spans]},
                    names=self._names(names.items(), ()),
                    geometry=None,
                )


def _when(axis: Axis, found: Reach, certainty: str | None) -> Json:
    return {"timespans": [_span(axis, found)]} | ({"certainty": certainty} if certainty else {})


def _span(axis: Axis, found: Reach) -> Json:
    """
    Write a time span.

    The format demands a start, and takes what has no end for a moment: where a side is open, what is told is that the
    thing had begun by the first day of the atlas, or had not ended by its last.
    """
    last_day = axis.day(len(axis) - 1)
    start = {"in": iso(found.written)} if found.written else _point(*found.start)
    end = _point(*found.last)
    if not start:
        start = {"latest": iso(min(filter(None, (axis.start, found.last[0]))))}
    if not end:
        end = {"earliest": iso(max(filter(None, (last_day, found.start[1]))))}
    return {"start": start, "end": end}


def _point(earliest: CivilDay | None, latest: CivilDay | None) -> dict[str, str]:
    if earliest is not None and earliest == latest:
        return {"in": iso(earliest)}
    told = {"earliest": earliest, "latest": latest}
    return {name: iso(day) for name, day in told.items() if day is not None}


def _geometry(geometry: BaseGeometry | None, certainty: str | None = None) -> Json | None:
    written = as_geojson(geometry)
    return written | {"certainty": certainty} if written and certainty else written


def _holding(row: records.TerritoryRow) -> Json:
    told = {"reading": row.reading, "start": str(row.start), "end": str(row.end), "state": row.state}
    told |= {"controller": row.controller, "recognised": row.recognised, "status": row.status}
    found: Json = {**told, "sources": [str(each) for each in row.citations], "note": row.note}
    return found | {f"note:{lang}": text for lang, text in row.translations.items()}


def _line_span(row: records.BorderRow) -> Json:
    return {"reading": row.reading, "start": str(row.start), "end": str(row.end), "inner": row.inner}


def _passage(row: records.PassageRow) -> Json:
    told: Json = {"words": row.words, "lang": row.language, "source": str(row.citation), "address": row.address}
    told |= {"stance": row.stance, "speaker": row.speaker, "translation": row.translation, "right": row.right}
    told |= {"checked": str(row.checked)} if row.checked else {}
    for field, texts in row.translations.items():
        told |= {f"{field}:{lang}": text for lang, text in texts.items()}
    return {name: each for name, each in told.items() if each != ""}
