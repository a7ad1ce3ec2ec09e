"""What one language says of the days and the page: dates written out, interface messages, plural forms."""

from __future__ import annotations

from collections.abc import Mapping

from babel.dates import get_day_names, get_month_names
from msgspec import Struct

from baltic_map.messages import Messages

__all__ = ["Language", "day_names", "flat_words", "language_of", "month_names"]

# Tables that only Python reads.
_INNER = {
    "dates",
    "entry",
    "certainty",
    "position",
    "precision",
    "book",
    "plain",
    "plate",
    "plural",
    "languages",
    "legend",
    "month",
    "year",
}


class Language(Struct, frozen=True):
    """
    What one language says of the days and the page.

    Parameters
    ----------
    lang, own_name
        Its code, and what it calls itself.
    messages
        Interface strings by name.
    plurals
        Forms of counted messages by name and CLDR category.
    day_pattern, date_pattern
        How a day is written with and without its weekday: CLDR patterns of ``EEEE``, ``d``, ``MMMM`` and ``y``. In an
        atlas that tells months or years, both are how these are written.
    era_day_pattern, era_date_pattern
        The same of years that are told with their era, ``G``.
    eras
        Names of the years before the year 1, and of those from it on.
    weekdays
        From Monday.
    months
        The ways each of the twelve months may be written; the first is that of the patterns.
    """

    lang: str
    own_name: str
    messages: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]
    day_pattern: str
    date_pattern: str
    era_day_pattern: str
    era_date_pattern: str
    eras: tuple[str, str]
    weekdays: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]


def language_of(messages: Messages) -> Language:
    """Give all that a language says of the days and the page."""
    return Language(
        messages.lang,
        messages.own_name,
        flat_words(messages),
        messages.nested("plural"),
        *messages.patterns,
        *messages.era_patterns,
        messages.eras,
        day_names(messages.lang),
        month_names(messages.lang),
    )


def day_names(lang: str) -> tuple[str, ...]:
    """List the days of the week in a language, from Monday."""
    names = get_day_names("wide", "format", locale=lang)
    return tuple(str(names[day]) for day in range(7))


def month_names(lang: str) -> tuple[tuple[str, ...], ...]:
    """List the ways each of the twelve months may be written in a language."""
    ways = [
        get_month_names(width, context, locale=lang)
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
    ]
    return tuple(tuple(dict.fromkeys(str(names[month]) for names in ways)) for month in range(1, 13))


def flat_words(messages: Messages) -> dict[str, str]:
    """Give the interface strings by one name each: those of the page as they are, others after their table."""
    flat = messages.table("page")
    for table in messages.tables():
        if table not in {"page", *_INNER}:
            flat |= {f"{table}_{key}": text for key, text in messages.table(table).items()}
    flat |= {f"language_{key}": text for key, text in messages.table("languages").items()}
    return flat
