"""What of a text an atlas carries: a table of its statements and of the features that tell them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from baltic_map.atlas import Atlas
from baltic_map.errors import AtlasError, Fault

__all__ = ["COVERAGE", "Statement", "check_coverage_table", "read_coverage"]

COVERAGE = "coverage.csv"
_COLUMNS = ("statement", "section", "says", "mapped", "carried_by", "reason")
_HOLDING = re.compile(r"holdings:(?P<territory>[a-z0-9-]+)@(?P<start>\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Statement:
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


def read_coverage(path: Path) -> list[Statement]:
    """
    Read a table of statements.

    Parameters
    ----------
    path
        A CSV file with the columns statement, section, says, mapped (yes or no), carried_by (separated by ``;``) and
        reason.

    Returns
    -------
    statements
        In the file's order.

    Raises
    ------
    AtlasError
        If the file is missing, a column is, a statement stands twice, or it is mapped without carriers or not mapped
        without a reason.
    """
    try:
        reader = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), restval="")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise AtlasError(path.name, f"cannot be read ({type(error).__name__})", "Write it as UTF-8 CSV") from None
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise AtlasError(path.name, f"no column {missing[0]!r}", f"Write the columns {', '.join(_COLUMNS)}")
    statements: dict[str, Statement] = {}
    for row in reader:
        key, where = row["statement"], f"{path.name}#{row['statement']}"
        carriers = tuple(part.strip() for part in row["carried_by"].split(";") if part.strip())
        if key in statements:
            raise AtlasError(where, "the statement stands twice", "Write each once")
        if row["mapped"] not in {"yes", "no"} or (row["mapped"] == "yes") != bool(carriers):
            raise AtlasError(where, "mapped does not agree with carried_by", "Write yes and ids, or no and none")
        if not carriers and not row["reason"]:
            raise AtlasError(where, "it is not mapped and no reason is given", "Say why it cannot be")
        statements[key] = Statement(key, row["section"], row["says"], carriers, row["reason"])
    return list(statements.values())


def check_coverage_table(atlas: Atlas) -> Iterator[Fault]:
    """
    Find what is wrong with an atlas's table of statements, if it has one.

    Parameters
    ----------
    atlas
        The opened atlas.

    Yields
    ------
    fault
        One if the table cannot be read, and one for every id that names no feature and no holding.
    """
    path = atlas.folder / COVERAGE
    if not path.exists():
        return
    try:
        statements = read_coverage(path)
    except AtlasError as error:
        yield error
        return
    known = {feature.id for feature in atlas.features}
    for statement in statements:
        for carrier in statement.carried_by:
            if carrier not in known and not _is_holding(atlas, carrier):
                yield Fault(f"{COVERAGE}#{statement.id}", f"nothing has the id {carrier!r}", "Mend the id")


def _is_holding(atlas: Atlas, carrier: str) -> bool:
    match = _HOLDING.fullmatch(carrier)
    if not match:
        return False
    rows = atlas.borders.holdings.get(match["territory"], [])
    return any(atlas.axis.day(row.first).isoformat() == match["start"] for row in rows)
