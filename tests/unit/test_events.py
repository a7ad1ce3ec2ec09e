"""What a plate tells of a day, and on a quiet one of the days before; as literal ids."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.contract import Feature, UncertainSpan
from baltic_map.day_view import LocalScene
from baltic_map.print.events import _entries, _Entry, _entry, _Event, _lately
from baltic_map.scene import build_scene
from tests.unit.small_atlases import TINY


@pytest.fixture(scope="module")
def local() -> LocalScene:
    scene = build_scene(open_atlas(TINY))
    fight = next(each for each in scene.features if each.id == "fight")

    def event(key: str, *span: int, rank: int = 1, time: str | None = None) -> Feature:
        return replace(fight, id=key, rank=rank, time=time, span=UncertainSpan(*(span if len(span) == 4 else span * 2)))

    events = (
        event("first", 9, 10),
        event("evening", 20, 21, time="18:00"),
        event("morning", 20, 21, time="06:00"),
        event("small", 20, 21, rank=3),
        event("doubtful", 20, 24, 24, 24),
        event("long", 15, 29, rank=2),
        replace(event("town", 20, 21), role="places"),
    )
    return LocalScene(replace(scene, total=60, features=events, events=()))


def test_the_days_before_are_three_weeks(local: LocalScene) -> None:
    def told(index: int) -> list[str]:
        return [each.feature.id for each in _lately(local, local.on(local.axis.day(index)))]

    # The latest first, of a day the earliest hour; no lesser events, nothing uncertain, nothing that goes on.
    assert told(29) == ["morning", "evening", "long", "first"]
    assert told(28) == ["morning", "evening", "first"]
    # Day 9 is told until day 30, day 20 from day 21 on.
    assert [told(30)[-1], told(31)[-1]] == ["first", "long"]
    assert [told(20), told(21)] == [["first"], ["morning", "evening", "first"]]
    assert told(9) == []


def test_where_room_is_short_the_uncertain_and_then_the_lesser_is_left_out(local: LocalScene) -> None:
    def event(key: str, *, certain: bool) -> _Event:
        feature = next(each for each in local.scene.features if each.id == key)
        return _Event(feature, local.scene.symbols[feature.symbol], key, certain)

    def told(found: tuple[list[_Entry], int]) -> tuple[list[str], int]:
        return [each.event.feature.id for each in found[0]], found[1]

    events = [event("doubtful", certain=False), event("small", certain=True), event("long", certain=True)]
    height = _entry(local, events[0], 200.0, 0).height
    assert [told(_entries(local, events, 200.0, room)) for room in (3 * height, 3 * height - 1, 2 * height, 1.0)] == [
        (["doubtful", "small", "long"], 0),
        (["small", "long"], 1),
        (["long"], 2),
        ([], 3),
    ]
