"""The written word: interface strings by language, dates by CLDR, uncertain dates in prose."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from babel import Locale
from babel.dates import get_day_names, get_month_names

from baltic_map.calendars import Calendar, Precision
from baltic_map.days import Axis, Bounds, CivilDay, Day, known_bounds, parse_day
from baltic_map.errors import UnknownNameError

__all__ = ["Messages", "Words", "languages", "words_of"]

Words: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Tables of the strings of the interface; no table of an atlas has one in it: it is named ``plural.rows``."""

# A day, month or year as an axis writes it, by what it counts.
_UNITS = {
    "day": re.compile(r"-?\d{4}-\d{2}-\d{2}"),
    "month": re.compile(r"-?\d{4}-\d{2}(-\d{2})?"),
    "year": re.compile(r"-?\d{4}(-\d{2}-\d{2})?"),
}
_PLAIN = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
_FIELDS = re.compile(r"'([^']*)'|EEEE|MMMM|LLLL|G|d|y")
_OPEN_SET = re.compile(r"^\[\.\.|\.\.\]$")
_ONE_DAY = timedelta(days=1)
# By how many characters a date of it has.
_PRECISIONS: Mapping[int, Precision] = {10: "day", 7: "month", 4: "year"}


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
        Code of a language that has a file in ``locales/``, or that an atlas has words of.
    axis
        The days that are written in them: in which calendar, how exactly, and whether each year is told with its era.
        Days of the Gregorian calendar if it is left out, with their era before the year 1.
    words
        Words of an atlas in that language, which come before those of the package; what both lack is English.

    Raises
    ------
    UnknownNameError
        If it has none.
    """

    def __init__(self, lang: str, axis: Axis | None = None, words: Words | None = None) -> None:
        if lang not in languages() and words is None:
            raise UnknownNameError(f"language {lang}", "it has no words yet", f"Use one of {', '.join(languages())}")
        self.lang = lang
        words = words_of(lang) if words is None else _merged(lang, words)
        self._tables = _told_by(axis.precision if axis else "day", words)
        self._written: dict[str, str] = {}
        self._ends: dict[str, tuple[Bounds, str]] = {}
        self._calendar: Calendar = axis.calendar if axis else "gregorian"
        self._precision: Precision = axis.precision if axis else "day"
        self._with_eras = axis is not None and axis.start.year < 1

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

    @property
    def patterns(self) -> tuple[str, str]:
        """How a day of the axis is written with its weekday and without: CLDR patterns."""
        if self._precision != "day":
            return self(f"dates.{self._precision}"), self(f"dates.{self._precision}")
        return self("dates.day"), self("dates.short")

    @property
    def era_patterns(self) -> tuple[str, str]:
        """The same, of years that are told with their era, ``G``."""
        if self._precision != "day":
            return self(f"dates.{self._precision}_era"), self(f"dates.{self._precision}_era")
        return self("dates.day_era"), self("dates.short_era")

    @property
    def eras(self) -> tuple[str, str]:
        """What the years before the year 1 are called, and those from it on."""
        return _eras(self.lang)

    def format_day(self, day: Day) -> str:
        """Write a day of the axis out, with its weekday; a month or a year where it counts these."""
        parsed = parse_day(day, calendar=self._calendar, precision=self._precision)
        return self._format(parsed, self._precision)

    def _format(self, day: CivilDay, shape: str) -> str:
        era = "_era" if day.year < 1 or self._with_eras else ""
        return _format_date(day, self(f"dates.{shape}{era}"), self.lang)

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
            ``1900-11~`` becomes "about November 1900", ``-0057`` "58 BC".
        """
        if text not in self._written:
            self._written[text] = self._in_prose(text)
        return self._written[text]

    def _in_prose(self, text: str) -> str:
        if text.startswith("["):
            dates = [self.format_date(part.strip().replace("..", "/")) for part in text.strip("[]").split(",")]
            return (
                dates[0]
                if len(dates) == 1 and _OPEN_SET.search(text)
                else self("dates.one_of", dates=self("dates.or").join(dates))
            )
        first, slash, last = text.partition("/")
        if slash:
            return self._between(first.strip("."), last.strip("."))
        # A sign may stand at any part of the date.
        plain = re.sub("[~?%]", "", text)
        written = self._plain(plain) if _PLAIN.fullmatch(plain) else self._from_to(self._bounds(plain))
        if "~" in text or "%" in text:
            return self("dates.about", date=written)
        return self("dates.doubtful", date=written) if "?" in text else written

    def _between(self, first: str, last: str) -> str:
        """Write an interval; what is open on one side by the other alone."""
        if not first or not last:
            key = "dates.not_before" if first else "dates.not_after"
            return self(key, date=self.format_date(first or last))
        return self("dates.between", first=self.format_date(first), last=self.format_date(last))

    def _plain(self, text: str) -> str:
        shape = {10: "short", 7: "month", 4: "year"}[len(text.removeprefix("-"))]
        return self._format(self._bounds(text).earliest, shape)

    def _from_to(self, bounds: Bounds) -> str:
        """Write a season, a decade and the like by what they mean: the whole years, months or days from one to one."""
        earliest, latest = bounds.earliest, bounds.latest
        (_, first, day), (_, after, next_day) = earliest.civil, (latest + _ONE_DAY).civil
        shape = "short" if (day, next_day) != (1, 1) else "month" if (first, after) != (1, 1) else "year"
        one, other = self._format(earliest, shape), self._format(latest, shape)
        return one if one == other else self("dates.between", first=one, last=other)

    def format_span(self, start: str | None, end: str | None) -> str:
        """
        Write the time from a start until a (half-open) end out in prose.

        Parameters
        ----------
        start, end
            ``start_date`` and ``end_date`` as they stand in a layer; ``None`` if it was always there, or is for ever.

        Returns
        -------
        prose
            The last day is named, not the day after it: "12 October 1900 to 16 June 1901".
        """
        if end is None:
            return self("dates.throughout") if start is None else self("dates.ongoing", start=self.format_date(start))
        if end not in self._ends:
            self._ends[end] = self._bounds(end), self._last(end)
        ends, last = self._ends[end]
        if start is None:
            return self("dates.until", end=self.format_date(last))
        begins = self._bounds(start)
        same_day = ends.earliest.number - begins.earliest.number == ends.latest.number - begins.latest.number == 1
        if same_day or start in (end, last):
            # One day, or one uncertain day: its end says no more than its start.
            return self.format_date(start)
        return self("dates.from_to", start=self.format_date(start), end=self.format_date(last))

    def _last(self, end: str) -> str:
        """Give the day before a day, the month before a month, the year before a year; another end as it is."""
        if not _UNITS[self._precision].fullmatch(end):
            return end
        precision = _PRECISIONS[len(end.removeprefix("-"))]
        return CivilDay(self._bounds(end).earliest.number - 1, self._calendar, precision).isoformat()

    def _bounds(self, text: str) -> Bounds:
        return known_bounds(text, self._calendar)


