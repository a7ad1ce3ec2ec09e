"""Plates for print: the scene of a day as a Matplotlib figure, PNG, SVG or PDF."""

from __future__ import annotations

import copy
import io
import math
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
import shapely
from matplotlib.colors import to_rgb
from msgspec.structs import replace

from baltic_map.atlas import Atlas
from baltic_map.calendars import CivilDay
from baltic_map.checking import check
from baltic_map.collector import paused
from baltic_map.config import Extent
from baltic_map.contract import Feature, Scene
from baltic_map.day_view import DayView, FeatureView, LocalScene
from baltic_map.days import Day
from baltic_map.errors import AtlasError, MissingGlyphWarning
from baltic_map.files import write_atomically
from baltic_map.film import FILM_SIZE, check_film, film_files, write_film
from baltic_map.gallery import Gallery, alternative, data_hash
from baltic_map.print.basemap import Basemap, draw_land, draw_sea, draw_water
from baltic_map.print.book_pages import Plate, book_data
from baltic_map.print.book_panel import BookPanel, key_figure
from baltic_map.print.canvas import Canvas, Drawn, Group
from baltic_map.print.cards import draw_credits, draw_title
from baltic_map.print.features import FeatureLayer, draw_areas, draw_borders
from baltic_map.print.fingerprint import Fingerprints
from baltic_map.print.graticule import draw_frame, draw_graticule
from baltic_map.print.growth import Stop, growing_stops, share_along
from baltic_map.print.handout import MutePanel, numbered, silenced
from baltic_map.print.inks import Style, in_style
from baltic_map.print.inset import draw_inset, inset_box
from baltic_map.print.labels import Layout
from baltic_map.print.panel import draw_panel, draw_scale
from baltic_map.print.paper import DPI, Paper, parse_size
from baltic_map.print.pixels import Pixels
from baltic_map.print.png import PngWriter
from baltic_map.print.raster import Told, as_png, as_thumbnail, as_webp
from baltic_map.print.reading_mark import draw_mark
from baltic_map.print.route_days import short_day
from baltic_map.print.settings import plate_settings
from baltic_map.print.shared_svg import shareable
from baltic_map.print.sheet import PLATE_INCHES, POINTS_PER_INCH, Sheet
from baltic_map.print.source_pages import draw_sources, source_pages, sources_of
from baltic_map.print.tagged_plate import plate_data
from baltic_map.print.typefaces import cleaned
from baltic_map.print.typeset import can_typeset, require_typst, typeset
from baltic_map.print.vector_text import finished_svg, named_svg
from baltic_map.quoting import shown
from baltic_map.scene import build_scene

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["FILM_SIZE", "FORMATS", "Format", "Snapshot"]

