"""A site for a server or a stick: a light page for each day that tells it in words, and one script that all share."""

from __future__ import annotations

import html
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from baltic_map.day_view import DayView, LocalScene
from baltic_map.fonts import webfont_css
from baltic_map.web.bundle import begin_js, leaflet_css, leaflet_js, script, style
from baltic_map.web.document import packed
from baltic_map.web.entry_pages import STYLE, EntryPages, entry_page, page_style
from baltic_map.web.markup import addressed, escaped, light_page
from baltic_map.web.page_data import PageLinks
from baltic_map.web.plain import atlas_text, day_summary, day_text, plain_page

__all__ = ["ENTRIES", "SITEMAP_MOST", "site_files", "sitemap"]

ENTRIES = "features"
"""The folder of the pages of single things."""

SITEMAP_MOST = 50_000
"""How many addresses a sitemap may hold (sitemaps.org)."""

# Opened from a disk, a page has no origin of its own, and 'self' is nobody.
_POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; img-src data: blob:; "
    "font-src data:; base-uri 'none'; form-action 'none'"
)
_MAP = '\n<div class="folium-map" id="map" style="position: absolute;"></div>\n<script src="atlas.js"{}></script>'
_WORKS = "sources.html"
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def site_files(
    scene: LocalScene,
    data: dict[str, Any],
    center: Sequence[float],
    options: Mapping[str, Any],
    keys: Sequence[DayView],
    base_url: str | None,
    pictured: Collection[str] = (),
    entries: EntryPages | None = None,
) -> Iterator[tuple[str, str]]:
    """
    Give the files of a site.

    Parameters
    ----------
    scene
        Words and days; its language is that of the pages.
    data
        What `baltic_map.web.page_data.page_data` made of all days.
    center, options
        Latitude and longitude; what Leaflet's map is told besides.
    keys
        The days that the page of the whole atlas tells in words.
    base_url
        Address of the folder where the pages will stand; without it there is no sitemap.
    pictured
        Days (ISO) of which a picture stands beside the pages, as ``YYYY-MM-DD.png``: a link to one is shown with it.
    entries
        The pages of single things, which the days lead to.

    Yields
    ------
    file
        Its name, and what stands in it.
    """
    yield "begin.js", begin_js()
    yield "plain.css", style("css/plain.css", "css/site.css")
    yield STYLE, page_style(scene.scene.palette)
    yield "atlas.js", _shared(data, {"center": center, **options})
    pages = _Pages(scene, base_url, pictured, linked=entries is not None)
    yield "index.html", pages.index(keys, scene.axis.iso(data["opening"]))
    rows: dict[str, list[str]] = {month: [] for month in pages.months}
    for day in pages.days:
        shown = scene.on(day)
        summary = day_summary(scene, shown)
        yield f"{day}.html", pages.day(shown, summary)
        rows.setdefault(pages.month_of(day), []).append(
            f'<a href="{day}.html">{escaped(shown.headline)}</a> <span>{escaped(summary)}</span>'
        )
    for month in pages.months:
        yield f"{month}.html", pages.month(month, rows[month])
    yield "days.html", pages.all_months()
    yield _WORKS, pages.works()
    told = [_WORKS, *(f"{each}.html" for each in ("index", "days", *pages.months, *pages.days))]
    for each in entries.files() if entries else ():
        yield f"{ENTRIES}/{each.name}", each.text
        told += [f"{ENTRIES}/{each.name}"] if each.name.endswith(".html") else []
    if base_url:
        yield from sitemap(base_url, told)


def _shared(data: dict[str, Any], options: Mapping[str, Any]) -> str:
    """Write the script that each page loads: Leaflet, the page's own, its style and all data."""
    css = f"{leaflet_css()}\n{webfont_css()}\n{style()}"
    given = ",\n".join(json.dumps(each, ensure_ascii=False) for each in (options, css, packed(data)))
    return f"balticBegin();\n{leaflet_js()}\n{script('app/light-page.js')}\nbalticMap.open({given});\n"


