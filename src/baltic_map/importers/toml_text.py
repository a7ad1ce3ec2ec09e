"""Values as TOML writes them."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["toml_value"]


def toml_value(value: Any) -> str:
    """
    Write a text, a number or a list of them.

    Parameters
    ----------
    value
        Texts may hold anything but halves of characters.

    Returns
    -------
    text
        On one line.
    """
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, str):
        # A text of JSON is one of TOML, but for the one control that JSON leaves as it is.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"{value:g}" if isinstance(value, float) else str(value)
