"""
Under which licence what of an atlas is: SPDX expressions, from ``[publication]`` of ``atlas.toml``.

The quoted words of a source are under no licence of the atlas: a passage is ``LicenseRef-quotation``, and its column
``right`` says why it may be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from baltic_map.atlas import Atlas
from baltic_map.errors import Problem
from baltic_map.layers import Feature
from baltic_map.passages import PASSAGES, Passage
from baltic_map.publication import NOT_STATED
from baltic_map.quoting import shown
from baltic_map.reading import exists

__all__ = [
    "NATURAL_EARTH",
    "QUOTATION",
    "REFERENCES",
    "borders_license",
    "check_licenses",
    "feature_license",
    "file_license",
    "holdings_license",
    "ids_of",
    "joint",
    "land_license",
    "license_address",
    "license_name",
    "passage_license",
    "territories_license",
    "whole_license",
]

QUOTATION = "LicenseRef-quotation"
"""SPDX: words of others, quoted."""

NATURAL_EARTH = "LicenseRef-Natural-Earth"
"""SPDX: today's coast, under atlases without land of their own."""

REFERENCES = {
    NATURAL_EARTH: "Made from Natural Earth, which is in the public domain (naturalearthdata.com).\n",
    QUOTATION: "Words that are quoted from the work named beside them, at most sixty in a row. They are not the "
    "atlas's to license: whoever uses them does so by the right to quote, or because they are in the public domain. "
    "What the atlas knows of that is told with each passage (the column \N{LEFT DOUBLE QUOTATION MARK}right"
    "\N{RIGHT DOUBLE QUOTATION MARK} of its table of passages). Translations of such words made for the atlas are "
    "under the licence of the atlas.\n",
    NOT_STATED: "Nobody has stated a licence for this. Ask those who made it before using it.\n",
}
"""The texts behind the references that no list of licences has."""

_IDS = re.compile(r"[A-Za-z0-9.+-]+")
_WORDS = frozenset({"AND", "OR", "WITH"})
_NAMES = {
    QUOTATION: "Quoted words of others",
    NATURAL_EARTH: "Natural Earth, public domain",
    NOT_STATED: "No licence is stated",
}
_ADDRESSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def joint(licenses: Iterable[str]) -> str:
    """
    Join the licences of the parts of a thing.

    Parameters
    ----------
    licenses
        SPDX expressions.

    Returns
    -------
    expression
        Each once, in the order of their letters, joined by ``AND``: each part is under its own. `NOT_STATED` if there
        are none.
    """
    parts: set[str] = set()
    for each in licenses:
        is_plain = not {"OR", "WITH", "("} & set(re.findall(r"[\w.+-]+|\(", each))
        parts |= set(each.split(" AND ")) if is_plain else {f"({each})" if " OR " in each else each}
    return " AND ".join(sorted(parts)) or NOT_STATED


def ids_of(expression: str) -> list[str]:
    """List the ids of licences that an SPDX expression names, each once."""
    return [each for each in dict.fromkeys(_IDS.findall(expression)) if each not in _WORDS]


def license_name(key: str) -> str:
    """Name a licence: by its SPDX id, and a reference in words."""
    return _NAMES.get(key, key)


def license_address(key: str) -> str | None:
    """Give the address of a licence: its own if it is known, that of the SPDX list; none of a reference."""
    if key.startswith("LicenseRef-"):
        return None
    return _ADDRESSES.get(key, f"https://spdx.org/licenses/{key}.html")


def feature_license(atlas: Atlas, feature: Feature) -> str:
    """Give the licence of a feature: its own in ``[publication.licenses]``, or that of its file."""
    return atlas.config.publication.license_of(_path(atlas, feature.layer), feature.id)


def territories_license(atlas: Atlas) -> str:
    """Give the licence of the territories, as drawn at the most detailed scale."""
    return _scale_license(atlas, "territories")


def borders_license(atlas: Atlas) -> str:
    """Give the licence of the border lines, as drawn at the most detailed scale."""
    return _scale_license(atlas, "borders")


def _scale_license(atlas: Atlas, name: str) -> str:
    scales = atlas.config.scales
    path = getattr(scales[-1], name) if scales else None
    return atlas.config.publication.license_of(path or f"{name}.geojson")


