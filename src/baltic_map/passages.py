"""Exact words of the sources, read from a table and checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

from baltic_map.checking import check
from baltic_map.config import Day, days_of
from baltic_map.contract import Stance
from baltic_map.errors import AtlasError, Problem
from baltic_map.fields import Language, Note, Text, field_problem
from baltic_map.models import Table, wrong
from baltic_map.quoting import shown
from baltic_map.reading import exists, read_rows
from baltic_map.sources import Bibliography, Citation

__all__ = ["PASSAGES", "Passage", "read_passages"]

PASSAGES = "passages.csv"
_COLUMNS = (
    *("feature", "words", "language", "work", "locator", "address", "stance", "speaker", "translation", "right"),
    "checked",
)
# What may be quoted without asking.
_MOST_WORDS = 60
_MARKS = {
    **dict.fromkeys(("be", "ru", "uk"), ("«", "»")),
    **dict.fromkeys(("cs", "da", "de", "et", "lt", "sk"), ("„", "“")),
    **dict.fromkeys(("hu", "lv", "pl", "ro"), ("„", "”")),
    **dict.fromkeys(("fi", "sv"), ("”", "”")),
    "fr": ("«\u00a0", "\u00a0»"),
}


def _is_short(text: str) -> str:
    if (count := len(text.split())) > _MOST_WORDS:
        raise wrong(f"has {count} words, and {_MOST_WORDS} are the most", "Quote less of it")
    return text


def _is_an_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", text):
        raise wrong(f"is {shown(text)}, not an address", "Write the page, from http:// or https:// on")
    return text


def _has_ids(text: str) -> str:
    if not text.strip("; "):
        raise wrong("is empty", "Write ids of features, separated by ;")
    return text


class Passage(Table, frozen=True, kw_only=True):
    """
    The exact words of a source, as they stand in the table.

    Parameters
    ----------
    feature
        Ids of the features that they speak of, separated by ``;``.
    words, language
        At most sixty words, and the code of their language.
    work, locator, address
        Where they stand, and the page on which they are read.
    stance
        Whether they support or contradict what the atlas says, or claim it for their side.
    speaker
        Whose words they are; empty if that is plain.
    translation
        Into English, made for the atlas; empty if they are English.
    right
        Why they may be quoted.
    checked
        The day on which they were compared with the page, letter for letter.
    """

    feature: Annotated[str, _has_ids]
    words: Annotated[Text, _is_short]
    language: Language
    work: Text
    locator: Note
    address: Annotated[str, _is_an_address]
    stance: Stance
    speaker: Note
    translation: Note
    right: Text
    checked: Day | None

    def __post_init__(self) -> None:
        if (self.language.partition("-")[0] == "en") != (not self.translation):
            what = "has a translation" if self.translation else "has no translation"
            hint = "Translate what is not English, and only that"
            raise wrong(f"{what}, and its language is {self.language}", hint)

    @property
    def features(self) -> tuple[str, ...]:
        """Ids of those that they speak of, each once."""
        return tuple(dict.fromkeys(part.strip() for part in self.feature.split(";") if part.strip()))

    @property
    def citation(self) -> Citation:
        """Work and place in it."""
        return Citation(self.work, self.locator)

    @property
    def marks(self) -> tuple[str, str]:
        """The quotation marks of the language, the opening and the closing one."""
        return _MARKS.get(self.language.partition("-")[0], ("“", "”"))


def read_passages(
    folder: Path, features: Collection[str], bibliography: Bibliography
) -> tuple[list[Passage], list[Problem]]:
    """
    Read an atlas's table of passages, if it has one, gathering every problem.

    Parameters
    ----------
    folder
        The atlas's folder; ``passages.csv`` in it has the columns feature (ids separated by ``;``), words, language,
        work, locator, address, stance, speaker, translation, right and checked.
    features
        Ids of the atlas's features.
    bibliography
        The works that may be cited.

    Returns
    -------
    passages
        Those without a problem, in the file's order.
    problems
        What is wrong with the others.
    """
    if not exists(folder, PASSAGES):
        return [], []
    try:
        rows, problems = read_rows(folder, PASSAGES, _COLUMNS)
    except AtlasError as error:
        return [], [error.problem]
    passages = []
    for row in rows:
        where = f"{PASSAGES}#line {row.line}"
        cells: dict[str, str | None] = {name: row[name].strip() for name in _COLUMNS}
        passage = check(cells | {"checked": cells["checked"] or None}, Passage, days_of())
        if isinstance(passage, list):
            problems += [field_problem(where, each) for each in passage]
            continue
        unknown = list(_unknown(passage, where, features, bibliography))
        problems += unknown
        passages += [] if unknown else [passage]
    return passages, problems


def _unknown(passage: Passage, where: str, features: Collection[str], bibliography: Bibliography) -> Iterator[Problem]:
    for key in passage.features:
        if key not in features:
            yield Problem(where, f"feature names {shown(key)}, which no feature has as its id", "Mend the id")
    if passage.work not in bibliography:
        yield Problem(
            where, f"work is {shown(passage.work)}, which sources.json has not", "Add the work or mend the id"
        )
