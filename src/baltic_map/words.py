"""The words of the interface that an atlas brings itself: further languages, and other words for those there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale, UnknownLocaleError

from baltic_map.errors import AtlasError, Problem, Problems
from baltic_map.messages import Words, languages, words_of
from baltic_map.quoting import meant, shown
from baltic_map.reading import read_toml

__all__ = ["read_words"]

_FOLDER = "words"
# Tables of any keys: the codes of languages.
_FREE = ("languages",)
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
        lacking = sum(1 for _ in _lacking(words[lang], words_of("en"))) if lang not in languages() else 0
        words[lang] = _flat(words[lang])
        if lacking:
            warnings.append(Problem(where, f"{lacking} words are missing and stand in English", "Add them"))
    for number, lang in enumerate(langs):
        if lang not in languages() and lang not in words:
            hint = f"Write words/{lang}.toml, or take it out"
            problems.append(Problem(f"atlas.toml#languages.{number}", f"{lang} has no words of the interface", hint))
    return words, problems, warnings


def _flat(tables: Words) -> dict[str, Mapping[str, str]]:
    """Write the plural forms of a message as a table of their own."""
    plural = tables.get("plural", {})
    forms = {f"plural.{name}": each for name, each in plural.items()} if isinstance(plural, dict) else {}
    return {**{name: table for name, table in tables.items() if name != "plural"}, **forms}


def _unknown(where: str, lang: str) -> Problem:
    return Problem(where, f"{shown(lang)} is no language whose days and months are known", "Name the file as es.toml")


def _check(where: str, own: Mapping[str, Any], english: Words) -> Iterator[Problem]:
    for table, texts in own.items():
        if table not in english or not isinstance(texts, dict):
            near = meant(table, english, free=False)
            yield Problem(
                f"{where}#{table}",
                "there is no such table",
                f"Write {near}, if that is meant" if near else "Take it out",
            )
            continue
        for key, text in texts.items():
            place, known = f"{where}#{table}.{key}", english[table].get(key)
            if known is None and table not in _FREE:
                near = meant(key, english[table], free=False)
                yield Problem(
                    place, "there is no such word", f"Write {near}, if that is meant" if near else "Take it out"
                )
            elif isinstance(known, dict):
                yield from _check_forms(place, text, known)
            else:
                yield from _check_text(place, text, known or "")


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


def _lacking(own: Mapping[str, Any], english: Words) -> Iterator[str]:
    for table, texts in english.items():
        if table not in _FREE and table != "dates":
            there = own.get(table)
            yield from (key for key in texts if not isinstance(there, dict) or key not in there)