def holdings_license(atlas: Atlas, reading: str | None = None) -> str:
    """Give the licence of the table of who held what in a reading; the first if it is left out."""
    known = {each.id: each.holdings for each in atlas.config.readings}
    return atlas.config.publication.license_of(known[reading or next(iter(known))])


def land_license(atlas: Atlas, reading: str | None = None) -> str:
    """Give the licence of territories with who held them, in a reading; the first if it is left out."""
    return joint([territories_license(atlas), holdings_license(atlas, reading)])


def passage_license(atlas: Atlas, passage: Passage) -> str:
    """Give the licence of a passage: its words are a quotation, a translation of them is the atlas's own."""
    own = [atlas.config.publication.license_of(PASSAGES)] if passage.translation else []
    return joint([QUOTATION, *own])


def file_license(atlas: Atlas, path: str) -> str:
    """
    Give the licence of a file in the folder of an atlas.

    Parameters
    ----------
    atlas
        The opened atlas.
    path
        Inside its folder, with ``/``.

    Returns
    -------
    expression
        Of a layer that of all its features, joined; where passages stand, the quotation too. Empty for the texts of
        licences in ``LICENSES``, which are under none.
    """
    if path.startswith("LICENSES/") and not path.endswith(".md"):
        return ""
    own = atlas.config.publication.license_of(path)
    layers = {layer.path: layer.id for layer in atlas.config.layers}
    if path in layers:
        features = [each for each in atlas.feature_list if each.layer == layers[path]]
        return joint(feature_license(atlas, each) for each in features) if features else own
    quotes = path == PASSAGES or (path.startswith("texts/") and path.endswith("/passages.po"))
    return joint([own, QUOTATION]) if quotes and atlas.passages else own


def whole_license(atlas: Atlas) -> str:
    """Give the licence of a file that holds all of an atlas: features, land, who held it, and passages."""
    found = {feature_license(atlas, each) for each in atlas.feature_list}
    found |= {passage_license(atlas, each) for each in atlas.passages}
    if atlas.borders.territories:
        found |= {territories_license(atlas), holdings_license(atlas)}
        found |= {borders_license(atlas)} if atlas.borders.arcs else set()
    found.add(atlas.config.publication.license_of("sources.json"))
    return joint(found)


def check_licenses(atlas: Atlas) -> Iterator[Problem]:
    """
    Find what is wrong with the licences that ``atlas.toml`` states.

    Parameters
    ----------
    atlas
        The opened atlas.

    Yields
    ------
    problem
        An id that is not on the SPDX list, and a pattern that no file and no feature fits.
    """
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression  # noqa: PLC0415 - a list

    publication = atlas.config.publication
    stated = [
        ("license", publication.license),
        *((f"licenses.{name}", each) for name, each in publication.licenses.items()),
    ]
    for where, expression in stated:
        try:
            if expression and (right := canonicalize_license_expression(expression)) != expression:
                yield Problem(
                    f"atlas.toml#publication.{where}", f"{shown(expression)} is not as SPDX has it", f"Write {right}"
                )
        except InvalidLicenseExpression:
            hint = "Take ids from spdx.org/licenses, or write LicenseRef-… and put its text into LICENSES/"
            yield Problem(f"atlas.toml#publication.{where}", f"{shown(expression)} names no licence of SPDX", hint)
    features = {f"{_path(atlas, each.layer)}#{each.id}" for each in atlas.feature_list}
    for pattern in publication.licenses:
        found = any(fnmatchcase(each, pattern) for each in features) if "#" in pattern else _finds(atlas, pattern)
        if not found:
            yield Problem(
                f"atlas.toml#publication.licenses.{pattern}", "nothing of the atlas fits it", "Mend the path or the id"
            )


def _finds(atlas: Atlas, pattern: str) -> bool:
    """Tell whether a file is meant; what lies in a folder that is left out of a package may be none."""
    folder = pattern.rpartition("/")[0]
    if folder and not exists(atlas.folder, folder):
        return True
    files = (each.relative_to(atlas.folder).as_posix() for each in atlas.folder.rglob("*"))
    return any(fnmatchcase(each, pattern) for each in files)


def _path(atlas: Atlas, layer: str) -> str:
    return next(each.path for each in atlas.config.layers if each.id == layer)
