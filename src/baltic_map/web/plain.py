"""What a page says in words where its script does not run: the day, or the key days, as ordinary markup."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence

from baltic_map.contract import Area, TextNumber
from baltic_map.day_view import DayView, FeatureView, LocalScene
from baltic_map.messages import Messages, languages
from baltic_map.text import Text, sentences
from baltic_map.web.markup import escaped, marked
from baltic_map.web.page_data import PageLinks

__all__ = ["FLOOR", "atlas_text", "day_summary", "day_text", "days_text", "plain_page"]

FLOOR = {"chrome": "113", "firefox": "113", "safari": "16.4"}
"""The oldest browsers in which the map is drawn. A test holds scripts and styles to them."""


# The page of all days is to stay small: of each thing it names as many sources in words, the first.
_MOST_SOURCES = 2


class _Sources:
    """
    The sources of a text, each once, by number; of each thing all, or so many.

    Where a page beside tells the works in full, they are told briefly, with links to it.
    """

    def __init__(self, scene: LocalScene, *, most: int | None = None, page: str | None = None) -> None:
        self._numbers: dict[str, int] = {}
        self._scene, self._most, self._page = scene, most, page

    def cite(self, sources: Sequence[int]) -> str:
        told = map(self._told, sources[: self._most])
        return "".join(f"[{self._numbers.setdefault(each, len(self._numbers) + 1)}]" for each in told)

    def _told(self, number: int) -> str:
        scene = self._scene
        citation = scene.scene.citations[number]
        if self._page is None:
            return escaped("".join(map(scene.text, citation.parts)))
        # Between the work and its address there may be a place in it.
        places = "".join(map(scene.text, citation.parts[1:-1]))
        name = escaped(scene.text(scene.scene.works[citation.work].name))
        return f'<a href="{self._page}#{citation.work}">{name}</a>{escaped(places)}'

    def listed(self, messages: Messages) -> str:
        return _markup_section(messages("card.sources"), self._numbers, "ol")


def plain_page(title: str, lang: str, texts: Iterable[str], messages: Messages | None = None) -> str:
    """
    Write the part of a page that is read where its script does not run.

    Parameters
    ----------
    title
        Title of the page.
    lang
        Its language.
    texts
        Markup that tells what the map shows.
    messages
        Words of that language; those of the package if they are left out, English where it has none.

    Returns
    -------
    markup
        One element, for the beginning of the body. ``bootstrap.js`` puts it away before it is seen.
    """
    messages = messages or Messages(lang if lang in languages() else "en")
    own = "" if messages.lang == lang else ' lang="en"'
    told = "\n".join(texts)
    more = f" {messages('plain.in_words')}" if told else ""
    return (
        f'<main class="plain-text" lang="{html.escape(lang)}">\n<h1>{escaped(title)}</h1>\n'
        f'<p class="unscripted"{own}>{escaped(messages("plain.unscripted") + more)}</p>\n'
        f'<p class="too-old" hidden{own}>{escaped(messages("plain.too_old", **FLOOR) + more)}</p>\n{told}\n</main>'
    )


def day_text(
    scene: LocalScene,
    view: DayView,
    links: PageLinks,
    entry: Callable[[str], str] | None = None,
    works: str | None = None,
) -> str:
    """
    Tell a day in words.

    Parameters
    ----------
    scene, view
        Words, and the day.
    links
        Links to the pages of other days, as the page has them.
    entry
        Gives the address of the page of a feature, by its id, where there are such pages.
    works
        Address of a page of all works, each under its id, if there is one: here they are told briefly then.

    Returns
    -------
    markup
        The day's events with their hours and certainty, how the land stood, the sources of both, and links.
    """
    messages, sources = scene.messages, _Sources(scene, page=works)
    written = [
        f'<a href="{html.escape(link.href)}">{escaped(word + ": " if word else "")}{escaped(link.text)}</a>'
        for word, link in (
            (messages("page.previous"), links.previous),
            (messages("page.next"), links.next),
            *(("", link) for link in links.days if not link.current),
        )
        if link and link.href
    ]
    happened = [_event(scene, each, sources, entry=entry) for each in view.events[1:]]
    areas = sorted(view.areas, key=lambda each: not _is_subject(each))
    return "\n".join(
        (
            f"<p>{_prose(scene, scene.scene.subtitle)}</p>",
            *_reading(scene),
            _chief(scene, view, sources, entry),
            *([_markup_section(messages("page.events"), happened)] if happened else []),
            _markup_section(messages("legend.land"), [_area(scene, area, sources) for area in areas]),
            *([f"<p>{' · '.join(written)}</p>"] if written else []),
            sources.listed(messages),
            _section(messages("page.credits"), scene.credits),
        )
    )


def day_summary(scene: LocalScene, view: DayView) -> str:
    """Tell a day in a line of plain text: its chief event with one sentence; on a quiet day what was last."""
    if view.events:
        feature = view.events[0].feature
        told = sentences(scene.text(feature.description))[:1]
        return ". ".join(filter(None, (scene.text(feature.title), *told)))
    said, last, title = _quiet(scene, view)
    return " ".join(filter(None, (said, last, title.value)))


def atlas_text(scene: LocalScene, views: Sequence[DayView]) -> str:
    """
    Tell some days of an atlas in words.

    Parameters
    ----------
    scene, views
        Words, and the days.

    Returns
    -------
    markup
        Under each day its events and how the land stood that the atlas is about; then the sources.
    """
    messages, sources = scene.messages, _Sources(scene, most=_MOST_SOURCES)
    days = []
    for view in views:
        happened = [_event(scene, each, sources, most=int(each is view.events[0])) for each in view.events]
        land = [_area(scene, area, sources) for area in view.areas if _is_subject(area)]
        days.append(_markup_section(view.headline, [*(happened or [escaped(messages("page.no_events"))]), *land]))
    return "\n".join(
        (
            f"<p>{_prose(scene, scene.scene.subtitle)}</p>",
            *_reading(scene),
            *days,
            sources.listed(messages),
            _section(messages("page.credits"), scene.credits),
        )
    )


def days_text(messages: Messages, first: str, last: str, begins: Mapping[str, Sequence[str]]) -> str:
    """
    Tell in words what begins on which day.

    Parameters
    ----------
    messages
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
    rows = [
        f"<b>{escaped(messages.format_date(day))}</b> {'; '.join(map(escaped, names))}" for day, names in begins.items()
    ]
    return _markup_section(
        messages("dates.from_to", start=messages.format_date(first), end=messages.format_date(last)), rows
    )


