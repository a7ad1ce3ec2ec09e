"""What an atlas says of itself as a publication: ``[publication]`` of ``atlas.toml``, from which all metadata come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import Annotated, Any

from msgspec import field

from baltic_map.models import Table, wrong
from baltic_map.quoting import shown

__all__ = ["NOT_STATED", "Creator", "License", "Publication", "read_date"]

NOT_STATED = "LicenseRef-not-stated"
"""SPDX: nobody has said under which licence a thing is."""

# The form of an expression; whether its ids are known is asked by `baltic_map.licenses.check_licenses`.
_EXPRESSION = re.compile(r"\(*[A-Za-z0-9.+-]+\)*(?: (?:AND|OR|WITH) \(*[A-Za-z0-9.+-]+\)*)*")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def _is_a_license(text: str) -> str:
    if not _EXPRESSION.fullmatch(text):
        hint = 'Write ids of spdx.org/licenses, such as "CC-BY-4.0" or "CC-BY-4.0 AND LGPL-3.0-or-later"'
        raise wrong(f"is {shown(text)}, not an SPDX licence expression", hint)
    return text


def read_date(value: Any) -> date:
    """Read a day of publication as it stands in ``atlas.toml``."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise wrong(f"is {shown(value)}, not a day", "Write it as YYYY-MM-DD") from None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise wrong(f"is {shown(value)}, not a day", "Write it as YYYY-MM-DD")
    return value


def _is_an_orcid(text: str) -> str:
    """Hold an ORCID to its check digit (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in text.replace("-", "")[:15] if _ORCID.fullmatch(text) else "":
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if not _ORCID.fullmatch(text) or text[-1] != ("X" if check == 10 else str(check)):  # noqa: PLR2004
        raise wrong(f"is {shown(text)}, not an ORCID", "Write its sixteen digits, such as 0000-0002-1825-0097")
    return text


def _is_a_doi(text: str) -> str:
    if not _DOI.fullmatch(text):
        raise wrong(f"is {shown(text)}, not a DOI", "Write it from 10. on, without an address before it")
    return text


def _is_a_text(text: str) -> str:
    if not text.strip():
        raise wrong("is empty", "Write a text, or take it out")
    return text


Text = Annotated[str, _is_a_text]
License = Annotated[str, _is_a_license]
"""An SPDX licence expression."""
PublicationDay = date


class Creator(Table, frozen=True, kw_only=True):
    """
    Who made an atlas.

    Parameters
    ----------
    name
        Of a group or institution; of a person, if the parts of the name are not told apart.
    family, given
        The parts of a person's name.
    orcid
        A person's ORCID, its sixteen digits.
    """

    name: Text | None = None
    family: Text | None = None
    given: Text | None = None
    orcid: Annotated[str, _is_an_orcid] | None = None

    def __post_init__(self) -> None:
        if (self.name is None) == (self.family is None) or (self.given and not self.family):
            raise wrong(
                "has no name, or two", 'Write name = "…" of a group, or family = "…" and given = "…" of a person'
            )

    @property
    def is_person(self) -> bool:
        """Whether it is a person whose name is told in parts, or who has an ORCID."""
        return self.family is not None or self.orcid is not None

    @property
    def full_name(self) -> str:
        """The name in the order in which it is spoken."""
        return self.name or " ".join(filter(None, (self.given, self.family)))

    @property
    def sorted_name(self) -> str:
        """The name in the order of catalogues: family, given."""
        return self.name or ", ".join(filter(None, (self.family, self.given)))


class Publication(Table, frozen=True, kw_only=True):
    """
    What archives ask of a data set. Nothing has a default: what is not said is told as not said.

    Parameters
    ----------
    version
        Of the data.
    date
        The day on which this version was published.
    creators
        Who made it: texts are names of groups.
    description
        What it is, in a few sentences.
    keywords, places
        What it is about, and the places it covers, in words.
    license
        SPDX expression for all that is under no other.
    licenses
        SPDX expressions of files, by path inside the folder of the atlas, and of features, by path and id
        (``lines.geojson#front-*``); ``*`` stands for any letters. The first that fits counts.
    doi
        If an archive has given one.
    publisher
        The archive or house that publishes it, if there is one.
    """

    version: Text | None = None
    date: PublicationDay | None = None
    creators: tuple[Creator, ...] = ()
    description: Text | None = None
    keywords: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    license: License | None = None
    licenses: dict[Text, License] = field(default_factory=dict)
    doi: Annotated[str, _is_a_doi] | None = None
    publisher: Text | None = None

    @classmethod
    def prepared(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Take texts for names of groups."""
        given = data.get("creators")
        if not isinstance(given, list):
            return data
        return {**data, "creators": [{"name": each} if isinstance(each, str) else each for each in given]}

    def license_of(self, path: str, key: str = "") -> str:
        """Give the licence of a file of the atlas, or of the feature of an id in it; `NOT_STATED` if none is said."""
        asked = [f"{path}#{key}", path] if key else [path]
        found = (own for name in asked for pattern, own in self.licenses.items() if fnmatchcase(name, pattern))
        return next(found, self.license or NOT_STATED)
