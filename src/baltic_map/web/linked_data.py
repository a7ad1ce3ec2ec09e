"""What pages say of themselves to programs: JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from baltic_map.dataset import Dataset, without_empty
from baltic_map.licenses import ids_of, license_address

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["as_script", "dataset_data", "place_data", "record_data"]

_CONTEXT = "https://schema.org"
_DECIMALS = 5


def as_script(data: Mapping[str, Any]) -> str:
    """Write data as an element of a page; no browser runs it, and no text in it can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def dataset_data(dataset: Dataset, address: str | None, files: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """
    Describe an atlas as a data set.

    Parameters
    ----------
    dataset
        What is known of it.
    address
        Of its page, if that is known.
    files
        Paths beside that page of the files with its data, and their media types.

    Returns
    -------
    data
        A ``Dataset`` of schema.org.
    """
    west, south, east, north = dataset.box
    places = [{"@type": "Place", "name": each} for each in dataset.places]
    box = {"@type": "Place", "geo": {"@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"}}
    return without_empty(
        {
            "@context": _CONTEXT,
            "@type": "Dataset",
            "name": dataset.title,
            "description": dataset.description or dataset.title,
            "identifier": dataset.doi_address or dataset.id,
            "url": address,
            "version": dataset.version,
            "datePublished": dataset.date,
            "inLanguage": list(dataset.languages),
            "keywords": list(dataset.keywords),
            "creator": _creators(dataset),
            "license": _licenses(dataset.license),
            "temporalCoverage": f"{dataset.first}/{dataset.last}",
            "spatialCoverage": [*places, box],
            "isAccessibleForFree": True,
            "distribution": [
                {"@type": "DataDownload", "contentUrl": path, "encodingFormat": kind} for path, kind in files
            ],
        }
    )


def record_data(
    dataset: Dataset,
    key: str,
    about: Mapping[str, Any],
    *,
    lang: str,
    name: str,
    description: str,
    covers: str,
    citations: Iterable[str],
    license_: str,
    address: str | None,
) -> dict[str, Any]:
    """
    Describe what an atlas says of a thing.

    Parameters
    ----------
    dataset
        The atlas.
    key
        Id of the thing.
    about
        The thing: an ``Event``, a ``Place`` or another, in the words of schema.org.
    lang, name, description
        Language of the page, and texts in it.
    covers, citations
        When, ISO 8601, empty if nothing is said; the sources, as text.
    license_
        SPDX expression.
    address
        Of the page, if it is known.

    Returns
    -------
    data
        A ``CreativeWork`` of schema.org: the claim, which is another thing than what it is about.
    """
    where = about if about["@type"] == "Place" else about.get("location")
    return without_empty(
        {
            "@context": _CONTEXT,
            "@type": "CreativeWork",
            "identifier": key,
            "url": address,
            "name": name,
            "description": description,
            "inLanguage": lang,
            "version": dataset.version,
            "datePublished": dataset.date,
            "creator": _creators(dataset),
            "license": _licenses(license_),
            "temporalCoverage": covers,
            "spatialCoverage": where,
            "citation": list(citations),
            "about": about,
            "isPartOf": {"@type": "Dataset", "name": dataset.title, "identifier": dataset.doi or dataset.id},
        }
    )


def place_data(geometry: BaseGeometry | None, name: str, same: Iterable[str] = ()) -> dict[str, Any] | None:
    """
    Describe where a thing is.

    Parameters
    ----------
    geometry
        EPSG:4326; of lines and areas the box around them is told.
    name
        Of the place.
    same
        Addresses of the same place elsewhere.

    Returns
    -------
    place
        A ``Place`` of schema.org; ``None`` without a geometry.
    """
    if geometry is None:
        return None
    west, south, east, north = (round(float(each), _DECIMALS) for each in geometry.bounds)
    geo = (
        {"@type": "GeoCoordinates", "latitude": south, "longitude": west}
        if (west, south) == (east, north)
        else {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    )
    return without_empty({"@type": "Place", "name": name, "geo": geo, "sameAs": list(same)})


def _creators(dataset: Dataset) -> list[dict[str, Any]]:
    return [
        without_empty(
            {
                "@type": "Person" if each.is_person else "Organization",
                "name": each.full_name,
                "sameAs": each.orcid and f"https://orcid.org/{each.orcid}",
            }
        )
        for each in dataset.creators
    ]


def _licenses(expression: str) -> list[str]:
    return [license_address(key) or key for key in ids_of(expression)]
