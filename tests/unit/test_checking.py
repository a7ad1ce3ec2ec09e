"""What stands in files, held to tables: a table, or every fault of it in plain words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta, field

from baltic_map.checking import check, check_all
from baltic_map.fields import Language, Number, Text
from baltic_map.models import Table, wrong


class Side(Table, frozen=True, kw_only=True):
    name: Text
    names: dict[Language, Text] = field(default_factory=dict, name="name:")
    pair: tuple[Text, Text] | None = None
    how: Literal["plain", "dashed"] = "plain"


class Thing(Table, frozen=True, kw_only=True):
    side: Side
    size: Annotated[Number, Meta(gt=0, le=64)] = 16
    parts: list[int | str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.size > 32 and not self.parts:
            raise wrong("is large and has no parts", "Write parts")


def faults(data: object) -> list[tuple[str, str, str]]:
    found = check(data, Thing)
    assert isinstance(found, list)
    return [(".".join(map(str, each.path)), each.what, each.hint) for each in found]


def test_a_table_is_made_with_its_names_by_language_gathered() -> None:
    thing = check({"side": {"name": "Coast", "name:lt": "Krantas"}, "size": 2, "parts": [1, "a"]}, Thing)
    assert thing == Thing(side=Side(name="Coast", names={"lt": "Krantas"}), size=2.0, parts=[1, "a"])
    assert isinstance(thing, Thing)
    assert isinstance(thing.size, float)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], ("", "is a list, not a table", "Mend the value")),
        ({}, ("side", "is missing", "Add it")),
        ({"side": 1}, ("side", "is 1, not a table", "Mend the value")),
        ({"side": {"name": "a", "nmae": 1}}, ("side.nmae", "is unknown", "Write name, if that is meant")),
        ({"side": {"name": "a", "x": 1}}, ("side.x", "is unknown", "Take it out")),
        ({"side": {"name": "a", "name:lt": 1}}, ("side.name:lt", "is 1, not a text", "Mend the value")),
        (
            {"side": {"name": "a", "name:en": "b"}},
            ("side.name:en", "stands beside name, which is English", "Write it as name"),
        ),
        ({"side": {"name": "a", "pair": ["b"]}}, ("side.pair.1", "is missing", "Add it")),
        (
            {"side": {"name": "a", "pair": ["b", "c", "d"]}},
            ("side.pair", "is a list, which is of the wrong kind or length", "Mend the value"),
        ),
        (
            {"side": {"name": "a", "how": []}},
            ("side.how", "is a list, not one of 'plain' or 'dashed'", "Mend the value"),
        ),
        ({"side": {"name": "a"}, "size": 0}, ("size", "is 0, not above 0", "Mend the value")),
        ({"side": {"name": "a"}, "size": True}, ("size", "is true, not a number", "Mend the value")),
        ({"side": {"name": "a"}, "size": float("nan")}, ("size", "is nan, not a finite number", "Mend the value")),
        ({"side": {"name": "a"}, "parts": [1.5]}, ("parts.0", "is 1.5, not a whole number", "Mend the value")),
        ({"side": {"name": "a"}, "size": 33}, ("", "is large and has no parts", "Write parts")),
    ],
)
def test_a_fault_is_told_with_its_place(data: object, told: tuple[str, str, str]) -> None:
    assert faults(data) == [told]


def test_every_fault_of_a_table_is_told_and_then_what_is_wrong_with_the_whole() -> None:
    assert [path for path, *_ in faults({"side": {"name": " ", "pair": 1}, "size": 99, "x": 1})] == [
        *("side.name", "side.pair", "size", "x"),
    ]


class Plain(Table, frozen=True, kw_only=True, forbid_unknown_fields=False):
    name: Text
    size: Annotated[Number, Meta(ge=0)] | None = None
    rank: Annotated[int, Meta(ge=1, le=4)] = 2
    sides: list[Text] = field(default_factory=list)


@pytest.mark.parametrize(
    "odd",
    [
        *(
            {"name": "\u00a0"},
            {"name": 1},
            {"name": "a", "size": 1},
            {"name": "a", "size": True},
            {"name": "a", "x": 1},
        ),
        *({"name": "a", "size": float("inf")}, {"name": "a", "size": 10**30}, {"name": "a", "rank": 3.0}),
        *({"name": "a", "sides": ["b", ""]}, {"name": "a", "sides": None}, {"name": "a", "rank": 10**30}, [], None),
    ],
)
def test_many_are_told_as_each_is_alone(odd: Any) -> None:
    sound = {"name": "b", "sides": ["c"]}
    assert check_all([sound, odd], Plain) == [check(sound, Plain), check(odd, Plain)]
    assert check_all([odd], Plain) == [check(odd, Plain)]
