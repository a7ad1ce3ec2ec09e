"""What can go wrong, said in one form: where, what is wrong, what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Self

__all__ = [
    "AtlasError",
    "DayOutOfRangeError",
    "Fault",
    "Faults",
    "FaultyAtlasError",
    "MissingGlyphWarning",
    "UnknownNameError",
    "one_line",
]


# Controls, line breaks, marks that turn the writing round, halves of characters: what a terminal would obey.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST = 500


def one_line(text: str, longest: int = _LONGEST) -> str:
    r"""
    Write a text as one line that a terminal shows and does not obey.

    Parameters
    ----------
    text
        Any text.
    longest
        Characters to show at most.

    Returns
    -------
    line
        Controls and line breaks as escapes (``\n``, ``\x1b``); a longer text ends with an ellipsis.
    """
    short = text if len(text) <= longest else text[:longest] + "…"
    return _UNWRITABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), short)


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
        self.where, self.what, self.todo = (one_line(text) for text in (where, what, todo))
        super().__init__(f"{self.where}: {self.what}. {self.todo}.")

    @property
    def faults(self) -> Faults:
        """What is told one by one: the error itself, or all that it stands for."""
        return Faults([self])


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


class Faults(list[Fault]):
    """
    Faults as they are found; of one file and in all only so many are kept, and the others counted.

    A file of a million faulty features would fill the memory with what nobody reads.
    """

    MOST = 100
    MOST_IN_ALL = 1000

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        super().__init__()
        self.more: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self.extend(faults)

    def append(self, fault: Fault) -> None:
        """Keep a fault, or count it."""
        file = fault.where.partition("#")[0].partition(",")[0]
        if self._kept[file] < self.MOST and len(self) < self.MOST_IN_ALL:
            self._kept[file] += 1
            super().append(fault)
        else:
            self.more[file] += 1

    def extend(self, faults: Iterable[Fault]) -> None:
        """Keep faults, or count them."""
        for fault in faults:
            self.append(fault)
        if isinstance(faults, Faults):
            self.more.update(faults.more)

    def __iadd__(self, faults: Iterable[Fault]) -> Self:  # type: ignore[override,misc]
        self.extend(faults)
        return self

    @property
    def total(self) -> int:
        """How many there are, kept or not."""
        return len(self) + self.more.total()

    def lines(self) -> list[str]:
        """Write them, and at the end how many more there are of a file, and of files of which none is kept."""
        more = {file: count for file, count in self.more.items() if self._kept[file]}
        told = [f"{file}: and {count} more." for file, count in more.items()]
        rest = self.more.total() - sum(more.values())
        return [*map(str, self), *told, *([f"other files: and {rest} more."] if rest else [])]


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
        self._faults = faults if isinstance(faults, Faults) else Faults(faults)
        count = self.faults.total
        noun = "fault" if count == 1 else "faults"
        super().__init__(where, f"{count} {noun}", "Mend what the lines above name")
        self.args = ("\n".join([*self.faults.lines(), str(self.args[0])]),)

    @property
    def faults(self) -> Faults:
        """Every fault found, in the order of the files."""
        return self._faults
