"""What one language says of the days and the page: dates written out, interface words, plural forms."""

from __future__ import annotations

from collections import Counter
from typing import Any

from babel import Locale
from babel.dates import get_month_names

from baltic_map.scene import Scene
from baltic_map.words import Words

__all__ = ["axis_data", "flat_words", "month_names", "plurals"]

# Tables that only Python reads.
_INNER = {"dates", "certainty", "position", "precision", "plain", "plate", "plural", "languages", "legend"}


def axis_data(scene: Scene, first: int = 0, stop: int | None = None) -> dict[str, Any]:
    """
    Give the days of an atlas in the words of one language.

    Parameters
    ----------
    scene
        Atlas and language.
    first, stop
        Days ``[first, stop)`` whose texts are wanted; all of them if they are left out.

    Returns
    -------
    data
        ``iso``, ``days`` (written with the weekday) and ``dates``: text by position, for the wanted days. ``months``:
        the ways each of the twelve months may be written. ``changes``: positions on which anything changes. ``ticks``:
        pairs of a position and how many things begin, end or change hands on it.
    """
    atlas, words = scene.atlas, scene.words
    axis = atlas.axis
    wanted = range(first, len(axis) if stop is None else stop)
    days = {index: axis.day(index) for index in wanted}
    whole = len(days) == len(axis)
    iso = {index: day.isoformat() for index, day in days.items()}
    written = {index: words.day(day) for index, day in days.items()}
    dates = {index: words.date(text) for index, text in iso.items()}
    counts: Counter[int] = Counter()
    for feature in atlas.features:
        counts.update((feature.span.first, feature.span.stop))
    for rows in atlas.borders.holdings.values():
        counts.update(row.first for row in rows)
    return {
        # An array where nothing is left out; otherwise an object with the positions as keys reads the same.
        "iso": list(iso.values()) if whole else iso,
        "days": list(written.values()) if whole else written,
        "dates": list(dates.values()) if whole else dates,
        "months": month_names(words.lang),
        "changes": [axis.index(day) for day in atlas.change_days()],
        "ticks": [[index, counts[index]] for index in sorted(counts) if 0 < index < len(axis)],
    }


def month_names(lang: str) -> list[list[str]]:
    """List the ways each of the twelve months may be written in a language."""
    ways = [
        get_month_names(width, context, locale=lang)
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
    ]
    return [list(dict.fromkeys(str(names[month]) for names in ways)) for month in range(1, 13)]


def flat_words(words: Words) -> dict[str, str]:
    """Give the interface strings by one name each: those of the page as they are, others after their table."""
    flat = words.table("page")
    for table in words.tables():
        if table not in {"page", *_INNER}:
            flat |= {f"{table}_{key}": text for key, text in words.table(table).items()}
    flat |= {f"language_{key}": text for key, text in words.table("languages").items()}
    return flat


def plurals(words: Words, upto: int) -> dict[str, Any]:
    """
    Give the plural forms of a language so that the page needs no rule.

    Parameters
    ----------
    words
        The language; its ``[plural.*]`` tables have a form for each of its CLDR categories.
    upto
        Largest number that will be counted.

    Returns
    -------
    forms
        ``rule``: for each number from 0 on the position (one digit) of its form. ``forms``: the forms by name.
    """
    rule = Locale.parse(words.lang).plural_form
    tags = [*sorted(rule.tags), "other"]
    tables = words.nested("plural")
    return {
        "rule": "".join(str(tags.index(rule(number))) for number in range(upto + 1)),
        "forms": {key: [table[tag] for tag in tags] for key, table in tables.items()},
    }
