"""What the page reads: a scene, the basemap in few bytes, and each language's days and messages."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from baltic_map.collector import paused
from baltic_map.contract import Scene, Span, as_data
from baltic_map.days import Axis
from baltic_map.excerpt import excerpt
from baltic_map.messages import Messages
from baltic_map.web.language import Language, language_of
from baltic_map.web.packed_basemap import BasemapScale

__all__ = ["Page", "PageLink", "PageLinks", "Report", "page_data"]


class PageLink(Struct, frozen=True):
    """A link to the page of another day; without ``href`` it has none."""

    iso: str
    text: str
    href: str | None
    current: bool


class PageLinks(Struct, frozen=True):
    """The pages of the changes before and after a day, and those of the key days."""

    previous: PageLink | None
    next: PageLink | None
    days: tuple[PageLink, ...]


class Report(Struct, frozen=True):
    """
    Where readers write to who have found something wrong.

    Parameters
    ----------
    address
        ``mailto:…``, or ``https://…`` with ``{title}``, ``{text}``, ``{id}`` and ``{version}``.
    version
        Of the atlas's data; empty if it has none.
    """

    address: str
    version: str


class Page(Struct, frozen=True):
    """
    A page.

    Parameters
    ----------
    scene
        What it shows.
    days
        The days that it has.
    opening, reading
        The day on which it opens, and the reading of the land.
    languages
        In the order of the scene's.
    basemap
        Its scales, from the coarse to the fine.
    links
        To the pages of other days, if it holds one day.
    address
        Where it stands in the web, for links to it; where it was opened if it is left out.
    report
        Where its cards lead those who have found something wrong.
    """

    scene: Scene
    days: Span
    opening: int
    reading: str
    languages: tuple[Language, ...]
    basemap: tuple[BasemapScale, ...]
    links: PageLinks | None
    address: str | None
    report: Report | None


@paused()
def page_data(
    scene: Scene,
    basemap: tuple[BasemapScale, ...],
    *,
    opening: int,
    reading: str | None = None,
    days: Span | None = None,
    links: PageLinks | None = None,
    address: str | None = None,
    report: Report | None = None,
    plain: bool = True,
) -> dict[str, Any]:
    """
    Put a scene into plain data for the page.

    Parameters
    ----------
    scene
        Of all days.
    basemap
        That of the same atlas, packed.
    opening
        The day the page opens on.
    reading
        Id of the reading of the land in which it opens; the scene's first if it is left out.
    days
        Those that the page has; all of them if they are left out.
    links
        To the pages of other days, for a page that holds one.
    address
        Where the page stands in the web, for links to it.
    report
        Where its cards lead those who have found something wrong; nowhere if it is left out.
    plain
        Whether the features are written as plain data too. What is to be packed has them as they are: of thousands
        that would take more room than all else.

    Returns
    -------
    data
        A `Page`, ready for ``json.dumps`` if it is plain, and for `baltic_map.web.packed_data.without_repeats`.
    """
    shown = days or Span(0, scene.total)
    part = scene if days is None else excerpt(scene, days)
    axis = Axis.counted(scene.first_day, scene.total, calendar=scene.calendar, precision=scene.precision)
    languages = tuple(language_of(Messages(each.lang, axis, each.words)) for each in scene.locales)
    # They stand among the messages of their language.
    part = replace(part, locales=tuple(replace(each, words=None) for each in part.locales))
    features = part.features
    if not plain:
        part = replace(part, features=())
    data: dict[str, Any] = as_data(
        Page(part, shown, opening, reading or scene.readings[0].id, languages, basemap, links, address, report)
    )
    if not plain:
        data["scene"]["features"] = features
    return data
