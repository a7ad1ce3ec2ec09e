"""The page's data tells each day as the scene does, in few bytes, in whole numbers, and the same each time."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baltic_map import MapBuilder, open_atlas
from baltic_map.config import Foreign
from baltic_map.scene import Card, LegendItem, Scene
from baltic_map.web.ground import Ground
from baltic_map.web.payload import Telling, payload

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "fixtures" / "tiny"
LANGS = ("en", "et", "lv", "lt")
AREA = ("id", "territories", "fill", "hatch", "inner", "edge")

# What is measured in degrees or pixels; every other number is a day, a position or a count.
FRACTIONS = re.compile(
    r"(extent|view|marks\.geometry\.|scales\.|story\.steps\.view|looks\.size|legend\.items\.mark\.size)"
)


class Reader:
    """What the page reads from its data in one language, written anew from what the data promises."""

    def __init__(self, data: dict[str, Any], lang: str) -> None:
        self.data = data
        self.tongue = data["tongues"][lang]
        self.base = next(iter(data["tongues"].values()))

    def say(self, number: int) -> str:
        text = self.tongue["texts"][number]
        text = self.base["texts"][number] if text == 0 else text
        return Foreign(text) if number in self.tongue["foreign"] else str(text)

    def card(self, card: dict[str, Any]) -> Card:
        rows = tuple((self.say(heading), self.say(text)) for heading, text in card["rows"])
        sources = tuple("".join(map(self.say, self.data["sources"][number])) for number in card["sources"])
        title, parts, description, note = (self.say(card[part]) for part in ("title", "parts", "description", "note"))
        return Card(title, parts, rows, description, note, sources)

    def areas(self, day: int) -> list[Any]:
        return [
            (*(area[part] for part in AREA), self.say(area["label"]), self.card(area["card"]))
            for area in self.data["areas"]
            if holds(area["spans"], day)
        ]

    def lines(self, day: int) -> list[Any]:
        return [
            (line["id"], line["stroke"], line["inner"], self.card(line["card"]))
            for line in self.data["lines"]
            if holds(line["spans"], day)
        ]

    def marks(self, day: int) -> list[Any]:
        found = []
        for mark in self.data["marks"]:
            first, stop, sure_first, sure_stop = mark["span"]
            if first <= day < stop:
                found.append((mark["id"], sure_first <= day < sure_stop, self.card(mark["card"]), mark["geometry"]))
        return found

    def legend(self, day: int) -> list[Any]:
        shown = [groups for first, groups in self.data["legend"]["days"] if first <= day][-1]
        return [
            (group["title"], group["layer"], [{**item, "label": self.say(item["label"])} for item in items])
            for group, items in (
                (
                    {**each, "title": self.say(each["title"])},
                    [self.data["legend"]["items"][number] for number in each["items"]],
                )
                for each in (self.data["legend"]["groups"][number] for number in shown)
            )
        ]


def holds(spans: list[list[int]], day: int) -> bool:
    return any(first <= day < stop for first, stop in spans)


def plain(value: Any) -> Any:
    """Give what JSON makes of something."""
    return json.loads(json.dumps(value))


def item(sign: LegendItem) -> dict[str, Any]:
    looks = {"area": sign.area, "line": sign.line, "mark": sign.mark}
    told = {name: plain(asdict(look)) for name, look in looks.items() if look}
    return {"label": sign.label, **({"kind": sign.kind} if sign.kind else {}), **told}


def assert_same_day(data: dict[str, Any], scene: Scene, day: int) -> None:
    """The data tells a day as the plate does: the same things, in the same order, in the same words."""
    plate, reader = scene.plate(scene.atlas.axis.day(day)), Reader(data, scene.lang)
    assert reader.areas(day) == [
        (each.id, list(each.area.territories), *plain(asdict(each.look)).values(), each.label, each.card)
        for each in plate.areas
    ]
    assert reader.lines(day) == [(each.arc.id, each.look.stroke, each.look.inner, each.card) for each in plate.lines]
    assert [(key, sure, card) for key, sure, card, _ in reader.marks(day)] == [
        (each.feature.id, each.certain, each.card) for each in plate.marks
    ]
    drawn = {key for key, *_, geometry in reader.marks(day) if geometry}
    drawn |= {area[0] for area in reader.areas(day)} | {line[0] for line in reader.lines(day)}
    assert drawn == plate.drawn_ids
    assert reader.legend(day) == [
        (group.title, group.layer, [item(sign) for sign in group.items]) for group in plate.legend
    ]


def foreign(card: Card) -> list[bool]:
    """Tell of each text of a card whether it is marked; a mark is no part of a text's equality."""
    return [isinstance(text, Foreign) for text in (card.title, card.description, card.note)]