@cache
def _format_date(day: CivilDay, pattern: str, lang: str) -> str:
    year, month, number = day.civil
    weekdays, months, lone_months, eras = _names_of(lang)
    fields = {
        "EEEE": weekdays[day.weekday()],
        "MMMM": months[month],
        "LLLL": lone_months[month],
        "G": eras[year > 0],
        "d": str(number),
        "y": str(year if year > 0 else 1 - year),
    }
    return _FIELDS.sub(lambda found: str(fields.get(found[0], found[1])), pattern)


@cache
def _names_of(lang: str) -> tuple[dict[int, str], dict[int, str], dict[int, str], tuple[str, str]]:
    """Name the days of the week, the months in a date and alone, and the eras."""
    weekdays = dict(get_day_names("wide", "format", locale=lang))
    months, lone_months = (dict(get_month_names("wide", context, locale=lang)) for context in ("format", "stand-alone"))
    return weekdays, months, lone_months, _eras(lang)


@cache
def _eras(lang: str) -> tuple[str, str]:
    names = Locale.parse(lang).eras["abbreviated"]
    return str(names[0]), str(names[1])


@cache
def words_of(lang: str) -> Words:
    """Give the words of the package in one of its languages."""
    text = (resources.files("baltic_map") / "locales" / f"{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _merged(lang: str, own: Words) -> Words:
    """Put words of an atlas before those of the package."""
    tables = words_of(lang if lang in languages() else "en")
    patterns = {} if lang in languages() else {"dates": {**tables["dates"], **_patterns(lang)}}
    merged = _copied({**tables, **patterns})
    for name, table in own.items():
        *path, last = name.split(".")
        home = merged
        for part in path:
            home = home.setdefault(part, {})
        # Which plural forms there are is for the language to say.
        home[last] = dict(table) if "plural" in path else {**home.get(last, {}), **table}
    return merged


def _copied(tables: Any) -> dict[str, Any]:
    return {name: _copied(each) if isinstance(each, Mapping) else each for name, each in tables.items()}


def _patterns(lang: str) -> dict[str, str]:
    """Give how a language writes days, as CLDR has it, if it writes them with what a page can write."""
    locale = Locale.parse(lang)
    month = locale.datetime_skeletons.get("yMMMM")
    found = {"day": locale.date_formats["full"], "short": locale.date_formats["long"], "month": month}
    written = {name: str(getattr(each, "pattern", "")) for name, each in found.items()}
    return {name: each for name, each in written.items() if each and not re.search("[A-Za-z]", _FIELDS.sub("", each))}


def _told_by(precision: Precision, tables: Words) -> Words:
    """Give the words where months or years are told: they have their own in the place of some."""
    own = tables.get(precision, {})
    return {name: {**table, **own.get(name, {})} for name, table in tables.items()}
