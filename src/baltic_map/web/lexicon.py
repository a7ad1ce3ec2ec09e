"""The texts of a page in each of its languages, each text once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from baltic_map.config import Foreign
from baltic_map.scene import Scene

__all__ = ["Lexicon", "shown"]

# Control characters and what parts lines, which browsers draw as boxes or nothing; what turns the direction of writing,
# and would turn that of the text beside it, is left out.
_SHOWN = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " "),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
}


def shown(text: str) -> str:
    """
    Write a text of the data as the page shows it.

    Parameters
    ----------
    text
        From a file of the atlas, whatever is in it.

    Returns
    -------
    shown
        In one line, without control characters.
    """
    return text.translate(_SHOWN)


class Lexicon:
    """
    Numbers for texts that differ by language.

    Parameters
    ----------
    scenes
        One for each language; the first is the one the others are compared with.
    """

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self.scenes = scenes
        # Whether a text is foreign is no part of its equality.
        self._numbers: dict[tuple[tuple[str, bool], ...], int] = {}

    def number(self, texts: Sequence[str]) -> int:
        """Give the number of a text, told in each language in the order of the scenes."""
        key = tuple((str(text), isinstance(text, Foreign)) for text in texts)
        return self._numbers.setdefault(key, len(self._numbers))

    def each(self, tell: Callable[[Scene], str]) -> int:
        """Give the number of a text that a function tells for each scene."""
        return self.number([tell(scene) for scene in self.scenes])

    def tables(self) -> list[dict[str, Any]]:
        """
        List the texts by language.

        Returns
        -------
        tables
            For each language ``texts`` by number, 0 where it is that of the first language, and ``foreign``: the
            numbers of texts that are not translated and stand there in English.
        """
        tables = []
        for place in range(len(self.scenes)):
            rows = list(self._numbers)
            tables.append(
                {
                    "texts": [0 if place and row[place][0] == row[0][0] else shown(row[place][0]) for row in rows],
                    "foreign": [number for number, row in enumerate(rows) if row[place][1]],
                }
            )
        return tables
