"""Plates for print: the scene of a day as a Matplotlib figure, PNG, SVG or PDF."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from baltic_map.atlas import Atlas
from baltic_map.day_view import DayView, LocalScene
from baltic_map.days import Day
from baltic_map.errors import AtlasError, MissingGlyphWarning
from baltic_map.files import write_atomically
from baltic_map.print.basemap import Basemap, draw_land, draw_sea, draw_water
from baltic_map.print.canvas import Canvas
from baltic_map.print.features import FeatureLayer, draw_areas, draw_borders
from baltic_map.print.fingerprint import Fingerprints
from baltic_map.print.graticule import draw_frame, draw_graticule
from baltic_map.print.labels import Layout
from baltic_map.print.panel import draw_panel, draw_scale
from baltic_map.print.png import png
from baltic_map.print.reading_mark import draw_mark
from baltic_map.print.sheet import PLATE_INCHES, POINTS_PER_INCH, Sheet
from baltic_map.print.typefaces import cleaned
from baltic_map.scene import build_scene

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray

__all__ = ["FORMATS", "Snapshot"]

Format = Literal["png", "svg", "pdf"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf")

# What a reader's own matplotlibrc says must not change a plate, nor its bytes.
_SETTINGS: dict[Any, Any] = {
    "agg.path.chunksize": 0,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "path.simplify": True,
    "path.simplify_threshold": 0.05,
    "path.sketch": None,
    "path.effects": [],
    "path.snap": False,
    "patch.antialiased": True,
    "pdf.compression": 6,
    "pdf.fonttype": 42,
    "pdf.use14corefonts": False,
    "savefig.bbox": None,
    "svg.fonttype": "path",
    "svg.hashsalt": "baltic-map",
    "svg.id": None,
    "text.antialiased": True,
    "text.hinting": "no_hinting",
    "text.usetex": False,
}


@contextmanager
def _settings() -> Iterator[None]:
    with mpl.rc_context(_SETTINGS):
        yield


class _Figure(Figure):
    """A figure that a notebook shows without pyplot."""

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        with _settings():
            self.savefig(buffer, format="png", dpi=self.get_dpi(), facecolor=self.get_facecolor())
        return buffer.getvalue()


class _PlateRenderer:
    """
    One figure on which day after day is printed.

    The ground lies under everything and never changes; the standing of the states changes on few days, signs and
    labels on many, the panel on all. For PNG all but the panel are kept as pictures.
    """

    def __init__(self, scene: LocalScene, sheet: Sheet, basemap: Basemap, dpi: float) -> None:
        self.scene, self.sheet, self.basemap = scene, sheet, basemap
        background, halo = (scene.scene.palette[name].day for name in ("background", "halo"))
        size = (sheet.width / POINTS_PER_INCH, sheet.height / POINTS_PER_INCH)
        self.figure = _Figure(figsize=size, dpi=dpi, facecolor=background, edgecolor="none", linewidth=0)
        self.agg = FigureCanvasAgg(self.figure)
        canvas = Canvas(self.figure, sheet.frame, background=background, halo=halo)
        self.canvas = canvas
        self.features = FeatureLayer(canvas, basemap, scene.scene.icons)
        self._below = [self._add(draw(canvas, basemap), 0.0) for draw in (draw_sea, draw_land)]
        self._above = [self._add(draw(canvas, basemap), 3.0) for draw in (draw_water, draw_graticule)]
        mark = scene.text(scene.reading.mark)
        if mark:
            self._above.append(self._add(draw_mark(canvas, mark, scene.scene.palette["accent"].day), 3.5))
        self._edge = [
            self._add(draw_frame(canvas, scene, basemap), 5.0),
            self._add(draw_scale(canvas, scene, sheet), 5.0),
        ]
        self._warned: set[str] = set()
        self._standing: object = None
        self._areas: list[Artist] = []
        self._borders: list[Artist] = []
        self._things: list[Artist] = []
        self._panel: list[Artist] = []
        self._pictures: dict[str, Any] = {}

    def _add(self, artist: Artist, zorder: float | None = None) -> Artist:
        if zorder is not None:
            artist.set_zorder(zorder)
        return self.figure.add_artist(artist)

    def set(self, plate: DayView) -> Layout:
        """Put a day on the figure in place of the one before."""
        standing = (plate.areas, tuple((each.id, each.symbol) for each in plate.borders))
        if standing != self._standing:
            _remove(self._areas + self._borders)
            self._areas = [self._add(each, 1.0) for each in draw_areas(self.canvas, self.basemap, plate.areas)]
            self._borders = [self._add(each, 4.0) for each in draw_borders(self.canvas, self.basemap, plate)]
            self._standing = standing
            self._forget("standing", "map")
        things, layout = self.features.draw(plate)
        if things != self._things:
            _remove(self._things)
            self._things = [self._add(each) for each in things]
            self._forget("map")
        _remove(self._panel)
        self._panel = [self._add(draw_panel(self.canvas, self.scene, plate, self.basemap), 20.0)]
        self._warn()
        return layout

    def _warn(self) -> None:
        """Name each text of which letters are missing, once for all days that are printed."""
        for text, letters in self.canvas.missing.items():
            warning = MissingGlyphWarning(cleaned(text), letters)
            if str(warning) not in self._warned:
                self._warned.add(str(warning))
                warnings.warn(warning, stacklevel=2)

    def raster(self) -> NDArray[np.uint8]:
        """Draw the figure, using the pictures of what has not changed."""
        agg: Any = self.agg
        renderer = agg.get_renderer()
        self._from("map", lambda: self._draw_map(renderer))
        for artist in self._panel:
            artist.draw(renderer)
        return np.asarray(agg.buffer_rgba())

    def _from(self, name: str, draw: Callable[[], None]) -> None:
        """Put a picture on the canvas; draw it first if there is none."""
        agg: Any = self.agg
        if name in self._pictures:
            agg.restore_region(self._pictures[name])
        else:
            draw()
            self._pictures[name] = agg.copy_from_bbox(self.figure.bbox)

    def _forget(self, *names: str) -> None:
        for name in names:
            self._pictures.pop(name, None)

    def _draw_map(self, renderer: Any) -> None:
        self._from("standing", lambda: self._draw_standing(renderer))
        for artist in sorted(self._things, key=lambda each: each.get_zorder()):
            artist.draw(renderer)

    def _draw_standing(self, renderer: Any) -> None:
        self._from("ground", lambda: self._draw_basemap(renderer))
        for artist in (*self._areas, *self._above, *self._borders, *self._edge):
            artist.draw(renderer)

    def _draw_basemap(self, renderer: Any) -> None:
        renderer.clear()
        self.figure.patch.draw(renderer)
        for artist in self._below:
            artist.draw(renderer)


def _remove(artists: Iterable[Artist]) -> None:
    for artist in artists:
        artist.remove()


class Snapshot:
    """
    Prints plates of an atlas.

    Parameters
    ----------
    atlas
        An opened atlas.
    lang
        Language of the words; that of the atlas if it is left out.
    reading
        Id of the reading of the land; the atlas's first if it is left out.
    width_in, height_in
        Size of the sheet, inches; landscape. Type and lines keep their size: a larger sheet shows more of the land.
    dpi
        Pixels to the inch of a PNG, and of `figure`.

    Raises
    ------
    AtlasError
        If the sheet is too small for a plate, the atlas has no such reading, or the language has no words.

    Examples
    --------
    >>> Snapshot(open_atlas()).save("1940-06-17", "plate.pdf")  # doctest: +SKIP
    """

    def __init__(
        self,
        atlas: Atlas,
        lang: str | None = None,
        *,
        reading: str | None = None,
        width_in: float = PLATE_INCHES[0],
        height_in: float = PLATE_INCHES[1],
        dpi: float = 160.0,
    ) -> None:
        self.atlas = atlas
        self.scene = LocalScene(build_scene(atlas, [lang or atlas.config.language]), reading=reading)
        self.sheet = Sheet(atlas.config, width_in, height_in)
        self.dpi = dpi

    def __repr__(self) -> str:
        width, height = self.sheet.width / POINTS_PER_INCH, self.sheet.height / POINTS_PER_INCH
        return f"<Snapshot of {self.atlas.config.id!r}: {width:g} × {height:g} in, {self.dpi:g} dpi>"

    @cached_property
    def _basemap(self) -> Basemap:
        return Basemap(self.atlas, self.sheet)

    @cached_property
    def _renderer(self) -> _PlateRenderer:
        with _settings():
            return _PlateRenderer(self.scene, self.sheet, self._basemap, self.dpi)

    def figure(self, day: Day) -> Figure:
        """
        Draw the plate of a day.

        Parameters
        ----------
        day
            Civil day.

        Returns
        -------
        figure
            A figure of its own, on an Agg canvas, without pyplot. Every artist that is a thing of the scene has the
            thing's id as its ``gid``; the artist of a label that found no room is invisible.

        Raises
        ------
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        """
        plate = self.scene.on(day)
        with _settings():
            press = _PlateRenderer(self.scene, self.sheet, self._basemap, self.dpi)
            press.set(plate)
        return press.figure

    def drawn_ids(self, day: Day) -> frozenset[str]:
        """
        List the ids of the scene that are on the plate of a day.

        Parameters
        ----------
        day
            Civil day.

        Returns
        -------
        ids
            Those that the figure's artists carry; equal to the ``drawn_ids`` of the scene's plate.
        """
        with _settings():
            self._renderer.set(self.scene.on(day))
        return frozenset(str(artist.get_gid()) for artist in self._renderer.figure.artists if artist.get_gid())

    def layout(self, day: Day) -> Layout:
        """
        Tell where the signs and labels of a day stand.

        Parameters
        ----------
        day
            Civil day.

        Returns
        -------
        layout
            In points from the lower left corner of the sheet.
        """
        return self._renderer.features.labels.layout(self.scene.on(day))

    @cached_property
    def _fingerprints(self) -> Fingerprints:
        return Fingerprints(self.atlas, self.scene, (self.sheet.width, self.sheet.height, self.dpi))

    def render(self, day: Day, format: Format = "png") -> bytes:  # noqa: A002 - Matplotlib's word for it
        """
        Print the plate of a day.

        Parameters
        ----------
        day
            Civil day.
        format
            ``png``, ``svg`` or ``pdf``.

        Returns
        -------
        data
            A whole file; the same for the same day, whatever was printed before.

        Raises
        ------
        AtlasError
            If the format is another.
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        """
        if format not in FORMATS:
            raise AtlasError("format", f"{format!r} is not a format of plates", f"Use one of {', '.join(FORMATS)}")
        plate = self.scene.on(day)
        title = cleaned(", ".join([self.scene.title, plate.headline, *self.scene.reading_words]))
        with _settings():
            self._renderer.set(plate)
            drawn_from = self._fingerprints.of(plate.index)
            if format == "png":
                texts = {"Title": title, "Software": "baltic-map", "Fingerprint": drawn_from}
                return png(self._renderer.raster(), self.dpi, texts)
            return self._vector(format, title, drawn_from)

    def _vector(self, format_: Format, title: str, drawn_from: str) -> bytes:
        metadata: dict[str, Any] = {"Title": title, "Creator": "baltic-map"}
        if format_ == "svg":
            metadata |= {"Date": None, "Identifier": drawn_from}
        else:
            metadata |= {"Producer": "baltic-map", "CreationDate": None, "Keywords": drawn_from}
        buffer = io.BytesIO()
        figure = self._renderer.figure
        figure.savefig(
            buffer, format=format_, metadata=metadata, facecolor=figure.get_facecolor(), edgecolor="none", dpi=72
        )
        return buffer.getvalue()

    def save(self, day: Day, path: str | os.PathLike[str]) -> Path:
        """
        Print the plate of a day into a file.

        Parameters
        ----------
        day
            Civil day.
        path
            Where; its suffix decides the format: ``.png``, ``.svg`` or ``.pdf``. Folders are made. A file that is
            there is replaced at once, when the new one is whole.

        Returns
        -------
        path
            The file.

        Raises
        ------
        AtlasError
            If the suffix is another.
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        """
        file = Path(path)
        wanted = next((each for each in FORMATS if file.suffix.lower() == f".{each}"), None)
        if wanted is None:
            known = ", ".join(f".{each}" for each in FORMATS)
            raise AtlasError(
                str(file), f"{file.suffix!r} is not a format of plates", f"End the name with one of {known}"
            )
        write_atomically(file, self.render(day, wanted))
        return file

    def run(
        self,
        days: Iterable[Day],
        folder: str | os.PathLike[str],
        format: Format = "png",  # noqa: A002
        *,
        force: bool = False,
    ) -> list[Path]:
        """
        Print the plates of several days; what does not change between them is drawn once.

        Parameters
        ----------
        days
            Civil days.
        folder
            Where; it is made if need be.
        format
            ``png``, ``svg`` or ``pdf``.
        force
            Whether to draw those too whose file is there and would be no other.

        Returns
        -------
        paths
            ``<day>.<format>``, in the order of the days; ``<day>-<reading>.<format>`` in another reading than the
            first.

        Raises
        ------
        AtlasError
            If the format is another.
        DayOutOfRangeError
            If a day lies outside the atlas's window; the plates before it are written.
        """
        return list(self.each(days, folder, format, force=force))

    def each(
        self,
        days: Iterable[Day],
        folder: str | os.PathLike[str],
        format: Format = "png",  # noqa: A002
        *,
        force: bool = False,
    ) -> Iterator[Path]:
        """Print plates as `run` does, giving each path as soon as its file is there."""
        axis, reading = self.atlas.axis, self.scene.reading.id
        suffix = "" if reading == self.atlas.config.readings[0].id else f"-{reading}"
        for day in days:
            index = axis.index(day)
            file = Path(folder) / f"{axis.iso(index)}{suffix}.{format}"
            if force or not Fingerprints.is_on(file, self._fingerprints.of(index)):
                write_atomically(file, self.render(day, format))
            yield file