def _reading(scene: LocalScene) -> list[str]:
    words = ". ".join(scene.reading_words)
    return [f"<p><b>{escaped(words)}</b></p>"] if words else []


def _chief(scene: LocalScene, view: DayView, sources: _Sources, entry: Callable[[str], str] | None) -> str:
    """Tell the chief event of a day under a heading of its own; on a quiet day what was last."""
    if view.events:
        chief = view.events[0]
        time, sure, description = _parts(scene, chief, sources)
        told = "<br>".join(filter(None, (time + sure, description)))
        return f"<h2>{_title(scene, chief, entry)}</h2>\n<p>{told}</p>"
    said, last, title = _quiet(scene, view)
    quiet = [escaped(said), *([f"{escaped(last)} {marked(title, scene.lang)}"] if last else [])]
    return f"<p>{'<br>'.join(quiet)}</p>"


def _quiet(scene: LocalScene, view: DayView) -> tuple[str, str, Text]:
    """Say that nothing is recorded for a day, and what was last, if anything was."""
    said, latest = scene.messages("page.no_events"), scene.latest(view.index)
    if not latest:
        return said, "", Text("", scene.lang)
    day = scene.messages.format_date(scene.axis.iso(latest[0]))
    return said, scene.messages("page.last_event", day=day), scene.translated(latest[1].feature.title)


def _title(scene: LocalScene, view: FeatureView, entry: Callable[[str], str] | None) -> str:
    title = _prose(scene, view.feature.title)
    return f'<a href="{entry(view.id)}">{title}</a>' if entry else title


def _event(
    scene: LocalScene,
    view: FeatureView,
    sources: _Sources,
    *,
    most: int | None = None,
    entry: Callable[[str], str] | None = None,
) -> str:
    """Tell an event in a line, with so many sentences of its description; with all if left out."""
    time, sure, description = _parts(scene, view, sources, most)
    return f"{time}{_title(scene, view, entry)} {sure}" + (f"<br>{description}" if description else "")


def _parts(scene: LocalScene, view: FeatureView, sources: _Sources, most: int | None = None) -> tuple[str, str, str]:
    messages, feature = scene.messages, view.feature
    time = feature.time or ""
    if feature.time and feature.clock is not None:
        time = messages("dates.time", time=feature.time, clock=scene.text(feature.clock))
    maybe = messages("legend.possible")
    said = scene.text(feature.facts.certainty)
    sure = [*([said] if said else []), *([] if view.certain else [maybe[:1].lower() + maybe[1:] if said else maybe])]
    how_sure = f"({escaped('; '.join(sure))}) " if sure else ""
    prose = scene.translated(feature.description)
    description = marked(Text(" ".join(sentences(prose.value)[:most]), prose.lang), scene.lang)
    return (
        f"<b>{escaped(time)}</b> " if time else "",
        f"<small>{how_sure}{sources.cite(feature.sources)}</small>",
        description,
    )


def _area(scene: LocalScene, area: Area, sources: _Sources) -> str:
    return f"{escaped(scene.text(area.label))} <small>{sources.cite(area.sources)}</small>"


def _is_subject(area: Area) -> bool:
    """Tell whether it is what the atlas is about: that is hatched or edged."""
    return area.symbol.hatch is not None or area.symbol.edge is not None


def _section(title: str, texts: Iterable[str], tag: str = "ul") -> str:
    return _markup_section(title, map(escaped, texts), tag)


def _markup_section(title: str, items: Iterable[str], tag: str = "ul") -> str:
    rows = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<h2>{escaped(title)}</h2>\n<{tag}>\n{rows}</{tag}>" if rows else f"<h2>{escaped(title)}</h2>"


def _prose(scene: LocalScene, number: TextNumber) -> str:
    return marked(scene.translated(number), scene.lang)
