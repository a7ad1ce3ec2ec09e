"""What can go wrong, said in one form: where, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["AtlasError", "DayOutOfRangeError", "Fault", "FaultyAtlasError", "MissingGlyphWarning", "UnknownNameError"]


class AtlasError(ValueError):
    """
    Base of every error the package raises on purpose.

    Parameters
    ----------
    where
        File, feature or argument that is at fault (``bases.geojson#paldiski``).
    what
        What is wrong, with the offending value.
    todo
        What the reader can do about it; one sentence without its full stop.
    """

    def __init__(self, where: str, what: str, todo: str) -> None:
        self.where = where
        self.what = what
        self.todo = todo
        super().__init__(f"{where}: {what}. {todo}.")


class DayOutOfRangeError(AtlasError):
    """A day lies outside the atlas's window."""


class MissingGlyphWarning(UserWarning):
    """
    A text on a plate has letters that no font of this machine has.

    Parameters
    ----------
    text
        The text, as one line.
    letters
        Those letters, each once.
    """

    def __init__(self, text: str, letters: str) -> None:
        self.text = text
        self.letters = letters
        most = 6
        named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters[:most])
        more = f" and {len(letters) - most} more" if len(letters) > most else ""
        super().__init__(
            f"{_shown(text)}: no font has {named}{more}. "
            'Install a font that has them; until then "[…]" stands in their place.'
        )


def _shown(text: str) -> str:
    longest = 60
    return text if len(text) <= longest else text[: longest - 1] + "…"


class UnknownNameError(AtlasError, KeyError):
    """A layer, feature, kind or source of that name does not exist."""

    def __str__(self) -> str:
        # KeyError would show the repr of its argument.
        return str(self.args[0])


# A fault is the same three words as an error, found but not (yet) raised.
Fault = AtlasError


class FaultyAtlasError(AtlasError):
    """
    An atlas has faults; all of them are told at once.

    Parameters
    ----------
    where
        The atlas's folder.
    faults
        Every fault found, in the order of the files.
    """

    def __init__(self, where: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        noun = "fault" if count == 1 else "faults"
        super().__init__(where, f"{count} {noun}", "Mend what the lines above name")
        self.args = ("\n".join([*map(str, self.faults), str(self.args[0])]),)
