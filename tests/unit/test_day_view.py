"""A day of a scene in one language, as literal ids and texts."""

from __future__ import annotations

from datetime import date

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.contract import Scene
from baltic_map.day_view import DayView, LocalScene
from baltic_map.errors import DayOutOfRangeError, UnknownNameError
from baltic_map.scene import build_scene
from baltic_map.text import Text
from tests.unit.small_atlases import TINY


@pytest.fixture(scope="module")
def scene() -> Scene:
    return build_scene(open_atlas(TINY), ("en", "et", "lv", "lt"))


@pytest.fixture(scope="module")
def local(scene: Scene) -> LocalScene:
    return LocalScene(scene)


def legend(view: DayView) -> dict[str, list[str]]:
    return {group.title: [item.label for item in group.items] for group in view.legend}


def test_a_day_with_events(local: LocalScene) -> None:
    view = local.on("1900-01-05")
    assert (view.index, view.iso, view.headline) == (4, "1900-01-05", "Friday, 5 January 1900")
    assert [(each.id, each.certain) for each in view.features] == [
        ("north-zone", True),
        ("march-west", True),
        ("oldtown", True),
        ("sea", True),
        ("fight", True),
        ("second-fight", False),
        ("lost-fight", True),
    ]
    assert [each.id for each in view.areas] == ["aaa-bbb-aaa-occupied", "bbb-bbb-bbb-free"]
    assert [each.id for each in view.borders] == ["west-middle"]
    assert [each.id for each in view.events] == ["fight", "lost-fight", "second-fight"]
    assert legend(view) == {
        "How the land stood": ["West: occupied"],
        "Borders": ["Border, within 0.5 km"],
        "Zones": ["Zone", "March"],
        "Places": ["Town"],
        "Events": ["Fight"],
        "How sure": ["Certain", "Possible on this day, not certain"],
    }
    assert view.drawn_ids == {
        *("north-zone", "march-west", "oldtown", "sea", "fight", "second-fight"),
        *("aaa-bbb-aaa-occupied", "bbb-bbb-bbb-free", "west-middle"),
    }


def test_a_day_without(local: LocalScene) -> None:
    view = local.on(date(1900, 1, 2))
    assert [each.id for each in view.features] == ["oldtown", "sea"]
    assert view.events == ()
    assert [each.id for each in view.areas] == ["aaa-aaa-aaa-free", "bbb-bbb-bbb-free"]
    assert legend(view) == {
        "How the land stood": ["Aland: free"],
        "Borders": ["Border, within 0.5 km"],
        "Places": ["Town"],
    }


def test_what_is_merely_possible_on_a_day_is_faint(local: LocalScene) -> None:
    second = [
        next(each for each in local.on(day).events if each.id == "second-fight") for day in ("1900-01-05", "1900-01-06")
    ]
    assert [(each.certain, each.symbol.faint) for each in second] == [(False, True), (True, False)]


def test_the_nearest_changes_lie_before_and_after_a_day(local: LocalScene) -> None:
    def neighbours(day: str) -> tuple[str | None, str | None]:
        view = local.on(day)
        return tuple(None if each is None else local.axis.iso(each) for each in (view.previous, view.next))

    assert neighbours("1900-01-05") == ("1900-01-03", "1900-01-06")
    assert neighbours("1900-01-04") == ("1900-01-03", "1900-01-05")
    # Nothing has changed before: what lies before is the start of the atlas.
    assert neighbours("1900-01-03") == ("1900-01-01", "1900-01-05")
    assert neighbours("1900-01-01") == (None, "1900-01-03")
    assert neighbours("1900-01-10") == ("1900-01-08", None)


@pytest.mark.parametrize(
    ("lang", "headline", "town", "border"),
    [
        ("et", "reede, 5. jaanuar 1900", "Oldtown", "Piir, täpsus 0.5 km"),
        ("lv", "piektdiena, 1900. gada 5. janvāris", "Oldtown", "Robeža, precizitāte līdz 0.5 km"),
        ("lt", "1900 m. sausio 5 d., penktadienis", "Senmiestis", "Siena, 0.5 km tikslumu"),
    ],
)
def test_a_day_in_another_language(scene: Scene, lang: str, headline: str, town: str, border: str) -> None:
    view = LocalScene(scene, lang).on("1900-01-05")
    assert (view.headline, view.features[2].name, view.legend[3].items[0].label) == (headline, town, border)


def test_a_scene_tells_itself_in_a_language(scene: Scene, local: LocalScene) -> None:
    assert (local.lang, local.title, local.subtitle, local.credits) == (
        "en",
        "Tiny war",
        "Ten days",
        ("Drawn for the tests.",),
    )
    assert local.cite([3, 0]) == ("A Paper, Journal, vol. 3.", "Writer, Ann, A Book, Town: Press, 1950, p. 1.")
    estonian = LocalScene(scene, "et")
    town = scene.features[2].title
    assert estonian.translated(town) == Text("Oldtown", "en")
    assert LocalScene(scene, "lt").translated(town) == Text("Senmiestis", "lt")
    assert estonian.cite([0]) == ("Writer, Ann, A Book, Town: Press, 1950, lk 1.",)


def test_a_day_or_language_that_there_is_not_is_named(scene: Scene, local: LocalScene) -> None:
    with pytest.raises(DayOutOfRangeError, match="1900-01-11: the day lies outside the atlas"):
        local.on("1900-01-11")
    with pytest.raises(UnknownNameError, match=r"the scene has it not\. Use one of en, et, lv, lt\."):
        LocalScene(scene, "fi")