Format = Literal["png", "svg", "pdf", "webp"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf", "webp")

PanelDrawer: TypeAlias = Callable[[Canvas, LocalScene, DayView, Basemap], Group]


class _PlateRenderer:
    """
    One figure on which day after day is printed.

    The ground lies under everything and never changes; the standing of the states changes on few days, signs and
    labels on many, the panel on all. For PNG all but the panel are kept as pictures.
    """

    def __init__(
        self, scene: LocalScene, basemap: Basemap, dpi: float, draw_panel: PanelDrawer | None, *, mute: bool = False
    ) -> None:
        self.scene, self.sheet, self.basemap = scene, basemap.sheet, basemap
        self._draw_panel, sheet = draw_panel, basemap.sheet
        background, halo = (scene.scene.palette[name].day for name in ("background", "halo"))
        canvas = Canvas(dpi, sheet.frame, background=background, halo=halo)
        self.canvas = canvas
        self.features = FeatureLayer(canvas, basemap, scene.scene.icons, mute=mute)
        self._below = [_at(0.0, draw(canvas, basemap)) for draw in (draw_sea, draw_land)]
        self._above = [_at(3.0, draw(canvas, basemap)) for draw in (draw_water, draw_graticule)]
        mark = scene.text(scene.reading.mark)
        if mark:
            self._above.append(_at(3.5, draw_mark(canvas, mark, scene.scene.palette["accent"].day)))
        self._top: list[Group] = []
        self._edge = [_at(5.0, draw_frame(canvas, scene, basemap))]
        labels = self.features.labels
        labels.began = self._began
        if draw_panel:
            box = inset_box(basemap.sheet, scene.features)
            if box:
                labels.reserved.append(box.grown(3.0))
                self._top.append(_at(19.0, draw_inset(canvas, basemap, box)))
            self._edge.append(_at(5.0, draw_scale(canvas, scene, sheet)))
        self._warned: set[str] = set()
        self._shown: tuple[DayView, Layout] | None = None
        self._stands: object = None
        self._areas: list[Group] = []
        self._borders: list[Group] = []
        self._things: list[Group] = []
        self._panel: list[Group] = []
        self._pixels = Pixels(canvas, sheet.width, sheet.height)
        self._ground: NDArray[np.uint8] | None = None
        self._standing: NDArray[np.uint8] | None = None

    @cached_property
    def _blank(self) -> Figure:
        return self.canvas.figure(self.sheet.width, self.sheet.height)

    @property
    def figure(self) -> Figure:
        """The day as a figure, made when it is asked for."""
        for each in [*self._blank.artists]:
            each.remove()
        for each in (*self._below, *self._above, *self._edge, *self._top, *self.things, *self._panel):
            self._blank.add_artist(each)
        return self._blank

    @property
    def things(self) -> list[Group]:
        """What is on the map of the day."""
        return [*self._areas, *self._borders, *self._things]

    def _began(self, feature: FeatureView) -> str:
        """Write on which day an arrow began."""
        scene, first = self.scene, feature.feature.span.certain_first
        if not feature.certain or not 0 <= first < len(scene.axis):
            return ""
        return short_day(scene.axis.day(first), scene.lang, scene.text(feature.feature.start))

    def set(self, plate: DayView) -> Layout:
        """Put a day on the sheet in place of the one before."""
        if self._shown and self._shown[0] is plate:
            return self._shown[1]
        stands = (plate.areas, tuple((each.id, each.symbol) for each in plate.borders))
        if stands != self._stands:
            self._areas = [_at(1.0, each) for each in draw_areas(self.canvas, self.basemap, plate.areas)]
            self._borders = [_at(4.0, each) for each in draw_borders(self.canvas, self.basemap, plate)]
            self._stands, self._standing = stands, None
        self._things, layout = self.features.draw(plate)
        drawn = self._draw_panel and self._draw_panel(self.canvas, self.scene, plate, self.basemap)
        self._panel = [_at(20.0, drawn)] if drawn else []
        self._shown = plate, layout
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
        """Draw the day in pixels."""
        return self._print(self._things)

    def begun(self, plate: DayView, shares: Mapping[str, float]) -> NDArray[np.uint8]:
        """Draw the day that was set with but the beginnings of some arrows and what they have passed."""
        arrows = self.features.begun(plate, shares)
        hidden = {*shares, *self.features.not_reached(plate, shares)}
        return self._print([*(each for each in self._things if each.get_gid() not in hidden), *arrows])

    def card(self, draw: Callable[[Canvas], Group]) -> NDArray[np.uint8]:
        """Draw a sheet with something else on it."""
        return self._pixels.paint([draw(self.canvas)])

    def _print(self, things: Iterable[Group]) -> NDArray[np.uint8]:
        if self._ground is None:
            self._ground = self._pixels.paint(self._below).copy()
        if self._standing is None:
            stands = [*self._areas, *self._above, *self._borders, *self._edge]
            self._standing = self._pixels.paint(stands, self._ground).copy()
        drawn: list[Drawn] = []
        for each in (*sorted(things, key=lambda each: each.get_zorder()), *self._top, *self._panel):
            # What is no thing of its own is spread over the sheet, and mostly stays.
            drawn += [each] if each.get_gid() else each.parts
        return self._pixels.paint(drawn, self._standing)


def _at(zorder: float, artist: Group) -> Group:
    artist.set_zorder(zorder)
    return artist


class _Stage:
    """Where a film is taken: the plates of an atlas and the cards of a film, as pixels."""

    def __init__(self, plates: Snapshot, renderer: _PlateRenderer) -> None:
        self.scene, self._plates, self._renderer = plates.scene, plates, renderer
        red, green, blue = (round(255 * each) for each in to_rgb(renderer.canvas.background))
        self.paper = red, green, blue
        (_, high), unit, box = plates.pixels, plates.dpi / POINTS_PER_INCH, plates.sheet.outer
        # With the rows and columns that its edge touches.
        rows = slice(max(math.floor(high - box.top * unit) - 1, 0), math.ceil(high - box.bottom * unit) + 1)
        self.map_box = rows, slice(max(math.floor(box.left * unit) - 1, 0), math.ceil(box.right * unit) + 1)

    def title(self, days: range) -> NDArray[np.uint8]:
        """Draw the card before the days."""
        axis, messages = self.scene.axis, self.scene.messages
        told = [messages.format_date(axis.iso(each)) for each in (days[0], days[-1])]
        words = " – ".join(dict.fromkeys(told))
        return self._card(lambda canvas: draw_title(canvas, self.scene, self._plates.sheet, words))

    def cards(self, days: range) -> list[Callable[[], NDArray[np.uint8]]]:
        """Give what draws the cards after the days: credits, and all works that a day of the film rests on."""
        scene, sheet = self.scene, self._plates.sheet
        views = (scene.on(scene.axis.day(index)) for index in days)
        works = {each.id: each for view in views for each in sources_of(scene, view, self._plates.atlas.bibliography)}
        listed = sorted(works.values(), key=lambda each: (each.text.casefold(), each.id))
        draws: list[Callable[[Canvas], Group]] = []
        if scene.credits:
            draws.append(lambda canvas: draw_credits(canvas, scene, sheet))
        title = scene.messages("card.sources")
        pages = source_pages(listed, sheet) if listed else []
        draws += [partial(draw_sources, scene=scene, title=title, sheet=sheet, page=page) for page in pages]
        return [partial(self._card, draw) for draw in draws]

    def growing(self, index: int, before: int) -> dict[str, list[Stop]]:
        """Name the arrows that grow between two days, with the stops by which they do."""
        scene = self.scene
        view, known = scene.on(scene.axis.day(index)), {each.id for each in scene.on(scene.axis.day(before)).features}
        new = {each.id: each.feature for each in view.features if each.symbol.shape == "arrow" and each.id not in known}
        passed = {
            key: [each for each in scene.features if each.routes and key in each.routes and each.geometry is not None]
            for key, arrow in new.items()
            if arrow.geometry is not None
        }
        if not any(passed.values()):
            return {}
        self._set(index)
        stops = {}
        for key, points in passed.items():
            curve = self._renderer.features.curve(key)
            if curve is not None:
                places = self._plates.sheet.to_points(np.array([_first(each) for each in points]).reshape(-1, 2))
                shares = [share_along(curve, x, y) for x, y in places]
                stops[key] = growing_stops([(0.0, new[key]), *zip(shares, points, strict=True)])
        return {key: each for key, each in stops.items() if each}

    def day(self, index: int) -> NDArray[np.uint8]:
        """Draw the plate of a day."""
        self._set(index)
        with plate_settings():
            return self._renderer.raster()[:, :, :3].copy()

    def begun(self, index: int, shares: Mapping[str, float]) -> NDArray[np.uint8]:
        """Draw the plate of a day on which of some arrows there is a share."""
        view = self._set(index)
        with plate_settings():
            return self._renderer.begun(view, shares)[:, :, :3].copy()

    def _set(self, index: int) -> DayView:
        view = self.scene.on(self.scene.axis.day(index))
        with plate_settings():
            self._renderer.set(view)
        return view

    def _card(self, draw: Callable[[Canvas], Group]) -> NDArray[np.uint8]:
        with plate_settings():
            return self._renderer.card(draw)[:, :, :3].copy()


def _first(feature: Feature) -> Any:
    return shapely.get_coordinates(feature.geometry)[0]


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
    size
        ``a4``, ``a3``, ``square``, ``plate``, or pixels as ``1600x1200``; in place of width and height.
    width_in, height_in
        Size of the sheet, inches; landscape. Type and lines keep their size: a larger sheet shows more of the land.
    dpi
        Pixels to the inch of a PNG or WebP, and of `figure`; 160 if it is left out, and for a size in pixels so many
        that its type is as large as on an A4.
    style
        ``light``, ``dark`` or ``grey``.
    layers
        Ids of the layers that are drawn and told; all if it is left out.
    extent
        West, south, east and north of what is shown at least, degrees; the atlas's view if it is left out.
    plain
        Whether the map stands alone, without the panel, the scale and the sources.

    Raises
    ------
    AtlasError
        If the sheet is too small for a plate, the atlas has no such reading or layer, the extent is no box of its own,
        the style is another, or the language has no words.

    Examples
    --------
    >>> from baltic_map import Snapshot
    >>> Snapshot(atlas).save("1940-06-17", "plate.png").name
    'plate.png'
    """

    def __init__(
        self,
        atlas: Atlas,
        lang: str | None = None,
        *,
        reading: str | None = None,
        size: str | None = None,
        width_in: float = PLATE_INCHES[0],
        height_in: float = PLATE_INCHES[1],
        dpi: float | None = None,
        style: Style = "light",
        layers: Iterable[str] | None = None,
        extent: tuple[float, float, float, float] | None = None,
        plain: bool = False,
    ) -> None:
        paper = parse_size(size, dpi, plain=plain) if size else Paper(width_in, height_in, DPI if dpi is None else dpi)
        self.style, self.plain, self.dpi = style, plain, paper.dpi
        self._whole = build_scene(atlas, [lang or atlas.config.language])
        self.atlas, scene = in_style(_showing(atlas, extent), self._whole, style)
        self.scene = LocalScene(_with_layers(scene, layers), reading=reading)
        self.sheet = Sheet(self.atlas.config, paper.width_in, paper.height_in, plain=plain)
        self.pixels = paper.pixels
        self._png = PngWriter()

    def __repr__(self) -> str:
        width, height = self.sheet.width / POINTS_PER_INCH, self.sheet.height / POINTS_PER_INCH
        return f"<Snapshot of {self.atlas.config.id!r}: {width:g} × {height:g} in, {self.dpi:g} dpi>"

    @cached_property
    def _basemap(self) -> Basemap:
        return Basemap(self.atlas, self.sheet)

    @cached_property
    def _renderer(self) -> _PlateRenderer:
        with plate_settings():
            return _PlateRenderer(self.scene, self._basemap, self.dpi, None if self.plain else draw_panel)

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
        with plate_settings():
            press = _PlateRenderer(self.scene, self._basemap, self.dpi, None if self.plain else draw_panel)
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
        with plate_settings():
            self._renderer.set(self.scene.on(day))
        return frozenset(str(artist.get_gid()) for artist in self._renderer.things if artist.get_gid())

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
        return Fingerprints(self.atlas, self.scene, (self.sheet.width, self.sheet.height, self.dpi, self.plain))

    def render(self, day: Day, format: Format = "png") -> bytes:  # noqa: A002 - Matplotlib's word for it
        """
        Print the plate of a day.

        Parameters
        ----------
        day
            Civil day.
        format
            ``png``, ``svg``, ``pdf`` or ``webp``.

        Returns
        -------
        data
            A whole file; the same for the same day, whatever was printed before. A PDF is tagged (PDF/UA-1) where Typst
            is installed: the extra ``book``.

        Raises
        ------
        AtlasError
            If the format is another.
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        """
        check_format(format)
        plate = self.scene.on(day)
        title = cleaned(", ".join([self.scene.title, plate.headline, *self.scene.reading_words]))
        told = Told(title, cleaned(alternative(self.scene, plate)), self._fingerprints.of(plate.index))
        # A plate leaves no rubbish that would have to be sought.
        with plate_settings(), paused():
            self._renderer.set(plate)
            if format == "png":
                return as_png(self._png, self._renderer.raster(), self.dpi, told)
            if format == "webp":
                return as_webp(self._renderer.raster(), told)
            if format == "pdf" and can_typeset():
                return self._tagged(told, plate)
            return self._vector(format, told, plate)

    def _tagged(self, told: Told, plate: DayView) -> bytes:
        sources = [] if self.plain else sources_of(self.scene, plate, self.atlas.bibliography)
        layout = self._renderer.features.labels.layout(plate)
        data = plate_data(self.scene, plate, told, self.sheet, layout, sources)
        # The renderer has told of letters that no font has.
        return typeset("plate", data, {"plate.svg": _svg_for_typst(self._renderer.figure)}, warns=False)

    def _vector(self, format_: Format, told: Told, plate: DayView) -> bytes:
        metadata: dict[str, Any] = {"Title": told.title, "Creator": "baltic-map"}
        if format_ == "svg":
            metadata |= {"Date": None, "Identifier": told.fingerprint, "Description": told.alternative}
        else:
            metadata |= {"Producer": "baltic-map", "CreationDate": None, "Keywords": told.fingerprint}
            metadata |= {"Subject": told.alternative}
        figure = self._renderer.figure
        if format_ == "pdf":
            return _pdf([figure, *self._source_figures(plate)], metadata)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="svg", metadata=metadata, facecolor=figure.get_facecolor(), dpi=72)
        return finished_svg(buffer.getvalue().decode())

    def _source_figures(self, plate: DayView) -> Iterator[Figure]:
        """Draw the pages that tell all sources of a plate."""
        if self.plain:
            return
        for page in source_pages(sources_of(self.scene, plate, self.atlas.bibliography), self.sheet):
            paint = self._renderer.canvas
            canvas = Canvas(self.dpi, self.sheet.frame, background=paint.background, halo=paint.halo)
            figure = canvas.figure(self.sheet.width, self.sheet.height)
            title = self.scene.messages("plate.all_sources", day=self.scene.messages.format_date(plate.iso))
            figure.add_artist(draw_sources(canvas, self.scene, title, self.sheet, page))
            yield figure

    def handout(self, day: Day, *, key: bool = False) -> bytes:
        """
        Print a handout for a class: the plate of a day, and the same map with numbers in place of names.

        Parameters
        ----------
        day
            Civil day.
        key
            Whether a third page has the names.

        Returns
        -------
        pdf
            A whole file, of two pages or three.

        Raises
        ------
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        """
        plate = self.scene.on(day)
        title = cleaned(", ".join([self.scene.title, plate.headline, *self.scene.reading_words]))
        metadata = {"Title": title, "Subject": cleaned(alternative(self.scene, plate)), "Creator": "baltic-map"}
        with plate_settings():
            layout = self._renderer.set(plate)
            numbers = numbered(plate, layout)
            names = {each.id: each.name for each in plate.features}
            pages: list[Figure] = [self._renderer.figure]
            for answers in (False, True)[: 1 + key]:
                panel = MutePanel({number: names[each] for each, number in numbers.items()}, answers)
                press = _PlateRenderer(self.scene, self._basemap, self.dpi, panel, mute=True)
                press.set(silenced(plate, numbers))
                pages.append(press.figure)
            return _pdf(pages, {**metadata, "Producer": "baltic-map", "CreationDate": None})

    def handouts(self, days: Iterable[Day], folder: str | os.PathLike[str], *, key: bool = False) -> Iterator[Path]:
        """
        Print handouts of several days, ``<day>-handout-<language>.pdf``, giving each path as soon as it is there.

        Of one day the name of the file may be given in the place of the folder; it ends in ``.pdf``.
        """
        for day in days:
            index, file = self.atlas.axis.index(day), Path(folder)
            if file.suffix.lower() != ".pdf" or file.is_dir():
                file /= f"{self.atlas.axis.iso(index)}-handout-{self.scene.lang}.pdf"
            write_atomically(file, self.handout(day, key=key))
            yield file

    def book(self, path: str | os.PathLike[str], days: Iterable[Day] = ()) -> Path:
        """
        Print a book: a cover, a key, a spread for each day, a chronology, a bibliography and an index of names.

        Parameters
        ----------
        path
            Where. A file that is there is replaced at once, when the new one is whole.
        days
            Civil days; the key days of the atlas if there are none.

        Returns
        -------
        path
            The file: PDF/UA-1, pages of A4, the same for the same data.

        Raises
        ------
        AtlasError
            If Typst is not installed (the extra ``book``), or the plates are ``plain``.
        DayOutOfRangeError
            If a day lies outside the atlas's window.
        """
        require_typst("book")
        if self.plain:
            raise AtlasError("book", "its plates have a panel", "Leave out plain")
        config = self.atlas.config
        chosen = list(days) or list(config.key_days) or [config.opening_day or self.atlas.axis.start]
        indexes = sorted({self.atlas.axis.index(day) for day in chosen})
        views = [self.scene.on(self.atlas.axis.day(index)) for index in indexes]
        panel, pictures, plates = BookPanel(), {}, []
        opening = self.atlas.axis.index(config.opening_day) if config.opening_day else -1
        with plate_settings():
            press = _PlateRenderer(self.scene, self._basemap, self.dpi, panel)
            for number, view in enumerate(views):
                layout, name = press.set(view), f"plate-{number}.svg"
                pictures[name] = _svg_for_typst(press.figure)
                plates.append(Plate(view, layout, name, panel.top))
            cover = _PlateRenderer(self.scene, self._basemap, self.dpi, None)
            cover.set(next((each for each in views if each.index == opening), views[0]))
            pictures |= {"cover.svg": _svg_for_typst(cover.figure)}
            pictures |= {"key.svg": _svg_for_typst(key_figure(self.scene, views, self._basemap))}
        data = book_data(self.scene, self.atlas.bibliography, self.sheet, plates)
        write_atomically(Path(path), typeset("book", data, pictures))
        return Path(path)

    def save(self, day: Day, path: str | os.PathLike[str]) -> Path:
        """
        Print the plate of a day into a file.

        Parameters
        ----------
        day
            Civil day.
        path
            Where; its suffix decides the format: ``.png``, ``.svg``, ``.pdf`` or ``.webp``. Folders are made. A file
            that is there is replaced at once, when the new one is whole.

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
        format: Format | Sequence[Format] = "png",  # noqa: A002
        *,
        force: bool = False,
        gallery: bool = True,
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
            ``png``, ``svg``, ``pdf`` or ``webp``, or several of them.
        force
            Whether to draw those too whose file is there and would be no other.
        gallery
            Whether to write small pictures, ``manifest.json`` and ``index.html`` beside the plates.

        Returns
        -------
        paths
            ``<day>.<format>``, in the order of the days; ``<day>-<reading>.<format>`` in another reading than the
            first.

        Raises
        ------
        AtlasError
            If a format is another.
        DayOutOfRangeError
            If a day lies outside the atlas's window; the plates before it are written.
        """
        return list(self.each(days, folder, format, force=force, gallery=gallery))

    def each(
        self,
        days: Iterable[Day],
        folder: str | os.PathLike[str],
        format: Format | Sequence[Format] = "png",  # noqa: A002
        *,
        force: bool = False,
        gallery: bool = True,
    ) -> Iterator[Path]:
        """Print plates as `run` does, giving each path as soon as its file is there."""
        axis, reading = self.atlas.axis, self.scene.reading.id
        formats = [format] if isinstance(format, str) else list(dict.fromkeys(format))
        for each in formats:
            check_format(each)
        suffix = "" if reading == self.atlas.config.readings[0].id else f"-{reading}"
        album = Gallery(Path(folder), self.atlas.config, self.scene, data_hash(self._whole)) if gallery else None
        try:
            for day in days:
                index = axis.index(day)
                name, new = f"{axis.iso(index)}{suffix}", False
                told, works = self._fingerprints.of(index), self._works_of(index) if album else {}
                for each in formats:
                    file = Path(folder) / f"{name}.{each}"
                    if force or not Fingerprints.is_on(file, told):
                        write_atomically(file, self.render(day, each))
                        new = True
                    if album:
                        album.add(file, index, self._picture(each, told), works)
                    yield file
                if album and (new or not album.has_thumbnail(name)):
                    write_atomically(album.thumbnail(name), self._thumbnail(day))
        finally:
            # What was drawn before a fault or an interrupt is there, and is told.
            if album:
                album.write()

    def _works_of(self, index: int) -> dict[str, dict[str, str]]:
        works = sources_of(self.scene, self.scene.on(self.atlas.axis.day(index)), self.atlas.bibliography)
        return {each.id: {"text": each.text, "address": each.address} for each in works}

    def film(
        self,
        path: str | os.PathLike[str],
        first: Day | None = None,
        last: Day | None = None,
        *,
        fps: int = 30,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Path]:
        """
        Make a film of a run of days: title, plates led into each other, credits; beside it captions.

        Parameters
        ----------
        path
            Where; its suffix decides the format: ``.webm`` (needs the extra ``film``), ``.gif`` or ``.webp``. The
            captions stand beside it, ``<name>.<language>.srt`` and ``.vtt`` in each language of the atlas.
        first, last
            Civil days, both included; the first and the last of the atlas if they are left out.
        fps
            Frames to the second.
        progress
            Is told how many of how many pictures are done.

        Returns
        -------
        files
            The film, then its captions. They are written when all of them are whole.

        Raises
        ------
        AtlasError
            If the suffix, the size or the frames to the second are none of a film, there is no encoder, the last day
            lies before the first, or the files cannot be written.
        DayOutOfRangeError
            If a day lies outside the atlas's window.
        """
        axis, file = self.atlas.axis, Path(path)
        start = 0 if first is None else axis.index(first)
        stop = len(axis) - 1 if last is None else axis.index(last)
        if stop < start:
            raise AtlasError("film", f"{last} lies before {first}", "Name the earlier day first")
        check_film(file, self.pixels, fps)
        config, days = self.atlas.config, range(start, stop + 1)
        langs = dict.fromkeys((*config.languages, self.scene.lang))
        whole = build_scene(self.atlas, list(langs))
        readers = [LocalScene(whole, lang, self.scene.reading.id) for lang in langs]
        stage = _Stage(self, self._renderer)
        settings, size = config.film, self.pixels
        made = film_files(stage, settings, days, file, fps=fps, size=size, readers=readers, progress=progress)
        return write_film(file, made)

    def change_days(self, days: Iterable[Day] = ()) -> list[CivilDay]:
        """
        List the days on which the map is another than on the day before.

        Parameters
        ----------
        days
            Those to choose from, the first of which is always taken; all of the atlas if there are none.

        Returns
        -------
        days
            In their order.
        """
        axis, changes = self.atlas.axis, set(self.scene.reading.changes)
        chosen = [axis.index(day) for day in days] or list(range(len(axis)))
        return [axis.day(index) for number, index in enumerate(chosen) if not number or index in changes]

    def _picture(self, format_: Format, fingerprint: str) -> dict[str, Any]:
        """Tell of a picture what its day does not."""
        size = {"pixels": self.pixels} if format_ in {"png", "webp"} else {}
        return {"format": format_, "style": self.style, **size, "fingerprint": fingerprint}

    def _thumbnail(self, day: Day) -> bytes:
        with plate_settings():
            self._renderer.set(self.scene.on(day))
            return as_thumbnail(self._renderer.raster())


def _svg_for_typst(figure: Figure) -> str:
    buffer = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(buffer, format="svg", metadata=nothing, facecolor="none", dpi=72)
    return shareable(named_svg(buffer.getvalue().decode()))


def _pdf(figures: Iterable[Figure], metadata: dict[str, Any]) -> bytes:
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415 - pixels need none of it

    buffer = io.BytesIO()
    with PdfPages(buffer, metadata=metadata) as pages:
        for each in figures:
            pages.savefig(each, facecolor=each.get_facecolor(), edgecolor="none", dpi=72)
    return buffer.getvalue()


def check_format(name: str) -> None:
    """Refuse what is no format of plates."""
    if name not in FORMATS:
        raise AtlasError("format", f"{shown(name)} is not a format of plates", f"Use one of {', '.join(FORMATS)}")


def _showing(atlas: Atlas, extent: tuple[float, float, float, float] | None) -> Atlas:
    """Give an atlas that opens on an extent."""
    if extent is None:
        return atlas
    config = atlas.config
    view = check(dict(zip(("west", "south", "east", "north"), extent, strict=False)), Extent)
    if isinstance(view, list) or len(extent) != 4:  # noqa: PLR2004
        hint = "Write west,south,east,north in degrees, such as 20,53.9,29.5,60.3"
        raise AtlasError("extent", f"{shown(','.join(map(str, extent)))} is no box", hint)
    if not config.extent.contains(view.bounds):
        known = config.extent
        hint = f"Stay inside {known.west:g},{known.south:g},{known.east:g},{known.north:g}"
        raise AtlasError("extent", "it reaches beyond the atlas", hint)
    found = copy.copy(atlas)
    found.config = replace(config, view=view)
    return found


def _with_layers(scene: Scene, layers: Iterable[str] | None) -> Scene:
    """Leave out of a scene what is in other layers."""
    if layers is None:
        return scene
    chosen, known = list(layers), [each.id for each in scene.layers]
    for each in chosen:
        if each not in known:
            raise AtlasError("layers", f"the atlas has no layer {shown(each)}", f"Use some of {', '.join(known)}")
    features = tuple(each for each in scene.features if each.layer in chosen)
    # How sure they are is told of signs alone.
    signed = any(scene.symbols[each.symbol].disc for each in features)
    legend = tuple(each for each in scene.legend if each.layer in chosen or (each.layer is None and signed))
    return replace(scene, features=features, legend=legend)
