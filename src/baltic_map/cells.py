"""What the cells of tables hold, whoever wrote them: nothing, a text, or another value that JSON can write."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from numbers import Integral, Real
from typing import Any

__all__ = ["LONGEST_CELL", "count_missing", "is_missing", "plain", "text_in"]

LONGEST_CELL = 100_000
"""Letters of the longest text of one cell."""

# As tables write that they know nothing (a dash is how people leave a cell empty), and EDTF that an end is open.
_MISSING = frozenset(("", "nat", "nan", "none", "null", "<na>", "na", "n/a", "#n/a", "\\n", "..", "-", "--", "–", "—"))
# Beyond, a float does not tell one whole number from the next.
_LARGEST_WHOLE = 2**53
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def is_missing(value: Any) -> bool:
    """Tell whether a value stands for nothing: ``None``, NaN, NaT, pd.NA, or a text such as "", "nan", "NaT" or "-"."""
    if value is None:
        return True
    if isinstance(value, str):
        return value.strip().casefold() in _MISSING
    if type(value).__name__ in ("NaTType", "NAType"):
        return True
    if isinstance(value, Real):
        return math.isnan(value)
    # numpy.datetime64("NaT") is unlike itself.
    return type(value).__name__ == "datetime64" and bool(value != value)  # noqa: PLR0124


def count_missing(values: Iterable[Any]) -> int:
    """Count the values that stand for nothing."""
    return sum(map(is_missing, values))


def text_in(value: Any) -> str | None:
    """Give a value as a text; ``None`` if it stands for nothing."""
    return None if is_missing(value) else str(value)


def plain(value: Any) -> Any:
    """
    Give a value of any table as one that JSON can write.

    Parameters
    ----------
    value
        A text, number, switch, day, time, list or mapping, of Python, NumPy or pandas.

    Returns
    -------
    plain
        ``str`` (composed, without control characters), ``int``, ``float``, ``bool``, ``list``, ``dict`` or ``None``;
        a day as ``YYYY-MM-DD``, with its clock if that is not midnight; whole numbers as ``int``.
    """
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(each) for each in value]
    return None if is_missing(value) or isinstance(value, bytes) else _scalar(value)


def _scalar(value: Any) -> Any:
    if type(value).__name__ in ("bool", "bool_"):
        return bool(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        number = float(value)
        is_whole = number.is_integer() and abs(number) < _LARGEST_WHOLE
        return int(number) if is_whole else number if math.isfinite(number) else None
    if isinstance(value, datetime):
        return _moment(value)
    return _clean(value.isoformat() if isinstance(value, date | time) else str(value))


def _moment(value: datetime) -> str:
    """Write a day, and its clock if that is not midnight."""
    if not 1 <= value.year <= date.max.year:
        # Of pandas, whose days before the year 1 are no dates and have no clock.
        return f"{'-' if value.year < 0 else ''}{abs(value.year):04}-{value.month:02}-{value.day:02}"
    if value.time() == time(0):
        return value.date().isoformat()
    return value.isoformat(timespec="seconds" if value.second else "minutes")


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()[:LONGEST_CELL]
    return unicodedata.normalize("NFC", _CONTROLS.sub(" ", text))
