"""The bibliography: CSL-JSON in, citations as text, BibTeX, RIS or CSL-JSON out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, Struct

from baltic_map.checking import check_all
from baltic_map.citations import bibtex_entry, citation_parts, reference, ris_entry, short_text, without_nulls
from baltic_map.contract import WorkClass
from baltic_map.errors import AtlasError, Problem, Problems, UnknownNameError
from baltic_map.fields import Text, field_problem, near_misses
from baltic_map.models import Table, wrong
from baltic_map.quoting import is_name, shown
from baltic_map.reading import exists, read_json

__all__ = ["Bibliography", "Citation", "parse_citation", "read_bibliography"]


_FILE = "sources.json"
_AS_CSL = "Write it as CSL-JSON has it"


class Citation(Struct, frozen=True):
    """
    A work and the place in it that is meant.

    Parameters
    ----------
    source
        Id of a work of the bibliography.
    locator
        Page, document, note or section; empty if the work as a whole is meant.
    """

    source: str
    locator: str = ""

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else self.source


@lru_cache(10_000)
def parse_citation(text: str) -> Citation:
    """
    Read ``"id"`` or ``"id, locator"``; the locator is all that follows the first comma.

    Parameters
    ----------
    text
        The citation as it stands in a layer.

    Returns
    -------
    citation
        Id and locator, without surrounding blanks.
    """
    source, _, locator = text.partition(",")
    return Citation(source.strip(), locator.strip())


def _is_whole(part: float | str) -> float | str:
    """Take a number for a part of a date, or its digits, as CSL-JSON does."""
    if not part.strip().lstrip("+-").isdecimal() if isinstance(part, str) else part % 1:
        raise wrong(f"is {shown(part)}, not a whole number", _AS_CSL)
    return part


_Part = Annotated[int | float | str, _is_whole]
# Volumes and pages too are texts or numbers.
_Text = str | int | float | None


class _Csl(Table, frozen=True, kw_only=True, forbid_unknown_fields=False, rename="kebab"):
    """A table of CSL-JSON, with what the package reads of it."""


class _Name(_Csl, frozen=True, kw_only=True):
    family: str | None = None
    given: str | None = None
    literal: str | None = None
    suffix: str | None = None
    dropping_particle: str | None = None
    non_dropping_particle: str | None = None


class _Date(_Csl, frozen=True, kw_only=True):
    date_parts: list[list[_Part]] | None = None
    raw: str | None = None
    literal: str | None = None


class _Custom(_Csl, frozen=True, kw_only=True, rename={"work_class": "class"}):
    """What CSL has no field for: what the work is, the work it was seen in, and those that it follows."""

    work_class: WorkClass | None = None
    via: Text | None = None
    quotes: list[Text] | None = None


class _Work(_Csl, frozen=True, kw_only=True):
    """What the package reads of a CSL-JSON item; all but id and title may be null. The rest is handed on as it is."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9.-]*\Z", description="of lower-case letters, digits and hyphens")]
    title: Text
    type: str | None = None
    author: list[_Name] | None = None
    editor: list[_Name] | None = None
    translator: list[_Name] | None = None
    issued: _Date | None = None
    accessed: _Date | None = None
    container_title: str | None = None
    collection_title: str | None = None
    genre: str | None = None
    volume: _Text = None
    issue: _Text = None
    number: _Text = None
    edition: _Text = None
    publisher: str | None = None
    publisher_place: str | None = None
    page: _Text = None
    number_of_pages: _Text = None
    language: str | None = None
    archive: str | None = None
    note: str | None = None
    ISBN: str | None = None
    DOI: str | None = None
    URL: str | None = None
    custom: _Custom | None = None


