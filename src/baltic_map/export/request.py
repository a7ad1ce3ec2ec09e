"""What is asked of an export: which atlas, which part of it, in which formats, and where to."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from baltic_map.atlas import Atlas
from baltic_map.calendars import CivilDay
from baltic_map.errors import AtlasError, UnknownNameError
from baltic_map.export import FORMATS
from baltic_map.quoting import meant_hint

__all__ = ["Export", "ask", "write_formats"]


class Export(Struct, frozen=True):
    """
    What is asked for.

    Parameters
    ----------
    atlas
        The opened atlas.
    out
        Folder to write to; made if it is not there.
    day
        What is in force on this day, possibly or certainly; all days if it is left out.
    reading
        The land, and the features, in this reading; all readings if it is left out.
    layers
        Features of these layers alone, and no land; all layers and the land if it is left out.
    rows
        What `baltic_map.export.records` has laid out of it.
    """

    atlas: Atlas
    out: Path
    day: CivilDay | None = None
    reading: str | None = None
    layers: tuple[str, ...] | None = None
    rows: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def index(self) -> int | None:
        """The day, counted from the first of the atlas."""
        return None if self.day is None else self.atlas.axis.index(self.day)

    @property
    def is_whole(self) -> bool:
        """Whether it is of all days, readings and layers."""
        return (self.day, self.reading, self.layers) == (None, None, None)

    @property
    def name(self) -> str:
        """What files are called."""
        return self.atlas.config.id


def ask(
    atlas: Atlas, out: Path, *, day: str | None = None, reading: str | None = None, layers: Iterable[str] = ()
) -> Export:
    """
    Ask for an export.

    Parameters
    ----------
    atlas, out, reading
        As in `Export`.
    day
        As it is written.
    layers
        Ids of layers; all, and the land, if there are none.

    Returns
    -------
    export
        Of a day, a reading and layers that the atlas has.

    Raises
    ------
    DayOutOfRangeError
        If the day lies outside the atlas.
    UnknownNameError
        If the atlas has no such reading or layer.
    AtlasError
        If the day is none, or no folder can be where files are to go.
    """
    axis, wanted = atlas.axis, tuple(dict.fromkeys(layers))
    for layer in wanted:
        atlas.check_layer(layer)
    if reading is not None:
        atlas.read(reading)
    if out.exists() and not out.is_dir():
        raise AtlasError(str(out), "it is a file, not a folder", "Name a folder")
    return Export(atlas, out, None if day is None else axis.day(axis.index(day)), reading, wanted or None)


def write_formats(export: Export, formats: Iterable[str]) -> Iterator[Path]:
    """
    Write an atlas in formats.

    Parameters
    ----------
    export
        What is asked for.
    formats
        Names of `FORMATS`.

    Yields
    ------
    path
        Each file that has been written.

    Raises
    ------
    UnknownNameError
        If there is no such format; nothing is written then.
    AtlasError
        If a file cannot be written, or a package that a format takes is not installed.
    """
    writers = []
    for name in dict.fromkeys(formats):
        if name not in FORMATS:
            hint = meant_hint(name, FORMATS, f"Use one of {', '.join(FORMATS)}")
            raise UnknownNameError(f"format {name}", "there is no such format", hint)
        writers.append(importlib.import_module(FORMATS[name]))
    # What one cannot do is told before another has written anything.
    for writer in writers:
        if hasattr(writer, "check"):
            writer.check(export)
    for writer in writers:
        yield from writer.write(export)
