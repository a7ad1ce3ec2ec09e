"""What a language says of the days: each written by its own rules, none counted by the page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel import Locale

from baltic_map.atlas import open_atlas
from baltic_map.scene import Scene
from baltic_map.web.told import axis_data, flat_words, month_names, plurals
from baltic_map.words import Words

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "fixtures" / "tiny"
STATIC = ROOT / "src" / "baltic_map" / "web" / "static"
LANGS = ["en", "et", "lv", "lt"]


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene(open_atlas(TINY))


# ------------------------------------------------------------------ days


def test_all_days_are_written_in_order(scene: Scene) -> None:
    data = axis_data(scene)
    assert data["iso"] == [f"1900-01-{day:02}" for day in range(1, 11)]
    assert data["days"][0] == "Monday, 1 January 1900"
    assert data["dates"][9] == "10 January 1900"
    assert len(data["days"]) == len(data["dates"]) == 10


def test_one_day_is_written_alone(scene: Scene) -> None:
    data = axis_data(scene, 4, 5)
    assert data["iso"] == {4: "1900-01-05"}
    assert data["days"] == {4: "Friday, 5 January 1900"}
    assert data["dates"] == {4: "5 January 1900"}
    # As JSON its keys are what a position reads.
    assert json.loads(json.dumps(data["iso"])) == {"4": "1900-01-05"}


def test_the_changes_are_those_of_the_atlas(scene: Scene) -> None:
    data = axis_data(scene)
    assert [data["iso"][index] for index in data["changes"]] == [day.isoformat() for day in scene.atlas.change_days()]


def test_a_tick_counts_what_begins_ends_and_changes_hands(scene: Scene) -> None:
    atlas = scene.atlas
    for index, count in axis_data(scene)["ticks"]:
        spans = [feature.span for feature in atlas.features]
        turns = sum((span.first == index) + (span.stop == index) for span in spans)
        hands = sum(row.first == index for rows in atlas.borders.holdings.values() for row in rows)
        assert count == turns + hands > 0
    days = [index for index, _ in axis_data(scene)["ticks"]]
    assert days == sorted(set(days))
    # What was so when the atlas begins, and still is when it ends, makes no tick there.
    assert 0 < days[0] <= days[-1] < len(atlas.axis)


@pytest.mark.parametrize(
    ("lang", "day", "date"),
    [
        ("en", "Sunday, 16 June 1940", "16 June 1940"),
        ("et", "pühapäev, 16. juuni 1940", "16. juuni 1940"),
        ("lv", "svētdiena, 1940. gada 16. jūnijs", "1940. gada 16. jūnijs"),
        ("lt", "1940 m. birželio 16 d., sekmadienis", "1940 m. birželio 16 d."),
    ],
)
def test_each_language_writes_a_day_its_own_way(geodata: Path, lang: str, day: str, date: str) -> None:
    scene = Scene(open_atlas(geodata), lang)
    index = scene.atlas.axis.index("1940-06-16")
    data = axis_data(scene, index, index + 1)
    assert (data["days"][index], data["dates"][index]) == (day, date)


@pytest.mark.parametrize(
    ("lang", "june", "march"),
    [
        ("en", {"June", "Jun"}, {"March", "Mar"}),
        ("et", {"juuni"}, {"märts"}),
        ("lv", {"jūnijs"}, {"marts"}),
        ("lt", {"birželio", "birželis"}, {"kovo", "kovas"}),
    ],
)
def test_a_month_is_known_in_each_of_its_forms(lang: str, june: set[str], march: set[str]) -> None:
    months = month_names(lang)
    assert len(months) == 12
    assert june <= set(months[5])
    assert march <= set(months[2])
    for ways in months:
        assert len(ways) == len(set(ways))
        assert all(ways)
    # No form means two months.
    every = [way.lower() for ways in months for way in ways]
    assert len(every) == len(set(every))


# ------------------------------------------------------------------ words


@pytest.mark.parametrize("lang", LANGS)
def test_each_string_has_one_flat_name(lang: str) -> None:
    words = Words(lang)
    flat = flat_words(words)
    assert flat["close"] == words("page.close")
    assert flat["time_play"] == words("time.play")
    assert flat["card_copy"] == words("card.copy")
    assert flat["language_et"] == words("languages.et")
    # What only Python reads stays at home.
    assert not [key for key in flat if key.startswith(("dates_", "plate_", "plural_", "legend_", "certainty_"))]
    shown = (
        "page",
        "card",
        "time",
        "changes",
        "search",
        "filter",
        "compare",
        "story",
        "chronology",
        "print",
        "languages",
    )
    assert len(flat) == sum(len(words.table(table)) for table in shown)
    assert all(isinstance(text, str) for text in flat.values())


def test_the_page_uses_no_word_that_is_not_there() -> None:
    flat = flat_words(Words("en"))
    forms = plurals(Words("en"), 1)["forms"]
    for path in sorted(STATIC.glob("*.js")):
        text = path.read_text(encoding="utf-8")
        # Lists are called so too, in modules that read what is typed.
        used = set(re.findall(r"\bwords\.(\w+)\b(?!\()", text)) - {"length"}
        assert used <= set(flat), path.name
        counted = set(re.findall(r"\bcount\(\"(\w+)\"", text))
        assert counted <= set(forms), path.name


# ------------------------------------------------------------------ plurals


@pytest.mark.parametrize("lang", LANGS)
def test_a_number_takes_the_form_of_its_language(lang: str) -> None:
    words = Words(lang)
    data = plurals(words, 200)
    assert len(data["rule"]) == 201
    rule = Locale.parse(lang).plural_form
    for name, table in words.nested("plural").items():
        for number in range(201):
            assert data["forms"][name][int(data["rule"][number])] == table[rule(number)], (name, number)


@pytest.mark.parametrize(
    ("lang", "number", "text"),
    [
        ("en", 0, "{number} results"),
        ("en", 1, "{number} result"),
        ("en", 101, "{number} results"),
        ("et", 1, "{number} tulemus"),
        ("et", 21, "{number} tulemust"),
        ("lv", 0, "{number} rezultātu"),
        ("lv", 1, "{number} rezultāts"),
        ("lv", 2, "{number} rezultāti"),
        ("lv", 11, "{number} rezultātu"),
        ("lv", 21, "{number} rezultāts"),
        ("lt", 1, "{number} rezultatas"),
        ("lt", 2, "{number} rezultatai"),
        ("lt", 10, "{number} rezultatų"),
        ("lt", 11, "{number} rezultatų"),
        ("lt", 21, "{number} rezultatas"),
        ("lt", 112, "{number} rezultatų"),
    ],
)
def test_forms_as_a_speaker_expects_them(lang: str, number: int, text: str) -> None:
    data = plurals(Words(lang), 200)
    assert data["forms"]["results"][int(data["rule"][number])] == text
