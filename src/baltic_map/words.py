"""The words of the interface that an atlas brings itself: further languages, and other words for those there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale, UnknownLocaleError

from baltic_map.errors import AtlasError, Problem, Problems
from baltic_map.messages import Words, languages, words_of
from baltic_map.quoting import meant_hint, shown
from baltic_map.reading import read_toml

__all__ = ["read_words"]

_FOLDER = "words"
# Tables of any keys: the codes of languages.
_FREE = ("languages",)
# Days are written as CLDR has it.
_OPTIONAL = (*_FREE, "dates")
_FORMS = ("zero", "one", "two", "few", "many", "other")


def read_words(folder: Path, langs: Sequence[str]) -> tuple[dict[str, Words], Problems, Problems]:
    """
    Read the words that stand in ``words/`` of an atlas, gathering every problem.

    Parameters
    ----------
    folder
        The atlas's folder; ``words/es.toml`` in it is as ``locales/en.toml`` of the package, or a part of it.
    langs
        The languages of the atlas.

    Returns
    -------
    words
        By language: tables of strings, each table of plural forms as ``plural.changes``.
    problems
        What is wrong with the files, and which of the languages have no words.
    warnings
        How many words a language lacks: these are English.
    """
    words: dict[str, Words] = {}
    problems, warnings = Problems(), Problems()
    own = folder / _FOLDER
    for path in sorted(own.glob("*.toml")) if own.is_dir() else ():
        where, lang = f"{_FOLDER}/{path.name}", path.stem
        try:
            Locale.parse(lang)
            words[lang] = read_toml(folder, where)
        except (UnknownLocaleError, ValueError) as error:
            told = error.problem if isinstance(error, AtlasError) else _unknown(where, lang)
            problems.append(told)
            continue
        problems += _check(where, words[lang], words_of("en"))
        words[lang] = dict(_flat(words[lang]))
        lacking = 0 if lang in languages() else _lacking(words[lang], dict(_flat(words_of("en"))))
        if lacking:
            warnings.append(Problem(where, f"{lacking} words are missing and stand in English", "Add them"))
    for number, lang in enumerate(langs):
        if lang not in languages() and lang not in words:
            hint = f"Write words/{lang}.toml, or take it out"
            problems.append(Problem(f"atlas.toml#languages.{number}", f"{lang} has no words of the interface", hint))
    return words, problems, warnings


def _flat(tables: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the tables that have no tables in them."""
    texts = {key: each for key, each in tables.items() if not isinstance(each, Mapping)}
    if texts and path:
        yield path, texts
    for key, each in tables.items():
        if isinstance(each, Mapping):
            yield from _flat(each, f"{path}.{key}" if path else key)


def _unknown(where: str, lang: str) -> Problem:
    return Problem(where, f"{shown(lang)} is no language whose days and months are known", "Name the file as es.toml")


def _check(where: str, own: Mapping[str, Any], english: Mapping[str, Any], path: str = "") -> Iterator[Problem]:
    """Hold a table, and those in it, to the English one."""
    for key, value in own.items():
        at = f"{path}.{key}" if path else key
        place, known = f"{where}#{at}", english.get(key)
        if (known is None and path not in _FREE) or (not path and not isinstance(value, dict)):
            what = "there is no such word" if path else "there is no such table"
            yield Problem(place, what, meant_hint(key, english, "Take it out"))
        elif path.endswith("plural"):
            yield from _check_forms(place, value, known or {})
        elif isinstance(known, Mapping) and isinstance(value, dict):
            yield from _check(where, value, known, at)
        elif isinstance(known, Mapping):
            yield Problem(place, f"it is {shown(value)}, not a table", "Write a table")
        else:
            yield from _check_text(place, value, known or "")


def _check_forms(where: str, forms: Any, known: Mapping[str, str]) -> Iterator[Problem]:
    if not isinstance(forms, dict) or "other" not in forms:
        yield Problem(where, "it has no form other", 'Write other = "…", and one and few if the language has them')
        return
    for name, text in forms.items():
        if name in _FORMS:
            yield from _check_text(f"{where}.{name}", text, known["other"])
        else:
            yield Problem(f"{where}.{name}", "it is no form", f"Use one of {', '.join(_FORMS)}")


def _check_text(where: str, text: Any, english: str) -> Iterator[Problem]:
    if not isinstance(text, str) or not text.strip():
        yield Problem(where, f"it is {shown(text)}, not a text", "Write a text")
        return
    try:
        strange = _filled(text) - _filled(english)
    except ValueError:
        strange = {"{"}
    if strange:
        braces = ", ".join(f"{{{name}}}" for name in sorted(_filled(english))) or "none"
        yield Problem(where, f"its braces are not those of {shown(english)}", f"The braces it may have are {braces}")


def _filled(text: str) -> set[str]:
    """List what stands in the braces of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _lacking(own: Words, english: Words) -> int:
    return sum(len(table.keys() - own.get(name, {}).keys()) for name, table in english.items() if name not in _OPTIONAL)
