"""What the page gets: everything by name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.contract import Span
from baltic_map.scene import build_scene
from baltic_map.web.packed_basemap import pack_basemap
from baltic_map.web.page_data import PageLink, PageLinks, page_data
from tests.unit.small_atlases import TINY


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas(TINY)


@pytest.fixture(scope="module")
def data(atlas: Atlas) -> dict[str, Any]:
    return json.loads(json.dumps(page_data(build_scene(atlas, ("en", "lt")), pack_basemap(atlas), opening=4)))


def test_a_page_of_all_days(data: dict[str, Any]) -> None:
    assert sorted(data) == ["basemap", "days", "languages", "opening", "reading", "scene"]
    assert (data["scene"]["version"], data["days"], data["opening"]) == (3, {"first": 0, "stop": 10}, 4)
    assert [(each["lang"], each["ownName"]) for each in data["languages"]] == [("en", "English"), ("lt", "Lietuvių")]
    assert data["languages"][0]["datePattern"] == "d MMMM y"
    assert data["languages"][1]["weekdays"][0] == "pirmadienis"


def test_a_feature_says_by_name_what_it_is(data: dict[str, Any]) -> None:
    english = data["scene"]["locales"][0]["texts"]
    fight = next(each for each in data["scene"]["features"] if each["id"] == "fight")
    assert {name: english[number] for name, number in fight["facts"].items()} == {
        "kind": "Fight",
        "dates": "5 January 1900, 14:06, local time",
        "certainty": "Certain",
        "position": "Exact position, within 1 km",
    }
    assert fight["span"] == {"first": 4, "stop": 5, "certainFirst": 4, "certainStop": 5}
    assert fight["geometry"] == {"type": "Point", "coordinates": [1.6, 52.0]}
    lost = next(each for each in data["scene"]["features"] if each["id"] == "lost-fight")
    assert "geometry" not in lost
    assert "time" not in lost


def test_texts_count_as_in_the_first_language(data: dict[str, Any]) -> None:
    english, lithuanian = (each["texts"] for each in data["scene"]["locales"])
    title = data["scene"]["features"][2]["title"]
    assert (english[title], lithuanian[title]) == ("Oldtown", "Senmiestis")
    assert lithuanian[data["scene"]["title"]] is None


def test_a_page_of_one_day_holds_that_day_and_its_links(atlas: Atlas) -> None:
    links = PageLinks(None, PageLink("1900-01-06", "6 January 1900", "1900-01-06.html", current=False), ())
    page = page_data(build_scene(atlas, ("en",)), pack_basemap(atlas), opening=8, days=Span(8, 9), links=links)
    assert page["days"] == {"first": 8, "stop": 9}
    assert [each["id"] for each in page["scene"]["features"]] == ["oldtown", "sea"]
    assert [each["changes"] for each in page["scene"]["readings"]] == [[]]
    assert page["links"] == {
        "next": {"iso": "1900-01-06", "text": "6 January 1900", "href": "1900-01-06.html", "current": False},
        "days": [],
    }
