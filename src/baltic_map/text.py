"""A text that knows its language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["Text", "translated"]


class Text(NamedTuple):
    """A text and the language that it is in."""

    value: str
    lang: str


def translated(texts: Mapping[str, str], lang: str) -> Text:
    """
    Choose the text of a language.

    Parameters
    ----------
    texts
        Texts by the code of their language; ``en`` is among them.
    lang
        Wanted language.

    Returns
    -------
    text
        The English one if the language has none.
    """
    return Text(texts[lang], lang) if lang in texts else Text(texts["en"], "en")
