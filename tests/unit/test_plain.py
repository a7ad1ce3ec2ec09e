"""What a page says in words, where its script does not run."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from baltic_map import MapBuilder, open_atlas
from baltic_map.day_view import LocalScene
from baltic_map.messages import languages
from baltic_map.scene import build_scene
from baltic_map.web.markup import escaped
from baltic_map.web.page import OfflineMap
from baltic_map.web.page_data import PageLinks
from baltic_map.web.plain import FLOOR, atlas_text, day_text, days_text, plain_page
from tests.unit.small_atlases import TINY, TOLD_ON_THE_FIFTH

DAY = "1900-01-05"
NOWHERE = PageLinks(None, None, ())


class Reader(HTMLParser):
    """Reads what is said, an item a line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in {"h1", "h2", "p", "li"}:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.lines:
            self.lines[-1] += data


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.lines = [" ".join(line.split()) for line in reader.lines]
    return reader


def test_a_day_is_told_with_hours_certainty_and_sources() -> None:
    scene = LocalScene(build_scene(open_atlas(TINY)))
    lines = read(day_text(scene, scene.on(DAY), NOWHERE)).lines
    assert lines == TOLD_ON_THE_FIFTH


def test_a_quiet_day_tells_what_was_last(geodata: Path) -> None:
    scene = LocalScene(build_scene(open_atlas(TINY)))
    assert read(day_text(scene, scene.on("1900-01-08"), NOWHERE)).lines[1] == (
        "No dated event is recorded for this day.Last event (6 January 1900): Second fight"
    )
    assert read(day_text(scene, scene.on("1900-01-02"), NOWHERE)).lines[1] == "No dated event is recorded for this day."
    quiet = LocalScene(build_scene(open_atlas(geodata), ["lt"])).on("1939-08-24")
    assert quiet.events == ()


def test_of_all_days_only_the_chief_events_have_their_sentence(geodata: Path) -> None:
    scene = LocalScene(build_scene(open_atlas(geodata)))
    lines = read(atlas_text(scene, [scene.on("1940-06-15")])).lines
    told = lines[lines.index("Saturday, 15 June 1940") + 1 :]
    assert told[0].startswith("15:00, Moscow time Red Army invades Lithuania")
    assert told[0].endswith(
        "An order of the Belorussian military district sets the crossing for 15:00; "
        "the American legation in Kaunas reports it at 2 p.m. that afternoon."
    )
    assert all(line.endswith("]") for line in told[1:9])


def test_a_source_has_one_number_wherever_it_is_cited(geodata: Path) -> None:
    scene = LocalScene(build_scene(open_atlas(geodata)))
    plate = scene.on("1940-06-16")
    lines = read(day_text(scene, plate, NOWHERE)).lines
    listed = lines[lines.index("Sources") + 1 : lines.index("Credits")]
    assert len(listed) == len(set(listed))
    event = lines[lines.index("Ultimatum to Latvia") + 1]
    assert event.startswith("14:00, Moscow time (Certain)")
    event_view = next(each for each in plate.events if each.name == "Ultimatum to Latvia")
    cited = [listed[int(number) - 1] for number in re.findall(r"\[(\d+)\]", event)]
    assert cited == [" ".join(text.split()) for text in scene.cite(event_view.feature.sources)]


def test_what_the_atlas_is_about_comes_first(geodata: Path) -> None:
    scene = LocalScene(build_scene(open_atlas(geodata)))
    lines = read(day_text(scene, scene.on("1940-06-16"), NOWHERE)).lines
    land = [line.split(" [")[0] for line in lines[lines.index("How the land stood") + 1 : lines.index("Sources")]]
    assert land.index("Lithuania: occupied by the Red Army") < land.index("Sweden: independent")


def test_links_lead_to_the_pages_that_are_built() -> None:
    page = MapBuilder(TINY).day(DAY, linked=[date(1900, 1, 3)]).get_root().render()
    page = page[page.index('<main class="plain-text"') : page.index("</main>")]
    assert '<a href="1900-01-03.html">Previous change: <span class="unbroken">3 January 1900</span></a>' in page
    assert page.count("<a href=") == 1


def test_every_language_has_its_sentences() -> None:
    told = set()
    for lang in languages():
        lines = read(plain_page("T", lang, ["<p>x</p>"])).lines
        assert all(version in lines[2] for version in FLOOR.values())
        told |= set(lines[1:3])
    assert len(told) == 2 * len(languages())


def test_a_language_without_words_is_told_in_english() -> None:
    page = plain_page("Carte", "fr", [])
    assert '<main class="plain-text" lang="fr">' in page
    assert (
        '<p class="unscripted" lang="en">The map on this page is drawn by a script, and here none has run.</p>' in page
    )


def test_what_is_not_translated_is_marked() -> None:
    scene = LocalScene(build_scene(open_atlas(TINY), ["lt"]))
    assert '<span lang="en">About Fight at Oldtown.</span>' in day_text(scene, scene.on(DAY), NOWHERE)


def test_no_text_is_markup(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    path = folder / "events.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    hostile = "</main><script>alert(1)</script><img src=x> & {{ 7 * 7 }}"
    for field in ("name", "description"):
        data["features"][0]["properties"][field] = hostile
    path.write_text(json.dumps(data), encoding="utf-8")
    scene = LocalScene(build_scene(open_atlas(folder)))
    first = data["features"][0]["properties"]["start_date"]
    for markup in (
        day_text(scene, scene.on(first), NOWHERE),
        atlas_text(scene, [scene.on(first)]),
        days_text(scene.messages, DAY, DAY, {DAY: [hostile]}),
        plain_page(hostile, "en", []),
    ):
        told = read(markup)
        assert not told.tags & {"script", "img"}
        assert any(hostile in line for line in told.lines)


@pytest.mark.parametrize("opening", [None, "1900-01-05"])
def test_the_whole_atlas_tells_its_key_days_and_the_one_it_opens_on(opening: str | None) -> None:
    builder = MapBuilder(TINY)
    page = builder.atlas_map(opening).get_root().render()
    told = read(page[page.index('<main class="plain-text"') : page.index("</main>")]).lines
    days = {
        builder.atlas.axis.day(builder.atlas.axis.index(opening or builder.atlas.config.opening_day or "1900-01-01"))
    }
    for day in days | set(builder.atlas.config.key_days):
        assert builder.local_scene.messages.format_day(day) in told


def test_a_plain_map_says_what_it_is() -> None:
    page = OfflineMap("Harbours <1>").get_root().render()
    told = read(page[page.index('<main class="plain-text"') : page.index("</main>")])
    assert told.lines[:2] == ["Harbours <1>", "The map on this page is drawn by a script, and here none has run."]


def test_a_frame_of_a_notebook_is_ascii() -> None:
    page = OfflineMap("Žemėlapis", lang="lt")
    frame = page._repr_html_()
    assert frame.isascii()
    assert 'title="&#381;em&#279;lapis"' in frame


def test_dates_are_not_broken_over_lines() -> None:
    dates = (
        "14 June 1940",
        "14. juuni 1940",
        "14.–15. juuni 1940",
        "1940 m. birželio 14",
        "1940. gada 14. jūnijs",
        "1939-10-01",
    )
    for each in dates:
        assert escaped(f"<{each}; 5>") == f'&lt;<span class="unbroken">{each}</span>; 5&gt;'
    assert escaped("1940 metais. https://a.example") == "1940 metais. https://a.example"
    assert escaped("a.example/1940-06-14-x, June 1940") == "a.example/1940-06-14-x, June 1940"
