"""Build maps: a scene in, folium maps and files out."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.collector import paused
from baltic_map.config import closest_zoom, parse_base_url
from baltic_map.contract import Scene, Span
from baltic_map.dataset import describe
from baltic_map.day_view import DayView, LocalScene
from baltic_map.days import CivilDay, Day
from baltic_map.errors import AtlasError
from baltic_map.files import write_atomically, write_together
from baltic_map.messages import Messages
from baltic_map.report_link import parse_report
from baltic_map.scene import build_scene
from baltic_map.web.document import scene_page
from baltic_map.web.entry_pages import EntryPages
from baltic_map.web.packed_basemap import BasemapScale, pack_basemap
from baltic_map.web.page_data import PageLink, PageLinks, Report, page_data
from baltic_map.web.plain import atlas_text, day_text
from baltic_map.web.site import ENTRIES, site_files

if TYPE_CHECKING:
    from baltic_map.web.page import OfflineMap

__all__ = ["MapBuilder"]

# Two hundred years of days: what a folder and a server still bear.
_MOST_PAGES = 75_000
# Of Leaflet's map, in its words. The page places the controls itself, and they are announced with the panels.
_OPTIONS = {
    "zoom": 6,
    "zoomControl": False,
    "preferCanvas": False,
    "zoomSnap": 0.25,
    "zoomDelta": 0.5,
    "attributionControl": False,
    "keyboard": True,
    "minZoom": 4,
}


class MapBuilder:
    """
    Assemble interactive maps of an atlas.

    Parameters
    ----------
    atlas
        An opened atlas, or the path of one; the package's own if it is left out.
    lang
        Language of words and names; that of the atlas if it is left out.
    reading
        Id of the reading of the land in which days are drawn; the atlas's first if it is left out. Readers may choose
        another.
    base_url
        Address of the folder where the pages will stand, for the links that readers copy; that of ``atlas.toml`` if it
        is left out.
    report
        Where cards lead readers who have found something wrong: ``mailto:…`` or ``https://…{title}…{text}…``; that of
        ``atlas.toml`` if it is left out.

    Raises
    ------
    AtlasError
        If the atlas cannot be opened, has no such reading, the language has no words, or an address is none.

    Examples
    --------
    >>> from baltic_map import MapBuilder
    >>> page = MapBuilder(atlas).day("1940-06-16")
    >>> page.save("16-june.html")
    """

    def __init__(
        self,
        atlas: Atlas | str | os.PathLike[str] | None = None,
        *,
        lang: str | None = None,
        reading: str | None = None,
        base_url: str | None = None,
        report: str | None = None,
    ) -> None:
        self.atlas = atlas if isinstance(atlas, Atlas) else open_atlas(atlas)
        self.lang = lang or self.atlas.config.language
        self.messages = Messages(self.lang, self.atlas.axis, self.atlas.words.get(self.lang))
        self.atlas.read(reading)
        self._reading = reading
        self._asked = False
        config = self.atlas.config
        self.base_url = config.base_url if base_url is None else parse_base_url(base_url)
        address = config.report if report is None else parse_report(report)
        self._report = Report(address, config.publication.version or "") if address else None

    def _address(self, file: str) -> str | None:
        """Give the address of a page, if that of its folder is known."""
        return self.base_url and f"{self.base_url}{file}"

    @property
    def scene(self) -> Scene:
        """
        What the maps are drawn from: the atlas as plain data, in the builder's language.

        Examples
        --------
        >>> scene = MapBuilder(atlas).scene
        >>> scene.first_day, scene.total
        ('1939-08-23', 679)
        """
        return self.local_scene.scene

    @cached_property
    def local_scene(self) -> LocalScene:
        """The scene with its words, in the builder's reading."""
        return LocalScene(build_scene(self.atlas, [self.lang]), reading=self._reading)

    @cached_property
    def _basemap(self) -> tuple[BasemapScale, ...]:
        return pack_basemap(self.atlas)

    def day(self, day: Day, *, linked: Iterable[Day] = ()) -> OfflineMap:
        """
        Draw one day.

        Parameters
        ----------
        day
            Civil day of the atlas.
        linked
            Days whose pages stand beside this one (as ``YYYY-MM-DD.html``): the page links to them.

        Returns
        -------
        map
            A ``folium.Map``: shows itself in a notebook, saves itself as one file that needs no network, and takes
            further folium layers.

        Raises
        ------
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        """
        return self._map(*self._day(day, linked))

    @paused()
    def _day(self, day: Day, linked: Iterable[Day]) -> tuple[str, dict[str, Any], str]:
        """Give title, data and text of a day's page."""
        index = self.atlas.axis.index(day)
        days = Span(index, index + 1)
        scene = self._scene_on(index)
        view = scene.on(day)
        links = self._links(view, {str(self.atlas.axis.parse(day)) for day in linked})
        data = page_data(
            scene.scene,
            self._basemap,
            opening=view.index,
            reading=scene.reading.id,
            days=days,
            links=links,
            address=self._address(f"{view.iso}.html"),
            report=self._report,
            plain=False,
        )
        return f"{view.headline} – {scene.title}", data, day_text(scene, view, links)

    def _scene_on(self, index: int) -> LocalScene:
        """Give what the page of a day needs: for the first that is asked for, and alone, no more than that."""
        if self._asked or "local_scene" in self.__dict__:
            return self.local_scene
        self._asked = True
        return LocalScene(build_scene(self.atlas, [self.lang], index), reading=self._reading)

    def atlas_map(self, opening: Day | None = None, langs: Sequence[str] | None = None) -> OfflineMap:
        """
        Draw all days, with a time bar.

        Parameters
        ----------
        opening
            Day the map opens on; the atlas's opening day, or its first, if it is left out.
        langs
            Languages the reader can choose from; those of the atlas that have words if they are left out. The map
            opens in the builder's own.

        Returns
        -------
        map
            A ``folium.Map``, as from `day`.

        Raises
        ------
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        UnknownNameError
            If a language has no words.
        """
        scene, keys, data = self._all_days(opening, langs)
        return self._map(scene.title, data, atlas_text(scene, keys))

    @paused()
    def _all_days(
        self, opening: Day | None, langs: Sequence[str] | None = None
    ) -> tuple[LocalScene, list[DayView], dict[str, Any]]:
        """Give the scene of all days, the days that its page tells in words, and the page's data."""
        atlas = self.atlas
        index = atlas.axis.index(opening or atlas.config.opening_day or atlas.axis.start)
        wanted = langs if langs is not None else list(atlas.config.languages)
        langs = [self.lang, *(lang for lang in wanted if lang != self.lang)]
        alone = langs == [self.lang]
        scene = self.local_scene if alone else LocalScene(build_scene(atlas, langs), reading=self._reading)
        keys = [scene.on(day) for day in sorted({atlas.axis.day(index), *atlas.config.key_days})]
        data = page_data(
            scene.scene,
            self._basemap,
            opening=index,
            reading=scene.reading.id,
            address=self._address("index.html"),
            report=self._report,
            plain=False,
        )
        return scene, keys, data

    @property
    def _center(self) -> tuple[float, float]:
        view = self.atlas.config.view
        return (view.south + view.north) / 2, (view.west + view.east) / 2

    @property
    def _options(self) -> dict[str, Any]:
        return {**_OPTIONS, "maxZoom": closest_zoom(self.atlas.config.view)}

    def _map(self, title: str, data: dict[str, Any], text: str) -> OfflineMap:
        # Imported late: it takes as long as a page, and files are written without it.
        from baltic_map.web.page import OfflineMap, SceneElement  # noqa: PLC0415

        page = OfflineMap(title=title, lang=self.lang, location=self._center)
        page.options = self._options
        page.add_child(SceneElement(data, text))
        return page

    @paused()
    def _write(self, path: Path, title: str, data: dict[str, Any], text: str) -> Path:
        page = scene_page(title, self.lang, self._center, self._options, data, text)
        write_atomically(path, page.encode())
        return path

    def _links(self, view: DayView, linked: AbstractSet[str]) -> PageLinks:
        """Link the page of a day to its neighbours, and to the key days that are built with it."""
        messages = self.messages

        def link(iso: str) -> PageLink:
            return PageLink(iso, messages.format_date(iso), f"{iso}.html" if iso in linked else None, iso == view.iso)

        previous, following = (
            None if index is None else link(self.atlas.axis.iso(index)) for index in (view.previous, view.next)
        )
        keys = [day.isoformat() for day in self.atlas.config.key_days]
        return PageLinks(previous, following, tuple(link(iso) for iso in keys if iso in linked))

    def companions(self, days: Sequence[Day]) -> list[CivilDay]:
        """
        Add to some days the days of the change before and after each of them.

        Parameters
        ----------
        days
            Days of the atlas.

        Returns
        -------
        days
            In order, each once: what must be built so that the links of the given days lead somewhere.
        """
        views = [self.local_scene.on(day) for day in days]
        near = {index for view in views for index in (view.previous, view.next) if index is not None}
        return sorted({*map(self.atlas.axis.parse, days), *map(self.atlas.axis.day, near)})

    def build(
        self, days: Sequence[Day], out: Path, *, index: Day | None = None, langs: Sequence[str] | None = None
    ) -> Iterator[Path]:
        """
        Write pages.

        Parameters
        ----------
        days
            Days of the atlas; the pages link to each other.
        out
            Folder; made if need be.
        index
            The day ``index.html`` opens on; no index is written if it is left out.
        langs
            Languages of the index, as for `atlas_map`.

        Yields
        ------
        path
            Each file as it is written, whole or not at all.

        Raises
        ------
        DayOutOfRangeError, UnknownNameError
            As for `atlas_map`.
        AtlasError
            If a file cannot be written.
        """
        # Made first: what is wrong with it is told before anything is written.
        whole = self._all_days(index, langs) if index else None
        self._asked |= len(days) > 1
        for day in days:
            yield self._write(out / f"{self.atlas.axis.parse(day)}.html", *self._day(day, days))
        if whole:
            scene, keys, data = whole
            yield self._write(out / "index.html", scene.title, data, atlas_text(scene, keys))

    def build_site(
        self,
        out: Path,
        opening: Day | None = None,
        langs: Sequence[str] | None = None,
        *,
        pictured: Collection[Day] = (),
        entries: bool = False,
    ) -> Iterator[Path]:
        """
        Write a site: a light page for each day, which all load one script with all data.

        Parameters
        ----------
        out
            Folder, for a server or a disk; made if need be.
        opening, langs
            As for `atlas_map`, of ``index.html``.
        pictured
            Days of which a picture stands in the folder, as ``YYYY-MM-DD.png``, for those who link to their pages.
        entries
            Whether each feature, territory, border line and retired id has a page too, ``features/ID.html``.

        Yields
        ------
        path
            Each file as it is written beside its place, which all take together at the end: pages, what they share, an
            index by month and, if the address of the folder is known, a ``sitemap.xml``.

        Raises
        ------
        DayOutOfRangeError, UnknownNameError
            As for `atlas_map`.
        AtlasError
            If a file cannot be written, or there would be more than 75,000 pages.
        """
        if (total := len(self.atlas.axis)) > _MOST_PAGES:
            unit = self.atlas.axis.precision
            hint = f"Build the page of all {unit}s, or pages of some of them"
            raise AtlasError("site", f"it would have {total} pages, one for each {unit}", hint)
        scene, keys, data = self._all_days(opening, langs)
        names = {str(self.atlas.axis.parse(day)) for day in pictured}
        single = None
        if entries:
            base = self._address(f"{ENTRIES}/")
            single = EntryPages(self.atlas, scene.scene, describe(self.atlas), "../index.html", base)
        files = site_files(scene, data, self._center, self._options, keys, self.base_url, names, single)
        yield from write_together(out, ((name, text.encode()) for name, text in files))