class Bibliography(Mapping[str, Mapping[str, Any]]):
    """
    The works an atlas cites, by id.

    Parameters
    ----------
    works
        CSL-JSON items; every item has an ``id`` and a ``title``.

    Raises
    ------
    UnknownNameError
        By what writes a work, if it is not in the bibliography.

    References
    ----------
    Citation Style Language, CSL-JSON schema 1.0.2.
    """

    def __init__(self, works: Iterable[Mapping[str, Any]] = ()) -> None:
        self._works: dict[str, Mapping[str, Any]] = {str(work["id"]): without_nulls(work) for work in works}

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        try:
            return self._works[key]
        except KeyError:
            raise UnknownNameError(
                f"source {key}", "it is not in the bibliography", "Add it to sources.json or mend the id"
            ) from None

    def __contains__(self, key: object) -> bool:
        return key in self._works

    def __iter__(self) -> Any:
        return iter(self._works)

    def __len__(self) -> int:
        return len(self._works)

    def _custom(self, key: str) -> Mapping[str, Any]:
        return self._works.get(key, {}).get("custom") or {}

    def work_class(self, key: str) -> WorkClass | None:
        """Tell what a work is; ``None`` if it is not said."""
        kind: WorkClass | None = self._custom(key).get("class")
        return kind

    def via(self, key: str) -> str | None:
        """Give the work in which a work was seen; ``None`` if it was seen itself."""
        via: str | None = self._custom(key).get("via")
        return via

    def seen_in(self, key: str) -> tuple[str, ...]:
        """List the work in which a work was seen, the one in which that was seen, and so on."""
        chain: dict[str, None] = {}
        via = self.via(key)
        while via and via not in chain:
            chain[via] = None
            via = self.via(via)
        return tuple(chain)

    def behind(self, key: str) -> frozenset[str]:
        """List a work and all that it was seen in or follows, and what those were seen in or follow."""
        found: set[str] = set()
        rest = [key]
        while rest:
            each = rest.pop()
            if each not in found:
                found.add(each)
                rest += [*self._custom(each).get("quotes", ()), *filter(None, [self.via(each)])]
        return frozenset(found)

    def text(self, citation: Citation | str, lang: str = "en") -> str:
        """
        Write a citation as one line of plain text, ready to copy.

        Parameters
        ----------
        citation
            A citation, or its written form.
        lang
            Language of the words around the work ("vol.", "trans. by"); names and titles stay as they are.

        Returns
        -------
        text
            Names, title, container, place: publisher, day, locator. Address: what the work has of these.
        """
        return "".join(self.parts(parse_citation(citation) if isinstance(citation, str) else citation, lang))

    def parts(self, citation: Citation, lang: str = "en") -> tuple[str, str, str]:
        """Give what `text` joins: the work, the locator, the address."""
        return citation_parts(self[citation.source], citation.locator, lang)

    def short(self, key: str, lang: str = "en") -> str:
        """Name a work briefly, on one line: who, what (cut at a word if it is long), when."""
        return short_text(self[key], lang)

    def bibtex(self, key: str) -> str:
        """Write a work as a BibTeX entry: several lines, without a final newline."""
        return bibtex_entry(key, self[key])

    def ris(self, key: str) -> str:
        """Write a work as a record of RIS: several lines, without a final newline."""
        return ris_entry(key, self[key])

    def reference(self, key: str) -> str:
        """Write one work in few bytes, for a page that gives it out as RIS and as BibTeX."""
        return reference(key, self[key])

    def csl(self, key: str) -> str:
        """Write a work as CSL-JSON: one object, indented by two."""
        return json.dumps(self[key], ensure_ascii=False, indent=2)


def read_bibliography(folder: Path) -> tuple[Bibliography, list[Problem]]:
    """
    Read ``sources.json``, if there is one, gathering every problem.

    Parameters
    ----------
    folder
        The atlas's folder.

    Returns
    -------
    bibliography
        The works without a problem, by id.
    problems
        What is wrong with the file or with other works.
    """
    if not exists(folder, _FILE):
        return Bibliography(), []
    try:
        works = read_json(folder, _FILE)
    except AtlasError as error:
        return Bibliography(), [error.problem]
    if not isinstance(works, list):
        return Bibliography(), [Problem(_FILE, "not a list of works", "Write a JSON array of CSL-JSON items")]
    sound: dict[str, Mapping[str, Any]] = {}
    problems = Problems()
    checked = check_all(works, _Work, _AS_CSL)
    for number, (work, found) in enumerate(zip(works, checked, strict=True), start=1):
        key = work.get("id") if isinstance(work, dict) else None
        where = f"{_FILE}#{key}" if is_name(key) else f"{_FILE}, item {number}"
        if isinstance(found, list):
            problems += (field_problem(where, each) for each in found)
            continue
        if key in sound:
            problems.append(Problem(where, "the id stands twice", "Give each work an id of its own"))
        sound[str(key)] = work
    bibliography = Bibliography(sound.values())
    for key, work in bibliography.items():
        problems += _check_custom(key, work.get("custom", {}), bibliography)
    return bibliography, problems


def _check_custom(key: str, custom: Mapping[str, Any], bibliography: Bibliography) -> Iterator[Problem]:
    where = f"{_FILE}#{key}"
    yield from near_misses(custom, ("class", "via", "quotes"), where)
    named = [("via", each) for each in [custom.get("via")] if each] + [("quotes", x) for x in custom.get("quotes", ())]
    for name, other in named:
        if other == key:
            yield Problem(where, f"custom.{name} names the work itself", "Name another work, or take it out")
        elif other not in bibliography:
            what = f"custom.{name} names {shown(other)}, which sources.json has not"
            yield Problem(where, what, "Add the work or mend the id")
        elif name == "via" and key in bibliography.seen_in(key):
            yield Problem(where, "custom.via leads round in a circle", "Name the work that was seen")
