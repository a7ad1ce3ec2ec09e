"""What of a text an atlas carries: a table of its statements and of the features that tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from baltic_map.atlas import Atlas
from baltic_map.errors import AtlasError, InvalidAtlasError, Problem
from baltic_map.reading import exists, read_rows
from baltic_map.retired import RETIRED, read_retired

__all__ = ["COVERAGE", "Statement", "check_coverage_table", "read_coverage"]

COVERAGE = "coverage.csv"
_COLUMNS = ("statement", "section", "says", "mapped", "carried_by", "reason")
_HOLDING = re.compile(r"holdings:(?P<territory>[a-z0-9-]+)@(?P<start>-?\d{4}(-\d{2}){0,2})")


class Statement(Struct, frozen=True):
    """
    One statement of the text.

    Parameters
    ----------
    id
        Its number in the text.
    section, says
        Where it stands and what it says, in our words.
    carried_by
        Ids of features, and rows of ``holdings.csv`` as ``holdings:TERRITORY@START``; empty if it is not mapped.
    reason
        Why it is not mapped; empty if it is.
    """

    id: str
    section: str
    says: str
    carried_by: tuple[str, ...]
    reason: str


def read_coverage(folder: Path) -> list[Statement]:
    """
    Read an atlas's table of statements.

    Parameters
    ----------
    folder
        The atlas's folder; ``coverage.csv`` in it has the columns statement, section, says, mapped (yes or no),
        carried_by (separated by ``;``) and reason.

    Returns
    -------
    statements
        In the file's order.

    Raises
    ------
    InvalidAtlasError
        If rows cannot be read, a statement stands twice, or it is mapped without carriers or not mapped without a
        reason; all of them are told.
    AtlasError
        If the file cannot be read.
    """
    rows, problems = read_rows(folder, COVERAGE, _COLUMNS)
    statements: dict[str, Statement] = {}
    for row in rows:
        key, where = row["statement"], f"{COVERAGE}#{row['statement'] or f'line {row.line}'}"
        carriers = tuple(part.strip() for part in row["carried_by"].split(";") if part.strip())
        if key in statements:
            problems.append(Problem(where, "the statement stands twice", "Write each once"))
        if row["mapped"] not in {"yes", "no"} or (row["mapped"] == "yes") != bool(carriers):
            problems.append(
                Problem(where, "mapped does not agree with carried_by", "Write yes and ids, or no and none")
            )
        if not carriers and not row["reason"]:
            problems.append(Problem(where, "it is not mapped and no reason is given", "Say why it cannot be"))
        statements[key] = Statement(key, row["section"], row["says"], carriers, row["reason"])
    if problems:
        raise InvalidAtlasError(COVERAGE, problems)
    return list(statements.values())


def check_coverage_table(atlas: Atlas) -> Iterator[Problem]:
    """
    Find what is wrong with an atlas's table of statements, if it has one.

    Parameters
    ----------
    atlas
        The opened atlas.

    Yields
    ------
    problem
        One if the table cannot be read, and one for every id that names no feature and no holding, or is retired.
    """
    if not exists(atlas.folder, COVERAGE):
        return
    try:
        statements = read_coverage(atlas.folder)
    except AtlasError as error:
        yield from error.problems
        return
    known = {feature.id for feature in atlas.feature_list}
    try:
        retired = read_retired(atlas.folder)
    except AtlasError:
        retired = {}  # what is wrong with that list is its own problem
    for statement in statements:
        where = f"{COVERAGE}#{statement.id}"
        for carrier in statement.carried_by:
            if carrier in known or _is_holding(atlas, carrier):
                continue
            if carrier in retired:
                successor = retired[carrier].replaced_by
                hint = f"Write {successor!r}, or say why it is not mapped" if successor else "Say why it is not mapped"
                yield Problem(where, f"the id {carrier!r} is retired ({RETIRED})", hint)
            else:
                yield Problem(where, f"nothing has the id {carrier!r}", "Mend the id")


def _is_holding(atlas: Atlas, carrier: str) -> bool:
    match = _HOLDING.fullmatch(carrier)
    if not match:
        return False
    rows = atlas.borders.holdings.get(match["territory"], [])
    return any(atlas.axis.day(row.first).isoformat() == match["start"] for row in rows)