def numbers(value: Any, path: str = "") -> Iterator[tuple[str, float]]:
    """Yield every number of JSON with where it stands."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from numbers(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part, path)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value


# ------------------------------------------------------------------ a small atlas


@pytest.fixture(scope="module")
def tiny() -> list[Scene]:
    atlas = open_atlas(TINY)
    return [Scene(atlas, lang) for lang in ("en", "lt")]


def told(scenes: list[Scene], first: int, stop: int) -> dict[str, Any]:
    data = payload(Telling(scenes, first, stop), Ground(scenes[0].atlas), opening=first)
    return dict(plain(data))


@pytest.fixture(scope="module")
def ten_days(tiny: list[Scene]) -> dict[str, Any]:
    return told(tiny, 0, 10)


@pytest.mark.parametrize("day", range(10))
def test_every_day_is_told_as_the_plate_draws_it(tiny: list[Scene], ten_days: dict[str, Any], day: int) -> None:
    for scene in tiny:
        assert_same_day(ten_days, scene, day)


@pytest.mark.parametrize("day", range(10))
def test_one_day_alone_is_told_the_same(tiny: list[Scene], day: int) -> None:
    data = told(tiny, day, day + 1)
    for scene in tiny:
        assert_same_day(data, scene, day)
    assert data["window"] == [day, day + 1]
    # Nothing of another day is in it.
    for each in (*data["areas"], *data["lines"]):
        assert each["spans"] == [[day, day + 1]]
    plate = tiny[0].plate(data["iso"][str(day)])
    assert [mark["id"] for mark in data["marks"]] == [mark.feature.id for mark in plate.marks]
    assert data["legend"]["days"] == [[day, list(range(len(data["legend"]["groups"])))]]
    assert data["changes"] == data["ticks"] == data["chapters"] == data["territories"] == []
    assert data["story"] is None


def test_a_span_is_written_as_long_as_it_is(ten_days: dict[str, Any]) -> None:
    for each in (*ten_days["areas"], *ten_days["lines"]):
        spans = each["spans"]
        assert all(0 <= first < stop <= 10 for first, stop in spans)
        assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_the_days_are_cut_where_something_changes(tiny: list[Scene]) -> None:
    runs = [(first, stop) for first, stop, _ in Telling(tiny, 0, 10).runs()]
    axis = tiny[0].atlas.axis
    assert [first for first, _ in runs] == [0, *(axis.index(day) for day in tiny[0].atlas.change_days())]
    assert [stop for _, stop in runs] == [first for first, _ in runs[1:]] + [10]
    # A run of days that begins between two changes begins with its first day.
    assert next(iter(Telling(tiny, 1, 3).runs()))[0] == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


STEP = """
## {title}

```toml
id = "{id}"
date = 1900-01-05
view = [1, 51, 2, 53]
highlight = []
sources = ["book"]
```

They fight.

