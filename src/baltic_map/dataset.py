"""An atlas as a data set: what its metadata say in every form, from ``[publication]`` and the atlas itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from msgspec import Struct

from baltic_map.atlas import Atlas
from baltic_map.config import Extent
from baltic_map.errors import AtlasError, Problem
from baltic_map.export.iso_days import iso
from baltic_map.licenses import whole_license
from baltic_map.publication import NOT_STATED, Creator

__all__ = ["DataFile", "Dataset", "describe", "without_empty"]

_WHOLE, _HALF = 360, 180

# What archives ask first, and what is told where it is not said.
_ASKED = {
    "version": ("has no version", 'Write version = "1.0.0"'),
    "creators": ("names no creators", 'Write creators = ["The authors"], or tables with family, given and orcid'),
    "description": ("has no description", 'Write description = "…", a few sentences'),
    "keywords": ("has no keywords", 'Write keywords = ["…"]'),
    "license": (
        "states no licence",
        'Write license = "…", an SPDX id such as CC-BY-4.0, if you have the right to grant it',
    ),
}


class Dataset(Struct, frozen=True):
    """
    What the metadata of an atlas say.

    Parameters
    ----------
    id, language, languages
        Of the atlas; its texts are in the first language, in part in the others.
    titles, subtitles
        By language code; English under ``en``.
    description, version, doi, publisher
        Empty where they are not said.
    date
        Day of publication, ISO; empty if it is not known.
    creators, keywords, places
        In their order.
    license
        SPDX expression for the whole: each part is under one of these.
    box
        West, south, east, north in degrees, EPSG:4326, within 180 degrees of Greenwich; west may be more than east.
    first, last
        First and last day, both included, ISO 8601 (Gregorian).
    missing
        What archives ask and nobody has said.
    """

    id: str
    language: str
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    subtitles: Mapping[str, str]
    description: str
    version: str
    date: str
    doi: str
    publisher: str
    creators: tuple[Creator, ...]
    keywords: tuple[str, ...]
    places: tuple[str, ...]
    license: str
    box: tuple[float, float, float, float]
    first: str
    last: str
    missing: tuple[Problem, ...]

    @property
    def title(self) -> str:
        """Title and subtitle in English."""
        return self.title_in("en")

    def title_in(self, lang: str) -> str:
        """Give title and subtitle in a language that the title has."""
        return ": ".join(filter(None, (self.titles[lang], self.subtitles.get(lang, ""))))

    @property
    def doi_address(self) -> str:
        """The DOI as an address; empty if there is none."""
        return self.doi and f"https://doi.org/{self.doi}"

    @property
    def authors(self) -> str:
        """The names of the creators, as one reads them."""
        return ", ".join(each.full_name for each in self.creators)


class DataFile(Struct, frozen=True, dict=True):
    """
    A file that is written, and what is said of it.

    Parameters
    ----------
    path
        Where it stands in what is written, with ``/``.
    data
        What stands in it.
    license
        SPDX expression; empty for the text of a licence.
    description
        What it is, in a line.
    media_type
        As IANA lists them.
    """

    path: str
    data: bytes
    license: str
    description: str
    media_type: str

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of its bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give metadata without what says nothing: no archive is told that something is empty."""
    return {key: each for key, each in data.items() if each not in ("", None, [], (), {})}


def describe(atlas: Atlas) -> Dataset:
    """
    Say what an atlas is, to archives.

    Parameters
    ----------
    atlas
        An opened atlas.

    Returns
    -------
    dataset
        Nothing in it is invented: what ``[publication]`` does not say is empty, and told in ``missing``. A date that it
        does not say is that of the environment variable SOURCE_DATE_EPOCH, if there is one.

    Raises
    ------
    AtlasError
        If SOURCE_DATE_EPOCH is no number of seconds.
    """
    config, stated = atlas.config, atlas.config.publication
    date = stated.date.isoformat() if stated.date else _epoch_day()
    return Dataset(
        config.id,
        config.language,
        config.languages,
        config.titles,
        {lang: text for lang, text in config.subtitles.items() if text},
        " ".join((stated.description or "").split()),
        stated.version or "",
        date,
        stated.doi or "",
        stated.publisher or "",
        stated.creators,
        stated.keywords,
        stated.places,
        whole_license(atlas),
        _box(config.extent),
        iso(atlas.axis.start),
        iso(atlas.axis.day(len(atlas.axis) - 1)),
        tuple(_missing(atlas, date)),
    )


def _missing(atlas: Atlas, date: str) -> Iterator[Problem]:
    for name, (what, hint) in _ASKED.items():
        if not getattr(atlas.config.publication, name):
            yield Problem("atlas.toml#publication", f"it {what}", hint)
    if not date:
        yield Problem("atlas.toml#publication", "it has no date", "Write date = YYYY-MM-DD, or set SOURCE_DATE_EPOCH")
    if NOT_STATED in whole_license(atlas) and atlas.config.publication.license:
        yield Problem(
            "atlas.toml#publication", "some files are under no licence that is stated", "Name them in licenses"
        )


def _epoch_day() -> str:
    """Give the day that whoever builds has set, so that the same is built twice (reproducible-builds.org)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat() if seconds else ""
    except (ValueError, OverflowError, OSError):
        what = f"{seconds!r} is no number of seconds since 1970"
        raise AtlasError("SOURCE_DATE_EPOCH", what, "Set it to such a number, or unset it") from None


def _box(extent: Extent) -> tuple[float, float, float, float]:
    west, south, east, north = extent.bounds
    if east - west >= _WHOLE:
        return -float(_HALF), south, float(_HALF), north
    west, east = ((lon + _HALF) % _WHOLE - _HALF if abs(lon) > _HALF else lon for lon in (west, east))
    return west, south, east, north
