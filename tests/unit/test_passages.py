"""Exact words of the sources: the table, its rules, and the scene."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from baltic_map import check_atlas
from baltic_map.atlas import open_atlas
from baltic_map.contract import Passage, Span, Work
from baltic_map.excerpt import excerpt
from baltic_map.passages import PASSAGES
from baltic_map.scene import build_scene
from tests.unit.small_atlases import TINY, tiny_with

SOUND = {
    "feature": "fight; oldtown",
    "words": "Было тихо",
    "language": "ru",
    "work": "paper",
    "locator": "p. 3",
    "address": "https://example.org/a?b=1",
    "stance": "claims",
    "speaker": "A clerk",
    "translation": "It was quiet",
    "right": "Public domain",
    "checked": "2026-11-27",
}
ENGLISH = {**SOUND, "feature": "second-fight", "words": "All quiet.", "language": "en-GB", "translation": ""}
BARE = {**ENGLISH, "locator": "", "speaker": "", "checked": "", "stance": "supports"}


def table(*rows: dict[str, str]) -> dict[str, str]:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(SOUND), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return {PASSAGES: text.getvalue()}


def test_a_passage_is_read(tmp_path: Path) -> None:
    atlas = open_atlas(tiny_with(tmp_path, table(SOUND, ENGLISH, BARE)))
    foreign, english, bare = atlas.passages
    assert (foreign.features, foreign.words, foreign.language) == (("fight", "oldtown"), "Было тихо", "ru")
    assert (str(foreign.citation), foreign.address) == ("paper, p. 3", "https://example.org/a?b=1")
    assert (foreign.stance, foreign.speaker, foreign.translation) == ("claims", "A clerk", "It was quiet")
    assert (foreign.right, foreign.checked) == ("Public domain", date(2026, 11, 27))
    assert (english.language, english.translation) == ("en-GB", "")
    assert (str(bare.citation), bare.speaker, bare.checked) == ("paper", "", None)
    assert open_atlas(TINY).passages == ()


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        *(("en", "“”"), ("en-US", "“”"), ("et", "„“"), ("lv", "„”"), ("lt", "„“"), ("ru", "«»"), ("de", "„“")),
        *(("pl", "„”"), ("fi", "””"), ("sv", "””"), ("ja", "“”")),
    ],
)
def test_words_have_the_quotation_marks_of_their_language(tmp_path: Path, language: str, marks: str) -> None:
    translation = "" if language.startswith("en") else "x"
    rows = table({**SOUND, "language": language, "translation": translation})
    (passage,) = open_atlas(tiny_with(tmp_path, rows)).passages
    assert "".join(passage.marks) == marks


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"feature": "fight; nobody"}, "feature names 'nobody', which no feature has as its id. Mend the id."),
        ({"feature": " ; "}, "feature is empty. Write ids of features, separated by ;."),
        ({"work": "nobody"}, "work is 'nobody', which sources.json has not. Add the work or mend the id."),
        ({"work": ""}, "work is empty. Write a text."),
        ({"words": " "}, "words is empty. Write a text."),
        ({"words": "a " * 61}, "words has 61 words, and 60 are the most. Quote less of it."),
        (
            {"language": "Russian"},
            "language is 'Russian', not the code of a language. Write a code such as en or sr-Latn.",
        ),
        (
            {"stance": "denies"},
            ("stance is 'denies', not one of 'supports', 'contradicts' or 'claims'. Mend the value."),
        ),
        (
            {"translation": ""},
            "it has no translation, and its language is ru. Translate what is not English, and only that.",
        ),
        (
            {"language": "en-GB"},
            "it has a translation, and its language is en-GB. Translate what is not English, and only that.",
        ),
        (
            {"address": "javascript:alert(1)"},
            "address is 'javascript:alert(1)', not an address. Write the page, from http:// or https:// on.",
        ),
        (
            {"address": "https:// x"},
            "address is 'https:// x', not an address. Write the page, from http:// or https:// on.",
        ),
        ({"address": ""}, "address is '', not an address. Write the page, from http:// or https:// on."),
        ({"right": ""}, "right is empty. Write a text."),
        ({"checked": "2026-02-30"}, "checked is '2026-02-30', not a day. Write a day of the calendar as YYYY-MM-DD."),
        ({"speaker": "\u200b"}, "speaker is '\\u200b', which shows nothing. Write a text."),
    ],
)
def test_what_is_wrong_with_a_passage_is_named(tmp_path: Path, change: dict[str, str], message: str) -> None:
    folder = tiny_with(tmp_path, table(ENGLISH, {**SOUND, **change}))
    assert [str(each) for each in check_atlas(folder)] == [f"passages.csv#line 3: {message}"]


def test_sixty_words_are_not_too_many(tmp_path: Path) -> None:
    assert check_atlas(tiny_with(tmp_path, table({**SOUND, "words": "a " * 60}))) == []


def test_a_table_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    assert [str(each) for each in check_atlas(tiny_with(tmp_path, {PASSAGES: "feature,words\n"}))] == [
        (
            "passages.csv: no column 'language'. Write the columns "
            "feature, words, language, work, locator, address, stance, speaker, translation, right, checked."
        )
    ]


def test_the_scene_holds_each_passage_once(tmp_path: Path) -> None:
    scene = build_scene(open_atlas(tiny_with(tmp_path, table(SOUND, ENGLISH))), ("en", "lt"))
    english, lithuanian = scene.locales
    foreign, own = scene.passages
    assert foreign == Passage(
        *(("fight", "oldtown"), "Было тихо", "ru", ("«", "»"), foreign.citation, "https://example.org/a?b=1", "claims"),
        foreign.speaker,
        foreign.translation,
    )
    assert [english.texts[each] for each in scene.citations[foreign.citation].parts] == [
        *("A Paper, Journal, vol. 3", ", p. 3", "."),
    ]
    assert (english.texts[foreign.speaker], english.texts[foreign.translation]) == ("A clerk", "It was quiet")
    assert {foreign.speaker, foreign.translation} <= lithuanian.untranslated
    assert (english.texts[own.translation], own.marks) == ("", ("“", "”"))


def test_the_words_are_shown_on_one_line(tmp_path: Path) -> None:
    rows = table({**SOUND, "words": "Было\nтихо\u202e"})
    assert build_scene(open_atlas(tiny_with(tmp_path, rows))).passages[0].words == "Было тихо"


def test_an_excerpt_holds_the_passages_of_its_features_with_their_works(tmp_path: Path) -> None:
    works = (TINY / "sources.json").read_text(encoding="utf-8").rstrip().rstrip("]")
    works += ', {"id": "letter", "title": "A Letter", "custom": {"class": "document", "via": "copy"}}'
    works += ', {"id": "copy", "title": "A Copy", "custom": {"via": "album"}}, {"id": "album", "title": "An Album"}]'
    rows = table(ENGLISH, {**SOUND, "feature": "oldtown", "work": "letter"})
    scene = build_scene(open_atlas(tiny_with(tmp_path, {**rows, "sources.json": works})), ("en", "lt"))
    # On the ninth day of what is spoken of there is the town alone.
    part = excerpt(scene, Span(8, 9))
    texts = part.locales[0].texts
    (passage,) = part.passages
    assert (passage.features, passage.words, texts[passage.translation]) == (("oldtown",), "Было тихо", "It was quiet")
    assert "".join(texts[each] or "" for each in part.citations[passage.citation].parts) == "A Letter, p. 3."
    letter = part.works["letter"]
    assert (letter, texts[letter.name]) == (Work(letter.name, "document", "copy", letter.reference), "A Letter")
    assert sorted(part.works) == ["album", "book", "copy", "letter", "paper"]
    assert (texts[part.works["album"].name], part.works["album"].via) == ("An Album", None)
