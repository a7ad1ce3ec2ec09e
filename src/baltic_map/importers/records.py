"""What a file holds, whatever its format: records of plain values, each with its place; and what is known of it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from baltic_map.errors import AtlasError, Problem, Problems

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "LARGEST_UNPACKED_MB",
    "MOST_COLUMNS",
    "MOST_RECORDS",
    "Choices",
    "Record",
    "Records",
    "UnreadError",
    "unpacked",
]

MOST_RECORDS = 200_000
"""Rows or features of the largest table that is read."""

MOST_COLUMNS = 500
"""Columns of the widest."""

LARGEST_UNPACKED_MB = 256
"""Size of the largest workbook or archive when unpacked, in millions of bytes."""


class Choices(Struct, frozen=True):
    """
    What whoever brings files says of their columns and places; what is left out is guessed.

    Parameters
    ----------
    name, start, end
        Columns. A file that lacks one of that name is guessed.
    inclusive
        Whether an end is the last day; else, unless a row ends on the day on which it begins, it is the day on which
        a thing no longer was.
    date
        When all of a file was, if it has no dates: a day or EDTF. Left out, the year in the file's name.
    holder
        The column of dated polygons that says whose they were; such polygons become territories.
    lat, lon
        The columns of latitude (northing) and longitude (easting).
    crs
        The coordinate reference system (as PROJ reads it) of places whose file does not name it.
    """

    name: str | None = None
    start: str | None = None
    end: str | None = None
    inclusive: bool = False
    date: str | None = None
    holder: str | None = None
    lat: str | None = None
    lon: str | None = None
    crs: str | None = None

    def lacking(self, columns: set[str]) -> list[str]:
        """List the columns that are named and that no file has."""
        return [
            each for each in (self.name, self.start, self.end, self.holder) if each is not None and each not in columns
        ]


class Record(Struct, frozen=True):
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


class Records(Struct):
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
    columns: list[str] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)
    inclusive: bool = False

    def where(self, number: int) -> str:
        """Name a record in a problem."""
        return f"{self.file}, {self.noun} {number}"

    def name_columns(self, names: Iterable[str]) -> None:
        """Name the columns; AtlasError if they are too many."""
        self.columns = list(names)
        if len(self.columns) > MOST_COLUMNS:
            what = f"it has more than {MOST_COLUMNS} columns"
            raise AtlasError(self.file, what, "Leave out what the map does not need")

    def add(self, number: int, cells: Mapping[str, Any], geometry: BaseGeometry | None = None) -> None:
        """Add a record; AtlasError if there are too many."""
        if len(self.records) >= MOST_RECORDS:
            what = f"it has more than {MOST_RECORDS:,} {self.noun}s"
            raise AtlasError(self.file, what, "Leave out what the map does not need, or split it")
        self.records.append(Record(number, cells, geometry))

    def refuse(self, number: int, what: str, hint: str) -> None:
        """Tell of a record that cannot be read."""
        self.problems.append(Problem(self.where(number), what, hint))


class UnreadError(ValueError):
    """A record that cannot be read: what is wrong, and what to do, where that is not always the same."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.hint = hint


@contextmanager
def unpacked(data: bytes, file: str, hint: str, most_mb: float = LARGEST_UNPACKED_MB) -> Iterator[zipfile.ZipFile]:
    """Open an archive (ZIP); AtlasError if it is none, if what is read of it is broken, or it is too large unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, file, most_mb)
            yield archive
    except AtlasError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise AtlasError(file, "it is no archive that can be read", hint) from None


def _check_size(archive: zipfile.ZipFile, file: str, most_mb: float) -> None:
    size = sum(each.file_size for each in archive.infolist()) / 1e6
    if size > most_mb:
        raise AtlasError(file, f"it has {size:.0f} MB when unpacked, and {most_mb} is the most", "Split it")
