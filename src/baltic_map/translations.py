"""
The prose of an atlas in other languages: gettext's PO files, one a language and file of the data.

A message has the English text, and for its context the id and the field it stands in: a translation is shown only
beside the very English it was made from.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from babel import Locale, UnknownLocaleError

from baltic_map.borders import Arc, Holding
from baltic_map.checking import check
from baltic_map.config import Day, days_of
from baltic_map.contract import TranslationState
from baltic_map.errors import AtlasError, Problem, UnknownNameError
from baltic_map.fields import Text as Line
from baltic_map.fields import field_problem
from baltic_map.files import write_atomically
from baltic_map.models import Table, wrong
from baltic_map.passages import Passage
from baltic_map.quoting import shown
from baltic_map.reading import exists, read_text, read_toml
from baltic_map.sources import Citation, parse_citation
from baltic_map.text import Text

if TYPE_CHECKING:
    from babel.messages.catalog import Message

    from baltic_map.atlas import Atlas
    from baltic_map.layers import Feature

__all__ = [
    "Prose",
    "Translations",
    "check_translations",
    "of_arc",
    "of_feature",
    "of_holding",
    "of_locator",
    "of_passage",
    "prose_of",
    "translations_of",
    "write_catalogs",
]

FOLDER = "texts"
READERS = f"{FOLDER}/readers.toml"

_LARGEST_MB = 8
_WIDTH = 100
# Beside the layers.
_FILES = ("borders", "holdings", "passages", "citations")
# What terms of citations do not tell: see `baltic_map.citations`.
_WORDS = re.compile(r"(?!(?:pp?|notes?|vol|docs?|arts?|tel|and)\b)\b[^\W\d_]*[^\W\d_A-Z]{3}")
# Without the days that Babel would write, files stay as they are if nothing has changed.
_HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
)


class Prose(NamedTuple):
    """An English text of an atlas: the file it stands in, by its stem, the id and field, and the text."""

    file: str
    context: str
    english: str


def of_feature(feature: Feature, field: Literal["description", "note"]) -> Prose:
    """Give a text of a feature."""
    return Prose(feature.layer, f"{feature.id}/{field}", getattr(feature.fields, field) or "")


def of_arc(arc: Arc) -> Prose:
    """Give the note of a border."""
    return Prose("borders", f"{arc.id}/note", arc.note)


def of_holding(holding: Holding) -> Prose:
    """Give the note of a holding; many say the same."""
    return Prose("holdings", "note", holding.note)


def of_passage(passage: Passage, field: Literal["words", "speaker"]) -> Prose:
    """Give the words of a passage in English, or whose they are."""
    english = passage.speaker if field == "speaker" else passage.translation or passage.words
    return Prose("passages", f"{passage.features[0]}/{passage.work}/{field}", english)


def of_locator(citation: Citation) -> Prose:
    """Give where in a work something stands, if that is told in words: "p. 3" and the like are terms of citations."""
    return Prose("citations", "locator", citation.locator if _WORDS.search(citation.locator) else "")


def prose_of(atlas: Atlas) -> Iterator[Prose]:
    """
    List all prose of an atlas.

    Parameters
    ----------
    atlas
        An opened atlas.

    Yields
    ------
    prose
        Each once, file by file; none is empty.
    """
    seen: set[Prose] = set()
    for each in _all_prose(atlas):
        if each.english and each not in seen:
            seen.add(each)
            yield each


def _all_prose(atlas: Atlas) -> Iterator[Prose]:
    for feature in atlas.feature_list:
        yield of_feature(feature, "description")
        yield of_feature(feature, "note")
    for land in atlas.readings.values():
        yield from map(of_arc, land.arcs.values())
        for rows in land.holdings.values():
            yield from map(of_holding, rows)
    for passage in atlas.passages:
        yield of_passage(passage, "words")
        yield of_passage(passage, "speaker")
    yield from map(of_locator, _all_citations(atlas))


def _all_citations(atlas: Atlas) -> Iterator[Citation]:
    for feature in atlas.feature_list:
        yield from feature.citations
    for land in atlas.readings.values():
        yield from chain.from_iterable(arc.citations for arc in land.arcs.values())
        yield from chain.from_iterable(row.citations for rows in land.holdings.values() for row in rows)
    for step in atlas.story.steps if atlas.story else ():
        yield from step.citations
    for passage in atlas.passages:
        yield passage.citation
    for reading in atlas.config.readings:
        yield from map(parse_citation, reading.sources)


class Reader(Table, frozen=True, kw_only=True):
    """Somebody who has read the texts of a language: a native speaker, by name, and of what, and when."""

    name: Line
    read: Line
    day: Day


class _Readers(Table, frozen=True, kw_only=True):
    state: TranslationState = "draft"
    readers: tuple[Reader, ...] = ()

    def __post_init__(self) -> None:
        if self.state == "native" and not self.readers:
            raise wrong("names no reader", "Name who has read it, what and when")


class Translations:
    """
    The translated prose of an atlas, each language read when it is first asked for.

    Parameters
    ----------
    folder
        The atlas's folder; ``texts/<language>/<file>.po`` in it, and ``texts/readers.toml``.
    files
        Stems of the files that have prose.
    """

    def __init__(self, folder: Path, files: Iterable[str]) -> None:
        self._folder, self._files = folder, tuple(files)
        self._texts: dict[str, Mapping[Prose, str]] = {}

    def text(self, prose: Prose, lang: str) -> Text:
        """
        Give a text in a language.

        Parameters
        ----------
        prose
            The English text and where it stands.
        lang
            Code of a language.

        Returns
        -------
        text
            The English one where there is no translation of just that.

        Raises
        ------
        AtlasError
            If a file of the language cannot be read.
        """
        if lang == "en" or not prose.english:
            return Text(prose.english, "en")
        if lang not in self._texts:
            self._texts[lang] = {each: text for each, text, is_fuzzy in self.messages(lang) if text and not is_fuzzy}
        found = self._texts[lang].get(prose)
        return Text(found, lang) if found else Text(prose.english, "en")

    def messages(self, lang: str) -> Iterator[tuple[Prose, str, bool]]:
        """Yield the messages of a language: the English, the translation, and whether it is marked fuzzy."""
        for file in self._files:
            for message in read_catalog(self._folder, lang, file):
                yield Prose(file, message.context or "", str(message.id)), str(message.string), message.fuzzy

    def state(self, lang: str) -> TranslationState | None:
        """Tell how far the texts of a language have been read; ``None`` of English, which is no translation."""
        return None if lang == "en" else self._readers.get(lang, _Readers()).state

    @cached_property
    def _readers(self) -> dict[str, _Readers]:
        if not exists(self._folder, READERS):
            return {}
        found = {}
        for lang, table in read_toml(self._folder, READERS).items():
            readers = check(table, _Readers, days_of())
            if isinstance(readers, list):
                problem = field_problem(f"{READERS}#{lang}", readers[0])
                raise AtlasError(problem.where, problem.what, problem.hint)
            found[lang] = readers
        return found


def catalog_path(lang: str, file: str) -> str:
    """Give the path of a file of translations, inside the folder of the atlas."""
    return f"{FOLDER}/{lang}/{file}.po"


def read_catalog(folder: Path, lang: str, file: str) -> list[Message]:
    """Read the messages of a PO file; none if there is no such file."""
    name = catalog_path(lang, file)
    if not exists(folder, name):
        return []
    # Imported late: it brings what reads mail, and a page in the atlas's own language has no translations.
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    try:
        catalog = read_po(io.StringIO(read_text(folder, name, _LARGEST_MB)), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise AtlasError(name, f"not a PO file: {shown(str(error))}", "Mend it there") from None
    return [each for each in catalog if each.id]


def translations_of(atlas: Atlas) -> Translations:
    """Give the translations of an atlas."""
    return Translations(atlas.folder, [*(layer.id for layer in atlas.config.layers), *_FILES])


def check_translations(atlas: Atlas) -> Iterator[Problem]:
    """
    Hold the files of each language to the prose of an atlas.

    Parameters
    ----------
    atlas
        An opened atlas.

    Yields
    ------
    problem
        What is not translated, what is a translation of nothing, and what was made from another English; of a language
        that has files at all.
    """
    wanted = list(prose_of(atlas))
    known = {(each.file, each.context) for each in wanted}
    translations = translations_of(atlas)
    for lang in atlas.config.languages:
        if lang == "en" or not exists(atlas.folder, f"{FOLDER}/{lang}"):
            continue
        try:
            translations.state(lang)
            found = list(translations.messages(lang))
        except AtlasError as error:
            yield error.problem
            continue
        done = {prose for prose, text, is_fuzzy in found if text and not is_fuzzy}
        given = {(prose.file, prose.context) for prose, text, _ in found if text}
        update = f"Run baltic-map translate {lang}, then translate it"
        for prose in wanted:
            if prose not in done:
                is_stale = (prose.file, prose.context) in given
                what = "the English has changed since it was translated" if is_stale else "it is not translated"
                yield Problem(f"{catalog_path(lang, prose.file)}#{prose.context}", what, update)
        for prose, _, _ in found:
            if (prose.file, prose.context) not in known:
                where = f"{catalog_path(lang, prose.file)}#{prose.context}"
                yield Problem(where, "the atlas has no such text", f"Run baltic-map translate {lang}")


def write_catalogs(atlas: Atlas, lang: str, given: Mapping[Prose, str] | None = None) -> dict[str, int]:
    """
    Write the PO files of a language anew, in the order of the data.

    Parameters
    ----------
    atlas
        An opened atlas.
    lang
        Code of a language.
    given
        Translations to put in.

    Returns
    -------
    counts
        How many texts are ``translated``, ``stale`` (their English has changed: marked fuzzy, with the old English
        beside the new one) and ``missing``. What is a translation of nothing goes.

    Raises
    ------
    UnknownNameError
        If there is no such language, or it is English, in which the prose is.
    AtlasError
        If a file cannot be read or written.
    """
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - as above
    from babel.messages.pofile import write_po  # noqa: PLC0415

    _check_language(lang)
    wanted = list(prose_of(atlas))
    old: dict[Prose, tuple[str, bool]] = {}
    for prose, text, is_fuzzy in translations_of(atlas).messages(lang):
        if text:
            old[prose] = text, is_fuzzy
    old |= {prose: (text, False) for prose, text in (given or {}).items()}
    by_place = {(prose.file, prose.context): prose for prose in old}
    counts = {"translated": 0, "stale": 0, "missing": 0}
    for file in dict.fromkeys(each.file for each in wanted):
        catalog = Catalog(fuzzy=False)
        for prose in (each for each in wanted if each.file == file):
            text, is_fuzzy = old.get(prose, ("", False))
            before = by_place.get((prose.file, prose.context))
            state = "stale" if is_fuzzy else "translated" if text else "missing"
            previous: tuple[str, ...] = ()
            if not text and before:
                state, text, previous = "stale", old[before][0], (before.english,)
            counts[state] += 1
            flags = ("fuzzy",) if state == "stale" else ()
            catalog.add(prose.english, text, flags=flags, previous_id=previous, context=prose.context)
        written = io.BytesIO()
        write_po(written, catalog, width=_WIDTH, omit_header=True, include_previous=True)
        path = atlas.folder / catalog_path(lang, file)
        write_atomically(path, _HEADER.format(lang).encode() + written.getvalue())
    return counts


def _check_language(lang: str) -> None:
    try:
        Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        raise UnknownNameError("language", f"{shown(lang)} is none", "Write a code such as es or sr-Latn") from None
    if lang == "en":
        raise UnknownNameError("language en", "the prose of an atlas is English", "Name another language")
