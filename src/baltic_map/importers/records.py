"""What a file holds, whatever its format: records of plain values, each with its place."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from baltic_map.errors import AtlasError, Problems

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["LONGEST_CELL", "MOST_COLUMNS", "MOST_RECORDS", "Record", "Records", "is_missing", "plain", "too_many"]

MOST_RECORDS = 200_000
"""Rows or features of the largest table that is read."""

MOST_COLUMNS = 500
"""Columns of the widest."""

LONGEST_CELL = 100_000
"""Letters of the longest text of one cell."""

# As files write that they do not know. A dash is how people leave a cell of a table empty.
_MISSING = frozenset({"", "nat", "nan", "null", "none", "<na>", "na", "n/a", "-", "--", "–", "—", "#n/a", "\\n"})
# Beyond, a float does not tell one whole number from the next.
_LARGEST_WHOLE = 2**53
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """
    One row of a table, or one feature of a map.

    Parameters
    ----------
    number
        Where it stands in the file: its line or row in a table, counted from 1 with the head; else which feature it
        is, counted from 1.
    cells
        What the file says of it, by column: texts, numbers, switches or ``None``.
    geometry
        EPSG:4326, longitude before latitude; ``None`` if the file gives no place.
    """

    number: int
    cells: Mapping[str, Any]
    geometry: BaseGeometry | None


@dataclass(slots=True)
class Records:
    """
    The records of a file, or of one of its layers.

    Parameters
    ----------
    file
        Name of the file, as problems name it.
    name
        What the layer is called.
    noun
        What a record is in this file: ``row`` or ``feature``.
    columns
        In the order of the file.
    records
        Those that could be read.
    problems
        What could not.
    notes
        How it was read, where that is not plain (the encoding, the columns of the coordinates).
    inclusive
        Whether an end in its dates is the last day, by the rules of its format; else whoever reads it says so.
    """

    file: str
    name: str
    noun: str
    columns: list[str]
    records: list[Record] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)
    inclusive: bool = False

    def where(self, number: int) -> str:
        """Name a record in a problem."""
        return f"{self.file}, {self.noun} {number}"


def is_missing(value: Any) -> bool:
    """Tell whether a value says that there is none: ``None``, NaN, NaT, or a text such as "nan", "NaT", "-" or ""."""
    if value is None:
        return True
    if isinstance(value, str):
        return value.strip().casefold() in _MISSING
    # Neither NaN nor NaT is equal to itself.
    return bool(value != value) if isinstance(value, float | datetime) else False  # noqa: PLR0124


def plain(value: Any) -> Any:
    """
    Give a value of any reader as one that JSON can write.

    Parameters
    ----------
    value
        A text, number, switch, day, time or array, of Python, NumPy or pandas.

    Returns
    -------
    plain
        ``str`` (composed, without control characters), ``int``, ``float``, ``bool`` or ``None``; a day as
        ``YYYY-MM-DD``, with its clock if that is not midnight; whole numbers as ``int``.
    """
    if is_missing(value) or isinstance(value, bytes):
        return None
    if isinstance(value, datetime):
        at_midnight = value.time() == time(0)
        return value.date().isoformat() if at_midnight else value.isoformat(timespec="minutes")
    # Numbers of NumPy.
    value = value.item() if hasattr(value, "item") and getattr(value, "ndim", 1) == 0 else value
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < _LARGEST_WHOLE
        return int(value) if whole else value if math.isfinite(value) else None
    return _clean(value.isoformat() if isinstance(value, date | time) else str(value))


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()[:LONGEST_CELL]
    return unicodedata.normalize("NFC", _CONTROLS.sub(" ", text))


def too_many(file: str, noun: str, most: int) -> AtlasError:
    """Refuse a table that is too large."""
    return AtlasError(file, f"it has more than {most:,} {noun}s", "Leave out what the map does not need, or split it")
