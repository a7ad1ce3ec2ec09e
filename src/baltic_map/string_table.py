"""The texts of a scene in each of its languages, each text once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from baltic_map.contract import Locale, TextNumber, TranslationState
from baltic_map.text import Text

__all__ = ["StringTable", "on_one_line"]

# Control characters and what parts lines, which browsers draw as boxes or nothing; what turns the direction of writing,
# and would turn that of the text beside it, is left out.
_SHOWN = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " "),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
}


def on_one_line(text: str) -> str:
    """
    Write a text of the data as it is shown.

    Parameters
    ----------
    text
        From a file of the atlas, whatever is in it.

    Returns
    -------
    shown
        In one line, without control characters.
    """
    # Most texts are printable: they have none of these.
    return text if text.isprintable() else text.translate(_SHOWN)


class StringTable:
    """
    Numbers for texts that differ by language.

    Parameters
    ----------
    langs
        Codes of the languages, the first the one in which the scene opens.
    own
        The language in which the atlas is written: of what bears no code of another.
    """

    def __init__(self, langs: Sequence[str], own: str = "en") -> None:
        self.langs = tuple(langs)
        self.own = own
        self._numbers: dict[tuple[Text, ...], TextNumber] = {}

    def add(self, write: Callable[[str], Text | str]) -> TextNumber:
        """
        Give the number of a text.

        Parameters
        ----------
        write
            Writes it in a language; a plain string is in that language.

        Returns
        -------
        number
            The same for the same texts.
        """
        return self.number(
            tuple([text if isinstance(text := write(lang), Text) else Text(text, lang) for lang in self.langs])
        )

    def number(self, row: tuple[Text, ...]) -> TextNumber:
        """Give the number of what was written in each of the languages, in their order."""
        if self.own != "en":
            # What is not said to be in another language is taken for English further down.
            row = tuple(Text(text.value, self.own) if text.lang == "en" else text for text in row)
        return self._numbers.setdefault(row, len(self._numbers))

    def locales(self, state: Callable[[str], TranslationState | None] = lambda _: None) -> tuple[Locale, ...]:
        """Give the table of each language; ``state`` tells how far its texts have been read."""
        rows = list(self._numbers)
        return tuple(
            Locale(
                lang,
                tuple(None if at and row[at].value == row[0].value else on_one_line(row[at].value) for row in rows),
                # Nothing is in no language.
                frozenset(number for number, row in enumerate(rows) if row[at].value and row[at].lang != lang),
                state(lang),
            )
            for at, lang in enumerate(self.langs)
        )
