"""Which of many variants of a test are tried each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable


def first(count: int, values: Iterable[Any]) -> list[Any]:
    """Give values of one argument for `pytest.mark.parametrize`: the first few always, the others with ``-m long``."""
    return first_rows(count, ((value,) for value in values))


def first_rows(count: int, rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Do the same for values of several arguments."""
    return [pytest.param(*row, marks=() if number < count else pytest.mark.long) for number, row in enumerate(rows)]