Then night falls.
"""


def test_a_story_that_is_half_translated_says_so(folder: Path) -> None:
    config = folder / "atlas.toml"
    config.write_text('languages = ["en", "lt"]\n' + config.read_text(encoding="utf-8"), encoding="utf-8")
    steps = STEP.format(title="Fight", id="fight") + STEP.format(title="Truce", id="truce")
    (folder / "story.md").write_text('+++\ntitle = "War"\n+++\n' + steps, encoding="utf-8")
    lithuanian = '## Kova\n\n```toml\nid = "fight"\n```\n\nJie kaunasi iki nakties.\n'
    (folder / "story.lt.md").write_text(lithuanian, encoding="utf-8")
    atlas = open_atlas(folder)
    data = told([Scene(atlas, "en"), Scene(atlas, "lt")], 0, 10)
    reader, (fight, truce) = Reader(data, "lt"), data["story"]["steps"]
    # A translation may have fewer paragraphs: those that are left are empty, not English.
    assert [reader.say(number) for number in fight["paragraphs"]] == ["Jie kaunasi iki nakties.", ""]
    assert not set(fight["paragraphs"]) & set(reader.tongue["foreign"])
    assert [reader.say(number) for number in truce["paragraphs"]] == ["They fight.", "Then night falls."]
    assert {truce["title"], *truce["paragraphs"], data["story"]["title"]} <= set(reader.tongue["foreign"])
    assert not data["tongues"]["en"]["foreign"]


def test_chapters_become_bands(folder: Path) -> None:
    config = folder / "atlas.toml"
    chapter = '\n[[chapters]]\nname = "War"\n"name:lt" = "Karas"\nstart = 1900-01-05\nend = 1900-01-11\n'
    config.write_text(config.read_text(encoding="utf-8") + chapter, encoding="utf-8")
    atlas = open_atlas(folder)
    data = told([Scene(atlas, "en"), Scene(atlas, "lt")], 0, 10)
    (band,) = data["chapters"]
    assert (band["first"], band["stop"]) == (4, 10)
    assert [Reader(data, lang).say(band["name"]) for lang in ("en", "lt")] == ["War", "Karas"]


# ------------------------------------------------------------------ the atlas


@pytest.fixture(scope="module")
def scenes(geodata: Path) -> dict[str, Scene]:
    atlas = open_atlas(geodata)
    return {lang: Scene(atlas, lang) for lang in LANGS}


@pytest.fixture(scope="module")
def page(scenes: dict[str, Scene]) -> str:
    return str(MapBuilder(scenes["en"].atlas).atlas_map().get_root().render())


@pytest.fixture(scope="module")
def data(page: str) -> dict[str, Any]:
    block = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert block
    return dict(json.loads(block[1]))


def test_the_page_opens_in_english_and_knows_every_language_of_the_atlas(data: dict[str, Any]) -> None:
    assert list(data["tongues"]) == list(LANGS)
    assert [each["own"] for each in data["tongues"].values()] == ["English", "Eesti", "Latviešu", "Lietuvių"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_key_days_are_told_as_the_plates_draw_them(
    scenes: dict[str, Scene], data: dict[str, Any], lang: str
) -> None:
    axis = scenes[lang].atlas.axis
    days = [axis.index(day) for day in scenes[lang].atlas.config.key_days]
    for day in (0, *days, *(day + 1 for day in days), len(axis) - 1):
        assert_same_day(data, scenes[lang], day)


@settings(max_examples=40)
@given(day=st.integers(0, 678), lang=st.sampled_from(LANGS))
def test_any_day_is_told_as_the_plate_draws_it(
    scenes: dict[str, Scene], data: dict[str, Any], day: int, lang: str
) -> None:
    assert_same_day(data, scenes[lang], day)


def test_every_feature_is_there_with_its_days_in_drawing_order(scenes: dict[str, Scene], data: dict[str, Any]) -> None:
    features = scenes["en"].atlas.features
    assert [(mark["id"], *mark["span"]) for mark in data["marks"]] == [
        (each.id, each.span.first, each.span.stop, each.span.sure_first, each.span.sure_stop)
        for each in features
        if each.span.first < each.span.stop
    ]


def test_every_name_of_a_feature_can_be_found(scenes: dict[str, Scene], data: dict[str, Any]) -> None:
    atlas = scenes["en"].atlas
    for mark in data["marks"]:
        feature = atlas.feature(mark["id"])
        told = {code: name for code, name in mark["names"].items() if code != "other"}
        assert set(told.values()) == set(feature.names.values())
        assert told["en"] == feature.names["en"]
        assert mark["names"].get("other", "") == ", ".join(feature.fields.other_names)


def test_todays_name_is_told_in_the_readers_language_where_it_is_another(data: dict[str, Any]) -> None:
    marks = {mark["id"]: mark for mark in data["marks"]}
    told = {
        key: [Reader(data, lang).say(marks[f"place-{key}"]["today"]) for lang in LANGS]
        for key in ("leningrad", "memel")
    }
    assert told == {
        "leningrad": ["Saint Petersburg", "Peterburi", "Sanktpēterburga", "Sankt Peterburgas"],
        "memel": ["Klaipėda", "Klaipėda", "", ""],
    }


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_translated_is_marked(scenes: dict[str, Scene], data: dict[str, Any], lang: str) -> None:
    reader, scene = Reader(data, lang), scenes[lang]
    for mark in data["marks"]:
        assert foreign(reader.card(mark["card"])) == foreign(scene.card(mark["id"])), mark["id"]
        if lang != "en":
            # Descriptions and notes are in English, an empty one is in no language.
            assert foreign(reader.card(mark["card"]))[1:] == [
                bool(scene.card(mark["id"]).description),
                bool(scene.card(mark["id"]).note),
            ]
    if lang == "en":
        assert data["tongues"]["en"]["foreign"] == []


def test_a_territory_stands_somehow_every_day(scenes: dict[str, Scene], data: dict[str, Any]) -> None:
    scene = scenes["lt"]
    reader = Reader(data, "lt")
    for territory in data["territories"]:
        standings = territory["standings"]
        assert [standings[0][0], standings[-1][1]] == [0, 679]
        assert all(before[1] == after[0] for before, after in pairwise(standings))
        assert [(first, stop, reader.say(text)) for first, stop, text in standings] == scene.standings(territory["id"])
    assert [each["id"] for each in data["territories"]] == list(scene.atlas.borders.territories)


def test_the_story_is_told_with_its_days(scenes: dict[str, Scene], data: dict[str, Any]) -> None:
    story = scenes["en"].atlas.story
    assert story
    for lang in LANGS:
        reader = Reader(data, lang)
        for step, written in zip(story.steps, data["story"]["steps"], strict=True):
            assert (written["id"], written["day"]) == (step.id, step.index)
            assert tuple(written["highlight"]) == step.highlight
            prose = tuple(text for number in written["paragraphs"] if (text := reader.say(number)))
            assert prose == step.paragraphs.get(lang, step.paragraphs["en"])
            untranslated = any(number in reader.tongue["foreign"] for number in written["paragraphs"])
            assert untranslated == (lang not in step.paragraphs)


def test_chapters_leave_no_day_out(data: dict[str, Any]) -> None:
    chapters = data["chapters"]
    assert (chapters[0]["first"], chapters[-1]["stop"]) == (0, 679)
    assert all(before["stop"] == after["first"] for before, after in pairwise(chapters))
    assert [Reader(data, "et").say(each["name"]) for each in chapters][1] == "Talvesõda"


def test_days_are_whole_numbers(data: dict[str, Any]) -> None:
    for path, number in numbers(data):
        assert isinstance(number, int) or FRACTIONS.match(path), path
    axis = range(680)
    days = [
        "changes",
        "opening",
        "window",
        "marks.span",
        "areas.spans",
        "lines.spans",
        "legend.days",
        "story.steps.day",
    ]
    for path in days:
        found = [number for where, number in numbers(data) if where == path]
        assert found, path
        assert all(type(number) is int and number in axis for number in found), path


@pytest.mark.parametrize("lang", LANGS)
def test_no_number_the_page_counts_lacks_its_form(scenes: dict[str, Scene], data: dict[str, Any], lang: str) -> None:
    # The chronology has a line for each begin and end, for what becomes certain or merely possible, and for land.
    atlas = scenes[lang].atlas
    lines = 4 * len(atlas.features) + sum(map(len, atlas.borders.holdings.values()))
    assert len(data["tongues"][lang]["plurals"]["rule"]) > max(lines, len(atlas.axis))


def test_each_text_work_and_look_is_written_once(data: dict[str, Any]) -> None:
    tongues = data["tongues"].values()
    strange = [set(each["foreign"]) for each in tongues]
    texts = enumerate(zip(*(each["texts"] for each in tongues), strict=True))
    rows = [(row, *(number in each for each in strange)) for number, row in texts]
    assert len(rows) == len(set(rows))
    for name in ("sources", "looks"):
        written = [json.dumps(each) for each in data[name]]
        assert len(written) == len(set(written))


def test_the_whole_atlas_is_small(page: str) -> None:
    raw = page.encode()
    assert len(raw) <= 2_000_000
    assert len(gzip.compress(raw, mtime=0)) <= 700_000


def test_the_same_bytes_in_another_process_on_another_day(scenes: dict[str, Scene], geodata: Path) -> None:
    page = MapBuilder(scenes["en"].atlas).atlas_map(langs=["lt"]).get_root().render()
    code = (
        "import hashlib; from baltic_map import MapBuilder; "
        f"page = MapBuilder({str(geodata)!r}).atlas_map(langs=['lt']).get_root().render(); "
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1", "TZ": "America/New_York"}
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment).stdout
    assert out.decode().strip() == hashlib.sha256(page.encode()).hexdigest()


def test_older_names_can_be_looked_for(data: dict[str, Any]) -> None:
    kaunas = next(mark for mark in data["marks"] if mark["id"] == "place-kaunas")
    assert kaunas["names"]["other"] == "Kovno"
