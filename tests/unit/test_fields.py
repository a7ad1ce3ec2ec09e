"""Values of fields, and what is said of a wrong one."""

from __future__ import annotations

from typing import Any

import pytest

from baltic_map.checking import check, check_all
from baltic_map.fields import Id, Number, Text, field_problem, in_languages, near_misses, wrong_languages
from baltic_map.models import Table


class Fields(Table, frozen=True, kw_only=True):
    id: Id = "a"
    name: Text = "a"
    km: Number = 1
    rank: int = 1
    open: bool = False


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"id": "A b"}, "id is 'A b', not of lower-case letters, digits and hyphens"),
        ({"name": ""}, "name is empty"),
        ({"name": "\u200b"}, r"name is '\u200b', which shows nothing"),
        ({"name": 7}, "name is 7, not a text"),
        ({"km": "7"}, "km is '7', not a number"),
        ({"km": True}, "km is true, not a number"),
        ({"km": float("inf")}, "km is inf, not a finite number"),
        ({"rank": 1.5}, "rank is 1.5, not a whole number"),
        ({"open": 1}, "open is 1, not true or false"),
        ({"nmae": "a"}, "nmae is unknown"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(fields: dict[str, Any], told: str) -> None:
    faults = check(fields, Fields)
    assert isinstance(faults, list)
    (problem,) = (field_problem("a.geojson#x", each) for each in faults)
    assert (problem.where, problem.what) == ("a.geojson#x", told)
    # Many are told as one is, beside one that is sound.
    assert check_all([{"id": "b"}, fields], Fields) == [Fields(id="b"), faults]


def test_a_name_by_language_stands_in_a_field_of_its_own() -> None:
    fields = {"name": "Sea", "name:lt": "Jūra", "name:et": "", "name:LV": "Jūra", "name_today:lt": "Marios"}
    assert in_languages(fields, "name") == {"lt": "Jūra"}


def test_a_field_that_is_nearly_a_known_one_is_told() -> None:
    told = near_misses({"end_dat": 1, "name:xx": 2, "colour": 3}, ["end_date", "name"], "x")
    assert [str(each) for each in told] == [
        "x: 'end_dat' is unknown. Write end_date, if that is meant; rename it, if it is not."
    ]


def test_a_field_of_no_language_is_told() -> None:
    fields = {"name:en": "x", "name:LT": "y", "name:": "z", "name:et": "", "name:lv": " ", "name:lt": 3}
    assert [each.what for each in wrong_languages(fields, "name", "x")] == [
        "name:en stands beside name, which is English",
        "'name:LT' names no language",
        "'name:' names no language",
        "name:lv is ' ', which shows nothing",
        "name:lt is 3, not a text",
    ]
