"""What a page says in words where its script does not run: the day, or the key days, as ordinary markup."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from baltic_map.config import Foreign
from baltic_map.scene import DrawnArea, DrawnMark, Plate, Scene
from baltic_map.words import Words, languages

__all__ = ["FLOOR", "atlas_text", "day_text", "days_text", "plain_page"]

FLOOR = {"chrome": "113", "firefox": "113", "safari": "16.4"}
"""The oldest browsers in which the map is drawn. A test holds scripts and styles to them."""


# The page of all days is to stay small: of each thing it names as many sources in words, the first.
_MOST_SOURCES = 2


class _Sources:
    """The sources of a text, each once, by number; of each thing all, or so many."""

    def __init__(self, most: int | None = None) -> None:
        self._numbers: dict[str, int] = {}
        self._most = most

    def cite(self, texts: Sequence[str]) -> str:
        return "".join(f"[{self._numbers.setdefault(text, len(self._numbers) + 1)}]" for text in texts[: self._most])

    def listed(self, words: Words) -> str:
        return _section(words("card.sources"), self._numbers, "ol")


def plain_page(title: str, lang: str, texts: Iterable[str]) -> str:
    """
    Write the part of a page that is read where its script does not run.

    Parameters
    ----------
    title
        Title of the page.
    lang
        Its language; where that has no words, they are English.
    texts
        Markup that tells what the map shows.

    Returns
    -------
    markup
        One element, for the beginning of the body. ``begin.js`` puts it away before it is seen.
    """
    words = Words(lang if lang in languages() else "en")
    own = "" if words.lang == lang else ' lang="en"'
    told = "\n".join(texts)
    more = f" {words('plain.in_words')}" if told else ""
    return (
        f'<main class="told" lang="{html.escape(lang)}">\n<h1>{_text(title)}</h1>\n'
        f'<p class="unscripted"{own}>{_text(words("plain.unscripted") + more)}</p>\n'
        f'<p class="too-old" hidden{own}>{_text(words("plain.too_old", **FLOOR) + more)}</p>\n{told}\n</main>'
    )


def day_text(scene: Scene, plate: Plate, pages: Mapping[str, Any]) -> str:
    """
    Tell a day in words.

    Parameters
    ----------
    scene, plate
        Words, and the day.
    pages
        Links to the pages of other days, as the page has them.

    Returns
    -------
    markup
        The day's events with their hours and certainty, how the land stood, the sources of both, and links.
    """
    words, sources = scene.words, _Sources()
    links = [
        f'<a href="{html.escape(page["href"])}">{_text(word + ": " if word else "")}{_text(page["text"])}</a>'
        for word, page in (
            (words("page.previous"), pages["previous"]),
            (words("page.next"), pages["next"]),
            *(("", page) for page in pages["days"] if not page["current"]),
        )
        if page and page["href"]
    ]
    happened = [_event(scene, mark, sources, whole=True) for mark in plate.events]
    return "\n".join(
        (
            f"<p>{_text(scene.atlas.config.subtitle_in(scene.lang))}</p>",
            _markup_section(words("page.events"), happened or [_text(words("page.no_events"))]),
            _markup_section(words("legend.land"), [_area(area, sources) for area in _subject_first(plate.areas)]),
            *([f"<p>{' · '.join(links)}</p>"] if links else []),
            sources.listed(words),
            _section(words("page.credits"), scene.atlas.config.credits_in(scene.lang)),
        )
    )


def atlas_text(scene: Scene, plates: Sequence[Plate]) -> str:
    """
    Tell some days of an atlas in words.

    Parameters
    ----------
    scene, plates
        Words, and the days.

    Returns
    -------
    markup
        Under each day its events and how the land stood that the atlas is about; then the sources.
    """
    words, sources, config = scene.words, _Sources(_MOST_SOURCES), scene.atlas.config
    days = []
    for plate in plates:
        happened = [_event(scene, mark, sources, whole=False) for mark in plate.events]
        land = [_area(area, sources) for area in plate.areas if _is_subject(area)]
        days.append(_markup_section(plate.headline, [*(happened or [_text(words("page.no_events"))]), *land]))
    return "\n".join(
        (
            f"<p>{_text(config.subtitle_in(scene.lang))}</p>",
            *days,
            sources.listed(words),
            _section(words("page.credits"), config.credits_in(scene.lang)),
        )
    )


def days_text(words: Words, first: str, last: str, begins: Mapping[str, Sequence[str]]) -> str:
    """
    Tell in words what begins on which day.

    Parameters
    ----------
    words
        Words of the page.
    first, last
        The days of the page, ISO.
    begins
        Names by day, ISO.

    Returns
    -------
    markup
        The days, and under each what begins on it.
    """
    rows = [f"<b>{_text(words.date(day))}</b> {'; '.join(map(_text, names))}" for day, names in begins.items()]
    return _markup_section(words("dates.from_to", start=words.date(first), end=words.date(last)), rows)


def _event(scene: Scene, mark: DrawnMark, sources: _Sources, *, whole: bool) -> str:
    words, fields = scene.words, mark.feature.fields
    time = fields.time or ""
    if fields.time and fields.clock:
        time = words("dates.time", time=fields.time, clock=words(f"dates.{fields.clock.lower()}"))
    maybe = words("legend.possible")
    sure = [words(f"certainty.{fields.certainty}"), *([] if mark.certain else [maybe[:1].lower() + maybe[1:]])]
    return (
        (f"<b>{_text(time)}</b> " if time else "")
        + f"{_text(mark.name)} <small>({_text('; '.join(sure))}) {sources.cite(mark.card.sources)}</small>"
        + (f"<br>{_text(mark.card.description)}" if whole and mark.card.description else "")
    )


def _area(area: DrawnArea, sources: _Sources) -> str:
    return f"{_text(area.label)} <small>{sources.cite(area.card.sources)}</small>"


def _is_subject(area: DrawnArea) -> bool:
    """Tell whether it is what the atlas is about: that is hatched or edged."""
    return area.look.hatch is not None or area.look.inner is not None


def _subject_first(areas: Iterable[DrawnArea]) -> list[DrawnArea]:
    return sorted(areas, key=lambda each: not _is_subject(each))


def _section(title: str, texts: Iterable[str], tag: str = "ul") -> str:
    return _markup_section(title, map(_text, texts), tag)


def _markup_section(title: str, items: Iterable[str], tag: str = "ul") -> str:
    rows = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<h2>{_text(title)}</h2>\n<{tag}>\n{rows}</{tag}>" if rows else f"<h2>{_text(title)}</h2>"


def _text(text: str) -> str:
    escaped = html.escape(text, quote=False)
    return f'<span lang="en">{escaped}</span>' if isinstance(text, Foreign) else escaped
