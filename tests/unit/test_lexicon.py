"""Texts of several languages, each once: 0 for what reads the same in the first, a mark for what is not translated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baltic_map.atlas import open_atlas
from baltic_map.config import Foreign
from baltic_map.scene import Scene
from baltic_map.web.lexicon import Lexicon, shown

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
SCENES = [Scene(open_atlas(TINY), lang) for lang in ("en", "lt")]


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(SCENES)


def test_a_text_has_one_number(lexicon: Lexicon) -> None:
    assert [lexicon.number(texts) for texts in (["Town", "Miestas"], ["Sea", "Jūra"], ["Town", "Miestas"])] == [0, 1, 0]
    # The same in one language only is another text.
    assert lexicon.number(["Town", "Miestelis"]) == 2
    assert [table["texts"] for table in lexicon.tables()] == [["Town", "Sea", "Town"], ["Miestas", "Jūra", "Miestelis"]]


def test_what_reads_the_same_is_written_once(lexicon: Lexicon) -> None:
    for texts in (["Hanko", "Hanko"], ["", ""], ["Town", "Miestas"]):
        lexicon.number(texts)
    assert [table["texts"] for table in lexicon.tables()] == [["Hanko", "", "Town"], [0, 0, "Miestas"]]
    assert [table["foreign"] for table in lexicon.tables()] == [[], []]


def test_what_is_not_translated_is_marked(lexicon: Lexicon) -> None:
    same, foreign = lexicon.number(["Hanko", "Hanko"]), lexicon.number(["Hanko", Foreign("Hanko")])
    assert same != foreign
    assert lexicon.number(["Hanko", Foreign("Hanko")]) == foreign
    assert lexicon.tables() == [
        {"texts": ["Hanko", "Hanko"], "foreign": []},
        {"texts": [0, 0], "foreign": [foreign]},
    ]
    assert all(type(text) in {str, int} for table in lexicon.tables() for text in table["texts"])


def test_a_page_that_opens_in_another_language_marks_its_own(lexicon: Lexicon) -> None:
    lexicon.number([Foreign("They fight."), "They fight."])
    assert lexicon.tables() == [{"texts": ["They fight."], "foreign": [0]}, {"texts": [0], "foreign": []}]


def test_a_text_is_told_by_each_scene(lexicon: Lexicon) -> None:
    number = lexicon.each(lambda scene: scene.words("card.sources"))
    assert [table["texts"][number] for table in lexicon.tables()] == ["Sources", "Šaltiniai"]


told = st.builds(lambda text, foreign: Foreign(text) if foreign else text, st.text(max_size=3), st.booleans())


@given(st.lists(st.tuples(told, told), max_size=12))
def test_every_text_comes_back(pairs: list[tuple[str, str]]) -> None:
    lexicon = Lexicon(SCENES)
    numbers = [lexicon.number(pair) for pair in pairs]
    tables = lexicon.tables()
    for number, pair in zip(numbers, pairs, strict=True):
        for table, text in zip(tables, pair, strict=True):
            written = table["texts"][number]
            # An empty text is a text, and no 0.
            assert (tables[0]["texts"][number] if written == 0 else written) == shown(text)
            assert (number in table["foreign"]) == isinstance(text, Foreign)


def test_what_parts_or_turns_a_line_is_not_shown() -> None:
    assert shown("Line\nbreak\u2028parted\ttab\x1b[0m") == "Line break parted tab [0m"
    assert shown("\u202eturned\u202c and \u2067isolated\u2069") == "turned and isolated"
    assert shown("Hiiumaa, Čiobiškis, \u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd") == (
        "Hiiumaa, Čiobiškis, \u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd"
    )
