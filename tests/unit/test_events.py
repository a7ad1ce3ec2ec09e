"""What a plate tells of a day, and on a quiet one of the days before; as literal ids."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from baltic_map.atlas import open_atlas
from baltic_map.contract import Feature, UncertainSpan
from baltic_map.day_view import LocalScene
from baltic_map.print import events
from baltic_map.print.events import _LARGE, _entries, _Entry, _entry, _Event, _lately, draw_events
from baltic_map.print.sheet import Box
from baltic_map.scene import build_scene
from tests.unit.small_atlases import TINY


@pytest.fixture(scope="module")
def local() -> LocalScene:
    scene = build_scene(open_atlas(TINY))
    fight = next(each for each in scene.features if each.id == "fight")

    def event(key: str, *span: int, rank: int = 1, time: str | None = None) -> Feature:
        return replace(fight, id=key, rank=rank, time=time, span=UncertainSpan(*(span if len(span) == 4 else span * 2)))

    features = (
        event("first", 9, 10),
        event("evening", 20, 21, time="18:00"),
        event("morning", 20, 21, time="06:00"),
        event("small", 20, 21, rank=3),
        event("doubtful", 20, 24, 24, 24),
        event("long", 15, 29, rank=2),
        replace(event("town", 20, 21), role="places"),
    )
    return LocalScene(replace(scene, total=60, features=features, events=()))


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

    three = [event("doubtful", certain=False), event("small", certain=True), event("long", certain=True)]
    height = _entry(local, three[0], 200.0, 0).height
    assert [told(_entries(local, three, 200.0, room)) for room in (3 * height, 3 * height - 1, 2 * height, 1.0)] == [
        (["doubtful", "small", "long"], 0),
        (["small", "long"], 1),
        (["long"], 2),
        ([], 3),
    ]


def written(monkeypatch: pytest.MonkeyPatch, day: str, height: float = 400.0) -> list[tuple[str, float]]:
    """Write a day of the tiny atlas into a column; give its lines and headings with their sizes, downwards."""
    local = LocalScene(build_scene(open_atlas(TINY)))
    lines: list[tuple[str, float]] = []

    def heading(text: str, box: Box, top: float) -> float:
        lines.append((text.upper(), 0.0))
        return top - box.width / 20

    monkeypatch.setattr(events, "draw_icon", lambda *_args, **_named: [])
    writer = SimpleNamespace(
        text=lambda _x, _y, text, _face, size, _colour=None: lines.append((text, size)),
        heading=heading,
        add=lambda _key, _make: None,
        colors=SimpleNamespace(color="#000000", quiet="#777777"),
        icons=local.scene.icons,
        artists=[],
        canvas=None,
    )
    draw_events(writer, local, local.on(day), Box(0.0, 0.0, 240.0, height))  # type: ignore[arg-type]
    return lines


def test_the_chief_event_is_large_with_its_hour_and_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = written(monkeypatch, "1900-01-05")
    assert [text for text, _ in lines[:5]] == [
        "14:06, local time",
        "Fight at Oldtown",
        "About Fight at Oldtown.",
        "ON THIS DAY",
        "Fight nobody placed",
    ]
    assert lines[1][1] == _LARGE
    # Without room for the sentence the name is told alone, and no list is begun.
    assert [text for text, _ in written(monkeypatch, "1900-01-05", 30.0)] == ["14:06, local time", "Fight at Oldtown"]


def test_a_quiet_day_tells_quietly_what_was_last(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [text for text, _ in written(monkeypatch, "1900-01-02")]
    assert told == ["ON THIS DAY", "No dated event is recorded for this day."]
    told = [text for text, _ in written(monkeypatch, "1900-01-08")]
    assert told[:2] == ["ON THIS DAY", "No dated event is recorded for this day."]
    assert told[2].startswith(("Last event (6 January 1900): Second fight", "IN THE WEEKS BEFORE"))
