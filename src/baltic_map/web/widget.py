"""A map in a notebook whose day Python reads and sets. It takes the extra ``widget``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from baltic_map.atlas import Atlas
from baltic_map.builder import MapBuilder
from baltic_map.days import Day
from baltic_map.errors import AtlasError

try:
    import anywidget
    import traitlets
except ImportError:
    hint = 'Run pip install "baltic-map[widget]", or show MapBuilder(atlas).atlas_map()'
    raise AtlasError("widget", "it is made with anywidget, which is not installed", hint) from None

__all__ = ["AtlasWidget"]


class _DayOfAtlas(traitlets.TraitType[str, Day]):
    """A civil day of the widget's atlas, kept as text."""

    def validate(self, widget: AtlasWidget, value: Day) -> str:
        """Refuse what is no such day."""
        axis = widget.atlas.axis
        return axis.iso(axis.index(value))


class AtlasWidget(anywidget.AnyWidget):
    """
    The page of all days in a notebook; its day is a trait.

    Parameters
    ----------
    atlas
        An opened atlas, or the path of one; the package's own if it is left out.
    day
        Day on which it opens; the atlas's opening day, or its first, if it is left out.
    lang
        As for `baltic_map.MapBuilder`.

    Attributes
    ----------
    day : str
        The civil day that is shown, ``YYYY-MM-DD``. To set it (a ``date`` will do too) moves the map, and whoever moves
        the map sets it; ``observe`` tells of it. Where no kernel runs nothing is shown: use a map of `MapBuilder`.
    atlas : Atlas
        What is shown.

    Raises
    ------
    AtlasError
        As from `baltic_map.MapBuilder`, and from the import of this module if anywidget is not installed.
    DayOutOfRangeError
        If a day lies outside the atlas's window; the map stays where it is.

    Examples
    --------
    >>> widget = AtlasWidget("my-war", day="1900-01-02")  # doctest: +SKIP
    >>> widget.day = "1900-01-04"  # doctest: +SKIP
    """

    _esm = Path(__file__).parent / "static" / "app" / "widget.js"

    title = traitlets.Unicode().tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)
    day = _DayOfAtlas().tag(sync=True)

    def __init__(
        self, atlas: Atlas | str | os.PathLike[str] | None = None, day: Day | None = None, *, lang: str | None = None
    ) -> None:
        builder = MapBuilder(atlas, lang=lang)
        self.atlas = builder.atlas
        figure: Any = builder.atlas_map(day, langs=[]).get_root()
        opening = day or self.atlas.config.opening_day or self.atlas.axis.start
        super().__init__(title=str(figure.title), page=figure.render(), day=opening)

    def __repr__(self) -> str:
        return f"<AtlasWidget of {self.atlas.config.id!r} on {self.day}>"
