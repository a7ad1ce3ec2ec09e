"""What a table of an atlas may hold, told once: as the fields of a class, and the rules of their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct

__all__ = ["HINT", "UNKNOWN", "Fault", "Table", "WrongValueError", "wrong"]

HINT = "Mend the value"
"""What to do about a value, if nothing better is known."""


UNKNOWN = "is unknown"
"""What is wrong with a field that a table does not have."""


class Fault(NamedTuple):
    """What is wrong with the value at a place of a table, to be said after its name, and what to do."""

    path: tuple[str | int, ...]
    what: str
    hint: str


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A table as it stands in a file; `baltic_map.checking` makes one, or tells all that is wrong with it.

    The rules of a field stand in its type: ``Annotated[str, Meta(pattern=…), rule]``, where a rule is a function that
    gives the value back, or another in its place, or raises `wrong`. What concerns several fields is a rule of
    ``__post_init__``. A field called ``name:`` in the file takes what stands under ``name:lt`` and the like.
    """

    @classmethod
    def prepared(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Give a table as it stands in the file, with what it may leave out."""
        return data


class WrongValueError(ValueError):
    """A value breaks a rule: what is wrong, to be said after the name of its field, and what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def wrong(what: str, hint: str = HINT) -> WrongValueError:
    """Make the error of a rule."""
    return WrongValueError(what, hint)
