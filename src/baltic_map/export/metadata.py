"""What archives read of a data set: Data Package, RO-Crate, DataCite, CITATION.cff and checksums."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from baltic_map.dataset import DataFile, Dataset, without_empty
from baltic_map.licenses import ids_of, license_address, license_name

__all__ = ["checksums", "citation_file", "data_package", "datacite", "ro_crate"]

_SPDX = "https://spdx.org/licenses/"
_ORCID = "https://orcid.org/"

# DataCite's word for what is to be announced: the archive fills it in.
_TO_BE_ANNOUNCED = "(:tba)"
_NO_DOI = "No DOI had been given when this was written: the archive gives it."

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9]\d{0,17})")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")

_FIELDS = {
    "id": "Id, unique in the atlas and never used again",
    "layer": "Id of the layer",
    "kind": "Id of the kind of thing",
    "name": "Name in English, or that of the time",
    "start_date": "First day on which it was so: a day, or EDTF",
    "end_date": "Day on which it no longer was: a day, or EDTF; empty if it was still so when the atlas ends",
    "start": "First day of the atlas on which it may have been so",
    "end": "First day on which it may no longer have been so",
    "certain_start": "First day on which it certainly was so; empty if there is none",
    "certain_end": "First day on which it no longer certainly was so",
    "certainty": "How sure the fact is: certain, less-certain or uncertain",
    "position": "How well its place is known: exact, approximate, schematic or none",
    "precision_km": "How far the true place may lie from the drawn one, kilometres",
    "sources": "Citations: ids of works, with the place in them",
    "note": "Contradictions and doubts",
    "license": "SPDX licence expression",
    "geometry": "Place: WKT, EPSG:4326, longitude before latitude",
    "territory": "Id of the territory",
    "state": "Under whose administration it stood as part of that state",
    "controller": "Whose armed power decided on the ground",
    "recognised": "Whose it remained for those that did not recognise the change",
    "status": "Id of the status",
    "words": "Words of the source, letter for letter",
    "right": "Why the words may be quoted",
    "address": "Page on which the words are read",
    "stance": "Whether the words support or contradict the atlas, or claim it for a side",
    "replaced_by": "Id of the feature that tells the fact now",
}


def _written(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


# ---------------------------------------------------------------- Data Package


def data_package(dataset: Dataset, files: Iterable[DataFile]) -> bytes:
    """
    Write ``datapackage.json``.

    Parameters
    ----------
    dataset, files
        What it is, and the files with data in them.

    Returns
    -------
    json
        UTF-8. Tables have a schema with the type of each of their columns.

    References
    ----------
    Data Package 2.0, https://datapackage.org/: what it asks beyond version 1 is there too, and nothing that breaks it.
    """
    west, south, east, north = dataset.box
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": _slug(dataset.id),
        "id": dataset.doi_address,
        "title": dataset.title,
        "description": dataset.description,
        "version": dataset.version,
        "created": dataset.date and f"{dataset.date}T00:00:00Z",
        "keywords": list(dataset.keywords),
        "licenses": _licenses(dataset.license),
        "contributors": [
            _contributor(each.full_name, given=each.given, family=each.family) for each in dataset.creators
        ],
        "spatial": {"bbox": [west, south, east, north], "places": list(dataset.places)},
        "temporal": {"start": dataset.first, "end": dataset.last},
        "resources": [_resource(each) for each in files],
    }
    return _written(without_empty(package))


def _contributor(title: str, *, given: str | None, family: str | None) -> dict[str, Any]:
    return without_empty(
        {"title": title, "givenName": given, "familyName": family, "roles": ["author"], "role": "author"}
    )


def _licenses(expression: str) -> list[dict[str, str]]:
    return [{"name": key, "title": license_name(key), "path": _license_place(key)} for key in ids_of(expression)]


def _license_place(key: str) -> str:
    """Give where a licence can be read: its address, or the file that has its text."""
    return license_address(key) or f"LICENSES/{key}.txt"


def _resource(file: DataFile) -> dict[str, Any]:
    suffix = file.path.rpartition(".")[2].lower()
    is_table = suffix == "csv"
    resource: dict[str, Any] = {
        "name": _slug(file.path),
        "path": file.path,
        "description": file.description,
        "format": suffix,
        "mediatype": file.media_type,
        "encoding": "utf-8" if _is_text(file) else "",
        "bytes": len(file.data),
        "hash": f"sha256:{file.sha256}",
        "licenses": _licenses(file.license),
        "licenseExpression": file.license,
    }
    if is_table:
        resource |= {"type": "table", "profile": "tabular-data-resource", "schema": _schema(file)}
    return without_empty(resource)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower())


def _is_text(file: DataFile) -> bool:
    return file.media_type.startswith("text/") or file.media_type.endswith(("json", "xml", "toml"))


def _schema(file: DataFile) -> dict[str, Any]:
    """Tell the columns of a table, and of which type all of their cells are."""
    longest = csv.field_size_limit(len(file.data) + 1)
    try:
        header, *rows = csv.reader(io.StringIO(file.data.decode(), newline=""))
    finally:
        csv.field_size_limit(longest)
    columns = list(zip(*rows, strict=True)) or [()] * len(header)
    return {
        "fields": [
            without_empty({"name": name, "type": _type(cells), "description": _FIELDS.get(name.strip())})
            for name, cells in zip(header, columns, strict=True)
        ],
        "missingValues": [""],
    }


def _type(cells: Sequence[str]) -> str:
    told = {each for each in cells if each}
    if told and told <= {"true", "false"}:
        return "boolean"
    if told and all(map(_WHOLE_NUMBER.fullmatch, told)):
        return "integer"
    return "number" if told and all(map(_NUMBER.fullmatch, told)) else "string"


# ---------------------------------------------------------------- RO-Crate


def ro_crate(dataset: Dataset, files: Sequence[DataFile]) -> bytes:
    """
    Write ``ro-crate-metadata.json``.

    Parameters
    ----------
    dataset, files
        What it is, and all files beside this one.

    Returns
    -------
    json
        UTF-8. Each file has its licences, its authors and a description.

    References
    ----------
    RO-Crate Metadata Specification 1.1, https://w3id.org/ro/crate/1.1.
    """
    authors = list(_crate_authors(dataset))
    by = [{"@id": each["@id"]} for each in authors]
    west, south, east, north = dataset.box
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    graph: list[Mapping[str, Any]] = [
        descriptor,
        {**_crate_root(dataset), "author": by, "hasPart": [{"@id": each.path} for each in files]},
        *authors,
        {"@id": "#coverage", "@type": "Place", "name": ", ".join(dataset.places), "geo": {"@id": "#box"}},
        {"@id": "#box", "@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"},
        *_license_entities([dataset.license, *(each.license for each in files)]),
        *({**_crate_file(each), "author": by} for each in files),
    ]
    return _written({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": list(map(without_empty, graph))})


def _crate_root(dataset: Dataset) -> dict[str, Any]:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": dataset.title,
        "description": dataset.description or dataset.title,
        "datePublished": dataset.date,
        "identifier": dataset.doi_address,
        "version": dataset.version,
        "publisher": dataset.publisher,
        "keywords": list(dataset.keywords),
        "inLanguage": list(dataset.languages),
        "license": _crate_licenses(dataset.license),
        "temporalCoverage": f"{dataset.first}/{dataset.last}",
        "spatialCoverage": {"@id": "#coverage"},
    }


def _crate_file(file: DataFile) -> dict[str, Any]:
    return {
        "@id": file.path,
        "@type": "File",
        "name": file.path.rpartition("/")[2],
        "description": file.description,
        "encodingFormat": file.media_type,
        "contentSize": str(len(file.data) or ""),
        "license": _crate_licenses(file.license),
    }


def _crate_authors(dataset: Dataset) -> Iterator[dict[str, Any]]:
    for number, each in enumerate(dataset.creators, start=1):
        yield {
            "@id": f"{_ORCID}{each.orcid}" if each.orcid else f"#author-{number}",
            "@type": "Person" if each.is_person else "Organization",
            "name": each.full_name,
            "givenName": each.given,
            "familyName": each.family,
        }


def _crate_licenses(expression: str) -> list[dict[str, str]]:
    return [{"@id": _license_place(key)} for key in ids_of(expression)]


def _license_entities(expressions: Iterable[str]) -> Iterator[dict[str, Any]]:
    for key in dict.fromkeys(key for each in expressions for key in ids_of(each)):
        if license_address(key):
            told = f"Licence {key} of the SPDX list"
            yield {
                "@id": _license_place(key),
                "@type": "CreativeWork",
                "name": key,
                "identifier": key,
                "description": told,
            }


# ---------------------------------------------------------------- DataCite


def datacite(dataset: Dataset, files: Iterable[DataFile]) -> bytes:
    """
    Write ``datacite.json``.

    Parameters
    ----------
    dataset, files
        What it is, and what it consists of.

    Returns
    -------
    json
        UTF-8, as an archive registers it. There is no DOI in it but one that the atlas has: the archive gives one.

    References
    ----------
    DataCite Metadata Schema 4.5, as JSON.
    """
    described = [("Abstract", dataset.description), ("TechnicalInfo", "" if dataset.doi else _NO_DOI)]
    covers = {
        "date": f"{dataset.first}/{dataset.last}",
        "dateType": "Other",
        "dateInformation": "Days the atlas covers",
    }
    data = {
        "doi": dataset.doi,
        "creators": [_datacite_creator(each.sorted_name, each) for each in dataset.creators],
        "titles": list(_datacite_titles(dataset)),
        "publisher": {"name": dataset.publisher or _TO_BE_ANNOUNCED},
        "publicationYear": dataset.date[:4],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Historical atlas"},
        "subjects": [{"subject": each, "lang": "en"} for each in dataset.keywords],
        "dates": [
            *([{"date": dataset.date, "dateType": "Issued"}] if dataset.date else []),
            covers,
        ],
        "language": dataset.language,
        "alternateIdentifiers": [{"alternateIdentifier": dataset.id, "alternateIdentifierType": "Id of the atlas"}],
        "sizes": [f"{sum(len(each.data) for each in files)} bytes"],
        "formats": sorted({each.media_type for each in files}),
        "version": dataset.version,
        "rightsList": [_rights(key) for key in ids_of(dataset.license)],
        "descriptions": [
            {"description": text, "descriptionType": kind, "lang": "en"} for kind, text in described if text
        ],
        "geoLocations": [
            *({"geoLocationPlace": each} for each in dataset.places),
            {"geoLocationBox": _datacite_box(dataset)},
        ],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return _written(without_empty(data))


def _datacite_titles(dataset: Dataset) -> Iterator[dict[str, str]]:
    yield {"title": dataset.title, "lang": "en"}
    for lang in dataset.titles:
        if lang != "en":
            yield {"title": dataset.title_in(lang), "titleType": "TranslatedTitle", "lang": lang}


def _datacite_box(dataset: Dataset) -> dict[str, float]:
    names = ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude")
    return dict(zip(names, dataset.box, strict=True))


def _datacite_creator(name: str, creator: Any) -> dict[str, Any]:
    orcid = creator.orcid and {
        "nameIdentifier": f"{_ORCID}{creator.orcid}",
        "nameIdentifierScheme": "ORCID",
        "schemeUri": _ORCID,
    }
    return without_empty(
        {
            "name": name,
            "nameType": "Personal" if creator.is_person else "Organizational",
            "givenName": creator.given,
            "familyName": creator.family,
            "nameIdentifiers": [orcid] if orcid else [],
        }
    )


def _rights(key: str) -> dict[str, str]:
    address = license_address(key)
    if address is None:
        return {"rights": license_name(key), "rightsIdentifier": key, "lang": "en"}
    return {
        "rights": license_name(key),
        "rightsUri": address,
        "rightsIdentifier": key,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": _SPDX,
    }


# ---------------------------------------------------------------- CITATION.cff and checksums


def citation_file(dataset: Dataset) -> bytes:
    """
    Write ``CITATION.cff``.

    Parameters
    ----------
    dataset
        What it is.

    Returns
    -------
    yaml
        UTF-8. Several licences that each hold for a part are told in the message: in the format a list would mean that
        one may choose.

    References
    ----------
    Citation File Format 1.2.0.
    """
    ids = ids_of(dataset.license)
    parts = "" if len(ids) == 1 else f" Licence: {dataset.license}; that of each file stands in datapackage.json."
    rows: list[tuple[str, Any]] = [
        ("cff-version", "1.2.0"),
        (
            "message",
            f"If you use these data, please cite them, and the source that a feature names for the claim.{parts}",
        ),
        ("type", "dataset"),
        ("title", dataset.title),
        ("abstract", dataset.description),
        ("version", dataset.version),
        ("date-released", dataset.date),
        ("doi", dataset.doi),
        ("license", ids[0] if len(ids) == 1 and license_address(ids[0]) else ""),
    ]
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows if value)
    text += "authors:\n" + "".join(map(_cff_author, dataset.creators)) if dataset.creators else ""
    if dataset.keywords:
        text += "keywords:\n" + "".join(f"  - {json.dumps(each, ensure_ascii=False)}\n" for each in dataset.keywords)
    return text.encode()


def _cff_author(creator: Any) -> str:
    parts = [("name", creator.name), ("family-names", creator.family), ("given-names", creator.given)]
    parts += [("orcid", creator.orcid and f"{_ORCID}{creator.orcid}")]
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in parts if value]
    return "  - " + "\n    ".join(rows) + "\n"


def checksums(files: Iterable[DataFile]) -> bytes:
    """
    Write ``SHA256SUMS``, as ``sha256sum -c`` reads it.

    Parameters
    ----------
    files
        All other files.

    Returns
    -------
    text
        A line a file, in the order of their paths.
    """
    return "".join(f"{each.sha256}  {each.path}\n" for each in sorted(files, key=lambda each: each.path)).encode()
