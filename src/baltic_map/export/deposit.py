"""What an archive takes: data in open formats, the files they come from, a page for each thing, metadata, checksums."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path, PurePosixPath

from baltic_map.atlas import Atlas
from baltic_map.builder import MapBuilder
from baltic_map.dataset import DataFile, Dataset, describe
from baltic_map.errors import AtlasError, MissingMetadataWarning
from baltic_map.export.metadata import checksums, citation_file, data_package, datacite, ro_crate
from baltic_map.export.request import Export, write_formats
from baltic_map.files import write_together
from baltic_map.licenses import (
    QUOTATION,
    REFERENCES,
    borders_license,
    feature_license,
    file_license,
    holdings_license,
    ids_of,
    joint,
    license_address,
    license_name,
    passage_license,
    territories_license,
    whole_license,
)
from baltic_map.reading import LARGEST_MB, read_regular
from baltic_map.scene import build_scene
from baltic_map.web.entry_pages import EntryPages

__all__ = ["check", "write"]

DATA, SOURCE, PAGES, LICENSES, ATLAS_PAGE = "data", "source", "features", "LICENSES", "atlas.html"

# Open formats that need no extra.
_FORMATS = ("gpkg", "geojson", "csv", "lpf")

_MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "css": "text/css",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "html": "text/html",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "md": "text/markdown",
    "po": "text/x-gettext-translation",
    "py": "text/x-python",
    "svg": "image/svg+xml",
    "toml": "application/toml",
    "txt": "text/plain",
    "woff2": "font/woff2",
}
# What the page of all days carries with it beside the atlas.
_PAGE_PARTS = ("MIT", "BSD-2-Clause", "OFL-1.1")


def check(export: Export) -> None:
    """Raise `AtlasError` if a part of the atlas is asked for."""
    if not export.is_whole:
        raise AtlasError("format deposit", "it holds the whole atlas", "Leave out day, reading and layers")


def write(export: Export) -> Iterator[Path]:
    """
    Write a deposit.

    Parameters
    ----------
    export
        Which atlas, and where to.

    Yields
    ------
    path
        Each file as it is written beside its place, which all take together at the end.

    Raises
    ------
    AtlasError
        If a file cannot be read or written.

    Warns
    -----
    MissingMetadataWarning
        For each thing that archives ask and ``[publication]`` of ``atlas.toml`` does not say. It is left out.
    """
    dataset = describe(export.atlas)
    for problem in dataset.missing:
        warnings.warn(str(problem), MissingMetadataWarning, stacklevel=2)
    files = sorted(_files(export.atlas, dataset), key=lambda each: each.path)
    yield from write_together(export.out, ((each.path, each.data) for each in files))


def _files(atlas: Atlas, dataset: Dataset) -> list[DataFile]:
    """List all files; each that tells of others comes after them."""
    data = [*_formats(atlas), *_source(atlas)]
    files = [*data, *_pages(atlas, dataset)]
    files += list(_licenses(atlas, {key for each in files for key in ids_of(each.license)}))
    own = atlas.config.publication.license_of("atlas.toml")

    def add(path: str, content: bytes, description: str) -> None:
        files.append(_file(path, content, own, description))

    add("README.md", _readme(dataset, data).encode(), "What is in this deposit")
    add("CITATION.cff", citation_file(dataset), "How to cite: Citation File Format 1.2")
    add("datacite.json", datacite(dataset, data), "Metadata for the registration of a DOI: DataCite 4.5")
    add("datapackage.json", data_package(dataset, data), "The data files and their columns: Data Package")
    # It names the checksums, which have its own.
    sums = _file("SHA256SUMS", b"", own, "SHA-256 of all other files; sha256sum -c SHA256SUMS")
    crate = ro_crate(dataset, [*files, sums])
    add("ro-crate-metadata.json", crate, "All files, their licences and authors: RO-Crate 1.1")
    add(sums.path, checksums(files), sums.description)
    return files


def _file(path: str, content: bytes, license_: str, description: str) -> DataFile:
    suffix = path.rpartition(".")[2].lower()
    return DataFile(path, content, license_, description, _MEDIA_TYPES.get(suffix, "text/plain"))


def _formats(atlas: Atlas) -> Iterator[DataFile]:
    """Write the atlas in open formats, and take up what was written."""
    with tempfile.TemporaryDirectory() as folder:
        for name in _FORMATS:
            # A file takes its place when all are written.
            for path in list(write_formats(Export(atlas, Path(folder)), [name])):
                inside = path.relative_to(folder).as_posix()
                license_ = _format_license(atlas, PurePosixPath(inside))
                yield _file(f"{DATA}/{inside}", path.read_bytes(), license_, f"The atlas as {name}: {path.stem}")


def _source(atlas: Atlas) -> Iterator[DataFile]:
    """Take the folder of the atlas as it is; hidden files and what Python compiles are no part of it."""
    for path in sorted(atlas.folder.rglob("*")):
        inside = path.relative_to(atlas.folder)
        if not path.is_file() or any(part.startswith((".", "__")) for part in inside.parts):
            continue
        name = inside.as_posix()
        content = read_regular(path.resolve(), LARGEST_MB * 1_000_000, name)
        yield _file(f"{SOURCE}/{name}", content, file_license(atlas, name), f"File of the atlas as it is read: {name}")


def _pages(atlas: Atlas, dataset: Dataset) -> Iterator[DataFile]:
    """Write the page of all days, and a page for each thing."""
    builder = MapBuilder(atlas)
    opening = atlas.config.opening_day or atlas.axis.start
    with tempfile.TemporaryDirectory() as folder:
        (page,) = builder.build([], Path(folder), index=opening)
        parts = joint([whole_license(atlas), *_PAGE_PARTS])
        told = "The atlas itself: one page for all days, which needs no network"
        yield _file(ATLAS_PAGE, page.read_bytes(), parts, told)
    langs = [builder.lang, *(each for each in atlas.config.languages if each != builder.lang)]
    base = atlas.config.base_url and f"{atlas.config.base_url}{PAGES}/"
    for each in EntryPages(atlas, build_scene(atlas, langs), dataset, f"../{ATLAS_PAGE}", base).files():
        yield _file(f"{PAGES}/{each.name}", each.text.encode(), each.license, each.description)


def _licenses(atlas: Atlas, used: AbstractSet[str]) -> Iterator[DataFile]:
    """Give the texts of the licences: those of the atlas, and what the references say that are used."""
    own = {path.name: path for path in sorted((atlas.folder / LICENSES).glob("*")) if path.is_file()}
    for name, path in own.items():
        content = read_regular(path.resolve(), LARGEST_MB * 1_000_000, f"{LICENSES}/{name}")
        yield _file(f"{LICENSES}/{name}", content, file_license(atlas, f"{LICENSES}/{name}"), f"Licences: {name}")
    for key, text in REFERENCES.items():
        if key in used and f"{key}.txt" not in own:
            yield _file(f"{LICENSES}/{key}.txt", text.encode(), "", f"What {key} means")


def _format_license(atlas: Atlas, path: PurePosixPath) -> str:
    """Give the licence of a file of an open format: of one table or layer that of its rows, else that of the whole."""
    own = atlas.config.publication.license_of("sources.json")
    land = joint([territories_license(atlas), borders_license(atlas), holdings_license(atlas)])
    name = path.stem.removesuffix("-land")
    layers = {layer.id for layer in atlas.config.layers}
    if path.suffix not in {".csv", ".geojson"}:
        return whole_license(atlas)
    if path.stem in layers or name == "features":
        rows = [each for each in atlas.feature_list if name in {each.layer, "features"}]
        ids = {each.id for each in rows}
        words = [each for each in atlas.passages if ids & set(each.features)] if path.suffix == ".geojson" else []
        return joint(
            [own, *(feature_license(atlas, each) for each in rows), *(passage_license(atlas, x) for x in words)]
        )
    if name in {"territories", "states", "border_lines"}:
        return land
    return joint([own, *([QUOTATION] if name in {"passages", "texts"} and atlas.passages else [])])


# ---------------------------------------------------------------- what is told of it


def _readme(dataset: Dataset, data: Sequence[DataFile]) -> str:
    who = f"{dataset.authors}. " if dataset.authors else ""
    when = f" ({dataset.date[:4]})" if dataset.date else ""
    version = f", version {dataset.version}" if dataset.version else ""
    doi = f" {dataset.doi_address}" if dataset.doi else ""
    rows = "".join(f"| `{path}` | {told} |\n" for path, told in _PARTS.items())
    licenses = "".join(f"* {_license_line(key)}\n" for key in ids_of(dataset.license))
    to_do = [f"* {_TO_GIVE}"] if not dataset.doi else []
    to_do += [f"* {each.what[:1].upper()}{each.what[1:]}: {each.hint}." for each in dataset.missing]
    asked = "\n## What is still to be given\n\n" + "\n".join(to_do) + "\n" if to_do else ""
    return (
        f"# {dataset.title}\n\n{dataset.description}\n\n"
        f"## To cite it\n\n{who}{dataset.title}{version}{when}.{doi} See `CITATION.cff`. For a claim, cite the\n"
        f"source that its entry names too. Each entry has a page, `{PAGES}/ID.html`, and keeps its id.\n\n"
        f"## What is in it\n\n| | |\n|---|---|\n{rows}\n"
        f"{len(data)} files of data. Days are half-open: an end is the first day on which a thing no longer was.\n"
        f"Coordinates are longitude, latitude, WGS 84 (EPSG:4326). It covers {dataset.first} to {dataset.last}.\n\n"
        f"## Licences\n\nThe whole: `{dataset.license}`. Each file is under the licence that `datapackage.json` and\n"
        f"`ro-crate-metadata.json` name for it; features of one file may be under different ones.\n\n{licenses}{asked}"
    )


_PARTS = {
    f"{DATA}/": "the atlas in open formats",
    f"{SOURCE}/": "the folder of the atlas, file for file, as the engine reads it",
    f"{PAGES}/": "a page for each feature, territory, border line and retired id",
    ATLAS_PAGE: "the atlas itself, one page for all days",
    "datapackage.json": "the data files and the columns of the tables (Data Package)",
    "ro-crate-metadata.json": "all files, their licences and authors (RO-Crate 1.1)",
    "datacite.json": "metadata for the registration of a DOI (DataCite 4.5)",
    "CITATION.cff": "how to cite (Citation File Format)",
    "SHA256SUMS": "checksums: `sha256sum -c SHA256SUMS`",
    f"{LICENSES}/": "texts of the licences",
}
_TO_GIVE = "The DOI and the publisher: the archive gives them. In `datacite.json` the publisher is `(:tba)` until then."


def _license_line(key: str) -> str:
    address = license_address(key)
    return f"{key}: <{address}>" if address else f"{key}: {license_name(key)}, see `{LICENSES}/{key}.txt`"
