"""Values and names as problems quote them."""

from __future__ import annotations

from datetime import date

import pytest

from baltic_map.quoting import is_name, meant, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        (10**30, "a number of 31 digits"),
        (0.5, "0.5"),
        (9.48e153, "9.48e+153"),
        ({"a": 1}, "a table"),
        ([1], "a list"),
        (date(1940, 6, 16), "1940-06-16"),
        ("two\nlines", r"'two\nlines'"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 59}…'"),
    ],
)
def test_a_value_is_quoted_in_the_words_of_its_file(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_slip_is_taken_for_the_name_it_is_like() -> None:
    known = ["start_date", "end_date", "id", "rank"]
    assert [meant(name, known) for name in ("endDate", "end_dat", "ID", "colour", "ran")] == [
        *("end_date", "end_date", "id", None, None),
    ]
    # Where no other names may stand, less is taken for a slip.
    assert meant("rnak", known) is None
    assert meant("rnak", known, free=False) == "rank"


def test_a_name_is_a_text_that_shows() -> None:
    assert [is_name(key) for key in ("a", " ", "", 7, None)] == [True, False, False, False, False]
