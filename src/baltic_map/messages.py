"""The written word: interface strings by language, dates by CLDR, uncertain dates in prose."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from babel import Locale
from babel.dates import format_date

from baltic_map.days import Day, parse_bounds, parse_day
from baltic_map.errors import UnknownNameError

__all__ = ["Messages", "languages"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def languages() -> tuple[str, ...]:
    """List the languages that have a file of words."""
    folder = resources.files("baltic_map") / "locales"
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml")))


class Messages:
    """
    The words of one language.

    Parameters
    ----------
    lang
        Code of a language that has a file in ``locales/``.

    Raises
    ------
    UnknownNameError
        If it has none.
    """

    def __init__(self, lang: str) -> None:
        if lang not in languages():
            raise UnknownNameError(f"language {lang}", "it has no words yet", f"Use one of {', '.join(languages())}")
        self.lang = lang
        self._tables = _tables(lang)
        self._written: dict[str, str] = {}

    def __call__(self, key: str, **values: object) -> str:
        """Give the string ``table.key`` with its braces filled in."""
        table, _, name = key.partition(".")
        try:
            text = self._tables[table][name]
        except KeyError:
            raise UnknownNameError(f"locales/{self.lang}.toml#{key}", "there is no such string", "Add it") from None
        return str(text.format(**values) if values else text)

    def table(self, name: str) -> dict[str, str]:
        """Give all strings of a table."""
        return dict(self._tables[name])

    def tables(self) -> list[str]:
        """List the names of the tables."""
        return list(self._tables)

    def nested(self, name: str) -> dict[str, dict[str, str]]:
        """Give a table of tables."""
        return {key: dict(table) for key, table in self._tables[name].items()}

    @property
    def own_name(self) -> str:
        """The language's name for itself."""
        name = str(Locale.parse(self.lang).get_display_name())
        return name[:1].upper() + name[1:]

    def format_day(self, day: Day) -> str:
        """Write a day out, with its weekday."""
        return _format_date(parse_day(day), self("dates.day"), self.lang)

    def format_date(self, text: str) -> str:
        """
        Write a date of a layer out in prose.

        Parameters
        ----------
        text
            A day or an EDTF date, as it stands in the layer.

        Returns
        -------
        prose
            ``1900-11~`` becomes "about November 1900".
        """
        if text not in self._written:
            self._written[text] = self._in_prose(text)
        return self._written[text]

    def _in_prose(self, text: str) -> str:
        if text.startswith("["):
            dates = [self.format_date(part.strip().replace("..", "/")) for part in text.strip("[]").split(",")]
            return self("dates.one_of", dates=self("dates.or").join(dates))
        first, slash, last = text.partition("/")
        if slash:
            return self("dates.between", first=self.format_date(first), last=self.format_date(last))
        # A sign may stand at any part of the date.
        written = self._plain(re.sub("[~?%]", "", text))
        if "~" in text or "%" in text:
            return self("dates.about", date=written)
        return self("dates.doubtful", date=written) if "?" in text else written

    def _plain(self, text: str) -> str:
        shape = {10: "dates.short", 7: "dates.month", 4: "dates.year"}.get(len(text))
        if shape is None or not re.fullmatch(r"[\d-]+", text):
            return text
        return _format_date(parse_bounds(text).earliest, self(shape), self.lang)

    def format_span(self, start: str, end: str | None) -> str:
        """
        Write the time from a start until a (half-open) end out in prose.

        Parameters
        ----------
        start, end
            ``start_date`` and ``end_date`` as they stand in a layer.

        Returns
        -------
        prose
            The last day is named, not the day after it: "12 October 1900 to 16 June 1901".
        """
        if end is None:
            return self("dates.ongoing", start=self.format_date(start))
        begins, ends = _bounds(start), _bounds(end)
        one_day = timedelta(days=1)
        same_day = (ends.earliest - begins.earliest, ends.latest - begins.latest) == (one_day, one_day)
        if same_day or start == end:
            # One day, or one uncertain day: its end says no more than its start.
            return self.format_date(start)
        last = (ends.latest - one_day).isoformat() if _DAY.fullmatch(end) else end
        return self("dates.from_to", start=self.format_date(start), end=self.format_date(last))


_bounds = lru_cache(maxsize=4096)(parse_bounds)


@cache
def _format_date(day: date, pattern: str, lang: str) -> str:
    return str(format_date(day, pattern, locale=lang))


@cache
def _tables(lang: str) -> dict[str, dict[str, Any]]:
    text = (resources.files("baltic_map") / "locales" / f"{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
