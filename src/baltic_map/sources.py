"""The bibliography: CSL-JSON in, citations as text, BibTeX or CSL-JSON out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from baltic_map.errors import Fault, UnknownNameError

__all__ = ["Bibliography", "Citation", "parse_citation", "read_bibliography"]


@dataclass(frozen=True, slots=True)
class Citation:
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


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)


class _Name(_Part):
    family: str | None = None
    given: str | None = None
    literal: str | None = None


class _Issued(_Part):
    date_parts: list[list[int]] = Field(default_factory=list, alias="date-parts")
    raw: str | None = None
    literal: str | None = None


class _Work(_Part):
    """What the package itself reads of a CSL-JSON item; the rest is handed on as it is."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    title: Annotated[str, Field(min_length=1)]
    type: str = "document"
    author: list[_Name] = Field(default_factory=list)
    editor: list[_Name] = Field(default_factory=list)
    issued: _Issued = _Issued()
    container_title: str | None = Field(default=None, alias="container-title")
    publisher: str | None = None
    publisher_place: str | None = Field(default=None, alias="publisher-place")
    URL: str | None = None


class Bibliography(Mapping[str, Mapping[str, Any]]):
    """
    The works an atlas cites, by id.

    Parameters
    ----------
    works
        CSL-JSON items; every item has an ``id`` and a ``title``.

    References
    ----------
    Citation Style Language, CSL-JSON schema 1.0.2.
    """

    def __init__(self, works: Iterable[Mapping[str, Any]] = ()) -> None:
        self._works = {str(work["id"]): work for work in works}

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        try:
            return self._works[key]
        except KeyError:
            raise UnknownNameError(
                f"source {key}", "it is not in the bibliography", "Add it to sources.json or mend the id"
            ) from None

    def __iter__(self) -> Any:
        return iter(self._works)

    def __len__(self) -> int:
        return len(self._works)

    def text(self, citation: Citation | str) -> str:
        """
        Write a citation as one line of plain text, ready to copy.

        Parameters
        ----------
        citation
            A citation, or its written form.

        Returns
        -------
        text
            Author, title, container, place: publisher, year, locator, URL: what the work has of these.

        Raises
        ------
        UnknownNameError
            If the work is not in the bibliography.
        """
        if isinstance(citation, str):
            citation = parse_citation(citation)
        work = self[citation.source]
        imprint = ": ".join(str(work[key]) for key in ("publisher-place", "publisher") if work.get(key))
        volume = "vol. " + str(work["volume"]) if work.get("volume") else ""
        number = "no. " + str(work["issue"]) if work.get("issue") else ""
        parts = [
            _names(work.get("author") or work.get("editor") or ()),
            str(work["title"]),
            str(work.get("container-title", "")),
            volume,
            number,
            imprint,
            _issued(work),
            citation.locator,
        ]
        line = ", ".join(part for part in parts if part)
        return f"{line}. {work['URL']}" if work.get("URL") else f"{line}."

    def bibtex(self, key: str) -> str:
        """
        Write one work as a BibTeX entry.

        Parameters
        ----------
        key
            Id of the work.

        Returns
        -------
        entry
            Several lines, UTF-8, without a final newline.

        Raises
        ------
        UnknownNameError
            If the work is not in the bibliography.
        """
        work = self[key]
        kind = {"book": "book", "article-journal": "article", "chapter": "incollection", "thesis": "phdthesis"}
        fields = {
            "author": " and ".join(_name(name) for name in work.get("author", ())),
            "editor": " and ".join(_name(name) for name in work.get("editor", ())),
            "title": str(work["title"]),
            "journal" if work.get("type") == "article-journal" else "booktitle": str(work.get("container-title", "")),
            "volume": str(work.get("volume", "")),
            "number": str(work.get("issue", "")),
            "publisher": str(work.get("publisher", "")),
            "address": str(work.get("publisher-place", "")),
            "year": _issued(work)[:4],
            "pages": str(work.get("page", "")),
            "isbn": str(work.get("ISBN", "")),
            "url": str(work.get("URL", "")),
        }
        lines = [f"  {name} = {{{value.translate(_BIBTEX)}}}," for name, value in fields.items() if value]
        return "\n".join([f"@{kind.get(str(work.get('type')), 'misc')}{{{key},", *lines, "}"])

    def csl(self, key: str) -> str:
        """
        Write one work as CSL-JSON.

        Parameters
        ----------
        key
            Id of the work.

        Returns
        -------
        text
            One JSON object, indented by two.

        Raises
        ------
        UnknownNameError
            If the work is not in the bibliography.
        """
        return json.dumps(self[key], ensure_ascii=False, indent=2)


_BIBTEX = str.maketrans({"{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$"})


def _name(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        return str(name["literal"])
    return ", ".join(str(name[part]) for part in ("family", "given") if name.get(part))


def _names(names: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(_name(name) for name in names)


def _issued(work: Mapping[str, Any]) -> str:
    issued = work.get("issued") or {}
    parts = (issued.get("date-parts") or [[]])[0]
    if parts:
        return "-".join(str(part) if place == 0 else f"{int(part):02}" for place, part in enumerate(parts))
    return str(issued.get("raw") or issued.get("literal") or "")


def read_bibliography(path: Path) -> tuple[Bibliography, list[Fault]]:
    """
    Read a CSL-JSON file, gathering every fault.

    Parameters
    ----------
    path
        A JSON array of works.

    Returns
    -------
    bibliography
        The works without a fault, by id.
    faults
        What is wrong with the file or with other works.
    """
    try:
        works = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Bibliography(), [Fault(path.name, "the file is missing", "Write the bibliography as CSL-JSON")]
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return Bibliography(), [Fault(path.name, f"not JSON ({error})", "Mend the file where the message points")]
    if not isinstance(works, list):
        return Bibliography(), [Fault(path.name, "not a list of works", "Write a JSON array of CSL-JSON items")]
    sound: dict[str, Mapping[str, Any]] = {}
    faults: list[Fault] = []
    for number, work in enumerate(works, start=1):
        key = work.get("id") if isinstance(work, dict) else None
        where = f"{path.name}#{key}" if key else f"{path.name}, item {number}"
        try:
            _Work.model_validate(work)
        except ValidationError as error:
            for each in error.errors():
                field = ".".join(str(part) for part in each["loc"]) or "the item"
                faults.append(Fault(where, f"{field}: {each['msg'].lower()}", "Write it as CSL-JSON has it"))
            continue
        if key in sound:
            faults.append(Fault(where, "the id stands twice", "Give each work an id of its own"))
        sound[str(key)] = work
    return Bibliography(sound.values()), faults
