"""A column of dates, in any of the ways in which tables write them, as days and EDTF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from numbers import Integral, Real
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field

from baltic_map.calendars import Calendar
from baltic_map.cells import is_missing
from baltic_map.days import parse_bounds, without_clock
from baltic_map.edtf import LAST_YEAR
from baltic_map.errors import AtlasError
from baltic_map.quoting import shown

__all__ = ["DateColumn", "Kind", "kind_of", "read_dates"]

Kind: TypeAlias = Literal["days", "months", "years", "EDTF"]

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([/.:])(?P<month>\d{1,2})\2(?P<day>\d{1,2})\.?", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\.?", re.ASCII)
_EITHER_FIRST = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_ISO_DAY = re.compile(r"-?\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO_MONTH = re.compile(r"-?\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_ISO_YEAR = re.compile(r"-?\d{4}", re.ASCII)
_WITH_MONTH = re.compile(
    r"(?:(?P<day>\d{1,2})[.\s]*)?(?P<month>[^\W\d]+)\.?\s*(?:(?P<after>\d{1,2}),\s*)?(?P<year>\d{4})"
)
# Years before 1 as people count them, in the languages of `_MONTH_LANGUAGES`: there is no year 0.
_BEFORE = re.compile(
    r"(?P<rest>.*?\b)(?P<year>\d{1,4})\s*(?:B\.?\s?C\.?(?:\s?E\.?)?|av\.?\s?J\.?-?\s?C\.?|a\.?\s?C\.?"
    r"|v\.?\s?Chr\.?|v\.?\s?u\.?\s?Z\.?|p\.?\s?n\.?\s?e\.?|eKr\.?|e\.?\s?m\.?\s?a\.?|pr\.?\s?(?:Kr|m\.?\s?ē)\.?"
    r"|до\s?н\.?\s?[эе]\.?|f\.?\s?Kr\.?)",
    re.IGNORECASE,
)

# Whole numbers beyond are milliseconds since 1970: no table writes a day with so many digits.
_LEAST_MS = 10**10
_MOST_MS = 10**15
_MOST_MONTHS = 12
# Of a number that is a date; Python does not read integers of very many digits.
_MOST_DIGITS = 17
_MONTH_LANGUAGES = ("en", "et", "lt", "lv", "ru", "de", "fr", "es", "it", "pl", "pt", "nl", "fi", "sv", "uk")
_HINT = "Write YYYY-MM-DD, YYYY-MM, YYYY or EDTF"


class DateColumn(Struct, frozen=True):
    """
    What a column says of days.

    Parameters
    ----------
    texts
        A day (``YYYY-MM-DD``) or EDTF for each row, in order; ``None`` where it says nothing or cannot be read.
    kinds
        How many rows were read as days, months, years or other EDTF; kinds of which there are none are left out.
    missing
        Rows that say nothing.
    unread
        What cannot be read: place of the row (0 is the first), value, what is wrong, what to do.
    """

    texts: tuple[str | None, ...]
    kinds: Mapping[Kind, int]
    missing: int
    unread: tuple[tuple[int, Any, str, str], ...] = field(default=())

    @property
    def share(self) -> float:
        """The part of the rows with a value that could be read, 0 to 1; 0 if none has a value."""
        written = len(self.texts) - self.missing
        return sum(self.kinds.values()) / written if written else 0.0


def read_dates(values: Iterable[Any], calendar: Calendar = "gregorian") -> DateColumn:
    """
    Read a column of dates.

    Parameters
    ----------
    values
        Text (ISO, with or without a time of day, which is left aside; EDTF; ``14.06.1900``; ``14/06/1900`` where the
        column tells which number is the day; ``14 June 1900``; ``19000614``), ``date``, ``datetime``, pandas'
        timestamps and periods, whole numbers (years, ``YYYYMMDD``, milliseconds since 1970). A day is taken as it is
        written in its own zone: nothing is shifted.
    calendar
        In which the days are written.

    Returns
    -------
    column
        Nothing is raised: what cannot be read is in ``unread``.
    """
    listed = list(values)
    reader = _Reader(_slashes(listed), _are_milliseconds(listed))
    texts: list[str | None] = []
    kinds: Counter[Kind] = Counter()
    unread = []
    missing = 0
    for row, value in enumerate(listed):
        texts.append(None)
        if is_missing(value):
            missing += 1
            continue
        text = ""
        try:
            text = reader.text_of(value)
            parse_bounds(text, calendar=calendar)
        except AtlasError as error:
            # A value is told as it is written, not as it was read.
            what = error.problem.what.lstrip().replace(shown(text), shown(value)) if text else error.problem.what
            unread.append((row, value, what, error.problem.hint))
        else:
            texts[-1] = text
            kinds[kind_of(text)] += 1
    return DateColumn(tuple(texts), dict(kinds), missing, tuple(unread))


def kind_of(text: str) -> Kind:
    """Tell how much of a date is written."""
    if _ISO_DAY.fullmatch(text):
        return "days"
    if _ISO_MONTH.fullmatch(text):
        return "months"
    return "years" if _ISO_YEAR.fullmatch(text) else "EDTF"


def _slashes(values: Sequence[Any]) -> bool | None:
    """Tell whether the day stands first in dates such as 14/06/1900; None if none of them tells, or they disagree."""
    found = [_EITHER_FIRST.fullmatch(value.strip()) for value in values if isinstance(value, str)]
    first = any(int(each[1]) > _MOST_MONTHS for each in found if each)
    second = any(int(each[3]) > _MOST_MONTHS for each in found if each)
    return None if first == second else first


def _are_milliseconds(values: Sequence[Any]) -> bool:
    """Tell whether most whole numbers of a column are milliseconds since 1970: then the small ones are too."""
    numbers = [each for each in values if isinstance(each, Integral) and not isinstance(each, bool)]
    return sum(_LEAST_MS <= abs(int(each)) < _MOST_MS for each in numbers) * 2 > len(numbers)


class _Reader(Struct, frozen=True):
    day_first: bool | None
    in_milliseconds: bool

    def text_of(self, value: Any) -> str:
        """Write one value as a day or EDTF, not checked against the calendar; AtlasError if it is none."""
        if isinstance(value, datetime | date):
            return value.isoformat()[:10]
        if isinstance(value, Real) and not isinstance(value, bool):
            if isinstance(value, Integral) or float(value).is_integer():
                return self._of_number(int(float(value)) if not isinstance(value, Integral) else int(value))
            raise _unread(value)
        if type(value).__name__ == "Period":
            return _of_period(value)
        if type(value).__name__ == "datetime64":
            return str(value)[:10]
        if not isinstance(value, str):
            raise _unread(value)
        text = value.strip()
        if before := _BEFORE.fullmatch(text):
            # Read as a year of four digits, which then takes its place in the count that has a year 0.
            return _year_before(self._of_text(f"{before['rest']}{int(before['year']):04}"), text)
        return self._of_text(text)

    def _of_text(self, text: str) -> str:
        text = without_clock(text)
        if _WHOLE.fullmatch(text) and len(text) <= _MOST_DIGITS:
            return self._of_number(int(text))
        if found := _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text):
            return _ymd(found["year"], found["month"], found["day"])
        if found := _EITHER_FIRST.fullmatch(text):
            return self._of_either(text, found)
        if (found := _WITH_MONTH.fullmatch(text)) and (month := _months().get(found["month"].casefold())):
            day = found["day"] or found["after"]
            return _ymd(found["year"], str(month), day) if day else f"{found['year']}-{month:02d}"
        return text

    def _of_number(self, number: int) -> str:
        if not self.in_milliseconds and -LAST_YEAR <= number <= LAST_YEAR:
            return f"{'-' if number < 0 else ''}{abs(number):04d}"
        if abs(number) >= _LEAST_MS or self.in_milliseconds:
            try:
                return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=number)).date().isoformat()
            except OverflowError:
                raise _unread(number) from None
        text = str(number)
        if len(text) == len("19000614"):
            return f"{text[:4]}-{text[4:6]}-{text[6:]}"
        raise _unread(number)

    def _of_either(self, text: str, found: re.Match[str]) -> str:
        one, other = found[1], found[3]
        if self.day_first is None and one != other:
            what = f"{shown(text)} may have its day or its month first"
            raise AtlasError("date", what, "Write YYYY-MM-DD, or 14.06.1900")
        return _ymd(found[4], other, one) if self.day_first else _ymd(found[4], one, other)


def _year_before(text: str, written: str) -> str:
    """Give a date of so many years before 1 in the count of EDTF: 1 BC is 0000."""
    if kind_of(text) == "EDTF" or text.startswith(("-", "0000")):
        raise _unread(written)
    year = 1 - int(text[:4])
    return f"{'-' if year < 0 else ''}{-year:04}{text[4:]}"


def _ymd(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _of_period(period: Any) -> str:
    first, last = (str(day.date()) for day in (period.start_time, period.end_time))
    if first == last:
        return first
    if first[:7] == last[:7] and first[8:] == "01" and (period + 1).start_time.day == 1:
        return first[:7]
    if first[:4] == last[:4] and first[5:] == "01-01" and last[5:] == "12-31":
        return first[:4]
    return f"{first}/{last}"


def _unread(value: Any) -> AtlasError:
    return AtlasError("date", f"{shown(value)} is not a date", _HINT)


@cache
def _months() -> Mapping[str, int]:
    """Give the numbers of the months by their names in several languages; names of two months are left out."""
    from babel.dates import get_month_names  # noqa: PLC0415 - most tables write days with numbers

    found: dict[str, set[int]] = {}
    for lang in _MONTH_LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale=lang).items():
                    found.setdefault(name.rstrip(".").casefold(), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
