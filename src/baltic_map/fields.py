"""The kinds of value that tables and features hold, and what is said of a value that is of none of them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

from msgspec import Meta

from baltic_map.errors import Problem
from baltic_map.models import Fault, wrong
from baltic_map.quoting import meant, shown

__all__ = [
    "End",
    "Id",
    "Key",
    "Language",
    "NoEnd",
    "Note",
    "Number",
    "Text",
    "field_problem",
    "in_languages",
    "near_misses",
    "wrong_languages",
]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _shows(text: str) -> bool:
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text)


def _can_be_read(text: str) -> str:
    """Refuse a text of nothing but blanks, of whatever sort, and signs that are not seen."""
    if text and not text[0].isalnum() and not _shows(text):
        raise wrong(f"is {shown(text)}, which shows nothing", "Write a text")
    return text


def _is_a_text(text: str) -> str:
    if not text:
        raise wrong("is empty", "Write a text")
    return text if text[0].isalnum() else _can_be_read(text)


def _is_finite(number: float) -> float:
    if not math.isfinite(number):
        raise wrong(f"is {number:g}, not a finite number")
    return number


def _is_a_language(code: str) -> str:
    if not _LANGUAGE.fullmatch(code):
        raise wrong(f"is {shown(code)}, not the code of a language", "Write a code such as en or sr-Latn")
    return code


Note = Annotated[str, _can_be_read]
"""A text that may be empty."""

Text = Annotated[str, _is_a_text]
Number = Annotated[float, _is_finite]
Language = Annotated[str, _is_a_language]

Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*\Z", description="of lower-case letters, digits and hyphens")]
"""Of a thing of the data."""

Key = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]*\Z", description="of lower-case letters, digits and hyphens")]
"""Of a table of ``atlas.toml``."""


End = Literal["exclusive", "inclusive"]
"""What an end names: the first day on which the thing no longer was, or the last on which it still was."""

NoEnd = Literal["open", "one-day"]
"""What a start without an end means: that the thing goes on, or that it lasted for a day."""


def field_problem(where: str, fault: Fault) -> Problem:
    """Tell a fault of a field as a problem of the thing that holds it."""
    return Problem(where, f"{'.'.join(map(str, fault.path)) or 'it'} {fault.what}", fault.hint)


def near_misses(properties: Mapping[str, Any], known: Collection[str], where: str) -> Iterator[Problem]:
    """Yield a problem for each field of a feature that is likely a known one, written wrongly; others may be there."""
    for name, right in _nearly_known(tuple(properties), tuple(known)):
        yield Problem(where, f"{shown(name)} is unknown", f"Write {right}, if that is meant; rename it, if it is not")


@lru_cache
def _nearly_known(names: tuple[str, ...], known: tuple[str, ...]) -> list[tuple[str, str]]:
    lacking = [name for name in known if name not in names]
    near = ((name, meant(name, lacking)) for name in names if name not in known and ":" not in name)
    return [(name, right) for name, right in near if right]


def in_languages(properties: Mapping[str, Any], name: str) -> dict[str, str]:
    """Give what fields such as ``name:lt`` hold, by language; English stands in the field ``name`` itself."""
    found = _languages_of(tuple(properties), f"{name}:") if properties else ()
    return {lang: properties[key] for key, lang, is_one in found if is_one and properties[key]}


@lru_cache
def _languages_of(names: tuple[str, ...], prefix: str) -> list[tuple[str, str, bool]]:
    """
    List the names with a prefix, what follows it, and whether that is a code of a language.

    The features of a layer have much the same fields.
    """
    found = [(name, name.removeprefix(prefix)) for name in names if name.startswith(prefix)]
    return [(name, lang, _LANGUAGE.fullmatch(lang) is not None) for name, lang in found]


def wrong_languages(properties: Mapping[str, Any], name: str, where: str) -> Iterator[Problem]:
    """Yield what is wrong with fields such as ``name:lt``; they may be left empty, as tables do."""
    for key, lang, is_one in _languages_of(tuple(properties), f"{name}:"):
        value = properties[key]
        if lang == "en":
            yield Problem(where, f"{key} stands beside {name}, which is English", f"Write it as {name}")
        elif not is_one:
            if _LANGUAGE.fullmatch(lang.casefold()) or not lang.strip():
                hint = f"Write {name}:{lang.casefold()}" if lang.strip() else "Write the code of a language behind it"
                yield Problem(where, f"{shown(key)} names no language", hint)
        elif value is not None and value != "":
            if not isinstance(value, str):
                yield Problem(where, f"{key} is {shown(value)}, not a text", "Write a text")
            elif not (value[0].isalnum() or _shows(value)):
                yield Problem(where, f"{key} is {shown(value)}, which shows nothing", "Write a text")
