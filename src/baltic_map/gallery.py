"""A folder of plates: what each of them shows, as data for programs and as a page for readers."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlencode

import msgspec
import shapely

from baltic_map.config import Config
from baltic_map.contract import Scene
from baltic_map.day_view import DayView, LocalScene
from baltic_map.errors import AtlasError
from baltic_map.files import write_atomically
from baltic_map.reading import exists, read_regular

__all__ = ["MANIFEST", "PAGE", "THUMBNAILS", "Gallery", "alternative", "data_hash"]

MANIFEST, PAGE, THUMBNAILS = "manifest.json", "index.html", "thumbnails"
"""What is written beside the plates."""

_VERSION, _LARGEST = 1, 256_000_000

# Where the page of all days stands, if the atlas does not say: `build` and `snapshot` write it one folder above.
_ATLAS_PAGE = "../index.html"

# By this a page of ours is known: no other is written over.
_MARK = '<meta name="generator" content="baltic-map snapshot">'

_EVENTS, _LANDS = 3, 4

_STYLE = """
:root{{color-scheme:light dark}}
body{{margin:0 auto;max-width:88rem;padding:1.5rem;background:{background[0]};color:{text[0]};font:1rem/1.45 system-ui,
sans-serif}}
h1,h2{{font-family:Georgia,serif;font-weight:600;line-height:1.15}}h1{{margin:0}}h2{{margin:2.5rem 0 .75rem;padding-top:
.5rem;border-top:1px solid currentColor}}a{{color:{accent[0]}}}nav{{display:flex;flex-wrap:wrap;gap:.25rem 1rem}}
ul{{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:1.5rem;margin:0;padding:0;
list-style:none}}li a{{text-decoration-thickness:1px}}img{{display:block;width:100%;height:auto;aspect-ratio:7/5;
object-fit:contain;background:{land[0]};outline:1px solid {muted[0]}}}h3{{margin:.5rem 0 0;font:600 1rem/1.3 Georgia,
serif}}p{{margin:.15rem 0}}.works{{columns:24rem;font-size:.875rem;padding:0}}.works li{{margin-left:2.25rem;
break-inside:avoid;overflow-wrap:anywhere}}.links{{font-size:.875rem}}
@media(prefers-color-scheme:dark){{body{{background:{background[1]};color:{text[1]}}}a{{color:{accent[1]}}}
img{{outline-color:{muted[1]}}}}}
@media print{{a{{color:inherit}}li{{break-inside:avoid}}}}
"""


def alternative(scene: LocalScene, plate: DayView) -> str:
    """
    Tell in a sentence what is on the plate of a day: for those who do not see it.

    Parameters
    ----------
    scene, plate
        Words, and the day.

    Returns
    -------
    sentence
        The day, its chief events, and the lands that do not stand as they did.
    """
    events = [each.name for each in plate.events[:_EVENTS]]
    # In the order of the legend, which has the subject first.
    lands = [each for group in plate.legend for each in group.items if each.area]
    changed = [each.label for each in lands if each.area and (each.area.hatch or each.area.edge)]
    told = [*events, *changed[:_LANDS]]
    day = scene.messages.format_day(plate.iso)
    return scene.messages("plate.alternative", day=day, told="; ".join(told) or scene.title)


class Gallery:
    """
    What is beside the plates in a folder.

    Parameters
    ----------
    folder
        Of the plates; what its manifest tells of other plates that are still there is kept.
    config, scene
        Of the atlas: its address and its colours; and the words.
    data
        The hash of its data (`data_hash`).
    """

    def __init__(self, folder: Path, config: Config, scene: LocalScene, data: str) -> None:
        self._folder, self._config, self._scene, self._data = folder, config, scene, data
        self._works: dict[str, dict[str, str]] = {}
        self._pictures: dict[str, dict[str, Any]] = {each["file"]: each for each in self._known()}
        self._added = False

    def _known(self) -> Iterator[dict[str, Any]]:
        try:
            told = json.loads(read_regular(self._folder / MANIFEST, _LARGEST, MANIFEST))
            pictures = told["pictures"] if told["version"] == _VERSION else []
            for key, work in told["works"].items():
                self._works[key] = {name: str(work[name]) for name in ("text", "address")}
        except (AtlasError, ValueError, LookupError, TypeError, AttributeError):
            return
        for each in pictures:
            # Names of files alone: the manifest may come from anywhere.
            name = each.get("file") if isinstance(each, dict) else None
            if isinstance(name, str) and name == PurePosixPath(name).name and (self._folder / name).is_file():
                yield each

    def add(self, file: Path, index: int, told: Mapping[str, Any], works: Mapping[str, dict[str, str]]) -> None:
        """
        Tell of a plate that is there, the day of its position on the axis, and what its maker knows of it.

        Its foot has no room for all works that it rests on: they are told here, by id, each with its text and address.
        """
        scene = self._scene
        self._works |= works
        view = scene.on(scene.axis.day(index))
        self._added = True
        self._pictures[file.name] = {
            "file": file.name,
            "day": view.iso,
            "title": view.headline,
            "events": [each.name for each in view.events],
            "alternative": alternative(scene, view),
            "lang": scene.lang,
            "reading": scene.reading.id,
            **told,
            "data": self._data,
            "thumbnail": f"{THUMBNAILS}/{file.stem}.webp",
            "things": sorted(view.drawn_ids),
            "works": list(works),
        }

    def thumbnail(self, stem: str) -> Path:
        """Give the path of the small picture of a plate."""
        return self._folder / THUMBNAILS / f"{stem}.webp"

    def has_thumbnail(self, stem: str) -> bool:
        """Tell whether the small picture of a plate is there."""
        return self.thumbnail(stem).is_file()

    def write(self) -> None:
        """Write the manifest and the page; a page that is not of this making stays."""
        if not self._added:
            return
        pictures = sorted(self._pictures.values(), key=lambda each: (_in_time(str(each.get("day"))), each["file"]))
        told = {"version": _VERSION, "atlas": self._config.id, "title": self._scene.title, "pictures": pictures}
        told["works"] = {key: self._works[key] for key in self._cited()}
        write_atomically(self._folder / MANIFEST, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
        if self._may_write_page():
            write_atomically(self._folder / PAGE, self._page(pictures).encode())

    def _cited(self) -> list[str]:
        """List the works of all pictures, by their words."""
        cited = {str(key) for each in self._pictures.values() for key in each.get("works", ())}
        return sorted(cited & self._works.keys(), key=lambda key: (self._works[key]["text"].casefold(), key))

    def _sources(self) -> str:
        lines = (
            f"<li>{html.escape(work['text'])}{f' {_linked(address)}' if (address := work['address']) else ''}</li>\n"
            for work in map(self._works.__getitem__, self._cited())
        )
        title = html.escape(self._scene.messages("card.sources"))
        return f'<section id="sources">\n<h2>{title}</h2>\n<ol class="works">\n{"".join(lines)}</ol>\n</section>'

    def _may_write_page(self) -> bool:
        try:
            return _MARK.encode() in read_regular(self._folder / PAGE, _LARGEST, PAGE)
        except AtlasError:
            return not exists(self._folder, PAGE)

    def _page(self, pictures: list[dict[str, Any]]) -> str:
        scene = self._scene
        title = f"{scene.title} – {scene.messages('plate.gallery')}"
        months = [(month, list(group)) for month, group in groupby(pictures, lambda each: _month(str(each["day"])))]
        named = [(month, scene.messages.format_date(month), group) for month, group in months]
        links = "\n".join(f'<a href="#m{month}">{html.escape(name)}</a>' for month, name, _ in named)
        sections = "\n".join(
            f'<section id="m{month}">\n<h2>{html.escape(name)}</h2>\n<ul>\n{self._items(group)}</ul>\n</section>'
            for month, name, group in named
        )
        style = _STYLE.format_map(self._config.palette).replace("\n", "")
        policy = "default-src 'none'; img-src * data:; style-src 'unsafe-inline'"
        return (
            f'<!DOCTYPE html>\n<html lang="{scene.lang}">\n<head>\n<meta charset="utf-8">\n{_MARK}\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
            f"<title>{html.escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f"<header>\n<h1>{html.escape(title)}</h1>\n<p>{html.escape(scene.subtitle)}</p>\n<nav>\n{links}\n</nav>\n"
            f"</header>\n<main>\n{sections}\n{self._sources() if self._works else ''}\n</main>\n</body>\n</html>\n"
        )

    def _items(self, pictures: list[dict[str, Any]]) -> str:
        """List pictures; those that are one plate in several formats once."""
        plates = groupby(pictures, lambda each: str(each["file"]).rpartition(".")[0])
        return "".join(self._item(list(group)) for _, group in plates)

    def _item(self, pictures: list[dict[str, Any]]) -> str:
        first = {key: html.escape(str(value)) for key, value in pictures[0].items()}
        query = {"date": pictures[0]["day"], "lang": pictures[0]["lang"], "reading": pictures[0]["reading"]}
        address = (self._config.base_url or _ATLAS_PAGE) + f"#{urlencode(query)}"
        formats = " · ".join(
            f'<a href="{html.escape(each["file"])}">{html.escape(str(each.get("format", "")).upper())}</a>'
            for each in pictures
        )
        words = html.escape(self._scene.messages("plate.on_the_map"))
        image = f'<img src="{first["thumbnail"]}" alt="{first["alternative"]}" loading="lazy">'
        page = f'<a href="{html.escape(address)}">{words}</a>'
        events = pictures[0].get("events") or [""]
        return (
            f'<li><a href="{first["file"]}">{image}</a>\n<h3>{first["title"]}</h3>\n<p>{html.escape(events[0])}</p>\n'
            f'<p class="links">{formats} · {page}</p></li>\n'
        )


def _linked(address: str) -> str:
    """Link an address of the web; another one is written as it is."""
    shown = html.escape(address)
    return f'<a href="{shown}">{shown}</a>' if address.startswith(("https://", "http://")) else shown


def _in_time(day: str) -> tuple[int, str]:
    """Order days, months or years, those before our era too."""
    year, _, rest = day[1:].partition("-")
    return (int(day[0] + year) if year.isdigit() else 0), rest


def _month(day: str) -> str:
    """Give the month of a day; of a month or a year itself."""
    return day[:-3] if day.count("-", 1) > 1 else day


def data_hash(scene: Scene) -> str:
    """Give one number for all that a scene says."""
    told = msgspec.json.encode(scene, enc_hook=shapely.to_wkb, order="deterministic")
    return hashlib.sha256(told).hexdigest()
