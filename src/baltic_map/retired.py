"""Ids that an atlas no longer has: what took their place, so that links and tables that name them can be led on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from baltic_map.atlas import Atlas
from baltic_map.errors import AtlasError, InvalidAtlasError, Problem
from baltic_map.reading import exists, read_rows

__all__ = ["RETIRED", "Retired", "check_retired", "read_retired"]

RETIRED = "retired.csv"
_COLUMNS = ("id", "retired", "replaced_by", "reason")


class Retired(Struct, frozen=True):
    """
    An id that is no longer used.

    Parameters
    ----------
    id
        The id; it is never given to another feature.
    retired
        The day from which the atlas has been without it, ISO.
    replaced_by
        Id of the feature that tells the fact now; empty if none does.
    reason
        Why it went.
    """

    id: str
    retired: str
    replaced_by: str
    reason: str


def read_retired(folder: Path) -> dict[str, Retired]:
    """
    Read an atlas's list of retired ids.

    Parameters
    ----------
    folder
        The atlas's folder; ``retired.csv`` in it has the columns id, retired, replaced_by and reason.

    Returns
    -------
    retired
        By id, in the file's order; empty if there is no such file.

    Raises
    ------
    InvalidAtlasError
        If rows cannot be read, an id stands twice, a day is none, or no reason is given; all of them are told.
    AtlasError
        If the file cannot be read.
    """
    if not exists(folder, RETIRED):
        return {}
    rows, problems = read_rows(folder, RETIRED, _COLUMNS)
    retired: dict[str, Retired] = {}
    for row in rows:
        each = Retired(*(row[column].strip() for column in _COLUMNS))
        where = f"{RETIRED}#{each.id or f'line {row.line}'}"
        if not each.id:
            problems.append(Problem(where, "no id", "Write the id that is no longer used"))
        if each.id in retired:
            problems.append(Problem(where, "the id stands twice", "Write each once"))
        if not _is_day(each.retired):
            problems.append(Problem(where, f"retired is {each.retired!r}, no day", "Write YYYY-MM-DD"))
        if not each.reason:
            problems.append(Problem(where, "no reason is given", "Say why the id went"))
        retired[each.id] = each
    if problems:
        raise InvalidAtlasError(RETIRED, problems)
    return retired


def check_retired(atlas: Atlas) -> Iterator[Problem]:
    """
    Find what is wrong with an atlas's list of retired ids, if it has one.

    Parameters
    ----------
    atlas
        The opened atlas.

    Yields
    ------
    problem
        What cannot be read; an id that is in use and retired; a successor that no feature is.
    """
    try:
        retired = read_retired(atlas.folder)
    except AtlasError as error:
        yield from error.problems
        return
    features = {feature.id for feature in atlas.feature_list}
    used = features | atlas.borders.territories.keys() | atlas.borders.arcs.keys()
    for each in retired.values():
        where = f"{RETIRED}#{each.id}"
        if each.id in used:
            yield Problem(where, "the id is retired and in use", "Give the feature another id, or strike the row")
        if each.replaced_by and each.replaced_by not in features:
            yield Problem(
                where, f"no feature has the id {each.replaced_by!r}", "Name a feature in replaced_by, or none"
            )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
