"""What can go wrong, said in one form: where, what is wrong, what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

__all__ = [
    "AtlasError",
    "DayOutOfRangeError",
    "InvalidAtlasError",
    "MissingGlyphWarning",
    "MissingMetadataWarning",
    "Problem",
    "Problems",
    "UndatedLayerWarning",
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


@dataclass(frozen=True, slots=True)
class Problem:
    """
    What is wrong with an atlas, or with what was asked of it; each part is kept as one line.

    Parameters
    ----------
    where
        File, feature or argument that is at fault (``events.geojson#fight``).
    what
        What is wrong, with the offending value.
    hint
        What the reader can do about it; one sentence without its full stop.
    """

    where: str
    what: str
    hint: str

    def __post_init__(self) -> None:
        for name in ("where", "what", "hint"):
            object.__setattr__(self, name, one_line(getattr(self, name)))

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.hint}."


class AtlasError(ValueError):
    """
    Base of every error the package raises on purpose.

    Parameters
    ----------
    where, what, hint
        The parts of its `Problem`.
    """

    def __init__(self, where: str, what: str, hint: str) -> None:
        self.problem = Problem(where, what, hint)
        super().__init__(str(self.problem))

    @property
    def problems(self) -> Problems:
        """What is told one by one: its own problem, or all that it stands for."""
        return Problems([self.problem])


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


class MissingMetadataWarning(UserWarning):
    """Archives ask something of an atlas that its ``atlas.toml`` does not say; it is left out of what they get."""


class UndatedLayerWarning(UserWarning):
    """Nothing in a layer has days that could be read: all of it is shown on every day."""


def _shown(text: str) -> str:
    longest = 60
    return text if len(text) <= longest else text[: longest - 1] + "…"


class UnknownNameError(AtlasError, KeyError):
    """A layer, feature, kind or source of that name does not exist."""

    def __str__(self) -> str:
        # KeyError would show the repr of its argument.
        return str(self.args[0])


class Problems(list[Problem]):
    """
    Problems as they are found; of one file and in all only so many are kept, and the others counted.

    A file of a million invalid features would fill the memory with what nobody reads.
    """

    MOST = 100
    MOST_IN_ALL = 1000

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        super().__init__()
        self.more: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self.extend(problems)

    def append(self, problem: Problem) -> None:
        """Keep a problem, or count it."""
        file = problem.where.partition("#")[0].partition(",")[0]
        if self._kept[file] < self.MOST and len(self) < self.MOST_IN_ALL:
            self._kept[file] += 1
            super().append(problem)
        else:
            self.more[file] += 1

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep problems, or count them."""
        for problem in problems:
            self.append(problem)
        if isinstance(problems, Problems):
            self.more.update(problems.more)

    def __iadd__(self, problems: Iterable[Problem]) -> Self:  # type: ignore[override,misc]
        self.extend(problems)
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


class InvalidAtlasError(AtlasError):
    """
    An atlas has problems; all of them are told at once.

    Parameters
    ----------
    where
        The atlas's folder.
    problems
        Every problem found, in the order of the files.
    """

    def __init__(self, where: str, problems: Iterable[Problem]) -> None:
        self._problems = problems if isinstance(problems, Problems) else Problems(problems)
        count = self.problems.total
        noun = "problem" if count == 1 else "problems"
        super().__init__(where, f"{count} {noun}", "Mend what the lines above name")
        self.args = ("\n".join([*self.problems.lines(), str(self.args[0])]),)

    @property
    def problems(self) -> Problems:
        """Every problem found, in the order of the files."""
        return self._problems
