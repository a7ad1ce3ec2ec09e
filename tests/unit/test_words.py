"""Words that an atlas brings itself: a further language, other words for those there are, and slips in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.builder import MapBuilder
from baltic_map.check import check_atlas, find_problems
from baltic_map.errors import InvalidAtlasError
from baltic_map.messages import Messages, languages, words_of
from baltic_map.snapshot import Snapshot
from baltic_map.words import read_words
from tests.unit.pages import data_in
from tests.unit.small_atlases import tiny_with

SPANISH = """
[page]
legend = "Leyenda"
events = "Ese día"
[certainty]
certain = "Seguro"
[plural.changes]
one = "{number} cambio"
many = "{number} de cambios"
other = "{number} cambios"
"""
BRACES, MAY = "its braces are not those of", "The braces it may have are"
FORMS = 'Write other = "…", and one and few if the language has them.'


def words(folder: Path, **files: str) -> Path:
    own = folder / "words"
    own.mkdir(parents=True)
    for lang, text in files.items():
        (own / f"{lang}.toml").write_text(text, encoding="utf-8")
    return folder


def spanish(folder: Path, languages: str = '["es"]') -> Path:
    tiny_with(folder, {}, {'id = "tiny"': f'id = "tiny"\nlanguages = {languages}\n"title:xx" = "X"'})
    return words(folder, es=SPANISH)


def test_an_atlas_may_be_in_a_language_of_its_own(tmp_path: Path) -> None:
    folder = spanish(tmp_path)
    problems, warnings = find_problems(folder)
    assert problems == []
    assert [each.where for each in warnings] == ["words/es.toml"]
    atlas = open_atlas(folder)
    data = data_in(MapBuilder(atlas).atlas_map().get_root().render())
    (language,), (locale,) = data["languages"], data["scene"]["locales"]
    assert (language["lang"], language["ownName"], locale["lang"]) == ("es", "Español", "es")
    assert (language["messages"]["legend"], language["messages"]["close"]) == ("Leyenda", "Close")
    assert language["plurals"]["changes"]["many"] == "{number} de cambios"
    assert (language["weekdays"][0], language["dayPattern"]) == ("lunes", "EEEE, d 'de' MMMM 'de' y")
    assert "Seguro" in locale["texts"]
    # What it says is Spanish: nothing waits for a translation into it.
    assert locale["untranslated"] == []
    assert "state" not in locale
    assert Messages("es", words=atlas.words["es"]).format_day("1900-01-05") == "viernes, 5 de enero de 1900"
    assert Snapshot(atlas, dpi=30).scene.lang == "es"


def test_beside_english_a_language_waits_for_its_translation(tmp_path: Path) -> None:
    atlas = open_atlas(spanish(tmp_path, '["en", "es"]'))
    scene = data_in(MapBuilder(atlas).atlas_map().get_root().render())["scene"]
    assert [each["lang"] for each in scene["locales"]] == ["en", "es"]
    assert len(scene["locales"][1]["untranslated"]) > 5


def test_words_there_are_may_be_others(tmp_path: Path) -> None:
    folder = words(tiny_with(tmp_path, {}), en='[page]\nevents = "That day"\n')
    atlas = open_atlas(folder)
    assert atlas.warnings == []
    scene = MapBuilder(atlas).local_scene
    assert (scene.messages("page.events"), scene.messages("page.close")) == ("That day", "Close")


def test_a_language_without_words_is_told_by_all(tmp_path: Path) -> None:
    told = "atlas.toml#languages.1: es has no words of the interface. Write words/es.toml, or take it out."
    folder = tiny_with(tmp_path, {}, {'id = "tiny"': 'id = "tiny"\nlanguages = ["en", "es"]'})
    assert list(map(str, check_atlas(folder))) == [told]
    for draw in (MapBuilder, lambda path: Snapshot(open_atlas(path))):
        with pytest.raises(InvalidAtlasError) as caught:
            draw(folder)
        assert list(map(str, caught.value.problems)) == [told]


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("es", "[page", "words/es.toml: not TOML at end of document. Mend it there."),
        ("es", '[pages]\nclose = "x"', "words/es.toml#pages: there is no such table. Write page, if that is meant."),
        ("es", '[page]\nclos = "x"', "words/es.toml#page.clos: there is no such word. Write close, if that is meant."),
        ("es", "[page]\nclose = 1", "words/es.toml#page.close: it is 1, not a text. Write a text."),
        (
            "es",
            '[page]\nday_of = "Día {n}"',
            f"words/es.toml#page.day_of: {BRACES} 'Day {{number}} of {{total}}'. {MAY} {{number}}, {{total}}.",
        ),
        (
            "es",
            '[page]\nclose = "{"',
            f"words/es.toml#page.close: {BRACES} 'Close'. {MAY} none.",
        ),
        (
            "es",
            '[plural.changes]\none = "x"',
            f"words/es.toml#plural.changes: it has no form other. {FORMS}",
        ),
        (
            "tlh-x",
            "",
            "words/tlh-x.toml: 'tlh-x' is no language whose days and months are known. Name the file as es.toml.",
        ),
    ],
)
def test_a_slip_in_words_is_told(tmp_path: Path, lang: str, text: str, told: str) -> None:
    _, problems, _ = read_words(words(tmp_path, **{lang: text}), ["en"])
    assert list(map(str, problems)) == [told]


def test_the_words_of_the_package_are_such_words(tmp_path: Path) -> None:
    texts = {
        lang: (Path(__file__).parents[2] / "src/baltic_map/locales" / f"{lang}.toml").read_text(encoding="utf-8")
        for lang in languages()
    }
    read, problems, warnings = read_words(words(tmp_path, **texts), ["en"])
    assert (problems, warnings) == ([], [])
    assert Messages("lt", words=read["lt"]).nested("plural") == words_of("lt")["plural"]
    assert read["lt"]["page"] == words_of("lt")["page"]
