"""The kinds of value that tables and features hold, and what is said of a value that is of none of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from baltic_map.errors import Problem
from baltic_map.quoting import meant, meant_hint, shown
from baltic_map.wrong_values import HINT, wrong

__all__ = [
    "End",
    "Id",
    "Key",
    "Language",
    "NoEnd",
    "Note",
    "Number",
    "Switch",
    "Text",
    "Whole",
    "field_problem",
    "in_languages",
    "near_misses",
    "wrong",
    "wrong_languages",
]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_EXPECTED = {
    "bool_type": "true or false",
    "date_type": "a day",
    "dict_type": "a table",
    "finite_number": "a finite number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_attributes_type": "a table",
    "model_type": "a table",
    "string_type": "a text",
    "tuple_type": "a list",
}
_BOUNDS = {
    "greater_than": "not above {gt:g}",
    "greater_than_equal": "less than {ge:g}",
    "less_than": "not below {lt:g}",
    "less_than_equal": "more than {le:g}",
}


def _is_a_number(value: Any) -> Any:
    """Refuse what pydantic would read as a number: true, and the digits of a text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong(f"is {shown(value)}, not a number")
    return value


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


def _is_a_switch(value: Any) -> Any:
    if not isinstance(value, bool):
        raise wrong(f"is {shown(value)}, not true or false")
    return value


def _is_a_language(code: str) -> str:
    if not _LANGUAGE.fullmatch(code):
        raise wrong(f"is {shown(code)}, not the code of a language", "Write a code such as en or sr-Latn")
    return code


Note = Annotated[str, AfterValidator(_can_be_read)]
"""A text that may be empty."""

Text = Annotated[str, AfterValidator(_is_a_text)]
Number = Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_is_a_number)]
Whole = Annotated[int, BeforeValidator(_is_a_number)]
Switch = Annotated[bool, BeforeValidator(_is_a_switch)]
Language = Annotated[str, AfterValidator(_is_a_language)]

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
"""Of a thing of the data."""

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
"""Of a table of ``atlas.toml``."""


End = Literal["exclusive", "inclusive"]
"""What an end names: the first day on which the thing no longer was, or the last on which it still was."""

NoEnd = Literal["open", "one-day"]
"""What a start without an end means: that the thing goes on, or that it lasted for a day."""


def field_problem(where: str, error: Mapping[str, Any], known: Collection[str] = (), hint: str = HINT) -> Problem:
    """
    Put an error of pydantic into the words of a problem.

    Parameters
    ----------
    where
        What to name.
    error
        One of ``ValidationError.errors()``.
    known
        The names of the fields there are, to tell which of them was meant by one that is unknown.
    hint
        What to do about a value of the wrong kind.

    Returns
    -------
    problem
        The field, its value and what it should have been; none of pydantic's or Python's words.
    """
    field = ".".join(str(part) for part in error["loc"]) or "it"
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "atlas":
        return Problem(where, f"{field} {context['what']}", context["todo"])
    if kind == "missing":
        return Problem(where, f"{field} is missing", "Add it")
    if kind == "extra_forbidden":
        return Problem(where, f"{field} is unknown", meant_hint(str(error["loc"][-1]), known, "Take it out"))
    return Problem(where, f"{field} is {shown(value)}, {_rule(kind, context)}", hint)


def _rule(kind: str, context: Mapping[str, Any]) -> str:
    if kind in _BOUNDS:
        return _BOUNDS[kind].format(**context)
    if kind == "literal_error":
        return f"not one of {context['expected']}"
    if kind == "string_pattern_mismatch":
        colour = "#" in str(context["pattern"])
        return f"not {'a colour such as #a9231b' if colour else 'of lower-case letters, digits and hyphens'}"
    return f"not {_EXPECTED[kind]}" if kind in _EXPECTED else "which is of the wrong kind or length"


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
    fields = [(lang, properties[key]) for key, lang in found]
    return {lang: value for lang, value in fields if value and _LANGUAGE.fullmatch(lang)}


@lru_cache
def _languages_of(names: tuple[str, ...], prefix: str) -> list[tuple[str, str]]:
    """List the names with a prefix, and what follows it: the features of a layer have much the same fields."""
    return [(name, name.removeprefix(prefix)) for name in names if name.startswith(prefix)]


def wrong_languages(properties: Mapping[str, Any], name: str, where: str) -> Iterator[Problem]:
    """Yield what is wrong with fields such as ``name:lt``; they may be left empty, as tables do."""
    for key, lang in _languages_of(tuple(properties), f"{name}:"):
        value = properties[key]
        if lang == "en":
            yield Problem(where, f"{key} stands beside {name}, which is English", f"Write it as {name}")
        elif not _LANGUAGE.fullmatch(lang):
            if _LANGUAGE.fullmatch(lang.casefold()) or not lang.strip():
                hint = f"Write {name}:{lang.casefold()}" if lang.strip() else "Write the code of a language behind it"
                yield Problem(where, f"{shown(key)} names no language", hint)
        elif value is not None and value != "":
            if not isinstance(value, str):
                yield Problem(where, f"{key} is {shown(value)}, not a text", "Write a text")
            elif not _shows(value):
                yield Problem(where, f"{key} is {shown(value)}, which shows nothing", "Write a text")
