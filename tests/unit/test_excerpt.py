"""Some days out of a scene: only what is on them, counted anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.contract import Scene, Span
from baltic_map.day_view import LocalScene
from baltic_map.excerpt import excerpt
from baltic_map.scene import build_scene
from tests.unit.small_atlases import TINY
from tests.variants import first


@pytest.mark.parametrize("folder", first(1, [TINY, None]), ids=["tiny", "own"])
def test_a_scene_of_one_day_has_all_that_an_excerpt_of_the_whole_has(folder: Path | None) -> None:
    atlas = open_atlas(folder)
    whole = build_scene(atlas, ("en", "lt"))
    for index in range(0, len(atlas.axis), 1 if folder else 31):
        part, days = build_scene(atlas, ("en", "lt"), index), Span(index, index + 1)
        assert excerpt(part, days) == excerpt(whole, days)
        for reading in atlas.readings:
            (was, before), (now, latest) = (
                (LocalScene(scene, reading=reading).latest(index) or (0, None)) for scene in (whole, part)
            )
            assert (was, before and before.name) == (now, latest and latest.name)


@pytest.fixture(scope="module")
def whole() -> Scene:
    return build_scene(open_atlas(TINY), ("en", "lt"))


def test_an_excerpt_holds_what_is_on_its_days(whole: Scene) -> None:
    third, fifth, ninth = (excerpt(whole, Span(day, day + 1)) for day in (2, 4, 8))
    assert [each.id for each in third.features] == ["north-zone", "oldtown", "sea"]
    assert [each.id for each in fifth.features] == [
        *("north-zone", "march-west", "oldtown", "sea", "fight", "second-fight", "lost-fight"),
    ]
    assert [each.id for each in ninth.features] == ["oldtown", "sea"]
    assert [[each.id for each in part.readings[0].areas] for part in (third, fifth)] == [
        ["aaa-aaa-aaa-free", "bbb-bbb-bbb-free"],
        ["aaa-bbb-aaa-occupied", "bbb-bbb-bbb-free"],
    ]
    assert [len(part.events) for part in (third, fifth, ninth)] == [0, 1, 0]
    assert [[len(group.items) for group in (*part.readings[0].legend, *part.legend)] for part in (third, fifth)] == [
        [1, 1, 1, 1],
        [1, 1, 2, 1, 1, 2],
    ]


def test_the_day_before_a_stop_is_in_and_the_stop_is_not(whole: Scene) -> None:
    # The zone is there on the days 2 to 6.
    assert [
        "north-zone" in {each.id for each in excerpt(whole, Span(day, day + 1)).features} for day in (1, 2, 6, 7)
    ] == [
        *(False, True, True, False),
    ]
    assert "north-zone" in {each.id for each in excerpt(whole, Span(6, 9)).features}


def test_an_excerpt_has_no_time_bar_and_no_story_but_the_days_keep_their_numbers(whole: Scene) -> None:
    part = excerpt(whole, Span(4, 5))
    assert (part.chapters, part.story) == ((), None)
    (reading,) = part.readings
    assert (reading.changes, reading.ticks, reading.territories) == ((), (), ())
    assert (part.first_day, part.total) == ("1900-01-01", 10)
    assert part.features[4].span.first == 4


def test_texts_citations_and_symbols_are_those_that_are_used(whole: Scene) -> None:
    part = excerpt(whole, Span(8, 9))
    english, lithuanian = part.locales
    assert len(whole.locales[0].texts) > len(english.texts) == len(lithuanian.texts)
    town = part.features[0]
    assert (english.texts[town.title], lithuanian.texts[town.title]) == ("Oldtown", "Senmiestis")
    assert english.texts[town.name_today] == "Newtown"
    assert "Fight at Oldtown" not in english.texts
    assert [part.symbols[each.symbol].shape for each in part.features] == ["icon", "label"]
    assert len(part.symbols) == 2
    cited = ["".join(english.texts[each] or "" for each in work.parts) for work in part.citations]
    assert cited == [
        "Writer, Ann, A Book, Town: Press, 1950, p. 7.",
        "Writer, Ann, A Book, Town: Press, 1950, p. 2.",
        "A Paper, Journal, vol. 3.",
        "Writer, Ann, A Book, Town: Press, 1950.",
    ]
    assert [part.features[0].sources, *(each.sources for each in part.readings[0].areas)] == [(0,), (1, 2), (3,)]
    assert list(part.works) == ["book", "paper"]
    assert town.title not in lithuanian.untranslated
    assert town.name_today in lithuanian.untranslated
