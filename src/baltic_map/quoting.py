"""How a value of a file is quoted in a fault."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

__all__ = ["shown"]

_LONGEST = 60
_DIGITS = 20


def shown(value: Any) -> str:
    """
    Write a value so that a fault can quote it.

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
    return repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
