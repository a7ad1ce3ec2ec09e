"""The error of a validator, from which a problem is told."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

__all__ = ["HINT", "wrong"]

HINT = "Mend the value"
"""What to do about a value, if nothing better is known."""


def wrong(what: str, hint: str = HINT) -> PydanticCustomError:
    """Make the error of a validator, from what is wrong (after the name of the field) and what to do."""
    return PydanticCustomError("atlas", "{what}", {"what": what, "todo": hint})