class _Pages:
    """The pages of a site, as text."""

    def __init__(self, scene: LocalScene, base_url: str | None, pictured: Collection[str], *, linked: bool) -> None:
        self._scene = scene
        self._entry = _entry if linked else None
        self._base_url = base_url
        self._pictured = pictured
        self.days = [scene.axis.iso(index) for index in range(len(scene.axis))]
        # Where months or years are told, the pages of these stand directly under the list of all.
        self.months = [month for month, _ in groupby(map(self.month_of, self.days)) if month]

    def month_of(self, day: str) -> str:
        """Give the name of the page of the month that a day is in; empty where months or years are told."""
        return day[:-3] if self._scene.axis.precision == "day" else ""

    def index(self, keys: Sequence[DayView], opening: str) -> str:
        scene = self._scene
        links = f'<a href="days.html">{escaped(scene.messages("plain.days"))}</a>'
        if self._entry:
            links += f' · <a href="{ENTRIES}/index.html">{escaped(scene.messages("entry.index"))}</a>'
        links = f"<nav>{links}</nav>"
        return self._page(
            "index.html",
            scene.title,
            scene.text(scene.scene.subtitle),
            plain_page(scene.title, scene.lang, [links, atlas_text(scene, keys)], scene.messages) + _MAP.format(""),
            day=opening,
        )

    def day(self, view: DayView, summary: str) -> str:
        scene = self._scene
        title = f"{view.headline} – {scene.title}"
        near = self._neighbours(self.days, view.index)
        text = f"{near}\n{day_text(scene, view, PageLinks(None, None, ()), self._entry, _WORKS)}"
        own = f' data-day="{view.iso}" data-opening="{view.index}"'
        return self._page(
            f"{view.iso}.html",
            title,
            summary,
            plain_page(title, scene.lang, [text], scene.messages) + _MAP.format(own),
            day=view.iso,
        )

    def month(self, month: str, rows: Iterable[str]) -> str:
        written = self._scene.messages.format_date(month)
        title = f"{written} – {self._scene.title}"
        near = self._neighbours(self.months, self.months.index(month))
        return self._page(f"{month}.html", title, title, _listing(near, self._scene.title, written, rows, "rows"))

    def all_months(self) -> str:
        messages, atlas = self._scene.messages, self._scene.title
        listed = messages("plain.days")
        title = f"{listed} – {atlas}"
        rows = (f'<a href="{each}.html">{escaped(messages.format_date(each))}</a>' for each in self.months or self.days)
        return self._page(
            "days.html", title, title, _listing(self._whole(), self._scene.title, listed, rows, "columns")
        )

    def works(self) -> str:
        """List the works in full, each under its id: the pages of days tell them briefly."""
        scene = self._scene
        told = {each.work: scene.text(each.parts[0]) + scene.text(each.parts[-1]) for each in scene.scene.citations}
        listed = scene.messages("card.sources")
        title = f"{listed} – {scene.title}"
        rows = (
            f'<span id="{key}">{addressed(text)}</span>'
            for key, text in sorted(told.items(), key=lambda each: (each[1].casefold(), each[0]))
        )
        return self._page(_WORKS, title, title, _listing(self._whole(), scene.title, listed, rows, "works"))

    def _whole(self) -> str:
        whole = escaped(self._scene.messages("plain.whole"))
        return f'<nav class="bar trail"><a href="index.html">{whole}</a></nav>'

    def _neighbours(self, names: Sequence[str], index: int) -> str:
        """Link what comes before and after, the page above, and the whole atlas."""
        messages = self._scene.messages
        near = [(index - 1, "prev", "← {}"), (index + 1, "next", "{} →")]
        links = [
            f'<a href="{names[at]}.html" rel="{rel}">{escaped(shape.format(messages.format_date(names[at])))}</a>'
            for at, rel, shape in near
            if 0 <= at < len(names)
        ]
        month = self.month_of(names[index]) if names is self.days else ""
        above = (month, messages.format_date(month)) if month else ("days", messages("plain.days"))
        links.append(f'<a href="{above[0]}.html">{escaped(above[1])}</a>')
        links.append(f'<a href="index.html">{escaped(messages("plain.whole"))}</a>')
        return f'<nav class="bar trail">{" · ".join(links)}</nav>'

    def _page(self, name: str, title: str, description: str, body: str, *, day: str | None = None) -> str:
        """Write a page; one with a map says on which day it opens."""
        begin, sheet = ("", STYLE) if day is None else ('<script src="begin.js"></script>\n', "plain.css")
        head = f'{self._address(name, title, description, day)}<link rel="stylesheet" href="{sheet}">\n{begin}'
        return light_page(self._scene.lang, title, description, _POLICY, head=head, body=body)

    def _address(self, name: str, title: str, description: str, day: str | None) -> str:
        """Say where a page stands, and with which picture links to it are shown: the Open Graph protocol."""
        if not self._base_url:
            return ""
        canonical = f'<link rel="canonical" href="{html.escape(self._base_url + name)}">\n'
        if day not in self._pictured:
            return canonical
        shown = {
            "type": "website",
            "url": self._base_url + name,
            "title": title,
            "description": description,
            "image": f"{self._base_url}{day}.png",
        }
        rows = (f'<meta property="og:{key}" content="{html.escape(text)}">\n' for key, text in shown.items())
        return canonical + "".join(rows)


def sitemap(base_url: str, names: Sequence[str], most: int = SITEMAP_MOST) -> Iterator[tuple[str, str]]:
    """
    Write ``sitemap.xml``; if it is too long, in parts that it names.

    Parameters
    ----------
    base_url
        Address of the folder of the pages.
    names
        Names of the pages.
    most
        How many of them one file may hold.

    Yields
    ------
    file
        Its name, and what stands in it.
    """

    def write(kind: str, item: str, files: Sequence[str]) -> str:
        rows = "".join(f"<{item}><loc>{html.escape(base_url + each)}</loc></{item}>\n" for each in files)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{_SITEMAPS}">\n{rows}</{kind}>\n'

    if len(names) <= most:
        yield "sitemap.xml", write("urlset", "url", names)
        return
    parts: list[str] = []
    for first in range(0, len(names), most):
        parts.append(f"sitemap-{len(parts) + 1}.xml")
        yield parts[-1], write("urlset", "url", names[first : first + most])
    yield "sitemap.xml", write("sitemapindex", "sitemap", parts)


def _entry(key: str) -> str:
    return f"{ENTRIES}/{entry_page(key)}"


def _listing(links: str, atlas: str, title: str, rows: Iterable[str], kind: str) -> str:
    """Write what stands on a page that lists others."""
    listed = "".join(f"<li>{each}</li>\n" for each in rows)
    head = f'<p class="kind">{escaped(atlas)}</p>\n<h1>{escaped(title)}</h1>'
    return f'{links}\n<main>\n{head}\n<ul class="{kind}">\n{listed}</ul>\n</main>'
