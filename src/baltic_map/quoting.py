"""How problems speak of the values and names that they find."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeGuard

__all__ = ["counted", "is_name", "meant", "meant_hint", "shown", "told_names"]

_LONGEST = 60
_DIGITS = 20
_MOST_LISTED = 12

# A name that is nearly a known one: a letter lost, doubled or changed; where no other names may stand, two in turn.
_CLOSE, _CLOSE_ENOUGH = 0.8, 0.7
_SHORTEST = 4


def shown(value: Any) -> str:
    """
    Write a value so that a problem can quote it.

    Parameters
    ----------
    value
        What JSON, TOML or CSV gave.

    Returns
    -------
    text
        In the words of JSON and TOML, on one line, cut if it is long.
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        # Python does not write integers of very many digits.
        many = value.bit_length() > _DIGITS * math.log2(10)
        return f"a number of {int(value.bit_length() * math.log10(2)) + 1} digits" if many else str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    # A day of TOML is no text.
    if isinstance(value, str):
        text = repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
    return text


def told_names(names: Iterable[str]) -> str:
    """List names, each once, the first dozen of them."""
    known = list(dict.fromkeys(names))
    more = f" and {len(known) - _MOST_LISTED} more" if len(known) > _MOST_LISTED else ""
    return ", ".join(known[:_MOST_LISTED]) + more


def counted(count: int, noun: str, many: str = "") -> str:
    """Write a number of things; ``many`` is what two of them are called, if that does not end in "s" alone."""
    return f"{count} {noun if count == 1 else many or f'{noun}s'}"


def is_name(key: Any) -> TypeGuard[str]:
    """Tell whether a problem can name a thing by an id: by a text that is not blank; else by its number."""
    return isinstance(key, str) and bool(key.strip())


def meant(name: str, known: Collection[str], *, free: bool = True) -> str | None:
    """
    Tell which known name was likely meant by an unknown one.

    Parameters
    ----------
    name
        A name of a field, table or column.
    known
        Those there are.
    free
        Whether names of other things may stand there too: less is then taken for a slip.

    Returns
    -------
    meant
        ``end_date`` for ``end_dat`` or ``endDate``; ``None`` if the name is like none of them.
    """
    alike = {_plain(each): each for each in known}
    if len(_plain(name)) < _SHORTEST:
        return alike.get(_plain(name))
    found = get_close_matches(_plain(name), alike, n=1, cutoff=_CLOSE if free else _CLOSE_ENOUGH)
    return alike[found[0]] if found else None


def meant_hint(name: str, known: Collection[str], otherwise: str) -> str:
    """Say to write the known name that was likely meant by an unknown one; or, if it is like none, something else."""
    near = meant(name, known, free=False)
    return f"Write {near}, if that is meant" if near else otherwise


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
