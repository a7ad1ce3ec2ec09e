"""Build maps: a scene in, folium maps and files out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.scene import Scene
from baltic_map.web.page import OfflineMap, SceneElement
from baltic_map.web.payload import Ground, payload

__all__ = ["MapBuilder"]


class MapBuilder:
    """
    Assemble interactive maps of an atlas.

    Parameters
    ----------
    atlas
        An opened atlas, or the path of one; the package's own if it is left out.
    lang
        Language of words and names.

    Examples
    --------
    >>> MapBuilder().day("1940-06-16").save("16-june.html")  # doctest: +SKIP
    """

    def __init__(self, atlas: Atlas | str | os.PathLike[str] | None = None, *, lang: str = "en") -> None:
        self.atlas = atlas if isinstance(atlas, Atlas) else open_atlas(atlas)
        self.scene = Scene(self.atlas, lang)

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self.atlas)

    def day(self, day: str | date, *, linked: Iterable[date] = ()) -> OfflineMap:
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
        plate = self.scene.plate(day)
        config = self.atlas.config
        page = OfflineMap(
            title=f"{plate.headline} – {config.title}",
            lang=self.scene.lang,
            location=[(config.view.south + config.view.north) / 2, (config.view.west + config.view.east) / 2],
            zoom_start=6,
            min_zoom=4,
            max_zoom=10,
            zoom_snap=0.25,
            zoom_delta=0.5,
            zoom_control=False,
            attribution_control=False,
            # The page places these itself, and they are announced with the panels.
            keyboard=True,
        )
        data = payload(self.scene, plate, self._ground, linked=set(linked))
        page.add_child(SceneElement(data))
        return page

    def companions(self, days: Sequence[date]) -> list[date]:
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
        plates = [self.scene.plate(day) for day in days]
        near = {each for plate in plates for each in (plate.previous, plate.next) if each}
        return sorted({*days, *near})

    def build(self, days: Sequence[date], out: Path, *, index: date | None = None) -> Iterator[Path]:
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

        Yields
        ------
        path
            Each file as it is written, whole or not at all.

        Raises
        ------
        AtlasError
            If a file cannot be written.
        """
        for day in days:
            path = out / f"{day.isoformat()}.html"
            self.day(day, linked=days).save(path)
            yield path
        if index:
            path = out / "index.html"
            self.day(index, linked=days).save(path)
            yield path
