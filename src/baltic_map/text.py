"""A text that knows its language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

__all__ = ["Text", "sentences", "translated"]


class Text(Struct, frozen=True, gc=False):
    """A text and the language that it is in."""

    value: str
    lang: str


# A full stop after a word of some length ends a sentence; one after an initial, "gen." or "plkst." does
# not. As in data/sentence.js.
_SENTENCE_END = re.compile(
    r"(?<=[a-zõäöüāēģīķļņūčšžąęėįųа-яё0-9)-]{4}[.!?])(?<!lkst\.)\s+(?=[A-ZÕÄÖÜĀĒĢĪĶĻŅŪČŠŽĄĘĖĮŲА-ЯЁ0-9“„«])"
)


def sentences(text: str) -> list[str]:
    """Part a text into its sentences."""
    return _SENTENCE_END.split(text.strip())


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
